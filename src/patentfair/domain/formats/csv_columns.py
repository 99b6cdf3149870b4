"""The columns of our own CSV of patents, and how texts, lists and small structures lie in its cells.

The names are those of the table template for patents where both have a column, so that a file serves as a filled-in
template too. Every row says in its first cell which version of this layout it follows.

- A cell that begins with a sign that makes spreadsheets calculate (= + - @, the wide ones too), with a blank, a tab or
  an apostrophe has an apostrophe put before it; reading takes one off.
- Backslash, line ends and NUL are written `\\\\`, `\\n`, `\\r`, `\\0`, so that a row is always one line.
- Items of a list are separated by ";"; a ";" of their own is written `\\;`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["COLUMNS", "MARK", "ROLES", "VERSION", "cell", "joined", "split", "text_in"]

MARK = "patentfair_csv"
"""Name of the first column: what the format is known by."""
VERSION = "1"
ROLES = {"applicants": "applicant", "inventors": "inventor", "owners": "assignee", "agents": "agent"}
"""Column of the names of a role; countries and regions of the same parties stand in `..._country`, `..._region`."""
_PARTY_COLUMNS = tuple(f"{name}{part}" for name in ROLES for part in ("", "_country", "_region"))
COLUMNS = (
    MARK,
    "publication_number",
    "publication_office",
    "publication_kind",
    "publication_printed",
    "publication_date",
    "application_number",
    "application_office",
    "application_kind",
    "application_check_digit",
    "application_printed",
    "filing_date",
    "right_type",
    "stage",
    "title_zh",
    "title_en",
    "title_other",
    "abstract_zh",
    "abstract_en",
    "abstract_other",
    "claim_count",
    "ipc",
    "cpc",
    "locarno",
    "uspc",
    *_PARTY_COLUMNS,
    "priorities",
    "designated_states",
    "family",
    "term_years",
    "term_extension_days",
)
_GUARDED = tuple("=+-@＝＋－＠﹢﹣﹦﹫'\t ")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\0": "\\0"}
_PLAIN = {"n": "\n", "r": "\r", "0": "\0"}
_TO_ESCAPE = re.compile(r"[\\\n\r\0]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ITEM = re.compile(r"(?:[^;\\]|\\.)*+", re.DOTALL)


def cell(text: str) -> str:
    """A text as a cell; half surrogates, which no encoding has, are left out."""
    escaped = _escaped(text)
    return f"'{escaped}" if escaped.startswith(_GUARDED) else escaped


def text_in(held: str) -> str:
    """The text that `cell` was given."""
    return _unescaped(held.removeprefix("'"))


def joined(items: Iterable[str]) -> str:
    """A list as a cell. A list of one empty text is written as none."""
    text = ";".join(_escaped(item).replace(";", "\\;") for item in items)
    return f"'{text}" if text.startswith(_GUARDED) else text


def split(held: str) -> list[str]:
    """The items that `joined` was given."""
    held = held.removeprefix("'")
    items: list[str] = []
    position = 0
    while held and position <= len(held):
        found = _ITEM.match(held, position)
        end = found.end() if found else len(held)
        items.append(_unescaped(held[position:end]))
        # A lone backslash at the very end matches nothing: it ends the list.
        position = end + 1 if held[end : end + 1] != "\\" else len(held) + 1
    return items


def _escaped(text: str) -> str:
    if not text.isascii():
        text = text.encode("utf-8", "ignore").decode("utf-8")
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)


def _unescaped(text: str) -> str:
    return text if "\\" not in text else _ESCAPED.sub(lambda found: _PLAIN.get(found[1], found[1]), text)
