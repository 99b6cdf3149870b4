"""Listings and needs as everyone sees them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from patentfair.apps.accounts.access import fetch
from patentfair.apps.market.access import LISTINGS, NEEDS
from patentfair.apps.market.models import Listing, Need, Publication
from patentfair.apps.market.prices import KINDS_COMPARED
from patentfair.apps.market.queries import clarity_of
from patentfair.apps.market.responses import response_record
from patentfair.apps.registry.queries import record_of, status_of
from patentfair.apps.rights.queries import grantable, open_declaration, publicly_known
from patentfair.domain.market.terms import DealKind
from patentfair.domain.patents.fields import fields_of
from patentfair.domain.retrieval.search import SearchRequest
from patentfair.domain.rights.decision import Outcome
from patentfair.web import labels
from patentfair.web.deals.signs import badge_rows
from patentfair.web.index import search_index
from patentfair.web.language import page_language
from patentfair.web.present import (
    budget,
    class_chips,
    day,
    facet_label,
    label,
    listing_card,
    need_card,
    need_poster,
    organisation_name,
    price,
    region_label,
    rights_row,
    status_strip,
    target_text,
    territory_text,
)
from patentfair.web.request import PageRequest

__all__ = ["listing", "listings", "need", "needs"]

PAGE = 24
PANEL = {
    "assignment": "assignment",
    "exclusive": "exclusive_licence",
    "sole": "sole_licence",
    "ordinary": "ordinary_licence",
}
MOST_QUERY = 4000
PRICED = frozenset(kind.value for kind in KINDS_COMPARED)


def listings(request: PageRequest) -> HttpResponse:
    """What is on offer, newest first or by a search."""
    return _browse(request, "listings", ("kind", "field", "region", "maturity"))


def needs(request: PageRequest) -> HttpResponse:
    """What is needed, newest first or by a search."""
    return _browse(request, "needs", ("field", "region", "kind"))


def _browse(request: PageRequest, collection: str, facets: tuple[str, ...]) -> HttpResponse:
    language, today = page_language(), timezone.localdate()
    text = request.GET.get("q", "")[:MOST_QUERY].strip()
    filters = {name: tuple(values) for name in facets if (values := [v for v in request.GET.getlist(name) if v])}
    start = request.GET.get("from", "")
    offset = min(int(start), 9_000) if start.isdecimal() and len(start) < 6 else 0
    response = search_index().search(
        SearchRequest(text=text, collection=collection, filters=filters, facets=facets, limit=PAGE, offset=offset)
    )
    ids = [int(hit.id.split(":")[1]) for hit in response.hits]
    if not text:
        ids.sort(reverse=True)  # of one day, the latest first
    cards: list[dict[str, Any]]
    if collection == "listings":
        found = {
            one.pk: one
            for one in Listing.objects.filter(pk__in=ids, state=Publication.PUBLISHED).select_related(
                "organisation", "patent"
            )
        }
        cards = [listing_card(found[pk], language, today) for pk in ids if pk in found]
    else:
        posted = {
            one.pk: one
            for one in Need.objects.filter(pk__in=ids, state=Publication.PUBLISHED).select_related("organisation")
        }
        cards = [need_card(posted[pk], language) for pk in ids if pk in posted]
    query = request.GET.copy()
    query.pop("from", None)

    def turn(to: int) -> str:
        query["from"] = str(to)
        return f"{request.path}?{query.urlencode()}"

    context = {
        "q": text,
        "total": response.total,
        "cards": cards,
        "selects": [
            {
                "name": name,
                "title": label(labels.FACETS, name, language),
                "options": [
                    {
                        "value": one.value,
                        "label": facet_label(name, one.value, language),
                        "count": one.count,
                        "selected": one.value in filters.get(name, ()),
                    }
                    for one in response.facets.get(name, ())
                ],
            }
            for name in facets
        ],
        "pager": {
            "prev": turn(max(0, offset - PAGE)) if offset else "",
            "next": turn(offset + PAGE) if offset + PAGE < response.total else "",
            "from": offset + 1,
            "to": min(offset + PAGE, response.total),
        },
    }
    return render(request, f"web/{collection}.html", context)


def listing(request: PageRequest, pk: int) -> HttpResponse:
    """One listing: what it does in plain words, its terms, the right behind it, and a way to ask."""
    language, today = page_language(), timezone.localdate()
    found = fetch(
        Listing.objects.select_related("organisation", "patent", "center"),
        LISTINGS,
        "read",
        request.actor,
        pk=pk,
    )
    status = status_of(found.patent, today)
    record = record_of(found.patent)
    known = publicly_known(found.patent)
    rows = grantable(found.patent, today, record)
    forbidden = {row.kind for row in rows if row.decision.outcome is Outcome.FORBIDDEN}
    actor = request.actor
    context = {
        "listing": found,
        "texts": {
            name: {"text": found.text(name, language), "language": found.text_language(name, language)}
            for name in ("title", "plain", "better")
        },
        "translated": found.language == language or bool(found.translation.get("plain")),
        "translator": found.translated_by if found.language != language else None,
        "owner": organisation_name(found.organisation, language),
        "badges": badge_rows(found.organisation, language),
        "owner_kind": label(labels.ORGANISATION_KINDS, found.organisation.kind, language),
        "region": region_label(found.organisation.province, language),
        "kinds": [label(labels.KINDS, kind, language) for kind in found.kinds],
        "may_take_open": DealKind.OPEN.value in found.kinds and open_declaration(found.patent) is not None,
        "barred": [label(labels.KINDS, kind, language) for kind in found.kinds if PANEL.get(kind) in forbidden],
        "price": price(found, language),
        "targets": [{"label": t["name"], "value": target_text(t)} for t in found.targets],
        "territory": territory_text(found.territory, language),
        "patent_title": found.patent.title_in(language),
        "classes": class_chips([c.symbol for c in record.classes if c.scheme.value == "ipc"], language, limit=6),
        "strip": status_strip(status, language, today),
        "rights_rows": [rights_row(row.kind, row.decision, language, known=known) for row in rows],
        "published": day(timezone.localdate(found.published_at)) if found.published_at else "",
        "center": found.center,
        "record": response_record(found.organisation_id, timezone.now()),
        "price_kind": next((kind for kind in found.kinds if kind in PRICED), "ordinary"),
        "is_own": actor.may_act_for(found.organisation_id, "draft"),
        "may_publish": actor.may_act_for(found.organisation_id, "manage"),
        "auctions": list(found.auctions.filter(state="announced")),
        "may_see_matches": actor.may_act_for(found.organisation_id, "draft") or found.center_id in actor.centers,
        "state_label": label(labels.PUBLICATION, found.state, language),
    }
    return render(request, "web/listing.html", context)


def need(request: PageRequest, pk: int) -> HttpResponse:
    """One need: the problem first, what would count as solved, and a way to answer it."""
    language = page_language()
    actor = request.actor
    found = fetch(Need.objects.select_related("organisation", "center"), NEEDS, "read", actor, pk=pk)
    clear = clarity_of(found)
    context = {
        "need": found,
        "texts": {
            name: {"text": found.text(name, language), "language": found.text_language(name, language)}
            for name in ("title", "problem", "present", "constraints")
        },
        "translated": found.language == language or bool(found.translation.get("problem")),
        "poster": need_poster(found, language),
        "record": response_record(found.organisation_id, timezone.now()) if found.show_name else None,
        "targets": [{"label": t["name"], "value": target_text(t)} for t in found.targets],
        "budget": budget(found, language),
        "kinds": [label(labels.KINDS, kind, language) for kind in found.kinds],
        "region": region_label(found.province, language),
        "deadline": day(found.deadline),
        "classes": class_chips(found.classes, language),
        "fields": [facet_label("field", str(n), language) for n in fields_of(found.classes)],
        "clarity": clear.score,
        "missing": [words.of(language) for words in clear.missing],
        "is_own": actor.may_act_for(found.organisation_id, "draft"),
        "may_publish": actor.may_act_for(found.organisation_id, "manage"),
        "state_label": label(labels.PUBLICATION, found.state, language),
    }
    return render(request, "web/need.html", context)
