"""Events for everyone: the list, a page for each, its calendar entry and its proceedings."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from patentfair.adapters.documents.meeting_papers import Contribution, Proceedings, proceedings_pdf
from patentfair.apps.accounts.access import visible
from patentfair.apps.centers.models import Center
from patentfair.apps.exhibition.queries import open_halls
from patentfair.apps.meetings.access import EVENTS
from patentfair.apps.meetings.models import Event, Paper, Session
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.kernel.words import Words
from patentfair.domain.meetings.icalendar import CalendarEntry, icalendar
from patentfair.domain.patents.regions import PROVINCES
from patentfair.web.deals.kept_files import kept_file
from patentfair.web.exhibition.shown import hall_card
from patentfair.web.language import page_language
from patentfair.web.meetings.shown import (
    both,
    calendar_file,
    event_of,
    event_row,
    in_language,
    pdf,
    programme,
    registration_of,
    when_words,
)
from patentfair.web.meetings.words import KINDS, SESSIONS
from patentfair.web.request import PageRequest

__all__ = ["calendar", "calendar_entry", "event", "events", "paper", "proceedings", "proceedings_paper"]

UPCOMING = 50
PAGE = 20


def events(request: PageRequest) -> HttpResponse:
    """What is to come, and what was, by kind and region."""
    language, now = page_language(), timezone.now()
    found = visible(Event.objects.select_related("center"), EVENTS, "read", request.actor).exclude(
        state=Event.State.DRAFT
    )
    kinds = [
        {"value": code, "label": words.of(language), "selected": request.GET.get("kind") == code}
        for code, words in KINDS.items()
    ]
    codes = sorted({code[:2] for code in found.values_list("county_code", flat=True)})
    regions = [
        {"value": code, "label": PROVINCES[code].of(language), "selected": request.GET.get("region") == code}
        for code in codes
        if code in PROVINCES
    ]
    if request.GET.get("kind") in KINDS:
        found = found.filter(kind=request.GET["kind"])
    if request.GET.get("region") in PROVINCES:
        found = found.filter(county_code__startswith=request.GET["region"])
    # what a removed center announced is called off; until that is entered, it is not among what is to come
    found = found.exclude(state=Event.State.ANNOUNCED, ends_at__gt=now, center__state=Center.State.REMOVED)
    is_past = Q(ends_at__lte=now) | Q(state=Event.State.HELD)
    page = Paginator(found.filter(is_past).order_by("-starts_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    query = "".join(
        f"&{name}={request.GET[name]}" for name in ("kind", "region") if request.GET.get(name, "").isalnum()
    )
    context = {
        "upcoming": [event_row(one, language) for one in found.exclude(is_past).order_by("starts_at", "pk")[:UPCOMING]],
        "past": [event_row(one, language) for one in page],
        "kinds": kinds,
        "regions": regions,
        "is_filtered": bool(query),
        "is_staff": bool(request.actor.centers),
        "prev": f"?page={page.previous_page_number()}{query}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}{query}" if page.has_next() else "",
        "from": page.start_index(),
        "to": page.end_index(),
        "total": page.paginator.count,
    }
    return render(request, "web/meetings/events.html", context)


def event(request: PageRequest, pk: int) -> HttpResponse:
    """One event: when, where, the programme, who speaks, what regions report, and how to come."""
    language = page_language()
    found = event_of(request, pk, "read")
    days = programme(found, language)
    reports = [one for day in days for one in day["sessions"] if one["kind"] == Session.Kind.REPORT]
    speakers: list[dict[str, str]] = []
    for one in (speaker for day in days for row in day["sessions"] for speaker in row["speakers"]):
        if one not in speakers:
            speakers.append(one)
    context = {
        "event": found,
        "row": event_row(found, language),
        "days": days,
        "reports": reports,
        "speakers": speakers,
        "mine": registration_of(request, found),
        "is_staff": found.center_id in request.actor.centers,
        "has_proceedings": found.state == Event.State.HELD and bool(days),
        "reason": found.cancel_reason,
        "hall": _hall(found, language),
    }
    return render(request, "web/meetings/event.html", context)


def _hall(found: Event, language: str) -> dict[str, Any] | None:
    """The hall that belongs to the event, while it is open."""
    hall = open_halls().filter(key=found.hall).first() if found.hall else None
    return hall_card(hall, language) if hall else None


def calendar_entry(one: Event, language: str) -> CalendarEntry:
    """An event as an entry of a calendar."""
    return CalendarEntry(
        uid=f"event-{one.pk}@patentfair.invalid",
        start=one.starts_at,
        end=one.ends_at,
        summary=in_language(one, "title", language),
        place=in_language(one, "place", language),
        text=in_language(one, "about", language)[:1000],
        is_cancelled=one.state == Event.State.CANCELLED,
    )


def calendar(request: PageRequest, pk: int) -> HttpResponse:
    """The event for one's own calendar."""
    found = event_of(request, pk, "read")
    return calendar_file(icalendar([calendar_entry(found, page_language())], at=timezone.now()), f"event-{pk}")


