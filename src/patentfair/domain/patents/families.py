"""Which documents belong together: one application, one simple family, one extended family.

Simple family (WIPO's and DOCDB's sense): documents whose applications have exactly the same priorities. A first filing
is its own priority. Continuations and divisions add none: they stand with the earliest application they come from.
Only applications enter a key, never the patents granted on them, which a document of before the grant cannot name.
Extended family (INPADOC's sense): documents tied, directly or by others, through at least one priority or relation.
"""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from typing import NamedTuple

import msgspec

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import application_id
from patentfair.domain.patents.numbers.sequences import sequence_letter
from patentfair.domain.patents.numbers.us_series import provisional_series, utility_series
from patentfair.domain.patents.record import PatentRecord, RelationKind, RightType, Stage

__all__ = ["application_key", "extended_family_keys", "is_application", "publication_key", "simple_family_key"]

_ADD_MATTER = {RelationKind.PROVISIONAL, RelationKind.CONTINUATION_IN_PART, RelationKind.ADDITION}
_SAME_MATTER = {
    RelationKind.CONTINUATION,
    RelationKind.DIVISION,
    RelationKind.REISSUE,
    RelationKind.REEXAMINATION,
    RelationKind.INTERNATIONAL_APPLICATION,
}
_TIES = _ADD_MATTER | _SAME_MATTER
_CHAIN = {
    RelationKind.CONTINUATION,
    RelationKind.CONTINUATION_IN_PART,
    RelationKind.DIVISION,
    RelationKind.INTERNATIONAL_APPLICATION,
}
_BARE_SERIAL = re.compile(r"0*(\d{1,6}) ?([AP])?")
_US_BY_YEAR = re.compile(r"(\d{4})/(\d{6})")
_KR_WITHOUT_TYPE = re.compile(r"((?:19|20)\d{2})(\d{7})")
LONGEST = 36
"""Characters of a number that can be looked up; longer ones are damage and have no key, so that none meets another."""
_LONGEST = 64
_SEPARATOR = "+"


def publication_key(document: DocumentId, stage: Stage | None = None) -> str:
    """Look-up form of a publication without its kind, so that A1 and B1 of one number meet: "EP1000000".

    A `DocumentId` holds its number in normal form, which is what `lookup_key` makes of any spelling of it. Where an
    office numbers applications and grants apart, the letter of the sequence stays with the number ("CN1106868C",
    "JPH06012345A"), for another invention has the same digits; `stage` tells it where the kind is not known.
    """
    office, number = document.office[:2], document.number
    if not number or len(number) > LONGEST:
        return ""
    granted = None if stage is None else stage is Stage.GRANT
    return f"{office}{number}{sequence_letter(office, number, document.kind, granted=granted)}"


def application_key(document: DocumentId | None) -> str:
    """Look-up form of an application, "" where its number is not known."""
    if document is None or not document.number or len(document.number) > LONGEST:
        return ""
    return f"{document.office[:2]}{document.number}"


def is_application(document: DocumentId) -> bool:
    """Whether the number is an application's; some sources name the patent that came of it beside it."""
    number = document.number
    if document.office == "US":
        return "/" in number
    if document.office == "WO":
        return number.startswith("PCT")
    return not document.kind and (document.office != "EP" or len(number) == 8)


def extended_family_keys(record: PatentRecord) -> tuple[str, ...]:
    """Applications that this one is tied to, itself first: what an extended family is walked along.

    A US application that a source names by its year is there under its series too, where that is certain.
    """
    own = application_key(record.application)
    if not record.priorities and not record.relations:
        found = [own, _own_key(record)]
    else:
        claims = _claims(record)
        tied = [r.document for r in record.relations if r.kind in _TIES and is_application(r.document)]
        found = [own, _own_key(record)]
        for claim in claims:
            found += [application_key(claim.document), claim.key]
        for document in tied:
            found += [application_key(document), _key(document)]
    return tuple(key for key in dict.fromkeys(found) if key)


def simple_family_key(record: PatentRecord) -> str:
    """Equal for documents of one simple family and different otherwise; "" where no number tells.

    At most 64 characters: the one priority, several joined in order, or a digest of them. An application that adds
    matter to an earlier one (a continuation in part, an addition) is a priority of its own family beside the earlier
    one. An international application claimed as if it were a priority is the application of this national phase.
    """
    own = _own_key(record)
    if not record.priorities and not record.relations:
        return own
    claims = _claims(record)
    international = [claim.document for claim in claims if _is_phase(record, claim.document)]
    keys = {claim.key for claim in claims if claim.document not in international} - {own, ""}
    for relation in record.relations:
        if relation.kind in _ADD_MATTER and is_application(relation.document):
            keys.add(_key(relation.document))
            if relation.kind is not RelationKind.PROVISIONAL:
                keys.add(_adding(record, relation.document, own))
    keys.discard("")
    if not keys:
        keys = {_earliest(record, international) or own}
    joined = _SEPARATOR.join(sorted(keys))
    return joined if len(joined) <= _LONGEST else f"#{sha256(joined.encode()).hexdigest()[:40]}"


