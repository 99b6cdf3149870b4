"""What a licence costs and when: from the terms and the licensee's statements to the sums due, step by step.

A worked case. From 2026-01-01: 3 % of net sales up to 1,000,000 and 2 % above, at least 20,000 a year, no more than
50,000 in all, statements every six months. Sales of 600,000, 500,000 and 100,000, then none stated:

    2026 first half    600,000 at 3 %                            18,000
    2026 second half   400,000 at 3 %, 100,000 at 2 %            14,000    year 32,000, above the minimum
    2027 first half    100,000 at 2 %                             2,000
    2027 minimum       20,000 less 2,000 is 18,000, 16,000 left  16,000    the cap of 50,000 is reached

Every due is rounded to two decimals, half to even; minimum and cap work on the rounded sums, so that they hold to the
cent. Bases have at most four decimals, which keeps all products exact in the 28 digits of a `Decimal`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import msgspec

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind, Terms, Tier
from patentfair.domain.patents.status_calendar import add_months

__all__ = [
    "REASONS",
    "SALE_PRICE",
    "Due",
    "ForecastYear",
    "Period",
    "Reason",
    "Statement",
    "Step",
    "begins",
    "check_price",
    "due",
    "forecast",
    "periods",
    "running_royalty",
]

Reason = Literal["upfront", "pilot_fee", "royalty", "minimum", "milestone"]
REASONS: dict[Reason, Words] = {
    "upfront": Words("入门费", "Upfront fee"),
    "pilot_fee": Words("试用费", "Pilot fee"),
    "royalty": Words("提成", "Running royalty"),
    "minimum": Words("最低提成补足", "Top-up to the minimum"),
    "milestone": Words("里程碑付款", "Milestone payment"),
}
SALE_PRICE = Words("转让价款", "Price of the assignment")
_ORDER = tuple(REASONS)
STATEMENT_MONTHS = (1, 3, 6, 12)
LIMIT_STEPS = 50
LIMIT_YEARS = 100
LIMIT_STATEMENTS = 12 * LIMIT_YEARS
LIMIT_AMOUNT = Decimal(10) ** 15
LIMIT_DAYS = 365
NOTHING = Decimal("0.00")


class Period(msgspec.Struct, frozen=True):
    """The days from `start` up to but not including `end`."""

    start: date
    end: date


class Statement(msgspec.Struct, frozen=True):
    """What the licensee states for the days from `start` up to but not including `end`: the base of the royalty."""

    start: date
    end: date
    base: Decimal


class Step(msgspec.Struct, frozen=True):
    """A line of the reckoning. The amounts of a due's steps add up to the due exactly; a deduction is negative.

    `base` times `percent` is `amount` where both are given.
    """

    words: Words
    amount: Decimal
    base: Decimal | None = None
    percent: Decimal | None = None


class Due(msgspec.Struct, frozen=True):
    """A sum that falls due: `amount` in the currency of the terms, two decimals; `period` for running sums only.

    `milestone` is the name of the milestone, empty for all else.
    """

    reason: Reason
    amount: Decimal
    due_on: date
    how: tuple[Step, ...]
    period: Period | None = None
    milestone: str = ""


def check_price(terms: Terms) -> None:
    """Raise `Invalid` naming the first price field that cannot stand. Sums have two decimals, rates and bases four."""
    for name in ("upfront", "pilot_fee", "minimum_yearly", "royalty_cap"):
        _check_sum(getattr(terms, name), name)
    if max(len(terms.tiers), len(terms.milestones)) > LIMIT_STEPS:
        raise Invalid("price.too-many", field="tiers" if len(terms.tiers) > LIMIT_STEPS else "milestones")
    _check_percent(terms.royalty_percent, "royalty_percent")
    _check_tiers(terms.tiers)
    if terms.tiers and not terms.royalty_base.strip():
        raise Invalid("terms.royalty-needs-base", field="royalty_base")
    for milestone in terms.milestones:
        if not milestone.name.strip():
            raise Invalid("price.milestone-without-name", field="milestones")
        _check_sum(milestone.amount, "milestones")
    if len({milestone.name for milestone in terms.milestones}) < len(terms.milestones):
        raise Invalid("price.milestone-twice", field="milestones")
    if terms.statement_months not in STATEMENT_MONTHS:
        raise Invalid("price.statement-months", field="statement_months")
    if not 0 <= terms.payment_days <= LIMIT_DAYS:
        raise Invalid("price.payment-days", field="payment_days")


def _check_tiers(tiers: tuple[Tier, ...]) -> None:
    for tier in tiers:
        _check_percent(tier.percent, "tiers")
        if tier.up_to is not None:
            _check_base(tier.up_to, "tiers")
    if not tiers:
        return
    if tiers[-1].up_to is not None:
        raise Invalid("price.tiers-without-last", field="tiers")
    bounds = [Decimal(0)]
    for tier in tiers[:-1]:
        if tier.up_to is None:
            raise Invalid("price.tiers-order", field="tiers")
        bounds.append(tier.up_to)
    if any(low >= high for low, high in pairwise(bounds)):
        raise Invalid("price.tiers-order", field="tiers")


def _check_sum(amount: Decimal, field: str) -> None:
    if not amount.is_finite() or amount < 0 or amount >= LIMIT_AMOUNT:
        raise Invalid("terms.amount", field=field)
    if amount != amount.quantize(Decimal("0.01")):
        raise Invalid("price.decimals", field=field)


def _check_base(base: Decimal, field: str) -> None:
    if not base.is_finite() or base < 0 or base >= LIMIT_AMOUNT:
        raise Invalid("terms.amount", field=field)
    if base != base.quantize(Decimal("0.0001")):
        raise Invalid("price.decimals", field=field)


def _check_percent(percent: Decimal, field: str) -> None:
    _check_base(percent, field)
    if percent > 100:
        raise Invalid("terms.royalty-over-100", field=field)


def begins(terms: Terms, option_exercised: date | None = None) -> date | None:
    """The day from which the grant is paid for; licence years and statements count from it.

    It is the start, or `free_until` where that is later. A pilot's licence begins on the day its option was exercised
    (inside the pilot counts as that day); None while it was not.
    """
    start = terms.start
    if terms.kind is DealKind.PILOT:
        if option_exercised is None:
            return None
        start = max(start, option_exercised)
    return max(start, terms.free_until or start)


def periods(
    terms: Terms,
    life_end: date | None = None,
    *,
    until: date | None = None,
    option_exercised: date | None = None,
) -> tuple[Period, ...]:
    """The periods for which a statement is owed, the last one cut at the end of the grant.

    `life_end` is the first day on which the right or the deal no longer runs. `until` leaves out periods that begin on
    or after it; a grant without an end is counted for a hundred years.
    """
    check_price(terms)
    begin = begins(terms, option_exercised)
    if begin is None:
        return ()
    return tuple(_cut(begin, terms.statement_months, _ends(terms, life_end), until))


def _ends(terms: Terms, life_end: date | None) -> date | None:
    return min((day for day in (terms.end, life_end) if day is not None), default=None)


def _cut(begin: date, months: int, end: date | None, until: date | None = None) -> Iterator[Period]:
    """Periods of `months` from `begin`, each counted from `begin` so that the 31st does not wander."""
    longest = add_months(begin, 12 * LIMIT_YEARS)
    last = longest if end is None else min(end, longest)
    stop = last if until is None else min(last, until)
    start, count = begin, 0
    while start < stop:
        count += 1
        following = add_months(begin, months * count)
        yield Period(start, min(following, last))
        start = following


def running_royalty(terms: Terms, before: Decimal, base: Decimal) -> Decimal:
    """The exact royalty on `base` when the licence has seen a base of `before` so far; no minimum, no cap.

    3 % up to 1,000,000 and 2 % above: `before` 600,000 and `base` 500,000 give 400,000 x 3 % + 100,000 x 2 % = 14,000.
    """
    return sum((step.amount for step in _tier_steps(terms, before, base)), Decimal(0))


def _tier_steps(terms: Terms, before: Decimal, base: Decimal) -> list[Step]:
    steps = []
    low = Decimal(0)
    for number, tier in enumerate(terms.tiers or (Tier(None, terms.royalty_percent),), start=1):
        high = before + base if tier.up_to is None else min(tier.up_to, before + base)
        part = high - max(low, before)
        if part > 0:
            words = Words(f"第{number}档提成", f"Royalty, tier {number}") if terms.tiers else REASONS["royalty"]
            steps.append(Step(words, (part * tier.percent).scaleb(-2), part, tier.percent))
        low = tier.up_to or low
    return steps


def due(
    terms: Terms,
    statements: Sequence[Statement],
    *,
    until: date,
    life_end: date | None = None,
    reached: Sequence[tuple[str, date]] = (),
    option_exercised: date | None = None,
    settled: Sequence[Due] = (),
    settled_before: date | None = None,
) -> tuple[Due, ...]:
    """Every sum due under the terms, by the day it is due.

    `statements` lie within the paid time, each within one licence year, and do not overlap; each gives a `royalty`,
    even of nothing. Licence years that ended by `until` are held to the minimum, stated or not; the last one pro rata
    by days. `reached` names milestones and their days; one with an agreed day falls due on that day at the latest,
    unless the grant ended before. Payment is `payment_days` after the day on which a claim came up, never before
    `free_until`. What would begin to be owed only after the deal ended before its time is not owed at all.

    `settled` are the running dues that came up before `settled_before`, under terms these have replaced: they stand as
    they are and count towards the minimum of their year and the cap; no further minimum is asked of years that ended
    before that day. Raises `Invalid`.
    """
    check_price(terms)
    begin = begins(terms, option_exercised)
    end = _ends(terms, life_end)
    found = [*_once(terms, begin, life_end), *_milestones(terms, end, reached)]
    if begin is None and statements:
        raise Invalid("royalty.statement-outside", field="statements")
    if begin is not None:
        found += _running(terms, statements, begin, end, until, settled, settled_before or date.min)
    return tuple(sorted(found, key=lambda one: (one.due_on, _ORDER.index(one.reason))))


def _payable(terms: Terms, day: date) -> date:
    return date.fromordinal(min(day.toordinal() + terms.payment_days, date.max.toordinal()))


def _once(terms: Terms, begin: date | None, life_end: date | None) -> Iterator[Due]:
    cut_short = life_end if life_end is not None and life_end < (terms.end or date.max) else date.max
    first = max(terms.start, terms.free_until or terms.start)
    if terms.pilot_fee and first < cut_short:
        day = _payable(terms, first)
        yield Due("pilot_fee", _cents(terms.pilot_fee), day, (Step(REASONS["pilot_fee"], terms.pilot_fee),))
    if terms.upfront and begin is not None and begin < cut_short:
        words = SALE_PRICE if terms.conveys is DealKind.ASSIGNMENT else REASONS["upfront"]
        yield Due("upfront", _cents(terms.upfront), _payable(terms, begin), (Step(words, terms.upfront),))


def _milestones(terms: Terms, end: date | None, reached: Sequence[tuple[str, date]]) -> Iterator[Due]:
    names = {milestone.name for milestone in terms.milestones}
    days: dict[str, date] = {}
    for name, day in reached:
        if name not in names:
            raise Invalid("royalty.milestone-unknown", field="reached", name=name)
        days[name] = min(day, days.get(name, day))
    for milestone in terms.milestones:
        payable = [_payable(terms, days[milestone.name])] if milestone.name in days else []
        agreed = milestone.due
        if agreed is not None and (payable or end is None or agreed < end):
            payable.append(agreed)
        if payable and milestone.amount:
            day = max(min(payable), terms.free_until or date.min)
            step = Step(Words(f"里程碑：{milestone.name}", f"Milestone: {milestone.name}"), milestone.amount)
            yield Due("milestone", _cents(milestone.amount), day, (step,), milestone=milestone.name)


def _running(
    terms: Terms,
    statements: Sequence[Statement],
    begin: date,
    end: date | None,
    until: date,
    settled: Sequence[Due],
    settled_before: date,
) -> Iterator[Due]:
    years = tuple(_cut(begin, 12, end))
    ordered = _ordered(statements, years)
    fixed = {(one.reason, one.period): one for one in settled}
    before, paid = Decimal(0), sum((one.amount for one in settled), NOTHING)
    for count, year in enumerate(years, start=1):
        in_year = NOTHING
        while ordered and ordered[0].start < year.end:
            statement = ordered.pop(0)
            if statement.end > year.end:
                raise Invalid("royalty.statement-over-year", field="statements", start=statement.start)
            period = Period(statement.start, statement.end)
            known = fixed.get(("royalty", period))
            one = known or _capped(terms, "royalty", _rounded(_tier_steps(terms, before, statement.base)), period, paid)
            before, in_year = before + statement.base, in_year + one.amount
            paid += NOTHING if known else one.amount
            yield one
        if year.end < settled_before:
            if ("minimum", year) in fixed:
                yield fixed["minimum", year]
        elif year.end <= until:
            steps = _minimum_steps(terms, year, add_months(begin, 12 * count), in_year)
            one = _capped(terms, "minimum", steps, year, paid)
            paid += one.amount
            if one.amount:
                yield one


def _ordered(statements: Sequence[Statement], years: tuple[Period, ...]) -> list[Statement]:
    """The statements by their days, once each of them can stand."""
    if len(statements) > LIMIT_STATEMENTS:
        raise Invalid("royalty.too-many-statements", field="statements")
    ordered = sorted(statements, key=lambda one: (one.start, one.end))
    for one in ordered:
        _check_base(one.base, "statements")
        if not years or not years[0].start <= one.start < one.end <= years[-1].end:
            raise Invalid("royalty.statement-outside", field="statements", start=one.start)
    for left, right in pairwise(ordered):
        if right.start < left.end:
            raise Invalid("royalty.statements-overlap", field="statements", start=right.start)
    return ordered


def _rounded(steps: list[Step]) -> list[Step]:
    exact = _total(steps)
    difference = _cents(exact) - exact
    if difference:
        words = Words("尾差：四舍六入五成双，保留两位小数", "Rounding to two decimals, half to even")
        steps.append(Step(words, difference))
    return steps


def _minimum_steps(terms: Terms, year: Period, whole_end: date, in_year: Decimal) -> list[Step]:
    """What the year's running royalty lacks of the minimum; nothing where it reaches it."""
    days, whole = (year.end - year.start).days, (whole_end - year.start).days
    least = _cents(Fraction(terms.minimum_yearly) * days / whole)
    if least <= in_year:
        return []
    words = Words("本许可年度最低提成", "Minimum of the licence year")
    if days < whole:
        words = Words(f"最低提成，按{days}天占{whole}天折算", f"Minimum of the licence year, {days} of {whole} days")
    steps = [Step(words, least)]
    if in_year:
        steps.append(Step(Words("减：本年度已计提成", "Less the year's running royalty"), -in_year))
    return steps


