"""Every speed that is promised, measured in one run: `python -m bench.run [--json] [--data DIR] [--rounds N]`.

1. reading (parsing and extraction) against a bare lxml or csv parse of the same bytes: goal at most 2.5x;
2. the whole import (registry, parties, events, journal; SQLite with synchronous=FULL) against reading: goal at most 2x;
3. search inside the process over all that was imported: goal under 50 ms.

DIR is the folder of real data (default: the environment's PATENTFAIR_TEST_DATA); without it made-up files of the same
shape are used. Times are the least CPU seconds of the rounds; the sides take turns, so that a busy machine disturbs
both alike. Nothing outside a temporary folder is touched.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import tempfile
from pathlib import Path
from typing import Any

from bench import formats, importing

QUERIES = (
    "轴承",
    "锂电池 正极材料",
    "一种密封装置",
    "图像处理方法 神经网络",
    "摩托车",
    "发光二极管 灯具",
    "太阳能电池板支架",
    "阀门 密封 管道 控制",
    "bearing",
    "semiconductor device manufacturing method",
    "wireless communication network apparatus",
    "pharmaceutical composition",
    "optical fiber lens",
    "valve shaft housing seal",
    "memory cell circuit voltage",
    "G06F 3/041",
    "CN109990001A",
    "heat exchanger OR radiator",
    '"data storage"',
    "turbine blade cooling",
)
ROUNDS_OF_QUERIES = 5


def search_times() -> dict[str, Any]:
    """Milliseconds of searches with all facets, over the index of what was imported."""
    from patentfair.apps.discovery.jobs import catch_up, open_index
    from patentfair.domain.retrieval.search import SearchRequest

    index = open_index(create=True)
    catch_up(index)
    facets = ("office", "class", "field", "owner_type", "region", "status", "on_offer", "language")
    plain, faceted = [], []
    for round_number in range(ROUNDS_OF_QUERIES + 1):
        for query in QUERIES:
            alone = index.search(SearchRequest(text=query)).milliseconds
            counted = index.search(SearchRequest(text=query, facets=facets)).milliseconds
            if round_number:  # the first round warms
                plain.append(alone)
                faceted.append(counted)
    return {
        "documents": index.count(),
        "queries": len(plain),
        "p50_milliseconds": round(statistics.median(plain), 2),
        "p95_milliseconds": round(statistics.quantiles(plain, n=20)[-1], 2),
        "with_facets_p50_milliseconds": round(statistics.median(faceted), 2),
        "with_facets_p95_milliseconds": round(statistics.quantiles(faceted, n=20)[-1], 2),
    }


def machine() -> str:
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    except (ValueError, OSError):
        memory = 0
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )


def show(results: dict[str, Any]) -> None:
    print(results["machine"])
    print("\nReading against a bare parse of the same bytes (goal at most 2.5x)")
    for name, result in results["reading"].items():
        print(
            f"  {name:24} {result['items']:7,} items {result['megabytes']:7.1f} MB   "
            f"{result['ours_items_per_second']:8,} items/s   {result['ratio']:.2f}x"
        )
    print("\nThe whole import against reading (goal at most 2x)")
    for name, result in results["import"].items():
        print(
            f"  {name:24} {result['items']:7,} items {result['import_microseconds_per_item']:9,} us an item   "
            f"{result['import_items_per_second']:8,} items/s   {result['ratio']:.2f}x"
        )
    found = results["search"]
    print(
        f"\nSearch in {found['documents']:,} documents (goal under 50 ms): p50 {found['p50_milliseconds']} ms, "
        f"p95 {found['p95_milliseconds']} ms; with all facets p50 {found['with_facets_p50_milliseconds']} ms, "
        f"p95 {found['with_facets_p95_milliseconds']} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("PATENTFAIR_TEST_DATA"))
    parser.add_argument("--megabytes", type=int, default=20, help="size of each made-up weekly file")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    cases = formats.cases(options.data, options.megabytes)
    results: dict[str, Any] = {"machine": machine()}
    results["reading"] = {name: formats.compare(data, bare, options.rounds) for name, (data, bare) in cases.items()}
    with tempfile.TemporaryDirectory(prefix="patentfair-bench-") as folder:
        importing.set_up(Path(folder) / "home")
        paths = []
        for number, (name, (data, _)) in enumerate(cases.items()):
            path = Path(folder) / f"{number}.bin"
            path.write_bytes(data)
            paths.append((name, path))
        results["import"] = importing.measure(paths, options.rounds)
        results["search"] = search_times()
    if options.json:
        print(json.dumps(results, ensure_ascii=False))
    else:
        show(results)


if __name__ == "__main__":
    main()
