"""The EPO's list of legal event codes: what each office's code means, and whether it helps or harms the right.

The list is a sheet with a row of headings; cells come from whoever opened the workbook, whose stated dimension is
wrong (one row) and has to be reset. The event class is the letter under which WIPO ST.27 and the EPO file an event.

Source: EPO, INPADOC legal event code descriptions (worldwide legal event data).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import msgspec

from patentfair.domain.formats.xml_text import day_of, fold

__all__ = ["COLUMNS", "LegalCode", "has_columns", "legal_code_rows"]

COLUMNS = (
    "authority",
    "event-code",
    "date created",
    "influence",
    "description eng",
    "last update eng",
    "description ori",
    "last update ori",
    "event-class",
    "event-class description",
)
"""The headings, in lower case; only the first two and the fifth must be there."""
_NEEDED = ("authority", "event-code", "description eng")
_ROWS_BEFORE_HEADINGS = 20
_LONGEST_CELL = 10_000
_LARGEST = 10**12
_INFLUENCES = {"+", "-"}


class LegalCode(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """One code of one office.

    `influence` is "+" where the event helps the right, "-" where it harms it, "" where it does neither. `event_class`
    is a capital letter, "" for a code that is in no class. `original` is the description in the office's language.
    """

    office: str
    code: str
    description: str
    original: str = ""
    influence: str = ""
    event_class: str = ""
    event_class_title: str = ""
    created: date | None = None
    updated: date | None = None


def has_columns(cells: Sequence[object]) -> bool:
    """Whether a row has the headings of the list."""
    return set(_NEEDED) <= {_text(cell).lower() for cell in cells}


def legal_code_rows(rows: Iterable[Sequence[object]]) -> Iterator[LegalCode]:
    """The codes of a sheet in its order; nothing where no heading is found among the first rows.

    Rows without an office or a code are passed over.
    """
    places: dict[str, int] = {}
    for number, row in enumerate(rows):
        if places:
            if (found := _code(row, places)) is not None:
                yield found
        elif has_columns(row):
            places = {_text(cell).lower(): place for place, cell in reversed(list(enumerate(row)))}
        elif number >= _ROWS_BEFORE_HEADINGS:
            return


def _code(row: Sequence[object], places: dict[str, int]) -> LegalCode | None:
    def cell(name: str) -> object:
        place = places.get(name, len(row))
        return row[place] if place < len(row) else None

    office, code = _text(cell("authority")).upper(), _text(cell("event-code"))
    if len(office) != 2 or not code:
        return None
    influence, letter = _text(cell("influence")), _text(cell("event-class")).upper()
    return LegalCode(
        office=office,
        code=code,
        description=_text(cell("description eng")),
        original=_text(cell("description ori")),
        influence=influence if influence in _INFLUENCES else "",
        event_class=letter if len(letter) == 1 and letter.isalpha() else "",
        event_class_title=_text(cell("event-class description")),
        created=_day(cell("date created")),
        updated=_day(cell("last update eng")),
    )


def _text(cell: object) -> str:
    """A cell as text: codes such as 1 or 26.0 are numbers to a spreadsheet."""
    if isinstance(cell, str):
        return fold(cell[:_LONGEST_CELL])
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not 0 <= cell < _LARGEST:
        return ""
    return str(int(cell)) if cell == int(cell) else ""


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else day_of(_text(cell))
