"""From a record to the register's columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

import msgspec

from patentfair.apps.registry.models import LegalEvent
from patentfair.domain.patents.families import (
    application_key,
    extended_family_keys,
    publication_key,
    simple_family_key,
)
from patentfair.domain.patents.fields import fields_of
from patentfair.domain.patents.party_names import party_key
from patentfair.domain.patents.record import ClassScheme, PartyRole, PatentParty, PatentRecord, Stage
from patentfair.domain.patents.regions import place_in, province_in
from patentfair.domain.patents.register import Conveyance, StatusEvent
from patentfair.domain.patents.status import EventCode, LegalEventValue
from patentfair.domain.patents.status_tables import interpret, legal_event
from patentfair.domain.patents.subdivisions import subdivision_code
from patentfair.domain.patents.term import term_end

__all__ = [
    "announced",
    "announcement_row",
    "citation_rows",
    "columns_of",
    "conveyance_key",
    "event_identity",
    "event_row",
    "event_value",
    "party_rows",
    "priority_keys",
    "right_key",
]

_encode = msgspec.json.Encoder().encode
_NAME = 400
_KEY = 200
_DETAIL = 400
_CLASS = 24
_CODE = 48
_decode_event = msgspec.json.Decoder(StatusEvent).decode


def right_key(application: str, number: str) -> str:
    """One space of keys for both; an application and a publication of some offices can have the same digits."""
    return application or f"#{number}"


def columns_of(item: PatentRecord) -> dict[str, Any]:
    """Every column of `Patent` that follows from the record, with neither status nor times."""
    publication, application, family = item.publication, item.application, item.family
    fields = fields_of([c.symbol for c in item.classes if c.scheme in (ClassScheme.IPC, ClassScheme.CPC)])
    holder = _holder(item)
    return {
        "key": publication.canonical,
        "office": publication.office,
        "number": publication.number,
        "kind": publication.kind,
        "number_key": publication_key(publication, item.stage),
        "application_key": application_key(application),
        "family_key": simple_family_key(item),
        "docdb_family": family.docdb[:16] if family else "",
        "inpadoc_family": family.inpadoc[:16] if family else "",
        "right_type": item.right_type.value,
        "stage": item.stage.value,
        "titles": {title.language: title.text for title in item.titles},
        "language": item.titles[0].language[:8] if item.titles else "",
        "main_class": next((c.symbol for c in item.classes if len(c.symbol) <= _CLASS), ""),
        "field": fields[0] if fields else None,
        "owner_name": holder.name[:_NAME] if holder else "",
        "region": _region(holder.country, holder.region, holder.address) if holder else "",
        "filing_date": application.date if application else None,
        "publication_date": publication.date,
        "term_end": term_end(item),
        "record": _encode(item),
        "digest": item.digest,
        "source": item.source[:300],
        "source_offset": item.offset,
    }


def party_rows(patent: int, item: PatentRecord) -> Iterator[tuple[int, str, str, str, str, str, int]]:
    for party in item.parties:
        name = party.name[:_NAME]
        key = party_key(name, party.country)[:_KEY]
        yield (
            patent,
            party.role.value,
            name,
            key,
            party.country[:2],
            party.region[:40],
            min(party.sequence, 32_000),
        )


def priority_keys(item: PatentRecord) -> Iterable[str]:
    """Applications that the document is tied to, without its own."""
    if not item.priorities and not item.relations:
        return ()
    own = application_key(item.application)
    return (key for key in extended_family_keys(item) if key != own)


def citation_rows(item: PatentRecord) -> Iterator[tuple[str, str, str, str]]:
    """What the document cites, and what its source says cites it."""
    if not item.citations and not item.cited_by:
        return
    own = publication_key(item.publication, item.stage)
    if not own:
        return
    for citation in item.citations:
        cited = publication_key(citation.document) if citation.document is not None else ""
        if cited and cited != own:
            yield own, cited, citation.category[:16], citation.cited_by[:24]
    for document in item.cited_by:
        citing = publication_key(document)
        if citing and citing != own:
            yield citing, own, "", ""


def announced(item: PatentRecord) -> EventCode:
    """What the publication of the document itself announces."""
    return EventCode.GRANTED if item.stage is Stage.GRANT else EventCode.PUBLISHED


def announcement_row(item: PatentRecord, right: str) -> tuple[Any, ...] | None:
    """The document's own publication as a legal event; None where its day is not known."""
    day = item.publication.date
    if day is None:
        return None
    office, kind = item.publication.office, item.publication.kind
    return (right, day, None, announced(item).value, office, kind, "", item.format, None, "", b"")


def event_row(right: str, event: StatusEvent, source: str) -> tuple[Any, ...] | None:
    """A register's entry as a row; None where it gives no day."""
    found = interpret(event)
    if found.day is None:
        return None
    return (
        right,
        found.day,
        found.published,
        found.code.value,
        found.office[:2],
        found.office_code[:_CODE],
        found.territory,
        source[:200],
        found.paid_until,
        event.text[:_DETAIL],
        _encode(event),
    )


def event_value(event: LegalEvent) -> LegalEventValue:
    """A stored event as a value; a register's entry is looked up anew, so that the tables of today decide."""
    if event.value and (found := legal_event(_decode_event(bytes(event.value)), event.source)) is not None:
        return found
    return LegalEventValue(
        day=event.date,
        code=EventCode(event.code),
        source=event.source,
        paid_until=event.paid_until,
        office=event.office,
        office_code=event.office_code,
    )


def event_identity(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """What makes two rows the same event: right, day, code, the office's code, territory and words."""
    right, day, _published, code, _office, office_code, territory, _source, _paid, detail, _value = row
    return (right, day, code, office_code, territory, detail)


def conveyance_key(conveyance: Conveyance, right: str) -> str:
    """What identifies an instrument: the office's reference, or its own content and right where it has none."""
    if conveyance.reference:
        return f"{conveyance.office}:{conveyance.reference}"[:80]
    return f"{conveyance.office}#{sha256(_encode((conveyance, right))).hexdigest()[:40]}"


def _holder(item: PatentRecord) -> PatentParty | None:
    for role in (PartyRole.ASSIGNEE, PartyRole.APPLICANT, PartyRole.INVENTOR):
        for party in item.parties:
            if party.role is role:
                return party
    return None


def _region(country: str, region: str, address: str) -> str:
    """GB/T 2260 two-digit code for China, ISO 3166 elsewhere ("US-CA", "DE")."""
    if country in ("", "CN"):
        return province_in(region) or place_in(address).province or country
    return subdivision_code(country, region) or country
