"""Every write to the register. Imported batches are journalled by `apps.ingest`, one entry a batch."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.journal.actions import record as journal
from patentfair.apps.registry import events
from patentfair.apps.registry.models import LegalEvent, Patent, PatentVersion
from patentfair.apps.registry.rows import insert_events, insert_parties, insert_patents
from patentfair.domain.patents.fields import fields_of
from patentfair.domain.patents.numbers import lookup_key
from patentfair.domain.patents.record import ClassScheme, PartyRole, PatentRecord, Stage
from patentfair.domain.patents.record import PatentParty as Party
from patentfair.domain.patents.regions import province_in
from patentfair.domain.patents.status import EVENT_EFFECTS, EventCode, LegalEventValue, State, fold
from patentfair.domain.patents.term import term_end

__all__ = ["BatchResult", "add_legal_event", "refold", "save_records"]

_encode = msgspec.json.Encoder().encode
_NAME = 400


class BatchResult(msgspec.Struct):
    """How many records of a batch were new, changed and unchanged, and the keys that were written."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    written: list[str] = []


def save_records(records: Sequence[PatentRecord], *, at: datetime, is_sample: bool = False) -> BatchResult:
    """Bring the register to what `records`, in this order, say. Must run inside the caller's transaction.

    A document whose bytes were seen before, now or in an earlier version, changes nothing, so that importing a file
    twice is the same as importing it once. A document that differs replaces the record and keeps the one before it.
    """
    result = BatchResult()
    wave: dict[str, PatentRecord] = {}
    for item in records:
        key = item.publication.canonical
        if key in wave and wave[key].digest != item.digest:
            _save_wave(wave, result, at=at, is_sample=is_sample)
            wave = {}
        if key in wave:
            result.unchanged += 1
        else:
            wave[key] = item
    _save_wave(wave, result, at=at, is_sample=is_sample)
    return result


def _save_wave(wave: dict[str, PatentRecord], result: BatchResult, *, at: datetime, is_sample: bool) -> None:
    """Save records of which no two have the same key."""
    if not wave:
        return
    known = dict(Patent.objects.filter(key__in=wave).values_list("key", "digest"))
    seen = set(known.items())
    if known:
        seen.update(PatentVersion.objects.filter(patent__key__in=known).values_list("patent__key", "digest"))
    fresh: dict[str, PatentRecord] = {}
    for key, item in wave.items():
        if key not in known:
            fresh[key] = item
        elif (key, item.digest) in seen:
            result.unchanged += 1
        else:
            _replace(Patent.objects.get(key=key), item, at)
            result.changed += 1
            result.written.append(key)
    if fresh:
        _insert(fresh.values(), at=at, is_sample=is_sample)
        result.new += len(fresh)
        result.written.extend(fresh)


def _insert(items: Collection[PatentRecord], *, at: datetime, is_sample: bool) -> None:
    """New patents with all that belongs to them."""
    rows = ({**_columns(item), **_first_status(item, at), "is_sample": is_sample} for item in items)
    insert_patents(rows, at)
    numbers = dict(
        Patent.objects.filter(key__in=[item.publication.canonical for item in items]).values_list("key", "pk")
    )
    _insert_parties_and_events([(numbers[item.publication.canonical], item) for item in items])


def _replace(patent: Patent, item: PatentRecord, at: datetime) -> None:
    PatentVersion.objects.create(
        patent=patent,
        version=patent.version,
        record=patent.record,
        digest=patent.digest,
        source=patent.source,
        replaced_at=at,
    )
    patent.version += 1
    patent.imported_at = at
    for name, value in _columns(item).items():
        setattr(patent, name, value)
    patent.save()
    patent.parties.all().delete()
    _insert_parties_and_events([(patent.pk, item)])
    refold(patent, at.date())


