"""Read disputes: which are open, who may mediate, who has confirmed a settlement, how many there are."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db.models import Count, Q

from patentfair.apps.accounts.access import Actor
from patentfair.apps.journal.queries import entries_of
from patentfair.apps.market.events import SETTLEMENT_CONFIRMED, SETTLEMENT_PROPOSED
from patentfair.apps.market.models import Complaint, Deal, DisputeEvidence
from patentfair.domain.market.deal import Side

__all__ = [
    "ABOUT",
    "OPEN",
    "counts_for",
    "is_concerned",
    "may_open_evidence",
    "open_complaints",
    "sides_that_confirmed",
]

ABOUT = ("payment", "scope", "quality", "disclosure", "recordal", "termination", "other")
OPEN = (Complaint.State.OPEN, Complaint.State.ANSWERED, Complaint.State.IN_MEDIATION)


def open_complaints(deal: Deal) -> list[Complaint]:
    """Complaints in the deal that have not come to an end, oldest first."""
    return list(deal.complaints.filter(state__in=OPEN).order_by("pk"))


def is_concerned(actor: Actor, deal: Deal) -> bool:
    """Whether the actor belongs to or acts for a side of the deal."""
    return bool({deal.grantor_id, deal.grantee_id} & {*actor.organisations, *actor.powers})


def may_open_evidence(actor: Actor, evidence: DisputeEvidence) -> bool:
    """Whether the actor may see evidence: the two sides, and the one who mediates."""
    complaint = evidence.complaint
    deal = complaint.deal
    if any(actor.may_act_for(pk, "confer") for pk in (deal.grantor_id, deal.grantee_id)) and not actor.is_system:
        return True
    mediates = complaint.mediator_id is not None and complaint.mediator_id == actor.user_id
    return mediates and complaint.center_id in actor.centers and not is_concerned(actor, deal)


def sides_that_confirmed(complaint: Complaint) -> frozenset[Side]:
    """The sides that confirmed the settlement as it now reads, as the journal has it."""
    confirmed: set[Side] = set()
    for entry in entries_of(f"deal:{complaint.deal_id}"):
        if entry.event == SETTLEMENT_PROPOSED.name:
            if msgspec.json.decode(entry.facts)["complaint"] == complaint.pk:
                confirmed.clear()  # whatever text is proposed anew is confirmed anew
        elif entry.event == SETTLEMENT_CONFIRMED.name:
            facts = msgspec.json.decode(entry.facts)
            if (facts["complaint"], facts["hash"]) == (complaint.pk, complaint.settlement_sha256):
                confirmed.add(Side(facts["side"]))
    return frozenset(confirmed)


def counts_for(actor: Actor) -> list[dict[str, Any]]:
    """For administrators: how many disputes each center has, and how they stand. Rows: center_id, open, settled, ...

    Nothing is told of a dispute itself.
    """
    mine = Complaint.objects.all()
    if not actor.is_national_admin:
        mine = mine.filter(center__province__in=actor.provinces)
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in Complaint.State}
    rows = mine.order_by().values("center_id").annotate(total=Count("pk"), **counts).order_by("center_id")
    return [dict(row) for row in rows]
