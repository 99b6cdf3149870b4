"""From one `exchange-document` element of the EPO to a `PatentRecord`.

DOCDB's bulk files and OPS responses hold the same element with small differences: the form of a number is said by the
reference or by the identifier, IPC symbols are padded differently, CPC symbols are whole or in parts. Each is read
under all its shapes, so nothing asks where the element came from.

Sources: EPO, DOCDB exchange format (user documentation and exchange-documents schema 2.5); EPO, OPS 3.2; WIPO ST.8.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from lxml import etree

from patentfair.domain.formats.exchange_values import (
    application,
    child_text,
    family_number,
    forms_of,
    paragraphs,
    plausible,
    publication,
)
from patentfair.domain.formats.fixed_width_class import fixed_width_class
from patentfair.domain.formats.xml_documents import Element, Origin
from patentfair.domain.formats.xml_text import day_of, has_unresolved_entity, text_of, whole_number
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.classes import parse_class
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.record import (
    Citation,
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
from patentfair.domain.patents.register import FamilyStatement, StatusEvent

__all__ = ["exchange_record", "publication_of", "read_priorities"]

_DELETED = "D"
_NOT_FOUND = "not found"
_USPC = re.compile(r"[A-Z0-9]{1,4}/[A-Z0-9.+-]{1,16}", re.ASCII)
_SCHEMES = {
    "CPC": ClassScheme.CPC,
    "CPCI": ClassScheme.CPC,
    "CPCA": ClassScheme.CPC,
    "CPCNO": ClassScheme.CPC,
    "UC": ClassScheme.USPC,
    "LOC": ClassScheme.LOCARNO,
}
_ROLES = {
    "applicants": ("applicant", PartyRole.APPLICANT),
    "inventors": ("inventor", PartyRole.INVENTOR),
    "assignees": ("assignee", PartyRole.ASSIGNEE),
    "agents": ("agent", PartyRole.AGENT),
}
_AS_PRINTED_FIRST = ("original", "docdba", "docdb", "epodoc")
# Who cites in which phase; DOCDB says the phase alone, OPS mostly both.
_CITING = {
    "APP": "applicant",
    "APPLICANT": "applicant",
    "FOP": "opponent",
    "OPP": "opponent",
    "OPPOSITION": "opponent",
    "TPO": "third party",
    "CH2": "examiner",
    "EXA": "examiner",
    "ISR": "examiner",
    "PRS": "examiner",
    "SEA": "examiner",
    "SUP": "examiner",
}
_OF_THE_OFFICE = ("search", "examination", "examiner")
_COUNTRY_IN_NAME = re.compile(r"(.{1,400}?)\s*\[([A-Z]{2})\]", re.DOTALL)
_LINKS = {
    "1": RelationKind.CONTINUATION,
    "2": RelationKind.CONTINUATION_IN_PART,
    "3": RelationKind.DIVISION,
    "A": RelationKind.ADDITION,
    "W": RelationKind.INTERNATIONAL_APPLICATION,
}


def exchange_record(element: Element, file_format: str, origin: Origin) -> PatentRecord | Problem:
    """The document that an element with plain names describes.

    `docdb.no-number` where it does not say which; `docdb.deleted` where it takes a document back, so that nobody takes
    the remains for a record; `ops.not-found` where a service says that it has none.
    """
    found = publication_of(element)
    status = (element.get("status") or "").strip()
    if status.lower() == _NOT_FOUND:
        named = found.canonical if found else "the document"
        return origin.problem(
            "ops.not-found", f"The service has no data on {named[:80]}; ask for it by another number."
        )
    if found is None or not found.number:
        reason = "The exchange document has no publication number; fetch the file anew."
        return origin.problem("docdb.no-number", reason)
    if status.upper() == _DELETED:
        reason = f"The EPO has deleted {found.canonical[:80]} from DOCDB; what was read of it before no longer holds."
        return origin.problem("docdb.deleted", reason)
    problems: list[str] = []
    if found.date is None:
        problems.append("docdb.publication-date")
    if has_unresolved_entity(element):
        problems.append("xml.entity-unresolved")
    bibliography = element.find("bibliographic-data")
    if bibliography is None:
        bibliography = etree.Element("bibliographic-data")
    filed = application(forms_of(bibliography.iterchildren("application-reference")))
    priorities, relations = read_priorities(bibliography.iterfind("priority-claims/priority-claim"), filed)
    classes = tuple(dict.fromkeys(_classes(bibliography, problems)))
    right_type, stage = meaning_of_kind(found.office, found.kind)
    family = family_number(element)
    return PatentRecord(
        publication=found,
        application=filed,
        right_type=right_type,
        stage=stage,
        format=file_format,
        titles=_texts(bibliography.iterchildren("invention-title")),
        abstracts=_texts([*element.iterchildren("abstract"), *bibliography.iterchildren("abstract")]),
        classes=classes,
        parties=tuple(_parties(bibliography)),
        priorities=priorities,
        relations=relations,
        citations=tuple(_citations(bibliography)),
        designated_states=_designated_states(bibliography),
        family=FamilyStatement(docdb=family) if family else None,
        events=tuple(_made_available(bibliography, found)),
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=tuple(dict.fromkeys((*origin.problems, *problems))),
    )


def publication_of(element: Element) -> DocumentId | None:
    """The document's number: its own reference, else the attributes of the element."""
    references = element.iterfind("bibliographic-data/publication-reference")
    forms = dict(forms_of(references))
    attributes = {"country": "country", "doc-number": "doc-number", "kind": "kind", "date": "date-publ"}
    said = {field: (element.get(name) or "").strip() for field, name in attributes.items()}
    if "docdb" not in forms:
        forms["docdb"] = plausible(said)
    elif said["date"]:
        forms.setdefault("attributes", said)
    return publication(forms)


