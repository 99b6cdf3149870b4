"""The legal state of a right, folded from the events a register shows.

Two clocks run. An event has a day from which it has effect and a day on which it could first be known. Events are
folded in the order in which they became known, since a later entry overrules an earlier one; what they change, they
change from the day of their effect. So the fold can say what is so today, and what a register showed on a day gone by.

Stages are those of WIPO ST.27. Nothing is inferred that no event shows, save what the calendar brings about, and that
a European patent has ended when it has in every state for which it was granted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.status_calendar import (
    INTERNATIONAL_PHASE_MONTHS,
    LONGEST_PENDING_MONTHS,
    MONTHS_TO_OPPOSE,
    add_months,
)
from patentfair.domain.patents.status_codes.events import EVENT_LABELS, IN_STATE, KEY_EVENTS, EventCode
from patentfair.domain.patents.status_course import (
    ENDED,
    EVENT_EFFECTS,
    LABELS,
    Course,
    LegalEventValue,
    StageOfRight,
    State,
)
from patentfair.domain.patents.status_regional import (
    concerned_states,
    designated_states,
    follows,
    unitary_states,
)
from patentfair.domain.patents.status_tables import Interpretation, interpret, legal_event

__all__ = [
    "ENDED",
    "EVENT_EFFECTS",
    "EVENT_LABELS",
    "LABELS",
    "REASON_LABELS",
    "EventCode",
    "Interpretation",
    "LegalEventValue",
    "Reason",
    "ReasonCode",
    "StageOfRight",
    "State",
    "Status",
    "StatusFreshness",
    "fold",
    "fold_territories",
    "interpret",
    "legal_event",
    "on_day",
]

STALE_AFTER_DAYS = 365
VOID_FROM_THE_START = frozenset({"CN"})
_ALIVE = frozenset({State.IN_FORCE, State.PROVISIONAL})
_SIGNS_OF_LIFE = frozenset({EventCode.FEE_PAID_IN_STATE, EventCode.RESTORED_IN_STATE})
_EARLIEST_FIRST = tuple(EventCode)


class ReasonCode(StrEnum):
    """Why a right is in its state: an event, or what the calendar brought about."""

    NONE = "none"
    EVENT = "event"
    VOID_AB_INITIO = "void_ab_initio"
    FEE_DUE = "fee_due"
    GRACE_OVER = "grace_over"
    TERM_ENDED = "term_ended"
    PENDENCY_OVER = "pendency_over"
    PHASE_OVER = "phase_over"
    EVERY_STATE_ENDED = "every_state_ended"
    NO_STATE_KNOWN = "no_state_known"


REASON_LABELS: dict[ReasonCode, Words] = {
    ReasonCode.NONE: Words("没有可据以判断的事项", "No event is known"),
    ReasonCode.EVENT: Words("登记的事项", "An event in the register"),
    ReasonCode.VOID_AB_INITIO: Words("宣告无效，视为自始即不存在", "Declared invalid, deemed never to have existed"),
    ReasonCode.FEE_DUE: Words("年费已到期，未见缴费", "A fee is due and no payment is known"),
    ReasonCode.GRACE_OVER: Words("宽限期已过，未见缴费", "The grace period is over and no payment is known"),
    ReasonCode.TERM_ENDED: Words("保护期届满", "The term has ended"),
    ReasonCode.PENDENCY_OVER: Words(
        "自申请日起已满二十年，不可能仍在审查", "Twenty years after filing nothing can be pending"
    ),
    ReasonCode.PHASE_OVER: Words(
        "自优先权日起已满三十一个月，国际阶段结束；国家阶段以各局登记为准",
        "31 months after the priority date the international phase is over; national registers say what was entered",
    ),
    ReasonCode.EVERY_STATE_ENDED: Words("在各指定国均已终止", "Ended in every state designated"),
    ReasonCode.NO_STATE_KNOWN: Words(
        "登记所列各国均已终止，指定国名单不明", "Ended in every state named, and the states designated are not known"
    ),
}


class Reason(msgspec.Struct, frozen=True):
    """Why: `event` is our code and `office_code` the office's, where an event is the reason."""

    code: ReasonCode
    words: Words
    event: EventCode | None = None
    office_code: str = ""
    source: str = ""


class StatusFreshness(msgspec.Struct, frozen=True):
    """The day of the newest knowledge and what gave it. What happened after it is not known."""

    as_of: date | None
    source: str = ""

    def is_stale(self, today: date, limit_days: int = STALE_AFTER_DAYS) -> bool:
        """Whether the newest knowledge is older than the operator's limit."""
        return self.as_of is None or (today - self.as_of).days > limit_days


_NO_REASON = Reason(ReasonCode.NONE, REASON_LABELS[ReasonCode.NONE])


