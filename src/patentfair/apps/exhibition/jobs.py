"""What the calendar brings about in halls."""

from __future__ import annotations

from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.centers.models import Center
from patentfair.apps.exhibition.actions.exhibits import show_exhibit
from patentfair.apps.exhibition.actions.halls import close_hall
from patentfair.apps.exhibition.actions.visits import tell_visits
from patentfair.apps.exhibition.models import Exhibit, Hall, VisitCount

__all__ = ["close_halls_of_removed_centers", "show_scheduled_exhibits", "tell_past_visits"]

AT_ONCE = 200


def close_halls_of_removed_centers() -> int:
    """Close the halls of centers that were removed; returns how many."""
    left = Hall.objects.filter(state=Hall.State.OPEN, center__state=Center.State.REMOVED).order_by("pk")[:AT_ONCE]
    for hall in left:
        close_hall(actor=SYSTEM, hall=hall)
    return len(left)


def show_scheduled_exhibits() -> int:
    """Show the exhibits whose time has come; returns how many."""
    due = Exhibit.objects.filter(state=Exhibit.State.SCHEDULED, show_from__lte=timezone.now())
    due = due.exclude(hall__center__state=Center.State.REMOVED)
    return sum(show_exhibit(exhibit=one) for one in due.select_related("hall", "patent").order_by("pk")[:AT_ONCE])


def tell_past_visits() -> int:
    """Put the numbers of days that are over into the journal; returns how many exhibits' days."""
    past = VisitCount.objects.filter(told=False, day__lt=timezone.localdate())
    days = list(past.order_by("day", "exhibit").values_list("exhibit", "day").distinct()[:AT_ONCE])
    exhibits = Exhibit.objects.select_related("hall").in_bulk([pk for pk, _ in days])
    for pk, day in days:
        tell_visits(exhibit=exhibits[pk], day=day)
    return len(days)
