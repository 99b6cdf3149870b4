"""A deal of each kind from the first word to its end, on what the law and the other side allow."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.journal.actions import seal
from patentfair.apps.journal.queries import verify
from patentfair.apps.market import deal_jobs
from patentfair.apps.market.actions import changes, deals, signing
from patentfair.apps.market.models import Consent, Deal, Listing
from patentfair.apps.market.queries import terms_of
from patentfair.apps.rights.models import Encumbrance, Grant, Interest
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market.deal import Side
from patentfair.domain.market.kinds import KINDS, check_kind, steps_of
from patentfair.domain.market.terms import Condition, DealKind, Milestone, Terms, Tier, check

TODAY = timezone.localdate
YEAR = timedelta(days=365)
HASH = "0" * 64


@pytest.fixture
def listings(world):
    """Published listings of companies' granted inventions that nobody has asked about, several of one owner first."""
    found = (
        Listing.objects.filter(
            state="published",
            deals=None,
            organisation__kind__in=("company", "small_firm"),
            patent__right_type="invention",
            patent__encumbrances=None,
            patent__grants=None,
        )
        .select_related("patent", "organisation")
        .order_by("pk")
    )
    return list(found)


@pytest.fixture
def listing(listings):
    return listings[0]


@pytest.fixture
def firms(world, listing):
    firms = Organisation.objects.filter(kind__in=("company", "small_firm")).exclude(pk=listing.organisation_id)
    return list(firms.order_by("pk"))


def read(deal) -> Deal:
    return Deal.objects.select_related("agreed_sheet", "patent", "grantor", "grantee").get(pk=deal.pk)


def terms(listing, kind, **changed) -> Terms:
    base = Terms(kind=kind, patents=(listing.patent.key,), start=TODAY(), end=TODAY() + YEAR, upfront=Decimal(1000))
    return msgspec.structs.replace(base, **changed)


def agree(world, deal, asked: Terms) -> Deal:
    seller, buyer = world.actor_for(deal.grantor), world.actor_for(deal.grantee)
    answerer = seller if deal.opened_by == "grantee" else buyer
    deals.answer(actor=answerer, deal=deal, text="Yes, let us talk.")
    sheet = deals.propose_terms(actor=seller, deal=deal, terms=asked)
    deals.accept_terms(actor=buyer, deal=deal, sheet_hash=sheet.hash)
    return read(deal)


def sign(world, deal) -> Deal:
    for organisation in (deal.grantor, deal.grantee):
        signing.sign(actor=world.actor_for(organisation), deal=deal, sheet_hash=deal.agreed_sheet.hash, name="Li Lei")
    return read(deal)


def ask(world, listing, firm, kind=DealKind.ORDINARY) -> Deal:
    return deals.open_inquiry(
        actor=world.actor_for(firm),
        organisation=firm,
        patent=listing.patent,
        grantor=listing.organisation,
        listing=listing,
        kind=kind,
        text="We should like to work it.",
    )


def made(world, listing, firm, asked: Terms) -> Deal:
    return sign(world, agree(world, ask(world, listing, firm, asked.kind), asked))


def test_every_kind_has_a_row_steps_and_checks():
    assert {row.kind for row in KINDS} == set(DealKind)
    for row in KINDS:
        steps = steps_of(row.kind, confidential=True, consents=True, notice=True, conditions=True)
        assert steps[-2:] == ("performance", "end")
        assert len(set(steps)) == len(steps)
        assert row.name.zh


