"""The valuation scheme, its index, what the record gives, and the three views of a price."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.money import Money
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.comparables import Level, PricedDeal, bands
from patentfair.domain.market.valuation import DEFAULT_SCHEME, adjusted, check_scheme, sensitivity, value
from patentfair.domain.market.valuation_indicators import LEAVES, NODES, STEPS, children
from patentfair.domain.market.valuation_money import Cost, Estimate, cost_view, income_view, market_view
from patentfair.domain.market.valuation_prefill import RecordFacts, cautions, prefill, whole_years
from patentfair.domain.patents.burdens import BurdenKind
from patentfair.domain.patents.status import State

NAME = Words("试", "Trial")
SCORES = st.one_of(st.none(), st.decimals(0, 10, places=1))
SHEETS = st.fixed_dictionaries(dict.fromkeys(LEAVES, SCORES))


def test_the_tree_is_whole_and_in_both_languages():
    assert [len([node for node in NODES.values() if node.level == level]) for level in (1, 2, 3)] == [3, 14, 27]
    check_scheme(DEFAULT_SCHEME)
    for node in NODES.values():
        assert node.parent == "" or NODES[node.parent].level == node.level - 1
        assert node.name.zh
        assert node.name.en
        assert bool(children(node.code)) == (node.level < 3)
    for leaf in LEAVES.values():
        assert leaf.question is not None
        assert tuple(anchor.score for anchor in leaf.anchors) == STEPS
        assert all(anchor.words.zh and anchor.words.en for anchor in leaf.anchors)
        assert len({anchor.words.en for anchor in leaf.anchors}) == len({a.words.zh for a in leaf.anchors}) == 4


def test_the_index_is_the_weighted_sum_worked_by_hand():
    report = value(DEFAULT_SCHEME, {**dict.fromkeys(LEAVES, 5), "economic.life.term": 9})
    # 0.40 x 0.25 x 0.50 of the whole, four points of ten more than the rest.
    assert report.low == report.high == Decimal(50) + Decimal("0.05") * 40
    line = next(line for line in report.lines if line.code == "economic.life")
    assert (line.low, line.share, line.adds_low) == (Decimal(70), Decimal("0.1"), Decimal(7))


def test_nothing_known_is_the_whole_interval_and_never_an_average():
    report = value(DEFAULT_SCHEME, {})
    assert (report.low, report.high) == (0, 100)
    assert set(report.unknown) == set(LEAVES)
    assert report.lowering == ()


@given(SHEETS)
@settings(deadline=None)
def test_the_parts_come_to_the_whole_at_every_level(scores):
    report = value(DEFAULT_SCHEME, scores)
    for level in (1, 2, 3):
        lines = [line for line in report.lines if line.level == level]
        assert sum(line.share for line in lines) == 1
        assert sum(line.adds_low for line in lines) == report.low
        assert sum(line.adds_high for line in lines) == report.high
    shares = {line.code: line.share for line in report.lines}
    assert report.high - report.low == 100 * sum(shares[code] for code in report.unknown)
    assert report.high + sum(item.points for item in report.lowering) == 100
    exact = sum(Fraction(scores[code] or 0) * Fraction(shares[code]) * 10 for code in LEAVES)
    assert Fraction(report.low) == exact


@given(SHEETS, st.sampled_from(sorted(LEAVES)), st.decimals(0, 10, places=1))
@settings(deadline=None)
def test_learning_a_score_narrows_and_a_better_score_never_lowers(scores, code, score):
    before, after = value(DEFAULT_SCHEME, {**scores, code: None}), value(DEFAULT_SCHEME, {**scores, code: score})
    assert before.low <= after.low <= after.high <= before.high
    better = value(DEFAULT_SCHEME, {**scores, code: 10})
    assert better.low >= after.low
    assert better.high >= after.high


def test_the_checklist_starts_with_what_costs_most():
    report = value(
        DEFAULT_SCHEME, {"technical.reach.fields": 2, "legal.stability.prior_art": 3, "economic.life.term": 10}
    )
    assert [item.code for item in report.lowering] == ["legal.stability.prior_art", "technical.reach.fields"]
    first = report.lowering[0]
    assert first.points == Decimal("0.042") * 70
    assert first.next_step.score == 7


@pytest.mark.parametrize(
    ("scores", "code"),
    [
        ({"legal.stability": 5}, "valuation.unknown-indicator"),
        ({"economic.life.term": 11}, "valuation.score"),
        ({"economic.life.term": -1}, "valuation.score"),
        ({"economic.life.term": Decimal("NaN")}, "valuation.score"),
        ({"economic.life.term": Decimal("3.14")}, "valuation.score"),
        ({"economic.life.term": Decimal("1e99")}, "valuation.score"),
    ],
)
def test_bad_scores_are_refused(scores, code):
    with pytest.raises(Invalid) as refused:
        value(DEFAULT_SCHEME, scores)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ({"legal": Decimal("0.31")}, "valuation.weights-sum"),
        ({"legal.scope.claims": Decimal("0.19")}, "valuation.weights-sum"),
        ({"legal": Decimal("-0.3"), "technical": Decimal("0.9")}, "valuation.weight"),
        ({"legal": Decimal("0.30001"), "technical": Decimal("0.29999")}, "valuation.weight"),
        ({"legal": Decimal("Infinity")}, "valuation.weight"),
        ({"magic": Decimal(1)}, "valuation.unknown-indicator"),
    ],
)
def test_weights_that_do_not_come_to_one_are_refused(weights, code):
    with pytest.raises(Invalid) as refused:
        adjusted(DEFAULT_SCHEME, id="own", version=1, name=NAME, weights=weights)
    assert refused.value.code == code


def test_an_indicator_of_no_weight_is_neither_unknown_nor_lowering():
    own = adjusted(
        DEFAULT_SCHEME,
        id="own",
        version=2,
        name=NAME,
        weights={"economic.life.term": Decimal(0), "economic.life.technology": Decimal(1)},
    )
    assert "economic.life.term" not in value(own, {}).unknown
    assert not value(own, {"economic.life.term": 0}).lowering


def test_sensitivity_worked_by_hand():
    scores = {code: 10 if code.startswith("economic") else 0 for code in LEAVES}
    shifts = {(shift.code, shift.by): shift for shift in sensitivity(DEFAULT_SCHEME, scores)}
    up = shifts["economic", Decimal("0.1")]
    assert (up.weight, up.low, up.change_low) == (Decimal("0.5"), Decimal(50), Decimal(10))
    # Legal from 30 to 40 leaves 60 for 30 and 40: the economic weight falls to 240/7 percent.
    assert shifts["legal", Decimal("0.1")].low == Decimal("34.29")


@given(SHEETS, st.sampled_from([Decimal(1), Decimal(10), Decimal(100)]))
@settings(deadline=None)
def test_sensitivity_stays_between_the_parts(scores, points):
    report = value(DEFAULT_SCHEME, scores)
    first = [line for line in report.lines if line.level == 1]
    for shift in sensitivity(DEFAULT_SCHEME, scores, points):
        assert 0 <= shift.weight <= 1
        assert round(min(line.low for line in first), 2) <= shift.low <= shift.high
        assert shift.high <= round(max(line.high for line in first), 2)


TODAY = date(2026, 6, 1)


def test_the_record_gives_what_it_knows_and_no_more():
    assert prefill(RecordFacts(today=TODAY, kind="invention")) == {}
    facts = RecordFacts(
        today=TODAY,
        kind="invention",
        state=State.IN_FORCE,
        term_end=date(2033, 5, 31),
        claims=10,
        countries=frozenset({"CN", "US", "JP"}),
        citations=4,
        maturity=6,
        burdens=(BurdenKind.PLEDGE, BurdenKind.OPEN_LICENCE),
        upheld=1,
    )
    scores = {code: score for code, (score, _) in prefill(facts).items()}
    assert scores == {
        "legal.stability.examined": 7,
        "legal.stability.challenged": 10,
        "legal.scope.claims": 7,
        "legal.scope.territory": 7,
        "legal.freedom.burdens": 3,
        "technical.advance.citations": 3,
        "technical.maturity.level": 6,
        "economic.life.term": 6,
    }
    assert set(scores) == {code for code, leaf in LEAVES.items() if leaf.from_record}
    assert value(DEFAULT_SCHEME, scores, cautions(facts)).cautions == ()


@pytest.mark.parametrize(("report", "score"), [(True, 6), (None, 3), (False, 1)])
def test_a_utility_model_is_as_sound_as_its_evaluation_report(report, score):
    facts = RecordFacts(today=TODAY, kind="utility_model", state=State.IN_FORCE, evaluation_report=report)
    assert prefill(facts)["legal.stability.examined"][0] == score


def test_a_right_that_has_ended_is_said_to_have_ended():
    facts = RecordFacts(today=TODAY, kind="invention", state=State.LAPSED, term_end=date(2040, 1, 1), upheld=2)
    found = prefill(facts)
    assert found["economic.life.term"][0] == found["legal.stability.examined"][0] == 0
    assert "legal.stability.challenged" not in found
    assert "终止" in cautions(facts)[0].zh


@given(
    st.builds(
        RecordFacts,
        today=st.dates(date(2000, 1, 1), date(2060, 1, 1)),
        kind=st.sampled_from(["invention", "utility_model", "design"]),
        state=st.sampled_from(State),
        term_end=st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2080, 1, 1))),
        claims=st.one_of(st.none(), st.integers(0, 900)),
        countries=st.one_of(st.none(), st.frozensets(st.sampled_from(["CN", "US", "JP", "DE", "FR"]))),
        citations=st.one_of(st.none(), st.integers(0, 900)),
        maturity=st.one_of(st.none(), st.integers(1, 9)),
        burdens=st.one_of(st.none(), st.lists(st.sampled_from(BurdenKind), max_size=3).map(tuple)),
        evaluation_report=st.one_of(st.none(), st.booleans()),
        upheld=st.one_of(st.none(), st.integers(0, 3)),
        challenge_pending=st.booleans(),
    )
)
def test_whatever_the_record_says_gives_scores_that_stand(facts):
    found = prefill(facts)
    value(DEFAULT_SCHEME, {code: score for code, (score, _) in found.items()}, cautions(facts))
    assert all(why.zh and why.en for _, why in found.values())


def test_whole_years_end_on_the_day():
    assert whole_years(date(2026, 6, 1), date(2027, 6, 1)) == 1
    assert whole_years(date(2026, 6, 1), date(2027, 5, 31)) == 0
    assert whole_years(date(2026, 6, 1), date(2020, 1, 1)) == 0


def test_costs_are_brought_to_one_year():
    costs = [Cost("研发", Money(Decimal("1000.00")), 2020), Cost("年费", Money(Decimal("100.00")), 2024)]
    view = cost_view(costs, {2020: Decimal(100), 2024: Decimal(110), 2026: Decimal("112.5")}, 2026)
    assert [line.indexed.amount for line in view.lines] == [Decimal("1125.00"), Decimal("102.27")]
    assert (view.spent.amount, view.indexed.amount) == (Decimal("1100.00"), Decimal("1227.27"))
    plain = cost_view(costs)
    assert plain.spent == plain.indexed
    assert plain.year is None


@pytest.mark.parametrize(
    "arguments",
    [
        ([],),
        ([Cost("a", Money(Decimal(-1)), 2020)],),
        ([Cost("a", Money(Decimal("NaN")), 2020)],),
        ([Cost("a", Money(Decimal(1)), 2020), Cost("b", Money(Decimal(1), "EUR"), 2020)],),
        ([Cost("a", Money(Decimal(1)), 2020)], {2020: Decimal(1)}, 2026),
        ([Cost("a", Money(Decimal(1)), 2020)], {2020: Decimal(0), 2026: Decimal(1)}, 2026),
        ([Cost("a", Money(Decimal(1)), 2020)], {2020: Decimal(-1), 2026: Decimal(1)}, 2026),
        ([Cost("a", Money(Decimal(1)), 2020)], None, 2026),
    ],
)
def test_costs_that_cannot_be_summed_are_refused(arguments):
    with pytest.raises(Invalid):
        cost_view(*arguments)


def _estimate(*numbers):
    return Estimate(*(Decimal(number) for number in numbers))


def test_royalty_relief_worked_by_hand():
    view = income_view(
        [_estimate(1000, 2000, 3000)] * 3,
        rate=_estimate(2, 3, 5),
        discount=_estimate(0, 10, 25),
        remaining_years=2,
    )
    assert view.total == Estimate(Decimal("28.80"), Decimal("104.14"), Decimal("300.00"))
    assert [year.present.likely for year in view.years] == [Decimal("54.55"), Decimal("49.59")]
    assert view.left_out == 1


ESTIMATES = st.lists(st.decimals(0, 100, places=2), min_size=3, max_size=3).map(lambda n: Estimate(*sorted(n)))


@given(st.lists(ESTIMATES, min_size=1, max_size=25), ESTIMATES, ESTIMATES, st.integers(1, 25))
@settings(deadline=None)
def test_the_range_is_in_order_and_the_sum_of_its_years(base, rate, discount, remaining):
    view = income_view(base, rate=rate, discount=discount, remaining_years=remaining)
    assert view.total.low <= view.total.likely <= view.total.high
    assert view.total.likely == sum(year.present.likely for year in view.years)
    assert len(view.years) + view.left_out == len(base)
    assert len(view.years) <= remaining


@pytest.mark.parametrize(
    "more",
    [
        {"remaining_years": 0},
        {"remaining_years": -3},
        {"rate": _estimate(5, 3, 9)},
        {"rate": _estimate(5, 50, 101)},
        {"discount": _estimate(-1, 3, 9)},
        {"discount": _estimate(1, 3, "Infinity")},
    ],
)
def test_forecasts_that_cannot_stand_are_refused(more):
    given_ = {"rate": _estimate(2, 3, 5), "discount": _estimate(5, 10, 15), "remaining_years": 5, **more}
    with pytest.raises(Invalid):
        income_view([_estimate(1, 2, 3)], **given_)


def test_the_market_view_is_the_finest_band_or_nothing():
    deals = [
        PricedDeal(
            kind="sole", field=8, year=2025, upfront=Money(Decimal(n)), grantor_group=f"g{n}", grantee_group=f"e{n}"
        )
        for n in range(1, 7)
    ]
    view = market_view(bands(deals), kind="sole", field=8, currency="CNY")
    assert view.upfront.level is Level.FIELD
    assert view.royalty is None
    assert market_view(bands(deals), kind="sole", field=8, currency="EUR") is None
