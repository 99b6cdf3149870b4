"""Any classification scheme in the house's own table: scheme, symbol, parent, title_zh, title_en, version.

CSV in UTF-8 or GB18030. `version` may be left out, and `parent` where the symbol shows it (IPC, CPC, Locarno). A
parent's row stands before the rows under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patentfair.domain.formats.scheme_entry import SchemeEntry, scheme_symbol
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.table import Decoder, RawRow, cells_of, raw_rows
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.classes import ancestors, locarno_symbol
from patentfair.domain.patents.record import ClassScheme, TextIn

__all__ = ["COLUMNS", "is_scheme_table", "scheme_table_entries"]

COLUMNS = ("scheme", "symbol", "parent", "title_zh", "title_en", "version")
_SCHEME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_SYMBOL_CHARACTERS = 64
_ENTRIES = 1_000_000


def is_scheme_table(head: bytes) -> bool:
    """Whether the first line of a file names the columns of this table."""
    first = head.partition(b"\n")[0].lower()
    return {b"scheme", b"symbol"} <= {cell.strip(b' "\r\t') for cell in first.split(b",")}


def scheme_table_entries(source: Source) -> Iterator[SchemeEntry | Problem]:
    """The entries of a table in file order; a row that is none gives a `Problem` and reading goes on."""
    decoder = Decoder()
    columns: dict[str, int] | None = None
    levels: dict[tuple[str, str], int] = {}
    for row in raw_rows(source):
        if isinstance(row, Problem):
            yield row
            continue
        cells = _cells(source, row, decoder)
        if isinstance(cells, Problem):
            yield cells
            continue
        if columns is None:
            columns = {name: index for index, cell in enumerate(cells) if (name := cell.strip().lower()) in COLUMNS}
            if "scheme" not in columns or "symbol" not in columns:
                yield source.problem("scheme.columns", "The first row must name the columns scheme and symbol.", 0)
                return
            continue
        yield _entry(source, row, {name: _at(cells, index) for name, index in columns.items()}, levels)
        if len(levels) >= _ENTRIES:
            yield source.problem(
                "limit.scheme-entries", f"The table has over {_ENTRIES:,} entries; the rest is unread."
            )
            return


def _cells(source: Source, row: RawRow, decoder: Decoder) -> list[str] | Problem:
    text = decoder.decode(row.data.removeprefix(b"\xef\xbb\xbf"))
    if text is None:
        return source.problem("scheme.encoding", f"The row is not in {decoder.names}.", row.offset)
    cells = cells_of(text)
    return cells if cells is not None else source.problem("scheme.row", "The quotation marks do not match.", row.offset)


def _at(cells: list[str], index: int) -> str:
    return " ".join(cells[index].split()) if index < len(cells) else ""


def _entry(
    source: Source, row: RawRow, cells: dict[str, str], levels: dict[tuple[str, str], int]
) -> SchemeEntry | Problem:
    scheme = cells["scheme"].lower()
    if not _SCHEME.fullmatch(scheme):
        return source.problem(
            "scheme.code", "The scheme must be a short code of letters, figures and hyphens.", row.offset
        )
    symbol = _symbol(scheme, cells["symbol"])
    if symbol is None:
        return source.problem("scheme.symbol", f"No symbol of {scheme}: {cells['symbol'][:40]!r}", row.offset)
    titles = tuple(TextIn(language, text) for language in ("zh", "en") if (text := cells.get(f"title_{language}")))
    if not titles:
        return source.problem("scheme.title", f"{symbol} has no title in either language.", row.offset)
    parent = _parent(scheme, symbol, cells.get("parent", ""))
    if parent is None or parent == symbol:
        return source.problem("scheme.parent", f"The parent of {symbol} is no symbol of {scheme}.", row.offset)
    if parent and cells.get("parent") and (scheme, parent) not in levels:
        return source.problem(
            "scheme.parent", f"The parent {parent} of {symbol} has no row before; put parents first.", row.offset
        )
    level = levels[scheme, parent] + 1 if (scheme, parent) in levels else len(ancestors(symbol)) if parent else 0
    levels[scheme, symbol] = level
    version = cells.get("version", "")[:20]
    return SchemeEntry(scheme=scheme, symbol=symbol, parent=parent, level=level, titles=titles, version=version)


def _symbol(scheme: str, text: str) -> str | None:
    if scheme in {ClassScheme.IPC.value, ClassScheme.CPC.value}:
        return scheme_symbol(text)
    if scheme == ClassScheme.LOCARNO.value:
        return text if re.fullmatch(r"[0-9]{2}", text) else locarno_symbol(text)
    return text if 0 < len(text) <= _SYMBOL_CHARACTERS else None


def _parent(scheme: str, symbol: str, text: str) -> str | None:
    """The parent as written, else the one that the symbol shows, "" for a root; None where it is no symbol."""
    if text:
        return _symbol(scheme, text)
    if scheme in {ClassScheme.IPC.value, ClassScheme.CPC.value}:
        above = ancestors(symbol)
        return above[-1] if above else ""
    if scheme == ClassScheme.LOCARNO.value:
        return symbol[:2] if len(symbol) > 2 else ""
    return ""
