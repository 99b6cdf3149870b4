"""A visitor without an account is served at the desk: registered by staff, acted for under a power two people saw."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from patentfair.adapters.documents.store import content_type, path_of
from patentfair.apps.accounts.access import POWERS, fetch, visible
from patentfair.apps.accounts.actions import confirm_authorisation, refuse_authorisation
from patentfair.apps.accounts.models import Authorisation, Organisation, User
from patentfair.apps.centers.actions import serve_visitor
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web import labels
from patentfair.web.choices import choose
from patentfair.web.guards import keep_upload, signed_in, staff_only
from patentfair.web.language import page_language
from patentfair.web.present import label, organisation_name, region_label
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["document", "new", "served", "settle", "waiting"]

SHOWN = 100
DATE = {"type": "date"}


class VisitorForm(forms.Form):
    """Who came to the desk, and what they let us do for them."""

    organisation = forms.ChoiceField(label=lazy("Registered here before"), required=False)
    name_zh = forms.CharField(label=lazy("Name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=lazy("Name in English"), max_length=200, required=False)
    kind = forms.ChoiceField(label=lazy("Kind"))
    province = forms.ChoiceField(label=lazy("Region"))
    is_state_founded = forms.BooleanField(
        label=lazy("Founded by the state"),
        help_text=lazy("Public universities and institutes follow special price rules."),
        required=False,
    )
    scopes = forms.MultipleChoiceField(
        label=lazy("You may act for them in"),
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("As the signed authorisation says. Contracts are signed by the visitor alone."),
    )
    valid_from = forms.DateField(label=lazy("From"), widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))
    valid_until = forms.DateField(
        label=lazy("Until (first day after)"), required=False, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d")
    )
    evidence = forms.FileField(
        label=lazy("Signed authorisation"), help_text=lazy("Scan or photograph: PDF, PNG or JPEG, up to 20 MB.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("organisation") or data.get("name_zh") or data.get("name_en")):
            self.add_error("name_zh", _("Give a name in at least one language."))
        return data


def _form(request: PageRequest, language: str) -> VisitorForm:
    served = sorted(request.actor.served_provinces)
    known = Organisation.objects.filter(province__in=served).order_by("name_zh", "name_en")[:1000]
    form = VisitorForm(
        request.POST or None,
        request.FILES or None,
        initial={"valid_from": timezone.localdate(), "kind": Organisation.Kind.PERSON},
    )
    choose(form, "organisation", [("", _("No, new here")), *((o.pk, organisation_name(o, language)) for o in known)])
    choose(form, "kind", [(code, words.of(language)) for code, words in labels.ORGANISATION_KINDS.items()])
    choose(form, "province", [(code, region_label(code, language)) for code in served])
    choose(form, "scopes", _scopes().items())
    return form


def _scopes() -> dict[str, str]:
    return {
        Authorisation.Scope.MANAGE.value: _("managing listings and needs"),
        Authorisation.Scope.NEGOTIATE.value: _("negotiating"),
    }


@staff_only("centers")
def new(request: PageRequest) -> HttpResponse:
    """Register a visitor and ask for the power to act for them; a colleague confirms it."""
    form = _form(request, page_language())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        visitor: Organisation | dict[str, Any] = {
            name: data[name] for name in ("name_zh", "name_en", "kind", "province", "is_state_founded")
        }
        if data["organisation"]:
            visitor = Organisation.objects.get(pk=data["organisation"])
        try:
            name, digest = keep_upload(data["evidence"])
            serve_visitor(
                actor=request.actor,
                representative=User.objects.get(email=request.user.get_username()),
                visitor=visitor,
                scopes=data["scopes"],
                valid_from=data["valid_from"],
                valid_until=data["valid_until"],
                document_name=name,
                document_sha256=digest,
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Recorded. As soon as a colleague confirms it, you act for the visitor."))
            return redirect("desk")
    return render(request, "web/visitors_new.html", {"form": form})


def _row(one: Authorisation, language: str) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "organisation": one.organisation,
        "name": organisation_name(one.organisation, language),
        "kind": label(labels.ORGANISATION_KINDS, one.organisation.kind, language),
        "representative": one.representative,
        "scope": _scopes().get(one.scope, one.scope),
        "valid_from": one.valid_from,
        "valid_until": one.valid_until,
        "document": one.document_name,
        "is_confirmed": one.confirmed_at is not None,
    }


def waiting(request: PageRequest, language: str) -> list[dict[str, Any]]:
    """Powers that colleagues asked for and this person may confirm."""
    powers = visible(Authorisation.objects.all(), POWERS, "confirm", request.actor)
    found = powers.select_related("organisation", "representative").order_by("recorded_at", "pk")
    return [_row(one, language) for one in found[:SHOWN]]


def served(request: PageRequest, language: str) -> list[dict[str, Any]]:
    """Those for whom this person acts, or has asked to act, under a power."""
    today = timezone.localdate()
    powers = Authorisation.objects.filter(representative=request.actor.user_id, revoked_at=None)
    found = powers.exclude(valid_until__lte=today).select_related("organisation", "representative").order_by("-pk")
    return [_row(one, language) for one in found[:SHOWN]]


@signed_in
@require_POST
def settle(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Confirm or refuse a power that a colleague asked for."""
    powers = Authorisation.objects.select_related("organisation")
    power = fetch(powers, POWERS, "confirm", request.actor, pk=pk)
    if act == "confirm":
        confirm_authorisation(actor=request.actor, authorisation=power)
        messages.success(request, _("Confirmed. Your colleague acts for the visitor from now on."))
    elif act == "refuse":
        refuse_authorisation(actor=request.actor, authorisation=power)
        messages.success(request, _("Refused. The power does not hold."))
    else:
        raise NotFound("not-found")
    return redirect("desk")


@signed_in
def document(request: PageRequest, pk: int) -> HttpResponseBase:
    """The signed authorisation, for those who confirm it or act under it."""
    power = fetch(Authorisation.objects.all(), POWERS, "read", request.actor, pk=pk)
    path = path_of(settings.FILES_ROOT, power.document_sha256)
    if not path.is_file():
        raise NotFound("not-found", what="file")
    stream = path.open("rb")
    kind = content_type(stream.read(16)) or "application/octet-stream"
    stream.seek(0)
    return FileResponse(stream, content_type=kind, as_attachment=True, filename=power.document_name)
