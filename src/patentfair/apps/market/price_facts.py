"""What auctions held and notices of a price given here say to the law."""

from __future__ import annotations

from typing import Any

from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.bidding import terms_won
from patentfair.apps.market.models import Auction, Deal, Objection, PriceNotice
from patentfair.domain.kernel.errors import Stale
from patentfair.domain.market.terms import terms_hash

__all__ = ["feed_deal", "formalities_of", "gives_notice"]

TRIES = 3


def formalities_of(deal: Deal, sheet_hash: str) -> dict[str, Any]:
    """The deal's formalities for one version of the terms, as transaction facts of the rights engine.

    Where a notice was given here, only one of exactly this version counts; what a side entered by hand counts where
    none was. A notice brought down by an objection stays one with an objection open. A price is one of an auction held
    here only on exactly the terms that were announced and won.
    """
    facts = dict(deal.formalities)
    auction = Auction.objects.filter(deal=deal).first()
    won = terms_hash(terms_won(auction, auction.price)) if auction is not None and auction.price is not None else ""
    if won and won != sheet_hash and facts.get("price_method") == "auction":
        del facts["price_method"]
    if not PriceNotice.objects.filter(deal=deal).exists():
        return facts
    facts.pop("price_notice", None)
    given = PriceNotice.objects.filter(deal=deal, sheet_hash=sheet_hash)
    if given.exists():  # a price that notice was given of is one by agreement, whatever a side enters afterwards
        facts["price_method"] = "agreement"
    notice = given.exclude(state=PriceNotice.State.WITHDRAWN).order_by("-pk").first()
    if notice is not None:
        is_open = notice.objections.filter(state=Objection.State.OPEN).exists()
        facts["price_notice"] = {
            "start": notice.start.isoformat(),
            "end": notice.end.isoformat(),
            "objection_open": is_open or notice.state == PriceNotice.State.UPHELD,
        }
    return facts


def feed_deal(notice: PriceNotice) -> None:
    """Write into the deal how the price was set and what its notice has come to, as facts of the rights engine."""
    for _ in range(TRIES):
        deal = Deal.objects.select_related("agreed_sheet").get(pk=notice.deal_id)
        agreed = deal.agreed_sheet.hash if deal.agreed_sheet else ""
        facts = formalities_of(deal, agreed) | {"price_method": "agreement"}
        if facts == deal.formalities:
            return
        held = Deal.objects.filter(pk=deal.pk, version=deal.version)
        if held.update(formalities=facts, version=deal.version + 1):
            return
    raise Stale("deal.changed-meanwhile")


def gives_notice(organisation: Organisation) -> bool:
    """Whether the law on agreed prices is about this organisation: a State-founded university or institute of China."""
    is_research = organisation.kind in (Organisation.Kind.UNIVERSITY, Organisation.Kind.INSTITUTE)
    return is_research and organisation.country == "CN" and organisation.is_state_founded
