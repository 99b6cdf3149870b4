"""Hours of service and trainings of a center, and what everyone may see of its help."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.centers.models import Center
from patentfair.apps.helpdesk.access import ATTENDANCES, HOURS, TRAININGS
from patentfair.apps.helpdesk.actions import hours as hour_acts
from patentfair.apps.helpdesk.actions import trainings as training_acts
from patentfair.apps.helpdesk.models import Attendance, ServiceHours, Training
from patentfair.apps.helpdesk.queries import draws, hours_of, peer_hours, record_of_center
from patentfair.domain.helpdesk.case import ANSWER_DAYS, CLOSE_DAYS, CaseKind, Charge, SizeClass
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.helpdesk.case_page import center_name, charge_label, person_name
from patentfair.web.helpdesk.forms import AttendanceForm, HoursForm, TrainingForm
from patentfair.web.language import page_language
from patentfair.web.present import day
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["center_help", "confirm", "hours", "take_back", "training", "trainings"]

SHOWN = 200
YEAR = timedelta(days=365)


def _centers(request: PageRequest, language: str) -> list[tuple[int, str]]:
    mine = Center.objects.filter(pk__in=list(request.actor.centers)).order_by("pk")
    return [(one.pk, center_name(one, language)) for one in mine]


@staff_only("centers")
def hours(request: PageRequest) -> HttpResponse:
    """The ledger of service hours: book, see, take back."""
    actor, language = request.actor, page_language()
    centers = _centers(request, language)
    form = HoursForm(request.POST or None, language=language, centers=centers)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        center = Center.objects.get(pk=data.pop("center"))
        try:
            hour_acts.book_hours(actor=actor, center=center, **data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, gettext("Booked."))
            return redirect("service-hours")
    found = visible(ServiceHours.objects.all(), HOURS, "keep", actor).select_related("center", "booked_by", "case")
    since = timezone.now() - YEAR
    context = {
        "form": form,
        "totals": [
            {"center": center_name(one, language), "cells": _hour_cells(one, since, language)}
            for one in Center.objects.filter(pk__in=list(actor.centers)).order_by("pk")
        ],
        "rows": [_hour_row(request, one, language) for one in found.order_by("-done_on", "-pk")[:SHOWN]],
    }
    return render(request, "web/helpdesk/hours.html", context)


def _hour_cells(center: Center, since: Any, language: str) -> list[dict[str, Any]]:
    minutes = hours_of(center, since)
    total = sum(minutes.values())
    return [
        {
            "label": charge.label.of(language),
            "hours": _hours_text(minutes[charge.value]),
            "share": round(100 * minutes[charge.value] / total) if total else None,
        }
        for charge in Charge
    ]


def _hours_text(minutes: int) -> str:
    return f"{minutes / 60:,.1f}"


def _hour_row(request: PageRequest, one: ServiceHours, language: str) -> dict[str, Any]:
    actor = request.actor
    is_taken_back = one.reverses_id is not None or ServiceHours.objects.filter(reverses=one).exists()
    return {
        "pk": one.pk,
        "day": day(one.done_on),
        "minutes": one.minutes,
        "charge": charge_label(one.charge, language),
        "amount": one.amount,
        "what": one.what,
        "who": person_name(one.booked_by, language),
        "center": center_name(one.center, language),
        "case": one.case_id,
        "size": SizeClass(one.size_class).label.of(language) if one.size_class else "",
        "is_reversal": one.reverses_id is not None,
        "may_take_back": not is_taken_back
        and (one.booked_by_id == actor.user_id or one.center_id in actor.headed_centers),
    }


@signed_in
@require_POST
def take_back(request: PageRequest, pk: int) -> HttpResponse:
    """Take a booking back by another row."""
    found = fetch(ServiceHours.objects.all(), HOURS, "keep", request.actor, pk=pk)
    hour_acts.take_back_hours(actor=request.actor, hours=found)
    messages.success(request, gettext("Taken back by a row of its own."))
    return redirect("service-hours")


@staff_only("centers")
def trainings(request: PageRequest) -> HttpResponse:
    """The register of trainings, and those of other centers where one's own were."""
    actor, language = request.actor, page_language()
    form = TrainingForm(request.POST or None, language=language, centers=_centers(request, language))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        center = Center.objects.get(pk=data.pop("center"))
        try:
            made = training_acts.enter_training(actor=actor, center=center, **data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, gettext("Entered. Now say who was there."))
            return redirect("training", pk=made.pk)
    given = visible(Training.objects.select_related("center"), TRAININGS, "keep", actor)
    waiting = visible(Attendance.objects.select_related("training__center", "peer"), ATTENDANCES, "confirm", actor)
    context = {
        "form": form,
        "rows": [_training_row(one, language) for one in given.order_by("-held_on", "-pk")[:SHOWN]],
        "waiting": [
            {
                "pk": one.pk,
                "title": _title(one.training, language),
                "center": center_name(one.training.center, language),
                "day": day(one.training.held_on),
                "people": one.people,
                "minutes": one.minutes,
            }
            for one in waiting.order_by("pk")[:SHOWN]
        ],
    }
    return render(request, "web/helpdesk/trainings.html", context)


