"""How fast the readers are, as ratios measured in one run on the same bytes.

`python -m bench.formats [--data DIR] [--megabytes N] [--rounds N] [--json]`. DIR is the folder of real data (default:
the environment's PATENTFAIR_TEST_DATA); without it made-up weekly files are read alone. Times are the least CPU seconds
of the rounds; the sides take turns, so that a busy machine disturbs all alike. Coverage is counted while reading.

1. every XML format of the catalogue against a bare lxml parse: goal at most 2x;
2. US grants against BeautifulSoup (its lxml-xml parser) looking up the basic fields: goal at least 20 times faster;
3. two processes against one, reading files apart: goal at least 1.5 times faster, where two cores are idle.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import os
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bench.generate import gazette_table, weekly_grants
from bs4 import BeautifulSoup
from lxml import etree

from patentfair.domain.formats.container import open_members
from patentfair.domain.formats.coverage import Coverage, covering
from patentfair.domain.formats.detect import format_of
from patentfair.domain.formats.format import Format
from patentfair.domain.formats.limits import DEFAULT_LIMITS
from patentfair.domain.formats.read import read_stream
from patentfair.domain.formats.source import Unreadable
from patentfair.domain.kernel.problem import Problem

__all__ = ["against_soup", "cases", "compare", "measure", "show", "two_processes", "whole_files"]

Files = Sequence[bytes]
_PROLOG = re.compile(rb"<\?xml[ \t\r\n]")
_LEAST_BYTES = 2_000_000
_SOUP_BYTES = 1_500_000


def bare_xml(files: Files) -> int:
    """Split at the prologs and parse, nothing else; what is not well-formed counts like the rest."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    count = 0
    for data in files:
        starts = [0, *(found.start() for found in _PROLOG.finditer(data, 1))]
        for begin, end in zip(starts, [*starts[1:], len(data)], strict=True):
            count += 1
            try:
                etree.fromstring(data[begin:end].strip(), parser)
            except etree.XMLSyntaxError:
                continue
    return count


def bare_csv(files: Files) -> int:
    """Decode and split into cells, nothing else."""
    return sum(1 for data in files for _ in csv.reader(io.StringIO(data.decode("gb18030"), newline=""))) - len(files)


def ours(files: Files) -> int:
    """Items counted as read, with their coverage."""
    coverage = Coverage()
    count = 0
    for data in files:
        items = covering(read_stream(io.BytesIO(data), "bench"), coverage)
        count += sum(1 for item in items if not isinstance(item, Problem) or item.fatal)
    return count


def _first(soup: Any, *path: str) -> str:
    for name in path:
        if soup is not None:
            soup = soup.find(name)
    return soup.get_text(" ", strip=True) if soup is not None else ""


def soup(files: Files) -> int:
    """US grants as scripts read them with BeautifulSoup: the whole document, then find and find_all for each field."""
    count = 0
    for data in files:
        starts = [found.start() for found in _PROLOG.finditer(data)] or [0]
        for begin, end in zip(starts, [*starts[1:], len(data)], strict=True):
            page = BeautifulSoup(data[begin:end], "lxml-xml")
            count += 1
            record = {
                "number": _first(page, "publication-reference", "doc-number"),
                "kind": _first(page, "publication-reference", "kind"),
                "date": _first(page, "publication-reference", "date"),
                "application": _first(page, "application-reference", "doc-number"),
                "title": _first(page, "invention-title"),
                "abstract": _first(page, "abstract"),
                "claims": [claim.get_text(" ", strip=True) for claim in page.find_all("claim")],
                "classes": [
                    [_first(symbol, name) for name in ("section", "class", "subclass", "main-group", "subgroup")]
                    for symbol in page.find_all("classification-ipcr")
                ],
                "inventors": [
                    [_first(person, name) for name in ("first-name", "last-name", "city", "country")]
                    for person in page.find_all("inventor")
                ],
                "assignees": [_first(party, "orgname") for party in page.find_all("assignee")],
                "citations": [
                    [_first(cited, name) for name in ("country", "doc-number", "kind", "date")]
                    for cited in page.find_all("patcit")
                ],
            }
            assert record
    return count


