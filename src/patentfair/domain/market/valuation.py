"""How strong a patent is, as an index with its reasons: an interval, never one magic number, and never money.

A leaf of the tree is scored 0 to 10 by a person or from the record; a leaf nobody has scored counts as 0 at the lower
end and as 10 at the upper end. All sums are exact: weights have at most four decimals, scores one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import msgspec

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.valuation_indicators import BASIS, LEAVES, NODES, Anchor, children

__all__ = [
    "DEFAULT_SCHEME",
    "Line",
    "Lowering",
    "Report",
    "Scheme",
    "Scores",
    "Shift",
    "adjusted",
    "check_scheme",
    "sensitivity",
    "span",
    "value",
]

Scores = Mapping[str, Decimal | int | None]
_ZERO, _ONE, _TEN = Decimal(0), Decimal(1), Decimal(10)


class Scheme(msgspec.Struct, frozen=True, kw_only=True):
    """Weights for every node of the tree; those of the nodes under one parent come to exactly 1."""

    id: str
    version: int
    name: Words
    weights: dict[str, Decimal]
    basis: Words = BASIS


DEFAULT_SCHEME = Scheme(
    id="patentfair",
    version=1,
    name=Words("默认方案", "Default scheme"),
    weights={code: node.weight for code, node in NODES.items()},
)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One node in a report.

    `weight` is the share of its parent, `share` of the whole; `low` and `high` are the node's own result on 0 to 100,
    `adds_low` and `adds_high` what it adds to the whole. `score` is what was given for a leaf.
    """

    code: str
    level: int
    name: Words
    weight: Decimal
    share: Decimal
    score: Decimal | None
    low: Decimal
    high: Decimal
    adds_low: Decimal
    adds_high: Decimal


