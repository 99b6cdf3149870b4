"""Auctions: what is taken, when it closes, who wins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.market.auction import (
    DEPOSITS,
    OUTCOMES,
    Auction,
    AuctionKind,
    Bid,
    Outcome,
    accepts,
    check_auction,
    deposits,
    lowest_acceptable,
    result,
    without,
)

OPENS = datetime(2026, 9, 1, 9, tzinfo=UTC)
CLOSES = OPENS + timedelta(hours=6)
OPEN = Auction(
    kind=AuctionKind.OPEN,
    reserve=Decimal(30_000),
    increment=Decimal(1_000),
    currency="CNY",
    opens=OPENS,
    closes=CLOSES,
    extension_minutes=10,
    extend_within_minutes=5,
    latest_close=CLOSES + timedelta(minutes=30),
    starting_price=Decimal(10_000),
)
SEALED = msgspec.structs.replace(OPEN, kind=AuctionKind.SEALED)
A, B, C = 1, 2, 3


def bid(who, amount, minute):
    return Bid(who, Decimal(amount), OPENS + timedelta(minutes=minute))


def held(auction, *bids):
    """The auction and the bids it took, one after the other; all must be taken."""
    taken = []
    for one in bids:
        auction = accepts(auction, taken, one)
        taken.append(one)
    return auction, taken


def refused(auction, taken, one):
    with pytest.raises(Refused) as caught:
        accepts(auction, taken, one)
    return caught.value.code


def test_the_case_of_the_docstring():
    auction, taken = held(OPEN, bid(A, 10_000, 0), bid(B, 31_000, 356))
    assert auction.closes == CLOSES + timedelta(minutes=10)
    assert lowest_acceptable(auction, taken) == 32_000
    first = result(auction, taken)
    assert (first.winner, first.price, first.reason) == (B, 31_000, Outcome.HIGHEST)
    final = without(auction, taken, {B})
    assert (final.winner, final.price, final.reason) == (None, None, Outcome.RESERVE_NOT_MET)
    assert deposits(final, {A: Decimal(5), B: Decimal(5), C: Decimal(0)}, {B}) == {A: "return", B: "forfeit"}


def test_what_an_open_auction_refuses():
    auction, taken = held(OPEN, bid(A, 10_000, 1))
    assert refused(auction, taken, bid(B, 20_000, -1)) == "auction.not-open"
    assert refused(auction, taken, bid(B, 20_000, 360)) == "auction.closed"
    assert refused(auction, [], bid(B, "9999.99", 2)) == "auction.below-start"
    assert refused(auction, taken, bid(A, 20_000, 2)) == "auction.own-lead"
    assert refused(auction, taken, bid(B, "10999.99", 2)) == "auction.below-increment"
    assert accepts(auction, taken, bid(B, 11_000, 0)) == auction


def test_a_late_bid_extends_up_to_the_latest_close():
    assert accepts(OPEN, [], bid(A, 10_000, 354)).closes == CLOSES
    assert accepts(OPEN, [], bid(A, 10_000, 355)).closes == CLOSES + timedelta(minutes=10)
    auction, _ = held(OPEN, bid(A, 10_000, 355), bid(B, 11_000, 366), bid(A, 12_000, 376), bid(B, 13_000, 386))
    assert auction.closes == OPEN.latest_close
    endless = msgspec.structs.replace(OPEN, latest_close=None)
    auction, _ = held(endless, bid(A, 10_000, 359), bid(B, 11_000, 369), bid(A, 12_000, 379), bid(B, 13_000, 389))
    assert auction.closes == CLOSES + timedelta(minutes=40)
    never = msgspec.structs.replace(OPEN, extend_within_minutes=0)
    assert accepts(never, [], bid(A, 10_000, 359.9)).closes == CLOSES


def test_a_sealed_bid_may_be_replaced_and_the_latest_counts():
    auction, taken = held(SEALED, bid(A, 50_000, 1), bid(B, 40_000, 2), bid(A, 35_000, 359))
    assert auction == SEALED
    assert [one.amount for one in result(auction, taken).ranking] == [40_000, 35_000]
    assert result(auction, taken).winner == B
    assert refused(auction, taken, bid(A, 35_000, 359.5)) == "auction.one-sealed-bid"
    assert refused(auction, taken, bid(A, 60_000, 300)) == "auction.out-of-order"
    assert refused(auction, taken, bid(A, 9_000, 359.5)) == "auction.below-start"


def test_among_equal_sealed_bids_the_latest_replacement_queues_again():
    auction, taken = held(SEALED, bid(A, 40_000, 1), bid(B, 40_000, 2))
    assert result(auction, taken).winner == A
    auction, taken = held(SEALED, bid(A, 40_000, 1), bid(B, 40_000, 2), bid(A, 41_000, 3), bid(A, 40_000, 4))
    assert result(auction, taken).winner == B
    assert without(auction, taken, [B]).winner == A
    assert without(auction, taken, [A, B]).reason is Outcome.NO_BIDS
    assert result(SEALED, [bid(B, 40_000, 1), bid(A, 40_000, 1)]).winner == A


def test_the_reserve_is_met_by_its_own_amount_and_late_bids_do_not_count():
    assert result(OPEN, [bid(A, 30_000, 1)]).winner == A
    assert result(OPEN, [bid(A, "29999.99", 1)]).winner is None
    assert result(OPEN, [bid(A, 40_000, 360), bid(B, 50_000, -1)]).reason is Outcome.NO_BIDS


def test_deposits():
    final = result(OPEN, [bid(A, 30_000, 1), bid(B, 31_000, 2)])
    placed = dict.fromkeys((A, B, C), Decimal(9))
    assert deposits(final, placed) == {A: "return", B: "credit", C: "return"}
    with pytest.raises(Invalid, match=r"auction\.winner-defaulted"):
        deposits(final, placed, [B])
    assert set(DEPOSITS) == {"return", "credit", "forfeit"}
    assert set(OUTCOMES) == set(Outcome)


def test_times_in_other_zones_are_the_same_times():
    beijing = timezone(timedelta(hours=8))
    assert accepts(OPEN, [], Bid(A, Decimal(10_000), CLOSES.astimezone(beijing) - timedelta(minutes=1))) != OPEN
    with pytest.raises(Invalid, match=r"auction\.time-without-zone"):
        accepts(OPEN, [], Bid(A, Decimal(10_000), datetime(2026, 9, 1, 10)))  # noqa: DTZ001 - that is what is refused


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("NaN", "auction.amount"),
        (0, "auction.amount"),
        (-1, "auction.amount"),
        ("1e15", "auction.amount"),
        ("10000.001", "price.decimals"),
    ],
)
def test_amounts_that_cannot_be_read(amount, code):
    with pytest.raises(Invalid) as caught:
        accepts(OPEN, [], bid(A, amount, 1))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"opens": datetime(2026, 9, 1)}, "opens", "auction.time-without-zone"),  # noqa: DTZ001
        ({"closes": datetime(9999, 9, 1, tzinfo=UTC)}, "closes", "auction.dates"),
        ({"closes": OPENS}, "closes", "auction.closes-before-it-opens"),
        ({"latest_close": OPENS}, "latest_close", "auction.latest-close"),
        ({"reserve": Decimal(-1)}, "reserve", "terms.amount"),
        ({"starting_price": Decimal("0.001")}, "starting_price", "price.decimals"),
        ({"increment": Decimal(0)}, "increment", "auction.increment"),
        ({"extension_minutes": 1441}, "extension_minutes", "auction.minutes"),
        ({"extend_within_minutes": -1}, "extend_within_minutes", "auction.minutes"),
    ],
)
def test_conditions_that_cannot_stand_name_their_field(changes, field, code):
    check_auction(OPEN)
    with pytest.raises(Invalid) as caught:
        check_auction(msgspec.structs.replace(OPEN, **changes))
    assert (caught.value.code, caught.value.data["field"]) == (code, field)


TRIES = st.lists(
    st.builds(bid, st.integers(1, 4), st.integers(1, 60).map(lambda n: n * 1_000), st.integers(-5, 400)), max_size=25
)


@given(st.sampled_from([OPEN, SEALED]), TRIES, st.randoms())
def test_whatever_is_tried_the_result_follows_the_bids_taken(auction, tries, random):
    now, taken = auction, []
    for one in sorted(tries, key=lambda one: one.at):
        try:
            after = accepts(now, taken, one)
        except Refused:
            continue
        assert now.closes <= after.closes <= OPEN.latest_close
        now, taken = after, [*taken, one]
    found = result(now, taken)
    shuffled = list(taken)
    random.shuffle(shuffled)
    assert result(now, shuffled) == found
    amounts = [one.amount for one in found.ranking]
    assert amounts == sorted(amounts, reverse=True)
    assert {one.bidder for one in found.ranking} == {one.bidder for one in taken}
    if found.winner is None:
        assert not amounts or amounts[0] < now.reserve
    else:
        assert found.price == amounts[0] >= now.reserve
        following = without(now, taken, {found.winner})
        assert following.ranking == found.ranking[1:]
    if auction is OPEN:
        steps = [one.amount for one in taken]
        assert all(high - low >= OPEN.increment for low, high in pairwise(steps))
        assert all(one.bidder != other.bidder for one, other in pairwise(taken))
