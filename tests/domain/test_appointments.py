"""Appointments: the checker, the value of a pair, the plan in one pass, the bound, and the generator of the bench."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from importlib.util import module_from_spec, spec_from_file_location
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.meetings.appointments import (
    MUTUAL_BONUS,
    Appointment,
    Guest,
    Instance,
    Rule,
    Wish,
    check_instance,
    objective,
    pair_values,
    seated,
    upper_bound,
    violations,
)
from patentfair.domain.meetings.greedy import greedy_plan
from patentfair.domain.meetings.icalendar import CalendarEntry, icalendar
from patentfair.domain.meetings.visitors import contact_key, visitor_token

BENCH = Path(__file__).resolve().parents[2] / "bench" / "appointments.py"


def bench():
    spec = spec_from_file_location("bench_appointments", BENCH)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Size:
    guests: int = 6
    slots: int = 4
    tables: int = 3
    wishes: int = 14


@st.composite
def instances(draw, size: Size = Size()) -> Instance:
    slots = draw(st.integers(1, size.slots))
    count = draw(st.integers(2, size.guests))
    guests = tuple(
        Guest(frozenset(draw(st.sets(st.integers(0, slots - 1)))), draw(st.integers(0, slots))) for _ in range(count)
    )
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] != pair[1])
    wishes = tuple(
        Wish(by, to, draw(st.integers(1, 3))) for by, to in draw(st.lists(pairs, max_size=size.wishes, unique=True))
    )
    tables = tuple(draw(st.lists(st.integers(0, size.tables), min_size=slots, max_size=slots)))
    return Instance(tables=tables, guests=guests, wishes=wishes)


@st.composite
def instances_with_fixed(draw) -> Instance:
    """Some appointments of a good plan are fixed."""
    instance = draw(instances())
    plan = greedy_plan(instance)
    kept = tuple(one for one in plan if draw(st.booleans()))
    return Instance(tables=instance.tables, guests=instance.guests, wishes=instance.wishes, fixed=kept)


@given(instances_with_fixed())
def test_a_plan_in_one_pass_breaks_no_rule_and_keeps_what_is_fixed(instance):
    plan = greedy_plan(instance)
    assert list(violations(instance, plan)) == []
    assert set(instance.fixed) <= set(plan)
    assert objective(instance, plan) <= upper_bound(instance)
    assert greedy_plan(instance) == plan


def best_by_trying_all(instance: Instance) -> int:
    """The best value of a small instance: every choice of slots for every pair."""
    values = pair_values(instance.wishes)
    best = 0
    for choice in product([None, *range(len(instance.tables))], repeat=len(values)):
        held = {pair: slot for pair, slot in zip(values, choice, strict=True) if slot is not None}
        if any(list(held.values()).count(slot) > n for slot, n in enumerate(instance.tables)):
            continue
        if not any(violations(instance, seated(instance, held))):
            best = max(best, sum(values[pair] for pair in held))
    return best


@settings(max_examples=60, deadline=None)
@given(instances(Size(guests=4, slots=2, tables=2, wishes=5)))
def test_the_bound_is_never_below_the_best_of_all_plans(instance):
    best = best_by_trying_all(instance)
    assert objective(instance, greedy_plan(instance)) <= best <= upper_bound(instance)


def test_wishes_of_both_sides_are_worth_more():
    assert pair_values([Wish(0, 1, 3)]) == {(0, 1): 3}
    assert pair_values([Wish(1, 0, 3), Wish(0, 1, 1)]) == {(0, 1): 4 + MUTUAL_BONUS}
    assert pair_values([Wish(2, 1, 1), Wish(2, 1, 2)]) == {(1, 2): 2}, "the stronger of two wishes counts"


def free(*slots: int, most: int = 9) -> Guest:
    return Guest(frozenset(slots), most)


@pytest.mark.parametrize(
    ("plan", "rule"),
    [
        ([Appointment(0, 0, 1, 0)], Rule.UNKNOWN),
        ([Appointment(0, 5, 0, 1)], Rule.UNKNOWN),
        ([Appointment(9, 0, 0, 1)], Rule.UNKNOWN),
        ([Appointment(1, 0, 2, 3)], Rule.NOT_FREE),
        ([Appointment(0, 0, 0, 1), Appointment(0, 1, 0, 2)], Rule.TWICE_AT_ONCE),
        ([Appointment(0, 0, 0, 1), Appointment(0, 0, 2, 3)], Rule.TABLE_TAKEN),
        ([Appointment(0, 0, 0, 1), Appointment(1, 0, 0, 2)], Rule.TOO_MANY),
        ([Appointment(0, 0, 1, 2), Appointment(1, 1, 1, 2)], Rule.MET_BEFORE),
        ([Appointment(0, 0, 1, 3)], Rule.NOT_WISHED),
    ],
)
def test_each_broken_rule_is_told(plan, rule):
    instance = Instance(
        tables=(2, 2),
        guests=(free(0, 1, most=1), free(0, 1), free(0, 1), free(0)),
        wishes=(Wish(0, 1, 1), Wish(0, 2, 1), Wish(1, 2, 2), Wish(2, 3, 3)),
    )
    assert rule in {one.rule for one in violations(instance, plan)}


def test_a_fixed_appointment_that_is_gone_is_told():
    kept = Appointment(0, 1, 0, 1)
    instance = Instance(tables=(2,), guests=(free(0), free(0)), wishes=(), fixed=(kept,))
    assert [one.rule for one in violations(instance, [])] == [Rule.FIXED_LOST]
    assert greedy_plan(instance) == (kept,), "fixed, though nobody wished it"
    assert objective(instance, (kept,)) == 0


def test_an_instance_that_does_not_fit_together_is_refused():
    guests = (free(0), free(0))
    for wishes in ((Wish(0, 0, 1),), (Wish(0, 7, 1),), (Wish(0, 1, 4),)):
        with pytest.raises(Invalid):
            check_instance(Instance(tables=(1,), guests=guests, wishes=wishes))
    clash = (Appointment(0, 0, 0, 1), Appointment(0, 1, 0, 1))
    with pytest.raises(Invalid, match=r"appointments\.fixed"):
        check_instance(Instance(tables=(2,), guests=guests, wishes=(), fixed=clash))


def test_people_keep_their_table_where_they_can():
    instance = Instance(tables=(2, 2), guests=(free(0, 1),) * 4, wishes=(Wish(0, 1, 1), Wish(2, 3, 1), Wish(1, 2, 1)))
    plan = seated(instance, {(0, 1): 0, (2, 3): 0, (1, 2): 1})
    table = {one.pair: one.table for one in plan}
    assert table[1, 2] in (table[0, 1], table[2, 3])


def test_the_generator_gives_what_it_is_asked_for_and_always_the_same():
    generate = bench().generate
    made = generate(60, 300, seed=3)
    assert (len(made.guests), len(made.wishes)) == (60, 300)
    assert made == generate(60, 300, seed=3) != generate(60, 300, seed=4)
    check_instance(made)
    directed = {(wish.by, wish.to) for wish in made.wishes}
    assert len(directed) == 300
    assert any((to, by) in directed for by, to in directed), "some wishes are of both sides"


def test_one_person_has_one_token_a_year_however_they_write():
    same = ["Lin.Wei@Example.org", " lin.wei@example.ORG ", "ｌｉｎ.wei@example.org"]
    assert len({visitor_token("salt", text) for text in same}) == 1
    assert contact_key("+86 138-0000-1234") == contact_key("13800001234")
    assert visitor_token("salt", same[0]) != visitor_token("another year", same[0])
    assert visitor_token("salt", "a@b.c") != visitor_token("salt", "a@b.d")


@given(st.text(max_size=300), st.text(max_size=300))
def test_calendar_lines_are_short_and_unfold_to_what_was_said(summary, place):
    from datetime import datetime

    moment = datetime(2026, 5, 1, 9, tzinfo=UTC)
    entry = CalendarEntry(uid="a@b", start=moment, end=moment, summary=summary, place=place)
    data = icalendar([entry], at=moment)
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    unfolded = data.replace(b"\r\n ", b"").decode()
    assert unfolded.count("BEGIN:VEVENT") == 1 + summary.count("BEGIN:VEVENT") + place.count("BEGIN:VEVENT")
    assert "DTSTART:20260501T090000Z" in unfolded
    assert sum(line.startswith("END:") for line in unfolded.split("\r\n")) == 2, "no text ends an entry"


def test_no_two_pairs_of_the_small_checker_are_mixed_up():
    instance = Instance(
        tables=(3,), guests=tuple(free(0) for _ in range(6)),
        wishes=tuple(Wish(a, b, 1) for a, b in combinations(range(6), 2)),
    )  # fmt: skip
    plan = greedy_plan(instance)
    assert sorted(guest for one in plan for guest in one.pair) == list(range(6))
