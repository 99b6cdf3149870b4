"""Forms of an auction: what is offered and under which conditions, applying, bidding."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patentfair.apps.market.models import Auction
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.web import labels
from patentfair.web.choices import choose
from patentfair.web.deals.auction_words import KINDS
from patentfair.web.present import label
from patentfair.web.workspace.forms import _Worded, codes, symbols

__all__ = ["ApplyForm", "AuctionForm", "BidForm"]

GRANTS = ("assignment", "exclusive", "sole", "ordinary")
CONDITIONS = (
    "kind",
    "starting_price",
    "reserve",
    "increment",
    "deposit",
    "opens_at",
    "closes_at",
    "latest_close",
    "extend_within_minutes",
    "extension_minutes",
    "rules",
)
OPEN_ONLY = ("increment", "latest_close", "extend_within_minutes", "extension_minutes")


def _day(text: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=text, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _time(text: Any, **more: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=text, widget=widget, **more)


def _sum(text: Any, least: Decimal = Decimal(0), **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=text, min_value=least, max_digits=17, decimal_places=2, **more)


class AuctionForm(_Worded):
    """The grant that is offered, and the conditions of the bidding."""

    grant = forms.ChoiceField(label=_("What is granted"))
    territory = forms.CharField(
        label=_("Territory"), initial="CN", max_length=300, help_text=_("ISO codes, such as CN or CN-GD, CN-JX.")
    )
    fields_of_use = forms.CharField(
        label=_("Fields of use"),
        required=False,
        max_length=300,
        help_text=_("Class symbols, such as A61K; empty for all."),
    )
    start = _day(_("Start"))
    end = _day(_("End (first day outside)"), required=False, help_text=_("Empty: as long as the right lives."))
    sublicensable = forms.BooleanField(label=_("Sub-licensing allowed"), required=False)
    royalty_percent = forms.DecimalField(
        label=_("Royalty (%)"), min_value=0, max_value=100, max_digits=6, decimal_places=3, required=False
    )
    royalty_base = forms.CharField(label=_("Royalty base"), required=False, max_length=200)
    notes = forms.CharField(label=_("Other terms"), required=False, widget=forms.Textarea, max_length=20_000)
    kind = forms.ChoiceField(label=_("How it is bid for"))
    starting_price = _sum(
        _("Starting price (CNY)"), Decimal("0.01"), help_text=_("For the upfront fee or purchase price.")
    )
    reserve = _sum(
        _("Reserve (CNY)"), Decimal("0.01"), help_text=_("Below it nothing is sold. Shown only with the result.")
    )
    deposit = _sum(_("Deposit (CNY)"), help_text=_("0 for none; at most the starting price."))
    opens_at = _time(_("Bidding opens (Beijing time)"))
    closes_at = _time(_("Bidding closes (Beijing time)"))
    increment = _sum(_("Least step (CNY)"), required=False, help_text=_("Open bids only."))
    extend_within_minutes = forms.IntegerField(
        label=_("A bid in the last … minutes is late"), min_value=0, max_value=1440, required=False
    )
    extension_minutes = forms.IntegerField(
        label=_("A late bid moves the close by … minutes"), min_value=0, max_value=1440, required=False
    )
    latest_close = _time(_("Latest close (Beijing time)"), required=False)
    rules = forms.CharField(
        label=_("Further conditions"),
        required=False,
        widget=forms.Textarea,
        max_length=10_000,
        help_text=_("Where the deposit is paid, who may be admitted, whom to ask."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "grant", [(code, label(labels.KINDS, code, self.language)) for code in GRANTS])
        choose(self, "kind", [(code, words.of(self.language)) for code, words in KINDS.items()])

    @property
    def of_grant(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in CONDITIONS]

    @property
    def of_bidding(self) -> list[forms.BoundField]:
        return [field for field in self if field.name in CONDITIONS and field.name not in OPEN_ONLY]

    @property
    def of_open_bids(self) -> list[forms.BoundField]:
        return [self[name] for name in OPEN_ONLY]

    def clean_territory(self) -> list[str]:
        return codes(self.cleaned_data["territory"])

    def clean_fields_of_use(self) -> list[str]:
        return symbols(self.cleaned_data["fields_of_use"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == Auction.Kind.OPEN and not data.get("increment"):
            self.add_error("increment", _("An open auction needs a step."))
        return data

    def values(self, patent: str) -> dict[str, Any]:
        """The fields of an auction of a grant of the patent with this key."""
        data = self.cleaned_data
        is_sale = data["grant"] == DealKind.ASSIGNMENT.value
        terms = Terms(
            kind=DealKind(data["grant"]),
            patents=(patent,),
            territory=("CN",) if is_sale else tuple(data["territory"]),
            fields=() if is_sale else tuple(data["fields_of_use"]),
            start=data["start"],
            end=None if is_sale else data["end"],
            royalty_percent=(data["royalty_percent"] or Decimal(0)).normalize() + 0,
            royalty_base=data["royalty_base"],
            sublicensable=data["sublicensable"] and not is_sale,
            notes=data["notes"].replace("\r\n", "\n"),
        )
        return {
            "terms": terms,
            **{name: data[name] for name in CONDITIONS},
            "increment": data["increment"] or Decimal("0.01"),
            "extend_within_minutes": data["extend_within_minutes"] or 0,
            "extension_minutes": data["extension_minutes"] or 0,
            "latest_close": data["latest_close"] or data["closes_at"],
            "rules": data["rules"].replace("\r\n", "\n"),
        }


class _ForOrganisation(_Worded):
    """An act for one of the organisations one may bind."""

    organisation = forms.ChoiceField(label=_("For the organisation"))

    def __init__(self, *args: Any, organisations: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "organisation", organisations)


class ApplyForm(_ForOrganisation):
    """Ask to be admitted."""

    evidence = forms.FileField(
        label=_("Proof of the deposit"), help_text=_("PDF, PNG or JPEG, up to 20 MB."), required=False
    )


class BidForm(_ForOrganisation):
    """A bid."""

    amount = _sum(_("Your bid (CNY)"), Decimal("0.01"))
    binding = forms.BooleanField(label=_("I have the power to sign, and this bid binds my organisation."))
