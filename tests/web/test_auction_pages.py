"""Auctions through their pages, without scripts; and that nobody reads a sealed bid before the close."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from patentfair.apps.accounts.models import Membership, Office, Organisation
from patentfair.apps.market.actions import bids
from patentfair.apps.market.closing_jobs import close_auctions
from patentfair.apps.market.models import Auction, Bid, Bidder, Listing
from patentfair.apps.rights.models import Declaration
from patentfair.domain.kernel.errors import Stale

DECLARED = {
    "technology": "free", "secrecy": "none", "service_invention": True, "public_funding": False,
    "key_core_technology": False, "invalidity_pending": False, "same_day_pair": "none",
    "grants_complete": True, "encumbrances_complete": True,
}  # fmt: skip
PROOF = b"%PDF-1.7 proof of the deposit"


@pytest.fixture
def listing(world) -> Listing:
    found = Listing.objects.filter(
        state="published", deals=None, organisation__kind__in=("company", "small_firm"), patent__office="CN",
        patent__right_type="invention", patent__status="in_force", patent__encumbrances=None, patent__grants=None,
    ).exclude(center=None)  # fmt: skip
    one = found.select_related("patent", "organisation", "center").order_by("pk").first()
    declared, _ = Declaration.objects.get_or_create(
        patent=one.patent, defaults={"facts": {}, "declared_at": timezone.now()}
    )
    Declaration.objects.filter(pk=declared.pk).update(facts=declared.facts | DECLARED)
    return one


@pytest.fixture
def firms(world, listing) -> list[Organisation]:
    others = Organisation.objects.filter(kind="company", country="CN").exclude(pk=listing.organisation_id)
    return list(others.order_by("pk")[:2])


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def staff(world, listing) -> Client:
    user = world.make_user("auction-desk")
    user.posts.create(center=listing.center, role="staff")
    return client_of(user)


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def form(**changes) -> dict[str, object]:
    now = timezone.localtime()
    return {
        "grant": "exclusive", "territory": "CN", "start": now.date().isoformat(), "royalty_percent": "2",
        "royalty_base": "净销售额", "kind": "open", "starting_price": "10000", "reserve": "30000",
        "deposit": "5000", "increment": "1000", "extend_within_minutes": "5", "extension_minutes": "5",
        "opens_at": f"{now + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "closes_at": f"{now + timedelta(days=3):%Y-%m-%dT%H:%M}",
        "latest_close": f"{now + timedelta(days=3, hours=1):%Y-%m-%dT%H:%M}", **changes,
    }  # fmt: skip


@pytest.fixture
def running(world, listing, firms, staff):
    """Draft, announce, apply and admit through the pages; then the bidding begins."""

    def make(**changes) -> Auction:
        seller = client_of(world.user_for(listing.organisation))
        response = seller.post(f"/en/listings/{listing.pk}/auction", form(**changes))
        auction = Auction.objects.get(listing=listing)
        assert response.headers["Location"] == f"/en/auctions/{auction.pk}"
        assert Client().get(f"/en/auctions/{auction.pk}").status_code == 404
        assert "Announce" in text_of(seller.get(f"/en/auctions/{auction.pk}"))
        assert seller.post(f"/en/auctions/{auction.pk}/announce").status_code == 302
        for firm in firms:
            sent = {"organisation": firm.pk, "evidence": SimpleUploadedFile("a.pdf", PROOF)}
            assert client_of(world.user_for(firm)).post(f"/en/auctions/{auction.pk}/apply", sent).status_code == 302
        for bidder in Bidder.objects.filter(auction=auction):
            assert staff.post(f"/en/auctions/{auction.pk}/bidders/{bidder.pk}/admit").status_code == 302
        Auction.objects.filter(pk=auction.pk).update(opens_at=timezone.now() - timedelta(minutes=5))
        return Auction.objects.get(pk=auction.pk)

    return make


def send_bid(world, auction, firm, amount):
    sent = {"organisation": firm.pk, "amount": amount, "binding": "on"}
    return client_of(world.user_for(firm)).post(f"/en/auctions/{auction.pk}/bid", sent)


def end(auction) -> None:
    past = timezone.now()
    Auction.objects.filter(pk=auction.pk).update(closes_at=past, latest_close=past)
    assert close_auctions() == 2  # the result, and the winner's deal


def test_the_whole_way_of_open_bids(world, listing, firms, running, staff):
    auction = running()
    address = f"/en/auctions/{auction.pk}"
    assert send_bid(world, auction, firms[0], "10000").status_code == 302
    refused = send_bid(world, auction, firms[1], "10500")
    assert refused.status_code == 200
    assert "less than one step above" in text_of(refused)
    assert send_bid(world, auction, firms[1], "31000.50").status_code == 302
    page = text_of(Client().get(address))
    assert "CNY 31,000.50" in page
    assert "CNY 32,000.50" in page  # the least the next bid may be
    assert "30,000" not in page  # the reserve
    assert "31,000.50" in text_of(Client().get(f"{address}/now"))
    for firm in firms:
        assert firm.name_en not in page
    assert firms[1].name_en in text_of(staff.get(f"{address}/bidders"))
    end(auction)
    page = text_of(Client().get(address))
    assert "Bidder 2 at CNY 31,000.50" in page
    assert page.count("hash agrees") == 2
    assert "Reserve CNY 30,000" in page
    assert firms[1].name_en not in page
    winner = client_of(world.user_for(firms[1]))
    deal = Auction.objects.get(pk=auction.pk).deal_id
    assert f"/deals/{deal}" in winner.get(address).content.decode()
    assert winner.get(f"/en/deals/{deal}").status_code == 200
    loser = Bidder.objects.get(auction=auction, organisation=firms[0])
    assert "The deposit went back" in text_of(staff.get(f"{address}/bidders"))
    assert staff.post(f"{address}/bidders/{loser.pk}/return").status_code == 302
    assert "成交" in text_of(Client().get(f"/zh/auctions/{auction.pk}"))


def test_sealed_bids_stand_on_no_page_before_the_close(world, listing, firms, running, staff):
    auction = running(kind="sealed", increment="", latest_close="")
    assert send_bid(world, auction, firms[0], "41234").status_code == 302
    assert send_bid(world, auction, firms[1], "45678").status_code == 302
    colleague = world.make_user("colleague")
    Membership.objects.create(user=colleague, organisation=firms[0], role="member")
    provincial = world.make_user("provincial-eye")
    Office.objects.create(user=provincial, kind="provincial_admin", province=listing.center.province)
    eyes = {
        "visitor": Client(),
        "seller": client_of(world.user_for(listing.organisation)),
        "bidder": client_of(world.user_for(firms[0])),
        "other bidder": client_of(world.user_for(firms[1])),
        "colleague": client_of(colleague),
        "staff": staff,
        "provincial": client_of(provincial),
        "national": client_of(world.user("zhan-yuheng")),
        "operator": client_of(world.user("yu-tinglan")),
    }
    pages = (
        f"auctions/{auction.pk}", f"auctions/{auction.pk}/now", f"auctions/{auction.pk}/bidders",
        f"auctions/{auction.pk}/bid", "auctions", "registrar/journal", "workspace", "registrar/deals", "desk",
    )  # fmt: skip
    seen = 0
    for who, client in eyes.items():
        for page in pages:
            for language in ("en", "zh"):
                html = client.get(f"/{language}/{page}").content.decode()
                seen += "auction" in html
                for amount in ("41234", "41,234", "4.1234", "45678", "45,678", "4.5678"):
                    assert amount not in html, (who, page)
    assert seen > len(eyes)
    end(auction)
    page = text_of(Client().get(f"/en/auctions/{auction.pk}"))
    assert "Bidder 2 at CNY 45,678" in page
    assert "CNY 41,234" in page
    assert page.count("hash agrees") == 2


def test_a_tampered_bid_is_shown_as_such(world, listing, firms, running):
    auction = running(kind="sealed")
    send_bid(world, auction, firms[0], "41234")
    send_bid(world, auction, firms[1], "45678")
    end(auction)
    Bid.objects.filter(auction=auction, organisation=firms[0]).update(amount=Decimal(99_999))
    page = text_of(Client().get(f"/en/auctions/{auction.pk}"))
    assert page.count("hash agrees") == 1
    assert page.count("hash does not agree") == 1


def test_a_bid_that_met_another_is_tried_again(world, listing, firms, running, monkeypatch):
    auction = running()
    real, tries = bids.place_bid, []

    def second_in_the_instant(**what):
        tries.append(what["auction"].version)
        if len(tries) < 3:
            raise Stale("auction.changed-meanwhile")
        return real(**what)

    monkeypatch.setattr(bids, "place_bid", second_in_the_instant)
    assert send_bid(world, auction, firms[0], "10000").status_code == 302
    assert len(tries) == 3
    assert Bid.objects.filter(auction=auction).count() == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_bad_input_is_told_and_changes_nothing(world, listing, firms, running, staff, language):
    seller = client_of(world.user_for(listing.organisation))
    for changes in (
        {"reserve": "1"}, {"closes_at": "x"}, {"starting_price": "NaN"}, {"increment": ""}, {"territory": ""},
        {"deposit": "99999999999999999999"}, {"grant": "pledge"}, {"kind": "dutch"}, {"royalty_base": ""},
    ):  # fmt: skip
        response = seller.post(f"/{language}/listings/{listing.pk}/auction", form(**changes))
        assert response.status_code == 200, changes
    assert not Auction.objects.filter(listing=listing).exists()
    auction = running()
    for amount in ("", "0", "-1", "x", "1e400", "NaN", "0.001", "9" * 30):
        assert send_bid(world, auction, firms[0], amount).status_code == 200
    no_vow = {"organisation": firms[0].pk, "amount": "20000"}
    assert client_of(world.user_for(firms[0])).post(f"/en/auctions/{auction.pk}/bid", no_vow).status_code == 200
    not_mine = {"organisation": firms[1].pk, "amount": "20000", "binding": "on"}
    assert client_of(world.user_for(firms[0])).post(f"/en/auctions/{auction.pk}/bid", not_mine).status_code == 200
    assert not Bid.objects.filter(auction=auction).exists()
    assert seller.get(f"/en/auctions/{auction.pk}/edit").status_code == 404
    assert seller.post(f"/en/auctions/{auction.pk}/dance").status_code == 404
    assert staff.post(f"/en/auctions/{auction.pk}/bidders/0/admit").status_code == 404
