"""Read the cells of one row by its template, gathering what is wrong with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from patentfair.domain.formats.templates.columns import Column, ColumnKind, Template, choices_of, header_key
from patentfair.domain.formats.templates.mapping import MappedRow
from patentfair.domain.formats.templates.problems import RowProblem
from patentfair.domain.formats.templates.values import (
    Amount,
    Day,
    country_of,
    day_of,
    list_of,
    money_of,
    number_of,
    province_of,
    territory_of,
)
from patentfair.domain.patents.classes import parse_class
from patentfair.domain.patents.record import ClassScheme, ClassSymbol

__all__ = ["Cells", "choice_items"]

_CHOICE_SEPARATORS = str.maketrans("，、/；|\n", ";;;;;;")


def choice_items(text: str) -> list[str]:
    """The values that a cell of a closed list with several holds, whatever stands between them."""
    items = text.translate(_CHOICE_SEPARATORS).replace(",", ";").split(";")[:100]
    return [item.strip() for item in items if item.strip()]


class Cells:
    """One row of a template. Each method reads a column and notes a problem where the cell cannot be understood.

    A problem in a required column is fatal; in any other the cell is left out and its text kept in `extra`.
    """

    def __init__(self, template: Template, row: MappedRow) -> None:
        self.row = row
        self.template = template
        self.problems: list[RowProblem] = []
        self.extra = dict(row.extra)
        for column in template.columns:
            if column.required and not row.texts.get(column.key, "").strip():
                self.note("required", column.key, fatal=True)

    @property
    def is_usable(self) -> bool:
        """Whether nothing fatal was found so far."""
        return not any(problem.fatal for problem in self.problems)

    def note(self, code: str, column: str = "", value: str = "", *, fatal: bool = False, **params: str) -> None:
        """Note a problem; `value` is what stands in the cell."""
        given = {**({"value": value} if value else {}), **params}
        self.problems.append(RowProblem(row=self.row.number, code=code, column=column, params=given, fatal=fatal))

    def text(self, key: str) -> str:
        """The cell's text; too long a text is cut, and the whole of it kept in `extra`."""
        text = self.row.texts.get(key, "").strip()
        longest = self._column(key).longest
        if len(text) > longest:
            self._bad("too-long", key, text, limit=str(longest))
            return text[:longest]
        return text

    def raw(self, key: str) -> str:
        """The cell as it stands, for columns whose raw text matters."""
        return self.row.texts.get(key, "").strip()

    def day(self, key: str) -> date | None:
        """A full date; one without its day is noted and left out."""
        found = self.year_or_day(key)
        if found is not None and found.day is None:
            self._bad("date-incomplete", key, self.raw(key))
        return found.day if found else None

    def year_or_day(self, key: str) -> Day | None:
        """A date, or a year alone."""
        if not (text := self.raw(key)):
            return None
        if (found := day_of(text)) is None:
            self._bad("date", key, text)
        return found

    def number(self, key: str, low: int = 0, high: int = 10**12) -> Decimal | None:
        """A number from `low` to `high`."""
        if not (text := self.raw(key)):
            return None
        found = number_of(text)
        if found is None:
            self._bad("number", key, text)
        elif not low <= found <= high:
            self._bad("range", key, text)
            return None
        return found

    def whole(self, key: str, low: int, high: int, code: str = "range") -> int | None:
        """A whole number from `low` to `high`; "TRL 6" counts as 6."""
        text = self.raw(key)
        if not text:
            return None
        found = number_of(text.casefold().removeprefix("trl").removesuffix("级"))
        if found is None or found != found.to_integral_value() or not low <= found <= high:
            self._bad(code, key, text)
            return None
        return int(found)

    def money(self, key: str) -> Amount | None:
        """An amount with its currency, "" where the cell does not say."""
        text = self.raw(key)
        if not text or (found := money_of(text)) is not None:
            return found if text else None
        self._bad("money", key, text)
        return None

    def items(self, key: str) -> tuple[str, ...]:
        """The items of a list."""
        return list_of(self.raw(key))

    def choice(self, key: str) -> str:
        """The code of a value of a closed list, or ""."""
        text = self.raw(key)
        code = choices_of(self._column(key).choices).get(header_key(text), "") if text else ""
        if text and not code:
            self._unknown_choice(key, text)
        return code

    def choices(self, key: str) -> tuple[str, ...]:
        """The codes of several values of a closed list, in the list's own order."""
        text = self.raw(key)
        known = choices_of(self._column(key).choices)
        if text and (whole := known.get(header_key(text))):
            return (whole,)
        found = set()
        for item in choice_items(text):
            if code := known.get(header_key(item)):
                found.add(code)
            else:
                self._unknown_choice(key, item)
        return tuple(c.code for c in self._column(key).choices if c.code in found)

    def flag(self, key: str) -> bool | None:
        """Yes or no of a column whose choices are "yes" and "no"."""
        code = self.choice(key)
        return code == "yes" if code else None

    def province(self, key: str) -> str:
        """Two-digit code of a province, or ""."""
        return self._coded(key, "province", province_of)

    def country(self, key: str) -> str:
        """Two-letter code of a country, or ""."""
        return self._coded(key, "country", country_of)

    def territories(self, key: str) -> tuple[str, ...]:
        """Codes of territories."""
        found = []
        for item in self.raw(key).translate(_CHOICE_SEPARATORS).replace(",", ";").split(";")[:200]:
            if not item.strip():
                continue
            if (code := territory_of(item)) is None:
                self._bad("territory", key, item.strip())
            else:
                found.append(code)
        return tuple(dict.fromkeys(found))

    def classes(self, key: str, scheme: ClassScheme) -> tuple[ClassSymbol, ...]:
        """Class symbols of a scheme; what is none is noted."""
        found: list[ClassSymbol] = []
        text = self.raw(key).translate(_CHOICE_SEPARATORS.copy() | {ord("/"): "/"}).replace(",", ";")
        for item in text.split(";")[:500]:
            if not item.strip():
                continue
            if (symbol := parse_class(item.strip(), scheme, first=not found)) is None:
                self._bad("class", key, item.strip())
            else:
                found.append(symbol)
        return tuple(dict.fromkeys(found))

    def _coded(self, key: str, code: str, parse: object) -> str:
        text = self.raw(key)
        found = parse(text) if text and callable(parse) else None
        if text and found is None:
            self._bad(code, key, text)
        return str(found or "")

    def _unknown_choice(self, key: str, text: str) -> None:
        column = self._column(key)
        zh, en = ("、".join(c.name.zh for c in column.choices), ", ".join(c.name.en for c in column.choices))
        self._bad("choice", key, text, known_zh=zh, known_en=en)

    def _bad(self, code: str, key: str, value: str, **params: str) -> None:
        column = self._column(key)
        self.note(code, key, value[:500], fatal=column.required and column.kind is not ColumnKind.TEXT, **params)
        self.extra.setdefault(f"#{key}", self.raw(key))

    def _column(self, key: str) -> Column:
        column = self.template.column(key)
        if column is None:
            raise KeyError(key)
        return column