def test_pledge_is_offered_to_the_bank_registered_by_the_center_and_released_by_the_bank(world, listing):
    bank = Organisation.objects.filter(kind="bank").first()
    owner = world.actor_for(listing.organisation)
    deal = deals.open_offer(
        actor=owner,
        organisation=listing.organisation,
        patent=listing.patent,
        grantee=bank,
        kind=DealKind.PLEDGE,
        text="A loan of two million for the pilot line.",
    )
    assert (deal.opened_by, deal.center is not None) == ("grantor", True)
    with pytest.raises(Refused):
        deals.answer(actor=owner, deal=deal, text="I answer myself.")
    asked = terms(
        listing,
        DealKind.PLEDGE,
        secured_amount=Decimal(2_000_000),
        debt_from=TODAY(),
        debt_until=TODAY() + YEAR,
        debtor=listing.organisation.name_zh,
        end=None,
        upfront=Decimal(0),
    )
    deal = sign(world, agree(world, deal, asked))
    assert deal.state == "in_force"
    assert not Encumbrance.objects.filter(patent=listing.patent).exists()
    with pytest.raises(Refused) as refused:
        signing.record_recordal(actor=owner, deal=deal, recorded_on=TODAY(), record_number="Y1")
    assert refused.value.code == "deal.center-enters-registration"
    signing.record_recordal(actor=SYSTEM, deal=deal, recorded_on=TODAY(), record_number="Y1")
    pledge = Encumbrance.objects.get(patent=listing.patent)
    assert (pledge.holder_id, pledge.valid_until) == (bank.pk, None)
    deal = read(deal)
    with pytest.raises(Refused) as refused:
        changes.terminate(actor=owner, deal=deal, ground="debt_paid", reason="We have paid all.")
    assert refused.value.code == "termination.pledgee-only"
    changes.terminate(actor=world.actor_for(bank), deal=deal, ground="debt_paid", reason="The loan is paid back.")
    pledge.refresh_from_db()
    assert (read(deal).state, pledge.valid_until) == ("terminated", TODAY())
    seal()
    assert verify().ok


def test_a_sub_licence_rests_on_the_licence_and_needs_the_owner_where_it_was_not_allowed(world, listing, firms):
    made(world, listing, firms[0], terms(listing, DealKind.ORDINARY, sublicensable=False))
    deal = deals.open_inquiry(
        actor=world.actor_for(firms[1]),
        organisation=firms[1],
        patent=listing.patent,
        grantor=firms[0],
        kind=DealKind.SUB_LICENCE,
        text="Could we make it for you under your licence?",
    )
    assert deal.head_grant.grantee_id == firms[0].pk
    asked = terms(listing, DealKind.SUB_LICENCE, grants=DealKind.ORDINARY, end=TODAY() + timedelta(days=100))
    deals.answer(actor=world.actor_for(firms[0]), deal=deal, text="If the owner agrees.")
    sheet = deals.propose_terms(actor=world.actor_for(firms[0]), deal=deal, terms=asked)
    deals.accept_terms(actor=world.actor_for(firms[1]), deal=deal, sheet_hash=sheet.hash)
    deal = read(deal)
    consent = Consent.objects.get(deal=deal, organisation=listing.organisation)
    with pytest.raises(Refused):
        sign(world, deal)
    deals.decide_consent(actor=world.actor_for(listing.organisation), consent=consent, given=True)
    assert sign(world, deal).state == "in_force"


def test_a_sub_licence_within_a_licence_that_allows_it(world, listing, firms):
    made(world, listing, firms[0], terms(listing, DealKind.ORDINARY, sublicensable=True))
    deal = deals.open_offer(
        actor=world.actor_for(firms[0]),
        organisation=firms[0],
        patent=listing.patent,
        grantee=firms[1],
        kind=DealKind.SUB_LICENCE,
        text="You could make it for us.",
    )
    deal = sign(world, agree(world, deal, terms(listing, DealKind.SUB_LICENCE, end=TODAY() + timedelta(days=100))))
    assert deal.state == "in_force"
    grant = Grant.objects.get(basis=f"deal:{deal.pk}")
    assert (grant.grantor_id, grant.parent.grantee_id) == (firms[0].pk, firms[0].pk)


def test_use_first_pay_later_needs_a_free_period(world, listing, firms):
    deal = ask(world, listing, firms[0], DealKind.USE_FIRST)
    deals.answer(actor=world.actor_for(listing.organisation), deal=deal, text="Yes.")
    with pytest.raises(Invalid) as refused:
        deals.propose_terms(
            actor=world.actor_for(firms[0]), deal=deal, terms=terms(listing, DealKind.USE_FIRST, upfront=Decimal(0))
        )
    assert refused.value.data["field"] == "free_until"
    asked = terms(listing, DealKind.USE_FIRST, free_until=TODAY() + timedelta(days=180))
    sheet = deals.propose_terms(actor=world.actor_for(listing.organisation), deal=deal, terms=asked)
    deals.accept_terms(actor=world.actor_for(firms[0]), deal=deal, sheet_hash=sheet.hash)
    assert sign(world, read(deal)).state == "in_force"


