"""European numbers: applications of eight digits (year, serial) with a check digit, publications of seven.

Sources: rights.md 4.5; EPO Guidelines A-II 1.7. Published numbers exist whose check digit does not come out, so a wrong
one is a warning and never a reason to refuse.
"""

from __future__ import annotations

import re

from patentfair.domain.patents.numbers.shapes import KIND, NumberDomain, Parts, Shape, four_digit_year, general, plain

__all__ = ["check_digit", "read", "shape"]

_APPLICATION = re.compile(r"(\d{8})(\d)?")
_EPODOC = re.compile(r"(?:19|20)(\d{2})0(\d{6})")
_PUBLICATION = re.compile(r"(\d{1,7})" + KIND)


def check_digit(number: str) -> str:
    """Check digit of a European application number of 8 digits. Published exceptions exist: warn, never reject."""
    products = "".join(str(int(digit) * (1 + index % 2)) for index, digit in enumerate(number))
    return str(-sum(map(int, products)) % 10)


def read(body: str, _kind: str) -> Parts | None:
    text = plain(body)
    if found := _APPLICATION.fullmatch(text):
        return found[1], "", found[2] or ""
    if found := _EPODOC.fullmatch(text):
        return f"{found[1]}{found[2]}", "", ""
    if found := _PUBLICATION.fullmatch(text):
        return f"{found[1]:0>7}", found[2] or "", ""
    return general(text)


def shape(number: str, kind: str) -> Shape:
    if re.fullmatch(r"\d{8}", number):
        return Shape(NumberDomain.APPLICATION, "", int(four_digit_year(number[:2])), number[2:])
    letter = kind[:1]
    if letter == "A":
        return Shape(NumberDomain.PUBLICATION, "", None, number)
    return Shape(NumberDomain.GRANT if letter in {"B", "C"} else NumberDomain.UNKNOWN, "", None, number)
