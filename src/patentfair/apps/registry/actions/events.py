"""Add a legal event that a person or a job knows of."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.journal.actions import record as journal
from patentfair.apps.registry import events
from patentfair.apps.registry.actions.status import refold
from patentfair.apps.registry.models import LegalEvent, Patent
from patentfair.domain.patents.status import EventCode

__all__ = ["add_legal_event"]


@transaction.atomic
def add_legal_event(
    *,
    actor: Actor,
    patent: Patent,
    date: datetime.date,
    code: EventCode,
    source: str,
    office_code: str = "",
    paid_until: datetime.date | None = None,
    detail: str = "",
) -> LegalEvent:
    """Add an event that a source shows, fold the status of the right anew and journal it. Twice the same is one.

    Every document of the right shows it; the entry names the one that the act was about.
    """
    now = timezone.now()
    event, created = LegalEvent.objects.get_or_create(
        right=patent.right,
        date=date,
        code=code.value,
        office_code=office_code,
        territory="",
        detail=detail,
        defaults={"source": source, "paid_until": paid_until, "received_at": now},
    )
    if created:
        others = list(Patent.objects.filter(application_key=patent.application_key).exclude(pk=patent.pk))
        refold([patent, *(others if patent.application_key else [])], now, timezone.localdate())
        journal(
            events.LEGAL_EVENT_ADDED,
            actor=actor.reference,
            object=f"patent:{patent.key}",
            code=code.value,
            date=date,
            source=source,
        )
    return event
