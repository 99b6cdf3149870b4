"""Pass a case on to another center, with the client's consent."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.helpdesk import events
from patentfair.apps.helpdesk.actions.moves import move, note
from patentfair.apps.helpdesk.checks import checked_text, require_at_work, require_desk
from patentfair.apps.helpdesk.clients import require_client
from patentfair.apps.helpdesk.models import Case, Referral
from patentfair.domain.helpdesk.case import OPEN_STATES, CaseAct, CaseKind, dues
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["ask_referral", "hand_on", "settle_referral", "withdraw_referral"]


@transaction.atomic
def ask_referral(*, actor: Actor, case: Case, target: Center, reason: str) -> Referral:
    """Propose to the client that another center helps; nothing goes there before the client agrees."""
    require_desk(actor, case)
    if case.state not in OPEN_STATES or case.center_id is None:
        raise Refused("helpdesk.not-now")
    if target.pk == case.center_id:
        raise Invalid("helpdesk.same-center", field="target")
    require_at_work(target, "target")
    try:
        with transaction.atomic():
            made = Referral.objects.create(
                case=case,
                source_id=case.center_id,
                target=target,
                reason=checked_text(reason, "reason", limit=2000),
                asked_by_id=actor.user_id,
                asked_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Refused("helpdesk.referral-open") from error
    note(events.CASE_REFERRAL_ASKED, actor, case, target=target.pk)
    return made


@transaction.atomic
def settle_referral(*, actor: Actor, case: Case, agreed: bool, proof: str = "") -> None:
    """The client agrees, and the other center takes over with a clock of its own; or declines, and nothing changes.

    Time that had passed unanswered stays with the center that let it pass.
    """
    require_client(actor, case, proof)
    now = timezone.now()
    referral = case.referrals.filter(state=Referral.State.ASKED).select_related("target").first()
    if referral is None:
        raise Refused("helpdesk.no-referral")
    was_late = agreed and case.answered_at is None and case.answer_due <= now
    settled = Referral.objects.filter(pk=referral.pk, state=Referral.State.ASKED).update(
        state=Referral.State.AGREED if agreed else Referral.State.REFUSED, settled_at=now, was_late=was_late
    )
    if not settled:
        raise Refused("helpdesk.no-referral")
    note(events.CASE_REFERRAL_SETTLED, actor, case, target=referral.target_id, agreed=agreed, was_late=was_late)
    if agreed:
        _take_over(case, referral.target_id, now)


@transaction.atomic
def hand_on(*, actor: Actor, case: Case, target: Center) -> None:
    """Bring an open case of a center that was removed to one at work, which begins with a clock of its own.

    Nobody is there to ask for the client's consent; the client reads of it on the case's page and may take it back.
    """
    if not actor.is_system:
        raise Refused("accounts.no-power", scope="system")
    source = case.center
    if source is None or source.state != Center.State.REMOVED or target.state == Center.State.REMOVED:
        raise Refused("helpdesk.center-stays")
    now = timezone.now()
    case.referrals.filter(state=Referral.State.ASKED).update(state=Referral.State.WITHDRAWN, settled_at=now)
    was_late = case.answered_at is None and case.answer_due <= now
    Referral.objects.create(
        case=case,
        source=source,
        target=target,
        state=Referral.State.HANDED_ON,
        was_late=was_late,
        asked_at=now,
        settled_at=now,
    )
    _take_over(case, target.pk, now)
    note(events.CASE_HANDED_ON, actor, case, source=source.pk, target=target.pk, was_late=was_late)


def _take_over(case: Case, target: int, now: datetime) -> None:
    answer_due, close_due = dues(CaseKind(case.kind), now)
    move(
        case,
        CaseAct.REFER,
        center_id=target,
        assigned_to_id=None,
        clock_from=now,
        answer_due=answer_due,
        close_due=close_due,
        answered_at=None,
        told_head_at=None,
        told_administrators_at=None,
    )


@transaction.atomic
def withdraw_referral(*, actor: Actor, case: Case) -> None:
    """Staff take back a proposal that the client has not answered."""
    require_desk(actor, case)
    taken = case.referrals.filter(state=Referral.State.ASKED, source=case.center_id).update(
        state=Referral.State.WITHDRAWN, settled_at=timezone.now()
    )
    if not taken:
        raise Refused("helpdesk.no-referral")
    note(events.CASE_REFERRAL_SETTLED, actor, case, target=None, agreed=False, was_late=False)
