"""Forms of the help desk. Choices and words come in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from patentfair.domain.helpdesk.case import CaseKind, Charge, SizeClass
from patentfair.web.choices import choose
from patentfair.web.templatetags.patentfair import written_in
from patentfair.web.workspace.forms import _Worded

__all__ = [
    "AskForm",
    "AssignForm",
    "AttendanceForm",
    "ClinicForm",
    "CloseForm",
    "CodeForm",
    "DecisionForm",
    "FileForm",
    "HoursForm",
    "RateForm",
    "ReferForm",
    "ReopenForm",
    "TextForm",
    "TrainingForm",
    "WorkshopForm",
]

RATINGS = [
    ("5", _("5 – very satisfied")),
    ("4", _("4 – satisfied")),
    ("3", _("3 – neither")),
    ("2", _("2 – dissatisfied")),
    ("1", _("1 – very dissatisfied")),
]
Pairs = Iterable[tuple[Any, str]]


def _words(values: Iterable[Any], language: str, *, empty: str = "") -> list[tuple[str, str]]:
    rows = [(one.value, one.label.of(language)) for one in values]
    return [("", empty), *rows] if empty else rows


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AskForm(_Worded):
    """What someone asks, and of whom."""

    kind = forms.ChoiceField(label=_("What brings you here"), widget=forms.RadioSelect)
    center = forms.ChoiceField(
        label=_("Which center"),
        help_text=_("A complaint about this center goes to the administrators above it; the center does not see it."),
    )
    size_class = forms.ChoiceField(label=_("You are"))
    organisation = forms.ChoiceField(label=_("For which organisation"), required=False)
    subject = forms.CharField(label=_("In one line"), max_length=200)
    text = forms.CharField(
        label=_("What you want to know or have done"),
        widget=forms.Textarea,
        help_text=_("Leave out what must stay secret: an invention told before it is filed may lose its novelty."),
    )
    name = forms.CharField(label=_("Your name"), max_length=120, required=False)
    contact = forms.CharField(
        label=_("How to reach you"),
        max_length=200,
        required=False,
        help_text=_("Only those who handle the case see name and contact. You may leave both empty."),
    )

    def __init__(self, *args: Any, centers: Pairs, organisations: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", _words(CaseKind, self.language))
        choose(self, "size_class", _words(SizeClass, self.language, empty=gettext("Choose one")))
        choose(self, "center", [("", gettext("Choose one")), *centers])
        mine = list(organisations)
        if mine:
            choose(self, "organisation", [("", "—"), *mine])
        else:
            del self.fields["organisation"]
        self.fields["text"].widget.attrs["rows"] = 8


class CodeForm(_Worded):
    """The code of a case."""

    code = forms.CharField(
        label=_("Code of the case"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Four groups of five letters and figures, as shown when the case was opened."),
    )


class TextForm(_Worded):
    text = forms.CharField(label=_("Your message"), widget=forms.Textarea)


class FileForm(_Worded):
    evidence = forms.FileField(label=_("File"), help_text=_("PDF, PNG or JPEG, up to 20 MB."))


class ReopenForm(_Worded):
    reason = forms.CharField(label=_("What is still missing"), widget=forms.Textarea)


class RateForm(_Worded):
    """How satisfied a client is who was drawn."""

    rating = forms.ChoiceField(label=_("How satisfied are you?"), widget=forms.RadioSelect, choices=RATINGS)
    remark = forms.CharField(label=_("A remark"), max_length=2000, required=False, widget=forms.Textarea)


class AssignForm(_Worded):
    user = forms.ChoiceField(label=_("Who takes it"), required=False)

    def __init__(self, *args: Any, staff: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "user", [("", _("not assigned yet")), *staff])


class ReferForm(_Worded):
    """Where a case could go, and why."""

    target = forms.ChoiceField(label=_("Which center could help better"))
    reason = forms.CharField(label=_("Why, in words the client reads"), max_length=2000, widget=forms.Textarea)

    def __init__(self, *args: Any, centers: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "target", centers)


class _Written(_Worded):
    """A record that is written again: what stands there says its language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in self.initial.items():
            if text:
                self.fields[name].widget.attrs["lang"] = written_in(text)


