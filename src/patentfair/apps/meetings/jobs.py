"""What the worker does around events: plans appointments, gives free places, erases persons in time."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from patentfair.adapters.appointments.solver import Solution, solve
from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.centers.models import Center
from patentfair.apps.meetings.actions.appointments import fail_plan, finish_plan
from patentfair.apps.meetings.actions.events import cancel_event
from patentfair.apps.meetings.actions.registrations import erase_attendees_of_past_events, fill_places
from patentfair.apps.meetings.models import Event, Plan, Registration
from patentfair.apps.meetings.planning import Task, task_of
from patentfair.domain.kernel.errors import DomainError, Refused

__all__ = ["call_off_events_of_removed_centers", "erase_attendees", "give_free_places", "work_on_plans"]

log = logging.getLogger(__name__)
SILENCE = timedelta(seconds=60)  # after so long without a sign of life a plan is taken up by another worker
HEARTBEAT = timedelta(seconds=2)
WORKERS = 2
CENTER_GONE = "主办中心已撤销，活动取消。The center that was to hold it has been removed."


class _Run(threading.Thread):
    """One planning beside the worker's round, which goes on; it touches no table."""

    def __init__(self, plan: Plan, task: Task) -> None:
        super().__init__(name=f"plan-{plan.pk}", daemon=True)
        self.plan, self.task = plan, task
        self.seconds, self.seed = plan.seconds, plan.seed
        self.told: tuple[int, int] | None = None
        self.heard: datetime = timezone.now()
        self.found: Solution | None = None
        self.why = ""

    def run(self) -> None:
        try:
            self.found = solve(
                self.task.instance, seconds=self.seconds, workers=WORKERS, seed=self.seed, told=self._hear
            )
        except DomainError as error:
            self.why = error.code
        except Exception:  # told on the page of the plan; the worker goes on
            log.exception("planning of %s failed", self.plan.pk)
            self.why = "internal"

    def _hear(self, objective: int, bound: int) -> None:
        self.told = objective, bound


_runs: list[_Run] = []


def work_on_plans(*, wait: bool = False) -> int:
    """Begin a plan that was asked for, and keep one that is ready; returns how many moved on.

    The search runs beside the round, one at a time. `wait` stays until it is done.
    """
    moved = 0
    if not _runs:
        moved += _begin()
    for run in list(_runs):
        if wait:
            run.join(run.seconds + 30)
        if run.is_alive():
            _hear(run)
        else:
            _runs.remove(run)
            _end(run)
            moved += 1
    return moved


def _begin() -> int:
    silent = Q(state=Plan.State.RUNNING) & (Q(heard_at=None) | Q(heard_at__lt=timezone.now() - SILENCE))
    plan = (
        Plan.objects.filter(Q(state=Plan.State.QUEUED) | silent).select_related("event", "basis").order_by("pk").first()
    )
    if plan is None:
        return 0
    same = Plan.objects.filter(pk=plan.pk, state=plan.state, heard_at=plan.heard_at)
    if not same.update(state=Plan.State.RUNNING, heard_at=timezone.now()):
        return 0  # another worker was quicker
    plan.refresh_from_db()
    run = _Run(plan, task_of(plan.event, plan.basis))
    _runs.append(run)
    run.start()
    return 1


def _hear(run: _Run) -> None:
    now = timezone.now()
    if now - run.heard < HEARTBEAT:
        return
    run.heard = now
    objective, bound = run.told or (None, None)
    Plan.objects.filter(pk=run.plan.pk, state=Plan.State.RUNNING).update(heard_at=now, objective=objective, bound=bound)


def _end(run: _Run) -> None:
    run.plan.refresh_from_db()
    if run.plan.state != Plan.State.RUNNING:
        return
    try:
        if run.found is None:
            fail_plan(actor=SYSTEM, plan=run.plan, why=run.why or "internal")
        else:
            found = run.found
            finish_plan(
                actor=SYSTEM, plan=run.plan, task=run.task, found=found.plan, bound=found.bound, took=found.seconds
            )
    except Refused as error:
        log.warning("plan %s was not kept: %s", run.plan.pk, error.code)
        fail_plan(actor=SYSTEM, plan=run.plan, why=error.code)


def call_off_events_of_removed_centers() -> int:
    """Call off what is announced by centers that were removed; returns how many events."""
    coming = Event.objects.filter(state=Event.State.ANNOUNCED, ends_at__gt=timezone.now())
    left = coming.filter(center__state=Center.State.REMOVED).select_related("center").order_by("pk")[:100]
    for event in left:
        cancel_event(actor=SYSTEM, event=event, reason=CENTER_GONE)
    return len(left)


def give_free_places(limit: int = 100) -> int:
    """Places that came free by a larger room go to those who wait."""
    waiting = Registration.objects.filter(state=Registration.State.WAITING).values("event")
    found = Event.objects.filter(state=Event.State.ANNOUNCED, pk__in=waiting, taken__lt=F("capacity")).order_by("pk")
    return sum(fill_places(actor=SYSTEM, event=event) for event in found[:limit])


def erase_attendees() -> int:
    """Persons behind registrations are erased half a year after the event."""
    return erase_attendees_of_past_events(actor=SYSTEM)
