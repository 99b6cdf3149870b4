"""Read the kept file of a table: its first rows once, kept with the table for its pages; every row for the worker."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from patentfair.adapters.documents.store import path_of
from patentfair.adapters.spreadsheets.workbook import is_workbook, sheet_names, sheet_rows
from patentfair.apps.ingest.models import TableImport
from patentfair.domain.formats.templates.catalogue import TEMPLATES
from patentfair.domain.formats.templates.columns import Template
from patentfair.domain.formats.templates.mapping import MappedRow, Mapping, Suggestion, is_guidance, mapped, suggest
from patentfair.domain.formats.templates.table_rows import (
    HEADER_WITHIN,
    Header,
    TableRow,
    cell_rows,
    find_header,
    json_rows,
    text_rows,
)
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.problem import Problem

__all__ = [
    "Preview", "first_rows", "is_table", "mapped_rows", "mapping_of", "preview", "read_first_rows", "sheets_of",
    "template_of",
]  # fmt: skip

PREVIEWED = 200
MOST_ROWS = 100_000
_SHOWN_CELL = 200
_HEADER_CELL = 400
_SHOWN_CHARACTERS = 256 << 10


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


def read_first_rows(table: TableImport) -> None:
    """Open the file once and keep with the table, bounded, what its pages show. Raises `Invalid` as `mapped_rows`."""
    rows: list[tuple[int, list[str]]] = []
    characters = 0
    for row in islice(_readable(table), PREVIEWED + HEADER_WITHIN):
        longest = _HEADER_CELL if len(rows) < HEADER_WITHIN else _SHOWN_CELL
        cells = [cell[:longest] for cell in row.cells]
        characters += sum(map(len, cells))
        if characters > _SHOWN_CHARACTERS and len(rows) > HEADER_WITHIN:
            break
        rows.append((row.number, cells))
    path = _path(table)
    table.preview = {"sheets": sheet_names(path) if is_workbook(_head(path)) else [], "rows": rows}


def _kept(table: TableImport) -> dict[str, Any]:
    if not table.preview:
        read_first_rows(table)
        TableImport.objects.filter(pk=table.pk).update(preview=table.preview)
    return dict(table.preview)


def sheets_of(table: TableImport) -> list[str]:
    """The sheets of a workbook; none for a text file."""
    return [str(name) for name in _kept(table)["sheets"]]


def first_rows(table: TableImport) -> list[TableRow]:
    """The first rows of the file, their cells cut short."""
    return [TableRow(number, tuple(cells)) for number, cells in _kept(table)["rows"]]


def preview(table: TableImport) -> Preview:
    """What the mapping page shows. Raises `Invalid` where the file cannot be read or holds no header."""
    template = template_of(table)
    first = first_rows(table)
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
        if count > MOST_ROWS or (isinstance(row, Problem) and row.code == "limit.rows"):
            raise Invalid("table.too-many-rows", field="file", limit=MOST_ROWS)
        yield row


def _path(table: TableImport) -> Path:
    path = path_of(Path(settings.FILES_ROOT), table.file_sha256)
    if table.file_removed_at is not None or not path.exists():
        raise Invalid("table.gone", field="file")
    return path


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(64)
