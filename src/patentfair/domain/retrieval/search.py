"""A search as it is asked and as it is answered."""

from __future__ import annotations

import msgspec

from patentfair.domain.kernel.problem import Problem

__all__ = ["FacetCount", "Hit", "SearchRequest", "SearchResponse"]


class SearchRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`text` in the query language of `domain.retrieval.query`; blank text finds the whole collection.

    `filters`: values of one facet are alternatives, different facets must all hold. `facets` names those to count.
    `sort` is "relevance" or "newest"; without text both mean newest first.
    """

    text: str = ""
    collection: str = "patents"
    filters: dict[str, tuple[str, ...]] = {}
    facets: tuple[str, ...] = ()
    limit: int = 20
    offset: int = 0
    sort: str = "relevance"


class Hit(msgspec.Struct, frozen=True):
    """A document found. `score` orders the hits of one response and means nothing across responses."""

    id: str
    score: float


class FacetCount(msgspec.Struct, frozen=True):
    value: str
    count: int


class SearchResponse(msgspec.Struct, frozen=True, kw_only=True):
    """`total` documents match. A facet's counts leave its own filter out, so that a visitor can widen the choice.

    `terms` are the analysed query terms to mark in texts. `problems` say, by character offset into the request's
    text, what was not understood; `query.no-words` says that nothing in it can be searched for, and nothing is found; a
    non-fatal `query.relaxed` says that no document held enough of the words and that documents with any are shown.
    """

    total: int
    milliseconds: float
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetCount, ...]]
    terms: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
