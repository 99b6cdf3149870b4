"""Small values in the EPO's exchange XML: names without prefixes, texts, days, and the numbers of documents.

A number is given in up to three forms. `docdb` is the EPO's own key with office, number and kind apart; `epodoc` is
one string ("EP20100167109"); `original` is as the office prints it. Publications are the same in all; applications
are not: DOCDB writes a US application of 2018 as 201815919370, one of 2004 as serial and year (2366704), and an
international one under its receiving office with kind W.

Sources: EPO, DOCDB exchange format (user documentation and exchange-documents schema 2.5); EPO, OPS 3.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.formats.xml_text import day_of, text_of
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import (
    application_id,
    docdb_application,
    document_id,
    epodoc_application,
    parse_number,
)

__all__ = [
    "Forms",
    "application",
    "child_text",
    "family_number",
    "fields_of",
    "first_child",
    "forms_of",
    "paragraphs",
    "plausible",
    "publication",
]

Forms = Mapping[str, Mapping[str, str]]
"""The fields of a document's identifiers ("country", "doc-number", "kind", "date") by form."""

# The number of the publication itself with an X ("1258190X", "USX1258190"), where the application's is not known.
_STAND_IN = re.compile(r"\d{1,12}X|[A-Z]{2}X\d{1,12}", re.ASCII)
_OFFICE = re.compile(r"[A-Za-z]{2}", re.ASCII)
_KIND = re.compile(r"[A-Za-z][A-Za-z0-9]{0,2}", re.ASCII)
_CHECKS = (("country", _OFFICE), ("kind", _KIND))
_FAMILY = re.compile(r"\d{1,16}", re.ASCII)
_US_WITH_SERIES = re.compile(r"(\d\d)[/ ]?(\d{3}),?(\d{3})", re.ASCII)


def paragraphs(element: Element) -> str:
    """As `text_of`, but paragraphs are set apart by a blank."""
    return " ".join(filter(None, map(text_of, element.iterchildren("p")))) or text_of(element)


def first_child(element: Element, name: str) -> Element | None:
    """The first child of that name; several times as fast as the search for a path."""
    for child in element:
        if child.tag == name:
            return child
    return None


def child_text(element: Element, name: str) -> str:
    """The folded text of the first child of that name, or ""."""
    for child in element:
        if child.tag == name:
            return text_of(child)
    return ""


def fields_of(element: Element) -> dict[str, str]:
    """The folded texts of an element's children by name, of repeated ones the first."""
    fields: dict[str, str] = {}
    for child in element.iterchildren("*"):
        tag = child.tag
        if tag not in fields:
            text = child.text
            # Most are one word or number, and need no folding.
            fields[tag] = text if text and text.isalnum() and not len(child) else text_of(child)
    return fields


def forms_of(references: Iterable[Element]) -> Forms:
    """The identifiers of one document by form; of a repeated form the first.

    The form is said by the identifier (OPS) or by the reference around it (DOCDB), and is `docdb` where nothing is
    said.
    """
    forms: dict[str, dict[str, str]] = {}
    for reference in references:
        for identifier in reference:
            if identifier.tag != "document-id":
                continue
            form = identifier.get("document-id-type") or reference.get("data-format") or "docdb"
            if form not in forms and (fields := fields_of(identifier)).get("doc-number"):
                forms[form] = plausible(fields)
    return forms


def plausible(fields: dict[str, str]) -> dict[str, str]:
    """The fields without what can be neither an office's code nor a kind."""
    for name, check in _CHECKS:
        if name in fields and not check.fullmatch(fields[name]):
            del fields[name]
    return fields


def family_number(element: Element) -> str:
    """The number of DOCDB's simple family that an element has as its attribute, "" for none."""
    number = (element.get("family-id") or "").strip()
    return number if _FAMILY.fullmatch(number) else ""


def _day_in(forms: Forms) -> date | None:
    for fields in forms.values():
        if (day := day_of(fields.get("date"))) is not None:
            return day
    return None


def publication(forms: Forms) -> DocumentId | None:
    """The publication; `raw` is the number as the office prints it, where that is told."""
    day = _day_in(forms)
    docdb, epodoc = forms.get("docdb", {}), forms.get("epodoc", {})
    printed = forms.get("original", {}).get("doc-number", "")
    if docdb.get("country") and docdb.get("doc-number"):
        found = document_id(docdb["country"], docdb["doc-number"], docdb.get("kind", ""), day)
        return msgspec.structs.replace(found, raw=printed) if printed else found
    if parsed := parse_number(epodoc.get("doc-number", "")):
        return msgspec.structs.replace(
            parsed, kind=parsed.kind or epodoc.get("kind", "").upper(), date=day, raw=printed or parsed.raw
        )
    return None


def application(forms: Forms) -> DocumentId | None:
    """The application in its office's own form; a US one by its series where the printed form tells that.

    `number` is "" where DOCDB does not know it and has something else stand in for it.
    """
    day = _day_in(forms)
    docdb, original = forms.get("docdb", {}), forms.get("original", {})
    printed = original.get("doc-number", "")
    office, number = docdb.get("country", ""), docdb.get("doc-number", "")
    found: DocumentId | None
    if office and _STAND_IN.fullmatch(number) and office.upper() != "CN":
        return DocumentId(office=office.upper(), number="", date=day, raw=number)
    if office and number:
        found = docdb_application(office, number, docdb.get("kind", ""), day)
    elif (text := forms.get("epodoc", {}).get("doc-number", "")) and _STAND_IN.fullmatch(text):
        return DocumentId(office=text[:2], number="", date=day, raw=text)
    elif text:
        found = epodoc_application(text, day)
    else:
        office = original.get("country", "")
        found = application_id(office.upper(), printed, day) if office and printed else None
    if found is None or not printed:
        return found
    if found.office == "US" and (series := _US_WITH_SERIES.fullmatch(printed)):
        known = found.number.rpartition("/")
        if known[2] == series[2] + series[3] and len(known[0]) == 4:
            found = msgspec.structs.replace(found, number=f"{series[1]}/{known[2]}")
    return msgspec.structs.replace(found, raw=printed)
