"""Take rows of a table of patents into the register: the weakest of its sources, and never one of legal events where
another source tells of the right."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import msgspec
from django.db import OperationalError, connection, transaction

from patentfair.apps.registry.actions import BatchResult, save_records
from patentfair.apps.registry.columns import right_key
from patentfair.apps.registry.models import LegalEvent, Patent
from patentfair.apps.registry.queries import record_of
from patentfair.domain.formats.items import storable
from patentfair.domain.formats.templates.cells import Cells
from patentfair.domain.formats.templates.columns import ColumnKind
from patentfair.domain.formats.templates.mapping import MappedRow
from patentfair.domain.formats.templates.patents import FORMAT_NAME, TEMPLATE, read_patent
from patentfair.domain.formats.templates.values import day_of
from patentfair.domain.patents.families import application_key, publication_key
from patentfair.domain.patents.record import PatentRecord

__all__ = ["PatentRow", "read_patent_row", "take_in_patents"]

log = logging.getLogger(__name__)
IMPORT_LOCK = 0x70617469
_DATES = tuple(column for column in TEMPLATE.columns if column.kind is ColumnKind.DATE)


class PatentRow(msgspec.Struct):
    """A row on its way: its cells, the record they give (None where it cannot be used), and what became of it."""

    cells: Cells
    record: PatentRecord | None
    outcome: str = "unchanged"

    @property
    def key(self) -> str:
        return self.record.publication.canonical if self.record is not None else ""


def read_patent_row(row: MappedRow, *, source: str, today: date) -> PatentRow:
    """The record of a row, None where it is none that can be kept: with its reason among the problems of its cells."""
    value, cells = read_patent(row, source=source)
    if value is None:
        return PatentRow(cells, None)
    latest = _a_year_after(today)
    for column in _DATES:
        found = day_of(cells.raw(column.key))
        if found is not None and found.day is not None and found.day > latest:
            cells.note("date-future", column.key, cells.raw(column.key)[:200], fatal=True)
    if any(claim.date is not None and claim.date > latest for claim in value.priorities):
        cells.note("date-future", "priorities", cells.raw("priorities")[:200], fatal=True)
    kept = storable(value)
    if not isinstance(kept, PatentRecord):
        cells.note("patent-number", "publication_number", cells.raw("publication_number")[:200], fatal=True)
        return PatentRow(cells, None)
    return PatentRow(cells, kept if cells.is_usable else None)


def _a_year_after(day: date) -> date:
    return date(day.year + 1, day.month, min(day.day, 28))


def take_in_patents(rows: Sequence[PatentRow], *, at: datetime) -> BatchResult:
    """Save the records of the rows that have one, and say in each row what became of it.

    A row that the register cannot keep costs no other: then each is saved in a savepoint of its own.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
    usable = [row for row in rows if row.record is not None]
    _without_events(usable)
    known = set(Patent.objects.filter(key__in={row.key for row in usable}).values_list("key", flat=True))
    try:
        with transaction.atomic():
            saved = save_records([row.record for row in usable if row.record is not None], at=at)
    except OperationalError:
        raise  # the database did not answer: the batch is tried again
    except Exception:  # noqa: BLE001 - whatever one row leads the register to, it is that row's alone
        saved = _one_by_one(usable, at)
    written = list(saved.written)
    for row in usable:
        if row.record is not None and row.key in written:
            written.remove(row.key)
            row.outcome = "changed" if row.key in known else "new"
            known.add(row.key)
    return saved


def _one_by_one(rows: Iterable[PatentRow], at: datetime) -> BatchResult:
    together = BatchResult()
    for row in rows:
        if row.record is None:
            continue
        try:
            with transaction.atomic():
                saved = save_records([row.record], at=at)
        except OperationalError:
            raise
        except Exception as error:  # as above
            log.exception("row %s cannot be kept", row.cells.row.number)
            row.cells.note("unsaved", value=type(error).__name__, fatal=True)
            row.record, row.outcome = None, "refused"
            continue
        together.new += saved.new
        together.changed += saved.changed
        together.unchanged += saved.unchanged
        together.written.extend(saved.written)
    return together


def _without_events(rows: Iterable[PatentRow]) -> None:
    """Take the days that would be legal events out of rows about rights of which another source tells, and say so."""
    given = [(row, row.record) for row in rows if row.record is not None]
    applications = {row.key: application_key(record.application) for row, record in given}
    numbers = {row.key: publication_key(record.publication, record.stage) for row, record in given}
    rights = {right_key(applications[row.key], numbers[row.key]) for row, _ in given}
    rights |= {right_key("", number) for number in numbers.values()}
    keys, ours = set(applications), {*applications.values()} - {""}
    told: set[str] = set()
    beside = Patent.objects.filter(key__in=keys) | Patent.objects.filter(application_key__in=ours)
    for patent in (beside | Patent.objects.filter(number_key__in=set(numbers.values()) - {""})).prefetch_related(
        "sources"
    ):
        formats = {source.format for source in patent.sources.all()} or {record_of(patent).format}
        if formats - {FORMAT_NAME}:
            told |= {patent.key, f"a{patent.application_key}", f"n{patent.number_key}"}
    elsewhere = LegalEvent.objects.filter(right__in=rights).exclude(source=FORMAT_NAME)
    events = set(elsewhere.values_list("right", flat=True))
    for row, record in given:
        application, number = applications[row.key], numbers[row.key]
        if not (
            row.key in told
            or (application and f"a{application}" in told)
            or (number and f"n{number}" in told)
            or {right_key(application, number), right_key("", number)} & events
        ):
            continue
        if record.events or record.publication.date is not None:
            row.cells.note("known-elsewhere", value=row.key)
            for key in ("publication_date", "grant_date", "legal_state", "legal_state_date"):
                if text := row.cells.raw(key):
                    row.cells.extra.setdefault(f"#{key}", text)
            publication = msgspec.structs.replace(record.publication, date=None)
            row.record = msgspec.structs.replace(record, events=(), publication=publication)
