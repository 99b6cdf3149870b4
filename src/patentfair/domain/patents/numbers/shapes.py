"""What the offices' number rules share: folding of typed text, and the parts a number is told in."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple, TypeAlias

__all__ = ["KIND", "LONGEST", "NumberDomain", "Parts", "Shape", "fold", "four_digit_year", "general", "plain"]

LONGEST = 64
"""Characters beyond which nothing is a number."""
KIND = r"([A-Z]\d?)?"
"""A kind code at the end of a number."""

Parts: TypeAlias = tuple[str, str, str]
"""Number in normal form, kind and check digit, each "" where the text does not show it."""

_NOT_PLAIN = re.compile(r"[^A-Z0-9]")
_DASHES = str.maketrans("‐‑‒–—―−", "-------")
_GENERAL = re.compile(r"([A-Z]{0,3}\d[A-Z0-9]*?)" + KIND)
_CHECKED = re.compile(r"([A-Z]{0,2}\d{6,12})[.-](\d)")
_BLANKS = re.compile(r"\s+")


class NumberDomain(StrEnum):
    """What a number numbers; UNKNOWN where it does not show it and no kind says it."""

    UNKNOWN = ""
    APPLICATION = "app"
    PUBLICATION = "pub"
    GRANT = "grant"


class Shape(NamedTuple):
    """The anatomy of a number in normal form.

    `type` is the office's own letters or figures for the kind of right ("1" in CN, "D" or a series in US, "10" in KR);
    `year` has four digits; `era` names the numbering that the digits belong to where the office had several.
    """

    domain: NumberDomain = NumberDomain.UNKNOWN
    type: str = ""
    year: int | None = None
    serial: str = ""
    era: str = ""


def fold(text: str) -> str:
    """Upper case, full-width forms and dashes made plain, nothing but the number at either end."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return text.upper().strip(" .;:,\t\r\n")


def plain(text: str) -> str:
    """Letters and digits alone."""
    folded = fold(text)
    return folded if folded.isascii() and folded.isalnum() else _NOT_PLAIN.sub("", folded)


def general(body: str) -> Parts | None:
    """Any office's number after ST.13 and ST.16: letters and digits, a kind at the end, a check digit after a point."""
    if checked := _CHECKED.fullmatch(_BLANKS.sub("", body)):
        return checked[1], "", checked[2]
    found = _GENERAL.fullmatch(plain(body))
    return (found[1], found[2] or "", "") if found else None


def four_digit_year(digits: str) -> str:
    """Of two digits, 1978 to 2077: the international and the European system begin in 1978."""
    return digits if len(digits) == 4 else ("19" if digits >= "78" else "20") + digits
