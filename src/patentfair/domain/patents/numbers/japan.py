"""Japanese numbers.

Applications and their publications have a year and six digits: a year of the emperor's reign to 1999 ("H10123456"),
of our calendar since ("2009123456"). Grants count on without a year. The same digits number an application, its
publication and another's, so the kind is needed to tell them apart. 1989 was Showa 64 for a week and then Heisei 1; a
source that writes 1989 leaves open which, and "1989123456" is kept.

Sources: rights.md 4.5; the EPO's and the JPO's tables of Japanese numbering.
"""

from __future__ import annotations

import re
from datetime import date

from patentfair.domain.patents.numbers.shapes import KIND, NumberDomain, Parts, Shape, four_digit_year, general, plain

__all__ = ["WORDS", "alternatives", "application", "read", "shape"]

_ERAS = str.maketrans(
    {"平": "H", "昭": "S", "令": "R", "成": "", "和": "", "/": "-", " ": "", "年": "-", "号": "", "元": "1"}
)
_FIRST_YEARS = {"S": 1925, "H": 1988, "R": 2018}
# The longer words first: what is published, kept open or granted, and the kind that says so.
WORDS = {
    # An international application's Japanese text goes by the international publication.
    "再公表特許": "A1",
    "再公表": "A1",
    "再表": "A1",
    "実用新案登録": "",
    "特許出願公開": "A",
    "意匠登録": "S",
    "特願": "",
    "実願": "",
    "意願": "",
    "特開": "A",
    "特表": "A",
    "特公": "B",
    "実開": "U",
    "実公": "Y",
    "特許": "B",
}
_NUMBERED = re.compile(r"((?:19|20)\d{2}|[HSR]\d{1,2})-(\d{1,6})[.-]?" + KIND)
# With a letter the year is certain, and DOCDB leaves out zeros of the serial.
_PLAIN_NUMBERED = re.compile(r"((?:19|20)\d{2}(?=\d{6})|[HSR]\d{2})(\d{1,6})" + KIND)
_WITHOUT_ERA = re.compile(r"(\d{1,2})-(\d{1,6})" + KIND)
_PLAIN_WITHOUT_ERA = re.compile(r"(\d{1,2})(\d{6})" + KIND)
_GRANT = re.compile(r"0*([1-9]\d{0,6})" + KIND)
_YEAR_FIRST = re.compile(r"(\d{1,2})(?:-(\d{1,6})|(\d{6}))")
_SERIAL_FIRST = re.compile(r"(\d{1,6})/((?:19)?\d{2})|(\d{5,6})(\d{2})")
_REPUBLISHED = re.compile(r"(?:WO)?(\d{2}(?=[/-]?\d{5,6}(?:A|$))|(?:19|20)\d{2})[/-]?(\d{5,6})(A\d?)?")
_HEISEI = date(1989, 1, 8)


def application(number: str, day: date) -> str | None:
    """The application that other offices print with neither reign nor order of its own; `day` tells both.

    "11-322368" and "11322368" of 1999 and "322368/99" are H11322368; "1989112345" is of Showa 64 or of Heisei 1. None
    where the number does not fit the day, or fits it in two ways.
    """
    text = re.sub(r"[\s,]", "", number).removesuffix("A").lstrip("P.-")
    year = day.year
    if found := re.fullmatch(r"1989-?(\d{6})", text):
        return f"{'H01' if day >= _HEISEI else 'S64'}{found[1]}" if year == 1989 else None
    told = set()
    if found := _YEAR_FIRST.fullmatch(text):
        reign = int(found[1])
        for era in "HS":
            if _FIRST_YEARS[era] + reign == year and (year != 1989 or (era == "H") == (day >= _HEISEI)):
                told.add(_dated(year, era, found[2] or found[3]))
    if (found := _SERIAL_FIRST.fullmatch(text)) and int((found[2] or found[4])[-2:]) == year % 100:
        era = "H" if day >= _HEISEI else "S"
        told.add(_dated(year, era, found[1] or found[3]))
    return told.pop() if len(told) == 1 else None


