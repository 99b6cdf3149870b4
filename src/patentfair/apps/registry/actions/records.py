"""Take documents in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import chain

import msgspec

from patentfair.apps.registry.actions.extracts import save_conveyances
from patentfair.apps.registry.actions.status import refold, status_columns
from patentfair.apps.registry.columns import (
    announced,
    announcement_row,
    citation_rows,
    columns_of,
    event_row,
    party_rows,
    priority_keys,
    right_key,
)
from patentfair.apps.registry.models import (
    ConveyedRight,
    LegalEvent,
    Patent,
    PatentPriority,
    PatentSource,
    PatentVersion,
)
from patentfair.apps.registry.queries import record_of
from patentfair.apps.registry.rows import (
    insert_citations,
    insert_events,
    insert_parties,
    insert_patents,
    insert_priorities,
    select_by,
)
from patentfair.domain.formats.catalogue import authority_of, is_partial
from patentfair.domain.patents.compose import compose
from patentfair.domain.patents.differences import differences
from patentfair.domain.patents.families import application_key, publication_key
from patentfair.domain.patents.record import PatentRecord, RelationKind, RightType, Stage
from patentfair.domain.patents.register import StatusEvent
from patentfair.domain.patents.status import EVENT_EFFECTS, LegalEventValue, State, Status, fold
from patentfair.domain.patents.term import term_end

__all__ = ["BatchResult", "save_records"]

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(PatentRecord).decode


class BatchResult(msgspec.Struct):
    """How many records of a batch were new, changed and unchanged, and the keys that were written."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    written: list[str] = []


def save_records(records: Sequence[PatentRecord], *, at: datetime, is_sample: bool = False) -> BatchResult:
    """Bring the register to what `records`, in this order, say. Must run inside the caller's transaction.

    A document whose bytes were seen before, now or in an earlier version, changes nothing, so that importing a file
    twice is the same as importing it once. A document that differs replaces what its source said before; the record
    that shows is composed of all sources, and the one before it is kept.
    """
    result = BatchResult()
    wave: dict[str, PatentRecord] = {}
    for item in _with_kinds(records):
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


def _with_kinds(records: Sequence[PatentRecord]) -> list[PatentRecord]:
    """The records, those of sources that name no kind put to the document that they are of.

    That is the one document of the same number and stage; where there is none yet, the record keeps its bare number
    until a source comes that tells the kind, and takes it over.
    """
    _take_over([item for item in records if item.publication.kind])
    bare = {publication_key(item.publication, item.stage) for item in records if not item.publication.kind}
    if not bare:
        return list(records)
    kinds: dict[tuple[str, str], set[str]] = defaultdict(set)
    known = Patent.objects.filter(number_key__in=bare).exclude(kind="").values_list("number_key", "stage", "kind")
    beside = (
        (publication_key(item.publication, item.stage), item.stage.value, item.publication.kind)
        for item in records
        if item.publication.kind
    )
    for number, stage, kind in chain(known, beside):
        kinds[number, stage].add(kind)
    return [_with_kind(item, kinds) for item in records]


def _with_kind(item: PatentRecord, kinds: Mapping[tuple[str, str], set[str]]) -> PatentRecord:
    if item.publication.kind:
        return item
    found = kinds.get((publication_key(item.publication, item.stage), item.stage.value), set())
    if len(found) != 1:
        return item
    (kind,) = found
    return msgspec.structs.replace(item, publication=msgspec.structs.replace(item.publication, kind=kind))


def _take_over(items: Iterable[PatentRecord]) -> None:
    """Rows under a bare number become the document of that number and stage whose kind is now told."""
    told = {
        (f"{item.publication.office}{item.publication.number}", item.stage.value): item.publication for item in items
    }
    if not Patent.objects.filter(kind="").exists():
        return
    for patent in Patent.objects.filter(key__in={key for key, _ in told}, kind=""):
        document = told.get((patent.key, patent.stage))
        if document is None or Patent.objects.filter(key=document.canonical).exists():
            continue
        item = record_of(patent)
        named = msgspec.structs.replace(item, publication=msgspec.structs.replace(item.publication, kind=document.kind))
        patent.key, patent.kind, patent.record = document.canonical, document.kind, _encode(named)
        patent.number_key = publication_key(document, item.stage)
        patent.save(update_fields=["key", "kind", "number_key", "record"])