# Texts


def _texts(elements: Iterable[Element]) -> tuple[TextIn, ...]:
    """One text a language: as printed where there are several forms of it."""
    ranked: dict[str, tuple[int, str]] = {}
    for element in elements:
        language = (element.get("lang") or "").strip().lower()[:35]
        rank = _rank(element.get("data-format"))
        text = paragraphs(element)
        if text and (language not in ranked or rank < ranked[language][0]):
            ranked[language] = (rank, text)
    return tuple(TextIn(language, text) for language, (_, text) in ranked.items())


def _rank(form: str | None) -> int:
    return _AS_PRINTED_FIRST.index(form) if form in _AS_PRINTED_FIRST else len(_AS_PRINTED_FIRST)


# Classification


def _classes(bibliography: Element, problems: list[str]) -> Iterator[ClassSymbol]:
    found: list[ClassSymbol | None] = []
    for element in bibliography.iterchildren(tag=etree.Element):
        if element.tag == "classification-ipc":
            found += [
                parse_class(text_of(child), ClassScheme.IPC, first=child.tag == "main-classification")
                for child in element.iterchildren("text", "main-classification", "further-classification")
            ]
        elif element.tag == "classifications-ipcr":
            found += [_ipcr(child_text(child, "text")) for child in element.iterchildren("classification-ipcr")]
        elif element.tag == "patent-classifications":
            found += [
                symbol
                for child in element.iter("patent-classification")
                for symbol in _patent_classification(child, problems)
            ]
    for symbol in found:
        if symbol is None:
            problems.append("docdb.class-symbol")
        else:
            yield symbol


def _ipcr(text: str) -> ClassSymbol | None:
    return fixed_width_class(text, ClassScheme.IPC) or parse_class(text, ClassScheme.IPC)


def _edition(day: str) -> str:
    """A version's date in the short form that is printed with symbols: "20060101" -> "2006.01"."""
    return f"{day[:4]}.{day[4:6]}" if len(day) == 8 else ""


def _patent_classification(element: Element, problems: list[str]) -> Iterator[ClassSymbol]:
    """A symbol of a scheme that is kept; symbols of others (F-terms, ECLA, national ones) are passed over."""
    stated = element.find("classification-scheme")
    name = (stated.get("scheme") or "").upper() if stated is not None else ""
    scheme = _SCHEMES.get(name) or (ClassScheme.CPC if name.startswith("CPC") else None)
    if scheme is None:
        return
    text = child_text(element, "classification-symbol") or _joined(element)
    first = child_text(element, "symbol-position") == "F"
    if scheme is ClassScheme.USPC:
        symbol = ClassSymbol(scheme=scheme, symbol=text, first=first) if _USPC.fullmatch(text) else None
    else:
        symbol = parse_class(text, scheme, first=first)
    if symbol is None:
        problems.append("docdb.class-symbol")
    elif edition := _edition(child_text(stated, "date") if stated is not None else ""):
        yield ClassSymbol(scheme=symbol.scheme, symbol=symbol.symbol, version=edition, first=first)
    else:
        yield symbol


def _joined(element: Element) -> str:
    section, number, subclass, group, subgroup = (
        child_text(element, name) for name in ("section", "class", "subclass", "main-group", "subgroup")
    )
    return f"{section}{number}{subclass} {group}/{subgroup}" if group and subgroup else f"{section}{number}{subclass}"


# Parties


def _parties(bibliography: Element) -> Iterator[PatentParty]:
    for group in bibliography.iterfind("parties/*"):
        if (known := _ROLES.get(str(group.tag))) is not None:
            yield from _one_form(group, *known)


def _one_form(group: Element, tag: str, role: PartyRole) -> Iterator[PatentParty]:
    """Each party once, in the EPO's own count (`docdb` or `epodoc`), with its name as printed where the counts agree.

    The printed form may list the parties of several printings one after another; a name that stands there twice in
    different letters is one.
    """
    forms: dict[str, dict[int, tuple[str, str]]] = {}
    for party in group.iterchildren(tag):
        parties = forms.setdefault(party.get("data-format") or "docdb", {})
        sequence = whole_number(party.get("sequence")) or len(parties) + 1
        name, country = _name_and_country(party, tag)
        if name:
            parties.setdefault(sequence, (name, country))
    counted = forms.get("docdb") or forms.get("epodoc") or forms.get("docdba") or forms.get("original") or {}
    printed = next(
        (each for form in _AS_PRINTED_FIRST if len(each := _once_each(forms.get(form, {}))) == len(counted)), []
    )
    for place, (sequence, (name, country)) in enumerate(sorted(counted.items())):
        shown, said = printed[place] if printed else (name, "")
        yield PatentParty(role=role, name=shown, country=country or said, sequence=sequence)


