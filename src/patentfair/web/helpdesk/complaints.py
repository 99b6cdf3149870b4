"""The administrators' desk: complaints about centers, and cases that no center answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.helpdesk.access import CASES
from patentfair.apps.helpdesk.actions import cases, complaints
from patentfair.apps.helpdesk.models import Case, CaseMessage
from patentfair.domain.helpdesk.case import CaseKind
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web.deals.kept_files import kept_file
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.helpdesk.case_page import ACCEPTED, case_row, cases_found, file_rows, head, talk
from patentfair.web.helpdesk.forms import DecisionForm, FileForm, TextForm
from patentfair.web.helpdesk.uploads import put_upload
from patentfair.web.language import page_language
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["act", "board", "case", "file"]

SHOWN = 200
FORMS = {"reply": TextForm, "file": FileForm, "decide": DecisionForm}


@never_cache
@staff_only("is_national_admin", "provinces")
def board(request: PageRequest) -> HttpResponse:
    """Complaints to decide, those decided, and overdue cases of the administrator's centers."""
    language = page_language()
    found = visible(cases_found(), CASES, "oversee", request.actor).order_by(F("answer_due"), "pk")
    of_centers = found.filter(kind=CaseKind.COMPLAINT)
    context = {
        "open": [case_row(one, language) for one in of_centers.filter(state__in=ACCEPTED)[:SHOWN]],
        "over": [
            {**case_row(one, language), "upheld": one.upheld}
            for one in of_centers.exclude(state__in=ACCEPTED).order_by("-closed_at")[:SHOWN]
        ],
        "overdue": [case_row(one, language) for one in found.exclude(kind=CaseKind.COMPLAINT)[:SHOWN]],
    }
    return render(request, "web/helpdesk/complaints.html", context)


def _case(request: PageRequest, pk: int, act: str) -> Case:
    return fetch(cases_found(), CASES, act, request.actor, pk=pk)


@never_cache
@signed_in
def case(request: PageRequest, pk: int) -> HttpResponse:
    """A complaint, or a case that has come to the administrators."""
    return _page(request, _case(request, pk, "oversee"), {})


def _page(request: PageRequest, found: Case, bound: dict[str, Any]) -> HttpResponse:
    language = page_language()
    forms = {name: kind(language=language, auto_id=f"id_{name}_%s") for name, kind in FORMS.items()}
    context = {
        "case": head(found, language),
        "talk": talk(found, language, ours=CaseMessage.By.ADMINISTRATOR),
        "files": file_rows(found, language),
        "forms": forms | bound,
    }
    return render(request, "web/helpdesk/complaint.html", context)


@never_cache
@signed_in
@require_POST
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Write to the one who complains, add a file, decide."""
    found = _case(request, pk, "judge")
    if act not in FORMS:
        raise NotFound("not-found")
    form = FORMS[act](request.POST, request.FILES, language=page_language(), auto_id=f"id_{act}_%s")
    if not form.is_valid():
        return _page(request, found, {act: form})
    data = form.cleaned_data
    try:
        if act == "reply":
            cases.reply(actor=request.actor, case=found, text=data["text"])
        elif act == "file":
            put_upload(request, found, data["evidence"], by=CaseMessage.By.ADMINISTRATOR)
        else:
            complaints.decide_complaint(
                actor=request.actor, case=found, upheld=data["upheld"] == "yes", decision=data["decision"]
            )
    except DomainError as error:
        show_in_form(form, error)
        return _page(request, found, {act: form})
    messages.success(request, gettext("Done."))
    return redirect("complaint", pk=pk)


@signed_in
def file(request: PageRequest, pk: int, number: int) -> HttpResponseBase:
    """A file of a complaint."""
    found = _case(request, pk, "judge").files.filter(pk=number).first()
    if found is None:
        raise NotFound("not-found", what="file")
    return kept_file(found.name, found.sha256)
