"""Load the figures of regions, and keep their IP strategies: goals, tasks, what was done."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers import events
from patentfair.apps.centers.access import administers, require_head, require_staff
from patentfair.apps.centers.models import Center, ProfileLoad, RegionFigure, StrategyGoal, StrategyTask
from patentfair.apps.journal.actions import record
from patentfair.domain.centers.region_profile import is_region, read_profile
from patentfair.domain.kernel.errors import Invalid, Refused, Stale

__all__ = ["agree_task", "finish_task", "load_profile", "set_goal", "set_task"]


@transaction.atomic
def load_profile(*, actor: Actor, data: bytes, file_name: str) -> tuple[ProfileLoad, bool]:
    """Load a file of figures, all of it or nothing; the load, and whether it is new. Only an operator may.

    Raises `Invalid` (`regions.file`) with `faults`, a tuple of `Fault`. The same bytes again change nothing.
    """
    if not (actor.is_operator or actor.is_system):
        raise Refused("accounts.operator-only")
    digest = sha256(data).hexdigest()
    held = ProfileLoad.objects.filter(sha256=digest).first()
    if held:
        return held, False
    figures, faults = read_profile(data, timezone.localdate().year)
    if faults:
        raise Invalid("regions.file", field="file", faults=faults)
    made = ProfileLoad.objects.create(
        file_name=file_name[:200],
        sha256=digest,
        rows=len(figures),
        loaded_at=timezone.now(),
        loaded_by_id=actor.user_id,
    )
    RegionFigure.objects.bulk_create(
        (
            RegionFigure(
                load=made,
                region=one.region,
                indicator=one.indicator,
                item=one.item,
                value=one.value,
                year=one.year,
                source=one.source,
            )
            for one in figures
        ),
        batch_size=500,
    )
    record(
        events.REGIONS_LOADED,
        actor=actor.reference,
        object=f"region-load:{made.pk}",
        load=made.pk,
        rows=made.rows,
        sha256=digest,
    )
    return made, True


@transaction.atomic
def set_goal(*, actor: Actor, region: str, title_zh: str, title_en: str, until: int) -> StrategyGoal:
    """Set a goal of a region's IP strategy. Its administrator may."""
    if not is_region(region):
        raise Invalid("centers.region", field="region")
    if not administers(actor, region[:2]):
        raise Refused("centers.administrator-only")
    today = timezone.localdate()
    if not today.year - 1 <= until <= today.year + 20:
        raise Invalid("strategy.until", field="until")
    made = StrategyGoal.objects.create(
        region=region, title_zh=_line(title_zh), title_en=_line(title_en), until=until, set_at=timezone.now()
    )
    record(
        events.STRATEGY_GOAL,
        actor=actor.reference,
        object=f"strategy-goal:{made.pk}",
        region=region,
        until=until,
    )
    return made


@transaction.atomic
def set_task(
    *, actor: Actor, goal: StrategyGoal, center: Center, title_zh: str, title_en: str, difficulty: int, due: date
) -> StrategyTask:
    """Propose a task under a goal to a center that serves the region, with a difficulty class from 1 to 3."""
    if not administers(actor, goal.region[:2]):
        raise Refused("centers.administrator-only")
    serves = center.is_national or center.province == goal.region[:2]
    if not (serves or center.regions.filter(code__in=[goal.region, goal.region[:2]]).exists()):
        raise Invalid("strategy.center", field="center")
    if center.pk in actor.centers:
        raise Refused("centers.own-task")
    if center.state == Center.State.REMOVED:
        raise Refused("centers.removed")
    if difficulty not in (1, 2, 3):
        raise Invalid("strategy.difficulty", field="difficulty")
    made = StrategyTask.objects.create(
        goal=goal,
        center=center,
        title_zh=_line(title_zh),
        title_en=_line(title_en),
        difficulty=difficulty,
        due=due,
        set_at=timezone.now(),
    )
    _note(actor, made)
    return made


@transaction.atomic
def agree_task(*, actor: Actor, task: StrategyTask) -> None:
    """The center's head agrees to the task and its difficulty class."""
    require_head(actor, task.center)
    _move(task, StrategyTask.State.PROPOSED, StrategyTask.State.AGREED, agreed_at=timezone.now())
    _note(actor, task)


@transaction.atomic
def finish_task(*, actor: Actor, task: StrategyTask, account: str, evidence_name: str, evidence_sha256: str) -> None:
    """Staff say that an agreed task is done, and show it."""
    require_staff(actor, task.center)
    if not evidence_sha256:
        raise Invalid("strategy.evidence", field="evidence")
    _move(
        task,
        StrategyTask.State.AGREED,
        StrategyTask.State.DONE,
        account=account.strip()[:4000],
        evidence_name=evidence_name[:200],
        evidence_sha256=evidence_sha256,
        done_at=timezone.now(),
    )
    _note(actor, task)


def _move(task: StrategyTask, before: str, after: str, **changes: Any) -> None:
    if not StrategyTask.objects.filter(pk=task.pk, state=before).update(state=after, **changes):
        raise Stale("strategy.state")
    task.refresh_from_db()


def _note(actor: Actor, task: StrategyTask) -> None:
    record(
        events.STRATEGY_TASK,
        actor=actor.reference,
        object=f"strategy-task:{task.pk}",
        center=f"center:{task.center_id}",
        task=task.pk,
        state=task.state,
        difficulty=task.difficulty,
        evidence_sha256=task.evidence_sha256,
    )


def _line(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise Invalid("strategy.title", field="title_zh")
    return text[:200]
