"""What a removed center looked after goes on at the center that serves its region from now on."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import center_for
from patentfair.apps.journal.actions import record
from patentfair.apps.market import events
from patentfair.apps.market.models import Complaint
from patentfair.apps.market.queries import left_at
from patentfair.domain.kernel.errors import Refused

__all__ = ["hand_on_market"]


@transaction.atomic
def hand_on_market(*, actor: Actor, center: Center) -> bool:
    """Give what a removed center looked after to the one that serves its region; whether there was anything.

    The system does this. What is over stays with the center that saw it through. A mediation begins anew.
    """
    if not actor.is_system or center.state != Center.State.REMOVED:
        raise Refused("centers.administrator-only")
    heir = center_for(center.province)
    if heir is None:
        return False
    left = left_at(center)
    _end_mediations(center)
    counts: dict[str, Any] = {what: rows.update(center=heir) for what, rows in left.items()}
    if not any(counts.values()):
        return False
    record(
        events.MARKET_HANDED_ON,
        actor=actor.reference,
        object=f"center:{center.pk}",
        center=f"center:{heir.pk}",
        **counts,
    )
    return True


def _end_mediations(center: Center) -> None:
    """Whoever mediated can do so no more: these disputes wait for another mediator."""
    state = Complaint.State
    mediated = Complaint.objects.filter(center=center, state=state.IN_MEDIATION)
    before = Case(When(answered_at=None, then=Value(state.OPEN)), default=Value(state.ANSWERED))
    mediated.update(state=before, mediator=None, version=F("version") + 1)