def _insert_parties_and_events(pairs: Sequence[tuple[int, PatentRecord]]) -> None:
    insert_parties(
        (pk, party.role.value, party.name[:_NAME], party.country[:2], party.region[:40], min(party.sequence, 32_000))
        for pk, item in pairs
        for party in item.parties
    )
    insert_events(
        (pk, item.publication.date, _announced(item).value, item.publication.kind, item.format)
        for pk, item in pairs
        if item.publication.date is not None
    )


def _announced(item: PatentRecord) -> EventCode:
    return EventCode.GRANTED if item.stage is Stage.GRANT else EventCode.PUBLISHED


def _columns(item: PatentRecord) -> dict[str, Any]:
    """Every column that follows from the record."""
    publication, application = item.publication, item.application
    fields = fields_of([c.symbol for c in item.classes if c.scheme in (ClassScheme.IPC, ClassScheme.CPC)])
    holder = _holder(item)
    return {
        "key": publication.canonical,
        "office": publication.office,
        "number": publication.number,
        "kind": publication.kind,
        "number_key": lookup_key(f"{publication.office}{publication.number}"),
        "application_key": (
            lookup_key(f"{application.office}{application.number}") if application and application.number else ""
        ),
        "right_type": item.right_type.value,
        "stage": item.stage.value,
        "titles": {title.language: title.text for title in item.titles},
        "language": item.titles[0].language if item.titles else "",
        "main_class": item.classes[0].symbol if item.classes else "",
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


def _first_status(item: PatentRecord, at: datetime) -> dict[str, Any]:
    """The status of a patent of which nothing but its own document is known."""
    published, announced = item.publication.date, _announced(item)
    if published is None:
        state = EVENT_EFFECTS.get(announced, State.UNKNOWN)
        return {"status": state.value, "status_since": None, "status_source": item.format, "status_as_of": None}
    status = fold([LegalEventValue(published, announced, item.format)], term_end(item), at.date())
    return {
        "status": status.state.value,
        "status_since": status.since,
        "status_source": status.source,
        "status_as_of": published,
    }


def _holder(item: PatentRecord) -> Party | None:
    for role in (PartyRole.ASSIGNEE, PartyRole.APPLICANT, PartyRole.INVENTOR):
        for party in item.parties:
            if party.role is role:
                return party
    return None


def _region(country: str, region: str, address: str) -> str:
    """GB/T 2260 two-digit code for China, ISO 3166 elsewhere ("US-CA", "DE")."""
    if country in ("", "CN"):
        return province_in(region) or province_in(address) or country
    return f"{country}-{region}"[:8] if country == "US" and region else country


def refold(patent: Patent, today: date) -> None:
    """Fold the patent's legal events into its status columns."""
    values = [
        LegalEventValue(event.date, EventCode(event.code), event.source, event.paid_until)
        for event in LegalEvent.objects.filter(patent=patent)
    ]
    status = fold(values, patent.term_end, today)
    patent.status = status.state.value
    patent.status_since = status.since
    patent.status_source = status.source
    patent.status_as_of = status.as_of
    patent.paid_until = status.paid_until
    patent.save(update_fields=["status", "status_since", "status_source", "status_as_of", "paid_until"])


@transaction.atomic
def add_legal_event(
    *,
    actor: Actor,
    patent: Patent,
    date: date,
    code: EventCode,
    source: str,
    office_code: str = "",
    paid_until: date | None = None,
    detail: str = "",
) -> LegalEvent:
    """Add an event that a source shows, fold the status anew and journal it. The same event twice is one."""
    event, created = LegalEvent.objects.get_or_create(
        patent=patent,
        date=date,
        code=code.value,
        office_code=office_code,
        defaults={"source": source, "paid_until": paid_until, "detail": detail},
    )
    if created:
        refold(patent, timezone.localdate())
        journal(
            events.LEGAL_EVENT_ADDED,
            actor=actor.reference,
            object=f"patent:{patent.key}",
            code=code.value,
            date=date,
            source=source,
        )
    return event
