"""Target numbers of a need against numbers a patent or listing states."""

from __future__ import annotations

import math
from collections.abc import Iterable

from patentfair.domain.kernel.words import Words
from patentfair.domain.matching.profile import Target
from patentfair.domain.matching.reason import Reason, ReasonCode
from patentfair.domain.retrieval.analysis import analyse
from patentfair.domain.retrieval.units import unit_of

__all__ = ["compare_targets", "meets"]


class _Range:
    """Values in SI units between two ends, each of which may be left out."""

    def __init__(self, target: Target) -> None:
        unit = unit_of(target.unit)
        # An unknown unit still compares with itself.
        self.dimension = unit.dimension if unit else f"?{target.unit.strip().casefold()}"
        factor, offset = (unit.factor, unit.offset) if unit else (1.0, 0.0)
        value = target.value * factor + offset
        high = (target.value if target.value_high is None else target.value_high) * factor + offset
        self.low = -math.inf if target.comparator in ("<", "<=") else value
        self.high = math.inf if target.comparator in (">", ">=") else value
        if target.comparator == "between":
            self.low, self.high = min(value, high), max(value, high)
        self.low_open = target.comparator == ">"
        self.high_open = target.comparator == "<"

    def within(self, other: _Range) -> bool:
        low = other.low < self.low or (_same(other.low, self.low) and (self.low_open or not other.low_open))
        high = self.high < other.high or (_same(other.high, self.high) and (self.high_open or not other.high_open))
        return low and high

    def apart_from(self, other: _Range) -> bool:
        return self._ends_before(other) or other._ends_before(self)

    def _ends_before(self, other: _Range) -> bool:
        if _same(self.high, other.low):
            return self.high_open or other.low_open
        return self.high < other.low


def _same(left: float, right: float) -> bool:
    return left == right or math.isclose(left, right, rel_tol=1e-9, abs_tol=0.0)


def meets(wanted: Target, stated: Target) -> bool | None:
    """Whether all values `stated` allows are `wanted` (True), none is (False), or it cannot be said (None).

    Units are brought to SI; quantities of different dimensions cannot be compared.
    """
    want, have = _Range(wanted), _Range(stated)
    if want.dimension != have.dimension:
        return None
    if have.within(want):
        return True
    return False if have.apart_from(want) else None


def _same_quantity(left: str, right: str) -> bool:
    """Names name one quantity if the terms of the shorter are nearly all in the longer."""
    first, second = set(analyse(left)), set(analyse(right))
    shared = len(first & second)
    return shared > 0 and shared >= 0.75 * min(len(first), len(second))


def _print(target: Target) -> str:
    unit = f" {target.unit}" if target.unit else ""
    if target.comparator == "between" and target.value_high is not None:
        return f"{target.value:g}–{target.value_high:g}{unit}"
    sign = {"<=": "≤ ", ">=": "≥ ", "=": "", "between": ""}.get(target.comparator, f"{target.comparator} ")
    return f"{sign}{target.value:g}{unit}"


def _reason(wanted: Target, stated: Target | None, verdict: bool | None) -> Reason:
    want = _print(wanted)
    terms = tuple(dict.fromkeys(analyse(wanted.name)))
    if stated is None:
        return Reason(
            ReasonCode.TARGET_UNKNOWN,
            Words(
                f"{wanted.name}要求 {want}，供给方未给出数值。", f"{wanted.name}: {want} is asked, no figure is stated."
            ),
            terms,
        )
    have = _print(stated)
    code, zh, en = {
        True: (ReasonCode.TARGET_MET, "达到", "meets it"),
        False: (ReasonCode.TARGET_MISSED, "未达到", "misses it"),
        None: (ReasonCode.TARGET_UNKNOWN, "不能确定是否达到", "leaves it open"),
    }[verdict]
    return Reason(
        code,
        Words(
            f"{wanted.name}要求 {want}，供给方给出 {have}，{zh}。",
            f"{wanted.name}: {want} is asked, {have} is stated, which {en}.",
        ),
        terms,
    )


def compare_targets(wanted: Iterable[Target], stated: Iterable[Target]) -> tuple[Reason, ...]:
    """One reason for each wanted target: met, missed or unknown; the best of several stated figures counts."""
    figures = tuple(stated)
    reasons = []
    for target in wanted:
        verdicts = [
            (meets(target, figure), figure)
            for figure in figures
            if _same_quantity(target.name, figure.name) and _Range(target).dimension == _Range(figure).dimension
        ]
        verdict, figure = min(verdicts, key=lambda pair: (True, None, False).index(pair[0]), default=(None, None))
        reasons.append(_reason(target, figure, verdict))
    return tuple(reasons)
