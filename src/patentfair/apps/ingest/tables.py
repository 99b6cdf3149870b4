"""Tables of older portals: keep the file, read it, map its columns, and say what is to be done with it.

Rows are taken in by `apps.market.table_jobs`, because listings, needs and deals lie above this app.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from patentfair.adapters.documents.store import path_of
from patentfair.adapters.spreadsheets.workbook import is_workbook, sheet_names, sheet_rows
from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.ingest import events
from patentfair.apps.ingest.models import TableImport, TableMapping
from patentfair.apps.journal.actions import record
from patentfair.domain.formats.templates.catalogue import TEMPLATES
from patentfair.domain.formats.templates.columns import Template
from patentfair.domain.formats.templates.mapping import (
    MappedRow,
    Mapping,
    Suggestion,
    is_guidance,
    mapped,
    missing_columns,
    same_headers,
    suggest,
    used_twice,
)
from patentfair.domain.formats.templates.table_rows import (
    HEADER_WITHIN,
    Header,
    TableRow,
    cell_rows,
    find_header,
    json_rows,
    text_rows,
)
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.kernel.problem import Problem

__all__ = [
    "Preview",
    "change_header",
    "is_table",
    "keep_mapping",
    "map_table",
    "mapped_rows",
    "mapping_of",
    "may_register_in",
    "preview",
    "sheets_of",
    "start_check",
    "start_run",
    "stop_table",
    "template_of",
    "upload_table",
]

State = TableImport.State
PREVIEWED = 200
LONGEST_MAPPING = 200
MOST_ROWS = 100_000
IDLE = (State.UPLOADED, State.MAPPED, State.CHECKED, State.FAILED)


class Preview(msgspec.Struct):
    """The beginning of a file: its header, the first rows below it, and what is proposed for its columns."""

    header: Header
    rows: list[TableRow]
    suggestions: list[Suggestion]


def is_table(head: bytes) -> bool:
    """Whether a file may be a table by its first bytes: a workbook, or text."""
    if is_workbook(head):
        return True
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in head[:4096] and not head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b"))


def template_of(table: TableImport) -> Template:
    """The template of a table; raises `Invalid` for one that there is no longer."""
    template = TEMPLATES.get(table.template)
    if template is None:
        raise Invalid("table.template", field="template")
    return template


def mapping_of(table: TableImport) -> Mapping:
    """The mapping of a table as a value; an empty one where none was made."""
    return msgspec.convert(table.mapping or {"template": table.template}, Mapping)


def sheets_of(table: TableImport) -> list[str]:
    """The sheets of a workbook; none for a text file."""
    path = _path(table)
    return sheet_names(path) if is_workbook(_head(path)) else []


def preview(table: TableImport) -> Preview:
    """What the mapping page shows. Raises `Invalid` where the file cannot be read or holds no header."""
    template = template_of(table)
    first = list(islice(_readable(table), PREVIEWED + HEADER_WITHIN))
    header = find_header(first, template, at=table.header_row)
    if header is None:
        raise Invalid("table.no-header", field="file")
    below = [row for row in first if row.number > header.last_row]
    return Preview(header, below, suggest(template, header, below))


def mapped_rows(table: TableImport) -> Iterator[MappedRow | Problem]:
    """Every row below the header by the template's columns, in order; a problem for one that cannot be read.

    Raises `Invalid` where the file as a whole cannot be.
    """
    template, mapping = template_of(table), mapping_of(table)
    rows = _rows(table)
    head = list(islice(rows, PREVIEWED + HEADER_WITHIN))
    header = find_header([row for row in head if isinstance(row, TableRow)], template, at=table.header_row)
    if header is None:
        raise Invalid("table.no-header", field="file")
    for source in (head, rows):
        for row in source:
            if isinstance(row, Problem):
                if row.offset > header.last_row:
                    yield row
            elif row.number > header.last_row:
                found = mapped(template, mapping, header, row)
                if not is_guidance(template, found):
                    yield found


def _readable(table: TableImport) -> Iterator[TableRow]:
    first_problem: Problem | None = None
    seen = False
    for row in _rows(table):
        if isinstance(row, Problem):
            first_problem = first_problem or row
        else:
            seen = True
            yield row
    if not seen and first_problem is not None:
        raise Invalid("table.unreadable", field="file", why=first_problem.reason)


def _rows(table: TableImport) -> Iterator[TableRow | Problem]:
    path = _path(table)
    head = _head(path)
    if is_workbook(head):
        yield from cell_rows(sheet_rows(path, table.sheet))
        return
    data = path.read_bytes()
    rows = json_rows(data) if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{") else text_rows(data)
    for count, row in enumerate(rows):
        if count > MOST_ROWS:
            raise Invalid("table.too-many-rows", field="file", limit=MOST_ROWS)
        yield row


def _path(table: TableImport) -> Path:
    path = path_of(Path(settings.FILES_ROOT), table.file_sha256)
    if not path.exists():
        raise Invalid("table.gone", field="file")
    return path


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(64)


def _require(actor: Actor, center: Center | None) -> None:
    if not (actor.is_operator or (center is not None and center.pk in actor.centers)):
        raise Refused("centers.staff-only")


@transaction.atomic
def upload_table(
    *,
    actor: Actor,
    center: Center | None,
    template: str,
    origin: str,
    file_name: str,
    file_sha256: str,
    sheet: str = "",
    organisation: Organisation | None = None,
    new_kind: str = "",
) -> TableImport:
    """Take a kept file for a table of `template`. Its columns are proposed at once; nothing of it is taken in yet.

    Raises `Invalid` where the file cannot be read as a table, with what to do.
    """
    _require(actor, center)
    if template not in TEMPLATES:
        raise Invalid("table.template", field="template")
    if not origin.strip():
        raise Invalid("table.origin", field="origin")
    if new_kind and new_kind not in Organisation.Kind.values:
        raise Invalid("accounts.organisation-kind", field="new_kind")
    if organisation is not None and not may_register_in(actor, organisation.province):
        raise Invalid("accounts.not-served", field="organisation")
    if actor.user_id is None:
        raise Refused("centers.staff-only")
    table = TableImport(
        center=center,
        template=template,
        origin=origin.strip()[:120],
        organisation=organisation,
        new_kind=new_kind,
        file_name=file_name[:200].replace("\0", ""),
        file_sha256=file_sha256,
        sheet=sheet[:120],
        started_by_id=actor.user_id,
        uploaded_at=timezone.now(),
    )
    saved = _kept_for(table)
    seen = preview(table)
    mapping = saved or Mapping(template=template, columns={one.header: one.column for one in seen.suggestions})
    table.mapping = msgspec.to_builtins(mapping)
    table.save(force_insert=True)
    record(
        events.TABLE_UPLOADED,
        actor=actor.reference,
        object=f"table:{table.pk}",
        center=_center(table),
        template=template,
        file_sha256=file_sha256,
    )
    return table


def may_register_in(actor: Actor, province: str) -> bool:
    """Whether an organisation of `province` is this actor's to take in; where the province is not known, it is."""
    return actor.is_operator or not province or province in actor.served_provinces


