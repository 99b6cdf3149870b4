"""Deals that hold: the way from inquiry to a grant in force, and what the law refuses."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest
from django.utils import timezone

from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.journal.actions import seal
from patentfair.apps.journal.models import Entry
from patentfair.apps.journal.queries import verify
from patentfair.apps.market.actions import deals, signing
from patentfair.apps.market.actions.open_licences import take_open_licence
from patentfair.apps.market.models import Consent, Deal, Listing
from patentfair.apps.registry.actions import add_legal_event
from patentfair.apps.rights import actions as rights
from patentfair.apps.rights.models import Grant, Interest, Ledger
from patentfair.apps.rights.queries import grantable, owns
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.domain.patents.status import EventCode


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
        )
        .select_related("patent", "organisation")
        .order_by("pk")
        .first()
    )


@pytest.fixture
def firms(world, listing):
    return list(
        Organisation.objects.filter(kind__in=("company", "small_firm"))
        .exclude(pk=listing.organisation_id)
        .order_by("pk")
    )


def terms(listing, **changes) -> Terms:
    today = timezone.localdate()
    base = Terms(
        kind=DealKind.EXCLUSIVE,
        patents=(listing.patent.key,),
        territory=("CN",),
        start=today,
        end=today + timedelta(days=700),
        upfront=Decimal(300_000),
    )
    return msgspec.structs.replace(base, **changes)


def negotiate(world, listing, firm, asked: Terms) -> Deal:
    """Inquiry, answer, terms by the owner, accepted by the firm."""
    seller, buyer = world.actor_for(listing.organisation), world.actor_for(firm)
    deal = deals.open_inquiry(
        actor=buyer,
        organisation=firm,
        patent=listing.patent,
        grantor=listing.organisation,
        listing=listing,
        text="Can this run on our line?",
    )
    deals.answer(actor=seller, deal=deal, text="Yes.")
    sheet = deals.propose_terms(actor=seller, deal=deal, terms=asked)
    deals.accept_terms(actor=buyer, deal=deal, sheet_hash=sheet.hash)
    return Deal.objects.select_related("agreed_sheet", "patent", "grantor", "grantee").get(pk=deal.pk)


def sign_both(world, deal: Deal) -> Deal:
    for organisation in (deal.grantor, deal.grantee):
        signing.sign(actor=world.actor_for(organisation), deal=deal, sheet_hash=deal.agreed_sheet.hash, name="A Signer")
    return Deal.objects.get(pk=deal.pk)


def test_from_inquiry_to_recorded_licence(world, listing, firms):
    deal = sign_both(world, negotiate(world, listing, firms[0], terms(listing)))
    assert deal.state == "in_force"
    grant = Grant.objects.get(basis=f"deal:{deal.pk}")
    assert (grant.kind, grant.grantee_id) == ("exclusive", firms[0].pk)
    assert deal.recordal_due is not None
    assert timedelta(days=80) < deal.recordal_due - timezone.localdate() < timedelta(days=110)
    signing.record_recordal(
        actor=world.actor_for(listing.organisation), deal=deal, recorded_on=timezone.localdate(), record_number="X-1"
    )
    grant.refresh_from_db()
    assert grant.recorded_on == timezone.localdate()
    seal()
    assert verify().ok
    events = list(Entry.objects.filter(object=f"deal:{deal.pk}").order_by("pk").values_list("event", flat=True))
    assert events[0] == "inquiry.opened"
    assert events[-1] == "deal.recorded"
    assert {"legalcheck.done", "deal.agreed", "deal.signed", "deal.in-force"} <= set(events)


def test_a_conflicting_licence_is_refused_with_what_is_left(world, listing, firms):
    sign_both(world, negotiate(world, listing, firms[0], terms(listing, territory=("CN-GD",))))
    with pytest.raises(Refused) as refused:
        negotiate(world, listing, firms[1], terms(listing, territory=("CN",), kind=DealKind.EXCLUSIVE))
    decision = refused.value.data["decision"]
    assert refused.value.code == "rights.forbidden"
    assert decision.carve_out
    assert all("CN-GD" in box.territory_except or "CN-GD" not in box.territory for box in decision.carve_out)
    elsewhere = sign_both(world, negotiate(world, listing, firms[2], terms(listing, territory=("CN-BJ",))))
    assert elsewhere.state == "in_force"
    assert Grant.objects.filter(patent=listing.patent, kind="exclusive").count() == 2


def test_two_deals_agreed_on_the_same_exclusive_only_one_comes_into_force(world, listing, firms):
    first = negotiate(world, listing, firms[0], terms(listing))
    second = negotiate(world, listing, firms[1], terms(listing))
    assert sign_both(world, first).state == "in_force"
    with pytest.raises(Refused) as refused:
        sign_both(world, second)
    assert refused.value.code == "rights.forbidden"
    assert Grant.objects.filter(patent=listing.patent).count() == 1


def test_a_decision_on_an_old_ledger_is_stale(world, listing, firms):
    deal = negotiate(world, listing, firms[0], terms(listing))
    version = Ledger.objects.get_or_create(patent=listing.patent)[0].version
    Ledger.objects.filter(patent=listing.patent).update(version=version + 1)
    with pytest.raises(Stale):
        rights.carry_out(
            actor=world.actor_for(listing.organisation),
            patent=listing.patent,
            grantor=deal.grantor,
            grantee=deal.grantee,
            terms=terms(listing),
            executed=timezone.localdate(),
            basis="deal:0",
            ledger_version=version,
        )
    assert not Grant.objects.filter(patent=listing.patent).exists()


def test_both_sides_must_accept_the_very_same_version(world, listing, firms):
    seller, buyer = world.actor_for(listing.organisation), world.actor_for(firms[0])
    deal = deals.open_inquiry(
        actor=buyer,
        organisation=firms[0],
        patent=listing.patent,
        grantor=listing.organisation,
        listing=listing,
        text="?",
    )
    deals.answer(actor=seller, deal=deal, text="Yes.")
    old = deals.propose_terms(actor=seller, deal=deal, terms=terms(listing))
    with pytest.raises(Refused):
        deals.accept_terms(actor=seller, deal=deal, sheet_hash=old.hash)
    new = deals.propose_terms(actor=buyer, deal=deal, terms=terms(listing, upfront=Decimal(250_000)))
    with pytest.raises(Stale):
        deals.accept_terms(actor=seller, deal=deal, sheet_hash=old.hash)
    with pytest.raises(Refused):
        deals.propose_terms(actor=buyer, deal=deal, terms=terms(listing, upfront=Decimal(250_000)))
    deals.accept_terms(actor=seller, deal=deal, sheet_hash=new.hash)
    assert Deal.objects.get(pk=deal.pk).agreed_sheet_id == new.pk


def test_a_new_version_after_agreement_reopens_the_talks(world, listing, firms):
    deal = negotiate(world, listing, firms[0], terms(listing))
    deals.propose_terms(actor=world.actor_for(firms[0]), deal=deal, terms=terms(listing, upfront=Decimal(1)))
    deal = Deal.objects.get(pk=deal.pk)
    assert deal.state == "negotiation"
    assert deal.agreed_sheet_id is None


def test_a_pledge_needs_the_pledgees_consent_before_the_last_signature(world, listing, firms):
    bank = Organisation.objects.get(kind="bank")
    desk = world.actor_for(listing.organisation)
    staff = next(iter(listing.center.posts.select_related("user")))
    rights.enter_pledge(
        actor=actor_of(staff.user, timezone.localdate()),
        patent=listing.patent,
        holder=bank,
        registered_on=timezone.localdate() - timedelta(days=10),
        basis="registration:1",
    )
    deal = negotiate(world, listing, firms[0], terms(listing, kind=DealKind.ORDINARY))
    with pytest.raises(Refused) as refused:
        sign_both(world, deal)
    assert refused.value.code == "rights.consents-missing"
    consent = Consent.objects.get(deal=deal)
    assert consent.organisation_id == bank.pk
    with pytest.raises(Refused):
        deals.decide_consent(actor=desk, consent=consent, given=True)
    deals.decide_consent(actor=world.actor_for(bank), consent=consent, given=True)
    deal = Deal.objects.select_related("agreed_sheet", "patent", "grantor", "grantee").get(pk=deal.pk)
    signing.sign(actor=world.actor_for(deal.grantee), deal=deal, sheet_hash=deal.agreed_sheet.hash, name="B Signer")
    assert Deal.objects.get(pk=deal.pk).state == "in_force"


def test_co_owners_consent_to_an_exclusive_licence_but_not_to_an_ordinary_one(world, listing, firms):
    other = firms[3]
    interest = Interest.objects.get(patent=listing.patent, organisation=listing.organisation, valid_until=None)
    interest.share_denominator = 2
    interest.save()
    Interest.objects.create(
        patent=listing.patent,
        organisation=other,
        share_numerator=1,
        share_denominator=2,
        valid_from=interest.valid_from,
        basis="test",
    )
    declaration = listing.patent.declaration
    undeclared = negotiate(world, listing, firms[4], terms(listing, kind=DealKind.ORDINARY))
    assert undeclared.sheets.first().checks.first().outcome == "INDETERMINATE"
    declaration.facts = {**declaration.facts, "coownership_agreement": []}
    declaration.save()
    exclusive = negotiate(world, listing, firms[0], terms(listing))
    assert [c.organisation_id for c in Consent.objects.filter(deal=exclusive)] == [other.pk]
    ordinary = negotiate(world, listing, firms[1], terms(listing, kind=DealKind.ORDINARY))
    assert not Consent.objects.filter(deal=ordinary).exists()
    assert sign_both(world, ordinary).state == "in_force"


def test_title_passes_on_registration_and_not_before(world, listing, firms):
    deal = negotiate(world, listing, firms[0], terms(listing, kind=DealKind.ASSIGNMENT, end=None))
    deals.enter_formalities(
        actor=world.actor_for(listing.organisation),
        deal=deal,
        facts={"first_refusal": "waived"},
        evidence_sha256="0" * 64,
    )
    deal = Deal.objects.select_related("agreed_sheet", "patent", "grantor", "grantee").get(pk=deal.pk)
    deal = sign_both(world, deal)
    today = timezone.localdate()
    assert deal.state == "in_force"
    assert owns(listing.organisation, listing.patent, today)
    with pytest.raises(Refused) as refused:
        signing.record_recordal(actor=world.actor_for(firms[0]), deal=deal, recorded_on=today, record_number="REG-1")
    assert refused.value.code == "deal.center-enters-registration"
    desk = actor_of(listing.center.posts.first().user, today)
    signing.record_recordal(actor=desk, deal=deal, recorded_on=today, record_number="REG-1")
    assert not owns(listing.organisation, listing.patent, today)
    assert owns(firms[0], listing.patent, today)


def test_inventors_first_refusal_must_be_settled_before_the_last_signature(world, listing, firms):
    deal = negotiate(world, listing, firms[0], terms(listing, kind=DealKind.ASSIGNMENT, end=None))
    with pytest.raises(Refused) as refused:
        sign_both(world, deal)
    assert refused.value.code == "rights.formalities-missing"
    assert Deal.objects.get(pk=deal.pk).state == "agreed" or Deal.objects.get(pk=deal.pk).state == "partly_signed"
    assert not Grant.objects.filter(patent=listing.patent).exists()


def test_a_lapsed_patent_cannot_be_licensed(world, listing, firms):
    deal = negotiate(world, listing, firms[0], terms(listing))
    add_legal_event(
        actor=world.actor("yu-tinglan"),
        patent=listing.patent,
        date=timezone.localdate(),
        code=EventCode.LAPSED,
        source="cnipa-gazette-csv",
    )
    deal.patent.refresh_from_db()
    with pytest.raises(Refused) as refused:
        sign_both(world, deal)
    assert refused.value.code == "rights.forbidden"


def test_what_nobody_vouches_for_is_not_taken_as_absent(world, listing):
    declaration = listing.patent.declaration
    for name in ("grants_complete", "encumbrances_complete"):
        kept = declaration.facts
        declaration.facts = {k: v for k, v in kept.items() if k != name}
        declaration.save()
        outcomes = {row.kind: row.decision.outcome.name for row in grantable(listing.patent, timezone.localdate())}
        assert outcomes["exclusive_licence"] == "INDETERMINATE", name
        declaration.facts = kept
        declaration.save()


def test_recordal_runs_from_the_contract_not_from_the_term(world, listing, firms):
    today = timezone.localdate()
    later = terms(listing, start=today + timedelta(days=200), end=today + timedelta(days=600))
    deal = sign_both(world, negotiate(world, listing, firms[0], later))
    assert deal.recordal_due - today < timedelta(days=110)


def test_an_open_licence_bars_an_exclusive_one_patent_wide(world):
    opened = Grant.objects.filter(kind="open_declaration").select_related("patent").first()
    outcomes = {row.kind: row.decision.outcome.name for row in grantable(opened.patent, timezone.localdate())}
    assert outcomes["exclusive_licence"] == "FORBIDDEN"
    assert outcomes["sole_licence"] == "FORBIDDEN"
    assert outcomes["ordinary_licence"] in ("ALLOWED", "NEEDS_FORMALITY")


def test_other_offices_are_indeterminate_until_they_have_a_pack(world):
    from patentfair.apps.registry.models import Patent

    patent = Patent.objects.filter(office="US").first()
    assert {row.decision.outcome.name for row in grantable(patent, timezone.localdate())} == {"INDETERMINATE"}


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("end", {"end": timezone.localdate() - timedelta(days=1)}),
        ("acts", {"acts": ()}),
        ("upfront", {"upfront": Decimal(-1)}),
        ("upfront", {"upfront": Decimal("NaN")}),
        ("royalty_base", {"royalty_percent": Decimal(3)}),
        ("patents", {"patents": ("CN000000001B",)}),
        ("territory", {"territory": ()}),
        ("currency", {"currency": "yuan"}),
    ],
)
def test_bad_terms_name_the_field(world, listing, firms, field, changes):
    seller, buyer = world.actor_for(listing.organisation), world.actor_for(firms[0])
    deal = deals.open_inquiry(
        actor=buyer,
        organisation=firms[0],
        patent=listing.patent,
        grantor=listing.organisation,
        listing=listing,
        text="?",
    )
    deals.answer(actor=seller, deal=deal, text="Yes.")
    before = Entry.objects.count()
    with pytest.raises(Invalid) as invalid:
        deals.propose_terms(actor=seller, deal=deal, terms=terms(listing, **changes))
    assert invalid.value.data["field"] == field
    assert Entry.objects.count() == before


def test_an_outsider_can_do_nothing_in_a_deal(world, listing, firms):
    deal = negotiate(world, listing, firms[0], terms(listing))
    outsider = world.actor_for(firms[5])
    before = Entry.objects.count()
    for attempt in (
        lambda: deals.say(actor=outsider, deal=deal, text="hello"),
        lambda: deals.decline(actor=outsider, deal=deal, reason="price"),
        lambda: signing.sign(actor=outsider, deal=deal, sheet_hash=deal.agreed_sheet.hash, name="X"),
        lambda: deals.propose_terms(actor=outsider, deal=deal, terms=terms(listing, upfront=Decimal(2))),
        lambda: signing.record_recordal(actor=outsider, deal=deal, recorded_on=timezone.localdate(), record_number="1"),
    ):
        with pytest.raises(Refused):
            attempt()
    assert Entry.objects.count() == before


def test_an_open_licence_is_taken_by_notice_and_payment(world):
    opened = Grant.objects.filter(kind="open_declaration").select_related("patent", "grantor").first()
    listing = Listing.objects.select_related("patent", "organisation", "center").get(
        patent=opened.patent, state="published"
    )
    firm = Organisation.objects.filter(kind="company").exclude(pk=listing.organisation_id).order_by("pk").first()
    today = timezone.localdate()
    taking = {"actor": world.actor_for(firm), "organisation": firm, "name": "A Taker", "paid_on": today}
    with pytest.raises(Refused):
        take_open_licence(listing=listing, evidence_sha256="1" * 64, **taking)  # the listing does not offer it
    listing.kinds = ["open"]
    listing.price_mode, listing.upfront = "fixed", Decimal(20_000)
    listing.save()
    with pytest.raises(Invalid):
        take_open_licence(listing=listing, evidence_sha256="", **taking)
    deal = take_open_licence(listing=listing, evidence_sha256="1" * 64, **taking)
    assert deal.state == "in_force"
    assert deal.recordal_due is not None
    grant = Grant.objects.get(basis=f"deal:{deal.pk}")
    assert (grant.kind, grant.grantee_id) == ("open_taken", firm.pk)
    with pytest.raises(Refused):
        take_open_licence(listing=listing, evidence_sha256="1" * 64, **{**taking, "organisation": listing.organisation})
    opened.ended_on = today
    opened.save()
    other = Organisation.objects.filter(kind="small_firm").exclude(pk=listing.organisation_id).first()
    with pytest.raises(Refused):
        take_open_licence(
            listing=listing,
            evidence_sha256="1" * 64,
            **{**taking, "actor": world.actor_for(other), "organisation": other},
        )
