"""The hall of all centers, and what a center shows of itself to everyone."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from patentfair.adapters.documents.store import path_of
from patentfair.apps.centers.models import Center, PublicAccounts
from patentfair.apps.centers.reading import current_accounts, lines_of
from patentfair.apps.exhibition.queries import covers_of, open_halls
from patentfair.apps.market.models import Deal, Listing, Need, Publication
from patentfair.apps.meetings.models import Event
from patentfair.domain.centers.accounts import CATEGORIES, Line
from patentfair.domain.centers.hours import is_open, spoken
from patentfair.domain.centers.region_profile import region_name
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.patents.regions import PROVINCES
from patentfair.web.centers.opening import opening_line
from patentfair.web.centers.pages import amount, bars
from patentfair.web.centers.plan_shown import calibration_of, plan_rows
from patentfair.web.centers.words import CENTER_STATES, DIFFICULTIES, OUTCOMES, SIDES, TASK_ENDED, TASK_STATES
from patentfair.web.exhibition.shown import hall_card
from patentfair.web.language import page_language
from patentfair.web.meetings.shown import event_row
from patentfair.web.present import day, label, listing_card, need_card
from patentfair.web.request import PageRequest
from patentfair.web.ui.tiles import SHORT, TILES

__all__ = ["accounts", "banner", "center", "centers", "province_tiles"]

FRONT = 6
MOST_STEPS = 30


def province_tiles(counts: dict[str, int], urls: dict[str, str], language: str) -> list[dict[str, Any]]:
    """The provinces on the tile map with a count and an address each."""
    most = max(counts.values(), default=1) or 1
    return [
        {
            "code": code,
            "label": PROVINCES[code].zh.removesuffix("市").removesuffix("省")[: 3 if code in ("15", "23") else 2]
            if language == "zh"
            else PROVINCES[code].en,
            "short": SHORT.get(code, "") if language == "en" else "",
            "url": urls[code],
            "count": counts.get(code, 0),
            "level": min(4, -(-4 * counts.get(code, 0) // most)) if counts.get(code) else 0,
            "row": place[0],
            "col": place[1],
        }
        for code, place in TILES.items()
    ]


def centers(request: PageRequest) -> HttpResponse:
    """The network on a tile map, and its centers; those that were removed at the end."""
    language = page_language()
    every = list(Center.objects.order_by("-is_national", "province", "pk"))
    working = [one for one in every if one.state != Center.State.REMOVED]
    listings = Counter(
        Listing.objects.filter(state=Publication.PUBLISHED).values_list("organisation__province", flat=True)
    )
    first = {one.province: one for one in reversed(working) if not one.is_national}
    urls = {
        code: f"/{language}/centers/{first[code].key}" if code in first else f"/{language}/listings?region={code}"
        for code in TILES
    }
    context = {
        "centers": [{"center": one, "opening": opening_line(one, language)} for one in working],
        "archive": [one for one in every if one.state == Center.State.REMOVED],
        "tiles": province_tiles(listings, urls, language),
    }
    return render(request, "web/centers.html", context)


def center(request: PageRequest, key: str) -> HttpResponse:
    """One center: where, when, what it does and plans, what it spent, how it was reviewed, what is on offer there."""
    language, today = page_language(), timezone.localdate()
    found = _public(key)
    mine = Q() if found.is_national else Q(center=found)
    listings = Listing.objects.filter(mine, state=Publication.PUBLISHED).select_related("organisation", "patent")
    needs = Need.objects.filter(mine, state=Publication.PUBLISHED).select_related("organisation")
    deals = Deal.objects.filter(mine)
    now = timezone.localtime()
    published = current_accounts(found)[:1]
    plans = list(found.plans.exclude(state="draft").order_by("-year"))
    running = next((one for one in plans if one.year == today.year), None)
    halls = list(open_halls().filter(center=found)[:FRONT])
    covers = covers_of(halls)
    events = Event.objects.filter(center=found, state=Event.State.ANNOUNCED, ends_at__gte=now)
    events = events.exclude(center__state=Center.State.REMOVED)
    events = events.select_related("center").order_by("starts_at", "pk")
    context = {
        "center": found,
        "state": label(CENTER_STATES, found.state, language),
        "services": found.services_zh if language == "zh" else found.services_en,
        "about": found.about_zh if language == "zh" else found.about_en,
        "opening": found.opening_zh if language == "zh" else found.opening_en,
        "address": (found.address_zh if language == "zh" else found.address_en),
        "alt": found.banner_alt_zh if language == "zh" else found.banner_alt_en,
        "hours": [(names.of(language), hours) for names, hours in spoken(found.hours)] if found.hours else [],
        "is_open": bool(found.hours) and is_open(found.hours, now.weekday(), now.hour * 60 + now.minute),
        "regions": _regions(found, language),
        "partners": list(found.partners.order_by("pk")),
        "listings": [listing_card(one, language, today) for one in listings.order_by("-published_at", "-pk")[:FRONT]],
        "needs": [need_card(one, language) for one in needs.order_by("-published_at", "-pk")[:FRONT]],
        "counts": {
            "listings": listings.count(),
            "needs": needs.count(),
            "answered": deals.exclude(state="inquiry").count(),
            "in_force": deals.filter(state__in=("in_force", "recorded")).count(),
        },
        "halls": [hall_card(one, language, covers.get(one.pk)) for one in halls],
        "events": [event_row(one, language) for one in events[:FRONT]],
        "plans": plans,
        "running": plan_rows(running, language) if running else None,
        "calibration": calibration_of(plans, today),
        "accounts": _accounts(published[0], language) if published else None,
        "tasks": _tasks(found, language),
        "history": [
            {
                "event": step.event,
                "outcome": label(OUTCOMES, step.outcome, language) if step.outcome else "",
                "year": step.year,
                "reason": step.reason,
                "when": day(timezone.localdate(step.at)),
            }
            for step in found.steps.order_by("-at", "-pk")[:MOST_STEPS]
        ],
        "works_here": found.pk in request.actor.centers,
        "judges": request.actor.is_national_admin or found.province in request.actor.provinces,
    }
    return render(request, "web/center.html", context)


@require_safe
def banner(request: PageRequest, key: str) -> FileResponse:  # noqa: ARG001 - every view is given it
    """The picture at the head of a center's page, as the platform encoded it."""
    found = _public(key)
    path = path_of(Path(settings.FILES_ROOT), found.banner_sha256) if found.banner_sha256 else None
    if path is None or not path.is_file():
        raise NotFound("not-found", what="file")
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=3600"
    return response


