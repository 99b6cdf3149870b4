"""How fast the readers are, as ratios measured in one run on the same bytes.

`python -m bench.formats [--data DIR] [--megabytes N] [--rounds N] [--json]`. DIR is the folder of real data (default:
the environment's PATENTFAIR_TEST_DATA); without it made-up weekly files of the same shape are read. Times are the least
CPU seconds of the rounds; the two sides take turns, so that a busy machine disturbs both alike.
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
from collections.abc import Callable
from pathlib import Path

from bench.generate import gazette_table, weekly_grants
from lxml import etree

from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem

_PROLOG = re.compile(rb"<\?xml[ \t\r\n]")


def bare_xml(data: bytes) -> int:
    """Split at the prologs and parse, nothing else."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    starts = [found.start() for found in _PROLOG.finditer(data)]
    for begin, end in zip(starts, [*starts[1:], len(data)], strict=True):
        etree.fromstring(data[begin:end], parser)
    return len(starts)


def bare_csv(data: bytes) -> int:
    """Decode and split into cells, nothing else."""
    return sum(1 for _ in csv.reader(io.StringIO(data.decode("gb18030"), newline=""))) - 1


def ours(data: bytes) -> int:
    """Items counted as read."""
    items = read_stream(io.BytesIO(data), "bench")
    return sum(1 for item in items if not isinstance(item, Problem) or item.fatal)


def compare(data: bytes, bare: Callable[[bytes], int], rounds: int) -> dict[str, float]:
    best = {"bare": float("inf"), "ours": float("inf")}
    counts = {}
    for _ in range(rounds):
        for name, act in (("bare", bare), ("ours", ours)):
            begun = time.process_time()
            counts[name] = act(data)
            best[name] = min(best[name], time.process_time() - begun)
    if counts["bare"] != counts["ours"]:
        raise SystemExit(f"counts differ: {counts}")
    megabytes = len(data) / 1e6
    return {
        "items": counts["ours"],
        "megabytes": round(megabytes, 2),
        "bare_megabytes_per_second": round(megabytes / best["bare"], 1),
        "ours_megabytes_per_second": round(megabytes / best["ours"], 1),
        "ours_items_per_second": round(counts["ours"] / best["ours"]),
        "ratio": round(best["ours"] / best["bare"], 2),
    }


def _joined(folder: Path, pattern: str) -> bytes:
    """The unpacked .gz and .xml files of a folder, one after another."""
    files = sorted(path for path in folder.glob(pattern) if path.suffix in {".gz", ".xml"})
    return b"\n".join(gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes() for p in files)


def cases(folder: Path | str | None, megabytes: int) -> dict[str, tuple[bytes, Callable[[bytes], int]]]:
    """What is read, by name, each with its bare counterpart; real files where there is a folder of them."""
    found: dict[str, tuple[bytes, Callable[[bytes], int]]] = {
        "made-up USPTO week": (b"".join(weekly_grants(megabytes * 1_000_000)), bare_xml),
        "made-up CNIPA gazette": (b"".join(gazette_table(megabytes * 200_000)), bare_csv),
    }
    if folder:
        data = Path(folder)
        found["USPTO, many to a file"] = (_joined(data / "uspto/grant-v4-multi", "*"), bare_xml)
        found["USPTO, one to a file"] = (_joined(data / "uspto/grant-v4-single", "*"), bare_xml)
        gazette = max((data / "cn/cnipa-gazette-2019").glob("*.gz"), key=lambda path: path.stat().st_size)
        found["CNIPA gazette"] = (gzip.decompress(gazette.read_bytes()), bare_csv)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("PATENTFAIR_TEST_DATA"))
    parser.add_argument("--megabytes", type=int, default=20, help="size of each made-up file")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = cases(options.data, options.megabytes)
    results = {name: compare(data, bare, options.rounds) for name, (data, bare) in found.items()}
    if options.json:
        print(json.dumps(results, ensure_ascii=False))
        return
    for name, result in results.items():
        print(
            f"{name:24} {result['items']:7,} items {result['megabytes']:7.1f} MB   bare "
            f"{result['bare_megabytes_per_second']:6.1f} MB/s   ours {result['ours_megabytes_per_second']:6.1f} MB/s   "
            f"{result['ratio']:.2f}x"
        )


if __name__ == "__main__":
    main()