def _kept_for(table: TableImport) -> Mapping | None:
    """The center's kept mapping whose columns one of the first rows names; that row is taken for the header."""
    first = list(islice(_readable(table), HEADER_WITHIN))
    for kept in TableMapping.objects.filter(center=table.center, template=table.template).order_by("-saved_at")[:50]:
        mapping = msgspec.convert(kept.mapping, Mapping)
        for row in first:
            if same_headers(mapping, row.cells) == 1.0:
                table.header_row = row.number
                return mapping
    return None


@transaction.atomic
def change_header(*, actor: Actor, table: TableImport, header_row: int, sheet: str = "") -> None:
    """Settle which row names the columns, and which sheet is read; columns are proposed anew."""
    _require(actor, table.center)
    table.header_row, table.sheet = max(0, header_row), sheet[:120]
    seen = preview(table)
    columns = {one.header: one.column for one in seen.suggestions}
    table.mapping = msgspec.to_builtins(Mapping(template=table.template, columns=columns))
    _change(table, State.UPLOADED, "header_row", "sheet", "mapping")


@transaction.atomic
def map_table(*, actor: Actor, table: TableImport, mapping: Mapping) -> None:
    """Settle how the columns are read. Raises `Invalid` where a required column is fed by nothing, or one by two."""
    _require(actor, table.center)
    template = template_of(table)
    if mapping.template != table.template or len(mapping.columns) > LONGEST_MAPPING:
        raise Invalid("table.template", field="template")
    if missing := missing_columns(template, mapping):
        raise Invalid("table.column-missing", field="columns", columns=[column.key for column in missing])
    if twice := used_twice(template, mapping):
        raise Invalid("table.column-twice", field="columns", columns=[column.key for column in twice])
    table.mapping = msgspec.to_builtins(mapping)
    _change(table, State.MAPPED, "mapping")
    record(
        events.TABLE_MAPPED,
        actor=actor.reference,
        object=f"table:{table.pk}",
        center=_center(table),
        mapping_sha256=digest(table.mapping),
    )


