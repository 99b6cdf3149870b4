"""Write lessons: text in two languages, a bank of questions, review, publication, and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.centers.models import Center
from patentfair.apps.exhibition.access import SHOWN
from patentfair.apps.exhibition.models import Exhibit
from patentfair.apps.learning.access import LESSONS
from patentfair.apps.learning.actions import lessons as acts
from patentfair.apps.learning.models import Lesson, QuizItem
from patentfair.apps.learning.queries import gain_by_group, gains_of
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.learning.quiz import FORM
from patentfair.domain.patents.fields import FIELDS
from patentfair.web.choices import choose
from patentfair.web.exhibition.shown import hall_name, text_rows
from patentfair.web.guards import staff_only
from patentfair.web.language import page_language
from patentfair.web.learning.shown import AUDIENCES, KINDS, item_row, lesson_row
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["act", "edit", "item_retire", "items", "mine", "new"]

OPTIONS = 4


class LessonForm(forms.Form):
    """A lesson in one or both languages."""

    kind = forms.ChoiceField(label=lazy("Kind"))
    audiences = forms.MultipleChoiceField(label=lazy("For which readers"), widget=forms.CheckboxSelectMultiple)
    title_zh = forms.CharField(label=lazy("Title of the lesson, in Chinese"), max_length=80, required=False)
    title_en = forms.CharField(label=lazy("Title of the lesson, in English"), max_length=120, required=False)
    summary_zh = forms.CharField(label=lazy("In one sentence, in Chinese"), max_length=200, required=False)
    summary_en = forms.CharField(label=lazy("In one sentence, in English"), max_length=300, required=False)
    text_zh = forms.CharField(
        label=lazy("Text in Chinese"),
        help_text=lazy(
            "Empty lines part paragraphs. A line that begins with # is a heading, with - an entry of a list."
        ),
        max_length=12_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    text_en = forms.CharField(
        label=lazy("Text in English"), max_length=24_000, required=False, widget=forms.Textarea(attrs={"rows": 10})
    )
    minutes = forms.IntegerField(label=lazy("Minutes to read"), min_value=1, max_value=60, initial=3)
    fields_of = forms.TypedMultipleChoiceField(label=lazy("Fields of technology"), coerce=int, required=False)
    exhibits = forms.TypedMultipleChoiceField(label=lazy("Exhibits it explains"), coerce=int, required=False)

    def __init__(self, *args: Any, language: str, exhibits: list[Exhibit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", [(code, words.of(language)) for code, words in KINDS.items()])
        choose(self, "audiences", [(code, words.of(language)) for code, words in AUDIENCES.items()])
        choose(self, "fields_of", [(number, one.name.of(language)) for number, one in FIELDS.items()])
        shown = [
            (one.pk, f"{hall_name(one.hall, language)} {one.number} {text_rows(one, language)['title']['text']}")
            for one in exhibits
        ]
        choose(self, "exhibits", shown)

    def values(self, exhibits: list[Exhibit]) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["fields"] = data.pop("fields_of")
        data["exhibits"] = [one for one in exhibits if one.pk in data["exhibits"]]
        return data


class ItemForm(forms.Form):
    """A question of the bank in both languages; the first option that is written is the right one."""

    question_zh = forms.CharField(label=lazy("Question in Chinese"), max_length=300, required=False)
    question_en = forms.CharField(label=lazy("Question in English"), max_length=400, required=False)
    why_zh = forms.CharField(label=lazy("Why, in Chinese"), max_length=400, required=False)
    why_en = forms.CharField(label=lazy("Why, in English"), max_length=600, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(OPTIONS):
            first = at == 0
            self.fields[f"option_{at}_zh"] = forms.CharField(
                label=_("The right answer, in Chinese") if first else _("A wrong answer, in Chinese"),
                max_length=200,
                required=False,
            )
            self.fields[f"option_{at}_en"] = forms.CharField(
                label=_("The right answer, in English") if first else _("A wrong answer, in English"),
                max_length=200,
                required=False,
            )

    def options(self, place: int) -> tuple[list[dict[str, str]], int]:
        """The options that were written, the right one put at `place`, so that it does not always stand first."""
        data = self.cleaned_data
        rows = [{name: data[f"option_{at}_{name}"] for name in ("zh", "en")} for at in range(OPTIONS)]
        written = [row for row in rows if row["zh"] or row["en"]]
        if not written or not any(rows[0].values()):
            return written, -1
        place %= len(written)
        return written[1 : place + 1] + written[:1] + written[place + 1 :], place


def _lesson(request: PageRequest, pk: int, act: str = "write") -> Lesson:
    return fetch(Lesson.objects.select_related("center"), LESSONS, act, request.actor, pk=pk)


def _exhibits(request: PageRequest) -> list[Exhibit]:
    mine = Exhibit.objects.filter(SHOWN, hall__center__in=list(request.actor.centers))
    return list(mine.select_related("hall").order_by("hall", "number")[:200])


@staff_only("centers")
def mine(request: PageRequest) -> HttpResponse:
    """The lessons of one's center, and what readers have gained by them."""
    language = page_language()
    lessons = list(visible(Lesson.objects.select_related("center"), LESSONS, "write", request.actor).order_by("-pk"))
    gains = gains_of(lessons)
    rows = [
        lesson_row(one, language, draft=True)
        | {
            "gain": gains.get(one.pk),
            "items": one.items.filter(retired_at=None).count(),
            "code": one.state,
            "seen": acts.content_of(one),
        }
        for one in lessons
    ]
    return render(request, "web/learning/mine.html", {"rows": rows, "least": 2 * FORM})


