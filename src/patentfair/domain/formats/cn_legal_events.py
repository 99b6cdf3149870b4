"""Legal status of Chinese patents as search sites hand it out: JSON lines, tables, or plain text.

JSON lines: an object a line with the announcements as text (`raw`) or as rows of day, title, description (`rows`).
Tables (comma, tab or semicolon): an announcement a row, columns 法律状态公告日, 法律状态, 描述信息. Text: a line with
the number, then the announcements. Keys and columns of numbers are `APPLICATION_NAMES`, `PUBLICATION_NAMES` and
`ANY_NUMBER_NAMES`; an entry without one tells of no known right and is not taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

import msgspec

from patentfair.domain.formats.cn_event_text import Announcements, announcement, announcements_in
from patentfair.domain.formats.format import Authority, Format
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.table import Decoder, cells_of, raw_lines, raw_rows
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import parse_number
from patentfair.domain.patents.register import RegisterExtract, RightReference

__all__ = ["ANY_NUMBER_NAMES", "APPLICATION_NAMES", "FORMAT", "PUBLICATION_NAMES", "Entry", "units"]

_NAME = "cn-legal-events"
APPLICATION_NAMES = ("申请号", "专利申请号", "application_number", "applicationnumber", "an", "appno", "apply_no")
PUBLICATION_NAMES = (
    "公开号",
    "公开(公告)号",
    "公告号",
    "授权公告号",
    "申请公布号",
    "publication_number",
    "publicationnumber",
    "pn",
    "pubno",
)
ANY_NUMBER_NAMES = ("专利号", "patent_number", "patent_id", "patent_no", "number", "id")
"""Names of a number that may be of either kind: its shape tells which."""

_ALL_NAMES = (*APPLICATION_NAMES, *PUBLICATION_NAMES, *ANY_NUMBER_NAMES)
_TITLE_NAMES = ("发明名称", "专利名称", "名称", "title")
_DAY_NAMES = ("法律状态公告日", "公告日期", "法律状态公告日期", "法律状态日期", "date", "prsdate", "day")
_STATUS_NAMES = ("法律状态", "法律状态信息", "status", "prscode", "text")
_DESCRIPTION_NAMES = ("描述信息", "法律状态描述", "description", "codeexpl", "detail")
_CODE_NAMES = ("法律状态代码", "code", "event_code")
_MOST_EVENTS = 1_000
_APPLICATION_SHAPE = re.compile(r"(?:19|20)\d{2}[12389]\d{7}|(?:8[5-9]|9\d|0[0-3])[12389]\d{5}")
_BARE_NUMBER = re.compile(r"(?:ZL|CN)?\s?\d{7,13}(?:\.[\dXx])?\s?[A-Z]?\d?", re.IGNORECASE)
_LABELLED = re.compile(r"#?\s{0,4}([^:：\s]{1,24})\s{0,4}[:：]\s{0,4}([^:：;；]{1,60})[;；]?")
_DAY_MARK = "法律状态公告日"
_NO_NUMBER = (
    "The entry names no patent, so its events belong to none; give the number under one of "
    + ", ".join(_ALL_NAMES)
    + "."
)


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One entry: what it calls its numbers, the announcements as text or as (day, title, description, code)."""

    numbers: tuple[tuple[str, str], ...]
    title: str
    text: str
    rows: tuple[tuple[str, str, str, str], ...]
    digest: str
    source: str
    offset: int

    def read(self) -> RegisterExtract | Problem:
        """The events; `cn-events.no-number`, `cn-events.number`, `cn-events.no-events` where there are none."""
        if not self.numbers:
            return self._problem("cn-events.no-number", _NO_NUMBER)
        right = _right(self.numbers, self.title)
        if right is None:
            printed = self.numbers[0][1][:40]
            return self._problem("cn-events.number", f"The number {printed!r} is no Chinese patent's.")
        told = announcements_in(self.text) if self.text else Announcements()
        for row in self.rows:
            told += announcement(*row)
        if not told.events:
            return self._problem("cn-events.no-events", "The entry holds no announcement with a title or description.")
        return RegisterExtract(
            rights=(right,),
            format=_NAME,
            events=told.events,
            conveyances=told.conveyances,
            digest=self.digest,
            source=self.source,
            offset=self.offset,
            problems=told.problems,
        )

    def _problem(self, code: str, reason: str) -> Problem:
        return Problem(code=code, reason=reason, file=self.source, offset=self.offset)


