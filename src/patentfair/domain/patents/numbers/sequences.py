"""Where an office's applications and grants are published under sequences of their own, so that digits alone mislead.

There a look-up form carries a letter: A what was laid open, B or C what was examined or granted, U and Y the same of
utility models. So it is with inventions of CN of seven digits (to 2007), of JP to 1996 (kokai and kokoku, with the year
in both) and of KR to 1998, with six digits in CZ, DK and SK, and with PL. JP registrations number inventions, utility
models and designs apart.

Source: the EPO's tables of national numbering in DOCDB; rights.md 4.5.
"""

from __future__ import annotations

import re

__all__ = ["letters", "sequence_letter"]

_SEPARATE = {
    "CN": re.compile(r"1\d{6}"),
    "CZ": re.compile(r"\d{6}"),
    "DK": re.compile(r"\d{6}"),
    "JP": re.compile(r"(?:S\d{2}|H0[1-8]|1989)\d{6}"),
    "KR": re.compile(r"(?:[1-4]0)?19\d{9}"),
    "PL": re.compile(r"\d{6}"),
    "SK": re.compile(r"\d{6}"),
}
_JP_REGISTRATION = re.compile(r"\d{1,7}")
_GRANTS = "BC"


def sequence_letter(office: str, number: str, kind: str, *, granted: bool | None = None) -> str:
    """The letter of the sequence that a publication's number belongs to; "" where one sequence serves all.

    `granted` tells it where the kind is not known; where neither is, the number alone is all that can be said.
    """
    separate = _SEPARATE.get(office)
    if separate is None:
        return ""
    letter = kind[:1]
    if separate.fullmatch(number):
        if not letter:
            return "" if granted is None else (_grant(office) if granted else "A")
        return _grant(office) if letter in _GRANTS else letter if letter in "UY" else "A"
    if office == "JP":
        if letter in ("U", "Y"):
            return "U"
        return "S" if letter == "S" and _JP_REGISTRATION.fullmatch(number) else ""
    return ""


def letters(office: str, number: str) -> tuple[str, ...]:
    """The letters that a number without its kind may have, grants first; none where one sequence serves all."""
    separate = _SEPARATE.get(office)
    if separate is not None and separate.fullmatch(number):
        return (_grant(office), "A", "Y", "U") if office in ("JP", "KR") else (_grant(office), "A")
    return ("U", "S") if office == "JP" and _JP_REGISTRATION.fullmatch(number) else ()


def _grant(office: str) -> str:
    return "C" if office == "CN" else "B"
