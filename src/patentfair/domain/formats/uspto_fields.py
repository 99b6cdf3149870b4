"""From the elements of one USPTO v4 grant to a `PatentRecord`.

Order and names of elements changed between versions (`parties` became `us-parties`, `citation` became `us-citation`,
IPC became structured); each is read under all its names, so no version is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from lxml import etree

from patentfair.domain.formats.xml_documents import Element, Origin
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.classes import parse_class, uspc_symbol
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import application_id, document_id
from patentfair.domain.patents.record import (
    Citation,
    Claim,
    ClassScheme,
    ClassSymbol,
    PartyRole,
    PatentParty,
    PatentRecord,
    PriorityClaim,
    RightType,
    Stage,
    TextIn,
)

__all__ = ["grant_record"]

_TYPES = {
    "utility": RightType.INVENTION,
    "design": RightType.DESIGN,
    "plant": RightType.PLANT,
    "reissue": RightType.REISSUE,
    "sir": RightType.STATUTORY_INVENTION,
}
_TYPES_BY_PREFIX = {
    "D": RightType.DESIGN,
    "PP": RightType.PLANT,
    "RE": RightType.REISSUE,
    "H": RightType.STATUTORY_INVENTION,
}
_INDIVIDUAL_ROLES = {"04", "05", "4", "5", "14", "15"}
_NOT_SAID = {"omitted", "unknown", "none", ""}
_TAG = re.compile(r"<(?:[^>?!][^>]*|\?.*?\?|!--.*?--)>", re.DOTALL)
_LEADING_NUMBER = re.compile(r"(\d{1,4}) ?[.)] ?")


def grant_record(root: Element, file_format: str, origin: Origin) -> PatentRecord | Problem:
    """The grant in `root`; `uspto.no-bibliography` or `uspto.no-number` where it does not say what it is."""
    bibliography = root.find("us-bibliographic-data-grant")
    if bibliography is None:
        reason = "The grant has no us-bibliographic-data-grant."
        return origin.problem("uspto.no-bibliography", reason)
    found = _Found(root)
    for element in bibliography:
        if (read := _SECTIONS.get(element.tag)) is not None:
            read(found, element)
    if found.publication is None or not found.publication.number:
        reason = "The grant has no publication number."
        return origin.problem("uspto.no-number", reason)
    for element in root.iterchildren("abstract", "claims"):
        (_read_abstract if element.tag == "abstract" else _read_claims)(found, element)
    if found.claim_count is not None and found.claims and found.claim_count != len(found.claims):
        found.problems.append("uspto.claim-count-differs")
    if not found.titles:
        found.problems.append("uspto.no-title")
    for part in (bibliography, *root.iterchildren("abstract", "claims")):
        if next(part.iter(etree.Entity), None) is not None:
            # A name from the DTD, which is never loaded: its character is missing from the texts.
            found.problems.append("xml.entity-unresolved")
    return PatentRecord(
        publication=found.publication,
        application=found.application,
        right_type=found.right_type or _type_by_number(found.publication.number),
        stage=Stage.GRANT,
        format=file_format,
        titles=tuple(found.titles),
        abstracts=tuple(found.abstracts),
        claims=tuple(found.claims),
        claim_count=found.claim_count,
        classes=tuple(dict.fromkeys(found.classes)),
        parties=tuple(found.parties),
        priorities=tuple(found.priorities),
        citations=tuple(found.citations),
        term_years=found.term_years,
        term_extension_days=found.term_extension_days,
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=tuple(dict.fromkeys((*origin.problems, *found.problems))),
    )


class _Found:
    """What has been read of one grant so far."""

    def __init__(self, root: Element) -> None:
        self.language = (root.get("lang") or "").lower()
        self.publication: DocumentId | None = None
        self.application: DocumentId | None = None
        self.right_type: RightType | None = None
        self.titles: list[TextIn] = []
        self.abstracts: list[TextIn] = []
        self.claims: list[Claim] = []
        self.claim_count: int | None = None
        self.classes: list[ClassSymbol] = []
        self.parties: list[PatentParty] = []
        self.priorities: list[PriorityClaim] = []
        self.citations: list[Citation] = []
        self.term_years: int | None = None
        self.term_extension_days: int | None = None
        self.problems: list[str] = []


# Text and small values


def _text(element: Element) -> str:
    """All text below an element with white space folded; comments, instructions and what follows it are left out."""
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join(etree.tostring(element, method="text", encoding="unicode", with_tail=False).split())


def _fields(element: Element) -> dict[str, str]:
    """The text of the direct children by tag; of repeated tags the first."""
    fields: dict[str, str] = {}
    for child in element:
        if text := child.text:
            fields.setdefault(child.tag, text.strip())
    return fields


@lru_cache(maxsize=8192)
def _day(text: str) -> date | None:
    """YYYYMMDD as a date; None for a month alone ("19940400") or nonsense."""
    if len(text) != 8 or not (text.isascii() and text.isdecimal()):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _whole(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else None


def _type_by_number(number: str) -> RightType:
    letters = re.match(r"[A-Z]*", number)
    return _TYPES_BY_PREFIX.get(letters[0] if letters else "", RightType.INVENTION)


# Sections of the bibliography


def _read_publication(found: _Found, element: Element) -> None:
    for identifier in element.iterchildren("document-id"):
        fields = _fields(identifier)
        day = _day(fields.get("date", ""))
        number = fields.get("doc-number", "")
        found.publication = document_id(fields.get("country", "") or "US", number, fields.get("kind", ""), day)
        if day is None:
            found.problems.append("uspto.publication-date")


def _read_application(found: _Found, element: Element) -> None:
    found.right_type = _TYPES.get(element.get("appl-type", ""))
    for identifier in element.iterchildren("document-id"):
        fields = _fields(identifier)
        if number := fields.get("doc-number"):
            found.application = application_id(fields.get("country", "US"), number, _day(fields.get("date", "")))


def _read_title(found: _Found, element: Element) -> None:
    if title := _text(element):
        found.titles.append(TextIn(element.get("lang", found.language), title))


def _read_claim_count(found: _Found, element: Element) -> None:
    found.claim_count = _whole(element.text)


def _read_term(found: _Found, element: Element) -> None:
    fields = _fields(element)
    found.term_years = _whole(fields.get("length-of-grant"))
    found.term_extension_days = _whole(fields.get("us-term-extension"))


def _read_priorities(found: _Found, element: Element) -> None:
    for claim in element.iterchildren("priority-claim"):
        fields = _fields(claim)
        day = _day(fields.get("date", ""))
        number = fields.get("doc-number", "")
        found.priorities.append(PriorityClaim(country=fields.get("country", ""), number=number, date=day))


def _read_citations(found: _Found, element: Element) -> None:
    citations = found.citations
    for identifier in element.iter("document-id"):
        country = number = kind = day = ""
        for child in identifier:
            tag = child.tag
            if tag == "doc-number":
                number = child.text or ""
            elif tag == "country":
                country = child.text or ""
            elif tag == "kind":
                kind = child.text or ""
            elif tag == "date":
                day = child.text or ""
        if number := number.strip():
            citations.append(Citation(document=document_id(country, number, kind, _day(day))))


# Classification


def _read_ipc(found: _Found, element: Element) -> None:
    """The seventh edition: fixed-width symbols."""
    edition = _text(element[0]) if len(element) and element[0].tag == "edition" else ""
    for child in element.iterchildren("main-classification", "further-classification"):
        symbol = parse_class(child.text or "", ClassScheme.IPC, first=child.tag == "main-classification")
        if symbol is None:
            found.problems.append("uspto.class-symbol")
        else:
            found.classes.append(
                ClassSymbol(scheme=symbol.scheme, symbol=symbol.symbol, version=edition, first=symbol.first)
            )


def _read_ipcr(found: _Found, element: Element) -> None:
    for child in element.iterchildren("classification-ipcr"):
        symbol = _structured(child, ClassScheme.IPC)
        found.classes.append(symbol) if symbol else found.problems.append("uspto.class-symbol")


def _read_cpc(found: _Found, element: Element) -> None:
    for child in element.iter("classification-cpc"):
        parent = child.getparent()
        main = parent is not None and parent.tag == "main-cpc"
        symbol = _structured(child, ClassScheme.CPC, first=main)
        found.classes.append(symbol) if symbol else found.problems.append("uspto.class-symbol")


def _structured(element: Element, scheme: ClassScheme, *, first: bool = False) -> ClassSymbol | None:
    section = number = subclass = group = subgroup = version = ""
    for child in element:
        tag = child.tag
        if tag == "section":
            section = child.text or ""
        elif tag == "class":
            number = child.text or ""
        elif tag == "subclass":
            subclass = child.text or ""
        elif tag == "main-group":
            group = child.text or ""
        elif tag == "subgroup":
            subgroup = child.text or ""
        elif tag == "symbol-position":
            first = first or (scheme is ClassScheme.IPC and child.text == "F")
        elif tag in ("ipc-version-indicator", "cpc-version-indicator"):
            version = child[0].text or "" if len(child) else ""
    if not (section and number and subclass):
        return None
    symbol = f"{section}{number}{subclass} {group}/{subgroup}" if group and subgroup else f"{section}{number}{subclass}"
    return ClassSymbol(scheme=scheme, symbol=symbol, version=_version(version), first=first)


@lru_cache(maxsize=256)
def _version(day: str) -> str:
    """A version's date in the short form that is printed with symbols: "20060101" -> "2006.01"."""
    return f"{day[:4]}.{day[4:6]}" if len(day) == 8 else day