class Status(msgspec.Struct, frozen=True):
    """State of a right: since when, who says so, how fresh that is, and what is due next.

    `as_of` is the day of the newest knowledge and `source` what shows it; what happened after it is not known.
    `paid_until` is the first day that no paid fee covers, `grace_ends` the first after the grace period that follows
    (None: the law of the office has not been read), `ends` the first after the term. `st27_code` is as much of the
    ST.27 string as is known (state, stages, key event: "A-2-4-F10"), or "".
    """

    state: State
    since: date | None
    source: str
    as_of: date | None
    paid_until: date | None = None
    ends: date | None = None
    stage: StageOfRight = StageOfRight.NONE
    reason: Reason = _NO_REASON
    grace_ends: date | None = None
    territory: str = ""
    st27_code: str = ""

    @property
    def freshness(self) -> StatusFreshness:
        return StatusFreshness(self.as_of, self.source)

    def is_stale(self, today: date, limit_days: int = STALE_AFTER_DAYS) -> bool:
        """Whether the newest knowledge is older than the operator's limit."""
        return self.freshness.is_stale(today, limit_days)


def fold(
    events: Iterable[LegalEventValue],
    term_end: date | None,
    today: date,
    *,
    territory: str = "",
    known_at: date | None = None,
    as_of: date | None = None,
    filing: date | None = None,
    international: bool = False,
) -> Status:
    """The state on `today`; `term_end` is the first day after the term.

    `territory` asks for the part of a regional right in one state: the right's own events and those said of that state
    count. Without it, events said of a state alone change nothing, save that a European patent ends with the last of
    its states. With `known_at`, only what could be known on that
    day is used; `as_of` is a day for which the source itself states its knowledge. `filing` and `international` are as
    for `on_day`. The order of `events` and repetitions do not matter.
    """
    seen = {e for e in events if known_at is None or e.known <= known_at}
    names = follows(territory, seen) | {""} if territory else {""}
    concerned = sorted((_read(e, territory) for e in seen if e.territory in names or _shows_grant(e)), key=_order)
    course = Course()
    for event in _standing(concerned):
        if event.day <= today:
            course.apply(event)
    heard = [e for e in concerned if e.day <= today or e.known <= today]
    newest = max(heard, key=lambda e: (e.known, e.day, e.source), default=None)
    known = newest.known if newest else None
    if as_of is not None and as_of <= (known_at or today) and (known is None or as_of > known):
        known = as_of
    status = Status(
        state=course.state,
        since=course.since,
        source=newest.source if newest else "",
        as_of=known,
        paid_until=course.paid_until,
        ends=term_end,
        stage=course.stage,
        reason=_reason(course.cause, course.state),
        grace_ends=course.grace_ends(),
        territory=territory,
        st27_code=_st27_code(course),
    )
    if not territory and status.state in _ALIVE and (mention := course.granted_by("EP")) is not None:
        status = _by_states(_heard_in_states(status, seen, term_end, today), mention, seen, term_end, today)
    return on_day(status, today, filing=filing, international=international)


def _heard_in_states(status: Status, events: set[LegalEventValue], term_end: date | None, today: date) -> Status:
    """After its grant a European patent is heard of in its states: a fee paid where it lives shows that it does."""
    newest: dict[str, tuple[date, str]] = {}
    for event in events:
        if event.office == "EP" and event.territory and event.code in _SIGNS_OF_LIFE and event.known <= today:
            newest[event.territory] = max(newest.get(event.territory, (date.min, "")), (event.known, event.source))
    for (known, source), name in sorted(((heard, name) for name, heard in newest.items()), reverse=True):
        if status.as_of is not None and known <= status.as_of:
            break
        if fold(events, term_end, today, territory=name).state in _ALIVE:
            return msgspec.structs.replace(status, as_of=known, source=source)
    return status


def _by_states(
    status: Status, mention: date, events: set[LegalEventValue], term_end: date | None, today: date
) -> Status:
    """A European patent that no state known keeps alive has ended; which states those are is settled when the time
    to oppose is over. Where no entry lists those designated, it is not known to live. What lived to the end of the term
    ended with it, as any right."""
    states = concerned_states(events)
    if not states or add_months(mention, MONTHS_TO_OPPOSE) > today:
        return status
    parts: list[Status] = []
    for name in sorted(states):
        part = fold(events, term_end, today, territory=name)
        if part.state not in ENDED or part.reason.code is ReasonCode.TERM_ENDED:
            return status
        parts.append(part)
    last = max(parts, key=lambda part: (part.since or date.min, part.territory))
    newest = max(parts, key=lambda part: (part.as_of or date.min, part.source))
    state, code = State.UNKNOWN, ReasonCode.NO_STATE_KNOWN
    if designated_states(events):
        state = State.EXPIRED if last.state is State.EXPIRED else State.LAPSED
        code = ReasonCode.EVERY_STATE_ENDED
    ended = _by_calendar(status, state, last.since or mention, code, last.reason.source)
    return msgspec.structs.replace(ended, as_of=max(filter(None, (status.as_of, newest.as_of)), default=None))


