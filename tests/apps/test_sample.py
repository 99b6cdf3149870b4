"""The sample world holds what a newcomer should find in it, the same each time."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from patentfair.adapters.documents.store import path_of
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.market import ledger
from patentfair.apps.market.badges import badges
from patentfair.apps.market.data_room import agreement_of, holds
from patentfair.apps.market.models import (
    Amendment,
    Auction,
    Bid,
    Bidder,
    Complaint,
    Deal,
    DealFlag,
    DisputeEvidence,
    IncomeShare,
    Invoice,
    Listing,
    Mandate,
    Need,
    Objection,
    OrganisationCheck,
    Payment,
    PriceNotice,
    Relation,
    RoomFile,
    RoyaltyStatement,
    SharingPlan,
    Termination,
    Valuation,
)
from patentfair.apps.market.prices import publication, quarter_of
from patentfair.apps.market.queries import terms_of
from patentfair.apps.market.responses import escalated_since
from patentfair.apps.matching.queries import need_profile
from patentfair.apps.registry.queries import record_of
from patentfair.apps.rights.models import Encumbrance, Grant, OwnershipClaim
from patentfair.apps.rights.queries import grantable
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.market.comparables import Level, Measure, band_for
from patentfair.domain.market.disclosure import Stage
from patentfair.domain.market.terms import DealKind
from patentfair.domain.matching.profile import Target
from patentfair.domain.matching.targets import meets
from patentfair.domain.patents.fields import fields_of
from patentfair.domain.rights.decision import Outcome
from patentfair.sample import world as loading
from patentfair.sample.deals import STAGES
from patentfair.sample.patents import read_needs, read_organisations, sample_patents

STAFFED = {"beijing", "shanghai", "zhejiang", "shenzhen", "liaoning"}


def published() -> list[Listing]:
    return list(Listing.objects.filter(is_sample=True, state="published").select_related("patent"))


def test_every_field_has_a_listing(world) -> None:
    fields = {field for one in published() for field in fields_of(s.symbol for s in record_of(one.patent).classes)}
    assert fields == set(range(1, 36))


def test_what_answers_a_need_is_listed_with_figures_that_meet_it(world) -> None:
    technologies = {m.record.publication.canonical: m.technology["key"] for m in sample_patents(timezone.localdate())}
    offered: dict[str, list[dict]] = {}
    for listing in published():
        offered.setdefault(technologies[listing.patent.key], []).extend(listing.targets)
    needs = {need.title: need for need in Need.objects.filter(is_sample=True)}
    for row in read_needs():
        stated = [Target(t["name"], t["comparator"], t["value"], None, t["unit"]) for t in offered[row["answered_by"]]]
        for wanted in need_profile(needs[row["title_zh"]]).targets:
            assert any(meets(wanted, one) for one in stated if one.name == wanted.name), (row["key"], wanted)


def test_every_desk_a_newcomer_can_open_has_work(world) -> None:
    people = read_organisations()["person"]
    assert {row["center"] for row in people if row["role"] in ("staff", "head")} == STAFFED
    for center in Center.objects.filter(key__in=STAFFED):
        assert OwnershipClaim.objects.filter(center=center, state="pending").exists(), center.key
        assert Deal.objects.filter(center=center, state="inquiry").exists(), center.key


def test_deals_stand_at_every_stage(world) -> None:
    states = set(Deal.objects.filter(is_sample=True).values_list("state", flat=True))
    assert states == set(STAGES) - {"proposed"} | {"conditional"}
    assert Deal.objects.filter(is_sample=True, state="negotiation", sheets__isnull=False).exists()


def test_the_open_licence_offers_nothing_else(world) -> None:
    (grant,) = Grant.objects.filter(kind=Grant.Kind.OPEN_DECLARATION)
    assert [one.kinds for one in Listing.objects.filter(patent=grant.patent)] == [["ordinary"]]


def deal_of(kind: DealKind, **wanted) -> Deal:
    """The sample deal of a kind that the step of that kind made: the first one signed or nearly so."""
    return Deal.objects.filter(is_sample=True, kind=kind.value, **wanted).order_by("pk").first()


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (DealKind.EXCLUSIVE, "conditional"),
        (DealKind.SOLE, "in_force"),
        (DealKind.USE_FIRST, "in_force"),
        (DealKind.PILOT, "in_force"),
        (DealKind.JOINT_DEVELOPMENT, "partly_signed"),
        (DealKind.BUNDLE, "agreed"),
        (DealKind.POOL, "recorded"),
        (DealKind.SUB_LICENCE, "in_force"),
        (DealKind.PLEDGE, "recorded"),
        (DealKind.ASSIGNMENT, "in_force"),
    ],
)
def test_a_deal_of_each_kind_stands_where_it_tells_something(world, kind, state) -> None:
    assert deal_of(kind, state=state) is not None


def test_every_deal_is_marked_as_sample(world) -> None:
    for model in (Deal, Auction, PriceNotice, Valuation):
        assert model.objects.exists()
        assert not model.objects.filter(is_sample=False).exists(), model


def test_what_the_kinds_of_deal_show(world) -> None:
    today = timezone.localdate()
    exclusive = deal_of(DealKind.EXCLUSIVE)
    terms = terms_of(exclusive.agreed_sheet)
    assert len(terms.tiers) == 3
    assert len(terms.milestones) == 2
    assert {one.name for one in terms.conditions} > set(exclusive.met) != set()
    assert terms_of(deal_of(DealKind.USE_FIRST).agreed_sheet).free_until > today
    pilot = deal_of(DealKind.PILOT)
    assert terms_of(pilot.agreed_sheet).pilot_until > today
    assert pilot.option_exercised_on is None
    assert deal_of(DealKind.BUNDLE).deal_patents.count() == 2
    assert Grant.objects.get(basis=f"deal:{deal_of(DealKind.SUB_LICENCE).pk}").parent is not None
    pledge = deal_of(DealKind.PLEDGE)
    assert Encumbrance.objects.get(basis=f"deal:{pledge.pk}").holder.kind == "bank"
    assert deal_of(DealKind.ASSIGNMENT).recorded_on is None
    assert Amendment.objects.get(state="proposed").deal == deal_of(DealKind.SOLE)
    assert Termination.objects.get().state == "noticed"


def test_the_data_room_holds_a_file_of_each_stage(world) -> None:
    deal = deal_of(DealKind.EXCLUSIVE)
    assert holds(agreement_of(deal), timezone.localdate())
    files = list(RoomFile.objects.filter(deal=deal))
    assert {one.stage for one in files} == set(Stage)
    assert {one.stage for one in files if one.views.exists()} == {"talks", "confidential"}


def test_every_file_named_is_there(world) -> None:
    """A page that offers a proof can hand it out."""
    named = set(RoomFile.objects.values_list("sha256", flat=True))
    for model, name in (
        (OwnershipClaim, "evidence_sha256"), (Payment, "evidence_sha256"), (RoyaltyStatement, "evidence_sha256"),
        (SharingPlan, "evidence_sha256"), (OrganisationCheck, "evidence_sha256"), (DisputeEvidence, "sha256"),
        (Mandate, "document_sha256"), (Bidder, "deposit_evidence"), (Termination, "evidence_sha256"),
    ):  # fmt: skip
        found = set(model.objects.values_list(name, flat=True))
        assert found, model
        named |= found
    missing = [one for one in named if not path_of(Path(settings.FILES_ROOT), one).is_file()]
    assert not missing


def test_people_stand_around_the_deals(world) -> None:
    assert Mandate.objects.get(accepted_at__isnull=False).organisation.kind == "agency"
    dispute = Complaint.objects.get()
    assert dispute.state == "in_mediation"
    assert dispute.mediator.posts.filter(center=dispute.center).exists()
    assert dispute.settlement_sha256
    checked = set(OrganisationCheck.objects.values_list("organisation", flat=True))
    assert len(checked) == 3
    assert all(badges(one) for one in Organisation.objects.filter(pk__in=checked))
    assert Relation.objects.count() == 1
    assert [one.code for one in DealFlag.objects.all()] == ["zero_price"]
    overdue = Deal.objects.filter(state="inquiry", answer_due__lt=timezone.now() - timedelta(days=3))
    assert len(escalated_since(overdue)) == 1
    assert Valuation.objects.get(is_shared=True).organisation == deal_of(DealKind.EXCLUSIVE).grantor


def test_a_university_has_a_notice_up_and_an_income_to_share(world) -> None:
    today = timezone.localdate()
    notice = PriceNotice.objects.get(state="open")
    assert notice.organisation.is_state_founded
    assert notice.start <= today < notice.end
    assert notice.result_en
    assert Objection.objects.get(notice=notice).state == "open"
    plan = SharingPlan.objects.get()
    assert plan.deal.grantor == notice.organisation
    assert Counter(plan.deal.statements.values_list("state", flat=True)) == {"accepted": 1, "stated": 1}
    assert set(Invoice.objects.filter(deal=plan.deal).values_list("reason", flat=True)) == {
        "upfront", "royalty", "milestone",
    }  # fmt: skip
    assert Counter(Payment.objects.values_list("state", flat=True)) == {"confirmed": 1, "stated": 1}
    assert set(IncomeShare.objects.values_list("beneficiary", flat=True)) == {"inventor", "department", "institution"}
    assert not any(ledger.trial(ledger.balances(plan.deal.grantor)).values())


def test_one_auction_runs_and_one_has_a_winner(world) -> None:
    now = timezone.now()
    running = Auction.objects.get(kind="open", state="announced")
    assert running.opens_at < now < running.closes_at
    assert Bidder.objects.filter(auction=running, state="admitted").count() == 2
    assert Bid.objects.filter(auction=running).values("organisation").distinct().count() == 2
    over = Auction.objects.get(kind="sealed")
    assert (over.state, over.deal.state, over.deal.grantee) == ("closed", "agreed", over.winner)
    assert over.price == max(Bid.objects.filter(auction=over).values_list("amount", flat=True))


@pytest.mark.parametrize(("measure", "currency"), [(Measure.UPFRONT, "CNY"), (Measure.ROYALTY, "")])
def test_the_ordinary_licences_of_one_field_can_be_compared(world, measure, currency) -> None:
    today = timezone.localdate()
    before = Deal.objects.filter(kind="ordinary", in_force_at__date__lt=quarter_of(today))
    (field,) = set(before.values_list("patent__field", flat=True))
    cache.clear()
    shown = publication(today).bands
    cache.clear()
    band = band_for(shown, kind="ordinary", field=field, measure=measure, currency=currency)
    assert (band.level, band.at_least) == (Level.FIELD, 10)


def test_there_is_enough_left_to_deal_in(world) -> None:
    """Firms' inventions that nobody has asked about and of which the law lets everything be granted."""
    free = Listing.objects.filter(
        state="published", deals=None, auctions=None, organisation__kind__in=("company", "small_firm"),
        patent__right_type="invention", patent__encumbrances=None, patent__grants=None,
        patent__term_end__gt=timezone.localdate() + timedelta(days=1900),
    )  # fmt: skip
    owners = Counter(
        one.organisation_id
        for one in free.select_related("patent")
        if all(row.decision.outcome <= Outcome.NEEDS_FORMALITY for row in grantable(one.patent, timezone.localdate()))
    )
    assert owners.total() >= 27
    assert max(owners.values()) >= 4


def test_loading_that_crosses_midnight_begins_again(world, monkeypatch) -> None:
    days = [timezone.localdate(), *[timezone.localdate() + timedelta(days=1)] * 2]
    loaded = []

    def load(made, _progress) -> None:
        loaded.append(made)
        if len(loaded) == 1:
            raise Invalid("deal.recorded-before-signing")

    monkeypatch.setattr(loading, "_load", load)
    monkeypatch.setattr(loading, "World", lambda day: day)
    monkeypatch.setattr(loading.timezone, "localdate", lambda *_: days[len(loaded) and 1])
    loading.load()
    assert loaded == days[:2]
