"""Load the operator's own tables: classification schemes with their titles, and industries by class."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import msgspec
from django.db import transaction

from patentfair.apps.accounts.access import Actor
from patentfair.apps.journal.actions import record
from patentfair.apps.registry import events
from patentfair.apps.registry.models import ClassTitle, IndustryRow
from patentfair.domain.formats.container import open_members
from patentfair.domain.formats.limits import DEFAULT_LIMITS
from patentfair.domain.formats.schemes import SchemeEntry, scheme_entries
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.industries import COLUMNS, IndustryTable, from_rows

__all__ = ["SchemeReport", "load_industries", "load_scheme"]

BATCH = 2000
MOST_PROBLEMS = 100
LARGEST_TABLE = 4 << 20


class SchemeReport(msgspec.Struct):
    """What a loading did: symbols by scheme, and what could not be read (the first hundred)."""

    symbols: dict[str, int] = {}
    problems: list[Problem] = []


def load_scheme(path: Path, *, actor: Actor, progress: Callable[[int], None] = lambda _done: None) -> SchemeReport:
    """Take a scheme file in, whichever kind it is; a symbol's titles in other languages stay beside the new ones.

    Done in batches, each its own transaction: stopped in between, it is loaded again from the start without harm.
    Raises `Invalid` where the file cannot be opened.
    """
    report = SchemeReport()
    done = 0
    batch: list[SchemeEntry] = []
    try:
        stream = path.open("rb")
    except OSError as error:
        raise Invalid("ingest.cannot-open", field="file", file=path.name, why=error.strerror or str(error)) from error
    with stream:
        for member in open_members(stream, path.name, DEFAULT_LIMITS):
            for entry in [member] if isinstance(member, Problem) else scheme_entries(member):
                if isinstance(entry, Problem):
                    report.problems.extend([entry][: MOST_PROBLEMS - len(report.problems)])
                    continue
                batch.append(entry)
                if len(batch) == BATCH:
                    _save(batch, report)
                    done += len(batch)
                    batch = []
                    progress(done)
    _save(batch, report)
    if report.symbols:
        with transaction.atomic():
            record(
                events.SCHEME_LOADED,
                actor=actor.reference,
                object=f"scheme:{path.name[:60]}",
                symbols=report.symbols,
                problems=len(report.problems),
            )
    return report


@transaction.atomic
def _save(batch: list[SchemeEntry], report: SchemeReport) -> None:
    """Upsert; of one symbol told several times, titles are joined and the deeper parent stands."""
    merged: dict[tuple[str, str], ClassTitle] = {}
    known = {
        (row.scheme, row.symbol): row for row in ClassTitle.objects.filter(symbol__in={entry.symbol for entry in batch})
    }
    for entry in batch:
        key = (entry.scheme, entry.symbol)
        row = merged.get(key) or known.get(key) or ClassTitle(scheme=key[0], symbol=key[1], titles={})
        row.titles = {**row.titles, **{text.language or "": text.text for text in entry.titles}}
        row.parent, row.level = entry.parent or row.parent, entry.level or row.level
        row.version = entry.version or row.version
        merged[key] = row
    ClassTitle.objects.bulk_create(
        merged.values(),
        update_conflicts=True,
        unique_fields=["scheme", "symbol"],
        update_fields=["titles", "parent", "level", "version"],
    )
    for scheme, symbol in merged:
        if (scheme, symbol) not in known:
            report.symbols[scheme] = report.symbols.get(scheme, 0) + 1


@transaction.atomic
def load_industries(path: Path, *, actor: Actor) -> int:
    """Replace the industries by the operator's table; returns how many industries it holds.

    The whole table or nothing: `Invalid` names every row that is wrong.
    """
    try:
        if path.stat().st_size > LARGEST_TABLE:
            raise Invalid("industry.too-large", field="file")
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Invalid("ingest.cannot-open", field="file", file=path.name, why=str(error)) from error
    table = from_rows(rows)
    if not isinstance(table, IndustryTable):
        raise Invalid("industry.rows", field="file", why="; ".join(problem.reason for problem in table[:20]))
    IndustryRow.objects.all().delete()
    IndustryRow.objects.bulk_create(
        IndustryRow(position=position, **{name: (row.get(name) or "").strip() for name in COLUMNS})
        for position, row in enumerate(rows)
    )
    record(events.INDUSTRIES_LOADED, actor=actor.reference, object="industries", industries=len(table.industries))
    return len(table.industries)
