"""Chinese patent documents in the office's older XML, `cn-patent-document` (after WIPO ST.36): one document a file.

Source: the office's DTD of 2006, in which `cn-` stands before what differs from ST.36. A paragraph of the abstract
numbered "bio" holds a deposit of biological material and is no part of its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

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
from patentfair.domain.formats.format import Format
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.xml_documents import Element, Origin, XmlDocument, documents
from patentfair.domain.formats.xml_text import (
    child_text,
    day_of,
    fold,
    fold_east_asian,
    has_unresolved_entity,
    text_of,
    whole_number,
)
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
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

__all__ = ["FORMAT", "units"]

_NAME = "cn-patent-document"
_BREAKS = frozenset({"br", "claim-text", "dd", "dt", "entry", "li", "p"})


def units(source: Source) -> Iterator[XmlDocument | Problem]:
    """The documents of a file, of which there is mostly one."""
    return documents(source, _understand)


def _understand(root: Element, origin: Origin) -> PatentRecord | Problem:
    """The document in `root`; `cnipa.no-bibliography` or `cnipa.no-number` where it does not say which it is."""
    if root.tag != _NAME:
        return origin.problem("xml.unknown-root", f"The root element is <{str(root.tag)[:80]}>, not <{_NAME}>.")
    bibliography = root.find("cn-bibliographic-data")
    if bibliography is None:
        return origin.problem("cnipa.no-bibliography", "The document has no cn-bibliographic-data.")
    publication = _document(bibliography, "cn-publication-reference")
    if publication is None or not publication.number:
        return origin.problem("cnipa.no-number", "The document has no publication number.")
    problems: list[str] = []
    if publication.date is None:
        problems.append("cnipa.publication-date")
    filed = _document(bibliography, "application-reference")
    application = application_of(filed.raw, filed.date, problems) if filed is not None else None
    titles = tuple(_titles(bibliography))
    if not titles:
        problems.append("cnipa.no-title")
    claim_sets = [claims for claims in root.iterfind("application-body/claims") if claims.find("claim") is not None]
    if any(map(has_unresolved_entity, (bibliography, *claim_sets))):
        problems.append("xml.entity-unresolved")
    right_type, stage = meaning_of_kind(publication.office, publication.kind)
    parties = tuple(_parties(bibliography, problems))
    classes = tuple(dict.fromkeys(_classes(bibliography, problems)))
    return PatentRecord(
        publication=publication,
        application=application,
        right_type=right_type,
        stage=stage,
        format=_NAME,
        titles=titles,
        abstracts=tuple(_abstracts(bibliography)),
        claims=tuple(_claims(claim_sets[0], problems)) if claim_sets else (),
        classes=classes,
        parties=parties,
        priorities=tuple(_priorities(bibliography)),
        relations=tuple(dict.fromkeys(_relations(bibliography))),
        citations=tuple(_citations(bibliography)),
        events=tuple(_events(bibliography)),
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=tuple(dict.fromkeys((*origin.problems, *problems))),
    )


def _document(element: Element, path: str) -> DocumentId | None:
    """The `document-id` at `path`, as a publication; `raw` and `date` serve for an application as well."""
    identifier = element.find(f"{path}/document-id")
    return None if identifier is None else _identified(identifier)


def _identified(identifier: Element) -> DocumentId:
    country, number = child_text(identifier, "country") or "CN", child_text(identifier, "doc-number")
    return document_id(country, number, child_text(identifier, "kind"), day_of(child_text(identifier, "date")))


# Texts


def _titles(bibliography: Element) -> Iterator[TextIn]:
    for element in bibliography.iterchildren("invention-title"):
        if title := text_of(element, _BREAKS):
            yield TextIn((element.get("lang") or "zh").lower(), title)


def _abstracts(bibliography: Element) -> Iterator[TextIn]:
    for element in bibliography.iterchildren("abstract"):
        paragraphs = (text_of(child, _BREAKS) for child in element.iterchildren("p") if child.get("num") != "bio")
        if text := " ".join(filter(None, paragraphs)):
            yield TextIn((element.get("lang") or "zh").lower(), fold_east_asian(text))


def _claims(claim_set: Element, problems: list[str]) -> Iterator[Claim]:
    for position, claim in enumerate(claim_set.iterchildren("claim"), 1):
        if mark_pictures(claim):
            problems.append("claims.pictures")
        yield claim_of(claim.get("num"), position, fold_east_asian(text_of(claim, _BREAKS)))


# Numbers and classes


def _priorities(bibliography: Element) -> Iterator[PriorityClaim]:
    for claim in bibliography.iterfind("priority-claims/priority-claim"):
        yield PriorityClaim(
            country=child_text(claim, "country"),
            number=child_text(claim, "doc-number"),
            date=day_of(child_text(claim, "date")),
        )


def _relations(bibliography: Element) -> Iterator[Relation]:
    """The parent of a division, an earlier application whose priority is claimed, the earlier publication, the PCT."""
    for path, kind in (
        ("cn-related-documents/division", RelationKind.DIVISION),
        ("cn-related-documents/cn-domestic-priority-claims", RelationKind.OTHER),
    ):
        for group in bibliography.iterfind(path):
            for parent in group.iter("parent-doc"):
                if (found := _document(parent, ".")) is not None and found.number:
                    yield Relation(kind=kind, document=application_id(found.office, found.raw, found.date))
    for reference in bibliography.iterfind("cn-related-publication/cn-publication-reference"):
        if (found := _document(reference, ".")) is not None and found.number:
            yield Relation(kind=RelationKind.EARLIER_PUBLICATION, document=found)
    application = _document(bibliography, "pct-or-regional-filing-data")
    if application is not None:
        application = document_id("WO", application.raw, "", application.date)
    yield from international_relations(application, _document(bibliography, "pct-or-regional-publishing-data"))


def _classes(bibliography: Element, problems: list[str]) -> Iterator[ClassSymbol]:
    for element in bibliography.iterchildren("classification-ipc"):
        edition = child_text(element, "ipc-version") or child_text(element, "edition")
        for child in element.iterchildren("main-classification", "further-classification"):
            first = child.tag == "main-classification"
            for symbol in class_of(text_of(child), ClassScheme.IPC, problems, first=first):
                version = symbol.version or edition
                yield ClassSymbol(scheme=symbol.scheme, symbol=symbol.symbol, version=version, first=first)
    structured = bibliography.iterfind("classifications-ipcr/classification-ipcr")
    for position, element in enumerate(structured):
        names = ("section", "class", "subclass", "main-group", "subgroup")
        section, number, subclass, group, subgroup = (child_text(element, name) for name in names)
        if text := child_text(element, "text"):
            yield from class_of(text, ClassScheme.IPC, problems, first=position == 0)
        elif section:
            text = f"{section}{number}{subclass}" + (f" {group}/{subgroup}" if group and subgroup else "")
            version = short_version(text_of(element.find("ipc-version-indicator")))
            for symbol in class_of(text, ClassScheme.IPC, problems, first=position == 0):
                yield ClassSymbol(scheme=symbol.scheme, symbol=symbol.symbol, version=version, first=symbol.first)


# Parties


def _parties(bibliography: Element, problems: list[str]) -> Iterator[PatentParty]:
    for path, role in (
        ("cn-parties/cn-applicants/cn-applicant", PartyRole.APPLICANT),
        ("cn-parties/cn-inventors/cn-inventor", PartyRole.INVENTOR),
        ("assignees/assignee", PartyRole.ASSIGNEE),
    ):
        for position, party in enumerate(bibliography.iterfind(path), 1):
            if not (name := _name(party)):
                problems.append("cnipa.party-without-name")
                continue
            sequence = whole_number(party.get("sequence")) or position
            address = next(party.iter("address"), None)
            if address is None:
                yield party_of(role, name, sequence)
                continue
            yield party_of(
                role,
                name,
                sequence,
                address=child_text(address, "text"),
                region=said(child_text(address, "province") or child_text(address, "state")),
                city=said(child_text(address, "city")),
                country=said(child_text(address, "country")),
            )
    agents = bibliography.iterfind("cn-parties/cn-agents/cn-agent")
    yield from agents_of(
        ("" if (agency := agent.find("cn-agency")) is None else _name(agency), _name(agent)) for agent in agents
    )


def _name(party: Element) -> str:
    for book in (*party.iterchildren("addressbook"), party):
        parts = (child_text(book, "first-name"), child_text(book, "middle-name"), child_text(book, "last-name"))
        if name := child_text(book, "name") or child_text(book, "orgname") or fold(" ".join(parts)):
            return name
    return ""


# Citations and events


def _citations(bibliography: Element) -> Iterator[Citation]:
    for citation in bibliography.iterfind("references-cited/citation"):
        category = ";".join(text_of(element) for element in citation.iterchildren("category"))
        for cited in citation.iterchildren("patcit", "nplcit"):
            identifier = cited.find("document-id")
            document = _identified(identifier) if identifier is not None else None
            if document is None and cited.tag == "patcit":
                document = cited_document(child_text(cited, "text"))
            text = child_text(cited, "text") or ("" if identifier is not None else text_of(cited, _BREAKS))
            if text or (document is not None and document.number):
                yield Citation(document=document, text=text, category=category)


def _events(bibliography: Element) -> Iterator[StatusEvent]:
    entered: date | None = day_of(text_of(bibliography.find("date-pct-article-22-39-fulfilled/date")))
    if entered is not None:
        yield StatusEvent(office="CN", code="", published=None, text="national phase entered", effective=entered)


FORMAT = Format(
    name=_NAME,
    title=Words("中国专利文献 XML（旧版，cn-patent-document）", "Chinese patent documents, older XML"),
    units=units,
    roots=(_NAME,),
)
