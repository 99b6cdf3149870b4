"""Fill a workbook whose cells hold markers. Figures go in as numbers, words as text: nothing that goes in can act."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from patentfair.adapters.spreadsheets.inspection import WorkbookLimits, inspect
from patentfair.domain.centers.markers import Marker, markers_in, replaced
from patentfair.domain.kernel.errors import Invalid

__all__ = ["LIMITS", "filled", "markers_of"]

LIMITS = WorkbookLimits(unpacked_bytes=16 << 20, cells=50_000, row_parts=5_000, rows=5_000)
MOST_MARKERS = 1000
# The template's own sums may stay; what could fetch, link or run may not.
# Nothing in it is tried twice, so a formula that does not fit is refused in time that grows with its length.
_HARMLESS = re.compile(r"=(?>SUM\(|ROUND\(|AVERAGE\(|MIN\(|MAX\(|\$?[A-Z]{1,3}+\$?\d{1,7}+|[-+*/():,.\d\s]++)++")


def markers_of(path: Path) -> dict[str, tuple[Marker, ...]]:
    """The markers of a template by their place ("Sheet1!B3").

    Raises `Invalid`: as `sheet_rows` does for what is no workbook, `return.formula` for a formula beyond sums,
    `return.no-markers`, `return.too-many-markers`.
    """
    found: dict[str, tuple[Marker, ...]] = {}
    for cell in _cells(_open(path)):
        text = cell.value if isinstance(cell.value, str) else ""
        place = f"{cell.parent.title}!{cell.coordinate}"
        if cell.data_type == "f" and not _HARMLESS.fullmatch(text):
            raise Invalid("return.formula", field="file", place=place)
        if inside := markers_in(text):
            found[place] = inside
    if not found:
        raise Invalid("return.no-markers", field="file")
    if len(found) > MOST_MARKERS:
        raise Invalid("return.too-many-markers", field="file")
    return found


def filled(path: Path, numbers: dict[str, Decimal], words: dict[str, str], period: int) -> bytes:
    """The workbook with its markers replaced. `numbers` and `words` are by "key:year"; see `Marker.of`.

    A cell that is one marker of a number becomes a number; anything else becomes text that no program computes.
    """
    book = _open(path)
    shown = words | {key: f"{value.normalize():f}" for key, value in numbers.items()}
    for cell in _cells(book):
        if not isinstance(cell.value, str):
            continue
        inside = markers_in(cell.value)
        if not inside:
            continue
        key = inside[0].of(period)
        if len(inside) == 1 and key in numbers and re.fullmatch(r"\{\{[^{}]*\}\}", cell.value.strip()):
            cell.value = numbers[key]
        else:
            cell.value = replaced(cell.value, shown, period)
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _open(path: Path) -> Workbook:
    inspect(path, LIMITS)
    try:
        with path.open("rb") as stream:  # kept files have no suffix for the library to judge by
            return load_workbook(stream, keep_links=False, rich_text=False)
    except Exception as error:  # openpyxl raises whatever a damaged part leads it to
        raise Invalid("table.damaged", field="file", why=str(error)[:200]) from error


def _cells(book: Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.value is not None:
                    yield cell
