"""The three answers to "do these overlap?"."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["Overlap"]


class Overlap(IntEnum):
    """Ordered, so that the answer for several axes is the minimum and for several boxes the maximum."""

    NO = 0
    MAYBE = 1
    YES = 2
