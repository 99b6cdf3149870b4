"""Sealed and open ascending auctions of one lot: which bid counts, when it closes, who wins, who gets the deposit back.

A worked case, open: starting price 10,000, reserve 30,000 (not shown), steps of 1,000, closing at 15:00; a bid in the
last 5 minutes moves the close by 10 minutes, at the latest to 15:30. A bids 10,000, B 31,000 at 14:56: the close is now
15:10. A may bid again from 32,000. Nobody does: B wins at 31,000. B does not sign: A is next, but 10,000 is below the
reserve, so there is no winner, B's deposit is forfeited and A's returned.

Sealed: each bidder has one bid, which a later one replaces; nobody sees them before the close. The highest wins at its
own price. Among equals the bid made first wins, so whoever replaces a bid queues again.

All times carry a time zone and come from one clock, the server's. An auction is open from `opens` up to but not
including `closes`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal

import msgspec

from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.kernel.words import Words

__all__ = [
    "DEPOSITS",
    "OUTCOMES",
    "Auction",
    "AuctionKind",
    "Bid",
    "DepositFate",
    "Outcome",
    "Result",
    "accepts",
    "check_auction",
    "deposits",
    "lowest_acceptable",
    "result",
    "without",
]

LIMIT_AMOUNT = Decimal(10) ** 15
LIMIT_MINUTES = 24 * 60


class AuctionKind(StrEnum):
    """Sealed: one hidden bid each. Open: everyone sees the highest bid and may go above it."""

    SEALED = "sealed"
    OPEN = "open"


class Auction(msgspec.Struct, frozen=True, kw_only=True):
    """The conditions of an auction. Amounts are in `currency`, two decimals; `closes` moves when it is extended.

    Bids below `starting_price` are refused; a bid below `reserve` is taken but does not win. `increment` is the least
    step above the highest bid. A bid in the last `extend_within_minutes` moves the close by `extension_minutes`, never
    beyond `latest_close` (None: no such limit). Increment and extension are for open auctions only.
    """

    kind: AuctionKind
    reserve: Decimal
    increment: Decimal
    currency: str
    opens: datetime
    closes: datetime
    extension_minutes: int = 0
    extend_within_minutes: int = 0
    latest_close: datetime | None = None
    starting_price: Decimal = Decimal(0)


class Bid(msgspec.Struct, frozen=True):
    """What an organisation offers, in the auction's currency, and when the server took it."""

    bidder: int
    amount: Decimal
    at: datetime


def check_auction(auction: Auction) -> None:
    """Raise `Invalid` naming the first condition that cannot stand."""
    for name in ("opens", "closes", "latest_close"):
        day = getattr(auction, name)
        if day is not None and day.utcoffset() is None:
            raise Invalid("auction.time-without-zone", field=name)
        if day is not None and not 2000 <= day.year < 3000:
            raise Invalid("auction.dates", field=name)
    if auction.closes <= auction.opens:
        raise Invalid("auction.closes-before-it-opens", field="closes")
    if auction.latest_close is not None and auction.latest_close < auction.closes:
        raise Invalid("auction.latest-close", field="latest_close")
    for name in ("reserve", "increment", "starting_price"):
        amount = getattr(auction, name)
        if not amount.is_finite() or amount < 0 or amount >= LIMIT_AMOUNT:
            raise Invalid("terms.amount", field=name)
        if amount != amount.quantize(Decimal("0.01")):
            raise Invalid("price.decimals", field=name)
    if auction.kind is AuctionKind.OPEN and not auction.increment:
        raise Invalid("auction.increment", field="increment")
    for name in ("extension_minutes", "extend_within_minutes"):
        if not 0 <= getattr(auction, name) <= LIMIT_MINUTES:
            raise Invalid("auction.minutes", field=name)


def accepts(auction: Auction, bids: Sequence[Bid], bid: Bid) -> Auction:
    """The auction after it took `bid`, its close moved where the bid came late. `bids` are those taken so far.

    Raises `Refused` with auction.not-open, auction.closed, auction.below-start, auction.below-increment,
    auction.own-lead (the bidder leads already), auction.one-sealed-bid (the same amount again would only lose the
    bidder's place among equals), auction.out-of-order (older than the bidder's last one); `Invalid` for an amount or
    time that cannot be read.
    """
    _check_bid(bid)
    if bid.at < auction.opens:
        raise Refused("auction.not-open", field="at")
    if bid.at >= auction.closes:
        raise Refused("auction.closed", field="at")
    if bid.amount < auction.starting_price:
        raise Refused("auction.below-start", field="amount", least=auction.starting_price)
    if auction.kind is AuctionKind.SEALED:
        own = [one for one in bids if one.bidder == bid.bidder]
        if any(bid.at <= one.at for one in own):
            raise Refused("auction.out-of-order", field="at")
        if own and _counting(auction, own).amount == bid.amount:
            raise Refused("auction.one-sealed-bid", field="amount")
        return auction
    if bids:
        lead = _counting(auction, bids)
        if lead.bidder == bid.bidder:
            raise Refused("auction.own-lead", field="amount")
        least = lowest_acceptable(auction, bids)
        if bid.amount < least:
            raise Refused("auction.below-increment", field="amount", least=least)
    return _extended(auction, bid.at)


