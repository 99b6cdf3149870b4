"""Workbooks of the office suite (.xlsx) as rows of cell values, and tables written as such.

A workbook is a .zip of XML from outside: all that openpyxl could be led to is counted first (`inspection`), and rows,
columns and cells are counted again as they come, whatever the file says of its own dimensions. Formulas are never
computed: the value that was saved with them is taken.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from unicodedata import category, normalize

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from patentfair.adapters.spreadsheets.inspection import DEFAULT_LIMITS, OLE, WorkbookLimits, inspect
from patentfair.domain.kernel.errors import Invalid

__all__ = ["WorkbookLimits", "csv_bytes", "csv_chunks", "is_workbook", "sheet_names", "sheet_rows", "workbook_bytes"]

_LAST_ROW = 1 << 20  # of any sheet
_PLAIN_NUMBER = re.compile(r"-?\d{1,30}(?:[.,]\d{1,30}){0,9}")
_ACTING = frozenset("=+-@")


def is_workbook(head: bytes) -> bool:
    """Whether the first bytes are those of a workbook: new, old or locked (`sheet_rows` tells which it takes)."""
    return head.startswith((b"PK\x03\x04", OLE))


def sheet_names(path: Path, limits: WorkbookLimits = DEFAULT_LIMITS) -> list[str]:
    """The names of the sheets that hold cells, in order. Raises `Invalid` as `sheet_rows` does."""
    inspect(path, limits)
    with path.open("rb") as stream, closing(_open(stream)) as book:
        return [sheet.title for sheet in book.worksheets]


def sheet_rows(
    path: Path, sheet: str = "", limits: WorkbookLimits = DEFAULT_LIMITS
) -> Iterator[tuple[int, Sequence[object]]]:
    """Row number and cell values of one sheet (the first where none is named), with blank rows left out.

    Raises `Invalid`: `table.old-workbook`, `table.macros`, `table.bomb`, `table.damaged`, `table.no-sheet`, and
    `table.too-many-rows` at the row that is one too many.
    """
    inspect(path, limits)
    with path.open("rb") as stream, closing(_open(stream)) as book:
        sheets = {one.title: one for one in book.worksheets}
        found = sheets.get(sheet) if sheet else next(iter(sheets.values()), None)
        if not isinstance(found, ReadOnlyWorksheet):
            raise Invalid("table.no-sheet", field="sheet", sheet=sheet)
        found.reset_dimensions()  # what a file says of its own size is not believed
        try:
            for number, cells in enumerate(found.iter_rows(values_only=True, max_col=limits.columns), 1):
                is_blank = cells.count(None) == len(cells)
                if number > limits.rows and not is_blank:
                    raise Invalid("table.too-many-rows", field="file", limit=limits.rows)
                if number > _LAST_ROW:
                    return
                if not is_blank:
                    yield number, [_bounded(cell, limits) for cell in cells]
        except Invalid:
            raise
        except Exception as error:  # openpyxl raises whatever a damaged part leads it to
            raise Invalid("table.damaged", field="file", why=str(error)[:200]) from error


def _bounded(cell: object, limits: WorkbookLimits) -> object:
    return cell[: limits.cell_characters] if isinstance(cell, str) else cell


def _open(stream: BinaryIO) -> Workbook:
    try:
        return load_workbook(stream, read_only=True, data_only=True, keep_links=False, rich_text=False)
    except Exception as error:  # as above
        raise Invalid("table.damaged", field="file", why=str(error)[:200]) from error


def workbook_bytes(title: str, rows: Sequence[Sequence[str]], widths: Sequence[int] = ()) -> bytes:
    """A workbook of text cells: the first row a header that stays in sight, the second, grey, a line of help."""
    book = Workbook(write_only=False)
    sheet = book.active
    if sheet is None:  # a new workbook has one
        sheet = book.create_sheet()
    sheet.title = title[:31].translate(str.maketrans("[]:*?/\\", "       ")) or "Table"
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(row=number, column=column)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:32_000]
            cell.data_type = "s"  # never a formula, whatever it begins with
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="E8E4DA")
            elif number == 2:
                cell.font = Font(italic=True, color="6B6B6B")
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """CSV in UTF-8 with a byte order mark, as the office suite opens it; no cell can act as a formula there."""
    return b"".join(csv_chunks(rows))


def csv_chunks(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """As `csv_bytes`, some hundred rows at a time."""
    yield b"\xef\xbb\xbf"
    every = iter(rows)
    while some := list(islice(every, 500)):
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\r\n").writerows([_plain(cell) for cell in row] for row in some)
        yield stream.getvalue().encode()


def _plain(cell: str) -> str:
    """The cell, marked as text where the first sign that is seen could begin a formula; a plain number cannot."""
    seen = next((c for c in cell if not c.isspace() and category(c)[0] != "C" and c != "\N{HANGUL FILLER}"), "")
    if normalize("NFKC", seen)[:1] in _ACTING and seen:
        return cell if _PLAIN_NUMBER.fullmatch(cell) else f"'{cell}"
    return f"'{cell}" if cell[:1] in ("\t", "\r", "\n") else cell
