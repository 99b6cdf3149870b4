"""How the income of a patent is shared between its inventors, their department and the institution.

Law of the PRC on Promoting the Transformation of Scientific and Technological Achievements (amended 2015, in force
2015-10-01). Article 43: what a state-founded research body or university earns stays with it. Article 44: any unit may
lay down or agree how it rewards those who made and transformed a result. Article 45: where nothing was laid down or
agreed, at least half of the net income of an assignment or licence, at least half of the shares received for a
contribution, or, where the unit works the result itself or with others, at least 5 % of the yearly operating profit
from it in each of three to five successive years; for state-founded research bodies and universities this is the least
of any scheme, too. Those entitled are the people who contributed substantially, which may be more than the inventors;
the law does not say which costs make gross income net, the unit's own rules do.

Implementing Regulations of the Patent Law (in force 2024-01-20), rule 93: a unit that agreed and laid down nothing pays
its inventors, within three months of the announcement of the grant, at least CNY 4,000 for an invention and CNY 1,500
for a utility model or a design.

A worked case: a licence brings 100,000.01, attorneys cost 20,000.00, net 80,000.01. Inventors 1/2 (two of them, 2/3 and
1/3), department 3/10, institution 1/5:

    inventors    half of 80,000.01, rounded up to the cent    40,000.01 = 26,666.67 + 13,333.34
    department   3/5 of the other 40,000.00                   24,000.00
    institution  2/5                                          16,000.00
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Literal

import msgspec

from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.kernel.money import Money
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.status_calendar import add_months

__all__ = [
    "ACTS",
    "Act",
    "DefaultReward",
    "Floor",
    "FloorFinding",
    "Part",
    "Plan",
    "Row",
    "accepted",
    "check_plan",
    "default_reward",
    "judge",
    "net_income",
    "split",
    "statutory_floor",
]

Act = Literal["assignment", "licence", "shares", "own_working"]
ACTS: dict[Act, Words] = {
    "assignment": Words("转让净收入", "Net income of an assignment"),
    "licence": Words("许可净收入", "Net income of a licence"),
    "shares": Words("作价投资形成的股份或者出资比例", "Shares received for a contribution"),
    "own_working": Words("自行实施或者与他人合作实施的营业利润", "Operating profit of own or joint working"),
}
_LEAST: dict[Act, Fraction] = {
    "assignment": Fraction(1, 2),
    "licence": Fraction(1, 2),
    "shares": Fraction(1, 2),
    "own_working": Fraction(5, 100),
}
ARTICLE_43 = Words(
    "《促进科技成果转化法》第四十三条", "Law on Promoting the Transformation of S&T Achievements art. 43"
)
ARTICLE_44 = Words(
    "《促进科技成果转化法》第四十四条", "Law on Promoting the Transformation of S&T Achievements art. 44"
)
ARTICLE_45 = Words(
    "《促进科技成果转化法》第四十五条", "Law on Promoting the Transformation of S&T Achievements art. 45"
)
RULE_93 = Words("《专利法实施细则》第九十三条", "Implementing Regulations of the Patent Law rule 93")
RULE_93_FROM = date(2024, 1, 20)
LIMIT_PEOPLE = 200
LIMIT_COSTS = 200


class Plan(msgspec.Struct, frozen=True):
    """Parts of the net income, together 1. `each` names every inventor's fraction of the inventors' part."""

    inventors: Fraction
    department: Fraction
    institution: Fraction
    each: tuple[tuple[str, Fraction], ...] = ()


def check_plan(plan: Plan) -> None:
    """Raise `Invalid` naming the first field that cannot stand."""
    parts = {"inventors": plan.inventors, "department": plan.department, "institution": plan.institution}
    for name, part in parts.items():
        if part < 0:
            raise Invalid("sharing.negative", field=name)
    if sum(parts.values()) != 1:
        raise Invalid("sharing.not-whole", field="institution")
    names = [name.strip() for name, _ in plan.each]
    if len(names) > LIMIT_PEOPLE:
        raise Invalid("sharing.too-many", field="each")
    if not all(names) or len(set(names)) < len(names):
        raise Invalid("sharing.names", field="each")
    if any(fraction < 0 for _, fraction in plan.each):
        raise Invalid("sharing.negative", field="each")
    if (plan.each or plan.inventors) and sum(fraction for _, fraction in plan.each) != 1:
        raise Invalid("sharing.each-not-whole", field="each")


def net_income(income: Money, costs: Sequence[tuple[str, Money]]) -> Money:
    """The income less the direct costs listed by name; negative where the costs are the greater. Raises `Invalid`."""
    if len(costs) > LIMIT_COSTS:
        raise Invalid("sharing.too-many", field="costs")
    net = income
    for name, cost in costs:
        if not name.strip() or not cost.amount.is_finite() or cost.amount < 0:
            raise Invalid("sharing.cost", field="costs")
        net += Money(-cost.amount, cost.currency)
    return net


class Floor(msgspec.Struct, frozen=True):
    """The least part of `net` the law leaves to those who made the result, and when it says so.

    `binding`: below it no scheme stands; else it is what applies where nothing was laid down or agreed. `years`: for
    how many successive years at least and at most, for own working only.
    """

    part: Fraction
    amount: Money
    binding: bool
    article: Words
    years: tuple[int, int] | None = None


def statutory_floor(owner_kind: str | None, act: Act, net: Money) -> Floor | None:
    """What article 45 wants of `net`: net income, value of the shares, or one year's operating profit.

    `owner_kind` is a kind of the facts of the rights engine: "public_research" for state-founded research bodies and
    universities; None for not known, taken as one of them. A "person" owes nobody: None. The amount is rounded up to
    the cent; a loss leaves nothing to share.
    """
    if owner_kind == "person":
        return None
    part = _LEAST[act]
    amount = _money(_cents_up(max(_cents(net), 0), part), net.currency)
    years = (3, 5) if act == "own_working" else None
    return Floor(part, amount, owner_kind in ("public_research", None), ARTICLE_45, years)


class FloorFinding(msgspec.Struct, frozen=True):
    """What the law says of a plan. `meets` is None for a rule that is told and asks nothing of the plan."""

    code: str
    words: Words
    article: Words
    meets: bool | None


def judge(plan: Plan, owner_kind: str | None, act: Act, net: Money, *, agreed: bool) -> tuple[FloorFinding, ...]:
    """Whether the plan of a unit seated in China stands; `owner_kind` and `net` as for `statutory_floor`.

    `agreed`: the plan rests on rules the unit published or on an agreement with those who made the result (article 44).
    """
    check_plan(plan)
    floor = statutory_floor(owner_kind, act, net)
    if floor is None:
        words = Words("权利人为个人，没有法定的最低分配比例", "The owner is a person: the law sets no least part")
        return (FloorFinding("sharing.no-floor", words, ARTICLE_45, None),)
    found = [_against_floor(plan, owner_kind, floor, agreed=agreed)]
    if floor.years is not None:
        words = Words(
            "应当在实施转化成功投产后连续三至五年，每年提取",
            "To be set aside every year for three to five successive years once production has begun",
        )
        found.append(FloorFinding("sharing.years", words, ARTICLE_45, None))
    if owner_kind == "public_research":
        words = Words(
            "转化收入全部留归本单位；奖励和报酬之外，主要用于科学技术研究开发与成果转化等相关工作",
            "All income stays with the unit; what the rewards leave goes mainly to research and to transformation",
        )
        found.append(FloorFinding("sharing.income-stays", words, ARTICLE_43, None))
    return tuple(found)


def _against_floor(plan: Plan, owner_kind: str | None, floor: Floor, *, agreed: bool) -> FloorFinding:
    percent = f"{floor.part * 100}%"
    if plan.inventors >= floor.part:
        words = Words(f"达到法定最低比例{percent}", f"Reaches the {percent} the law asks for")
        return FloorFinding("sharing.floor-met", words, floor.article, meets=True)
    if owner_kind is None:
        words = Words(
            f"低于{percent}，且单位性质不明；属于国家设立的研究开发机构、高等院校的，不得低于该比例",
            f"Below {percent}, and the kind of unit is not known: a state-founded one may not go below it",
        )
        return FloorFinding("sharing.owner-unknown", words, floor.article, meets=False)
    if floor.binding:
        words = Words(
            f"国家设立的研究开发机构、高等院校规定或者约定的比例不得低于{percent}",
            f"A state-founded research body or university may neither lay down nor agree less than {percent}",
        )
        return FloorFinding("sharing.below-floor", words, floor.article, meets=False)
    if agreed:
        words = Words(
            f"低于法定标准{percent}；单位已有规定或者约定的，从其规定或者约定",
            f"Below the statutory {percent}; what the unit has laid down or agreed prevails",
        )
        return FloorFinding("sharing.agreed", words, ARTICLE_44, meets=True)
    words = Words(
        f"未规定也未约定的，不得低于{percent}", f"With nothing laid down or agreed, no less than {percent} is due"
    )
    return FloorFinding("sharing.below-default", words, floor.article, meets=False)


def accepted(findings: Sequence[FloorFinding]) -> bool:
    """Whether nothing speaks against the plan."""
    return all(finding.meets is not False for finding in findings)


Part = Literal["inventor", "department", "institution"]


class Row(msgspec.Struct, frozen=True):
    """Who gets what; `name` is an inventor's and empty for the department and the institution."""

    part: Part
    name: str
    amount: Money


