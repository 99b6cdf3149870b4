"""A plan without a solver: the most valuable meetings first, each at the slot that costs the others least."""

from __future__ import annotations

from collections import Counter

from patentfair.domain.meetings.appointments import (
    Appointment,
    Instance,
    Pair,
    check_instance,
    pair_values,
    seated,
)

__all__ = ["greedy_plan", "greedy_slots"]


def greedy_plan(instance: Instance) -> tuple[Appointment, ...]:
    """A plan that breaks no rule, made in one pass and always the same; raises `Invalid` as `check_instance` does."""
    check_instance(instance)
    return seated(instance, greedy_slots(instance))


def greedy_slots(instance: Instance) -> dict[Pair, int]:
    """The slot of each meeting held. Where several slots are left, the one at which most tables are still open."""
    values = pair_values(instance.wishes)
    slot_of: dict[Pair, int] = {}
    left = [guest.most for guest in instance.guests]
    free = [set(guest.free) for guest in instance.guests]
    tables = list(instance.tables)

    def hold(pair: Pair, slot: int) -> None:
        slot_of[pair] = slot
        tables[slot] -= 1
        for guest in pair:
            left[guest] -= 1
            free[guest].discard(slot)

    for one in instance.fixed:
        hold(one.pair, one.slot)
    sought = Counter(guest for pair in values for guest in pair)
    # Of equal worth, those whose partners are least sought come first: they have the fewest other chances.
    for pair in sorted(values, key=lambda p: (-values[p], sought[p[0]] + sought[p[1]], p)):
        first, second = pair
        if pair in slot_of or not (left[first] > 0 and left[second] > 0):
            continue
        common = [slot for slot in free[first] & free[second] if tables[slot] > 0]
        if common:
            hold(pair, max(common, key=lambda slot: (tables[slot], -slot)))
    return slot_of
