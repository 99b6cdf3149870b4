"""Numbers of France, Great Britain, India, Brazil, Eurasia, the African offices and Russia where they need rules.

Sources: rights.md 4.5; WIPO ST.13 and the offices' own descriptions in the ST.13 appendix. Check digits are kept apart
and not judged: no rule for them is verified.
"""

from __future__ import annotations

import re

from patentfair.domain.patents.numbers.shapes import KIND, NumberDomain, Parts, Shape, general, plain

__all__ = ["african", "brazil", "eurasia", "france", "general_shape", "great_britain", "india", "india_shape", "russia"]

_GB_CHECKED = re.compile(r"(?:(?:19|20)(?=\d{7}\.))?(\d{7})\.(\d)")
_GB_YEAR = re.compile(r"(?:19|20)(\d{2})(?:00)?(\d{5})")
_FR_APPLICATION = re.compile(r"(\d{2})[ /](\d{5})")
_IN_CITY = re.compile(r"0*(\d{1,5})/(DEL|MUM|CAL|KOL|MAS|CHE|BOM)(NP)?/((?:19|20)\d{2})" + KIND)
_IN_PLAIN = re.compile(r"0*(\d{1,5}?)(DEL|MUM|CAL|KOL|MAS|CHE|BOM)(NP)?((?:19|20)\d{2})" + KIND)
_IN_YEAR_FIRST = re.compile(r"((?:19|20)\d{2})/(DEL|MUM|CAL|KOL|MAS|CHE|BOM)(NP)?/0*(\d{1,5})")
_IN_PCT = re.compile(r"PCT/((?:19|20)\d{2})/0*(\d{1,5})/(DEL|MUM|CAL|KOL|MAS|CHE|BOM)")
_IN_DOCDB = re.compile(r"((?:19|20)\d{2})([DMKC])([EUONH])(\d{5})" + KIND)
_IN_CITIES = {
    "DE": "DEL",
    "DN": "DELNP",
    "MU": "MUM",
    "MN": "MUMNP",
    "KO": "KOL",
    "KN": "KOLNP",
    "CH": "CHE",
    "CN": "CHENP",
}
_IN_NOW = re.compile(r"((?:19|20)\d{2}[1-4]\d{7})" + KIND)
_IN_PATENT = re.compile(r"0*([1-9]\d{0,6})" + KIND)
_BR_NOW = re.compile(r"((?:1[0-3]|2[0-2]|3[0-2])(?:19|20)\d{8})(?:-?(\d))?" + KIND)
_BR_OLD = re.compile(r"((?:PI|MU|DI|C1)\d{7})(?:-?(\d))?" + KIND)
_SERIAL = re.compile(r"0*([1-9]\d{0,5})" + KIND)
_AFRICAN = re.compile(r"(?:A?P|OA)?[/ ]?P?[/ ]?((?:19|20)\d{2})/0*(\d{1,6})" + KIND)
_RU_APPLICATION = re.compile(r"((?:19|20)\d{8})(?:/\d{2})?" + KIND)


def france(body: str, _kind: str) -> Parts | None:
    """Publications of seven digits; applications of a two-digit year and five ("98 12345")."""
    if found := _FR_APPLICATION.fullmatch(body.strip()):
        return f"{found[1]}{found[2]}", "", ""
    return general(body)


def great_britain(body: str, _kind: str) -> Parts | None:
    """Publications of seven digits; applications of a year, five digits and a check digit ("0812345.6").

    DOCDB and the EPO write the year of an application in four digits ("200812345"), EPODOC seven of serial.
    """
    if found := _GB_CHECKED.fullmatch(re.sub(r"[\s,]", "", body)):
        return found[1], "", found[2]
    if found := _GB_YEAR.fullmatch(plain(body)):
        return found[1] + found[2], "", ""
    return general(body)


def india(body: str, _kind: str) -> Parts | None:
    """Applications "1234/DEL/2008" or "2008/DEL/1234", since 2016 of twelve digits; patents count on."""
    close = re.sub(r"\s", "", body)
    text = plain(body)
    if found := _IN_CITY.fullmatch(close) or _IN_PLAIN.fullmatch(text):
        return f"{int(found[1])}{found[2]}{found[3] or ''}{found[4]}", found[5] or "", ""
    if found := _IN_YEAR_FIRST.fullmatch(close):
        return f"{int(found[4])}{found[2]}{found[3] or ''}{found[1]}", "", ""
    if found := _IN_PCT.fullmatch(close):
        return f"PCT{found[1]}{int(found[2])}{found[3]}", "", ""
    if (found := _IN_DOCDB.fullmatch(text)) and (city := _IN_CITIES.get(found[2] + found[3])):
        return f"{int(found[4])}{city}{found[1]}", found[5] or "", ""
    if found := _IN_NOW.fullmatch(text) or _IN_PATENT.fullmatch(text):
        return found[1], found[2] or "", ""
    return general(text)


def brazil(body: str, _kind: str) -> Parts | None:
    """ "PI 0812345-6", since 2012 "BR 10 2012 012345-6"; the last digit is a check digit."""
    close = re.sub(r"[\s.]", "", body).removeprefix("BR")
    if found := _BR_NOW.fullmatch(close) or _BR_OLD.fullmatch(close):
        return found[1], found[3] or "", found[2] or ""
    return general(close)


def eurasia(body: str, _kind: str) -> Parts | None:
    """Patents of six digits; applications of a year and five or six."""
    if found := _SERIAL.fullmatch(plain(body)):
        return f"{found[1]:0>6}", found[2] or "", ""
    return general(body)


def african(body: str, _kind: str) -> Parts | None:
    """ "AP/P/2008/001234"; patents of both African organisations count on."""
    close = re.sub(r"\s", "", body)
    if found := _AFRICAN.fullmatch(close):
        return f"{found[1]}{found[2]:0>6}", found[3] or "", ""
    if found := _SERIAL.fullmatch(plain(body)):
        return found[1], found[2] or "", ""
    return general(body)


def russia(body: str, _kind: str) -> Parts | None:
    """Applications of ten digits, a figure for internal use after a slash; patents count on."""
    if found := _RU_APPLICATION.fullmatch(re.sub(r"\s", "", body)):
        return found[1], found[2] or "", ""
    return general(body)


def india_shape(number: str, kind: str) -> Shape:
    if found := re.fullmatch(r"(\d+)([A-Z]{3}(?:NP)?)(\d{4})", number):
        return Shape(NumberDomain.APPLICATION, found[2], int(found[3]), found[1], "city")
    if re.fullmatch(r"(?:19|20)\d{10}", number):
        return Shape(NumberDomain.APPLICATION, number[4:6], int(number[:4]), number[6:], "2016")
    return general_shape(number, kind)


def general_shape(number: str, kind: str) -> Shape:
    """Any other office: letters in front are a type, a year of four digits and six more are a year and a serial."""
    letter = kind[:1]
    domain = NumberDomain.UNKNOWN
    if letter:
        domain = NumberDomain.PUBLICATION if letter == "A" else NumberDomain.GRANT
    found = re.fullmatch(r"([A-Z]*)(.*)", number)
    letters, rest = (found[1], found[2]) if found else ("", number)
    if dated := re.fullmatch(r"((?:19|20)\d{2})(\d{6,7})", rest):
        return Shape(domain, letters, int(dated[1]), dated[2])
    return Shape(domain, letters, None, rest)
