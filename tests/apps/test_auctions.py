"""Auctions: who leads when two bid at once, who reads what, late bids, reserve, ties, and what comes after."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.accounts.models import Membership, Organisation
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.actions import auctions, bids, deals, signing
from patentfair.apps.market.bidding import bid_digest, law_of, readable_bids
from patentfair.apps.market.closing_jobs import close_auctions
from patentfair.apps.market.models import Auction, Bid, Bidder, Deal, Listing
from patentfair.apps.market.price_facts import formalities_of
from patentfair.apps.rights.models import Declaration, Encumbrance
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.domain.rights.law.cn import university

DECLARED = {
    "technology": "free", "secrecy": "none", "service_invention": True, "public_funding": False,
    "key_core_technology": False, "invalidity_pending": False, "same_day_pair": "none",
    "grants_complete": True, "encumbrances_complete": True,
}  # fmt: skip


@pytest.fixture
def listing(world) -> Listing:
    """A company's invention that may be licensed now, with everything declared."""
    found = (
        Listing.objects.filter(
            state="published",
            deals=None,
            organisation__kind__in=("company", "small_firm"),
            patent__office="CN",
            patent__right_type="invention",
            patent__status="in_force",
            patent__encumbrances=None,
            patent__grants=None,
        )
        .exclude(center=None)
        .select_related("patent", "organisation", "center")
        .order_by("pk")
        .first()
    )
    declaration, _ = Declaration.objects.get_or_create(
        patent=found.patent, defaults={"facts": {}, "declared_at": timezone.now()}
    )
    declaration.facts |= DECLARED
    declaration.save()
    return found


@pytest.fixture
def firms(world, listing) -> list[Organisation]:
    others = Organisation.objects.filter(kind="company", country="CN").exclude(pk=listing.organisation_id)
    return list(others.order_by("pk")[:4])


@pytest.fixture
def staff(world, listing):
    user = world.make_user("auction-staff")
    user.posts.create(center=listing.center, role="staff")
    return actor_of(user, timezone.localdate())


def licence(listing, **changes) -> Terms:
    today = timezone.localdate()
    facts = {
        "kind": DealKind.EXCLUSIVE, "patents": (listing.patent.key,), "start": today,
        "end": today + timedelta(days=700), "royalty_percent": Decimal(2), "royalty_base": "net sales",
    }  # fmt: skip
    return Terms(**{**facts, **changes})


def draft(world, listing, **changes) -> Auction:
    now = timezone.now()
    fields = {
        "kind": "open", "terms": licence(listing), "starting_price": Decimal(10_000), "reserve": Decimal(30_000),
        "increment": Decimal(1_000), "deposit": Decimal(5_000), "opens_at": now + timedelta(hours=1),
        "closes_at": now + timedelta(days=2), "latest_close": now + timedelta(days=2, minutes=30),
        "extend_within_minutes": 5, "extension_minutes": 10, "rules": "",
    }  # fmt: skip
    return auctions.draft_auction(actor=world.actor_for(listing.organisation), listing=listing, **{**fields, **changes})


def opened(world, listing, **changes) -> Auction:
    """An announced auction whose bidding has begun."""
    auction = draft(world, listing, **changes)
    auctions.announce_auction(actor=world.actor_for(listing.organisation), auction=auction)
    Auction.objects.filter(pk=auction.pk).update(opens_at=timezone.now() - timedelta(hours=1))
    return read(auction)


def read(auction) -> Auction:
    with_all = ("listing__organisation", "listing__patent", "center", "winner", "deal")
    return Auction.objects.select_related(*with_all).get(pk=auction.pk)


def admit(world, staff, auction, *firms) -> None:
    for firm in firms:
        bidder = bids.apply_to_bid(
            actor=world.actor_for(firm), auction=auction, organisation=firm, evidence_sha256="a" * 64
        )
        bids.decide_bidder(actor=staff, bidder=bidder, admitted=True)


def bid(world, auction, firm, amount) -> Bid:
    return bids.place_bid(actor=world.actor_for(firm), auction=read(auction), organisation=firm, amount=Decimal(amount))


