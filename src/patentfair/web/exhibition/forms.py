"""Forms of those who arrange a hall."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from patentfair.apps.exhibition.models import Exhibit, Hall
from patentfair.domain.exhibition.card import LONGEST, NEEDED, TEXTS
from patentfair.web.choices import choose
from patentfair.web.exhibition.shown import HEADINGS

__all__ = ["CardForm", "CardTranslationForm", "CardsForm", "HallForm", "PictureForm", "ScheduleForm"]

LINES = {"title": 1, "problem": 3, "how": 5, "new": 3, "users": 2}


class HallForm(forms.Form):
    """What stands at the entrance of a hall."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    lede_zh = forms.CharField(
        label=_("At the entrance, in Chinese"),
        help_text=_("Two or three sentences: what the hall is about, and why it matters here."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    lede_en = forms.CharField(
        label=_("At the entrance, in English"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    links = forms.CharField(
        label=_("Links of an industry chain"),
        help_text=_(
            "Leave this empty for a hall about a theme. For a chain write one link a line, from raw material to use, "
            "as Chinese | English."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """The links as a list of names in both languages; a hall with links follows a chain."""
        data = super().clean() or {}
        links = []
        for line in data.pop("links", "").splitlines():
            zh, _bar, en = (part.strip() for part in line.partition("|"))
            if zh or en:
                links.append({"zh": zh[:60], "en": en[:60]})
        data["links"] = links
        data["kind"] = Hall.Kind.CHAIN.value if links else Hall.Kind.THEME.value
        return data

    @staticmethod
    def initial_of(hall: Hall) -> dict[str, str]:
        lines = [" | ".join(filter(None, (one.get("zh"), one.get("en")))) for one in hall.links]
        return {
            "name_zh": hall.name_zh, "name_en": hall.name_en, "lede_zh": hall.lede_zh, "lede_en": hall.lede_en,
            "links": "\n".join(lines),
        }  # fmt: skip


def _text_field(name: str, language: str, *, required: bool = False) -> forms.CharField:
    lines = LINES[name]
    widget = forms.TextInput() if lines == 1 else forms.Textarea(attrs={"rows": lines})
    return forms.CharField(
        label=HEADINGS[name].of(language), max_length=LONGEST[name], required=required, widget=widget
    )


class CardForm(forms.Form):
    """The card of one exhibit."""

    def __init__(self, *args: Any, exhibit: Exhibit, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            self.fields[name] = _text_field(name, language)
            self.fields[name].initial = exhibit.texts.get(name, "")
        self.fields["maturity"] = forms.TypedChoiceField(
            label=_("Readiness level"), required=False, coerce=int, empty_value=None, initial=exhibit.maturity
        )
        choose(self, "maturity", [("", _("not known")), *((level, f"TRL {level}") for level in range(1, 10))])
        if exhibit.hall.links:
            self.fields["link"] = forms.TypedChoiceField(
                label=_("Link of the chain"), required=False, coerce=int, empty_value=None, initial=exhibit.link
            )
            links = [(at, one.get(language) or one.get("zh", "")) for at, one in enumerate(exhibit.hall.links)]
            choose(self, "link", [("", _("none")), *links])

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in TEXTS}


class CardTranslationForm(forms.Form):
    """The card's texts in the other language, with the original beside each."""

    def __init__(self, *args: Any, exhibit: Exhibit, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            if original := exhibit.texts.get(name, ""):
                self.fields[name] = _text_field(name, language)
                self.fields[name].help_text = original
                self.fields[name].initial = exhibit.translation.get(name, "")


class CardsForm(forms.Form):
    """The texts that are missing on the cards of a hall, all on one page."""

    def __init__(self, *args: Any, exhibits: list[Exhibit], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exhibits = exhibits
        for one in exhibits:
            for name in TEXTS:
                if not one.texts.get(name, "").strip():
                    self.fields[f"{one.pk}-{name}"] = _text_field(name, language)

    def rows(self) -> list[dict[str, Any]]:
        """For each exhibit, its number, its title and the fields that are missing, needed ones first."""
        rows = []
        for one in self.exhibits:
            names = [name for name in TEXTS if f"{one.pk}-{name}" in self.fields]
            names.sort(key=lambda name: name not in NEEDED)
            if names:
                rows.append({"exhibit": one, "fields": [self[f"{one.pk}-{name}"] for name in names]})
        return rows

    def texts_of(self, exhibit: Exhibit) -> dict[str, str]:
        """What was written on this exhibit's card."""
        return {
            name: text for name in TEXTS if (text := self.cleaned_data.get(f"{exhibit.pk}-{name}", "").strip())
        }  # fmt: skip


class PictureForm(forms.Form):
    """A picture or a film, with what is told to those who do not see it."""

    file = forms.FileField(
        label=_("Picture or film"), help_text=_("JPEG, PNG or WebP; MP4 or WebM for a film. Up to 20 MB.")
    )
    alt_zh = forms.CharField(
        label=_("What it shows, in Chinese"),
        help_text=_("For those who do not see it: one sentence. One language suffices."),
        max_length=300,
        required=False,
    )
    alt_en = forms.CharField(label=_("What it shows, in English"), max_length=300, required=False)

    @property
    def upload(self) -> UploadedFile[bytes]:
        found: UploadedFile[bytes] = self.cleaned_data["file"]
        return found


class ScheduleForm(forms.Form):
    """From when what is approved is shown."""

    show_from = forms.DateTimeField(
        label=_("Show from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
