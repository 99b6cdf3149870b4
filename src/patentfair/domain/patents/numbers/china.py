"""Chinese numbers.

Application: year, type digit, serial; seven digits of serial and a four-digit year since October 2003, before that five
and two ("95115608"). The same digits occur in both, so neither is rewritten as the other. Patent number: "ZL" before
the application number. Publication: seven digits, since July 2007 nine, the first telling the type.

Sources: rights.md 4.4 and 4.5; the check digits there were verified by computation.
"""

from __future__ import annotations

import re
from operator import mul

from patentfair.domain.patents.numbers.shapes import KIND, NumberDomain, Parts, Shape, general, plain

__all__ = ["check_digit", "is_application", "read", "shape"]

_APPLICATION = re.compile(r"((?:19|20)\d{2}[12389]\d{7})([0-9X])?([ABCUYSD]\d?)?")
_OLD_APPLICATION = re.compile(r"((?:8[5-9]|9\d|0[0-3])[12389]\d{5})([0-9X])?([ABCUYSD]\d?)?")
_PUBLICATION = re.compile(r"([123]\d{6}|[1234]\d{8})" + KIND)
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def check_digit(number: str) -> str:
    """Check digit ("0" to "9" or "X") of a Chinese application number of 12 or, before October 2003, 8 digits."""
    remainder = sum(map(mul, map(int, number), _WEIGHTS)) % 11
    return "X" if remainder == 10 else str(remainder)


def is_application(number: str) -> bool:
    """Whether a number in normal form is an application's, of either era."""
    return len(number) in {8, 12} and number.isascii() and number.isdecimal()


def read(body: str, _kind: str) -> Parts | None:
    text = plain(body).removeprefix("ZL").removeprefix("CN")
    if found := _APPLICATION.fullmatch(text) or _OLD_APPLICATION.fullmatch(text):
        return found[1], found[3] or "", found[2] or ""
    if found := _PUBLICATION.fullmatch(text):
        return found[1], found[2] or "", ""
    return general(text)


def shape(number: str, kind: str) -> Shape:
    if re.fullmatch(r"(?:19|20)\d{2}[12389]\d{7}", number):
        return Shape(NumberDomain.APPLICATION, number[4], int(number[:4]), number[5:], "2003")
    if re.fullmatch(r"\d{2}[12389]\d{5}", number):
        year = int(("19" if number[:2] >= "85" else "20") + number[:2])
        domain = NumberDomain.PUBLICATION if kind else NumberDomain.APPLICATION  # before 1989 they were one number
        return Shape(domain, number[2], year, number[3:], "1985")
    letter = kind[:1]
    first = number[:1]
    if letter == "A":
        domain = NumberDomain.PUBLICATION
    elif letter or first in {"2", "3"}:
        domain = NumberDomain.GRANT  # utility models and designs are first printed when granted
    else:
        domain = NumberDomain.UNKNOWN
    return Shape(domain, first, None, number[1:], "2007" if len(number) == 9 else "1989")