@staff_only("centers")
def new(request: PageRequest) -> HttpResponse:
    """Begin a lesson."""
    exhibits = _exhibits(request)
    center = Center.objects.filter(pk__in=request.actor.centers).order_by("pk")[0]
    form = LessonForm(request.POST or None, language=page_language(), exhibits=exhibits)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.draft_lesson(
                actor=request.actor, center=center, is_sample=center.is_sample, **form.values(exhibits)
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Saved. Now the questions."))
            return redirect("lesson-items", pk=made.pk)
    return render(request, "web/form.html", {"form": form, "heading": _("A new lesson"), "submit": _("Save")})


@staff_only("centers")
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """Change a lesson."""
    found = _lesson(request, pk)
    exhibits = _exhibits(request)
    initial = {name: getattr(found, name) for name in (*acts.TEXTS, "kind", "audiences", "minutes")}
    initial |= {"fields_of": found.fields, "exhibits": list(found.lesson_exhibits.values_list("exhibit", flat=True))}
    form = LessonForm(request.POST or None, language=page_language(), exhibits=exhibits, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_lesson(actor=request.actor, lesson=found, **form.values(exhibits))
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("lessons-mine")
    return render(request, "web/form.html", {"form": form, "heading": _("Change the lesson"), "submit": _("Save")})


@staff_only("centers")
def items(request: PageRequest, pk: int) -> HttpResponse:
    """The bank of questions, and what classes and events have gained."""
    language = page_language()
    found = _lesson(request, pk)
    form = ItemForm(request.POST or None)
    bank = list(found.items.filter(retired_at=None).order_by("pk"))
    if request.method == "POST" and form.is_valid():
        options, right = form.options(len(bank))
        texts = {name: form.cleaned_data[name] for name in ("question_zh", "question_en", "why_zh", "why_en")}
        try:
            acts.add_item(actor=request.actor, lesson=found, options=options, right=right, **texts)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("lesson-items", pk=pk)
    context = {
        "lesson": found, "row": lesson_row(found, language, draft=True), "form": form, "least": 2 * FORM,
        "items": [item_row(one, language) for one in bank], "gain": gains_of([found]).get(found.pk),
        "groups": gain_by_group(found),
    }  # fmt: skip
    return render(request, "web/learning/items.html", context)


@require_POST
@staff_only("centers")
def item_retire(request: PageRequest, pk: int) -> HttpResponse:
    """Ask a question no more."""
    found = QuizItem.objects.select_related("lesson").filter(pk=pk).first()
    if found is None or found.lesson.center_id not in request.actor.centers:
        raise NotFound("not-found", what="question")
    acts.retire_item(actor=request.actor, item=found)
    return redirect("lesson-items", pk=found.lesson_id)


@require_POST
@staff_only("centers")
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Send to review, publish, send back, withdraw."""
    found = _lesson(request, pk)
    table = {
        "send": acts.send_lesson, "return": acts.return_lesson,
        "withdraw": acts.withdraw_lesson,
    }  # fmt: skip
    if act not in (*table, "publish"):
        raise NotFound("not-found")
    if act == "publish":
        acts.publish_lesson(actor=request.actor, lesson=found, seen=request.POST.get("seen", ""))
    else:
        table[act](actor=request.actor, lesson=found)
    messages.success(request, _("Done."))
    return redirect("lessons-mine")
