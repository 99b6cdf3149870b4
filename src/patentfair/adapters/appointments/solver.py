"""Plan appointments with OR-Tools CP-SAT.

One yes-or-no variable stands for a pair at a slot; a participant sits at one table at a time, a pair meets once, and a
slot holds as many pairs as it has tables. Which table it is follows afterwards and costs nothing. The plan of
`greedy_plan` is the search's first, so that there is always one; what the search proves is the bound.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from math import floor

import msgspec
from ortools.sat.python import cp_model

from patentfair.domain.meetings.appointments import (
    Appointment,
    Instance,
    Pair,
    check_instance,
    objective,
    pair_values,
    seated,
    upper_bound,
)
from patentfair.domain.meetings.greedy import greedy_slots

__all__ = ["Solution", "solve"]

EPSILON = 1e-6


class Solution(msgspec.Struct, frozen=True, kw_only=True):
    """A plan, its value, a value that no plan exceeds, whether it is the best, and the seconds it took."""

    plan: tuple[Appointment, ...]
    objective: int
    bound: int
    is_best: bool
    seconds: float

    @property
    def gap(self) -> float:
        """How far the value may lie below the best, as a part of the bound; 0 for the best plan."""
        return (self.bound - self.objective) / self.bound if self.bound else 0.0


def solve(
    instance: Instance,
    *,
    seconds: float = 60.0,
    workers: int = 2,
    seed: int | None = None,
    deterministic: bool = False,
    told: Callable[[int, int], None] = lambda _objective, _bound: None,
) -> Solution:
    """The best plan found within `seconds`.

    `deterministic` counts work instead of time, so that the same seed gives the same plan on any machine; it takes
    about as long. `told` is called with the value and the bound of each better plan. Raises `Invalid` where the
    instance itself breaks the rules.
    """
    check_instance(instance)
    started = time.monotonic()
    first = greedy_slots(instance)
    model, at = _model(instance, first)
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = workers
    parameters.linearization_level = 2
    parameters.symmetry_level = 0
    if seed is not None:
        parameters.random_seed = seed
    if deterministic:
        parameters.interleave_search = True
        parameters.max_deterministic_time = seconds
    else:
        parameters.max_time_in_seconds = max(0.1, seconds - (time.monotonic() - started))
    status = solver.solve(model, _Progress(told))
    counted = upper_bound(instance)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        slot_of = {pair: slot for (pair, slot), held in at.items() if solver.boolean_value(held)}
        bound = min(counted, floor(solver.best_objective_bound + EPSILON))
    else:  # not even the first plan was read in the time given
        slot_of, bound = first, counted
    plan = seated(instance, slot_of)
    value = objective(instance, plan)
    return Solution(
        plan=plan,
        objective=value,
        bound=max(bound, value),
        is_best=bound <= value,
        seconds=round(time.monotonic() - started, 2),
    )


def _model(
    instance: Instance, first: dict[Pair, int]
) -> tuple[cp_model.CpModel, dict[tuple[Pair, int], cp_model.IntVar]]:
    """The model and its variables, one for a pair at a slot at which both are free."""
    model = cp_model.CpModel()
    values = pair_values(instance.wishes)
    fixed = {one.pair: one.slot for one in instance.fixed}
    at: dict[tuple[Pair, int], cp_model.IntVar] = {}
    of_pair: dict[Pair, list[cp_model.IntVar]] = defaultdict(list)
    of_guest: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
    of_slot: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    all_of_guest: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for pair in sorted({*values, *fixed}):
        guests = [instance.guests[guest] for guest in pair]
        slots = {fixed[pair]} if pair in fixed else guests[0].free & guests[1].free
        for slot in sorted(slots):
            held = model.new_bool_var("")
            at[pair, slot] = held
            of_pair[pair].append(held)
            of_slot[slot].append(held)
            for guest in pair:
                of_guest[guest, slot].append(held)
                all_of_guest[guest].append(held)
            model.add_hint(held, first.get(pair) == slot)
        if pair in fixed:
            model.add(at[pair, fixed[pair]] == 1)
    for choices in (*of_pair.values(), *of_guest.values()):
        if len(choices) > 1:
            model.add_at_most_one(choices)
    for slot, choices in of_slot.items():
        if len(choices) > instance.tables[slot]:
            model.add(sum(choices) <= instance.tables[slot])
    for guest, choices in all_of_guest.items():
        most = instance.guests[guest].most
        if most < min(len(choices), len(instance.guests[guest].free)):
            model.add(sum(choices) <= most)
    model.maximize(sum(values.get(pair, 0) * held for (pair, _slot), held in at.items()))
    return model, at


class _Progress(cp_model.CpSolverSolutionCallback):
    """Tells of each better plan."""

    def __init__(self, told: Callable[[int, int], None]) -> None:
        super().__init__()
        self.told = told

    def on_solution_callback(self) -> None:
        self.told(round(self.objective_value), floor(self.best_objective_bound + EPSILON))
