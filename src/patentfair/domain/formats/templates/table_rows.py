"""Rows of a table whatever it came in: delimited text in any usual encoding, JSON objects, or cells of a workbook.

All come out alike: a row number as people see it in their program, and the cells as text, so that the same table gives
the same rows from a text file and from a workbook. The whole file is in memory; its size is bounded where it is kept.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import msgspec

from patentfair.domain.formats.limits import DEFAULT_LIMITS, Limits
from patentfair.domain.formats.templates.columns import Template, column_named
from patentfair.domain.kernel.problem import Problem

__all__ = ["Header", "TableRow", "cell_rows", "find_header", "json_rows", "text_rows"]

MOST_COLUMNS = 200
MOST_OBJECTS = 100_000
MOST_LINES = 2_000_000
_MOST_CONTAINERS = 1_000_000
_MOST_VALUES = 5_000_000
HEADER_WITHIN = 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WIDE = 8192
_QUOTED = re.compile(r'"[^"]*+"')


class TableRow(msgspec.Struct, frozen=True, gc=False):
    """One row: its number in the file (the line it begins on, or the sheet's row) and its cells without end blanks."""

    number: int
    cells: tuple[str, ...]


class Header(msgspec.Struct, frozen=True):
    """Which row names the columns, how, and the last row that belongs to it. Every name is different and none empty."""

    row: int
    names: tuple[str, ...]
    last_row: int
    known: int = 0


def text_rows(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Iterator[TableRow | Problem]:
    """Rows of comma, tab or semicolon separated text in UTF-8, GB18030 or UTF-16; RFC 4180 quoting.

    A quotation mark that opens a cell and is not closed within `row_lines` lines spoils its own line alone.
    """
    text = _decoded(data)
    if isinstance(text, Problem):
        yield text
        return
    if text.count("\n") > MOST_LINES or text.count("\r") > MOST_LINES:
        yield _problem("limit.rows", f"The file has more than {MOST_LINES:,} lines, blank ones included.", 1)
        return
    lines = (text if "\n" in text else text.replace("\r", "\n")).split("\n")
    delimiter = _delimiter(lines)
    opens = re.compile(
        r'(?:(?:"(?:[^"]|"")*+"[^{d}"]*+|[^{d}"][^{d}]*+|){d})*+"(?:[^"]|"")*+'.replace("{d}", re.escape(delimiter))
    )
    at = 0
    while at < len(lines):
        taken = _taken(lines, at, opens, delimiter, limits)
        line = "\n".join(lines[at : at + taken]).removesuffix("\r")
        number, at = at + 1, at + taken
        if not line.strip():
            continue
        if len(line) > limits.row_bytes:
            yield _problem("limit.row-bytes", f"The row is over {limits.row_bytes:,} characters.", number)
        elif "\0" in line:
            yield _problem("csv.nul", "The row holds a NUL byte, which text never does.", number)
        elif (cells := _cells(line, delimiter)) is None:
            yield _problem("csv.row", "The quotation marks of the row cannot be followed.", number)
        elif row := _row(number, cells, limits):
            yield row


def _taken(lines: list[str], at: int, opens: re.Pattern[str], delimiter: str, limits: Limits) -> int:
    """How many lines the row beginning at `at` has."""
    if '"' not in lines[at] or opens.fullmatch(lines[at].removesuffix("\r")) is None:
        return 1
    size = len(lines[at])
    for more in range(1, limits.row_lines):
        if at + more >= len(lines) or size > limits.row_bytes:
            return 1
        line = lines[at + more].removesuffix("\r")
        size += len(line)
        closing = re.match(r'(?:[^"]|"")*+', line).end()  # type: ignore[union-attr]  # it matches anything
        if closing < len(line):
            rest = line[closing + 1 :].partition(delimiter)
            if not rest[1] or opens.fullmatch(rest[2]) is None:
                return more + 1
    return 1


def _decoded(data: bytes) -> str | Problem:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return _problem("text.encoding", f"The text is not the {encoding.upper()} it begins as.", 1)
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _problem("text.encoding", "The text is not UTF-8, GB18030 or UTF-16; save it as UTF-8.", 1)


def _delimiter(lines: Sequence[str]) -> str:
    """The sign that most of the first lines have the same number of times, outside quotation marks."""
    first = [_QUOTED.sub("", line[:_WIDE]) for line in islice((line for line in lines if line.strip()), 20)]

    def weight(sign: str) -> tuple[int, int]:
        counts = [count for line in first if (count := line.count(sign))]
        return max(((counts.count(count), count) for count in set(counts)), default=(0, 0))

    return max(",\t;", key=weight)


def _cells(line: str, delimiter: str) -> list[str] | None:
    if '"' not in line:
        return line.split(delimiter)
    try:
        rows = list(csv.reader([line], delimiter=delimiter))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def json_rows(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Iterator[TableRow | Problem]:
    """Rows of a JSON array of objects, or of the first such array in an object; the first row holds the names.

    A value that is itself an array of plain values becomes a list, anything deeper its JSON text. Empty objects count
    as rows too: `limit.rows` is told before anything is built of more than `MOST_OBJECTS`.
    """
    if data.count(b"{") + data.count(b"[") > _MOST_CONTAINERS or data.count(b",") > _MOST_VALUES:
        yield _problem("limit.rows", f"The JSON holds more than {MOST_OBJECTS:,} objects or too many values.", 1)
        return
    try:
        found: Any = msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError, ValueError) as error:
        yield _problem("json.not-well-formed", f"The JSON cannot be read: {error}", 1)
        return
    if isinstance(found, dict):
        found = next((v for v in found.values() if isinstance(v, list) and v and isinstance(v[0], dict)), [])
    objects = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    if len(objects) > MOST_OBJECTS:
        yield _problem("limit.rows", f"The JSON holds more than {MOST_OBJECTS:,} objects.", 1)
        return
    names = list(dict.fromkeys(str(name) for one in objects for name in islice(one, MOST_COLUMNS)))[:MOST_COLUMNS]
    if not names:
        yield _problem("json.no-rows", "The JSON holds no array of objects.", 1)
        return
    yield TableRow(1, tuple(name.replace("\0", "").strip() for name in names))
    for number, one in enumerate(objects, 2):
        if row := _row(number, [_json_text(one.get(name)) for name in names], limits):
            yield row


def _json_text(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return "; ".join(map(_text, value))
    if isinstance(value, list | dict):
        try:
            return msgspec.json.encode(value).decode()
        except (RecursionError, ValueError):
            return ""
    return _text(value)


def cell_rows(rows: Iterable[tuple[int, Sequence[object]]], limits: Limits = DEFAULT_LIMITS) -> Iterator[TableRow]:
    """Rows of a workbook's sheet as (row number, cells); blank rows are left out."""
    for number, cells in rows:
        if row := _row(number, [_text(cell) for cell in islice(cells, MOST_COLUMNS)], limits):
            yield row


def _text(value: object) -> str:
    """A cell as a person would type it into a text file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _row(number: int, cells: Sequence[str], limits: Limits) -> TableRow | None:
    clean = [cell[: limits.cell_characters].replace("\r\n", "\n").replace("\0", "").strip() for cell in cells]
    while clean and not clean[-1]:
        clean.pop()
    return TableRow(number, tuple(clean[:MOST_COLUMNS])) if clean else None


def _problem(code: str, reason: str, row: int) -> Problem:
    return Problem(code=code, reason=reason, offset=row)


def find_header(rows: Sequence[TableRow], template: Template, *, at: int = 0) -> Header | None:
    """The header among the first rows: the one that matches most names of the template; `at` settles which row it is.

    Where none matches any, the first row that is as wide as the rows below. A second line of a merged header is taken
    into it: below, where it holds known names alone; above, where it fills places that the header leaves empty.
    """
    first = [row for row in rows[:HEADER_WITHIN] if row.cells]
    known = template.by_header()
    scores = [len({column_named(known, cell) for cell in row.cells if cell} - {""}) for row in first]
    if at:
        place = next((i for i, row in enumerate(first) if row.number >= at), None)
    elif any(score > 1 for score in scores):
        place = scores.index(max(scores))
    else:
        width = max((sum(map(bool, row.cells)) for row in first), default=0)
        place = next((i for i, row in enumerate(first) if sum(map(bool, row.cells)) * 3 >= width * 2), None)
    if place is None:
        return None
    names, last = list(first[place].cells), first[place].number
    if place and scores[place - 1]:
        names = [name or above for name, above in zip(*_padded(names, first[place - 1].cells), strict=True)]
    if place + 1 < len(first):
        below = [cell for cell in first[place + 1].cells if cell]
        if below and all(column_named(known, cell) for cell in below) and len(below) < len(first[place].cells):
            names = [under or name for name, under in zip(*_padded(names, first[place + 1].cells), strict=True)]
            last = first[place + 1].number
    return Header(first[place].number, _distinct(names), last, scores[place])


def _padded(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    width = max(len(one), len(other))
    return [*one, *[""] * (width - len(one))], [*other, *[""] * (width - len(other))]


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Names made different and never empty: a nameless column is called by its place, a second "Date" "Date (2)"."""
    taken: dict[str, int] = {}
    distinct: list[str] = []
    for place, name in enumerate(names, 1):
        plain = " ".join(name.split())[:200] or f"({place})"
        taken[plain] = taken.get(plain, 0) + 1
        while taken[plain] > 1:
            plain = f"{plain} ({taken[plain]})"
            taken[plain] = taken.get(plain, 0) + 1
        distinct.append(plain)
    return tuple(distinct)
