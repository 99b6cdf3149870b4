"""Flags for staff: circles, related sides, splitting, deals for nothing, money that returns."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import permutations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.kernel.interval import DateInterval
from patentfair.domain.kernel.money import Money
from patentfair.domain.market.terms import DealKind, Milestone, Terms
from patentfair.domain.market.trust import (
    FlagCode,
    Membership,
    Payment,
    Relation,
    RelationKind,
    Traded,
    Transfer,
    circular,
    related_parties,
    round_trip,
    splitting,
    traded,
    zero_price,
)

START = date(2025, 1, 1)
DAY = timedelta(days=1)


def _transfers(text, patent="CN1", start=0):
    """ "AB3 BA9": A to B on day 3, B to A on day 9."""
    return [
        Transfer(f"t{start + number}", patent, step[0], step[1], START + int(step[2:]) * DAY)
        for number, step in enumerate(text.split())
    ]


def test_a_circle_is_told_once_with_its_days():
    (flag,) = circular(_transfers("AB0 BC10 CA20 CD30"))
    assert flag.code is FlagCode.CIRCULAR
    assert flag.objects == ("A", "B", "C", "CN1", "t0", "t1", "t2")
    assert dict(flag.facts) == {
        "first_day": "2025-01-01",
        "last_day": "2025-01-21",
        "length": "3",
        "in_order": "yes",
    }
    assert "{A}" in flag.why.zh
    assert "{CN1}" in flag.why.en
    assert dict(circular(_transfers("AB0 CA10 BC20"))[0].facts)["in_order"] == "no"


def test_circles_of_two_patents_are_not_joined_and_windows_are_kept():
    assert not circular(_transfers("AB0") + _transfers("BA5", "CN2", 1))
    assert circular(_transfers("AB0 BA30"), window_days=30)
    assert not circular(_transfers("AB0 BA31"), window_days=30)
    assert circular(_transfers("AB0 BC1 CD2 DE3 EF4 FA5"))
    assert not circular(_transfers("AB0 BC1 CD2 DE3 EF4 FG5 GA6"))
    assert not circular(_transfers("AA0"))


def test_a_figure_of_eight_is_two_circles_and_not_one():
    flags = circular(_transfers("AB0 BC1 CB2 BA3"))
    assert [flag.objects[:2] for flag in flags] == [("A", "B"), ("B", "C")]
    assert {dict(flag.facts)["length"] for flag in flags} == {"2"}


EDGES = st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE"), st.integers(0, 9)), max_size=9)


@given(EDGES, st.integers(0, 9), st.integers(2, 5))
@settings(deadline=None)
def test_circles_are_those_that_trying_all_finds(edges, window, longest):
    transfers = [Transfer(f"t{n}", "CN1", a, b, START + day * DAY) for n, (a, b, day) in enumerate(edges)]
    found = circular(transfers, window_days=window, longest=longest, most=10**6, work=10**9)
    expected = set()
    for length in range(2, longest + 1):
        for path in permutations(transfers, length):
            joined = all(path[n].grantee == path[(n + 1) % length].grantor for n in range(length))
            days = [step.on for step in path]
            if joined and len({step.grantor for step in path}) == length and (max(days) - min(days)).days <= window:
                expected.add(frozenset(step.reference for step in path))
    told = [frozenset(ref for ref in flag.objects if ref.startswith("t")) for flag in found]
    assert len(told) == len(set(told))
    assert set(told) == expected


@given(EDGES, st.randoms(use_true_random=False))
def test_the_order_of_transfers_does_not_matter(edges, shuffler):
    transfers = [Transfer(f"t{n}", "CN1", a, b, START + day * DAY) for n, (a, b, day) in enumerate(edges)]
    mixed = list(transfers)
    shuffler.shuffle(mixed)
    assert circular(mixed) == circular(transfers)


def test_a_hundred_thousand_transfers_are_searched_in_seconds():
    source = random.Random(7)
    ordinary = [
        Transfer(f"t{n}", f"CN{n % 30_000}", *source.sample([f"o{k}" for k in range(40)], 2), START + (n % 900) * DAY)
        for n in range(100_000)
    ]
    chain = [Transfer(f"t{n}", "CN1", f"o{n}", f"o{n + 1}", START + (n % 900) * DAY) for n in range(100_000)]
    dense = [Transfer(f"t{n}", "CN1", *source.sample([f"o{k}" for k in range(300)], 2), START) for n in range(100_000)]
    layers = [Transfer(f"t{n}", "CN1", f"a{n % 9}.{n % 100}", f"a{n % 9 + 1}.{n % 97}", START) for n in range(100_000)]
    begun = time.perf_counter()
    assert circular(ordinary)
    assert not circular(chain)
    assert {flag.code for flag in circular(dense)} == {FlagCode.CIRCULAR, FlagCode.INCOMPLETE}
    assert not circular(layers)
    assert time.perf_counter() - begun < 30


def _payments(text, currency="CNY"):
    """ "AB100@3": A pays B 100 on day 3."""
    told = [(step[0], step[1], *step[2:].split("@")) for step in text.split()]
    return [
        Payment(f"p{n}", a, b, Money(Decimal(amount), currency), START + int(day) * DAY)
        for n, (a, b, amount, day) in enumerate(told)
    ]


def test_money_that_returns_is_flagged_where_the_amounts_are_alike():
    (flag,) = round_trip(_payments("AB100@0 BC95@5 CA90@9"))
    assert flag.objects == ("A", "B", "C", "p0", "p1", "p2")
    assert dict(flag.facts)["smallest"] == "90"
    assert not round_trip(_payments("AB100@0 BC95@5 CA89@9"))
    assert round_trip(_payments("AB100@0 BA50@5"), alike=Fraction(1, 2))
    assert not round_trip(_payments("AB100@0 BA100@91"))
    assert not round_trip([*_payments("AB100@0"), *_payments("BA100@0", "EUR")])


def _deal(reference="d1", grantor="A", grantee="B", day=0, amount="0", **more):
    more = {"kind": DealKind.ORDINARY, "patents": ("CN1",), **more}
    return Traded(
        reference=reference,
        grantor=grantor,
        grantee=grantee,
        on=START + day * DAY,
        fixed=Money(Decimal(amount), more.pop("currency", "CNY")),
        **more,
    )


def _relation(text, kind=RelationKind.CONTROL, **during):
    return Relation(text[0], text[1], kind, DateInterval(**during))


def test_related_sides_are_found_over_people_and_companies():
    ties = [_relation("PA"), _relation("PQ", RelationKind.FAMILY), _relation("QB", RelationKind.SHAREHOLDING)]
    (flag,) = related_parties([_deal()], relations=ties)
    assert flag.objects == ("A", "B", "d1", "P", "Q")
    assert dict(flag.facts) == {"kinds": "control, family, shareholding", "steps": "3"}
    assert "{A} —控制— {P} —亲属— {Q} —持股— {B}" in flag.why.zh
    assert not related_parties([_deal()], relations=ties, steps=2)
    assert not related_parties([_deal()], relations=ties, not_joining=frozenset("P"))
    shorter = related_parties([_deal()], relations=[*ties, _relation("ZA"), _relation("ZB")])
    assert shorter[0].objects == ("A", "B", "d1", "Z")


def test_ties_count_only_on_the_day_of_the_deal():
    until = [_relation("AB", end=START)]
    assert not related_parties([_deal()], relations=until)
    assert related_parties([_deal(day=-1)], relations=until)
    acting = [Membership("A", "P", DateInterval(end=START + DAY)), Membership("B", "P")]
    (flag,) = related_parties([_deal(), _deal("d2", day=1)], memberships=acting)
    assert (flag.code, flag.objects) == (FlagCode.SHARED_PEOPLE, ("A", "B", "d1", "P"))


def test_one_group_is_told_by_itself():
    (flag,) = related_parties([_deal()], groups={"A": "G", "B": "G"})
    assert (flag.code, flag.objects) == (FlagCode.SAME_GROUP, ("A", "B", "d1", "G"))
    assert not related_parties([_deal()], groups={"A": "G", "B": "H"})


@given(
    st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")), max_size=8),
    st.integers(1, 3),
    st.frozensets(st.sampled_from("CDE")),
)
def test_relations_are_those_that_trying_all_finds(pairs, steps, closed):
    ties = [Relation(a, b, RelationKind.CONTROL) for a, b in pairs]
    near = {frozenset(pair) for pair in pairs}
    expected = [
        middle
        for length in range(steps)
        for middle in product("ABCDE", repeat=length)
        if not set(middle) & closed
        and all(frozenset(pair) in near for pair in zip(("A", *middle), (*middle, "B"), strict=True))
    ]
    found = related_parties([_deal()], relations=ties, not_joining=closed, steps=steps)
    assert bool(found) == bool(expected)
    if found:
        # `expected` runs from short to long and by name.
        assert found[0].objects[3:] == expected[0]


LIMITS = {"CNY": Decimal(1000)}


def test_splitting_needs_small_deals_that_are_large_together_and_close():
    small = [_deal(f"d{n}", day=10 * n, amount="400") for n in range(3)]
    (flag,) = splitting(small, thresholds=LIMITS)
    assert flag.objects == ("A", "B", "d0", "d1", "d2")
    assert dict(flag.facts)["total"] == "1200"
    assert "CNY 1,200" in flag.why.en
    assert not splitting(small[:2], thresholds=LIMITS)
    assert not splitting(small, thresholds=LIMITS, window_days=19)
    assert not splitting([_deal(amount="1000"), _deal("d2", amount="900")], thresholds=LIMITS)
    assert not splitting([*small[:2], _deal("d9", "A", "C", amount="400")], thresholds=LIMITS)
    assert splitting([*small[:2], _deal("d9", "A", "C", amount="400")], thresholds=LIMITS, groups={"B": "G", "C": "G"})
    assert not splitting([_deal(f"d{n}", amount="400", currency="EUR") for n in range(3)], thresholds=LIMITS)


def test_splitting_over_patents_is_told_at_the_finest_level_only():
    one = {"families": ("F",), "field": 8}
    same = [_deal(f"d{n}", amount="400", **one) for n in range(3)]
    assert [dict(flag.facts)["level"] for flag in splitting(same, thresholds=LIMITS)] == ["patent"]
    family = [_deal(f"d{n}", amount="400", patents=(f"CN{n}",), **one) for n in range(3)]
    assert [dict(flag.facts)["level"] for flag in splitting(family, thresholds=LIMITS)] == ["family"]


def test_windows_that_touch_are_one_flag_and_others_are_not():
    days = [0, 5, 10, 15, 300, 305, 310]
    flags = splitting([_deal(f"d{n}", day=n, amount="400") for n in days], thresholds=LIMITS, window_days=10)
    assert sorted(flag.objects[2:] for flag in flags) == [("d0", "d5", "d10", "d15"), ("d300", "d305", "d310")]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 1200)), max_size=10),
    st.integers(0, 30),
)
def test_splitting_is_found_where_trying_all_windows_finds_it(rows, window):
    deals = [_deal(f"d{n}", day=day, amount=str(amount)) for n, (day, amount) in enumerate(rows)]
    small = [deal for deal in deals if deal.fixed.amount < 1000]
    expected = set()
    for deal in small:
        part = [other for other in small if timedelta(0) <= other.on - deal.on <= window * DAY]
        if sum(other.fixed.amount for other in part) >= 1000:
            expected |= {other.reference for other in part}
    flags = splitting(deals, thresholds=LIMITS, window_days=window, many=99)
    told = [reference for flag in flags for reference in flag.objects[2:]]
    assert set(told) == expected
    assert len(told) == len(set(told))


def test_slicing_counts_licences_of_one_patent_to_one_group():
    licences = [_deal(f"d{n}", chr(65 + n), "Z", day=n) for n in range(5)]
    (flag,) = splitting(licences, thresholds={})
    assert (flag.code, flag.objects[:2]) == (FlagCode.SLICING, ("Z", "CN1"))
    assert not splitting(licences[:4], thresholds={})
    assert not splitting([_deal(f"d{n}", kind=DealKind.ASSIGNMENT) for n in range(9)], thresholds={})


def test_a_deal_for_nothing_is_flagged_unless_it_may_be_free():
    today = START + 100 * DAY
    (flag,) = zero_price([_deal()], today)
    assert flag.objects == ("A", "B", "d1", "CN1")
    assert not zero_price([_deal(amount="1")], today)
    assert not zero_price([_deal(contingent=True)], today)
    for kind in (DealKind.PLEDGE, DealKind.JOINT_DEVELOPMENT, DealKind.OPEN):
        assert not zero_price([_deal(kind=kind)], today)
    assert not zero_price([_deal(kind=DealKind.USE_FIRST, free_until=today + DAY)], today)
    assert zero_price([_deal(kind=DealKind.USE_FIRST, free_until=today)], today)


def test_facts_are_taken_from_the_terms():
    def flagged(**more):
        terms = Terms(kind=DealKind.SOLE, patents=("CN1",), start=START, **more)
        return bool(zero_price([traded(terms, reference="d", grantor="A", grantee="B", on=START)], START))

    assert flagged()
    assert flagged(equity="  ")
    assert not flagged(upfront=Decimal(1))
    assert not flagged(royalty_percent=Decimal("0.5"))
    assert not flagged(minimum_yearly=Decimal(5))
    assert not flagged(milestones=(Milestone("首批销售", Decimal(10)),))
    assert not flagged(equity="5%")
