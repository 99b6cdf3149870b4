"""The help desk of a center: what waits, whose clock runs out, and one case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case as When
from django.db.models import IntegerField, Q, Value
from django.db.models import When as Is
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.accounts.models import User
from patentfair.apps.centers.models import Center, Post
from patentfair.apps.helpdesk.access import CASES
from patentfair.apps.helpdesk.actions import cases, hours, records, referrals
from patentfair.apps.helpdesk.models import Case, CaseMessage
from patentfair.apps.helpdesk.queries import decided_about
from patentfair.domain.helpdesk.case import CaseKind, CaseState
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web.deals.kept_files import kept_file
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.helpdesk.case_page import (
    ACCEPTED,
    case_row,
    cases_found,
    center_name,
    charge_label,
    file_rows,
    head,
    moment,
    person_name,
    talk,
)
from patentfair.web.helpdesk.forms import (
    AssignForm,
    ClinicForm,
    CloseForm,
    FileForm,
    HoursForm,
    ReferForm,
    TextForm,
    WorkshopForm,
)
from patentfair.web.helpdesk.uploads import put_upload
from patentfair.web.language import page_language
from patentfair.web.present import day
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["act", "board", "case", "file"]

PAGE = 50


@never_cache
@staff_only("centers")
def board(request: PageRequest) -> HttpResponse:
    """Cases at the staff's centers: those without an answer first, the most urgent on top."""
    actor, language = request.actor, page_language()
    found = visible(cases_found(), CASES, "work", actor)
    shown, kind = request.GET.get("show", "open"), request.GET.get("kind", "")
    chosen = found.filter(kind=kind) if kind in set(CaseKind) else found
    if shown == "open":
        chosen = chosen.filter(state__in=ACCEPTED)
    elif shown == "closed":
        chosen = chosen.filter(state=CaseState.CLOSED)
    elif shown == "mine":
        chosen = chosen.filter(assigned_to=actor.user_id, state__in=ACCEPTED)
    else:
        shown = "all"
    order = When(
        Is(state=CaseState.WAITING, then=Value(0)), Is(state=CaseState.IN_HAND, then=Value(1)), default=Value(2),
        output_field=IntegerField(),
    )  # fmt: skip
    page = Paginator(chosen.order_by(order, "answer_due", "-pk"), PAGE).get_page(request.GET.get("page"))
    now, names = timezone.now(), {one.pk: one for one in Center.objects.filter(pk__in=list(actor.centers))}
    context = {
        "centers": list(names.values()),
        "rows": [{**case_row(one, language), "is_mine": one.assigned_to_id == actor.user_id} for one in page],
        "tabs": _tabs(found, request, shown, kind),
        "waiting": found.filter(state=CaseState.WAITING).count(),
        "overdue": found.filter(state=CaseState.WAITING, answer_due__lte=now).count(),
        "to_confirm": found.filter(state=CaseState.CLOSED).count(),
        "told_head": [
            case_row(one, language)
            for one in found.filter(
                center__in=actor.headed_centers, told_head_at__isnull=False, state=CaseState.WAITING
            ).order_by("answer_due")[:PAGE]
        ],
        "decided": [
            {**row, "center": center_name(names.get(row["about"]), language), "when": moment(row["decided_at"])}
            for row in decided_about(list(actor.centers))
        ],
        "prev": f"?show={shown}&page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?show={shown}&page={page.next_page_number()}" if page.has_next() else "",
        "page": page,
    }
    return render(request, "web/helpdesk/board.html", context)


def _tabs(found: Any, request: PageRequest, shown: str, kind: str) -> list[dict[str, Any]]:
    queries = {
        "open": (gettext("Open cases"), Q(state__in=ACCEPTED)),
        "mine": (gettext("Mine"), Q(state__in=ACCEPTED, assigned_to=request.actor.user_id)),
        "closed": (gettext("Wait for the client"), Q(state=CaseState.CLOSED)),
        "all": (gettext("All cases"), Q()),
    }
    end = f"&kind={kind}" if kind in set(CaseKind) else ""
    return [
        {
            "label": label,
            "url": f"?show={name}{end}",
            "current": name == shown,
            "count": found.filter(which).count(),
        }
        for name, (label, which) in queries.items()
    ]


def _case(request: PageRequest, pk: int) -> Case:
    return fetch(cases_found(), CASES, "work", request.actor, pk=pk)


@never_cache
@signed_in
def case(request: PageRequest, pk: int) -> HttpResponse:
    """A case as the staff of its center see it."""
    return _page(request, _case(request, pk), {})


def _forms(found: Case) -> dict[str, Callable[..., Any]]:
    """The forms of a case's page, each to be called with what Django's forms take."""
    language = page_language()
    written, workshop = getattr(found, "clinic", None), getattr(found, "workshop", None)
    posts = Post.objects.filter(center=found.center_id).exclude(user=found.opened_by_id).select_related("user")
    staff = [(one.user_id, person_name(one.user, language)) for one in posts.order_by("pk")]
    working = Center.objects.exclude(state=Center.State.REMOVED)
    others = working.exclude(pk=found.center_id or 0).order_by("-is_national", "province", "pk")
    targets = [(one.pk, center_name(one, language)) for one in others]

    def made(kind: type, **more: Any) -> Callable[..., Any]:
        return lambda *args, **kwargs: kind(*args, **{"language": language, **more, **kwargs})

    return {
        "reply": made(TextForm),
        "note": made(TextForm),
        "file": made(FileForm),
        "assign": made(AssignForm, staff=staff, initial={"user": found.assigned_to_id or ""}),
        "hours": made(HoursForm, of_case=True),
        "clinic": made(ClinicForm, initial=_values(written, "facts", "question", "advice")),
        "workshop": made(WorkshopForm, initial=_values(workshop, "title", "problem", "present", "constraints")),
        "refer": made(ReferForm, centers=targets),
        "close": made(CloseForm),
    }


