"""What the calendar alone does to a right: fees fall due, grace periods end, terms end.

Only periods whose law has been read are here. CN: Implementing Regulations rule 115 (six months). US: 35 USC 41(b),
due 3.5, 7.5 and 11.5 years after grant, six months of grace. GB: Patents Act section 25 (six months).

Two limits hold for what is pending. PCT articles 22 and 39 leave 30 months from the priority date for entry into the
national phase, and many offices 31; 31 is used for all. And no application is pending when the longest term that a
grant on it could have, twenty years from filing, is over.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

__all__ = [
    "FEES_ONLY_AFTER_GRANT",
    "GRACE_MONTHS",
    "INTERNATIONAL_PHASE_MONTHS",
    "LONGEST_PENDING_MONTHS",
    "MONTHS_TO_OPPOSE",
    "add_months",
    "grace_end",
    "maintenance_due",
    "maintenance_grace",
]

GRACE_MONTHS = {"CN": 6, "US": 6, "GB": 6}
# Where an annuity shows that a grant was made: offices that take none for an application.
FEES_ONLY_AFTER_GRANT = frozenset({"CN", "US", "JP", "KR", "GB"})
INTERNATIONAL_PHASE_MONTHS = 31
LONGEST_PENDING_MONTHS = 240
# EPC article 99(1), from the mention of the grant. By then the states in which it was not made valid have said so.
MONTHS_TO_OPPOSE = 9
_MAINTENANCE_MONTHS = (42, 90, 138)
_YEAR_OF_FEE = {4: 90, 8: 138}


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= 9999:
        return date.max if year > 9999 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def grace_end(office: str, due: date | None) -> date | None:
    """The first day after the grace period of a fee due on `due` (first day not covered); None where not known."""
    months = GRACE_MONTHS.get(office)
    return add_months(due, months) if months and due else None


def maintenance_due(granted: date, fee_year: int) -> date | None:
    """When the US fee after that of year `fee_year` (4, 8, 12) is due; None after the last or for another number."""
    months = _YEAR_OF_FEE.get(fee_year)
    return add_months(granted, months) if months else None


def maintenance_grace(granted: date, overdue: date) -> date | None:
    """The end of the US grace period in which the day `overdue` lies; None where it lies in none."""
    for months in _MAINTENANCE_MONTHS:
        if add_months(granted, months) <= overdue < add_months(granted, months + 6):
            return add_months(granted, months + 6)
    return None
