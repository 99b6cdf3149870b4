"""Acts that someone with a grudge would try: each is refused, or cannot do what it was meant to."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from django.utils import timezone

from patentfair.apps.accounts.models import Membership, Organisation
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.market.actions import auctions, bids, changes, data_rooms, deals, disputes, money, signing
from patentfair.apps.market.actions import price_notices as notices
from patentfair.apps.market.models import Deal, Listing, Termination
from patentfair.apps.market.price_facts import formalities_of
from patentfair.apps.market.receipts import deal_receipt
from patentfair.apps.rights.models import Grant
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market.deal import Side
from patentfair.domain.market.price_notice import earliest_end
from patentfair.domain.market.terms import DealKind, Terms


@pytest.fixture
def listing(world):
    """A published listing of a company's invention that nobody has asked about."""
    return (
        Listing.objects.filter(
            state="published",
            deals=None,
            organisation__kind__in=("company", "small_firm"),
            patent__right_type="invention",
            patent__encumbrances=None,
            patent__grants=None,
            center__isnull=False,
        )
        .select_related("patent", "organisation", "center")
        .order_by("pk")
        .first()
    )


@pytest.fixture
def firms(world, listing):
    others = Organisation.objects.filter(kind__in=("company", "small_firm")).exclude(pk=listing.organisation_id)
    return list(others.order_by("pk"))


@pytest.fixture
def staff(world, listing):
    user = world.make_user("center-staff")
    user.posts.create(center=listing.center, role="staff")
    return user


def staff_of(user, organisation=None):
    """The staff as an actor, a member of an organisation where one is given."""
    if organisation is not None:
        Membership.objects.create(user=user, organisation=organisation, role="agent")
    return actor_of(user, timezone.localdate())


def terms(listing, **more) -> Terms:
    today = timezone.localdate()
    base = Terms(
        kind=DealKind.ORDINARY,
        patents=(listing.patent.key,),
        start=today,
        end=today + timedelta(days=700),
        upfront=Decimal(1000),
    )
    return msgspec.structs.replace(base, **more)


def agreed(world, listing, firm, **more) -> Deal:
    seller, buyer = world.actor_for(listing.organisation), world.actor_for(firm)
    deal = deals.open_inquiry(
        actor=buyer, organisation=firm, patent=listing.patent, grantor=listing.organisation, listing=listing, text="?"
    )
    deals.answer(actor=seller, deal=deal, text="Yes.")
    sheet = deals.propose_terms(actor=seller, deal=deal, terms=terms(listing, **more))
    deals.accept_terms(actor=buyer, deal=deal, sheet_hash=sheet.hash)
    return Deal.objects.select_related("agreed_sheet", "patent", "grantor", "grantee").get(pk=deal.pk)


def in_force(world, listing, firm, **more) -> Deal:
    deal = agreed(world, listing, firm, **more)
    if deal.kind == DealKind.ASSIGNMENT.value:
        facts = {"first_refusal": "waived"}
        deals.enter_formalities(actor=world.actor_for(deal.grantor), deal=deal, facts=facts, evidence_sha256="0" * 64)
    for organisation in (deal.grantor, deal.grantee):
        signing.sign(actor=world.actor_for(organisation), deal=deal, sheet_hash=deal.agreed_sheet.hash, name="A Signer")
    return Deal.objects.select_related("agreed_sheet", "patent", "grantor", "grantee").get(pk=deal.pk)


@pytest.mark.parametrize("ground", ["right_ended", "contractual"])
def test_nobody_ends_a_grant_alone_before_the_other_side_could_contest_it(world, listing, firms, ground):
    deal = in_force(world, listing, firms[0])
    seller, buyer = world.actor_for(deal.grantor), world.actor_for(deal.grantee)
    notice = changes.terminate(actor=seller, deal=deal, ground=ground, reason="because I say so")
    deal.refresh_from_db()
    assert (deal.state, notice.state) == ("in_force", "noticed")
    assert notice.effective_on == timezone.localdate() + timedelta(days=changes.CONTEST_DAYS)
    with pytest.raises(Refused, match=r"termination\.not-yet"):
        changes.take_effect(actor=seller, termination=notice)
    changes.contest_termination(actor=buyer, termination=notice, reason="That is not so.")
    Termination.objects.filter(pk=notice.pk).update(effective_on=timezone.localdate())
    with pytest.raises(Stale, match=r"termination\.already-closed"):
        changes.take_effect(actor=seller, termination=Termination.objects.select_related("deal").get(pk=notice.pk))
    assert Grant.objects.get(basis=f"deal:{deal.pk}").ended_on is None


def test_a_right_that_ended_in_the_register_ends_its_deal_at_once(world, listing, firms):
    deal = in_force(world, listing, firms[0])
    type(deal.patent).objects.filter(pk=deal.patent_id).update(term_end=timezone.localdate() - timedelta(days=1))
    notice = changes.terminate(
        actor=world.actor_for(deal.grantee), deal=deal, ground="right_ended", reason="The term has run out."
    )
    assert notice.state == "effective"


def test_staff_enter_no_registration_of_their_own_deal(world, listing, firms, staff):
    deal = in_force(world, listing, firms[0], kind=DealKind.ASSIGNMENT, end=None)
    Deal.objects.filter(pk=deal.pk).update(center=listing.center)
    deal.refresh_from_db()
    entry = {"deal": deal, "recorded_on": timezone.localdate(), "record_number": "X-1"}
    with pytest.raises(Refused, match=r"deal\.concerned"):
        signing.record_recordal(actor=staff_of(staff, deal.grantee), **entry)
    Membership.objects.filter(user=staff).delete()
    signing.record_recordal(actor=staff_of(staff), **entry)
    deal.refresh_from_db()
    assert deal.state == "recorded"


