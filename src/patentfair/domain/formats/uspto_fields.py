"""From the elements of one USPTO v4 grant or published application to a `PatentRecord`.

Order and names of elements changed between versions (`parties` became `us-parties`, `citation` became `us-citation`,
IPC became structured); each is read under all its names, so no version is asked for. Descriptions are not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml import etree

from patentfair.domain.formats.uspto_citations import read_citations
from patentfair.domain.formats.uspto_classification import read_cpc, read_ipc, read_ipcr, read_locarno, read_uspc
from patentfair.domain.formats.uspto_elements import Found, day_of, fields_of, text_of, whole_number
from patentfair.domain.formats.uspto_parties import read_assignees, read_parties
from patentfair.domain.formats.uspto_references import read_international, read_priorities, read_related
from patentfair.domain.formats.xml_documents import Element, Origin
from patentfair.domain.formats.xml_text import STACKED
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.numbers import application_id, document_id
from patentfair.domain.patents.record import Citation, Claim, PatentRecord, RightType, Stage, TextIn
from patentfair.domain.patents.register import StatusEvent

__all__ = ["document_record"]

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
_BIBLIOGRAPHIES = {
    Stage.GRANT: "us-bibliographic-data-grant",
    Stage.APPLICATION: "us-bibliographic-data-application",
}
_LONGEST_DISCLAIMER = 1000
_TAG = re.compile(r"<(?:[^>?!][^>]*|\?.*?\?|!--.*?--)>", re.DOTALL)
_CLAIM = re.compile(r'<claim(?=[\s>])(?:[^>]*?\snum="(\d{1,6})")?[^>]*>')
_FORMULA = re.compile(r"<(maths?|chemistry)\b(?:[^>]*/>|[^>]*(?<!/)>.*?</\1>)", re.DOTALL)
_PICTURE = re.compile(r"<img\b[^>]*>")
_TABLE = re.compile(r"<tables\b[^>]*>(?:\s*<table\b[^>]*>)?|<table\b[^>]*>")
_CELL = re.compile(r"</(?:entry|row)>")
_LEADING_NUMBER = re.compile(r"(\d{1,4}) ?[.)] ?")


def document_record(
    root: Element, stage: Stage, file_format: str, origin: Origin, citations: Sequence[Citation] = ()
) -> PatentRecord | Problem:
    """The document in `root`; `uspto.no-bibliography` or `uspto.no-number` where it does not say what it is.

    `citations` are those that were read already and cut out of it.
    """
    bibliography = next(root.iterchildren(_BIBLIOGRAPHIES[stage]), None)
    if bibliography is None:
        return origin.problem("uspto.no-bibliography", f"The {stage} has no {_BIBLIOGRAPHIES[stage]}.")
    found = Found((root.get("lang") or "").lower())
    for element in bibliography:
        if (read := _SECTIONS.get(element.tag)) is not None:
            read(found, element)
    publication = found.publication
    if publication is None or not publication.number:
        return origin.problem("uspto.no-number", f"The {stage} has no publication number.")
    for element in root.iterchildren("abstract", "claims"):
        (_read_abstract if element.tag == "abstract" else _read_claims)(found, element)
    if found.claim_count is not None and found.claims and found.claim_count != len(found.claims):
        found.problems.append("uspto.claim-count-differs")
    if not found.titles:
        found.problems.append("uspto.no-title")
    return PatentRecord(
        publication=publication,
        application=found.application,
        right_type=found.right_type or _type_by_number(publication.number, publication.kind),
        stage=stage,
        format=file_format,
        titles=tuple(found.titles),
        abstracts=tuple(found.abstracts),
        claims=tuple(found.claims),
        claim_count=found.claim_count,
        classes=tuple(dict.fromkeys(found.classes)),
        parties=tuple(found.parties),
        priorities=tuple(found.priorities),
        relations=tuple(dict.fromkeys(found.relations)),
        citations=(*citations, *found.citations),
        events=tuple(found.events),
        term_years=found.term_years,
        term_extension_days=found.term_extension_days,
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=tuple(dict.fromkeys((*origin.problems, *found.problems))),
    )


def _type_by_number(number: str, kind: str) -> RightType:
    letters = re.match(r"[A-Z]*", number)
    by_number = _TYPES_BY_PREFIX.get(letters[0]) if letters else None
    return by_number or meaning_of_kind("US", kind)[0]


# Sections of the bibliography


def _read_publication(found: Found, element: Element) -> None:
    for identifier in element.iterchildren("document-id"):
        fields = fields_of(identifier)
        day = day_of(fields.get("date", ""))
        number = fields.get("doc-number", "")
        found.publication = document_id(fields.get("country", "") or "US", number, fields.get("kind", ""), day)
        if day is None:
            found.problems.append("uspto.publication-date")


def _read_application(found: Found, element: Element) -> None:
    found.right_type = _TYPES.get(element.get("appl-type", ""))
    for identifier in element.iterchildren("document-id"):
        fields = fields_of(identifier)
        if number := fields.get("doc-number"):
            found.application = application_id(fields.get("country", "US"), number, day_of(fields.get("date", "")))


def _read_title(found: Found, element: Element) -> None:
    if title := text_of(element):
        found.titles.append(TextIn(element.get("lang", found.language), title))


def _read_claim_count(found: Found, element: Element) -> None:
    found.claim_count = whole_number(element.text)


def _read_term(found: Found, element: Element) -> None:
    fields = fields_of(element)
    found.term_years = whole_number(fields.get("length-of-grant"))
    found.term_extension_days = whole_number(fields.get("us-term-extension"))
    # Printed with the grant: enforceable only while it and the patent named are in one hand (37 CFR 1.321).
    for disclaimer in element.iterchildren("disclaimer"):
        if text := text_of(disclaimer)[:_LONGEST_DISCLAIMER]:
            day = found.publication.date if found.publication is not None else None
            found.events.append(StatusEvent(office="US", code="DISCLAIMER", published=day, text=text))


# Texts


def _read_abstract(found: Found, element: Element) -> None:
    paragraphs = [text for text in map(text_of, element.iterchildren(tag=etree.Element)) if text]
    if text := " ".join(paragraphs) or text_of(element):
        found.abstracts.append(TextIn(element.get("lang", found.language), text))


def _read_claims(found: Found, element: Element) -> None:
    """As `text_of`, but parts of a claim, which begin a new line in print, are set apart by a blank."""
    # Taking the tags out of the serialised claims is much faster than walking their elements.
    marked = etree.tostring(element, encoding="unicode", with_tail=False)
    if any(name in marked for name in ("<math", "<chemistry", "<table", "<img")):
        marked = _with_marks(marked)
        if any(mark in marked for mark in ("[formula]", "[picture]", "[table]")):
            found.problems.append("claims.pictures")
    claims = marked.replace("<claim-text", " <claim-text").replace("</claim-text>", " ").split("</claim>")
    for position, claim in enumerate(claims[:-1], 1):
        opening = _CLAIM.search(claim)
        if opening is None:
            continue
        number = whole_number(opening[1]) or position
        plain = _TAG.sub("", claim[opening.end() :])
        if "&" in plain:
            plain = plain.replace("&#13;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        text = " ".join(plain.split())
        printed = _LEADING_NUMBER.match(text)
        if printed is not None and int(printed[1]) == number:
            text = text[printed.end() :]
        found.claims.append(Claim(number, text))


def _with_marks(marked: str) -> str:
    """Claims with a mark in the place of each formula and picture, and one before the words of each table."""
    marked = _FORMULA.sub(_formula, marked)
    return _CELL.sub(" ", _TABLE.sub(" [table] ", _PICTURE.sub(" [picture] ", marked)))


def _formula(found: re.Match[str]) -> str:
    """A formula that stands in one line as it is."""
    flat = found[1] != "chemistry" and "<mi" in found[0] and not STACKED.search(found[0])
    return _PICTURE.sub("", found[0]) if flat else " [formula] "


_SECTIONS: dict[object, Callable[[Found, Element], None]] = {
    "publication-reference": _read_publication,
    "application-reference": _read_application,
    "invention-title": _read_title,
    "number-of-claims": _read_claim_count,
    "us-term-of-grant": _read_term,
    "priority-claims": read_priorities,
    "us-related-documents": read_related,
    "pct-or-regional-filing-data": read_international,
    "pct-or-regional-publishing-data": read_international,
    "references-cited": read_citations,
    "us-references-cited": read_citations,
    "classification-ipc": read_ipc,
    "classifications-ipcr": read_ipcr,
    "classifications-cpc": read_cpc,
    "classification-locarno": read_locarno,
    "classification-national": read_uspc,
    "parties": read_parties,
    "us-parties": read_parties,
    "assignees": read_assignees,
}