def compare(files: Files, bare: Callable[[Files], int], rounds: int) -> dict[str, float]:
    """Speeds of both sides and how many times as long ours takes. Small sets are read several times over."""
    size = sum(map(len, files))
    times = max(1, -(-_LEAST_BYTES // max(1, size)))
    files = list(files) * times
    best = {"bare": float("inf"), "ours": float("inf")}
    counts: dict[str, int] = {}
    for _ in range(rounds):
        for name, act in (("bare", bare), ("ours", ours)):
            begun = time.process_time()
            counts[name] = act(files)
            best[name] = min(best[name], time.process_time() - begun)
    megabytes = sum(map(len, files)) / 1e6
    return {
        "items": counts["ours"] // times,
        "megabytes": round(size / 1e6, 2),
        "bare_megabytes_per_second": round(megabytes / best["bare"], 1),
        "ours_megabytes_per_second": round(megabytes / best["ours"], 1),
        "ours_items_per_second": round(counts["ours"] / best["ours"]),
        "ratio": round(best["ours"] / best["bare"], 2),
    }


def against_soup(files: Files, rounds: int = 1) -> dict[str, float]:
    """How many times faster than BeautifulSoup ours is on the beginning of `files`."""
    some: list[bytes] = []
    for data in files:
        starts = [found.start() for found in _PROLOG.finditer(data)] or [0]
        for begin, end in zip(starts, [*starts[1:], len(data)], strict=True):
            if sum(map(len, some)) < _SOUP_BYTES:
                some.append(data[begin:end])
    best = {"soup": float("inf"), "ours": float("inf")}
    for _ in range(rounds):
        for name, act in (("soup", soup), ("ours", ours)):
            begun = time.process_time()
            act(some)
            best[name] = min(best[name], time.process_time() - begun)
    return {
        "megabytes": round(sum(map(len, some)) / 1e6, 2),
        "soup_megabytes_per_second": round(sum(map(len, some)) / 1e6 / best["soup"], 2),
        "ours_megabytes_per_second": round(sum(map(len, some)) / 1e6 / best["ours"], 2),
        "times_faster": round(best["soup"] / best["ours"], 1),
    }


def _read_made(seed: int, size: int) -> int:
    """In a process of its own: each makes its bytes itself once, so that none are sent."""
    key = (seed, size)
    if key not in _MADE:
        _MADE[key] = b"".join(weekly_grants(size, seed))
        return 0
    return ours([_MADE[key]] * _TIMES)


_TIMES = 5
_MADE: dict[tuple[int, int], bytes] = {}


def two_processes(megabytes: int, rounds: int) -> dict[str, float]:
    """Wall seconds of two files read by one process after the other, and by two at once."""
    size = megabytes * 1_000_000
    with ProcessPoolExecutor(1) as one, ProcessPoolExecutor(1) as other:
        for pool in (one, other):
            for seed in (1, 2):
                pool.submit(_read_made, seed, size).result()
        best = {"one": float("inf"), "two": float("inf")}
        for _ in range(rounds):
            begun = time.perf_counter()
            for seed in (1, 2):
                one.submit(_read_made, seed, size).result()
            best["one"] = min(best["one"], time.perf_counter() - begun)
            begun = time.perf_counter()
            both = [pool.submit(_read_made, seed, size) for pool, seed in ((one, 1), (other, 2))]
            for done in both:
                done.result()
            best["two"] = min(best["two"], time.perf_counter() - begun)
    return {
        "megabytes": 2 * megabytes * _TIMES,
        "one_seconds": round(best["one"], 2),
        "two_seconds": round(best["two"], 2),
        "times_faster": round(best["one"] / best["two"], 2),
        "load": round(os.getloadavg()[0], 1),
    }


def _real(folder: Path) -> Iterator[tuple[Format, bytes]]:
    """Every file below a folder that a format of the catalogue is told of, unpacked."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.stat().st_size > 50_000_000:
            continue
        with path.open("rb") as stream:
            for member in open_members(stream, path.name, DEFAULT_LIMITS):
                if isinstance(member, Problem):
                    continue
                try:
                    known = format_of(member)
                    if isinstance(known, Format) and known.roots:
                        yield known, b"".join(iter(lambda member=member: member.read(1 << 20), b""))  # type: ignore[misc]
                except Unreadable:
                    continue


def cases(folder: Path | str | None, megabytes: int) -> dict[str, tuple[Files, Callable[[Files], int]]]:
    """What is read, by name, each with its bare counterpart: made-up files, then all real XML by format."""
    found: dict[str, tuple[Files, Callable[[Files], int]]] = {
        "made-up USPTO week": ([b"".join(weekly_grants(megabytes * 1_000_000))], bare_xml),
        "made-up CNIPA gazette": ([b"".join(gazette_table(megabytes * 200_000))], bare_csv),
    }
    if folder:
        by_format: dict[str, list[bytes]] = defaultdict(list)
        for known, data in _real(Path(folder)):
            by_format[known.name].append(data)
        found |= {name: (files, bare_xml) for name, files in by_format.items()}
    return found


def whole_files(folder: Path | str | None, megabytes: int) -> dict[str, bytes]:
    """What an import is measured with: made-up files, and real ones of the same two formats."""
    found = {
        "made-up USPTO week": b"".join(weekly_grants(megabytes * 1_000_000)),
        "made-up CNIPA gazette": b"".join(gazette_table(megabytes * 200_000)),
    }
    if folder:
        weekly = sorted((Path(folder) / "uspto/grant-v4-multi").glob("*.gz"))
        found["USPTO, many to a file"] = b"\n".join(gzip.decompress(path.read_bytes()) for path in weekly)
        tables = (Path(folder) / "cn/cnipa-gazette-2019").glob("*.gz")
        largest = max(tables, key=lambda path: path.stat().st_size)
        found["CNIPA gazette"] = gzip.decompress(largest.read_bytes())
    return found


def show(results: dict[str, Any]) -> None:
    print("Reading with coverage against a bare parse of the same bytes (goal for XML at most 2x)")
    for name, result in results["reading"].items():
        print(
            f"  {name:28} {result['items']:7,} items {result['megabytes']:7.1f} MB   bare "
            f"{result['bare_megabytes_per_second']:6.1f} MB/s   ours {result['ours_megabytes_per_second']:6.1f} MB/s   "
            f"{result['ratio']:.2f}x"
        )
    print("Reading US grants against BeautifulSoup with lxml (goal at least 20 times faster)")
    for name, result in results["soup"].items():
        print(
            f"  {name:28} {result['megabytes']:.1f} MB   soup {result['soup_megabytes_per_second']:.2f} MB/s   "
            f"ours {result['ours_megabytes_per_second']:.1f} MB/s   {result['times_faster']:.0f} times faster"
        )
    result = results["two_processes"]
    print(
        f"Two processes against one (goal at least 1.5 times faster with two cores idle): {result['one_seconds']} s, "
        f"{result['two_seconds']} s, {result['times_faster']} times faster at load {result['load']}"
    )


def measure(folder: Path | str | None, megabytes: int, rounds: int) -> dict[str, Any]:
    """All three."""
    found = cases(folder, megabytes)
    grants = [name for name in ("made-up USPTO week", "uspto-grant-v4") if name in found]
    return {
        "reading": {name: compare(files, bare, rounds) for name, (files, bare) in found.items()},
        "soup": {name: against_soup(found[name][0], rounds) for name in grants},
        "two_processes": two_processes(megabytes, rounds),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("PATENTFAIR_TEST_DATA"))
    parser.add_argument("--megabytes", type=int, default=20, help="size of each made-up file")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = measure(options.data, options.megabytes, options.rounds)
    if options.json:
        print(json.dumps(results, ensure_ascii=False))
    else:
        show(results)


if __name__ == "__main__":
    main()
