"""Take an open licence on its announced terms."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from patentfair.apps.accounts.access import fetch
from patentfair.apps.market.access import LISTINGS
from patentfair.apps.market.actions.open_licences import announced_terms, take_open_licence
from patentfair.apps.market.models import Listing
from patentfair.domain.kernel.errors import Invalid, Stale
from patentfair.web.deals.terms_words import terms_rows
from patentfair.web.guards import keep_upload, signed_in
from patentfair.web.language import page_language
from patentfair.web.present import organisation_name
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest
from patentfair.web.workspace.forms import OpenLicenceTakeForm
from patentfair.web.workspace.organisations import choices, my_organisations

__all__ = ["take"]


@signed_in
def take(request: PageRequest, pk: int) -> HttpResponse:
    """Show the announced terms, take notice and proof of payment."""
    language = page_language()
    listing = fetch(
        Listing.objects.select_related("patent", "organisation", "center"), LISTINGS, "inquire", request.actor, pk=pk
    )
    mine = [one for one in my_organisations(request.actor, "sign") if one.pk != listing.organisation_id]
    if not mine:
        messages.info(request, _("Register your organisation first."))
        return redirect("organisation-new")
    form = OpenLicenceTakeForm(
        request.POST or None,
        request.FILES or None,
        language=language,
        organisations=choices(mine, language),
        initial={"paid_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            name, digest = keep_upload(data["evidence"])
            deal = take_open_licence(
                actor=request.actor,
                organisation=next(one for one in mine if one.pk == int(data["organisation"])),
                listing=listing,
                name=data["name"],
                paid_on=data["paid_on"],
                evidence_sha256=digest,
                evidence_name=name,
            )
        except (Invalid, Stale) as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The open licence is yours. Have it recorded by the day below."))
            return redirect("deal", pk=deal.pk)
    context = {
        "form": form,
        "listing": listing,
        "title": listing.text("title", language),
        "title_language": listing.text_language("title", language),
        "owner": organisation_name(listing.organisation, language),
        "terms_rows": terms_rows(announced_terms(listing, timezone.localdate()), language),
    }
    return render(request, "web/open_licence.html", context)
