"""Put a new version of the terms on the table, in the form of its kind of deal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from patentfair.apps.market.actions.deals import propose_terms
from patentfair.apps.market.models import Deal
from patentfair.apps.market.queries import terms_of
from patentfair.apps.registry.queries import find
from patentfair.domain.kernel.errors import DomainError, Invalid
from patentfair.domain.market.deal import Side
from patentfair.domain.market.kinds import KINDS, Kind, kind_of
from patentfair.domain.market.terms import DealKind
from patentfair.web.deals.head import deal_of, head
from patentfair.web.deals.terms_form import TermsForm, initial_of, rows_for
from patentfair.web.guards import signed_in
from patentfair.web.language import page_language
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["further_patents", "kinds_for", "terms"]


def kinds_for(deal: Deal) -> tuple[Kind, ...]:
    """The kinds that may be negotiated in this deal: who holds a licence only can but sub-license."""
    if deal.head_grant_id:
        return (kind_of(DealKind.SUB_LICENCE), kind_of(DealKind.BUNDLE))
    taken = (DealKind.OPEN, DealKind.SUB_LICENCE)
    return tuple(row for row in KINDS if row.kind not in taken and Side(deal.opened_by) in row.opens)


def further_patents(text: str) -> tuple[str, ...]:
    """Registry keys of the numbers in a text, a line each; `Invalid` naming the first that is not in the register."""
    keys = []
    for line in text.split():
        found = find(line)
        if found is None:
            raise Invalid("terms.unknown-patent", field="patents", value=line[:60])
        keys.append(found.key)
    return tuple(keys)


@signed_in
def terms(request: PageRequest, pk: int) -> HttpResponse:
    """The form of a version; the address says of which kind."""
    deal, language = deal_of(request, pk, "negotiate"), page_language()
    latest = deal.sheets.order_by("-number").first()
    last = terms_of(latest) if latest else None
    offered = {row.kind.value: row for row in kinds_for(deal)}
    asked = request.GET.get("kind") or deal.kind
    kind = offered.get(asked) or next(iter(offered.values()))
    initial = initial_of(last) if last is not None else _listed(deal)
    form = TermsForm(request.POST or None, kind=kind, language=language, rows=rows_for(last), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            patents = (deal.patent.key, *further_patents(form.cleaned_data.get("patents", "")))
            propose_terms(actor=request.actor, deal=deal, terms=form.terms(patents))
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The new version is on the table."))
            return redirect("deal", pk=pk)
    context = {
        **head(request, deal, language, "deal"),
        "form": form,
        "kind": kind.kind.value,
        "kinds": [(row.kind.value, row.name.of(language)) for row in offered.values()],
        "heading": _("Terms"),
        "submit": _("Propose this version"),
    }
    return render(request, "web/deal_terms.html", context)


def _listed(deal: Deal) -> dict[str, Any]:
    """The first version starts from what the listing says."""
    listing, today = deal.listing, timezone.localdate()
    start: dict[str, Any] = {"start": today, "royalty_base": _("net sales"), "debt_from": today}
    start["debtor"] = deal.grantor.name_zh or deal.grantor.name_en
    if listing is not None:
        start |= {
            "territory": ", ".join(listing.territory),
            "upfront": listing.upfront or 0,
            "currency": listing.currency,
            "royalty_percent": listing.royalty_percent or 0,
        }
        if listing.term_years:
            start["end"] = today.replace(year=today.year + listing.term_years, day=min(today.day, 28))
    return start
