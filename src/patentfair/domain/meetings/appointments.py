"""Appointments between participants of a matchmaking meeting: the task, its value, its rules and a bound.

Participants and slots are numbered from 0. At each slot a number of tables is open; an appointment takes two
participants, one slot and one table. A pair meets once at most. Only pairs of whom at least one wishes to meet the
other are planned, besides those that people have fixed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from patentfair.domain.kernel.errors import Invalid

__all__ = [
    "MUTUAL_BONUS",
    "STRENGTHS",
    "Appointment",
    "Guest",
    "Instance",
    "Pair",
    "Rule",
    "Violation",
    "Wish",
    "check_instance",
    "objective",
    "pair_values",
    "seated",
    "upper_bound",
    "violations",
]

Pair = tuple[int, int]
STRENGTHS = (1, 2, 3)
MUTUAL_BONUS = 2  # what a wish of both sides is worth beyond the two strengths


class Guest(msgspec.Struct, frozen=True):
    """A participant: the slots at which they are free, and how many appointments they take at most."""

    free: frozenset[int]
    most: int


class Wish(msgspec.Struct, frozen=True):
    """`by` wishes to meet `to`: 1 if it fits, 2 gladly, 3 above all."""

    by: int
    to: int
    strength: int


class Appointment(msgspec.Struct, frozen=True, order=True):
    """Two participants (the lower number first) at a slot and a table (0 up to the tables open then)."""

    slot: int
    table: int
    first: int
    second: int

    @property
    def pair(self) -> Pair:
        return self.first, self.second


class Instance(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be planned. `tables` gives the tables open at each slot; `fixed` stay as they are."""

    tables: tuple[int, ...]
    guests: tuple[Guest, ...]
    wishes: tuple[Wish, ...]
    fixed: tuple[Appointment, ...] = ()


class Rule(StrEnum):
    """What a plan may break."""

    UNKNOWN = "unknown"  # a participant, slot or table that does not exist, or a pair not in order
    NOT_FREE = "not_free"
    TWICE_AT_ONCE = "twice_at_once"
    TABLE_TAKEN = "table_taken"
    TOO_MANY = "too_many"
    MET_BEFORE = "met_before"
    NOT_WISHED = "not_wished"
    FIXED_LOST = "fixed_lost"


class Violation(msgspec.Struct, frozen=True):
    """A broken rule, with the participant (or -1) and the slot (or -1) where."""

    rule: Rule
    guest: int = -1
    slot: int = -1


def pair_values(wishes: Sequence[Wish]) -> dict[Pair, int]:
    """What each wished meeting is worth: the strengths of both sides, and `MUTUAL_BONUS` where both wish it."""
    strongest: dict[Pair, int] = {}
    for wish in wishes:
        directed = (wish.by, wish.to)
        strongest[directed] = max(wish.strength, strongest.get(directed, 0))
    values: dict[Pair, int] = {}
    for (by, to), strength in strongest.items():
        pair = (min(by, to), max(by, to))
        values[pair] = values.get(pair, 0) + strength + (MUTUAL_BONUS if by < to and (to, by) in strongest else 0)
    return values


def objective(instance: Instance, plan: Sequence[Appointment]) -> int:
    """The value of a plan; a fixed appointment that nobody wished adds nothing."""
    values = pair_values(instance.wishes)
    return sum(values.get(one.pair, 0) for one in plan)


def check_instance(instance: Instance) -> None:
    """Raise `Invalid` where numbers do not fit together or what is fixed breaks the rules of a plan."""
    count = len(instance.guests)
    if any(not (0 <= wish.by < count and 0 <= wish.to < count) or wish.by == wish.to for wish in instance.wishes):
        raise Invalid("appointments.wish", field="wishes")
    if any(wish.strength not in STRENGTHS for wish in instance.wishes):
        raise Invalid("appointments.strength", field="wishes")
    if next(violations(instance, instance.fixed), None) is not None:
        raise Invalid("appointments.fixed", field="fixed")


