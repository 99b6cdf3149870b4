"""Speed of the embedded index on generated documents, in ratio to bare Tantivy calls on the same index.

    .venv/bin/python bench/search.py [documents]

Bare: one union of term queries, twenty hits and the number of matches; and the same with the same facets counted.
Ours: reading the query, planning it, the collection's and the facets' restrictions, hits, counts and facets.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from time import perf_counter

import tantivy

from patentfair.adapters.tantivy_index import TantivyIndex
from patentfair.adapters.tantivy_index.schema import index_schema, to_tantivy
from patentfair.domain.patents.record import TextIn
from patentfair.domain.retrieval.analysis import analyse
from patentfair.domain.retrieval.document import IndexDocument
from patentfair.domain.retrieval.search import SearchRequest

FACETS = ("office", "class", "field", "owner_type", "region", "status", "on_offer", "language")
SYLLABLES = ("ba", "co", "dir", "el", "fon", "gra", "hy", "ion", "ju", "kel", "lum", "mag", "nor", "ox", "pol", "qua")
CHARACTERS = "电池材料装置方法系统控制结构温度压力检测数据信号处理模块传感器金属纤维薄膜光学机械车辆轴承阀门管道催化剂"
BATCH = 5_000


class Source:
    """Words by a Zipf-like law, so that some are everywhere and most are rare."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.english = ["".join(self.random.choices(SYLLABLES, k=3)) + str(i % 7 or "") for i in range(20_000)]
        self.chinese = ["".join(self.random.choices(CHARACTERS, k=self.random.choice((2, 2, 3)))) for _ in range(8_000)]
        self._english = list(accumulate(1 / (i + 20) for i in range(len(self.english))))
        self._chinese = list(accumulate(1 / (i + 20) for i in range(len(self.chinese))))

    def words(self, count: int, *, chinese: bool) -> list[str]:
        if chinese:
            return self.random.choices(self.chinese, cum_weights=self._chinese, k=count)
        return self.random.choices(self.english, cum_weights=self._english, k=count)

    def documents(self, count: int) -> Iterator[IndexDocument]:
        choose = self.random.choice
        for i in range(count):
            chinese = i % 2 == 0
            language, join = ("zh", "") if chinese else ("en", " ")
            symbol = f"{choose('ABCDEFGH')}{self.random.randrange(1, 30):02}{choose('BCFGKLM')}"
            yield IndexDocument(
                id=f"P{i:08}",
                collection="patents" if i % 20 else "listings",
                title=(TextIn(language, join.join(self.words(8, chinese=chinese))),),
                body=(TextIn(language, join.join(self.words(100, chinese=chinese))),),
                numbers=(f"CN{100_000_000 + i}B",),
                classes=(f"{symbol} {self.random.randrange(1, 99)}/00",),
                names=(f"Organisation {i % 5000}",),
                facets={
                    "office": (choose(("CN", "US", "EP", "JP")),),
                    "class": (symbol,),
                    "field": (str(self.random.randrange(1, 36)),),
                    "owner_type": (choose(("university", "firm", "institute")),),
                    "region": (f"CN-{self.random.randrange(31)}",),
                    "status": (choose(("in_force", "pending", "lapsed")),),
                    "on_offer": (choose(("yes", "no")),),
                    "language": (language,),
                },
                sort_date=date(2000, 1, 1) + timedelta(days=self.random.randrange(9000)),
            )


def timings(calls: list[Callable[[], object]]) -> tuple[float, float]:
    """p50 and p95 in milliseconds, each call made once unmeasured before."""
    taken = []
    for call in calls:
        call()
        started = perf_counter()
        call()
        taken.append((perf_counter() - started) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    source = Source(1)
    documents = list(source.documents(count))
    with tempfile.TemporaryDirectory() as folder:
        index = TantivyIndex(Path(folder), create=True)
        started = perf_counter()
        for at in range(0, count, BATCH):
            index.apply(documents[at : at + BATCH], (), at)
        taken = perf_counter() - started
        started = perf_counter()
        for document in documents[:2000]:
            to_tantivy(document)
        preparing = (perf_counter() - started) / min(2000, count) * count
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        print(
            f"indexed {count} documents: {count / taken:,.0f}/s, {preparing / taken:.0%} of it analysis; {size:,.0f} MB"
        )

        schema = index_schema()
        bare_index = tantivy.Index.open(folder)
        searcher = bare_index.searcher()
        aggregation = {name: {"terms": {"field": f"facets.{name}", "size": 1000}} for name in FACETS}
        print("terms |  bare p50   p95 | +facets p50  p95 |   ours p50   p95 | +facets p50  p95 | ratio, with facets")
        for terms in (1, 3, 8, 100):
            texts = [" ".join(source.words(terms, chinese=bool(i % 2))) for i in range(60)]

            def union(text: str) -> tantivy.Query:
                found = dict.fromkeys(analyse(text))
                return tantivy.Query.boolean_query(
                    [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", term, "freq")) for term in found]
                )

            def bare(text: str) -> Callable[[], object]:
                return lambda: [searcher.doc(address) for _, address in searcher.search(union(text), 20).hits]

            def bare_facets(text: str) -> Callable[[], object]:
                return lambda: (bare(text)(), searcher.aggregate(union(text), aggregation))

            def ours(text: str, facets: tuple[str, ...]) -> Callable[[], object]:
                return lambda: index.search(SearchRequest(text=text, facets=facets))

            rows = [
                timings([bare(text) for text in texts]),
                timings([bare_facets(text) for text in texts]),
                timings([ours(text, ()) for text in texts]),
                timings([ours(text, FACETS) for text in texts]),
            ]
            cells = " | ".join(f"{p50:10.2f} {p95:6.2f}" for p50, p95 in rows)
            print(f"{terms:5} | {cells} | {rows[2][0] / rows[0][0]:.2f}, {rows[3][0] / rows[1][0]:.2f}")
        for name, request in (
            ("no text, facets", SearchRequest(facets=FACETS)),
            (
                "no text, 2 filters, facets",
                SearchRequest(facets=FACETS, filters={"office": ("CN",), "field": ("3", "7")}),
            ),
        ):
            p50, p95 = timings([partial(index.search, request)] * 30)
            print(f"{name}: {p50:.2f} ms, p95 {p95:.2f}")
        bag = {term: 1.0 for word in source.words(64, chinese=False) for term in analyse(word)}
        p50, p95 = timings([lambda: index.rank(bag, "patents", {}, 1000)] * 30)
        print(f"rank of {len(bag)} terms, 1000 hits: {p50:.2f} ms, p95 {p95:.2f}")


if __name__ == "__main__":
    main()