def _save_wave(wave: dict[str, PatentRecord], result: BatchResult, *, at: datetime, is_sample: bool) -> None:
    """Save records of which no two have the same key."""
    if not wave:
        return
    known: dict[str, str] = dict(select_by(Patent, ("key", "digest"), "key", wave))
    seen = set(known.items())
    if known:
        for model in (PatentVersion, PatentSource):
            seen.update(model.objects.filter(patent__key__in=known).values_list("patent__key", "digest"))
    fresh: dict[str, PatentRecord] = {}
    for key, item in wave.items():
        if key not in known:
            fresh[key] = item
        elif (key, item.digest) in seen or not _replace(Patent.objects.get(key=key), item, at):
            result.unchanged += 1
        else:
            result.changed += 1
            result.written.append(key)
    if fresh:
        _insert(fresh.values(), at=at, is_sample=is_sample)
        result.new += len(fresh)
        result.written.extend(fresh)


def _insert(items: Collection[PatentRecord], *, at: datetime, is_sample: bool) -> None:
    """New patents with all that belongs to them."""
    rows = [{**columns_of(item), **_first_status(item, at), "is_sample": is_sample} for item in items]
    rights = {row["key"]: right_key(row["application_key"], row["number_key"]) for row in rows}
    _move_to_application((row["application_key"], row["number_key"]) for row in rows)
    waiting = {right for (right,) in select_by(LegalEvent, ("right",), "right", set(rights.values()))}
    insert_patents(rows, at)
    numbers: dict[str, int] = dict(select_by(Patent, ("key", "id"), "key", rights))
    _insert_belongings(
        [(numbers[row["key"]], item, rights[row["key"]]) for row, item in zip(rows, items, strict=True)], at
    )
    # Only a right of which more is known than this one document needs its events folded together.
    often = {right for right, count in Counter(rights.values()).items() if count > 1}
    often |= {rights[item.publication.canonical] for item in items if item.events}
    _refold_rights(often | waiting, at)


def _replace(patent: Patent, item: PatentRecord, at: datetime) -> bool:
    """Take in what a source now says of a known document; whether the record that shows has changed."""
    before = record_of(patent)
    after = _composed(patent, before, item, at)
    if not differences(before, after):
        return False
    PatentVersion.objects.create(
        patent=patent,
        version=patent.version,
        record=patent.record,
        digest=patent.digest,
        source=patent.source,
        replaced_at=at,
    )
    patent.version += 1
    patent.imported_at = patent.updated_at = at
    for name, value in columns_of(after).items():
        setattr(patent, name, value)
    patent.digest = item.digest
    patent.save()
    patent.parties.all().delete()
    PatentPriority.objects.filter(patent=patent).delete()
    _move_to_application([(patent.application_key, patent.number_key)])
    _insert_belongings([(patent.pk, after, patent.right)], at)
    _refold_rights({patent.right}, at)
    return True


def _composed(patent: Patent, before: PatentRecord, item: PatentRecord, at: datetime) -> PatentRecord:
    """The record of all sources, `item` being the newest word of its own; keeps what each says where there are more."""
    others = list(patent.sources.all())
    if not others and before.format == item.format:
        return _renewed(before, item)
    if not others:
        others = [_source(patent, before, at)]
    by_format = {source.format: _decode(bytes(source.record)) for source in others}
    by_format[item.format] = item = _renewed(by_format.get(item.format), item)
    PatentSource.objects.update_or_create(
        patent=patent,
        format=item.format,
        defaults={"record": _encode(item), "digest": item.digest, "received_at": at},
    )
    return compose(sorted(by_format.values(), key=lambda record: (authority_of(record.format), record.format)))


def _renewed(before: PatentRecord | None, item: PatentRecord) -> PatentRecord:
    """What a source now says: `item`, and of one that tells parts, what it said before of other parts."""
    return compose([item, before]) if before is not None and is_partial(item.format) else item