def test_pilot_then_licence(world, listing, firms):
    asked = terms(
        listing,
        DealKind.PILOT,
        grants=DealKind.EXCLUSIVE,
        pilot_until=TODAY() + timedelta(days=90),
        pilot_fee=Decimal(10),
    )
    deal = made(world, listing, firms[0], asked)
    pilot = Grant.objects.get(basis=f"deal:{deal.pk}")
    assert pilot.end == asked.pilot_until
    with pytest.raises(Refused):
        changes.exercise_option(actor=world.actor_for(listing.organisation), deal=deal, name="Owner")
    changes.exercise_option(actor=world.actor_for(firms[0]), deal=deal, name="Li Lei")
    licence = Grant.objects.get(basis=f"deal:{deal.pk}/option")
    assert (licence.kind, licence.end) == ("exclusive", asked.end)
    with pytest.raises(Refused) as refused:
        changes.exercise_option(actor=world.actor_for(firms[0]), deal=read(deal), name="Li Lei")
    assert refused.value.code == "deal.no-option"
    longer = msgspec.structs.replace(asked, end=TODAY() + 2 * YEAR)
    amendment = changes.propose_amendment(
        actor=world.actor_for(firms[0]), deal=read(deal), terms=longer, reason="Longer.", name="Li Lei"
    )
    changes.decide_amendment(
        actor=world.actor_for(listing.organisation), amendment=amendment, agreed=True, name="Han Mei"
    )
    pilot.refresh_from_db()
    licence.refresh_from_db()
    assert (pilot.end, licence.end) == (asked.pilot_until, longer.end)


@pytest.mark.parametrize("kind", [DealKind.BUNDLE, DealKind.POOL, DealKind.JOINT_DEVELOPMENT])
def test_kinds_with_several_patents(world, listings, kind):
    owner = Counter(one.organisation_id for one in listings).most_common(1)[0][0]
    own = [one for one in listings if one.organisation_id == owner]
    assert len(own) > 1
    firm = Organisation.objects.filter(kind="company").exclude(pk=owner).order_by("pk").first()
    asked = terms(
        own[0],
        kind,
        patents=(own[0].patent.key, own[1].patent.key),
        know_how="Process parameters.",
        contributions="Each side two engineers.",
        results="Joint.",
    )
    deal = made(world, own[0], firm, asked)
    assert deal.state == "in_force"
    grants = Grant.objects.filter(basis=f"deal:{deal.pk}")
    assert {grant.patent_id for grant in grants} == {own[0].patent_id, own[1].patent_id}
    assert deal.deal_patents.count() == 2
    other = next(one for one in listings if one.organisation_id != owner)
    with pytest.raises(Invalid) as refused:
        deals.propose_terms(
            actor=world.actor_for(own[0].organisation),
            deal=agree_to_talk(world, own[1], firm),
            terms=terms(own[1], kind, patents=(own[1].patent.key, other.patent.key), contributions="x", results="y"),
        )
    assert refused.value.code == "terms.not-the-grantors"


def agree_to_talk(world, listing, firm) -> Deal:
    deal = ask(world, listing, firm)
    deals.answer(actor=world.actor_for(listing.organisation), deal=deal, text="Yes.")
    return read(deal)


def test_a_bundle_that_assigns_passes_every_title(world, listings):
    owner = Counter(one.organisation for one in listings).most_common(1)[0][0]
    own = [one for one in listings if one.organisation_id == owner.pk][:2]
    firm = Organisation.objects.filter(kind="company").exclude(pk=owner.pk).order_by("pk").first()
    asked = terms(
        own[0], DealKind.BUNDLE, grants=DealKind.ASSIGNMENT, patents=tuple(one.patent.key for one in own), know_how="k"
    )
    deal = agree(world, ask(world, own[0], firm, DealKind.BUNDLE), asked)
    deals.enter_formalities(
        actor=world.actor_for(owner), deal=deal, facts={"first_refusal": "waived"}, evidence_sha256=HASH
    )
    deal = sign(world, read(deal))
    signing.record_recordal(actor=SYSTEM, deal=deal, recorded_on=TODAY(), record_number="Z")
    for one in own:
        assert Interest.objects.get(patent=one.patent, valid_until=None).organisation_id == firm.pk


