"""From a file's own columns to a template's: a mapping as a value, what to suggest for it, and how a row goes through.

Nothing is lost on the way: columns that are not mapped come out in `MappedRow.extra`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Values

import msgspec

from patentfair.domain.formats.templates.columns import (
    Column,
    ColumnKind,
    Template,
    choices_of,
    column_named,
    header_key,
)
from patentfair.domain.formats.templates.table_rows import Header, TableRow
from patentfair.domain.formats.templates.values import day_of, money_of, province_of
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.classes import ipc_symbol
from patentfair.domain.patents.numbers import parse_number

__all__ = [
    "REASONS",
    "MappedRow",
    "Mapping",
    "Suggestion",
    "is_guidance",
    "mapped",
    "missing_columns",
    "new_columns",
    "same_headers",
    "suggest",
    "used_twice",
]

LOOKED_AT = 50
_LIKELY = 0.8
_LONGEST_EXTRA = 20_000
_SCALE_OF_HEADER = re.compile(r"(?:百|千)?[万亿]元?|千元")
_BARE_NUMBER = re.compile(r"[\d,.]{1,24}")
_BETWEEN = re.compile(r"[,;，、；/|\n]")

REASONS: dict[str, Words] = {
    "name": Words("列名相同", "the same name"),
    "spelling": Words("常见写法", "a usual spelling of it"),
    "part": Words("列名相近", "a similar name"),
    "values": Words("由单元格内容推断", "told by what the cells hold"),
    "saved": Words("来自保存的对应表", "from a saved mapping"),
}


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """How one portal's tables map to a template. It can be saved and used for another file of that portal.

    `columns`: the file's header to a column's key, "" where it was left unmapped by choice. `fixed`: a value for a
    column that the file lacks or leaves empty. `translations`: for a column, the normalised value of the file to the
    text that is read instead.
    """

    template: str
    columns: dict[str, str] = {}
    fixed: dict[str, str] = {}
    translations: dict[str, dict[str, str]] = {}


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal for one column of a file: how sure (0 to 1), and why, as a code of `REASONS`."""

    header: str
    column: str
    confidence: float
    reason: str


class MappedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row by the template's keys, and what was not mapped, by the file's own headers.

    `fixed` are the keys whose text is not the row's own but a fixed value of the mapping.
    """

    number: int
    texts: dict[str, str]
    extra: dict[str, str]
    fixed: tuple[str, ...] = ()

    def own(self, texts: Values[str, str]) -> dict[str, str]:
        """`texts` by key, or by key with "#" before it, without those that every row has alike."""
        return {key: text for key, text in texts.items() if key.removeprefix("#") not in self.fixed}


def suggest(template: Template, header: Header, rows: Sequence[TableRow]) -> list[Suggestion]:
    """At most one proposal a column of the file, and at most one file column for each that takes but one.

    Names first, then names that hold one another, then the look of the first values where only one column looks so.
    """
    known = template.by_header()
    own = {header_key(text): c.key for c in template.columns for text in (c.key, c.name.zh, c.name.en)}
    proposals: list[Suggestion] = []
    for place, name in enumerate(header.names):
        key = header_key(name)
        values = [row.cells[place] for row in rows[:LOOKED_AT] if place < len(row.cells) and row.cells[place]]
        if key in own:
            proposals.append(Suggestion(header=name, column=own[key], confidence=1.0, reason="name"))
        elif spelled := column_named(known, name):
            proposals.append(Suggestion(header=name, column=spelled, confidence=0.9, reason="spelling"))
        else:
            if part := _by_part(key, known):
                proposals.append(Suggestion(header=name, column=part, confidence=0.6, reason="part"))
            if look := _by_values(template, values):
                # Patent numbers look like nothing else; a name that is only near must not win over them.
                sure = template.column(look).kind is ColumnKind.PATENT  # type: ignore[union-attr]
                proposals.append(Suggestion(header=name, column=look, confidence=0.8 if sure else 0.5, reason="values"))
    looked = [one.column for one in proposals if one.reason == "values"]
    proposals = [one for one in proposals if one.reason != "values" or looked.count(one.column) == 1]
    chosen: dict[str, Suggestion] = {}
    taken: set[str] = set()
    for one in sorted(proposals, key=lambda s: -s.confidence):
        if one.header not in chosen and one.column not in taken:
            chosen[one.header] = one
            taken.add(one.column)
    return [chosen[name] for name in header.names if name in chosen]


def _by_part(key: str, known: Values[str, str]) -> str:
    """The column whose name holds the header or is held by it, where that is no accident of a short word."""
    held = [(len(name), column) for name, column in known.items() if _is_part(name, key) or _is_part(key, name)]
    return max(held, default=(0, ""))[1]


def _is_part(inner: str, outer: str) -> bool:
    least = 5 if inner.isascii() else 2
    return len(inner) >= least and inner in outer and len(inner) * 2 >= len(outer)


def _by_values(template: Template, values: Sequence[str]) -> str:
    if len(values) < 2:
        return ""
    for kind, looks in _LOOKS:
        if sum(1 for value in values if looks(value)) >= _LIKELY * len(values):
            fitting = [column.key for column in template.columns if column.kind is kind]
            return fitting[0] if fitting else ""
    for column in template.columns:
        if column.kind is ColumnKind.CHOICE and len(column.choices) > 2:  # yes and no could be anything
            spellings = choices_of(column.choices)
            if sum(1 for value in values if header_key(value) in spellings) >= _LIKELY * len(values):
                return column.key
    return ""


def _is_patent(value: str) -> bool:
    return len(value) >= 7 and any(c.isalpha() for c in value[:4]) and parse_number(value) is not None


def _is_classes(value: str) -> bool:
    parts = [part.strip() for part in value.replace("；", ";").replace(",", ";").split(";") if part.strip()]
    return bool(parts) and all(ipc_symbol(part) for part in parts[:5])


_LOOKS: tuple[tuple[ColumnKind, Callable[[str], bool]], ...] = (
    (ColumnKind.PATENT, _is_patent),
    (ColumnKind.CLASSES, _is_classes),
    (ColumnKind.PROVINCE, lambda value: not value.isascii() and province_of(value) is not None),
    (ColumnKind.MONEY, lambda value: (found := money_of(value)) is not None and found.currency != ""),
    (ColumnKind.DATE, lambda value: len(value) > 5 and (found := day_of(value)) is not None and found.day is not None),
)


def missing_columns(template: Template, mapping: Mapping) -> list[Column]:
    """Required columns that nothing feeds."""
    fed = {*mapping.columns.values(), *(key for key, value in mapping.fixed.items() if value.strip())}
    return [column for column in template.columns if column.required and column.key not in fed]


def used_twice(template: Template, mapping: Mapping) -> list[Column]:
    """Columns that take one value and are fed by several columns of the file."""
    fed = [key for key in mapping.columns.values() if key]
    return [c for c in template.columns if fed.count(c.key) > 1 and not c.takes_several]


def mapped(template: Template, mapping: Mapping, header: Header, row: TableRow) -> MappedRow:
    """A row by the template's keys. Several columns for one are joined; an empty cell takes the fixed value."""
    texts: dict[str, str] = {}
    extra: dict[str, str] = {}
    for name, cell in zip(header.names, row.cells, strict=False):
        if not cell:
            continue
        key = mapping.columns.get(name, "")
        column = template.column(key) if key else None
        if column is None:
            extra[name] = cell[:_LONGEST_EXTRA]
            continue
        value = _translated(mapping, column, cell)
        if column.kind is ColumnKind.MONEY:
            value = _with_scale(name, value)
        if column.key not in texts:
            texts[column.key] = value
        elif column.takes_several:
            joint = "\n" if column.kind is ColumnKind.TEXT else ";"
            texts[column.key] = f"{texts[column.key]}{joint}{value}"
        else:
            extra[name] = cell[:_LONGEST_EXTRA]
    fixed = []
    for key, value in mapping.fixed.items():
        if value.strip() and key not in texts and template.column(key) is not None:
            texts[key] = value.strip()
            fixed.append(key)
    return MappedRow(number=row.number, texts=texts, extra=extra, fixed=tuple(fixed))


def is_guidance(template: Template, row: MappedRow) -> bool:
    """Whether a row is a template's own line of help, or its example left in: neither is data."""
    if not row.texts:
        return False
    for pick in (_help, _example):
        texts = [(row.texts[c.key], pick(c)) for c in template.columns if c.key in row.texts]
        same = sum(1 for text, words in texts if text in (words.zh, words.en))
        if same > 1 and same * 10 >= len(texts) * 9:
            return True
    return False


def _help(column: Column) -> Words:
    return column.help


def _example(column: Column) -> Words:
    return column.example


def _with_scale(header: str, cell: str) -> str:
    """A bare number with the scale that its column's name gives: "80" under "转让价（万元）" is 800,000."""
    scale = _SCALE_OF_HEADER.search(header)
    return f"{cell}{scale[0]}" if scale is not None and _BARE_NUMBER.fullmatch(cell.strip()) else cell


def _translated(mapping: Mapping, column: Column, cell: str) -> str:
    """The cell by the mapping's own words: as a whole, else item by item where the column takes several."""
    table = mapping.translations.get(column.key)
    if not table:
        return cell
    whole = table.get(header_key(cell))
    if whole is not None or column.kind is not ColumnKind.CHOICES:
        return cell if whole is None else whole
    items = [item.strip() for item in _BETWEEN.split(cell)[:100]]
    return ";".join(table.get(header_key(item), item) for item in items if item)


def same_headers(mapping: Mapping, names: Iterable[str]) -> float:
    """Which part of a saved mapping's columns a file has, 0 to 1: the best fitting one is offered first."""
    wanted = [name for name, key in mapping.columns.items() if key]
    present = set(names)
    return sum(1 for name in wanted if name in present) / len(wanted) if wanted else 0.0


def new_columns(template: Template, mapping: Mapping, names: Iterable[str]) -> list[str]:
    """Columns of a file that a saved mapping does not speak of, and that the template knows by name."""
    known = template.by_header()
    return [name for name in names if name and name not in mapping.columns and column_named(known, name)]
