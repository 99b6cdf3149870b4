"""Who may do what to ownership claims."""

from __future__ import annotations

from django.db.models import Q

from patentfair.apps.accounts.access import Actor, Policy

__all__ = ["CLAIMS"]


def _administers(actor: Actor) -> Q:
    return Q(pk__isnull=False) if actor.is_national_admin else Q(center__province__in=actor.provinces)


CLAIMS: Policy = {
    "read": lambda actor: (
        Q(organisation__in=actor.acting_for("draft")) | Q(center__in=list(actor.centers)) | _administers(actor)
    ),
    # Staff decide on claims at their own center, never on one of an organisation they belong to.
    "decide": lambda actor: Q(center__in=list(actor.centers)) & ~Q(organisation__in=list(actor.organisations)),
}