def test_conditions_hold_the_grant_back_until_met_or_let_it_fall(world, listing, firms):
    asked = terms(
        listing,
        DealKind.ORDINARY,
        conditions=(Condition("Board approves", TODAY() + timedelta(days=10)), Condition("Loan")),
    )
    deal = made(world, listing, firms[0], asked)
    assert deal.state == "conditional"
    assert not Grant.objects.filter(basis=f"deal:{deal.pk}").exists()
    actor = world.actor_for(firms[0])
    changes_ = {"actor": actor, "met_on": TODAY(), "evidence_sha256": HASH}
    signing.meet_condition(deal=deal, name="Loan", **changes_)
    with pytest.raises(Invalid):
        signing.meet_condition(deal=read(deal), name="Loan", **changes_)
    with pytest.raises(Refused) as refused:
        signing.lapse(actor=actor, deal=read(deal))
    assert refused.value.code == "deal.condition-still-open"
    signing.meet_condition(deal=read(deal), name="Board approves", **changes_)
    assert read(deal).state == "in_force"
    assert Grant.objects.filter(basis=f"deal:{deal.pk}").count() == 1


def test_an_unmet_condition_lets_the_contract_fall(world, listing, firms):
    asked = terms(listing, DealKind.ORDINARY, conditions=(Condition("Loan", TODAY() - timedelta(days=1)),))
    deal = made(world, listing, firms[0], asked)
    assert deal_jobs.lapse_unmet_conditions() == 1
    assert deal_jobs.lapse_unmet_conditions() == 0
    assert read(deal).state == "lapsed"


def test_an_amendment_is_in_force_only_when_both_signed_and_the_law_allows_it(world, listing, firms):
    first = made(world, listing, firms[0], terms(listing, DealKind.EXCLUSIVE, territory=("CN-GD",)))
    made(world, listing, firms[1], terms(listing, DealKind.EXCLUSIVE, territory=("CN-BJ",)))
    wider = terms(listing, DealKind.EXCLUSIVE, territory=("CN-GD", "CN-SH"))
    owner, licensee = world.actor_for(listing.organisation), world.actor_for(firms[0])
    amendment = changes.propose_amendment(
        actor=licensee, deal=first, terms=wider, reason="We also sell in Shanghai.", name="Li Lei"
    )
    with pytest.raises(Refused):
        changes.decide_amendment(actor=licensee, amendment=amendment, agreed=True, name="Li Lei")
    grant = Grant.objects.get(basis=f"deal:{first.pk}")
    assert grant.territory == ["CN-GD"]
    changes.decide_amendment(actor=owner, amendment=amendment, agreed=True, name="Han Mei")
    grant.refresh_from_db()
    assert grant.territory == ["CN-GD", "CN-SH"]
    assert terms_of(read(first).agreed_sheet).territory == ("CN-GD", "CN-SH")
    with pytest.raises(Stale):
        changes.decide_amendment(actor=owner, amendment=amendment, agreed=True, name="Han Mei")
    clash = msgspec.structs.replace(wider, territory=("CN-GD", "CN-BJ"))
    second = changes.propose_amendment(actor=licensee, deal=read(first), terms=clash, reason="Beijing.", name="Li Lei")
    with pytest.raises(Refused) as refused:
        changes.decide_amendment(actor=owner, amendment=second, agreed=True, name="Han Mei")
    assert refused.value.code == "rights.forbidden"
    grant.refresh_from_db()
    assert grant.territory == ["CN-GD", "CN-SH"]


def test_a_notice_for_breach_gives_time_to_put_it_right(world, listing, firms):
    deal = made(world, listing, firms[0], terms(listing, DealKind.ORDINARY))
    owner, licensee = world.actor_for(listing.organisation), world.actor_for(firms[0])
    notice = changes.terminate(actor=owner, deal=deal, ground="non_payment", reason="The fee is two months late.")
    assert notice.effective_on == TODAY() + timedelta(days=changes.CURE_DAYS)
    with pytest.raises(Refused) as refused:
        changes.take_effect(actor=owner, termination=notice)
    assert refused.value.code == "termination.not-yet"
    changes.contest_termination(actor=licensee, termination=notice, reason="It was paid on Monday.")
    assert read(deal).state == "in_force"
    again = changes.terminate(actor=owner, deal=read(deal), ground="breach", reason="Made more than allowed.")
    again.effective_on = TODAY()
    again.save()
    assert deal_jobs.let_notices_take_effect() == 1
    assert read(deal).state == "terminated"
    assert Grant.objects.get(basis=f"deal:{deal.pk}").ended_on == TODAY()


