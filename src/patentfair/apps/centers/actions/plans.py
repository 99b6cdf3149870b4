"""A year's plan: drafted, registered before the year begins, rated by peers, tracked with evidence, reported."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers import events
from patentfair.apps.centers.access import require_head, require_staff
from patentfair.apps.centers.models import AmbitionRating, Center, PlanMilestone, PlanTarget, WorkPlan
from patentfair.apps.centers.queries import works_alone
from patentfair.apps.centers.reading import plan_content, writes_in
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.domain.centers.perspectives import PERSPECTIVES
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused, Stale, ensure

__all__ = [
    "add_milestone",
    "add_target",
    "open_plan",
    "rate_plan",
    "register_plan",
    "remove_line",
    "report_plan",
    "settle_milestone",
    "track_target",
]

MOST_LINES = 60


@transaction.atomic
def open_plan(*, actor: Actor, center: Center, year: int, at: datetime | None = None) -> WorkPlan:
    """Begin the draft of a coming year's plan. `at` is the system's alone, for what is entered afterwards."""
    require_staff(actor, center)
    now = _moment(actor, at)
    _require_working(center)
    if not now.year < year <= now.year + 2:
        raise Invalid("plan.year", field="year")
    try:
        with transaction.atomic():
            made = WorkPlan.objects.create(center=center, year=year)
    except IntegrityError as error:
        raise Invalid("plan.year-taken", field="year") from error
    _note(events.PLAN_DRAFTED, actor, made, at=now, year=year, what="opened")
    return made


@transaction.atomic
def add_target(
    *,
    actor: Actor,
    plan: WorkPlan,
    perspective: str,
    text_zh: str,
    text_en: str,
    value: Decimal,
    unit_zh: str,
    unit_en: str,
) -> PlanTarget:
    """Add what the center wants to reach in a perspective to the draft."""
    _require_draft(actor, plan)
    _require_perspective(perspective)
    if plan.targets.count() >= MOST_LINES:
        raise Invalid("plan.too-many", field="text_zh")
    if not (value.is_finite() and 0 < value <= Decimal("1e11")):
        raise Invalid("plan.value", field="value")
    made = PlanTarget.objects.create(
        plan=plan,
        perspective=perspective,
        text_zh=text_zh.strip(),
        text_en=text_en.strip(),
        value=value,
        unit_zh=unit_zh.strip(),
        unit_en=unit_en.strip(),
        written_by_id=actor.user_id,
    )
    _note(events.PLAN_DRAFTED, actor, plan, year=plan.year, what=f"target:{made.pk}")
    return made


@transaction.atomic
def add_milestone(
    *, actor: Actor, plan: WorkPlan, perspective: str, text_zh: str, text_en: str, due: date, probability: int
) -> PlanMilestone:
    """Add a milestone to the draft, due in the plan's year, with the probability of it in per cent, 1 to 99."""
    _require_draft(actor, plan)
    _require_perspective(perspective)
    if plan.milestones.count() >= MOST_LINES:
        raise Invalid("plan.too-many", field="text_zh")
    if due.year != plan.year:
        raise Invalid("plan.due", field="due")
    if not 1 <= probability <= 99:
        raise Invalid("plan.probability", field="probability")
    made = PlanMilestone.objects.create(
        plan=plan,
        perspective=perspective,
        text_zh=text_zh.strip(),
        text_en=text_en.strip(),
        due=due,
        probability=probability,
        written_by_id=actor.user_id,
    )
    _note(events.PLAN_DRAFTED, actor, plan, year=plan.year, what=f"milestone:{made.pk}")
    return made


@transaction.atomic
def remove_line(*, actor: Actor, line: PlanTarget | PlanMilestone) -> None:
    """Take a target or a milestone out of the draft."""
    _require_draft(actor, line.plan)
    kind = "target" if isinstance(line, PlanTarget) else "milestone"
    number = line.pk
    line.delete()
    _note(events.PLAN_DRAFTED, actor, line.plan, year=line.plan.year, what=f"{kind}-removed:{number}")


@transaction.atomic
def register_plan(*, actor: Actor, plan: WorkPlan, at: datetime | None = None) -> None:
    """Register the plan before its year begins. From now on it says what its hash says.

    Every perspective has a target, and there is at least one milestone. Only a head of the center may, and of what
    others wrote: nobody registers lines of their own, except where one person is all the center has.
    """
    require_head(actor, plan.center)
    _require_working(plan.center)
    if writes_in(actor, plan) and not works_alone(plan.center_id):
        raise Refused("plan.own-lines")
    now = _moment(actor, at)
    if now.year >= plan.year:
        raise Refused("plan.year-begun")
    missing = set(PERSPECTIVES) - set(plan.targets.values_list("perspective", flat=True))
    if missing:
        raise Invalid("plan.perspectives", field="targets", missing=sorted(missing))
    milestones = plan.milestones.count()
    if not milestones:
        raise Invalid("plan.no-milestones", field="milestones")
    sha256 = digest(plan_content(plan))
    drafts = WorkPlan.objects.filter(pk=plan.pk, state=WorkPlan.State.DRAFT)
    if not drafts.update(state=WorkPlan.State.REGISTERED, sha256=sha256, registered_at=now):
        raise Stale("plan.state")
    plan.refresh_from_db()
    _note(
        events.PLAN_REGISTERED,
        actor,
        plan,
        at=now,
        year=plan.year,
        targets=plan.targets.count(),
        milestones=milestones,
        sha256=sha256,
    )


