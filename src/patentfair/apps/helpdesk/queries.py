"""Read the help desk: the record of a center, its hours, its trainings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, Sum
from django.utils import timezone

from patentfair.apps.centers.models import Center
from patentfair.apps.helpdesk.models import Attendance, Case, Referral, ServiceHours, SurveyRound
from patentfair.domain.helpdesk.case import CaseKind, CaseState, Charge, SizeClass, within_standard
from patentfair.domain.helpdesk.record import CaseFacts, HelpRecord, help_record

__all__ = ["decided_about", "draws", "hours_of", "peer_hours", "record_of_center"]

RECORD_DAYS = 365
_OVER = (CaseState.CLOSED, CaseState.CONFIRMED, CaseState.LAPSED)


def record_of_center(center: Center, now: datetime) -> HelpRecord:
    """How the center has answered those who asked it in the last 365 days."""
    since = now - timedelta(days=RECORD_DAYS)
    cases = Case.objects.filter(center=center, clock_from__gte=since).exclude(state=CaseState.WITHDRAWN.value)
    late = Referral.objects.filter(source=center, was_late=True, settled_at__gte=since).count()
    return help_record([_facts(case) for case in cases], now, passed_on_late=late)


def _facts(case: Case) -> CaseFacts:
    is_over = case.state in _OVER
    return CaseFacts(
        opened=case.clock_from,
        due=case.answer_due,
        size=SizeClass(case.size_class),
        answered=case.answered_at,
        within=within_standard(case.closed_at, case.close_due, case.reopened) if is_over else None,
        is_confirmed=case.state == CaseState.CONFIRMED,
        is_invited=bool(case.is_invited),
        rating=case.rating,
    )


def hours_of(center: Center, since: datetime) -> dict[str, int]:
    """Minutes of service since then by charge, taken-back rows subtracted."""
    rows = ServiceHours.objects.filter(center=center, done_on__gte=timezone.localdate(since)).values("charge")
    found = {row["charge"]: row["n"] or 0 for row in rows.annotate(n=Sum("minutes"))}
    return {charge.value: found.get(charge.value, 0) for charge in Charge}


def peer_hours(center: Center, since: datetime) -> tuple[int, int]:
    """Person-minutes of training given since then: to people, and to peer centers that have confirmed them."""
    given = Attendance.objects.filter(training__center=center, training__held_on__gte=timezone.localdate(since))
    total = {"n": Sum(F("people") * F("minutes"))}
    people = given.filter(peer=None).aggregate(**total)["n"] or 0
    peers = given.filter(peer__isnull=False, confirmed_at__isnull=False).aggregate(**total)["n"] or 0
    return people, peers


def decided_about(centers: list[int]) -> list[dict[str, Any]]:
    """Decisions on complaints about these centers: what was decided and why; nothing of who complained or of what."""
    decided = Case.objects.filter(Q(about__in=centers), kind=CaseKind.COMPLAINT.value, state=CaseState.DECIDED.value)
    rows = decided.order_by("-decided_at").values("about", "upheld", "decision", "decided_at")[:50]
    return [dict(row) for row in rows]


def draws() -> list[SurveyRound]:
    """The newest rounds of the survey, for everyone to draw again where the seed is out."""
    return list(SurveyRound.objects.order_by("-quarter")[:8])
