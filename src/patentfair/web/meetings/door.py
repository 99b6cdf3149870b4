"""At the door: who is registered, badges for all, check-in by QR code or typed code, and what the sheets say."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from patentfair.adapters.documents.meeting_papers import badge_sheet_pdf
from patentfair.apps.accounts.access import fetch
from patentfair.apps.meetings.access import REGISTRATIONS
from patentfair.apps.meetings.actions import registrations as actions
from patentfair.apps.meetings.models import Event, Registration
from patentfair.apps.meetings.queries import MARKS, attendance, evaluation_summary
from patentfair.domain.kernel.errors import DomainError, NotFound, Refused
from patentfair.web.guards import staff_only
from patentfair.web.language import page_language
from patentfair.web.meetings.attending import badge_of
from patentfair.web.meetings.forms import CodeForm, WithdrawForm
from patentfair.web.meetings.shown import doors, event_of, event_row, pdf, person, personal
from patentfair.web.meetings.words import ATTENDANCE
from patentfair.web.meetings.words import MARKS as MARK_WORDS
from patentfair.web.present import label
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["badges", "check_in", "door", "evaluations", "registrations", "withdraw"]

PAGE = 100
MOST_BADGES = 400
State = Registration.State


@personal
@staff_only("centers")
def registrations(request: PageRequest, pk: int) -> HttpResponse:
    """Who is registered, who waits, who came."""
    language = page_language()
    event = event_of(request, pk, "edit")
    found = event.registrations.select_related("attendee").exclude(state=State.CANCELLED)
    query = request.GET.get("name", "").strip()[:80]
    if query:
        found = found.filter(
            Q(attendee__name__icontains=query)
            | Q(attendee__organisation__icontains=query)
            | Q(badge_code__iexact=query.replace(" ", ""))
        )
    page = Paginator(found.order_by("state", "pk"), PAGE).get_page(request.GET.get("page"))
    tokens = event.registrations.exclude(state=State.CANCELLED).values("token").annotate(n=Count("pk"))
    doubles = set(tokens.filter(n__gt=1, token__in=[one.token for one in page]).values_list("token", flat=True))
    may_cancel = event.state == Event.State.ANNOUNCED
    rows = [
        {
            **person(one, language),
            "pk": one.pk,
            "state": one.state,
            "is_double": one.token in doubles,
            "state_label": label(ATTENDANCE, one.state, language),
            "code": one.badge_code,
            "came": one.checked_in_at,
            "may_cancel": may_cancel and one.checked_in_at is None,
        }
        for one in page
    ]
    suffix = f"&name={query}" if query.isalnum() else ""
    context = {
        "event": event,
        "row": event_row(event, language),
        "rows": rows,
        "counts": attendance(event),
        "query": query,
        "prev": f"?page={page.previous_page_number()}{suffix}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}{suffix}" if page.has_next() else "",
        "from": page.start_index(),
        "to": page.end_index(),
        "total": page.paginator.count,
    }
    return render(request, "web/meetings/registrations.html", context)


@personal
@staff_only("centers")
def withdraw(request: PageRequest, pk: int, registration: int) -> HttpResponse:
    """Cancel somebody's registration, with a reason that they read."""
    language = page_language()
    event = event_of(request, pk, "edit")
    found = event.registrations.select_related("attendee").exclude(state=State.CANCELLED).filter(pk=registration)
    one = found.first()
    if one is None:
        raise NotFound("not-found", what="registration")
    one.event = event
    form = WithdrawForm(request.POST or None, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_registration(actor=request.actor, registration=one, reason=form.cleaned_data["reason"])
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The registration is cancelled; the place goes to the next who waits."))
            return redirect("event-registrations", pk=pk)
    context = {
        "event": event,
        "row": event_row(event, language),
        "registration": one,
        "who": person(one, language),
        "state_label": label(ATTENDANCE, one.state, language),
        "form": form,
    }
    return render(request, "web/meetings/withdraw.html", context)


@staff_only("centers")
def badges(request: PageRequest, pk: int) -> HttpResponse:
    """Badges of all who have a place, four to a sheet with marks to cut along, in order of name."""
    event = event_of(request, pk, "edit")
    found = event.registrations.filter(state=State.CONFIRMED, attendee__isnull=False).select_related(
        "attendee", "event__center"
    )
    language = page_language()
    page = Paginator(found.order_by("attendee__name", "pk"), MOST_BADGES).get_page(request.GET.get("page"))
    made = [badge_of(request, one, language) for one in page]
    if not made:
        raise Refused("registration.no-badges")
    return pdf(badge_sheet_pdf(made), f"badges-{pk}")


@personal
@staff_only("centers")
def door(request: PageRequest, pk: int) -> HttpResponse:
    """Type the code of a badge; how many have come."""
    language = page_language()
    event = event_of(request, pk, "edit")
    form = CodeForm(request.POST or None, language=language)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"].replace(" ", "").upper()
        if event.registrations.filter(badge_code=code).exists():
            return redirect("check-in", code=code)
        form.add_error("code", _("No badge of this event has that code."))
    last = event.registrations.filter(checked_in_at__isnull=False).select_related("attendee").order_by("-checked_in_at")
    context = {
        "event": event,
        "row": event_row(event, language),
        "form": form,
        "counts": attendance(event),
        **doors(event),
        "last": [{**person(one, language), "at": timezone.localtime(one.checked_in_at)} for one in last[:10]],
    }
    return render(request, "web/meetings/door.html", context)


@personal
@staff_only("centers")
def check_in(request: PageRequest, code: str) -> HttpResponse:
    """Where a badge's QR code leads: staff of the center look at the name and let the person in, once."""
    language = page_language()
    found = fetch(
        Registration.objects.select_related("event__center", "attendee"),
        REGISTRATIONS,
        "check_in",
        request.actor,
        badge_code=code.upper(),
    )
    form = CodeForm(language=language)
    status = 200
    if request.method == "POST":
        form = CodeForm({"code": code}, language=language)
        try:
            actions.check_in(actor=request.actor, registration=found)
        except DomainError as error:
            show_in_form(form, error)
            status = 409
        else:
            messages.success(request, _("Checked in."))
            return redirect("event-door", pk=found.event_id)
    context = {
        "registration": found,
        "row": event_row(found.event, language),
        "who": person(found, language),
        "state_label": label(ATTENDANCE, found.state, language),
        "form": form,
        "came": timezone.localtime(found.checked_in_at) if found.checked_in_at else None,
        **doors(found.event),
    }
    return render(request, "web/meetings/check_in.html", context, status=status)


@staff_only("centers")
def evaluations(request: PageRequest, pk: int) -> HttpResponse:
    """What those who were there say, with how many of them."""
    language = page_language()
    event = event_of(request, pk, "edit")
    summary = evaluation_summary(event)
    marks = [
        {
            "label": MARK_WORDS[mark].of(language),
            "mean": summary["marks"][mark]["mean"],
            "counts": [{"mark": k, "n": n} for k, n in enumerate(summary["marks"][mark]["counts"], start=1)],
        }
        for mark in MARKS
    ]
    context = {
        "event": event,
        "row": event_row(event, language),
        "summary": summary,
        "rate": None if summary["rate"] is None else round(100 * summary["rate"]),
        "marks": marks,
    }
    return render(request, "web/meetings/evaluations.html", context)
