"""Whose experience others used, and where two centers only credit each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

import msgspec

__all__ = ["PAIR_MOST", "Reuse", "credited", "pairs"]

C = TypeVar("C", bound=Hashable)
PAIR_MOST = 2


class Reuse(msgspec.Struct, Generic[C], frozen=True):
    """One confirmed reuse: whose report it was, and who used it."""

    author: C
    reuser: C


def pairs(reuses: Iterable[Reuse[C]]) -> dict[tuple[C, C], tuple[int, int]]:
    """For each (author, reuser): how often the reuser used the author's, and how often it was the other way round."""
    counts = Counter((one.author, one.reuser) for one in reuses)
    return {pair: (n, counts[(pair[1], pair[0])]) for pair, n in counts.items()}


def credited(reuses: Iterable[Reuse[C]]) -> dict[C, int]:
    """Reuses that count for each author.

    A center's use of its own counts for nothing; where both use each other's, at most `PAIR_MOST` of a pair count.
    """
    found: Counter[C] = Counter()
    for (author, reuser), (n, back) in pairs(reuses).items():
        if author != reuser:
            found[author] += min(n, PAIR_MOST) if back else n
    return dict(found)