def over(auction) -> Auction:
    """The time for bids is over, and the job has been round."""
    now = timezone.now()
    closes = max([now, *Bid.objects.filter(auction=auction).values_list("at", flat=True)]) + timedelta(microseconds=1)
    Auction.objects.filter(pk=auction.pk).update(closes_at=closes, latest_close=closes)
    while timezone.now() < closes:
        pass
    close_auctions()
    return read(auction)


def test_the_highest_bid_wins_an_ordinary_deal_on_the_announced_terms(world, listing, firms, staff):
    auction = opened(world, listing)
    admit(world, staff, auction, firms[0], firms[1])
    bid(world, auction, firms[0], 10_000)
    with pytest.raises(Refused) as step:
        bid(world, auction, firms[1], 10_999)
    assert step.value.code == "auction.below-increment"
    with pytest.raises(Refused) as own:
        bid(world, auction, firms[0], 12_000)
    assert own.value.code == "auction.own-lead"
    bid(world, auction, firms[1], "31000.50")
    auction = over(auction)
    assert (auction.state, auction.winner, auction.price) == ("closed", firms[1], Decimal("31000.50"))
    deal = Deal.objects.select_related("agreed_sheet", "grantor", "grantee", "patent").get(pk=auction.deal_id)
    assert (deal.state, deal.grantee, deal.formalities) == ("agreed", firms[1], {"price_method": "auction"})
    assert deal.agreed_sheet.acceptances.count() == 2
    assert '"upfront":"31000.5"' in deal.agreed_sheet.terms
    assert close_auctions() == 0
    assert Deal.objects.filter(auctions=auction).count() == 1
    for organisation in (deal.grantor, deal.grantee):
        signing.sign(actor=world.actor_for(organisation), deal=deal, sheet_hash=deal.agreed_sheet.hash, name="A Signer")
    assert Deal.objects.get(pk=deal.pk).state == "in_force"
    assert close_auctions() == 1
    assert close_auctions() == 0
    fates = dict(Bidder.objects.filter(auction=auction).values_list("organisation_id", "deposit"))
    assert fates == {firms[0].pk: "held", firms[1].pk: "credited"}
    loser, winner = Bidder.objects.filter(auction=auction).order_by("pk")
    bids.return_deposit(actor=staff, bidder=loser)
    with pytest.raises(Refused):
        bids.return_deposit(actor=staff, bidder=winner)
    assert read(auction).state == "settled"
    facts = [e.facts for e in Entry.objects.filter(object=f"auction:{auction.pk}", event="auction.deposit")]
    assert len(facts) == 2


def test_a_bid_judged_on_an_old_state_is_stale(world, listing, firms, staff):
    auction = opened(world, listing)
    admit(world, staff, auction, firms[0], firms[1])
    before = read(auction)
    bid(world, auction, firms[0], 10_000)
    with pytest.raises(Stale):
        bids.place_bid(actor=world.actor_for(firms[1]), auction=before, organisation=firms[1], amount=Decimal(12_000))
    assert list(Bid.objects.filter(auction=auction).values_list("organisation_id", flat=True)) == [firms[0].pk]


def test_sealed_bids_are_read_by_nobody_before_the_close(world, listing, firms, staff):
    auction = opened(world, listing, kind="sealed")
    admit(world, staff, auction, firms[0], firms[1])
    bid(world, auction, firms[0], 41_234)
    bid(world, auction, firms[1], 45_678)
    bid(world, auction, firms[0], 47_531)
    assert readable_bids(read(auction)) == []
    entries = Entry.objects.filter(object=f"auction:{auction.pk}")
    for amount in ("41234", "45678", "47531"):
        assert not any(amount in entry.facts for entry in entries)
    hashes = set(Bid.objects.filter(auction=auction).values_list("hash", flat=True))
    written = "".join(entries.filter(event="auction.bid").values_list("facts", flat=True))
    assert len(hashes) == 3
    assert all(one in written for one in hashes)
    auction = over(auction)
    assert (auction.winner, auction.price) == (firms[0], Decimal(47_531))
    numbers = dict(Bidder.objects.filter(auction=auction).values_list("organisation_id", "pk"))
    shown = readable_bids(auction)
    assert len(shown) == 3
    assert all(bid_digest(auction.pk, numbers[b.organisation_id], b.amount, b.salt) == b.hash for b in shown)


