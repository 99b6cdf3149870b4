"""Japanese patent gazettes in XML, `jp-official-gazette`: published applications and patents, one document a file.

Sources: the gazettes themselves, whose elements are those of WIPO ST.36 with some of the office's own. FI symbols,
themes and F-terms are of no scheme that is kept. Amendments printed behind the document are no part of its claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from patentfair.domain.formats.fixed_width_class import fixed_width_class
from patentfair.domain.formats.format import Format
from patentfair.domain.formats.jp_printed import is_organisation, printed_day, split_address
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.trimmed_document import TrimmedDocument, without_descriptions
from patentfair.domain.formats.xml_documents import Element, Origin, documents
from patentfair.domain.formats.xml_text import (
    child_text,
    fold_east_asian,
    has_unresolved_entity,
    local_name,
    text_of,
    whole_number,
)
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.classes import locarno_symbol, parse_class
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

__all__ = ["FORMAT", "units"]

_NAME = "jp-official-gazette"
_BREAKS = frozenset({"br", "claim-text", "entry", "li", "p"})
_KIND_IN_WORDS = re.compile(r"[(（]([A-Z]\d?)[)）]\s?$")
_STATE = re.compile(r"\b([A-Z]{2})\b(?!\()")
_INTERNATIONAL = re.compile(r"[A-Z]{2}\d{7,10}")
_ROLES = {
    "applicant": PartyRole.APPLICANT,
    "inventor": PartyRole.INVENTOR,
    "agent": PartyRole.AGENT,
    "assignee": PartyRole.ASSIGNEE,
    "grantee": PartyRole.ASSIGNEE,
    "patentee": PartyRole.ASSIGNEE,
    "proprietor": PartyRole.ASSIGNEE,
    "right-holder": PartyRole.ASSIGNEE,
}
_ORDER = (PartyRole.APPLICANT, PartyRole.ASSIGNEE, PartyRole.INVENTOR, PartyRole.AGENT)
_RELATIONS = {
    "addition": RelationKind.ADDITION,
    "division": RelationKind.DIVISION,
}


def units(source: Source) -> Iterator[TrimmedDocument | Problem]:
    """The documents of a file, of which there is mostly one."""
    for unit in documents(source, _understand):
        yield unit if isinstance(unit, Problem) else TrimmedDocument(unit, without_descriptions)


def _understand(root: Element, origin: Origin) -> PatentRecord | Problem:
    """The document in `root`; `jp.no-bibliography` or `jp.no-number` where it does not say which it is."""
    if local_name(root) != _NAME:
        return origin.problem("xml.unknown-root", f"The root element is <{local_name(root)[:80]}>, not <{_NAME}>.")
    bibliography = _child(root, "bibliographic-data")
    if bibliography is None:
        return origin.problem("jp.no-bibliography", "The document has no bibliographic-data.")
    reference = _child(bibliography, "publication-reference")
    number = _identified(reference)
    if number is None:
        return origin.problem("jp.no-number", "The document has no publication number.")
    problems: list[str] = []
    publication = document_id("JP", number.raw, _kind(root, reference), number.date)
    if publication.date is None:
        problems.append("jp.publication-date")
    filed = _identified(_child(bibliography, "application-reference"))
    titles = tuple(_titles(bibliography))
    if not titles:
        problems.append("jp.no-title")
    texts = [child for child in root if local_name(child) in ("abstract", "claims")]
    if any(map(has_unresolved_entity, (bibliography, *texts))):
        problems.append("xml.entity-unresolved")
    claims = tuple(_claims(texts))
    claim_count = whole_number(child_text(bibliography, "number-of-claims"))
    if claims and claim_count is not None and claim_count != len(claims):
        # Counted after an amendment that is printed behind the document.
        problems.append("jp.claim-count-differs")
    right_type, stage = meaning_of_kind("JP", publication.kind)
    parties = tuple(_parties(bibliography, problems))
    classes = tuple(dict.fromkeys(_classes(bibliography, problems)))
    return PatentRecord(
        publication=publication,
        application=None if filed is None else application_id("JP", filed.raw, filed.date),
        right_type=right_type,
        stage=stage,
        format=_NAME,
        titles=titles,
        abstracts=tuple(_abstracts(texts)),
        claims=claims,
        claim_count=claim_count,
        classes=classes,
        parties=parties,
        priorities=tuple(_priorities(bibliography)),
        relations=tuple(dict.fromkeys(_relations(bibliography))),
        citations=tuple(_citations(bibliography)),
        designated_states=tuple(dict.fromkeys(_STATE.findall(child_text(bibliography, "designation-of-states")))),
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=tuple(dict.fromkeys((*origin.problems, *problems))),
    )


# Elements


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _parts(element: Element, name: str) -> Iterator[Element]:
    """The children of the first child `name`."""
    found = _child(element, name)
    return iter(()) if found is None else iter(found)


def _below(element: Element | None, name: str) -> Iterator[Element]:
    return iter(()) if element is None else element.iter(f"{{*}}{name}")


def _identified(element: Element | None) -> DocumentId | None:
    """The first document-id below, `raw` as printed; None where it has no number."""
    identifier = next(_below(element, "document-id"), None)
    number = "" if identifier is None else child_text(identifier, "doc-number")
    if identifier is None or not number:
        return None
    return document_id(
        child_text(identifier, "country") or "JP", number, "", printed_day(child_text(identifier, "date"))
    )


def _kind(root: Element, reference: Element | None) -> str:
    """The kind code in the words of the kind ("公開特許公報(A)"), else in an attribute of the root."""
    words = next((text_of(kind) for kind in _below(reference, "kind")), "")
    found = _KIND_IN_WORDS.search(words)
    return found[1] if found else (root.get("kind-of-st16") or "").strip()


# Texts


def _titles(bibliography: Element) -> Iterator[TextIn]:
    for element in bibliography:
        if local_name(element) == "invention-title" and (title := text_of(element, _BREAKS)):
            yield TextIn((element.get("lang") or "ja").lower(), title)


def _abstracts(texts: list[Element]) -> Iterator[TextIn]:
    for element in texts:
        if local_name(element) == "abstract" and (text := fold_east_asian(text_of(element, _BREAKS))):
            yield TextIn((element.get("lang") or "ja").lower(), text)


def _claims(texts: list[Element]) -> Iterator[Claim]:
    claim_set = next((element for element in texts if local_name(element) == "claims"), None)
    claims = () if claim_set is None else (child for child in claim_set if local_name(child) == "claim")
    for position, claim in enumerate(claims, 1):
        yield Claim(whole_number(claim.get("num")) or position, fold_east_asian(text_of(claim, _BREAKS)))


# Numbers and classes


def _priorities(bibliography: Element) -> Iterator[PriorityClaim]:
    for claim in _below(_child(bibliography, "priority-claims"), "priority-claim"):
        yield PriorityClaim(
            country=child_text(claim, "country"),
            number=child_text(claim, "doc-number"),
            date=printed_day(child_text(claim, "date")),
        )


def _relations(bibliography: Element) -> Iterator[Relation]:
    """Parents, the patent that was printed before, the international application and its publication."""
    for group in _parts(bibliography, "related-documents"):
        for parent in _below(group, "parent-doc"):
            if (found := _identified(parent)) is not None:
                kind = _RELATIONS.get(local_name(group), RelationKind.OTHER)
                yield Relation(kind=kind, document=application_id("JP", found.raw, found.date))
    for element in _parts(bibliography, "dates-of-public-availability"):
        if (found := _identified(element)) is not None:
            yield Relation(kind=RelationKind.EARLIER_PUBLICATION, document=found)
    if (found := _identified(_child(bibliography, "pct-or-regional-filing-data"))) is not None:
        plain = f"PCT{found.raw}" if _INTERNATIONAL.fullmatch(found.raw) else found.raw
        document = msgspec.structs.replace(document_id("WO", plain, "", found.date), raw=found.raw)
        yield Relation(kind=RelationKind.INTERNATIONAL_APPLICATION, document=document)
    if (found := _identified(_child(bibliography, "pct-or-regional-publishing-data"))) is not None:
        document = document_id("WO", found.raw, "", found.date)
        yield Relation(kind=RelationKind.INTERNATIONAL_PUBLICATION, document=document)


def _classes(bibliography: Element, problems: list[str]) -> Iterator[ClassSymbol]:
    for element in bibliography:
        name = local_name(element)
        if name not in ("classification-ipc", "classification-locarno"):
            continue
        edition = child_text(element, "edition")
        for child in element:
            if local_name(child) not in ("main-clsf", "further-clsf", "main-classification", "further-classification"):
                continue
            text, first = child.text or text_of(child), local_name(child).startswith("main")
            symbol = (
                fixed_width_class(text, ClassScheme.IPC, edition=edition, first=first)
                if name == "classification-ipc"
                else parse_class(locarno_symbol(text) or "", ClassScheme.LOCARNO, first=first)
            )
            if symbol is not None:
                yield symbol
            elif text.strip():
                problems.append("jp.class-symbol")


# Parties and citations


def _parties(bibliography: Element, problems: list[str]) -> Iterator[PatentParty]:
    """Everybody, the owners first; each is printed in Japanese and may have an address in English besides."""
    found: dict[PartyRole, list[PatentParty]] = {role: [] for role in _ORDER}
    for element in bibliography:
        if local_name(element) not in ("parties", "assignees"):
            continue
        for party in element.iter("{*}*"):
            role = _ROLES.get(local_name(party))
            if role is None:
                continue
            book = next(_below(party, "addressbook"), party)
            if not (name := child_text(book, "name") or child_text(book, "orgname")):
                problems.append("jp.party-without-name")
                continue
            place = split_address(next((text_of(address) for address in _below(book, "address")), ""))
            found[role].append(
                PatentParty(
                    role=role,
                    name=name,
                    is_organisation=False if role is PartyRole.INVENTOR else is_organisation(name),
                    address=place.text,
                    region=place.region,
                    country=place.country,
                    sequence=len(found[role]) + 1,
                )
            )
    for role in _ORDER:
        yield from found[role]


def _citations(bibliography: Element) -> Iterator[Citation]:
    for citation in _below(_child(bibliography, "references-cited"), "citation"):
        category = ";".join(text_of(element) for element in _below(citation, "category"))
        for cited in citation:
            if local_name(cited) not in ("patcit", "nplcit"):
                continue
            identifier = _identified(cited) if local_name(cited) == "patcit" else None
            text = child_text(cited, "text") or ("" if identifier is not None else text_of(cited, _BREAKS))
            if text or identifier is not None:
                yield Citation(document=identifier, text=text, category=category)


FORMAT = Format(
    name=_NAME,
    title=Words("日本专利公报 XML（jp-official-gazette）", "Japanese patent gazettes, XML"),
    units=units,
    roots=(_NAME,),
)
