"""What every act on a deal does: find the side, ask the state machine, move the version, note it in the journal."""

from __future__ import annotations

from typing import Any

from patentfair.apps.accounts.access import Actor
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.apps.market.models import Deal
from patentfair.domain.kernel.errors import Refused, Stale
from patentfair.domain.market.deal import DealAct, DealState, Side, transition

__all__ = ["center_of", "helps", "move", "note", "side_of_actor", "touch"]


def side_of_actor(actor: Actor, deal: Deal, scope: str) -> Side:
    """The side the actor speaks for; `Refused` without the power to."""
    for side, organisation_id in ((Side.GRANTOR, deal.grantor_id), (Side.GRANTEE, deal.grantee_id)):
        if actor.may_act_for(organisation_id, scope) and not actor.is_system:
            return side
    raise Refused("accounts.no-power", scope=scope)


def helps(actor: Actor, deal: Deal) -> bool:
    """Whether the actor is staff of the deal's center, or the system itself."""
    return actor.is_system or deal.center_id in actor.centers


def move(deal: Deal, act: DealAct, side: Side, **changes: Any) -> None:
    """Carry `act` out: the state the machine leads to, with `changes`, if nobody was quicker; else `Stale`."""
    state = transition(DealState(deal.state), act, side)
    touch(deal, state=state.value, last_side=side.value, **changes)


def touch(deal: Deal, **changes: Any) -> None:
    """Change a deal's row by its version and read it anew; `Stale` if somebody was quicker."""
    moved = Deal.objects.filter(pk=deal.pk, version=deal.version).update(version=deal.version + 1, **changes)
    if not moved:
        raise Stale("deal.changed-meanwhile")
    deal.refresh_from_db()


def note(event: EventType, actor: Actor, deal: Deal, side: Side | None, /, **facts: Any) -> None:
    """An entry in the journal about the deal, on behalf of the side's organisation."""
    sides = {Side.GRANTOR: deal.grantor_id, Side.GRANTEE: deal.grantee_id}
    organisation_id = sides.get(side) if side else None
    record(
        event,
        actor=actor.reference,
        on_behalf_of=f"organisation:{organisation_id}" if organisation_id else "",
        object=f"deal:{deal.pk}",
        center=center_of(deal),
        **facts,
    )


def center_of(deal: Deal) -> str:
    """The center that helps with the deal, as the journal names it."""
    return f"center:{deal.center_id}" if deal.center_id else ""
