"""Publication and application numbers: any spelling a person types or an office prints, to one normal form.

Normal forms of `DocumentId.number`:

| office | publication or grant | application |
|---|---|---|
| CN | `102307917` (before 2007 `1234567`) | `201680087887`, before October 2003 `95115608`; check digit apart |
| US | `7272630`, `D614826`, `RE40000`, `PP12345`, `H2123`, `20100015376` | `15/123456`, or by year `2002/291320` |
| EP | seven digits | eight digits, check digit apart |
| WO | `2004012345` (year and six digits in every era) | `PCT/US2004/012345` |
| JP | `2004123456`, `H10123456`, `3456789` | the same digits; the kind tells them apart |
| KR | `1020100012345`, grants `101234567` | the same digits; the kind tells them apart |
| DE | `102004012345`, `4412345`, `19812345` | the same number |
| IN | `312345` | `1234DEL2008`, `201611012345` |

A number of another office keeps its letters and digits without separators. An application number never looks like a
publication number of the same office (except JP, KR, FR, GB), so one key space serves both.

Sources: rights.md 4.5; WIPO ST.3, ST.6, ST.13, ST.16; the modules of the offices name their own.
"""

from __future__ import annotations

import re
from datetime import date

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import international, japan, offices, united_states
from patentfair.domain.patents.numbers.china import check_digit as cn_check_digit
from patentfair.domain.patents.numbers.docdb import docdb_application, epodoc_application
from patentfair.domain.patents.numbers.europe import check_digit as ep_check_digit
from patentfair.domain.patents.numbers.identity import NumberKey, check, number_key
from patentfair.domain.patents.numbers.sequences import letters, sequence_letter
from patentfair.domain.patents.numbers.shapes import LONGEST, NumberDomain, Parts, fold, plain

__all__ = [
    "NumberDomain",
    "NumberKey",
    "application_id",
    "check",
    "cn_check_digit",
    "docdb_application",
    "document_id",
    "ep_check_digit",
    "epodoc_application",
    "is_damaged_by_spreadsheet",
    "lookup_key",
    "lookup_keys",
    "number_key",
    "parse_number",
    "spellings",
]

_SCIENTIFIC = re.compile(r"\s*\d(?:[.,]\d+)?[eE]\+?\d{1,3}\s*")
# "US2004012345W": DOCDB's kind of an international application, filed under its receiving office.
_RECEIVED = re.compile(r"((?:19|20)?\d{7,8})W")
# Figures alone that are an application's in China and in India.
_CN_OR_IN = re.compile(r"20(?:1[6-9]|[2-9]\d)[1-4]\d{7}")
# Offices whose applications, publications and grants can have the same digits: there a number needs its kind.
_SHARED_DIGITS = frozenset({"FR", "GB", "JP", "KR"})
_ROUNDS = 4


def is_damaged_by_spreadsheet(text: str) -> bool:
    """Whether `text` is a number in scientific notation ("2.02E+12"): its digits are lost and cannot be restored."""
    return _SCIENTIFIC.fullmatch(text) is not None


def parse_number(text: str, default_office: str | None = None) -> DocumentId | None:
    """The document that `text` names, or None when it names none.

    Takes spaces, commas, points, hyphens, full-width characters, either case, "ZL" before a Chinese patent number, a
    kind before or behind, and the words around a number ("U.S. Patent No.", "申请号", "特開平"). Without a country
    code the office is `default_office`, or is inferred where the shape leaves no doubt.
    """
    if len(text) > 4 * LONGEST:
        return None
    folded = fold(text)
    if not folded or len(folded) > LONGEST or is_damaged_by_spreadsheet(folded):
        return None
    folded = offices.without_words(folded)
    office, body = offices.split_office(folded, default_office)
    if office is None:
        return None
    if office != "WO" and (received := _RECEIVED.fullmatch(body)):
        number = international.of_receiving_office(office, received[1])
        return DocumentId(office="WO", number=number, raw=text) if number else None
    front, body = offices.split_kind(office, body)
    parts = offices.read(office, body, front)
    if parts is None:
        return None
    number, kind, check_digit = parts
    return DocumentId(office=office, number=number, kind=kind or front, raw=text, check_digit=check_digit)