def _capped(terms: Terms, reason: Reason, steps: list[Step], period: Period, paid: Decimal) -> Due:
    amount = _cents(_total(steps))
    room = max(terms.royalty_cap - paid, NOTHING)
    if terms.royalty_cap and amount > room:
        over = room - amount
        steps = [*steps, Step(Words("减：超过提成上限的部分", "Less what exceeds the cap"), over)]
        amount = _cents(amount + over)
    return Due(reason, amount, _payable(terms, period.end), tuple(steps), period)


def _total(steps: Sequence[Step]) -> Decimal:
    return sum((step.amount for step in steps), Decimal(0))


def _cents(amount: Decimal | Fraction) -> Decimal:
    """The amount with two decimals, half to even."""
    return Decimal(round(Fraction(amount) * 100)).scaleb(-2)


class ForecastYear(msgspec.Struct, frozen=True):
    """A licence year of a forecast; sums with two decimals in the currency of the terms, `minimum` is the top-up."""

    year: int
    period: Period
    base: Decimal
    royalty: Decimal
    minimum: Decimal
    upfront: Decimal
    milestone: Decimal
    total: Decimal
    present_value: Decimal


def forecast(terms: Terms, yearly_base: tuple[Decimal, ...], discount_percent: Decimal) -> tuple[ForecastYear, ...]:
    """What the terms would bring, a row a licence year, for bases someone supposes; no sum over the years is given.

    The upfront and pilot fees are paid at the beginning and not discounted; all else at the end of its year: 1,000 in
    year 2 at 10 % are 1,000 / 1.1^2 = 826.45 today. Milestones without an agreed day are not counted. A pilot's option
    is taken as exercised at the end of the pilot. Years after the end of the grant have no row. Raises `Invalid`.
    """
    if not discount_percent.is_finite() or not 0 <= discount_percent <= 100:
        raise Invalid("forecast.discount", field="discount_percent")
    if len(yearly_base) > LIMIT_YEARS:
        raise Invalid("forecast.too-many-years", field="yearly_base")
    check_price(terms)
    exercised = terms.pilot_until or terms.start
    begin = begins(terms, exercised) or terms.start
    years = tuple(_cut(begin, 12, terms.end))[: len(yearly_base)]
    statements = [Statement(year.start, year.end, base) for year, base in zip(years, yearly_base, strict=False)]
    dues = due(terms, statements, until=date.max, option_exercised=exercised)
    factor = 1 + Fraction(discount_percent) / 100
    return tuple(
        _forecast_year(number, year, base, [one for one in dues if _falls_in(one, number, year)], factor)
        for number, (year, base) in enumerate(zip(years, yearly_base, strict=False), start=1)
    )


def _falls_in(one: Due, number: int, year: Period) -> bool:
    if one.period is not None:
        return one.period == year
    if one.reason != "milestone":
        return number == 1
    return one.due_on < year.end and (number == 1 or one.due_on >= year.start)


def _forecast_year(number: int, year: Period, base: Decimal, dues: list[Due], factor: Fraction) -> ForecastYear:
    def of(*reasons: Reason) -> Decimal:
        return sum((one.amount for one in dues if one.reason in reasons), NOTHING)

    upfront, total = of("upfront", "pilot_fee"), of(*_ORDER)
    value = _cents(Fraction(upfront) + Fraction(total - upfront) / factor**number)
    return ForecastYear(number, year, base, of("royalty"), of("minimum"), upfront, of("milestone"), total, value)
