"""What a licence costs: tiers, minimum, cap, milestones and the forecast."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.market.royalty import (
    Period,
    Statement,
    check_price,
    due,
    forecast,
    periods,
    running_royalty,
)
from patentfair.domain.market.terms import DealKind, Milestone, Terms, Tier

START = date(2026, 1, 1)
BASE = Terms(
    kind=DealKind.ORDINARY, patents=("CN100000001B",), start=START, royalty_base="net sales", statement_months=6
)
TIERED = msgspec.structs.replace(
    BASE,
    tiers=(Tier(Decimal(1_000_000), Decimal(3)), Tier(None, Decimal(2))),
    minimum_yearly=Decimal(20_000),
    royalty_cap=Decimal(50_000),
)
LATER = date(2100, 1, 1)


def with_(terms=BASE, **changes):
    return msgspec.structs.replace(terms, **changes)


def stated(terms, *bases):
    return [Statement(one.start, one.end, Decimal(base)) for one, base in zip(periods(terms), bases, strict=False)]


def shown(dues):
    return [(one.reason, str(one.amount), one.due_on.isoformat()) for one in dues]


def test_the_case_of_the_docstring():
    dues = due(TIERED, stated(TIERED, 600_000, 500_000, 100_000), until=date(2028, 1, 1))
    assert shown(dues) == [
        ("royalty", "18000.00", "2026-07-31"),
        ("royalty", "14000.00", "2027-01-31"),
        ("royalty", "2000.00", "2027-07-31"),
        ("minimum", "16000.00", "2028-01-31"),
    ]
    second, last = dues[1], dues[-1]
    assert [(step.base, step.percent, step.amount) for step in second.how] == [
        (Decimal(400_000), Decimal(3), Decimal(12_000)),
        (Decimal(100_000), Decimal(2), Decimal(2_000)),
    ]
    assert [step.amount for step in last.how] == [Decimal(20_000), Decimal(-2_000), Decimal(-2_000)]


def test_periods_are_counted_from_the_start_and_cut_at_the_end():
    terms = with_(start=date(2026, 1, 31), statement_months=1)
    assert periods(terms, date(2026, 4, 10)) == (
        Period(date(2026, 1, 31), date(2026, 2, 28)),
        Period(date(2026, 2, 28), date(2026, 3, 31)),
        Period(date(2026, 3, 31), date(2026, 4, 10)),
    )
    assert periods(with_(end=date(2026, 2, 1)), date(2027, 1, 1)) == (Period(START, date(2026, 2, 1)),)
    assert len(periods(BASE, until=date(2028, 1, 2))) == 5
    assert periods(BASE, START) == ()
    assert periods(with_(start=date(9999, 6, 1)))[-1].end == date.max


def test_use_first_pays_nothing_before_the_free_time_ends():
    free = date(2027, 3, 1)
    terms = with_(
        TIERED,
        kind=DealKind.USE_FIRST,
        free_until=free,
        upfront=Decimal(5),
        pilot_fee=Decimal(1),
        payment_days=0,
        milestones=(Milestone("first sale", Decimal(7), date(2026, 5, 1)),),
    )
    assert periods(terms, date(2027, 9, 1)) == (Period(free, date(2027, 9, 1)),)
    dues = due(terms, (), until=date(2028, 3, 1), reached=[("first sale", date(2026, 4, 1))])
    assert [one.reason for one in dues] == ["upfront", "pilot_fee", "milestone", "minimum"]
    assert min(one.due_on for one in dues) == free
    with pytest.raises(Invalid, match=r"royalty\.statement-outside"):
        due(terms, [Statement(START, date(2026, 7, 1), Decimal(1))], until=LATER)


def test_a_pilot_costs_its_fee_until_the_option_is_exercised():
    terms = with_(kind=DealKind.PILOT, pilot_fee=Decimal(100), upfront=Decimal(900), pilot_until=date(2026, 7, 1))
    assert shown(due(terms, (), until=LATER)) == [("pilot_fee", "100.00", "2026-01-31")]
    assert periods(terms) == ()
    exercised = date(2026, 6, 1)
    assert shown(due(terms, (), until=LATER, option_exercised=exercised))[1] == ("upfront", "900.00", "2026-07-01")
    assert periods(terms, date(2026, 8, 1), option_exercised=exercised) == (Period(exercised, date(2026, 8, 1)),)


def test_the_last_year_owes_its_part_of_the_minimum_by_days():
    terms = with_(minimum_yearly=Decimal(36_500), end=date(2027, 1, 11), payment_days=0)
    dues = due(terms, (), until=date(2027, 1, 11))
    assert shown(dues) == [("minimum", "36500.00", "2027-01-01"), ("minimum", "1000.00", "2027-01-11")]
    assert "10天占365天" in dues[1].how[0].words.zh
    assert len(due(terms, (), until=date(2027, 1, 10))) == 1


def test_milestones_fall_due_when_reached_or_on_the_agreed_day():
    terms = with_(
        end=date(2028, 1, 1),
        milestones=(
            Milestone("approval", Decimal(10), date(2026, 12, 1)),
            Milestone("first sale", Decimal(20)),
            Milestone("plant", Decimal(30), date(2028, 1, 1)),
        ),
    )
    assert shown(due(terms, (), until=LATER)) == [("milestone", "10.00", "2026-12-01")]
    assert [one.milestone for one in due(terms, (), until=LATER)] == ["approval"]
    reached = [("first sale", date(2026, 3, 2)), ("first sale", date(2026, 3, 1)), ("approval", date(2026, 11, 20))]
    assert shown(due(terms, (), until=LATER, reached=reached)) == [
        ("milestone", "20.00", "2026-03-31"),
        ("milestone", "10.00", "2026-12-01"),
    ]
    with pytest.raises(Invalid, match=r"royalty\.milestone-unknown"):
        due(terms, (), until=LATER, reached=[("sale", START)])


def test_a_sum_is_rounded_half_to_even_and_says_so():
    terms = with_(royalty_percent=Decimal(5))
    for base, amount in (("0.10", "0.00"), ("0.30", "0.02"), ("0.50", "0.02")):
        (one,) = due(terms, stated(terms, base), until=START)
        assert str(one.amount) == amount
        assert "Rounding" in one.how[-1].words.en


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        ([(date(2026, 1, 1), date(2026, 7, 1), 1), (date(2026, 6, 30), date(2026, 12, 1), 1)], "statements-overlap"),
        ([(date(2026, 7, 1), date(2027, 2, 1), 1)], "statement-over-year"),
        ([(date(2025, 12, 31), date(2026, 2, 1), 1)], "statement-outside"),
        ([(date(2026, 2, 1), date(2026, 2, 1), 1)], "statement-outside"),
        ([(date(2026, 1, 1), date(2026, 7, 1), -1)], "terms.amount"),
        ([(date(2026, 1, 1), date(2026, 7, 1), "NaN")], "terms.amount"),
        ([(date(2026, 1, 1), date(2026, 7, 1), "0.00001")], "price.decimals"),
        ([(date(2026, 1, 1), date(2026, 7, 1), 1)] * 1201, "too-many-statements"),
    ],
)
def test_statements_that_cannot_stand(statements, code):
    with pytest.raises(Invalid, match=code):
        due(TIERED, [Statement(start, end, Decimal(base)) for start, end, base in statements], until=LATER)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"tiers": (Tier(Decimal(5), Decimal(1)),)}, "tiers", "price.tiers-without-last"),
        ({"tiers": (Tier(None, Decimal(1)), Tier(None, Decimal(1)))}, "tiers", "price.tiers-order"),
        (
            {"tiers": (Tier(Decimal(5), Decimal(1)), Tier(Decimal(5), Decimal(1)), Tier(None, Decimal(1)))},
            "tiers",
            "price.tiers-order",
        ),
        ({"tiers": (Tier(Decimal(0), Decimal(1)), Tier(None, Decimal(1)))}, "tiers", "price.tiers-order"),
        ({"tiers": (Tier(None, Decimal("100.1")),)}, "tiers", "terms.royalty-over-100"),
        ({"tiers": (Tier(None, Decimal(-1)),)}, "tiers", "terms.amount"),
        ({"tiers": (Tier(None, Decimal(1)),), "royalty_base": " "}, "royalty_base", "terms.royalty-needs-base"),
        ({"royalty_percent": Decimal("Infinity")}, "royalty_percent", "terms.amount"),
        ({"royalty_percent": Decimal("0.00001")}, "royalty_percent", "price.decimals"),
        ({"upfront": Decimal(-1)}, "upfront", "terms.amount"),
        ({"pilot_fee": Decimal("0.001")}, "pilot_fee", "price.decimals"),
        ({"royalty_cap": Decimal("1e15")}, "royalty_cap", "terms.amount"),
        ({"minimum_yearly": Decimal("sNaN")}, "minimum_yearly", "terms.amount"),
        ({"milestones": (Milestone(" ", Decimal(1)),)}, "milestones", "price.milestone-without-name"),
        ({"milestones": (Milestone("a", Decimal(1)),) * 2}, "milestones", "price.milestone-twice"),
        ({"milestones": (Milestone("a", Decimal(-1)),)}, "milestones", "terms.amount"),
        ({"milestones": (Milestone("a", Decimal(1)),) * 51}, "milestones", "price.too-many"),
        ({"tiers": (Tier(None, Decimal(1)),) * 51}, "tiers", "price.too-many"),
        ({"statement_months": 2}, "statement_months", "price.statement-months"),
        ({"payment_days": 366}, "payment_days", "price.payment-days"),
        ({"payment_days": -1}, "payment_days", "price.payment-days"),
    ],
)
def test_prices_that_cannot_stand_name_their_field(changes, field, code):
    with pytest.raises(Invalid) as caught:
        check_price(with_(**changes))
    assert (caught.value.code, caught.value.data["field"]) == (code, field)


BASES = st.decimals(min_value=0, max_value=10**9, places=2)
PERCENTS = st.decimals(min_value=0, max_value=100, places=2)
SUMS = st.decimals(min_value=0, max_value=10**6, places=2)


@st.composite
def tiers(draw):
    bounds = sorted(draw(st.sets(st.integers(1, 10**9), max_size=5)))
    return tuple(Tier(up_to and Decimal(up_to), draw(PERCENTS)) for up_to in (*bounds, None))


@st.composite
def licences(draw):
    """Terms with statements for some of their periods."""
    terms = with_(
        tiers=draw(tiers()),
        start=draw(st.dates(date(2020, 1, 1), date(2030, 1, 1))),
        minimum_yearly=draw(SUMS),
        royalty_cap=draw(st.just(Decimal(0)) | SUMS),
        statement_months=draw(st.sampled_from([1, 3, 6, 12])),
    )
    terms = with_(terms, end=terms.start + timedelta(days=draw(st.integers(1, 1500))))
    chosen = [one for one in periods(terms) if draw(st.booleans())]
    return terms, [Statement(one.start, one.end, draw(BASES)) for one in chosen]


def running(dues):
    return sum((one.amount for one in dues if one.reason in ("royalty", "minimum")), Decimal(0))


@given(tiers(), BASES, BASES, BASES)
def test_splitting_a_period_never_changes_the_royalty(steps, before, one, other):
    terms = with_(tiers=steps)
    whole = running_royalty(terms, before, one + other)
    assert whole == running_royalty(terms, before, one) + running_royalty(terms, before + one, other)
    assert running_royalty(terms, before, one) <= whole


@given(tiers(), BASES)
def test_the_royalty_is_the_area_under_the_steps(steps, base):
    low, area = Fraction(0), Fraction(0)
    for tier in steps:
        high = min(Fraction(base), Fraction(tier.up_to)) if tier.up_to else Fraction(base)
        area += max(high - low, 0) * Fraction(tier.percent) / 100
        low = max(low, high)
    assert running_royalty(with_(tiers=steps), Decimal(0), base) == area


@given(licences())
def test_cap_and_minimum_hold_to_the_cent(licence):
    terms, statements = licence
    dues = due(terms, statements, until=LATER)
    assert all(sum(step.amount for step in one.how) == one.amount >= 0 for one in dues)
    if terms.royalty_cap:
        assert running(dues) <= terms.royalty_cap
        if running(dues) == terms.royalty_cap:
            return
    for year in periods(with_(terms, statement_months=12)):
        in_year = running([one for one in dues if one.period and year.start <= one.period.start < year.end])
        whole = next(one for one in periods(with_(terms, end=None, statement_months=12)) if one.start == year.start)
        part = Fraction((year.end - year.start).days, (whole.end - whole.start).days)
        assert in_year >= terms.minimum_yearly * part.numerator / part.denominator - Decimal("0.01")


@given(licences(), BASES, st.randoms())
def test_more_base_in_the_last_statement_never_costs_less_and_order_is_nothing(licence, more, random):
    terms, statements = licence
    if not statements:
        return
    fewer = running(due(terms, statements, until=LATER))
    shuffled = list(statements)
    random.shuffle(shuffled)
    assert running(due(terms, shuffled, until=LATER)) == fewer
    last = statements[-1]
    greater = [*statements[:-1], msgspec.structs.replace(last, base=last.base + more)]
    assert running(due(terms, greater, until=LATER)) >= fewer


def test_the_forecast_has_a_row_a_year():
    terms = with_(
        TIERED,
        royalty_cap=Decimal(0),
        upfront=Decimal(10_000),
        end=date(2028, 1, 1),
        milestones=(Milestone("approval", Decimal(1_000), date(2027, 6, 1)), Milestone("plant", Decimal(9))),
    )
    first, second = forecast(terms, (Decimal(1_100_000), Decimal(100_000), Decimal(1)), Decimal(10))
    assert (first.base, first.royalty, first.minimum, first.upfront) == (1_100_000, 32_000, 0, 10_000)
    assert (first.total, str(first.present_value)) == (42_000, "39090.91")
    assert (second.royalty, second.minimum, second.milestone, second.total) == (2_000, 18_000, 1_000, 21_000)
    assert str(second.present_value) == "17355.37"


def test_a_forecast_without_discount_is_the_plain_sum():
    rows = forecast(TIERED, (Decimal(10**6),) * 4, Decimal(0))
    assert [row.present_value for row in rows] == [row.total for row in rows]
    assert sum(row.total for row in rows) == 50_000
    with pytest.raises(Invalid, match=r"forecast\.discount"):
        forecast(TIERED, (), Decimal(-1))
    with pytest.raises(Invalid, match=r"forecast\.too-many-years"):
        forecast(TIERED, (Decimal(1),) * 101, Decimal(1))


def test_a_forecast_of_a_pilot_begins_after_the_pilot():
    terms = with_(TIERED, kind=DealKind.PILOT, pilot_fee=Decimal(7), upfront=Decimal(9), pilot_until=date(2026, 7, 1))
    (row,) = forecast(terms, (Decimal(0),), Decimal(0))
    assert (row.period, row.upfront, row.minimum) == (Period(date(2026, 7, 1), date(2027, 7, 1)), 16, 20_000)
