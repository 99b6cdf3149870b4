"""The form of a term sheet: the parts its kind of deal has, and no others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from patentfair.domain.market.kinds import Kind
from patentfair.domain.market.terms import ACTS, Condition, DealKind, Milestone, Terms, Tier
from patentfair.web import labels
from patentfair.web.choices import choose
from patentfair.web.present import label
from patentfair.web.workspace.forms import codes, symbols

__all__ = ["TermsForm", "initial_of", "rows_for"]

MOST_ROWS = 12
_STATEMENTS = [(1, _("monthly")), (3, _("quarterly")), (6, _("half-yearly")), (12, _("yearly"))]


def _day(text: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=text, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _sum(text: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=text, min_value=0, max_digits=15, decimal_places=2, initial=0, **more)


def _text(text: Any, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=text, widget=forms.Textarea(attrs={"rows": rows}), max_length=20_000, required=False, **more
    )


class TermsForm(forms.Form):
    """A version of the term sheet of one kind. `sections` are its parts with their fields, for the page."""

    def __init__(
        self, *args: Any, kind: Kind, language: str, rows: int = 3, amends: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.language = kind, language
        self._parts: list[tuple[Any, list[list[str]]]] = []
        for part in kind.parts:
            if amends and part in ("together", "conditions"):
                continue
            getattr(self, f"_add_{part}", self._add_steps)(part, min(rows, MOST_ROWS))
        self._add("notes", _text(_("Other terms")))
        self._parts.append((_("Anything else"), [["notes"]]))
        if amends:
            self._add("reason", _text(_("Why"), 3))
            self._add("name", forms.CharField(label=_("Your name, as you sign"), max_length=120))
            self._parts.append((_("Your signature"), [["reason"], ["name"]]))

    @property
    def sections(self) -> list[dict[str, Any]]:
        return [{"title": title, "rows": [[self[name] for name in row] for row in rows]} for title, rows in self._parts]

    def _add(self, name: str, field: forms.Field) -> str:
        self.fields[name] = field
        return name

    def _add_grant(self, _part: str, _rows: int) -> None:
        rows = []
        if self.kind.grants:
            self._add("grants", forms.ChoiceField(label=_("What is granted")))
            choose(
                self, "grants", [(one.value, label(labels.KINDS, one.value, self.language)) for one in self.kind.grants]
            )
            rows.append(["grants"])
        self._add("start", _day(_("Start")))
        if self.kind.kind is DealKind.ASSIGNMENT:
            self._parts.append((_("What is granted"), [["start"]]))
            return
        self._add(
            "end", _day(_("End (first day outside)"), required=False, help_text=_("Empty: as long as the right lives."))
        )
        self._add(
            "acts",
            forms.MultipleChoiceField(label=_("Acts"), widget=forms.CheckboxSelectMultiple, initial=list(ACTS)),
        )
        choose(self, "acts", [(code, words.of(self.language)) for code, words in labels.ACTS.items() if code in ACTS])
        self._add("sublicensable", forms.BooleanField(label=_("Sub-licensing allowed"), required=False))
        self._parts.append((_("What is granted"), [*rows, ["start", "end"], ["acts"], ["sublicensable"]]))

    def _add_scope(self, _part: str, _rows: int) -> None:
        self._add(
            "territory",
            forms.CharField(
                label=_("Territory"),
                initial="CN",
                max_length=300,
                help_text=_("ISO codes, such as CN or CN-GD, CN-JX."),
            ),
        )
        self._add(
            "fields_of_use",
            forms.CharField(
                label=_("Fields of use"),
                required=False,
                max_length=300,
                help_text=_("Class symbols, such as A61K; empty for all."),
            ),
        )
        self._parts.append((_("Where and for what"), [["territory", "fields_of_use"]]))

    def _add_price(self, _part: str, _rows: int) -> None:
        self._add("currency", forms.CharField(label=_("Currency"), initial="CNY", min_length=3, max_length=3))
        upfront = _("Price") if self.kind.kind is DealKind.ASSIGNMENT else _("Upfront fee")
        self._add("upfront", _sum(upfront))
        self._add(
            "payment_days",
            forms.IntegerField(label=_("Days to pay after an invoice"), min_value=0, max_value=365, initial=30),
        )
        self._add("equity", _text(_("Equity, if shares are part of the price"), 2))
        self._parts.append((_("What is paid"), [["upfront", "currency"], ["payment_days"], ["equity"]]))

    def _add_royalty(self, _part: str, rows: int) -> None:
        self._add(
            "royalty_percent",
            forms.DecimalField(
                label=_("Royalty (%)"), min_value=0, max_value=100, max_digits=6, decimal_places=3, initial=0
            ),
        )
        self._add("royalty_base", forms.CharField(label=_("Royalty base"), required=False, max_length=200))
        self._add("minimum_yearly", _sum(_("Minimum royalty a year")))
        self._add("royalty_cap", _sum(_("Royalty cap (in all, 0 for none)")))
        self._add(
            "statement_months",
            forms.TypedChoiceField(label=_("Royalty statements"), coerce=int, choices=_STATEMENTS, initial=12),
        )
        tiers = []
        for number in range(1, rows + 1):
            self._add(
                f"tier_{number}_up_to",
                forms.DecimalField(
                    label=_("Step %(number)s: up to (sales in all)") % {"number": number},
                    min_value=0,
                    max_digits=15,
                    decimal_places=2,
                    required=False,
                ),
            )
            self._add(
                f"tier_{number}_percent",
                forms.DecimalField(
                    label=_("Step %(number)s: royalty (%%)") % {"number": number},
                    min_value=0,
                    max_value=100,
                    max_digits=6,
                    decimal_places=3,
                    required=False,
                ),
            )
            tiers.append([f"tier_{number}_up_to", f"tier_{number}_percent"])
        base = [["royalty_percent", "royalty_base"], ["minimum_yearly", "royalty_cap"], ["statement_months"]]
        self._parts.append((_("Running royalty"), base))
        self._parts.append((_("Royalty in steps, if it changes with the sales"), tiers))

    def _add_free_period(self, _part: str, _rows: int) -> None:
        self._add("free_until", _day(_("Free until (first day outside)")))
        self._parts.append((_("Use first, pay later"), [["free_until"]]))

    def _add_pilot(self, _part: str, _rows: int) -> None:
        self._add("pilot_until", _day(_("Pilot until (first day outside)")))
        self._add("pilot_fee", _sum(_("Pilot fee")))
        self._parts.append((_("The pilot"), [["pilot_until", "pilot_fee"]]))

    def _add_debt(self, _part: str, _rows: int) -> None:
        self._add("start", _day(_("Pledge agreed from")))
        self._add("currency", forms.CharField(label=_("Currency"), initial="CNY", min_length=3, max_length=3))
        self._add("secured_amount", _sum(_("Secured debt")))
        self._add("debtor", forms.CharField(label=_("Debtor"), max_length=200))
        self._add("debt_from", _day(_("Debt runs from"), required=False))
        self._add("debt_until", _day(_("Debt to be paid by")))
        rows = [["secured_amount", "currency"], ["debtor", "start"], ["debt_from", "debt_until"]]
        self._parts.append((_("The secured debt"), rows))

    def _add_together(self, _part: str, _rows: int) -> None:
        self._add(
            "patents",
            forms.CharField(
                label=_("Further patents"),
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=8000,
                help_text=_("Numbers, one a line. The patent this deal began with is always part of it."),
            ),
        )
        self._add("know_how", _text(_("Know-how that goes with them")))
        self._add("software", _text(_("Software that goes with them")))
        self._parts.append((_("What goes together"), [["patents"], ["know_how"], ["software"]]))

    def _add_development(self, _part: str, _rows: int) -> None:
        self._add("contributions", _text(_("What each side contributes: people, money, equipment, background patents")))
        self._add("results", _text(_("Who owns the results, and who may use them")))
        for name in ("contributions", "results"):
            self.fields[name].required = True
        self._parts.append((_("The development"), [["contributions"], ["results"]]))

    def _add_steps(self, part: str, rows: int) -> None:
        """Milestones and conditions: a row each."""
        lines = []
        for number in range(1, rows + 1):
            names = [f"{part}_{number}_name"]
            what = _("Milestone %(number)s") if part == "milestones" else _("Condition %(number)s")
            self._add(names[0], forms.CharField(label=what % {"number": number}, required=False, max_length=200))
            if part == "milestones":
                names.append(f"{part}_{number}_amount")
                self._add(
                    names[-1],
                    forms.DecimalField(label=_("Amount"), min_value=0, max_digits=15, decimal_places=2, required=False),
                )
            names.append(f"{part}_{number}_by")
            self._add(names[-1], _day(_("At the latest"), required=False))
            lines.append(names)
        title = _("Milestone payments") if part == "milestones" else _("Conditions before it takes effect")
        self._parts.append((title, lines))

    def clean_territory(self) -> list[str]:
        return codes(self.cleaned_data["territory"])

    def clean_fields_of_use(self) -> list[str]:
        return symbols(self.cleaned_data["fields_of_use"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(1, MOST_ROWS + 1):
            amount, name = data.get(f"milestones_{number}_amount"), data.get(f"milestones_{number}_name")
            if amount and not name:
                self.add_error(f"milestones_{number}_name", gettext("Say what has to be reached."))
            if data.get(f"tier_{number}_up_to") is not None and data.get(f"tier_{number}_percent") is None:
                self.add_error(f"tier_{number}_percent", gettext("Give the royalty of this step."))
        return data

    def terms(self, patents: tuple[str, ...]) -> Terms:
        """The terms as a value; `patents` are the keys of what was found for the numbers."""
        data = self.cleaned_data
        given: dict[str, Any] = {
            name: _plain(data[name]) for name in Terms.__struct_fields__ if name in data and name != "patents"
        }
        if "grants" in given:
            given["grants"] = DealKind(given["grants"])
        if "acts" in given:
            given["acts"] = tuple(given["acts"])
        if "territory" in data:
            given["territory"], given["fields"] = tuple(data["territory"]), tuple(data["fields_of_use"])
        given["currency"] = str(given.get("currency", "CNY")).upper()
        return Terms(
            kind=self.kind.kind,
            patents=patents,
            tiers=tuple(
                Tier(_plain(data.get(f"tier_{n}_up_to")), _plain(data[f"tier_{n}_percent"]))
                for n in self._numbers("tier", "percent")
            ),
            milestones=tuple(
                Milestone(
                    data[f"milestones_{n}_name"],
                    _plain(data.get(f"milestones_{n}_amount")) or Decimal(0),
                    data.get(f"milestones_{n}_by"),
                )
                for n in self._numbers("milestones", "name")
            ),
            conditions=tuple(
                Condition(data[f"conditions_{n}_name"], data.get(f"conditions_{n}_by"))
                for n in self._numbers("conditions", "name")
            ),
            **given,
        )

    def _numbers(self, part: str, name: str) -> list[int]:
        data = self.cleaned_data
        return [n for n in range(1, MOST_ROWS + 1) if data.get(f"{part}_{n}_{name}") not in (None, "")]


def _plain(value: Any) -> Any:
    """Amounts without needless zeros and texts with one kind of line end, so that equal terms have one hash."""
    if isinstance(value, Decimal):
        return value.normalize() + 0
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def initial_of(terms: Terms) -> dict[str, Any]:
    """What the form shows for an earlier version."""
    start: dict[str, Any] = {name: getattr(terms, name) for name in Terms.__struct_fields__}
    start |= {
        "grants": terms.grants.value,
        "territory": ", ".join(terms.territory),
        "fields_of_use": ", ".join(terms.fields),
        "patents": "\n".join(terms.patents[1:]),
        "acts": list(terms.acts),
    }
    for number, tier in enumerate(terms.tiers, start=1):
        start |= {f"tier_{number}_up_to": tier.up_to, f"tier_{number}_percent": tier.percent}
    for number, one in enumerate(terms.milestones, start=1):
        start |= {
            f"milestones_{number}_name": one.name,
            f"milestones_{number}_amount": one.amount,
            f"milestones_{number}_by": one.due,
        }
    for number, condition in enumerate(terms.conditions, start=1):
        start |= {f"conditions_{number}_name": condition.name, f"conditions_{number}_by": condition.by}
    return start


def rows_for(terms: Terms | None) -> int:
    """How many rows of steps the form offers: one more than there are, three at least."""
    if terms is None:
        return 3
    return max(3, *(len(one) + 1 for one in (terms.tiers, terms.milestones, terms.conditions)))
