"""Read auctions: conditions and bids as values, who reads which amount, what the law says, where deposits go."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import msgspec
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.models import Auction, Bid, Bidder
from patentfair.apps.rights import queries as rights_queries
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.market import auction as rules
from patentfair.domain.market.deal import DealState
from patentfair.domain.market.terms import Terms
from patentfair.domain.rights.decision import Decision

__all__ = [
    "BOUND",
    "FELL_AWAY",
    "FORMALITIES",
    "GONE",
    "SIGN_WITHIN",
    "announced_terms",
    "bid_digest",
    "bids_of",
    "conditions_of",
    "deposit_fates",
    "fallen",
    "is_over",
    "law_of",
    "may_admit",
    "may_fall_away",
    "readable_bids",
    "standing",
    "terms_won",
]

SIGN_WITHIN = timedelta(days=30)
FORMALITIES = {"price_method": "auction"}
FELL_AWAY = "fell-away"
BOUND = (DealState.AGREED.value, DealState.PARTLY_SIGNED.value)
GONE = (DealState.DECLINED.value, DealState.WITHDRAWN.value, DealState.LAPSED.value)
OVER = (Auction.State.CLOSED, Auction.State.SETTLED, Auction.State.FAILED)
# Whoever the law asks about before anyone has bid: a firm of the country, a stranger to the right.
_ANYONE = Organisation(pk=0, kind=Organisation.Kind.COMPANY, country="CN", name_en="any bidder")
_decode_terms = msgspec.json.Decoder(Terms).decode


def announced_terms(auction: Auction) -> Terms:
    """The terms as announced, the upfront fee left open."""
    return _decode_terms(auction.terms)


def terms_won(auction: Auction, price: Decimal) -> Terms:
    """The announced terms with the price that won as the upfront fee."""
    return msgspec.structs.replace(announced_terms(auction), upfront=price.normalize() + 0)


def conditions_of(auction: Auction) -> rules.Auction:
    """The conditions as the rules of auctions read them."""
    return rules.Auction(
        kind=rules.AuctionKind(auction.kind),
        reserve=auction.reserve,
        increment=auction.increment,
        currency=auction.currency,
        opens=auction.opens_at,
        closes=auction.closes_at,
        latest_close=auction.latest_close,
        extension_minutes=auction.extension_minutes,
        extend_within_minutes=auction.extend_within_minutes,
        starting_price=auction.starting_price,
    )


def bids_of(auction: Auction) -> list[rules.Bid]:
    """Every bid taken, in order: for the rules alone. What a page shows comes from `readable_bids`."""
    rows = Bid.objects.filter(auction=auction).order_by("pk").values_list("organisation_id", "amount", "at")
    return [rules.Bid(organisation, amount, at) for organisation, amount, at in rows]


def is_over(auction: Auction) -> bool:
    """Whether the bidding has been closed and its result declared."""
    return auction.state in OVER


def readable_bids(auction: Auction) -> list[Bid]:
    """The bids whose amounts may be read now, by anyone: of a sealed auction none before its result is declared."""
    if auction.kind == Auction.Kind.SEALED and not is_over(auction):
        return []
    return list(Bid.objects.filter(auction=auction).order_by("-pk"))


def fallen(auction: Auction) -> set[int]:
    """Organisations that had won and fell away, and those that were not admitted."""
    refused = Bidder.objects.filter(auction=auction, state=Bidder.State.REFUSED)
    return set(refused.values_list("organisation_id", flat=True))


def standing(auction: Auction) -> rules.Result:
    """The result among those who have not fallen away. Only for a closed auction, and for the rules before."""
    return rules.without(conditions_of(auction), bids_of(auction), fallen(auction))


def bid_digest(auction: int, bidder: int, amount: Decimal, salt: str) -> str:
    """What the journal holds of a bid: SHA-256 of `["<auction>","<bidder>","<amount, two decimals>","<salt>"]`.

    The bidder's number is that of its admission, so that the published salt does not give its name away.
    """
    return digest([str(auction), str(bidder), f"{amount:.2f}", salt])


def deposit_fates(auction: Auction) -> dict[int, rules.DepositFate]:
    """What becomes of each deposit still held, by organisation, once the bidding is over; nothing before."""
    if auction.state in (Auction.State.DRAFT, Auction.State.ANNOUNCED):
        return {}
    held = Bidder.objects.filter(auction=auction, deposit=Bidder.Deposit.HELD)
    placed = dict.fromkeys(held.values_list("organisation_id", flat=True), auction.deposit)
    final = rules.Result(auction.winner_id, auction.price, rules.Outcome.HIGHEST, ())
    return rules.deposits(final, placed)


def may_admit(actor: Actor, auction: Auction) -> bool:
    """The center's staff who do not belong to the seller decide who may bid; where no center helps, the seller does."""
    if auction.center_id is not None:
        seller = auction.listing.organisation_id
        return auction.center_id in actor.centers and seller not in {*actor.organisations, *actor.powers}
    return actor.may_act_for(auction.listing.organisation_id, "manage")


def law_of(auction: Auction, bidder: Organisation | None = None) -> Decision:
    """What the law says to the announced act today, towards this bidder or a firm of the country that nobody knows."""
    return rights_queries.decide_terms(
        announced_terms(auction),
        patent=auction.listing.patent,
        grantor=auction.listing.organisation,
        grantee=bidder or _ANYONE,
        today=timezone.localdate(),
        formalities=FORMALITIES,
    )


def may_fall_away(auction: Auction, now: datetime) -> bool:
    """Whether it may be said of the winner that it falls away: its deal has ended, or its thirty days are over."""
    deal = auction.deal
    if auction.state != Auction.State.CLOSED or deal is None:
        return False
    return deal.state in GONE or (deal.state in BOUND and now >= deal.opened_at + SIGN_WITHIN)
