"""Statistical returns: the catalogue of figures, the operator's templates, a center's returns, what came in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from patentfair.adapters.documents.room_files import room_content_type
from patentfair.apps.centers.access import CENTERS, held_to
from patentfair.apps.centers.actions import returns as actions
from patentfair.apps.centers.figures import FIGURES, WORDS, fill
from patentfair.apps.centers.models import Center, Return, ReturnTemplate
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web.centers.pages import center_of
from patentfair.web.deals.kept_files import kept_file
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.language import page_language
from patentfair.web.present import day
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["figures", "received", "return_file", "return_fill", "returns", "template_retire", "templates"]

MOST = 200


def figures(request: PageRequest) -> HttpResponse:
    """Every figure a return may ask for, with its definition."""
    language = page_language()
    context = {
        "figures": [
            {"marker": f"{{{{{key}}}}}", "name": one.name.of(language), "definition": one.definition.of(language)}
            for key, one in FIGURES.items()
        ],
        "words": [{"marker": f"{{{{{key}}}}}", "name": one.of(language)} for key, one in WORDS.items()],
        "example": "{{deals.in-force:2025}}",
    }
    return render(request, "web/centers/figures.html", context)


class TemplateForm(forms.Form):
    """A workbook with markers."""

    name_zh = forms.CharField(label=lazy("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=lazy("Name in English"), max_length=160)
    file = forms.FileField(label=lazy("Workbook (.xlsx)"), help_text=lazy("Cells with markers, up to 2 MB."))


@staff_only("is_operator")
def templates(request: PageRequest) -> HttpResponse:
    """The templates of returns; an operator adds one."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        upload = data["file"]
        try:
            actions.load_template(
                actor=request.actor,
                name_zh=data["name_zh"],
                name_en=data["name_en"],
                file_name=upload.name or "return.xlsx",
                workbook=upload.read(actions.LARGEST_BYTES + 1),
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Centers can fill it now."))
            return redirect("return-templates")
    context = {"form": form, "templates": list(ReturnTemplate.objects.order_by("-is_current", "-pk")[:MOST])}
    return render(request, "web/centers/return_templates.html", context)


@require_POST
@staff_only("is_operator")
def template_retire(request: PageRequest, pk: int) -> HttpResponse:
    """Ask for a return no longer."""
    found = ReturnTemplate.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound("not-found", what="template")
    actions.retire_template(actor=request.actor, template=found)
    messages.success(request, _("It is asked for no longer; what was submitted stays."))
    return redirect("return-templates")


def _row(one: Return) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "template": one.template,
        "center": one.center,
        "year": str(one.year),
        "version": one.version,
        "when": day(timezone.localdate(one.submitted_at)),
        "sha256": one.sha256,
    }


@signed_in
def returns(request: PageRequest, key: str) -> HttpResponse:
    """A center's returns: what is asked for, and what was submitted."""
    center = center_of(request, key, "inside")
    this_year = timezone.localdate().year
    found = center.returns.select_related("template", "center").order_by("-pk")[:MOST]
    context = {
        "center": center,
        "templates": list(ReturnTemplate.objects.filter(is_current=True).order_by("pk")),
        "years": [str(this_year), str(this_year - 1)],
        "works_here": center.pk in request.actor.centers,
        "rows": [_row(one) for one in found],
    }
    return render(request, "web/centers/returns.html", context)


@signed_in
def return_fill(request: PageRequest, key: str, pk: int, year: int) -> HttpResponse:
    """The figures of a return with their source, before it is submitted; a POST submits it."""
    language = page_language()
    center: Center = center_of(request, key, "staff")
    template = ReturnTemplate.objects.filter(pk=pk, is_current=True).first()
    if template is None:
        raise NotFound("not-found", what="template")
    if request.method == "POST":
        made = actions.submit_return(actor=request.actor, template=template, center=center, year=year)
        messages.success(
            request, _("Submitted as version %(version)s; the administrator sees it.") % {"version": made.version}
        )
        return redirect("returns", key=key)
    context = {
        "center": center,
        "template": template,
        "year": str(year),
        "cells": [
            {
                "place": one.place,
                "name": (FIGURES[one.key].name if one.key in FIGURES else WORDS[one.key]).of(language),
                "definition": FIGURES[one.key].definition.of(language) if one.key in FIGURES else "",
                "year": str(one.year),
                "value": one.word or (f"{one.value.normalize():f}" if one.value is not None else "—"),
            }
            for one in fill(template, center, year)
        ],
    }
    return render(request, "web/centers/return_fill.html", context)


@signed_in
@require_GET
def return_file(request: PageRequest, pk: int) -> HttpResponseBase:
    """A workbook as it was submitted."""
    returns_ = Return.objects.select_related("template", "center").filter(held_to(CENTERS, "inside", request.actor))
    found = returns_.filter(pk=pk).first()
    if found is None:
        raise NotFound("not-found", what="return")
    name = f"{found.center.key}-{found.year}-v{found.version}.xlsx"
    return kept_file(name, found.sha256, room_content_type)


@staff_only("is_national_admin", "provinces")
def received(request: PageRequest) -> HttpResponse:
    """What centers of one's region submitted, newest first."""
    found = Return.objects.select_related("template", "center").filter(held_to(CENTERS, "inside", request.actor))
    context = {"rows": [_row(one) for one in found.order_by("-pk")[:MOST]]}
    return render(request, "web/centers/returns_received.html", context)
