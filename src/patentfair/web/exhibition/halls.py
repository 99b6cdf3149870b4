"""What visitors see: the halls, a hall, an exhibit, the kiosk, and the way from a code on a label."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from patentfair.apps.accounts.access import fetch
from patentfair.apps.exhibition.access import EXHIBITS, HALLS, SHOWN
from patentfair.apps.exhibition.actions.visits import count_visit
from patentfair.apps.exhibition.models import Exhibit, Hall
from patentfair.apps.exhibition.queries import covers_of, is_open, open_halls, shown_exhibits
from patentfair.apps.learning.queries import lessons_on
from patentfair.apps.market.models import Listing, Publication
from patentfair.apps.registry.queries import record_of
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.patents.fields import FIELDS
from patentfair.web import labels
from patentfair.web.exhibition.codes import counted_mark, read_code, was_counted
from patentfair.web.exhibition.shown import (
    exhibit_card,
    hall_card,
    hall_lede,
    hall_name,
    pictures_of,
    text_rows,
)
from patentfair.web.language import page_language
from patentfair.web.learning.shown import lesson_row
from patentfair.web.present import class_chips, field_label, label, region_label
from patentfair.web.request import PageRequest
from patentfair.web.throttle import is_new_visit, visitor_address

__all__ = ["code", "exhibit", "hall", "halls", "kiosk", "kiosk_worker"]

_MACHINES = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget", re.IGNORECASE)


@require_safe
def halls(request: PageRequest) -> HttpResponse:
    """Every open hall of the network, and the fields of technology that have something on offer."""
    language = page_language()
    region = request.GET.get("region", "")
    every = list(open_halls())
    here = [one for one in every if not region or one.center.province == region]
    covers = covers_of(here)
    context = {
        "halls": [hall_card(one, language, covers.get(one.pk)) for one in here],
        "regions": [
            {"code": code, "name": region_label(code, language), "count": count, "selected": code == region}
            for code, count in sorted(Counter(one.center.province for one in every).items())
        ],
        "sectors": _sectors(language),
    }
    return render(request, "web/exhibition/halls.html", context)


def _sectors(language: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Fields of technology that have something on offer, under their sectors."""
    counts = Counter(
        Listing.objects.filter(state=Publication.PUBLISHED)
        .exclude(patent__field=None)
        .values_list("patent__field", flat=True)
    )
    sectors: dict[str, list[dict[str, Any]]] = {}
    for number in sorted(number for number in counts if number):
        row = {
            "name": field_label(number, language),
            "count": counts[number],
            "url": f"{reverse('listings')}?field={number}",
        }
        sectors.setdefault(FIELDS[number].sector.name.of(language), []).append(row)
    return list(sectors.items())


def _hall(request: PageRequest, key: str) -> Hall:
    return fetch(Hall.objects.select_related("center"), HALLS, "read", request.actor, key=key)


@require_safe
def hall(request: PageRequest, key: str) -> HttpResponse:
    """One hall: the words at the entrance, and its exhibits in order, along the chain where it follows one."""
    language, today = page_language(), timezone.localdate()
    found = _hall(request, key)
    lede, lede_language = hall_lede(found, language)
    cards = [exhibit_card(one, language, today) for one in shown_exhibits(found)]
    context = {
        "hall": found,
        "name": hall_name(found, language),
        "lede": lede,
        "lede_language": lede_language,
        "groups": _groups(found, cards, language),
        "count": len(cards),
        "is_closed": found.state != Hall.State.DRAFT and not is_open(found),
        "region": region_label(found.center.province, language),
        "may_arrange": found.center_id in request.actor.centers,
    }
    return render(request, "web/exhibition/hall.html", context)


