"""The solver of appointments keeps the rules, and its bound is one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from tests.domain.test_appointments import Size, bench, best_by_trying_all, instances, instances_with_fixed

from patentfair.adapters.appointments.solver import solve
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.meetings.appointments import (
    Appointment,
    Guest,
    Instance,
    Wish,
    objective,
    upper_bound,
    violations,
)
from patentfair.domain.meetings.greedy import greedy_plan


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(instances_with_fixed())
def test_no_rule_is_broken_and_no_plan_is_worth_more_than_the_bound(instance):
    found = solve(instance, seconds=10, workers=1, seed=1)
    assert list(violations(instance, found.plan)) == []
    assert set(instance.fixed) <= set(found.plan)
    assert objective(instance, greedy_plan(instance)) <= found.objective == objective(instance, found.plan)
    assert found.objective <= found.bound <= upper_bound(instance)
    assert found.is_best
    assert found.gap == 0


@settings(max_examples=20, deadline=None)
@given(instances(Size(guests=4, slots=2, tables=2, wishes=5)))
def test_the_best_of_all_plans_is_found(instance):
    found = solve(instance, seconds=10, workers=1, seed=1)
    assert found.objective == found.bound == best_by_trying_all(instance)


def test_a_middling_meeting_is_planned_within_five_per_cent_and_tells_how_far_it_is():
    instance = bench().generate(60, 300, seed=2)
    told = []
    found = solve(instance, seconds=8, workers=1, seed=1, told=lambda value, bound: told.append((value, bound)))
    assert list(violations(instance, found.plan)) == []
    assert found.gap <= 0.05
    assert found.seconds < 20
    assert told
    assert all(value <= bound for value, bound in told)


def test_the_same_seed_gives_the_same_plan_where_work_is_counted():
    instance = bench().generate(24, 90, seed=5)
    first, second = (solve(instance, seconds=2, workers=2, seed=7, deterministic=True) for _ in range(2))
    assert first.plan == second.plan
    assert (first.objective, first.bound) == (second.objective, second.bound)


def test_nothing_to_plan_and_what_cannot_be_planned():
    nobody = Instance(tables=(1,), guests=(), wishes=())
    assert solve(nobody, seconds=1).plan == ()
    guests = (Guest(frozenset({0}), 1),) * 2
    away = Instance(tables=(1,), guests=guests, wishes=(Wish(0, 1, 2),), fixed=(Appointment(0, 3, 0, 1),))
    with pytest.raises(Invalid, match=r"appointments\.fixed"):
        solve(away, seconds=1)
