"""Who helps in a deal: mandates given by a side, accepted by the intermediary, with the fee for both sides to see."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from patentfair.apps.accounts.access import Actor, fetch
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.access import MANDATES
from patentfair.apps.market.actions import mandates as actions
from patentfair.apps.market.intermediaries import double_mandates, sides_that_accepted
from patentfair.apps.market.models import Deal, Mandate
from patentfair.apps.market.queries import side_of
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.market.deal import DealState
from patentfair.domain.market.disclosure import CLOSED
from patentfair.web.choices import choose
from patentfair.web.deals.head import deal_of, head
from patentfair.web.deals.kept_files import kept_file
from patentfair.web.deals.trust_words import MANDATE_ROLES, PAID_BY
from patentfair.web.guards import keep_upload, signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, label, organisation_name
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["act", "document", "mandates", "mine"]

MOST_ORGANISATIONS = 1000
SHOWN = 200
WITH_ALL = ("organisation", "principal", "deal__patent", "deal__grantor", "deal__grantee", "deal__center")
_OVER = CLOSED | {DealState.TERMINATED, DealState.ENDED}


class MandateForm(forms.Form):
    """What an intermediary is asked to do, and for what fee."""

    organisation = forms.ChoiceField(label=lazy("Organisation"))
    role = forms.ChoiceField(label=lazy("Acts as"))
    what = forms.CharField(label=lazy("What it does for you"), max_length=400)
    fee_amount = forms.DecimalField(
        label=lazy("Fee, fixed amount (CNY)"), min_value=0, max_digits=15, decimal_places=2, required=False
    )
    fee_percent = forms.DecimalField(
        label=lazy("Fee, percent"), min_value=0, max_value=100, max_digits=6, decimal_places=3, required=False
    )
    fee_basis = forms.CharField(
        label=lazy("Percent of what"),
        max_length=200,
        required=False,
        help_text=lazy("Such as: the upfront fee actually received."),
    )
    paid_by = forms.ChoiceField(
        label=lazy("Who pays"),
        help_text=lazy("Naming the other side binds it to nothing until it has agreed in the terms."),
    )
    document = forms.FileField(
        label=lazy("Mandate contract"), required=False, help_text=lazy("PDF, PNG or JPEG, up to 20 MB.")
    )

    def __init__(self, *args: Any, language: str, deal: Deal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies_first = Case(When(kind="agency", then=Value(0)), default=Value(1), output_field=IntegerField())
        others = Organisation.objects.exclude(pk__in=[deal.grantor_id, deal.grantee_id])
        found = others.order_by(agencies_first, "name_zh", "name_en", "pk")[:MOST_ORGANISATIONS]
        choose(self, "organisation", [(one.pk, organisation_name(one, language)) for one in found])
        choose(self, "role", [(code, words.of(language)) for code, words in MANDATE_ROLES.items()])
        choose(self, "paid_by", [(code, words.of(language)) for code, words in PAID_BY.items()])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("fee_percent") and not (data.get("fee_basis") or "").strip():
            self.add_error("fee_basis", _("Say what the percentage is taken of."))
        return data


@signed_in
def mandates(request: PageRequest, pk: int) -> HttpResponse:
    """The mandates of a deal; a side gives one here."""
    deal, language, actor = deal_of(request, pk, "talks"), page_language(), request.actor
    side = side_of(actor, deal, "sign")
    may_give = side is not None and DealState(deal.state) not in _OVER
    initial = {"paid_by": side.value if side else "grantor"}
    form = MandateForm(request.POST or None, request.FILES or None, language=language, deal=deal, initial=initial)
    if request.method == "POST":
        deal_of(request, pk, "sign")
        if form.is_valid():
            data = form.cleaned_data
            try:
                _name, digest = keep_upload(data["document"])
                actions.give_mandate(
                    actor=actor,
                    deal=deal,
                    organisation=Organisation.objects.get(pk=data["organisation"]),
                    role=data["role"],
                    what=data["what"],
                    fee_amount=data["fee_amount"],
                    fee_percent=data["fee_percent"],
                    fee_basis=data["fee_basis"],
                    paid_by=data["paid_by"],
                    document_sha256=digest,
                )
            except DomainError as error:
                show_in_form(form, error)
            else:
                messages.success(request, _("Given. It holds once the organisation has accepted."))
                return redirect("deal-mandates", pk=pk)
    context = head(request, deal, language, here="mandates")
    found = Mandate.objects.filter(deal=deal)
    if context["signs"]["only_talks"]:  # an intermediary sees its own fee, not that of others
        found = found.filter(organisation__in=actor.acting_for("confer"))
    rows = [_row(actor, one, language) for one in found.select_related(*WITH_ALL).order_by("pk")]
    return render(request, "web/deal_mandates.html", context | {"form": form, "may_give": may_give, "rows": rows})


@signed_in
def mine(request: PageRequest) -> HttpResponse:
    """Mandates offered to one's own organisations, and those they hold."""
    actor, language = request.actor, page_language()
    found = Mandate.objects.filter(organisation__in=actor.acting_for("confer"))
    rows = [_row(actor, one, language) for one in found.select_related(*WITH_ALL).order_by("-pk")[:SHOWN]]
    return render(request, "web/mandates.html", {"rows": rows})