def fold_territories(
    events: Iterable[LegalEventValue],
    term_end: date | None,
    today: date,
    *,
    known_at: date | None = None,
    as_of: date | None = None,
    filing: date | None = None,
    international: bool = False,
) -> dict[str, Status]:
    """The state in each territory that an event names, by ST.3 code in order."""
    every = frozenset(events)
    seen = {e for e in every if known_at is None or e.known <= known_at}
    names = sorted({e.territory for e in seen if e.territory} | unitary_states(seen))
    return {
        name: fold(
            every,
            term_end,
            today,
            territory=name,
            known_at=known_at,
            as_of=as_of,
            filing=filing,
            international=international,
        )
        for name in names
    }


def on_day(status: Status, today: date, *, filing: date | None = None, international: bool = False) -> Status:
    """The status with what the calendar has brought about until `today`.

    A term ends; a fee known to be paid until a day falls due; a grace period passes. After the grace period the state
    is unknown, not lapsed: the payment may be one that no source has shown. Twenty years after `filing` nothing is
    pending. Of an `international` application (PCT) `filing` is its earliest priority date where that is known: after
    31 months its phase is over, and what came of it in a territory is for the register there to say.
    """
    if status.state is State.PENDING and filing is not None:
        over = add_months(filing, INTERNATIONAL_PHASE_MONTHS if international else LONGEST_PENDING_MONTHS)
        if over > today:
            return status
        if not international:
            return _by_calendar(status, State.UNKNOWN, over, ReasonCode.PENDENCY_OVER, status.source)
        state = State.UNKNOWN if status.territory else State.PHASE_OVER
        return _by_calendar(status, state, over, ReasonCode.PHASE_OVER, status.source)
    if status.state not in (State.IN_FORCE, State.PROVISIONAL):
        return status
    if status.ends is not None and status.ends <= today:
        return _by_calendar(status, State.EXPIRED, status.ends, ReasonCode.TERM_ENDED, "term")
    if status.grace_ends is not None and status.grace_ends <= today:
        return _by_calendar(status, State.UNKNOWN, status.grace_ends, ReasonCode.GRACE_OVER, status.source)
    due = status.paid_until
    if status.state is State.IN_FORCE and due is not None and due <= today and status.grace_ends is not None:
        return _by_calendar(status, State.PROVISIONAL, due, ReasonCode.FEE_DUE, status.source)
    return status


def _by_calendar(status: Status, state: State, since: date, code: ReasonCode, source: str) -> Status:
    return msgspec.structs.replace(
        status,
        state=state,
        since=since,
        source=source,
        stage=StageOfRight.TERMINATION if state in ENDED else status.stage,
        reason=Reason(code, REASON_LABELS[code], source=source),
        st27_code="",
    )


def _read(event: LegalEventValue, territory: str) -> LegalEventValue:
    """What is said of the state asked for is said of the right asked for, and a grant said of a state of the whole."""
    if not event.territory:
        return event
    if _shows_grant(event):
        return msgspec.structs.replace(event, territory="")
    whole = next((code for code, part in IN_STATE.items() if part is event.code), event.code)
    return msgspec.structs.replace(event, code=whole, office=territory)


def _shows_grant(event: LegalEventValue) -> bool:
    """A national office's notice that a European patent was granted is one of the grant itself."""
    return event.office == "EP" and event.territory != "" and event.code is EventCode.GRANTED


def _order(event: LegalEventValue) -> tuple[object, ...]:
    """By the day it became known, then of its effect; on one day as ST.27's stages follow: filing, grant, fee, end,
    restoration. The rest makes the order total."""
    return (
        event.known,
        event.day,
        _EARLIEST_FIRST.index(event.code),
        event.office_code,
        event.territory,
        event.paid_until or date.min,
        event.fee_year,
        event.office,
        event.source,
        event.published or date.min,
        event.retracts,
        event.states,
    )


def _standing(events: list[LegalEventValue]) -> list[LegalEventValue]:
    """The events in order without those that a later entry deletes."""
    standing: list[LegalEventValue] = []
    for event in events:
        if event.code is EventCode.RETRACTED:
            standing = [e for e in standing if e.office_code not in event.retracts or e.territory != event.territory]
        else:
            standing.append(event)
    return standing


def _reason(cause: LegalEventValue | None, state: State) -> Reason:
    if cause is None:
        return _NO_REASON
    if state is State.INVALIDATED and cause.office in VOID_FROM_THE_START:
        code, words = ReasonCode.VOID_AB_INITIO, REASON_LABELS[ReasonCode.VOID_AB_INITIO]
    else:
        code, words = ReasonCode.EVENT, EVENT_LABELS[cause.code]
    return Reason(code, words, cause.code, cause.office_code, cause.source)


def _st27_code(course: Course) -> str:
    key = KEY_EVENTS.get(course.cause.code, "") if course.cause else ""
    if not key or course.state is State.UNKNOWN:
        return ""
    before, stage = course.stages_of_cause
    return f"{'N' if course.state in ENDED else 'A'}-{before.value}-{stage.value}-{key}"
