"""Price bands of closed quarters, valuations that are kept and shown, and how an organisation answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.utils import timezone

from patentfair.apps.accounts.access import fetch
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.access import VALUATIONS
from patentfair.apps.market.actions.valuations import make_valuation, share_valuation
from patentfair.apps.market.models import Amendment, Deal, Listing, TermSheet, Valuation
from patentfair.apps.market.prices import priced_deals, publication, quarter_of
from patentfair.apps.market.valuing import CostInput, MoneyInputs, Threefold, Why, reckoned, record_facts
from patentfair.apps.registry.models import PartyDecision, Patent
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.errors import Invalid, NotFound, Refused, Stale
from patentfair.domain.market.comparables import Level, Measure, band_for, bands
from patentfair.domain.market.terms import DealKind, Terms, terms_hash
from patentfair.domain.market.valuation_indicators import LEAVES
from patentfair.domain.market.valuation_prefill import prefill
from patentfair.domain.patents.party_names import party_key

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()
    yield
    cache.clear()


def organisation(number: int) -> Organisation:
    name = f"{'甲乙丙丁戊己庚辛壬癸子丑'[number]}测试单位"
    return Organisation.objects.create(
        key=f"priced-{number}", name_zh=name, kind="company", province="11", created_at=timezone.now()
    )


def deal_in_force(patent, grantor, grantee, upfront: int, on: datetime, **changes) -> Deal:
    """A deal as it stands in the tables once it came into force; how it came there is tested elsewhere."""
    kind = changes.pop("kind", DealKind.ORDINARY)
    terms = Terms(kind=kind, patents=(patent.key,), start=on.date(), upfront=Decimal(upfront), **changes)
    deal = Deal.objects.create(
        patent=patent, grantor=grantor, grantee=grantee, kind=kind.value, state="in_force", opened_at=on,
        answer_due=on + 7 * DAY, answered_at=on + DAY, in_force_at=on,
    )  # fmt: skip
    deal.agreed_sheet = TermSheet.objects.create(
        deal=deal, number=1, terms=canonical_json(terms).decode(), hash=terms_hash(terms), side="grantor", at=on
    )
    deal.save()
    return deal


@pytest.fixture
def market(world) -> list[Deal]:
    """Six deals of one kind and field, of three organisations on each side, before this quarter; no others."""
    Deal.objects.update(in_force_at=None)
    patent = Patent.objects.filter(field__isnull=False).first()
    sides = [organisation(number) for number in range(6)]
    before = timezone.make_aware(datetime.combine(quarter_of(timezone.localdate()) - 40 * DAY, datetime.min.time()))
    return [
        deal_in_force(patent, sides[n % 3], sides[3 + (n // 2) % 3], 100_000 * (n + 1), before + n * DAY)
        for n in range(6)
    ]


def shown(market: list[Deal]):
    return band_for(
        publication(timezone.localdate()).bands,
        kind="ordinary", field=market[0].patent.field, measure=Measure.UPFRONT, currency="CNY",
    )  # fmt: skip


def test_a_band_is_told_of_enough_deals(market) -> None:
    band = shown(market)
    assert band is not None
    assert band.at_least == 5
    assert band.level is Level.FIELD
    assert (band.lower, band.median, band.upper) == (Decimal(220_000), Decimal(350_000), Decimal(480_000))


def test_what_happens_within_the_quarter_moves_nothing(market) -> None:
    """A new deal, one that ends, terms that are amended and names that are joined: all wait for the quarter's end."""
    before = bands(priced_deals(quarter_of(timezone.localdate())))
    first, now = market[0], timezone.now()
    deal_in_force(first.patent, first.grantor, market[1].grantee, 9_000_000, now)
    Deal.objects.filter(pk=market[1].pk).update(state="terminated", ended_on=timezone.localdate())
    sheet = first.agreed_sheet
    dear = Terms(
        kind=DealKind.ORDINARY, patents=(first.patent.key,), start=date(2026, 1, 1), upfront=Decimal(8_000_000)
    )
    later = TermSheet.objects.create(
        deal=first, number=2, terms=canonical_json(dear).decode(), hash=terms_hash(dear), side="grantor", at=now
    )
    Amendment.objects.create(
        deal=first, sheet=later, state="in_force", side="grantor", proposed_at=now, proposed_name="A", decided_at=now
    )
    Deal.objects.filter(pk=first.pk).update(agreed_sheet=later)
    left, right = sorted(party_key(one.name_zh, "CN") for one in (market[0].grantor, market[1].grantor))
    PartyDecision.objects.create(left=left, right=right, same=True, decided_by="user:1", decided_at=now)
    assert sheet.pk != later.pk
    assert bands(priced_deals(quarter_of(timezone.localdate()))) == before
    following = quarter_of(quarter_of(timezone.localdate()) + 95 * DAY)
    assert bands(priced_deals(following)) != before


def test_two_firms_of_one_party_count_as_one(market) -> None:
    """With two of three grantors joined in good time, a band would tell of too few."""
    early = market[0].in_force_at - DAY
    left, right = sorted(party_key(one.name_zh, "CN") for one in (market[0].grantor, market[1].grantor))
    PartyDecision.objects.create(left=left, right=right, same=True, decided_by="user:1", decided_at=early)
    assert shown(market) is None