def test_equal_sealed_bids_the_first_wins_and_a_replaced_one_queues_again(world, listing, firms, staff):
    auction = opened(world, listing, kind="sealed")
    admit(world, staff, auction, *firms[:3])
    bid(world, auction, firms[0], 40_000)
    bid(world, auction, firms[1], 40_000)
    with pytest.raises(Refused) as same:
        bid(world, auction, firms[1], 40_000)
    assert same.value.code == "auction.one-sealed-bid"
    bid(world, auction, firms[0], 35_000)
    bid(world, auction, firms[0], 40_000)
    assert over(auction).winner == firms[1]


def test_a_late_bid_moves_the_close_never_beyond_the_latest(world, listing, firms, staff):
    auction = opened(world, listing)
    admit(world, staff, auction, firms[0], firms[1])
    now = timezone.now()
    Auction.objects.filter(pk=auction.pk).update(
        closes_at=now + timedelta(minutes=3), latest_close=now + timedelta(minutes=15)
    )
    bid(world, auction, firms[0], 10_000)
    assert read(auction).closes_at == now + timedelta(minutes=13)
    Auction.objects.filter(pk=auction.pk).update(closes_at=now + timedelta(minutes=4))
    bid(world, auction, firms[1], 11_000)
    assert read(auction).closes_at == now + timedelta(minutes=14)
    Auction.objects.filter(pk=auction.pk).update(closes_at=now + timedelta(minutes=2, seconds=30))
    bid(world, auction, firms[0], 12_000)
    Auction.objects.filter(pk=auction.pk).update(closes_at=now + timedelta(minutes=4, seconds=59))
    bid(world, auction, firms[1], 13_000)
    assert read(auction).closes_at == now + timedelta(minutes=14, seconds=59)
    Auction.objects.filter(pk=auction.pk).update(
        closes_at=now + timedelta(minutes=4), latest_close=now + timedelta(minutes=6)
    )
    bid(world, auction, firms[0], 14_000)
    assert read(auction).closes_at == now + timedelta(minutes=6)
    assert Entry.objects.filter(object=f"auction:{auction.pk}", event="auction.extended").count() == 5


@pytest.mark.parametrize(("amount", "state"), [(29_999, "failed"), (30_000, "closed")])
def test_below_the_reserve_nothing_is_sold(world, listing, firms, staff, amount, state):
    auction = opened(world, listing)
    admit(world, staff, auction, firms[0])
    bid(world, auction, firms[0], amount)
    assert over(auction).state == state
    assert Deal.objects.filter(grantee=firms[0], listing=listing).exists() is (state == "closed")


def test_without_bids_the_auction_fails_and_deposits_go_back(world, listing, firms, staff):
    auction = opened(world, listing)
    admit(world, staff, auction, firms[0])
    bidder = Bidder.objects.get(auction=auction)
    with pytest.raises(Refused):
        bids.return_deposit(actor=staff, bidder=bidder)
    assert over(auction).state == "failed"
    bids.return_deposit(actor=staff, bidder=Bidder.objects.select_related("auction__listing").get(pk=bidder.pk))
    bidder.refresh_from_db()
    assert bidder.deposit == "returned"


def test_bids_outside_the_time_and_by_strangers_are_refused(world, listing, firms, staff):
    auction = draft(world, listing)
    with pytest.raises(Refused):
        bids.apply_to_bid(
            actor=world.actor_for(firms[0]), auction=auction, organisation=firms[0], evidence_sha256="a" * 64
        )
    auctions.announce_auction(actor=world.actor_for(listing.organisation), auction=auction)
    with pytest.raises(Invalid) as proof:
        bids.apply_to_bid(actor=world.actor_for(firms[0]), auction=auction, organisation=firms[0], evidence_sha256="")
    assert proof.value.code == "auction.deposit-evidence"
    seller = listing.organisation
    with pytest.raises(Refused) as own:
        bids.apply_to_bid(actor=world.actor_for(seller), auction=auction, organisation=seller, evidence_sha256="a" * 64)
    assert own.value.code == "auction.own"
    admit(world, staff, auction, firms[0])
    with pytest.raises(Refused) as early:
        bid(world, auction, firms[0], 10_000)
    assert early.value.code == "auction.not-open"
    with pytest.raises(Refused) as stranger:
        bid(world, auction, firms[1], 10_000)
    assert stranger.value.code == "auction.not-admitted"
    past = timezone.now() - timedelta(minutes=1)
    Auction.objects.filter(pk=auction.pk).update(opens_at=past - timedelta(hours=1), closes_at=past)
    with pytest.raises(Refused) as late:
        bid(world, auction, firms[0], 10_000)
    assert late.value.code == "auction.closed"
    assert not Bid.objects.filter(auction=auction).exists()


