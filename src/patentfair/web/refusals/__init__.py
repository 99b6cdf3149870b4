"""The one table that turns a refusal's code into HTTP and into words."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from patentfair.domain.kernel.errors import DomainError, Invalid, NotFound, Refused, Stale
from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Decision
from patentfair.web.present import rights_row
from patentfair.web.refusals.centers import CENTERS
from patentfair.web.refusals.deals import DEALS
from patentfair.web.refusals.exhibition import EXHIBITION
from patentfair.web.refusals.experience import EXPERIENCE
from patentfair.web.refusals.general import GENERAL
from patentfair.web.refusals.helpdesk import HELPDESK
from patentfair.web.refusals.learning import LEARNING
from patentfair.web.refusals.meetings import MEETINGS
from patentfair.web.refusals.network import NETWORK

__all__ = ["SENTENCES", "busy_page", "refusal_page", "sentence", "show_in_form", "status_code"]

SENTENCES: dict[str, Words] = (
    GENERAL | DEALS | CENTERS | EXHIBITION | LEARNING | MEETINGS | HELPDESK | EXPERIENCE | NETWORK
)
FALLBACK = Words("操作未完成；没有任何内容丢失。", "That could not be done; nothing is lost.")
_STATUS: tuple[tuple[type[DomainError], int], ...] = ((NotFound, 404), (Stale, 409), (Invalid, 400), (Refused, 409))


def status_code(error: DomainError) -> int:
    """The HTTP status of a refusal."""
    if error.code == "internal":
        return 500
    if error.code in ("form-expired", "forbidden"):
        return 403
    if error.code == "accounts.no-power" or error.code.endswith("-only"):
        return 403
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 503)


def sentence(error: DomainError, language: str | None = None) -> str:
    """What a refusal says to people."""
    return SENTENCES.get(error.code, FALLBACK).of(language or get_language() or "zh")


def show_in_form(form: forms.BaseForm, error: DomainError) -> None:
    """Put a refusal beside the field it names, or at the head of the form."""
    place = str(error.data.get("field", ""))
    form.add_error(place if place in form.fields else None, sentence(error))


def _known(error: DomainError) -> frozenset[int]:
    known = error.data.get("known")
    return known if isinstance(known, frozenset) else frozenset()


def busy_page() -> HttpResponse:
    """What is shown while the database does not answer; made without asking it anything."""
    language = (get_language() or "zh")[:2]
    text = SENTENCES["busy"].of(language)
    page = render_to_string("web/busy.html", {"language": language, "text": text})
    return HttpResponse(page, status=503, headers={"Retry-After": "5", "Cache-Control": "no-store"})


def refusal_page(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page that tells a refusal, with the law's findings where the law refused."""
    decision = error.data.get("decision")
    language = (get_language() or "zh")[:2]
    context = {
        "text": sentence(error),
        "code": error.code,
        "status": status_code(error),
        "rights_rows": [rights_row("", decision, language, is_open=True, known=_known(error))]
        if isinstance(decision, Decision)
        else [],
    }
    return render(request, "web/refusal.html", context, status=status_code(error))
