"""The form of a valuation: scores with reasons, weights, and the inputs of the three money views."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patentfair.apps.market.prices import KINDS_COMPARED, Publication
from patentfair.apps.market.valuing import CostInput, MoneyInputs, Threefold, Why
from patentfair.domain.market.valuation import DEFAULT_SCHEME
from patentfair.domain.market.valuation_indicators import LEAVES, NODES, Node, children
from patentfair.domain.market.valuation_prefill import Prefilled
from patentfair.web import labels
from patentfair.web.choices import choose
from patentfair.web.present import label

__all__ = ["ValuationForm"]

COST_ROWS = 4
YEAR_ROWS = 8
PARTS = ("low", "likely", "high")
HUNDRED = Decimal(100)


class ValuationForm(forms.Form):
    """Every field is optional but the organisation: what is left open stays unknown."""

    organisation = forms.TypedChoiceField(label=_("For the organisation"), coerce=int)
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3, initial="CNY")
    market_kind = forms.ChoiceField(label=_("Kind of deal"), required=False)
    years_left = forms.IntegerField(label=_("Years left of the term"), min_value=0, max_value=60, required=False)
    index = forms.CharField(
        label=_("Price index by year"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Year and index, one pair a line: 2020 98.5. Give an index of your own source, or leave it empty."),
    )
    index_year = forms.IntegerField(label=_("In prices of the year"), min_value=1950, max_value=2100, required=False)

    def __init__(
        self, *args: Any, language: str, organisations: list[tuple[int, str]], prefilled: Prefilled, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.language, self._prefilled = language, prefilled
        choose(self, "organisation", organisations)
        kinds = [(kind.value, label(labels.KINDS, kind.value, language)) for kind in KINDS_COMPARED]
        choose(self, "market_kind", [("", "—"), *kinds])
        self.fields["market_kind"].initial = "ordinary"
        for code, node in NODES.items():
            self._add_weight(code, node)
            if code in LEAVES:
                self._add_leaf(code, node)
        for number in range(COST_ROWS):
            self._add_number(f"cost_{number}_amount", _("Amount"))
            self.fields[f"cost_{number}_name"] = forms.CharField(label=_("Spent on"), max_length=120, required=False)
            self.fields[f"cost_{number}_year"] = forms.IntegerField(
                label=_("Year"), min_value=1950, max_value=2100, required=False
            )
        for number in range(YEAR_ROWS):
            for part in PARTS:
                self._add_number(f"base_{number}_{part}", _WORDS[part])
        for name in ("rate", "discount"):
            for part in PARTS:
                self._add_number(f"{name}_{part}", _WORDS[part], most=Decimal(100), places=4)

    def _add_number(self, name: str, text: Any, *, most: Decimal | None = None, places: int = 2) -> None:
        self.fields[name] = forms.DecimalField(
            label=text, min_value=0, max_value=most, max_digits=17, decimal_places=places, required=False
        )

    def _add_weight(self, code: str, node: Node) -> None:
        self.fields[f"weight_{code}"] = forms.DecimalField(
            label=node.name.of(self.language),
            min_value=0,
            max_value=100,
            max_digits=5,
            decimal_places=2,
            initial=_plain(node.weight * 100),
        )

    def _add_leaf(self, code: str, node: Node) -> None:
        score, why = self._prefilled.get(code, (None, None))
        anchors = {anchor.score: anchor.words.of(self.language) for anchor in node.anchors}
        steps = [(str(n), f"{n}　{anchors[n]}" if n in anchors else str(n)) for n in range(11)]
        self.fields[f"score_{code}"] = forms.ChoiceField(
            label=node.name.of(self.language),
            help_text=node.question.of(self.language) if node.question else "",
            choices=[("", _("not known")), *steps],
            required=False,
            initial="" if score is None else str(score),
        )
        self.fields[f"why_{code}"] = forms.CharField(
            label=_("Reason for the score"),
            max_length=400,
            required=False,
            initial=why.of(self.language) if why else "",
        )

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The tree for the page: first level, second level, leaves with their two fields."""
        return [
            {
                "node": top,
                "name": top.name.of(self.language),
                "groups": [
                    {"name": group.name.of(self.language), "leaves": list(self._leaves(group))}
                    for group in children(top.code)
                ],
            }
            for top in children("")
        ]

    def _leaves(self, group: Node) -> Iterator[dict[str, Any]]:
        for leaf in children(group.code):
            yield {
                "score": self[f"score_{leaf.code}"],
                "why": self[f"why_{leaf.code}"],
                "from_record": leaf.code in self._prefilled,
            }

    @property
    def weight_rows(self) -> list[dict[str, Any]]:
        """All weights in the order of the tree."""
        return [{"field": self[f"weight_{code}"], "level": node.level} for code, node in NODES.items()]

    @property
    def cost_rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"cost_{n}_{part}"] for part in ("name", "amount", "year")] for n in range(COST_ROWS)]

    @property
    def base_rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"base_{n}_{part}"] for part in PARTS] for n in range(YEAR_ROWS)]

    @property
    def rate_rows(self) -> list[tuple[Any, list[forms.BoundField]]]:
        rows = (("rate", _("Royalty rate that is saved (%)")), ("discount", _("Discount rate a year (%)")))
        return [(text, [self[f"{name}_{part}"] for part in PARTS]) for name, text in rows]

    def clean_index(self) -> dict[int, Decimal]:
        index: dict[int, Decimal] = {}
        for line in self.cleaned_data["index"].replace(";", "\n").replace("；", "\n").splitlines():
            parts = line.replace(":", " ").replace("：", " ").split()
            if not parts:
                continue
            try:
                year, figure = int(parts[0]), Decimal(parts[1])
            except (ValueError, IndexError, InvalidOperation) as error:
                raise forms.ValidationError(_("Write a year and its index on each line.")) from error
            if len(parts) > 2 or not 1950 <= year <= 2100 or not figure.is_finite() or not 0 < figure <= 100_000:
                raise forms.ValidationError(_("Write a year and its index on each line."))
            index[year] = round(figure, 4)
        return index

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].upper()
        if not (currency.isascii() and currency.isalpha()):
            raise forms.ValidationError(_("Three letters, such as CNY."))
        return currency

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for parent in ("", *(code for code, node in NODES.items() if node.level < 3)):
            below = [f"weight_{node.code}" for node in children(parent)]
            if all(data.get(name) is not None for name in below) and sum(data[name] for name in below) != HUNDRED:
                self.add_error(below[0], _("The weights of one group must come to 100%."))
        for number in range(COST_ROWS):
            given = [data.get(f"cost_{number}_{part}") for part in ("name", "amount", "year")]
            if any(given) and (given[1] is None or given[2] is None):
                self.add_error(f"cost_{number}_amount", _("Give the amount and the year."))
        for name in [*(f"base_{number}" for number in range(YEAR_ROWS)), "rate", "discount"]:
            three = [one for part in PARTS if (one := data.get(f"{name}_{part}")) is not None]
            if three and len(three) < len(PARTS):
                self.add_error(f"{name}_low", _("Give all three figures, or none."))
            elif three != sorted(three):
                self.add_error(f"{name}_low", _("From the careful to the hopeful figure the numbers must not fall."))
        return data

    def weights(self) -> dict[str, Decimal]:
        """Weights as parts of one; none where the default ones were left as they are."""
        given = {code: self.cleaned_data[f"weight_{code}"] / 100 for code in NODES}
        return {} if given == DEFAULT_SCHEME.weights else given

    def scores(self) -> dict[str, Decimal | None]:
        return {code: Decimal(text) if (text := self.cleaned_data[f"score_{code}"]) else None for code in LEAVES}

    def reasons(self) -> dict[str, Why]:
        """What was written; the record's own sentence stands only beside the record's own score."""
        found = {}
        for code in LEAVES:
            text, given = self.cleaned_data[f"why_{code}"].strip(), self.cleaned_data[f"score_{code}"]
            score, why = self._prefilled.get(code, (None, None))
            if why is not None and text == why.of(self.language):
                if given == str(score):
                    found[code] = Why(why.zh, why.en, from_record=True)
            elif text:
                found[code] = Why(text, text)
        return found

    def money(self, published: Publication, field: int | None) -> MoneyInputs:
        """The inputs of the money views, with the bands as they are published now."""
        data = self.cleaned_data
        kind = data["market_kind"]
        return MoneyInputs(
            currency=data["currency"],
            costs=tuple(
                CostInput(data[f"cost_{n}_name"] or "—", amount, data[f"cost_{n}_year"])
                for n in range(COST_ROWS)
                if (amount := data[f"cost_{n}_amount"]) is not None
            ),
            index=data["index"],
            index_year=data["index_year"],
            market_kind=kind,
            field=field,
            bands=tuple(band for band in published.bands if band.kind == kind) if kind else (),
            bands_of=published.quarter,
            base=tuple(row for n in range(YEAR_ROWS) if (row := self._three(f"base_{n}")) is not None),
            rate=self._three("rate"),
            discount=self._three("discount"),
            years_left=data["years_left"] or 0,
        )

    def _three(self, name: str) -> Threefold | None:
        low, likely, high = (self.cleaned_data[f"{name}_{part}"] for part in PARTS)
        return None if low is None or likely is None or high is None else Threefold(low, likely, high)


_WORDS = {"low": _("Careful"), "likely": _("Likely"), "high": _("Hopeful")}


def _plain(number: Decimal) -> str:
    """Without trailing noughts, never in powers of ten."""
    return f"{number.normalize():f}"
