"""Public accounts of non-profit work: where money came from, what it went to, and what becomes of a surplus.

A surplus may be used in four ways only; none of them hands it to anyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["CATEGORIES", "EXPENDITURE", "INCOME", "LARGEST", "SURPLUS", "Line", "Totals", "faults", "totals"]

INCOME: dict[str, Words] = {
    "public-funds": Words("财政补助", "Public funds"),
    "cost-charges": Words("按成本收取的服务费", "Services charged at cost"),
    "projects": Words("项目经费", "Project funds"),
    "donations": Words("捐赠", "Donations"),
    "other-income": Words("其他收入", "Other income"),
}
EXPENDITURE: dict[str, Words] = {
    "exchange": Words("交易与对接服务", "Exchange and matching"),
    "pilots": Words("产业化试点", "Pilot projects"),
    "exhibition": Words("展览展示", "Exhibitions"),
    "science": Words("科学普及", "Popular science"),
    "law-clinic": Words("法律咨询与普法", "Law clinic and publicity of IP law"),
    "training": Words("培训与经验交流", "Training and sharing of experience"),
    "running": Words("人员与日常运行", "Staff and running costs"),
}
SURPLUS: dict[str, Words] = {
    "carried-forward": Words("结转下年使用", "Carried forward to the next year"),
    "free-services": Words("用于免费服务", "Put into free services"),
    "reserve": Words("列入事业发展储备", "Put into the reserve for the center's work"),
    "from-reserve": Words("以储备弥补超支", "Deficit covered from the reserve"),
}
CATEGORIES: dict[str, dict[str, Words]] = {"income": INCOME, "expenditure": EXPENDITURE, "surplus": SURPLUS}
LARGEST = Decimal("1e13")


class Line(msgspec.Struct, frozen=True):
    """An amount, 0 or more, in a category of one side: `income`, `expenditure` or `surplus`."""

    side: str
    category: str
    amount: Decimal


class Totals(msgspec.Struct, frozen=True):
    """Sums of the lines. `surplus` is negative for a deficit; `placed` is what the lines say becomes of it."""

    income: Decimal
    expenditure: Decimal
    surplus: Decimal
    placed: Decimal


def totals(lines: Sequence[Line]) -> Totals:
    """Income, expenditure, what is left, and how much of that is accounted for."""
    sums = {side: sum((one.amount for one in lines if one.side == side), Decimal(0)) for side in CATEGORIES}
    covered = sum((one.amount for one in lines if one.category == "from-reserve"), Decimal(0))
    surplus = sums["income"] - sums["expenditure"]
    return Totals(sums["income"], sums["expenditure"], surplus, sums["surplus"] - 2 * covered)


def faults(lines: Sequence[Line], income: Decimal, expenditure: Decimal) -> tuple[str, ...]:
    """Codes of what does not add up; empty for accounts that may be published.

    `income` and `expenditure` are the totals as stated: what was typed twice is compared, so that a slip is found.
    """
    found = []
    if any(one.category not in CATEGORIES.get(one.side, {}) for one in lines):
        found.append("center-accounts.category")
    if any(not one.amount.is_finite() or not 0 <= one.amount <= LARGEST for one in lines):
        return (*found, "center-accounts.amount")
    if len({(one.side, one.category) for one in lines}) != len(lines):
        found.append("center-accounts.twice")
    sums = totals(lines)
    if sums.income != income:
        found.append("center-accounts.income")
    if sums.expenditure != expenditure:
        found.append("center-accounts.expenditure")
    if sums.placed != sums.surplus:
        found.append("center-accounts.surplus")
    return tuple(found)
