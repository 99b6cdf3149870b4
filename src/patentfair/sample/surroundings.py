"""What stands around some sample patents: family members abroad, citations, changes of title, corrected records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from patentfair.domain.kernel.canonical import digest
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.record import (
    Citation,
    PartyRole,
    PatentRecord,
    PriorityClaim,
    RightType,
    Stage,
    TextIn,
)
from patentfair.domain.patents.register import (
    Conveyance,
    ConveyanceKind,
    ConveyanceParty,
    RegisterExtract,
    RightReference,
)
from patentfair.sample.patents import SOURCE, SamplePatent

__all__ = ["corrected", "members_abroad", "title_extracts"]

EVERY = 9
CORRECTED = 8
MOVED = 10


def members_abroad(made: Sequence[SamplePatent], today: date) -> list[PatentRecord]:
    """For every ninth Chinese invention its applications at the USPTO and the EPO, which claim its priority and cite
    Chinese patents of the same technology."""
    inventions = [
        one
        for one in made
        if one.record.publication.office == "CN"
        and one.record.right_type is RightType.INVENTION
        and one.record.stage is Stage.GRANT
        and one.owner["kind"] != "person"
    ]
    found = []
    for serial, one in enumerate(inventions[::EVERY], start=1):
        beside = [m.record.publication for m in made if m.technology is one.technology and m is not one]
        cited = [document for document in beside if document.office == "CN"][:3]
        for office in ("US", "EP"):
            record = _abroad(one, office, serial, cited)
            if record.publication.date is not None and record.publication.date <= today:
                found.append(record)
    return found


def corrected(records: Sequence[PatentRecord]) -> list[PatentRecord]:
    """Some of these records as they were first read, with a title that was put right since."""
    return [
        _sealed(
            msgspec.structs.replace(record, titles=tuple(TextIn(t.language, t.text.lower()) for t in record.titles))
        )
        for record in records[:CORRECTED]
    ]


def title_extracts(made: Sequence[SamplePatent]) -> list[RegisterExtract]:
    """Before the grant, some applications passed from the firm of their inventors to the owner of today."""
    granted = [one for one in made if one.record.publication.office == "CN" and one.record.stage is Stage.GRANT]
    extracts = []
    for serial, one in enumerate(granted[3 :: len(granted) // MOVED], start=1):
        record, filed = one.record, one.record.application.date if one.record.application else None
        if filed is None:
            continue
        first = next(p.name for p in record.parties if p.role is PartyRole.INVENTOR)
        moved = Conveyance(
            office="CN",
            reference=f"SAMPLE-{serial:04}",
            kind=ConveyanceKind.ASSIGNMENT,
            text="专利申请权的转移",
            recorded=filed + timedelta(days=200),
            givers=(ConveyanceParty(name=first),),
            receivers=(ConveyanceParty(name=one.owner["name_zh"]),),
        )
        right = RightReference(publication=record.publication, application=record.application)
        extract = RegisterExtract(rights=(right,), format=SOURCE, conveyances=(moved,), source=SOURCE)
        extracts.append(msgspec.structs.replace(extract, digest=digest(extract)))
    return extracts


def _abroad(one: SamplePatent, office: str, serial: int, cited: Sequence[DocumentId]) -> PatentRecord:
    record = one.record
    filed = record.application.date if record.application else None
    day = (filed + timedelta(days=350)) if filed else None
    published = (filed + timedelta(days=555)) if filed else None
    year = day.year if day else 2024
    number = f"{year}9{serial:06}" if office == "US" else f"999{serial:04}"
    application = f"99/9{serial:05}" if office == "US" else f"{year % 100:02}999{serial:03}"
    owner = one.owner["name_en"]
    parties = tuple(
        msgspec.structs.replace(
            party,
            name=owner.upper()
            if party.role is not PartyRole.INVENTOR
            else party.name.replace("示例发明人", "Sample inventor "),
            city=one.owner["city_en"],
            address=one.owner["city_en"],
        )
        for party in record.parties
    )
    own = record.application
    return _sealed(
        msgspec.structs.replace(
            record,
            publication=DocumentId(office=office, number=number, kind="A1", date=published, raw=f"{office}{number}A1"),
            application=DocumentId(office=office, number=application, date=day, raw=application),
            stage=Stage.APPLICATION,
            titles=tuple(title for title in record.titles if title.language == "en"),
            abstracts=tuple(text for text in record.abstracts if text.language == "en"),
            claims=(),
            claim_count=None,
            parties=parties,
            priorities=(PriorityClaim(country="CN", number=own.raw, date=own.date),) if own else (),
            citations=tuple(Citation(document=d, category="A", cited_by="examiner") for d in cited),
        )
    )


def _sealed(record: PatentRecord) -> PatentRecord:
    plain = msgspec.structs.replace(record, digest="")
    return msgspec.structs.replace(plain, digest=digest(plain))
