"""Open a patent for licence to anyone, and take that back: what the law says, and the papers for the office."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from patentfair.adapters.documents.papers import (
    OpenLicence,
    open_licence_declaration,
    open_licence_withdrawal,
    paper_docx,
    paper_pdf,
)
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import find
from patentfair.apps.rights.actions import withdraw_open_licence
from patentfair.apps.rights.queries import decide_declaration, open_declaration, owners, publicly_known
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.market.terms import DealKind, Terms, terms_hash
from patentfair.web.deals.contract_of_deal import contract_party, described
from patentfair.web.guards import signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, organisation_name, rights_row
from patentfair.web.request import PageRequest

__all__ = ["declaration", "paper", "withdraw"]

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class OfferToAllForm(forms.Form):
    """What a declaration says: the price, the term, and whom to ask. The address keeps it; nothing is stored."""

    upfront = forms.DecimalField(
        label=gettext_lazy("Lump sum (CNY)"), min_value=0, max_digits=12, decimal_places=2, required=False, initial=0
    )
    royalty_percent = forms.DecimalField(
        label=gettext_lazy("Royalty (% of net sales)"),
        min_value=0,
        max_value=100,
        max_digits=6,
        decimal_places=3,
        required=False,
        initial=0,
    )
    end = forms.DateField(
        label=gettext_lazy("Term ends (first day outside)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: as long as the right lives."),
    )
    basis = forms.CharField(
        label=gettext_lazy("Basis and method of the fee"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("A short note goes with the declaration, 2,000 characters at most."),
    )
    contact = forms.CharField(label=gettext_lazy("Contact"), required=False, max_length=120)
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False, max_length=60)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)

    def terms(self, patent: Patent) -> Terms:
        data = self.cleaned_data
        return Terms(
            kind=DealKind.OPEN,
            patents=(patent.key,),
            start=timezone.localdate(),
            end=data["end"],
            upfront=(data["upfront"] or Decimal(0)).normalize() + 0,
            royalty_percent=(data["royalty_percent"] or Decimal(0)).normalize() + 0,
            royalty_base=_("net sales") if data["royalty_percent"] else "",
        )


def _mine(request: PageRequest, number: str) -> tuple[Patent, Organisation]:
    """The patent and the owner for whom the actor signs; nobody else sees these addresses."""
    patent = find(number)
    held = owners(patent, timezone.localdate()) if patent else []
    owner = next((i.organisation for i in held if request.actor.may_act_for(i.organisation_id, "sign")), None)
    if patent is None or owner is None or patent.office != "CN":
        raise NotFound("not-found", what="patent")
    return patent, owner


@signed_in
def declaration(request: PageRequest, number: str) -> HttpResponse:
    """Prepare a declaration, or the withdrawal of the one that is live."""
    patent, owner = _mine(request, number)
    language, today = page_language(), timezone.localdate()
    form = OfferToAllForm(request.GET if "upfront" in request.GET else None)
    live = open_declaration(patent)
    rows: list[dict[str, Any]] = []
    if form.is_bound and form.is_valid():
        decision = decide_declaration(patent, owner, form.terms(patent), today)
        known = publicly_known(patent) | {owner.pk}
        rows = [rights_row("open_licence_declaration", decision, language, is_open=True, known=known)]
    context = {
        "form": form,
        "patent": patent,
        "title": patent.title_in(language),
        "owner": organisation_name(owner, language),
        "rights_rows": rows,
        "asked": request.GET.urlencode(),
        "live_since": day(live.start) if live else "",
    }
    return render(request, "web/open_declaration.html", context)


@signed_in
def paper(request: PageRequest, number: str, name: str, form: str) -> HttpResponse:
    """The declaration or its withdrawal as PDF or DOCX, from what the address says."""
    patent, owner = _mine(request, number)
    given = OfferToAllForm(request.GET)
    if form not in _TYPES or name not in ("declaration", "withdrawal") or not given.is_valid():
        raise NotFound("not-found", what="paper")
    today, data = timezone.localdate(), given.cleaned_data
    terms = given.terms(patent)
    licence = OpenLicence(
        patent=described(patent, owner, today),
        patentees=tuple(contract_party(i.organisation, None) for i in owners(patent, today)),
        terms=terms,
        terms_hash=terms_hash(terms),
        contact=data["contact"],
        phone=data["phone"],
        email=data["email"],
        basis=data["basis"],
        is_pledged=patent.encumbrances.filter(kind="pledge", valid_until=None).exists(),
        is_sample=owner.is_sample,
    )
    value = open_licence_declaration(licence) if name == "declaration" else open_licence_withdrawal(licence)
    response = HttpResponse(paper_pdf(value) if form == "pdf" else paper_docx(value), content_type=_TYPES[form])
    shown = "inline" if form == "pdf" else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="open-licence-{name}.{form}"'
    return response


@signed_in
@require_POST
def withdraw(request: PageRequest, number: str) -> HttpResponse:
    """Enter the office's announcement of the withdrawal."""
    patent, owner = _mine(request, number)
    field = forms.DateField(required=True)
    try:
        announced_on = field.clean(request.POST.get("announced_on", ""))
    except forms.ValidationError:
        messages.error(request, _("Give the day of the announcement."))
    else:
        withdraw_open_licence(actor=request.actor, patent=patent, owner=owner, announced_on=announced_on)
        messages.success(request, _("The withdrawal is entered. Licences already taken go on."))
    return redirect("open-declaration", number=patent.key)