def _read_locarno(found: _Found, element: Element) -> None:
    fields = _fields(element)
    symbol = parse_class(fields.get("main-classification", ""), ClassScheme.LOCARNO, first=True)
    if symbol is None:
        found.problems.append("uspto.class-symbol")
        return
    version = fields.get("edition", "")
    found.classes.append(ClassSymbol(scheme=symbol.scheme, symbol=symbol.symbol, version=version, first=True))


def _read_uspc(found: _Found, element: Element) -> None:
    for child in element.iterchildren("main-classification", "further-classification"):
        if (text := child.text) and text.strip():
            first = child.tag == "main-classification"
            found.classes.append(ClassSymbol(scheme=ClassScheme.USPC, symbol=uspc_symbol(text), first=first))


# Parties


def _read_parties(found: _Found, element: Element) -> None:
    for group in element:
        for position, party in enumerate(group.iterchildren("applicant", "us-applicant", "inventor", "agent"), 1):
            _add_party(found, party, _roles(party), position)


def _roles(party: Element) -> tuple[PartyRole, ...]:
    if party.tag == "inventor":
        return (PartyRole.INVENTOR,)
    if party.tag == "agent":
        return (PartyRole.AGENT,)
    if party.get("app-type") == "applicant-inventor":
        return (PartyRole.APPLICANT, PartyRole.INVENTOR)
    return (PartyRole.APPLICANT,)


