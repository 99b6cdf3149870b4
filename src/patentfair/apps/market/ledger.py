"""The books of one organisation over all its deals: balances, what is owed, and every line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

import msgspec
from django.db.models import Q

from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.dues import NOTHING, open_amounts
from patentfair.apps.market.models import Invoice, Posting
from patentfair.domain.kernel.money import Money
from patentfair.domain.market.bookkeeping import Account, Bucket, Open, aged

__all__ = ["Claims", "balances", "claims", "postings", "trial"]


def postings(organisation: Organisation) -> Iterator[Posting]:
    """Every line of the organisation's books, oldest first, with its entry."""
    lines = Posting.objects.filter(organisation=organisation).select_related("entry").order_by("entry__on", "pk")
    return lines.iterator(chunk_size=500)


def balances(organisation: Organisation) -> dict[tuple[Account, str], Decimal]:
    """What stands on each account in each currency; debit positive. Added here: the database would add as floats."""
    found: dict[tuple[Account, str], Decimal] = defaultdict(lambda: NOTHING)
    rows = Posting.objects.filter(organisation=organisation).values_list("account", "currency", "amount")
    for account, currency, amount in rows.iterator(chunk_size=2000):
        found[Account(account), currency] += amount
    order = list(Account)
    return dict(sorted(found.items(), key=lambda one: (one[0][1], order.index(one[0][0]))))


def trial(found: Mapping[tuple[Account, str], Decimal]) -> dict[str, Decimal]:
    """The sum over all accounts by currency; anything but nothing would be a mistake of ours."""
    sums: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    for (_, currency), amount in found.items():
        sums[currency] += amount
    return dict(sums)


class Claims(msgspec.Struct, frozen=True):
    """Invoices with what is open of each, and the open sums by currency and by days overdue.

    What was paid too much is open with a negative sum and in no bucket.
    """

    rows: tuple[tuple[Invoice, Decimal], ...]
    buckets: dict[str, dict[Bucket, Decimal]]


def claims(organisation: Organisation, today: date) -> tuple[Claims, Claims]:
    """What others owe the organisation, and what it owes to others."""
    invoices = list(
        Invoice.objects.filter(Q(creditor=organisation) | Q(debtor=organisation), cancelled_on=None)
        .select_related("deal__patent", "creditor", "debtor")
        .order_by("due_on", "pk")
    )
    open_ = open_amounts(invoices)
    return (
        _claims([one for one in invoices if one.creditor_id == organisation.pk], open_, today),
        _claims([one for one in invoices if one.debtor_id == organisation.pk], open_, today),
    )


def _claims(invoices: Iterable[Invoice], open_: Mapping[int, Decimal], today: date) -> Claims:
    rows = tuple((one, open_[one.pk]) for one in invoices if open_[one.pk])
    items = [Open(one.due_on, Money(amount, one.currency)) for one, amount in rows if amount > 0]
    return Claims(rows, aged(items, today))
