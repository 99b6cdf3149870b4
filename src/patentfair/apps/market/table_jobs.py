"""Try and take in the rows of uploaded tables: in batches, stoppable between any two, resumed where it was.

A batch is one transaction; each row has a savepoint of its own, so that a row that fails is told and costs no other. A
check does everything that a run does and takes it back, so what it says of a row is what the run will do.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from itertools import islice

import msgspec
from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.ingest import events
from patentfair.apps.ingest.access import may_use
from patentfair.apps.ingest.models import ImportRun, TableImport, TableRowReport
from patentfair.apps.ingest.table_reading import mapped_rows
from patentfair.apps.journal.actions import record
from patentfair.apps.market.actions.imports import (
    OrganisationNames,
    RowOutcome,
    take_in_deal,
    take_in_listing,
    take_in_need,
    take_in_party,
)
from patentfair.apps.market.table_patents import PatentRow, read_patent_row, take_in_patents
from patentfair.apps.market.table_reports import bounded_problems, bounded_texts
from patentfair.domain.formats.templates.cells import Cells
from patentfair.domain.formats.templates.deals import read_deal
from patentfair.domain.formats.templates.listings import read_listing
from patentfair.domain.formats.templates.mapping import MappedRow
from patentfair.domain.formats.templates.needs import read_need
from patentfair.domain.formats.templates.parties import read_party
from patentfair.domain.formats.templates.problems import RowProblem
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import DomainError, Stale
from patentfair.domain.kernel.merkle import leaf_hash, merkle_root
from patentfair.domain.kernel.problem import Problem

__all__ = ["work_on_tables"]

log = logging.getLogger(__name__)
State = TableImport.State
BATCH = 200
CHECK_REPORTS = 2000
MOST_REFUSED = 10_000


class _TakenBack(Exception):
    """Ends the transaction of a check's batch."""


class _Report(msgspec.Struct):
    row: int
    outcome: str
    object: str = ""
    problems: list[RowProblem] = []
    extra: dict[str, str] = {}


def work_on_tables(seconds: float = 5.0) -> int:
    """Go on with the tables that are being checked or taken in, for about that long; returns rows dealt with."""
    done = 0
    for table in TableImport.objects.filter(state__in=(State.CHECKING, State.RUNNING)).order_by("pk"):
        began = time.monotonic()
        done += _work_on(table, seconds)
        seconds -= time.monotonic() - began
        if seconds <= 0:
            break
    return done


class _Reading(msgspec.Struct):
    """Rows of a table being read, and up to where: kept between slices, so that none begins at the first byte."""

    table: tuple[object, ...]
    position: int
    rows: Iterator[MappedRow | Problem]


_reading: list[_Reading] = []


def _open(table: TableImport) -> _Reading:
    """The rows from the table's position on: those of the last slice where it ended there, else read anew."""
    wanted = (table.pk, table.state, table.file_sha256, table.sheet, table.header_row, digest(table.mapping))
    known = [one for one in _reading if one.table == wanted and one.position == table.position]
    _reading.clear()
    if known:
        return known[0]
    rows = mapped_rows(table)
    for _ in islice(rows, table.position):
        pass
    return _Reading(wanted, table.position, rows)


def _work_on(table: TableImport, seconds: float) -> int:
    """Batches of one table until it is finished, stopped, or time is up; opening the file does not count."""
    began = table.position
    actor = actor_of(table.run_by or table.started_by, timezone.localdate())
    if not ((actor.is_operator or table.center_id in actor.centers) and may_use(actor, table.template)):
        _end(table, State.STOPPED if table.state == State.RUNNING else State.MAPPED, "table.no-power")
        return 1
    try:
        reading = _open(table)
        ends: float | None = None
        for batch in _batches(reading.rows):
            ends = time.monotonic() + seconds if ends is None else ends
            if table.state == State.CHECKING:
                _check(table, batch, actor)
            else:
                _take_in(table, batch, actor)
                if table.refused >= MOST_REFUSED:
                    _give_up(table, actor)
                    return max(1, table.position - began)
            if time.monotonic() >= ends:
                reading.position = table.position
                _reading.append(reading)
                return max(1, table.position - began)
        _finish(table, actor)
    except Stale:
        pass  # stopped, or another worker's: it goes on there
    except DomainError as error:
        _end(table, State.FAILED, error.code)
    except OperationalError:
        raise  # the database did not answer: tried again
    except Exception:  # one table must not stop the worker, which does everything else too
        log.exception("table %s failed", table.pk)
        _end(table, State.FAILED, "internal")
    return max(1, table.position - began)