def _check_bid(bid: Bid) -> None:
    if bid.at.utcoffset() is None:
        raise Invalid("auction.time-without-zone", field="at")
    if not bid.amount.is_finite() or bid.amount <= 0 or bid.amount >= LIMIT_AMOUNT:
        raise Invalid("auction.amount", field="amount")
    if bid.amount != bid.amount.quantize(Decimal("0.01")):
        raise Invalid("price.decimals", field="amount")


def lowest_acceptable(auction: Auction, bids: Sequence[Bid]) -> Decimal:
    """The least a new bid may be: the starting price, or in an open auction a step above the highest bid."""
    if auction.kind is AuctionKind.SEALED or not bids:
        return auction.starting_price
    return max(auction.starting_price, max(bid.amount for bid in bids) + auction.increment)


def _extended(auction: Auction, at: datetime) -> Auction:
    if at < auction.closes - timedelta(minutes=auction.extend_within_minutes):
        return auction
    closes = auction.closes + timedelta(minutes=auction.extension_minutes)
    if auction.latest_close is not None:
        closes = max(auction.closes, min(closes, auction.latest_close))
    return msgspec.structs.replace(auction, closes=closes)


class Outcome(StrEnum):
    """Why there is a winner or none."""

    HIGHEST = "highest"
    RESERVE_NOT_MET = "reserve_not_met"
    NO_BIDS = "no_bids"


OUTCOMES: dict[Outcome, Words] = {
    Outcome.HIGHEST: Words("最高出价且不低于保留价，成交", "Sold: the highest bid, not below the reserve"),
    Outcome.RESERVE_NOT_MET: Words("最高出价未达到保留价，未成交", "Not sold: the highest bid is below the reserve"),
    Outcome.NO_BIDS: Words("无人出价，未成交", "Not sold: no bids"),
}


class Result(msgspec.Struct, frozen=True):
    """The winner's number and price, both None where nobody wins; `ranking` has each bidder's bid, the best first."""

    winner: int | None
    price: Decimal | None
    reason: Outcome
    ranking: tuple[Bid, ...]


def result(auction: Auction, bids: Iterable[Bid]) -> Result:
    """Who wins at which price once the auction is closed; `bids` in any order, those outside its time do not count.

    A bidder's bid that counts is the highest in an open auction, the latest in a sealed one. Among equal bids the one
    made first wins; of two made in the same instant, that of the organisation with the lower number.
    """
    return without(auction, bids, ())


def without(auction: Auction, bids: Iterable[Bid], bidders: Collection[int]) -> Result:
    """The result when these bidders fall away: the next in rank wins at its own bid, if that reaches the reserve."""
    of_bidder: dict[int, list[Bid]] = {}
    for bid in bids:
        if bid.bidder not in bidders and auction.opens <= bid.at < auction.closes:
            of_bidder.setdefault(bid.bidder, []).append(bid)
    ranking = tuple(sorted((_counting(auction, own) for own in of_bidder.values()), key=_rank))
    if not ranking:
        return Result(None, None, Outcome.NO_BIDS, ())
    if ranking[0].amount < auction.reserve:
        return Result(None, None, Outcome.RESERVE_NOT_MET, ranking)
    return Result(ranking[0].bidder, ranking[0].amount, Outcome.HIGHEST, ranking)


def _counting(auction: Auction, bids: Sequence[Bid]) -> Bid:
    """The bid that counts among several: the latest of a sealed auction, the highest of an open one."""
    if auction.kind is AuctionKind.SEALED:
        return max(bids, key=lambda bid: (bid.at, bid.amount))
    return min(bids, key=_rank)


def _rank(bid: Bid) -> tuple[Decimal, datetime, int]:
    return (-bid.amount, bid.at, bid.bidder)


DepositFate = Literal["return", "credit", "forfeit"]
DEPOSITS: dict[DepositFate, Words] = {
    "return": Words("退还", "Returned"),
    "credit": Words("签约后抵作价款", "Counted towards the price once the contract is signed"),
    "forfeit": Words("按竞价规则不予退还", "Forfeited under the conditions of the auction"),
}


def deposits(final: Result, placed: Mapping[int, Decimal], defaulted: Collection[int] = ()) -> dict[int, DepositFate]:
    """What becomes of each deposit placed, by bidder, once the result is final.

    Those in `defaulted` won before and did not sign: forfeited. The winner's counts towards the price; everyone
    else's goes back in full. Raises `Invalid` where the winner is among the defaulted.
    """
    if final.winner is not None and final.winner in defaulted:
        raise Invalid("auction.winner-defaulted", field="defaulted")
    return {
        bidder: "forfeit" if bidder in defaulted else "credit" if bidder == final.winner else "return"
        for bidder, amount in placed.items()
        if amount
    }
