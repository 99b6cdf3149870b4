"""Read the data room of a deal: which agreement holds, and who may open which file."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.market.models import Complaint, Deal, NonDisclosure, RoomFile
from patentfair.apps.market.queries import side_of
from patentfair.domain.market.deal import DealState, Side
from patentfair.domain.market.disclosure import Stage, binds, is_open

__all__ = ["agreement_of", "holds", "is_bound", "may_open", "mediates"]


def agreement_of(deal: Deal) -> NonDisclosure | None:
    """The agreement on the table or signed, None where there is none."""
    return NonDisclosure.objects.filter(deal=deal, withdrawn_at=None).first()


def holds(agreement: NonDisclosure, today: date) -> bool:
    """Whether both have signed it and its duty still lasts."""
    return binds(
        signed_by_both=agreement.grantor_at is not None and agreement.grantee_at is not None,
        withdrawn=agreement.withdrawn_at is not None,
        until=agreement.until,
        today=today,
    )


def is_bound(deal: Deal, side: Side) -> bool:
    """Whether `side` has promised to keep the other side's files secret; a one-way agreement binds the grantee."""
    agreement = agreement_of(deal)
    if agreement is None or not holds(agreement, timezone.localdate()):
        return False
    return agreement.is_mutual or side is Side.GRANTEE


def mediates(actor: Actor, deal: Deal) -> bool:
    """Whether this person is mediating an open complaint in the deal, as staff of its center."""
    return (
        actor.user_id is not None
        and Complaint.objects.filter(
            deal=deal,
            state=Complaint.State.IN_MEDIATION,
            mediator=actor.user_id,
            center__in=list(actor.centers),
        ).exists()
    )


def may_open(actor: Actor, file: RoomFile) -> bool:
    """Whether the actor may see what is in a file; to be asked of those who may read the deal.

    The side that put it always may; the other side from its stage on. Staff of the deal's center and administrators
    see what the other side may see, but nothing confidential; a mediator of an open complaint sees everything.
    """
    if file.removed_at is not None:
        return False
    deal, stage = file.deal, Stage(file.stage)
    side = side_of(actor, deal)
    if side is not None:
        if side.value == file.side:
            return True
        return is_open(stage, DealState(deal.state), bound=is_bound(deal, side))
    if mediates(actor, deal):
        return True
    helps = deal.center_id in actor.centers
    audits = actor.is_national_admin or (deal.center is not None and deal.center.province in actor.provinces)
    return (helps or audits) and is_open(stage, DealState(deal.state), bound=False)
