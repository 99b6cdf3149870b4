"""German numbers: an application and all its publications share one.

Since 2004 type, year and six digits ("102004012345"; 10 invention, 11 PCT, 12 certificate, 20 and 21 utility model, 50
and 60 European patents). Before: two digits for the year (less 50 to 1994) and five ("4412345"), from 1995 the type
digit in front ("19812345"). The check digit stands after a point.

Sources: rights.md 4.5; DPMA notices 3/1983 and 3/2003. Only the check rule for 1981 to 1994 is verified beyond doubt;
other check digits are kept and not judged.
"""

from __future__ import annotations

import re

from patentfair.domain.patents.numbers.shapes import NumberDomain, Parts, Shape, general, plain

__all__ = ["check_digit", "read", "shape"]

_NOW = re.compile(r"((?:10|11|12|20|21|22|50|60)(?:19|20)\d{8})(?:[.-]?(\d))?([A-Z]\d?)?")
_OLD = re.compile(r"([PG])?(\d{7,8})[.-](\d)")
_LETTERED = re.compile(r"([A-Z])0*([1-9]\d{0,6})")


def check_digit(number: str) -> str | None:
    """Check digit of an invention's application of 1981 to 1994, or None where no verified rule gives one."""
    if not re.fullmatch(r"(?:3[1-9]|4[0-4])\d{5}", number):
        return None
    remainder = sum(int(digit) * weight for digit, weight in zip(number, range(8, 1, -1), strict=True)) % 11
    return str(11 - remainder) if remainder > 1 else None


def read(body: str, _kind: str) -> Parts | None:
    close = re.sub(r"[\s,]", "", body)
    if found := _NOW.fullmatch(close):
        return found[1], found[3] or "", found[2] or ""
    if found := _OLD.fullmatch(close):
        return found[2], "U" if found[1] == "G" else "", found[3]
    if found := _LETTERED.fullmatch(plain(close)):
        if found[1] in {"P", "G"} and len(found[2]) == 7:
            return found[2], "U" if found[1] == "G" else "", ""
        return f"{found[1]}{found[2]}", "", ""
    return general(close)


def shape(number: str, kind: str) -> Shape:
    domain = _domain(kind)
    if found := re.fullmatch(r"(\d{2})((?:19|20)\d{2})(\d{6})", number):
        return Shape(domain, found[1], int(found[2]), found[3], "2004")
    if found := re.fullmatch(r"([12])(9[5-9]|0[0-3])(\d{5})", number):
        return Shape(domain, found[1], int(("19" if found[2] > "50" else "20") + found[2]), found[3], "1995")
    if found := re.fullmatch(r"([2-4]\d)(\d{5})", number):
        return Shape(domain, "1", 1950 + int(found[1]), found[2], "1968")
    return Shape(domain, "", None, number)


def _domain(kind: str) -> NumberDomain:
    letter = kind[:1]
    if not letter:
        return NumberDomain.UNKNOWN
    return NumberDomain.PUBLICATION if letter == "A" or kind == "T1" else NumberDomain.GRANT
