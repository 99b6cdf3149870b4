"""Read what centers have checked of organisations. A badge says what was checked, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec
from django.db.models import Q
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.market.models import OrganisationCheck

__all__ = ["Badge", "badges", "badges_of", "may_check"]


class Badge(msgspec.Struct, frozen=True):
    """One thing that was checked: what, by which center, when, and the first day on which it no longer counts."""

    check: int
    what: str
    center: Center
    checked_at: datetime
    until: date | None


def badges(organisation: Organisation) -> tuple[Badge, ...]:
    """What counts today for one organisation, the newest check of each thing, in the order of the table of things."""
    return badges_of([organisation.pk])[organisation.pk]


def badges_of(organisations: Iterable[int]) -> dict[int, tuple[Badge, ...]]:
    """The badges of several organisations by their ids, in one query."""
    wanted = list(organisations)
    newest: dict[tuple[int, str], OrganisationCheck] = {}
    current = OrganisationCheck.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=timezone.localdate()), organisation__in=wanted, revoked_at=None
    )
    for check in current.select_related("center").order_by("checked_at", "pk"):
        newest[check.organisation_id, check.what] = check
    return {
        pk: tuple(
            Badge(one.pk, one.what, one.center, one.checked_at, one.valid_until)
            for what in OrganisationCheck.What.values
            if (one := newest.get((pk, what)))
        )
        for pk in wanted
    }


def may_check(actor: Actor, organisation: Organisation) -> bool:
    """Whether the actor, as staff, may check the organisation: of the province they serve, or of none, not their own.

    An organisation without a province (one from abroad) may come to any center.
    """
    serves = organisation.province in actor.served_provinces if organisation.province else bool(actor.centers)
    return serves and organisation.pk not in {*actor.organisations, *actor.powers}