def _papers(request: PageRequest, pk: int) -> tuple[Event, QuerySet[Session]]:
    """An event that was held, or any of one's own center, with its sessions."""
    found = event_of(request, pk, "read")
    if found.state != Event.State.HELD and found.center_id not in request.actor.centers:
        raise NotFound("not-found", what="proceedings")
    return found, found.sessions.exclude(kind=Session.Kind.BREAK).order_by("starts_at", "room", "pk")


def proceedings(request: PageRequest, pk: int) -> HttpResponse:
    """What was said, with the papers handed in."""
    language = page_language()
    found, _sessions = _papers(request, pk)
    days = programme(found, language)
    for day in days:
        day["sessions"] = [one for one in day["sessions"] if one["kind"] != Session.Kind.BREAK]
    context = {"event": found, "row": event_row(found, language), "days": days}
    return render(request, "web/meetings/proceedings.html", context)


def proceedings_paper(request: PageRequest, pk: int) -> HttpResponse:
    """Cover, contents and summaries in one paper."""
    found, sessions = _papers(request, pk)
    made = proceedings_pdf(
        Proceedings(
            event=both(found, "title"),
            kind=KINDS[found.kind],
            place=both(found, "place"),
            when=when_words(found.starts_at, found.ends_at),
            center=both(found.center, "name"),
            about=both(found, "about"),
            attended=found.verified,
            contributions=tuple(_contribution(one) for one in sessions.prefetch_related("speakers", "papers")),
            is_sample=found.is_sample,
        )
    )
    return pdf(made, f"proceedings-{pk}")


def _contribution(one: Session) -> Contribution:
    speakers = sorted(one.speakers.all(), key=lambda speaker: speaker.place)
    told: list[tuple[str, str]] = []
    for speaker in speakers:
        name, affiliation = both(speaker, "name"), both(speaker, "affiliation")
        told.append(
            (
                f"{name.zh}（{affiliation.zh}）" if affiliation.zh else name.zh,
                f"{name.en} ({affiliation.en})" if affiliation.en else name.en,
            )
        )
    return Contribution(
        title=both(one, "title"),
        kind=SESSIONS[one.kind],
        speakers=Words("、".join(zh for zh, _ in told), ", ".join(en for _, en in told)),
        when=when_words(one.starts_at, one.ends_at),
        abstract=both(one, "abstract"),
        papers=tuple(paper.title for paper in one.papers.all()),
    )


def paper(request: PageRequest, pk: int, paper: int) -> FileResponse:
    """One paper of the proceedings."""
    found, _sessions = _papers(request, pk)
    kept = Paper.objects.filter(session__event=found, pk=paper).first()
    if kept is None:
        raise NotFound("not-found", what="paper")
    return kept_file(kept.name, kept.sha256)