def test_pledges_and_deals_on_many_patents_are_not_compared(market) -> None:
    other = Patent.objects.exclude(pk=market[0].patent_id).first()
    terms = Terms(
        kind=DealKind.ASSIGNMENT, patents=(market[0].patent.key, other.key), start=date(2026, 1, 1), upfront=Decimal(1)
    )
    TermSheet.objects.filter(deal=market[0]).update(terms=canonical_json(terms).decode())
    assert len(priced_deals(quarter_of(timezone.localdate()))) == 5


# Valuations


@pytest.fixture
def owned(world):
    listing = Listing.objects.filter(state="published").select_related("patent", "organisation").order_by("pk").first()
    return listing.organisation, listing.patent


MONEY = MoneyInputs(
    costs=(CostInput("研发", Decimal("120000.50"), 2020), CostInput("年费", Decimal(3000), 2023)),
    index={2020: Decimal("98.5"), 2023: Decimal(103), 2025: Decimal(105)},
    index_year=2025,
    base=(Threefold(Decimal(0), Decimal(100_000), Decimal(200_000)),) * 3,
    rate=Threefold(Decimal(1), Decimal(2), Decimal(3)),
    discount=Threefold(Decimal(8), Decimal(10), Decimal(15)),
    years_left=2,
)


def kept(world, owned, **changes) -> Valuation:
    organisation_, patent = owned
    given = {
        "weights": {},
        "scores": {code: Decimal(5) for code in LEAVES},
        "reasons": {"legal.scope.breadth": Why("范围适中", "范围适中")},
        "money": MONEY,
    } | changes
    return make_valuation(actor=world.actor_for(organisation_), organisation=organisation_, patent=patent, **given)


def test_a_kept_valuation_reckons_the_same_again(world, owned) -> None:
    found = reckoned(Valuation.objects.get(pk=kept(world, owned).pk))
    assert (found.report.low, found.report.high) == (50, 50)
    assert found.reasons["legal.scope.breadth"].zh == "范围适中"
    assert found.inputs == MONEY
    assert found.cost.spent.amount == Decimal("123000.50")
    assert found.cost.indexed.amount == Decimal("130977.56")  # 127,919.31 and 3,058.25
    assert len(found.income.years) == 2
    assert found.income.left_out == 1


def test_what_is_not_known_widens_the_interval(world, owned) -> None:
    found = reckoned(kept(world, owned, scores={})).report
    assert (found.low, found.high) == (0, 100)
    assert set(found.unknown) == set(LEAVES)


def test_weights_that_do_not_come_to_the_whole_are_refused(world, owned) -> None:
    from patentfair.domain.market.valuation import DEFAULT_SCHEME

    crooked = {**DEFAULT_SCHEME.weights, "legal": Decimal("0.5")}
    with pytest.raises(Invalid, match=r"valuation\.weights-sum"):
        kept(world, owned, weights=crooked)
    straight = {**crooked, "economic": Decimal("0.2")}
    own = kept(world, owned, weights=straight)
    assert own.scheme == "own/1"
    assert reckoned(own).report.scheme.weights["legal"] == Decimal("0.5")


def test_the_record_fills_in_what_it_knows(world, owned) -> None:
    organisation_, patent = owned
    facts = record_facts(patent, organisation_, timezone.localdate())
    assert facts.claims is None or facts.claims > 0
    filled = prefill(facts)
    assert "legal.stability.examined" in filled
    listing = Listing.objects.filter(patent=patent, organisation=organisation_).first()
    assert ("technical.maturity.level" in filled) is (listing.maturity is not None)


def test_only_those_at_the_table_read_what_was_shown(world, owned) -> None:
    organisation_, patent = owned
    made = kept(world, owned)
    other = Organisation.objects.filter(kind="company").exclude(pk=organisation_.pk).order_by("-pk").first()
    stranger = Organisation.objects.filter(kind="company").exclude(pk__in=[organisation_.pk, other.pk]).first()
    deal = deal_in_force(patent, organisation_, other, 1, timezone.now())

    def reads(reader: Organisation) -> bool:
        try:
            fetch(Valuation.objects.all(), VALUATIONS, "read", world.actor_for(reader), pk=made.pk)
        except NotFound:
            return False
        return True

    assert reads(organisation_)
    assert not reads(other)
    with pytest.raises(Refused):
        share_valuation(actor=world.actor_for(other), valuation=made, shared=True)
    share_valuation(actor=world.actor_for(organisation_), valuation=made, shared=True)
    with pytest.raises(Stale):
        share_valuation(actor=world.actor_for(organisation_), valuation=made, shared=True)
    assert reads(other)
    assert not reads(stranger)
    Deal.objects.filter(pk=deal.pk).update(state="inquiry")  # who merely asks reads nothing
    assert not reads(other)
    Deal.objects.filter(pk=deal.pk).update(state="negotiation")
    share_valuation(actor=world.actor_for(organisation_), valuation=made, shared=False)
    assert not reads(other)
