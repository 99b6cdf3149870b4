"""Take in what registers say of rights, whether or not their documents are here yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import Q

from patentfair.apps.registry.actions.status import refold
from patentfair.apps.registry.columns import conveyance_key, event_identity, event_row, right_key
from patentfair.apps.registry.models import Conveyance, ConveyedRight, LegalEvent, Patent
from patentfair.apps.registry.rows import insert_events
from patentfair.domain.patents.families import application_key, publication_key
from patentfair.domain.patents.register import Conveyance as ConveyanceValue
from patentfair.domain.patents.register import RegisterExtract, RightReference

__all__ = ["ExtractResult", "save_conveyances", "save_extracts"]

_encode = msgspec.json.Encoder().encode


class ExtractResult(msgspec.Struct):
    """How many extracts told something new and how many did not, and the keys of patents whose rows changed."""

    new: int = 0
    unchanged: int = 0
    written: list[str] = []


def save_extracts(extracts: Sequence[RegisterExtract], *, at: datetime) -> ExtractResult:
    """Add what the extracts say. Must run inside the caller's transaction. The same extract twice adds nothing."""
    result = ExtractResult()
    if not extracts:
        return result
    homes = _homes([right for extract in extracts for right in extract.rights])
    rights = [list(dict.fromkeys(homes[_names(right)] for right in extract.rights)) for extract in extracts]
    known = _known_events({right for some in rights for right in some})
    rows: list[tuple[Any, ...]] = []
    touched: set[str] = set()
    for extract, some in zip(extracts, rights, strict=True):
        fresh = [
            row
            for right in some
            for event in extract.events
            if (row := event_row(right, event, extract.format)) is not None and event_identity(row) not in known
        ]
        known.update(map(event_identity, fresh))
        rows += fresh
        conveyed = save_conveyances(extract.conveyances, some, extract.source, at)
        families = _note_family(extract, at)
        if fresh or conveyed or families:
            result.new += 1
            touched.update(some)
            result.written.extend(families)
        else:
            result.unchanged += 1
    insert_events(rows, at)
    rights_told = [right for right in touched if not right.startswith("#")]
    numbers_told = [right.removeprefix("#") for right in touched if right.startswith("#")]
    patents = list(
        Patent.objects.filter(Q(application_key__in=rights_told) | Q(application_key="", number_key__in=numbers_told))
    )
    result.written.extend(patent.key for patent in refold(patents, at, at.date()))
    return result


def save_conveyances(conveyances: Iterable[ConveyanceValue], rights: Sequence[str], source: str, at: datetime) -> bool:
    """Instruments and the rights they concern; whether any of it is new.

    A later word on the same reference replaces the earlier.
    """
    news = False
    for value in conveyances:
        content = _encode(value)
        row, created = Conveyance.objects.get_or_create(
            key=conveyance_key(value, rights[0] if rights else ""),
            defaults={"kind": value.kind.value, "value": content, "source": source[:300], "received_at": at},
        )
        if not created and bytes(row.value) != content:
            row.kind, row.value, row.source = value.kind.value, content, source[:300]
            row.save(update_fields=["kind", "value", "source"])
            news = True
        linked = set(row.rights.values_list("right", flat=True))
        missing = [ConveyedRight(conveyance=row, right=right) for right in rights if right not in linked]
        ConveyedRight.objects.bulk_create(missing, ignore_conflicts=True)
        news = news or created or bool(missing)
    return news


def _known_events(rights: Collection[str]) -> set[tuple[Any, ...]]:
    identity = ("right", "date", "code", "office_code", "territory", "detail")
    return set(LegalEvent.objects.filter(right__in=rights).values_list(*identity))


def _names(right: RightReference) -> tuple[str, str]:
    return application_key(right.application), publication_key(right.publication) if right.publication else ""


def _homes(rights: Collection[RightReference]) -> dict[tuple[str, str], str]:
    """The key each right goes by here: of the application where it is told or a document of ours tells it.

    A number under which we hold documents of several applications tells none.
    """
    named = {_names(right) for right in rights}
    numbers = {number for application, number in named if number and not application}
    known: dict[str, set[str]] = defaultdict(set)
    held = Patent.objects.filter(number_key__in=numbers).exclude(application_key="")
    for number, application in held.values_list("number_key", "application_key"):
        known[number].add(application)
    only = {number: min(applications) for number, applications in known.items() if len(applications) == 1}
    return {
        (application, number): right_key(application or only.get(number, ""), number) for application, number in named
    }


def _note_family(extract: RegisterExtract, at: datetime) -> list[str]:
    """Put a family number that a register states on the documents it is stated of."""
    family = extract.family
    if family is None or not (family.docdb or family.inpadoc):
        return []
    told: dict[str, set[str]] = defaultdict(set)
    for application, number in map(_names, extract.rights):
        told[number].add(application)
    told.pop("", None)
    changed = []
    for patent in Patent.objects.filter(number_key__in=told):
        if not told[patent.number_key] & {"", patent.application_key} and patent.application_key:
            continue  # the same number, of another application
        docdb, inpadoc = family.docdb[:16] or patent.docdb_family, family.inpadoc[:16] or patent.inpadoc_family
        if (docdb, inpadoc) != (patent.docdb_family, patent.inpadoc_family):
            Patent.objects.filter(pk=patent.pk).update(docdb_family=docdb, inpadoc_family=inpadoc, updated_at=at)
            changed.append(patent.key)
    return changed
