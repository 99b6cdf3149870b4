"""Open a deal: ask the owner or a licensee, or offer a patent to someone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.exhibition.access import EXHIBITS
from patentfair.apps.exhibition.actions.visits import note_lead
from patentfair.apps.exhibition.models import Exhibit
from patentfair.apps.market.access import LISTINGS
from patentfair.apps.market.actions.deals import open_inquiry, open_offer
from patentfair.apps.market.models import Deal, Listing, Need
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import find
from patentfair.apps.rights.models import Grant
from patentfair.apps.rights.queries import head_licence, owners, owns
from patentfair.domain.kernel.errors import DomainError, Invalid, NotFound
from patentfair.domain.market.deal import Side
from patentfair.domain.market.kinds import KINDS, Kind
from patentfair.domain.market.terms import DealKind
from patentfair.web.choices import choose
from patentfair.web.guards import signed_in
from patentfair.web.language import page_language
from patentfair.web.present import organisation_name
from patentfair.web.refusals import sentence, show_in_form
from patentfair.web.request import PageRequest
from patentfair.web.workspace.forms import MessageForm
from patentfair.web.workspace.organisations import my_organisations

__all__ = ["new", "offer"]


def _kinds(side: Side, *, owned: bool, language: str) -> list[tuple[str, str]]:
    """The kinds a side may open: of what is not owned but licensed, a sub-licence alone."""

    def fits(row: Kind) -> bool:
        if row.kind is DealKind.SUB_LICENCE:
            return not owned
        return owned and side in row.opens and row.kind is not DealKind.OPEN

    return [(row.kind.value, row.name.of(language)) for row in KINDS if fits(row)]


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 16


@signed_in
def new(request: PageRequest) -> HttpResponse:
    """Ask the owner of a listed patent, or the holder of a recorded licence about a sub-licence."""
    actor, language = request.actor, page_language()
    listing, patent, need, grantor = None, None, None, None
    if _is_number(request.GET.get("listing", "")):
        listing = fetch(
            Listing.objects.select_related("patent", "organisation"),
            LISTINGS,
            "inquire",
            actor,
            pk=int(request.GET["listing"]),
        )
        patent, grantor = listing.patent, listing.organisation
    elif _is_number(request.GET.get("grant", "")):
        patent, grantor = _licensee(int(request.GET["grant"]))
    elif request.GET.get("patent"):
        patent = find(request.GET["patent"])
        held = owners(patent, timezone.localdate()) if patent else []
        grantor = held[0].organisation if held else None
    if patent is None or grantor is None:
        raise NotFound("not-found", what="listing")
    mine = [one for one in my_organisations(actor, "negotiate") if one.pk != grantor.pk]
    if not mine:
        messages.info(request, _("Register your organisation first."))
        return redirect("organisation-new")
    if _is_number(request.GET.get("need", "")):
        need = Need.objects.filter(pk=int(request.GET["need"]), organisation__in=mine).first()
    kinds = _kinds(Side.GRANTEE, owned=owns(grantor, patent, timezone.localdate()), language=language)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = request.POST.get("organisation") or str(mine[0].pk)
        chosen = next((one for one in mine if str(one.pk) == wanted), None)
        if chosen is None:
            raise NotFound("not-found", what="organisation")
        kind = request.POST.get("kind") or _likely(listing, kinds)
        try:
            made = open_inquiry(
                actor=actor,
                organisation=need.organisation if need else chosen,
                patent=patent,
                grantor=grantor,
                listing=listing,
                need=need,
                kind=_kind(kind, kinds),
                text=form.cleaned_data["text"],
            )
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            if _is_number(request.GET.get("exhibit", "")):
                _note_exhibit(request, int(request.GET["exhibit"]), made)
            messages.success(request, _("Sent. The owner has seven days to answer."))
            return redirect("deal", pk=made.pk)
    context = {
        "form": form,
        "patent": patent,
        "title": listing.text("title", language) if listing else patent.title_in(language),
        "owner": organisation_name(grantor, language),
        "organisations": [(one.pk, organisation_name(one, language)) for one in mine],
        "kinds": kinds,
        "kind": _likely(listing, kinds),
    }
    return render(request, "web/inquiry.html", context)


def _note_exhibit(request: PageRequest, pk: int, deal: Deal) -> None:
    """Keep that the talks began at an exhibit the visitor saw."""
    exhibit = visible(Exhibit.objects.select_related("hall"), EXHIBITS, "read", request.actor).filter(pk=pk).first()
    if exhibit is not None:
        note_lead(actor=request.actor, exhibit=exhibit, deal=deal)


def _licensee(pk: int) -> tuple[Patent | None, Organisation | None]:
    """The patent and the holder of a licence that the office has recorded; others are nobody's business."""
    grant = (
        Grant.objects.filter(pk=pk, ended_on=None)
        .exclude(recorded_on=None)
        .exclude(grantee=None)
        .select_related("patent", "grantee")
        .first()
    )
    return (grant.patent, grant.grantee) if grant else (None, None)


