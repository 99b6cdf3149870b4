"""Who may bring over an older portal's tables: staff for their own center, operators everywhere."""

from __future__ import annotations

from django.db.models import Q

from patentfair.apps.accounts.access import Actor, Policy

__all__ = ["TABLES", "TABLE_MAPPINGS"]


def _desk(actor: Actor) -> Q:
    if actor.is_operator:
        return Q(pk__isnull=False)
    return Q(center__in=list(actor.centers))


TABLES: Policy = {"read": _desk, "run": _desk}
TABLE_MAPPINGS: Policy = {"use": _desk}
