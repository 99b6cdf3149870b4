"""Who may do what to reports of experience."""

from __future__ import annotations

from django.db.models import Q

from patentfair.apps.accounts.access import Actor, Policy
from patentfair.apps.experience.models import Report

__all__ = ["ADOPTIONS", "NAMINGS", "PUBLISHED", "REPORTS", "SHOWN_VERSIONS", "SOURCES"]

# A side that takes its consent back is named nowhere from then on: what names it is no longer shown.
PUBLISHED = (
    Q(current__isnull=False)
    & ~Q(state=Report.State.WITHDRAWN)
    & (Q(current__names_sides=False) | ~Q(consents__agreed=False))
)
SHOWN_VERSIONS = Q(names_sides=False) | ~Q(report__consents__agreed=False)


def _of_center(actor: Actor) -> Q:
    return Q(center__in=list(actor.centers))


REPORTS: Policy = {
    "read": lambda _actor: PUBLISHED,
    "write": _of_center,
    # Four eyes: nobody who ever wrote on it.
    "review": lambda actor: _of_center(actor) & Q(state=Report.State.REVIEW) & ~Q(writers=actor.user_id),
    "adopt": lambda actor: PUBLISHED & ~_of_center(actor) if actor.centers else Q(pk__in=[]),
}
ADOPTIONS: Policy = {"reuse": lambda actor: _of_center(actor) & ~Q(report__center__in=list(actor.centers))}
# Nobody publishes a report of a removed center any more, so nobody is asked to be named in it; who agreed before may
# still take that back.
NAMINGS: Policy = {
    "answer": lambda actor: (
        Q(organisation__in=actor.acting_for("sign")) & (~Q(report__center__state="removed") | Q(agreed=True))
    )
}
# Deals that a center helped with, and of which it may tell.
SOURCES: Policy = {"tell": _of_center}
