"""Help with a price: what comparable deals came to, and what terms would bring year by year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patentfair.apps.market.prices import KINDS_COMPARED, publication
from patentfair.domain.kernel.errors import DomainError, Invalid
from patentfair.domain.market.comparables import LEAST_DEALS, Band, Level, Measure, band_for
from patentfair.domain.market.royalty import Due, ForecastYear, Statement, due, forecast
from patentfair.domain.market.terms import DealKind, Terms, Tier
from patentfair.domain.market.valuation_money import NOT_ONE_PRICE
from patentfair.domain.patents.fields import FIELDS
from patentfair.web import labels
from patentfair.web.language import page_language
from patentfair.web.present import label
from patentfair.web.refusals import sentence
from patentfair.web.request import PageRequest

__all__ = ["band_row", "price_help", "sum_text"]

MOST_YEARS = 30


class RoyaltyForm(forms.Form):
    """Terms someone tries out, and the sales they suppose."""

    upfront = forms.DecimalField(label=_("Upfront fee"), min_value=0, max_digits=15, decimal_places=2, required=False)
    royalty_percent = forms.DecimalField(
        label=_("Royalty (%)"), min_value=0, max_value=100, max_digits=7, decimal_places=4, required=False
    )
    step_at = forms.DecimalField(
        label=_("Another rate above (sales in all)"),
        min_value=0,
        max_digits=15,
        decimal_places=2,
        required=False,
        help_text=_("Empty where one rate holds throughout."),
    )
    step_percent = forms.DecimalField(
        label=_("Rate above it (%)"), min_value=0, max_value=100, max_digits=7, decimal_places=4, required=False
    )
    minimum_yearly = forms.DecimalField(
        label=_("Minimum royalty a year"), min_value=0, max_digits=15, decimal_places=2, required=False
    )
    royalty_cap = forms.DecimalField(
        label=_("Royalty cap (in all)"), min_value=0, max_digits=15, decimal_places=2, required=False
    )
    sales = forms.CharField(
        label=_("Sales in each year"),
        max_length=1000,
        help_text=_("One number a year, parted by blanks: 1000000 1500000 2000000. At most thirty years."),
    )
    discount = forms.DecimalField(
        label=_("Discount rate a year (%)"),
        min_value=0,
        max_value=100,
        max_digits=6,
        decimal_places=3,
        help_text=_(
            "What a year's waiting and the risk cost you. It is yours to choose; 0 leaves the sums as they are."
        ),
    )

    def clean_sales(self) -> tuple[Decimal, ...]:
        """The numbers; thousands may be parted by commas inside a number only where three digits follow."""
        text = self.cleaned_data["sales"].replace("，", " ").replace("、", " ").replace(";", " ").replace("；", " ")
        try:
            sales = tuple(Decimal(part.replace(",", "")) for part in text.split())
        except InvalidOperation as error:
            raise forms.ValidationError(_("Give plain numbers, parted by blanks.")) from error
        if not 0 < len(sales) <= MOST_YEARS:
            raise forms.ValidationError(_("Give one to thirty numbers."))
        if not all(one.is_finite() and 0 <= one < Decimal(10) ** 13 for one in sales):
            raise forms.ValidationError(_("Sales lie between 0 and ten trillion."))
        return tuple(round(one, 2) for one in sales)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("step_at") is None) != (data.get("step_percent") is None):
            self.add_error("step_percent", _("Give both the sum and the rate above it, or neither."))
        return data

    def terms(self, start: date) -> Terms:
        """What was typed as terms; only the price matters here."""
        data = {name: value for name, value in self.cleaned_data.items() if value is not None}
        percent = data.get("royalty_percent", Decimal(0))
        tiers = (Tier(data["step_at"], percent), Tier(None, data["step_percent"])) if "step_at" in data else ()
        return Terms(
            kind=DealKind.ORDINARY,
            patents=("-",),
            start=start,
            upfront=data.get("upfront", Decimal(0)),
            royalty_percent=percent,
            royalty_base="sales",
            tiers=tiers,
            minimum_yearly=data.get("minimum_yearly", Decimal(0)),
            royalty_cap=data.get("royalty_cap", Decimal(0)),
        )


def price_help(request: PageRequest) -> HttpResponse:
    """Bands of comparable deals by kind and field, a royalty calculator, and why there is no single price."""
    language = page_language()
    kinds = {kind.value: label(labels.KINDS, kind.value, language) for kind in KINDS_COMPARED}
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else DealKind.ORDINARY.value
    number = request.GET.get("field", "")
    field = (
        int(number) if number.isascii() and number.isdecimal() and len(number) < 3 and int(number) in FIELDS else None
    )
    published = publication(timezone.localdate())
    asked = "sales" in request.GET
    form = RoyaltyForm(request.GET if asked else None, initial={"discount": 10})
    context = {
        "kinds": [(code, name, code == kind) for code, name in kinds.items()],
        "fields": [(n, one.name.of(language), n == field) for n, one in FIELDS.items()],
        "kind": kind,
        "field": field,
        "rows": _rows(published.bands, kind, field, language),
        "all_rows": [band_row(band, language) for band in published.bands],
        "quarter": published.quarter,
        "least": LEAST_DEALS,
        "not_one_price": NOT_ONE_PRICE.of(language),
        "form": form,
        "forecast": _forecast(form, language) if asked and form.is_valid() else None,
    }
    return render(request, "web/price_help.html", context)


def _rows(bands: tuple[Band, ...], kind: str, field: int | None, language: str) -> list[dict[str, Any]]:
    """The finest band for each measure and currency of a kind of deal in a field."""
    measures = sorted({(band.measure, band.currency) for band in bands if band.kind == kind})
    found = [band_for(bands, kind=kind, field=field, measure=one, currency=money) for one, money in measures]
    return [band_row(band, language) for band in found if band is not None]


def band_row(band: Band, language: str) -> dict[str, Any]:
    """A band in words."""
    if band.level is Level.FIELD:
        where = FIELDS[int(band.code)].name
    elif band.level is Level.SECTOR:
        where = next(one.sector.name for one in FIELDS.values() if one.sector.code == band.code)
    else:
        where = labels.ALL_FIELDS
    is_rate = band.measure is Measure.ROYALTY
    shown = [f"{value:f} %" if is_rate else sum_text(value) for value in (band.lower, band.median, band.upper)]
    return {
        "kind": label(labels.KINDS, band.kind, language),
        "where": where.of(language),
        "measure": labels.MEASURES[band.measure.value].of(language),
        "currency": band.currency,
        "lower": shown[0],
        "median": shown[1],
        "upper": shown[2],
        "at_least": band.at_least,
        "years": str(band.first_year) if band.first_year == band.last_year else f"{band.first_year}–{band.last_year}",
    }


def sum_text(amount: Decimal) -> str:
    """An amount with thousands parted, cents only where there are some."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def _forecast(form: RoyaltyForm, language: str) -> dict[str, Any] | None:
    """The table of years with every step; None (and the form says why) where the terms cannot stand."""
    start = timezone.localdate().replace(day=1)
    sales: tuple[Decimal, ...] = form.cleaned_data["sales"]
    try:
        terms = form.terms(start)
        years = forecast(terms, sales, form.cleaned_data["discount"])
        statements = [Statement(one.period.start, one.period.end, base) for one, base in zip(years, sales, strict=True)]
        last = years[-1].period.end
        dues = [one for one in due(terms, statements, until=last) if one.period is None or one.period.end <= last]
    except DomainError as error:
        place = str(error.data.get("field", "")) if isinstance(error, Invalid) else ""
        form.add_error(place if place in form.fields else None, sentence(error))
        return None
    highest = max((one.total for one in years), default=Decimal(0))
    return {
        "years": [_year(one, [each for each in dues if _belongs(each, one)], highest, language) for one in years],
        "total": sum_text(sum((one.total for one in years), Decimal(0))),
        "present": sum_text(sum((one.present_value for one in years), Decimal(0))),
        "discount": form.cleaned_data["discount"],
    }


def _belongs(one: Due, year: ForecastYear) -> bool:
    return one.period == year.period if one.period else year.year == 1


def _year(one: ForecastYear, dues: list[Due], highest: Decimal, language: str) -> dict[str, Any]:
    wide = float(one.total / highest) * 100 if highest else 0.0
    now = float(one.present_value / highest) * 100 if highest else 0.0
    return {
        "number": one.year,
        "base": sum_text(one.base),
        "upfront": sum_text(one.upfront),
        "royalty": sum_text(one.royalty),
        "minimum": sum_text(one.minimum),
        "total": sum_text(one.total),
        "present": sum_text(one.present_value),
        "steps": [
            {
                "what": step.words.of(language),
                "base": sum_text(step.base) if step.base is not None else "",
                "percent": f"{step.percent.normalize():f}" if step.percent is not None else "",
                "amount": sum_text(step.amount),
            }
            for each in dues
            for step in each.how
        ],
        "bar": {"total": f"{wide:.2f}", "present": f"{now:.2f}"},
    }
