"""WIPO ST.96 patent publications, any version: PatentPublication, or its BibliographicData alone.

Source: WIPO ST.96 XML Schema V6_0, Patent and Common. Names are taken without their prefixes, so that versions from 1.0
on are read alike; where a version says the same in two ways, both are read. Fields that ST.96 has no element for are
taken from an element of our own where it follows (see `record_extension`); `write_st96` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from lxml import etree

from patentfair.domain.formats.format import Authority, Format
from patentfair.domain.formats.record_extension import fields_of_extension
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.st96_fields import SECTIONS, TEXTS, Found
from patentfair.domain.formats.st96_values import first_child, name_of
from patentfair.domain.formats.trimmed_document import TrimmedDocument
from patentfair.domain.formats.xml_documents import Element, Origin, documents
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.record import PatentRecord, RightType

__all__ = ["FORMAT", "understand", "units"]

_OTHER_ROOTS = (
    "DesignApplication",
    "DesignApplicationBag",
    "DesignTransaction",
    "TrademarkApplication",
    "TrademarkTransaction",
    "GIApplication",
    "GITransaction",
    "CopyrightOrphanWork",
    "SPCBibliographicData",
    "ApplicationBody",
    "SearchReport",
    "ExaminationReport",
    "PatentLegalStatusData",
)
_CATEGORIES = {"Design": RightType.DESIGN, "Plant": RightType.PLANT}
_DESCRIPTION = re.compile(rb"Description(?=[\s>])")
_FRONT_OF_TAG = re.compile(rb"<(/?)((?:[\w.-]{1,40}:)?)$")
_LONGEST_FRONT = 43
_HIDDEN = re.compile(rb"<!--|<!\[CDATA\[")
_SPACE = re.compile(rb"/ST96/(?:Patent|Common|Design|Trademark|GeographicalIndication|Copyright)\b")


def _without_description(data: bytes) -> bytes:
    """`data` with its one description cut out, or as it is where that cannot be told by the tags alone."""
    tags = [
        (front, name.start(), name.end())
        for name in _DESCRIPTION.finditer(data)
        if (front := _FRONT_OF_TAG.search(data[max(0, name.start() - _LONGEST_FRONT) : name.start()]))
    ]
    if len(tags) != 2:
        return data
    (opening, begin, _), (closing, _, end) = tags
    begin -= len(opening[0])
    if opening[1] or not closing[1] or opening[2] != closing[2] or _HIDDEN.search(data, 0, begin):
        return data
    return data[:begin] + data[data.find(b">", end) + 1 :]


def units(source: Source) -> Iterator[TrimmedDocument | Problem]:
    """The publications of a source; what ST.96 has beside patents is `st96.not-a-patent`."""
    for unit in documents(source, understand):
        yield unit if isinstance(unit, Problem) else TrimmedDocument(unit, _without_description)


def understand(root: Element, origin: Origin) -> PatentRecord | Problem:
    name = name_of(root)
    if name in _OTHER_ROOTS:
        reason = f"This is a {name} of WIPO ST.96, not the publication of a patent; only those are read."
        return origin.problem("st96.not-a-patent", reason)
    bibliography = root if name == "BibliographicData" else first_child(root, "BibliographicData")
    if bibliography is None:
        reason = "The document has no BibliographicData, which says what patent it is about."
        return origin.problem("st96.no-bibliography", reason)
    found = Found(root)
    for element in bibliography.iterchildren(tag=etree.Element):
        if (read := SECTIONS.get(name_of(element))) is not None:
            read(found, element)
    if root is not bibliography:
        for element in root.iterchildren(tag=etree.Element):
            if (read := TEXTS.get(name_of(element))) is not None:
                read(found, element)
    own = fields_of_extension(root)
    if own is None:
        found.problems.append("st96.extension")
        own = {}
    publication = own.get("publication") or found.publication
    if publication is None or not publication.number or not publication.office:
        return origin.problem("st96.no-number", "The document has no publication number, or not its office.")
    right_type, stage = meaning_of_kind(publication.office, publication.kind)
    record = PatentRecord(
        publication=publication,
        application=found.application,
        right_type=_CATEGORIES.get(found.category, right_type),
        stage=stage,
        format=FORMAT.name,
        titles=tuple(found.titles),
        abstracts=tuple(found.abstracts),
        claims=tuple(found.claims),
        claim_count=found.claim_count,
        classes=tuple(dict.fromkeys(found.classes)),
        parties=tuple(found.parties),
        priorities=tuple(found.priorities),
        relations=tuple(found.relations),
        citations=tuple(found.citations),
        designated_states=tuple(found.designated_states),
        family=found.family,
        term_years=found.term_years,
        term_extension_days=found.term_extension_days,
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
    )
    record = msgspec.structs.replace(record, **own)
    if not record.titles:
        found.problems.append("st96.no-title")
    if record.claim_count is not None and record.claims and record.claim_count != len(record.claims):
        found.problems.append("st96.claim-count-differs")
    return msgspec.structs.replace(record, problems=tuple(dict.fromkeys((*origin.problems, *found.problems))))


def _recognises(head: bytes) -> bool:
    return _SPACE.search(head) is not None


FORMAT = Format(
    name="wipo-st96",
    title=Words("世界知识产权组织 ST.96 专利公布 XML", "WIPO ST.96 patent publications, XML"),
    units=units,
    roots=("PatentPublication", "BibliographicData", *_OTHER_ROOTS),
    recognises=_recognises,
    authority=Authority.EXCHANGE,
)
