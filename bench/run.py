"""Every speed that is promised, measured in one run: `python -m bench.run [--json] [--data DIR] [--rounds N]`.

1. reading with coverage against a bare lxml parse, against BeautifulSoup, and in two processes (`bench.formats`);
2. the register against the same rows written raw, SQLite and PostgreSQL: goal at most 1.5x (`bench.importing`);
3. the whole import (registry, parties, events, journal; SQLite with synchronous=FULL) against reading;
4. search inside the process over all that was imported: goal under 50 ms;
5. decisions of the rights engine: goal 20,000 a second, and under 5 ms beside 1,000 earlier grants (`bench.rights`).

DIR is the folder of real data (default: the environment's PATENTFAIR_TEST_DATA); without it made-up files of the same
shape are used. Times are the least of the rounds; the sides take turns, so that a busy machine disturbs both alike.
Nothing outside a temporary folder is touched.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import formats, importing, rights

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


def register(database: str, rounds: int) -> dict[str, Any]:
    """`bench.importing` in a process of its own: a process has one database."""
    command = [sys.executable, "-m", "bench.importing", database, "--rounds", str(rounds), "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def show(results: dict[str, Any]) -> None:
    print(results["machine"])
    formats.show(results)
    for database, found in results["register"].items():
        importing.show(database, found)
    print("The whole import against reading")
    for name, result in results["import"].items():
        print(
            f"  {name:28} {result['items']:7,} items {result['import_microseconds_per_item']:9,} us an item   "
            f"{result['import_items_per_second']:8,} items/s   {result['ratio']:.2f}x"
        )
    rights.show(results["rights"])
    found = results["search"]
    print(
        f"Search in {found['documents']:,} documents (goal under 50 ms): p50 {found['p50_milliseconds']} ms, "
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
    results: dict[str, Any] = {"machine": machine()}
    results |= formats.measure(options.data, options.megabytes, options.rounds)
    results["register"] = {name: register(name, options.rounds) for name in ("sqlite", "postgresql")}
    with tempfile.TemporaryDirectory(prefix="patentfair-bench-") as folder:
        importing.set_up(Path(folder) / "home")
        paths = []
        for number, (name, data) in enumerate(formats.whole_files(options.data, options.megabytes).items()):
            path = Path(folder) / f"{number}.bin"
            path.write_bytes(data)
            paths.append((name, path))
        results["import"] = importing.measure(paths, options.rounds)
        results["search"] = search_times()
    results["rights"] = rights.measure(options.rounds)
    if options.json:
        print(json.dumps(results, ensure_ascii=False))
    else:
        show(results)


if __name__ == "__main__":
    main()
