"""Forms of the workspace. Choices and words come in the language of the page."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from patentfair.apps.accounts.models import Authorisation
from patentfair.apps.market.models import Listing
from patentfair.domain.market.kinds import LISTED
from patentfair.domain.patents.classes import ipc_symbol
from patentfair.domain.patents.regions import PROVINCES
from patentfair.web import labels
from patentfair.web.choices import EVALUATION_REPORT, EXPORT_CATALOGUE, SECRECY, YES_NO_UNKNOWN, choose

__all__ = [
    "AuthorisationForm",
    "ClaimForm",
    "DeclarationForm",
    "FormalitiesForm",
    "ListingForm",
    "MessageForm",
    "NeedForm",
    "OpenLicenceTakeForm",
    "OrganisationForm",
    "RecordalForm",
    "SignForm",
    "TranslationForm",
    "codes",
    "symbols",
]

COMPARATORS = [(">=", "≥"), ("<=", "≤"), ("=", "=")]
TARGET_ROWS = 4


def _choices(table: dict[str, Any], language: str, *, empty: str = "") -> list[tuple[str, str]]:
    rows = [(code, words.of(language)) for code, words in table.items()]
    return [("", empty), *rows] if empty else rows


class _Worded(forms.Form):
    """A form that knows the page's language."""

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and field.max_length is None:
                field.max_length = 20_000
                field.validators.append(MaxLengthValidator(20_000))
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4