def _source(patent: Patent, record: PatentRecord, at: datetime) -> PatentSource:
    return PatentSource.objects.create(
        patent=patent, format=record.format, record=patent.record, digest=patent.digest, received_at=at
    )


def _insert_belongings(taken: Sequence[tuple[int, PatentRecord, str]], at: datetime) -> None:
    """What hangs on each document (its row's number, the record) and on its right."""
    insert_parties(row for pk, item, _ in taken for row in party_rows(pk, item))
    insert_priorities((pk, key) for pk, item, _ in taken for key in priority_keys(item))
    insert_citations(row for _, item, _ in taken for row in citation_rows(item))
    insert_events((row for _, item, right in taken for row in _event_rows(item, right)), at)
    for _, item, right in taken:
        if item.conveyances:
            save_conveyances(item.conveyances, [right], item.source, at)
        if item.right_type is RightType.REISSUE:
            _surrender_original(item, at)


def _surrender_original(item: PatentRecord, at: datetime) -> None:
    """A reissued patent takes the place of the original, whose own register never says so (35 USC 251, 252)."""
    if item.stage is not Stage.GRANT or item.publication.date is None:
        return
    event = StatusEvent(office=item.publication.office, code="REISSUED", published=item.publication.date)
    originals = {application_key(r.document) for r in item.relations if r.kind is RelationKind.REISSUE} - {""}
    rows = [event_row(original, event, item.format) for original in originals]
    insert_events([row for row in rows if row is not None], at)
    _refold_rights(originals, at)


def _event_rows(item: PatentRecord, right: str) -> Iterable[tuple[object, ...]]:
    rows = [announcement_row(item, right), *(event_row(right, event, item.format) for event in item.events)]
    return [row for row in rows if row is not None]


def _move_to_application(told: Iterable[tuple[str, str]]) -> None:
    """What was taken in under publication numbers goes over to the application, now that a document tells it."""
    applications: dict[str, set[str]] = defaultdict(set)
    for application, number in told:
        if application:
            applications[number].add(application)
    # A number that documents of several applications have tells none of them.
    homes = {right_key("", number): min(some) for number, some in applications.items() if len(some) == 1}
    for model in (LegalEvent, ConveyedRight):
        strays = {right for (right,) in select_by(model, ("right",), "right", homes)}
        for stray in strays:
            others = Patent.objects.filter(number_key=stray.removeprefix("#")).exclude(
                application_key__in=["", homes[stray]]
            )
            if others.exists():
                continue
            for row in model.objects.filter(right=stray):
                row.right = homes[stray]
                _save_unless_known(model, row)


def _save_unless_known(model: type[LegalEvent] | type[ConveyedRight], row: LegalEvent | ConveyedRight) -> None:
    if isinstance(row, LegalEvent):
        same = LegalEvent.objects.filter(
            right=row.right,
            date=row.date,
            code=row.code,
            office_code=row.office_code,
            territory=row.territory,
            detail=row.detail,
        ).exists()
    else:
        same = ConveyedRight.objects.filter(right=row.right, conveyance=row.conveyance_id).exists()
    if same:
        model.objects.filter(pk=row.pk).delete()
    else:
        row.save(update_fields=["right"])


def _refold_rights(rights: Collection[str], at: datetime) -> None:
    if not rights:
        return
    by_application = Patent.objects.filter(application_key__in=[right for right in rights if right[0] != "#"])
    by_number = Patent.objects.filter(application_key="", number_key__in=[right.removeprefix("#") for right in rights])
    refold([*by_application, *by_number], at, at.date())


def _first_status(item: PatentRecord, at: datetime) -> dict[str, object]:
    """The status of a patent of which nothing but its own document is known."""
    published, announcement = item.publication.date, announced(item)
    if published is None:
        state = EVENT_EFFECTS.get(announcement, State.UNKNOWN)
        return status_columns(Status(state, None, item.format, None))
    event = LegalEventValue(
        published, announcement, item.format, office=item.publication.office, office_code=item.publication.kind
    )
    return status_columns(_status_by(event, term_end(item), at.date()))


@lru_cache(maxsize=8192)
def _status_by(event: LegalEventValue, ends: date | None, today: date) -> Status:
    """A week's documents share their day and many their term."""
    return fold([event], ends, today)
