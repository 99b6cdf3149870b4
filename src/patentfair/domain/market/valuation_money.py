"""Three views of a price, side by side and never averaged: what it cost, what others paid, what it may earn.

Each view exists only where its inputs were given, and shows them. Amounts are rounded to two decimals, half to even,
line by line; totals are the sums of the lines shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.money import Money
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.comparables import Band, Measure, band_for

__all__ = [
    "NOT_ONE_PRICE",
    "Cost",
    "CostLine",
    "CostView",
    "Estimate",
    "IncomeView",
    "IncomeYear",
    "MarketView",
    "cost_view",
    "income_view",
    "market_view",
]

NOT_ONE_PRICE = Words(
    "成本、市场、收益三种方法回答不同的问题，结果并列显示，不取平均值；价格由双方协商确定。",
    "Cost, market and income answer different questions. They stand side by side and are not averaged; the price is "
    "for the two sides to agree.",
)


class Cost(msgspec.Struct, frozen=True):
    """What was spent in a year: research, drafting, fees."""

    name: str
    amount: Money
    year: int


class CostLine(msgspec.Struct, frozen=True):
    """A cost with the index of its year and the amount in prices of the reference year."""

    cost: Cost
    index: Decimal | None
    indexed: Money


class CostView(msgspec.Struct, frozen=True):
    """The costs as spent and in prices of `year`; without an index both totals are the same and `year` is None."""

    lines: tuple[CostLine, ...]
    spent: Money
    indexed: Money
    year: int | None


class MarketView(msgspec.Struct, frozen=True):
    """The finest published bands of comparable deals, of upfront fees and of running royalties in percent."""

    upfront: Band | None
    royalty: Band | None


class Estimate(msgspec.Struct, frozen=True):
    """A careful, a likely and a hopeful figure, `low <= likely <= high`."""

    low: Decimal
    likely: Decimal
    high: Decimal


class IncomeYear(msgspec.Struct, frozen=True):
    """One year: its number from 1, the base, and the present value of the royalty saved."""

    number: int
    base: Estimate
    present: Estimate


class IncomeView(msgspec.Struct, frozen=True, kw_only=True):
    """Relief from royalty: base times rate, discounted from the end of each year, for the years that are left.

    `total.low` takes the low base and rate with the high discount, `total.high` the other way round. `left_out` counts
    forecast years after the end of the term.
    """

    currency: str
    rate: Estimate
    discount: Estimate
    years: tuple[IncomeYear, ...]
    total: Estimate
    left_out: int


def cost_view(costs: Sequence[Cost], index: Mapping[int, Decimal] | None = None, year: int | None = None) -> CostView:
    """The sum of `costs`, each brought to prices of `year` by a price index by year where one is given.

    Raises `Invalid` for no cost, a negative amount, several currencies, or a year that the index lacks.
    """
    if not costs:
        raise Invalid("valuation.no-costs", field="costs")
    for cost in costs:
        _amount(cost.amount.amount, "costs")
    if (index is None) != (year is None):
        raise Invalid("valuation.index-missing", field="index")
    lines = tuple(_indexed(cost, index, year) for cost in costs)
    spent, indexed = lines[0].cost.amount, lines[0].indexed
    for line in lines[1:]:
        spent, indexed = spent + line.cost.amount, indexed + line.indexed
    return CostView(lines, spent, indexed, year)


def _indexed(cost: Cost, index: Mapping[int, Decimal] | None, year: int | None) -> CostLine:
    if index is None or year is None:
        return CostLine(cost, None, cost.amount)
    for each in (cost.year, year):
        if not index.get(each):
            raise Invalid("valuation.index-missing", field="index", year=each)
        _amount(index[each], "index", Decimal(10) ** 5)
    amount = Fraction(cost.amount.amount) * Fraction(index[year]) / Fraction(index[cost.year])
    return CostLine(cost, index[cost.year], Money(_cents(amount), cost.amount.currency))


def market_view(bands: Iterable[Band], *, kind: str, field: int | None, currency: str) -> MarketView | None:
    """What comparable deals came to, or None where no band may be shown."""
    known = tuple(bands)
    upfront = band_for(known, kind=kind, field=field, measure=Measure.UPFRONT, currency=currency)
    royalty = band_for(known, kind=kind, field=field, measure=Measure.ROYALTY)
    return MarketView(upfront, royalty) if upfront or royalty else None


def income_view(
    base: Sequence[Estimate], *, rate: Estimate, discount: Estimate, remaining_years: int, currency: str = "CNY"
) -> IncomeView:
    """The royalty relief on the yearly forecasts `base`; `rate` and `discount` are percent.

    Raises `Invalid` for figures out of order, negative or out of range, or where no year is left.
    """
    for estimate in base:
        _ordered(estimate, "base", Decimal(10) ** 15)
    _ordered(rate, "rate", Decimal(100))
    _ordered(discount, "discount", Decimal(100))
    used = base[: max(0, remaining_years)]
    if not used or len(used) > 60:
        raise Invalid("valuation.no-years", field="remaining_years")
    years = []
    for number, estimate in enumerate(used, 1):
        present = Estimate(
            _present(estimate.low, rate.low, discount.high, number),
            _present(estimate.likely, rate.likely, discount.likely, number),
            _present(estimate.high, rate.high, discount.low, number),
        )
        years.append(IncomeYear(number, estimate, present))
    nothing = Decimal(0)
    total = Estimate(
        sum((year.present.low for year in years), nothing),
        sum((year.present.likely for year in years), nothing),
        sum((year.present.high for year in years), nothing),
    )
    return IncomeView(
        currency=currency,
        rate=rate,
        discount=discount,
        years=tuple(years),
        total=total,
        left_out=len(base) - len(used),
    )


def _present(base: Decimal, rate: Decimal, discount: Decimal, number: int) -> Decimal:
    return _cents(Fraction(base) * Fraction(rate) / 100 / (1 + Fraction(discount) / 100) ** number)


def _ordered(estimate: Estimate, field: str, limit: Decimal) -> None:
    for number in (estimate.low, estimate.likely, estimate.high):
        _amount(number, field, limit)
    if not estimate.low <= estimate.likely <= estimate.high:
        raise Invalid("valuation.out-of-order", field=field)


def _amount(number: Decimal, field: str, limit: Decimal = Decimal(10) ** 15) -> None:
    # Six decimals are enough for any rate, and keep exact powers small.
    if not number.is_finite() or not 0 <= number <= limit or number != round(number, 6):
        raise Invalid("valuation.amount", field=field)


def _cents(amount: Fraction) -> Decimal:
    """Two decimals, half to even."""
    return Decimal(round(amount * 100)).scaleb(-2)