def test_an_end_by_agreement_waits_for_the_other_side(world, listing, firms):
    deal = made(world, listing, firms[0], terms(listing, DealKind.ORDINARY))
    owner, licensee = world.actor_for(listing.organisation), world.actor_for(firms[0])
    notice = changes.terminate(actor=licensee, deal=deal, ground="agreed", reason="We stop that product.")
    assert deal_jobs.let_notices_take_effect() == 0
    with pytest.raises(Refused):
        changes.agree_to_termination(actor=licensee, termination=notice)
    changes.agree_to_termination(actor=owner, termination=notice)
    assert read(deal).state == "terminated"


def test_deals_end_with_their_licence(world, listing, firms):
    deal = made(world, listing, firms[0], terms(listing, DealKind.ORDINARY))
    assert deal_jobs.end_run_out_deals() == 0
    Grant.objects.filter(basis=f"deal:{deal.pk}").update(start=TODAY() - YEAR, end=TODAY())
    assert deal_jobs.end_run_out_deals() == 1
    assert deal_jobs.end_run_out_deals() == 0
    assert read(deal).state == "ended"


def test_milestones_are_reached_once_with_evidence(world, listing, firms):
    asked = terms(
        listing,
        DealKind.ORDINARY,
        milestones=(Milestone("First ton", Decimal(5000)),),
        tiers=(Tier(Decimal(1_000_000), Decimal(5)), Tier(None, Decimal(3))),
        royalty_base="net sales",
    )
    deal = made(world, listing, firms[0], asked)
    actor = world.actor_for(firms[0])
    with pytest.raises(Invalid):
        changes.reach_milestone(actor=actor, deal=deal, name="First ton", reached_on=TODAY(), evidence_sha256="")
    changes.reach_milestone(actor=actor, deal=deal, name="First ton", reached_on=TODAY(), evidence_sha256=HASH)
    assert read(deal).reached == {"First ton": TODAY().isoformat()}
    with pytest.raises(Invalid):
        changes.reach_milestone(
            actor=actor, deal=read(deal), name="First ton", reached_on=TODAY(), evidence_sha256=HASH
        )


@pytest.mark.parametrize(
    ("kind", "changed", "field"),
    [
        (DealKind.PLEDGE, {"secured_amount": Decimal(0)}, "secured_amount"),
        (DealKind.PLEDGE, {"secured_amount": Decimal(1), "debtor": "x"}, "debt_until"),
        (DealKind.PLEDGE, {"secured_amount": Decimal(1), "debt_until": TODAY()}, "debtor"),
        (DealKind.PILOT, {}, "pilot_until"),
        (DealKind.JOINT_DEVELOPMENT, {"results": "ours"}, "contributions"),
        (DealKind.BUNDLE, {}, "patents"),
        (DealKind.ORDINARY, {"patents": ("a", "b")}, "patents"),
        (DealKind.POOL, {"grants": DealKind.ASSIGNMENT}, "grants"),
        (DealKind.ORDINARY, {"milestones": (Milestone("", Decimal(1)),)}, "milestones"),
        (DealKind.ORDINARY, {"conditions": (Condition("x"), Condition("x"))}, "conditions"),
    ],
)
def test_what_a_kind_needs_is_said_by_field(kind, changed, field):
    base = Terms(kind=kind, patents=("CN1",), start=TODAY())
    asked = msgspec.structs.replace(base, **changed)
    with pytest.raises(Invalid) as refused:
        check(asked)
        check_kind(asked)
    assert refused.value.data["field"] == field


def test_only_who_holds_something_can_offer_it(world, listing, firms):
    with pytest.raises(Refused) as refused:
        deals.open_offer(
            actor=world.actor_for(firms[0]),
            organisation=firms[0],
            patent=listing.patent,
            grantee=firms[1],
            text="Take this.",
        )
    assert refused.value.code == "rights.no-title"
    assert Side.GRANTOR in {side for row in KINDS for side in row.opens}
