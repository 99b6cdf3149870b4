"""Records as WIPO ST.96 V6_0 patent publications.

Every field goes into its ST.96 element as far as there is one. What the elements do not hold exactly (register events,
conveyances, who cites the document, the reading of a number that was printed oddly ...) is written once more, field by
field, into an element of our own at the end of the root (see `record_extension`), so that reading gives the record back
whole. Which fields those are is found by reading what was written.

Nothing is invented to satisfy the schema. An element that ST.96 demands and the record has no value for is left out:
ApplicationIdentification, InventionTitleBag, the parties of PartyBag, Claims, the document's languageCode, a priority's
FilingDate, the main class of a group of an IPC edition, the CPC or a nation, the edition of Locarno, the first
application of a family, the version, value code, action date and office of a CPC symbol. But for these, codes that the
schema does not list, and our own element, what is written is valid. Characters that XML has no way to write (most
controls, half surrogates) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from lxml import etree

from patentfair.domain.formats.record_extension import extension
from patentfair.domain.formats.st96 import understand
from patentfair.domain.formats.st96_fields import RELATIONS
from patentfair.domain.formats.write_st96_classes import write_classes
from patentfair.domain.formats.write_st96_elements import COMMON, PATENT, add, clean, set_attribute
from patentfair.domain.formats.xml_documents import Element, Origin
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import application_id, document_id
from patentfair.domain.patents.record import (
    Citation,
    PartyRole,
    PatentParty,
    PatentRecord,
    PriorityClaim,
    Relation,
    RelationKind,
    RightType,
)

__all__ = ["write_st96"]

_VERSION = "V6_0"
_CATEGORIES = {RightType.DESIGN: "Design", RightType.PLANT: "Plant"}
_RELATION_NAMES = {kind: name for name, kind in RELATIONS.items()}
_PARTIES = {
    PartyRole.APPLICANT: ("ApplicantBag", "Applicant"),
    PartyRole.INVENTOR: ("InventorBag", "Inventor"),
    PartyRole.ASSIGNEE: ("AssigneeBag", "Assignee"),
    PartyRole.AGENT: ("RegisteredPractitionerBag", "RegisteredPractitioner"),
}
_CITING = {"applicant": "Applicant", "examiner": "Examiner", "opponent": "Opponent", "third party": "Third party"}
_LANGUAGE = re.compile(r"[a-z]{2}")
_NOWHERE = Origin("", 0, "")
_NOT_COMPARED = {"digest", "source", "offset", "format", "problems"}
_COMPARED = tuple(name for name in PatentRecord.__struct_fields__ if name not in _NOT_COMPARED)


def write_st96(record: PatentRecord) -> bytes:
    """One PatentPublication in UTF-8, with its XML declaration.

    Reading it gives `record` again but for `format`, `problems` and where it lay, save for what XML cannot hold.
    """
    record = clean(record)
    root = _document(record)
    # What another will read is what counts, so it is the bytes that are read.
    understood = understand(etree.fromstring(etree.tostring(root)), _NOWHERE)
    lost = {
        name: getattr(record, name)
        for name in _COMPARED
        if not isinstance(understood, PatentRecord) or getattr(understood, name) != getattr(record, name)
    }
    if lost:
        root.append(extension(lost))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _document(record: PatentRecord) -> Element:
    root = etree.Element(f"{{{PATENT}}}PatentPublication", nsmap={"pat": PATENT, "com": COMMON})
    language = next((text.language for text in (*record.titles, *record.abstracts) if text.language), "")
    if _LANGUAGE.fullmatch(language):
        set_attribute(root, "com:languageCode", language)
    set_attribute(root, "com:st96Version", _VERSION)
    add(root, "com:IPOfficeCode", record.publication.office)
    _bibliography(root, record)
    if record.claims:
        claims = add(root, "pat:Claims")
        for claim in record.claims:
            held = add(claims, "pat:Claim")
            add(held, "pat:ClaimNumber", str(claim.number))
            add(held, "pat:ClaimText", claim.text)
    for abstract in record.abstracts:
        held = add(root, "pat:Abstract")
        _language_of(held, abstract.language)
        add(held, "com:P", abstract.text)
    return root


def _bibliography(root: Element, record: PatentRecord) -> None:
    """The parts in the order of BibliographicDataType."""
    held = add(root, "pat:BibliographicData")
    set_attribute(held, "com:st96Version", _VERSION)
    _publication(held, record.publication)
    if record.application is not None and record.application.number:
        _application(held, record.application, _CATEGORIES.get(record.right_type, "Utility"))
    _priorities(held, record.priorities)
    if record.term_years is not None or record.term_extension_days is not None:
        term = add(held, "pat:GrantTerm")
        _quantity(term, "pat:GrantLengthQuantity", record.term_years, "Year")
        _quantity(term, "pat:TermExtensionQuantity", record.term_extension_days, "Day")
    if record.classes:
        write_classes(add(held, "pat:PatentClassificationBag"), record.classes)
    if record.titles:
        bag = add(held, "pat:InventionTitleBag")
        for title in record.titles:
            _language_of(add(bag, "pat:InventionTitle", title.text), title.language)
    if record.citations:
        bag = add(held, "pat:ReferenceCitationBag")
        for citation in record.citations:
            _citation(bag, citation)
    if record.claim_count is not None:
        add(held, "pat:ClaimTotalQuantity", str(record.claim_count))
    international = _relations(held, record)
    _parties(held, record.parties)
    _later_parts(held, record, international)


def _priorities(held: Element, priorities: Sequence[PriorityClaim]) -> None:
    if not priorities:
        return
    bag = add(held, "pat:PriorityClaimBag")
    for position, priority in enumerate(priorities, 1):
        claim = add(bag, "pat:PriorityClaim")
        set_attribute(claim, "com:sequenceNumber", str(position))
        add(claim, "com:IPOfficeCode", priority.country)
        if priority.number:
            add(add(claim, "com:ApplicationNumber"), "com:ApplicationNumberText", priority.number)
        if priority.date:
            add(claim, "pat:FilingDate", priority.date.isoformat())


def _later_parts(held: Element, record: PatentRecord, international: dict[str, Relation]) -> None:
    """What BibliographicDataType has after the parties."""
    for name, relation in international.items():
        part = add(held, name)
        if name == "pat:InternationalFilingData":
            _application(part, relation.document)
        else:
            _publication(add(part, "pat:PatentDocumentIdentification"), relation.document)
    if record.family is not None and record.family.members:
        family = add(held, "pat:PatentFamily")
        for member in record.family.members:
            _identification(family, "pat:PatentFamilyMember", member)
    if record.designated_states:
        designation = add(add(held, "pat:StateDesignation"), "pat:NationalDesignation")
        for state in record.designated_states:
            add(designation, "com:DesignatedCountryCode", state)


def _quantity(parent: Element, name: str, number: int | None, unit: str) -> None:
    if number is not None:
        set_attribute(add(parent, name, str(number)), "com:unitCode", unit)


def _language_of(element: Element, language: str) -> None:
    if _LANGUAGE.fullmatch(language):
        set_attribute(element, "com:languageCode", language)


# Numbers


def _publication(parent: Element, document: DocumentId) -> None:
    held = add(parent, "pat:PatentPublicationIdentification")
    add(held, "com:IPOfficeCode", document.office)
    add(held, "pat:PublicationNumber", _printed(document))
    _kind(held, document)
    if document.date:
        add(held, "com:PublicationDate", document.date.isoformat())


def _printed(document: DocumentId) -> str:
    """The number as printed where it is read as what it is; where more than the number was printed, its normal form."""
    read = document_id(document.office, document.raw, document.kind, document.date)
    return document.raw if read.number == document.number else document.number


def _printed_application(document: DocumentId) -> str:
    read = application_id(document.office, document.raw, document.date)
    return document.raw if read.number == document.number else document.number


def _kind(parent: Element, document: DocumentId) -> None:
    if document.kind:
        add(parent, "com:PatentDocumentKindCode", document.kind)


def _application(parent: Element, document: DocumentId, category: str = "") -> None:
    held = add(parent, "pat:ApplicationIdentification")
    add(held, "com:IPOfficeCode", document.office)
    add(add(held, "com:ApplicationNumber"), "com:ApplicationNumberText", _printed_application(document))
    if category:
        add(held, "pat:InventionSubjectMatterCategory", category)
    if document.date:
        add(held, "pat:FilingDate", document.date.isoformat())


def _identification(parent: Element, name: str, document: DocumentId) -> None:
    """As an application where the number has no kind and reads as one; otherwise as a publication."""
    held = add(parent, name)
    if not document.kind and application_id(document.office, document.raw, document.date) == document:
        _application(held, document)
    else:
        _publication(held, document)


# What the document names beside itself


def _citation(bag: Element, citation: Citation) -> None:
    held = add(bag, "pat:ReferenceCitation")
    if by := _CITING.get(citation.cited_by):
        set_attribute(held, "pat:citingPartyCategory", by)
    if (document := citation.document) is not None:
        cited = add(add(held, "com:PatentCitation"), "com:CitedPatentDocumentIdentification")
        add(cited, "com:IPOfficeCode", document.office)
        add(cited, "com:DocumentNumber", _printed(document))
        _kind(cited, document)
        if document.date:
            add(cited, "com:PatentDocumentDate", document.date.isoformat())
    else:
        add(add(held, "com:NPLCitation"), "com:NPLCitationText", citation.text)
    if citation.category:
        relevance = add(add(held, "pat:DocumentRelevanceBag"), "pat:DocumentRelevance")
        for code in citation.category.split(";"):
            add(relevance, "pat:CitationCategoryCode", code)


def _relations(held: Element, record: PatentRecord) -> dict[str, Relation]:
    """Writes RelatedDocumentBag; gives back, by element, what ST.96 holds after the parties."""
    later: dict[str, Relation] = {}
    bag = None
    for relation in record.relations:
        name = _RELATION_NAMES.get(relation.kind)
        if relation.kind is RelationKind.INTERNATIONAL_APPLICATION:
            later.setdefault("pat:InternationalFilingData", relation)
        elif relation.kind is RelationKind.INTERNATIONAL_PUBLICATION:
            later.setdefault("pat:InternationalPublishingData", relation)
        elif name is not None:
            bag = add(held, "pat:RelatedDocumentBag") if bag is None else bag
            part = add(bag, f"pat:{name}")
            if name in ("ProvisionalApplication", "RelatedPublication"):
                _identification(part, "pat:PatentDocumentIdentification", relation.document)
            else:
                _identification(add(part, "pat:ParentDocument"), "pat:PatentDocumentIdentification", relation.document)
                _identification(
                    add(part, "pat:ChildDocument"),
                    "pat:PatentDocumentIdentification",
                    record.application or record.publication,
                )
    return dict(sorted(later.items()))


def _parties(held: Element, parties: Iterable[PatentParty]) -> None:
    """Bags in the order of the parties, so that their order is kept."""
    outer = add(held, "pat:PartyBag")
    for role, run in groupby(parties, lambda party: party.role):
        bag_name, name = _PARTIES[role]
        bag = add(outer, f"pat:{bag_name}")
        for party in run:
            part = add(bag, f"pat:{name}")
            set_attribute(part, "com:sequenceNumber", str(party.sequence))
            if role is PartyRole.AGENT:
                add(part, "pat:RegisteredPractitionerCategory", "Agent")
            _contact(part, party)


def _contact(part: Element, party: PatentParty) -> None:
    """PublicationContact, which has no address, or Contact where there is one."""
    contact = add(part, "com:Contact" if party.address else "com:PublicationContact")
    name = add(contact, "com:Name")
    if party.is_organisation is None:
        add(name, "com:EntityName", party.name)
    elif party.is_organisation:
        add(add(name, "com:OrganizationName"), "com:OrganizationStandardName", party.name)
    else:
        add(add(name, "com:PersonName"), "com:PersonFullName", party.name)
    place = contact
    if party.address:
        postal = add(add(contact, "com:PostalAddressBag"), "com:PostalAddress")
        if not party.country:
            # Without a country ST.96 has the address as a text alone.
            add(postal, "com:PostalAddressText", party.address)
            return
        place = add(postal, "com:PostalStructuredAddress")
        set_attribute(add(place, "com:AddressLineText", party.address), "com:sequenceNumber", "1")
    for element, text in (
        ("com:CityName", party.city),
        ("com:GeographicRegionName", party.region),
        ("com:CountryCode", party.country),
    ):
        if text:
            add(place, element, text)
