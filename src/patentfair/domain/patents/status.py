"""The legal state of a right, folded from the events a record shows.

The names of stages follow WIPO ST.27. Nothing is inferred that no event shows, save that a right ends with its term.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["EVENT_EFFECTS", "LABELS", "EventCode", "LegalEventValue", "State", "Status", "fold"]


class State(StrEnum):
    PENDING = "pending"
    IN_FORCE = "in_force"
    PROVISIONAL = "provisional"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    INVALIDATED = "invalidated"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


LABELS = {
    State.PENDING: Words("审查中", "Pending"),
    State.IN_FORCE: Words("有效", "In force"),
    State.PROVISIONAL: Words("缴费宽限期内", "In the grace period"),
    State.LAPSED: Words("终止", "Lapsed"),
    State.EXPIRED: Words("届满", "Expired"),
    State.INVALIDATED: Words("宣告无效", "Invalidated"),
    State.WITHDRAWN: Words("撤回", "Withdrawn"),
    State.UNKNOWN: Words("现状不明", "Not known at present"),
}


class EventCode(StrEnum):
    """Our codes for what an office's event does to the right; the office's own code is kept beside it."""

    PUBLISHED = "published"
    GRANTED = "granted"
    FEE_PAID = "fee_paid"
    FEE_OVERDUE = "fee_overdue"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    INVALIDATED = "invalidated"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    ASSIGNED = "assigned"
    LICENCE_RECORDED = "licence_recorded"
    PLEDGE_REGISTERED = "pledge_registered"
    PLEDGE_CANCELLED = "pledge_cancelled"


EVENT_EFFECTS: dict[EventCode, State] = {
    EventCode.PUBLISHED: State.PENDING,
    EventCode.GRANTED: State.IN_FORCE,
    EventCode.FEE_PAID: State.IN_FORCE,
    EventCode.FEE_OVERDUE: State.PROVISIONAL,
    EventCode.LAPSED: State.LAPSED,
    EventCode.EXPIRED: State.EXPIRED,
    EventCode.INVALIDATED: State.INVALIDATED,
    EventCode.WITHDRAWN: State.WITHDRAWN,
    EventCode.RESTORED: State.IN_FORCE,
}


class LegalEventValue(msgspec.Struct, frozen=True):
    """An event as the register shows it: the day it took effect, our code, and the source that shows it.

    `paid_until` accompanies a paid fee: the first day not covered by it.
    """

    day: date
    code: EventCode
    source: str
    paid_until: date | None = None


class Status(msgspec.Struct, frozen=True):
    """State of a right: since when, who says so, how fresh that is, and what is due next.

    `as_of` is the day of the newest event known and `source` what shows it; what happened after it is not known.
    """

    state: State
    since: date | None
    source: str
    as_of: date | None
    paid_until: date | None = None
    ends: date | None = None

    def is_stale(self, today: date, limit_days: int = 365) -> bool:
        """Whether the newest knowledge is older than the operator's limit."""
        return self.as_of is None or (today - self.as_of).days > limit_days


def fold(events: Iterable[LegalEventValue], term_end: date | None, today: date) -> Status:
    """Fold events, in order of date, into the state on `today`. `term_end` is the first day after the term."""
    status = Status(State.UNKNOWN, None, "", None, None, term_end)
    for event in sorted((e for e in events if e.day <= today), key=lambda e: (e.day, e.code)):
        state = EVENT_EFFECTS.get(event.code, status.state)
        changed = state is not status.state
        status = Status(
            state=state,
            since=event.day if changed else status.since,
            source=event.source,
            as_of=event.day,
            paid_until=event.paid_until or status.paid_until,
            ends=term_end,
        )
    if status.state in (State.IN_FORCE, State.PROVISIONAL) and term_end is not None and term_end <= today:
        return msgspec.structs.replace(status, state=State.EXPIRED, since=term_end, source="term")
    return status
