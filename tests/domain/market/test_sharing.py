"""Sharing of income: rows sum exactly, and an accepted plan never falls below the law's floor."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.kernel.money import Money
from patentfair.domain.market.sharing import (
    Plan,
    accepted,
    check_plan,
    default_reward,
    judge,
    net_income,
    split,
    statutory_floor,
)

HALF = Plan(Fraction(1, 2), Fraction(3, 10), Fraction(1, 5), (("甲", Fraction(2, 3)), ("乙", Fraction(1, 3))))
LESS = Plan(Fraction(2, 5), Fraction(2, 5), Fraction(1, 5), (("甲", Fraction(1)),))


def money(amount, currency="CNY"):
    return Money(Decimal(amount), currency)


def codes(plan, owner, act="licence", *, agreed=True):
    return [one.code for one in judge(plan, owner, act, money(100), agreed=agreed)]


def test_the_case_of_the_docstring():
    net = net_income(money("100000.01"), [("attorney", money(20000))])
    assert net == money("80000.01")
    assert [(row.part, row.name, str(row.amount.amount)) for row in split(net, HALF)] == [
        ("inventor", "甲", "26666.67"),
        ("inventor", "乙", "13333.34"),
        ("department", "", "24000.00"),
        ("institution", "", "16000.00"),
    ]


def test_a_loss_is_not_shared():
    net = net_income(money(10), [("attorney", money("10.01"))])
    assert net == money("-0.01")
    with pytest.raises(Refused, match=r"sharing\.nothing-to-share"):
        split(net, HALF)
    assert statutory_floor("public_research", "licence", net).amount == money(0)
    assert all(row.amount.amount == 0 for row in split(money(0), HALF))


@pytest.mark.parametrize(
    ("costs", "code"),
    [
        ([("", money(1))], "sharing.cost"),
        ([("a", money(-1))], "sharing.cost"),
        ([("a", money("NaN"))], "sharing.cost"),
        ([("a", money(1, "EUR"))], "money.currencies-differ"),
        ([("a", money(1))] * 201, "sharing.too-many"),
    ],
)
def test_costs_that_cannot_stand(costs, code):
    with pytest.raises(Invalid) as caught:
        net_income(money(10), costs)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"department": Fraction(1, 5)}, "institution", "sharing.not-whole"),
        ({"department": Fraction(-1, 5), "institution": Fraction(7, 10)}, "department", "sharing.negative"),
        ({"each": ()}, "each", "sharing.each-not-whole"),
        ({"each": (("甲", Fraction(1, 2)), ("乙", Fraction(1, 3)))}, "each", "sharing.each-not-whole"),
        ({"each": (("甲", Fraction(3, 2)), ("乙", Fraction(-1, 2)))}, "each", "sharing.negative"),
        ({"each": (("甲", Fraction(1, 2)), ("甲 ", Fraction(1, 2)))}, "each", "sharing.names"),
        ({"each": ((" ", Fraction(1)),)}, "each", "sharing.names"),
        ({"each": tuple((str(n), Fraction(1, 201)) for n in range(201))}, "each", "sharing.too-many"),
    ],
)
def test_plans_that_cannot_stand_name_their_field(changes, field, code):
    with pytest.raises(Invalid) as caught:
        check_plan(msgspec.structs.replace(HALF, **changes))
    assert (caught.value.code, caught.value.data["field"]) == (code, field)


def test_a_state_founded_body_may_not_go_below_half_even_by_agreement():
    assert codes(LESS, "public_research") == ["sharing.below-floor", "sharing.income-stays"]
    assert codes(HALF, "public_research") == ["sharing.floor-met", "sharing.income-stays"]
    (finding, _) = judge(LESS, "public_research", "licence", money(1), agreed=True)
    assert (finding.meets, finding.article.zh) == (False, "《促进科技成果转化法》第四十五条")
    assert "50%" in finding.words.zh


def test_a_company_may_agree_otherwise_and_owes_half_where_it_did_not():
    assert codes(LESS, "company") == ["sharing.agreed"]
    assert codes(LESS, "company", agreed=False) == ["sharing.below-default"]
    assert codes(HALF, "soe", agreed=False) == ["sharing.floor-met"]
    assert accepted(judge(LESS, "company", "licence", money(1), agreed=True))
    assert not accepted(judge(LESS, "company", "licence", money(1), agreed=False))


def test_an_unknown_owner_is_never_allowed_less():
    assert codes(LESS, None) == ["sharing.owner-unknown"]
    assert statutory_floor(None, "licence", money(1)).binding
    assert not statutory_floor("soe", "licence", money(1)).binding
    assert not accepted(judge(LESS, None, "licence", money(1), agreed=True))
    assert codes(LESS, "person") == ["sharing.no-floor"]


def test_own_working_asks_five_percent_of_the_profit_for_three_to_five_years():
    floor = statutory_floor("public_research", "own_working", money("100.01"))
    assert (floor.part, floor.amount, floor.years, floor.binding) == (Fraction(1, 20), money("5.01"), (3, 5), True)
    assert statutory_floor("company", "shares", money("0.01")).amount == money("0.01")
    assert codes(LESS, "company", "own_working") == ["sharing.floor-met", "sharing.years"]


def test_the_default_reward_of_rule_93():
    reward = default_reward("invention", date(2026, 3, 2))
    assert (reward.amount, reward.until) == (money(4000), date(2026, 6, 2))
    assert default_reward("design", date(2025, 11, 30)).until == date(2026, 2, 28)
    assert default_reward("utility_model", date(2024, 1, 20)).amount == money(1500)
    assert default_reward("invention", date(2024, 1, 19)) is None


def fractions_of_one(size):
    return (
        st.lists(st.integers(0, 100), min_size=size, max_size=size)
        .filter(any)
        .map(lambda weights: tuple(Fraction(weight, sum(weights)) for weight in weights))
    )


@st.composite
def plans(draw):
    inventors, department, institution = draw(fractions_of_one(3))
    each = draw(st.integers(1, 6).flatmap(fractions_of_one))
    return Plan(inventors, department, institution, tuple((str(n), part) for n, part in enumerate(each)))


NETS = st.decimals(0, 10**12, places=2) | st.decimals(0, 2, places=2)


@given(plans(), NETS)
def test_rows_sum_to_the_cent_and_nobody_is_off_by_more_than_one(plan, net):
    rows = split(Money(net), plan)
    assert sum(row.amount.amount for row in rows) == net
    inventors = sum(row.amount.amount for row in rows if row.part == "inventor")
    cent = Fraction(1, 100)
    assert 0 <= Fraction(inventors) - plan.inventors * Fraction(net) < cent
    exact = [part * Fraction(inventors) for _, part in plan.each]
    assert all(abs(Fraction(row.amount.amount) - due) < cent for row, due in zip(rows, exact, strict=False))
    assert all(
        abs(Fraction(row.amount.amount) - part * Fraction(net)) < 2 * cent
        for row, part in zip(rows[-2:], (plan.department, plan.institution), strict=True)
    )


@given(
    plans(),
    NETS,
    st.sampled_from(["public_research", "company", "soe", None]),
    st.sampled_from(["assignment", "licence", "shares", "own_working"]),
)
def test_what_is_accepted_without_an_agreement_pays_the_floor(plan, net, owner, act):
    floor = statutory_floor(owner, act, Money(net))
    paid = sum(row.amount.amount for row in split(Money(net), plan) if row.part == "inventor")
    findings = judge(plan, owner, act, Money(net), agreed=False)
    if accepted(findings):
        assert paid >= floor.amount.amount
    else:
        assert plan.inventors < floor.part
    if floor.binding:
        assert accepted(findings) == accepted(judge(plan, owner, act, Money(net), agreed=True))