def _dated(year: int, era: str, serial: str) -> str:
    return f"{year}{serial:0>6}" if year >= 2000 else f"{era}{year - _FIRST_YEARS[era]:02}{serial:0>6}"


def read(body: str, kind: str) -> Parts | None:
    said = ""
    for word, meaning in WORDS.items():
        if word in body:
            said, body = meaning, body.replace(word, "", 1)
            break
    if told := _REPUBLISHED.fullmatch(re.sub(r"[\s第号]", "", body)) if said == "A1" or "WO" in body else None:
        return f"WO{four_digit_year(told[1])}{told[2]:0>6}", told[3] or said, ""
    close = body.replace("第", "").translate(_ERAS).strip("-.")
    if found := re.fullmatch(r"[AP]A?-(.+)", close):  # "JP-A-10-123456": a published application
        said, close = "A", found[1]
    close = re.sub(r"P[. ]*(?=\d)", "", close, count=1) if close.startswith("P") else close  # "P2001-070974"
    text = plain(close)
    if found := _NUMBERED.fullmatch(close) or _PLAIN_NUMBERED.fullmatch(text):
        return _year(found[1]) + f"{found[2]:0>6}", found[3] or said, ""
    if found := _WITHOUT_ERA.fullmatch(close) or _PLAIN_WITHOUT_ERA.fullmatch(text):
        own = found[3] or kind or said
        if own.startswith("A") and (era := _published_era(int(found[1]))):
            return f"{era}{found[1]:0>2}{found[2]:0>6}", own if found[3] or said else "", ""
    if found := _GRANT.fullmatch(text):
        return found[1], found[2] or said, ""
    return general(text)


def _published_era(year: int) -> str:
    """The reign of a publication whose year has no letter: they begin in 1971 and have had our years since 2000."""
    return "S" if 46 <= year <= 64 else "H" if 1 <= year <= 11 else ""


def _year(printed: str) -> str:
    """Our calendar from 2000, the reign before; 1989 as it is, because it does not tell the reign."""
    if printed[0] in _FIRST_YEARS:
        year = _FIRST_YEARS[printed[0]] + int(printed[1:])
        return str(year) if year >= 2000 else f"{printed[0]}{printed[1:]:0>2}"
    year = int(printed)
    if year >= 2000 or year == 1989 or year <= 1926:
        return printed
    era = "H" if year > 1989 else "S"
    return f"{era}{year - _FIRST_YEARS[era]:02}"


def alternatives(number: str, _kind: str) -> tuple[str, ...]:
    """The same number in our years, and of 1989 in either reign's; a source that gives our years is met by them."""
    if found := re.fullmatch(r"([HS])(\d{2})(\d{6})", number):
        return (f"{_FIRST_YEARS[found[1]] + int(found[2])}{found[3]}", f"{found[2]}{found[3]}")
    if re.fullmatch(r"20(?:0\d|1[0-8])\d{6}", number):
        return (f"H{int(number[:4]) - 1988:02}{number[4:]}",)
    if re.fullmatch(r"1989\d{6}", number):
        return (f"H01{number[4:]}", f"S64{number[4:]}")
    return ()


def shape(number: str, kind: str) -> Shape:
    letter = kind[:1]
    found = re.fullmatch(r"(\d{4}|[HSR]\d{2})(\d{6})", number)
    if found is None:
        return Shape(
            NumberDomain.GRANT if letter in {"B", "C", "U", "Y", "S"} else NumberDomain.UNKNOWN, "", None, number
        )
    published = letter in {"A", "U"}
    domain = NumberDomain.PUBLICATION if published else NumberDomain.GRANT if letter else NumberDomain.UNKNOWN
    era = found[1][0] if found[1][0] in _FIRST_YEARS else ""
    year = _FIRST_YEARS[era] + int(found[1][1:]) if era else int(found[1])
    return Shape(domain, "", year, found[2], {"S": "showa", "H": "heisei", "": "western"}.get(era, ""))