def test_members_without_the_power_to_sign_do_not_bid(world, listing, firms, staff):
    auction = opened(world, listing)
    admit(world, staff, auction, firms[0])
    member = world.make_user("bidding-member")
    Membership.objects.create(user=member, organisation=firms[0], role="member")
    with pytest.raises(Refused) as power:
        bids.place_bid(
            actor=actor_of(member, timezone.localdate()), auction=read(auction), organisation=firms[0],
            amount=Decimal(10_000),
        )  # fmt: skip
    assert power.value.code == "accounts.no-power"


def test_only_the_center_admits_and_nobody_admits_their_own(world, listing, firms, staff):
    auction = opened(world, listing)
    bidder = bids.apply_to_bid(
        actor=world.actor_for(firms[0]), auction=auction, organisation=firms[0], evidence_sha256="a" * 64
    )
    for actor in (world.actor_for(listing.organisation), world.actor_for(firms[0]), world.actor("zhan-yuheng")):
        with pytest.raises(Refused):
            bids.decide_bidder(actor=actor, bidder=bidder, admitted=True)
    both = world.make_user("two-hats")
    both.posts.create(center=listing.center, role="staff")
    Membership.objects.create(user=both, organisation=firms[0], role="member")
    with pytest.raises(Refused) as own:
        bids.decide_bidder(actor=actor_of(both, timezone.localdate()), bidder=bidder, admitted=True)
    assert own.value.code == "auction.own-admission"
    with pytest.raises(Invalid):
        bids.decide_bidder(actor=staff, bidder=bidder, admitted=False)
    bids.decide_bidder(actor=staff, bidder=bidder, admitted=False, reason="The transfer has not arrived.")
    with pytest.raises(Stale):
        bids.decide_bidder(actor=staff, bidder=bidder, admitted=True)
    again = bids.apply_to_bid(
        actor=world.actor_for(firms[0]), auction=auction, organisation=firms[0], evidence_sha256="b" * 64
    )
    assert (again.pk, again.state) == (bidder.pk, "applied")


def test_what_the_law_forbids_is_not_announced(world, listing):
    auction = draft(world, listing)
    Encumbrance.objects.create(patent=listing.patent, kind="seizure", valid_from=timezone.localdate(), registered=True)
    with pytest.raises(Refused) as refused:
        auctions.announce_auction(actor=world.actor_for(listing.organisation), auction=auction)
    assert refused.value.code in ("rights.forbidden", "rights.indeterminate")
    assert read(auction).state == "draft"


def test_what_is_not_known_is_not_announced(world, listing):
    auction = draft(world, listing)
    Declaration.objects.filter(patent=listing.patent).delete()
    with pytest.raises(Refused) as refused:
        auctions.announce_auction(actor=world.actor_for(listing.organisation), auction=auction)
    assert refused.value.code == "rights.indeterminate"


