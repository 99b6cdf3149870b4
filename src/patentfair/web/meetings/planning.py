"""Staff plan the appointments of a matchmaking meeting: times and tables, the computed plan, changes by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.adapters.spreadsheets.workbook import csv_chunks
from patentfair.apps.meetings.actions import appointments as actions
from patentfair.apps.meetings.models import Appointment, Event, Participant, Plan, Seat, Slot, Wish
from patentfair.apps.meetings.planning import taking_part
from patentfair.apps.meetings.queries import appointments_of, appointments_of_event, current_plan
from patentfair.domain.kernel.errors import DomainError, Invalid, NotFound
from patentfair.domain.kernel.words import Words
from patentfair.web.guards import staff_only
from patentfair.web.language import page_language
from patentfair.web.meetings.forms import AddAppointmentForm, PlanForm, SlotsForm
from patentfair.web.meetings.shown import (
    day_words,
    event_of,
    event_row,
    participant_choice,
    people_of,
    personal,
    slot_time,
)
from patentfair.web.meetings.words import PLAN_STATES
from patentfair.web.present import label
from patentfair.web.refusals import sentence, show_in_form
from patentfair.web.request import PageRequest

__all__ = [
    "appointment",
    "appointment_act",
    "appointment_new",
    "overview",
    "plan_act",
    "plan_csv",
    "plan_new",
    "presence",
    "slot_act",
]

State = Plan.State
READY = (State.DONE, State.PUBLISHED)
PAGE = 50
HEADER = (
    Words("日期", "Day"),
    Words("时间", "Time"),
    Words("房间", "Room"),
    Words("桌号", "Table"),
    Words("一方", "One side"),
    Words("一方单位", "Organisation of one side"),
    Words("另一方", "Other side"),
    Words("另一方单位", "Organisation of the other side"),
    Words("固定", "Fixed"),
    Words("已举行", "Held"),
)


def _meeting(request: PageRequest, pk: int) -> Event:
    found = event_of(request, pk, "edit")
    if found.kind != Event.Kind.MATCHMAKING:
        raise NotFound("not-found", what="appointments")
    return found


def _choices(event: Event, language: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    people = [
        (one.pk, participant_choice(one, language))
        for one in taking_part(event).select_related("registration__attendee")
    ]
    slots = [
        (one.pk, f"{day_words(one.starts_at).of(language)} {slot_time(one.starts_at, one.ends_at)}")
        for one in event.slots.order_by("starts_at", "pk")
    ]
    return people, slots


def _page(request: PageRequest, event: Event, *, status: int = 200, **forms: Any) -> HttpResponse:
    language = page_language()
    plan = current_plan(event)
    # what was computed before stays in sight while another plan is being made, or has failed
    shown = event.plans.filter(state__in=READY).order_by("-pk").first()
    begins = timezone.localtime(event.starts_at)
    context = {
        "event": event,
        "row": event_row(event, language),
        "slots": [
            {
                "pk": one.pk,
                "day": day_words(one.starts_at).of(language),
                "time": slot_time(one.starts_at, one.ends_at),
                "tables": one.tables,
                "room": one.room,
            }
            for one in event.slots.order_by("starts_at", "pk")
        ],
        "participants": taking_part(event).count(),
        "wishes": Wish.objects.filter(by__event=event).count(),
        "mutual": _mutual(event),
        "plan": plan and _plan_row(plan, language),
        "is_busy": plan is not None and plan.state in (State.QUEUED, State.RUNNING),
        "shown": shown,
        **(_table(request, shown, language) | _come_true(shown) if shown else {}),
        "slots_form": forms.get("slots_form") or SlotsForm(language=language, initial={"first": begins}),
        "plan_form": forms.get("plan_form") or PlanForm(language=language),
        "may_plan": event.state in (Event.State.DRAFT, Event.State.ANNOUNCED),
    }
    return render(request, "web/meetings/planning.html", context, status=status)


def _table(request: PageRequest, plan: Plan, language: str) -> dict[str, Any]:
    """The plan's appointments: those of the people searched for, of one time, or all."""
    query = request.GET.get("name", "").strip()[:80]
    times = _times(plan, language)
    chosen = request.GET.get("time", "")
    if not query and chosen != "all" and times:
        now = timezone.now()
        first = next((one for one in times if one["ends_at"] > now), times[0])
        chosen = str(next((one["pk"] for one in times if str(one["pk"]) == chosen), first["pk"]))
    found = appointments_of(plan)
    if not query and chosen.isdecimal():
        found = found.filter(slot=int(chosen))
    if query:
        attendee = "participant__registration__attendee"
        seats = Seat.objects.filter(plan=plan).filter(
            Q(**{f"{attendee}__name__icontains": query}) | Q(**{f"{attendee}__organisation__icontains": query})
        )
        found = found.filter(pk__in=seats.values("appointment"))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    suffix = (f"&name={quote(query)}" if query else f"&time={chosen}") + "#whole"
    return {
        "times": times,
        "all": sum(one["count"] for one in times),
        "time": "" if query else chosen,
        "appointments": people_of(page.object_list, language),
        "query": query,
        "prev": f"?page={page.previous_page_number()}{suffix}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}{suffix}" if page.has_next() else "",
        "from": page.start_index(),
        "to": page.end_index(),
        "total": page.paginator.count,
    }


