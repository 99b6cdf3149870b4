"""The national index: what is offered and needed at every installation that is read, this one among them."""

from __future__ import annotations

import re
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from patentfair.apps.centers.models import Center
from patentfair.apps.network.models import IndexEntry, Peer
from patentfair.apps.network.queries import (
    OWN,
    Line,
    is_stale,
    line_rows,
    lines,
    own_feed,
    search_index,
)
from patentfair.domain.kernel.errors import NotFound
from patentfair.web.addresses import public_address
from patentfair.web.language import page_language
from patentfair.web.network.present import line_card, line_page, source_name, when
from patentfair.web.network.words import KINDS
from patentfair.web.present import label
from patentfair.web.request import PageRequest

__all__ = ["network", "network_atom", "network_entry", "own_name"]

PAGE = 20
NEWEST = 40
MOST_QUERY = 200
# What may stand nowhere in XML 1.0, and code points that are no characters.
_PLANES = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
_NOT_XML = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef{_PLANES}]")


def own_name(language: str) -> str:
    """What this installation is called beside others: its national hall, else its first center."""
    center = Center.objects.order_by("-is_national", "pk").first()
    if center is None:
        return _("This installation")
    return center.name_zh if language == "zh" else center.name_en


def network(request: PageRequest) -> HttpResponse:
    """Search all that is offered and needed, each family once, and see how old each source is."""
    language, now = page_language(), timezone.now()
    words = request.GET.get("q", "")[:MOST_QUERY].strip()
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in KINDS else ""
    peer = request.GET.get("from", "")[:12]
    page = Paginator(line_rows(search_index(words=words, kind=kind, peer=peer)), PAGE).get_page(request.GET.get("page"))
    found = lines([row["line"] for row in page])
    others = request.GET.copy()
    others.pop("page", None)
    kept = f"&{others.urlencode()}" if others else ""
    own = own_name(language)
    context = {
        "q": words,
        "cards": [line_card(found[row["line"]], language, own) for row in page if row["line"] in found],
        "kinds": [
            {"value": one, "label": names.of(language), "selected": one == kind}
            for one, names in KINDS.items()
            if one == kind or IndexEntry.objects.filter(state="live", kind=one).exists()
        ],
        "sources": _sources(language, own, peer),
        "stale": [one for one in Peer.objects.exclude(state=Peer.State.REMOVED) if is_stale(one, now)],
        "total": page.paginator.count,
        "prev": f"?page={page.previous_page_number()}{kept}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}{kept}" if page.has_next() else "",
        "from": page.start_index(),
        "to": page.end_index(),
    }
    return render(request, "web/network/index.html", context)


def network_entry(request: PageRequest, pk: int) -> HttpResponse:
    """One line of the index: every source side by side, and what they say differently."""
    language = page_language()
    entry = IndexEntry.objects.filter(pk=pk).exclude(state="passed").select_related("peer").first()
    if entry is None:
        raise NotFound("not-found", what="entry")
    own = own_name(language)
    if entry.state == "withdrawn":
        context: dict[str, Any] = {
            "withdrawn": when(entry.issued_at),
            "moved_to": entry.moved_to,
            "who": source_name(entry.peer, language, own),
            "kind": label(KINDS, entry.kind, language),
        }
        return render(request, "web/network/withdrawn.html", context, status=410)
    line = lines([entry.line]).get(entry.line) or Line(entry.line, (entry,), ())
    page = line_page(line, language, own, timezone.now())
    here = next(one for one in page["sources"] if one["pk"] == pk)
    context = {**page, "here": here, "kind": label(KINDS, entry.kind, language), "entry_kind": entry.kind}
    return render(request, "web/network/entry.html", context)


def network_atom(request: PageRequest) -> HttpResponse:
    """The newest of the index as an Atom feed, for feed readers."""
    language = page_language()
    own = own_name(language)
    entries = list(IndexEntry.objects.filter(state="live").select_related("peer").order_by("-issued_at", "pk")[:NEWEST])
    rows = []
    for one in entries:
        card = line_card(Line(one.line, (one,), ()), language, own)
        rows.append({**card, "uid": one.uid, "at": one.issued_at, "who": card["sources"][0]})
    feed = own_feed()
    context = {
        "rows": rows,
        "language": language,
        "address": public_address(request),
        "updated": entries[0].issued_at if entries else (feed.begun_at if feed else timezone.now()),
        "own": own,
    }
    body = _NOT_XML.sub("", render_to_string("web/network/news.atom", context, request))
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def _sources(language: str, own: str, chosen: str) -> list[dict[str, Any]]:
    """Installations whose entries are in the index, with the day up to which each is known."""
    now = timezone.now()
    ours = {"value": OWN, "name": own, "as_of": "", "stale": False, "selected": chosen == OWN, "address": ""}
    theirs = [
        {
            "value": str(peer.pk),
            "name": source_name(peer, language, own),
            "as_of": when(peer.pulled_at),
            "stale": is_stale(peer, now),
            "selected": chosen == str(peer.pk),
            "address": peer.address,
        }
        for peer in Peer.objects.exclude(state=Peer.State.REMOVED).order_by("pk")
    ]
    return [ours, *theirs]
