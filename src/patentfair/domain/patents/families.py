"""Which documents belong together: one application, one simple family, one extended family.

Simple family (WIPO's and DOCDB's sense): documents whose applications have exactly the same priorities. A first filing
is its own priority. Continuations and divisions add none: they stand with the earliest application they come from.
Extended family (INPADOC's sense): documents tied, directly or by others, through at least one priority or relation.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import application_id
from patentfair.domain.patents.record import PatentRecord, RelationKind

__all__ = ["application_key", "extended_family_keys", "publication_key", "simple_family_key"]

_ADD_MATTER = {RelationKind.PROVISIONAL, RelationKind.CONTINUATION_IN_PART, RelationKind.ADDITION}
_SAME_MATTER = {
    RelationKind.CONTINUATION,
    RelationKind.DIVISION,
    RelationKind.REISSUE,
    RelationKind.REEXAMINATION,
    RelationKind.INTERNATIONAL_APPLICATION,
}
LONGEST = 36
"""Characters of a number that can be looked up; longer ones are damage and have no key, so that none meets another."""
_LONGEST = 64
_SEPARATOR = "+"


def publication_key(document: DocumentId) -> str:
    """Look-up form of a publication without its kind, so that A1 and B1 of one number meet: "EP1000000".

    A `DocumentId` holds its number in normal form, which is what `lookup_key` makes of any spelling of it.

    Japanese utility models have numbers of their own beside the inventions' same digits: they keep a "U".
    """
    if not document.number or len(document.number) > LONGEST:
        return ""
    key = f"{document.office[:2]}{document.number}"
    return f"{key}U" if document.office == "JP" and document.kind[:1] in ("U", "Y") else key


def application_key(document: DocumentId | None) -> str:
    """Look-up form of an application, "" where its number is not known."""
    if document is None or not document.number or len(document.number) > LONGEST:
        return ""
    return f"{document.office[:2]}{document.number}"


def extended_family_keys(record: PatentRecord) -> tuple[str, ...]:
    """Applications that this one is tied to, itself first: what an extended family is walked along."""
    keys = [application_key(record.application), *_priorities(record)]
    keys += [application_key(r.document) for r in record.relations if r.kind in _ADD_MATTER | _SAME_MATTER]
    return tuple(key for key in dict.fromkeys(keys) if key)


def simple_family_key(record: PatentRecord) -> str:
    """Equal for documents of one simple family and different otherwise; "" where no number tells.

    At most 64 characters: the one priority, several joined in order, or a digest of them.
    """
    added = [application_key(r.document) for r in record.relations if r.kind in _ADD_MATTER]
    keys = sorted({key for key in (*_priorities(record), *added) if key})
    if not keys:
        keys = [key for key in (_earliest(record), application_key(record.application)) if key][:1]
    joined = _SEPARATOR.join(keys)
    return joined if len(joined) <= _LONGEST else f"#{sha256(joined.encode()).hexdigest()[:40]}"


def _priorities(record: PatentRecord) -> list[str]:
    found = []
    own = application_key(record.application)
    for claim in record.priorities:
        key = application_key(application_id(claim.country, claim.number, claim.date)) if claim.number else ""
        # Some offices print a first filing as its own priority.
        if key and key != own:
            found.append(key)
    return found


def _earliest(record: PatentRecord) -> str:
    """The first application in a chain of continuations, divisions or international phases."""
    ancestors = [r.document for r in record.relations if r.kind in _SAME_MATTER and r.document.number]
    if not ancestors:
        return ""
    return application_key(min(ancestors, key=lambda d: (d.date or date.max, d.canonical)))