def _times(plan: Plan, language: str) -> list[dict[str, Any]]:
    """The times of a plan, each with how many appointments it has; the day is told where there are several."""
    counts = Counter(plan.appointments.values_list("slot", flat=True))
    slots = [one for one in plan.event.slots.order_by("starts_at", "pk") if one.pk in counts]
    several = len({timezone.localdate(one.starts_at) for one in slots}) > 1
    return [
        {
            "pk": one.pk,
            "day": day_words(one.starts_at).of(language) if several else "",
            "time": slot_time(one.starts_at, one.ends_at),
            "count": counts[one.pk],
            "ends_at": one.ends_at,
        }
        for one in slots
    ]


def _come_true(plan: Plan) -> dict[str, int]:
    """How many wishes a plan lets come true, and how many of those who take part meet nobody."""
    sides: dict[int, set[int]] = defaultdict(set)
    for appointment, participant in Seat.objects.filter(plan=plan).values_list("appointment", "participant"):
        sides[appointment].add(participant)
    pairs = {frozenset(pair) for pair in sides.values()}
    wishes = Wish.objects.filter(by__event=plan.event_id).values_list("by", "to")
    seated = {one for pair in pairs for one in pair}
    return {
        "come_true": sum(frozenset(pair) in pairs for pair in wishes),
        "alone": taking_part(plan.event).exclude(pk__in=seated).count(),
    }


def _mutual(event: Event) -> int:
    pairs = set(Wish.objects.filter(by__event=event).values_list("by", "to"))
    return sum(1 for by, to in pairs if by < to and (to, by) in pairs)


def _plan_row(plan: Plan, language: str) -> dict[str, Any]:
    gap = None
    if plan.objective is not None and plan.bound:
        gap = f"{100 * (plan.bound - plan.objective) / plan.bound:.1f}"
    began = plan.requested_at
    return {
        "pk": plan.pk,
        "state": plan.state,
        "is_ready": plan.state in READY,
        "state_label": label(PLAN_STATES, plan.state, language),
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": gap,
        "took": None if plan.took is None else f"{plan.took:.1f}",
        "participants": plan.participants,
        "wishes": plan.wishes,
        "seconds": plan.seconds,
        "elapsed": min(plan.seconds, int((timezone.now() - began).total_seconds())),
        "count": plan.appointments.count(),
        "why": sentence(Invalid(plan.why)) if plan.why else "",
        "published": plan.published_at and timezone.localtime(plan.published_at),
    }


@personal
@staff_only("centers")
def overview(request: PageRequest, pk: int) -> HttpResponse:
    """Times and tables, how many wishes there are, and the plan; a POST adds a run of times."""
    event, language = _meeting(request, pk), page_language()
    if request.method != "POST":
        return _page(request, event)
    form = SlotsForm(request.POST, language=language)
    if form.is_valid():
        try:
            count = actions.add_slots(actor=request.actor, event=event, **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("%(count)d times are added.") % {"count": count})
            return redirect("event-appointments", pk=pk)
    return _page(request, event, slots_form=form)


@require_POST
@staff_only("centers")
def slot_act(request: PageRequest, pk: int, slot: int, act: str) -> HttpResponse:
    """Change how many tables are open at a time, or take the time out."""
    event = _meeting(request, pk)
    found = Slot.objects.select_related("event__center").filter(event=event, pk=slot).first()
    if found is None:
        raise NotFound("not-found", what="slot")
    if act == "change":
        tables = request.POST.get("tables", "")
        if not tables.isdecimal() or len(tables) > 6:
            raise Invalid("slots.tables", field="tables")
        actions.change_slot(actor=request.actor, slot=found, tables=int(tables), room=request.POST.get("room", ""))
    elif act == "remove":
        actions.remove_slot(actor=request.actor, slot=found)
    else:
        raise NotFound("not-found")
    messages.success(request, _("The times and tables are kept."))
    return redirect("event-appointments", pk=pk)


