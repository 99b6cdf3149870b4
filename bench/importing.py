"""The whole import (registry, parties, events, journal; SQLite with synchronous=FULL) against the reader alone.

`measure(files, home, rounds)` must run in a process of its own, before Django is set up: it makes an installation in
`home` and measures there. Both sides read the same bytes from the same file; each round imports into an empty database.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem

__all__ = ["measure", "set_up"]


def set_up(home: Path) -> None:
    """Make `home` this process's installation."""
    os.environ["PATENTFAIR_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "patentfair.config.settings"
    os.environ.pop("DATABASE_URL", None)
    from patentfair.cli.compile_messages import compile_messages

    compile_messages()
    import django

    django.setup()
    from patentfair.cli.installation import create

    create()


def _read(path: Path) -> int:
    with path.open("rb") as stream:
        items = read_stream(stream, path.name)
        return sum(1 for item in items if not isinstance(item, Problem) or item.fatal)


def _empty() -> None:
    """Forget what was imported, so that every round does the same work."""
    from patentfair.apps.ingest.models import ImportRun, QuarantinedDocument
    from patentfair.apps.registry.models import LegalEvent, Patent, PatentParty, PatentVersion

    for model in (LegalEvent, PatentParty, PatentVersion, Patent, QuarantinedDocument, ImportRun):
        model.objects.all()._raw_delete("default")


def measure(cases: Sequence[tuple[str, Path]], rounds: int) -> dict[str, dict[str, Any]]:
    """Speeds by the least CPU seconds of the rounds, and the ratios. In the end all files are imported."""
    from patentfair.apps.accounts.access import SYSTEM
    from patentfair.apps.ingest.actions import import_file

    found = {}
    for name, path in cases:
        best = {key: float("inf") for key in ("reader", "reader_wall", "import", "import_wall")}
        for _ in range(rounds):
            cpu, wall = time.process_time(), time.perf_counter()
            items = _read(path)
            best["reader"] = min(best["reader"], time.process_time() - cpu)
            best["reader_wall"] = min(best["reader_wall"], time.perf_counter() - wall)
            _empty()
            cpu, wall = time.process_time(), time.perf_counter()
            report = import_file(path, actor=SYSTEM)
            best["import"] = min(best["import"], time.process_time() - cpu)
            best["import_wall"] = min(best["import_wall"], time.perf_counter() - wall)
            if report.read != items:
                raise SystemExit(f"{name}: the reader gave {items}, the import read {report.read}")
        found[name] = {
            "items": items,
            "reader_items_per_second": round(items / best["reader"]),
            "import_microseconds_per_item": round(1e6 * best["import"] / items),
            "import_items_per_second": round(items / best["import"]),
            "ratio": round(best["import"] / best["reader"], 2),
            "ratio_wall": round(best["import_wall"] / best["reader_wall"], 2),
        }
    for _, path in cases:
        import_file(path, actor=SYSTEM)
    return found