def _title(one: Training, language: str) -> str:
    return (one.title_zh or one.title_en) if language == "zh" else (one.title_en or one.title_zh)


def _training_row(one: Training, language: str) -> dict[str, Any]:
    people = sum(row.people for row in one.attendances.all())
    return {
        "pk": one.pk,
        "title": _title(one, language),
        "day": day(one.held_on),
        "minutes": one.minutes,
        "place": one.place,
        "trainer": one.trainer,
        "charge": charge_label(one.charge, language),
        "center": center_name(one.center, language),
        "people": people,
    }


@signed_in
def training(request: PageRequest, pk: int) -> HttpResponse:
    """A training, and who was there; a POST by its center enters people."""
    actor, language = request.actor, page_language()
    found = fetch(Training.objects.select_related("center"), TRAININGS, "read", actor, pk=pk)
    is_ours = found.center_id in actor.centers
    others = Center.objects.exclude(pk=found.center_id).order_by("-is_national", "province", "pk")
    peers = {one.pk: one for one in others}
    form = AttendanceForm(
        request.POST or None, language=language, centers=[(pk, center_name(one, language)) for pk, one in peers.items()]
    )
    if request.method == "POST":
        if not is_ours:
            raise NotFound("not-found", what="training")
        if form.is_valid():
            data = dict(form.cleaned_data)
            peer = peers.get(int(data.pop("peer") or 0))
            try:
                training_acts.enter_attendance(actor=actor, training=found, peer=peer, **data)
            except DomainError as error:
                show_in_form(form, error)
            else:
                messages.success(request, gettext("Entered."))
                return redirect("training", pk=pk)
    rows = found.attendances.select_related("peer").order_by("pk")
    context = {
        "training": _training_row(found, language),
        "is_ours": is_ours,
        "form": form,
        "rows": [
            {
                "who": center_name(one.peer, language) or SizeClass(one.size_class).label.of(language),
                "people": one.people,
                "minutes": one.minutes,
                "is_peer": one.peer_id is not None,
                "is_confirmed": one.confirmed_at is not None,
            }
            for one in rows
        ],
    }
    return render(request, "web/helpdesk/training.html", context)


@signed_in
@require_POST
def confirm(request: PageRequest, pk: int) -> HttpResponse:
    """The peer center confirms that its people were there."""
    found = fetch(Attendance.objects.select_related("training"), ATTENDANCES, "confirm", request.actor, pk=pk)
    training_acts.confirm_attendance(actor=request.actor, attendance=found)
    messages.success(request, gettext("Confirmed."))
    return redirect("trainings")


def center_help(request: PageRequest, key: str) -> HttpResponse:
    """How a center helps: its record of the last year, open to everyone."""
    language, now = page_language(), timezone.now()
    found = Center.objects.filter(key=key).first()
    if found is None:
        raise NotFound("not-found", what="center")
    shown = record_of_center(found, now)
    people, peers = peer_hours(found, now - YEAR)
    context = {
        "center": found,
        "record": shown,
        "in_time_share": round(100 * shown.in_time / shown.cases)
        if shown.in_time is not None and shown.cases
        else None,
        "sizes": [{"label": size.label.of(language), "count": count} for size, count in shown.sizes],
        "hours": _hour_cells(found, now - YEAR, language),
        "training_hours": _hours_text(people),
        "peer_hours": _hours_text(peers),
        "kinds": [
            {"label": kind.label.of(language), "answer": ANSWER_DAYS[kind], "close": CLOSE_DAYS[kind]}
            for kind in CaseKind
        ],
        "draws": draws(),
    }
    return render(request, "web/helpdesk/center_help.html", context)
