"""How a right moves from state to state as one event after another becomes known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import IntEnum, StrEnum
from typing import ClassVar

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.status_calendar import (
    FEES_ONLY_AFTER_GRANT,
    grace_end,
    maintenance_due,
    maintenance_grace,
)
from patentfair.domain.patents.status_codes.events import EventCode

__all__ = ["ENDED", "EVENT_EFFECTS", "LABELS", "Course", "LegalEventValue", "StageOfRight", "State"]


class State(StrEnum):
    """The states of a right. `NOT_ENTERED` is of one territory of an international application, `PHASE_OVER` of the
    international application itself: nothing can be granted on it."""

    PENDING = "pending"
    IN_FORCE = "in_force"
    PROVISIONAL = "provisional"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    INVALIDATED = "invalidated"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    NOT_ENTERED = "not_entered"
    PHASE_OVER = "phase_over"
    UNKNOWN = "unknown"


LABELS = {
    State.PENDING: Words("审查中", "Pending"),
    State.IN_FORCE: Words("有效", "In force"),
    State.PROVISIONAL: Words("缴费宽限期内", "In the grace period"),
    State.LAPSED: Words("终止", "Lapsed"),
    State.EXPIRED: Words("届满", "Expired"),
    State.INVALIDATED: Words("宣告无效", "Invalidated"),
    State.WITHDRAWN: Words("撤回", "Withdrawn"),
    State.REFUSED: Words("驳回", "Refused"),
    State.NOT_ENTERED: Words("未进入国家阶段", "National phase not entered"),
    State.PHASE_OVER: Words("国际阶段已结束", "International phase over"),
    State.UNKNOWN: Words("现状不明", "Not known at present"),
}

ENDED = frozenset(
    {
        State.LAPSED,
        State.EXPIRED,
        State.INVALIDATED,
        State.WITHDRAWN,
        State.REFUSED,
        State.NOT_ENTERED,
        State.PHASE_OVER,
    }
)
_NEVER_GRANTED = frozenset({State.WITHDRAWN, State.REFUSED, State.NOT_ENTERED})
# Opposition and limitation there follow a grant, so they show one whose own entry no source has given.
_CONTESTED_ONLY_AFTER_GRANT = frozenset({"EP"})
# What the USPTO enters beside a certificate to say that claims of the patent stand.
_STANDS_AFTER_REVIEW = frozenset({"CONR", "LIMR"})
_RUN_OUT = frozenset({State.LAPSED, State.EXPIRED})

# The state an event leads to where nothing else is known of the right.
EVENT_EFFECTS: dict[EventCode, State] = {
    EventCode.PUBLISHED: State.PENDING,
    EventCode.EXAMINATION: State.PENDING,
    EventCode.GRANT_DECIDED: State.PENDING,
    EventCode.GRANTED: State.IN_FORCE,
    EventCode.FEE_PAID: State.IN_FORCE,
    EventCode.FEE_OVERDUE: State.PROVISIONAL,
    EventCode.LAPSED: State.LAPSED,
    EventCode.EXPIRED: State.EXPIRED,
    EventCode.ABANDONED: State.LAPSED,
    EventCode.INVALIDATED: State.INVALIDATED,
    EventCode.INVALIDATION_UNCLEAR: State.UNKNOWN,
    EventCode.WITHDRAWN: State.WITHDRAWN,
    EventCode.DEEMED_WITHDRAWN: State.WITHDRAWN,
    EventCode.REFUSED: State.REFUSED,
    EventCode.RESTORED: State.IN_FORCE,
    EventCode.REVIVED: State.PENDING,
}


class StageOfRight(IntEnum):
    """The stages of WIPO ST.27 in its order; the numbers have not been checked against the standard."""

    NONE = 0
    FILING = 1
    EXAMINATION = 2
    PRE_GRANT_CHALLENGE = 3
    GRANT = 4
    POST_GRANT_CHALLENGE = 5
    TERMINATION = 6


class LegalEventValue(msgspec.Struct, frozen=True):
    """An event as the register shows it: the day it took effect, our code, and the source that shows it.

    `paid_until` accompanies a paid fee: the first day not covered by it; `fee_year` the year of a US fee (4, 8, 12).
    `published` is the day on which it could first be known, where that is not `day`. `office` and `office_code` are
    whose code list and which code, `territory` the one state concerned, `retracts` the codes whose entries it deletes.
    `states` are the states that an entry lists: those designated, or those that a unitary effect covers.
    """

    day: date
    code: EventCode
    source: str
    paid_until: date | None = None
    published: date | None = None
    office: str = ""
    office_code: str = ""
    territory: str = ""
    fee_year: int = 0
    retracts: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    @property
    def known(self) -> date:
        """The first day on which it could be known."""
        return self.published or self.day


class Course:
    """The life of one right so far. Events are applied in the order in which they became known."""

    def __init__(self) -> None:
        self.state = State.UNKNOWN
        self.since: date | None = None
        self.stage = StageOfRight.NONE
        self.cause: LegalEventValue | None = None
        self.stages_of_cause = (StageOfRight.NONE, StageOfRight.NONE)
        self._covered: date | None = None
        self._granted: date | None = None
        self._paid_on: date | None = None
        self._fee_year = 0
        self._office = ""
        self._overdue: date | None = None
        self._undone: date | None = None
        self._last_end: date | None = None
        self._expired: date | None = None
        self._doubtful = False
        self._granted_by = ""
        self._ended_unfinished: LegalEventValue | None = None

    def apply(self, event: LegalEventValue) -> None:
        """Move on by one event; an event that cannot follow from the present state changes nothing."""
        step = self._STEPS.get(event.code)
        if step is not None:
            step(self, event)

    def granted_by(self, office: str) -> date | None:
        """The day of the grant where `office` made it."""
        return self._granted if self._granted_by == office else None

    @property
    def paid_until(self) -> date | None:
        """The first day that no fee known to be paid covers; None: not known, or no more fees are due."""
        if self._office == "US" and self._fee_year:
            if self._fee_year >= 12:
                return None
            due = maintenance_due(self._granted, self._fee_year) if self._granted else None
            return max(filter(None, (due, self._covered)), default=None)
        return self._covered

    def grace_ends(self) -> date | None:
        """The first day after the grace period that runs, or that will follow the last fee known; None: not known."""
        if self._office == "US":
            if self._granted is None:
                return None
            if self.state is State.PROVISIONAL and self._overdue is not None:
                return maintenance_grace(self._granted, self._overdue)
            due = maintenance_due(self._granted, self._fee_year)
            return grace_end("US", due) if due is not None and due == self.paid_until else None
        if self.state is State.PROVISIONAL:
            return grace_end(self._office, self.paid_until or self._overdue)
        return grace_end(self._office, self.paid_until)

    def _enter(self, state: State, stage: StageOfRight, event: LegalEventValue) -> None:
        if state is not self.state:
            self.stages_of_cause = (self.stage, stage)
            self.state, self.since, self.cause = state, event.day, event
        elif state in ENDED and self.since is not None and event.day < self.since:
            self.since, self.cause = event.day, event
        if state in ENDED:
            self._last_end = max(self._last_end or event.day, event.day)
        self.stage = stage

    def _before_grant(self, event: LegalEventValue) -> None:
        reopened = event.code is EventCode.GRANT_DECIDED and self.state is State.REFUSED
        if (self.state is State.UNKNOWN and not self._doubtful) or reopened:
            self._enter(State.PENDING, self.stage, event)
        if self.state is State.PENDING:
            stage = StageOfRight.FILING if event.code is EventCode.PUBLISHED else StageOfRight.EXAMINATION
            self.stage = max(stage, self.stage)

    def _grant(self, event: LegalEventValue) -> None:
        self._granted = min(self._granted or event.day, event.day)
        self._office = event.office or self._office
        self._granted_by = event.office or self._granted_by
        unfinished = self._ended_unfinished
        if unfinished is not None and self.state is State.WITHDRAWN and event.day <= unfinished.day:
            self._enter(State.LAPSED, StageOfRight.TERMINATION, unfinished)  # it was a right that ended
            return
        if self.state in _NEVER_GRANTED and self.since is not None and event.day < self.since:
            return
        fresh = self.state is State.UNKNOWN and not self._doubtful
        if fresh or self.state is State.PENDING or self.state in _NEVER_GRANTED:
            self._enter(State.IN_FORCE, StageOfRight.GRANT, event)
        elif self.state is State.IN_FORCE and self.since is not None and event.day < self.since:
            self.since, self.cause = event.day, event

    def _takes_fees(self, event: LegalEventValue) -> bool:
        """Whether a fee shows a granted right: not where applications pay annuities too and no grant is known."""
        if self._doubtful:
            return False
        if self.state in (State.IN_FORCE, State.PROVISIONAL):
            return True
        return not event.office or event.office in FEES_ONLY_AFTER_GRANT or bool(event.territory)

    def _paid(self, event: LegalEventValue) -> None:
        self._office = event.office or self._office
        self._paid_on = max(self._paid_on or event.day, event.day)
        self._fee_year = max(self._fee_year, event.fee_year)
        covered = event.paid_until
        if covered is not None and (self._covered is None or covered > self._covered):
            self._covered = covered
        still_owed = self._overdue is not None and event.paid_until is not None and event.paid_until <= self._overdue
        if self.state in ENDED or still_owed or not self._takes_fees(event):
            return
        self._overdue = None
        if self.state is not State.IN_FORCE:
            self._enter(State.IN_FORCE, StageOfRight.GRANT, event)

    def _late(self, event: LegalEventValue) -> None:
        self._office = event.office or self._office
        settled = (self.paid_until is not None and self.paid_until > event.day) or (
            self._paid_on is not None and self._paid_on >= event.day
        )
        if self.state in ENDED or settled or not self._takes_fees(event):
            return
        self._overdue = min(self._overdue or event.day, event.day)
        self._enter(State.PROVISIONAL, StageOfRight.GRANT, event)

    def _is_undone(self, event: LegalEventValue) -> bool:
        """Whether this is the same end as one that a restoration has undone, announced once more."""
        return self._undone is not None and event.day <= self._undone

    def _end_of_right(self, event: LegalEventValue) -> None:
        if self._is_undone(event) or self.state is State.INVALIDATED or self.state in _NEVER_GRANTED:
            return
        if self.state is State.PENDING and _ends_applications_too(event):
            self._ended_unfinished = event
            withdrawn = EventCode.WITHDRAWN if event.code is EventCode.ABANDONED else EventCode.DEEMED_WITHDRAWN
            self._enter(State.WITHDRAWN, StageOfRight.TERMINATION, msgspec.structs.replace(event, code=withdrawn))
            return
        state = State.LAPSED
        if event.code is EventCode.EXPIRED:
            state, self._expired = State.EXPIRED, min(self._expired or event.day, event.day)
        if self.state in _RUN_OUT and state is not self.state and self.since is not None and event.day >= self.since:
            return  # it ended before
        self._enter(state, StageOfRight.TERMINATION, event)

    def _end_of_application(self, event: LegalEventValue) -> None:
        overtaken = self._granted is not None and event.day < self._granted
        if overtaken or self._is_undone(event):
            return
        state = State.REFUSED if event.code is EventCode.REFUSED else State.WITHDRAWN
        if self.state not in ENDED or self.state is state:
            self._enter(state, StageOfRight.TERMINATION, event)

    def _not_entered(self, event: LegalEventValue) -> None:
        """Of the one territory alone; the international application goes on elsewhere."""
        if event.territory and self.state not in ENDED and self._granted is None:
            self._enter(State.NOT_ENTERED, StageOfRight.TERMINATION, event)

    def _invalid(self, event: LegalEventValue) -> None:
        self._doubtful = False
        self._enter(State.INVALIDATED, StageOfRight.TERMINATION, event)

    def _invalid_somehow(self, event: LegalEventValue) -> None:
        """Invalid in whole or in part, not said which: not known until another event says. What has ended stays so."""
        if self.state not in ENDED:
            self._doubtful = True
            self._enter(State.UNKNOWN, StageOfRight.POST_GRANT_CHALLENGE, event)

    def _appeal(self, event: LegalEventValue) -> None:
        if self.state is State.REFUSED:
            self._enter(State.PENDING, StageOfRight.EXAMINATION, event)

    def _narrowed(self, event: LegalEventValue) -> None:
        self._show_grant(event)
        if self._doubtful and (event.code is EventCode.PARTLY_INVALIDATED or event.office_code in _STANDS_AFTER_REVIEW):
            self._settle(event)
        elif self.stage is StageOfRight.POST_GRANT_CHALLENGE and not self._doubtful:
            self.stage = StageOfRight.GRANT

    def _settle(self, event: LegalEventValue) -> None:
        self._doubtful = False
        if self.state is State.UNKNOWN:
            self._enter(State.IN_FORCE, StageOfRight.GRANT, event)

    def _show_grant(self, event: LegalEventValue) -> None:
        """A step that only a granted right can meet shows its grant, on no later day than its own."""
        fresh = self.state is State.PENDING or (self.state is State.UNKNOWN and not self._doubtful)
        if fresh and event.office in _CONTESTED_ONLY_AFTER_GRANT:
            self._grant(event)

    def _restore(self, event: LegalEventValue) -> None:
        expired = self.state is State.EXPIRED or self._expired is not None
        if self._doubtful or expired or self.state in (State.INVALIDATED, State.PENDING):
            return
        if self.state in ENDED and self._last_end is not None:
            self._undone = max(self._undone or self._last_end, self._last_end)
        application = self.state in _NEVER_GRANTED or (
            event.code is EventCode.REVIVED and self._granted is None and self.state is not State.IN_FORCE
        )
        self._overdue = None
        self._last_end = None
        self._ended_unfinished = None
        if application:
            self._enter(State.PENDING, StageOfRight.EXAMINATION, event)
        else:
            self._enter(State.IN_FORCE, StageOfRight.GRANT, event)

    def _contest(self, event: LegalEventValue) -> None:
        opposed = event.code is EventCode.OPPOSED
        self._show_grant(event)
        if self._doubtful and event.office_code in _STANDS_AFTER_REVIEW:
            self._settle(event)
        if self.state in (State.IN_FORCE, State.PROVISIONAL):
            self.stage = StageOfRight.POST_GRANT_CHALLENGE if opposed else StageOfRight.GRANT
        elif self.state is State.PENDING:
            self.stage = StageOfRight.PRE_GRANT_CHALLENGE if opposed else StageOfRight.EXAMINATION

    _STEPS: ClassVar[dict[EventCode, Callable[[Course, LegalEventValue], None]]] = {
        EventCode.PUBLISHED: _before_grant,
        EventCode.EXAMINATION: _before_grant,
        EventCode.GRANT_DECIDED: _before_grant,
        EventCode.GRANTED: _grant,
        EventCode.FEE_PAID: _paid,
        EventCode.FEE_OVERDUE: _late,
        EventCode.LAPSED: _end_of_right,
        EventCode.EXPIRED: _end_of_right,
        EventCode.ABANDONED: _end_of_right,
        EventCode.WITHDRAWN: _end_of_application,
        EventCode.DEEMED_WITHDRAWN: _end_of_application,
        EventCode.REFUSED: _end_of_application,
        EventCode.NOT_ENTERED: _not_entered,
        EventCode.INVALIDATED: _invalid,
        EventCode.INVALIDATION_UNCLEAR: _invalid_somehow,
        EventCode.PARTLY_INVALIDATED: _narrowed,
        EventCode.LIMITED: _narrowed,
        EventCode.RESTORED: _restore,
        EventCode.REVIVED: _restore,
        EventCode.OPPOSED: _contest,
        EventCode.OPPOSITION_ENDED: _contest,
        EventCode.APPEAL: _appeal,
    }


def _ends_applications_too(event: LegalEventValue) -> bool:
    """Whether an end said of a right or application is, before any grant, the application's: it is then withdrawn.

    An end for an unpaid fee is, unless the office takes no fees of applications or the entry is of one state.
    """
    if event.code is EventCode.LAPSED:
        return not event.territory and event.office not in FEES_ONLY_AFTER_GRANT
    return event.code is EventCode.ABANDONED
