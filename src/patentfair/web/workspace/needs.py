"""Draft, translate and post needs, see the patents that answer them, and say what does not fit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch
from patentfair.apps.market.access import NEEDS
from patentfair.apps.market.actions.needs import FIELDS, change_need, close_need, draft_need, post_need, translate_need
from patentfair.apps.market.models import Listing, Need, Publication
from patentfair.apps.market.queries import clarity_of
from patentfair.apps.matching.actions import judge_match
from patentfair.apps.matching.models import MatchFeedback
from patentfair.apps.matching.queries import need_profile, patents_for
from patentfair.apps.registry.models import Patent
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.matching.feedback import NotAFit
from patentfair.web.guards import signed_in
from patentfair.web.index import search_index
from patentfair.web.language import page_language
from patentfair.web.present import match_rows
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest
from patentfair.web.workspace.forms import NeedForm, TranslationForm
from patentfair.web.workspace.organisations import my_organisations

__all__ = ["change_state", "edit", "feedback", "matches", "new", "translate"]


def _need(request: PageRequest, pk: int, act: str) -> Need:
    return fetch(Need.objects.select_related("organisation"), NEEDS, act, request.actor, pk=pk)


@signed_in
def new(request: PageRequest) -> HttpResponse:
    """Put a need in one's own words; what is missing is said, not demanded."""
    actor, language = request.actor, page_language()
    mine = my_organisations(actor)
    if not mine:
        messages.info(request, _("Register your organisation first."))
        return redirect("organisation-new")
    organisation = next((one for one in mine if str(one.pk) == request.GET.get("organisation")), mine[0])
    form = NeedForm(
        request.POST or None,
        language=language,
        initial={"province": organisation.province, "problem": request.GET.get("problem", "")[:4000]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_need(actor=actor, organisation=organisation, language=language, **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Saved as a draft. See how clear it is, then post it."))
            return redirect("need", pk=made.pk)
    return render(request, "web/need_form.html", {"form": form, "heading": _("Post a technology need")})


@signed_in
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """Change a need."""
    found = _need(request, pk, "draft")
    initial = {name: getattr(found, name) for name in FIELDS} | {"classes": ", ".join(found.classes)}
    form = NeedForm(request.POST or None, language=page_language(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_need(actor=request.actor, need=found, **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            return redirect("need", pk=pk)
    context = {"form": form, "heading": _("Change the need"), "clarity": clarity_of(found).score}
    return render(request, "web/need_form.html", context)


@signed_in
def translate(request: PageRequest, pk: int) -> HttpResponse:
    """Translate a need into the other language."""
    found = _need(request, pk, "draft")
    words = {
        "title": _("In one line"),
        "problem": _("The problem"),
        "present": _("How it is done today"),
        "constraints": _("What must not change"),
    }
    texts = {name: (label, getattr(found, name)) for name, label in words.items() if getattr(found, name)}
    form = TranslationForm(request.POST or None, language=page_language(), texts=texts, initial=found.translation)
    if request.method == "POST" and form.is_valid():
        translate_need(actor=request.actor, need=found, **form.cleaned_data)
        return redirect("need", pk=pk)
    heading = _("Translate into English") if found.language == "zh" else _("Translate into Chinese")
    return render(request, "web/form.html", {"form": form, "heading": heading, "submit": _("Save")})


@signed_in
@require_POST
def change_state(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Post or close."""
    found = _need(request, pk, "publish")
    if act == "post":
        post_need(actor=request.actor, need=found)
        messages.success(request, _("Posted. Everyone can see it now."))
    elif act == "close":
        close_need(actor=request.actor, need=found)
        messages.success(request, _("Closed."))
    else:
        raise NotFound("not-found")
    return redirect("need", pk=pk)


def matches(request: PageRequest, pk: int) -> HttpResponse:
    """Patents that may answer a need, with reasons; for a posted need everyone may look."""
    found, language, today = _need(request, pk, "rank_patents"), page_language(), timezone.localdate()
    actor = request.actor
    rows = match_rows(patents_for(need_profile(found), search_index(), today), language, today)
    mine = actor.may_act_for(found.organisation_id, "draft")
    listed = Listing.objects.filter(
        organisation__in=actor.acting_for("draft"),
        patent__key__in=[row["key"] for row in rows],
        state=Publication.PUBLISHED,
    )
    theirs = set(listed.values_list("patent__key", flat=True))
    said = {
        one.patent.key: one
        for one in MatchFeedback.objects.filter(need=found, organisation__in=actor.acting_for("draft")).select_related(
            "patent"
        )
    }
    for row in rows:
        row["may_judge"] = mine or row["key"] in theirs
        row["said"] = said.get(row["key"])
        row["said_label"] = NotAFit(row["said"].code).label.of(language) if row["said"] and row["said"].code else ""
    context = {
        "need": found,
        "title": found.text("title", language),
        "rows": rows,
        "is_own": mine,
        "codes": [(code.value, code.label.of(language)) for code in NotAFit],
    }
    return render(request, "web/need_matches.html", context)


@signed_in
@require_POST
def feedback(request: PageRequest, pk: int) -> HttpResponse:
    """Say that a match fits, or why it does not."""
    found = _need(request, pk, "rank_patents")
    actor = request.actor
    patent = Patent.objects.filter(key=request.POST.get("patent", "")).first()
    if patent is None:
        raise NotFound("not-found", what="patent")
    mine = my_organisations(actor)
    own = next((one for one in mine if one.pk == found.organisation_id), None)
    lister = Listing.objects.filter(patent=patent, organisation__in=mine).select_related("organisation").first()
    organisation = own or (lister.organisation if lister else None)
    if organisation is None:
        raise NotFound("not-found", what="match")
    code = request.POST.get("code", "")
    judge_match(
        actor=actor,
        organisation=organisation,
        need=found,
        patent=patent,
        fits=code == "fits",
        code="" if code == "fits" else code,
    )
    messages.success(request, _("Thank you. It goes to the owner and improves the ranking."))
    return redirect("need-matches", pk=pk)
