"""How far stated probabilities agree with what happened: Brier score, Murphy's decomposition, reliability table.

Sources: Brier, Monthly Weather Review 78 (1950); Murphy, Journal of Applied Meteorology 12 (1973). Forecasts are
grouped by the very probability that was stated, so that the decomposition is an identity and not an approximation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

import msgspec

from patentfair.domain.kernel.errors import Invalid

__all__ = ["Band", "Calibration", "Forecast", "calibration", "reliability_bands"]

_TENTHS = 10


class Forecast(msgspec.Struct, frozen=True):
    """A probability stated beforehand, 0 to 1, and whether the event came about."""

    probability: Fraction
    happened: bool


class Calibration(msgspec.Struct, frozen=True):
    """Scores over `count` forecasts, all between 0 and 1: `brier == reliability - resolution + uncertainty`.

    `brier` 0 is perfect, 1/4 is what always saying one half gives. `reliability` is how far stated and observed shares
    lie apart (0 is best), `resolution` how well the forecasts tell likely from unlikely (more is better),
    `uncertainty` is the variance of the outcomes, which no forecaster can change.
    """

    count: int
    happened: int
    brier: Fraction
    reliability: Fraction
    resolution: Fraction
    uncertainty: Fraction


class Band(msgspec.Struct, frozen=True):
    """A line of the reliability table: forecasts from `low` (inclusive) to `high` (exclusive; inclusive at 1)."""

    low: Fraction
    high: Fraction
    count: int
    stated: Fraction
    observed: Fraction


def calibration(forecasts: Sequence[Forecast]) -> Calibration | None:
    """The scores of the forecasts; None where there are none. Raises `Invalid` for a probability outside 0 to 1."""
    if not forecasts:
        return None
    groups: dict[Fraction, list[bool]] = defaultdict(list)
    for one in forecasts:
        if not 0 <= one.probability <= 1:
            raise Invalid("plan.probability", field="probability")
        groups[one.probability].append(one.happened)
    count = len(forecasts)
    happened = sum(one.happened for one in forecasts)
    base = Fraction(happened, count)
    reliability = resolution = Fraction(0)
    for stated, outcomes in groups.items():
        observed = Fraction(sum(outcomes), len(outcomes))
        weight = Fraction(len(outcomes), count)
        reliability += weight * (stated - observed) ** 2
        resolution += weight * (observed - base) ** 2
    brier = sum(((one.probability - one.happened) ** 2 for one in forecasts), Fraction(0)) / count
    return Calibration(count, happened, brier, reliability, resolution, base * (1 - base))


def reliability_bands(forecasts: Iterable[Forecast]) -> tuple[Band, ...]:
    """The forecasts in bands of a tenth, those without any left out."""
    groups: dict[int, list[Forecast]] = defaultdict(list)
    for one in forecasts:
        groups[min(_TENTHS - 1, int(one.probability * _TENTHS))].append(one)
    return tuple(
        Band(
            Fraction(tenth, _TENTHS),
            Fraction(tenth + 1, _TENTHS),
            len(found),
            sum((one.probability for one in found), Fraction(0)) / len(found),
            Fraction(sum(one.happened for one in found), len(found)),
        )
        for tenth, found in sorted(groups.items())
    )
