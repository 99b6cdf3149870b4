"""Who may do what around events.

Whoever holds a registration's code holds the registration; the policies are for everyone else.
"""

from __future__ import annotations

from django.db.models import Q

from patentfair.apps.accounts.access import Actor, Policy

__all__ = ["EVENTS", "REGISTRATIONS"]


def _center(actor: Actor) -> Q:
    return Q(center__in=list(actor.centers))


# What was announced stays public, whatever became of it.
EVENTS: Policy = {
    "read": lambda actor: Q(announced_at__isnull=False) | _center(actor),
    "edit": _center,
}

REGISTRATIONS: Policy = {
    "check_in": lambda actor: Q(event__center__in=list(actor.centers)),
}
