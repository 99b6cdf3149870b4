"""Who may do what to cases, hours and trainings.

A complaint has no center, so that no row about a center's own cases reaches it; it is never judged by someone who
works at the center it is about.
"""

from __future__ import annotations

from django.db.models import Q

from patentfair.apps.accounts.access import Actor, Policy
from patentfair.domain.helpdesk.case import CaseKind

__all__ = ["ATTENDANCES", "CASES", "HOURS", "TRAININGS"]

_COMPLAINT = Q(kind=CaseKind.COMPLAINT.value)


def _mine(actor: Actor) -> Q:
    return Q(opened_by=actor.user_id) if actor.is_signed_in else Q(pk__in=[])


def _of_center(actor: Actor) -> Q:
    return Q(center__in=list(actor.centers))


def _works_on(actor: Actor) -> Q:
    """Cases at the actor's centers, except one's own and those of an organisation one belongs to."""
    return _of_center(actor) & ~_mine(actor) & ~Q(organisation__in=list(actor.organisations))


def _judges(actor: Actor) -> Q:
    within = Q(pk__isnull=False) if actor.is_national_admin else Q(about__province__in=actor.provinces)
    return _COMPLAINT & within & ~Q(about__in=list(actor.centers)) & ~_mine(actor)


def _is_told(actor: Actor) -> Q:
    """What nobody answered and has come to the administrators."""
    within = Q(pk__isnull=False) if actor.is_national_admin else Q(center__province__in=actor.provinces)
    return Q(told_administrators_at__isnull=False, answered_at__isnull=True, center__isnull=False) & within


CASES: Policy = {
    "follow": _mine,
    "work": _works_on,
    "judge": _judges,
    "oversee": lambda actor: _judges(actor) | _is_told(actor),
}
HOURS: Policy = {"keep": _of_center}
TRAININGS: Policy = {
    "keep": _of_center,
    "read": lambda actor: _of_center(actor) | Q(attendances__peer__in=list(actor.centers)),
}
ATTENDANCES: Policy = {
    "confirm": lambda actor: (
        Q(peer__in=list(actor.centers), confirmed_at__isnull=True) & ~Q(training__center__in=list(actor.centers))
    ),
}
