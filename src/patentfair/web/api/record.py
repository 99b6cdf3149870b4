"""The record of a patent for programs: events and status by date, family, citations, chain of title, versions."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from patentfair.apps.registry.families import CitedDocument, cites, citing, extended_family, simple_family
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import History, chain_of, find, record_of, status_of
from patentfair.domain.formats.catalogue import FORMATS
from patentfair.domain.formats.write_st96 import write_st96
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.patents.differences import differences
from patentfair.web.request import PageRequest

__all__ = ["router"]

router = Router(tags=["patents"])


class When(Schema):
    on: date | None = None
    known_at: date | None = None


def _patent(number: str) -> Patent:
    found = find(number)
    if found is None:
        raise NotFound("not-found", what="patent")
    return found


def _json(value: Any) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(value), content_type="application/json")


def _member(patent: Patent, today: date) -> dict[str, Any]:
    return {
        "number": patent.key,
        "application": patent.application_key,
        "stage": patent.stage,
        "title": patent.title_in(patent.language),
        "publication_date": patent.publication_date,
        "status": status_of(patent, today).state.value,
    }


@router.get("/formats")
def read_formats(request: PageRequest) -> HttpResponse:  # noqa: ARG001
    """The formats that can be read, in the order in which they are tried."""
    return _json(
        [
            {"name": known.name, "zh": known.title.zh, "en": known.title.en, "authority": known.authority.name.lower()}
            for known in FORMATS
        ]
    )


@router.get("/patents/{number}/events")
def read_events(request: PageRequest, number: str) -> HttpResponse:  # noqa: ARG001
    """The legal events of the right, oldest first: the source's own words and codes, and what we make of them."""
    return _json(
        [
            {
                "date": event.date,
                "published": event.published,
                "code": event.code,
                "source": event.source,
                "paid_until": event.paid_until,
                "entry": msgspec.Raw(bytes(event.value)) if event.value else None,
            }
            for event in History(_patent(number)).events
        ]
    )


@router.get("/patents/{number}/status")
def read_status(request: PageRequest, number: str, when: Query[When]) -> HttpResponse:  # noqa: ARG001
    """The legal state today, or on a day, as known now or as could be known at a day."""
    patent = _patent(number)
    today = timezone.localdate()
    if when.on is None and when.known_at is None:
        return _json(status_of(patent, today))
    return _json(History(patent).status_on(when.on or when.known_at or today, known_at=when.known_at))


@router.get("/patents/{number}/family")
def read_family(request: PageRequest, number: str) -> HttpResponse:  # noqa: ARG001
    """The simple family, what the extended family has beyond it, and the offices' own family numbers."""
    patent, today = _patent(number), timezone.localdate()
    simple = simple_family(patent)
    inside = {member.pk for member in simple}
    extended = [member for member in extended_family(patent) if member.pk not in inside]
    return _json(
        {
            "docdb": patent.docdb_family,
            "inpadoc": patent.inpadoc_family,
            "simple": [_member(member, today) for member in simple],
            "extended": [_member(member, today) for member in extended],
        }
    )


def _cited(document: CitedDocument) -> dict[str, Any]:
    held = document.patent.key if document.patent else None
    return {"number": document.number, "held": held, "category": document.category, "cited_by": document.cited_by}


@router.get("/patents/{number}/citations")
def read_citations(request: PageRequest, number: str) -> HttpResponse:  # noqa: ARG001
    """What the document cites and what is known to cite it; `held` is our document of it."""
    patent = _patent(number)
    return _json({"cites": [_cited(one) for one in cites(patent)], "citing": [_cited(one) for one in citing(patent)]})


@router.get("/patents/{number}/title-chain")
def read_title_chain(request: PageRequest, number: str) -> HttpResponse:  # noqa: ARG001
    """The chain of title by record; what registers recorded, no decision of law."""
    patent = _patent(number)
    return _json(chain_of(patent, record_of(patent)))


@router.get("/patents/{number}/versions")
def read_versions(request: PageRequest, number: str) -> HttpResponse:  # noqa: ARG001
    """The versions of the record, the newest first, each with what it changed in the one before."""
    patent = _patent(number)
    after, at, version = record_of(patent), patent.imported_at, patent.version
    rows = []
    for earlier in patent.versions.order_by("-version")[:50]:
        before = record_of(earlier)
        rows.append({"version": version, "since": at, "changes": differences(before, after)})
        after, at, version = before, earlier.replaced_at, earlier.version
    rows.append({"version": version, "since": patent.first_imported_at if rows else at, "changes": ()})
    return _json(rows)


@router.get("/patents/{number}/versions/{int:version}")
def read_version(request: PageRequest, number: str, version: int) -> HttpResponse:  # noqa: ARG001
    """The whole record of one version."""
    patent = _patent(number)
    held = patent if version == patent.version else patent.versions.filter(version=version).first()
    if held is None:
        raise NotFound("not-found", what="version")
    return _json(record_of(held))


@router.get("/patents/{number}/st96")
def read_st96(request: PageRequest, number: str) -> HttpResponse:  # noqa: ARG001
    """The record as WIPO ST.96 XML."""
    patent = _patent(number)
    answer = HttpResponse(write_st96(record_of(patent)), content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{patent.key}.xml"'
    return answer
