"""Lists of titles in tab-separated text: the CPC title list, and lists of IPC classes, subclasses and main groups.

CPC title list: symbol, level (blank down to the subclass, then the number of dots), title. IPC lists: symbol and
title; a main group stands without its "/00", and the heading over a row of groups bears the number of the first of
them, before that group itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patentfair.domain.formats.scheme_entry import Ancestry, SchemeEntry, ipc_level, scheme_symbol
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.table import Decoder, RawRow, raw_rows
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.classes import ancestors
from patentfair.domain.patents.record import ClassScheme, TextIn

__all__ = ["is_title_list", "title_list_entries"]

_FIRST = re.compile(rb"[A-HY](?:\d{2}(?:[A-Z](?:\d{1,4}(?:/\d{2,6})?)?)?)?\t")
_MAIN_GROUP = re.compile(r"[A-HY]\d{2}[A-Z]\d{1,4}")
_EDITION = re.compile(r"_(\d{4})(\d{2})\d{2}\.txt$")
_DEEPEST = 30


def is_title_list(head: bytes) -> bool:
    """Whether the first bytes of a file are a symbol and a tab."""
    return _FIRST.match(head) is not None


def title_list_entries(source: Source) -> Iterator[SchemeEntry | Problem]:
    """The entries of a list in file order; a line that is none gives a `scheme.row` and reading goes on."""
    decoder = Decoder()
    ancestry = Ancestry()
    edition = _EDITION.search(source.name)
    version = f"{edition[1]}.{edition[2]}" if edition else ""
    waiting: SchemeEntry | None = None
    # How many columns there are the first line says; a tab in a title makes no third column.
    has_levels: bool | None = None
    for row in raw_rows(source):
        if isinstance(row, Problem):
            yield row
            continue
        if has_levels is None:
            has_levels = row.data.count(b"\t") >= 2
        entry = _entry(source, row, decoder, ancestry if has_levels else None, version)
        # Of two with one symbol the first is a heading over several groups.
        if waiting is not None and not (isinstance(entry, SchemeEntry) and entry.symbol == waiting.symbol):
            yield waiting
        waiting = entry if isinstance(entry, SchemeEntry) else None
        if isinstance(entry, Problem):
            yield entry
    if waiting is not None:
        yield waiting


def _entry(
    source: Source, row: RawRow, decoder: Decoder, ancestry: Ancestry | None, version: str
) -> SchemeEntry | Problem:
    text = decoder.decode(row.data.removeprefix(b"\xef\xbb\xbf"))
    if text is None:
        return source.problem("scheme.encoding", f"The line is not in {decoder.names}.", row.offset)
    cells = text.split("\t", 1 if ancestry is None else 2)
    if len(cells) != (2 if ancestry is None else 3):
        return source.problem("scheme.row", "The line has not as many columns as the first one.", row.offset)
    printed, title = cells[0].strip(), " ".join(cells[-1].split())
    symbol = scheme_symbol(f"{printed}/00" if _MAIN_GROUP.fullmatch(printed) else printed)
    if symbol is None or not title:
        return source.problem("scheme.row", f"The line has no symbol and title: {printed[:40]!r}", row.offset)
    if ancestry is None:
        above = ancestors(symbol)
        return SchemeEntry(
            scheme=ClassScheme.IPC.value,
            symbol=symbol,
            parent=above[-1] if above else "",
            level=ipc_level(symbol),
            titles=(TextIn("", title),),
        )
    dots = int(cells[1]) if re.fullmatch(r"[0-9]{1,2}", cells[1].strip()) else 0
    if dots > _DEEPEST:
        return source.problem("scheme.level", f"The level {dots} of {symbol} is beyond any scheme's.", row.offset)
    level = ipc_level(symbol, dots)
    return SchemeEntry(
        scheme=ClassScheme.CPC.value,
        symbol=symbol,
        parent=ancestry.parent(level, symbol),
        level=level,
        titles=(TextIn("en", title),),
        version=version,
    )
