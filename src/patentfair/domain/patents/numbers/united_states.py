"""Numbers of the United States.

Grants count on without a year; letters in front tell designs, plants, reissues and the rest. Applications published
since 2001 have a year and seven digits. Application numbers have a series and six digits; where a source gives a year
in place of the series ("2002 291320"), the normal form is "2002/291320", for the series cannot be told from it.

Sources: rights.md 4.5; USPTO MPEP 503 and 901.04.
"""

from __future__ import annotations

import re

from patentfair.domain.patents.numbers.shapes import KIND, NumberDomain, Parts, Shape, general, plain

__all__ = ["PRINTED", "application", "read", "shape"]

# The spellings of nearly all numbers in USPTO documents, taken without folding: reading is largely reading citations.
PRINTED = re.compile(r"(D|PP|RE|H)?0*([1-9][0-9]{0,7})|(20[0-9]{2})/?([0-9]{7})")
_APPLICATION = re.compile(r"[0-9]{8}")
_SERIES = re.compile(r"(\d{1,2})/(\d{1,6})[AFP]?")
_YEAR = re.compile(r"((?:19|20)\d{2})[/ ]\s*(\d{5,6})")
# As DOCDB and the EPO write them since 2011, a kind behind.
_YEAR_AND_SERIES = re.compile(r"20\d{2}(\d{2})(\d{6})[AFP]?")
# DOCDB and PATSTAT drop one zero of the seven digits.
_PUBLICATION = re.compile(r"(20\d{2})(\d{6,7})" + KIND)
_GRANT = re.compile(r"(D|DES|PP|RE|RX|H|T|X|AI)?0*([1-9]\d{0,7})" + KIND)


def application(number: str) -> str | None:
    """The normal form of an application number that stands in a field of its own, or None."""
    if _APPLICATION.fullmatch(number):
        return f"{number[:2]}/{number[2:]}"
    if found := _YEAR.fullmatch(number.strip()):
        return f"{found[1]}/{found[2]:0>6}"
    text = plain(number)
    return f"{text[:2]}/{text[2:]}" if _APPLICATION.fullmatch(text) else None


def read(body: str, _kind: str) -> Parts | None:
    close = re.sub(r"[\s,.]", "", body)
    if found := _SERIES.fullmatch(close):
        return f"{found[1]:0>2}/{found[2]:0>6}", "", ""
    if found := re.fullmatch(r"((?:19|20)\d{2})/(\d{6})", close):
        return f"{found[1]}/{found[2]}", "", ""
    text = plain(body)
    if found := _YEAR_AND_SERIES.fullmatch(text):
        return f"{found[1]}/{found[2]}", "", ""
    if found := _PUBLICATION.fullmatch(text):
        return f"{found[1]}{found[2]:0>7}", found[3] or "", ""
    if found := _GRANT.fullmatch(text):
        letters = "D" if found[1] == "DES" else found[1] or ""
        return f"{letters}{found[2]}", found[3] or "", ""
    return general(text)


def shape(number: str, _kind: str) -> Shape:
    front, slash, serial = number.partition("/")
    if slash and len(front) == 4:
        return Shape(NumberDomain.APPLICATION, "", int(front), serial, "year")
    if slash:
        return Shape(NumberDomain.APPLICATION, front, None, serial, "series")
    if re.fullmatch(r"20\d{9}", number):
        return Shape(NumberDomain.PUBLICATION, "", int(number[:4]), number[4:])
    serial = number.lstrip("ADEHIPRTX")
    return Shape(NumberDomain.GRANT, number[: len(number) - len(serial)], None, serial)
