"""Small values out of the elements of USPTO v4 documents, and what has been read of one document so far."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from lxml import etree

from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.record import (
    Citation,
    Claim,
    ClassSymbol,
    PatentParty,
    PriorityClaim,
    Relation,
    RightType,
    TextIn,
)
from patentfair.domain.patents.register import StatusEvent

__all__ = ["Found", "day_of", "fields_of", "text_of", "whole_number"]


class Found:
    """What has been read of one document so far."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.publication: DocumentId | None = None
        self.application: DocumentId | None = None
        self.right_type: RightType | None = None
        self.titles: list[TextIn] = []
        self.abstracts: list[TextIn] = []
        self.claims: list[Claim] = []
        self.claim_count: int | None = None
        self.classes: list[ClassSymbol] = []
        self.parties: list[PatentParty] = []
        self.priorities: list[PriorityClaim] = []
        self.relations: list[Relation] = []
        self.events: list[StatusEvent] = []
        self.citations: list[Citation] = []
        self.term_years: int | None = None
        self.term_extension_days: int | None = None
        self.problems: list[str] = []


def text_of(element: Element) -> str:
    """All text below an element with white space folded; comments, instructions and what follows it are left out."""
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join(etree.tostring(element, method="text", encoding="unicode", with_tail=False).split())


def fields_of(element: Element) -> dict[str, str]:
    """The text of the direct children by tag; of repeated tags the first."""
    fields: dict[str, str] = {}
    for child in element:
        if text := child.text:
            fields.setdefault(child.tag, text.strip())
    return fields


@lru_cache(maxsize=8192)
def day_of(text: str) -> date | None:
    """YYYYMMDD as a date; None for a month alone ("19940400") or nonsense."""
    if len(text) != 8 or not (text.isascii() and text.isdecimal()):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def whole_number(text: str | None) -> int | None:
    """A number of at most six digits."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else None
