"""One state machine for every deal: who may do what in which state, and where it leads.

What a kind of deal needs besides stands in `domain.market.kinds`.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from patentfair.domain.kernel.errors import Refused

__all__ = [
    "RUNNING",
    "DealAct",
    "DealState",
    "Side",
    "Transition",
    "acts_open_to",
    "other_side",
    "transition",
    "turn_of",
]


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
    CONDITIONAL = "conditional"
    IN_FORCE = "in_force"
    RECORDED = "recorded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    TERMINATED = "terminated"
    ENDED = "ended"


class DealAct(StrEnum):
    """What a side does."""

    ANSWER = "answer"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    PROPOSE = "propose"
    AGREE = "agree"
    SIGN_FIRST = "sign_first"
    SIGN_LAST = "sign_last"
    SIGN_CONDITIONALLY = "sign_conditionally"
    FULFIL = "fulfil"
    LAPSE = "lapse"
    RECORD = "record"
    EXERCISE = "exercise"
    AMEND = "amend"
    NOTICE = "notice"
    TERMINATE = "terminate"
    END = "end"


class Transition(msgspec.Struct, frozen=True):
    """A row of the table: in `state`, one of `sides` may do `act`, which leads to `target`."""

    state: DealState
    act: DealAct
    sides: frozenset[Side]
    target: DealState


_BOTH = frozenset({Side.GRANTOR, Side.GRANTEE})
_GRANTEE = frozenset({Side.GRANTEE})
_PLATFORM = frozenset({Side.PLATFORM})
_EVERYONE = frozenset(Side)
_S, _A = DealState, DealAct

RUNNING = (_S.IN_FORCE, _S.RECORDED)

# The side that opened the talks may take its question back; the other side answers. Where nobody answers, the platform
# closes the inquiry long after its time (`expire`). `agree` is the moment the second side accepts the version the first
# has accepted. `sign_last` is the moment the second signature lies on the agreed version and the law has nothing
# against it; with conditions still open it is `sign_conditionally`, and the deal comes into force with `fulfil`, on a
# new answer of the law. `notice` announces a termination, `terminate` is its day.
TABLE = (
    Transition(_S.INQUIRY, _A.ANSWER, _BOTH, _S.NEGOTIATION),
    Transition(_S.INQUIRY, _A.DECLINE, _BOTH, _S.DECLINED),
    Transition(_S.INQUIRY, _A.WITHDRAW, _BOTH, _S.WITHDRAWN),
    Transition(_S.INQUIRY, _A.EXPIRE, _PLATFORM, _S.DECLINED),
    Transition(_S.NEGOTIATION, _A.PROPOSE, _BOTH, _S.NEGOTIATION),
    Transition(_S.NEGOTIATION, _A.AGREE, _BOTH, _S.AGREED),
    Transition(_S.NEGOTIATION, _A.DECLINE, _BOTH, _S.DECLINED),
    Transition(_S.AGREED, _A.PROPOSE, _BOTH, _S.NEGOTIATION),
    Transition(_S.AGREED, _A.SIGN_FIRST, _BOTH, _S.PARTLY_SIGNED),
    Transition(_S.AGREED, _A.DECLINE, _BOTH, _S.DECLINED),
    Transition(_S.PARTLY_SIGNED, _A.SIGN_LAST, _BOTH, _S.IN_FORCE),
    Transition(_S.PARTLY_SIGNED, _A.SIGN_CONDITIONALLY, _BOTH, _S.CONDITIONAL),
    Transition(_S.PARTLY_SIGNED, _A.DECLINE, _BOTH, _S.DECLINED),
    Transition(_S.CONDITIONAL, _A.FULFIL, _BOTH, _S.IN_FORCE),
    Transition(_S.CONDITIONAL, _A.LAPSE, _EVERYONE, _S.LAPSED),
    Transition(_S.IN_FORCE, _A.RECORD, _EVERYONE, _S.RECORDED),
    *(
        row
        for state in RUNNING
        for row in (
            Transition(state, _A.EXERCISE, _GRANTEE, state),
            Transition(state, _A.AMEND, _BOTH, state),
            Transition(state, _A.NOTICE, _BOTH, state),
            Transition(state, _A.TERMINATE, _EVERYONE, _S.TERMINATED),
            Transition(state, _A.END, _PLATFORM, _S.ENDED),
        )
    ),
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
    """Whose move is awaited: the side that did not act last; nobody's when the deal rests."""
    if state in (DealState.INQUIRY, DealState.NEGOTIATION, DealState.AGREED, DealState.PARTLY_SIGNED):
        return Side.GRANTEE if last_side is Side.GRANTOR else Side.GRANTOR
    return None


def other_side(side: Side) -> Side:
    """The counterparty's side."""
    return Side.GRANTEE if side is Side.GRANTOR else Side.GRANTOR
