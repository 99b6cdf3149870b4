"""Candidates for a need, ranked and explained."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.matching.market_facts import market_facts
from patentfair.domain.matching.profile import NeedProfile, SupplyProfile
from patentfair.domain.matching.reason import Reason, ReasonCode
from patentfair.domain.matching.targets import compare_targets
from patentfair.domain.patents.fields import FIELDS
from patentfair.domain.patents.record import TextIn
from patentfair.domain.retrieval.analysis import Token, is_han, tokenise
from patentfair.domain.retrieval.folding import fold, origins
from patentfair.domain.retrieval.keys import class_terms

__all__ = ["Match", "class_overlap", "match"]

CLASS_WEIGHT = 0.2
FULLEST_TERM = 2.2  # the most that a term's frequency multiplies its weight by in `SearchIndex.rank`
SHOWN_TERMS = 8
_MISFITS = frozenset(
    {
        ReasonCode.TOO_EARLY,
        ReasonCode.TERMS_DIFFER,
        ReasonCode.OVER_BUDGET,
        ReasonCode.TARGET_MISSED,
        ReasonCode.TARGET_UNKNOWN,
        ReasonCode.ENDING_SOON,
        ReasonCode.NOT_IN_FORCE,
    }
)


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """One candidate. `score` orders the candidates of one need and means nothing across needs.

    `relevance` is the same order from 0, nothing in common, to 1, every telling term to the full and the same classes.
    """

    candidate: str
    score: float
    relevance: float
    reasons: tuple[Reason, ...] = ()
    misfits: tuple[Reason, ...] = ()


def match(
    need: NeedProfile,
    candidates: Sequence[tuple[SupplyProfile, float]],
    idf: Mapping[str, float],
    *,
    most: int = 50,
    today: date | None = None,
) -> tuple[Match, ...]:
    """The `most` best candidates, best first, ties by id.

    `candidates` carry their lexical scores, from `SearchIndex.rank`; `idf` is the weight of each telling term of the
    need, as `telling_terms` gives it. Score: the lexical score standardised over the candidates plus .2 times the
    standardised overlap of classes, where both sides carry classes. Legal status, kinds of deal, price, readiness and
    region are told beside it and change nothing in it. `today` dates the life left.
    """
    overlaps = [
        class_overlap(need.classes, supply.classes) if need.classes and supply.classes else None
        for supply, _ in candidates
    ]
    lexical = _Scale([score for _, score in candidates])
    classes = _Scale([overlap for overlap in overlaps if overlap is not None])
    scored = []
    for (supply, score), overlap in zip(candidates, overlaps, strict=True):
        words, by_class = lexical(score), CLASS_WEIGHT * classes(overlap)
        scored.append((words + by_class, words, by_class, supply))
    scored.sort(key=lambda row: (-row[0], row[3].id))
    nothing = lexical(0.0) + CLASS_WEIGHT * classes(0.0)
    fullest = max(FULLEST_TERM * math.fsum(idf.values()), *(score for _, score in candidates), 0.0) if candidates else 0
    whole = lexical(fullest) + CLASS_WEIGHT * classes(1.0) - nothing
    surfaces = _Surfaces((*need.title, *need.problem))
    return tuple(
        _explained(
            need, surfaces, supply, idf, score=score, words=words, by_class=by_class, today=today,
            relevance=min(1.0, max(0.0, (score - nothing) / whole)) if whole > 0 else 0.0,
        )
        for score, words, by_class, supply in scored[:most]
    )  # fmt: skip


def class_overlap(left: Iterable[str], right: Iterable[str]) -> float:
    """How far the symbols agree, 0 to 1: for each of `left` the share of its levels that one of `right` has, averaged.

    Levels are section, class, subclass, main group and group.
    """
    theirs = {term for symbol in right for term in class_terms(symbol)}
    shares = []
    for symbol in left:
        levels = class_terms(symbol)
        if levels:
            shares.append(sum(level in theirs for level in levels) / len(levels))
    return sum(shares) / len(shares) if shares else 0.0


class _Scale:
    """Distance from the mean of some values, in standard deviations; where all are the same, in means."""

    def __init__(self, values: Sequence[float]) -> None:
        self._is_empty = not values
        self._mean = math.fsum(values) / len(values) if values else 0.0
        variance = math.fsum((value - self._mean) ** 2 for value in values) / len(values) if values else 0.0
        self._unit = math.sqrt(variance)
        self._is_flat = self._unit <= 1e-9 * max(map(abs, values), default=0.0)
        if self._is_flat:
            self._unit = abs(self._mean) or 1.0

    def __call__(self, value: float | None) -> float:
        """0 for what is not known, as for the mean."""
        if self._is_empty or value is None or (self._is_flat and math.isclose(value, self._mean)):
            return 0.0
        return (value - self._mean) / self._unit


class _Surfaces:
    """The terms of some texts, each with the words it was written in first."""

    def __init__(self, texts: Iterable[TextIn]) -> None:
        self._texts = [text.text for text in texts]
        self._first: dict[str, tuple[int, Token]] = {}
        for at, text in enumerate(self._texts):
            for token in tokenise(fold(text)):
                self._first.setdefault(token.term, (at, token))

    @property
    def terms(self) -> Iterable[str]:
        return self._first.keys()

    def written(self, term: str) -> str:
        at, token = self._first[term]
        places = origins(self._texts[at])
        return self._texts[at][places[token.start] : places[token.end]]

    def is_bigram(self, term: str) -> bool:
        return self._first[term][1].kind == "bigram"


def _shared_terms(surfaces: _Surfaces, supply: _Surfaces, idf: Mapping[str, float], weight: float) -> Reason | None:
    held = set(supply.terms)
    shared = sorted(
        (term for term in surfaces.terms if term in held and idf.get(term, 0) > 0),
        key=lambda term: (-idf[term], -len(term), term),
    )
    # Character pairs inside a shared word, or across two, help to find and are poor to read.
    shown = [term for term in shared if not (surfaces.is_bigram(term) and is_han(term))] or shared
    written: dict[str, str] = {}
    for term in shown:
        words = surfaces.written(term)
        if not any(words in longer for longer in written.values()):
            written[term] = words
    if not written:
        return None
    terms = tuple(written)[:SHOWN_TERMS]
    listed = [written[term] for term in terms]
    return Reason(
        ReasonCode.SHARED_TERMS,
        Words(f"共同的词：{'、'.join(listed)}。", f"Words in both: {', '.join(listed)}."),
        terms,
        weight,
    )


def _shared_classes(need: NeedProfile, supply: SupplyProfile, weight: float) -> Reason | None:
    theirs = {term for symbol in supply.classes for term in class_terms(symbol)}
    deepest = []
    for symbol in need.classes:
        common = [level for level in class_terms(symbol) if level in theirs]
        if common and (len(common[-1]) >= 4 or not common[-1][0].isalpha()):
            deepest.append(common[-1])
    symbols = tuple(dict.fromkeys(deepest))
    if not symbols:
        return None
    shown = [symbol if "/" not in symbol else f"{symbol[:4]} {symbol[4:]}" for symbol in symbols]
    words = Words(f"共同的分类号：{'、'.join(shown)}。", f"Classes in both: {', '.join(shown)}.")
    return Reason(ReasonCode.SHARED_CLASSES, words, symbols, weight)


def _explained(
    need: NeedProfile,
    surfaces: _Surfaces,
    supply: SupplyProfile,
    idf: Mapping[str, float],
    *,
    score: float,
    relevance: float,
    words: float,
    by_class: float,
    today: date | None,
) -> Match:
    shared = _shared_terms(surfaces, _Surfaces((*supply.title, *supply.body, *supply.claims)), idf, words)
    facts = [shared, _shared_classes(need, supply, by_class)]
    fields = tuple(field for field in need.fields if field in supply.fields)
    if fields:
        names = [FIELDS[field].name for field in fields]
        facts.append(
            Reason(
                ReasonCode.SAME_FIELD,
                Words(
                    f"同属技术领域：{'、'.join(name.zh for name in names)}。",
                    f"Same technology field: {', '.join(name.en for name in names)}.",
                ),
                tuple(map(str, fields)),
            )
        )
    facts += compare_targets(need.targets, supply.numbers_claimed)
    facts += market_facts(need, supply, today)
    said = [fact for fact in facts if fact is not None]
    return Match(
        candidate=supply.id,
        score=score,
        relevance=relevance,
        reasons=tuple(fact for fact in said if fact.code not in _MISFITS),
        misfits=tuple(fact for fact in said if fact.code in _MISFITS),
    )
