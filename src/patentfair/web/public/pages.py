"""The front page and the first pages of what later grows."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from patentfair.apps.centers.models import Center
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.models import Deal, Listing, Need, Publication
from patentfair.apps.registry.models import Patent
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.matching.feedback import NotAFit
from patentfair.domain.patents.fields import FIELDS
from patentfair.domain.patents.regions import PROVINCES
from patentfair.web.experience.public import found_reports
from patentfair.web.language import page_language
from patentfair.web.present import field_label, listing_card, need_card
from patentfair.web.request import PageRequest
from patentfair.web.ui.gallery import gallery_context
from patentfair.web.ui.tiles import SHORT, TILES

__all__ = [
    "center",
    "centers",
    "components",
    "evaluation",
    "events",
    "experience",
    "halls",
    "help_",
    "home",
    "learn",
    "pilots",
]

FRONT = 6


def home(request: HttpRequest) -> HttpResponse:
    """What a first minute must give to each who comes."""
    language, today = page_language(), timezone.localdate()
    listings = Listing.objects.filter(state=Publication.PUBLISHED)
    needs = Need.objects.filter(state=Publication.PUBLISHED)
    context = {
        "listings": [
            listing_card(one, language, today)
            for one in listings.select_related("organisation", "patent").order_by("-published_at", "-pk")[:FRONT]
        ],
        "needs": [
            need_card(one, language)
            for one in needs.select_related("organisation").order_by("-published_at", "-pk")[:FRONT]
        ],
        "patents": Patent.objects.count(),
        "listing_count": listings.count(),
        "need_count": needs.count(),
        "center_count": Center.objects.filter(is_national=False).count(),
        "deal_count": Deal.objects.filter(state__in=("in_force", "recorded")).count(),
        "fields": _halls(language)[:8],
    }
    return render(request, "web/home.html", context)


def _halls(language: str) -> list[dict[str, Any]]:
    """One hall a technology field that has something on offer."""
    counts = Counter(
        Listing.objects.filter(state=Publication.PUBLISHED)
        .exclude(patent__field=None)
        .values_list("patent__field", flat=True)
    )
    return [
        {
            "number": number,
            "name": field_label(number, language),
            "sector": FIELDS[number].sector.name.of(language),
            "count": count,
            "url": f"/{language}/listings?field={number}",
        }
        for number, count in sorted(((n, c) for n, c in counts.items() if n), key=lambda item: (-item[1], item[0]))
    ]


def halls(request: HttpRequest) -> HttpResponse:
    """Themed halls over what is on offer."""
    language = page_language()
    rows = sorted(_halls(language), key=lambda hall: hall["number"])
    sectors: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        sectors.setdefault(row["sector"], []).append(row)
    return render(request, "web/halls.html", {"sectors": list(sectors.items())})


def centers(request: HttpRequest) -> HttpResponse:
    """The network on a tile map, and its centers."""
    language = page_language()
    every = list(Center.objects.order_by("-is_national", "province", "pk"))
    by_province = Counter(one.province for one in every if not one.is_national)
    listings = Counter(
        Listing.objects.filter(state=Publication.PUBLISHED).values_list("organisation__province", flat=True)
    )
    most = max(listings.values(), default=1)
    first = {one.province: one for one in reversed(every) if not one.is_national}
    tiles = [
        {
            "code": code,
            "label": PROVINCES[code].zh.removesuffix("市").removesuffix("省")[: 3 if code in ("15", "23") else 2]
            if language == "zh"
            else PROVINCES[code].en,
            "short": SHORT.get(code, "") if language == "en" else "",
            "url": f"/{language}/centers/{first[code].key}"
            if by_province[code]
            else f"/{language}/listings?region={code}",
            "count": listings[code],
            "level": min(4, -(-4 * listings[code] // most)) if listings[code] else 0,
            "row": place[0],
            "col": place[1],
        }
        for code, place in TILES.items()
    ]
    return render(request, "web/centers.html", {"centers": every, "tiles": tiles})


def center(request: HttpRequest, key: str) -> HttpResponse:
    """One center: where, when, what it does, and what is on offer in its region."""
    language, today = page_language(), timezone.localdate()
    found = Center.objects.filter(key=key).first()
    if found is None:
        raise NotFound("not-found", what="center")
    mine = Q() if found.is_national else Q(center=found)
    listings = Listing.objects.filter(mine, state=Publication.PUBLISHED).select_related("organisation", "patent")
    needs = Need.objects.filter(mine, state=Publication.PUBLISHED).select_related("organisation")
    deals = Deal.objects.filter(mine)
    context = {
        "center": found,
        "services": found.services_zh if language == "zh" else found.services_en,
        "about": found.about_zh if language == "zh" else found.about_en,
        "opening": found.opening_zh if language == "zh" else found.opening_en,
        "listings": [listing_card(one, language, today) for one in listings.order_by("-published_at", "-pk")[:FRONT]],
        "needs": [need_card(one, language) for one in needs.order_by("-published_at", "-pk")[:FRONT]],
        "counts": {
            "listings": listings.count(),
            "needs": needs.count(),
            "answered": deals.exclude(state="inquiry").count(),
            "in_force": deals.filter(state__in=("in_force", "recorded")).count(),
        },
    }
    return render(request, "web/center.html", context)


def events(request: HttpRequest) -> HttpResponse:
    """Fairs, roadshows, conferences: none are announced yet."""
    return render(
        request, "web/events.html", {"centers": Center.objects.filter(is_national=False).order_by("province")}
    )


def learn(request: HttpRequest) -> HttpResponse:
    """Short lessons on using patents."""
    return render(request, "web/learn.html", {})


def experience(request: PageRequest) -> HttpResponse:
    """What was learnt: reports by situation, and why talks ended without a deal."""
    language = page_language()
    codes = Counter(Deal.objects.filter(state="declined").values_list("refusal_code", flat=True))
    reasons = [
        {"label": NotAFit(code).label.of(language), "count": count}
        for code, count in codes.most_common()
        if code in set(NotAFit)
    ]
    finished = Deal.objects.filter(state__in=("in_force", "recorded", "declined")).count()
    context = {"reasons": reasons, "finished": finished, **found_reports(request)}
    return render(request, "web/experience.html", context)


def help_(request: HttpRequest) -> HttpResponse:
    """How to do the main things, by who comes."""
    return render(request, "web/help.html", {"centers": Center.objects.order_by("-is_national", "province")})


def pilots(request: HttpRequest) -> HttpResponse:
    """From contract to factory: deals in force that may become pilot projects."""
    in_force = Deal.objects.filter(state__in=("in_force", "recorded")).count()
    return render(request, "web/pilots.html", {"in_force": in_force})


PERSPECTIVES = {
    "exchange": ("inquiry.opened", "inquiry.answered", "deal.agreed", "deal.in-force", "deal.recorded"),
    "alignment": ("need.posted", "match.qualified", "listing.published"),
    "law": ("legalcheck.done", "ownership.verified"),
}


def evaluation(request: HttpRequest) -> HttpResponse:
    """What the journal holds so far, center by center, and how centers will be judged."""
    rows = []
    counted = Entry.objects.exclude(center="").values("center", "event").annotate(n=Count("pk"))
    table: dict[str, Counter[str]] = {}
    for row in counted:
        table.setdefault(row["center"], Counter())[row["event"]] = row["n"]
    for one in Center.objects.filter(is_national=False).order_by("province", "pk"):
        acts = table.get(f"center:{one.pk}", Counter())
        rows.append(
            {"center": one, "cells": [sum(acts[event] for event in events_) for events_ in PERSPECTIVES.values()]}
        )
    return render(request, "web/evaluation.html", {"rows": rows})


def components(request: HttpRequest) -> HttpResponse:
    """The living page of components."""
    return render(request, "ui/gallery.html", gallery_context(page_language()))
