"""Read lessons, sit their questions before and after, have a certificate made and checked. No account is needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from patentfair.adapters.documents.certificate import LearningCertificate, certificate_pdf
from patentfair.apps.accounts.access import fetch
from patentfair.apps.learning.access import LESSONS
from patentfair.apps.learning.actions.sittings import (
    PASS,
    answer_after,
    answer_before,
    begin_sitting,
    make_certificate,
)
from patentfair.apps.learning.models import Certificate, Lesson, QuizItem, Sitting
from patentfair.apps.learning.queries import exhibits_of, gains_of, is_named, published_lessons
from patentfair.domain.kernel.errors import DomainError, NotFound, Refused
from patentfair.domain.kernel.words import Words
from patentfair.web.addresses import public_url
from patentfair.web.context import is_sample_world
from patentfair.web.exhibition.shown import exhibit_card
from patentfair.web.language import page_language
from patentfair.web.learning.shown import AUDIENCES, blocks, item_row, lesson_row, lesson_text
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest
from patentfair.web.throttle import is_barred, note_failure, visitor_address

__all__ = ["begin", "certificate", "certificate_check", "learn", "lesson", "sitting"]

SHOWN_FROM = 30  # sittings; fewer say too little about a gain
MOST_BEGUN = 300  # sittings from one address in a quarter of an hour: a school behind one router


@require_safe
def learn(request: PageRequest) -> HttpResponse:
    """Three paths through the lessons, and all of them."""
    language = page_language()
    audience = request.GET.get("for", "")
    every = list(published_lessons())
    rows = [
        lesson_row(one, language) for one in every if audience not in AUDIENCES or audience in one.shown["audiences"]
    ]
    paths = [
        {
            "code": code,
            "name": words.of(language),
            "count": sum(code in one.shown["audiences"] for one in every),
            "minutes": sum(one.shown["minutes"] for one in every if code in one.shown["audiences"]),
            "selected": code == audience,
        }
        for code, words in AUDIENCES.items()
    ]
    chosen = AUDIENCES[audience].of(language) if audience in AUDIENCES else ""
    return render(request, "web/learning/learn.html", {"rows": rows, "paths": paths, "chosen": chosen})


def _lesson(request: PageRequest, key: str) -> Lesson:
    return fetch(Lesson.objects.select_related("center"), LESSONS, "read", request.actor, key=key)


@require_safe
def lesson(request: PageRequest, key: str) -> HttpResponse:
    """One lesson, with the way to its questions, the exhibits it is about, and what readers have gained."""
    language, today = page_language(), timezone.localdate()
    found = _lesson(request, key)
    draft = found.published_at is None
    text, written = lesson_text(found, "text", language, draft=draft)
    gain = gains_of([found]).get(found.pk)
    every = [one for one in published_lessons() if set(one.shown["audiences"]) & set(found.audiences)]
    at = next((place for place, one in enumerate(every) if one.pk == found.pk), len(every))
    context = {
        "lesson": found,
        "row": lesson_row(found, language, draft=draft),
        "blocks": blocks(text),
        "text_language": written,
        "cards": [exhibit_card(one, language, today) for one in exhibits_of(found)],
        "gain": gain if gain and gain.n >= SHOWN_FROM else None,
        "after": lesson_row(every[at + 1], language) if at + 1 < len(every) else None,
        "group": request.GET.get("group", "")[:40],
        "is_draft": draft,
    }
    return render(request, "web/learning/lesson.html", context)


@require_POST
def begin(request: PageRequest, key: str) -> HttpResponse:
    """Draw the questions; the address one is led to is all that leads back."""
    found = _lesson(request, key)
    place = visitor_address(request)
    if is_barred("sitting", place, tries=MOST_BEGUN):
        raise DomainError("busy")
    note_failure("sitting", place)
    made = begin_sitting(actor=request.actor, lesson=found, group=request.POST.get("group", ""))
    return redirect("sitting", code=made.code)


class NameForm(forms.Form):
    """The name to be printed."""

    name = forms.CharField(
        label=gettext_lazy("Name on the certificate"),
        help_text=gettext_lazy("It is printed, and not kept here. A first name will do."),
        max_length=60,
    )


def _sitting(code: str) -> Sitting:
    found = Sitting.objects.select_related("lesson__center").filter(code=code).first()
    if found is None:
        raise NotFound("not-found", what="sitting")
    return found


def _items(pks: list[int], language: str, given: list[int | None] | None = None) -> list[dict[str, Any]]:
    items = QuizItem.objects.in_bulk(pks)
    return [item_row(items[pk], language, given[at] if given else None) for at, pk in enumerate(pks)]


def _answers(request: PageRequest, pks: list[int]) -> list[int | None]:
    given = [request.POST.get(f"q{pk}", "") for pk in pks]
    return [int(one) if one.isdecimal() and len(one) == 1 else None for one in given]


@never_cache
def sitting(request: PageRequest, code: str) -> HttpResponse:
    """The questions before, the lesson, the questions after, and what was gained: one step a page.

    Of a lesson that was withdrawn nothing is read any more; what was gained by then stays, and its certificate too.
    """
    language = page_language()
    found = _sitting(code)
    lesson = found.lesson
    withdrawn = lesson.state == Lesson.State.WITHDRAWN
    if withdrawn and found.after is None:
        if request.method == "POST":
            raise Refused("lesson.withdrawn")
        return render(request, "web/learning/withdrawn.html", {"row": lesson_row(lesson, language)}, status=410)
    error = ""
    if request.method == "POST":
        if found.before is None:
            answer_before(sitting=found, answers=_answers(request, found.before_items))
            return redirect("sitting", code=code)
        if found.after is None:
            answers = _answers(request, found.after_items)
            if None in answers:
                error = _("Answer each question; a guess is allowed.")
            else:
                answer_after(sitting=found, answers=answers)
                return redirect("sitting", code=code)
    text, written = lesson_text(lesson, "text", language)
    step = "before" if found.before is None else "after" if found.after is None else "done"
    context = {
        "sitting": found, "row": lesson_row(lesson, language), "step": step, "error": error,
        "blocks": blocks(text) if step == "after" else [], "text_language": written,
        "withdrawn": withdrawn,
        "items": [] if withdrawn else _items(found.before_items if step == "before" else found.after_items, language,
                        _answers(request, found.after_items) if error else found.answers.get("after")),
        "gained": (found.after or 0) - (found.before or 0), "passed": (found.after or 0) >= PASS, "pass_at": PASS,
        "has_certificate": Certificate.objects.filter(sitting=found).exists(), "form": NameForm(),
    }  # fmt: skip
    return render(request, "web/learning/sitting.html", context)


@require_POST
@never_cache
def certificate(request: PageRequest, code: str) -> HttpResponse:
    """The certificate as PDF, once; the name goes onto the paper and nowhere else."""
    found = _sitting(code)
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            made = make_certificate(sitting=found, name=form.cleaned_data["name"])
        except DomainError as error:
            show_in_form(form, error)
        else:
            return _printed(request, made, form.cleaned_data["name"])
    context = {"form": form, "heading": _("Your certificate"), "submit": _("Make the certificate (PDF)")}
    return render(request, "web/form.html", context, status=400)


def _printed(request: PageRequest, made: Certificate, name: str) -> HttpResponse:
    lesson = made.sitting.lesson
    day = timezone.localdate(made.made_at)
    with override("zh"):
        zh = date_format(day, "DATE_FORMAT")
    with override("en"):
        en = date_format(day, "DATE_FORMAT")
    issuer = Words(lesson.center.name_zh, lesson.center.name_en) if lesson.center else Words("专汇", "Patentfair")
    paper = LearningCertificate(
        name=" ".join(name.split()),
        title=Words(lesson_text(lesson, "title", "zh")[0], lesson_text(lesson, "title", "en")[0]),
        before=made.sitting.before or 0,
        after=made.sitting.after or 0,
        issuer=issuer,
        day=Words(zh, en),
        number=made.code,
        address=public_url(request, f"/{page_language()}/certificates/{made.code}"),
        is_sample=lesson.is_sample or is_sample_world(),
    )
    response = HttpResponse(certificate_pdf(paper), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificate-{made.code}.pdf"'
    return response


@never_cache
def certificate_check(request: PageRequest, code: str) -> HttpResponse:
    """What a certificate was made for; and, with the name that stands on it, whether it was made for that name."""
    language = page_language()
    found = Certificate.objects.select_related("sitting__lesson__center").filter(code=code).first()
    if found is None:
        raise NotFound("not-found", what="certificate")
    form, agrees = NameForm(request.POST or None), None
    form.fields["name"].help_text = ""
    if request.method == "POST" and form.is_valid():
        place = visitor_address(request)
        if is_barred("certificate", code, place):
            raise DomainError("busy")
        agrees = is_named(found, form.cleaned_data["name"])
        if not agrees:
            note_failure("certificate", code, place)
    lesson = found.sitting.lesson
    context = {
        "certificate": found, "row": lesson_row(lesson, language), "form": form, "agrees": agrees,
        "withdrawn": lesson.state == Lesson.State.WITHDRAWN,
    }  # fmt: skip
    return render(request, "web/learning/certificate.html", context)
