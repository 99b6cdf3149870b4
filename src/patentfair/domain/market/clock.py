"""Time limits people wait on: the answer to an inquiry, payments, recordals; and the record of who answers.

The time to answer is half-open, from `opened` up to but not including `due`. Moments carry a time zone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = [
    "ANSWER_PLAN",
    "CLOSE",
    "DUE_PLAN",
    "ESCALATE",
    "LEAST_INQUIRIES",
    "UNANSWERED",
    "AnswerClock",
    "ClockState",
    "Inquiry",
    "ResponseRecord",
    "Step",
    "answer_clock",
    "record",
    "reminders_due",
    "steps_due",
]

_DAY = timedelta(days=1)
SOON = 2 * _DAY
LEAST_INQUIRIES = 5
RECORD_DAYS = 365
UNANSWERED = "unanswered"
"""The reason with which an inquiry is closed that nobody answered; it is no answer."""


class ClockState(StrEnum):
    """How an inquiry stands towards its time limit."""

    RUNNING = "running"
    SOON = "soon"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"

    @property
    def label(self) -> Words:
        return _LABELS[self]


_LABELS = {
    ClockState.RUNNING: Words("答复时限内", "Within the time to answer"),
    ClockState.SOON: Words("即将到期", "Due soon"),
    ClockState.OVERDUE: Words("已逾期", "Overdue"),
    ClockState.ANSWERED: Words("已按时答复", "Answered in time"),
    ClockState.ANSWERED_LATE: Words("逾期答复", "Answered late"),
}


class AnswerClock(msgspec.Struct, frozen=True):
    """The state, and the time left to answer: negative once overdue, None once answered."""

    state: ClockState
    due: datetime
    left: timedelta | None


def answer_clock(opened: datetime, due: datetime, answered: datetime | None, now: datetime) -> AnswerClock:
    """How the inquiry stands at `now`; an answer before it was opened counts as one in time."""
    if answered is not None:
        late = answered >= max(due, opened)
        return AnswerClock(ClockState.ANSWERED_LATE if late else ClockState.ANSWERED, due, None)
    left = due - now
    if left <= timedelta(0):
        return AnswerClock(ClockState.OVERDUE, due, left)
    return AnswerClock(ClockState.SOON if left < SOON else ClockState.RUNNING, due, left)


class Step(msgspec.Struct, frozen=True):
    """Something that falls due `after` the due moment (before it, if negative)."""

    code: str
    after: timedelta
    words: Words


ESCALATE, CLOSE = "answer.escalate", "answer.close"

ANSWER_PLAN = (
    Step("answer.days_3", -3 * _DAY, Words("距答复期限还有三天。", "Three days are left to answer.")),
    Step("answer.days_1", -1 * _DAY, Words("距答复期限还有一天。", "One day is left to answer.")),
    Step("answer.overdue", 0 * _DAY, Words("答复期限已过。", "The time to answer has passed.")),
    Step(
        ESCALATE, 3 * _DAY, Words("逾期三天未答复，转请中心协助。", "Three days overdue: the center is asked to help.")
    ),
    Step(
        CLOSE,
        14 * _DAY,
        Words(
            "逾期十四天未答复，该询问以“未答复”为由关闭。", "Fourteen days overdue: the inquiry is closed unanswered."
        ),
    ),
)

DUE_PLAN = (
    Step("due.days_30", -30 * _DAY, Words("距到期日还有三十天。", "Due in thirty days.")),
    Step("due.days_7", -7 * _DAY, Words("距到期日还有七天。", "Due in seven days.")),
    Step("due.days_1", -1 * _DAY, Words("明天到期。", "Due tomorrow.")),
    Step("due.overdue_1", 1 * _DAY, Words("已逾期一天。", "One day overdue.")),
    Step("due.overdue_14", 14 * _DAY, Words("已逾期十四天。", "Fourteen days overdue.")),
    Step("due.overdue_30", 30 * _DAY, Words("已逾期三十天。", "Thirty days overdue.")),
)

Moment = TypeVar("Moment", date, datetime)


def steps_due(
    plan: tuple[Step, ...], opened: Moment, due: Moment, settled: Moment | None, now: Moment, sent: frozenset[str]
) -> tuple[str, ...]:
    """The codes of `plan` to act on at `now`: at most one, and the same until it is in `sent`.

    Nothing once settled. A step whose moment came no later than `opened` never was. A warning that a later step has
    overtaken is left out, so that a machine that stood still does not send a week's letters at once; but `CLOSE` waits
    until `ESCALATE` was sent, so that nobody is cut off unwarned.
    """
    if settled is not None:
        return ()
    came = [step.code for step in plan if opened < due + step.after <= now]
    if CLOSE in came and not {ESCALATE, CLOSE} & sent:
        came.remove(CLOSE)
    return () if not came or came[-1] in sent else (came[-1],)


def reminders_due(
    opened: datetime, due: datetime, answered: datetime | None, now: datetime, sent: frozenset[str]
) -> tuple[str, ...]:
    """What falls due of `ANSWER_PLAN` for an inquiry; see `steps_due`."""
    return steps_due(ANSWER_PLAN, opened, due, answered, now, sent)


class Inquiry(msgspec.Struct, frozen=True, kw_only=True):
    """What the response record needs of one inquiry. `declined` is the coded reason, "" where it was not declined."""

    opened: datetime
    due: datetime
    answered: datetime | None = None
    withdrawn: datetime | None = None
    declined: str = ""


class ResponseRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How an organisation answered in the last 365 days, for all to see.

    With fewer than five inquiries `few` is true and nothing else is told. `median_days` (one decimal) is over all
    inquiries with the unanswered ones last: None where half or more were not answered. `declined` counts by coded
    reason, None for a reason given fewer than five times.
    """

    few: bool
    received: int | None = None
    answered: int | None = None
    in_time: int | None = None
    median_days: Decimal | None = None
    declined: tuple[tuple[str, int | None], ...] = ()

    @property
    def words(self) -> Words:
        if self.few:
            return Words("过去一年收到的询问少于五件。", "Fewer than five inquiries in the last year.")
        zh = f"过去一年收到询问 {self.received} 件，答复 {self.answered} 件，其中按时答复 {self.in_time} 件"
        en = f"{self.received} inquiries in the last year: {self.answered} answered, {self.in_time} of them in time"
        if self.median_days is not None:
            zh, en = (
                f"{zh}；答复用时中位数 {self.median_days} 天",
                f"{en}; median {self.median_days} days to the answer",
            )
        return Words(f"{zh}。", f"{en}.")


