"""Forms around events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patentfair.apps.meetings.actions.events import LARGEST_CAPACITY
from patentfair.apps.meetings.models import Event, Session
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.patents.regions import PROVINCES
from patentfair.web.choices import choose
from patentfair.web.meetings.places import city_choices, city_of
from patentfair.web.meetings.words import KINDS, LANGUAGES, MARKS, SESSIONS
from patentfair.web.refusals import sentence
from patentfair.web.workspace.forms import _Worded

__all__ = [
    "AddAppointmentForm",
    "CodeForm",
    "EvaluationForm",
    "EventForm",
    "JoinForm",
    "PaperForm",
    "PlanForm",
    "RegistrationForm",
    "SessionForm",
    "SlotsForm",
    "WithdrawForm",
]

FORMAT = "%Y-%m-%dT%H:%M"
SPEAKERS = 4


def _moment(label: Any, **options: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        input_formats=[FORMAT, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT),
        **options,
    )


class EventForm(_Worded):
    """What is said of an event."""

    center = forms.ChoiceField(label=_("Center that holds it"))
    kind = forms.ChoiceField(label=_("Kind of event"))
    title_zh = forms.CharField(label=_("Title of the event in Chinese"), max_length=160, required=False)
    title_en = forms.CharField(label=_("Title of the event in English"), max_length=200, required=False)
    about_zh = forms.CharField(
        label=_("What it is about, in Chinese"), widget=forms.Textarea, max_length=8_000, required=False
    )
    about_en = forms.CharField(
        label=_("What it is about, in English"), widget=forms.Textarea, max_length=8_000, required=False
    )
    starts_at = _moment(_("Begins"))
    ends_at = _moment(_("Ends"))
    is_online = forms.BooleanField(label=_("One can take part online"), required=False)
    place_zh = forms.CharField(label=_("Venue in Chinese"), max_length=200, required=False)
    place_en = forms.CharField(label=_("Venue in English"), max_length=200, required=False)
    city = forms.ChoiceField(label=_("City"))
    county_code = forms.CharField(
        label=_("Code of the county or district"),
        max_length=6,
        required=False,
        help_text=_(
            "Six digits after GB/T 2260, if you have them: they tell how many events reach underserved counties."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    spoken = forms.ChoiceField(label=_("Language spoken"))
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=LARGEST_CAPACITY)
    hall = forms.ChoiceField(label=_("Hall that belongs to it"), required=False)
    contact = forms.CharField(
        label=_("Organiser's contact"), max_length=200, help_text=_("An office, telephone or e-mail; everyone sees it.")
    )

    def __init__(
        self,
        *args: Any,
        centers: list[tuple[int, str]],
        halls: list[tuple[str, str]],
        province: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "city", [("", _("Choose a city")), *city_choices(self.language, province)])
        choose(self, "center", centers)
        choose(self, "hall", [("", _("none")), *halls])
        choose(self, "kind", [(code, KINDS[code].of(self.language)) for code in Event.Kind.values])
        choose(self, "spoken", [(code, LANGUAGES[code].of(self.language)) for code in Event.Language.values])

    def clean_county_code(self) -> str:
        """The county, which lies in the city chosen; the city's own code where no county was given."""
        county, city = str(self.cleaned_data["county_code"]), str(self.cleaned_data.get("city", ""))
        if county and city and city_of(county) != city:
            raise forms.ValidationError(sentence(Invalid("event.county")))
        return county or city


class SessionForm(_Worded):
    """A part of the programme and who speaks in it."""

    kind = forms.ChoiceField(label=_("Kind of session"))
    starts_at = _moment(_("Begins"))
    ends_at = _moment(_("Ends"))
    room = forms.CharField(label=_("Room"), max_length=80, required=False)
    title_zh = forms.CharField(label=_("Title of the session in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title of the session in English"), max_length=240, required=False)
    province = forms.ChoiceField(label=_("Region that reports"), required=False)
    abstract_zh = forms.CharField(
        label=_("Summary in Chinese"), widget=forms.Textarea, max_length=4_000, required=False
    )
    abstract_en = forms.CharField(
        label=_("Summary in English"), widget=forms.Textarea, max_length=4_000, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", [(code, SESSIONS[code].of(self.language)) for code in Session.Kind.values])
        regions = [(code, words.of(self.language)) for code, words in PROVINCES.items()]
        choose(self, "province", [("", "—"), *regions])
        for i in range(SPEAKERS):
            for name, label, limit in (
                ("name_zh", _("Speaker's name in Chinese"), 80),
                ("name_en", _("Speaker's name in English"), 120),
                ("affiliation_zh", _("Speaker's affiliation in Chinese"), 200),
                ("affiliation_en", _("Speaker's affiliation in English"), 200),
            ):
                self.fields[f"speaker_{i}_{name}"] = forms.CharField(label=label, max_length=limit, required=False)

    @property
    def own_fields(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("speaker_")]

    @property
    def speaker_rows(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"speaker_{i}_{name}"] for name in ("name_zh", "name_en", "affiliation_zh", "affiliation_en")]
            for i in range(SPEAKERS)
        ]

    def speakers(self) -> list[dict[str, str]]:
        """The speakers typed in, in order."""
        data = self.cleaned_data
        return [
            {name: data[f"speaker_{i}_{name}"] for name in ("name_zh", "name_en", "affiliation_zh", "affiliation_en")}
            for i in range(SPEAKERS)
        ]


