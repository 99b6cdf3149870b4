"""Notices of an agreed price: who gives them, who objects, and that the last signature waits."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest
from django.utils import timezone

from patentfair.apps.accounts.access import ANONYMOUS
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.actions import deals, signing
from patentfair.apps.market.actions import price_notices as notices
from patentfair.apps.market.closing_jobs import close_notices
from patentfair.apps.market.models import Deal, Listing, PriceNotice
from patentfair.apps.market.price_facts import feed_deal, formalities_of
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.price_notice import earliest_end
from patentfair.domain.market.terms import DealKind, Terms


@pytest.fixture
def listing(world):
    """A public university's invention that may be licensed now, with everything declared."""
    from patentfair.apps.rights.models import Declaration

    found = (
        Listing.objects.filter(
            state="published",
            deals=None,
            organisation__kind="university",
            patent__office="CN",
            patent__right_type="invention",
            patent__status="in_force",
            patent__encumbrances=None,
            patent__grants=None,
        )
        .select_related("patent", "organisation")
        .order_by("pk")
        .first()
    )
    Organisation.objects.filter(pk=found.organisation_id).update(is_state_founded=True)
    found.organisation.refresh_from_db()
    declaration, _ = Declaration.objects.get_or_create(
        patent=found.patent, defaults={"facts": {}, "declared_at": timezone.now()}
    )
    declaration.facts |= {
        "technology": "free", "secrecy": "none", "service_invention": True, "public_funding": False,
        "key_core_technology": False, "invalidity_pending": False, "same_day_pair": "none",
        "grants_complete": True, "encumbrances_complete": True,
    }  # fmt: skip
    declaration.save()
    return found


@pytest.fixture
def deal(world, listing) -> Deal:
    """A licence agreed between the university and a firm."""
    firm = Organisation.objects.filter(kind="company", country="CN").exclude(pk=listing.organisation_id).first()
    seller, buyer = world.actor_for(listing.organisation), world.actor_for(firm)
    made = deals.open_inquiry(
        actor=buyer, organisation=firm, patent=listing.patent, grantor=listing.organisation, listing=listing, text="?"
    )
    deals.answer(actor=seller, deal=made, text="Yes.")
    sheet = deals.propose_terms(actor=seller, deal=made, terms=licence(listing))
    deals.accept_terms(actor=buyer, deal=made, sheet_hash=sheet.hash)
    return read(made)


def licence(listing, **changes) -> Terms:
    today = timezone.localdate()
    base = Terms(
        kind=DealKind.ORDINARY,
        patents=(listing.patent.key,),
        start=today,
        end=today + timedelta(days=700),
        upfront=Decimal(300_000),
    )
    return msgspec.structs.replace(base, **changes)


def read(deal) -> Deal:
    return Deal.objects.select_related("agreed_sheet", "patent", "grantor", "grantee").get(pk=deal.pk)


def give(world, deal, **changes) -> PriceNotice:
    today = timezone.localdate()
    what = {"start": today, "end": earliest_end(today), "contact": "技术转移办公室 010-00000000"} | changes
    return notices.publish_notice(actor=world.actor_for(deal.grantor), deal=deal, **what)


def sign(world, deal, organisation) -> Deal:
    signing.sign(actor=world.actor_for(organisation), deal=deal, sheet_hash=deal.agreed_sheet.hash, name="A Signer")
    return read(deal)


def turn_back(notice, days: int) -> PriceNotice:
    """As if the notice had gone up so many days earlier."""
    PriceNotice.objects.filter(pk=notice.pk).update(
        start=notice.start - timedelta(days=days), end=notice.end - timedelta(days=days)
    )
    notice.refresh_from_db()
    feed_deal(notice)
    return notice


def test_the_last_signature_waits_until_the_notice_has_run_its_time(world, deal):
    notice = give(world, deal)
    deal = read(deal)
    assert deal.formalities["price_method"] == "agreement"
    assert deal.formalities["price_notice"]["objection_open"] is False
    assert msgspec.json.decode(notice.price.encode(), type=Words).en == "upfront fee CNY 300,000"
    deal = sign(world, deal, deal.grantor)
    with pytest.raises(Refused) as refused:
        sign(world, deal, deal.grantee)
    assert refused.value.code == "rights.formalities-missing"
    assert any(f.rule == "R-CN-91" for f in refused.value.data["decision"].findings)
    turn_back(notice, 15)
    with pytest.raises(Refused):
        sign(world, read(deal), deal.grantee)  # the sixteenth day has not come
    turn_back(notice, 1)
    assert sign(world, read(deal), deal.grantee).state == "in_force"


def test_an_open_objection_stands_in_the_way_until_it_is_decided(world, deal):
    notice = give(world, deal)
    objection = notices.object_to_notice(
        actor=ANONYMOUS, notice=notice, name="某校友", contact="a@example.invalid", text="低于同类许可"
    )
    assert read(deal).formalities["price_notice"]["objection_open"] is True
    deal = sign(world, read(deal), deal.grantor)
    turn_back(notice, 16)
    assert close_notices() == 0
    notice.refresh_from_db()
    assert notice.state == "open"
    with pytest.raises(Refused):
        sign(world, read(deal), deal.grantee)
    notices.decide_objection(
        actor=world.actor_for(deal.grantor), objection=objection, upheld=False, decision="已核对，价格合理"
    )
    assert close_notices() == 1
    assert close_notices() == 0
    notice.refresh_from_db()
    assert notice.state == "closed"
    assert sign(world, read(deal), deal.grantee).state == "in_force"
    entry = Entry.objects.get(event="price-notice.objection", object=f"price-notice:{notice.pk}")
    assert "低于同类许可" not in entry.facts
    assert "某校友" not in entry.facts