def record(inquiries: Iterable[Inquiry], now: datetime) -> ResponseRecord:
    """The record at `now` over the inquiries opened in the 365 days before.

    Inquiries count once they were answered or their time has passed: those still running, and those withdrawn in time
    before an answer, tell nothing about the organisation.
    """
    counted = []
    for inquiry in inquiries:
        answered = _answer(inquiry, now)
        end = inquiry.due if inquiry.withdrawn is None else min(inquiry.due, inquiry.withdrawn)
        dropped = answered is None and end < inquiry.due
        if now - RECORD_DAYS * _DAY <= inquiry.opened < now and not dropped and (answered or inquiry.due <= now):
            counted.append((inquiry, answered))
    if len(counted) < LEAST_INQUIRIES:
        return ResponseRecord(few=True)
    waits = sorted(max(answered - inquiry.opened, timedelta(0)) for inquiry, answered in counted if answered)
    reasons = Counter(inquiry.declined for inquiry, answered in counted if answered and inquiry.declined)
    return ResponseRecord(
        few=False,
        received=len(counted),
        answered=len(waits),
        in_time=sum(1 for inquiry, answered in counted if answered and answered < inquiry.due),
        median_days=_median_days(waits, len(counted)),
        declined=tuple((code, n if n >= LEAST_INQUIRIES else None) for code, n in sorted(reasons.items())),
    )


def _answer(inquiry: Inquiry, now: datetime) -> datetime | None:
    """When it was answered, as known at `now`; closing it for want of an answer is none."""
    if inquiry.answered is None or inquiry.answered > now or inquiry.declined == UNANSWERED:
        return None
    return inquiry.answered


def _median_days(waits: list[timedelta], count: int) -> Decimal | None:
    """The median of `count` waits, of which those not in `waits` have no end."""
    upper = count // 2
    if upper >= len(waits):
        return None
    lower = waits[(count - 1) // 2]
    micro = timedelta(microseconds=1)
    days = Fraction((lower + waits[upper]) // micro, 2 * (_DAY // micro))
    return Decimal(round(days * 10)).scaleb(-1)
