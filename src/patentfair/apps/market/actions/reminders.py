"""Remind people of time limits, bring overdue inquiries to the center, close what nobody answered.

Each step is taken once: a row of `Reminder` says which. Notices to organisations follow from the journal.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.market import events
from patentfair.apps.market.actions.moves import move, note
from patentfair.apps.market.models import Deal, Reminder
from patentfair.apps.market.responses import asked_side
from patentfair.domain.kernel.errors import Refused
from patentfair.domain.market.clock import CLOSE, DUE_PLAN, ESCALATE, UNANSWERED, reminders_due, steps_due
from patentfair.domain.market.deal import DealAct, DealState, Side

__all__ = ["close_unanswered", "remind_of_answer", "remind_of_recordal"]

HELP_DAYS = 3
"""How long a center has at least to help before an inquiry that came to it is closed."""


@transaction.atomic
def remind_of_answer(*, actor: Actor, deal: Deal, now: datetime) -> str:
    """Take the step that is due for an inquiry without an answer; returns its code, "" where none is.

    First reminders go to the side that was asked, the next step to the center, the last one closes the inquiry.
    """
    _by_the_clock(actor)
    rows = {row.code: row.at for row in Reminder.objects.filter(object=_answer(deal))}
    settled = None if deal.state == DealState.INQUIRY else now
    due = reminders_due(deal.opened_at, deal.answer_due, settled, now, frozenset(rows))
    if not due:
        return ""
    step = due[0]
    if step == CLOSE:
        if rows[ESCALATE] + timedelta(days=HELP_DAYS) > now:
            return ""
        close_unanswered(actor=actor, deal=deal, now=now)
        return step
    side = asked_side(deal)
    asked = deal.grantor_id if side is Side.GRANTOR else deal.grantee_id
    _, is_first = Reminder.objects.get_or_create(
        object=_answer(deal), code=step, defaults={"organisation_id": asked, "at": now}
    )
    if not is_first:
        return ""
    if step == ESCALATE:
        note(events.INQUIRY_ESCALATED, actor, deal, None, answer_due=deal.answer_due)
    else:
        note(events.INQUIRY_REMINDED, actor, deal, None, step=step, answer_due=deal.answer_due)
    return step


@transaction.atomic
def close_unanswered(*, actor: Actor, deal: Deal, now: datetime) -> None:
    """Close an inquiry that nobody answered, two weeks overdue and after the center was asked to help."""
    _by_the_clock(actor)
    escalated = Reminder.objects.filter(object=_answer(deal), code=ESCALATE).first()
    sent = frozenset({ESCALATE}) if escalated else frozenset[str]()
    if escalated is None or reminders_due(deal.opened_at, deal.answer_due, None, now, sent) != (CLOSE,):
        raise Refused("deal.not-now", state=deal.state, act=DealAct.EXPIRE.value)
    move(deal, DealAct.EXPIRE, Side.PLATFORM, refusal_code=UNANSWERED)
    Reminder.objects.create(object=_answer(deal), code=CLOSE, at=now)
    note(events.DEAL_DECLINED, actor, deal, None, side=Side.PLATFORM.value, reason=UNANSWERED)


@transaction.atomic
def remind_of_recordal(*, actor: Actor, deal: Deal, today: date, now: datetime) -> str:
    """Remind both sides of a recordal or registration that falls due; returns the step's code, "" where none is."""
    _by_the_clock(actor)
    if deal.recordal_due is None or deal.in_force_at is None:
        return ""
    object_ = f"recordal:{deal.pk}"
    sent = frozenset(Reminder.objects.filter(object=object_).values_list("code", flat=True))
    settled = None if deal.state == DealState.IN_FORCE else today
    due = steps_due(DUE_PLAN, timezone.localdate(deal.in_force_at), deal.recordal_due, settled, today, sent)
    if not due:
        return ""
    _, is_first = Reminder.objects.get_or_create(object=object_, code=due[0], defaults={"at": now})
    if not is_first:
        return ""
    note(events.RECORDAL_REMINDED, actor, deal, None, step=due[0], due=deal.recordal_due)
    return due[0]


def _answer(deal: Deal) -> str:
    return f"deal:{deal.pk}"


def _by_the_clock(actor: Actor) -> None:
    """Only the platform's own clock reminds and closes."""
    if not actor.is_system:
        raise Refused("accounts.no-power", scope="negotiate")