@transaction.atomic
def keep_mapping(*, actor: Actor, table: TableImport, name: str) -> TableMapping:
    """Keep a table's mapping by name for the center's next file; a name used before is written anew."""
    _require(actor, table.center)
    if not name.strip():
        raise Invalid("table.mapping-name", field="name")
    if actor.user_id is None:
        raise Refused("centers.staff-only")
    kept, _ = TableMapping.objects.update_or_create(
        center=table.center,
        template=table.template,
        name=name.strip()[:80],
        defaults={"mapping": table.mapping, "saved_by_id": actor.user_id, "saved_at": timezone.now()},
    )
    return kept


@transaction.atomic
def start_check(*, actor: Actor, table: TableImport) -> None:
    """Have every row tried, and nothing kept. The worker does it."""
    _require(actor, table.center)
    if missing_columns(template_of(table), mapping_of(table)):
        raise Invalid("table.not-mapped", field="columns")
    table.rows = table.usable = table.unusable = table.position = 0
    table.why = ""
    _change(table, State.CHECKING, "rows", "usable", "unusable", "position", "why")
    table.reports.all().delete()


@transaction.atomic
def start_run(*, actor: Actor, table: TableImport) -> None:
    """Have the rows taken in, from the first or from where it was stopped. The worker does it."""
    _require(actor, table.center)
    if table.state == State.CHECKED:
        table.reports.all().delete()
        table.position = 0
        table.began_at = timezone.now()
    elif table.state != State.STOPPED:
        raise Refused("table.not-checked")
    table.why = ""
    before = table.state
    if not TableImport.objects.filter(pk=table.pk, state=before).update(
        state=State.RUNNING,
        position=table.position,
        began_at=table.began_at,
        why="",
        **({} if before == State.STOPPED else dict.fromkeys(("new", "changed", "unchanged", "refused"), 0)),
    ):
        raise Refused("table.busy")
    table.state = State.RUNNING
    record(
        events.TABLE_STARTED,
        actor=actor.reference,
        object=f"table:{table.pk}",
        center=_center(table),
        template=table.template,
        file_sha256=table.file_sha256,
        mapping_sha256=digest(table.mapping),
    )


@transaction.atomic
def stop_table(*, actor: Actor, table: TableImport) -> None:
    """Stop a run after its present batch, to be resumed; or end a check. What was taken in stays."""
    _require(actor, table.center)
    if TableImport.objects.filter(pk=table.pk, state=State.CHECKING).update(state=State.MAPPED):
        return
    if not TableImport.objects.filter(pk=table.pk, state=State.RUNNING).update(state=State.STOPPED):
        raise Refused("table.not-running")
    table.refresh_from_db()
    record(
        events.TABLE_STOPPED,
        actor=actor.reference,
        object=f"table:{table.pk}",
        center=_center(table),
        position=table.position,
    )


def _change(table: TableImport, state: State, *fields: str) -> None:
    """Save fields with the new state, unless rows are being taken in or were: then the mapping stands."""
    changed = TableImport.objects.filter(pk=table.pk, state__in=IDLE).update(
        state=state, **{name: getattr(table, name) for name in fields}
    )
    if not changed:
        raise Refused("table.busy")
    table.state = state


def _center(table: TableImport) -> str:
    return f"center:{table.center_id}" if table.center_id else ""
