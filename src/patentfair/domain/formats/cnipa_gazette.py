"""CNIPA gazette tables: announcements of publication and grant as CSV, one row a patent, GB18030 or UTF-8.

Columns: item, name, authorization_notice_id, authorized_announcement_date, filing_id, filing_date, patentee, designer,
address, Int.Cl. For all kinds `designer` holds the inventors or designers and `Int.Cl.` the IPC or Locarno symbols.
Lists are separated by ";", and blanks of the gazette's web page are left in them as "??" or as wide spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from hashlib import sha256

import msgspec

from patentfair.domain.formats.cn_parties import is_organisation
from patentfair.domain.formats.cnipa_address import split_address
from patentfair.domain.formats.format import Format
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.table import Decoder, cells_of, raw_rows
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.classes import parse_class
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import cn_check_digit, document_id, is_damaged_by_spreadsheet
from patentfair.domain.patents.record import (
    ClassScheme,
    ClassSymbol,
    PartyRole,
    PatentParty,
    PatentRecord,
    RightType,
    Stage,
    TextIn,
)

__all__ = ["COLUMNS", "FORMAT", "Row", "header_of", "units"]

_NAME = "cnipa-gazette-csv"
COLUMNS = (
    "name",
    "authorization_notice_id",
    "authorized_announcement_date",
    "filing_id",
    "filing_date",
    "patentee",
    "designer",
    "address",
    "Int.Cl.",
)
"""The columns a table must have, in any order; "item", the row's number in the table, is not needed."""

_KINDS = {
    "A": (RightType.INVENTION, Stage.APPLICATION),
    "B": (RightType.INVENTION, Stage.GRANT),
    "C": (RightType.INVENTION, Stage.GRANT),
    "U": (RightType.UTILITY_MODEL, Stage.GRANT),
    "Y": (RightType.UTILITY_MODEL, Stage.GRANT),
    "S": (RightType.DESIGN, Stage.GRANT),
    "D": (RightType.DESIGN, Stage.GRANT),
}
_PUBLICATION = re.compile(r"CN(\d{7,9})([ABCUYSD])\d?")


class Row(msgspec.Struct, frozen=True, gc=False):
    """The cells of one row in the order of `COLUMNS`, and where the row lies."""

    cells: tuple[str, ...]
    source: str
    offset: int

    def read(self) -> PatentRecord | Problem:
        """The announcement, or `cnipa.publication-number` where the row does not say which patent it is about."""
        name, notice, announced, filing, filed, patentees, inventors, address, symbols = self.cells
        found = _PUBLICATION.fullmatch(notice.strip().upper().replace(" ", ""))
        if found is None:
            reason = f"The publication number {notice[:40]!r} is not a Chinese one."
            return Problem(code="cnipa.publication-number", reason=reason, file=self.source, offset=self.offset)
        problems: list[str] = []
        right_type, stage = _KINDS[found[2]]
        day = _day(announced, problems, "cnipa.announcement-date")
        kind = notice.strip().upper().replace(" ", "")[len(found[1]) + 2 :]
        if not (title := _clean(name)):
            problems.append("cnipa.no-title")
        return PatentRecord(
            publication=DocumentId(office="CN", number=found[1], kind=kind, date=day, raw=notice.strip()),
            application=_application(filing, _day(filed, problems, "cnipa.filing-date"), problems),
            right_type=right_type,
            stage=stage,
            format=_NAME,
            titles=(TextIn("zh", title),) if title else (),
            classes=_classes(symbols, right_type, problems),
            parties=(*_holders(patentees, address, stage), *_inventors(inventors)),
            digest=sha256("\x1f".join(self.cells).encode()).hexdigest(),
            source=self.source,
            offset=self.offset,
            problems=tuple(dict.fromkeys(problems)),
        )


def header_of(head: bytes) -> list[str] | None:
    """The names in the first line of what may be a table, or None where it does not look like one."""
    line, end, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").partition(b"\n")
    text = Decoder().decode(line.rstrip(b"\r")) if end or len(line) < 4096 else None
    if text is None or not text.replace("\t", "").isprintable():
        return None
    delimiter = max(",\t;", key=text.count)
    if delimiter not in text:
        return None
    names = cells_of(text) if delimiter == "," else text.split(delimiter)
    return [name.strip() for name in names] if names else None