class ClinicForm(_Written):
    """The record of a law clinic."""

    facts = forms.CharField(
        label=_("Facts"), widget=forms.Textarea, help_text=_("At least 40 characters, or 20 English words.")
    )
    question = forms.CharField(
        label=_("Question"), widget=forms.Textarea, help_text=_("At least 10 characters, or 5 English words.")
    )
    advice = forms.CharField(
        label=_("Advice given"),
        widget=forms.Textarea,
        help_text=_("At least 60 characters, or 30 English words. Name the article it rests on."),
    )


class WorkshopForm(_Written):
    """A need, as the workshop has put it."""

    title = forms.CharField(label=_("The need in one line"), max_length=200)
    problem = forms.CharField(label=_("The problem"), widget=forms.Textarea)
    present = forms.CharField(label=_("How it is done today"), widget=forms.Textarea, required=False)
    constraints = forms.CharField(label=_("What a solution must respect"), widget=forms.Textarea, required=False)


class CloseForm(_Worded):
    closing = forms.CharField(
        label=_("What came of it"),
        widget=forms.Textarea,
        help_text=_("The client reads this, and confirms or opens the case again."),
    )


class DecisionForm(_Worded):
    """What becomes of a complaint."""

    upheld = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[("yes", _("The complaint is upheld")), ("no", _("The complaint is not upheld"))],
    )
    decision = forms.CharField(
        label=_("Reasons for the decision"),
        widget=forms.Textarea,
        help_text=_("The one who complained and the center read them. Do not say here who complained."),
    )


class HoursForm(_Worded):
    """Minutes of service."""

    done_on = forms.DateField(label=_("Day"), widget=_day_input())
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=1440)
    charge = forms.ChoiceField(label=_("Charge"))
    amount = forms.DecimalField(
        label=_("Amount in yuan"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text=_("For service at cost or for money; empty where it was free."),
    )
    what = forms.CharField(label=_("What the time went to"), max_length=200)
    size_class = forms.ChoiceField(label=_("Who was served"), required=False)
    center = forms.ChoiceField(label=_("Center"))

    def __init__(self, *args: Any, centers: Pairs = (), of_case: bool = False, **kwargs: Any) -> None:
        kwargs["initial"] = {"done_on": timezone.localdate(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        choose(self, "charge", _words(Charge, self.language))
        if of_case:
            del self.fields["size_class"], self.fields["center"]
        else:
            choose(self, "size_class", _words(SizeClass, self.language, empty="—"))
            choose(self, "center", centers)


class TrainingForm(_Worded):
    """A training that was given."""

    center = forms.ChoiceField(label=_("Center"))
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    held_on = forms.DateField(label=_("Day"), widget=_day_input())
    minutes = forms.IntegerField(label=_("Minutes"), min_value=10, max_value=2400)
    place = forms.CharField(label=_("Where it was held"), max_length=200, required=False)
    trainer = forms.CharField(label=_("Who taught"), max_length=120, required=False)
    charge = forms.ChoiceField(label=_("Charge"))

    def __init__(self, *args: Any, centers: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "center", centers)
        choose(self, "charge", _words(Charge, self.language))


class AttendanceForm(_Worded):
    """How many were there."""

    people = forms.IntegerField(label=_("Number of people"), min_value=1, max_value=5000)
    minutes = forms.IntegerField(
        label=_("Minutes each"), min_value=1, max_value=2400, required=False, help_text=_("Empty: the whole training.")
    )
    size_class = forms.ChoiceField(label=_("Who they were"), required=False)
    peer = forms.ChoiceField(
        label=_("Or staff of which other center"),
        required=False,
        help_text=_("That center confirms the number; it counts from then on."),
    )

    def __init__(self, *args: Any, centers: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "size_class", _words(SizeClass, self.language, empty="—"))
        choose(self, "peer", [("", "—"), *centers])
