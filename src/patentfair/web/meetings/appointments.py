"""The appointments of one participant: taking part, wishes, and the schedule once it is published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.adapters.documents.meeting_papers import Schedule, ScheduleRow, schedule_pdf
from patentfair.apps.meetings.actions import appointments as actions
from patentfair.apps.meetings.models import Appointment, Event, Participant, Plan, Registration
from patentfair.apps.meetings.planning import taking_part
from patentfair.apps.meetings.queries import schedule_of
from patentfair.domain.kernel.errors import DomainError, Invalid, NotFound, Refused
from patentfair.domain.meetings.icalendar import CalendarEntry, icalendar
from patentfair.web.language import page_language
from patentfair.web.meetings.forms import JoinForm
from patentfair.web.meetings.shown import (
    both,
    calendar_file,
    day_words,
    event_row,
    held_by_code,
    in_language,
    pdf,
    person,
    personal,
    slot_time,
    when_words,
)
from patentfair.web.meetings.words import STRENGTHS
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["my_appointments", "my_calendar", "my_schedule", "my_wishes"]

PAGE = 20


def _held(code: str) -> Registration:
    found = held_by_code(code)
    if found.event.kind != Event.Kind.MATCHMAKING:
        raise NotFound("not-found", what="registration")
    return found


def _participant(registration: Registration) -> Participant | None:
    return (
        Participant.objects.filter(registration=registration)
        .exclude(registration__state=Registration.State.CANCELLED)
        .select_related("registration__event")
        .first()
    )


@personal
def my_appointments(request: PageRequest, code: str) -> HttpResponse:
    """Take part, say when one is free, and read one's schedule; a POST keeps how one takes part."""
    language = page_language()
    found = _held(code)
    event, who = found.event, person(found, language)
    participant = _participant(found)
    initial: dict[str, Any] = {"offers": who["offers"], "seeks": who["seeks"]}
    if participant is not None:
        away = participant.unavailable.values_list("slot_id", flat=True)
        initial |= {"most": participant.most, "unavailable": [str(pk) for pk in away]}
    slots = event.slots.order_by("starts_at", "pk")
    form = JoinForm(
        request.POST or None,
        language=language,
        initial=initial,
        slots=[
            (str(one.pk), f"{day_words(one.starts_at).of(language)} {slot_time(one.starts_at, one.ends_at)}")
            for one in slots
        ],
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"unavailable": [int(pk) for pk in form.cleaned_data["unavailable"]]}
        try:
            actions.join_appointments(actor=request.actor, registration=found, **data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("You take part. Now say whom you wish to meet."))
            return redirect("my-appointments", code=code)
    context = {
        "registration": found,
        "row": event_row(event, language),
        "form": form,
        "participant": participant,
        "may_change": event.state == Event.State.ANNOUNCED and event.ends_at > timezone.now(),
        "is_published": event.plans.filter(state=Plan.State.PUBLISHED).exists(),
        "schedule": [_row(one, other, language) for one, other in schedule_of(participant)] if participant else [],
        **(_wishes(request, participant, language) if participant else {}),
    }
    return render(request, "web/meetings/my_appointments.html", context)


def _wishes(request: PageRequest, participant: Participant, language: str) -> dict[str, Any]:
    """The others, those searched for or all, with the wish that stands."""
    query = request.GET.get("q", "").strip()[:80]
    standing = dict(participant.wishes.values_list("to_id", "strength"))
    others = (
        taking_part(participant.event)
        .exclude(pk=participant.pk)
        .select_related("registration__attendee")
        .order_by("registration__attendee__organisation", "registration__attendee__name", "pk")
    )
    if query:
        others = others.filter(
            Q(registration__attendee__name__icontains=query)
            | Q(registration__attendee__organisation__icontains=query)
            | Q(registration__attendee__offers__icontains=query)
            | Q(registration__attendee__seeks__icontains=query)
        )
    only_mine = request.GET.get("mine") == "1"
    if only_mine:
        others = others.filter(pk__in=list(standing))
    page = Paginator(others, PAGE).get_page(request.GET.get("page"))
    suffix = (f"&q={query}" if query.isalnum() else "") + ("&mine=1" if only_mine else "")
    return {
        "others": [
            {
                "pk": one.pk,
                **person(one.registration, language),
                "choices": [
                    {"value": 0, "label": _("no wish"), "chosen": one.pk not in standing},
                    *(
                        {"value": k, "label": words.of(language), "chosen": standing.get(one.pk) == k}
                        for k, words in STRENGTHS.items()
                    ),
                ],
            }
            for one in page
        ],
        "query": query,
        "only_mine": only_mine,
        "wish_count": len(standing),
        "back": request.GET.urlencode(),
        "prev": f"?page={page.previous_page_number()}{suffix}#wishes" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}{suffix}#wishes" if page.has_next() else "",
        "from": page.start_index(),
        "to": page.end_index(),
        "total": page.paginator.count,
    }