def units(source: Source) -> Iterator[Row | Problem]:
    """The rows below the header of a table that has all `COLUMNS`; one item a row."""
    rows = raw_rows(source)
    decoder = Decoder()
    places: list[int] = []
    width = 0
    for raw in rows:
        if isinstance(raw, Problem):
            yield raw
            continue
        if b"\0" in raw.data:
            offset = raw.offset + raw.data.index(b"\0")
            yield source.problem("csv.nul", "The row holds a NUL byte, which text never does.", offset)
            continue
        data = raw.data if places else raw.data.removeprefix(b"\xef\xbb\xbf")
        text = decoder.decode(data)
        if text is None:
            yield source.problem("text.encoding", f"The row is not {decoder.names}.", raw.offset)
            continue
        cells = cells_of(text)
        if cells is None:
            yield source.problem("csv.row", "The quotation marks of the row cannot be followed.", raw.offset)
        elif not places:
            names = [cell.strip() for cell in cells]
            if missing := [column for column in COLUMNS if column not in names]:
                reason = f"A gazette table needs the columns {', '.join(missing)}, with commas between them."
                yield source.problem("csv.columns", reason, raw.offset)
                return
            width, places = len(names), [names.index(column) for column in COLUMNS]
        elif len(cells) != width:
            if any(cell.strip() for cell in cells):
                yield source.problem("csv.row", f"The row has {len(cells)} cells, the header {width}.", raw.offset)
        elif any(cells):
            if max(map(len, cells)) > source.limits.cell_characters:
                limit = source.limits.cell_characters
                yield source.problem("limit.cell-characters", f"A cell is over {limit:,} characters.", raw.offset)
            else:
                yield Row(tuple(cells[place] for place in places), source.name, raw.offset)


def _clean(text: str) -> str:
    """Folded white space; "??" left by the web page's blanks is taken off the ends."""
    return " ".join(text.split()).strip("? ")


def _items(cell: str) -> list[str]:
    return [item for part in cell.replace("；", ";").split(";") if (item := _clean(part))]


@lru_cache(maxsize=4096)
def _parse_day(text: str) -> date | None:
    found = re.fullmatch(r"\s*(\d{4})[.\-/年](\d{1,2})[.\-/月](\d{1,2})日?\s*", text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _day(text: str, problems: list[str], code: str) -> date | None:
    day = _parse_day(text)
    if day is None:
        problems.append(code)
    return day


def _application(text: str, filed: date | None, problems: list[str]) -> DocumentId | None:
    raw = text.strip()
    if not raw:
        return None
    if is_damaged_by_spreadsheet(raw):
        problems.append("cnipa.application-number-damaged")
        return DocumentId(office="CN", number="", date=filed, raw=raw)
    application = document_id("CN", raw, "", filed)
    if len(application.number) not in (8, 12):
        problems.append("cnipa.application-number")
    elif application.check_digit and application.check_digit != cn_check_digit(application.number):
        problems.append("cnipa.check-digit")
    return application


def _classes(cell: str, right_type: RightType, problems: list[str]) -> tuple[ClassSymbol, ...]:
    scheme = ClassScheme.LOCARNO if right_type is RightType.DESIGN else ClassScheme.IPC
    classes: list[ClassSymbol] = []
    for item in _items(cell):
        symbol = parse_class(item, scheme, first=not classes)
        if symbol is None:
            problems.append("cnipa.class-symbol")
        else:
            classes.append(symbol)
    return tuple(dict.fromkeys(classes))


def _holders(cell: str, address: str, stage: Stage) -> Iterator[PatentParty]:
    """Applicants of a published application, owners of a granted patent; the address is that of the first."""
    role = PartyRole.APPLICANT if stage is Stage.APPLICATION else PartyRole.ASSIGNEE
    for position, name in enumerate(_items(cell), 1):
        place = split_address(_clean(address)) if position == 1 else split_address("")
        yield PatentParty(
            role=role,
            name=name,
            is_organisation=is_organisation(name),
            address=place.text,
            region=place.region,
            country=place.country,
            sequence=position,
        )


def _inventors(cell: str) -> Iterator[PatentParty]:
    for position, name in enumerate(_items(cell), 1):
        yield PatentParty(role=PartyRole.INVENTOR, name=name, is_organisation=False, sequence=position)


def _recognises(head: bytes) -> bool:
    names = header_of(head)
    return names is not None and set(COLUMNS) <= set(names)


FORMAT = Format(
    name=_NAME,
    title=Words("国家知识产权局专利公报表格（CSV）", "CNIPA gazette tables, CSV"),
    units=units,
    recognises=_recognises,
)
