"""From the elements of one document in CNIPA's standard XML to a `PatentRecord`.

Elements are known by their local names, because the prefix of a namespace changes between eras.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

from patentfair.domain.formats.cn_fields import (
    agents_of,
    application_of,
    cited_document,
    claim_of,
    class_of,
    international_relations,
    mark_pictures,
    party_of,
    said,
    short_version,
)
from patentfair.domain.formats.xml_documents import Element, Origin
from patentfair.domain.formats.xml_text import (
    child_text,
    day_of,
    fold,
    fold_east_asian,
    has_unresolved_entity,
    local_name,
    text_of,
    whole_number,
)
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.kinds import meaning_of_kind
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
    Relation,
    RelationKind,
    TextIn,
)
from patentfair.domain.patents.register import StatusEvent

__all__ = ["patent_record"]

_BREAKS = frozenset({"Break", "ClaimText", "ListItem", "Paragraphs", "entry"})
_ROLES = {
    "Applicant": PartyRole.APPLICANT,
    "Inventor": PartyRole.INVENTOR,
    "Designer": PartyRole.INVENTOR,
    "Assignee": PartyRole.ASSIGNEE,
}
_RELATIONS = {
    "Addition": RelationKind.ADDITION,
    "Continuation": RelationKind.CONTINUATION,
    "ContinuationInPart": RelationKind.CONTINUATION_IN_PART,
    "Division": RelationKind.DIVISION,
    "ReexaminationDoc": RelationKind.REEXAMINATION,
    "ReissuedDoc": RelationKind.REISSUE,
}
_EVENTS = {
    "DateApplicationDeemedWithdrawn": "application deemed withdrawn",
    "DateApplicationPartiallyWithdrawn": "application withdrawn in part",
    "DateApplicationRefused": "application refused",
    "DateApplicationWithdrawnByApplicant": "application withdrawn by the applicant",
    "DateOfCommingIntoForce": "right in force",
    "DateRightsReestablished": "rights restored",
    "NationalStageEntryDate": "national phase entered",
    "PatentInvalidation": "patent declared invalid",
    "PatentLapse": "patent lapsed",
    "PatentMaintainedAsAmendedDate": "patent maintained as amended",
    "PCTApplicationNoLongerEffective": "international application no longer effective",
    "RevocationDate": "patent revoked",
}
_PATENT_CITATIONS = ("ApplicationCitation", "PatentCitation")
_CITATIONS = (*_PATENT_CITATIONS, "NPLCitation")
_CITED_BY = {"A": "applicant", "E": "examiner", "O": "opponent"}
# Formulas stand in the text as marked-up text of their own.
_FORMULA_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}+>")


def patent_record(root: Element, file_format: str, origin: Origin) -> PatentRecord | Problem:
    """The document in `root`; `cnipa.no-bibliography` or `cnipa.no-number` where it does not say which it is."""
    bibliography = _child(root, "BibliographicData", "DesignBibliographicData")
    if bibliography is None:
        return origin.problem("cnipa.no-bibliography", "The document has no (Design)BibliographicData.")
    sections: dict[str, list[Element]] = {}
    for element in _flattened(bibliography):
        sections.setdefault(local_name(element), []).append(element)
    publication = _printed(sections, "PublicationReference")
    if publication is None or not publication.number:
        return origin.problem("cnipa.no-number", "The document has no publication number.")
    problems: list[str] = []
    if publication.date is None:
        problems.append("cnipa.publication-date")
    raw = _printed(sections, "ApplicationReference")
    titles = tuple(_titles(sections))
    if not titles:
        problems.append("cnipa.no-title")
    abstracts, claims = tuple(_abstracts(root)), tuple(_claims(root, problems))
    if any(map(has_unresolved_entity, (bibliography, *_children(root, "Abstract", "Claims")))):
        problems.append("xml.entity-unresolved")
    right_type, stage = meaning_of_kind(publication.office, publication.kind)
    classes = tuple(dict.fromkeys(_classes(sections, problems)))
    application = application_of(raw.raw, raw.date, problems) if raw is not None else None
    return PatentRecord(
        publication=publication,
        application=application,
        right_type=right_type,
        stage=stage,
        format=file_format,
        titles=titles,
        abstracts=abstracts,
        claims=claims,
        claim_count=next((count for found in bibliography.iter("{*}ClaimsCount") if (count := _count(found))), None),
        classes=classes,
        parties=tuple(_parties(sections, problems)),
        priorities=tuple(_priorities(sections)),
        relations=tuple(dict.fromkeys(_relations(sections))),
        citations=tuple(_citations(sections)),
        events=tuple(_events(bibliography)),
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=tuple(dict.fromkeys((*origin.problems, *problems))),
    )


# Elements


def _children(element: Element, *names: str) -> Iterator[Element]:
    return (child for child in element if local_name(child) in names)


def _child(element: Element, *names: str) -> Element | None:
    return next(_children(element, *names), None)


def _flattened(bibliography: Element) -> Iterator[Element]:
    """The sections, those within `Parties` and `RelatedDocuments` too: designs have them outside."""
    for element in bibliography:
        if local_name(element) in ("Parties", "RelatedDocuments"):
            yield from element
        else:
            yield element


def _original(elements: list[Element]) -> list[Element]:
    """Those in printed form, or all where none is marked so."""
    return [element for element in elements if element.get("dataFormat") == "original"] or elements


def _words(element: Element) -> str:
    """The text of a paragraph or a claim, with the characters of its formulas but not their markup."""
    text = text_of(element, _BREAKS)
    return fold_east_asian(fold(unescape(_FORMULA_TAG.sub("", text))) if "</" in text else text)


def _count(element: Element) -> int | None:
    return whole_number(element.text)


# Numbers


def _document(element: Element | None) -> DocumentId | None:
    """The first `DocumentID` below, as a publication; `raw` and `date` serve for an application as well."""
    identifier = next(element.iter("{*}DocumentID"), None) if element is not None else None
    if identifier is None:
        return None
    number, day = child_text(identifier, "DocNumber"), day_of(child_text(identifier, "Date"))
    return document_id(child_text(identifier, "WIPOST3Code") or "CN", number, child_text(identifier, "Kind"), day)


def _printed(sections: dict[str, list[Element]], name: str) -> DocumentId | None:
    found = _original(sections.get(name, []))
    return _document(found[0]) if found else None


def _priorities(sections: dict[str, list[Element]]) -> Iterator[PriorityClaim]:
    for details in sections.get("PriorityDetails", ()):
        for claim in _original(list(_children(details, "Priority"))):
            yield PriorityClaim(
                country=child_text(claim, "WIPOST3Code"),
                number=child_text(claim, "DocNumber"),
                date=day_of(child_text(claim, "Date")),
            )


def _relations(sections: dict[str, list[Element]]) -> Iterator[Relation]:
    for name, elements in sections.items():
        for element in elements:
            if name == "RelatedPublicationDoc":
                if (document := _document(element)) is not None and document.number:
                    yield Relation(kind=RelationKind.EARLIER_PUBLICATION, document=document)
                continue
            for parent in element.iter("{*}ParentDocument"):
                document = _document(parent)
                if document is not None and document.number:
                    parent_id = application_id(document.office, document.raw, document.date)
                    yield Relation(kind=_RELATIONS.get(name, RelationKind.OTHER), document=parent_id)
    application = _printed(sections, "PCTOrRegionalApplicationData")
    if application is not None:
        application = document_id("WO", application.raw, "", application.date)
    publication = _printed(sections, "PCTOrRegionalPublishingData")
    yield from international_relations(application, publication)


# Texts


def _titles(sections: dict[str, list[Element]]) -> Iterator[TextIn]:
    found = [*sections.get("InventionTitle", ()), *sections.get("DesignTitle", ())]
    titles = (TextIn((element.get("lang") or "zh").lower(), text_of(element)) for element in found)
    return (title for title in dict.fromkeys(titles) if title.text)


def _abstracts(root: Element) -> Iterator[TextIn]:
    found: dict[TextIn, None] = {}
    for element in _children(root, "Abstract"):
        paragraphs = [_words(child) for child in _children(element, "Paragraphs")]
        if text := fold_east_asian(" ".join(filter(None, paragraphs))):
            found.setdefault(TextIn((element.get("lang") or "zh").lower(), text))
    return iter(found)


def _claims(root: Element, problems: list[str]) -> Iterator[Claim]:
    """Those of the first set that is in Chinese, or of the first."""
    sets = [element for element in _children(root, "Claims") if _child(element, "Claim") is not None]
    own = [element for element in sets if (element.get("lang") or "zh").lower() == "zh"] or sets
    for position, claim in enumerate(_children(own[0], "Claim") if own else (), 1):
        if mark_pictures(claim):
            problems.append("claims.pictures")
        yield claim_of(claim.get("num"), position, _words(claim))


# Classification


def _classes(sections: dict[str, list[Element]], problems: list[str]) -> Iterator[ClassSymbol]:
    for name, scheme in (
        ("ClassificationIPC", ClassScheme.IPC),
        ("ClassificationLocarno", ClassScheme.LOCARNO),
    ):
        for element in sections.get(name, ()):
            yield from _listed(element, scheme, problems)
    for name, scheme in (
        ("ClassificationIPCRDetails", ClassScheme.IPC),
        ("ClassificationCPCDetails", ClassScheme.CPC),
    ):
        for details in sections.get(name, ()):
            for position, element in enumerate(_original(list(_children(details, name.removesuffix("Details"))))):
                yield from _structured(element, scheme, problems, first=position == 0)


def _listed(element: Element, scheme: ClassScheme, problems: list[str]) -> Iterator[ClassSymbol]:
    """Main and further symbols, before the reform of the IPC and for designs."""
    edition = child_text(element, "EditionStatement").strip("()")
    main = _original(list(_children(element, "MainClassification")))
    further = _original(list(_children(element, "FurtherClassification")))
    printed = [(text_of(one), True) for one in main] + [(text_of(one), False) for one in further]
    if not printed:
        printed = [(text_of(one), place == 0) for place, one in enumerate(_children(element, "Text"))]
    for text, first in printed:
        for symbol in class_of(text, scheme, problems, first=first):
            yield ClassSymbol(
                scheme=scheme, symbol=symbol.symbol, version=symbol.version or edition, first=symbol.first
            )


def _structured(element: Element, scheme: ClassScheme, problems: list[str], *, first: bool) -> Iterator[ClassSymbol]:
    parts = [child_text(element, name) for name in ("Section", "MainClass", "Subclass", "MainGroup", "Subgroup")]
    if not all(parts[:3]):
        yield from class_of(child_text(element, "Text"), scheme, problems, first=first)
        return
    text = f"{parts[0]}{parts[1]}{parts[2]}" + (f" {parts[3]}/{parts[4]}" if parts[3] and parts[4] else "")
    version = short_version(child_text(element, "IPCVersionDate") or child_text(element, "CPCVersionDate"))
    for symbol in class_of(text, scheme, problems, first=first):
        yield ClassSymbol(scheme=scheme, symbol=symbol.symbol, version=version, first=first)


# Parties


def _parties(sections: dict[str, list[Element]], problems: list[str]) -> Iterator[PatentParty]:
    for name, role in _ROLES.items():
        for details in sections.get(f"{name}Details", ()):
            for position, party in enumerate(_original(list(_children(details, name))), 1):
                if (printed := _name(party)) == "":
                    problems.append("cnipa.party-without-name")
                    continue
                sequence = whole_number(party.get("sequence")) or position
                yield _located(role, printed, sequence, party)
    pairs = (
        ("" if (agency := _child(agent, "Agency")) is None else _name(agency), _name(agent))
        for details in sections.get("AgentDetails", ())
        for agent in _original(list(_children(details, "Agent")))
    )
    yield from agents_of(pairs)


def _name(party: Element) -> str:
    """The name of a party, in its address book in Chinese, in another, or beside them."""
    books = list(_children(party, "AddressBook"))
    books.sort(key=lambda book: (book.get("lang") or "zh").lower() != "zh")
    for book in (*books, party):
        parts = (child_text(book, "FirstName"), child_text(book, "MiddleName"), child_text(book, "LastName"))
        name = child_text(book, "Name") or child_text(book, "OrganizationName") or fold(" ".join(parts))
        if name:
            return name
    return ""


def _located(role: PartyRole, name: str, sequence: int, party: Element) -> PatentParty:
    address = next(party.iter("{*}Address"), None)
    if address is None:
        return party_of(role, name, sequence)
    return party_of(
        role,
        name,
        sequence,
        address=child_text(address, "Text"),
        region=said(child_text(address, "Province")),
        city=said(child_text(address, "City")),
        country=said(child_text(address, "WIPOST3Code")),
    )


# Citations and events


def _citations(sections: dict[str, list[Element]]) -> Iterator[Citation]:
    for references in sections.get("ReferencesCited", ()):
        for citation in _children(references, "Citation"):
            category = ";".join(text_of(one) for one in citation.iter("{*}ReferenceDocCategory"))
            cited_by = _CITED_BY.get(citation.get("per") or "", "")
            for cited in _children(citation, *_CITATIONS):
                document, text = None, child_text(cited, "Text")
                if local_name(cited) in _PATENT_CITATIONS:
                    document = _cited_document(cited) or cited_document(text)
                elif not text:
                    text = ", ".join(part for one in cited.itertext("*") if (part := fold(str(one))))
                if document is not None or text:
                    yield Citation(document=document, text=text, category=category, cited_by=cited_by)


def _cited_document(cited: Element) -> DocumentId | None:
    references = _original(list(_children(cited, "PublicationReference")))
    document = _document(references[0]) if references else None
    return document if document is not None and document.number else None


def _events(bibliography: Element) -> Iterator[StatusEvent]:
    """The days of the bibliography that say what became of the application or the right; they carry no codes."""
    for element in bibliography.iter("{*}*"):
        text = _EVENTS.get(local_name(element))
        day = _event_day(element) if text is not None else None
        if text is not None and day is not None:
            yield StatusEvent(office="CN", code="", published=None, text=text, effective=day)


def _event_day(element: Element) -> date | None:
    return day_of(element.text) or next((day for one in element.iter("{*}Date") if (day := day_of(one.text))), None)
