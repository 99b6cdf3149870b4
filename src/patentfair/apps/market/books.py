"""The books of all deals: entries are written, never changed; what was wrong is reversed."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.market.models import BookEntry, Deal, Posting
from patentfair.domain.kernel.errors import Stale, ensure
from patentfair.domain.market import bookkeeping

__all__ = ["enter", "entry_value", "reverse"]


def enter(entry: bookkeeping.BookEntry, deal: Deal | None, reverses: BookEntry | None = None) -> BookEntry:
    """Write a balanced entry with its postings, inside the transaction of the act it rests on."""
    ensure(transaction.get_connection().in_atomic_block, "a book entry outside a transaction")
    bookkeeping.balanced(entry)
    row = BookEntry.objects.create(
        deal=deal,
        on=entry.on,
        reason=entry.reason,
        reference=entry.reference,
        reverses=reverses,
        at=timezone.now(),
    )
    Posting.objects.bulk_create(
        Posting(
            entry=row,
            organisation_id=one.organisation,
            account=one.account.value,
            amount=one.amount,
            currency=one.currency,
        )
        for one in entry.postings
    )
    return row


def reverse(row: BookEntry, on: date) -> BookEntry:
    """Undo an entry by one with the other signs; `Stale` where that was done before."""
    undone = bookkeeping.reversal(entry_value(row), on, row.reference)
    try:
        with transaction.atomic():
            return enter(undone, row.deal, reverses=row)
    except IntegrityError as error:
        raise Stale("books.already-reversed") from error


def entry_value(row: BookEntry) -> bookkeeping.BookEntry:
    """An entry of the tables as the value the domain reckons with."""
    postings = tuple(
        bookkeeping.Posting(one.organisation_id, bookkeeping.Account(one.account), one.amount, one.currency)
        for one in row.postings.order_by("pk")
    )
    return bookkeeping.BookEntry(row.on, row.reason, postings, row.reference)
