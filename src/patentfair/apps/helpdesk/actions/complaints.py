"""Decide complaints about a center, outside that center."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.helpdesk import events
from patentfair.apps.helpdesk.actions.moves import move
from patentfair.apps.helpdesk.checks import checked_text, require_judge, salted
from patentfair.apps.helpdesk.models import Case
from patentfair.apps.journal.actions import record
from patentfair.domain.helpdesk.case import CaseAct
from patentfair.domain.helpdesk.substance import LEAST_OF_REPLY, substance
from patentfair.domain.kernel.errors import Invalid

__all__ = ["decide_complaint"]


@transaction.atomic
def decide_complaint(*, actor: Actor, case: Case, upheld: bool, decision: str) -> None:
    """Uphold a complaint or not, with reasons that the client and the center read; the center learns of it now.

    The decision is an answer too, where there was none before.
    """
    require_judge(actor, case)
    decision = checked_text(decision, "decision")
    if substance(decision) < LEAST_OF_REPLY:
        raise Invalid("helpdesk.decision-too-thin", field="decision")
    now = timezone.now()
    move(
        case,
        CaseAct.DECIDE,
        upheld=upheld,
        decision=decision,
        decided_by_id=actor.user_id,
        decided_at=now,
        closed_at=now,
        answered_at=case.answered_at or now,
    )
    record(
        events.COMPLAINT_UPHELD if upheld else events.COMPLAINT_NOT_UPHELD,
        actor=actor.reference,
        object=f"case:{case.pk}",
        center=f"center:{case.about_id}",
        decision_sha256=salted(case, decision),
    )
