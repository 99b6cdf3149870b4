"""The deal room: questions, terms in versions, the law's answer, consents, signatures, recordal."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch
from patentfair.apps.market.access import CONSENTS
from patentfair.apps.market.actions import deals as actions
from patentfair.apps.market.actions import signing
from patentfair.apps.market.models import Consent, Deal
from patentfair.apps.market.queries import terms_of
from patentfair.domain.kernel.errors import DomainError, NotFound, Stale
from patentfair.web.deals.head import WITH_ALL, deal_of
from patentfair.web.deals.room import CONSENT_STATES, room_context
from patentfair.web.deals.terms_words import terms_rows
from patentfair.web.guards import keep_upload, signed_in
from patentfair.web.language import page_language
from patentfair.web.present import label, organisation_name
from patentfair.web.refusals import sentence
from patentfair.web.request import PageRequest
from patentfair.web.workspace.forms import FormalitiesForm, RecordalForm
from patentfair.web.workspace.organisations import deal_row

__all__ = ["act", "consent", "deals", "formalities", "room"]

SHOWN = 200
SIGNING_ATTEMPTS = 4


def deals(request: PageRequest) -> HttpResponse:
    """One's own deals; for visitors, how a deal goes and how many there are."""
    actor, language = request.actor, page_language()
    mine = actor.acting_for("confer")
    found = Deal.objects.filter(Q(grantor__in=mine) | Q(grantee__in=mine)).select_related(*WITH_ALL).order_by("-pk")
    counts = {state: Deal.objects.filter(state=state).count() for state in ("negotiation", "in_force", "recorded")}
    context = {"rows": [deal_row(deal, actor, language) for deal in found[:SHOWN]], "counts": counts}
    return render(request, "web/deals.html", context)


@signed_in
def room(request: PageRequest, pk: int) -> HttpResponse:
    """Everything of one deal on one page."""
    return render(request, "web/deal.html", room_context(request, deal_of(request, pk, "talks"), page_language()))


@signed_in
def formalities(request: PageRequest, pk: int) -> HttpResponse:
    """State what was done before signing."""
    deal, language = deal_of(request, pk, "negotiate"), page_language()
    form = FormalitiesForm(request.POST or None, request.FILES or None, language=language, initial=deal.formalities)
    if request.method == "POST" and form.is_valid():
        try:
            _name, evidence_hash = keep_upload(form.cleaned_data["evidence"])
            actions.enter_formalities(
                actor=request.actor,
                deal=deal,
                facts=form.facts(),
                evidence_sha256=evidence_hash,
            )
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Kept. The law has been asked again."))
            return redirect("deal", pk=pk)
    context = {
        "form": form,
        "heading": _("Formalities before signing"),
        "submit": _("Keep"),
        "multipart": True,
        "cancel_url": f"/{language}/deals/{pk}",
    }
    return render(request, "web/form.html", context)


@signed_in
@require_POST
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Answer, talk, decline, withdraw, accept, sign, record."""
    actor = request.actor
    if act == "record":
        _record(request, deal_of(request, pk, "record"))
    elif act == "sign":
        _sign(request, pk)
        messages.success(request, _("Signed."))
    else:
        deal, text = deal_of(request, pk, "negotiate"), request.POST.get("text", "")
        if act == "answer":
            actions.answer(actor=actor, deal=deal, text=text)
        elif act == "say":
            actions.say(actor=actor, deal=deal, text=text)
        elif act == "decline":
            actions.decline(actor=actor, deal=deal, reason=request.POST.get("reason", ""))
        elif act == "withdraw":
            actions.withdraw(actor=actor, deal=deal)
        elif act == "recheck":
            actions.ask_the_law_again(actor=actor, deal=deal)
            messages.success(request, _("The law has been asked again."))
        elif act == "accept":
            actions.accept_terms(actor=actor, deal=deal, sheet_hash=request.POST.get("hash", ""))
            messages.success(request, _("Both sides have accepted the same version."))
        else:
            raise NotFound("not-found")
    return redirect("deal", pk=pk)


def _sign(request: PageRequest, pk: int) -> None:
    """Sign on the newest state of the right: where another deal was quicker the law is asked again at once."""
    hash_, name = request.POST.get("hash", ""), request.POST.get("name", "")
    attempt: Callable[[], None] = lambda: signing.sign(  # noqa: E731
        actor=request.actor, deal=deal_of(request, pk, "sign"), sheet_hash=hash_, name=name
    )
    for _attempt in range(SIGNING_ATTEMPTS - 1):
        try:
            return attempt()
        except Stale as error:
            if error.code != "rights.changed-meanwhile":
                raise
    return attempt()


def _record(request: PageRequest, deal: Deal) -> None:
    form = RecordalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the date and the number of the recordal."))
        return
    signing.record_recordal(
        actor=request.actor,
        deal=deal,
        recorded_on=form.cleaned_data["recorded_on"],
        record_number=form.cleaned_data["record_number"],
    )
    messages.success(request, _("The recordal is entered."))


@signed_in
def consent(request: PageRequest, pk: int) -> HttpResponse:
    """A co-owner or pledgee sees the terms it is asked about, and answers."""
    actor, language = request.actor, page_language()
    found = fetch(
        Consent.objects.select_related("deal__patent", "deal__grantor", "deal__grantee", "organisation"),
        CONSENTS,
        "read" if request.method == "GET" else "decide",
        actor,
        pk=pk,
    )
    sheet = found.deal.sheets.filter(hash=found.sheet_hash).first()
    if sheet is None:
        raise NotFound("not-found")
    if request.method == "POST":
        actions.decide_consent(actor=actor, consent=found, given=request.POST.get("answer") == "give")
        messages.success(request, _("Your answer is recorded."))
        return redirect("consent", pk=pk)
    context = {
        "consent": found,
        "state": label(CONSENT_STATES, found.state, language),
        "title": found.deal.patent.title_in(language),
        "grantor": organisation_name(found.deal.grantor, language),
        "grantee": organisation_name(found.deal.grantee, language),
        "terms_rows": terms_rows(terms_of(sheet), language),
        "may_decide": found.state == "asked" and actor.may_act_for(found.organisation_id, "sign"),
    }
    return render(request, "web/consent.html", context)
