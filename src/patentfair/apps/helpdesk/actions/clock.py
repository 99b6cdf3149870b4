"""What time does to cases: overdue ones are brought before others, closed ones end without a word."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from patentfair.apps.accounts.access import Actor
from patentfair.apps.helpdesk import events
from patentfair.apps.helpdesk.actions.cases import finish
from patentfair.apps.helpdesk.actions.moves import move, note, touch
from patentfair.apps.helpdesk.models import Case
from patentfair.domain.helpdesk.case import CaseAct, CaseKind, CaseState
from patentfair.domain.helpdesk.clock import TO_ADMINISTRATORS, TO_HEAD, escalations_due, has_lapsed
from patentfair.domain.kernel.errors import Refused

__all__ = ["escalate", "lapse"]

_TOLD = {TO_HEAD: "told_head_at", TO_ADMINISTRATORS: "told_administrators_at"}


@transaction.atomic
def escalate(*, actor: Actor, case: Case, now: datetime) -> tuple[str, ...]:
    """Bring an overdue case before the head, then the administrators; returns the steps taken. Once each."""
    _by_the_clock(actor)
    if case.state != CaseState.WAITING:
        return ()
    sent = frozenset(code for code, column in _TOLD.items() if getattr(case, column) is not None)
    steps = escalations_due(CaseKind(case.kind), case.clock_from, case.answer_due, case.answered_at, now, sent)
    for step in steps:
        touch(case, **{_TOLD[step]: now})
        note(events.CASE_ESCALATED, actor, case, step=step, answer_due=case.answer_due)
    return steps


@transaction.atomic
def lapse(*, actor: Actor, case: Case, now: datetime) -> bool:
    """End a closed case on which the client has kept silent for two weeks; returns whether it ended now."""
    _by_the_clock(actor)
    if case.state != CaseState.CLOSED or case.closed_at is None or not has_lapsed(case.closed_at, now):
        return False
    move(case, CaseAct.LAPSE)
    finish(actor=actor, case=case, is_confirmed=False)
    return True


def _by_the_clock(actor: Actor) -> None:
    if not actor.is_system:
        raise Refused("accounts.no-power", scope="system")