def test_an_upheld_objection_brings_the_price_down(world, deal):
    notice = give(world, deal)
    objection = notices.object_to_notice(actor=ANONYMOUS, notice=notice, name="A", contact="b", text="Too low")
    notices.decide_objection(
        actor=world.actor_for(deal.grantor), objection=objection, upheld=True, decision="Right: too low."
    )
    notice.refresh_from_db()
    assert notice.state == "upheld"
    assert read(deal).formalities["price_notice"]["objection_open"] is True
    with pytest.raises(Refused) as again:
        give(world, read(deal))
    assert again.value.code == "price-notice.upheld-before"
    with pytest.raises(Refused) as decided:
        notices.decide_objection(actor=world.actor_for(deal.grantor), objection=objection, upheld=False, decision="No.")
    assert decided.value.code == "price-notice.over"


def test_a_notice_counts_for_its_own_version_only(world, listing, deal):
    notice = turn_back(give(world, deal), 20)
    old = deal.agreed_sheet.hash
    assert formalities_of(read(deal), old)["price_notice"]["objection_open"] is False
    assert "price_notice" not in formalities_of(read(deal), "0" * 64)
    sheet = deals.propose_terms(
        actor=world.actor_for(deal.grantor), deal=read(deal), terms=licence(listing, upfront=Decimal(1))
    )
    deals.accept_terms(actor=world.actor_for(deal.grantee), deal=read(deal), sheet_hash=sheet.hash)
    assert "price_notice" not in formalities_of(read(deal), sheet.hash)
    assert close_notices() == 1  # taken back: the deal has gone another way
    notice.refresh_from_db()
    assert notice.state == "withdrawn"
    assert "price_notice" not in read(deal).formalities
    assert give(world, read(deal)).sheet_hash == sheet.hash


def test_a_new_version_needs_a_new_notice_before_the_last_signature(world, listing, deal):
    turn_back(give(world, deal), 20)
    sheet = deals.propose_terms(
        actor=world.actor_for(deal.grantor), deal=read(deal), terms=licence(listing, upfront=Decimal(1))
    )
    deals.accept_terms(actor=world.actor_for(deal.grantee), deal=read(deal), sheet_hash=sheet.hash)
    deal = sign(world, read(deal), deal.grantor)
    with pytest.raises(Refused) as refused:
        sign(world, deal, deal.grantee)
    assert refused.value.code == "rights.formalities-missing"


def test_what_cannot_be_published(world, deal):
    today = timezone.localdate()
    with pytest.raises(Invalid) as short:
        give(world, deal, end=today + timedelta(days=15))
    assert short.value.code == "price-notice.too-short"
    with pytest.raises(Invalid):
        give(world, deal, contact=" ")
    with pytest.raises(Refused) as power:
        notices.publish_notice(
            actor=world.actor_for(deal.grantee), deal=deal, start=today, end=earliest_end(today), contact="x"
        )
    assert power.value.code == "accounts.no-power"
    give(world, deal)
    with pytest.raises(Refused) as twice:
        give(world, read(deal))
    assert twice.value.code == "price-notice.already-given"
    assert PriceNotice.objects.filter(deal=deal).count() == 1


def test_a_company_owes_no_notice(world, deal):
    Organisation.objects.filter(pk=deal.grantor_id).update(is_state_founded=False)
    with pytest.raises(Refused) as refused:
        give(world, read(deal))
    assert refused.value.code == "price-notice.not-public"


def test_objections_only_while_it_is_up(world, deal):
    today = timezone.localdate()
    later = give(world, deal, start=today + timedelta(days=2), end=today + timedelta(days=30))
    what = {"actor": ANONYMOUS, "notice": later, "name": "A", "contact": "b", "text": "c"}
    with pytest.raises(Refused) as early:
        notices.object_to_notice(**what)
    assert early.value.code == "price-notice.not-up"
    turn_back(later, 30)
    with pytest.raises(Refused):
        notices.object_to_notice(**what)
    notices.withdraw_notice(actor=world.actor_for(deal.grantor), notice=later)
    with pytest.raises(Refused) as over:
        notices.object_to_notice(**what)
    assert over.value.code == "price-notice.over"
    assert not later.objections.exists()


def test_only_the_institution_decides_and_only_once(world, deal):
    notice = give(world, deal)
    objection = notices.object_to_notice(actor=ANONYMOUS, notice=notice, name="A", contact="b", text="c")
    for actor in (ANONYMOUS, world.actor_for(deal.grantee), world.actor("zhan-yuheng")):
        with pytest.raises(Refused):
            notices.decide_objection(actor=actor, objection=objection, upheld=False, decision="no")
    mine = {"actor": world.actor_for(deal.grantor), "objection": objection}
    with pytest.raises(Invalid):
        notices.decide_objection(**mine, upheld=False, decision="")
    notices.decide_objection(**mine, upheld=False, decision="no")
    with pytest.raises(Stale):
        notices.decide_objection(**mine, upheld=True, decision="yes")
    with pytest.raises(Refused):
        notices.close_notice(actor=world.actor_for(deal.grantor), notice=notice, today=notice.end)
