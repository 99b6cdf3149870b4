"""Earlier applications and publications that a USPTO v4 document names: priorities, continuity, international ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import msgspec

from patentfair.domain.formats.uspto_elements import Found, day_of, fields_of
from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import application_id, document_id
from patentfair.domain.patents.record import PriorityClaim, Relation, RelationKind

__all__ = ["read_international", "read_priorities", "read_related", "related_application"]

# From country, number, kind and day.
_Make: TypeAlias = Callable[[str, str, str, date | None], DocumentId]
_KINDS: dict[object, RelationKind] = {
    "addition": RelationKind.ADDITION,
    "a-371-of-international": RelationKind.INTERNATIONAL_APPLICATION,
    "continuation": RelationKind.CONTINUATION,
    "continuation-in-part": RelationKind.CONTINUATION_IN_PART,
    "continuing-reissue": RelationKind.REISSUE,
    "correction": RelationKind.OTHER,
    "division": RelationKind.DIVISION,
    "reexamination": RelationKind.REEXAMINATION,
    "reissue": RelationKind.REISSUE,
    "related-publication": RelationKind.EARLIER_PUBLICATION,
    "substitution": RelationKind.OTHER,
    "us-divisional-reissue": RelationKind.REISSUE,
    "us-provisional-application": RelationKind.PROVISIONAL,
    "us-reexamination-reissue-merger": RelationKind.REEXAMINATION,
    "utility-model-basis": RelationKind.OTHER,
}


def read_priorities(found: Found, element: Element) -> None:
    for claim in element.iterchildren("priority-claim"):
        fields = fields_of(claim)
        day = day_of(fields.get("date", ""))
        number = fields.get("doc-number", "")
        found.priorities.append(PriorityClaim(country=fields.get("country", ""), number=number, date=day))


def read_related(found: Found, element: Element) -> None:
    """Earlier applications, each beside the patent it became where that is said, and earlier publications."""
    for related in element:
        kind = _KINDS.get(related.tag)
        if kind is None:
            continue
        for parent in related.iter("parent-doc"):
            _add(found, kind, parent, _application)
            for granted in parent.iterchildren("parent-grant-document"):
                _add(found, kind, granted, _publication)
            for international in parent.iterchildren("parent-pct-document"):
                _add(found, kind, international, _application)
        _add(found, kind, related, _publication if kind is RelationKind.EARLIER_PUBLICATION else _application)


def read_international(found: Found, element: Element) -> None:
    """`pct-or-regional-filing-data` and `pct-or-regional-publishing-data`."""
    if element.tag == "pct-or-regional-filing-data":
        _add(found, RelationKind.INTERNATIONAL_APPLICATION, element, _application)
    else:
        _add(found, RelationKind.INTERNATIONAL_PUBLICATION, element, _publication)


def related_application(country: str, number: str, day: date | None) -> DocumentId:
    """An application as USPTO data name it: an international one is WO's, whatever country stands beside it."""
    return application_id("WO" if number.upper().startswith("PCT") else country, number, day)


def _add(found: Found, kind: RelationKind, holder: Element, make: _Make) -> None:
    for identifier in holder.iterchildren("document-id"):
        fields = fields_of(identifier)
        if number := fields.get("doc-number"):
            country = fields.get("country", "") or "US"
            document = make(country, number, fields.get("kind", ""), day_of(fields.get("date", "")))
            found.relations.append(Relation(kind=kind, document=document))


def _application(country: str, number: str, _kind: str, day: date | None) -> DocumentId:
    return related_application(country, number, day)


def _publication(country: str, number: str, kind: str, day: date | None) -> DocumentId:
    if country == "US" and len(number) == 7 and kind[:1] == "A" and kind != "A" and day is not None:
        # Applications name an earlier publication by its seven digits alone; the year before them is that of its day.
        document = document_id(country, f"{day.year}{number}", kind, day)
        return msgspec.structs.replace(document, raw=number)
    return document_id(country, number, kind, day)
