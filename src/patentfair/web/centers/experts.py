"""The expert register: what experts say of themselves, what might make them partial, and drawing them by lot."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.access import CENTERS, EXPERTS, held_to
from patentfair.apps.centers.actions import experts as actions
from patentfair.apps.centers.experts import LANGUAGES, REASONS, TASKS
from patentfair.apps.centers.models import ConflictDeclaration, Expert, ExpertDraw
from patentfair.domain.kernel.errors import Invalid, NotFound
from patentfair.domain.patents.fields import FIELDS
from patentfair.web.centers.manage import crumbs_of
from patentfair.web.centers.pages import center_of, form_page, lines, text_area, worded
from patentfair.web.centers.words import CONFLICTS
from patentfair.web.choices import choose
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.language import page_language
from patentfair.web.present import day, field_label, label, organisation_name
from patentfair.web.request import PageRequest

__all__ = ["conflict_end", "conflict_new", "draw", "draw_new", "draw_run", "expert", "experts", "mine"]

MOST = 300


def _row(one: Expert, language: str) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "user": one.user,
        "fields": [field_label(number, language) for number in one.fields],
        "languages": [label(LANGUAGES, code, language) for code in one.languages],
        "tasks": [label(TASKS, code, language) for code in one.tasks],
        "is_available": one.is_available,
        "qualifications": (one.qualifications_zh or one.qualifications_en)
        if language == "zh"
        else (one.qualifications_en or one.qualifications_zh),
    }


@staff_only("centers", "is_national_admin", "provinces", "is_operator", "is_expert")
def experts(request: PageRequest) -> HttpResponse:
    """The register, filtered by field and task; experts see their own entry."""
    language = page_language()
    found = visible(Expert.objects.select_related("user"), EXPERTS, "read", request.actor).order_by("pk")
    rows = list(found[:MOST])
    field, task = request.GET.get("field", ""), request.GET.get("task", "")
    if field in {str(number) for number in FIELDS}:
        rows = [one for one in rows if int(field) in one.fields]
    if task:
        rows = [one for one in rows if task in one.tasks]
    context = {
        "rows": [_row(one, language) for one in rows],
        "fields": [(str(number), one.name.of(language)) for number, one in FIELDS.items()],
        "tasks": worded(TASKS, language),
        "field": field,
        "task": task,
    }
    return render(request, "web/centers/experts.html", context)


@signed_in
def expert(request: PageRequest, pk: int) -> HttpResponse:
    """One expert: entry and declared ties."""
    language = page_language()
    found = fetch(Expert.objects.select_related("user"), EXPERTS, "read", request.actor, pk=pk)
    ties = found.conflicts.select_related("organisation").order_by("ended_at", "pk")
    context = {
        "row": _row(found, language),
        "is_mine": found.user_id == request.actor.user_id,
        "conflicts": [
            {
                "pk": one.pk,
                "organisation": organisation_name(one.organisation, language),
                "kind": label(CONFLICTS, one.kind, language),
                "since": day(timezone.localdate(one.declared_at)),
                "ended": day(timezone.localdate(one.ended_at)) if one.ended_at else "",
            }
            for one in ties
        ],
    }
    return render(request, "web/centers/expert.html", context)


class ExpertForm(forms.Form):
    """What an expert says of themselves."""

    fields_ = forms.MultipleChoiceField(label=lazy("Fields of technology"), widget=forms.CheckboxSelectMultiple)
    qualifications_zh = forms.CharField(
        label=lazy("Qualifications in Chinese"), widget=text_area(), max_length=4000, required=False
    )
    qualifications_en = forms.CharField(
        label=lazy("Qualifications in English"), widget=text_area(), max_length=4000, required=False
    )
    languages = forms.MultipleChoiceField(label=lazy("Working languages"), widget=forms.CheckboxSelectMultiple)
    tasks = forms.MultipleChoiceField(label=lazy("Available for"), widget=forms.CheckboxSelectMultiple)
    is_available = forms.BooleanField(label=lazy("I can take on tasks at present."), required=False)


@staff_only("is_expert")
def mine(request: PageRequest) -> HttpResponse:
    """An expert keeps their own entry."""
    language, actor = page_language(), request.actor
    held = Expert.objects.filter(user=actor.user_id).first()
    initial: dict[str, Any] = {"is_available": True}
    if held:
        names = ("qualifications_zh", "qualifications_en", "languages", "tasks", "is_available")
        initial = {name: getattr(held, name) for name in names} | {"fields_": [str(one) for one in held.fields]}
    form = ExpertForm(request.POST or None, initial=initial)
    choose(form, "fields_", [(str(number), one.name.of(language)) for number, one in FIELDS.items()])
    choose(form, "languages", worded(LANGUAGES, language))
    choose(form, "tasks", worded(TASKS, language))

    def act(data: dict[str, Any]) -> None:
        fields = [int(one) for one in data.pop("fields_")]
        actions.save_expert(actor=actor, user=cast("User", request.user), fields=fields, **data)

    return form_page(
        request,
        form,
        act,
        heading=_("My entry in the expert register"),
        submit=_("Save"),
        done=_("Saved."),
        back=reverse("experts"),
        crumbs=[(_("Workspace"), reverse("workspace")), (_("Expert register"), reverse("experts"))],
    )


class ConflictForm(forms.Form):
    """A tie to an organisation."""

    organisation = forms.CharField(
        label=lazy("Organisation"), max_length=200, help_text=lazy("Its full name as registered here.")
    )
    kind = forms.ChoiceField(label=lazy("What ties you to it"))


def _organisation(name: str, field: str) -> Organisation:
    found = Organisation.objects.filter(Q(name_zh=name) | Q(name_en=name)).order_by("pk").first()
    if found is None:
        raise Invalid("experts.unknown-organisation", field=field)
    return found


@staff_only("is_expert")
def conflict_new(request: PageRequest) -> HttpResponse:
    """Declare a tie."""
    held = Expert.objects.filter(user=request.actor.user_id).first()
    if held is None:
        messages.info(request, _("Enter yourself first, then declare your ties."))
        return redirect("expert-mine")
    form = ConflictForm(request.POST or None)
    choose(form, "kind", worded(CONFLICTS, page_language()))

    def act(data: dict[str, Any]) -> None:
        found = _organisation(data["organisation"].strip(), "organisation")
        actions.declare_conflict(actor=request.actor, expert=held, organisation=found, kind=data["kind"])

    return form_page(
        request,
        form,
        act,
        heading=_("Declare a tie"),
        submit=_("Declare"),
        done=_("Declared. You are left out of matters of this organisation."),
        back=reverse("expert", args=[held.pk]),
        crumbs=[(_("Expert register"), reverse("experts")), (held.user.name, reverse("expert", args=[held.pk]))],
        lede=_("Memberships and powers known here count by themselves. Declare what the platform cannot know."),
    )


@signed_in
@require_POST
def conflict_end(request: PageRequest, pk: int) -> HttpResponse:
    """Say that a tie is over."""
    found = ConflictDeclaration.objects.select_related("expert").filter(
        pk=pk, expert__in=visible(Expert.objects.all(), EXPERTS, "declare", request.actor)
    )
    held = found.first()
    if held is None:
        raise NotFound("not-found", what="conflict")
    actions.end_conflict(actor=request.actor, conflict=held)
    messages.success(request, _("Entered. It still counts for two years."))
    return redirect("expert", pk=held.expert_id)


class DrawForm(forms.Form):
    """Who is wanted for what."""

    task = forms.ChoiceField(label=lazy("Kind of task"))
    subject = forms.CharField(label=lazy("What it is about"), max_length=200)
    fields_ = forms.MultipleChoiceField(
        label=lazy("Fields of technology"), widget=forms.CheckboxSelectMultiple, required=False
    )
    language = forms.ChoiceField(label=lazy("Working language"), required=False)
    organisations = forms.CharField(
        label=lazy("Organisations concerned"),
        widget=text_area(),
        max_length=10_000,
        help_text=lazy("Full names as registered here, one a line. Whoever is tied to one of them is left out."),
    )
    count = forms.IntegerField(label=lazy("How many experts"), min_value=1, max_value=20, initial=3)


@signed_in
def draw_new(request: PageRequest, key: str) -> HttpResponse:
    """Ask for experts; the seed's hash is recorded before anyone is drawn."""
    center, language = center_of(request, key, "staff"), page_language()
    form = DrawForm(request.POST or None)
    choose(form, "task", worded(TASKS, language))
    choose(form, "fields_", [(str(number), one.name.of(language)) for number, one in FIELDS.items()])
    choose(form, "language", [("", "—"), *worded(LANGUAGES, language)])

    def act(data: dict[str, Any]) -> None:
        concerned = [_organisation(name, "organisations") for name in lines(data.pop("organisations"))]
        fields = [int(one) for one in data.pop("fields_")]
        actions.commit_draw(actor=request.actor, center=center, fields=fields, organisations=concerned, **data)

    return form_page(
        request,
        form,
        act,
        heading=_("Ask for experts"),
        submit=_("Record the question"),
        done=_("The question and the hash of the seed are in the journal. Now draw."),
        back=reverse("center-manage", args=[key]),
        crumbs=crumbs_of(center),
    )