class PaperForm(_Worded):
    """A paper or slides of a session."""

    title = forms.CharField(label=_("Title of the paper"), max_length=240)
    file = forms.FileField(label=_("PDF of the paper or slides"), help_text=_("Up to 20 MB."))


class RegistrationForm(_Worded):
    """Who comes; nothing more is asked than the badge and a change of plan need."""

    name = forms.CharField(
        label=_("Name on the badge"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    organisation = forms.CharField(
        label=_("Organisation on the badge"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    contact = forms.CharField(
        label=_("E-mail or telephone"),
        max_length=120,
        help_text=_("Only the organiser sees it, to tell you of changes. It is erased half a year after the event."),
    )


class WithdrawForm(_Worded):
    """Why the center cancels a registration."""

    reason = forms.CharField(
        label=_("Reason for the cancellation"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads it on the page of their registration."),
    )


class CodeForm(_Worded):
    """The code on a badge."""

    code = forms.CharField(
        label=_("Code on the badge"),
        max_length=20,
        help_text=_("Scan the QR code with a telephone that is signed in, or type its eight characters."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class EvaluationForm(_Worded):
    """The sheet after the event."""

    text = forms.CharField(
        label=_("What should be different next time?"),
        widget=forms.Textarea,
        max_length=2_000,
        required=False,
        help_text=_("Please name nobody; the organiser reads it as it stands."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marks = [(str(k), str(k)) for k in range(1, 6)]
        marks[0] = ("1", {"zh": "1　很差", "en": "1  poor"}[self.language])
        marks[4] = ("5", {"zh": "5　很好", "en": "5  very good"}[self.language])
        for name, words in reversed(MARKS.items()):
            field = forms.ChoiceField(label=words.of(self.language), choices=marks, widget=forms.RadioSelect)
            self.fields = {name: field, **self.fields}


class JoinForm(_Worded):
    """How one takes part in the appointments."""

    offers = forms.CharField(
        label=_("What you bring"),
        max_length=300,
        required=False,
        help_text=_("The other participants read this, your name and your organisation."),
    )
    seeks = forms.CharField(label=_("What you look for"), max_length=300, required=False)
    most = forms.IntegerField(label=_("At most so many appointments"), min_value=1, max_value=60, initial=6)
    unavailable = forms.MultipleChoiceField(
        label=_("Times at which you are not free"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, slots: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unavailable", slots)


class SlotsForm(_Worded):
    """A run of times for appointments."""

    first = _moment(_("First appointment begins"))
    count = forms.IntegerField(label=_("How many times"), min_value=1, max_value=100)
    minutes = forms.IntegerField(label=_("Minutes an appointment"), min_value=5, max_value=240, initial=20)
    gap = forms.IntegerField(label=_("Minutes between"), min_value=0, max_value=240, initial=5)
    tables = forms.IntegerField(label=_("Tables"), min_value=1, max_value=500)
    room = forms.CharField(label=_("Room"), max_length=80, required=False)


class PlanForm(_Worded):
    """How long the search may take."""

    seconds = forms.IntegerField(label=_("Seconds of search"), min_value=1, max_value=300, initial=60)
    seed = forms.IntegerField(
        label=_("Seed"), min_value=0, max_value=2**31 - 1, initial=1,
        help_text=_("Another number makes the search take another way."),
    )  # fmt: skip


class AddAppointmentForm(_Worded):
    """An appointment made by hand."""

    first = forms.ChoiceField(label=_("Participant"))
    second = forms.ChoiceField(label=_("The one they meet"))
    slot = forms.ChoiceField(label=_("Time of the appointment"))
    table = forms.IntegerField(label=_("Number of the table"), min_value=1, max_value=500)

    def __init__(self, *args: Any, people: list[tuple[int, str]], slots: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "first", people)
        choose(self, "second", people)
        choose(self, "slot", slots)
