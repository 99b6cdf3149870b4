"""Half-open intervals of calendar dates, `[start, end)`."""

from __future__ import annotations

from datetime import date

import msgspec

__all__ = ["DateInterval"]


class DateInterval(msgspec.Struct, frozen=True):
    """Days from `start` up to but not including `end`; `None` leaves that side open.

    "Until 31 December 2025" is written `end=date(2026, 1, 1)`: `[.., 2026-01-01)` and `[2026-01-01, ..)` touch and
    do not overlap.
    """

    start: date | None = None
    end: date | None = None

    @property
    def is_empty(self) -> bool:
        return self.start is not None and self.end is not None and self.start >= self.end

    def contains(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def intersection(self, other: DateInterval) -> DateInterval:
        start, end = self.start, self.end
        if start is None or (other.start is not None and other.start > start):
            start = other.start
        if end is None or (other.end is not None and other.end < end):
            end = other.end
        return DateInterval(start, end)

    def overlaps(self, other: DateInterval) -> bool:
        return not self.is_empty and not other.is_empty and not self.intersection(other).is_empty

    def difference(self, other: DateInterval) -> tuple[DateInterval, ...]:
        """The days of `self` that are not in `other`: none, one or two intervals in order."""
        if not self.overlaps(other):
            return () if self.is_empty else (self,)
        pieces = []
        if other.start is not None and (self.start is None or self.start < other.start):
            pieces.append(DateInterval(self.start, other.start))
        if other.end is not None and (self.end is None or other.end < self.end):
            pieces.append(DateInterval(other.end, self.end))
        return tuple(pieces)
