"""Planning of appointments on generated meetings: value, the solver's bound, gap and seconds.

    .venv/bin/python bench/appointments.py [participants] [wishes] [seconds] [seed] [workers]

Participants seek a few partners each, and some are sought far more than others; a third come for half a day only. There
are sixteen slots and one table for every five participants, fewer than the wishes need.
"""

from __future__ import annotations

import random
import sys

from patentfair.adapters.appointments.solver import solve
from patentfair.domain.meetings.appointments import Guest, Instance, Wish, objective, upper_bound, violations
from patentfair.domain.meetings.greedy import greedy_plan

SLOTS = 16


def generate(participants: int = 300, wishes: int = 2_000, seed: int = 1) -> Instance:
    """A meeting of that size; the same arguments give the same meeting."""
    draw = random.Random(seed)
    morning, afternoon = frozenset(range(SLOTS // 2)), frozenset(range(SLOTS // 2, SLOTS))
    guests = []
    for _ in range(participants):
        day = draw.choices((morning | afternoon, morning, afternoon), (4, 1, 1))[0]
        busy = frozenset(draw.sample(range(SLOTS), draw.choice((0, 0, 1, 2))))
        guests.append(Guest(free=day - busy, most=draw.choice((4, 6, 8, 10))))
    fame = [1.0 / (1 + rank) ** 0.6 for rank in range(participants)]
    draw.shuffle(fame)
    found: dict[tuple[int, int], int] = {}
    most = min(wishes, participants * (participants - 1))
    while len(found) < most:
        by = draw.randrange(participants)
        # one in four wishes answers another: people look at who has asked for them
        asked = [pair for pair in list(found)[-40:] if pair[::-1] not in found] if draw.random() < 0.25 else []
        to = draw.choices(range(participants), fame)[0]
        if asked:
            to, by = draw.choice(asked)
        if by != to and (by, to) not in found:
            found[by, to] = draw.choices((1, 2, 3), (5, 3, 2))[0]
    return Instance(
        tables=(max(1, participants // 5),) * SLOTS,
        guests=tuple(guests),
        wishes=tuple(Wish(by, to, strength) for (by, to), strength in found.items()),
    )


def main() -> None:
    given = [int(text) for text in sys.argv[1:]]
    participants, wishes, seconds, seed, workers = given + [300, 2_000, 60, 1, 2][len(given) :]
    instance = generate(participants, wishes, seed)
    quick = objective(instance, greedy_plan(instance))
    found = solve(instance, seconds=seconds, workers=workers, seed=seed)
    broken = sum(1 for _ in violations(instance, found.plan))
    print(f"{participants} participants, {wishes} wishes, {SLOTS} slots of {instance.tables[0]} tables, seed {seed}")
    print(f"greedy {quick}   counted bound {upper_bound(instance)}")
    print(
        f"objective {found.objective}   bound {found.bound}   gap {found.gap:.2%}   "
        f"appointments {len(found.plan)}   rules broken {broken}   {found.seconds} s"
    )


if __name__ == "__main__":
    main()
