"""The protocol every search engine adapter implements; one contract suite holds them to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, runtime_checkable

from patentfair.domain.kernel.errors import NotFound, Stale
from patentfair.domain.retrieval.document import IndexDocument
from patentfair.domain.retrieval.search import Hit, SearchRequest, SearchResponse

__all__ = ["IndexBusy", "IndexMissing", "SearchIndex"]


class IndexBusy(Stale):
    """Another process is writing the index; try again later. Nothing was changed."""


class IndexMissing(NotFound):
    """There is no index at the given place, or not one this version can read; build it again from the tables."""


@runtime_checkable
class SearchIndex(Protocol):
    """A store of `IndexDocument`s that can be searched; rebuilt from the tables at any time."""

    def apply(self, upserts: Iterable[IndexDocument], deletes: Iterable[str], cursor: int) -> None:
        """Delete, then insert or replace, and store the journal cursor, in one atomic commit.

        A document with an id already present replaces it; of several with one id the last stays. Raises `IndexBusy`.
        Applying the same changes twice is the same as once.
        """

    def cursor(self) -> int:
        """The cursor of the last commit; 0 for an empty index."""

    def count(self, collection: str | None = None) -> int:
        """Number of documents, in one collection or in all."""

    def search(self, request: SearchRequest) -> SearchResponse:
        """Answer a visitor's search. Never raises for what the text or the filters hold."""

    def rank(
        self, terms: Mapping[str, float], collection: str, filters: Mapping[str, tuple[str, ...]], limit: int
    ) -> tuple[Hit, ...]:
        """The `limit` best documents for a weighted bag of analysed terms, best first.

        The score is the sum over terms of weight times BM25's saturated term frequency (at most 2.2, k1 = 1.2):
        `weight` stands in place of the engine's own inverse document frequency. Weights of 0 or less are ignored.
        """

    def document_frequencies(self, terms: Iterable[str], collection: str) -> tuple[dict[str, int], int]:
        """In how many documents each term occurs, and the number of documents this was counted over.

        An engine may count over all collections, and count documents that are deleted but not yet merged away.
        """

    def clear(self) -> None:
        """Remove every document and set the cursor to 0. Raises `IndexBusy`."""
