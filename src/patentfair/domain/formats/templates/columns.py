"""What a table template is: columns with their names, the spellings older tables use, and what a cell may hold.

A template is a plain value. Pages show it, files to fill in are written from it, and rows are read by it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["Choice", "Column", "ColumnKind", "Template", "choices_of", "column", "column_named", "header_key"]

_LONGEST_HEADER = 200
_NOT_IN_KEY = re.compile(r"[\W_]+")
_UNIT = re.compile(r"[(\[][^()\[\]]*+[)\]]")


class ColumnKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MONEY = "money"
    LIST = "list"
    CHOICE = "choice"
    CHOICES = "choices"
    PROVINCE = "province"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    PATENT = "patent"
    CLASSES = "classes"
    TERRITORY = "territory"


class Choice(msgspec.Struct, frozen=True):
    """One value of a closed list: its code, its name, and how older tables write it."""

    code: str
    name: Words
    spellings: tuple[str, ...] = ()


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column. `spellings` are headers that mean it beside its key and its two names; `example` is ours."""

    key: str
    name: Words
    kind: ColumnKind = ColumnKind.TEXT
    required: bool = False
    spellings: tuple[str, ...] = ()
    help: Words
    example: Words
    choices: tuple[Choice, ...] = ()
    longest: int = 20_000

    @property
    def takes_several(self) -> bool:
        """Whether several columns of a file may feed it."""
        return self.kind in (ColumnKind.LIST, ColumnKind.CHOICES, ColumnKind.CLASSES, ColumnKind.TEXT)


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of table: what one row stands for, and its columns in the order of the file to fill in."""

    name: str
    title: Words
    about: Words
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column | None:
        """The column of that key, or None."""
        return next((column for column in self.columns if column.key == key), None)

    def by_header(self) -> dict[str, str]:
        """Normalised header to column key: names first, then spellings, so that a name is never taken by a spelling."""
        known: dict[str, str] = {}
        for column in self.columns:
            for header in (column.key, column.name.zh, column.name.en):
                known.setdefault(header_key(header), column.key)
        for column in self.columns:
            for header in column.spellings:
                known.setdefault(header_key(header), column.key)
        return known


def header_key(header: str) -> str:
    """A header without case, width, blanks and punctuation: "Filing date (Y-M-D)" -> "filingdateymd"."""
    return _NOT_IN_KEY.sub("", _folded(header))


def column_named(known: Mapping[str, str], header: str) -> str:
    """The key that `known` (as of `by_header`) has for a header, with or without what stands in brackets, or ""."""
    key = header_key(header)
    return known.get(key) or known.get(_NOT_IN_KEY.sub("", _UNIT.sub("", _folded(header)))) or ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:_LONGEST_HEADER]).casefold()


def choices_of(choices: Iterable[Choice]) -> dict[str, str]:
    """Normalised spelling to code."""
    known: dict[str, str] = {}
    for choice in choices:
        for text in (choice.code, choice.name.zh, choice.name.en, *choice.spellings):
            known.setdefault(header_key(text), choice.code)
    return known


def column(
    key: str,
    zh: str,
    en: str,
    help_zh: str,
    help_en: str,
    example: str | Words,
    *spellings: str,
    kind: ColumnKind = ColumnKind.TEXT,
    required: bool = False,
    choices: tuple[Choice, ...] = (),
    longest: int = 20_000,
) -> Column:
    """A column in one call: key, names, help, example (one text where it needs no words), spellings."""
    return Column(
        key=key,
        name=Words(zh, en),
        kind=kind,
        required=required,
        spellings=spellings,
        help=Words(help_zh, help_en),
        example=example if isinstance(example, Words) else Words(example, example),
        choices=choices,
        longest=longest,
    )
