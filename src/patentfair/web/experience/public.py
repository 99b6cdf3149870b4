"""Experience for everyone: search by situation, one report, and taking it up at another center."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.centers.models import Center
from patentfair.apps.experience.access import ADOPTIONS, NAMINGS, REPORTS, SHOWN_VERSIONS
from patentfair.apps.experience.actions import adoptions, reports
from patentfair.apps.experience.models import Adoption, NamingConsent, Report
from patentfair.apps.experience.queries import facet_counts, find_reports, reuse_pairs, shown_among
from patentfair.domain.experience.situation import FACET_WORDS, FACETS, Facet
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web.experience.forms import AdoptForm, ReuseForm
from patentfair.web.experience.shown import card, outcome_tone, version_page
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.helpdesk.case_page import center_name
from patentfair.web.language import page_language
from patentfair.web.present import day
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["adopt", "found_reports", "names", "report", "reuse"]

PAGE = 12
WORDS_LIMIT = 200


def found_reports(request: PageRequest) -> dict[str, Any]:
    """What the page of experience shows of reports: those found, and by what they can be narrowed."""
    language = page_language()
    words = request.GET.get("q", "")[:WORDS_LIMIT]
    chosen = {facet: code for facet, codes in FACETS.items() if (code := request.GET.get(facet.value, "")) in codes}
    found = find_reports(words, chosen).annotate(
        adopted=Count("adoptions"), reused=Count("adoptions", filter=Q(adoptions__reused_at__isnull=False))
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counts = facet_counts(words, chosen)
    query = {**({"q": words} if words else {}), **{facet.value: code for facet, code in chosen.items()}}
    return {
        "q": words,
        "cards": [card(one, language) for one in page],
        "selects": [
            {
                "name": facet.value,
                "title": FACET_WORDS[facet].of(language),
                "options": [
                    {"value": code, "label": one.of(language), "count": n, "selected": chosen.get(facet) == code}
                    for code, one in FACETS[facet].items()
                    if (n := counts[facet].get(code, 0)) or chosen.get(facet) == code
                ],
            }
            for facet in FACET_WORDS
        ],
        "total": page.paginator.count,
        "pager": {
            "prev": f"?{urlencode({**query, 'page': page.previous_page_number()})}" if page.has_previous() else "",
            "next": f"?{urlencode({**query, 'page': page.next_page_number()})}" if page.has_next() else "",
            "from": page.start_index(),
            "to": page.end_index(),
        },
        "is_narrowed": bool(words or chosen),
        "naming_asked": _asked(request),
        "is_staff": bool(request.actor.centers),
    }


def _asked(request: PageRequest) -> list[int]:
    if not request.actor.is_signed_in:
        return []
    waiting = visible(NamingConsent.objects.filter(agreed=None), NAMINGS, "answer", request.actor)
    return list(waiting.values_list("report", flat=True).distinct()[:20])


def _published(request: PageRequest, pk: int, act: str = "read") -> Report:
    return fetch(Report.objects.select_related("center", "current", "deal"), REPORTS, act, request.actor, pk=pk)


def report(request: PageRequest, pk: int) -> HttpResponse:
    """A report as published, its earlier versions, and who used it."""
    language = page_language()
    found = _published(request, pk)
    wanted = request.GET.get("version", "")
    versions = found.versions.filter(SHOWN_VERSIONS)
    version = versions.filter(number=int(wanted[:6])).first() if wanted.isdecimal() else found.current
    if version is None:
        raise NotFound("not-found", what="report")
    mutual = reuse_pairs()
    used = found.adoptions.select_related("center", "version").order_by("pk")
    actor = request.actor
    context = {
        "report": version_page(found, version, language),
        "is_current": version.pk == found.current_id,
        "versions": [
            {"number": one.number, "when": day(timezone.localdate(one.published_at))}
            for one in versions.order_by("-number")
        ],
        "adoptions": [_adoption_row(request, found, one, mutual, language) for one in used],
        "reused": sum(1 for one in used if one.reused_at is not None),
        "may_adopt": bool(actor.centers)
        and found.center_id not in actor.centers
        and not set(actor.centers) <= {one.center_id for one in used},
        "is_ours": found.center_id in actor.centers,
    }
    return render(request, "web/experience/report.html", context)


def _adoption_row(
    request: PageRequest, found: Report, one: Adoption, mutual: dict[tuple[int, int], tuple[int, int]], language: str
) -> dict[str, Any]:
    times, back = mutual.get((found.center_id, one.center_id), (0, 0))
    return {
        "pk": one.pk,
        "center": center_name(one.center, language),
        "purpose": one.purpose,
        "when": day(timezone.localdate(one.adopted_at)),
        "number": one.version.number,
        "result": FACETS[Facet.OUTCOME][one.result].of(language) if one.result else "",
        "tone": outcome_tone(one.result),
        "came_of_it": one.came_of_it,
        "reused": day(timezone.localdate(one.reused_at)) if one.reused_at else "",
        "times": times,
        "back": back if one.reused_at else 0,
        "may_reuse": one.reused_at is None
        and one.center_id in request.actor.centers
        and found.center_id not in request.actor.centers,
    }


@staff_only("centers")
def adopt(request: PageRequest, pk: int) -> HttpResponse:
    """Take up another center's report."""
    language, actor = page_language(), request.actor
    found = _published(request, pk, "adopt")
    centers = {one.pk: one for one in Center.objects.filter(pk__in=list(actor.centers)).order_by("pk")}
    choices = [(number, center_name(one, language)) for number, one in centers.items()]
    form = AdoptForm(request.POST or None, language=language, centers=choices)
    if request.method == "POST" and form.is_valid():
        center = centers[int(form.cleaned_data["center"])]
        try:
            adoptions.adopt(actor=actor, report=found, center=center, purpose=form.cleaned_data["purpose"])
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, gettext("Taken up. Say later what came of it; others learn from that too."))
            return redirect("report", pk=pk)
    context = {"form": form, "report": card(found, language), "what": "adopt"}
    return render(request, "web/experience/adopt.html", context)


