"""A center's desk: what waits for an answer, what is due, what is to be checked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch
from patentfair.apps.accounts.actions import verify_organisation
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center, Post
from patentfair.apps.market.models import Deal, Listing, Need
from patentfair.apps.market.responses import escalated_since
from patentfair.apps.registry.actions import add_legal_event
from patentfair.apps.registry.queries import find
from patentfair.apps.rights.access import CLAIMS, check_day, require_desk
from patentfair.apps.rights.actions import (
    decide_claim,
    declare_open_licence,
    enter_pledge,
)
from patentfair.apps.rights.models import OwnershipClaim
from patentfair.apps.rights.queries import owners
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.patents.status import EventCode
from patentfair.web import labels
from patentfair.web.center import visitors
from patentfair.web.center.waiting import waits
from patentfair.web.choices import choose
from patentfair.web.guards import keep_upload, signed_in, staff_only
from patentfair.web.language import page_language
from patentfair.web.present import day, label, organisation_name
from patentfair.web.refusals import sentence
from patentfair.web.registrar.people import post_rows
from patentfair.web.request import PageRequest

__all__ = ["decide", "desk", "open_licence", "pledge", "register_extract", "verify_identity"]

SHOWN = 100


@staff_only("centers")
def desk(request: PageRequest) -> HttpResponse:
    """Today at the desk."""
    actor, language, now = request.actor, page_language(), timezone.now()
    mine = list(actor.centers)
    claims = OwnershipClaim.objects.filter(center__in=mine, state="pending").select_related("patent", "organisation")
    waiting = Deal.objects.filter(center__in=mine, state="inquiry").select_related("patent", "grantor", "grantee")
    recordal = Deal.objects.filter(
        center__in=mine, state="in_force", recordal_due__lte=timezone.localdate() + timedelta(days=90)
    ).select_related("patent", "grantor", "grantee")
    ended = Listing.objects.filter(center__in=mine, state="paused", pause_reason="right-ended").select_related("patent")
    escalated = escalated_since(waiting)
    context = {
        "escalated": [
            {**_row(deal, language), "due": day(timezone.localdate(escalated[deal.pk]))}
            for deal in sorted((d for d in waiting if d.pk in escalated), key=lambda d: escalated[d.pk])[:SHOWN]
        ],
        "elsewhere": waits(actor),
        "centers": Center.objects.filter(pk__in=mine),
        "powers": visitors.waiting(request, language),
        "visitors": visitors.served(request, language),
        "staff": post_rows(request, list(_headed_posts(request)), language),
        "heads": bool(actor.headed_centers),
        "claims": [
            {
                "pk": one.pk,
                "number": one.patent.key,
                "title": one.patent.title_in(language),
                "organisation": organisation_name(one.organisation, language),
                "since": day(timezone.localdate(one.claimed_at)),
            }
            for one in claims.order_by("claimed_at")[:SHOWN]
        ],
        "waiting": [
            _row(deal, language, overdue=deal.answer_due < now) for deal in waiting.order_by("answer_due")[:SHOWN]
        ],
        "recordal": [
            _row(deal, language, overdue=deal.recordal_due is not None and deal.recordal_due < timezone.localdate())
            for deal in recordal.order_by("recordal_due")[:SHOWN]
        ],
        "ended": [
            {"pk": one.pk, "title": one.text("title", language), "number": one.patent.key} for one in ended[:SHOWN]
        ],
        "counts": {
            "listings": Listing.objects.filter(center__in=mine, state="published").count(),
            "needs": Need.objects.filter(center__in=mine, state="published").count(),
            "deals": Deal.objects.filter(center__in=mine, state__in=("in_force", "recorded")).count(),
        },
    }
    return render(request, "web/desk.html", context)


def _headed_posts(request: PageRequest) -> QuerySet[Post]:
    """Who works at the centers this person heads."""
    heads = request.actor.headed_centers
    return Post.objects.filter(center__in=heads).select_related("user").order_by("center", "pk")


def _row(deal: Deal, language: str, *, overdue: bool = False) -> dict[str, object]:
    return {
        "pk": deal.pk,
        "title": deal.patent.title_in(language),
        "grantor": organisation_name(deal.grantor, language),
        "grantee": organisation_name(deal.grantee, language),
        "state": label(labels.DEAL_STATES, deal.state, language),
        "due": day(timezone.localdate(deal.answer_due)) if deal.state == "inquiry" else day(deal.recordal_due),
        "overdue": overdue,
    }


@signed_in
@require_POST
def decide(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Confirm a claim against its evidence, or refuse it with a reason."""
    claims = OwnershipClaim.objects.select_related("patent", "organisation", "center")
    claim = fetch(claims, CLAIMS, "decide", request.actor, pk=pk)
    if act not in ("verify", "refuse"):
        raise NotFound("not-found")
    decide_claim(
        actor=request.actor,
        claim=claim,
        verified=act == "verify",
        reason=request.POST.get("reason", ""),
    )
    messages.success(request, _("Decided; the organisation sees it now."))
    return redirect("desk")


class IdentityForm(forms.Form):
    """The paper that shows who an organisation is."""

    evidence = forms.FileField(
        label=lazy("Evidence of identity"),
        help_text=lazy(
            "Business licence, certificate of legal person or identity document; PDF, PNG or JPEG, up to 20 MB."
        ),
    )


