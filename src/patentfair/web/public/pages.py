"""The front page and the first pages of what later grows."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from patentfair.apps.centers.models import Center
from patentfair.apps.exhibition.queries import covers_of, open_halls
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.models import Deal, Listing, Need, Publication
from patentfair.apps.registry.models import Patent
from patentfair.domain.centers.perspectives import PERSPECTIVES
from patentfair.domain.matching.feedback import NotAFit
from patentfair.domain.patents.fields import FIELDS
from patentfair.web.centers.opening import opening_line
from patentfair.web.exhibition.shown import hall_card
from patentfair.web.experience.public import found_reports
from patentfair.web.language import page_language
from patentfair.web.present import field_label, listing_card, need_card
from patentfair.web.request import PageRequest
from patentfair.web.ui.gallery import gallery_context

__all__ = [
    "components",
    "evaluation",
    "experience",
    "help_",
    "home",
    "pilots",
]

FRONT = 6


def home(request: HttpRequest) -> HttpResponse:
    """What a first minute must give to each who comes."""
    language, today = page_language(), timezone.localdate()
    listings = Listing.objects.filter(state=Publication.PUBLISHED)
    needs = Need.objects.filter(state=Publication.PUBLISHED)
    halls = list(open_halls()[:3])
    covers = covers_of(halls)
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
        "center_count": Center.objects.exclude(state=Center.State.REMOVED).filter(is_national=False).count(),
        "deal_count": Deal.objects.filter(state__in=("in_force", "recorded")).count(),
        "fields": _fields_on_offer(language)[:8],
        "halls": [hall_card(one, language, covers.get(one.pk)) for one in halls],
    }
    return render(request, "web/home.html", context)


def _fields_on_offer(language: str) -> list[dict[str, Any]]:
    """The technology fields that have something on offer, those with most first."""
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
    language = page_language()
    found = Center.objects.exclude(state=Center.State.REMOVED).order_by("-is_national", "province")
    centers = [{"center": one, "opening": opening_line(one, language)} for one in found]
    return render(request, "web/help.html", {"centers": centers})


def pilots(request: HttpRequest) -> HttpResponse:
    """From contract to factory: deals in force that may become pilot projects."""
    in_force = Deal.objects.filter(state__in=("in_force", "recorded")).count()
    return render(request, "web/pilots.html", {"in_force": in_force})


COUNTED = {
    "trade": ("inquiry.opened", "inquiry.answered", "deal.agreed", "deal.in-force", "deal.recorded"),
    "region": ("need.posted", "match.qualified", "listing.published"),
    "law": ("legalcheck.done", "ownership.verified"),
}


def evaluation(request: HttpRequest) -> HttpResponse:
    """What the journal holds so far, center by center, and how centers will be judged."""
    language = page_language()
    columns = {PERSPECTIVES[code].name.of(language): events for code, events in COUNTED.items()}
    counted = Entry.objects.exclude(center="").values("center", "event").annotate(n=Count("pk"))
    table: dict[str, Counter[str]] = {}
    for row in counted:
        table.setdefault(row["center"], Counter())[row["event"]] = row["n"]
    working = Center.objects.filter(is_national=False).exclude(state=Center.State.REMOVED)
    rows = []
    for one in working.order_by("province", "pk"):
        acts = table.get(f"center:{one.pk}", Counter())
        cells = [(name, sum(acts[event] for event in events)) for name, events in columns.items()]
        rows.append({"center": one, "cells": cells})
    context = {
        "rows": rows,
        "columns": list(columns),
        "perspectives": [(one.name.of(language), one.question.of(language)) for one in PERSPECTIVES.values()],
    }
    return render(request, "web/evaluation.html", context)


def components(request: HttpRequest) -> HttpResponse:
    """The living page of components."""
    return render(request, "ui/gallery.html", gallery_context(page_language()))
