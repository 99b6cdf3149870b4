"""Forms of experience reports. Choices and words come in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patentfair.apps.experience.models import Adoption, Report
from patentfair.domain.experience.draft import TEXTS
from patentfair.domain.experience.situation import FACET_WORDS, FACETS, MOST_OBSTACLES, Facet
from patentfair.web.choices import choose
from patentfair.web.workspace.forms import _Worded

__all__ = ["AdoptForm", "OtherForm", "RemarksForm", "ReportForm", "ReuseForm"]

LABELS = {
    "title": _("Headline"),
    "tried": _("What was tried"),
    "took": _("What it took"),
    "worked": _("What worked"),
    "failed": _("What failed"),
    "next_time": _("What one would do next time"),
}
HELP = {
    "tried": _("The situation and the plan. Name nobody who has not agreed to it."),
    "took": _("Days, hands, steps. The terms of a contract stay out."),
    "failed": _("What went wrong is worth as much to others as what went right."),
}
MANY = (Facet.OBSTACLE, Facet.PARTY)
Pairs = Iterable[tuple[Any, str]]


class ReportForm(_Worded):
    """The working copy: texts in both languages, figures, and the situation."""

    took_days = forms.IntegerField(label=_("Days"), min_value=0, max_value=100_000, required=False)
    took_hours = forms.IntegerField(label=_("Hours of work"), min_value=0, max_value=100_000, required=False)
    took_money = forms.DecimalField(
        label=_("Own cost in yuan"), min_value=0, max_digits=12, decimal_places=2, required=False
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        initial: dict[str, Any] = {name: report.texts.get(name, "") for name in TEXTS}
        initial |= {f"{name}_other": report.translation.get(name, "") for name in TEXTS}
        initial |= {name: getattr(report, name) for name in ("took_days", "took_hours", "took_money")}
        for facet in FACETS:
            codes = report.tags.get(facet.value, [])
            initial[facet.value] = codes if facet in MANY else next(iter(codes), "")
        super().__init__(*args, initial=initial, **kwargs)
        own, other = ("en", "zh-CN") if report.language == "en" else ("zh-CN", "en")
        for suffix, written in (("", own), ("_other", other)):
            for name in TEXTS:
                self.fields[name + suffix] = self._text(name, is_other=bool(suffix), written_in=written)
        for facet, words in FACETS.items():
            choices = [(code, one.of(self.language)) for code, one in words.items()]
            self.fields[facet.value] = self._facet(facet, choices)

    def _text(self, name: str, *, is_other: bool, written_in: str) -> forms.CharField:
        is_title = name == "title"
        return forms.CharField(
            label=LABELS[name],
            required=is_title and not is_other,
            max_length=200 if is_title else 10_000,
            help_text="" if is_other else HELP.get(name, ""),
            widget=forms.TextInput({"lang": written_in})
            if is_title
            else forms.Textarea({"rows": 4, "lang": written_in}),
        )

    def _facet(self, facet: Facet, choices: list[tuple[str, str]]) -> forms.Field:
        label = FACET_WORDS[facet].of(self.language)
        if facet in MANY:
            return forms.MultipleChoiceField(
                label=label,
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Up to %(n)s.") % {"n": MOST_OBSTACLES},
            )
        required = facet is Facet.OUTCOME
        if required:
            return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
        return forms.ChoiceField(label=label, choices=[("", "—"), *choices], required=False)

    def texts(self, suffix: str = "") -> dict[str, str]:
        return {name: self.cleaned_data[name + suffix] for name in TEXTS}

    def tags(self) -> dict[str, list[str]]:
        found = {}
        for facet in FACETS:
            value = self.cleaned_data[facet.value]
            found[facet.value] = list(value) if facet in MANY else [value] if value else []
        return found


class OtherForm(_Worded):
    """A report on something that is not a deal."""

    source_note = forms.CharField(
        label=_("What it tells of"),
        max_length=300,
        help_text=_("An event, a training, a way of working; in one line. Conference reports can point to it."),
    )
    center = forms.ChoiceField(label=_("Center"))

    def __init__(self, *args: Any, centers: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "center", centers)


class RemarksForm(_Worded):
    remarks = forms.CharField(label=_("What is to be changed"), widget=forms.Textarea, max_length=10_000)


class AdoptForm(_Worded):
    """For which center, and what for."""

    center = forms.ChoiceField(label=_("For which center"))
    purpose = forms.CharField(label=_("What you want to use it for"), widget=forms.Textarea, max_length=10_000)

    def __init__(self, *args: Any, centers: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "center", centers)


class ReuseForm(_Worded):
    """What came of it."""

    result = forms.ChoiceField(label=_("How it came out"), widget=forms.RadioSelect)
    came_of_it = forms.CharField(
        label=_("What came of it"),
        widget=forms.Textarea,
        max_length=10_000,
        help_text=_("What you did, what was different with you, what others should know."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = FACETS[Facet.OUTCOME]
        choose(self, "result", [(code, words[code].of(self.language)) for code in Adoption.Result.values])
