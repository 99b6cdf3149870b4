"""Who may do what to a listing, a need and a deal.

Read a row as: this act, on the objects that this filter passes.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q

from patentfair.apps.accounts.access import Actor, Policy
from patentfair.apps.market.models import Complaint, Deal, Mandate, Publication

__all__ = [
    "AUCTIONS",
    "CHECKS",
    "COMPLAINTS",
    "CONSENTS",
    "DEALS",
    "FLAGS",
    "LISTINGS",
    "MANDATES",
    "NEEDS",
    "PRICE_NOTICES",
    "VALUATIONS",
]

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


def _intermediary(actor: Actor) -> Q:
    """Deals in which an organisation of the actor has accepted a mandate that has not ended."""
    held = Mandate.objects.filter(
        organisation__in=actor.acting_for("confer"), accepted_at__isnull=False, ended_at__isnull=True
    )
    return Q(pk__in=held.values("deal"))


def _hears(actor: Actor) -> Q:
    """Deals with a dispute at the actor's desk, which need not be that of the deal's own center."""
    return Q(pk__in=Complaint.objects.filter(center__in=list(actor.centers)).values("deal"))


DEALS: Policy = {
    "read": lambda actor: _side("confer")(actor) | _center(actor) | _administers(actor),
    # Talks and terms, and who helps: all that an intermediary sees. The other pages of a deal ask for "read".
    "talks": lambda actor: DEALS["read"](actor) | _intermediary(actor),
    "disputes": lambda actor: DEALS["read"](actor) | _hears(actor),
    "negotiate": _side("negotiate"),
    "sign": _side("sign"),
    "record": lambda actor: _side("negotiate")(actor) | _center(actor),
    "audit": _administers,
}

CONSENTS: Policy = {
    "read": lambda actor: Q(organisation__in=actor.acting_for("confer")),
    "decide": lambda actor: Q(organisation__in=actor.acting_for("sign")),
}

# What was announced stays public, whatever became of it.
AUCTIONS: Policy = {
    "read": lambda actor: (
        Q(announced_at__isnull=False)
        | Q(listing__organisation__in=actor.acting_for("draft"))
        | _center(actor)
        | _administers(actor)
    ),
    "manage": lambda actor: Q(listing__organisation__in=actor.acting_for("manage")),
    "admit": lambda actor: (
        _center(actor) | Q(center__isnull=True, listing__organisation__in=actor.acting_for("manage"))
    ),
    "see_bidders": lambda actor: (
        Q(listing__organisation__in=actor.acting_for("manage")) | _center(actor) | _administers(actor)
    ),
}

PRICE_NOTICES: Policy = {
    "read": lambda _actor: Q(pk__isnull=False),
    "withdraw": lambda actor: Q(organisation__in=actor.acting_for("negotiate")),
    "decide": lambda actor: Q(organisation__in=actor.acting_for("manage")),
}

MANDATES: Policy = {
    "read": lambda actor: (
        Q(organisation__in=actor.acting_for("confer"))
        | Q(deal__grantor__in=actor.acting_for("confer"))
        | Q(deal__grantee__in=actor.acting_for("confer"))
        | Q(deal__center__in=list(actor.centers))
    ),
    "hold": lambda actor: Q(organisation__in=actor.acting_for("sign")),
    "settle": lambda actor: (
        Q(organisation__in=actor.acting_for("sign"))
        | Q(deal__grantor__in=actor.acting_for("sign"))
        | Q(deal__grantee__in=actor.acting_for("sign"))
    ),
}

# Administrators read no complaint: they see how many there are.
COMPLAINTS: Policy = {
    "read": lambda actor: (
        Q(deal__grantor__in=actor.acting_for("confer"))
        | Q(deal__grantee__in=actor.acting_for("confer"))
        | Q(center__in=list(actor.centers))
    ),
    # Staff settle nothing between organisations they belong to or act for.
    "mediate": lambda actor: (
        Q(center__in=list(actor.centers))
        & ~Q(deal__grantor__in=[*actor.organisations, *actor.powers])
        & ~Q(deal__grantee__in=[*actor.organisations, *actor.powers])
    ),
}

CHECKS: Policy = {
    "read": lambda actor: (
        Q(organisation__in=actor.acting_for("draft"))
        | Q(center__in=list(actor.centers))
        | Q(organisation__province__in=actor.served_provinces)
    ),
    "revoke": lambda actor: (
        Q(center__in=list(actor.centers)) & ~Q(organisation__in=[*actor.organisations, *actor.powers])
    ),
}


def _unconcerned_center(actor: Actor) -> Q:
    """Deals at the actor's center in which no organisation is theirs."""
    mine = [*actor.organisations, *actor.powers]
    return Q(deal__center__in=list(actor.centers)) & ~Q(deal__grantor__in=mine) & ~Q(deal__grantee__in=mine)


# A flag is for staff alone, and not for those it may concern. Administrators count them and read none.
FLAGS: Policy = {
    "read": _unconcerned_center,
    "decide": _unconcerned_center,
    "count": lambda actor: (
        Q(pk__isnull=False)
        if actor.is_national_admin
        else Q(deal__center__province__in=actor.provinces) | Q(deal__center__in=list(actor.centers))
    ),
}


def _across_the_table(actor: Actor) -> Q:
    """Valuations shared with the other side of talks or of a deal about the patent."""
    mine = actor.acting_for("confer")
    deals = (
        Deal.objects.filter(Q(patent=OuterRef("patent")) | Q(deal_patents__patent=OuterRef("patent")))
        .filter(
            Q(grantor=OuterRef("organisation"), grantee__in=mine)
            | Q(grantee=OuterRef("organisation"), grantor__in=mine)
        )
        .exclude(state__in=("inquiry", "declined", "withdrawn", "lapsed"))
    )
    return Q(is_shared=True) & Q(Exists(deals))


VALUATIONS: Policy = {
    "read": lambda actor: _own_draft(actor) | _across_the_table(actor),
    "draft": _own_draft,
    "share": _own("negotiate"),
}
