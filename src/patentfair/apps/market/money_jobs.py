"""What the market does by itself about money: issue what has come up, remind of what is due."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.market.actions.money import issue_invoices, remind
from patentfair.apps.market.dues import open_amounts
from patentfair.apps.market.models import Deal, Invoice, Reminder
from patentfair.domain.kernel.errors import DomainError
from patentfair.domain.market.clock import DUE_PLAN, steps_due

__all__ = ["issue_due_invoices", "remind_payments"]

log = logging.getLogger(__name__)
AFTER_THE_END = timedelta(days=400)
BEFORE, AFTER = timedelta(days=31), timedelta(days=120)


def issue_due_invoices() -> int:
    """Issue what has come up by the terms of every deal in force, or ended of late; returns how many invoices.

    A deal whose statements do not fit its terms, or that someone is just acting on, is left for the next round.
    """
    today, issued = timezone.localdate(), 0
    deals = Deal.objects.exclude(in_force_at=None).exclude(ended_on__lt=today - AFTER_THE_END)
    for deal in deals.select_related("agreed_sheet", "grantor", "grantee").order_by("pk").iterator(chunk_size=200):
        try:
            issued += len(issue_invoices(actor=SYSTEM, deal=deal))
        except DomainError as error:
            log.warning("deal %s: nothing invoiced: %s", deal.pk, error.code)
    return issued


def remind_payments() -> int:
    """Remind debtors by the plan of due payments, each step once; returns how many reminders were given."""
    today = timezone.localdate()
    due = Invoice.objects.filter(cancelled_on=None, due_on__gt=today - AFTER, due_on__lt=today + BEFORE)
    invoices = list(due.select_related("deal").order_by("pk"))
    open_ = open_amounts(invoices)
    sent: dict[str, set[str]] = {}
    given_before = Reminder.objects.filter(object__startswith="invoice:", at__gt=timezone.now() - 2 * AFTER)
    for name, code in given_before.values_list("object", "code"):
        sent.setdefault(name, set()).add(code)
    given = 0
    for invoice in invoices:
        if open_[invoice.pk] <= 0:
            continue
        before = frozenset(sent.get(f"invoice:{invoice.pk}", ()))
        for step in steps_due(DUE_PLAN, invoice.issued_on, invoice.due_on, None, today, before):
            given += remind(actor=SYSTEM, invoice=invoice, step=step)
    return given
