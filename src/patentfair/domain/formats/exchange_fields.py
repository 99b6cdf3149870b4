"""From one `exchange-document` element of the EPO to a `PatentRecord`.

DOCDB's bulk files and OPS responses hold the same element with small differences: the form of a number is said by the
reference or by the identifier, IPC symbols are padded differently, CPC symbols are whole or in parts. Each is read
under all its shapes, so nothing asks where the element came from.

Sources: EPO, DOCDB exchange format (user documentation and exchange-documents schema 2.5); EPO, OPS 3.2; WIPO ST.8.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from patentfair.domain.formats.docdb_classes import PatentClassification
from patentfair.domain.formats.exchange_parties import AS_PRINTED_FIRST, read_parties
from patentfair.domain.formats.exchange_values import (
    application,
    child_text,
    family_number,
    fields_of,
    first_child,
    forms_of,
    paragraphs,
    plausible,
    publication,
)
from patentfair.domain.formats.fixed_width_class import fixed_width_class
from patentfair.domain.formats.xml_documents import Element, Origin
from patentfair.domain.formats.xml_text import day_of, fold, has_unresolved_entity, text_of
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.classes import parse_class
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.record import (
    Citation,
    ClassScheme,
    ClassSymbol,
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
_IPC = ("text", "main-classification", "further-classification")
_USPC = re.compile(r"[A-Z0-9]{1,4}/[A-Z0-9.+-]{1,16}", re.ASCII)
_SCHEMES = {
    "CPC": ClassScheme.CPC,
    "CPCI": ClassScheme.CPC,
    "CPCA": ClassScheme.CPC,
    "CPCNO": ClassScheme.CPC,
    "UC": ClassScheme.USPC,
    "LOC": ClassScheme.LOCARNO,
}
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
_LINKS = {
    "1": RelationKind.CONTINUATION,
    "2": RelationKind.CONTINUATION_IN_PART,
    "3": RelationKind.DIVISION,
    "A": RelationKind.ADDITION,
    "W": RelationKind.INTERNATIONAL_APPLICATION,
}


def exchange_record(
    element: Element, file_format: str, origin: Origin, cut: Sequence[PatentClassification] = ()
) -> PatentRecord | Problem:
    """The document that an element with plain names describes; `cut` is what was taken out of its empty section.

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
    bibliography = first_child(element, "bibliographic-data")
    sections: defaultdict[str, list[Element]] = defaultdict(list)
    for section in () if bibliography is None else bibliography:
        sections[section.tag].append(section)
    filed = application(forms_of(sections["application-reference"]))
    claims = [claim for section in sections["priority-claims"] for claim in section if claim.tag == "priority-claim"]
    priorities, relations = read_priorities(claims, filed)
    classes = tuple(dict.fromkeys(_classes(bibliography, cut, problems)))
    right_type, stage = meaning_of_kind(found.office, found.kind)
    family = family_number(element)
    return PatentRecord(
        publication=found,
        application=filed,
        right_type=right_type,
        stage=stage,
        format=file_format,
        titles=_texts(sections["invention-title"]),
        abstracts=_texts([*element.iterchildren("abstract"), *sections["abstract"]]),
        classes=classes,
        parties=tuple(read_parties(sections["parties"])),
        priorities=priorities,
        relations=relations,
        citations=tuple(_citations(sections["references-cited"])),
        designated_states=_designated_states(sections["designation-of-states"]),
        family=FamilyStatement(docdb=family) if family else None,
        events=tuple(_made_available(sections["dates-of-public-availability"], found)),
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=tuple(dict.fromkeys((*origin.problems, *problems))),
    )


def publication_of(element: Element) -> DocumentId | None:
    """The document's number: its own reference, else the attributes of the element."""
    bibliography = first_child(element, "bibliographic-data")
    references = () if bibliography is None else bibliography.iterchildren("publication-reference")
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
    return AS_PRINTED_FIRST.index(form) if form in AS_PRINTED_FIRST else len(AS_PRINTED_FIRST)


# Classification


def _classes(
    bibliography: Element | None, cut: Sequence[PatentClassification], problems: list[str]
) -> Iterator[ClassSymbol]:
    for element in () if bibliography is None else bibliography:
        name = element.tag
        if name == "classification-ipc":
            yield from _kept(map(_ipc, element.iterchildren(*_IPC)), problems)
        elif name == "classifications-ipcr":
            yield from _kept(map(_ipcr, element.iterchildren("classification-ipcr")), problems)
        elif name == "patent-classifications":
            found = cut or map(_patent_classification, element.iter("patent-classification"))
            named = ((_scheme(each.scheme), each) for each in found)
            yield from _kept((_symbol(scheme, *each) for scheme, each in named if scheme is not None), problems)