def test_terms_and_conditions_stand_once_announced(world, listing):
    auction = opened(world, listing)
    seller = world.actor_for(listing.organisation)
    with pytest.raises(Stale):
        auctions.change_auction(actor=seller, auction=auction, terms=licence(listing), reserve=Decimal(10_000))
    with pytest.raises(Refused) as begun:
        auctions.cancel_auction(actor=seller, auction=read(auction))
    assert begun.value.code == "auction.has-begun"
    with pytest.raises(Refused) as second:
        draft(world, listing)
    assert second.value.code == "auction.already-one"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reserve": Decimal(9_999)}, "auction.reserve"),
        ({"starting_price": Decimal(0)}, "auction.starting-price"),
        ({"increment": Decimal(0)}, "auction.increment"),
        ({"deposit": Decimal(10_001)}, "auction.deposit"),
        ({"closes_at": timezone.now()}, "auction.closes-before-it-opens"),
        ({"latest_close": timezone.now() + timedelta(days=1)}, "auction.latest-close"),
        ({"latest_close": timezone.now() + timedelta(days=200)}, "auction.too-long"),
    ],
)
def test_conditions_that_cannot_stand(world, listing, changes, code):
    with pytest.raises(Invalid) as refused:
        draft(world, listing, **changes)
    assert refused.value.code == code


def test_a_winner_that_declines_forfeits_and_the_next_is_offered(world, listing, firms, staff):
    auction = opened(world, listing)
    admit(world, staff, auction, *firms[:3])
    for firm, amount in ((firms[0], 10_000), (firms[1], 32_000), (firms[2], 40_000)):
        bid(world, auction, firm, amount)
    auction = over(auction)
    seller = world.actor_for(listing.organisation)
    with pytest.raises(Refused) as bound:
        auctions.winner_falls_away(actor=seller, auction=auction, offer_next=True)
    assert bound.value.code == "auction.winner-still-bound"
    deals.decline(actor=world.actor_for(firms[2]), deal=auction.deal, reason="other")
    auctions.winner_falls_away(actor=seller, auction=read(auction), offer_next=True)
    assert Bidder.objects.get(auction=auction, organisation=firms[2]).deposit == "forfeited"
    assert close_auctions() == 1
    auction = read(auction)
    assert (auction.state, auction.winner, auction.price) == ("closed", firms[1], Decimal(32_000))
    assert auction.deal.grantee == firms[1]
    deals.decline(actor=world.actor_for(firms[1]), deal=auction.deal, reason="other")
    auctions.winner_falls_away(actor=seller, auction=read(auction), offer_next=True)
    auction = read(auction)
    assert (auction.state, auction.winner_id) == ("failed", None)  # the third is below the reserve
    fates = list(Bidder.objects.filter(auction=auction).order_by("pk").values_list("deposit", flat=True))
    assert fates == ["held", "forfeited", "forfeited"]


def test_a_winner_that_lets_thirty_days_pass_falls_away(world, listing, firms, staff):
    auction = opened(world, listing)
    admit(world, staff, auction, firms[0])
    bid(world, auction, firms[0], 40_000)
    auction = over(auction)
    Deal.objects.filter(pk=auction.deal_id).update(opened_at=timezone.now() - timedelta(days=31))
    auctions.winner_falls_away(actor=world.actor_for(listing.organisation), auction=read(auction), offer_next=False)
    auction = read(auction)
    assert auction.state == "failed"
    assert Deal.objects.get(pk=auction.deal_id).state == "declined"
    assert Bidder.objects.get(auction=auction).deposit == "forfeited"


def test_where_the_seller_declines_the_deposit_goes_back(world, listing, firms, staff):
    auction = opened(world, listing)
    admit(world, staff, auction, firms[0], firms[1])
    bid(world, auction, firms[1], 39_000)
    bid(world, auction, firms[0], 40_000)
    auction = over(auction)
    seller = world.actor_for(listing.organisation)
    deals.decline(actor=seller, deal=auction.deal, reason="other")
    auctions.winner_falls_away(actor=seller, auction=read(auction), offer_next=True)
    assert read(auction).state == "failed"
    bidder = Bidder.objects.select_related("auction__listing").get(auction=auction, organisation=firms[0])
    assert bidder.deposit == "held"
    bids.return_deposit(actor=staff, bidder=bidder)


def test_the_deal_waits_for_other_talks_of_the_same_pair(world, listing, firms, staff):
    auction = opened(world, listing)
    admit(world, staff, auction, firms[0])
    talks = deals.open_inquiry(
        actor=world.actor_for(firms[0]), organisation=firms[0], patent=listing.patent, grantor=listing.organisation,
        listing=listing, text="?",
    )  # fmt: skip
    bid(world, auction, firms[0], 40_000)
    auction = over(auction)
    assert (auction.state, auction.deal) == ("closed", None)
    deals.withdraw(actor=world.actor_for(firms[0]), deal=talks)
    assert close_auctions() == 1
    assert read(auction).deal is not None