def _once_each(parties: dict[int, tuple[str, str]]) -> list[tuple[str, str]]:
    """Names and countries in their order; of names that differ in capitals and signs alone, the one not in capitals."""
    found: dict[str, tuple[str, str]] = {}
    for _, (name, country) in sorted(parties.items()):
        letters = unicodedata.normalize("NFKD", name.casefold())
        key = "".join(letter for letter in letters if letter.isalnum()) or name
        if key not in found or (found[key][0].isupper() and not name.isupper()):
            found[key] = (name, country)
    return list(found.values())


def _name_and_country(party: Element, tag: str) -> tuple[str, str]:
    name = child_text(party, f"{tag}-name/name") or child_text(party, "addressbook/name") or child_text(party, "name")
    country = child_text(party, "residence/country") or child_text(party, "addressbook/address/country")
    if bracketed := _COUNTRY_IN_NAME.fullmatch(name):
        name, country = bracketed[1], country or bracketed[2]
    return name.rstrip(" ,;"), country[:2].upper()


# Priorities and relations


def read_priorities(
    claims: Iterable[Element], own: DocumentId | None
) -> tuple[tuple[PriorityClaim, ...], tuple[Relation, ...]]:
    """The priorities that are claimed, and the earlier applications that one is tied to in another way.

    DOCDB lists both together, each in several forms under one `sequence`, and a first filing as its own priority; that
    is left out. What is no active priority is a relation, of the kind that the linkage type says. A priority whose
    number DOCDB does not know has its country and day alone.
    """
    by_sequence: dict[object, list[Element]] = {}
    for position, claim in enumerate(claims):
        by_sequence.setdefault(claim.get("sequence") or position, []).append(claim)
    priorities: list[PriorityClaim] = []
    relations: list[Relation] = []
    for same in by_sequence.values():
        earlier = application(forms_of(same))
        if earlier is None or (own is not None and _is_same(earlier, own)):
            continue
        link = _first_said(same, "priority-linkage-type")
        active = not _first_said(same, "priority-active-indicator").upper().startswith("N")
        if earlier.number and (link or not active):
            relations.append(Relation(kind=_LINKS.get(link, RelationKind.OTHER), document=earlier))
        if active:
            priorities.append(PriorityClaim(country=earlier.office, number=earlier.number, date=earlier.date))
    return tuple(priorities), tuple(dict.fromkeys(relations))


def _is_same(one: DocumentId, other: DocumentId) -> bool:
    if one.office != other.office or not one.number:
        return False
    # One form may lack the series of a US number: then serial and day tell.
    serials = one.number.rpartition("/")[2] == other.number.rpartition("/")[2]
    return one.number == other.number or (one.office == "US" and serials and one.date == other.date is not None)


def _first_said(elements: list[Element], name: str) -> str:
    return next((text for element in elements if (text := child_text(element, name))), "")


# Citations, states, availability


def _citations(bibliography: Element) -> Iterator[Citation]:
    for citation in bibliography.iterfind("references-cited/citation"):
        cited_by = _cited_by(citation.get("cited-by") or "") or _cited_by(citation.get("cited-phase") or "")
        category = child_text(citation, "category")
        if not category:
            passages = [text_of(each) for each in citation.iterfind("rel-passage/category")]
            category = ";".join(dict.fromkeys(filter(None, passages)))
        document: DocumentId | None = None
        text = ""
        patent = citation.find("patcit")
        if patent is not None:
            by_application = "application" in (patent.get("dnum-type") or "")
            document = (application if by_application else publication)(forms_of([patent]))
            text = "" if document else child_text(patent, "text") or (patent.get("dnum") or "")
        else:
            text = child_text(citation, "nplcit/text") or child_text(citation, "nplcit")
        if document is not None or text:
            yield Citation(document=document, text=text, category=category, cited_by=cited_by)


def _cited_by(said: str) -> str:
    """ "applicant", "examiner", "opponent" or "third party"; "" where neither party nor phase tells."""
    words = said.strip().lower()
    if any(word in words for word in _OF_THE_OFFICE):
        return "examiner"
    return _CITING.get(words.upper(), "")


def _designated_states(bibliography: Element) -> tuple[str, ...]:
    states = [
        text_of(country).upper()
        for country in bibliography.iterfind("designation-of-states//country")
        if (around := country.getparent()) is not None and around.tag != "region"
    ]
    return tuple(dict.fromkeys(state for state in states if len(state) == 2 and state.isalpha()))


def _made_available(bibliography: Element, found: DocumentId) -> Iterator[StatusEvent]:
    """How and when the document was made available (INID 41 to 47), by the source's own names."""
    for element in bibliography.iterfind("dates-of-public-availability/*"):
        if (day := day_of(child_text(element, "document-id/date"))) is not None:
            yield StatusEvent(office=found.office, code=str(element.tag), published=day)