def _groups(found: Hall, cards: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """The cards by the links of the chain; all in one group without a chain. An empty link is shown as a gap."""
    if found.kind != Hall.Kind.CHAIN:
        return [{"name": "", "cards": cards}]
    groups = [
        {"name": link.get(language) or link.get("zh") or link.get("en", ""), "cards": [], "number": at + 1}
        for at, link in enumerate(found.links)
    ]
    beside: list[dict[str, Any]] = []
    for card in cards:
        at = card["link"]
        (groups[at]["cards"] if at is not None and at < len(groups) else beside).append(card)
    return [*groups, {"name": "", "cards": beside}] if beside else groups


@require_safe
def exhibit(request: PageRequest, key: str, number: int) -> HttpResponse:
    """One exhibit: what problem, how it works, what is new, who could use it; the right behind it; a way to ask."""
    language, today = page_language(), timezone.localdate()
    found = fetch(
        Exhibit.objects.select_related("hall__center", "patent", "owner", "listing").prefetch_related("pictures"),
        EXHIBITS,
        "read",
        request.actor,
        hall__key=key,
        number=number,
    )
    is_public = found.shown_at is not None and found.state != Exhibit.State.WITHDRAWN
    if is_public and is_open(found.hall) and not was_counted(found.pk, request.GET.get("v", "")):
        _count(request, found, "page")
    others = list(shown_exhibits(found.hall))
    place = next((at for at, one in enumerate(others) if one.pk == found.pk), None)
    card = exhibit_card(found, language, today, draft=not is_public)
    record = record_of(found.patent)
    listing = found.listing if found.listing and found.listing.state == Publication.PUBLISHED else None
    context = {
        "exhibit": found,
        "card": card,
        "texts": [row for name, row in card["texts"].items() if name != "title" and row["text"]],
        "title": card["texts"]["title"],
        "pictures": pictures_of(found, language, draft=not is_public),
        "hall_name": hall_name(found.hall, language),
        "patent_title": found.patent.title_in(language),
        "kind": label(labels.RIGHT_TYPES, found.patent.right_type, language),
        "classes": class_chips([c.symbol for c in record.classes if c.scheme.value == "ipc"], language, limit=4),
        "listing": listing,
        "lessons": [lesson_row(one, language) for one in lessons_on(found)],
        "is_public": is_public,
        "before": _neighbour(others, place, -1, language),
        "after": _neighbour(others, place, 1, language),
        "may_arrange": found.hall.center_id in request.actor.centers,
    }
    return render(request, "web/exhibition/exhibit.html", context)


def _neighbour(others: list[Exhibit], place: int | None, step: int, language: str) -> dict[str, Any] | None:
    if place is None or not 0 <= place + step < len(others):
        return None
    one = others[place + step]
    return {
        "url": reverse("exhibit", args=[one.hall.key, one.number]),
        "number": one.number,
        "title": text_rows(one, language)["title"],
    }


def _count(request: PageRequest, found: Exhibit, way: str) -> None:
    """Count the visit, unless a machine comes, or somebody who was counted a while ago."""
    browser, today = request.headers.get("User-Agent", ""), timezone.localdate()
    if request.method != "GET" or _MACHINES.search(browser):
        return
    if is_new_visit(f"exhibit:{found.pk}:{way}", visitor_address(request), browser, today):
        count_visit(actor=request.actor, exhibit=found, way=way, today=today)


@require_safe
def code(request: PageRequest, code: str) -> HttpResponse:
    """From the code on a label, a poster or a catalogue to its exhibit, counting the way and nothing else."""
    read = read_code(code)
    if read is None:
        raise NotFound("not-found", what="exhibit")
    pk, way = read
    found = get_object_or_404(Exhibit.objects.filter(SHOWN).select_related("hall"), pk=pk)
    _count(request, found, way)
    return redirect(reverse("exhibit", args=[found.hall.key, found.number]) + f"?v={counted_mark(pk)}")


@require_safe
def kiosk(request: PageRequest, key: str) -> HttpResponse:
    """The hall on a touch screen: one exhibit a screen, large, usable without a network once it was opened."""
    language, today = page_language(), timezone.localdate()
    found = _hall(request, key)
    if found.state != Hall.State.DRAFT and not is_open(found):
        raise NotFound("not-found", what="hall")
    cards = [exhibit_card(one, language, today) for one in shown_exhibits(found)]
    for at, card in enumerate(cards):
        card["code_url"] = reverse("exhibit-qr", args=[card["pk"]])
        card["rows"] = [row for name, row in card["texts"].items() if name != "title" and row["text"]]
        card["before"] = f"e{cards[at - 1]['number']}" if at else "top"
        card["after"] = f"e{cards[at + 1]['number']}" if at + 1 < len(cards) else "top"
    context = {
        "hall": found,
        "name": hall_name(found, language),
        "lede": hall_lede(found, language)[0],
        "cards": cards,
        "worker_url": reverse("kiosk-worker") if found.state == Hall.State.OPEN else "",
    }
    response = render(request, "web/exhibition/kiosk.html", context)
    response["Cache-Control"] = "no-cache" if found.state == Hall.State.OPEN else "private, no-store"
    return response


@require_safe
def kiosk_worker(_request: HttpRequest) -> HttpResponse:
    """The script that keeps a kiosk's page and pictures for when the network is away."""
    script = files("patentfair.web.ui").joinpath("static/ui/kiosk-worker.js").read_bytes()
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "no-cache"
    return response
