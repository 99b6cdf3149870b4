"""Who hears of a case that nobody answers: first the head of the center, then the administrators."""

from __future__ import annotations

from datetime import datetime, timedelta

from patentfair.domain.helpdesk.case import CaseKind
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.clock import Step, steps_due

__all__ = ["CONFIRM_DAYS", "HELP_PLAN", "TO_ADMINISTRATORS", "TO_HEAD", "escalations_due", "has_lapsed"]

TO_HEAD, TO_ADMINISTRATORS = "help.head", "help.administrators"
CONFIRM_DAYS = 14
HELP_PLAN = (
    Step(TO_HEAD, timedelta(0), Words("答复期限已过，转中心负责人督办。", "Overdue: the head of the center is told.")),
    Step(
        TO_ADMINISTRATORS,
        timedelta(days=3),
        Words("逾期三天仍未答复，转管理员督办。", "Three days overdue: the administrators are told."),
    ),
)


def escalations_due(
    kind: CaseKind, opened: datetime, due: datetime, answered: datetime | None, now: datetime, sent: frozenset[str]
) -> tuple[str, ...]:
    """The steps of `HELP_PLAN` to take at `now`, in order; both at once after a machine stood still.

    A complaint goes past the center: its only step is the administrators'.
    """
    plan = HELP_PLAN[1:] if kind is CaseKind.COMPLAINT else HELP_PLAN
    found = (steps_due((step,), opened, due, answered, now, sent) for step in plan)
    return tuple(code for codes in found for code in codes)


def has_lapsed(closed: datetime, now: datetime) -> bool:
    """Whether the client has let two weeks pass without a word on a closed case."""
    return now - closed >= timedelta(days=CONFIRM_DAYS)
