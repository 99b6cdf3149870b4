"""What pages and papers ask about events."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, QuerySet

from patentfair.apps.meetings.models import (
    Appointment,
    Event,
    Participant,
    Plan,
    Registration,
    Seat,
)

__all__ = [
    "MARKS",
    "appointments_of",
    "appointments_of_event",
    "attendance",
    "current_plan",
    "door_times",
    "evaluation_summary",
    "schedule_of",
    "unique_visits",
]

MARKS = ("content", "organisation", "usefulness")
VISITS_A_YEAR = 3
DOORS_BEFORE = timedelta(hours=2)
DOORS_AFTER = timedelta(hours=12)


def door_times(event: Event) -> tuple[datetime, datetime]:
    """From when until when people check in: two hours before the event begins until twelve hours after its end."""
    return event.starts_at - DOORS_BEFORE, event.ends_at + DOORS_AFTER


def attendance(event: Event) -> dict[str, int]:
    """Registrations by state, and how many checked in."""
    counts = Counter(event.registrations.values_list("state", flat=True))
    return {
        "confirmed": counts[Registration.State.CONFIRMED],
        "waiting": counts[Registration.State.WAITING],
        "cancelled": counts[Registration.State.CANCELLED],
        "checked_in": event.registrations.filter(checked_in_at__isnull=False).count(),
    }


def evaluation_summary(event: Event) -> dict[str, Any]:
    """Sheets filled in, of how many who checked in, the means and how often each mark was given."""
    sheets = event.evaluations.all()
    n, asked = sheets.count(), event.tickets.count()
    means = sheets.aggregate(**{mark: Avg(mark) for mark in MARKS})
    return {
        "n": n,
        "asked": asked,
        "rate": n / asked if asked else None,
        "marks": {
            mark: {
                "mean": means[mark],
                "counts": [
                    dict(sheets.values_list(mark).annotate(Count("pk")).order_by()).get(k, 0) for k in range(1, 6)
                ],
            }
            for mark in MARKS
        },
        "texts": list(sheets.exclude(text="").order_by("text").values_list("text", flat=True)[:500]),
    }


def unique_visits(center_id: int, year: int) -> dict[str, int]:
    """Visits to a center's events of a year: all, those that count (three a person at most), and persons."""
    start, end = date(year, 1, 1), date(year + 1, 1, 1)
    visits = Counter(
        Registration.objects.filter(
            event__center=center_id, checked_in_at__isnull=False, event__starts_at__date__gte=start,
            event__starts_at__date__lt=end,
        ).values_list("token", flat=True)
    )  # fmt: skip
    return {
        "visits": sum(visits.values()),
        "counted": sum(min(n, VISITS_A_YEAR) for n in visits.values()),
        "persons": len(visits),
    }


def current_plan(event: Event) -> Plan | None:
    """The newest plan that is not superseded."""
    return event.plans.exclude(state=Plan.State.SUPERSEDED).order_by("-pk").first()


def appointments_of_event(event: Event) -> QuerySet[Appointment]:
    """Appointments of every plan of an event in order of time and table, with both sides."""
    return (
        Appointment.objects.filter(plan__event=event)
        .select_related("slot", "plan")
        .prefetch_related("seats__participant__registration__attendee")
        .order_by("slot__starts_at", "table", "pk")
    )


def appointments_of(plan: Plan) -> QuerySet[Appointment]:
    """A plan's appointments in order of time and table, with both sides."""
    return appointments_of_event(plan.event).filter(plan=plan)


def schedule_of(participant: Participant) -> list[tuple[Appointment, Participant]]:
    """A participant's published appointments in order of time, each with the one they meet."""
    mine = Seat.objects.filter(plan__state=Plan.State.PUBLISHED, participant=participant).values("appointment")
    found = (
        Seat.objects.filter(appointment__in=mine)
        .exclude(participant=participant)
        .select_related("appointment__slot", "participant__registration__attendee")
        .order_by("slot__starts_at")
    )
    return [(seat.appointment, seat.participant) for seat in found]