def _row(actor: Actor, one: Mandate, language: str) -> dict[str, Any]:
    deal = one.deal
    side = side_of(actor, deal, "sign")
    pair = double_mandates(one) if one.ended_at is None else ()
    accepted = sides_that_accepted(deal, pair) if len(pair) > 1 else frozenset()
    is_double = len(pair) > 1
    return {
        "pk": one.pk,
        "deal": deal,
        "title": deal.patent.title_in(language),
        "grantor": organisation_name(deal.grantor, language),
        "grantee": organisation_name(deal.grantee, language),
        "organisation": organisation_name(one.organisation, language),
        "principal": organisation_name(one.principal, language),
        "role": label(MANDATE_ROLES, one.role, language),
        "what": one.what,
        "amount": f"{one.currency} {one.fee_amount:,.2f}" if one.fee_amount is not None else "",
        "percent": f"{one.fee_percent.normalize():f}" if one.fee_percent is not None else "",
        "basis": one.fee_basis,
        "paid_by": label(PAID_BY, one.paid_by, language),
        "document": one.document_sha256,
        "given": day(timezone.localdate(one.given_at)),
        "accepted": day(timezone.localdate(one.accepted_at)) if one.accepted_at else "",
        "ended": day(timezone.localdate(one.ended_at)) if one.ended_at else "",
        "state": "ended" if one.ended_at else "alive" if one.accepted_at else "pending",
        "is_double": is_double,
        "both_agreed": len(accepted) == 2,
        "may_agree_to_both": is_double and side is not None and side not in accepted,
        "may_accept": one.accepted_at is None
        and one.ended_at is None
        and actor.may_act_for(one.organisation_id, "sign")
        and (not is_double or len(accepted) == 2),
        "may_end": one.ended_at is None
        and (actor.may_act_for(one.principal_id, "sign") or actor.may_act_for(one.organisation_id, "sign")),
        "holds": actor.may_act_for(one.organisation_id, "confer"),
    }


@signed_in
@require_POST
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Accept or end a mandate, or agree that the same organisation helps both sides."""
    actor = request.actor
    found = fetch(Mandate.objects.select_related(*WITH_ALL), MANDATES, "settle", actor, pk=pk)
    if act == "accept":
        found = fetch(Mandate.objects.select_related(*WITH_ALL), MANDATES, "hold", actor, pk=pk)
        actions.accept_mandate(actor=actor, mandate=found)
        messages.success(request, _("Accepted. You may now read the talks and the terms of this deal."))
    elif act == "end":
        actions.end_mandate(actor=actor, mandate=found)
        messages.success(request, _("The mandate has ended."))
    elif act == "both-sides":
        actions.accept_both_sides(actor=actor, mandate=found)
        messages.success(request, _("Your side agrees that this organisation helps both."))
    else:
        raise NotFound("not-found")
    holds = actor.may_act_for(found.organisation_id, "confer") and side_of(actor, found.deal) is None
    return redirect("mandates") if holds else redirect("deal-mandates", pk=found.deal_id)


@signed_in
@require_GET
def document(request: PageRequest, pk: int) -> HttpResponseBase:
    """The contract of a mandate: for both sides, the intermediary and the deal's center."""
    found = fetch(Mandate.objects.all(), MANDATES, "read", request.actor, pk=pk)
    if not found.document_sha256:
        raise NotFound("not-found", what="file")
    return kept_file(f"mandate-{found.pk}", found.document_sha256)
