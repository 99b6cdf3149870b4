"""What every page of a deal begins with: the deal, if the actor may reach it, its title, sides and tabs."""

from __future__ import annotations

from typing import Any

from patentfair.apps.accounts.access import fetch
from patentfair.apps.market.access import DEALS
from patentfair.apps.market.models import Deal
from patentfair.apps.market.queries import side_of
from patentfair.domain.market.kinds import kind_of
from patentfair.domain.market.terms import DealKind
from patentfair.web import labels
from patentfair.web.deals.signs import signs
from patentfair.web.present import label, organisation_name
from patentfair.web.request import PageRequest

__all__ = ["WITH_ALL", "deal_of", "head"]

WITH_ALL = ("grantor", "grantee", "patent", "listing", "need", "center", "agreed_sheet")


def deal_of(request: PageRequest, pk: int, act: str = "read") -> Deal:
    """The deal, if the actor may perform `act` on it; else `NotFound`."""
    return fetch(Deal.objects.select_related(*WITH_ALL), DEALS, act, request.actor, pk=pk)


def head(request: PageRequest, deal: Deal, language: str, here: str) -> dict[str, Any]:
    """Context of `web/_deal_head.html`; `here` is the name of this page's tab."""
    kind = kind_of(DealKind(deal.kind))
    side = side_of(request.actor, deal)
    return {
        "deal": deal,
        "here": here,
        "title": deal.patent.title_in(language),
        "title_language": deal.patent.title_language(language),
        "grantor": organisation_name(deal.grantor, language),
        "grantee": organisation_name(deal.grantee, language),
        "grantor_role": kind.grantor.of(language),
        "grantee_role": kind.grantee.of(language),
        "kind_label": kind.name.of(language),
        "side": side.value if side else "",
        "state_label": label(labels.DEAL_STATES, deal.state, language),
        "signs": signs(request.actor, deal, language),
    }
