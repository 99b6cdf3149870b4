"""A description reduced to the terms that tell it from others."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from patentfair.domain.patents.record import TextIn
from patentfair.domain.retrieval.analysis import analyse, tokenise
from patentfair.domain.retrieval.folding import fold

__all__ = ["need_terms", "telling_terms"]

IDF_POWER = 1.5  # 1.5 to 2 was a plateau on English citation sets, and changed nothing in Chinese
TITLE_WEIGHT = 4
TRANSLATION_WEIGHT = 0.5

# What every need says. Rare in patents, so its inverse document frequency would mislead.
_BOILERPLATE = (
    "need needs want wants hope require requires required requirement problem problems solve solution solutions "
    "technology technical company firm enterprise currently present existing urgently looking seek improve "
    "increase reduce high low good new use used using method device system based "
    "our they them how per each every most more less often always never only some any all out way take takes cannot "
    "not between over under after before again until very still just even too also but does done get one two "
    "总是 经常 一直 我们 他们 允许 不能 不得 不到 超过 要求 必须 每次 有时 因为 所以 但是 "
    "需要 需求 希望 要求 问题 解决 解决方案 技术 企业 公司 目前 现有 现在 亟需 急需 寻求 寻找 提高 降低 提升 改善 "
    "实现 能够 可以 进行 采用 使用 方法 装置 系统 一种 所述 特征 特征在于 本发明 公开 包括 及其"
)
_PARTICLES = frozenset("的了和与及或在是对为以于之其等而所并由将使被从把该")


@cache
def _boilerplate() -> frozenset[str]:
    return frozenset(term for word in _BOILERPLATE.split() for term in analyse(word))


def telling_terms(
    texts: Iterable[TextIn],
    document_frequency: Mapping[str, int],
    documents: int,
    most: int = 64,
    *,
    title: Iterable[TextIn] = (),
) -> dict[str, float]:
    """The at most `most` heaviest terms with their weights for `SearchIndex.rank`, heaviest first.

    Weight: (1 + ln tf) * idf ** 1.5, an occurrence in `title` counting four times, idf = ln(1 + (N - n + .5)/(n + .5))
    with N `documents` and n from `document_frequency`. Terms that no document holds, plain numbers and what every
    need says are left out, and so are single characters and words of one or two Latin letters.
    """
    counts: Counter[str] = Counter()
    for part, weight in ((title, TITLE_WEIGHT), (texts, 1)):
        for text in part:
            for token in tokenise(fold(text.text)):
                if token.kind != "bigram" or not _PARTICLES.intersection(token.term):
                    counts[token.term] += weight
    weights = {
        term: (1 + math.log(count)) * _idf(document_frequency.get(term, 0), documents) ** IDF_POWER
        for term, count in counts.items()
        if document_frequency.get(term, 0) > 0 and _tells(term)
    }
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most])


def need_terms(
    title: Sequence[TextIn],
    body: Sequence[TextIn],
    document_frequency: Mapping[str, int],
    documents: int,
    most: int = 64,
) -> dict[str, float]:
    """`telling_terms` of a text that may stand in two languages: its own leads, which is that of the first text.

    A term that only a translation holds weighs half; one that both hold weighs as in the original.
    """
    own = next((text.language for text in (*title, *body) if text.language), "")
    weights: dict[str, float] = {}
    for factor, is_own in ((1.0, True), (TRANSLATION_WEIGHT, False)):
        found = telling_terms(
            [text for text in body if (text.language in (own, "")) is is_own],
            document_frequency,
            documents,
            most,
            title=[text for text in title if (text.language in (own, "")) is is_own],
        )
        for term, weight in found.items():
            weights.setdefault(term, factor * weight)
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0])))


def _tells(term: str) -> bool:
    if len(term) < 2 or (len(term) < 3 and term.isascii() and term.isalpha()):
        return False
    return term not in _boilerplate() and not term.replace(".", "").isdigit()


def _idf(frequency: int, documents: int) -> float:
    return math.log(1 + (max(documents - frequency, 0) + 0.5) / (frequency + 0.5))
