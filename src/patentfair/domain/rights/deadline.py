"""Months, anniversaries and days of rest, for time limits counted in months.

A limit counted in months ends on the corresponding day of its last month, or on the last day of that month; if that
is a day of rest, on the next working day. Which days are days of rest is the office's affair: `Calendar` carries them.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import msgspec

__all__ = ["Calendar", "add_months", "anniversary", "months_after"]

_DAY = timedelta(days=1)
_SHORTEST_MONTH = 28


class Calendar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office's days of rest besides Saturdays and Sundays.

    A weekend day worked in exchange for a holiday still counts as a day of rest for the limits of the Chinese office
    (Examination Guidelines V-7-2.3), so such days need not be listed.
    """

    office: str
    rest_days: frozenset[date] = frozenset()

    def is_rest(self, day: date) -> bool:
        return day.weekday() >= 5 or day in self.rest_days


def add_months(day: date, months: int) -> date:
    """The corresponding day `months` later, or the last day of that month where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.day <= _SHORTEST_MONTH:
        return day.replace(day.year + years, month + 1)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def anniversary(day: date, years: int) -> date:
    """The same date `years` later; 29 February becomes 28 February in a common year."""
    return add_months(day, 12 * years)


def months_after(day: date, months: int, calendar: Calendar | None) -> date:
    """Last day of a limit of `months` that starts on `day` (not counted), moved past days of rest."""
    last = add_months(day, months)
    while last.weekday() >= 5 if calendar is None else calendar.is_rest(last):
        last += _DAY
    return last
