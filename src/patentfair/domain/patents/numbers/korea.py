"""Korean numbers: type, year and seven digits for applications and publications, type and seven digits for grants.

Types: 10 invention, 20 utility model, 30 design. DOCDB leaves the type out ("20100012345") and the kind says it; where
no kind is given, the digits are kept without one. Years of two digits stand for 19yy.

Sources: rights.md 4.5; the EPO's table of Korean numbering.
"""

from __future__ import annotations

import re

from patentfair.domain.patents.numbers.shapes import KIND, NumberDomain, Parts, Shape, general, plain

__all__ = ["alternatives", "read", "shape"]

_TYPE_OF_KIND = {"A": "10", "B": "10", "C": "10", "U": "20", "Y": "20", "S": "30"}
_FULL = re.compile(r"([1-4]0)((?:19|20)\d{2})(\d{7})" + KIND)
_HYPHENED = re.compile(r"([1-4]0)-((?:19|20)\d{2})-(\d{1,7})" + KIND)
_YEAR = re.compile(r"((?:19|20)\d{2})(\d{7})" + KIND)
_YEAR_HYPHENED = re.compile(r"((?:19|20)\d{2}|[5-9]\d)[-/](\d{1,7})" + KIND)
_GRANT = re.compile(r"([1-4]0)(\d{7})" + KIND)
_GRANT_HYPHENED = re.compile(r"([1-4]0)-(\d{1,7})(?:-0000)?" + KIND)
_SHORT_YEAR = re.compile(r"([5-9]\d)(\d{7})" + KIND)
_OLD_GRANT = re.compile(r"0*([1-9]\d{0,6})" + KIND)


def read(body: str, kind: str) -> Parts | None:
    close = re.sub(r"[\s,]", "", body)
    text = plain(close)
    if found := _HYPHENED.fullmatch(close) or _FULL.fullmatch(text):
        return f"{found[1]}{found[2]}{found[3]:0>7}", found[4] or "", ""
    if found := _GRANT_HYPHENED.fullmatch(close) or _GRANT.fullmatch(text):
        return f"{found[1]}{found[2]:0>7}", found[3] or "", ""
    if found := _YEAR_HYPHENED.fullmatch(close) or _YEAR.fullmatch(text) or _SHORT_YEAR.fullmatch(text):
        year = found[1] if len(found[1]) == 4 else f"19{found[1]}"
        return f"{_type(kind or found[3])}{year}{found[2]:0>7}", found[3] or "", ""
    if (found := _OLD_GRANT.fullmatch(text)) and (kind or found[2] or "")[:1] in {"B", "C", "Y", "S"}:
        return f"{_type(kind or found[2])}{found[1]:0>7}", found[2] or "", ""
    return general(text)


def _type(kind: str | None) -> str:
    return _TYPE_OF_KIND.get((kind or "")[:1], "")


def alternatives(number: str, _kind: str) -> tuple[str, ...]:
    """Without the type, as DOCDB gives it, and with each type where the number has none."""
    if re.fullmatch(r"[1-4]0(?:(?:19|20)\d{2})?\d{7}", number):
        return (number[2:],)
    if re.fullmatch(r"(?:19|20)\d{9}", number):
        return tuple(f"{type_}{number}" for type_ in ("10", "20", "30"))
    return ()


def shape(number: str, kind: str) -> Shape:
    if found := re.fullmatch(r"([1-4]0)?((?:19|20)\d{2})(\d{7})", number):
        published = kind[:1] in {"A", "U"}
        domain = NumberDomain.PUBLICATION if published else NumberDomain.UNKNOWN
        return Shape(domain, found[1] or _type(kind), int(found[2]), found[3])
    if found := re.fullmatch(r"([1-4]0)(\d{7})", number):
        return Shape(NumberDomain.GRANT, found[1], None, found[2])
    return Shape(NumberDomain.UNKNOWN, "", None, number)