def accounts(request: PageRequest, key: str, year: int) -> HttpResponse:
    """The accounts of one year: income by source, expenditure by purpose, the surplus, and earlier versions."""
    language = page_language()
    found = _public(key)
    versions = list(found.accounts.filter(year=year).order_by("-version"))
    if not versions:
        raise NotFound("not-found", what="accounts")
    asked = request.GET.get("version", "")
    shown = next((one for one in versions if str(one.version) == asked), versions[0])
    context = {
        "center": found,
        "year": year,
        "shown": shown,
        "accounts": _accounts(shown, language),
        "versions": [
            {"number": one.version, "when": day(timezone.localdate(one.published_at)), "sha256": one.sha256}
            for one in versions
        ],
        "is_newest": shown.pk == versions[0].pk,
        "years": sorted(set(found.accounts.values_list("year", flat=True)), reverse=True),
        "published": day(timezone.localdate(shown.published_at)),
    }
    return render(request, "web/centers/accounts.html", context)


def _public(key: str) -> Center:
    found = Center.objects.filter(key=key).first()
    if found is None:
        raise NotFound("not-found", what="center")
    return found


def _regions(found: Center, language: str) -> list[tuple[str, str]]:
    codes = [found.province, *found.regions.order_by("code").values_list("code", flat=True)]
    return [(code, region_name(code).of(language)) for code in codes]


def _accounts(one: PublicAccounts, language: str) -> dict[str, Any]:
    rows, sums = lines_of(one)
    return {
        "year": one.year,
        "income": amount(sums.income, language),
        "expenditure": amount(sums.expenditure, language),
        "surplus": amount(abs(sums.surplus), language),
        "is_deficit": sums.surplus < 0,
        "note": one.note,
        "sides": [
            _side(side, mine, language)
            for side in CATEGORIES
            if (mine := sorted((line for line in rows if line.side == side), key=lambda line: -line.amount))
        ],
    }


def _side(side: str, rows: list[Line], language: str) -> dict[str, Any]:
    """One side of accounts, the largest line first; bars and table say the same amounts."""
    total = sum((line.amount for line in rows), Decimal(0))
    named = [(CATEGORIES[side][line.category].of(language), line.amount, f"{line.amount:,.2f}") for line in rows]
    return {
        "code": side,
        "name": SIDES[side].of(language),
        "rows": [
            {"name": name, "text": text, "share": f"{100 * value / total:.1f}" if total else "—"}
            for name, value, text in named
        ],
        "sum": f"{total:,.2f}",
        "chart": bars(named),
    }


def _tasks(found: Center, language: str) -> list[dict[str, Any]]:
    tasks = found.tasks.exclude(state="proposed").select_related("goal").order_by("due", "pk")
    is_working, ended = found.state != Center.State.REMOVED, TASK_ENDED.of(language)
    return [
        {
            "title": one.title_zh if language == "zh" else one.title_en,
            "goal": one.goal.title_zh if language == "zh" else one.goal.title_en,
            "region": one.goal.region,
            "difficulty": label(DIFFICULTIES, str(one.difficulty), language),
            "due": day(one.due),
            "state": one.state,
            "state_label": label(TASK_STATES, one.state, language) if is_working or one.state == "done" else ended,
        }
        for one in tasks
    ]
