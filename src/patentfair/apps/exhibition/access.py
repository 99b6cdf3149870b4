"""Who may do what to a hall and an exhibit.

Read a row as: this act, on the objects that this filter passes.
"""

from __future__ import annotations

from django.db.models import Q

from patentfair.apps.accounts.access import Actor, Policy
from patentfair.apps.exhibition.models import Exhibit, Hall

__all__ = ["EXHIBITS", "HALLS", "OPEN", "SHOWN"]

OPEN = Q(state=Hall.State.OPEN) & ~Q(center__state="removed")

SHOWN = Q(shown_at__isnull=False, hall__state=Hall.State.OPEN) & ~(
    Q(state=Exhibit.State.WITHDRAWN) | Q(hall__center__state="removed")
)


def _watches(actor: Actor) -> Q:
    """What an administrator sees; they arrange nothing in it."""
    if actor.is_national_admin:
        return Q(pk__isnull=False)
    return Q(center__province__in=actor.provinces)


def _of_hall(actor: Actor) -> Q:
    if actor.is_national_admin:
        return Q(pk__isnull=False)
    return Q(hall__center__province__in=actor.provinces)


HALLS: Policy = {
    "read": lambda actor: (
        Q(state=Hall.State.OPEN) | Q(state=Hall.State.CLOSED) | Q(center__in=list(actor.centers)) | _watches(actor)
    ),
    "arrange": lambda actor: Q(center__in=list(actor.centers)),
    "trace": lambda actor: Q(center__in=list(actor.centers)) | _watches(actor),
}
EXHIBITS: Policy = {
    "read": lambda actor: SHOWN | Q(hall__center__in=list(actor.centers)) | _of_hall(actor),
    "arrange": lambda actor: Q(hall__center__in=list(actor.centers)),
    "trace": lambda actor: Q(owner__in=actor.acting_for("draft"), shown_at__isnull=False),
}
