"""Keep the register of experts, what might make them partial, and draw them by lot."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Office, Organisation, User
from patentfair.apps.centers import events
from patentfair.apps.centers.access import require_staff
from patentfair.apps.centers.experts import LANGUAGES, TASKS, reasons_against
from patentfair.apps.centers.models import Center, ConcernedOrganisation, ConflictDeclaration, Expert, ExpertDraw
from patentfair.apps.journal.actions import record
from patentfair.domain.centers.drawing import commitment, drawn
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.patents.fields import FIELDS

__all__ = ["commit_draw", "declare_conflict", "draw_experts", "end_conflict", "save_expert"]

MOST_ORGANISATIONS = 50


@transaction.atomic
def save_expert(
    *,
    actor: Actor,
    user: User,
    fields: Sequence[int],
    languages: Sequence[str],
    tasks: Sequence[str],
    qualifications_zh: str,
    qualifications_en: str,
    is_available: bool = True,
    is_sample: bool = False,
) -> Expert:
    """Enter an expert, or change the entry. Experts keep their own; whoever holds that office may be entered."""
    if not (actor.is_system or actor.user_id == user.pk):
        raise Refused("experts.own-only")
    if not Office.objects.filter(user=user, kind=Office.Kind.EXPERT).exists():
        raise Refused("experts.office-only")
    if not fields or not set(fields) <= set(FIELDS):
        raise Invalid("experts.fields", field="fields")
    if not languages or not set(languages) <= set(LANGUAGES):
        raise Invalid("experts.languages", field="languages")
    if not tasks or not set(tasks) <= set(TASKS):
        raise Invalid("experts.tasks", field="tasks")
    if not (qualifications_zh.strip() or qualifications_en.strip()):
        raise Invalid("experts.qualifications", field="qualifications_zh")
    known = Expert.objects.filter(user=user).exists()
    expert, _ = Expert.objects.update_or_create(
        user=user,
        defaults={
            "fields": sorted(set(fields)),
            "languages": sorted(set(languages)),
            "tasks": sorted(set(tasks)),
            "qualifications_zh": qualifications_zh.strip()[:4000],
            "qualifications_en": qualifications_en.strip()[:4000],
            "is_available": is_available,
        },
        create_defaults={
            "fields": sorted(set(fields)),
            "languages": sorted(set(languages)),
            "tasks": sorted(set(tasks)),
            "qualifications_zh": qualifications_zh.strip()[:4000],
            "qualifications_en": qualifications_en.strip()[:4000],
            "is_available": is_available,
            "is_sample": is_sample,
            "entered_at": timezone.now(),
        },
    )
    facts: dict[str, Any] = {"actor": actor.reference, "object": f"expert:{expert.pk}", "fields": expert.fields}
    if known:
        record(events.EXPERT_CHANGED, available=is_available, **facts)
    else:
        record(events.EXPERT_ENTERED, user=user.pk, **facts)
    return expert


@transaction.atomic
def declare_conflict(*, actor: Actor, expert: Expert, organisation: Organisation, kind: str) -> ConflictDeclaration:
    """The expert declares a tie to an organisation: employer, interest, or a relative's."""
    _require_self(actor, expert)
    if kind not in ConflictDeclaration.Kind.values:
        raise Invalid("experts.conflict", field="kind")
    try:
        with transaction.atomic():
            made = ConflictDeclaration.objects.create(
                expert=expert, organisation=organisation, kind=kind, declared_at=timezone.now()
            )
    except IntegrityError as error:
        raise Stale("experts.conflict-known") from error
    record(
        events.CONFLICT_DECLARED,
        actor=actor.reference,
        object=f"expert:{expert.pk}",
        organisation=f"organisation:{organisation.pk}",
        kind=kind,
    )
    return made