@require_POST
@staff_only("centers")
def plan_new(request: PageRequest, pk: int) -> HttpResponse:
    """Have the appointments planned; those that are fixed stay."""
    event, language = _meeting(request, pk), page_language()
    form = PlanForm(request.POST, language=language)
    if form.is_valid():
        basis = event.plans.filter(state__in=READY).order_by("-pk").first()
        try:
            actions.request_plan(actor=request.actor, event=event, basis=basis, **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The plan is being computed. You may leave this page and come back."))
            return redirect("event-appointments", pk=pk)
    return _page(request, event, plan_form=form)


def _plan_of(request: PageRequest, pk: int, plan: int) -> Plan:
    found = Plan.objects.select_related("event__center").filter(event=_meeting(request, pk), pk=plan).first()
    if found is None:
        raise NotFound("not-found", what="plan")
    return found


@require_POST
@staff_only("centers")
def plan_act(request: PageRequest, pk: int, plan: int, act: str) -> HttpResponse:
    """Publish a plan."""
    found = _plan_of(request, pk, plan)
    if act != "publish":
        raise NotFound("not-found")
    actions.publish_plan(actor=request.actor, plan=found)
    messages.success(request, _("Published: each participant sees their appointments."))
    return redirect("event-appointments", pk=pk)


def _slot_choice(event: Event, text: str) -> Slot:
    found = event.slots.filter(pk=int(text)).first() if text.isdecimal() and len(text) < 16 else None
    if found is None:
        raise Invalid("slots.table", field="slot")
    return found


def _at_time(event: int, slot: int) -> HttpResponse:
    return redirect(f"{reverse('event-appointments', args=[event])}?time={slot}#whole")


@require_POST
@staff_only("centers")
def appointment_act(request: PageRequest, pk: int, appointment: int, act: str) -> HttpResponse:
    """Fix an appointment, release it, move it to another time or table, or take it out."""
    event = _meeting(request, pk)
    found = (
        Appointment.objects.select_related("plan__event__center", "slot")
        .filter(plan__event=event, pk=appointment)
        .first()
    )
    if found is None:
        raise NotFound("not-found", what="appointment")
    slot_id = found.slot_id
    if act in ("fix", "release"):
        actions.fix_appointment(actor=request.actor, appointment=found, fixed=act == "fix")
        messages.success(request, _("It stays when the rest is planned anew.") if act == "fix" else _("Released."))
    elif act == "move":
        table = request.POST.get("table", "")
        if not table.isdecimal() or len(table) > 4:
            raise Invalid("slots.table", field="table")
        slot = _slot_choice(event, request.POST.get("slot", ""))
        slot_id = slot.pk
        actions.move_appointment(actor=request.actor, appointment=found, slot=slot, table=int(table))
        messages.success(request, _("Moved, and fixed there."))
    elif act == "remove":
        actions.remove_appointment(actor=request.actor, appointment=found)
        messages.success(request, _("Taken out of the plan."))
    else:
        raise NotFound("not-found")
    return _at_time(pk, slot_id)


@personal
@staff_only("centers")
def appointment(request: PageRequest, pk: int, appointment: int) -> HttpResponse:
    """One appointment, to be fixed, moved or taken out by hand."""
    event, language = _meeting(request, pk), page_language()
    found = appointments_of_event(event).filter(pk=appointment).first()
    if found is None or found.plan.state not in READY:
        raise NotFound("not-found", what="appointment")
    _people, slots = _choices(event, language)
    context = {
        "event": event,
        "row": event_row(event, language),
        "one": people_of([found], language)[0],
        "slot_choices": slots,
    }
    return render(request, "web/meetings/appointment.html", context)


@personal
@staff_only("centers")
def appointment_new(request: PageRequest, pk: int, plan: int) -> HttpResponse:
    """Add an appointment by hand."""
    found, language = _plan_of(request, pk, plan), page_language()
    people, slots = _choices(found.event, language)
    form = AddAppointmentForm(request.POST or None, language=language, people=people, slots=slots)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        sides = Participant.objects.in_bulk([int(data["first"]), int(data["second"])])
        try:
            actions.add_appointment(
                actor=request.actor,
                plan=found,
                first=sides[int(data["first"])],
                second=sides[int(data["second"])],
                slot=_slot_choice(found.event, data["slot"]),
                table=data["table"],
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Added, and fixed."))
            return redirect("event-appointments", pk=pk)
    context = {"event": found.event, "row": event_row(found.event, language), "form": form}
    return render(request, "web/meetings/appointment_form.html", context)


@require_POST
@staff_only("centers")
def presence(request: PageRequest, pk: int, seat: int) -> HttpResponse:
    """Enter that one side came to the table."""
    event = _meeting(request, pk)
    found = (
        Seat.objects.select_related("plan__event__center", "participant__registration")
        .filter(plan__event=event, pk=seat)
        .first()
    )
    if found is None:
        raise NotFound("not-found", what="seat")
    actions.enter_presence(actor=request.actor, seat=found)
    messages.success(request, _("Entered."))
    return _at_time(pk, found.slot_id)


@staff_only("centers")
def plan_csv(request: PageRequest, pk: int, plan: int) -> HttpResponseBase:
    """The whole plan as CSV; no cell acts as a formula in a spreadsheet."""
    found = _plan_of(request, pk, plan)
    lines = _lines(found, page_language())
    response = StreamingHttpResponse(csv_chunks(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="appointments-{plan}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _lines(plan: Plan, language: str) -> Iterator[list[str]]:
    yield [words.of(language) for words in HEADER]
    yes = Words("是", "yes").of(language)
    for row in people_of(appointments_of(plan), language):
        sides = [cell for side in row["sides"] for cell in (side["name"], side["organisation"])]
        yield [
            row["day"],
            row["time"],
            row["room"],
            str(row["table"]),
            *(sides + [""] * 4)[:4],
            yes if row["is_fixed"] else "",
            yes if row["is_held"] else "",
        ]
