"""Who may do what to a lesson."""

from __future__ import annotations

from django.db.models import Q

from patentfair.apps.accounts.access import Actor, Policy

__all__ = ["LESSONS", "PUBLISHED"]

PUBLISHED = Q(published_at__isnull=False) & ~Q(state="withdrawn")


def _watches(actor: Actor) -> Q:
    if actor.is_national_admin:
        return Q(pk__isnull=False)
    return Q(center__province__in=actor.provinces)


LESSONS: Policy = {
    "read": lambda actor: PUBLISHED | Q(center__in=list(actor.centers)) | _watches(actor),
    "write": lambda actor: Q(center__in=list(actor.centers)),
    "results": lambda actor: Q(center__in=list(actor.centers)) | _watches(actor),
}
