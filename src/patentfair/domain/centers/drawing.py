"""Draw people by lot so that anyone can check it: the seed is promised by its hash first and shown afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

__all__ = ["commitment", "drawn", "lot"]


def commitment(seed: str) -> str:
    """What is published before the draw: SHA-256 of the seed, 64 hexadecimal digits."""
    return sha256(seed.encode()).hexdigest()


def lot(seed: str, number: int) -> str:
    """The lot of one who takes part: SHA-256 of "seed:number"; the smallest lots are drawn."""
    return sha256(f"{seed}:{number}".encode()).hexdigest()


def drawn(seed: str, numbers: Iterable[int], count: int) -> tuple[int, ...]:
    """The `count` with the smallest lots, in the order of their lots; the order of `numbers` does not matter."""
    return tuple(sorted(set(numbers), key=lambda number: (lot(seed, number), number))[:count])
