"""Draft, translate and publish listings, and see the needs they answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch
from patentfair.apps.market.access import LISTINGS
from patentfair.apps.market.actions.listings import (
    FIELDS,
    change_listing,
    close_listing,
    draft_listing,
    pause_listing,
    publish_listing,
    translate_listing,
)
from patentfair.apps.market.models import Listing
from patentfair.apps.matching.queries import needs_for
from patentfair.apps.registry.queries import find
from patentfair.apps.rights.queries import owners
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web.guards import signed_in
from patentfair.web.index import search_index
from patentfair.web.language import page_language
from patentfair.web.present import need_rows
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest
from patentfair.web.workspace.forms import ListingForm, TranslationForm

__all__ = ["change_state", "edit", "matches", "new", "translate"]


def _listing(request: PageRequest, pk: int, act: str) -> Listing:
    return fetch(Listing.objects.select_related("organisation", "patent"), LISTINGS, act, request.actor, pk=pk)


@signed_in
def new(request: PageRequest) -> HttpResponse:
    """Begin a listing of a patent that one's organisation owns."""
    actor, language, today = request.actor, page_language(), timezone.localdate()
    patent = find(request.GET.get("patent", ""))
    owner = next(
        (
            i.organisation
            for i in (owners(patent, today) if patent else ())
            if actor.may_act_for(i.organisation_id, "draft")
        ),
        None,
    )
    if patent is None or owner is None:
        messages.info(request, _("Claim the patent first; when a center has verified it you can list it."))
        return redirect("claim-new")
    form = ListingForm(request.POST or None, language=language, initial={"title": patent.title_in(language)})
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_listing(actor=actor, organisation=owner, patent=patent, language=language, **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Saved as a draft. Look at it, then publish."))
            return redirect("listing", pk=made.pk)
    return render(request, "web/listing_form.html", {"form": form, "heading": _("List a patent"), "patent": patent})


@signed_in
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """Change a listing."""
    found = _listing(request, pk, "draft")
    initial = {name: getattr(found, name) for name in FIELDS}
    initial |= {"territory": ", ".join(found.territory), "fields_of_use": ", ".join(found.fields)}
    form = ListingForm(request.POST or None, language=page_language(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_listing(actor=request.actor, listing=found, **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            return redirect("listing", pk=pk)
    return render(
        request, "web/listing_form.html", {"form": form, "heading": _("Change the listing"), "patent": found.patent}
    )


@signed_in
def translate(request: PageRequest, pk: int) -> HttpResponse:
    """Translate a listing into the other language."""
    found = _listing(request, pk, "draft")
    words = {
        "title": _("Title in plain words"),
        "plain": _("What it does"),
        "better": _("Why it is better than what is used today"),
    }
    texts = {name: (label, getattr(found, name)) for name, label in words.items() if getattr(found, name)}
    form = TranslationForm(request.POST or None, language=page_language(), texts=texts, initial=found.translation)
    if request.method == "POST" and form.is_valid():
        translate_listing(actor=request.actor, listing=found, **form.cleaned_data)
        return redirect("listing", pk=pk)
    heading = _("Translate into English") if found.language == "zh" else _("Translate into Chinese")
    return render(request, "web/form.html", {"form": form, "heading": heading, "submit": _("Save")})


@signed_in
@require_POST
def change_state(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Publish, pause or close."""
    found = _listing(request, pk, "publish")
    actor = request.actor
    if act == "publish":
        publish_listing(actor=actor, listing=found)
        messages.success(request, _("Published. Everyone can see it now."))
    elif act == "pause":
        pause_listing(actor=actor, listing=found, reason="owner")
        messages.success(request, _("Paused. Nobody else sees it until you publish again."))
    elif act == "close":
        close_listing(actor=actor, listing=found)
        messages.success(request, _("Closed."))
    else:
        raise NotFound("not-found")
    return redirect("listing", pk=pk)


@signed_in
def matches(request: PageRequest, pk: int) -> HttpResponse:
    """Needs that the listing may answer, with reasons."""
    found, language = _listing(request, pk, "rank_needs"), page_language()
    rows = need_rows(needs_for(found, search_index(), timezone.localdate()), language)
    context = {"listing": found, "title": found.text("title", language), "rows": rows}
    return render(request, "web/listing_matches.html", context)
