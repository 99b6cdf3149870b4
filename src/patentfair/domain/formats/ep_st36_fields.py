"""From the elements of one European patent document to a `PatentRecord`.

The bibliography is marked with the tags of WIPO ST.32: "B" and an INID code, with "EP" where the EPO has one of its
own (`ep_st36_events` reads what they say of the procedure).

The claims of the record are those in the language of proceedings. Grants print them in the two other official
languages too; those are translations with no legal effect of their own and are left out. Where different claims are
printed for different contracting states, the first set is taken and `ep.claims-by-state` says so; where there are only
translations, the first is taken and `ep.claims-in-other-language` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from patentfair.domain.formats.ep_st36_events import events_of
from patentfair.domain.formats.fixed_width_class import fixed_width_class
from patentfair.domain.formats.xml_documents import Element, Origin
from patentfair.domain.formats.xml_text import (
    child_text,
    day_of,
    fold,
    has_unresolved_entity,
    path_text,
    text_of,
    whole_number,
)
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.numbers import application_id, document_id, ep_check_digit
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

__all__ = ["patent_record"]

_RELATIONS = {
    "B610": RelationKind.ADDITION,
    "B620": RelationKind.DIVISION,
    "B631": RelationKind.CONTINUATION,
    "B632": RelationKind.CONTINUATION_IN_PART,
    "B640": RelationKind.REISSUE,
    "B641": RelationKind.REISSUE,
    "B645": RelationKind.REEXAMINATION,
    "B650": RelationKind.EARLIER_PUBLICATION,
}
_ROLES = {
    "B710": PartyRole.APPLICANT,
    "B720": PartyRole.INVENTOR,
    "B730": PartyRole.ASSIGNEE,
    "B740": PartyRole.AGENT,
}
_BREAKS = frozenset({"br", "claim-text", "dd", "dt", "entry", "li", "p"})
_PRINTED_CITATION = re.compile(r"([A-Z]{2})-\s?([A-Z]\d?)-\s?([0-9A-Z][0-9A-Z /.-]{1,30})")
_INTERNATIONAL = re.compile(r"[A-Z]{2}\d{7,10}")


def patent_record(root: Element, file_format: str, origin: Origin) -> PatentRecord | Problem:
    """The document in `root`, or `ep.no-number` where it does not say which it is."""
    sdobi = root.find("SDOBI")
    if sdobi is None:
        sdobi = root.makeelement("SDOBI")
    problems: list[str] = []
    publication = _publication(root, sdobi, problems)
    if not publication.number:
        return origin.problem("ep.no-number", "The document prints no publication number (B110 or doc-number).")
    language = (root.get("lang") or "").lower()
    right_type, stage = meaning_of_kind(publication.office, publication.kind)
    claim_set = _claim_set(root, language, problems)
    titles = tuple(_titles(sdobi))
    if not titles:
        problems.append("ep.no-title")
    read = (sdobi, *root.iterchildren("abstract"), *(() if claim_set is None else (claim_set,)))
    if any(map(has_unresolved_entity, read)):
        problems.append("xml.entity-unresolved")
    application = _application(sdobi, publication.office, problems)
    classes = tuple(dict.fromkeys(_classes(sdobi, problems)))
    parties = tuple(_parties(sdobi, problems))
    return PatentRecord(
        publication=publication,
        application=application,
        right_type=right_type,
        stage=stage,
        format=file_format,
        titles=titles,
        abstracts=tuple(_abstracts(root, language)),
        claims=() if claim_set is None else tuple(_claims(claim_set)),
        classes=classes,
        parties=parties,
        priorities=tuple(_priorities(sdobi)),
        relations=tuple(dict.fromkeys(_relations(sdobi))),
        citations=tuple(dict.fromkeys(_citations(root, sdobi))),
        designated_states=tuple(dict.fromkeys(_texts(sdobi, "B800/B840//ctry"))),
        events=tuple(events_of(sdobi, stage, publication.date)),
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=tuple(dict.fromkeys((*origin.problems, *problems))),
    )


def _texts(element: Element, path: str) -> Iterator[str]:
    return (text for found in element.iterfind(path) if (text := text_of(found)))


# Numbers


def _publication(root: Element, sdobi: Element, problems: list[str]) -> DocumentId:
    number = path_text(sdobi, "B100/B110") or fold(root.get("doc-number"))
    kind = path_text(sdobi, "B100/B130") or fold(root.get("kind"))
    office = path_text(sdobi, "B100/B190") or fold(root.get("country")) or "EP"
    day = day_of(path_text(sdobi, "B100/B140/date") or root.get("date-publ"))
    if day is None:
        problems.append("ep.publication-date")
    return document_id(office, number, kind, day)


def _application(sdobi: Element, office: str, problems: list[str]) -> DocumentId | None:
    number = path_text(sdobi, "B200/B210")
    if not number:
        return None
    application = application_id(office, number, day_of(path_text(sdobi, "B200/B220/date")))
    plain = application.number
    if application.check_digit and len(plain) == 8 and application.check_digit != ep_check_digit(plain):
        problems.append("ep.check-digit")
    return application


def _international(number: str, day: date | None) -> DocumentId:
    """An international application as the EPO prints it: "US9819910", "CN2018112487"."""
    plain = f"PCT{number}" if _INTERNATIONAL.fullmatch(number) else number
    return msgspec.structs.replace(document_id("WO", plain, "", day), raw=number)


def _priorities(sdobi: Element) -> Iterator[PriorityClaim]:
    """The claims of B300, whose parts follow one another: B310 begins each."""
    number = country = ""
    day: date | None = None
    for element in sdobi.iterfind("B300/*"):
        if element.tag == "B310":
            if number:
                yield PriorityClaim(country=country, number=number, date=day)
            number, country, day = text_of(element), "", None
        elif element.tag == "B320":
            day = day_of(path_text(element, "date"))
        elif element.tag == "B330":
            country = path_text(element, "ctry")
    if number:
        yield PriorityClaim(country=country, number=number, date=day)


def _relations(sdobi: Element) -> Iterator[Relation]:
    """Parents and earlier papers (B600), the international application (B861) and its publication (B871).

    A document names the divisional applications that came of it as well (B620EP); those are `OTHER`.
    """
    for group in sdobi.iterfind("B600/*"):
        kind = _RELATIONS.get(str(group.tag), RelationKind.OTHER)
        for named in (*group.iter("pdoc"), *group.iter("cdoc")):
            office = path_text(named, "ctry") or "EP"
            day = day_of(path_text(named, "date"))
            if number := path_text(named, "dnum/anum"):
                yield Relation(kind=kind, document=application_id(office, number, day))
            if number := path_text(named, "dnum/pnum"):
                yield Relation(kind=kind, document=document_id(office, number, path_text(named, "kind")))
    for element in sdobi.iterfind("B800/B860/B861"):
        if number := path_text(element, "dnum/anum"):
            document = _international(number, day_of(path_text(element, "date")))
            yield Relation(kind=RelationKind.INTERNATIONAL_APPLICATION, document=document)
    for element in sdobi.iterfind("B800/B870/B871"):
        if number := path_text(element, "dnum/pnum"):
            document = document_id("WO", number, "", day_of(path_text(element, "date")))
            yield Relation(kind=RelationKind.INTERNATIONAL_PUBLICATION, document=document)


# Texts


def _titles(sdobi: Element) -> Iterator[TextIn]:
    """Pairs of a language (B541) and the title in it (B542)."""
    language = ""
    for element in sdobi.iterfind("B500/B540/*"):
        if element.tag == "B541":
            language = text_of(element).lower()
        elif element.tag == "B542" and (title := text_of(element, _BREAKS)):
            yield TextIn(language, title)


def _abstracts(root: Element, language: str) -> Iterator[TextIn]:
    for element in root.iterchildren("abstract"):
        if text := text_of(element, _BREAKS):
            yield TextIn((element.get("lang") or language).lower(), text)


def _claim_set(root: Element, language: str, problems: list[str]) -> Element | None:
    sets = [claims for claims in root.iterchildren("claims") if claims.find("claim") is not None]
    own = [claims for claims in sets if (claims.get("lang") or language).lower() == language]
    if len(own) > 1:
        problems.append("ep.claims-by-state")
    if sets and not own:
        problems.append("ep.claims-in-other-language")
        own = sets
    return own[0] if own else None


def _claims(claim_set: Element) -> Iterator[Claim]:
    for position, claim in enumerate(claim_set.iterchildren("claim"), 1):
        yield Claim(whole_number(claim.get("num")) or position, text_of(claim, _BREAKS))


# Classification


def _classes(sdobi: Element, problems: list[str]) -> Iterator[ClassSymbol]:
    edition = path_text(sdobi, "B500/B510/B516")
    for element in sdobi.iterfind("B500/B510/*"):
        if element.tag in ("B511", "B512"):
            yield from _class(text_of(element), ClassScheme.IPC, problems, edition, first=element.tag == "B511")
    for path, scheme in (
        ("B500/B510EP/classification-ipcr", ClassScheme.IPC),
        ("B500/B520EP//classification-cpc", ClassScheme.CPC),
    ):
        found = [
            symbol for element in sdobi.iterfind(path) for symbol in _class(_raw(element), scheme, problems, edition="")
        ]
        # Old records converted from the register print no positions; the first then stands first.
        if found and not any(symbol.first for symbol in found):
            found[0] = msgspec.structs.replace(found[0], first=scheme is ClassScheme.IPC)
        yield from found


def _raw(element: Element) -> str:
    text = element.find("text")
    return (text.text or "") if text is not None else text_of(element)


def _class(
    text: str, scheme: ClassScheme, problems: list[str], edition: str, *, first: bool = False
) -> Iterator[ClassSymbol]:
    symbol = fixed_width_class(text, scheme, edition=edition, first=first)
    if symbol is not None:
        yield symbol
    elif text.strip():
        problems.append("ep.class-symbol")


# Parties


def _parties(sdobi: Element, problems: list[str]) -> Iterator[PatentParty]:
    """Everybody in B710 to B740; the register does not say which of them are organisations."""
    for group in sdobi.iterfind("B700/*"):
        role = _ROLES.get(str(group.tag))
        if role is None:
            continue
        parties = [child for child in group if str(child.tag).startswith(str(group.tag)[:3])]
        for position, party in enumerate(parties, 1):
            organisation = child_text(party, "onm")
            name = organisation or fold(f"{child_text(party, 'fnm')} {child_text(party, 'snm')}")
            if not name:
                problems.append("ep.party-without-name")
                continue
            yield PatentParty(
                role=role,
                name=name,
                is_organisation=False if role is PartyRole.INVENTOR else True if organisation else None,
                address=path_text(party, "adr/str"),
                city=path_text(party, "adr/city"),
                country=path_text(party, "adr/ctry"),
                sequence=position,
            )


# Citations


def _citations(root: Element, sdobi: Element) -> Iterator[Citation]:
    """Those of the front page (B560), of a search report in the file, and of the list of what the description cites."""
    for element in sdobi.iterfind("B500/B560/*"):
        if text := text_of(element):
            yield Citation(document=_printed_document(text) if element.tag == "B561" else None, text=text)
    for report in root.iterchildren("search-report-data"):
        for citation in report.iter("citation"):
            categories = ";".join(_texts(citation, "category"))
            yield from _cited(citation, category=categories, cited_by="examiner")
    for listed in root.iterchildren("ep-reference-list"):
        yield from _cited(listed, category="", cited_by="applicant")


def _cited(element: Element, *, category: str, cited_by: str) -> Iterator[Citation]:
    for cited in element.iter("patcit", "nplcit"):
        document = None
        identifier = cited.find("document-id") if cited.tag == "patcit" else None
        # dnum-type "L" marks the number of an application, which would be read as a publication's.
        if identifier is not None and cited.get("dnum-type") != "L" and path_text(identifier, "doc-number"):
            document = document_id(
                path_text(identifier, "country"),
                path_text(identifier, "doc-number"),
                path_text(identifier, "kind"),
                day_of(path_text(identifier, "date")),
            )
        text = path_text(cited, "text") or ("" if identifier is not None else ", ".join(_leaves(cited)))
        if not text and document is None:
            text = fold(cited.get("dnum"))
        if text or document is not None:
            yield Citation(document=document, text=text, category=category, cited_by=cited_by)


def _leaves(element: Element) -> Iterator[str]:
    """The parts of a structured citation: authors, title, journal, volume ..."""
    return (part for text in element.itertext("*") if (part := fold(str(text))))


def _printed_document(text: str) -> DocumentId | None:
    """ "DE-A1- 3 701 285", "WO-A-91/06571", "US-E- R E36 154" as documents; the text stays beside it."""
    found = _PRINTED_CITATION.fullmatch(text)
    if found is None:
        return None
    office, kind, number = found[1], found[2], found[3].replace(" ", "")
    document = document_id(office, number, kind)
    return msgspec.structs.replace(document, raw=text) if document.number else None