@signed_in
def draw(request: PageRequest, pk: int) -> HttpResponse:
    """A draw: question, promise, seed, who was drawn, and why others were not."""
    language = page_language()
    found = ExpertDraw.objects.select_related("center").filter(
        held_to(CENTERS, "inside", request.actor), pk=pk
    ).first()  # fmt: skip
    if found is None:
        raise NotFound("not-found", what="draw")
    known = {one.pk: one for one in Expert.objects.select_related("user")}
    context = {
        "draw": found,
        "center": found.center,
        "task": label(TASKS, found.task, language),
        "fields": [field_label(number, language) for number in found.fields],
        "language_wanted": label(LANGUAGES, found.language, language) if found.language else "",
        "organisations": [
            organisation_name(one.organisation, language)
            for one in found.concerned.select_related("organisation").order_by("pk")
        ],
        "asked": timezone.localtime(found.asked_at).strftime("%Y-%m-%d %H:%M"),
        "drawn_at": timezone.localtime(found.drawn_at).strftime("%Y-%m-%d %H:%M") if found.drawn_at else "",
        "drawn": [known[number] for number in found.drawn if number in known],
        "pool": [known[number] for number in found.pool if number in known],
        "excluded": [
            {"expert": known[int(number)], "reasons": [label(REASONS, code, language) for code in codes]}
            for number, codes in found.excluded.items()
            if int(number) in known
        ],
        "may_run": found.drawn_at is None and found.center_id in request.actor.centers,
    }
    return render(request, "web/centers/draw.html", context)


@signed_in
@require_POST
def draw_run(request: PageRequest, pk: int) -> HttpResponse:
    """Draw by lot."""
    draws = ExpertDraw.objects.select_related("center").filter(held_to(CENTERS, "staff", request.actor))
    found = draws.filter(pk=pk).first()
    if found is None:
        raise NotFound("not-found", what="draw")
    actions.draw_experts(actor=request.actor, draw=found)
    messages.success(request, _("Drawn. The seed is shown; anyone can draw again and get the same."))
    return redirect("draw", pk=pk)