def _kept(symbols: Iterable[ClassSymbol | None], problems: list[str]) -> Iterator[ClassSymbol]:
    for symbol in symbols:
        if symbol is None:
            problems.append("docdb.class-symbol")
        else:
            yield symbol


def _ipc(element: Element) -> ClassSymbol | None:
    return parse_class(text_of(element), ClassScheme.IPC, first=element.tag == "main-classification")


def _ipcr(element: Element) -> ClassSymbol | None:
    text = child_text(element, "text")
    return fixed_width_class(text, ClassScheme.IPC) or parse_class(text, ClassScheme.IPC)


def _patent_classification(element: Element) -> PatentClassification:
    fields = fields_of(element)
    stated = first_child(element, "classification-scheme")
    scheme = "" if stated is None else stated.get("scheme") or ""
    day = "" if stated is None else child_text(stated, "date")
    symbol = fields.get("classification-symbol") or _joined(fields)
    return PatentClassification(scheme, day, symbol, fields.get("symbol-position", ""))


@lru_cache(maxsize=64)
def _scheme(name: str) -> ClassScheme | None:
    """The scheme of that name; None for one that is not kept (F-terms, ECLA, national ones)."""
    name = name.upper()
    return _SCHEMES.get(name) or (ClassScheme.CPC if name.startswith("CPC") else None)


@lru_cache(maxsize=16384)
def _symbol(scheme: ClassScheme, _name: str, day: str, text: str, position: str) -> ClassSymbol | None:
    text, first = fold(text), fold(position) == "F"
    if scheme is ClassScheme.USPC:
        symbol = ClassSymbol(scheme=scheme, symbol=text, first=first) if _USPC.fullmatch(text) else None
    else:
        symbol = parse_class(text, scheme, first=first)
    if symbol is not None and (edition := _edition(fold(day))):
        return ClassSymbol(scheme=scheme, symbol=symbol.symbol, version=edition, first=first)
    return symbol


def _edition(day: str) -> str:
    """A version's date in the short form that is printed with symbols: "20060101" -> "2006.01"."""
    return f"{day[:4]}.{day[4:6]}" if len(day) == 8 else ""


def _joined(fields: Mapping[str, str]) -> str:
    section, number, subclass, group, subgroup = (
        fields.get(name, "") for name in ("section", "class", "subclass", "main-group", "subgroup")
    )
    return f"{section}{number}{subclass} {group}/{subgroup}" if group and subgroup else f"{section}{number}{subclass}"


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


def _citations(sections: Iterable[Element]) -> Iterator[Citation]:
    for section in sections:
        for citation in section:
            if citation.tag == "citation" and (found := _citation(citation)) is not None:
                yield found


def _citation(citation: Element) -> Citation | None:
    categories: list[str] = []
    passages: list[str] = []
    patent: Element | None = None
    other: Element | None = None
    for part in citation:
        tag = part.tag
        if tag == "category":
            categories.append(text_of(part))
        elif tag == "rel-passage":
            passages += [text_of(each) for each in part.iterchildren("category")]
        elif tag == "patcit" and patent is None:
            patent = part
        elif tag == "nplcit" and other is None:
            other = part
    document: DocumentId | None = None
    text = ""
    if patent is not None:
        by_application = "application" in (patent.get("dnum-type") or "")
        document = (application if by_application else publication)(forms_of([patent]))
        text = "" if document else child_text(patent, "text") or (patent.get("dnum") or "")
    elif other is not None:
        text = child_text(other, "text") or text_of(other)
    if document is None and not text:
        return None
    category = (categories[0] if categories else "") or ";".join(dict.fromkeys(filter(None, passages)))
    cited_by = _cited_by(citation.get("cited-by") or "") or _cited_by(citation.get("cited-phase") or "")
    return Citation(document=document, text=text, category=category, cited_by=cited_by)


@lru_cache(maxsize=64)
def _cited_by(said: str) -> str:
    """ "applicant", "examiner", "opponent" or "third party"; "" where neither party nor phase tells."""
    words = said.strip().lower()
    if any(word in words for word in _OF_THE_OFFICE):
        return "examiner"
    return _CITING.get(words.upper(), "")


def _designated_states(sections: Iterable[Element]) -> tuple[str, ...]:
    states = [
        text_of(country).upper()
        for section in sections
        for country in section.iter("country")
        if (around := country.getparent()) is not None and around.tag != "region"
    ]
    return tuple(dict.fromkeys(state for state in states if len(state) == 2 and state.isalpha()))


def _made_available(sections: Iterable[Element], found: DocumentId) -> Iterator[StatusEvent]:
    """How and when the document was made available (INID 41 to 47), by the source's own names."""
    for section in sections:
        for element in section:
            identifier = first_child(element, "document-id")
            if identifier is not None and (day := day_of(child_text(identifier, "date"))) is not None:
                yield StatusEvent(office=found.office, code=str(element.tag), published=day)