def _right(numbers: Iterable[tuple[str, str]], title: str) -> RightReference | None:
    application: DocumentId | None = None
    publication: DocumentId | None = None
    for name, printed in numbers:
        named = parse_number(printed, "CN")
        if named is None or named.office != "CN" or not re.fullmatch(r"\d{7,12}", named.number):
            continue
        of_application = _APPLICATION_SHAPE.fullmatch(named.number) is not None
        if name in APPLICATION_NAMES or (name in ANY_NUMBER_NAMES and of_application):
            application = application or named
        else:
            publication = publication or named
    if application is None and publication is None:
        return None
    return RightReference(publication=publication, application=application, title=title)


def _name(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:40]).strip().lower()


def _first(fields: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((fields[name] for name in names if fields.get(name)), "")


def _numbers(fields: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, fields[name]) for name in _ALL_NAMES if fields.get(name))


def _is_heading(names: Iterable[str]) -> bool:
    return _DAY_MARK in names and not {*_STATUS_NAMES, *_DESCRIPTION_NAMES}.isdisjoint(names)


def units(source: Source) -> Iterator[Entry | Problem]:
    """The entries: an object a line, a row a line, or a number with the announcements below it."""
    head = source.peek(source.limits.head_bytes).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{"):
        yield from _json_lines(source)
    elif _heading(head) is not None:
        yield from _table(source)
    else:
        yield from _text(source)


def _json_lines(source: Source) -> Iterator[Entry | Problem]:
    for line in raw_lines(source):
        if isinstance(line, Problem):
            yield line
            continue
        data = line.data.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r,\0\x1a")
        if not data:
            continue
        try:
            value = msgspec.json.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
            yield source.problem("json.not-well-formed", f"The line is no JSON: {str(error)[:120]}.", line.offset)
            continue
        if not isinstance(value, dict):
            yield source.problem("cn-events.shape", "The line is JSON, but no object.", line.offset)
            continue
        yield _entry_of_object(value, sha256(data).hexdigest(), source, line.offset)


def _entry_of_object(value: dict[str, Any], digest: str, source: Source, offset: int) -> Entry | Problem:
    fields = {_name(key): str(cell).strip() for key, cell in value.items() if isinstance(cell, str | int)}
    text = ""
    rows: list[tuple[str, str, str, str]] = []
    for cell in value.values():
        if isinstance(cell, str) and _DAY_MARK in cell:
            text += cell + "\n"
        elif isinstance(cell, list) and len(rows) < _MOST_EVENTS:
            rows.extend(_rows(cell[:_MOST_EVENTS]))
    if not text and not rows and _DAY_MARK in fields:
        rows = [_row(fields)]
    if not text and not rows:
        reason = f"The object holds no announcements: no text with {_DAY_MARK} and no rows of day, title, description."
        return source.problem("cn-events.no-events", reason, offset)
    return Entry(_numbers(fields), _first(fields, _TITLE_NAMES), text, tuple(rows), digest, source.name, offset)


def _rows(cells: list[Any]) -> Iterator[tuple[str, str, str, str]]:
    """Announcements of a JSON list: lists of day, title, description and perhaps code, or objects that name them."""
    for cell in cells:
        if isinstance(cell, list) and 2 <= len(cell) <= 4 and all(isinstance(part, str) for part in cell):
            day, status, description, code = (*cell, "", "")[:4]
            yield day, status, description, code
        elif isinstance(cell, dict):
            yield _row({_name(key): str(part) for key, part in cell.items() if isinstance(part, str | int)})


def _row(fields: Mapping[str, str]) -> tuple[str, str, str, str]:
    return (
        _first(fields, _DAY_NAMES),
        _first(fields, _STATUS_NAMES),
        _first(fields, _DESCRIPTION_NAMES),
        _first(fields, _CODE_NAMES),
    )


def _heading(head: bytes) -> tuple[str, list[str]] | None:
    """Delimiter and names of a table's first line, None where it is no table of announcements."""
    line = head.partition(b"\n")[0].rstrip(b"\r")
    text = Decoder().decode(line) if len(line) < 4096 else None
    if text is None:
        return None
    delimiter = max(",\t;", key=text.count)
    names = [_name(cell) for cell in (_cells(text, delimiter) or [])]
    return (delimiter, names) if _is_heading(names) else None


def _cells(text: str, delimiter: str) -> list[str] | None:
    return cells_of(text) if delimiter == "," else [cell.strip('"') for cell in text.split(delimiter)]


def _table(source: Source) -> Iterator[Entry | Problem]:
    decoder = Decoder()
    heading: tuple[str, list[str]] | None = None
    for raw in raw_rows(source):
        if isinstance(raw, Problem):
            yield raw
            continue
        text = decoder.decode(raw.data.removeprefix(b"\xef\xbb\xbf"))
        if text is None or "\0" in text:
            yield source.problem("text.encoding", f"The row is not {decoder.names}.", raw.offset)
            continue
        if heading is None:
            heading = _heading(raw.data.removeprefix(b"\xef\xbb\xbf").lstrip()) or ("", [])
            continue
        delimiter, names = heading
        cells = _cells(text, delimiter) if delimiter else None
        if cells is None or len(cells) != len(names):
            reason = f"The row has {len(cells or ())} cells, the heading {len(names)}."
            yield source.problem("csv.row", reason, raw.offset)
        elif max(map(len, cells)) > source.limits.cell_characters:
            limit = source.limits.cell_characters
            yield source.problem("limit.cell-characters", f"A cell is over {limit:,} characters.", raw.offset)
        elif any(cell.strip() for cell in cells):
            fields = {name: cell.strip() for name, cell in reversed(list(zip(names, cells, strict=True)))}
            digest = sha256("\x1f".join(cells).encode()).hexdigest()
            rows = (_row(fields),)
            yield Entry(_numbers(fields), _first(fields, _TITLE_NAMES), "", rows, digest, source.name, raw.offset)


def _text(source: Source) -> Iterator[Entry | Problem]:
    """Entries of plain text. A line of a number ends the entry before it, once that has an announcement."""
    decoder = Decoder()
    block = _Block(0)
    for line in raw_lines(source):
        if isinstance(line, Problem):
            yield line
            continue
        text = decoder.decode(line.data.removeprefix(b"\xef\xbb\xbf"))
        if text is None or "\0" in text:
            yield source.problem("text.encoding", f"The line is not {decoder.names}.", line.offset)
            continue
        number = _number_in(text)
        if number and block.has_events:
            yield block.entry(source)
            block = _Block(line.offset)
        if not block.lines and not text.strip():
            continue
        if not block.lines:
            block.offset = line.offset
        block.take(text, number, len(line.data), source.limits.row_bytes)
    if block.lines:
        yield block.entry(source)


def _number_in(line: str) -> tuple[str, str] | None:
    """The number that a line of text gives, with its name; None where it gives none."""
    folded = line[:200].strip()
    if _BARE_NUMBER.fullmatch(folded):
        return "id", folded
    found = _LABELLED.fullmatch(folded) if len(line) < 200 else None
    if found and (name := _name(found[1])) in _ALL_NAMES:
        return name, found[2].strip()
    return None


class _Block:
    """The lines of one entry of plain text, as they come."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        self.lines: list[str] = []
        self.has_events = False
        self._numbers: list[tuple[str, str]] = []
        self._title = ""
        self._size = 0
        self._oversize = False

    def take(self, text: str, number: tuple[str, str] | None, size: int, limit: int) -> None:
        self._size += size + 1
        self.has_events = self.has_events or _DAY_MARK in text
        if self._size > limit:
            self._oversize = True
            self.lines = self.lines[:1]
            return
        self.lines.append(text)
        if number and not self.has_events:
            self._numbers.append(number)
        elif not self.has_events and (found := _LABELLED.fullmatch(text.strip()[:200])) and found[1] in _TITLE_NAMES:
            self._title = found[2].strip()

    def entry(self, source: Source) -> Entry | Problem:
        if self._oversize:
            limit = source.limits.row_bytes
            return source.problem("limit.row-bytes", f"The entry is over {limit:,} bytes.", self.offset)
        text = "\n".join(self.lines)
        digest = sha256(text.encode("utf-8", "replace")).hexdigest()
        return Entry(tuple(self._numbers), self._title, text, (), digest, source.name, self.offset)


def _recognises(head: bytes) -> bool:
    if head.startswith(b"{"):
        line = head.partition(b"\n")[0]
        named = any(mark in line for mark in ("法律状态".encode(), rb"\u6cd5\u5f8b\u72b6\u6001"))
        return named or re.search(rb'"rows"\s{0,4}:\s{0,4}\[\s{0,4}\[\s{0,4}"\d{8}"', line) is not None
    if _heading(head) is not None:
        return True
    marks = [_DAY_MARK.encode(encoding) for encoding in ("utf-8", "gb18030")]
    begin = head[:4096]
    return not begin.startswith((b"<", b"[")) and any(
        re.search(re.escape(mark) + rb"\s{0,4}(?::|" + re.escape("：".encode(encoding)) + rb")", begin)
        for mark, encoding in zip(marks, ("utf-8", "gb18030"), strict=True)
    )


FORMAT = Format(
    name=_NAME,
    title=Words(
        "中国专利法律状态（JSON 行、表格或文本）", "Legal status of Chinese patents, JSON lines, table or text"
    ),
    units=units,
    recognises=_recognises,
    authority=Authority.EXCERPT,
)