def split(net: Money, plan: Plan) -> tuple[Row, ...]:
    """The net income by cents: rows sum to it exactly.

    The inventors' part is rounded up to the cent, so that it never falls below its fraction. Within it, and between
    department and institution, cents left over go to the largest remainders, in the order of the plan where these are
    equal. Raises `Invalid` for a plan that cannot stand, `Refused` for a loss.
    """
    check_plan(plan)
    cents = _cents(net)
    if cents < 0:
        raise Refused("sharing.nothing-to-share", field="net")
    inventors = _cents_up(cents, plan.inventors)
    people = _largest_remainder(inventors, [fraction for _, fraction in plan.each])
    others = _largest_remainder(cents - inventors, [plan.department, plan.institution])
    rows = [
        Row("inventor", name, _money(share, net.currency)) for (name, _), share in zip(plan.each, people, strict=True)
    ]
    department, institution = (_money(share, net.currency) for share in others)
    return (*rows, Row("department", "", department), Row("institution", "", institution))


def _largest_remainder(cents: int, weights: Sequence[Fraction]) -> list[int]:
    """`cents` by weight; whole cents first, then one each to the largest remainders, the first of equals first."""
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    exact = [cents * weight / total for weight in weights]
    shares = [int(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda index: shares[index] - exact[index])
    for index in order[: cents - sum(shares)]:
        shares[index] += 1
    return shares


def _cents(money: Money) -> int:
    if not money.amount.is_finite() or abs(money.amount) >= Decimal(10) ** 15:
        raise Invalid("terms.amount", field="net")
    cents = Fraction(money.amount) * 100
    if cents.denominator != 1:
        raise Invalid("price.decimals", field="net")
    return int(cents)


def _cents_up(cents: int, part: Fraction) -> int:
    return ceil(cents * part)


def _money(cents: int, currency: str) -> Money:
    return Money(Decimal(cents).scaleb(-2), currency)


class DefaultReward(msgspec.Struct, frozen=True):
    """The least reward for all inventors of one patent together, and the last day on which it is in time."""

    amount: Money
    until: date
    article: Words


def default_reward(right_type: Literal["invention", "utility_model", "design"], granted: date) -> DefaultReward | None:
    """What a unit owes on grant where it agreed and laid down nothing.

    An invention announced on 2026-03-02: CNY 4,000 by 2026-06-02. None for grants before 2024-01-20, which are under
    earlier rules.
    """
    if granted < RULE_93_FROM:
        return None
    amount = Decimal("4000.00") if right_type == "invention" else Decimal("1500.00")
    return DefaultReward(Money(amount, "CNY"), add_months(granted, 3), RULE_93)