@transaction.atomic
def end_conflict(*, actor: Actor, conflict: ConflictDeclaration) -> None:
    """The expert says that a tie is over. It still keeps them from judging for two years (see `reasons_against`)."""
    _require_self(actor, conflict.expert)
    if not ConflictDeclaration.objects.filter(pk=conflict.pk, ended_at=None).update(ended_at=timezone.now()):
        raise Stale("experts.conflict-ended")
    record(
        events.CONFLICT_ENDED,
        actor=actor.reference,
        object=f"expert:{conflict.expert_id}",
        organisation=f"organisation:{conflict.organisation_id}",
        kind=conflict.kind,
    )


@transaction.atomic
def commit_draw(
    *,
    actor: Actor,
    center: Center,
    task: str,
    subject: str,
    fields: Sequence[int],
    organisations: Sequence[Organisation],
    count: int,
    language: str = "",
) -> ExpertDraw:
    """Ask for experts: the question and the hash of a seed that nobody has seen go into the journal before the draw."""
    require_staff(actor, center)
    if task not in TASKS:
        raise Invalid("experts.tasks", field="task")
    if not set(fields) <= set(FIELDS):
        raise Invalid("experts.fields", field="fields")
    if language and language not in LANGUAGES:
        raise Invalid("experts.languages", field="language")
    if not organisations or len(organisations) > MOST_ORGANISATIONS:
        raise Invalid("experts.organisations", field="organisations")
    if not 1 <= count <= 20:
        raise Invalid("experts.count", field="count")
    if not subject.strip():
        raise Invalid("experts.subject", field="subject")
    seed = secrets.token_hex(32)
    made = ExpertDraw.objects.create(
        center=center,
        task=task,
        subject=subject.strip()[:200],
        fields=sorted(set(fields)),
        language=language,
        count=count,
        seed=seed,
        commitment=commitment(seed),
        asked_at=timezone.now(),
        asked_by_id=actor.user_id,
    )
    ConcernedOrganisation.objects.bulk_create(
        ConcernedOrganisation(draw=made, organisation_id=pk) for pk in sorted({one.pk for one in organisations})
    )
    record(
        events.DRAW_COMMITTED,
        actor=actor.reference,
        object=f"draw:{made.pk}",
        center=f"center:{center.pk}",
        task=task,
        fields=made.fields,
        organisations=sorted(f"organisation:{one.pk}" for one in organisations),
        count=count,
        commitment=made.commitment,
    )
    return made


@transaction.atomic
def draw_experts(*, actor: Actor, draw: ExpertDraw) -> ExpertDraw:
    """Draw by lot among those who fit and are not recused, and show the seed. Once.

    Raises `Refused` (`experts.too-few`) where fewer take part than are wanted; the draw can be repeated later.
    """
    require_staff(actor, draw.center)
    concerned = set(draw.concerned.values_list("organisation_id", flat=True))
    pool, excluded = [], {}
    for expert in Expert.objects.select_related("user").order_by("pk"):
        reasons = reasons_against(
            expert, task=draw.task, fields=draw.fields, language=draw.language, organisations=concerned
        )
        if reasons:
            excluded[str(expert.pk)] = list(reasons)
        else:
            pool.append(expert.pk)
    if len(pool) < draw.count:
        raise Refused("experts.too-few")
    found = drawn(draw.seed, pool, draw.count)
    waiting = ExpertDraw.objects.filter(pk=draw.pk, drawn_at=None)
    if not waiting.update(drawn_at=timezone.now(), pool=pool, drawn=list(found), excluded=excluded):
        raise Stale("experts.drawn-already")
    draw.refresh_from_db()
    record(
        events.EXPERT_DRAWN,
        actor=actor.reference,
        object=f"draw:{draw.pk}",
        center=f"center:{draw.center_id}",
        task=draw.task,
        seed=draw.seed,
        pool=pool,
        drawn=list(found),
        excluded=excluded,
    )
    return draw


def _require_self(actor: Actor, expert: Expert) -> None:
    if not (actor.is_system or expert.user_id == actor.user_id):
        raise Refused("experts.own-only")
