"""What waits for the staff of a center on the boards that their desk leads to."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from patentfair.apps.accounts.access import Actor, Policy, visible
from patentfair.apps.exhibition.access import EXHIBITS
from patentfair.apps.exhibition.models import Exhibit
from patentfair.apps.experience.access import REPORTS
from patentfair.apps.experience.models import Report
from patentfair.apps.helpdesk.access import ATTENDANCES, CASES
from patentfair.apps.helpdesk.models import Attendance, Case
from patentfair.apps.learning.access import LESSONS
from patentfair.apps.learning.models import Lesson
from patentfair.apps.market.access import FLAGS
from patentfair.apps.market.models import DealFlag
from patentfair.apps.meetings.access import EVENTS
from patentfair.apps.meetings.models import Event
from patentfair.domain.helpdesk.case import CaseState

SOON = timedelta(days=14)


def waits(actor: Actor) -> list[dict[str, object]]:
    """What there is to do, the most pressing first: `count`, `label` and the `url` where it is done; no zero."""
    now = timezone.now()
    cases = visible(Case.objects.filter(state=CaseState.WAITING), CASES, "work", actor)
    late, all_cases = cases.filter(answer_due__lte=now).count(), cases.count()
    soon = Event.objects.filter(state=Event.State.ANNOUNCED, starts_at__gte=now, starts_at__lt=now + SOON)
    rows = [
        (late, gettext("Cases past their time"), "cases"),
        (all_cases - late, gettext("Cases without an answer"), "cases"),
        (_for_second_person(Exhibit, EXHIBITS, "arrange", actor), gettext("Exhibits to review"), "halls-mine"),
        (_for_second_person(Lesson, LESSONS, "write", actor), gettext("Lessons to review"), "lessons-mine"),
        (visible(Report.objects.all(), REPORTS, "review", actor).count(), gettext("Reports to review"), "reports"),
        (
            visible(Attendance.objects.all(), ATTENDANCES, "confirm", actor).count(),
            gettext("Trainings to confirm"),
            "trainings",
        ),
        (
            visible(DealFlag.objects.filter(state="open"), FLAGS, "read", actor).count(),
            gettext("Deals to look at"),
            "flags",
        ),
        (visible(soon, EVENTS, "edit", actor).count(), gettext("Events within two weeks"), "events-office"),
    ]
    return [{"count": count, "label": label, "url": reverse(name)} for count, label, name in rows if count]


def _for_second_person(kind: type[Exhibit] | type[Lesson], policy: Policy, act: str, actor: Actor) -> int:
    """How many wait for a review by someone who wrote none of it."""
    waiting = visible(kind.objects.filter(state=kind.State.REVIEW), policy, act, actor)
    return sum(actor.user_id not in writers for writers in waiting.values_list("writers", flat=True))