@pytest.mark.parametrize("whose", ["seller", "rival"])
def test_staff_who_bid_or_sell_decide_nothing_about_other_bidders(world, listing, firms, staff, whose):
    now = timezone.now()
    seller = world.actor_for(listing.organisation)
    auction = auctions.draft_auction(
        actor=seller,
        listing=listing,
        terms=terms(listing, upfront=Decimal(0)),
        kind="sealed",
        starting_price=Decimal(100),
        reserve=Decimal(100),
        increment=Decimal(1),
        deposit=Decimal(0),
        opens_at=now + timedelta(minutes=1),
        closes_at=now + timedelta(days=1),
        latest_close=now + timedelta(days=1),
        rules="",
    )
    auctions.announce_auction(actor=seller, auction=auction)
    made = [
        bids.apply_to_bid(actor=world.actor_for(firm), auction=auction, organisation=firm, evidence_sha256="")
        for firm in firms[:2]
    ]
    concerned = staff_of(staff, listing.organisation if whose == "seller" else firms[0])
    with pytest.raises(Refused):
        bids.decide_bidder(actor=concerned, bidder=made[1], admitted=False, reason="I would rather win myself.")
    Membership.objects.filter(user=staff).delete()
    bids.decide_bidder(actor=staff_of(staff), bidder=made[1], admitted=True)


def test_talks_that_ended_are_over(world, listing, firms):
    deal = agreed(world, listing, firms[0])
    seller, buyer = world.actor_for(deal.grantor), world.actor_for(deal.grantee)
    deals.say(actor=buyer, deal=deal, text="Still here.")
    deals.decline(actor=seller, deal=deal, reason="price")
    with pytest.raises(Refused, match=r"deal\.not-now"):
        deals.say(actor=buyer, deal=deal, text="And another thing.")


def test_a_confirmed_settlement_that_was_replaced_is_confirmed_anew(world, listing, firms, staff):
    deal = in_force(world, listing, firms[0])
    Deal.objects.filter(pk=deal.pk).update(center=listing.center)
    deal.refresh_from_db()
    mediator = staff_of(staff)
    seller, buyer = world.actor_for(deal.grantor), world.actor_for(deal.grantee)
    complaint = disputes.open_complaint(actor=seller, deal=deal, about="payment", text="Not paid.")
    disputes.begin_mediation(actor=mediator, complaint=complaint)
    digest = disputes.propose_settlement(actor=mediator, complaint=complaint, text="Half.")
    disputes.settle(actor=seller, complaint=complaint, text_hash=digest)
    disputes.propose_settlement(actor=mediator, complaint=complaint, text="A third.")
    assert disputes.propose_settlement(actor=mediator, complaint=complaint, text="Half.") == digest
    assert not disputes.settle(actor=buyer, complaint=complaint, text_hash=digest)
    assert complaint.state == "in_mediation"


def test_the_receipt_tells_nothing_of_files_that_are_closed(world, listing, firms):
    deal = agreed(world, listing, firms[0])
    hidden, shown = "a" * 64, "b" * 64
    seller = world.actor_for(deal.grantor)
    for digest, stage in ((hidden, "confidential"), (shown, "talks")):
        file = data_rooms.put_file(actor=seller, deal=deal, name="f.pdf", sha256=digest, size=1, stage=stage)
        data_rooms.open_file(actor=seller, file=file)
    told = {side: str(deal_receipt(deal, side=side)) for side in (Side.GRANTOR, Side.GRANTEE, None)}
    assert [hidden in told[side] for side in told] == [True, False, False]
    assert all(shown in text for text in told.values())


def test_money_was_not_paid_in_the_year_one(world, listing, firms):
    deal = in_force(world, listing, firms[0])
    invoice = money.issue_invoice(
        actor=world.actor_for(deal.grantor), deal=deal, what="Travel", amount=Decimal(10), due_on=timezone.localdate()
    )
    with pytest.raises(Invalid, match=r"rights\.day-impossible"):
        money.state_payment(
            actor=world.actor_for(deal.grantee),
            invoice=invoice,
            amount=Decimal(10),
            paid_on=date(1, 1, 1),
            evidence_name="x.pdf",
            evidence_sha256="a" * 64,
        )


@pytest.mark.parametrize("withdrawn", [False, True])
def test_no_claim_of_a_listing_gets_round_a_notice_that_was_given(world, listing, firms, withdrawn):
    Organisation.objects.filter(pk=listing.organisation_id).update(kind="university", is_state_founded=True)
    listing.organisation.refresh_from_db()
    deal = agreed(world, listing, firms[0])
    seller, buyer, today = world.actor_for(deal.grantor), world.actor_for(deal.grantee), timezone.localdate()
    notice = notices.publish_notice(actor=seller, deal=deal, start=today, end=earliest_end(today), contact="Office")
    if withdrawn:
        notices.withdraw_notice(actor=seller, notice=notice)
    deal.refresh_from_db()
    deals.enter_formalities(actor=buyer, deal=deal, facts={"price_method": "listing"}, evidence_sha256="0" * 64)
    assert formalities_of(deal, deal.agreed_sheet.hash)["price_method"] == "agreement"
    assert ("price_notice" in formalities_of(deal, deal.agreed_sheet.hash)) is not withdrawn
