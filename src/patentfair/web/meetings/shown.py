"""Events, sessions and appointments as pages show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from patentfair.apps.accounts.access import fetch
from patentfair.apps.centers.models import Center
from patentfair.apps.meetings.access import EVENTS
from patentfair.apps.meetings.models import Appointment, Event, Participant, Registration, Session
from patentfair.apps.meetings.queries import door_times
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.regions import PROVINCES
from patentfair.web.meetings.places import place_words
from patentfair.web.meetings.words import KINDS, LANGUAGES, SESSIONS, STATES
from patentfair.web.present import label
from patentfair.web.refusals import refusal_page
from patentfair.web.request import PageRequest

__all__ = [
    "both",
    "calendar_file",
    "day_words",
    "doors",
    "event_of",
    "event_row",
    "held_by_code",
    "in_language",
    "participant_choice",
    "pdf",
    "people_of",
    "person",
    "personal",
    "programme",
    "registration_of",
    "session_row",
    "slot_time",
    "when_words",
]


def personal(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For pages that show persons, or whose address is a key: no cache keeps them, no log their address if refused."""

    @wraps(view)
    def guarded(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except DomainError as error:
            response = refusal_page(request, error)
        response["Cache-Control"] = "private, no-store"
        if response.status_code < 500:
            response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - Django's own mark
        return response

    return guarded


def event_of(request: PageRequest, pk: int, act: str) -> Event:
    """The event, if this actor may `act` on it."""
    return fetch(Event.objects.select_related("center"), EVENTS, act, request.actor, pk=pk)


def held_by_code(code: str) -> Registration:
    """The registration whose secret this is."""
    found = Registration.objects.select_related("event__center", "attendee").filter(code=code).first()
    if found is None:
        raise NotFound("not-found", what="registration")
    return found


def doors(event: Event) -> dict[str, Any]:
    """Whether people check in now, and from when they do where it is too early."""
    opens, closes = door_times(event)
    now = timezone.now()
    return {
        "doors_open": event.state == Event.State.ANNOUNCED and opens <= now <= closes,
        "doors_from": timezone.localtime(opens) if event.state == Event.State.ANNOUNCED and now < opens else None,
    }


def registration_of(request: PageRequest, event: Event) -> Registration | None:
    """The newest registration made with the account of whoever asks: one that stands, or that the center cancelled."""
    if request.actor.user_id is None:
        return None
    mine = Registration.objects.filter(event=event, user=request.actor.user_id)
    return mine.filter(~Q(state=Registration.State.CANCELLED) | ~Q(cancel_reason="")).order_by("-pk").first()


def in_language(thing: object, name: str, language: str) -> str:
    """A field kept in both languages, in the page's language, else in the other."""
    zh, en = str(getattr(thing, f"{name}_zh")), str(getattr(thing, f"{name}_en"))
    return (zh or en) if language == "zh" else (en or zh)


def both(thing: object, name: str) -> Words:
    """A field kept in both languages; where one is missing, the other stands for both."""
    zh, en = getattr(thing, f"{name}_zh"), getattr(thing, f"{name}_en")
    return Words(zh or en, en or zh)


def _in_both(value: date | datetime, form: str) -> Words:
    texts = []
    for language in ("zh", "en"):
        with override(language):
            texts.append(date_format(value, form))
    return Words(*texts)


def day_words(value: datetime) -> Words:
    """The day of a moment, as people of each language write it."""
    return _in_both(timezone.localtime(value), "DATE_FORMAT")


def when_words(start: datetime, end: datetime) -> Words:
    """From when until when."""
    start, end = timezone.localtime(start), timezone.localtime(end)
    first = _in_both(start, "DATE_FORMAT")
    if start.date() == end.date():
        times = f"{start:%H:%M}–{end:%H:%M}"
        return Words(f"{first.zh} {times}", f"{first.en}, {times}")
    last = _in_both(end, "DATE_FORMAT")
    return Words(
        f"{first.zh} {start:%H:%M} 至 {last.zh} {end:%H:%M}", f"{first.en}, {start:%H:%M} to {last.en}, {end:%H:%M}"
    )


def slot_time(start: datetime, end: datetime) -> str:
    """ "09:00–09:20"."""
    return f"{timezone.localtime(start):%H:%M}–{timezone.localtime(end):%H:%M}"


def event_row(one: Event, language: str) -> dict[str, Any]:
    """An event in a list and at the head of its pages."""
    start = timezone.localtime(one.starts_at)
    other = one.title_en if language == "zh" else one.title_zh
    title = in_language(one, "title", language)
    return {
        "pk": one.pk,
        "title": title,
        "other_title": other if other != title else "",
        "other_lang": "en" if language == "zh" else "zh-CN",
        "kind": one.kind,
        "kind_label": label(KINDS, one.kind, language),
        "state": one.state,
        "state_label": label(STATES, one.state, language),
        "when": when_words(one.starts_at, one.ends_at).of(language),
        "day": start.day,
        "month": f"{start.year}年{start.month}月" if language == "zh" else f"{start:%b} {start.year}",
        "place": in_language(one, "place", language),
        "region": place_words(one.county_code).of(language),
        "is_online": one.is_online,
        "language": label(LANGUAGES, one.language, language),
        "center": in_language(one.center, "name", language),
        "center_key": one.center.key,
        "capacity": one.capacity,
        "left": one.capacity - one.taken,
        "about": in_language(one, "about", language),
        "is_open": one.state == Event.State.ANNOUNCED
        and one.ends_at > timezone.now()
        and one.center.state != Center.State.REMOVED,
        "verified": one.verified,
    }


def programme(event: Event, language: str) -> list[dict[str, Any]]:
    """The programme day by day."""
    days: list[dict[str, Any]] = []
    sessions = event.sessions.order_by("starts_at", "room", "pk").prefetch_related("speakers", "papers")
    for one in sessions:
        day = day_words(one.starts_at).of(language)
        if not days or days[-1]["day"] != day:
            days.append({"day": day, "sessions": []})
        days[-1]["sessions"].append(session_row(one, language))
    return days


def session_row(one: Session, language: str) -> dict[str, Any]:
    """A part of the programme."""
    region = PROVINCES.get(one.province)
    title = in_language(one, "title", language)
    other = one.title_en if language == "zh" else one.title_zh
    return {
        "pk": one.pk,
        "kind": one.kind,
        "kind_label": label(SESSIONS, one.kind, language),
        "time": slot_time(one.starts_at, one.ends_at),
        "room": one.room,
        "title": title,
        "other_title": other if other != title else "",
        "other_lang": "en" if language == "zh" else "zh-CN",
        "abstract": in_language(one, "abstract", language),
        "region": region.of(language) if region else "",
        "speakers": [
            {
                "name": in_language(speaker, "name", language),
                "affiliation": in_language(speaker, "affiliation", language),
            }
            for speaker in sorted(one.speakers.all(), key=lambda speaker: speaker.place)
        ],
        "papers": [{"pk": paper.pk, "title": paper.title, "name": paper.name} for paper in one.papers.all()],
    }


def person(registration: Registration, language: str) -> dict[str, str]:
    """Who is behind a registration, as far as it is still known."""
    attendee = getattr(registration, "attendee", None)
    unknown = Words("（已删除）", "(erased)").of(language)
    return {
        "name": attendee.name if attendee else unknown,
        "organisation": attendee.organisation if attendee else "",
        "contact": attendee.contact if attendee else "",
        "offers": attendee.offers if attendee else "",
        "seeks": attendee.seeks if attendee else "",
    }


def people_of(appointments: Iterable[Appointment], language: str) -> list[dict[str, Any]]:
    """Appointments with both sides, for the staff's table."""
    rows = []
    for one in appointments:
        seats = sorted(one.seats.all(), key=lambda seat: seat.participant_id)
        rows.append(
            {
                "pk": one.pk,
                "day": day_words(one.slot.starts_at).of(language),
                "time": slot_time(one.slot.starts_at, one.slot.ends_at),
                "slot": one.slot_id,
                "room": one.slot.room,
                "table": one.table,
                "is_fixed": one.is_fixed,
                "is_held": one.held_at is not None,
                "sides": [
                    {
                        "seat": seat.pk,
                        "is_off": seat.participant.registration.state == Registration.State.CANCELLED,
                        "came": seat.came_at is not None,
                        "checked_in": seat.participant.registration.checked_in_at is not None,
                        **person(seat.participant.registration, language),
                    }
                    for seat in seats
                ],
            }
        )
    return rows


def participant_choice(one: Participant, language: str) -> str:
    """A participant in a list to choose from."""
    who = person(one.registration, language)
    return " · ".join(part for part in (who["name"], who["organisation"]) if part)


def pdf(data: bytes, name: str) -> HttpResponse:
    """A paper to be shown or kept."""
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def calendar_file(data: bytes, name: str) -> HttpResponse:
    """Entries for a calendar."""
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
