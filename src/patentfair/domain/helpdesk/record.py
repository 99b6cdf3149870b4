"""What a center's help desk shows of itself: how many, how fast, how many clients confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import msgspec

from patentfair.domain.helpdesk.case import SizeClass

__all__ = ["LEAST", "CaseFacts", "HelpRecord", "help_record"]

LEAST = 5
RECORD_DAYS = 365


class CaseFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the record needs of one case. `within` is whether it was closed within the standard, None while open."""

    opened: datetime
    due: datetime
    size: SizeClass
    answered: datetime | None = None
    within: bool | None = None
    is_confirmed: bool = False
    is_invited: bool = False
    rating: int | None = None


class HelpRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The last 365 days. Rates are None below five cases: few numbers say little, and could point at somebody.

    `median_hours` is over all counted cases with those unanswered last: None where half or more were not answered.
    `sizes` counts clients by size class. `mean_rating` needs five answers.
    """

    cases: int
    answered: int | None = None
    in_time: int | None = None
    median_hours: Decimal | None = None
    closed: int | None = None
    within: int | None = None
    confirmed: int | None = None
    invited: int | None = None
    rated: int | None = None
    mean_rating: Decimal | None = None
    sizes: tuple[tuple[SizeClass, int], ...] = ()

    @property
    def is_few(self) -> bool:
        return self.answered is None


def help_record(cases: Iterable[CaseFacts], now: datetime, *, passed_on_late: int = 0) -> HelpRecord:
    """The record at `now`.

    A case counts once it was answered or its time has passed. `passed_on_late` are cases that went on to another
    center after their time had passed unanswered: they count here as not answered.
    """
    since = now - timedelta(days=RECORD_DAYS)
    counted = [one for one in cases if since <= one.opened <= now and (one.answered or one.due <= now)]
    total = len(counted) + passed_on_late
    if total < LEAST:
        return HelpRecord(cases=total)
    waits = sorted(max(one.answered - one.opened, timedelta(0)) for one in counted if one.answered)
    over = [one for one in counted if one.within is not None]
    ratings = [one.rating for one in over if one.rating is not None]
    sizes = Counter(one.size for one in counted)
    return HelpRecord(
        cases=total,
        answered=len(waits),
        in_time=sum(1 for one in counted if one.answered and one.answered < one.due),
        median_hours=_median_hours(waits, total),
        closed=len(over),
        within=sum(1 for one in over if one.within),
        confirmed=sum(1 for one in over if one.is_confirmed),
        invited=sum(1 for one in over if one.is_invited),
        rated=len(ratings),
        mean_rating=_tenths(Fraction(sum(ratings), len(ratings))) if len(ratings) >= LEAST else None,
        sizes=tuple((size, sizes[size]) for size in SizeClass if sizes[size]),
    )


def _median_hours(waits: Sequence[timedelta], count: int) -> Decimal | None:
    upper = count // 2
    if upper >= len(waits):
        return None
    middle = waits[(count - 1) // 2] + waits[upper]
    return _tenths(Fraction(middle // timedelta(microseconds=1), 2 * 3_600_000_000))


def _tenths(value: Fraction) -> Decimal:
    return Decimal(round(value * 10)).scaleb(-1)
