"""Coming to an event: register, one's own page behind a code, the badge, and the sheet afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.adapters.documents.meeting_papers import Badge, badge_pdf
from patentfair.apps.meetings.actions import registrations as actions
from patentfair.apps.meetings.models import EvaluationTicket, Event, Plan, Registration
from patentfair.apps.meetings.tickets import ticket_hash, ticket_of
from patentfair.domain.kernel.errors import DomainError, NotFound, Refused
from patentfair.web.addresses import public_url
from patentfair.web.language import page_language
from patentfair.web.meetings.forms import EvaluationForm, RegistrationForm
from patentfair.web.meetings.shown import (
    both,
    day_words,
    event_of,
    event_row,
    held_by_code,
    pdf,
    person,
    personal,
    registration_of,
)
from patentfair.web.meetings.words import ATTENDANCE, KINDS
from patentfair.web.present import label
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest
from patentfair.web.throttle import is_barred, note_failure, visitor_address

__all__ = ["act", "badge", "badge_of", "evaluate", "register", "registration"]

REGISTRATIONS_A_VISITOR = 60  # a whole class registers from one network
State = Registration.State


@personal
def register(request: PageRequest, pk: int) -> HttpResponse:
    """Take a place, with or without an account."""
    language = page_language()
    found = event_of(request, pk, "read")
    row = event_row(found, language)
    initial = {}
    if request.user.is_authenticated:
        initial = {"name": getattr(request.user, "name", ""), "contact": request.user.get_username()}
    form = RegistrationForm(request.POST or None, language=language, initial=initial)
    if request.method == "POST" and form.is_valid():
        who = ("registration", visitor_address(request))
        if is_barred(*who, tries=REGISTRATIONS_A_VISITOR):
            form.add_error(None, _("Too many attempts. Please wait a quarter of an hour."))
        else:
            note_failure(*who)
            try:
                made = actions.register(actor=request.actor, event=found, **form.cleaned_data)
            except DomainError as error:
                show_in_form(form, error)
            else:
                messages.success(
                    request,
                    _("You have a place.")
                    if made.state == State.CONFIRMED
                    else _("All places are taken; you are on the waiting list."),
                )
                return redirect("registration", code=made.code)
    context = {"event": found, "row": row, "form": form, "mine": registration_of(request, found)}
    return render(request, "web/meetings/register.html", context)


@personal
def registration(request: PageRequest, code: str) -> HttpResponse:
    """A registration as its holder sees it. The address itself is the key."""
    language = page_language()
    found = held_by_code(code)
    event = found.event
    ahead = 0
    if found.state == State.WAITING:
        ahead = event.registrations.filter(state=State.WAITING, pk__lt=found.pk).count()
    ticket = ticket_of(found) if found.checked_in_at else ""
    context = {
        "registration": found,
        "row": event_row(event, language),
        "who": person(found, language),
        "state_label": label(ATTENDANCE, found.state, language),
        "place_in_line": ahead + 1,
        "ticket": ticket if ticket and not _is_used(ticket) else "",
        "is_matchmaking": event.kind == Event.Kind.MATCHMAKING and found.state == State.CONFIRMED,
        "plan": _published(event) if found.state == State.CONFIRMED else None,
        "may_cancel": event.state == Event.State.ANNOUNCED
        and found.state != State.CANCELLED
        and found.checked_in_at is None,
        "address": public_url(request, reverse("registration", args=[code])),
    }
    return render(request, "web/meetings/registration.html", context)


def _published(event: Event) -> dict[str, Any] | None:
    """When the appointments of an event were shown to those who take part, and last changed."""
    plan = event.plans.filter(state=Plan.State.PUBLISHED).first() if event.state == Event.State.ANNOUNCED else None
    if plan is None:
        return None
    return {"published": plan.published_at, "changed": plan.changed_at}


def _is_used(ticket: str) -> bool:
    return not EvaluationTicket.objects.filter(code_sha256=ticket_hash(ticket), is_used=False).exists()


@personal
@require_POST
def act(request: PageRequest, code: str, act: str) -> HttpResponse:
    """Cancel, or have one's name erased."""
    found = held_by_code(code)
    if act == "cancel":
        actions.cancel_registration(actor=request.actor, registration=found)
        messages.success(request, _("Cancelled. Your name and contact are erased."))
    elif act == "erase":
        actions.erase_attendee(actor=request.actor, registration=found)
        messages.success(request, _("Your name and contact are erased."))
    else:
        raise NotFound("not-found")
    return redirect("registration", code=code)


def badge_of(request: PageRequest, found: Registration, language: str) -> Badge:
    """A registration's badge; its QR code leads staff to the check-in."""
    event = found.event
    who = person(found, language)
    return Badge(
        name=who["name"],
        organisation=who["organisation"],
        event=both(event, "title"),
        kind=KINDS[event.kind],
        when=day_words(event.starts_at),
        center=both(event.center, "name"),
        code=found.badge_code,
        address=public_url(request, reverse("check-in", args=[found.badge_code])),
        is_sample=event.is_sample,
    )


@personal
def badge(request: PageRequest, code: str) -> HttpResponse:
    """One's own badge, to be printed or shown on a telephone."""
    found = held_by_code(code)
    if found.state != State.CONFIRMED or not hasattr(found, "attendee"):
        raise Refused("registration.no-badge")
    return pdf(badge_pdf(badge_of(request, found, page_language())), "badge")


@personal
def evaluate(request: PageRequest, ticket: str) -> HttpResponse:
    """The sheet of one who was there, without a name; it is taken once."""
    language = page_language()
    found = EvaluationTicket.objects.select_related("event__center").filter(code_sha256=ticket_hash(ticket)).first()
    if found is None:
        raise NotFound("not-found", what="evaluation")
    form = EvaluationForm(request.POST or None, language=language)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.evaluate(
                actor=request.actor,
                ticket=ticket,
                content=int(data["content"]),
                organisation=int(data["organisation"]),
                usefulness=int(data["usefulness"]),
                text=data["text"],
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Thank you. The sheet is kept without your name."))
            return redirect("event", pk=found.event_id)
    context = {"event": found.event, "row": event_row(found.event, language), "form": form, "is_used": found.is_used}
    return render(request, "web/meetings/evaluate.html", context)
