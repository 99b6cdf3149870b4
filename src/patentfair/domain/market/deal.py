"""One state machine for every deal: who may do what in which state, and where it leads."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from patentfair.domain.kernel.errors import Refused

__all__ = ["DealAct", "DealState", "Side", "Transition", "acts_open_to", "transition", "turn_of"]


class Side(StrEnum):
    """The two sides of a deal, and the platform itself."""

    GRANTOR = "grantor"
    GRANTEE = "grantee"
    PLATFORM = "platform"


class DealState(StrEnum):
    """Where a deal stands."""

    INQUIRY = "inquiry"
    NEGOTIATION = "negotiation"
    AGREED = "agreed"
    PARTLY_SIGNED = "partly_signed"
    IN_FORCE = "in_force"
    RECORDED = "recorded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class DealAct(StrEnum):
    """What a side does."""

    ANSWER = "answer"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    PROPOSE = "propose"
    AGREE = "agree"
    SIGN_FIRST = "sign_first"
    SIGN_LAST = "sign_last"
    RECORD = "record"
    END = "end"


class Transition(msgspec.Struct, frozen=True):
    """A row of the table: in `state`, one of `sides` may do `act`, which leads to `target`."""

    state: DealState
    act: DealAct
    sides: frozenset[Side]
    target: DealState


_BOTH = frozenset({Side.GRANTOR, Side.GRANTEE})
_GRANTOR = frozenset({Side.GRANTOR})
_S, _A = DealState, DealAct

# `agree` is the moment the second side accepts the version the first has accepted; `sign_last` the moment the second
# signature lies on the agreed version and the law has nothing against it.
TABLE = (
    Transition(_S.INQUIRY, _A.ANSWER, _GRANTOR, _S.NEGOTIATION),
    Transition(_S.INQUIRY, _A.DECLINE, _GRANTOR, _S.DECLINED),
    Transition(_S.INQUIRY, _A.WITHDRAW, frozenset({Side.GRANTEE}), _S.WITHDRAWN),
    Transition(_S.NEGOTIATION, _A.PROPOSE, _BOTH, _S.NEGOTIATION),
    Transition(_S.NEGOTIATION, _A.AGREE, _BOTH, _S.AGREED),
    Transition(_S.NEGOTIATION, _A.DECLINE, _BOTH, _S.DECLINED),
    Transition(_S.AGREED, _A.PROPOSE, _BOTH, _S.NEGOTIATION),
    Transition(_S.AGREED, _A.SIGN_FIRST, _BOTH, _S.PARTLY_SIGNED),
    Transition(_S.AGREED, _A.DECLINE, _BOTH, _S.DECLINED),
    Transition(_S.PARTLY_SIGNED, _A.SIGN_LAST, _BOTH, _S.IN_FORCE),
    Transition(_S.PARTLY_SIGNED, _A.DECLINE, _BOTH, _S.DECLINED),
    Transition(_S.IN_FORCE, _A.RECORD, frozenset({Side.GRANTOR, Side.GRANTEE, Side.PLATFORM}), _S.RECORDED),
    Transition(_S.IN_FORCE, _A.END, frozenset({Side.PLATFORM}), _S.ENDED),
    Transition(_S.RECORDED, _A.END, frozenset({Side.PLATFORM}), _S.ENDED),
)
_INDEX = {(row.state, row.act): row for row in TABLE}


def transition(state: DealState, act: DealAct, side: Side) -> DealState:
    """The state that `act` by `side` leads to; `Refused` where the table has no such row."""
    row = _INDEX.get((state, act))
    if row is None or side not in row.sides:
        raise Refused("deal.not-now", state=state.value, act=act.value)
    return row.target


def acts_open_to(side: Side, state: DealState) -> tuple[DealAct, ...]:
    """What `side` may do next."""
    return tuple(row.act for row in TABLE if row.state is state and side in row.sides)


def turn_of(state: DealState, last_side: Side | None) -> Side | None:
    """Whose move is awaited: the side that did not act last; the grantor on a fresh inquiry; nobody when it rests."""
    if state is DealState.INQUIRY:
        return Side.GRANTOR
    if state in (DealState.NEGOTIATION, DealState.AGREED, DealState.PARTLY_SIGNED):
        return Side.GRANTEE if last_side is Side.GRANTOR else Side.GRANTOR
    return None
