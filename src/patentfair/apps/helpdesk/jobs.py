"""What the help desk's clock does by itself. Repeating does no harm."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import center_for
from patentfair.apps.helpdesk.actions.clock import escalate, lapse
from patentfair.apps.helpdesk.actions.referrals import hand_on
from patentfair.apps.helpdesk.actions.survey import reveal_seed
from patentfair.apps.helpdesk.models import Case, SurveyRound
from patentfair.domain.helpdesk.case import OPEN_STATES, CaseState
from patentfair.domain.helpdesk.clock import CONFIRM_DAYS
from patentfair.domain.kernel.errors import Stale

__all__ = ["escalate_cases", "hand_on_cases", "lapse_cases", "reveal_seeds"]

BATCH = 500


def escalate_cases() -> int:
    """Bring overdue cases before those above the desk, the longest overdue first; returns how many steps were taken."""
    now, taken = timezone.now(), 0
    untold = Q(told_head_at=None) & ~Q(kind="complaint") | Q(told_administrators_at=None)
    late = Case.objects.filter(untold, state=CaseState.WAITING.value, answer_due__lte=now)
    for case in late.order_by("answer_due")[:BATCH]:
        try:
            taken += len(escalate(actor=SYSTEM, case=case, now=now))
        except Stale:
            continue  # answered or taken back just now
    return taken


def lapse_cases() -> int:
    """End closed cases on which the client keeps silent; returns how many."""
    now, ended = timezone.now(), 0
    silent = Case.objects.filter(state=CaseState.CLOSED.value, closed_at__lte=now - timedelta(days=CONFIRM_DAYS))
    for case in silent.order_by("closed_at")[:BATCH]:
        try:
            ended += lapse(actor=SYSTEM, case=case, now=now)
        except Stale:
            continue  # the client has just spoken
    return ended


def hand_on_cases() -> int:
    """Bring open cases of removed centers to the center that serves the province now; returns how many."""
    handed = 0
    states = [state.value for state in OPEN_STATES]
    left = Case.objects.filter(center__state=Center.State.REMOVED, state__in=states).select_related("center")
    for case in left.order_by("answer_due")[:BATCH]:
        target = center_for(case.center.province) if case.center else None
        if target is None:
            continue
        try:
            hand_on(actor=SYSTEM, case=case, target=target)
        except Stale:
            continue  # the client has just spoken
        handed += 1
    return handed


def reveal_seeds() -> int:
    """Publish the seeds of past quarters that are drawn to the end; returns how many."""
    now = timezone.now()
    return sum(reveal_seed(actor=SYSTEM, round_=one, now=now) for one in SurveyRound.objects.filter(revealed_at=None))
