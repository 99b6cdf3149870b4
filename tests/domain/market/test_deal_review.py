"""Dues reckoned a second time by a plain sheet of rows, and what an amendment or an early end leaves of them."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

import msgspec
import pytest

from patentfair.domain.market.kinds import kind_of
from patentfair.domain.market.royalty import REASONS, Period, Statement, due
from patentfair.domain.market.terms import DealKind, Milestone, Terms, Tier
from patentfair.domain.market.valuation import DEFAULT_SCHEME, sensitivity, span, value
from patentfair.domain.market.valuation_indicators import LEAVES

D = Decimal
CENT = D("0.01")


def terms(**changed) -> Terms:
    base = Terms(
        kind=DealKind.EXCLUSIVE,
        patents=("CN1",),
        start=date(2025, 1, 1),
        end=date(2031, 1, 1),
        upfront=D(100_000),
        royalty_base="net sales",
        royalty_percent=D(5),
    )
    return msgspec.structs.replace(base, **changed)


def halves(year: int, first: str, second: str) -> list[Statement]:
    middle = date(year, 7, 1)
    return [
        Statement(date(year, 1, 1), middle, D(first)),
        Statement(middle, date(year + 1, 1, 1), D(second)),
    ]


def sheet(rates, bases, minimum, cap, days=None):
    """Rows (what, sum) of licence years: `rates` are (above, percent), `bases` the statements of each year, `days` how
    many days of how many each year has. Kept apart from the module under test: one row after the other."""
    rows, total_base, total = [], D(0), D(0)
    for number, stated in enumerate(bases):
        year = D(0)
        for base in stated:
            exact = D(0)
            for (low, percent), (high, _) in zip(rates, [*rates[1:], (D("Infinity"), 0)], strict=True):
                exact += max(min(total_base + base, high) - max(total_base, low), D(0)) * percent / 100
            total_base += base
            amount = exact.quantize(CENT, ROUND_HALF_EVEN)
            amount = min(amount, cap - total) if cap else amount
            rows.append(("royalty", amount))
            year, total = year + amount, total + amount
        part, whole = days[number] if days else (1, 1)
        top = max((minimum * part / whole).quantize(CENT, ROUND_HALF_EVEN) - year, D(0))
        top = min(top, cap - total) if cap else top
        if top:
            rows.append(("minimum", top))
            total += top
    return rows


CASES = {
    "flat": (terms(), [["812345.67", "0"], ["99999.99", "1250000.5"], ["0.1", "0.3"]], D(0), D(0)),
    "minimum": (
        terms(minimum_yearly=D(20_000)),
        [["100000", "150000.10"], ["900000", "0"], ["399999.99", "0"], ["0", "0"]],
        D(20_000),
        D(0),
    ),
    "steps": (
        terms(royalty_percent=D(0), tiers=(Tier(D(1_000_000), D(5)), Tier(D(3_000_000), D("3.5")), Tier(None, D(2)))),
        [["600000", "600000"], ["1900000.33", "50000"], ["1234567.89", "765432.11"]],
        D(0),
        D(0),
    ),
    "steps, minimum and cap": (
        terms(
            royalty_percent=D(0),
            tiers=(Tier(D(1_000_000), D(3)), Tier(None, D(2))),
            minimum_yearly=D(20_000),
            royalty_cap=D(90_000),
        ),
        [["600000", "500000"], ["100000", "0"], ["1500000", "100000"], ["500000", "0"], ["1", "1"]],
        D(20_000),
        D(90_000),
    ),
    "half a cent": (terms(royalty_percent=D("2.5")), [["0.2", "0.6"], ["1.0", "1.4"]], D(0), D(0)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_dues_agree_with_the_sheet(name):
    asked, bases, minimum, cap = CASES[name]
    stated = [one for number, pair in enumerate(bases) for one in halves(2025 + number, *pair)]
    rates, low = [], D(0)
    for tier in asked.tiers or (Tier(None, asked.royalty_percent),):
        rates.append((low, tier.percent))
        low = tier.up_to or low
    expected = sheet(rates, [[D(base) for base in pair] for pair in bases], minimum, cap)
    found = due(asked, stated, until=date(2025 + len(bases), 1, 1))
    assert [(one.reason, one.amount) for one in found if one.period] == expected
    assert all(sum(step.amount for step in one.how) == one.amount for one in found)


def test_a_licence_ended_in_the_middle_of_a_period_owes_the_minimum_by_days():
    asked = terms(minimum_yearly=D(36_500), statement_months=6)
    stated = [*halves(2025, "100000", "0"), Statement(date(2026, 1, 1), date(2026, 3, 15), D(10_000))]
    found = due(asked, stated, until=date(2027, 1, 1), life_end=date(2026, 3, 15))
    # 73 of 365 days: 7,300 less 500.
    assert [(one.reason, one.amount) for one in found if one.period] == [
        ("royalty", D("5000.00")), ("royalty", D("0.00")), ("minimum", D("31500.00")),
        ("royalty", D("500.00")), ("minimum", D("6800.00")),
    ]  # fmt: skip
    assert [one.due_on for one in found if one.reason == "minimum"] == [date(2026, 1, 31), date(2026, 4, 14)]


def settled(old: Terms, stated: list[Statement], day: date):
    return [one for one in due(old, stated, until=day) if one.period and one.period.end < day]


def test_the_cap_and_the_minimum_count_what_earlier_terms_brought():
    old = terms(minimum_yearly=D(20_000), royalty_cap=D(50_000), statement_months=6)
    new = msgspec.structs.replace(old, royalty_percent=D(1))
    stated = [*halves(2025, "400000", "400000"), *halves(2026, "300000", "100000")]
    day = date(2026, 8, 1)
    found = due(
        new, stated, until=date(2027, 1, 1), settled=settled(old, stated[:3], day), settled_before=day
    )  # fmt: skip
    # 20,000 + 20,000 + 10,000 of 15,000 by the cap; then nothing, and no top-up: the cap is reached.
    assert [one.amount for one in found if one.period] == [D(20_000), D(20_000), D(10_000), D(0)]
    uncapped = msgspec.structs.replace(new, royalty_cap=D(0))
    before = settled(msgspec.structs.replace(old, royalty_cap=D(0)), stated[:3], day)
    again = due(uncapped, stated, until=date(2027, 1, 1), settled=before, settled_before=day)
    # 15,000 at the old rate and 1,000 at the new: 4,000 are lacking of 20,000, not 16,000.
    assert [(one.reason, one.amount) for one in again if one.period][-2:] == [
        ("royalty", D("1000.00")),
        ("minimum", D("4000.00")),
    ]


def test_a_minimum_agreed_later_asks_nothing_of_years_that_are_over():
    old = terms()
    new = msgspec.structs.replace(old, minimum_yearly=D(50_000))
    stated = halves(2025, "10000", "10000")
    day = date(2026, 5, 1)
    found = due(new, stated, until=date(2027, 1, 1), settled=settled(old, stated, day), settled_before=day)
    assert [(one.amount, one.period) for one in found if one.reason == "minimum"] == [
        (D("50000.00"), Period(date(2026, 1, 1), date(2027, 1, 1)))
    ]


def test_a_cap_lowered_below_what_was_paid_leaves_nothing_and_takes_nothing_back():
    old, day = terms(), date(2026, 5, 1)
    new = msgspec.structs.replace(old, royalty_cap=D(500))
    stated = [*halves(2025, "10000", "10000"), *halves(2026, "10000", "10000")]
    found = due(new, stated, until=date(2027, 1, 1), settled=settled(old, stated[:2], day), settled_before=day)
    assert [one.amount for one in found if one.period] == [D(500), D(500), D(0), D(0)]


@pytest.mark.parametrize("kind", [DealKind.USE_FIRST, DealKind.ORDINARY])
def test_a_deal_ended_before_anything_began_to_be_owed_owes_nothing(kind):
    asked = terms(kind=kind, start=date(2026, 1, 1), free_until=date(2026, 7, 1), milestones=(Milestone("x", D(5)),))
    assert due(asked, (), until=date(2027, 1, 1), life_end=date(2026, 3, 1)) == ()
    assert [one.amount for one in due(asked, (), until=date(2027, 1, 1), life_end=date(2026, 9, 1))] == [D(100_000)]


def test_what_is_owed_only_at_the_end_of_a_free_licence_is_owed():
    asked = terms(kind=DealKind.USE_FIRST, royalty_percent=D(0), free_until=date(2031, 1, 1))
    for life_end in (None, date(2031, 1, 1), date(2031, 1, 4)):
        assert [one.due_on for one in due(asked, (), until=date(2032, 1, 1), life_end=life_end)] == [date(2031, 1, 31)]


def test_words_agree_with_those_of_the_papers():
    assert REASONS["pilot_fee"].zh == "试用费"
    assert kind_of(DealKind.SUB_LICENCE).grantee.zh == "被分许可方"


def test_a_valuation_with_every_score_given_is_still_told_as_an_interval():
    scores = {code: D(number % 11) for number, code in enumerate(LEAVES)}
    report = value(DEFAULT_SCHEME, scores)
    assert report.low == report.high
    low, high = span(report, sensitivity(DEFAULT_SCHEME, scores))
    assert low < report.low < high
