"""A case at a center's help desk: its kinds, who asks, and the one table of what may happen when."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from patentfair.domain.kernel.errors import Refused
from patentfair.domain.kernel.words import Words

__all__ = [
    "ANSWER_DAYS",
    "CLOSE_DAYS",
    "OPEN_STATES",
    "CaseAct",
    "CaseKind",
    "CaseState",
    "Charge",
    "SizeClass",
    "dues",
    "next_state",
    "within_standard",
]


class CaseKind(StrEnum):
    """What someone comes with. A complaint is about a center, and goes to those above it."""

    QUESTION = "question"
    CLINIC = "clinic"
    WORKSHOP = "workshop"
    TRAINING = "training"
    COMPLAINT = "complaint"

    @property
    def label(self) -> Words:
        return _KINDS[self]


class SizeClass(StrEnum):
    """Who asks, as the evaluation counts those served."""

    SMALL_FIRM = "small_firm"
    INVENTOR = "inventor"
    LARGE_FIRM = "large_firm"
    PUPIL = "pupil"
    PUBLIC_BODY = "public_body"

    @property
    def label(self) -> Words:
        return _SIZES[self]


class Charge(StrEnum):
    """What an hour of service cost the client."""

    FREE = "free"
    AT_COST = "at_cost"
    PAID = "paid"

    @property
    def label(self) -> Words:
        return _CHARGES[self]


class CaseState(StrEnum):
    WAITING = "waiting"
    IN_HAND = "in_hand"
    CLOSED = "closed"
    CONFIRMED = "confirmed"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"

    @property
    def label(self) -> Words:
        return _STATES[self]


class CaseAct(StrEnum):
    ANSWER = "answer"
    REFER = "refer"
    CLOSE = "close"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"
    DECIDE = "decide"


_KINDS = {
    CaseKind.QUESTION: Words("咨询", "Question"),
    CaseKind.CLINIC: Words("知识产权维权援助（法律诊所）", "Law clinic"),
    CaseKind.WORKSHOP: Words("需求梳理", "Need workshop"),
    CaseKind.TRAINING: Words("培训", "Training"),
    CaseKind.COMPLAINT: Words("对中心的投诉", "Complaint about a center"),
}
_SIZES = {
    SizeClass.SMALL_FIRM: Words("小微企业", "Small firm"),
    SizeClass.INVENTOR: Words("个人发明人", "Individual inventor"),
    SizeClass.LARGE_FIRM: Words("大中型企业", "Large firm"),
    SizeClass.PUPIL: Words("学生", "Pupil or student"),
    SizeClass.PUBLIC_BODY: Words("高校院所、机关事业单位", "University, institute or public body"),
}
_CHARGES = {
    Charge.FREE: Words("免费", "Free"),
    Charge.AT_COST: Words("按成本收费", "At cost"),
    Charge.PAID: Words("收费", "Paid"),
}
_STATES = {
    CaseState.WAITING: Words("等待答复", "Waits for an answer"),
    CaseState.IN_HAND: Words("办理中", "In hand"),
    CaseState.CLOSED: Words("已办结，待当事人确认", "Closed, waits for the client"),
    CaseState.CONFIRMED: Words("当事人已确认", "Confirmed by the client"),
    CaseState.LAPSED: Words("已办结，当事人未回应", "Closed, no word from the client"),
    CaseState.WITHDRAWN: Words("已撤回", "Taken back"),
    CaseState.DECIDED: Words("已作出决定", "Decided"),
}
OPEN_STATES = (CaseState.WAITING, CaseState.IN_HAND)

# Days to the first substantive reply, and to closing; the standard a center promises, shown on its pages.
ANSWER_DAYS = {
    CaseKind.QUESTION: 3,
    CaseKind.CLINIC: 5,
    CaseKind.WORKSHOP: 5,
    CaseKind.TRAINING: 5,
    CaseKind.COMPLAINT: 15,
}
CLOSE_DAYS = {
    CaseKind.QUESTION: 15,
    CaseKind.CLINIC: 30,
    CaseKind.WORKSHOP: 45,
    CaseKind.TRAINING: 60,
    CaseKind.COMPLAINT: 60,
}

_NEXT: dict[CaseAct, tuple[tuple[CaseState, ...], CaseState]] = {
    CaseAct.ANSWER: (OPEN_STATES, CaseState.IN_HAND),
    CaseAct.REFER: (OPEN_STATES, CaseState.WAITING),
    # Nobody closes what was never answered.
    CaseAct.CLOSE: ((CaseState.IN_HAND,), CaseState.CLOSED),
    CaseAct.CONFIRM: ((CaseState.CLOSED,), CaseState.CONFIRMED),
    CaseAct.REOPEN: ((CaseState.CLOSED, CaseState.LAPSED), CaseState.IN_HAND),
    CaseAct.LAPSE: ((CaseState.CLOSED,), CaseState.LAPSED),
    CaseAct.WITHDRAW: (OPEN_STATES, CaseState.WITHDRAWN),
    CaseAct.DECIDE: (OPEN_STATES, CaseState.DECIDED),
}
_OF_COMPLAINTS = frozenset({CaseAct.ANSWER, CaseAct.WITHDRAW, CaseAct.DECIDE})


def next_state(kind: CaseKind, state: CaseState, act: CaseAct) -> CaseState:
    """The state after `act`; raises `Refused("helpdesk.not-now")` where the act has no place."""
    fits = act in _OF_COMPLAINTS if kind is CaseKind.COMPLAINT else act is not CaseAct.DECIDE
    before, after = _NEXT[act]
    if not fits or state not in before:
        raise Refused("helpdesk.not-now", state=state.value, act=act.value)
    return after


def dues(kind: CaseKind, start: datetime) -> tuple[datetime, datetime]:
    """Until when the first substantive reply is due and until when the case should be closed."""
    return start + timedelta(days=ANSWER_DAYS[kind]), start + timedelta(days=CLOSE_DAYS[kind])


def within_standard(closed: datetime | None, due: datetime, reopened: int) -> bool:
    """Whether a case was closed in time and for good: one that its client opened again was not."""
    return closed is not None and closed < due and not reopened