def _values(thing: Any, *names: str) -> dict[str, str]:
    return {name: getattr(thing, name) for name in names} if thing is not None else {}


def _page(request: PageRequest, found: Case, bound: dict[str, Any]) -> HttpResponse:
    language = page_language()
    forms = {name: make(auto_id=f"id_{name}_%s") for name, make in _forms(found).items()}
    booked = found.hours.filter(center=found.center_id).select_related("booked_by").order_by("pk")
    context = {
        "case": head(found, language),
        "talk": talk(found, language, ours=CaseMessage.By.DESK),
        "files": file_rows(found, language),
        "notes": [
            {"author": person_name(one.author, language), "when": moment(one.at), "text": one.text}
            for one in found.notes.filter(center=found.center_id).select_related("author").order_by("pk")
        ],
        "hours": [
            {
                "day": day(one.done_on),
                "minutes": one.minutes,
                "charge": charge_label(one.charge, language),
                "what": one.what,
                "who": person_name(one.booked_by, language),
            }
            for one in booked
        ],
        "minutes": sum(one.minutes for one in booked),
        "may_take_need": found.organisation_id is not None
        and request.actor.may_act_for(found.organisation_id, "draft"),
        "forms": forms | bound,
    }
    return render(request, "web/helpdesk/case_desk.html", context)


@never_cache
@signed_in
@require_POST
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """What staff do: reply, note, file, assign, book hours, write a record, propose a referral, close."""
    found = _case(request, pk)
    makers = _forms(found)
    if act in makers:
        form = makers[act](request.POST, request.FILES, auto_id=f"id_{act}_%s")
        if not form.is_valid():
            return _page(request, found, {act: form})
        try:
            _DO[act](request, found, form.cleaned_data)
        except NotFound:
            raise
        except DomainError as error:
            show_in_form(form, error)
            return _page(request, _case(request, pk), {act: form})
    elif act == "need":
        records.take_need(actor=request.actor, case=found)
    elif act == "refer-withdraw":
        referrals.withdraw_referral(actor=request.actor, case=found)
    else:
        raise NotFound("not-found")
    return redirect("case-desk", pk=pk)


def _reply(request: PageRequest, found: Case, data: dict[str, Any]) -> None:
    made = cases.reply(actor=request.actor, case=found, text=data["text"])
    if made.is_substantive:
        messages.success(request, gettext("Your reply is sent."))
    else:
        messages.warning(
            request, gettext("Sent, but the clock runs on: this only acknowledges receipt. Answer the question itself.")
        )


def _file(request: PageRequest, found: Case, data: dict[str, Any]) -> None:
    put_upload(request, found, data["evidence"], by=CaseMessage.By.DESK)
    messages.success(request, gettext("The file is in the case; the client sees it."))


def _note(request: PageRequest, found: Case, data: dict[str, Any]) -> None:
    cases.add_note(actor=request.actor, case=found, text=data["text"])
    messages.success(request, gettext("Noted for your colleagues."))


def _assign(request: PageRequest, found: Case, data: dict[str, Any]) -> None:
    chosen = User.objects.filter(pk=data["user"]).first() if data["user"] else None
    cases.assign(actor=request.actor, case=found, user=chosen)
    messages.success(request, gettext("Assigned."))


def _hours(request: PageRequest, found: Case, data: dict[str, Any]) -> None:
    if found.center is not None:
        hours.book_hours(actor=request.actor, center=found.center, case=found, **data)
    messages.success(request, gettext("Booked."))


def _clinic(request: PageRequest, found: Case, data: dict[str, Any]) -> None:
    records.write_clinic_record(actor=request.actor, case=found, **data)
    messages.success(request, gettext("The record of the clinic is written."))


def _workshop(request: PageRequest, found: Case, data: dict[str, Any]) -> None:
    records.write_workshop_record(actor=request.actor, case=found, **data)
    messages.success(request, gettext("The need is written down; the firm can take it over."))


def _refer(request: PageRequest, found: Case, data: dict[str, Any]) -> None:
    target = Center.objects.get(pk=data["target"])
    referrals.ask_referral(actor=request.actor, case=found, target=target, reason=data["reason"])
    messages.success(request, gettext("The client is asked. The case stays here until they agree."))


def _close(request: PageRequest, found: Case, data: dict[str, Any]) -> None:
    cases.close_case(actor=request.actor, case=found, closing=data["closing"])
    messages.success(request, gettext("Closed. The client confirms it or opens it again."))


_DO: dict[str, Callable[[PageRequest, Case, dict[str, Any]], None]] = {
    "reply": _reply,
    "file": _file,
    "note": _note,
    "assign": _assign,
    "hours": _hours,
    "clinic": _clinic,
    "workshop": _workshop,
    "refer": _refer,
    "close": _close,
}


@signed_in
def file(request: PageRequest, pk: int, number: int) -> HttpResponseBase:
    """A file of a case at one's center."""
    found = _case(request, pk).files.filter(pk=number).first()
    if found is None:
        raise NotFound("not-found", what="file")
    return kept_file(found.name, found.sha256)