def _give_up(table: TableImport, actor: Actor) -> None:
    """End a run that nearly all rows fail: what was taken in stays, and the file is to be mended."""
    with transaction.atomic():
        _end(table, State.FAILED, "table.too-many-refused")
        record(
            events.TABLE_STOPPED,
            actor=actor.reference,
            object=f"table:{table.pk}",
            center=f"center:{table.center_id}" if table.center_id else "",
            position=table.position,
        )


def _batches(rows: Iterator[MappedRow | Problem]) -> Iterator[list[MappedRow | Problem]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _check(table: TableImport, batch: list[MappedRow | Problem], actor: Actor) -> None:
    reports: list[_Report] = []
    try:
        with transaction.atomic():
            reports = _reports(table, batch, actor)
            raise _TakenBack
    except _TakenBack:
        pass
    refused = sum(1 for report in reports if report.outcome == "refused")
    with transaction.atomic():
        _move(
            table,
            len(batch),
            rows=table.rows + len(batch),
            usable=table.usable + len(batch) - refused,
            unusable=table.unusable + refused,
        )
        left = max(0, CHECK_REPORTS - table.reports.count())
        told = [report for report in reports if report.problems][:left]
        for report in told:
            report.outcome = "refused" if report.outcome == "refused" else "usable"
            report.object = ""
        _keep(table, told)


def _take_in(table: TableImport, batch: list[MappedRow | Problem], actor: Actor) -> None:
    with transaction.atomic():
        first = table.position
        reports = _reports(table, batch, actor)
        counts = {name: sum(1 for one in reports if one.outcome == name) for name in TableRowReport.Outcome.values[1:]}
        _move(table, len(batch), **{name: getattr(table, name) + count for name, count in counts.items()})
        _keep(table, reports)
        record(
            events.TABLE_BATCH,
            actor=actor.reference,
            object=f"table:{table.pk}",
            center=f"center:{table.center_id}" if table.center_id else "",
            template=table.template,
            first=first,
            count=len(batch),
            root=merkle_root([leaf_hash(f"{r.row}:{r.outcome}:{r.object}".encode()) for r in reports]).hex(),
            new=counts["new"],
            changed=counts["changed"],
            unchanged=counts["unchanged"],
            refused=counts["refused"],
        )


def _move(table: TableImport, count: int, **counts: int) -> None:
    """Move the position, unless the table was stopped or moved by another worker: then the whole batch is undone."""
    before = table.position
    moved = TableImport.objects.filter(pk=table.pk, position=before, state=table.state).update(
        position=before + count, **counts
    )
    if not moved:
        raise Stale("ingest.already-running", file=table.file_name)
    table.position = before + count
    for name, value in counts.items():
        setattr(table, name, value)


def _keep(table: TableImport, reports: list[_Report]) -> None:
    TableRowReport.objects.bulk_create(
        (
            TableRowReport(
                table=table,
                row=report.row,
                outcome=report.outcome,
                object=report.object[:60],
                problems=bounded_problems(report.problems),
                extra=bounded_texts(report.extra),
            )
            for report in reports
        ),
        ignore_conflicts=True,
    )


def _finish(table: TableImport, actor: Actor) -> None:
    with transaction.atomic():
        state = State.CHECKED if table.state == State.CHECKING else State.DONE
        ended = TableImport.objects.filter(pk=table.pk, position=table.position, state=table.state).update(
            state=state, finished_at=timezone.now() if state == State.DONE else None
        )
        if not ended:
            raise Stale("ingest.already-running", file=table.file_name)
        table.state = state
        if state == State.DONE:
            if table.run_id is not None:
                ImportRun.objects.filter(pk=table.run_id).update(finished_at=timezone.now())
            record(
                events.TABLE_FINISHED,
                actor=actor.reference,
                object=f"table:{table.pk}",
                center=f"center:{table.center_id}" if table.center_id else "",
                new=table.new,
                changed=table.changed,
                unchanged=table.unchanged,
                refused=table.refused,
            )


def _end(table: TableImport, state: State, why: str) -> None:
    TableImport.objects.filter(pk=table.pk, state=table.state).update(state=state, why=why[:60])
    table.state = state


def _reports(table: TableImport, batch: list[MappedRow | Problem], actor: Actor) -> list[_Report]:
    """What becomes of each row of a batch, in order."""
    if table.template == "patents":
        return _patents(table, batch, actor)
    apply = _APPLY[table.template]
    names = OrganisationNames()
    reports = []
    for row in batch:
        if isinstance(row, Problem):
            reports.append(_unreadable(row))
            continue
        try:
            with transaction.atomic():
                reports.append(apply(table, row, actor, names))
        except DomainError as error:
            reports.append(_failed(row, "refused", error.code))
        except OperationalError:
            raise  # the database itself: the batch is tried again
        except (DatabaseError, ValueError, OverflowError):
            log.exception("row %s of table %s failed", row.number, table.pk)
            reports.append(_failed(row, "internal", "internal"))
    return reports


def _unreadable(problem: Problem) -> _Report:
    told = RowProblem(row=problem.offset, code="row", params={"value": problem.reason})
    return _Report(problem.offset, "refused", problems=[told])


def _failed(row: MappedRow, code: str, why: str) -> _Report:
    return _Report(
        row.number,
        "refused",
        problems=[RowProblem(row=row.number, code=code, params={"value": why})],
        extra=row.own({**row.texts, **row.extra}),
    )


def _told(cells: Cells, outcome: RowOutcome | None) -> _Report:
    """A row's report: what its cells lacked, and what it became; of a refused row every text is kept."""
    row = cells.row
    problems = [*cells.problems, *(outcome.problems if outcome else ())]
    refused = outcome is None or outcome.outcome == "refused"
    return _Report(
        row.number,
        "refused" if outcome is None else outcome.outcome,
        outcome.object if outcome else "",
        problems,
        row.own({**row.texts, **cells.extra} if refused else cells.extra),
    )


def _party(table: TableImport, row: MappedRow, actor: Actor, names: OrganisationNames) -> _Report:
    value, cells = read_party(row)
    return _told(cells, take_in_party(actor=actor, table=table, row=value, names=names) if value else None)


def _listing(table: TableImport, row: MappedRow, actor: Actor, names: OrganisationNames) -> _Report:
    value, cells = read_listing(row)
    return _told(cells, take_in_listing(actor=actor, table=table, row=value, names=names) if value else None)


def _need(table: TableImport, row: MappedRow, actor: Actor, names: OrganisationNames) -> _Report:
    value, cells = read_need(row)
    return _told(cells, take_in_need(actor=actor, table=table, row=value, names=names) if value else None)


def _deal(table: TableImport, row: MappedRow, actor: Actor, _names: OrganisationNames) -> _Report:
    value, cells = read_deal(row)
    return _told(cells, take_in_deal(actor=actor, table=table, row=value) if value else None)


_APPLY: dict[str, Callable[[TableImport, MappedRow, Actor, OrganisationNames], _Report]] = {
    "parties": _party,
    "listings": _listing,
    "needs": _need,
    "deals": _deal,
}


def _patents(table: TableImport, batch: list[MappedRow | Problem], actor: Actor) -> list[_Report]:
    """Documents go to the register as those of any file do, journalled so that the search index follows."""
    now, today = timezone.now(), timezone.localdate()
    source = f"{table.origin}: {table.file_name}"
    rows = [row if isinstance(row, Problem) else read_patent_row(row, source=source, today=today) for row in batch]
    usable = [row for row in rows if isinstance(row, PatentRow)]
    saved = take_in_patents(usable, at=now)
    records = [row.record for row in usable if row.record is not None]
    reports = [
        _unreadable(row)
        if isinstance(row, Problem)
        else _told(row.cells, RowOutcome(row.outcome, f"patent:{row.key}") if row.record is not None else None)
        for row in rows
    ]
    refused = sum(1 for report in reports if report.outcome == "refused")
    if table.run_id is None:
        table.run = ImportRun.objects.create(
            file=source[:300], fingerprint="", started_at=now, started_by=actor.reference
        )
        if table.state == State.RUNNING:
            TableImport.objects.filter(pk=table.pk).update(run=table.run)
    run = table.run
    if run is None:
        return reports
    run.position += len(batch)
    run.read += len(batch)
    run.new += saved.new
    run.changed += saved.changed
    run.unchanged += saved.unchanged
    run.save()
    record(
        events.BATCH_IMPORTED,
        actor=actor.reference,
        object=f"import:{run.pk}",
        at=now,
        file=run.file,
        first=table.position,
        count=len(batch),
        new=saved.new,
        changed=saved.changed,
        unchanged=saved.unchanged,
        quarantined=refused,
        root=merkle_root([leaf_hash(item.digest.encode()) for item in records]).hex(),
    )
    if table.state == State.CHECKING:
        table.run = None
    return reports
