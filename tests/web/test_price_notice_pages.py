"""Notices of a price through their pages: published, objected to without an account, decided."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone, translation

from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.actions import deals
from patentfair.apps.market.closing_jobs import close_notices
from patentfair.apps.market.models import Deal, Listing, Objection, PriceNotice
from patentfair.domain.market.price_notice import earliest_end
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.web.deals.price_notices import price_notice_panel

OBJECTION = {"name": "某校友", "contact": "reach-me@example.invalid", "text": "价格低于同类许可"}


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def deal(world) -> Deal:
    """A licence of a public university's invention, agreed with a firm."""
    listing = (
        Listing.objects.filter(
            state="published", deals=None, organisation__kind="university", patent__office="CN",
            patent__right_type="invention", patent__status="in_force", patent__encumbrances=None, patent__grants=None,
        ).select_related("patent", "organisation").order_by("pk").first()
    )  # fmt: skip
    Organisation.objects.filter(pk=listing.organisation_id).update(is_state_founded=True)
    firm = Organisation.objects.filter(kind="company", country="CN").first()
    seller, buyer = world.actor_for(listing.organisation), world.actor_for(firm)
    made = deals.open_inquiry(
        actor=buyer, organisation=firm, patent=listing.patent, grantor=listing.organisation, listing=listing, text="?"
    )
    deals.answer(actor=seller, deal=made, text="Yes.")
    terms = Terms(
        kind=DealKind.ORDINARY, patents=(listing.patent.key,), start=timezone.localdate(), upfront=Decimal(300_000)
    )
    sheet = deals.propose_terms(actor=seller, deal=made, terms=terms)
    deals.accept_terms(actor=buyer, deal=made, sheet_hash=sheet.hash)
    return Deal.objects.select_related("agreed_sheet", "patent", "grantor", "grantee").get(pk=made.pk)


@pytest.fixture
def institution(world, deal) -> Client:
    client = Client()
    client.force_login(world.user_for(deal.grantor))
    return client


@pytest.fixture
def notice(institution, deal) -> PriceNotice:
    today = timezone.localdate()
    sent = {
        "result_zh": "一种阀", "result_en": "A valve", "start": today.isoformat(),
        "end": earliest_end(today).isoformat(), "contact": "技术转移办公室",
    }  # fmt: skip
    assert institution.get(f"/en/deals/{deal.pk}/price-notice").status_code == 200
    response = institution.post(f"/en/deals/{deal.pk}/price-notice", sent)
    found = PriceNotice.objects.get(deal=deal)
    assert response.headers["Location"] == f"/en/notices-of-price/{found.pk}"
    return found


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_everyone_reads_it_in_both_languages(notice, deal):
    visitor = Client()
    english = text_of(visitor.get(f"/en/notices-of-price/{notice.pk}"))
    assert "A valve" in english
    assert "upfront fee CNY 300,000" in english
    chinese = text_of(visitor.get(f"/zh/notices-of-price/{notice.pk}"))
    assert "入门费300,000元" in chinese
    assert deal.grantor.name_zh in chinese
    assert deal.grantee.name_zh not in chinese
    assert "A valve" in text_of(visitor.get("/en/notices-of-price"))


def test_a_visitor_objects_and_the_institution_decides(notice, institution, deal):
    visitor = Client()
    address = f"/zh/notices-of-price/{notice.pk}"
    assert visitor.post(address, OBJECTION).status_code == 302
    public = text_of(visitor.get(address))
    for private in OBJECTION.values():
        assert private not in public
    assert OBJECTION["text"] in text_of(institution.get(address))
    objection = Objection.objects.get(notice=notice)
    decide = f"/zh/notices-of-price/objections/{objection.pk}/decide"
    assert "sign-in" in visitor.post(decide, {"answer": "reject", "decision": "x"}).headers["Location"]
    assert institution.post(decide, {"answer": "reject", "decision": ""}).status_code == 400
    assert institution.post(decide, {"answer": "reject", "decision": "已核对同类许可"}).status_code == 302
    public = text_of(visitor.get(address))
    assert "已核对同类许可" in public
    assert "异议不成立" in public
    PriceNotice.objects.filter(pk=notice.pk).update(
        start=notice.start - timedelta(days=20), end=notice.end - timedelta(days=20)
    )
    assert close_notices() == 1
    assert "公示期满" in text_of(visitor.get(address))
    assert visitor.post(address, OBJECTION).status_code == 200
    assert Objection.objects.filter(notice=notice).count() == 1


def test_objections_from_one_address_are_bounded(notice):
    visitor = Client(REMOTE_ADDR="203.0.113.7")
    address = f"/en/notices-of-price/{notice.pk}"
    for _ in range(5):
        assert visitor.post(address, OBJECTION).status_code == 302
    assert "Too many attempts" in text_of(visitor.post(address, OBJECTION))
    assert Objection.objects.filter(notice=notice).count() == 5
    assert Client(REMOTE_ADDR="203.0.113.8").post(address, OBJECTION).status_code == 302


def test_bad_input_is_told_and_changes_nothing(notice, institution, deal):
    visitor = Client(REMOTE_ADDR="203.0.113.9")
    address = f"/en/notices-of-price/{notice.pk}"
    for name in OBJECTION:
        assert visitor.post(address, OBJECTION | {name: " "}).status_code == 200
        assert visitor.post(address, OBJECTION | {name: "x" * 30_000}).status_code == 200
    assert not Objection.objects.filter(notice=notice).exists()
    again = institution.post(
        f"/en/deals/{deal.pk}/price-notice",
        {"result_zh": "x", "start": "2020-01-01", "end": "2020-01-02", "contact": "x"},
    )
    assert again.status_code == 200
    assert PriceNotice.objects.filter(deal=deal).count() == 1


def test_the_deal_room_shows_where_the_notice_stands(world, deal, institution):
    actor = world.actor_for(deal.grantor)

    def shown() -> str:
        with translation.override("en"):
            panel = price_notice_panel(deal, actor, "en")
            return render_to_string("web/_deal_price_notice.html", {"price_notice": panel, "deal": deal})

    assert "Give notice of the price" in shown()
    today = timezone.localdate()
    institution.post(
        f"/en/deals/{deal.pk}/price-notice",
        {"result_zh": "x", "start": today.isoformat(), "end": earliest_end(today).isoformat(), "contact": "x"},
    )
    deal.refresh_from_db()
    assert "The last signature is possible from" in shown()
    Organisation.objects.filter(pk=deal.grantor_id).update(is_state_founded=False)
    deal.grantor.refresh_from_db()
    assert price_notice_panel(deal, actor, "en") == {}
