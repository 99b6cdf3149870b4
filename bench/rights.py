"""How fast the rights engine decides: `python -m bench.rights [--rounds N] [--plot FILE] [--json]`.

1. decisions a second in one process, over all worked cases in rotation, with every finding built: goal 20,000 with the
   facts already parsed; beside it the same from JSON bytes;
2. one right with 1,000 earlier grants: goal under 5 ms; what can still be granted (the carve-out) is measured apart;
3. how that grows from 1 to 10,000 grants, as a table, and with --plot as a picture (docs/pictures/decisions.svg).

Times are the least CPU time of the rounds, so that a busy machine disturbs little.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
from bench.plot import growth_plot

from patentfair.domain.kernel.interval import DateInterval
from patentfair.domain.rights import engine
from patentfair.domain.rights.facts import Facts, Grant, decode_facts
from patentfair.domain.rights.law import PACKS
from patentfair.domain.rights.scope import Box
from patentfair.domain.rights.territory import CN_SUBDIVISIONS

__all__ = ["measure", "show"]

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "rights"
SIZES = (1, 10, 100, 1_000, 2_000, 5_000, 10_000)
_LEAST_SECONDS = 0.5


def per_second(act: Callable[[Any], object], items: Sequence[Any], rounds: int) -> float:
    """The most `act`s a second of CPU time in any round, each over all items again and again."""
    best = 0.0
    for _ in range(rounds):
        begun, done, spent = time.process_time(), 0, 0.0
        while spent < _LEAST_SECONDS:
            for item in items:
                act(item)
            done += len(items)
            spent = time.process_time() - begun
        best = max(best, done / spent)
    return best


def least_milliseconds(act: Callable[[], object], rounds: int) -> float:
    """The least CPU time of one `act`, in milliseconds."""
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        act()
        times.append(time.process_time() - begun)
    return 1000 * min(times)


def with_grants(count: int) -> Facts:
    """An exclusive licence asked for on a right with so many earlier ordinary ones, in scopes of their own.

    Each runs in one province, one field and some years, so that most meet the request and none is like another.
    """
    facts = decode_facts((EXAMPLES / "case-08.json").read_bytes())
    start = date(2024, 1, 1)
    grants = tuple(
        Grant(
            id=f"L{number:05}",
            kind="ordinary",
            grantor="A",
            grantee=f"G{number}",
            effective=start + timedelta(days=number % 700),
            scope=(
                Box(
                    time=DateInterval(None, date(2030, 1, 1) + timedelta(days=number)),
                    territory=(CN_SUBDIVISIONS[number % len(CN_SUBDIVISIONS)],),
                    fields=(f"A61K {1 + number}/00",),
                ),
            ),
        )
        for number in range(count)
    )
    asked = msgspec.structs.replace(facts.transaction, kind="exclusive_licence", scope=(Box(),))
    return msgspec.structs.replace(facts, grants=grants, transaction=asked)


def decide_alone(facts: Facts) -> object:
    """The findings alone, without the carve-out and the alternatives."""
    pack = next(one for one in PACKS if one.office == facts.right.office)
    return engine.findings_of(pack, pack.prepare(facts))


def measure(rounds: int) -> dict[str, Any]:
    """All figures: decisions a second, and milliseconds by the number of earlier grants."""
    raw = [path.read_bytes() for path in sorted(EXAMPLES.glob("case-*.json"))]
    parsed = [decode_facts(data) for data in raw]
    growth = []
    for size in SIZES:
        facts = with_grants(size)
        turns = rounds if size > 1_000 else 3 * rounds
        alone = least_milliseconds(lambda facts=facts: decide_alone(facts), turns)
        whole = least_milliseconds(lambda facts=facts: engine.decide(facts), turns)
        decision = engine.decide(facts)
        growth.append(
            {
                "grants": size,
                "findings_milliseconds": round(alone, 3),
                "whole_milliseconds": round(whole, 3),
                "boxes": len(decision.carve_out or ()),
                "findings": len(decision.findings),
            }
        )
    return {
        "cases": len(parsed),
        "decisions_per_second": round(per_second(engine.decide, parsed, rounds)),
        "from_json_per_second": round(per_second(lambda data: engine.decide(decode_facts(data)), raw, rounds)),
        "growth": growth,
    }


def show(found: dict[str, Any]) -> None:
    print(
        f"The rights engine over {found['cases']} worked cases (goal 20,000 decisions/s): "
        f"{found['decisions_per_second']:,} decisions/s, from JSON {found['from_json_per_second']:,}/s"
    )
    print("One right with earlier grants, an exclusive licence asked for (goal under 5 ms at 1,000)")
    for row in found["growth"]:
        print(
            f"  {row['grants']:6,} grants   findings {row['findings_milliseconds']:8.2f} ms   "
            f"with carve-out and alternatives {row['whole_milliseconds']:8.2f} ms   "
            f"{row['findings']:6,} findings {row['boxes']:4} boxes"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--plot", type=Path, help="write the curve of growth as SVG into this file")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.rounds)
    if options.plot is not None:
        at_thousand = next(row for row in found["growth"] if row["grants"] == 1_000)
        samples = [(row["grants"], row["findings_milliseconds"]) for row in found["growth"]]
        figures = f"{at_thousand['findings_milliseconds']:.1f} ms at 1,000 grants; CPU time of one process"
        options.plot.write_text(
            growth_plot(samples, "Time of a decision by the number of earlier grants", figures), encoding="utf-8"
        )
    if options.json:
        print(json.dumps(found))
    else:
        show(found)


if __name__ == "__main__":
    main()