def _is_phase(record: PatentRecord, claimed: DocumentId) -> bool:
    """Whether a claim names the international application that the record's own is the national phase of."""
    return claimed.office == "WO" != record.publication.office and is_application(claimed)


class _Claim(NamedTuple):
    document: DocumentId
    key: str


def _claims(record: PatentRecord) -> list[_Claim]:
    """The claimed applications without the record's own: some offices print a first filing as its own priority."""
    found = []
    own = application_key(record.application)
    for claim in record.priorities:
        if not claim.number:
            continue
        country = "WO" if claim.number[:3].upper() == "PCT" else claim.country
        document = application_id(country, claim.number, claim.date)
        key = _key(document)
        if country == "US" and claim.date is not None and (bare := _BARE_SERIAL.fullmatch(claim.number)):
            document, key = _by_serial(document, bare[1], bare[2], claim.date)
        elif country == "KR" and record.right_type is not RightType.DESIGN:
            key = _korean(document) or key
        if application_key(document) != own:
            found.append(_Claim(document, key))
    return found


def _by_serial(document: DocumentId, serial: str, kind: str | None, day: date) -> tuple[DocumentId, str]:
    """A US application by its serial alone, as European documents name it: by series or else by year.

    Every series has the serial anew, so that without the day it would be anybody's.
    """
    told = provisional_series(int(serial), day.year)
    if kind != "P":
        utility = utility_series(int(serial), day.year)
        told = "" if told and utility else told or utility
    dated = f"{day.year}/{serial:0>6}"
    return msgspec.structs.replace(document, number=dated, kind=""), f"US{f'{told}/{serial:0>6}' if told else dated}"


def _korean(document: DocumentId) -> str:
    """An invention's application that is named without its type; utility models never counted so high in a year."""
    found = _KR_WITHOUT_TYPE.fullmatch(document.number)
    if found is None:
        return ""
    year, serial = int(found[1]), int(found[2])
    highest = 70_000 if year < 1999 else 45_000 if year < 2007 else 25_000
    return f"KR10{document.number}" if serial > highest else ""


def _key(document: DocumentId) -> str:
    """As `application_key`; a US application that is named by its year goes by its series where that is certain."""
    key = application_key(document)
    if key[6:7] == "/" and document.office == "US" and (found := _US_BY_YEAR.fullmatch(document.number)):
        series = utility_series(int(found[2]), int(found[1]))
        return f"US{series}/{found[2]}" if series else key
    return key


def _own_key(record: PatentRecord) -> str:
    """National phases go by the year of their international filing, so that the series is not told from it."""
    if record.application is None:
        return ""
    if any(relation.kind is RelationKind.INTERNATIONAL_APPLICATION for relation in record.relations):
        return application_key(record.application)
    return _key(record.application)


def _adding(record: PatentRecord, parent: DocumentId, own: str) -> str:
    """The application that added matter to `parent`: the next one filed in the chain, this one where none is between.

    "" for an international one: it claims the earlier application as a priority, as it would anybody's.
    """
    if record.application is None or parent.date is None:
        return own
    chain = [r for r in record.relations if r.kind in _CHAIN and is_application(r.document)]
    if any(relation.document.date is None for relation in chain):
        return own
    between = [(r.document.date, r) for r in chain if r.document.date is not None and r.document.date > parent.date]
    if record.application.date is not None:
        between = [(day, relation) for day, relation in between if day <= record.application.date]
    if not between:
        return own
    _, child = min(between, key=lambda pair: (pair[0], pair[1].kind is not RelationKind.INTERNATIONAL_APPLICATION))
    return "" if child.document.office == "WO" else _key(child.document)


def _earliest(record: PatentRecord, international: list[DocumentId]) -> str:
    """The first application in a chain of continuations, divisions or international phases."""
    ancestors = [r.document for r in record.relations if r.kind in _SAME_MATTER and is_application(r.document)]
    ancestors += international
    if not ancestors:
        return ""
    return _key(min(ancestors, key=lambda d: (d.date or date.max, d.canonical)))
