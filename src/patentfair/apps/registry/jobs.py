"""What the register does by itself."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.registry.actions import add_legal_event
from patentfair.apps.registry.models import JobPosition, Patent
from patentfair.apps.registry.parties import new_owner_names, suggest
from patentfair.domain.patents.status import EventCode, State

__all__ = ["expire_ended_terms", "suggest_parties"]

BATCH = 200
NAMED = 50


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


def suggest_parties() -> int:
    """Compare owners' names that came in since the last time with those here; returns how many patents were seen.

    A step looks at few patents, since each new name is compared with all that begin alike.
    """
    position, _ = JobPosition.objects.get_or_create(name="suggest-parties")
    rows = list(Patent.objects.filter(pk__gt=position.position).order_by("pk").values_list("pk", flat=True)[:NAMED])
    if not rows:
        return 0
    now = timezone.now()
    with transaction.atomic():
        for key in new_owner_names(position.position, rows[-1]):
            suggest(key, now)
        JobPosition.objects.filter(pk=position.pk).update(position=rows[-1])
    return len(rows)