@staff_only("centers")
def verify_identity(request: PageRequest, pk: int) -> HttpResponse:
    """Mark an organisation of the center's province as checked against its papers."""
    found = Organisation.objects.filter(pk=pk, province__in=request.actor.served_provinces).first()
    if found is None or pk in {*request.actor.organisations, *request.actor.powers}:
        raise NotFound("not-found", what="organisation")
    form = IdentityForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _name, digest = keep_upload(form.cleaned_data["evidence"])
            verify_organisation(actor=request.actor, organisation=found, evidence_sha256=digest)
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("The organisation's identity is verified."))
            return redirect("desk")
    heading = _("Verify the identity of %(name)s") % {"name": organisation_name(found, page_language())}
    context = {"form": form, "heading": heading, "submit": _("Verify"), "multipart": True}
    return render(request, "web/form.html", context)


class ExtractForm(forms.Form):
    """What a copy of the register shows of one right."""

    number = forms.CharField(label=lazy("Patent number"), max_length=60)
    code = forms.ChoiceField(label=lazy("What the register shows"))
    on = forms.DateField(
        label=lazy("Date of the event"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    paid_until = forms.DateField(
        label=lazy("Fees paid until (first day not covered)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reference = forms.CharField(label=lazy("Number of the register copy"), max_length=24)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("code") == EventCode.FEE_PAID and not data.get("paid_until"):
            self.add_error("paid_until", _("Say until when the fees are paid."))
        if data.get("on") and data["on"] > timezone.localdate():
            self.add_error("on", _("The date cannot lie in the future."))
        return data


EXTRACT_CODES = ("fee_paid", "fee_overdue", "lapsed", "restored", "invalidated")


@staff_only("centers")
def register_extract(request: PageRequest) -> HttpResponse:
    """Enter what a copy of the register shows, so that the status is fresh and says where it comes from."""
    language = page_language()
    form = ExtractForm(request.POST or None, initial={"number": request.GET.get("patent", "")})
    choose(form, "code", [(code, label(labels.EVENTS, code, language)) for code in EXTRACT_CODES])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        patent = find(data["number"])
        if patent is None:
            form.add_error(
                "number", _("No patent of that number is in the register yet. Ask your center to import it.")
            )
        else:
            require_desk(request.actor, patent)
            check_day(patent, data["on"])
            add_legal_event(
                actor=request.actor,
                patent=patent,
                date=data["on"],
                code=EventCode(data["code"]),
                source="register-copy",
                office_code=data["reference"],
                paid_until=data["paid_until"],
            )
            messages.success(request, _("Entered. The status now rests on the register copy."))
            return redirect("patent", number=patent.key)
    context = {"form": form, "heading": _("Enter what the register shows"), "submit": _("Enter")}
    return render(request, "web/form.html", context)


class RegisterForm(forms.Form):
    """Something the office has registered or announced."""

    number = forms.CharField(label=lazy("Patent number"), max_length=60)
    holder = forms.ChoiceField(label=lazy("Pledgee"))
    on = forms.DateField(
        label=lazy("Date of registration"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reference = forms.CharField(label=lazy("Number of the registration"), max_length=60)


@staff_only("centers")
def pledge(request: PageRequest) -> HttpResponse:
    """Enter a pledge that the office has registered."""
    language = page_language()
    form = RegisterForm(request.POST or None)
    choose(
        form,
        "holder",
        [(one.pk, organisation_name(one, language)) for one in Organisation.objects.order_by("name_zh")[:1000]],
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        patent = find(data["number"])
        if patent is None:
            form.add_error(
                "number", _("No patent of that number is in the register yet. Ask your center to import it.")
            )
        else:
            enter_pledge(
                actor=request.actor,
                patent=patent,
                holder=Organisation.objects.get(pk=data["holder"]),
                registered_on=data["on"],
                basis=f"registration:{data['reference']}",
            )
            messages.success(request, _("The pledge is entered."))
            return redirect("patent", number=patent.key)
    return render(
        request, "web/form.html", {"form": form, "heading": _("Enter a registered pledge"), "submit": _("Enter")}
    )


class OpenLicenceForm(forms.Form):
    """An open-licence declaration that the office has announced."""

    number = forms.CharField(label=lazy("Patent number"), max_length=60)
    on = forms.DateField(
        label=lazy("Date of announcement"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reference = forms.CharField(label=lazy("Number of the announcement"), max_length=60)


@signed_in
def open_licence(request: PageRequest) -> HttpResponse:
    """Enter an announced open-licence declaration for one's own patent."""
    actor = request.actor
    form = OpenLicenceForm(request.POST or None, initial={"number": request.GET.get("patent", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        patent = find(data["number"])
        held = owners(patent, timezone.localdate()) if patent else []
        owner = next((i.organisation for i in held if actor.may_act_for(i.organisation_id, "sign")), None)
        if patent is None or owner is None:
            form.add_error("number", _("Your organisation is not a verified owner of that patent."))
        else:
            try:
                declare_open_licence(
                    actor=actor,
                    patent=patent,
                    owner=owner,
                    announced_on=data["on"],
                    basis=f"announcement:{data['reference']}",
                )
            except DomainError as error:
                form.add_error(None, sentence(error))
            else:
                messages.success(request, _("The open licence is entered."))
                return redirect("patent", number=patent.key)
    heading = _("Enter an announced open licence")
    return render(request, "web/form.html", {"form": form, "heading": heading, "submit": _("Enter")})
