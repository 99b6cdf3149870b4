"""What the register does by itself."""

from __future__ import annotations

from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.registry.actions import add_legal_event
from patentfair.apps.registry.models import Patent
from patentfair.domain.patents.status import EventCode, State

__all__ = ["expire_ended_terms"]

BATCH = 200


def expire_ended_terms() -> int:
    """Note the expiry of rights whose term has ended, so that lists and searches know; returns how many of a batch."""
    today = timezone.localdate()
    ended = Patent.objects.filter(status__in=[State.IN_FORCE, State.PROVISIONAL], term_end__lte=today)
    patents = list(ended.order_by("pk")[:BATCH])
    for patent in patents:
        add_legal_event(
            actor=SYSTEM, patent=patent, date=patent.term_end or today, code=EventCode.EXPIRED, source="term"
        )
    return len(patents)
