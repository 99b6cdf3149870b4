"""Who may do what to a listing, a need and a deal.

Read a row as: this act, on the objects that this filter passes.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from patentfair.apps.accounts.access import Actor, Policy
from patentfair.apps.market.models import Publication

__all__ = ["CONSENTS", "DEALS", "LISTINGS", "NEEDS"]

_PUBLIC = Q(state=Publication.PUBLISHED)


def _own(scope: str) -> Callable[[Actor], Q]:
    return lambda actor: Q(organisation__in=actor.acting_for(scope))


def _administers(actor: Actor) -> Q:
    """What an administrator sees and audits; they decide nothing in it."""
    if actor.is_national_admin:
        return Q(pk__isnull=False)
    return Q(center__province__in=actor.provinces)


def _center(actor: Actor) -> Q:
    return Q(center__in=list(actor.centers))


def _side(scope: str) -> Callable[[Actor], Q]:
    def is_side(actor: Actor) -> Q:
        mine = actor.acting_for(scope)
        return Q(grantor__in=mine) | Q(grantee__in=mine)

    return is_side


_own_draft, _own_manage = _own("draft"), _own("manage")

LISTINGS: Policy = {
    "read": lambda actor: _PUBLIC | _own_draft(actor) | _center(actor) | _administers(actor),
    "draft": _own_draft,
    "publish": _own_manage,
    "inquire": lambda actor: _PUBLIC if actor.is_signed_in else Q(pk__in=[]),
    "rank_needs": lambda actor: _own_draft(actor) | _center(actor),
}

NEEDS: Policy = {
    "read": lambda actor: _PUBLIC | _own_draft(actor) | _center(actor) | _administers(actor),
    "draft": _own_draft,
    "publish": _own_manage,
    "rank_patents": lambda actor: _PUBLIC | _own_draft(actor) | _center(actor),
}

DEALS: Policy = {
    "read": lambda actor: _side("confer")(actor) | _center(actor) | _administers(actor),
    "negotiate": _side("negotiate"),
    "sign": _side("sign"),
    "record": lambda actor: _side("negotiate")(actor) | _center(actor),
    "audit": _administers,
}

CONSENTS: Policy = {
    "read": lambda actor: Q(organisation__in=actor.acting_for("confer")),
    "decide": lambda actor: Q(organisation__in=actor.acting_for("sign")),
}
