"""How every act on a case is carried out: one conditional update, one entry in the journal."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from patentfair.apps.accounts.access import Actor
from patentfair.apps.helpdesk.models import Case
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.domain.helpdesk.case import CaseAct, CaseKind, CaseState, next_state
from patentfair.domain.kernel.errors import Stale

__all__ = ["move", "note", "touch"]


def move(case: Case, act: CaseAct, **changes: Any) -> None:
    """Bring a case to its next state; `Refused` where the act has no place, `Stale` where someone was faster."""
    after = next_state(CaseKind(case.kind), CaseState(case.state), act)
    touch(case, state=after.value, **changes)


def touch(case: Case, **changes: Any) -> None:
    """Change a case as it was read."""
    moved = Case.objects.filter(pk=case.pk, version=case.version).update(version=F("version") + 1, **changes)
    if not moved:
        raise Stale("helpdesk.changed-meanwhile")
    case.refresh_from_db()


def note(event: EventType, actor: Actor, case: Case, /, **facts: Any) -> None:
    """Enter an act in the journal. A complaint's entry names no center before it is decided."""
    record(
        event,
        actor=actor.reference,
        object=f"case:{case.pk}",
        center=f"center:{case.center_id}" if case.center_id else "",
        **facts,
    )
