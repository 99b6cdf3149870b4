"""Count visits without knowing who comes, and note which deals began at an exhibit."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM, Actor
from patentfair.apps.exhibition import events
from patentfair.apps.exhibition.models import Exhibit, ExhibitLead, VisitCount
from patentfair.apps.journal.actions import record
from patentfair.apps.market.models import Deal

__all__ = ["count_visit", "note_lead", "tell_visits"]


def count_visit(*, actor: Actor, exhibit: Exhibit, way: str, today: date) -> None:
    """One more visit by that way today. The center's own people at work do not count."""
    if exhibit.hall.center_id in actor.centers:
        return
    counter = VisitCount.objects.filter(exhibit=exhibit, day=today, way=way)
    if not counter.update(count=F("count") + 1):
        try:
            with transaction.atomic():
                VisitCount.objects.create(exhibit=exhibit, day=today, way=way, count=1)
        except IntegrityError:  # another visitor was first
            counter.update(count=F("count") + 1)


@transaction.atomic
def note_lead(*, actor: Actor, exhibit: Exhibit, deal: Deal) -> None:
    """Note that a deal began at an exhibit of the same patent; a second telling changes nothing."""
    if deal.patent_id != exhibit.patent_id or ExhibitLead.objects.filter(deal=deal).exists():
        return
    ExhibitLead.objects.create(exhibit=exhibit, deal=deal, at=timezone.now())
    record(
        events.LEAD_NOTED,
        actor=actor.reference,
        object=f"exhibit:{exhibit.pk}",
        center=f"center:{exhibit.hall.center_id}",
        deal=deal.pk,
    )


@transaction.atomic
def tell_visits(*, actor: Actor = SYSTEM, exhibit: Exhibit, day: date) -> None:
    """Put the numbers of a day that is over into the journal, once."""
    counts = VisitCount.objects.filter(exhibit=exhibit, day=day, told=False)
    ways = dict(counts.values_list("way", "count"))
    if ways and counts.update(told=True) == len(ways):
        record(
            events.VISITS_COUNTED,
            actor=actor.reference,
            object=f"exhibit:{exhibit.pk}",
            center=f"center:{exhibit.hall.center_id}",
            day=day.isoformat(),
            ways=ways,
        )