def document_id(office: str, number: str, kind: str = "", day: date | None = None) -> DocumentId:
    """The publication that a document prints as separate fields; an unknown shape keeps its letters and digits.

    Kind W is DOCDB's mark of an international application, filed under its receiving office.
    """
    if office == "US" and (found := united_states.PRINTED.fullmatch(number)) and kind != "W":
        text = (found[1] or "") + found[2] if found[2] else found[3] + found[4]
        return DocumentId(office="US", number=text, kind=kind, date=day, raw=number)
    office = office.strip().upper()
    kind = kind.strip().upper()
    if kind[:1] == "W" and office != "WO" and (received := international.of_receiving_office(office, number)):
        return DocumentId(office="WO", number=received, date=day, raw=number)
    text, own_kind, check_digit = _printed_parts(office, number, kind)
    return DocumentId(office=office, number=text, kind=kind or own_kind, date=day, raw=number, check_digit=check_digit)


def _printed_parts(office: str, number: str, kind: str) -> Parts:
    folded = fold(number) if len(number) <= LONGEST else ""
    body = folded.removeprefix(office) if re.search(r"\d", folded) else ""
    parts = offices.read(office, body.lstrip(" .-:/"), kind) if body else None
    return parts or (plain(number)[:LONGEST], "", "")


def application_id(office: str, number: str, day: date | None = None) -> DocumentId:
    """The application that a document prints as separate fields; US numbers carry their series in front.

    Numbers of DOCDB, PATSTAT and EPODOC are written otherwise: `docdb_application`, `epodoc_application`.
    """
    if office == "US" and len(number) <= LONGEST and (text := united_states.application(number)):
        return DocumentId(office="US", number=text, date=day, raw=number)
    if office == "JP" and day is not None and len(number) <= LONGEST and (told := japan.application(fold(number), day)):
        return DocumentId(office="JP", number=told, date=day, raw=number)
    return document_id(office, number, "", day)


def spellings(document: DocumentId) -> tuple[str, ...]:
    """Lookup keys under which `document` is to be found: with and without kind, with and without office.

    Other digits under which an office or DOCDB prints the same number (JP years, KR without the type) are among them.
    """
    if not document.number:
        return ()
    kinds = tuple(dict.fromkeys(("", document.kind, document.kind[:1])))
    others = offices.ALTERNATIVES.get(document.office)
    numbers = (document.number, *(others(document.number, document.kind) if others else ()))
    keys: list[str] = []
    for number in numbers:
        keys += [f"{document.office}{number}{kind}" for kind in kinds]
        if "/" not in number:
            keys += [f"{number}{kind}" for kind in kinds]
    return tuple(keys)


def lookup_key(text: str) -> str:
    """Normal form of what somebody typed, to be looked up among `spellings`. The check digit is never part of it.

    The normal form of a normal form is itself.
    """
    key = _once(text)
    for _ in range(_ROUNDS):
        again = _once(key)
        if again == key:
            break
        key = again
    return key


def _once(text: str) -> str:
    document = parse_number(text)
    return document.canonical if document else plain(text)[: 4 * LONGEST]


def lookup_keys(text: str) -> tuple[str, ...]:
    """The keys to try for what somebody typed, the surest first.

    The normal form; with the letter of its sequence where the office has several (`sequences`), of all of them where no
    kind is given; other digits for the same number; then the number without its kind, where no other document of the
    office can have the same digits, so that "7272630B" finds what was printed as B2.
    """
    document = parse_number(text)
    keys = [lookup_key(text)]
    if document is not None:
        office, kind = document.office, document.kind
        others = offices.ALTERNATIVES.get(office)
        alone = True
        for number in (document.number, *(others(document.number, kind) if others else ())):
            every = letters(office, number)
            told = (sequence_letter(office, number, kind),) if kind else every
            keys += [f"{office}{number}{kind}", *(f"{office}{number}{letter}" for letter in told if letter)]
            alone = alone and not every
        if office not in _SHARED_DIGITS and alone:
            keys.append(f"{office}{document.number}")
        if office == "CN" and _CN_OR_IN.fullmatch(fold(text)):
            keys.append(f"IN{document.number}")
    return tuple(key for key in dict.fromkeys(keys) if key)
