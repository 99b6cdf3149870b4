"""Every write to the register. Imported batches are journalled by `apps.ingest`, one entry a batch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import msgspec
from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.journal.actions import record as journal
from patentfair.apps.registry import events
from patentfair.apps.registry.models import LegalEvent, Patent, PatentParty, PatentVersion
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
    known = {patent.key: patent for patent in Patent.objects.filter(key__in=wave).defer("record")}
    old_digests = set(
        PatentVersion.objects.filter(patent__in=[patent.pk for patent in known.values()]).values_list(
            "patent__key", "digest"
        )
    )
    fresh: list[tuple[Patent, PatentRecord]] = []
    for key, item in wave.items():
        patent = known.get(key)
        if patent is None:
            fresh.append((_fill(Patent(key=key, is_sample=is_sample), item, at), item))
        elif patent.digest == item.digest or (key, item.digest) in old_digests:
            result.unchanged += 1
        else:
            _replace(patent, item, at)
            result.changed += 1
            result.written.append(key)
    if fresh:
        Patent.objects.bulk_create((patent for patent, _ in fresh), batch_size=400)
        _save_parties_and_events(fresh)
        result.new += len(fresh)
        result.written.extend(patent.key for patent, _ in fresh)


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
    _fill(patent, item, at)
    patent.save()
    patent.parties.all().delete()
    _save_parties_and_events([(patent, item)])
    refold(patent, at.date())


def _save_parties_and_events(pairs: Iterable[tuple[Patent, PatentRecord]]) -> None:
    parties: list[PatentParty] = []
    legal_events: list[LegalEvent] = []
    for patent, item in pairs:
        parties.extend(
            PatentParty(
                patent=patent,
                role=party.role.value,
                name=party.name[:_NAME],
                country=party.country[:2],
                region=party.region[:40],
                sequence=min(party.sequence, 32_000),
            )
            for party in item.parties
        )
        if item.publication.date is not None:
            legal_events.append(
                LegalEvent(
                    patent=patent,
                    date=item.publication.date,
                    code=_announced(item).value,
                    office_code=item.publication.kind,
                    source=item.format,
                )
            )
    PatentParty.objects.bulk_create(parties, batch_size=1000)
    LegalEvent.objects.bulk_create(legal_events, batch_size=1000, ignore_conflicts=True)


def _announced(item: PatentRecord) -> EventCode:
    return EventCode.GRANTED if item.stage is Stage.GRANT else EventCode.PUBLISHED


def _fill(patent: Patent, item: PatentRecord, at: datetime) -> Patent:
    """Set every column that follows from the record."""
    publication, application = item.publication, item.application
    patent.office = publication.office
    patent.number = publication.number
    patent.kind = publication.kind
    patent.number_key = lookup_key(f"{publication.office}{publication.number}")
    patent.application_key = (
        lookup_key(f"{application.office}{application.number}") if application and application.number else ""
    )
    patent.right_type = item.right_type.value
    patent.stage = item.stage.value
    patent.titles = {title.language: title.text for title in item.titles}
    patent.language = item.titles[0].language if item.titles else ""
    patent.main_class = item.classes[0].symbol if item.classes else ""
    fields = fields_of([c.symbol for c in item.classes if c.scheme in (ClassScheme.IPC, ClassScheme.CPC)])
    patent.field = fields[0] if fields else None
    holder = _holder(item)
    patent.owner_name = holder.name[:_NAME] if holder else ""
    patent.region = _region(holder.country, holder.region, holder.address) if holder else ""
    patent.filing_date = application.date if application else None
    patent.publication_date = publication.date
    patent.term_end = term_end(item)
    patent.record = _encode(item)
    patent.digest = item.digest
    patent.source = item.source[:300]
    patent.source_offset = item.offset
    patent.imported_at = at
    if patent.pk is None:
        announced = _announced(item)
        status = (
            fold([LegalEventValue(publication.date, announced, item.format)], patent.term_end, at.date())
            if publication.date
            else None
        )
        patent.status = status.state.value if status else EVENT_EFFECTS.get(announced, State.UNKNOWN).value
        patent.status_since = status.since if status else None
        patent.status_source = status.source if status else item.format
        patent.status_as_of = publication.date
    return patent


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