class _Targets(_Worded):
    """Rows of target numbers: name, comparator, value, unit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        targets = (kwargs.get("initial") or {}).pop("targets", [])
        super().__init__(*args, **kwargs)
        for i in range(TARGET_ROWS):
            row = targets[i] if i < len(targets) else {}
            common: dict[str, Any] = {"required": False}
            self.fields[f"target_{i}_name"] = forms.CharField(
                label=_("Quantity"), max_length=120, initial=row.get("name"), **common
            )
            self.fields[f"target_{i}_comparator"] = forms.ChoiceField(
                label=_("At least or at most"), choices=COMPARATORS, initial=row.get("comparator"), **common
            )
            self.fields[f"target_{i}_value"] = forms.FloatField(label=_("Value"), initial=row.get("value"), **common)
            self.fields[f"target_{i}_unit"] = forms.CharField(
                label=_("Unit"), max_length=20, initial=row.get("unit"), **common
            )

    @property
    def target_rows(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"target_{i}_{part}"] for part in ("name", "comparator", "value", "unit")] for i in range(TARGET_ROWS)
        ]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("target_")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        targets = []
        for i in range(TARGET_ROWS):
            name, value = data.pop(f"target_{i}_name", ""), data.pop(f"target_{i}_value", None)
            comparator, unit = data.pop(f"target_{i}_comparator", ">="), data.pop(f"target_{i}_unit", "")
            if name and value is None:
                self.add_error(f"target_{i}_value", _("Give a number."))
            elif name:
                targets.append({"name": name, "comparator": comparator or ">=", "value": value, "unit": unit})
        data["targets"] = targets
        return data


class OrganisationForm(_Worded):
    """A new organisation."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"))
    province = forms.ChoiceField(label=_("Region"))
    is_state_founded = forms.BooleanField(
        label=_("Founded by the state"),
        help_text=_("Public universities and institutes follow special price rules."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", _choices(labels.ORGANISATION_KINDS, self.language))
        choose(self, "province", _choices(PROVINCES, self.language))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("name_zh") or data.get("name_en")):
            self.add_error("name_zh", _("Give a name in at least one language."))
        return data


class ClaimForm(_Worded):
    """An organisation claims a patent."""

    number = forms.CharField(
        label=_("Patent number"), max_length=60, help_text=_("Any spelling: CN102307917B, ZL 2008 1 0123456.7")
    )
    organisation = forms.ChoiceField(label=_("For the organisation"))
    share = forms.CharField(
        label=_("Share"), initial="1/1", max_length=20, help_text=_("1/1 for the whole, 1/2 for one half.")
    )
    statement = forms.CharField(label=_("Remarks"), widget=forms.Textarea, required=False, max_length=4000)
    evidence = forms.FileField(
        label=_("Evidence"),
        help_text=_("Certified copy of the register, certificate or contract; PDF, PNG or JPEG, up to 20 MB."),
    )

    def __init__(self, *args: Any, organisations: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "organisation", organisations)

    def clean_share(self) -> Fraction:
        try:
            share = Fraction(self.cleaned_data["share"].strip())
        except (ValueError, ZeroDivisionError) as error:
            raise ValidationError(_("Write a fraction such as 1/2.")) from error
        if not 0 < share <= 1 or share.denominator > 1_000_000:
            raise ValidationError(_("A share is more than 0 and at most 1."))
        return share


class DeclarationForm(_Worded):
    """What the register does not show and the law asks for."""

    technology = forms.ChoiceField(
        label=_("Export catalogue"),
        required=False,
        choices=EXPORT_CATALOGUE,
    )
    secrecy = forms.ChoiceField(
        label=_("Secrecy"),
        required=False,
        choices=SECRECY,
    )
    service_invention = forms.ChoiceField(label=_("Is it a service invention?"), choices=YES_NO_UNKNOWN, required=False)
    public_funding = forms.ChoiceField(
        label=_("Is it a result of public funding?"), choices=YES_NO_UNKNOWN, required=False
    )
    key_core_technology = forms.ChoiceField(
        label=_("Does it concern State secrets or key core technology?"), choices=YES_NO_UNKNOWN, required=False
    )
    invalidity_pending = forms.ChoiceField(
        label=_("Is an invalidation request pending?"), choices=YES_NO_UNKNOWN, required=False
    )
    same_day_pair = forms.ChoiceField(
        label=_("Invention and utility model filed on one day"),
        required=False,
        choices=[
            ("", _("not known")),
            ("none", _("no")),
            ("pending", _("yes, invention pending")),
            ("granted", _("yes, invention granted")),
        ],
    )
    evaluation_report = forms.ChoiceField(
        label=_("Patent right evaluation report"),
        required=False,
        choices=EVALUATION_REPORT,
    )

    coownership_agreement = forms.ChoiceField(
        label=_("Agreement among the co-owners"),
        required=False,
        choices=[
            ("", _("not known")),
            ("none", _("none, or nothing about licences and transfer")),
            ("no_solo_licence", _("no licence without the others")),
            ("solo_exclusive_licence", _("each may grant exclusive licences alone")),
        ],
        help_text=_("Matters only where there are co-owners."),
    )
    grants_complete = forms.ChoiceField(
        label=_("Are all licences given so far entered here?"), choices=YES_NO_UNKNOWN, required=False
    )
    encumbrances_complete = forms.ChoiceField(
        label=_("Does the register show no pledge, preservation or suspension but those entered here?"),
        choices=YES_NO_UNKNOWN,
        required=False,
        help_text=_("Look at a fresh copy of the register first."),
    )

    def facts(self) -> dict[str, object]:
        """The answers as facts of the engine; what is not known is left out."""
        words = {"yes": True, "no": False}
        data = dict(self.cleaned_data)
        agreement = data.pop("coownership_agreement")
        facts: dict[str, object] = {name: words.get(value, value) for name, value in data.items() if value}
        if agreement:
            facts["coownership_agreement"] = [] if agreement == "none" else [agreement]
        return facts


class ListingForm(_Targets):
    """What a listing says."""

    title = forms.CharField(label=_("Title in plain words"), max_length=200)
    plain = forms.CharField(
        label=_("What it does"),
        widget=forms.Textarea,
        help_text=_("For someone who is not of your field: what problem, what happens, with numbers."),
    )
    better = forms.CharField(label=_("Why it is better than what is used today"), widget=forms.Textarea, required=False)
    maturity = forms.TypedChoiceField(
        label=_("Technology readiness level"), coerce=int, empty_value=None, required=False
    )
    kinds = forms.MultipleChoiceField(label=_("Offered as"), widget=forms.CheckboxSelectMultiple)
    territory = forms.CharField(
        label=_("Territory"), initial="CN", help_text=_("ISO codes, such as CN or CN-GD, CN-JX."), max_length=200
    )
    fields_of_use = forms.CharField(
        label=_("Fields of use"),
        required=False,
        max_length=200,
        help_text=_("Class symbols, such as A61K; empty for all."),
    )
    term_years = forms.IntegerField(label=_("Term in years"), min_value=1, max_value=20, required=False)
    price_mode = forms.ChoiceField(label=_("Price"))
    upfront = forms.DecimalField(
        label=_("Fixed price or upfront fee (CNY)"), min_value=0, max_digits=15, decimal_places=2, required=False
    )
    royalty_percent = forms.DecimalField(
        label=_("Royalty (%)"), min_value=0, max_value=100, max_digits=6, decimal_places=3, required=False
    )
    royalty_base = forms.CharField(label=_("Royalty base"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kinds", [(one.value, labels.KINDS[one.value].of(self.language)) for one in LISTED])
        choose(self, "price_mode", _choices(labels.PRICE_MODES, self.language))
        choose(self, "maturity", [("", _("not stated")), *((n, f"TRL {n}") for n in range(1, 10))])

    def clean_territory(self) -> list[str]:
        return codes(self.cleaned_data["territory"])

    def clean_fields_of_use(self) -> list[str]:
        return symbols(self.cleaned_data["fields_of_use"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["fields"] = data.pop("fields_of_use", [])
        if data.get("price_mode") == Listing.PriceMode.FIXED and data.get("upfront") is None:
            self.add_error("upfront", _("Give the price, or choose negotiable."))
        if data.get("price_mode") == Listing.PriceMode.ROYALTY and data.get("royalty_percent") is None:
            self.add_error("royalty_percent", _("Give the royalty rate."))
        return data


class NeedForm(_Targets):
    """What a need says: the problem first."""

    problem = forms.CharField(
        label=_("The problem"),
        widget=forms.Textarea,
        help_text=_("What happens, under which conditions, what it costs you. No patent words needed."),
    )
    title = forms.CharField(label=_("In one line"), max_length=200)
    present = forms.CharField(label=_("How it is done today"), widget=forms.Textarea, required=False)
    constraints = forms.CharField(
        label=_("What must not change"),
        widget=forms.Textarea,
        required=False,
        help_text=_("Size, cost, materials, regulation, surroundings."),
    )
    classes = forms.CharField(label=_("Classes, if you know them"), required=False, max_length=200)
    province = forms.ChoiceField(label=_("Region"), required=False)
    maturity_min = forms.TypedChoiceField(label=_("Readiness needed"), coerce=int, empty_value=None, required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of deal you would enter"), widget=forms.CheckboxSelectMultiple, required=False
    )
    budget_low = forms.DecimalField(
        label=_("Budget from (CNY)"), min_value=0, max_digits=15, decimal_places=2, required=False
    )
    budget_high = forms.DecimalField(
        label=_("Budget to (CNY)"), min_value=0, max_digits=15, decimal_places=2, required=False
    )
    deadline = forms.DateField(
        label=_("Answers until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    show_name = forms.BooleanField(label=_("Show our name"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kinds", [(one.value, labels.KINDS[one.value].of(self.language)) for one in LISTED])
        choose(self, "province", _choices(PROVINCES, self.language, empty="—"))
        choose(self, "maturity_min", [("", _("any")), *((n, f"TRL {n}") for n in range(1, 10))])

    def clean_classes(self) -> list[str]:
        return symbols(self.cleaned_data["classes"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        low, high = data.get("budget_low"), data.get("budget_high")
        if low is not None and high is not None and low > high:
            self.add_error("budget_high", _("The upper end is below the lower."))
        return data


class TranslationForm(_Worded):
    """A person's translation, a field for each text that has something in it."""

    def __init__(self, *args: Any, texts: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, text) in texts.items():
            widget = forms.TextInput if name == "title" else forms.Textarea(attrs={"rows": 4})
            self.fields[name] = forms.CharField(
                label=label, help_text=text, required=False, widget=widget, max_length=20_000
            )


class MessageForm(forms.Form):
    """A message to the other side."""

    text = forms.CharField(label=_("Message"), widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000)


class SignForm(forms.Form):
    """The signer's name, typed."""

    name = forms.CharField(label=_("Your name, as you sign"), max_length=120)


class OpenLicenceTakeForm(_Worded):
    """Notice and payment for an open licence."""

    organisation = forms.ChoiceField(label=_("For the organisation"))
    name = forms.CharField(label=_("Your name, as you sign"), max_length=120)
    paid_on = forms.DateField(label=_("Fee paid on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    evidence = forms.FileField(label=_("Proof of payment"), help_text=_("PDF, PNG or JPEG, up to 20 MB."))

    def __init__(self, *args: Any, organisations: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "organisation", organisations)


class RecordalForm(forms.Form):
    """What the office answered."""

    recorded_on = forms.DateField(
        label=_("Date of recordal or registration"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    record_number = forms.CharField(label=_("Number"), max_length=60)


ANSWERS = [
    ("", "—"),
    ("given", _("approved")),
    ("refused", _("not approved")),
    ("not_asked", _("not applied for yet")),
]
APPROVALS = {
    "project_body": _("Approval of the project body"),
    "letter_of_intent": _("Letter of intent for technology export"),
    "export_licence": _("Technology export licence"),
    "contract_registration": _("Registration of the technology export contract"),
    "outward_ip_review": _("Review of the outward transfer of intellectual property"),
    "supervising_department": _("Approval of the supervising department"),
}


class FormalitiesForm(_Worded):
    """What was done before signing."""

    price_method = forms.ChoiceField(
        label=_("How the price was set"),
        required=False,
        choices=[
            ("", "—"),
            ("agreement", _("by agreement")),
            ("listing", _("listing on a technology market")),
            ("auction", _("auction")),
        ],
    )
    notice_start = forms.DateField(
        label=_("Public notice of the price from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    notice_end = forms.DateField(
        label=_("Public notice until (first day after)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    objection = forms.ChoiceField(label=_("Is an objection open?"), required=False, choices=YES_NO_UNKNOWN)
    first_refusal = forms.ChoiceField(
        label=_("The inventors' first refusal"),
        required=False,
        choices=[
            ("", "—"),
            ("waived", _("offered and not taken")),
            ("exercised", _("taken up")),
            ("not_offered", _("not offered yet")),
        ],
    )
    valuation = forms.ChoiceField(label=_("Has the right been valued?"), required=False, choices=YES_NO_UNKNOWN)
    evidence = forms.FileField(label=_("Evidence"), required=False, help_text=_("PDF, PNG or JPEG, up to 20 MB."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kept = dict(kwargs.pop("initial", None) or {})
        kwargs["initial"] = _formality_initial(kept)
        super().__init__(*args, **kwargs)
        for name, words in APPROVALS.items():
            self.fields[name] = forms.ChoiceField(label=words, required=False, choices=ANSWERS)
            self.fields[f"{name}_on"] = forms.DateField(
                label=_("Date of the authority's answer"),
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )

    @property
    def approval_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each approval with the day of the answer."""
        return [(self[name], self[f"{name}_on"]) for name in APPROVALS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in APPROVALS:
            if data.get(name) in ("given", "refused") and not data.get(f"{name}_on"):
                self.add_error(f"{name}_on", _("Give the date on the authority's paper."))
        return data

    def facts(self) -> dict[str, object]:
        """The answers as transaction facts of the rights engine; what is left open stays unknown."""
        data = self.cleaned_data
        facts: dict[str, object] = {name: data[name] for name in ("price_method", "first_refusal") if data[name]}
        if data["notice_start"] and data["notice_end"]:
            facts["price_notice"] = {
                "start": data["notice_start"].isoformat(),
                "end": data["notice_end"].isoformat(),
                "objection_open": {"yes": True, "no": False}.get(data["objection"]),
            }
        if data["valuation"]:
            facts["valuation"] = data["valuation"] == "yes"
        approvals = [
            {"kind": name, "answer": data[name], "on": on.isoformat() if (on := data.get(f"{name}_on")) else None}
            for name in APPROVALS
            if data.get(name)
        ]
        if approvals:
            facts["approvals"] = approvals
        return facts


def _formality_initial(facts: dict[str, Any]) -> dict[str, Any]:
    """What was entered before, as the form shows it."""
    words = {True: "yes", False: "no"}
    notice = facts.get("price_notice") or {}
    initial: dict[str, Any] = {name: facts.get(name, "") for name in ("price_method", "first_refusal")}
    initial |= {"notice_start": notice.get("start"), "notice_end": notice.get("end")}
    initial["objection"] = words[notice["objection_open"]] if notice.get("objection_open") is not None else ""
    initial["valuation"] = words[facts["valuation"]] if facts.get("valuation") is not None else ""
    for approval in facts.get("approvals", ()):
        initial[approval["kind"]] = approval["answer"]
        initial[f"{approval['kind']}_on"] = approval.get("on")
    return initial


class AuthorisationForm(_Worded):
    """A power to act for an organisation."""

    email = forms.EmailField(label=_("E-mail of the person who may act"))
    scope = forms.ChoiceField(label=_("For"))
    valid_from = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    valid_until = forms.DateField(
        label=_("Until (first day after)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    evidence = forms.FileField(label=_("Power of attorney"), help_text=_("PDF, PNG or JPEG, up to 20 MB."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            Authorisation.Scope.MANAGE: _("managing listings and needs"),
            Authorisation.Scope.NEGOTIATE: _("negotiating"),
            Authorisation.Scope.SIGN: _("signing"),
        }
        choose(self, "scope", [(scope.value, word) for scope, word in words.items()])


def codes(text: str) -> list[str]:
    return [code.upper() for code in text.replace("，", ",").replace("、", ",").replace(" ", ",").split(",") if code]


def symbols(text: str) -> list[str]:
    found = []
    for part in text.replace("，", ",").replace("、", ",").replace(";", ",").split(","):
        if not part.strip():
            continue
        symbol = ipc_symbol(part.strip()) or part.strip().upper()
        if not (symbol[0] in "ABCDEFGHY" and len(symbol) <= 20):
            raise ValidationError(_("“%(part)s” is not a class symbol."), params={"part": part.strip()})
        found.append(symbol)
    return found