def test_a_price_negotiated_after_the_auction_is_no_price_of_the_auction(world, listing, firms, staff):
    auction = opened(world, listing)
    admit(world, staff, auction, firms[0])
    bid(world, auction, firms[0], 40_000)
    deal = over(auction).deal
    deal = Deal.objects.select_related("agreed_sheet").get(pk=deal.pk)
    assert formalities_of(deal, deal.agreed_sheet.hash) == {"price_method": "auction"}
    assert formalities_of(deal, "0" * 64) == {}


def test_an_auctioned_price_needs_no_notice(world, listing, firms, staff):
    Organisation.objects.filter(pk=listing.organisation_id).update(kind="university", is_state_founded=True)
    listing.organisation.refresh_from_db()
    auction = opened(world, listing)
    decision = law_of(read(auction))
    assert not any(f.rule in (university.R90.id, university.R91.id) for f in decision.findings)


def test_only_the_platform_closes(world, listing, firms, staff):
    auction = opened(world, listing)
    for act in (auctions.open_winners_deal, auctions.settle_auction):
        with pytest.raises(Refused):
            act(actor=world.actor_for(listing.organisation), auction=auction)
    with pytest.raises(Refused):
        auctions.close_auction(actor=staff, auction=auction, now=timezone.now())
    assert auctions.close_auction(actor=SYSTEM, auction=auction, now=timezone.now()) is False


def test_of_bids_on_one_state_only_one_is_taken(world, listing, firms, staff):
    """All read the auction in one state and bid ever more; the first is taken, every other is stale."""
    auction = opened(world, listing)
    admit(world, staff, auction, *firms)
    for amount in (10_000, 20_000, 30_000):
        seen = {firm.pk: read(auction) for firm in firms}
        outcomes = []
        for number, firm in enumerate(firms):
            try:
                with transaction.atomic():
                    bids.place_bid(
                        actor=world.actor_for(firm), auction=seen[firm.pk], organisation=firm,
                        amount=Decimal(amount + 1_000 * number),
                    )  # fmt: skip
                outcomes.append("taken")
            except Stale:
                outcomes.append("stale")
        assert outcomes == ["taken", "stale", "stale", "stale"]
        firms.append(firms.pop(0))
    amounts = list(Bid.objects.filter(auction=auction).order_by("pk").values_list("amount", flat=True))
    assert amounts == [10_000, 20_000, 30_000]


BIDDERS, ROUNDS = 6, 8


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path) -> Iterator[str]:
    """An empty database of its own: one in `tmp_path`, or one more on the server the tests run on."""
    server = os.environ.get("DATABASE_URL", "")
    if request.param == "sqlite":
        yield ""
        return
    if not server:
        pytest.skip("DATABASE_URL is not set")
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE auction_race")
        yield urlsplit(server)._replace(path="/auction_race").geturl()
        connection.execute("DROP DATABASE auction_race WITH (FORCE)")


def test_bids_in_one_instant_never_both_lead(database, tmp_path):
    """Threads read one state and bid the same sum at once, again and again; nobody waits, one of them leads."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("auction_race.py")), str(BIDDERS), str(ROUNDS)],
        env={**os.environ, "PATENTFAIR_HOME": str(tmp_path), "DATABASE_URL": database},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    amounts = [Decimal(amount) for _bidder, amount in found["bids"]]
    leaders = [bidder for bidder, _amount in found["bids"]]
    assert amounts == [Decimal(100) + 10 * step for step in range(len(amounts))]
    assert all(one != other for one, other in pairwise(leaders))
    assert len(amounts) == found["counted"]["taken"] == found["version"]
    assert len(amounts) >= ROUNDS
    assert sum(found["counted"].values()) - found["counted"].get("stale", 0) == BIDDERS * ROUNDS
    assert found["in_order"]
    assert found["written"]
