"""Notices of a price by agreement: everyone reads them and may object, the institution publishes and decides."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import Actor, fetch
from patentfair.apps.market.access import PRICE_NOTICES
from patentfair.apps.market.actions import price_notices as actions
from patentfair.apps.market.models import Deal, Objection, PriceNotice
from patentfair.apps.market.price_facts import gives_notice
from patentfair.apps.market.queries import terms_of
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.price_notice import LAW, earliest_end, price_words
from patentfair.web.deals.head import deal_of
from patentfair.web.guards import signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, label, organisation_name
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest
from patentfair.web.throttle import is_barred, note_failure, visitor_address
from patentfair.web.workspace.forms import _Worded

__all__ = ["decide", "notice", "notices", "price_notice_panel", "publish", "withdraw"]

SHOWN = 100
OBJECTIONS_AN_ADDRESS = 5
STATES = {
    "open": Words("公示中", "Open"),
    "upheld": Words("异议成立，须重新定价", "Objection upheld: a new price is needed"),
    "closed": Words("公示期满", "Run its time"),
    "withdrawn": Words("已撤回", "Taken back"),
}
OBJECTION_STATES = {
    "open": Words("待处理", "Not decided yet"),
    "upheld": Words("异议成立", "Upheld"),
    "rejected": Words("异议不成立", "Rejected"),
}


class ObjectionForm(_Worded):
    """Who objects, how to reach them, and why."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    contact = forms.CharField(
        label=_("How to reach you"), max_length=200, help_text=_("Only the institution that decides sees this.")
    )
    text = forms.CharField(label=_("What is wrong with this price"), widget=forms.Textarea, max_length=10_000)