@signed_in
def reuse(request: PageRequest, pk: int) -> HttpResponse:
    """Say what came of a report that one's center took up."""
    language = page_language()
    found = fetch(
        Adoption.objects.select_related("report__center", "report__current", "version", "center"),
        ADOPTIONS, "reuse", request.actor, pk=pk,
    )  # fmt: skip
    is_shown = found.report_id in shown_among([found.report_id])
    form = ReuseForm(request.POST or None, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            adoptions.confirm_reuse(actor=request.actor, adoption=found, **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, gettext("Thank you. It stands beside the report."))
            return redirect("report", pk=found.report_id) if is_shown else redirect("reports")
    shown = card(found.report, language) if is_shown else {"pk": found.report_id, "title": f"#{found.report_id}"}
    context = {"form": form, "report": shown, "is_hidden": not is_shown, "what": "reuse", "purpose": found.purpose}
    return render(request, "web/experience/adopt.html", context)


@signed_in
def names(request: PageRequest, pk: int) -> HttpResponse:
    """A side of the deal reads what is told, and says whether it may be named."""
    language = page_language()
    mine = visible(NamingConsent.objects.filter(report=pk), NAMINGS, "answer", request.actor)
    consents = list(mine.select_related("report", "report__center", "organisation"))
    if not consents:
        raise NotFound("not-found", what="report")
    if request.method == "POST":
        for one in consents:
            reports.answer_naming(actor=request.actor, consent=one, agreed=request.POST.get("answer") == "yes")
        messages.success(request, gettext("Your answer is recorded. You can change it here at any time."))
        return redirect("report-names", pk=pk)
    found = consents[0].report
    is_same = found.language == language
    context = {
        "pk": pk,
        "texts": found.texts if is_same or not found.translation.get("title") else found.translation,
        "center": center_name(found.center, language),
        "agreed": consents[0].agreed,
        "is_published": found.current_id is not None,
    }
    return render(request, "web/experience/names.html", context)
