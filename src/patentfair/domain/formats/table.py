"""Rows of delimited text, cut out of bytes with bounded memory before anything is decoded.

In UTF-8 and GB18030 the bytes of a comma, a quotation mark and a line feed never occur inside another character, so
rows can be cut out before the encoding is known. Source for quoting: RFC 4180.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import msgspec

from patentfair.domain.formats.source import Source
from patentfair.domain.kernel.problem import Problem

__all__ = ["Decoder", "RawRow", "cells_of", "raw_lines", "raw_rows"]

# A row that ends inside a quoted cell: whole cells, then a quotation mark at a cell's start that is never closed.
_INSIDE = rb'(?:[^"]|"")*+'
_CELL = rb'(?:"' + _INSIDE + rb'"[^,"]*+|[^",][^,]*+|)'
_OPEN_ROW = re.compile(rb"(?:" + _CELL + rb',)*+"' + _INSIDE)
_QUOTED = re.compile(_INSIDE)


class RawRow(msgspec.Struct, frozen=True, gc=False):
    """The bytes of one row, without its line end, and where they begin."""

    data: bytes
    offset: int


def raw_rows(source: Source) -> Iterator[RawRow | Problem]:
    """The rows of a source that hold anything but blanks.

    A row over `row_bytes` is passed over with `limit.row-bytes`. A quoted cell may span `row_lines` lines; a quotation
    mark that is not closed by then spoils its own line alone (`csv.quotation-mark`).
    """
    lines = _Lines(source)
    while (line := lines.next()) is not None:
        if isinstance(line, Problem):
            yield line
        elif b'"' in line.data and _OPEN_ROW.fullmatch(line.data):
            yield _quoted(source, lines, line)
        elif line.data.strip():
            yield line


def _quoted(source: Source, lines: _Lines, first: RawRow) -> RawRow | Problem:
    """The row that `first` begins, with as many more lines as its quoted cells take."""
    limits = source.limits
    taken = [first]
    size = len(first.data)
    while len(taken) < limits.row_lines and size <= limits.row_bytes:
        line = lines.next()
        if line is None:
            break
        if isinstance(line, Problem):
            lines.put_back([line])
            break
        taken.append(line)
        size += len(line.data) + 1
        if not _stays_open(line.data):
            return RawRow(b"\n".join(part.data for part in taken), first.offset)
    lines.put_back(taken[1:])
    reason = "A quotation mark opens a cell and is never closed; the row was passed over."
    return source.problem("csv.quotation-mark", reason, first.offset)


def _stays_open(line: bytes) -> bool:
    """Whether a line that begins inside a quoted cell also ends inside one."""
    closing = _QUOTED.match(line).end()  # type: ignore[union-attr]  # it matches anything, if only nothing
    if closing == len(line):
        return True
    _, comma, rest = line[closing + 1 :].partition(b",")
    return bool(comma) and _OPEN_ROW.fullmatch(rest) is not None


class _Lines:
    """Lines of a source, bounded, with a way to put some back."""

    def __init__(self, source: Source) -> None:
        self._lines = raw_lines(source)
        self._back: list[RawRow | Problem] = []

    def next(self) -> RawRow | Problem | None:
        return self._back.pop() if self._back else next(self._lines, None)

    def put_back(self, lines: list[RawRow] | list[Problem]) -> None:
        self._back.extend(reversed(lines))


def raw_lines(source: Source) -> Iterator[RawRow | Problem]:
    """The lines of a source, blank ones too, whatever quotation marks they hold; too long ones as in `raw_rows`."""
    limits = source.limits
    rest = b""
    start = source.position
    oversize: Problem | None = None
    while chunk := source.read(limits.chunk_bytes):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            if oversize is not None:
                yield oversize
                oversize = None
            elif len(line) > limits.row_bytes:
                yield _oversize(source, start)
            else:
                yield RawRow(line.removesuffix(b"\r"), start)
            start += len(line) + 1
        if oversize is None and len(rest) > limits.row_bytes:
            oversize = _oversize(source, start)
        if oversize is not None:
            start += len(rest)
            rest = b""
    if oversize is not None:
        yield oversize
    elif rest:
        yield RawRow(rest.removesuffix(b"\r"), start)


def _oversize(source: Source, offset: int) -> Problem:
    limit = source.limits.row_bytes
    return source.problem("limit.row-bytes", f"The row is over {limit:,} bytes and was passed over.", offset)


class Decoder:
    """UTF-8 or GB18030, settled by the first row that is not plain ASCII."""

    def __init__(self) -> None:
        self._encodings: tuple[str, ...] = ("utf-8", "gb18030")

    def decode(self, data: bytes) -> str | None:
        """The text of a row, or None where it is in neither encoding (or not in the one settled on)."""
        if data.isascii():
            return data.decode("ascii")
        for encoding in self._encodings:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            self._encodings = (encoding,)
            return text
        return None

    @property
    def names(self) -> str:
        """What was tried, for a message."""
        return " or ".join(name.upper() for name in self._encodings)


def cells_of(text: str) -> list[str] | None:
    """The cells of one row; None where the quoting cannot be followed or a cell is over the csv module's bound."""
    if '"' not in text:
        return text.split(",")
    try:
        rows = list(csv.reader([text]))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None
