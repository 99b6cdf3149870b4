"""From visit to inquiry to deal: how many came, asked, talked, agreed, and what was lost between."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

__all__ = ["STAGES", "Stage", "trace"]

STAGES = ("visit", "inquiry", "talks", "agreed", "in_force")


class Stage(msgspec.Struct, frozen=True):
    """A stage, how many reached it, and how many of the stage before went no further (0 for the first)."""

    name: str
    count: int
    lost: int


def trace(visits: int, farthest: Iterable[str]) -> tuple[Stage, ...]:
    """The stages from the number of visits and, for each deal that began at the exhibit, the farthest stage it reached.

    A stage counts for all before it. Visits are visits and not people, so the loss after them is not one of persons.
    """
    places = [STAGES.index(name) for name in farthest]
    counts = [visits, *(sum(place >= at for place in places) for at in range(1, len(STAGES)))]
    return tuple(
        Stage(name, counts[at], max(0, counts[at - 1] - counts[at]) if at else 0) for at, name in enumerate(STAGES)
    )
