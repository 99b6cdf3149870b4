"""`SearchIndex` on an embedded Tantivy index: one folder, many readers, one writer at a time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import Any, cast

import tantivy

from patentfair.adapters.tantivy_index.queries import plan_query, restriction
from patentfair.adapters.tantivy_index.schema import CURSOR_ID, cursor_document, index_schema, to_tantivy
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.retrieval.analysis import warm
from patentfair.domain.retrieval.document import IndexDocument, is_facet_name
from patentfair.domain.retrieval.index import IndexBusy, IndexMissing
from patentfair.domain.retrieval.plan import Clause, Plan, plan
from patentfair.domain.retrieval.query import parse
from patentfair.domain.retrieval.search import FacetCount, Hit, SearchRequest, SearchResponse

__all__ = ["TantivyIndex"]

WRITER_BYTES = 64_000_000
MOST_TERMS = 100  # of a long query, the rarest
MOST_HITS = 10_000
MOST_VALUES = 1_000  # of one facet


class TantivyIndex:
    """An index in the folder `path`. Raises `IndexMissing` if there is none, unless `create`.

    Safe for threads. Searches see the last commit of any process. A process that is killed leaves the last commit
    whole, and the writer's lock is let go by the system.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        self._schema = index_schema()
        if create:
            path.mkdir(parents=True, exist_ok=True)
        elif not (path / "meta.json").is_file():
            raise IndexMissing("index.missing", path=str(path))
        try:
            self._index = tantivy.Index(self._schema, str(path), reuse=True)
            self._index.config_reader("manual", 0)
        except ValueError as error:
            raise IndexMissing("index.unreadable", path=str(path), reason=str(error)) from error
        warm()
        self._reload = Lock()
        self._seen = self._stamp()
        self._index.reload()

    # Reading

    def _stamp(self) -> tuple[int, int, int]:
        with suppress(FileNotFoundError):
            stat = (self._path / "meta.json").stat()
            return stat.st_mtime_ns, stat.st_ino, stat.st_size
        return 0, 0, 0

    def _searcher(self) -> tantivy.Searcher:
        # Tantivy replaces meta.json at each commit, so its stamp tells whether there is something new.
        stamp = self._stamp()
        if stamp != self._seen:
            with self._reload:
                self._index.reload()
                self._seen = stamp
        return self._index.searcher()

    def cursor(self) -> int:
        """See `SearchIndex.cursor`."""
        searcher = self._searcher()
        found = searcher.search(tantivy.Query.term_query(self._schema, "id", CURSOR_ID, "basic"), 1, count=False).hits
        return int(searcher.doc(found[0][1])["cursor"][0]) if found else 0

    def count(self, collection: str | None = None) -> int:
        """See `SearchIndex.count`."""
        searcher = self._searcher()
        field, value = ("id", CURSOR_ID) if collection is None else ("collection", collection)
        found = _total(searcher.search(tantivy.Query.term_query(self._schema, field, value, "basic"), 1))
        return int(searcher.num_docs - found if collection is None else found)

    def search(self, request: SearchRequest) -> SearchResponse:
        """See `SearchIndex.search`."""
        started = perf_counter()
        searcher = self._searcher()
        parsed = parse(request.text)
        asked = plan(parsed.query)
        problems = list(parsed.problems)
        if asked.long:
            asked = self._rarest(searcher, asked)
        if asked.is_empty and request.text.strip():
            problems.append(
                Problem(code="query.no-words", reason="Nothing in the text can be searched for.", fatal=False)
            )
            return SearchResponse(
                total=0, hits=(), facets=dict.fromkeys(request.facets, ()), terms=(), problems=tuple(problems),
                milliseconds=(perf_counter() - started) * 1000,
            )  # fmt: skip
        newest = request.sort == "newest" or not (asked.must or asked.should)

        query = self._query(searcher, asked, asked.least)
        hits, total = self._hits(searcher, restriction(
            self._schema, query, request.collection, request.filters, asked.must_not
        ), request.limit, request.offset, newest=newest)  # fmt: skip
        if total == 0 and asked.least > 1:
            query = self._query(searcher, asked, 1)
            hits, total = self._hits(searcher, restriction(
                self._schema, query, request.collection, request.filters, asked.must_not
            ), request.limit, request.offset, newest=newest)  # fmt: skip
            if total:
                problems.append(
                    Problem(code="query.relaxed", reason="No document holds all the words; some of them.", fatal=False)
                )
        return SearchResponse(
            total=total,
            hits=hits,
            facets=self._facets(searcher, query, request, asked.must_not),
            terms=asked.marks,
            problems=tuple(problems),
            milliseconds=(perf_counter() - started) * 1000,
        )

    def _query(self, searcher: tantivy.Searcher, asked: Plan, least: int) -> tantivy.Query | None:
        documents = searcher.num_docs

        def boost(term: str) -> float:
            # BM25 holds one power of the inverse document frequency; descriptions rank better with 1.5.
            return math.sqrt(_idf(documents, searcher.doc_freq("text", term)))

        return plan_query(self._schema, asked, least, boost)

    def _rarest(self, searcher: tantivy.Searcher, asked: Plan) -> Plan:
        frequency = {clause: searcher.doc_freq("text", clause.any_of[0].terms[0]) for clause in asked.should}
        present = sorted((clause for clause in asked.should if frequency[clause]), key=frequency.__getitem__)
        kept = set(present[:MOST_TERMS]) or set(asked.should[:1])
        return Plan(
            must=asked.must, must_not=asked.must_not, least=asked.least, marks=asked.marks, long=True,
            should=tuple(clause for clause in asked.should if clause in kept),
        )  # fmt: skip

    @staticmethod
    def _hits(
        searcher: tantivy.Searcher, query: tantivy.Query, limit: int, offset: int, *, newest: bool
    ) -> tuple[tuple[Hit, ...], int]:
        order = "day" if newest else None
        found = searcher.search(
            query,
            max(1, min(limit, MOST_HITS)),
            count=True,
            order_by_field=order,
            offset=min(max(offset, 0), MOST_HITS),
        )
        hits = found.hits if limit > 0 else []
        return tuple(
            Hit(searcher.doc(address)["id"][0], 0.0 if newest else float(score)) for score, address in hits
        ), _total(found)

    def _facets(
        self,
        searcher: tantivy.Searcher,
        query: tantivy.Query | None,
        request: SearchRequest,
        must_not: tuple[Clause, ...],
    ) -> dict[str, tuple[FacetCount, ...]]:
        chosen = {name: values for name, values in request.filters.items() if values}
        passes: dict[str, list[str]] = {}
        for name in filter(is_facet_name, request.facets):
            passes.setdefault(name if name in chosen else "", []).append(name)
        counts: dict[str, tuple[FacetCount, ...]] = {}
        for left_out, names in passes.items():
            filters = {name: values for name, values in chosen.items() if name != left_out}
            within = restriction(self._schema, query, request.collection, filters, must_not)
            wanted = {name: {"terms": {"field": f"facets.{name}", "size": MOST_VALUES}} for name in names}
            for name, result in searcher.aggregate(within, wanted).items():
                counts[name] = tuple(
                    sorted(
                        (FacetCount(str(bucket["key"]), int(bucket["doc_count"])) for bucket in result["buckets"]),
                        key=lambda found: (-found.count, found.value),
                    )
                )
        return {name: counts.get(name, ()) for name in request.facets}

    def rank(
        self, terms: Mapping[str, float], collection: str, filters: Mapping[str, tuple[str, ...]], limit: int
    ) -> tuple[Hit, ...]:
        """See `SearchIndex.rank`."""
        searcher = self._searcher()
        documents = searcher.num_docs
        weighted = []
        for term, weight in terms.items():
            frequency = searcher.doc_freq("text", term) if weight > 0 else 0
            if frequency:
                query = tantivy.Query.term_query(self._schema, "text", term, "freq")
                weighted.append(
                    (tantivy.Occur.Should, tantivy.Query.boost_query(query, weight / _idf(documents, frequency)))
                )
        if not weighted or limit <= 0:
            return ()
        query = restriction(self._schema, tantivy.Query.boolean_query(weighted), collection, filters)
        found = searcher.search(query, min(limit, MOST_HITS), count=False).hits
        return tuple(Hit(searcher.doc(address)["id"][0], float(score)) for score, address in found)

    def document_frequencies(self, terms: Iterable[str], collection: str) -> tuple[dict[str, int], int]:  # noqa: ARG002
        """See `SearchIndex.document_frequencies`; counted over all collections."""
        searcher = self._searcher()
        return {term: searcher.doc_freq("text", term) for term in dict.fromkeys(terms)}, int(searcher.num_docs)

    # Writing

    def _writer(self) -> tantivy.IndexWriter:
        try:
            return self._index.writer(WRITER_BYTES, 1)
        except ValueError as error:
            if "LockBusy" in str(error):
                raise IndexBusy("index.busy", path=str(self._path)) from error
            raise

    def apply(self, upserts: Iterable[IndexDocument], deletes: Iterable[str], cursor: int) -> None:
        """See `SearchIndex.apply`."""
        writer = self._writer()
        try:
            for gone in deletes:
                writer.delete_documents_by_term("id", gone)
            for source in upserts:
                document = to_tantivy(source)
                writer.delete_documents_by_term("id", source.id)
                writer.add_document(document)
            writer.delete_documents_by_term("id", CURSOR_ID)
            writer.add_document(cursor_document(cursor))
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()
        self._searcher()

    def clear(self) -> None:
        """See `SearchIndex.clear`."""
        writer = self._writer()
        try:
            writer.delete_all_documents()
            writer.commit()
        finally:
            writer.wait_merging_threads()
        self._searcher()


def _total(found: tantivy.SearchResult) -> int:
    return int(cast("Any", found).count)  # missing from the package's type stub


def _idf(documents: int, frequency: int) -> float:
    """Tantivy's inverse document frequency; deleted documents may make the frequency the larger."""
    return math.log(1 + (max(documents - frequency, 0) + 0.5) / (frequency + 0.5))
