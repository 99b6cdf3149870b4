"""What staff write down with a client: the record of a law clinic, the need of a workshop."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.helpdesk import events
from patentfair.apps.helpdesk.actions.moves import note, touch
from patentfair.apps.helpdesk.checks import checked_text, require_desk, salted
from patentfair.apps.helpdesk.models import Case, ClinicRecord, WorkshopRecord
from patentfair.apps.market.actions.needs import draft_need
from patentfair.apps.market.models import Need
from patentfair.domain.helpdesk.case import OPEN_STATES, CaseKind, CaseState
from patentfair.domain.helpdesk.substance import missing_in_clinic
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["take_need", "write_clinic_record", "write_workshop_record"]


@transaction.atomic
def write_clinic_record(*, actor: Actor, case: Case, facts: str, question: str, advice: str) -> ClinicRecord:
    """Write down facts, question and advice, each with a least content; writing again replaces what stood there."""
    _require(actor, case, CaseKind.CLINIC)
    facts, question, advice = (
        checked_text(facts, "facts"), checked_text(question, "question"), checked_text(advice, "advice")
    )  # fmt: skip
    thin = missing_in_clinic(facts, question, advice)
    if thin:
        raise Invalid("helpdesk.clinic-too-thin", field=thin)
    is_first = not ClinicRecord.objects.filter(case=case).exists()
    made, _ = ClinicRecord.objects.update_or_create(
        case=case,
        defaults={
            "facts": facts,
            "question": question,
            "advice": advice,
            "written_by_id": actor.user_id,
            "written_at": timezone.now(),
        },
    )
    case.clinic = made
    if is_first:
        digest = salted(case, facts, question, advice)
        note(events.CLINIC_CASE, actor, case, size_class=case.size_class, record_sha256=digest)
    else:
        note(events.CASE_NOTED, actor, case, text_sha256=salted(case, facts, question, advice))
    return made


@transaction.atomic
def write_workshop_record(
    *, actor: Actor, case: Case, title: str, problem: str, present: str = "", constraints: str = ""
) -> WorkshopRecord:
    """Put the firm's need into words; it becomes the firm's only when someone who may act for it takes it over."""
    _require(actor, case, CaseKind.WORKSHOP)
    if case.need_id is not None:
        raise Refused("helpdesk.need-taken")
    made, _ = WorkshopRecord.objects.update_or_create(
        case=case,
        defaults={
            "title": checked_text(title, "title", limit=200),
            "problem": checked_text(problem, "problem"),
            "present": checked_text(present, "present", is_required=False),
            "constraints": checked_text(constraints, "constraints", is_required=False),
            "written_by_id": actor.user_id,
            "written_at": timezone.now(),
        },
    )
    case.workshop = made
    digest = salted(case, made.title, made.problem, made.present, made.constraints)
    note(events.WORKSHOP_WRITTEN, actor, case, size_class=case.size_class, record_sha256=digest)
    return made


@transaction.atomic
def take_need(*, actor: Actor, case: Case) -> Need:
    """Whoever may draft for the firm takes what the workshop wrote as a draft of its need: one a case.

    Staff may only with a recorded power of that firm, like anyone else.
    """
    organisation, written = case.organisation, WorkshopRecord.objects.filter(case=case).first()
    if organisation is None or written is None or case.kind != CaseKind.WORKSHOP:
        raise Refused("helpdesk.nothing-to-take")
    actor.require(organisation.pk, "draft")
    if case.need_id is not None:
        raise Refused("helpdesk.need-taken")
    need = draft_need(
        actor=actor,
        organisation=organisation,
        is_sample=case.is_sample,
        language=case.language,
        title=written.title,
        problem=written.problem,
        present=written.present,
        constraints=written.constraints,
        province=organisation.province,
    )
    touch(case, need_id=need.pk)
    note(events.WORKSHOP_NEED, actor, case, need=need.pk, size_class=case.size_class)
    return need


def _require(actor: Actor, case: Case, kind: CaseKind) -> None:
    require_desk(actor, case)
    if case.kind != kind or case.state not in OPEN_STATES or case.state == CaseState.CLOSED:
        raise Refused("helpdesk.not-now")
