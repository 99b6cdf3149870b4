"""Questions before and after a lesson: drawn at random from a bank, scored, and what was gained by a group.

The two forms share no question, so that nobody gains by remembering; which question comes before and which after is a
matter of chance, so that easy and hard ones even out over many sittings.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from math import sqrt

import msgspec

__all__ = ["FORM", "Gain", "Sums", "draw_forms", "gain_of", "score"]

FORM = 3
"""Questions in each of the two forms."""
_Z = 1.96


class Sums(msgspec.Struct, frozen=True):
    """`n` finished sittings added up: points before, points after, and the squares of the differences."""

    n: int
    before: int
    after: int
    squares: int


class Gain(msgspec.Struct, frozen=True):
    """What `n` sittings gained, in points of 0 to 100: the mean before, after, of the differences, and a 95 % interval.

    `low` and `high` are the normal approximation for the mean difference; both are None for fewer than two sittings.
    """

    n: int
    before: float
    after: float
    mean: float
    low: float | None
    high: float | None


def draw_forms(items: Sequence[int], seed: str, size: int = FORM) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Two forms of `size` items each, none in both, the same for the same seed.

    The order is by SHA-256 of seed and item. Raises `ValueError` where the bank holds fewer than two forms.
    """
    if len(set(items)) < 2 * size:
        raise ValueError(f"a bank of {len(set(items))} items does not fill two forms of {size}")
    order = sorted(set(items), key=lambda item: sha256(f"{seed}:{item}".encode()).digest())
    return tuple(order[:size]), tuple(order[size : 2 * size])


def score(answers: Sequence[int | None], right: Sequence[int]) -> int:
    """Points of 0 to 100: the share of answers that are right; an answer not given is wrong."""
    if not right or len(answers) != len(right):
        raise ValueError("there are not as many answers as questions")
    return round(100 * sum(one == other for one, other in zip(answers, right, strict=True)) / len(right))


def gain_of(sums: Sums) -> Gain | None:
    """The gain over finished sittings; None for none. Whole points add up exactly, however many sittings there are."""
    n, difference = sums.n, sums.after - sums.before
    if not n:
        return None
    before, after, mean = sums.before / n, sums.after / n, difference / n
    if n < 2:
        return Gain(n, before, after, mean, None, None)
    deviation = sqrt((n * sums.squares - difference**2) / (n * (n - 1)))
    half = _Z * deviation / sqrt(n)
    return Gain(n, before, after, mean, max(-100.0, mean - half), min(100.0, mean + half))
