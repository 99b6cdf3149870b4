"""How an organisation answers those who ask, and why talks about its patents ended."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from patentfair.apps.journal.models import Entry
from patentfair.apps.market.models import Deal, Reminder
from patentfair.domain.market.clock import ESCALATE, RECORD_DAYS, UNANSWERED, Inquiry, ResponseRecord, record
from patentfair.domain.market.deal import DealState, Side
from patentfair.domain.market.terms import DealKind

__all__ = ["asked_side", "escalated_since", "inquiries_to", "reasons_told_to", "response_record"]


def asked_side(deal: Deal) -> Side:
    """The side that was asked and owes an answer."""
    return Side.GRANTEE if deal.opened_by == Side.GRANTOR else Side.GRANTOR


def response_record(organisation_id: int, now: datetime) -> ResponseRecord:
    """The public record of an organisation's answers over the last 365 days."""
    return record(inquiries_to(organisation_id, now - timedelta(days=RECORD_DAYS)), now)


def inquiries_to(organisation_id: int, since: datetime) -> list[Inquiry]:
    """Inquiries put to the organisation since then.

    When one was declined or withdrawn the journal tells. What was agreed at once (an open licence, the deal an auction
    led to) was no inquiry.
    """
    deals = list(
        Deal.objects.filter(
            Q(grantor=organisation_id, opened_by=Side.GRANTEE.value)
            | Q(grantee=organisation_id, opened_by=Side.GRANTOR.value),
            opened_at__gte=since,
        )
        .exclude(kind=DealKind.OPEN.value)
        .only("pk", "opened_at", "answer_due", "answered_at", "opened_by", "state")
    )
    ends: dict[str, tuple[Entry, dict[str, Any]]] = {}
    over = [f"deal:{deal.pk}" for deal in deals if deal.state in (DealState.DECLINED, DealState.WITHDRAWN)]
    for entry in Entry.objects.filter(object__in=over, event__in=("deal.declined", "deal.withdrawn")).order_by("pk"):
        ends[entry.object] = entry, json.loads(entry.facts)
    return [_inquiry(deal, *ends.get(f"deal:{deal.pk}", (None, {}))) for deal in deals if _was_asked(deal)]


def _was_asked(deal: Deal) -> bool:
    return deal.answer_due > deal.opened_at


def _inquiry(deal: Deal, end: Entry | None, facts: dict[str, Any]) -> Inquiry:
    answered, withdrawn, declined = deal.answered_at, None, ""
    if end is not None and facts.get("reason") == UNANSWERED:
        answered, declined = end.at, UNANSWERED
    elif end is not None and facts.get("side") == asked_side(deal).value:
        answered, declined = answered or end.at, str(facts.get("reason", ""))
    elif end is not None and answered is None:
        withdrawn = end.at
    return Inquiry(
        opened=deal.opened_at, due=deal.answer_due, answered=answered, withdrawn=withdrawn, declined=declined
    )


def reasons_told_to(organisation_id: int) -> list[tuple[str, int]]:
    """Why talks about the organisation's patents ended, by coded reason, the most frequent first."""
    ended = Deal.objects.filter(grantor=organisation_id, state=DealState.DECLINED.value)
    return Counter(ended.exclude(refusal_code="").values_list("refusal_code", flat=True)).most_common()


def escalated_since(deals: Iterable[Deal]) -> dict[int, datetime]:
    """Of these deals, those whose inquiry came to the center, and when."""
    names = {f"deal:{deal.pk}": deal.pk for deal in deals}
    rows = Reminder.objects.filter(object__in=names, code=ESCALATE)
    return {names[row.object]: row.at for row in rows}
