"""The API: the same rules as the pages, answers as JSON, refusals as problem+json (RFC 9457)."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import ValidationError

from patentfair import __version__
from patentfair.apps.accounts.access import fetch
from patentfair.apps.market.access import LISTINGS, NEEDS
from patentfair.apps.market.actions.listings import FIELDS as LISTING_COLUMNS
from patentfair.apps.market.actions.needs import FIELDS as NEED_COLUMNS
from patentfair.apps.market.models import Listing, Need
from patentfair.apps.matching.queries import need_profile, patents_for
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import find, record_of, status_of
from patentfair.apps.rights.queries import grantable, publicly_known, with_calendar
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.retrieval.search import SearchRequest
from patentfair.domain.rights.decision import to_json
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import decode_facts, facts_schema
from patentfair.web.api.deals import router as deals_router
from patentfair.web.api.record import router as record_router
from patentfair.web.index import search_index
from patentfair.web.public.law import bounded_facts
from patentfair.web.refusals import SENTENCES, status_code
from patentfair.web.request import PageRequest

__all__ = ["api"]

api = NinjaAPI(
    title="Patentfair", version=__version__, urls_namespace="api", docs_url=None, openapi_url="/openapi.json"
)


class HitOut(Schema):
    number: str
    title: str
    office: str
    status: str
    score: float


class SearchOut(Schema):
    total: int
    milliseconds: float
    hits: list[HitOut]
    facets: dict[str, dict[str, int]]


class MatchHit(HitOut):
    reasons: list[dict[str, str]]
    misfits: list[dict[str, str]]


class MatchOut(Schema):
    total: int
    hits: list[MatchHit]


def _problem(request: PageRequest, status: int, code: str, title: str, **more: Any) -> HttpResponse:  # noqa: ARG001
    body = {"type": f"about:blank#{code}", "title": title, "status": status, "code": code, **more}
    return HttpResponse(msgspec.json.encode(body), status=status, content_type="application/problem+json")


@api.exception_handler(DomainError)
def _refused(request: PageRequest, error: DomainError) -> HttpResponse:
    words = SENTENCES.get(error.code)
    data = {key: value for key, value in error.data.items() if isinstance(value, str | int | float)}
    return _problem(request, status_code(error), error.code, words.en if words else error.code, **data)


@api.exception_handler(ValidationError)
def _invalid(request: PageRequest, error: ValidationError) -> HttpResponse:
    return _problem(
        request, 422, "request.invalid", "The request does not have the published form.", errors=error.errors
    )


FACETS = ("office", "field", "status", "on_offer", "owner_type", "region", "class", "language")


class SearchIn(Schema):
    q: str = ""
    limit: int = 20
    offset: int = 0
    office: list[str] = Field(default_factory=list)
    status: list[str] = Field(default_factory=list)
    field: list[str] = Field(default_factory=list)


def _hit(patent: Patent, score: float) -> dict[str, Any]:
    return {
        "number": patent.key,
        "title": patent.title_in(patent.language),
        "office": patent.office,
        "status": status_of(patent, timezone.localdate()).state.value,
        "score": score,
    }


@api.get("/patents", response=SearchOut, tags=["patents"])
def search_patents(request: PageRequest, asked: Query[SearchIn]) -> dict[str, Any]:  # noqa: ARG001
    """Search patents; facets leave their own filter out."""
    filters = {n: tuple(v) for n in ("office", "status", "field") if (v := getattr(asked, n))}
    response = search_index().search(
        SearchRequest(
            text=asked.q[:4000],
            filters=filters,
            facets=FACETS,
            limit=max(1, min(asked.limit, 100)),
            offset=max(0, min(asked.offset, 9_900)),
        )
    )
    keys = [hit.id.removeprefix("patent:") for hit in response.hits]
    patents = {patent.key: patent for patent in Patent.objects.filter(key__in=keys).defer("record")}
    return {
        "total": response.total,
        "milliseconds": response.milliseconds,
        "hits": [_hit(patents[k], h.score) for k, h in zip(keys, response.hits, strict=True) if k in patents],
        "facets": {name: {one.value: one.count for one in counts} for name, counts in response.facets.items()},
    }


def _patent(number: str) -> Patent:
    found = find(number)
    if found is None:
        raise NotFound("not-found", what="patent")
    return found


@api.get("/patents/{number}", tags=["patents"])
def read_patent(request: PageRequest, number: str) -> HttpResponse:  # noqa: ARG001
    """One patent in any spelling of its number: the record as read, and its status with source and day."""
    found = _patent(number)
    status = status_of(found, timezone.localdate())
    body = {"number": found.key, "record": record_of(found), "status": status, "version": found.version}
    return HttpResponse(msgspec.json.encode(body), content_type="application/json")


@api.get("/patents/{number}/rights", tags=["rights"])
def read_rights(request: PageRequest, number: str) -> HttpResponse:  # noqa: ARG001
    """What may be granted now, kind by kind, with the findings."""
    patent = _patent(number)
    known = publicly_known(patent)
    rows = grantable(patent, timezone.localdate())
    body = msgspec.json.encode([{"kind": row.kind, **to_json(row.decision)} for row in rows]).decode()
    # A licence that nobody recorded must not be traced to its holder, not even by an id.
    masked = re.sub(r"organisation:(\d+)", lambda m: m[0] if int(m[1]) in known else "another party", body)
    return HttpResponse(masked, content_type="application/json")


@api.post("/rights/decide", tags=["rights"])
def decide_rights(request: PageRequest) -> HttpResponse:
    """Decide on facts in the published form (`/api/rights/schema`).

    Facts that carry no calendar are decided with the days of rest the operator loaded for the right's office.
    """
    body = to_json(decide(with_calendar(decode_facts(bounded_facts(request, request.body)))))
    return HttpResponse(msgspec.json.encode(body), content_type="application/json")


@api.get("/rights/schema", tags=["rights"])
def rights_schema(request: PageRequest) -> HttpResponse:  # noqa: ARG001
    """The JSON Schema of the facts."""
    return HttpResponse(msgspec.json.encode(facts_schema()), content_type="application/schema+json")


LISTING_FIELDS = (*LISTING_COLUMNS, "translation")
NEED_FIELDS = tuple(name for name in (*NEED_COLUMNS, "translation") if name != "show_name")


@api.get("/listings/{int:pk}", tags=["market"])
def read_listing(request: PageRequest, pk: int) -> HttpResponse:
    """One listing that the caller may see."""
    found = fetch(Listing.objects.select_related("patent"), LISTINGS, "read", request.actor, pk=pk)
    body = {"id": found.pk, "patent": found.patent.key, "state": found.state}
    body |= {name: getattr(found, name) for name in LISTING_FIELDS}
    return HttpResponse(msgspec.json.encode(body), content_type="application/json")


@api.get("/needs/{int:pk}", tags=["market"])
def read_need(request: PageRequest, pk: int) -> HttpResponse:
    """One need that the caller may see; the firm's name only where it wishes to be named."""
    found = fetch(Need.objects.select_related("organisation"), NEEDS, "read", request.actor, pk=pk)
    body = {"id": found.pk, "state": found.state} | {name: getattr(found, name) for name in NEED_FIELDS}
    if found.show_name:
        body["organisation"] = found.organisation.name_zh or found.organisation.name_en
    return HttpResponse(msgspec.json.encode(body), content_type="application/json")


@api.get("/needs/{int:pk}/matches", response=MatchOut, tags=["market"])
def match_need(request: PageRequest, pk: int, limit: int = 20) -> dict[str, Any]:
    """Patents that may answer a need, with reasons."""
    found = fetch(Need.objects.all(), NEEDS, "rank_patents", request.actor, pk=pk)
    matches = patents_for(need_profile(found), search_index(), timezone.localdate(), max(1, min(limit, 100)))
    hits = [
        {
            **_hit(one.patent, one.match.score),
            "reasons": [{"code": r.code.value, "zh": r.words.zh, "en": r.words.en} for r in one.match.reasons],
            "misfits": [{"code": r.code.value, "zh": r.words.zh, "en": r.words.en} for r in one.match.misfits],
        }
        for one in matches
    ]
    return {"total": len(hits), "hits": hits}


api.add_router("", record_router)
api.add_router("", deals_router)