@personal
@require_POST
def my_wishes(request: PageRequest, code: str) -> HttpResponse:
    """Keep the wishes of one page of participants."""
    participant = _participant(_held(code))
    if participant is None:
        raise Refused("appointments.not-joined")
    wishes = {}
    for name, value in request.POST.items():
        if name.startswith("wish-"):
            number = name.removeprefix("wish-")
            if not (number.isdecimal() and len(number) < 16 and value in ("0", "1", "2", "3")):
                raise Invalid("appointments.wish", field="wishes")
            wishes[int(number)] = int(value)
    count = actions.state_wishes(actor=request.actor, participant=participant, wishes=wishes)
    messages.success(request, _("Your wishes are kept: %(count)d in all.") % {"count": count})
    query = request.POST.get("back", "")[:200]
    address = reverse("my-appointments", args=[code])
    return redirect(f"{address}?{query}#wishes" if query else f"{address}#wishes")


def _row(one: Appointment, other: Participant, language: str) -> dict[str, Any]:
    return {
        "day": day_words(one.slot.starts_at).of(language),
        "time": slot_time(one.slot.starts_at, one.slot.ends_at),
        "table": one.table,
        "room": one.slot.room,
        "is_held": one.held_at is not None,
        "is_off": other.registration.state == Registration.State.CANCELLED,
        **person(other.registration, language),
    }


def _published(code: str) -> tuple[Registration, list[tuple[Appointment, Participant]]]:
    found = _held(code)
    participant = _participant(found)
    if participant is None or not found.event.plans.filter(state=Plan.State.PUBLISHED).exists():
        raise NotFound("not-found", what="schedule")
    return found, schedule_of(participant)


@personal
def my_schedule(_request: PageRequest, code: str) -> HttpResponse:
    """One's appointments as a paper."""
    found, rows = _published(code)
    event, who = found.event, person(found, page_language())
    made = schedule_pdf(
        Schedule(
            name=who["name"],
            organisation=who["organisation"],
            event=both(event, "title"),
            place=both(event, "place"),
            when=when_words(event.starts_at, event.ends_at),
            center=both(event.center, "name"),
            is_sample=event.is_sample,
            rows=tuple(_paper_row(one, other) for one, other in rows),
        )
    )
    return pdf(made, "schedule")


def _paper_row(one: Appointment, other: Participant) -> ScheduleRow:
    who = person(other.registration, "zh")
    return ScheduleRow(
        day=day_words(one.slot.starts_at),
        time=slot_time(one.slot.starts_at, one.slot.ends_at),
        table=str(one.table),
        room=one.slot.room,
        name=who["name"],
        organisation=who["organisation"],
        offers=who["offers"],
        seeks=who["seeks"],
    )


@personal
def my_calendar(_request: PageRequest, code: str) -> HttpResponse:
    """One's appointments for one's own calendar."""
    found, rows = _published(code)
    language = page_language()
    place = in_language(found.event, "place", language)
    is_off = found.event.state == Event.State.CANCELLED
    entries = []
    for one, other in rows:
        who = person(other.registration, language)
        table = f"桌号 {one.table}" if language == "zh" else f"table {one.table}"
        entries.append(
            CalendarEntry(
                uid=f"appointment-{one.pk}@patentfair.invalid",
                start=one.slot.starts_at,
                end=one.slot.ends_at,
                summary=" · ".join(part for part in (who["name"], who["organisation"]) if part),
                place=", ".join(part for part in (place, one.slot.room, table) if part),
                is_cancelled=is_off or other.registration.state == Registration.State.CANCELLED,
            )
        )
    return calendar_file(icalendar(entries, at=timezone.now()), "appointments")