def violations(instance: Instance, plan: Sequence[Appointment]) -> Iterator[Violation]:
    """Every rule that a plan breaks; none for a good plan."""
    known = [one for one in plan if _is_known(instance, one)]
    for one in plan:
        if not _is_known(instance, one):
            yield Violation(Rule.UNKNOWN, one.first, one.slot)
    yield from _alone(instance, known)
    yield from _together(instance, known)
    for one in set(instance.fixed) - set(plan):
        yield Violation(Rule.FIXED_LOST, one.first, one.slot)


def _is_known(instance: Instance, one: Appointment) -> bool:
    return (
        0 <= one.first < one.second < len(instance.guests)
        and 0 <= one.slot < len(instance.tables)
        and 0 <= one.table < instance.tables[one.slot]
    )


def _alone(instance: Instance, plan: Sequence[Appointment]) -> Iterator[Violation]:
    """What is wrong with an appointment whatever else is planned."""
    allowed = {*pair_values(instance.wishes), *(one.pair for one in instance.fixed)}
    for one in plan:
        for guest in one.pair:
            if one.slot not in instance.guests[guest].free:
                yield Violation(Rule.NOT_FREE, guest, one.slot)
        if one.pair not in allowed:
            yield Violation(Rule.NOT_WISHED, one.first, one.slot)


def _together(instance: Instance, plan: Sequence[Appointment]) -> Iterator[Violation]:
    """What is wrong with appointments beside each other."""
    seats = Counter((guest, one.slot) for one in plan for guest in one.pair)
    tables = Counter((one.slot, one.table) for one in plan)
    meetings = Counter(guest for one in plan for guest in one.pair)
    pairs = Counter(one.pair for one in plan)
    yield from (Violation(Rule.TWICE_AT_ONCE, guest, slot) for (guest, slot), n in seats.items() if n > 1)
    yield from (Violation(Rule.TABLE_TAKEN, slot=slot) for (slot, _table), n in tables.items() if n > 1)
    yield from (Violation(Rule.TOO_MANY, guest) for guest, n in meetings.items() if n > instance.guests[guest].most)
    yield from (Violation(Rule.MET_BEFORE, first) for (first, _second), n in pairs.items() if n > 1)


def upper_bound(instance: Instance) -> int:
    """A value that no plan exceeds, told from simple counts: each participant's best pairs, and the tables there are.

    A solver's own bound is as a rule far below this one; it is here to judge the solver by something it has no hand in.
    """
    values = pair_values(instance.wishes)
    possible = {
        pair: value
        for pair, value in values.items()
        if instance.guests[pair[0]].free & instance.guests[pair[1]].free or any(f.pair == pair for f in instance.fixed)
    }
    of_guest: dict[int, list[int]] = {}
    for pair, value in possible.items():
        for guest in pair:
            of_guest.setdefault(guest, []).append(value)
    by_guest = 0
    for guest, worth in of_guest.items():
        room = min(instance.guests[guest].most, len(instance.guests[guest].free))
        by_guest += sum(sorted(worth, reverse=True)[:room])
    by_table = sum(sorted(possible.values(), reverse=True)[: sum(instance.tables)])
    return min(by_guest // 2, by_table)


def seated(instance: Instance, slot_of: Mapping[Pair, int]) -> tuple[Appointment, ...]:
    """Give every meeting a table at its slot: fixed ones keep theirs, and people stay where they sat if they can."""
    fixed = {one.pair: one for one in instance.fixed}
    by_slot: dict[int, list[Pair]] = {}
    for pair, slot in slot_of.items():
        by_slot.setdefault(slot, []).append(pair)
    made: list[Appointment] = []
    last: dict[int, int] = {}
    for slot in sorted(by_slot):
        pairs = sorted(by_slot[slot])
        placed = {pair: fixed[pair].table for pair in pairs if pair in fixed and fixed[pair].slot == slot}
        open_tables = [n for n in range(instance.tables[slot]) if n not in set(placed.values())]
        for pair in pairs:
            wanted = next((last[guest] for guest in pair if last.get(guest) in open_tables), None)
            if pair not in placed and wanted is not None:
                placed[pair] = wanted
                open_tables.remove(wanted)
        for pair in pairs:
            if pair not in placed:
                placed[pair] = open_tables.pop(0)
        for pair in pairs:
            made.append(Appointment(slot, placed[pair], *pair))
            last.update(dict.fromkeys(pair, placed[pair]))
    return tuple(sorted(made))