def _read_assignees(found: _Found, element: Element) -> None:
    for position, assignee in enumerate(element.iterchildren("assignee"), 1):
        _add_party(found, assignee, (PartyRole.ASSIGNEE,), position)


def _add_party(found: _Found, party: Element, roles: tuple[PartyRole, ...], position: int) -> None:
    organisation = last = first = middle = suffix = code = ""
    place: dict[str, str] = {}
    for book in (party, *party.iterchildren("addressbook")):
        for child in book:
            tag = child.tag
            if tag == "address":
                place = _fields(child)
            elif tag == "orgname":
                organisation = _text(child)
            elif tag == "last-name":
                last = _text(child)
            elif tag == "first-name":
                first = _text(child)
            elif tag == "middle-name":
                middle = _text(child)
            elif tag == "suffix":
                suffix = _text(child)
            elif tag == "role":
                code = child.text or ""
    name = organisation or " ".join(part for part in (first, middle, last, suffix) if part)
    if not name:
        found.problems.append("uspto.party-without-name")
        return
    found.parties.extend(
        PatentParty(
            role=role,
            name=name,
            is_organisation=bool(organisation) and code.strip() not in _INDIVIDUAL_ROLES,
            address=", ".join(part for part in (place.get("street", ""), place.get("postcode", "")) if part),
            city=_said(place.get("city", "")),
            region=_said(place.get("state", "")),
            country=_said(place.get("country", "")),
            sequence=_whole(party.get("sequence")) or position,
        )
        for role in roles
    )


def _said(text: str) -> str:
    return "" if text.lower() in _NOT_SAID else text


# Texts


def _read_abstract(found: _Found, element: Element) -> None:
    paragraphs = [text for text in map(_text, element.iterchildren(tag=etree.Element)) if text]
    if text := " ".join(paragraphs) or _text(element):
        found.abstracts.append(TextIn(element.get("lang", found.language), text))


def _read_claims(found: _Found, element: Element) -> None:
    for position, claim in enumerate(element.iterchildren("claim"), 1):
        number = _whole(claim.get("num")) or position
        text = _claim_text(claim)
        printed = _LEADING_NUMBER.match(text)
        if printed is not None and int(printed[1]) == number:
            text = text[printed.end() :]
        found.claims.append(Claim(number, text))


def _claim_text(claim: Element) -> str:
    """As `_text`, but parts of a claim, which begin a new line in print, are set apart by a blank."""
    if len(claim) == 1 and next(claim[0].iterdescendants("claim-text"), None) is None:
        return _text(claim)
    # Taking the tags out of the serialised claim is much faster than walking its elements.
    marked = etree.tostring(claim, encoding="unicode", with_tail=False)
    plain = _TAG.sub("", marked.replace("<claim-text", " <claim-text").replace("</claim-text>", " "))
    if "&" in plain:
        plain = plain.replace("&#13;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return " ".join(plain.split())


_SECTIONS: dict[object, Callable[[_Found, Element], None]] = {
    "publication-reference": _read_publication,
    "application-reference": _read_application,
    "invention-title": _read_title,
    "number-of-claims": _read_claim_count,
    "us-term-of-grant": _read_term,
    "priority-claims": _read_priorities,
    "references-cited": _read_citations,
    "us-references-cited": _read_citations,
    "classification-ipc": _read_ipc,
    "classifications-ipcr": _read_ipcr,
    "classifications-cpc": _read_cpc,
    "classification-locarno": _read_locarno,
    "classification-national": _read_uspc,
    "parties": _read_parties,
    "us-parties": _read_parties,
    "assignees": _read_assignees,
}
