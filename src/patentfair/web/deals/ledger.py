"""The ledger of an organisation over all its deals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from patentfair.adapters.spreadsheets.workbook import csv_chunks
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market import ledger as books
from patentfair.apps.market.models import Invoice
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.kernel.words import Words
from patentfair.domain.market import bookkeeping
from patentfair.web.deals.money import exact, reason_words
from patentfair.web.guards import signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, label, organisation_name
from patentfair.web.request import PageRequest
from patentfair.web.workspace.organisations import my_organisations

__all__ = ["ledger", "ledger_csv"]

HEADER = (
    Words("日期", "Day"),
    Words("分录", "Entry"),
    Words("事由", "Reason"),
    Words("依据", "Reference"),
    Words("交易", "Deal"),
    Words("科目", "Account"),
    Words("币种", "Currency"),
    Words("借方", "Debit"),
    Words("贷方", "Credit"),
)
SHOWN = 500


def _chosen(request: PageRequest) -> tuple[list[Organisation], Organisation | None]:
    """One's own organisations and the one the address names, or the first."""
    mine = my_organisations(request.actor, "confer")
    wanted = request.GET.get("organisation", "")
    if not wanted:
        return mine, mine[0] if mine else None
    found = next((one for one in mine if str(one.pk) == wanted), None)
    if found is None:
        raise NotFound("not-found", what="organisation")
    return mine, found


@signed_in
def ledger(request: PageRequest) -> HttpResponse:
    """Balances by account and currency, what is owed to us and by us, and the proof that the books balance."""
    language, today = page_language(), timezone.localdate()
    mine, found = _chosen(request)
    context: dict[str, Any] = {
        "organisations": [
            {"pk": one.pk, "name": organisation_name(one, language), "chosen": one == found} for one in mine
        ],
        "found": found,
    }
    if found is not None:
        balances = books.balances(found)
        by_currency: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for (account, currency), amount in balances.items():
            by_currency[currency].append(
                {
                    "account": bookkeeping.ACCOUNTS[account].of(language),
                    "debit": exact(amount, currency, language) if amount > 0 else "",
                    "credit": exact(-amount, currency, language) if amount < 0 else "",
                }
            )
        trial = books.trial(balances)
        to_us, by_us = books.claims(found, today)
        context |= {
            "name": organisation_name(found, language),
            "balances": [
                {
                    "currency": currency,
                    "rows": rows,
                    "debit": exact(_sum(balances, currency, 1), currency, language),
                    "credit": exact(_sum(balances, currency, -1), currency, language),
                    "difference": exact(trial[currency], currency, language),
                    "balances": not trial[currency],
                }
                for currency, rows in by_currency.items()
            ],
            "buckets": [words.of(language) for words in bookkeeping.BUCKETS.values()],
            "sides": [
                _side(Words("应收", "Owed to us"), to_us, found, language),
                _side(Words("应付", "Owed by us"), by_us, found, language),
            ],
        }
    return render(request, "web/ledger.html", context)


def _sum(balances: dict[tuple[bookkeeping.Account, str], Decimal], currency: str, sign: int) -> Decimal:
    """Debits (1) or credits (-1) of a currency, as a positive sum."""
    amounts = (amount * sign for (_, one), amount in balances.items() if one == currency)
    return sum((amount for amount in amounts if amount > 0), Decimal("0.00"))


def _side(title: Words, claims: books.Claims, found: Organisation, language: str) -> dict[str, Any]:
    return {
        "title": title.of(language),
        "aged": [
            {
                "currency": currency,
                "cells": [
                    {"label": bookkeeping.BUCKETS[bucket].of(language), "amount": exact(amount, currency, language)}
                    for bucket, amount in row.items()
                ],
                "total": exact(sum(row.values(), Decimal("0.00")), currency, language),
            }
            for currency, row in sorted(claims.buckets.items())
        ],
        "rows": [_row(one, amount, found, language) for one, amount in claims.rows[:SHOWN]],
    }


def _row(one: Invoice, amount: Decimal, found: Organisation, language: str) -> dict[str, Any]:
    other = one.debtor if one.creditor_id == found.pk else one.creditor
    return {
        "deal": one.deal_id,
        "pk": one.pk,
        "number": one.number,
        "what": one.what or reason_words(one.reason, one.deal.kind, language),
        "other": organisation_name(other, language),
        "due": day(one.due_on),
        "amount": exact(amount, one.currency, language),
        "over": amount < 0,
    }


@signed_in
def ledger_csv(request: PageRequest) -> HttpResponseBase:
    """Every line of the books as CSV; no cell acts as a formula in a spreadsheet."""
    _mine, found = _chosen(request)
    if found is None:
        raise NotFound("not-found", what="organisation")
    response = StreamingHttpResponse(csv_chunks(_lines(found, page_language())), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ledger-{found.pk}.csv"'
    return response


def _lines(found: Organisation, language: str) -> Iterator[list[str]]:
    yield [words.of(language) for words in HEADER]
    for one in books.postings(found):
        entry = one.entry
        yield [
            entry.on.isoformat(),
            str(entry.pk),
            label(bookkeeping.REASONS, entry.reason, language),
            entry.reference,
            str(entry.deal_id or ""),
            bookkeeping.ACCOUNTS[bookkeeping.Account(one.account)].of(language),
            one.currency,
            f"{one.amount:.2f}" if one.amount > 0 else "",
            f"{-one.amount:.2f}" if one.amount < 0 else "",
        ]
