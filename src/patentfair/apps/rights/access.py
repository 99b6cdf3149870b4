"""Who may do what to ownership claims and register entries."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone

from patentfair.apps.accounts.access import Actor, Policy
from patentfair.apps.registry.models import Patent
from patentfair.apps.rights.queries import owners
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["CLAIMS", "check_day", "require_desk"]


def _administers(actor: Actor) -> Q:
    return Q(pk__isnull=False) if actor.is_national_admin else Q(center__province__in=actor.provinces)


CLAIMS: Policy = {
    "read": lambda actor: (
        Q(organisation__in=actor.acting_for("draft")) | Q(center__in=list(actor.centers)) | _administers(actor)
    ),
    # Staff decide on claims at their own center, never on one of an organisation they belong to or act for.
    "decide": lambda actor: (
        Q(center__in=list(actor.centers)) & ~Q(organisation__in=[*actor.organisations, *actor.powers])
    ),
}


def require_desk(actor: Actor, patent: Patent) -> None:
    """Register entries are made by the center that serves an owner of the patent; where nobody is verified, by any."""
    held = owners(patent, timezone.localdate())
    served = not held or any(i.organisation.province in actor.served_provinces for i in held)
    if not (actor.is_system or (actor.centers and served)):
        raise Refused("centers.staff-only")


def check_day(patent: Patent, day: date) -> None:
    """A register entry lies between the filing of the patent and today."""
    if day > timezone.localdate() or (patent.filing_date is not None and day < patent.filing_date):
        raise Invalid("rights.day-impossible", field="on")
