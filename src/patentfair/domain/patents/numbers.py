"""Publication and application numbers: any spelling a person types or an office prints, to one normal form.

Normal forms of `DocumentId.number`:

| office | publication or grant | application |
|---|---|---|
| CN | `102307917` (before 2007 `1234567`) | `201680087887`, before October 2003 `95115608`; check digit apart |
| US | `7272630`, `D614826`, `RE40000`, `PP12345`, `H2123`, `20100015376` | `15/123456` (series/serial) |
| EP | seven digits | eight digits, check digit apart |
| WO | `2004012345` (year and six digits in every era) | `PCT/US2004/012345` |
| JP | `2004123456`, `H10123456`, `3456789` | the same digits; the kind tells them apart |

A number of another office keeps its letters and digits without separators. An application number never looks like a
publication number of the same office (except JP), so one key space serves both.

Sources: rights.md 4.4 and 4.5; WIPO ST.3, ST.6, ST.16; USPTO MPEP 901.04; EPO Guidelines A-II 1.7.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from operator import mul

from patentfair.domain.patents.document import DocumentId

__all__ = [
    "application_id",
    "cn_check_digit",
    "document_id",
    "ep_check_digit",
    "is_damaged_by_spreadsheet",
    "lookup_key",
    "parse_number",
    "spellings",
]

_OFFICE_CODES = (
    "AD AE AL AM AP AR AT AU AZ BA BD BE BG BH BO BR BX BY CA CH CI CL CN CO CR CS CU CY CZ DD DE DK DO DZ EA EC EE "
    "EG EM EP ES FI FR GB GC GE GR GT HK HN HR HU IB ID IE IL IN IR IS IT JO JP KE KG KR KZ LI LK LT LU LV MA MC MD ME "
    "MK MN MO MT MW MX MY NI NL NO NZ OA PA PE PH PK PL PT PY RO RS RU SA SE SG SI SK SM SU SV SY TH TJ TM TN TR TT TW "
    "UA US UY UZ VE VN WO YU ZA ZM ZW"
)
_OFFICES = frozenset(_OFFICE_CODES.split())
_LONGEST = 64
_KIND = r"([A-Z]\d?)?"
# The spellings of nearly all numbers in USPTO documents, taken without folding: reading is largely reading citations.
_US_PRINTED = re.compile(r"(D|PP|RE|H)?0*([1-9][0-9]{0,7})|(20[0-9]{2})/([0-9]{7})")
_SCIENTIFIC = re.compile(r"\s*\d(?:[.,]\d+)?[eE]\+?\d{1,3}\s*")
_CN_APPLICATION = re.compile(r"((?:19|20)\d{2}[12389]\d{7})([0-9X])?([ABCUYSD]\d?)?")
_CN_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_NOT_PLAIN = re.compile(r"[^A-Z0-9]")
_DASHES = str.maketrans("‐‑‒–—―−", "-------")
_JP_ERAS = str.maketrans("平昭/", "HS-", " ")

# What a normal form is made of: number, kind, check digit.
_Parts = tuple[str, str, str]


def is_damaged_by_spreadsheet(text: str) -> bool:
    """Whether `text` is a number in scientific notation ("2.02E+12"): its digits are lost and cannot be restored."""
    return _SCIENTIFIC.fullmatch(text) is not None


def cn_check_digit(number: str) -> str:
    """Check digit ("0" to "9" or "X") of a Chinese application number of 12 or, before October 2003, 8 digits."""
    remainder = sum(map(mul, map(int, number), _CN_WEIGHTS)) % 11
    return "X" if remainder == 10 else str(remainder)


def ep_check_digit(number: str) -> str:
    """Check digit of a European application number of 8 digits. Published exceptions exist: warn, never reject."""
    products = "".join(str(int(digit) * (1 + index % 2)) for index, digit in enumerate(number))
    return str(-sum(map(int, products)) % 10)


def parse_number(text: str, default_office: str | None = None) -> DocumentId | None:
    """The document that `text` names, or None when it names none.

    Takes spaces, commas, points, hyphens, full-width characters, either case, "ZL" before a Chinese patent number.
    Without a country code the office is `default_office`, or is inferred where the shape leaves no doubt.
    """
    folded = _fold(text)
    if not folded or len(folded) > _LONGEST or is_damaged_by_spreadsheet(folded):
        return None
    office, body = _split_office(folded, default_office)
    if office is None:
        return None
    parts = _PARSERS.get(office, _generic)(body)
    if parts is None:
        return None
    number, kind, check_digit = parts
    return DocumentId(office=office, number=number, kind=kind, raw=text, check_digit=check_digit)


def document_id(office: str, number: str, kind: str = "", day: date | None = None) -> DocumentId:
    """The publication that a document prints as separate fields; an unknown shape keeps its letters and digits."""
    if office == "US" and (found := _US_PRINTED.fullmatch(number)):
        plain = (found[1] or "") + found[2] if found[2] else found[3] + found[4]
        return DocumentId(office="US", number=plain, kind=kind, date=day, raw=number)
    office = office.strip().upper()
    plain, own_kind, check_digit = _printed_parts(office, number)
    return DocumentId(
        office=office,
        number=plain,
        kind=kind.strip().upper() or own_kind,
        date=day,
        raw=number,
        check_digit=check_digit,
    )


def _printed_parts(office: str, number: str) -> _Parts:
    folded = _fold(number).removeprefix(office) if len(number) <= _LONGEST else ""
    parts = _PARSERS.get(office, _generic)(folded) if folded else None
    return parts or (_plain(number)[:_LONGEST], "", "")


def application_id(office: str, number: str, day: date | None = None) -> DocumentId:
    """The application that a document prints as separate fields; US numbers carry their series in front."""
    plain = _plain(number)
    if office == "US" and re.fullmatch(r"\d{8}", plain):
        return DocumentId(office="US", number=f"{plain[:2]}/{plain[2:]}", date=day, raw=number)
    return document_id(office, number, "", day)


def spellings(document: DocumentId) -> tuple[str, ...]:
    """Lookup keys under which `document` is to be found: with and without kind, with and without office."""
    if not document.number:
        return ()
    kinds = dict.fromkeys(("", document.kind, document.kind[:1]))
    keys = [f"{document.office}{document.number}{kind}" for kind in kinds]
    if "/" not in document.number:
        keys += [f"{document.number}{kind}" for kind in kinds]
    return tuple(keys)


def lookup_key(text: str) -> str:
    """Normal form of what somebody typed, to be looked up among `spellings`. The check digit is never part of it."""
    document = parse_number(text)
    return document.canonical if document else _plain(text)


def _fold(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return text.upper().strip(" .;:\t\r\n")


def _plain(text: str) -> str:
    """Letters and digits alone."""
    folded = _fold(text)
    return folded if folded.isascii() and folded.isalnum() else _NOT_PLAIN.sub("", folded)


def _split_office(folded: str, default_office: str | None) -> tuple[str | None, str]:
    if folded.startswith("PCT"):
        return "WO", folded
    if folded.startswith("ZL"):
        return "CN", folded
    office = folded[:2]
    if office in _OFFICES and re.search(r"\d", folded) and folded[2:3] != "/":
        return office, folded[2:].lstrip(" .-:/")
    return (default_office.upper() if default_office else _infer_office(folded)), folded


def _infer_office(folded: str) -> str | None:
    close = folded.replace(" ", "")
    plain = _plain(folded)
    if re.fullmatch(r"(19|20)\d{2}[12389]\d{7}[0-9X]?", plain) or re.fullmatch(r"[123]\d{8}[ABCUYSD]\d?", plain):
        return "CN"
    if dotted := re.fullmatch(r"(\d{8})\.([0-9X])", close):
        number, check_digit = dotted.groups()
        return (
            "CN" if check_digit == cn_check_digit(number) else "EP" if check_digit == ep_check_digit(number) else None
        )
    if re.fullmatch(r"\d{1,2},\d{3},\d{3}" + _KIND + r"|(D|PP|RE)[\d,]+" + _KIND + r"|\d{7,8}[AB][12]", close):
        return "US"
    if re.fullmatch(r"\d{2}/\d{3},?\d{3}|20\d{2}/\d{7}" + _KIND, close):
        return "US"
    return None


def _cn(body: str) -> _Parts | None:
    plain = _plain(body).removeprefix("ZL").removeprefix("CN")
    if found := _CN_APPLICATION.fullmatch(plain):
        return found[1], found[3] or "", found[2] or ""
    if found := re.fullmatch(r"((?:8[5-9]|9\d|0[0-3])[12389]\d{5})([0-9X])?([ABCUYSD]\d?)?", plain):
        return found[1], found[3] or "", found[2] or ""
    if found := re.fullmatch(r"([123]\d{6}|[1234]\d{8})" + _KIND, plain):
        return found[1], found[2] or "", ""
    return _generic(plain)


def _us(body: str) -> _Parts | None:
    close = re.sub(r"[\s,.]", "", body)
    if found := re.fullmatch(r"(\d{2})/(\d{1,6})", close):
        return f"{found[1]}/{found[2]:0>6}", "", ""
    plain = _plain(body)
    if found := re.fullmatch(r"(20\d{2})(\d{6,7})" + _KIND, plain):
        # DOCDB and PATSTAT drop one zero of the seven digits.
        return f"{found[1]}{found[2]:0>7}", found[3] or "", ""
    if found := re.fullmatch(r"(D|PP|RE|RX|H|T|X|AI)?0*([1-9]\d{0,7})" + _KIND, plain):
        return f"{found[1] or ''}{found[2]}", found[3] or "", ""
    return _generic(plain)


def _ep(body: str) -> _Parts | None:
    plain = _plain(body)
    if found := re.fullmatch(r"(\d{8})(\d)?", plain):
        return found[1], "", found[2] or ""
    if found := re.fullmatch(r"(\d{1,7})" + _KIND, plain):
        return f"{found[1]:0>7}", found[2] or "", ""
    return _generic(plain)


def _wo(body: str) -> _Parts | None:
    close = body.replace(" ", "")
    if found := re.fullmatch(r"PCT[/-]?([A-Z]{2})[/-]?(\d{4}|\d{2})[/-](\d{1,6})", close):
        return f"PCT/{found[1]}{_four_digit_year(found[2])}/{found[3]:0>6}", "", ""
    if found := re.fullmatch(r"PCT([A-Z]{2})(?:(\d{4})(\d{6})|(\d{2})(\d{5}))", _plain(close)):
        year, serial = found[2] or found[4], found[3] or found[5]
        return f"PCT/{found[1]}{_four_digit_year(year)}/{serial:0>6}", "", ""
    if found := re.fullmatch(r"(\d{4}|\d{2})[/-](\d{1,6})[.-]?" + _KIND, close):
        return f"{_four_digit_year(found[1])}{found[2]:0>6}", found[3] or "", ""
    plain = _plain(body)
    if found := re.fullmatch(r"(?:((?:19|20)\d{2})(\d{6})|(\d{2})(\d{5,6}))" + _KIND, plain):
        year, serial = found[1] or found[3], found[2] or found[4]
        return f"{_four_digit_year(year)}{serial:0>6}", found[5] or "", ""
    return _generic(plain)


def _four_digit_year(digits: str) -> str:
    """International applications exist since 1978, so two digits are not ambiguous before 2078."""
    return digits if len(digits) == 4 else ("19" if digits >= "78" else "20") + digits


def _jp(body: str) -> _Parts | None:
    close = body.translate(_JP_ERAS)
    if found := re.search(r"((?:19|20)\d{2}|[HS]\d{1,2})-(\d{1,6})[.-]?" + _KIND + "$", close):
        year = found[1] if found[1][0] in "12" else f"{found[1][0]}{found[1][1:]:0>2}"
        return f"{year}{found[2]:0>6}", found[3] or "", ""
    return _generic(_plain(close))


def _generic(body: str) -> _Parts | None:
    if dotted := re.fullmatch(r"(\d{8,12})\.(\d)", body.replace(" ", "")):
        return dotted[1], "", dotted[2]
    found = re.fullmatch(r"([A-Z]{0,3}\d[A-Z0-9]*?)" + _KIND, _plain(body))
    return (found[1], found[2] or "", "") if found else None


_PARSERS: dict[str, Callable[[str], _Parts | None]] = {"CN": _cn, "US": _us, "EP": _ep, "WO": _wo, "JP": _jp}
