"""Application numbers as DOCDB, PATSTAT and EPODOC write them, to the normal forms of the offices.

DOCDB: US serial without leading zeros and two digits of the year behind it ("2366704" is 23667 of 2004), since 2011
year, series and serial ("201113123456"); JP the same before 2000; KR without the type; international applications under
the receiving office with kind W. EPODOC: office, four digits of the year, seven of serial. Where the form leaves the
series of a US application open, the normal form is "2004/023667".

Source: EPO, DOCDB and EPODOC number formats; forms read in the EPO's own responses.
"""

from __future__ import annotations

import re
from datetime import date

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import international, offices
from patentfair.domain.patents.numbers.shapes import LONGEST, four_digit_year, plain
from patentfair.domain.patents.numbers.us_series import provisional_series

__all__ = ["docdb_application", "epodoc_application"]

_SERIAL_AND_YEAR = re.compile(r"(\d{1,6})(\d{2})")
_EPODOC = re.compile(r"((?:19|20)\d{2})(\d{7})")
# The first years of the series of utility applications: one begins when the year does (MPEP 503), later ones do not.
_SERIES = ((1970, 1978, "05"), (1979, 1986, "06"), (1987, 1992, "07"), (1993, 1996, "08"))


def docdb_application(office: str, number: str, kind: str = "", day: date | None = None) -> DocumentId:
    """The application of a DOCDB or PATSTAT number with its kind; its normal form is the office's own where known."""
    office = office.strip().upper()
    text = plain(number)[:LONGEST]
    if kind[:1] == "W" and (received := international.of_receiving_office(office, text)):
        return DocumentId(office="WO", number=received, date=day, raw=number)
    if found := _SERIAL_AND_YEAR.fullmatch(text):
        year = _year(found[2], day)
        if office == "US":
            return DocumentId(office="US", number=_us(year, found[1], kind), date=day, raw=number)
        if office == "JP" and int(year) < 2000:
            return _read("JP", f"{year}-{found[1]}", kind, number, day)
    if office == "EP" and re.fullmatch(r"\d{7}", text):
        text = f"0{text}"  # a spreadsheet or a number column took the zero of 2000 to 2009
    return _read(office, text, kind, number, day)


def epodoc_application(text: str, day: date | None = None) -> DocumentId | None:
    """The application of an EPODOC number ("EP20100167109", "US19890347471", "WO2003US21714"), or None."""
    folded = plain(text)[:LONGEST]
    office, body = folded[:2], folded[2:]
    found = _EPODOC.fullmatch(re.sub(r"[A-Z]$", "", body))
    if found is None or office == "WO":
        return _read(office, body, "", text, day) if re.search(r"\d", body) and office.isalpha() else None
    year, serial = found.groups()
    kind = body[11:]
    forms = {
        "EP": f"{year[2:]}{serial[1:]}",
        "JP": f"{year}-{serial[1:]}",
        "DE": f"10{year}{serial[1:]}" if year >= "2004" else "",
        "CN": _cn(year, serial),
    }
    if office == "US":
        return DocumentId(office="US", number=_us(year, serial[1:], kind or "A"), date=day, raw=text)
    return _read(office, forms.get(office) or body, kind, text, day)


def _year(digits: str, day: date | None) -> str:
    """Of two digits the year; the day of filing settles the century of numbers older than 1978."""
    if day is not None and f"{day.year:04}"[2:] == digits:
        return str(day.year)
    return four_digit_year(digits)


def _us(year: str, serial: str, kind: str) -> str:
    """Series and serial where the year has one series only; designs and provisionals have series of their own.

    A national phase is filed under the day of its international application and has a later serial: of kind A no
    series is told by the serial here, for the number is what a right goes by.
    """
    if kind[:1] == "P" and (series := provisional_series(int(serial), int(year))):
        return f"{series}/{serial:0>6}"
    if kind[:1] == "A":
        for first, last, series in _SERIES:
            if first <= int(year) <= last:
                return f"{series}/{serial:0>6}"
    return f"{year}/{serial:0>6}"


def _cn(year: str, serial: str) -> str:
    """Of a type digit and six of serial: five of them count to 2002, and one zero was dropped since 2004."""
    if year <= "2002" and serial[1] == "0":
        return f"{year[2:]}{serial[0]}{serial[2:]}"
    return f"{year}{serial[0]}0{serial[1:]}" if year >= "2004" else ""


def _read(office: str, body: str, kind: str, raw: str, day: date | None) -> DocumentId:
    number, _, check_digit = offices.read(office, body, kind) or (plain(body)[:LONGEST], "", "")
    return DocumentId(office=office, number=number, date=day, raw=raw, check_digit=check_digit)
