"""Forms about the money of a deal."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patentfair.domain.market.sharing import Plan

__all__ = ["CostForm", "InvoiceForm", "PaymentForm", "QuestionForm", "SharePaidForm", "SharingForm", "StatementForm"]

FILE_HELP = _("PDF, PNG or JPEG, up to 20 MB.")


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def _amount(label: Any, *, least: Decimal = Decimal("0.01"), **kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=least, max_digits=17, decimal_places=2, **kwargs)


class StatementForm(forms.Form):
    """The base of a period, as the grantee states it."""

    period = forms.ChoiceField(label=_("Period"))
    base = _amount(_("Base of the royalty"), least=Decimal(0))
    evidence = forms.FileField(label=_("Evidence of the sales"), help_text=FILE_HELP)

    def __init__(self, *args: Any, periods: list[tuple[str, str]], base_of: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        if isinstance(field, forms.ChoiceField):
            field.choices = periods
        self.fields["base"].help_text = base_of


class QuestionForm(forms.Form):
    """What the grantor asks about a statement."""

    question = forms.CharField(
        label=_("What is in question"), widget=forms.Textarea(attrs={"rows": 4}), min_length=5, max_length=2000
    )


class InvoiceForm(forms.Form):
    """Something beside the terms."""

    what = forms.CharField(label=_("What for"), min_length=2, max_length=200)
    amount = _amount(_("Amount"))
    due_on = _day(_("Due on"))

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].help_text = currency


class PaymentForm(forms.Form):
    """A payment made outside."""

    amount = _amount(_("Amount paid"))
    paid_on = _day(_("Paid on"))
    evidence = forms.FileField(label=_("Proof of payment"), help_text=FILE_HELP)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        help_text = _("In %(currency)s: the whole, a part, or more than is open.") % {"currency": currency}
        self.fields["amount"].help_text = help_text


class CostForm(forms.Form):
    """A direct cost that comes off before income is shared."""

    cost = _amount(_("Direct costs"), required=False, help_text=_("Taken off before the income is shared."))
    cost_name = forms.CharField(label=_("What the costs were for"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("cost") and not (data.get("cost_name") or "").strip():
            self.add_error("cost_name", _("Say what the costs were for."))
        return data

    def costs(self) -> list[tuple[str, Decimal]]:
        data = self.cleaned_data
        return [(data["cost_name"].strip(), data["cost"])] if data.get("cost") else []


class SharePaidForm(forms.Form):
    """The day on which a share was paid out."""

    paid_on = _day(_("Paid out on"), initial=timezone.localdate)


def _fraction(text: str) -> Fraction:
    """A share as people write it: 70%, 0.7, 7/10."""
    written = text.strip().replace("％", "%").replace("／", "/")
    if len(written) > 40 or "e" in written.lower() or "_" in written:
        raise ValidationError(_("Write a share such as 1/3, or in percent."))
    try:
        return Fraction(written[:-1].strip()) / 100 if written.endswith("%") else Fraction(written)
    except (ValueError, ZeroDivisionError) as error:
        raise ValidationError(_("Write a share such as 1/3, or in percent.")) from error


class SharingForm(forms.Form):
    """How the net income is shared."""

    inventors = forms.CharField(
        label=_("Part of the inventors"), max_length=40, help_text=_("A share such as 1/3, or in percent.")
    )
    department = forms.CharField(label=_("Part of the department"), max_length=40)
    institution = forms.CharField(label=_("Part of the institution"), max_length=40)
    each = forms.CharField(
        label=_("Inventors and their shares"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line: the name, a colon, the share of the inventors' part. Together they make the whole."),
    )
    basis = forms.CharField(
        label=_("Rules or agreement it rests on"),
        required=False,
        max_length=200,
        help_text=_("The unit's published rules, or the agreement with those who made the result."),
    )
    evidence = forms.FileField(label=_("The rules or the agreement"), required=False, help_text=FILE_HELP)

    def clean_inventors(self) -> Fraction:
        return _fraction(self.cleaned_data["inventors"])

    def clean_department(self) -> Fraction:
        return _fraction(self.cleaned_data["department"])

    def clean_institution(self) -> Fraction:
        return _fraction(self.cleaned_data["institution"])

    def clean_each(self) -> tuple[tuple[str, Fraction], ...]:
        found = []
        for line in self.cleaned_data["each"].splitlines():
            if not line.strip():
                continue
            name, colon, share = line.replace("：", ":").rpartition(":")
            if not colon or not name.strip():
                raise ValidationError(_("“%(line)s” has no name, colon and share."), params={"line": line.strip()[:60]})
            found.append((name.strip(), _fraction(share)))
        return tuple(found)

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(data["inventors"], data["department"], data["institution"], data["each"])