def _likely(listing: Listing | None, kinds: list[tuple[str, str]]) -> str:
    """What is asked for first: what the listing offers first, else an ordinary licence."""
    offered = [code for code, _name in kinds]
    wanted: list[str] = [kind for kind in (listing.kinds if listing else ()) if kind in offered]
    if wanted:
        return wanted[0]
    return "ordinary" if "ordinary" in offered else offered[0] if offered else ""


def _kind(code: str, kinds: list[tuple[str, str]]) -> DealKind:
    if code not in {known for known, _name in kinds}:
        raise Invalid("deal.kind", field="kind")
    return DealKind(code)


class OfferForm(forms.Form):
    """To whom, what, and the first words."""

    partner = forms.CharField(
        label=gettext_lazy("To whom"),
        max_length=200,
        help_text=gettext_lazy("The name of a registered organisation as it stands on this market."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of deal"))
    text = forms.CharField(label=gettext_lazy("Message"), widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000)


@signed_in
def offer(request: PageRequest, number: str) -> HttpResponse:
    """Offer one's own patent, or a sub-licence of it, to an organisation: a firm with a need, a partner, a lender."""
    actor, language, today = request.actor, page_language(), timezone.localdate()
    patent = find(number)
    mine = [
        one
        for one in my_organisations(actor, "negotiate")
        if patent and (owns(one, patent, today) or head_licence(patent, one, today))
    ]
    if patent is None or not mine:
        raise NotFound("not-found", what="patent")
    own = mine[0]
    need = None
    if _is_number(request.GET.get("need", "")):
        need = (
            Need.objects.filter(pk=int(request.GET["need"]), state="published").select_related("organisation").first()
        )
    kinds = _kinds(Side.GRANTOR, owned=owns(own, patent, today), language=language)
    initial: dict[str, Any] = {"kind": request.GET.get("kind", "ordinary")}
    form = OfferForm(request.POST or None, initial=initial)
    choose(form, "kind", kinds)
    if need is not None:
        form.fields["partner"].required = False
        form.fields["partner"].widget = forms.HiddenInput()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = open_offer(
                actor=actor,
                organisation=own,
                patent=patent,
                grantee=need.organisation if need else _partner(data["partner"]),
                need=need,
                kind=_kind(data["kind"], kinds),
                text=data["text"],
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Sent. The other side has seven days to answer."))
            return redirect("deal", pk=made.pk)
    context = {
        "form": form,
        "patent": patent,
        "title": patent.title_in(language),
        "own": organisation_name(own, language),
        "need_title": need.text("title", language) if need else "",
    }
    return render(request, "web/offer.html", context)


def _partner(name: str) -> Organisation:
    """The organisation of exactly that name; people who act alone are not found this way."""
    found = Organisation.objects.filter(Q(name_zh=name.strip()) | Q(name_en__iexact=name.strip()) | Q(key=name.strip()))
    one = found.exclude(kind=Organisation.Kind.PERSON).order_by("pk").first()
    if one is None:
        raise Invalid("deal.unknown-partner", field="partner")
    return one
