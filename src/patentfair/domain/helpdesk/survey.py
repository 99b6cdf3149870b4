"""Who is asked how satisfied they are: drawn by a seed that nobody at a center knows or can change.

The hash of a quarter's seed is published when the quarter begins, the seed when all its cases are drawn; from then on
anyone can draw again and compare.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from hashlib import sha256

__all__ = ["INVITED_SHARE", "commitment", "is_drawn", "quarter_of"]

INVITED_SHARE = Fraction(1, 2)


def commitment(seed: str) -> str:
    """What is published of a seed beforehand: SHA-256 in hexadecimal digits."""
    return sha256(seed.encode()).hexdigest()


def is_drawn(seed: str, case: int, share: Fraction = INVITED_SHARE) -> bool:
    """Whether the client of this case is asked; each case by itself with probability `share`."""
    lot = int.from_bytes(sha256(f"{seed}:{case}".encode()).digest()[:8], "big")
    return lot < share * 2**64


def quarter_of(day: date) -> str:
    """The quarter of a day, such as `2026Q4`."""
    return f"{day.year}Q{(day.month + 2) // 3}"