class PublishForm(_Worded):
    """What a notice says and how long it stays up."""

    result_zh = forms.CharField(label=_("Name of the result, in Chinese"), max_length=300)
    result_en = forms.CharField(label=_("Name of the result, in English"), max_length=300, required=False)
    start = forms.DateField(label=_("Up from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    end = forms.DateField(
        label=_("Up until (first day after)"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Fifteen whole days at least; the day it goes up is not counted."),
    )
    contact = forms.CharField(
        label=_("Who receives objections"),
        max_length=200,
        help_text=_("Office, telephone or e-mail, open to everyone."),
    )


def notices(request: PageRequest) -> HttpResponse:
    """All notices: those one can still object to, and those of the past."""
    language, today = page_language(), timezone.localdate()
    found = PriceNotice.objects.select_related("organisation").order_by("-start", "-pk")
    is_open = PriceNotice.State.OPEN
    context = {
        "law": LAW.of(language),
        "open": [_row(one, language, today) for one in found.filter(state=is_open)[:SHOWN]],
        "past": [_row(one, language, today) for one in found.exclude(state=is_open)[:SHOWN]],
    }
    return render(request, "web/price_notices.html", context)


def notice(request: PageRequest, pk: int) -> HttpResponse:
    """One notice, what was objected and how that was decided; a POST objects to it."""
    language, today, actor = page_language(), timezone.localdate(), request.actor
    found = _notice(request, pk, "read")
    form = ObjectionForm(request.POST or None, language=language)
    if request.method == "POST" and form.is_valid():
        who = ("objection", visitor_address(request))
        if is_barred(*who, tries=OBJECTIONS_AN_ADDRESS):
            form.add_error(None, gettext("Too many attempts. Please wait a quarter of an hour."))
        else:
            try:
                actions.object_to_notice(actor=actor, notice=found, **form.cleaned_data)
            except DomainError as error:
                show_in_form(form, error)
            else:
                note_failure(*who)
                messages.success(request, gettext("Your objection is with the institution."))
                return redirect("price-notice", pk=pk)
    may_decide = actor.may_act_for(found.organisation_id, "manage")
    may_read = may_decide or actor.may_act_for(found.organisation_id, "confer") or _audits(actor, found)
    context = {
        "notice": found,
        "row": _row(found, language, today),
        "law": LAW.of(language),
        "form": form,
        "may_object": found.state == PriceNotice.State.OPEN and found.start <= today < found.end,
        "may_decide": may_decide and found.state == PriceNotice.State.OPEN,
        "may_read": may_read,
        "may_withdraw": found.state == PriceNotice.State.OPEN and actor.may_act_for(found.organisation_id, "negotiate"),
        "deal": found.deal if may_read else None,
        "objections": [_objection(one, language, may_read=may_read) for one in found.objections.order_by("pk")],
    }
    return render(request, "web/price_notice.html", context)


@signed_in
@require_POST
def decide(request: PageRequest, pk: int) -> HttpResponse:
    """The institution decides an objection."""
    objection = Objection.objects.select_related("notice__deal").filter(pk=pk).first()
    if objection is None:
        raise NotFound("not-found", what="objection")
    objection.notice = _notice(request, objection.notice_id, "decide")
    actions.decide_objection(
        actor=request.actor,
        objection=objection,
        upheld=request.POST.get("answer") == "uphold",
        decision=request.POST.get("decision", ""),
    )
    messages.success(request, gettext("The decision is recorded."))
    return redirect("price-notice", pk=objection.notice_id)


@signed_in
@require_POST
def withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take a notice back."""
    actions.withdraw_notice(actor=request.actor, notice=_notice(request, pk, "withdraw"))
    messages.success(request, gettext("The notice is taken back and no longer counts."))
    return redirect("price-notice", pk=pk)


@signed_in
def publish(request: PageRequest, pk: int) -> HttpResponse:
    """Give notice of the price a deal has agreed on."""
    deal, language, today = deal_of(request, pk, "negotiate"), page_language(), timezone.localdate()
    if not request.actor.may_act_for(deal.grantor_id, "negotiate"):
        raise NotFound("not-found", what="deal")
    titles = deal.patent.titles
    initial = {
        "start": today,
        "end": earliest_end(today),
        "result_zh": titles.get("zh") or deal.patent.title_in("zh"),
        "result_en": titles.get("en", ""),
    }
    form = PublishForm(request.POST or None, language=language, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.publish_notice(actor=request.actor, deal=deal, **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, gettext("The notice is up. The last signature waits until its end."))
            return redirect("price-notice", pk=made.pk)
    price = price_words(terms_of(deal.agreed_sheet)).of(language) if deal.agreed_sheet else ""
    context = {
        "form": form,
        "deal": deal,
        "price": price,
        "law": LAW.of(language),
        "cancel_url": f"/{language}/deals/{pk}",
    }
    return render(request, "web/price_notice_form.html", context)


def price_notice_panel(deal: Deal, actor: Actor, language: str) -> dict[str, Any]:
    """What `web/_deal_price_notice.html` shows in a deal's room as `price_notice`; empty where no notice is owed."""
    if not gives_notice(deal.grantor) or deal.agreed_sheet is None:
        return {}
    given = PriceNotice.objects.filter(deal=deal).select_related("organisation").order_by("-pk")
    current = given.filter(sheet_hash=deal.agreed_sheet.hash).exclude(state=PriceNotice.State.WITHDRAWN).first()
    is_pending = deal.state in actions.PENDING
    by_other_means = deal.formalities.get("price_method") in ("auction", "listing")
    if current is None and (not is_pending or by_other_means):
        return {}
    may_publish = current is None and actor.may_act_for(deal.grantor_id, "negotiate")
    row = _row(current, language, timezone.localdate()) if current else None
    return {"row": row, "may_publish": may_publish, "law": LAW.of(language)}


def _notice(request: PageRequest, pk: int, act: str) -> PriceNotice:
    found = PriceNotice.objects.select_related("organisation", "deal__agreed_sheet", "deal__patent", "deal__grantor")
    return fetch(found, PRICE_NOTICES, act, request.actor, pk=pk)


def _audits(actor: Actor, found: PriceNotice) -> bool:
    return actor.is_national_admin or found.deal.center_id in actor.centers


def _row(one: PriceNotice, language: str, today: date) -> dict[str, Any]:
    price = msgspec.json.decode(one.price.encode(), type=Words)
    is_english = language == "en" and bool(one.result_en)
    open_objections = one.objections.filter(state=Objection.State.OPEN).count()
    return {
        "pk": one.pk,
        "result": one.result_en if is_english else one.result_zh,
        "institution": organisation_name(one.organisation, language),
        "price": price.of(language),
        "start": day(one.start),
        "last": day(one.end - timedelta(days=1)),
        "end": day(one.end),
        "contact": one.contact,
        "state": one.state,
        "state_label": label(STATES, one.state, language),
        "is_up": one.state == PriceNotice.State.OPEN and one.start <= today < one.end,
        "is_waiting": one.state == PriceNotice.State.OPEN and one.end <= today and bool(open_objections),
        "open_objections": open_objections,
        "number": one.deal_id,
    }


def _objection(one: Objection, language: str, *, may_read: bool) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "made": timezone.localtime(one.made_at).strftime("%Y-%m-%d %H:%M"),
        "state": one.state,
        "state_label": label(OBJECTION_STATES, one.state, language),
        "decision": one.decision,
        "decided": timezone.localtime(one.decided_at).strftime("%Y-%m-%d") if one.decided_at else "",
        "name": one.name if may_read else "",
        "contact": one.contact if may_read else "",
        "text": one.text if may_read else "",
    }
