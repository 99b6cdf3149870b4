"""What both XML formats of the Chinese office share: numbers, parties, classes and claims as it prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec
from lxml import etree

from patentfair.domain.formats.cn_parties import is_organisation
from patentfair.domain.formats.cnipa_address import split_address
from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.formats.xml_text import STACKED, day_of, local_name, whole_number
from patentfair.domain.patents.classes import parse_class
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import application_id, cn_check_digit, document_id
from patentfair.domain.patents.record import (
    Claim,
    ClassScheme,
    ClassSymbol,
    PartyRole,
    PatentParty,
    Relation,
    RelationKind,
)

__all__ = [
    "agents_of",
    "application_of",
    "cited_document",
    "claim_of",
    "class_of",
    "international_relations",
    "mark_pictures",
    "party_of",
    "said",
    "short_version",
]

# By the local names of both formats, in small letters.
_MARKS = {
    **dict.fromkeys(("mathdetails", "maths", "math", "chemistrydetails", "chemistry"), "[formula]"),
    **dict.fromkeys(("image", "img", "inlineimage"), "[picture]"),
    **dict.fromkeys(("tabledetails", "tables"), "[table]"),
}
_AGENCY_CODE = re.compile(r"\s\d{5}$")
_PRINTED_NUMBER = re.compile(r"(\d{1,4})\s?(?:[.．](?!\d)|[、)）])\s?")
_PRINTED_CITATION = re.compile(
    r"([A-Z]{2})\s?([0-9A-Z/.-]{4,24})\s?([A-Z]\d?)\s?[,，]\s?(\d{4})[.-](\d{1,2})[.-](\d{1,2})(?!\d)"
)
_STANDARD_APPLICATION = re.compile(r"(10|20|30|11|21)((?:19|20)\d{2})00(\d{7})")
_STANDARD_TYPES = {"10": "1", "20": "2", "30": "3", "11": "8", "21": "9"}


def application_of(number: str, day: date | None, problems: list[str]) -> DocumentId | None:
    """The Chinese application `number`, its check digit apart; what is wrong with it goes to `problems`.

    The standard form of data exchange ("102015000481495": kind, year, serial) is turned back into the printed one
    where the year leaves no doubt of it, that is after 2003.
    """
    if not number:
        return None
    standard = _STANDARD_APPLICATION.fullmatch(number)
    plain = number
    if standard is not None and standard[2] > "2003":
        plain = f"{standard[2]}{_STANDARD_TYPES[standard[1]]}{standard[3]}"
    application = msgspec.structs.replace(application_id("CN", plain, day), raw=number)
    if len(application.number) not in (8, 12):
        problems.append("cnipa.application-number")
    elif application.check_digit and application.check_digit != cn_check_digit(application.number):
        problems.append("cnipa.check-digit")
    return application


def international_relations(application: DocumentId | None, publication: DocumentId | None) -> Iterator[Relation]:
    """The international application of which this is the national phase, and its publication, where printed."""
    if application is not None and application.number:
        yield Relation(kind=RelationKind.INTERNATIONAL_APPLICATION, document=application)
    if publication is not None and publication.number:
        yield Relation(kind=RelationKind.INTERNATIONAL_PUBLICATION, document=publication)


def said(text: str) -> str:
    """A field of an address: "" where the office fills it with zeros."""
    return "" if not text.strip("0 ") else text


def party_of(
    role: PartyRole,
    name: str,
    sequence: int,
    *,
    address: str = "",
    region: str = "",
    city: str = "",
    country: str = "",
) -> PatentParty:
    """A party whose `address` is printed in one line; fields printed apart come before what the line shows."""
    place = split_address(address)
    return PatentParty(
        role=role,
        name=name,
        is_organisation=False if role is PartyRole.INVENTOR else is_organisation(name),
        address=place.text,
        city=city,
        region=region or place.region,
        country=country or place.country,
        sequence=sequence,
    )


def agents_of(pairs: Iterable[tuple[str, str]]) -> Iterator[PatentParty]:
    """Agencies and agents from pairs of both: each agency once, without the office's code behind its name."""
    names: dict[str, bool] = {}
    for agency, person in pairs:
        if bare := _AGENCY_CODE.sub("", agency):
            names.setdefault(bare, True)
        if person:
            names.setdefault(person, False)
    for sequence, (name, organisation) in enumerate(names.items(), 1):
        yield PatentParty(role=PartyRole.AGENT, name=name, is_organisation=organisation, sequence=sequence)


def class_of(text: str, scheme: ClassScheme, problems: list[str], *, first: bool) -> Iterator[ClassSymbol]:
    """The symbol that is printed, or none and `cnipa.class-symbol`."""
    symbol = parse_class(" ".join(text.split()), scheme, first=first)
    if symbol is not None:
        yield symbol
    elif text.strip():
        problems.append("cnipa.class-symbol")


def cited_document(text: str) -> DocumentId | None:
    """The document that a printed citation names ("CN 101234567 A,2009.08.05,全文"); the text stays beside it."""
    found = _PRINTED_CITATION.match(text)
    if found is None:
        return None
    day = day_of(f"{found[4]}{found[5]:0>2}{found[6]:0>2}")
    document = document_id(found[1], found[2], found[3], day)
    return msgspec.structs.replace(document, raw=found[0]) if document.number else None


def short_version(day: str) -> str:
    """A version's day in the short form that is printed with symbols: "20060101" -> "2006.01"."""
    return f"{day[:4]}.{day[4:6]}" if len(day) == 8 and day.isdecimal() and day.strip("0") else day.strip("0")


def mark_pictures(claim: Element) -> bool:
    """Put a mark in the place of each formula and picture and before the words of each table; whether there is any.

    The element is changed. A formula of marked-up characters that stand in one line is left as it is.
    """
    pictured = [
        (element, mark)
        for element in claim.iter("{*}*")
        if (mark := _mark(element)) and not (mark == "[formula]" and (_is_inner(element) or _in_one_line(element)))
    ]
    for element, mark in pictured:
        if mark == "[table]":
            element.text = f" {mark} {element.text or ''}"
            continue
        for child in list(element):
            element.remove(child)
        element.text = mark
    return bool(pictured)


def _mark(element: Element) -> str:
    return _MARKS.get(local_name(element).lower(), "")


def _is_inner(formula: Element) -> bool:
    """Whether it is part of another, which decides for both."""
    return any(_mark(outer) == "[formula]" for outer in formula.iterancestors())


def _in_one_line(formula: Element) -> bool:
    """Whether a formula has characters, in MathML of its own or within a text, and no picture or stacked parts."""
    if any(_mark(element) == "[picture]" for element in formula.iter("{*}*")):
        return False
    markup = etree.tostring(formula, encoding="unicode", with_tail=False).replace("&lt;", "<")
    return "<mi" in markup and STACKED.search(markup) is None


def claim_of(number: str | None, position: int, text: str) -> Claim:
    """A claim; its number is taken off its beginning, where it is printed too ("1.", "1、")."""
    value = whole_number(number) or position
    printed = _PRINTED_NUMBER.match(text)
    if printed is not None and int(printed[1]) == value:
        text = text[printed.end() :]
    return Claim(value, text)