class Lowering(msgspec.Struct, frozen=True):
    """A scored leaf that costs points: how many, and what the next better step looks like."""

    code: str
    name: Words
    points: Decimal
    next_step: Anchor


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The index from `low` to `high` on 0 to 100 with all it was reckoned from.

    `lowering` is the checklist of what costs points, the dearest first; `unknown` the leaves without a score, those
    that widen the interval most first. `cautions` come from the record and stand above any figure.
    """

    scheme: Scheme
    lines: tuple[Line, ...]
    low: Decimal
    high: Decimal
    lowering: tuple[Lowering, ...]
    unknown: tuple[str, ...]
    cautions: tuple[Words, ...] = ()


class Shift(msgspec.Struct, frozen=True):
    """The index when the weight of one first-level node moves by `by`, the other two scaled to keep the sum at 1.

    Figures are rounded to two decimals, half to even; `weight` is what the node then weighs.
    """

    code: str
    by: Decimal
    weight: Decimal
    low: Decimal
    high: Decimal
    change_low: Decimal
    change_high: Decimal


def check_scheme(scheme: Scheme) -> None:
    """Raise `Invalid` unless every node has a weight from 0 to 1 with at most four decimals, summing to 1 a parent."""
    if not scheme.id.strip() or scheme.version < 1:
        raise Invalid("valuation.scheme-name", field="id")
    for code in sorted(set(scheme.weights) ^ set(NODES)):
        raise Invalid("valuation.unknown-indicator", field=code)
    for code, weight in scheme.weights.items():
        if not weight.is_finite() or not 0 <= weight <= 1 or weight != round(weight, 4):
            raise Invalid("valuation.weight", field=code)
    for parent in ("", *(code for code, node in NODES.items() if node.level < 3)):
        total = sum((Fraction(scheme.weights[node.code]) for node in children(parent)), Fraction(0))
        if total != 1:
            raise Invalid("valuation.weights-sum", field=parent or "weights", total=str(_shown(total, 4)))


def adjusted(scheme: Scheme, *, id: str, version: int, name: Words, weights: Mapping[str, Decimal]) -> Scheme:  # noqa: A002
    """`scheme` with some weights changed, under a name of its own; raises `Invalid` as `check_scheme` does."""
    changed = Scheme(id=id, version=version, name=name, weights={**scheme.weights, **weights})
    check_scheme(changed)
    return changed


def value(scheme: Scheme, scores: Scores, cautions: tuple[Words, ...] = ()) -> Report:
    """The report on `scores` by leaf; a leaf missing or None is unknown. Raises `Invalid` naming a bad leaf."""
    check_scheme(scheme)
    given = _checked(scores)
    share = _shares(scheme)
    low: dict[str, Decimal] = {}
    high: dict[str, Decimal] = {}
    for code in reversed(NODES):  # a branch stands before what hangs on it
        if code in LEAVES:
            score = given[code]
            low[code], high[code] = (_ZERO, _TEN * 10) if score is None else (score * 10, score * 10)
        else:
            below = [node.code for node in children(code)]
            low[code] = sum((scheme.weights[each] * low[each] for each in below), _ZERO)
            high[code] = sum((scheme.weights[each] * high[each] for each in below), _ZERO)
    lines = tuple(
        Line(
            code=code,
            level=node.level,
            name=node.name,
            weight=scheme.weights[code],
            share=share[code],
            score=given.get(code),
            low=low[code],
            high=high[code],
            adds_low=share[code] * low[code],
            adds_high=share[code] * high[code],
        )
        for code, node in NODES.items()
    )
    first = [node.code for node in children("")]
    return Report(
        scheme=scheme,
        lines=lines,
        low=sum((scheme.weights[code] * low[code] for code in first), _ZERO),
        high=sum((scheme.weights[code] * high[code] for code in first), _ZERO),
        lowering=_lowering(given, share),
        unknown=tuple(
            sorted((code for code in LEAVES if given[code] is None and share[code]), key=lambda c: (-share[c], c))
        ),
        cautions=cautions,
    )


def _checked(scores: Scores) -> dict[str, Decimal | None]:
    for code in sorted(set(scores) - set(LEAVES)):
        raise Invalid("valuation.unknown-indicator", field=code)
    given: dict[str, Decimal | None] = {}
    for code in LEAVES:
        score = scores.get(code)
        if score is not None:
            score = Decimal(score)
            if not score.is_finite() or not 0 <= score <= 10 or score != round(score, 1):
                raise Invalid("valuation.score", field=code)
        given[code] = score
    return given


def _shares(scheme: Scheme) -> dict[str, Decimal]:
    """What each node weighs in the whole."""
    shares = {"": _ONE}
    for code, node in NODES.items():
        shares[code] = shares[node.parent] * scheme.weights[code]
    return shares


def _lowering(given: Mapping[str, Decimal | None], share: Mapping[str, Decimal]) -> tuple[Lowering, ...]:
    found = [
        Lowering(
            code,
            LEAVES[code].name,
            (_TEN - score) * 10 * share[code],
            next(anchor for anchor in LEAVES[code].anchors if anchor.score > score),
        )
        for code, score in given.items()
        if score is not None and score < 10 and share[code]
    ]
    return tuple(sorted(found, key=lambda lowering: (-lowering.points, lowering.code)))


def sensitivity(scheme: Scheme, scores: Scores, points: Decimal = _TEN) -> tuple[Shift, ...]:
    """For each first-level node its weight less and more by `points` of a hundred, kept within 0 and 1."""
    report = value(scheme, scores)
    first = [line for line in report.lines if line.level == 1]
    shifts = []
    for line in first:
        for by in (-points / 100, points / 100):
            weights = _moved({each.code: Fraction(each.weight) for each in first}, line.code, Fraction(by))
            low = sum((weights[each.code] * Fraction(each.low) for each in first), Fraction(0))
            high = sum((weights[each.code] * Fraction(each.high) for each in first), Fraction(0))
            shifts.append(
                Shift(
                    line.code,
                    by,
                    _shown(weights[line.code], 4),
                    _shown(low, 2),
                    _shown(high, 2),
                    _shown(low - Fraction(report.low), 2),
                    _shown(high - Fraction(report.high), 2),
                )
            )
    return tuple(shifts)


def span(report: Report, shifts: Sequence[Shift]) -> tuple[Decimal, Decimal]:
    """The index as it is told: from the lowest to the highest that the report and its shifts of weight come to.

    Where every leaf has a score the report's own ends meet; the weights are a choice all the same.
    """
    return min(report.low, *(one.low for one in shifts)), max(report.high, *(one.high for one in shifts))


def _moved(weights: Mapping[str, Fraction], code: str, by: Fraction) -> dict[str, Fraction]:
    """The weights with that of `code` moved by `by`; the others keep their proportions, or share alike from nothing."""
    new = min(max(weights[code] + by, Fraction(0)), Fraction(1))
    rest = 1 - weights[code]
    others = len(weights) - 1
    return {
        each: new if each == code else (1 - new) * (weight / rest if rest else Fraction(1, others))
        for each, weight in weights.items()
    }


def _shown(number: Fraction, decimals: int) -> Decimal:
    """`number` rounded half to even; from integers, so that no precision is lost on the way."""
    return (
        Decimal(round(number * 10**decimals))
        .scaleb(-decimals)
        .quantize(_ONE.scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    )
