"""USPTO Open Data Portal, JSON: file wrappers, parts of them, and decisions of boards; responses and bulk files.

A wrapper that shows a patent or a published application gives a record; a part of a wrapper with an application number
alone gives a register extract; what is about no single right is told as `odp.not-a-record`. Records are cut out of
their array one at a time, so that bulk files of any length are read. A granted patent's wrapper does not say the kind
code of the patent. Source: the portal's interface description, in its trial form (`patentBag`) and its present one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from patentfair.domain.formats.format import Authority, Format, Item
from patentfair.domain.formats.json_documents import JsonDocument, array_elements, key_paths, whole
from patentfair.domain.formats.json_values import day_at, record_at, text_at
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.uspto_odp_decisions import decision, is_decision
from patentfair.domain.formats.uspto_odp_fields import (
    Fields,
    application_of,
    classes_of,
    conveyances_of,
    events_of,
    family_of,
    grant_of,
    parties_of,
    priorities_of,
    publication_of,
    relations_of,
    term_adjustment,
)
from patentfair.domain.formats.xml_documents import Origin
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.record import PatentRecord, Relation, RelationKind, RightType, Stage, TextIn
from patentfair.domain.patents.register import FamilyStatement, RegisterExtract, RightReference

__all__ = ["FORMAT", "units"]

_NAME = "uspto-odp"
_BAGS = frozenset(
    {
        "patentFileWrapperDataBag",
        "patentBag",
        "patentdata",
        "patentTrialProceedingDataBag",
        "patentTrialDocumentDataBag",
        "patentTrialData",
        "patentAppealDataBag",
        "patentInterferenceDataBag",
        "interferenceData",
        "petitionDecisionDataBag",
        "petitionDecisionData",
    }
)
# What a response is that holds none of the bags, by a key of it.
_OTHERS = {
    "documentBag": "a list of the documents of a file wrapper",
    "statusCodeBag": "the list of status codes",
    "attorneyBag": "a list of attorneys",
    "GrantDocumentMetaData": "places of published documents",
    "PgpubDocumentMetaData": "places of published documents",
    "apiKey": "the list of the fields of a search",
    "response/docs/patentApplicationNumber": "a search among office actions or the citations in them",
    "errorDetails": "an error message",
    "errorDetailed": "an error message",
}
_FLAT = frozenset({"ApplicationNumber", "PatentNumber"})
_ARRAY_OF_WRAPPERS = frozenset({"applicationNumberText", "applicationMetaData"})
_DESCRIPTION = b"Open Data Portal"
_TYPES = {
    "UTL": RightType.INVENTION,
    "DES": RightType.DESIGN,
    "PLT": RightType.PLANT,
    "REI": RightType.REISSUE,
    "RIS": RightType.REISSUE,
}
_TYPES_BY_PREFIX = {"D": RightType.DESIGN, "P": RightType.PLANT, "R": RightType.REISSUE}
_DEEPEST = 6


def units(source: Source) -> Iterator[JsonDocument | Problem]:
    """One unit a wrapper, part of one, or decision; a response that holds none is one `odp.not-a-record`."""
    head = source.peek(source.limits.head_bytes).lstrip(b"\xef\xbb\xbf \t\r\n")
    keys = key_paths(head)
    names = _BAGS & keys or ({""} if head.startswith(b"[") else set())
    if names:
        empty = True
        for unit in array_elements(source, names, _understand):
            empty = False
            yield unit
        if empty:
            yield source.problem("odp.not-a-record", "The response holds no records; its search found nothing.", 0)
        return
    what = next((said for key, said in _OTHERS.items() if key in keys), "")
    if head.startswith(b"openapi:"):
        what = "the description of the interface"
    if what:
        reason = f"This is {what}, which says nothing of a single right that is kept."
        yield source.problem("odp.not-a-record", reason, 0)
    else:
        yield from whole(source, _understand_flat)


def _recognises(head: bytes) -> bool:
    if head.startswith(b"openapi:"):
        return _DESCRIPTION in head
    keys = key_paths(head)
    return bool(keys & (_BAGS | _OTHERS.keys() | _FLAT)) or (head.startswith(b"[") and bool(keys & _ARRAY_OF_WRAPPERS))


def _understand(value: Any, origin: Origin) -> Item:
    if not isinstance(value, dict):
        return origin.problem("odp.not-a-record", "The entry is no JSON object.")
    return decision(value, _NAME, origin) if is_decision(value) else _wrapper(value, origin)


def _understand_flat(value: Any, origin: Origin) -> Item:
    """A response whose one wrapper is the whole, with capitals: `ApplicationNumber`, `InventionTitle`."""
    fields = _lowered(value, _DEEPEST)
    if not isinstance(fields, dict):
        return origin.problem("odp.not-a-record", "The response is no JSON object.")
    return _wrapper({**fields, "applicationNumberText": fields.get("applicationNumber")}, origin)


def _lowered(value: Any, depth: int) -> Any:
    """The same with keys that begin in lower case, as deep as is of use."""
    if depth and isinstance(value, dict):
        return {key[:1].lower() + key[1:]: _lowered(item, depth - 1) for key, item in value.items()}
    if depth and isinstance(value, list):
        return [_lowered(item, depth - 1) for item in value]
    return value


def _wrapper(wrapper: Fields, origin: Origin) -> Item:
    about = record_at(wrapper, "applicationMetaData") or wrapper
    filed = day_at(about, "filingDate")
    application = application_of(text_at(wrapper, "applicationNumberText"), filed)
    granted, published = grant_of(about), publication_of(about)
    if (publication := granted or published) is not None:
        return _record(wrapper, about, application, publication, published, origin)
    title = text_at(about, "inventionTitle")
    if application is None:
        reason = "The entry shows no application, publication or patent number; fetch the whole file wrapper."
        return origin.problem("odp.no-number", reason)
    if title or about is not wrapper:
        reason = f"Application {application.number} shows neither a publication nor a patent number."
        return origin.problem("odp.not-published", reason)
    return _extract(wrapper, application, origin)


def _extract(wrapper: Fields, application: DocumentId, origin: Origin) -> RegisterExtract | Problem:
    _, adjustment = term_adjustment(wrapper)
    events = (*events_of(wrapper), *([adjustment] if adjustment is not None else []))
    conveyances, members = conveyances_of(wrapper), family_of(wrapper)
    if not (events or conveyances or members):
        reason = (
            f"The part of the file wrapper of application {application.number} holds nothing that a register keeps."
        )
        return origin.problem("odp.not-a-record", reason)
    return RegisterExtract(
        rights=(RightReference(application=application),),
        format=_NAME,
        events=events,
        conveyances=conveyances,
        family=FamilyStatement(members=members) if members else None,
        as_of=day_at(wrapper, "lastIngestionDateTime"),
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=origin.problems,
    )


def _record(
    wrapper: Fields,
    about: Fields,
    application: DocumentId | None,
    publication: DocumentId,
    published: DocumentId | None,
    origin: Origin,
) -> PatentRecord:
    problems: list[str] = list(origin.problems)
    stage = Stage.APPLICATION if publication is published else Stage.GRANT
    relations = list(relations_of(wrapper))
    if published is not None and publication is not published:
        relations.append(Relation(kind=RelationKind.EARLIER_PUBLICATION, document=published))
    title = text_at(about, "inventionTitle")
    if not title:
        problems.append("odp.no-title")
    if publication.date is None:
        problems.append("odp.publication-date")
    days, _ = term_adjustment(wrapper)
    return PatentRecord(
        publication=publication,
        application=application,
        right_type=_right_type(about, publication),
        stage=stage,
        format=_NAME,
        titles=(TextIn("en", title),) if title else (),
        classes=classes_of(about, problems),
        parties=tuple(parties_of(about)),
        priorities=priorities_of(wrapper),
        relations=tuple(relations),
        events=events_of(wrapper),
        conveyances=conveyances_of(wrapper),
        term_extension_days=days if stage is Stage.GRANT else None,
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=tuple(dict.fromkeys(problems)),
    )


def _right_type(about: Fields, publication: DocumentId) -> RightType:
    by_number = _TYPES_BY_PREFIX.get(publication.number[:1])
    by_code = _TYPES.get(text_at(about, "applicationTypeCode"))
    return by_number or by_code or meaning_of_kind("US", publication.kind)[0]


FORMAT = Format(
    name=_NAME,
    title=Words("美国专利商标局开放数据门户（JSON）", "USPTO Open Data Portal, JSON"),
    units=units,
    recognises=_recognises,
    authority=Authority.EXCHANGE,
    is_partial=True,
)
