"""What an .xlsx file holds, looked at before openpyxl opens it.

openpyxl reads styles, strings, relations and each row whole, at some hundred times the bytes of a hostile file. So all
that it could be led to is counted first by a parser that keeps nothing: parts, elements, strings, cells of a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

import msgspec

from patentfair.domain.kernel.errors import Invalid

__all__ = ["DEFAULT_LIMITS", "OLE", "WorkbookLimits", "inspect"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 256 << 10
_XML = (".xml", ".rels", ".vml")
_FOLLOWED = ("sharedStrings", "styles", "worksheet", "chartsheet", ".main")
_LARGE_ROOTS = ("worksheet", "sst")
_WHOLE = ("content_types].xml", "styles.xml", "workbook.xml", ".rels")  # what openpyxl reads whole by these names
_UNREAD = (
    "xl/pivotcache/", "xl/drawings/", "xl/charts/", "xl/comments", "xl/threadedcomments/", "xl/persons/", "xl/tables/",
    "xl/externallinks/", "xl/calcchain.xml", "customxml/",
)  # fmt: skip


class WorkbookLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of one workbook. Bytes unless said otherwise; `row_parts` counts blank rows too; of a row's cells
    `columns` are read."""

    members: int = 2000
    unpacked_bytes: int = 64 << 20
    part_bytes: int = 2 << 20
    part_elements: int = 50_000
    shared_strings_bytes: int = 32 << 20
    shared_strings: int = 400_000
    part_elements_outside_rows: int = 300_000
    row_parts: int = 300_000
    row_cells: int = 1000
    row_elements: int = 8000
    cells: int = 3_000_000
    ratio: int = 200
    ratio_from: int = 4 << 20
    rows: int = 100_000
    columns: int = 200
    cell_characters: int = 100_000


DEFAULT_LIMITS = WorkbookLimits()


class _Part:
    """One part as it goes by: what its root is, how much of each kind of element it holds, and what it leads to."""

    def __init__(self, limits: WorkbookLimits) -> None:
        self.root = ""
        self.leads_to: list[str] = []
        self.elements = 0
        self._limits = limits
        self._strings = self._rows = self._cells = self._row_cells = self._row_elements = 0
        self._in_row = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.root = self.root or local
        if self._in_row:
            self._count_in_row(local)
            return
        self.elements += 1
        if local == "row":
            self._in_row = True
            self._row_cells = self._row_elements = 0
            self.elements -= 1
            self._rows += 1
        elif local == "si":
            self._strings += 1
        elif local == "Relationship" and attributes.get("TargetMode") != "External":
            self.leads_to.append(attributes.get("Target", ""))
        elif local == "Override" and any(kind in attributes.get("ContentType", "") for kind in _FOLLOWED):
            part = attributes.get("PartName", "")
            is_main = ".main" in attributes.get("ContentType", "")
            self.leads_to.append("" if is_main and part.casefold() != "/xl/workbook.xml" else part)
        most = 4 * self._limits.shared_strings if self.root == "sst" else self._limits.part_elements_outside_rows
        if self.elements > most or self._strings > self._limits.shared_strings or self._rows > self._limits.row_parts:
            raise _bomb(self._limits)

    def _count_in_row(self, local: str) -> None:
        self._row_elements += 1
        if local == "c":
            self._row_cells += 1
            self._cells += 1
        if (
            self._row_cells > self._limits.row_cells
            or self._cells > self._limits.cells
            or self._row_elements > self._limits.row_elements
        ):
            raise _bomb(self._limits)
        if local == "row":
            raise Invalid("table.damaged", field="file", why="a row within a row")

    def end(self, name: str) -> None:
        if self._in_row and name.rpartition(":")[2] == "row":
            self._in_row = False


def inspect(path: Path, limits: WorkbookLimits = DEFAULT_LIMITS) -> None:
    """Refuse what is no plain workbook or would unpack to too much.

    Raises `Invalid`: `table.old-workbook`, `table.macros`, `table.bomb`, `table.damaged`.
    """
    with path.open("rb") as stream:
        if stream.read(len(OLE)) == OLE:
            raise Invalid("table.old-workbook", field="file")
    try:
        with ZipFile(path) as archive:
            _look(archive, limits)
    except Invalid:
        raise
    except (BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        raise Invalid("table.damaged", field="file", why=str(error)[:200]) from error
    except Exception as error:  # zlib.error and what else a damaged archive leads the library to
        raise Invalid("table.damaged", field="file", why=str(error)[:200]) from error


def _look(archive: ZipFile, limits: WorkbookLimits) -> None:
    members = archive.infolist()
    names = {member.filename.casefold() for member in members}
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise Invalid("table.macros", field="file")
    if "xl/workbook.xml" not in names:
        raise Invalid("table.damaged", field="file", why="no workbook in the archive")
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if (
        len(members) > limits.members
        or total > limits.unpacked_bytes
        or (total > limits.ratio_from and total > limits.ratio * max(1, packed))
    ):
        raise _bomb(limits)
    for member in members:
        if member.flag_bits & 1:
            raise Invalid("table.old-workbook", field="file")
    for member in members:
        name = member.filename.casefold()
        if not name.endswith(_XML):
            continue
        whole = name.endswith(_WHOLE)
        if whole and member.file_size > limits.part_bytes:
            raise _bomb(limits)
        with archive.open(member) as part:
            seen = _counted(part, limits)
        is_large = member.file_size > limits.part_bytes or seen.elements > limits.part_elements
        if is_large and (whole or (seen.root not in _LARGE_ROOTS and not name.startswith(_UNREAD))):
            raise _bomb(limits)
        if seen.root == "sst" and member.file_size > limits.shared_strings_bytes:
            raise _bomb(limits)
        leads = name.endswith(("content_types].xml", "workbook.xml.rels"))  # every part that is read is named there
        if leads and not all(target.casefold().endswith(".xml") for target in seen.leads_to):
            raise Invalid("table.damaged", field="file", why="a part under a name that is not its own")


def _counted(part: IO[bytes], limits: WorkbookLimits) -> _Part:
    seen = _Part(limits)
    parser = expat.ParserCreate()
    parser.buffer_text = False
    parser.StartElementHandler = seen.start
    parser.EndElementHandler = seen.end
    parser.StartDoctypeDeclHandler = _no_document_type
    while chunk := part.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return seen


def _no_document_type(*_: object) -> None:
    raise Invalid("table.damaged", field="file", why="a document type")


def _bomb(limits: WorkbookLimits) -> Invalid:
    return Invalid("table.bomb", field="file", limit=limits.unpacked_bytes)
