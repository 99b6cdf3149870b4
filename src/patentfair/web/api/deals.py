"""The money of a deal for programs: what is due, statements, invoices, payments; signed in as for the pages."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from patentfair.apps.accounts.access import fetch
from patentfair.apps.market.access import DEALS
from patentfair.apps.market.dues import Line, due_lines, invoices_of, open_amounts, statements_of
from patentfair.apps.market.models import Deal, IncomeShare, Payment
from patentfair.apps.market.queries import side_of
from patentfair.domain.market.deal import Side
from patentfair.web.request import PageRequest

__all__ = ["router"]

router = Router(tags=["deals"])


def _line(line: Line) -> dict[str, Any]:
    due = line.due
    return {
        "key": line.key,
        "reason": due.reason,
        "milestone": due.milestone,
        "period": due.period,
        "amount": due.amount,
        "currency": line.currency,
        "claim_on": line.claim_on,
        "due_on": due.due_on,
        "how": due.how,
        "standing": line.standing,
        "invoiced": line.invoiced,
        "to_issue": line.to_issue,
    }


@router.get("/deals/{int:pk}/money")
def read_deal_money(request: PageRequest, pk: int) -> HttpResponse:
    """What is due and how it was reckoned, statements, invoices with what is open, payments.

    Sums are strings with two decimals; periods are half-open. Shares of the income are told to the grantor's side
    alone.
    """
    deal = fetch(Deal.objects.select_related("agreed_sheet"), DEALS, "read", request.actor, pk=pk)
    invoices, statements = invoices_of(deal), statements_of(deal)
    open_ = open_amounts(invoices)
    answer: dict[str, Any] = {
        "deal": deal.pk,
        "dues": [
            _line(line) for line in due_lines(deal, timezone.localdate(), statements=statements, invoices=invoices)
        ],
        "statements": [
            {
                "id": one.pk,
                "start": one.start,
                "end": one.end,
                "base": one.base,
                "amount": one.amount,
                "currency": one.currency,
                "state": one.state,
                "how": one.reckoning,
            }
            for one in statements
        ],
        "invoices": [
            {
                "id": one.pk,
                "number": one.number,
                "reason": one.reason,
                "what": one.what,
                "creditor": one.creditor_id,
                "debtor": one.debtor_id,
                "amount": one.amount,
                "open": open_[one.pk],
                "currency": one.currency,
                "issued_on": one.issued_on,
                "due_on": one.due_on,
                "cancelled_on": one.cancelled_on,
            }
            for one in invoices
        ],
        "payments": [
            {
                "id": one.pk,
                "invoice": one.invoice_id,
                "amount": one.amount,
                "paid_on": one.paid_on,
                "state": one.state,
                "evidence_sha256": one.evidence_sha256,
            }
            for one in Payment.objects.filter(invoice__deal=deal).order_by("pk")
        ],
    }
    if side_of(request.actor, deal) is Side.GRANTOR:
        shares = IncomeShare.objects.filter(payment__invoice__deal=deal).order_by("pk")
        answer["shares"] = [
            {
                "id": one.pk,
                "payment": one.payment_id,
                "beneficiary": one.beneficiary,
                "name": one.name,
                "amount": one.amount,
                "currency": one.currency,
                "paid_on": one.paid_on,
            }
            for one in shares
        ]
    return HttpResponse(msgspec.json.encode(answer), content_type="application/json")
