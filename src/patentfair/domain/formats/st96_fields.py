"""From the elements of one WIPO ST.96 publication to the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date  # noqa

import msgspec
from lxml import etree

from patentfair.domain.formats.st96_values import (
    application,
    application_number,
    attribute,
    child_text,
    children,
    day_of,
    fields_of,
    first_child,
    name_of,
    named_documents,
    publication,
    text_of,
    whole,
)
from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.patents.classes import parse_class
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import document_id
from patentfair.domain.patents.record import (
    Citation,
    Claim,
    ClassScheme,
    ClassSymbol,
    PartyRole,
    PatentParty,
    PriorityClaim,
    Relation,
    RelationKind,
    TextIn,
)
from patentfair.domain.patents.register import FamilyStatement

__all__ = ["RELATIONS", "ROLES", "SECTIONS", "TEXTS", "Found"]

RELATIONS = {
    "Addition": RelationKind.ADDITION,
    "Division": RelationKind.DIVISION,
    "Continuation": RelationKind.CONTINUATION,
    "PartialContinuation": RelationKind.CONTINUATION_IN_PART,
    "Reissue": RelationKind.REISSUE,
    "Reexamination": RelationKind.REEXAMINATION,
    "ProvisionalApplication": RelationKind.PROVISIONAL,
    "RelatedPublication": RelationKind.EARLIER_PUBLICATION,
}
"""Elements of RelatedDocumentBag that say what our kinds say; the others are read as OTHER."""
ROLES = {
    "Applicant": PartyRole.APPLICANT,
    "Inventor": PartyRole.INVENTOR,
    "DeceasedInventor": PartyRole.INVENTOR,
    "Assignee": PartyRole.ASSIGNEE,
    "Owner": PartyRole.ASSIGNEE,
    "RegisteredPractitioner": PartyRole.AGENT,
}
_LEADING_NUMBER = re.compile(r"(\d{1,4}) ?[.)、．] ?")


class Found:
    """What has been read of one publication so far."""

    def __init__(self, root: Element) -> None:
        self.language = attribute(root, "languageCode").lower()
        self.publication: DocumentId | None = None
        self.application: DocumentId | None = None
        self.category = ""
        self.titles: list[TextIn] = []
        self.abstracts: list[TextIn] = []
        self.claims: list[Claim] = []
        self.claim_count: int | None = None
        self.classes: list[ClassSymbol] = []
        self.parties: list[PatentParty] = []
        self.priorities: list[PriorityClaim] = []
        self.relations: list[Relation] = []
        self.citations: list[Citation] = []
        self.designated_states: list[str] = []
        self.family: FamilyStatement | None = None
        self.term_years: int | None = None
        self.term_extension_days: int | None = None
        self.problems: list[str] = []


# Sections of the bibliography


def _read_publication(found: Found, element: Element) -> None:
    if found.publication is None or not found.publication.number:
        found.publication = publication(element)


def _read_application(found: Found, element: Element) -> None:
    found.application = application(element)
    found.category = child_text(element, "InventionSubjectMatterCategory")


def _read_priorities(found: Found, element: Element) -> None:
    for claim in children(element, "PriorityClaim"):
        text = application_number(claim)
        day = day_of(child_text(claim, "FilingDate"))
        found.priorities.append(PriorityClaim(country=child_text(claim, "IPOfficeCode"), number=text, date=day))


def _read_term(found: Found, element: Element) -> None:
    found.term_years = whole(child_text(element, "GrantLengthQuantity"))
    found.term_extension_days = whole(child_text(element, "TermExtensionQuantity"))


def _read_titles(found: Found, element: Element) -> None:
    for title in children(element, "InventionTitle"):
        if text := text_of(title):
            found.titles.append(TextIn(attribute(title, "languageCode").lower() or found.language, text))


def _read_citations(found: Found, element: Element) -> None:
    for citation in children(element, "ReferenceCitation"):
        document, text = None, ""
        if (patent := first_child(citation, "PatentCitation")) is not None:
            text = child_text(patent, "PatentCitationText")
            cited = first_child(patent, "CitedPatentDocumentIdentification")
            if cited is not None and (number := (fields := fields_of(cited)).get("DocumentNumber")):
                kind, day = fields.get("PatentDocumentKindCode", ""), day_of(fields.get("PatentDocumentDate", ""))
                document = document_id(fields.get("IPOfficeCode", ""), number, kind, day)
        elif (other := first_child(citation, "NPLCitation")) is not None:
            text = text_of(other)
        if document is None and not text:
            continue
        relevance = [text_of(code) for code in citation.iterdescendants("{*}CitationCategoryCode")]
        category = ";".join(code for code in relevance if code)
        by = attribute(citation, "citingPartyCategory").lower()
        found.citations.append(Citation(document=document, text=text, category=category, cited_by=by))
    for citation in children(element, "ReferenceCitationFreeFormat"):
        if text := text_of(citation):
            found.citations.append(Citation(text=text))


def _read_claim_count(found: Found, element: Element) -> None:
    found.claim_count = whole(text_of(element))


def _read_relations(found: Found, element: Element) -> None:
    for related in element.iterchildren(tag=etree.Element):
        kind = RELATIONS.get(name_of(related), RelationKind.OTHER)
        parent = first_child(related, "ParentDocument")
        holder = related if parent is None else parent
        for identification in children(holder, "PatentDocumentIdentification"):
            found.relations.extend(Relation(kind=kind, document=named) for named in named_documents(identification))
        if parent is not None and (international := first_child(parent, "PCTDocumentParent")) is not None:
            kind = RelationKind.INTERNATIONAL_APPLICATION
            found.relations.extend(Relation(kind=kind, document=named) for named in named_documents(international))


def _read_international(found: Found, element: Element) -> None:
    """The international application in it, or the international publication one level further down."""
    if name_of(element) == "InternationalFilingData":
        kind = RelationKind.INTERNATIONAL_APPLICATION
        held: Element | None = element
    else:
        kind = RelationKind.INTERNATIONAL_PUBLICATION
        held = first_child(element, "PatentDocumentIdentification")
    found.relations.extend(Relation(kind=kind, document=named) for named in named_documents(held))


def _read_designation(found: Found, element: Element) -> None:
    found.designated_states.extend(
        code for state in element.iterdescendants("{*}DesignatedCountryCode") if (code := text_of(state))
    )


def _read_family(found: Found, element: Element) -> None:
    members = tuple(named for member in children(element, "PatentFamilyMember") for named in named_documents(member))
    if members:
        found.family = FamilyStatement(members=members)


# Classification


def _read_classes(found: Found, element: Element) -> None:
    for group in element.iterchildren(tag=etree.Element):
        if (read := _CLASSIFICATIONS.get(name_of(group))) is not None:
            read(found, group)


def _keep(found: Found, symbol: ClassSymbol | None) -> None:
    found.classes.append(symbol) if symbol else found.problems.append("st96.class-symbol")


def _read_ipcr(found: Found, group: Element) -> None:
    for child in children(group, "IPCRClassification"):
        fields = fields_of(child)
        text = fields.get("PatentClassificationText")
        _keep(found, parse_class(text, ClassScheme.IPC) if text else _structured(fields, ClassScheme.IPC))


def _read_ipc(found: Found, group: Element) -> None:
    edition = child_text(group, "Edition")
    for child in children(group, "MainClassification", "FurtherClassification"):
        symbol = parse_class(text_of(child), ClassScheme.IPC, first=name_of(child) == "MainClassification")
        _keep(found, msgspec.structs.replace(symbol, version=symbol.version or edition) if symbol else None)


def _read_cpc(found: Found, group: Element) -> None:
    for part in children(group, "MainCPC", "FurtherCPC"):
        for child in part.iterdescendants("{*}CPCClassification"):
            fields = fields_of(child)
            text = fields.get("PatentClassificationText")
            first = name_of(part) == "MainCPC"
            symbol = parse_class(text, ClassScheme.CPC, first=first) if text else None
            _keep(found, symbol or _structured(fields, ClassScheme.CPC, first=first))


def _structured(fields: Mapping[str, str], scheme: ClassScheme, *, first: bool = False) -> ClassSymbol | None:
    symbol = fields.get("PatentClassificationSymbolText", "")
    if not symbol:
        section = fields.get("Section") or fields.get("CPCSection", "")
        symbol = f"{section}{fields.get('Class', '')}{fields.get('Subclass', '')}"
        if group := fields.get("MainGroup"):
            symbol = f"{symbol} {group}/{fields.get('Subgroup', '')}"
    first = first or (scheme is ClassScheme.IPC and fields.get("SymbolPositionCode") == "F")
    parsed = parse_class(symbol, scheme, first=first)
    if parsed is None:
        return None
    version = fields.get("ClassificationVersionDate", "").replace("-", "")
    return msgspec.structs.replace(parsed, version=f"{version[:4]}.{version[4:6]}" if version[4:6] else version)


def _read_locarno(found: Found, group: Element) -> None:
    edition = child_text(group, "LocarnoClassificationEdition")
    for child in children(group, "LocarnoClassification"):
        first = child_text(child, "SymbolPositionCode") == "F"
        main = child_text(child, "LocarnoClass")
        for bag in children(child, "LocarnoSubclassBag"):
            symbol = parse_class(f"{main}-{child_text(bag, 'LocarnoSubclass')}", ClassScheme.LOCARNO, first=first)
            _keep(found, msgspec.structs.replace(symbol, version=edition) if symbol else None)


def _read_national(found: Found, group: Element) -> None:
    """Classes of the former US scheme; those of other offices have no name in our values."""
    if child_text(group, "IPOfficeCode") != "US":
        return
    for child in children(group, "MainNationalClassification", "FurtherNationalClassification"):
        symbol = child_text(child, "PatentClassificationText")
        if not symbol:
            symbol = "/".join(filter(None, (child_text(child, "NationalClass"), child_text(child, "NationalSubclass"))))
        first = name_of(child) == "MainNationalClassification"
        _keep(found, ClassSymbol(scheme=ClassScheme.USPC, symbol=symbol, first=first) if symbol else None)


# Parties


def _read_parties(found: Found, element: Element) -> None:
    for bag in element.iterchildren(tag=etree.Element):
        for position, party in enumerate(children(bag, *ROLES), 1):
            contact = first_child(party, "PublicationContact")
            if contact is None:
                contact = first_child(party, "Contact")
            if contact is not None:
                _add_party(found, party, contact, position)


def _add_party(found: Found, party: Element, contact: Element, position: int) -> None:
    is_organisation, name = _party_name(contact)
    if not name:
        found.problems.append("st96.party-without-name")
        return
    place, address = contact, ""
    bag = first_child(contact, "PostalAddressBag")
    postal = None if bag is None else first_child(bag, "PostalAddress")
    if postal is not None:
        structured = first_child(postal, "PostalStructuredAddress")
        place = postal if structured is None else structured
        lines = [text_of(line) for line in children(place, "AddressLineText", "PostalAddressText", "PostalCode")]
        address = ", ".join(line for line in lines if line)
    sequence = whole(attribute(party, "sequenceNumber"))
    said = fields_of(place)
    found.parties.append(
        PatentParty(
            role=ROLES[name_of(party)],
            name=name,
            is_organisation=is_organisation,
            address=address,
            city=said.get("CityName", ""),
            region=said.get("GeographicRegionName", ""),
            country=said.get("CountryCode", ""),
            sequence=position if sequence is None else sequence,
        )
    )


def _party_name(contact: Element) -> tuple[bool | None, str]:
    """Whether it is an organisation (None where the document does not say) and its name."""
    for part in () if (held := first_child(contact, "Name")) is None else held.iterchildren(tag=etree.Element):
        kind = name_of(part)
        if kind == "OrganizationName":
            return True, child_text(part, "OrganizationStandardName") or text_of(part)
        if kind == "PersonName":
            structured = first_child(part, "PersonStructuredName")
            if structured is None:
                return False, child_text(part, "PersonFullName")
            order = ("FirstName", "MiddleName", "LastName", "NameSuffix")
            return False, " ".join(name for key in order if (name := child_text(structured, key)))
        if kind == "EntityName":
            return None, text_of(part)
    return None, ""


# Texts


def _read_abstract(found: Found, element: Element) -> None:
    text = " ".join(part for paragraph in children(element, "P") if (part := text_of(paragraph))) or text_of(element)
    if text:
        found.abstracts.append(TextIn(attribute(element, "languageCode").lower() or found.language, text))


def _read_claims(found: Found, element: Element) -> None:
    for position, claim in enumerate(children(element, "Claim"), 1):
        number = whole(child_text(claim, "ClaimNumber")) or position
        text = " ".join(part for held in children(claim, "ClaimText") if (part := text_of(held)))
        printed = _LEADING_NUMBER.match(text)
        if printed is not None and int(printed[1]) == number:
            text = text[printed.end() :]
        found.claims.append(Claim(number, text))


_CLASSIFICATIONS: dict[str, Callable[[Found, Element], None]] = {
    "IPCRClassificationBag": _read_ipcr,
    "IPCClassification": _read_ipc,
    "CPCClassificationBag": _read_cpc,
    "LocarnoClassificationBag": _read_locarno,
    "NationalClassification": _read_national,
}
SECTIONS: dict[str, Callable[[Found, Element], None]] = {
    "PatentPublicationIdentification": _read_publication,
    "PatentGrantIdentification": _read_publication,
    "ApplicationIdentification": _read_application,
    "PriorityClaimBag": _read_priorities,
    "GrantTerm": _read_term,
    "PatentClassificationBag": _read_classes,
    "InventionTitleBag": _read_titles,
    "ReferenceCitationBag": _read_citations,
    "ClaimTotalQuantity": _read_claim_count,
    "RelatedDocumentBag": _read_relations,
    "PartyBag": _read_parties,
    "InternationalFilingData": _read_international,
    "InternationalPublishingData": _read_international,
    "PatentFamily": _read_family,
    "StateDesignation": _read_designation,
}
TEXTS: dict[str, Callable[[Found, Element], None]] = {"Claims": _read_claims, "Abstract": _read_abstract}