@transaction.atomic
def rate_plan(
    *, actor: Actor, plan: WorkPlan, center: Center, rating: int, reason: str, at: datetime | None = None
) -> AmbitionRating:
    """The head of another center says how ambitious a registered plan is, 1 to 5, before its year begins. Once."""
    require_head(actor, center)
    _require_working(center)
    _require_working(plan.center)
    now = _moment(actor, at)
    if center.pk == plan.center_id or plan.center_id in actor.centers:
        raise Refused("plan.own-plan")
    if plan.state == WorkPlan.State.DRAFT:
        raise Refused("plan.not-registered")
    if now.year >= plan.year:
        raise Refused("plan.rated-too-late")
    if not 1 <= rating <= 5:
        raise Invalid("plan.rating", field="rating")
    if not reason.strip():
        raise Invalid("centers.reason", field="reason")
    try:
        with transaction.atomic():
            made = AmbitionRating.objects.create(
                plan=plan, center=center, rater_id=actor.user_id, rating=rating, reason=reason.strip()[:2000], at=now
            )
    except IntegrityError as error:
        raise Stale("plan.rated-already") from error
    _note(events.PLAN_RATED, actor, plan, at=now, year=plan.year, rating=rating, by_center=f"center:{center.pk}")
    return made


@transaction.atomic
def track_target(
    *, actor: Actor, target: PlanTarget, reached: Decimal, evidence_name: str, evidence_sha256: str
) -> None:
    """Say how far a target has been reached, with what shows it."""
    _require_running(actor, target.plan)
    if not (reached.is_finite() and 0 <= reached <= Decimal("1e11")):
        raise Invalid("plan.value", field="reached")
    if not evidence_sha256:
        raise Invalid("plan.evidence", field="evidence")
    PlanTarget.objects.filter(pk=target.pk).update(
        reached=reached, evidence_name=evidence_name[:200], evidence_sha256=evidence_sha256
    )
    _note(
        events.PLAN_TARGET,
        actor,
        target.plan,
        target=target.pk,
        perspective=target.perspective,
        reached=f"{reached:.2f}",
        evidence_sha256=evidence_sha256,
    )


@transaction.atomic
def settle_milestone(
    *,
    actor: Actor,
    milestone: PlanMilestone,
    met: bool,
    evidence_name: str = "",
    evidence_sha256: str = "",
    at: datetime | None = None,
) -> None:
    """Say that a milestone was met, which needs evidence, or missed, which can be said once its day is over."""
    now = _moment(actor, at)
    _require_running(actor, milestone.plan)
    if met and not evidence_sha256:
        raise Invalid("plan.evidence", field="evidence")
    if not met and timezone.localdate(now) <= milestone.due:
        raise Refused("plan.not-yet-missed")
    if met and timezone.localdate(now) < date(milestone.plan.year, 1, 1):
        raise Refused("plan.year-not-begun")
    outcome = PlanMilestone.State.MET if met else PlanMilestone.State.MISSED
    found = PlanMilestone.objects.filter(pk=milestone.pk, state=PlanMilestone.State.OPEN)
    if not found.update(
        state=outcome, evidence_name=evidence_name[:200], evidence_sha256=evidence_sha256, settled_at=now
    ):
        raise Stale("plan.settled-already")
    milestone.refresh_from_db()
    _note(
        events.PLAN_MILESTONE,
        actor,
        milestone.plan,
        at=now,
        milestone=milestone.pk,
        perspective=milestone.perspective,
        outcome=outcome,
        probability=milestone.probability,
        evidence_sha256=evidence_sha256,
    )


@transaction.atomic
def report_plan(*, actor: Actor, plan: WorkPlan, report: str, at: datetime | None = None) -> None:
    """Close the plan with its head's report, once every milestone is met or missed."""
    require_head(actor, plan.center)
    now = _moment(actor, at)
    if not report.strip():
        raise Invalid("centers.reason", field="report")
    states = list(plan.milestones.values_list("state", flat=True))
    if PlanMilestone.State.OPEN in states:
        raise Refused("plan.milestones-open")
    running = WorkPlan.objects.filter(pk=plan.pk, state=WorkPlan.State.REGISTERED)
    if not running.update(state=WorkPlan.State.REPORTED, report=report.strip()[:10_000], reported_at=now):
        raise Stale("plan.state")
    plan.refresh_from_db()
    _note(
        events.PLAN_REPORTED,
        actor,
        plan,
        at=now,
        year=plan.year,
        met=states.count(PlanMilestone.State.MET),
        missed=states.count(PlanMilestone.State.MISSED),
    )


def _moment(actor: Actor, at: datetime | None) -> datetime:
    """Now, or the moment that the system states; years are told in local time."""
    ensure(at is None or actor.is_system, "only the system enters what happened before")
    return timezone.localtime(at or timezone.now())


def _require_working(center: Center) -> None:
    if Center.objects.filter(pk=center.pk, state=Center.State.REMOVED).exists():
        raise Refused("centers.removed")


def _require_draft(actor: Actor, plan: WorkPlan) -> None:
    require_staff(actor, plan.center)
    if not WorkPlan.objects.filter(pk=plan.pk, state=WorkPlan.State.DRAFT).exists():
        raise Refused("plan.registered-stays")


def _require_running(actor: Actor, plan: WorkPlan) -> None:
    require_staff(actor, plan.center)
    if not WorkPlan.objects.filter(pk=plan.pk, state=WorkPlan.State.REGISTERED).exists():
        raise Refused("plan.not-running")


def _require_perspective(perspective: str) -> None:
    if perspective not in PERSPECTIVES:
        raise Invalid("plan.perspective", field="perspective")


def _note(event: EventType, actor: Actor, plan: WorkPlan, at: datetime | None = None, **facts: Any) -> None:
    record(event, actor=actor.reference, object=f"plan:{plan.pk}", center=f"center:{plan.center_id}", at=at, **facts)
