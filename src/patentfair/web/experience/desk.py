"""A center's own experience: begin, edit, review, publish."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.centers.models import Center
from patentfair.apps.experience.access import REPORTS, SOURCES
from patentfair.apps.experience.actions import reports as acts
from patentfair.apps.experience.models import Adoption, Report
from patentfair.apps.experience.queries import credited_reuses, shown_among
from patentfair.apps.market.models import Deal
from patentfair.apps.meetings.access import EVENTS
from patentfair.apps.meetings.models import Event
from patentfair.domain.experience.draft import TEXTS
from patentfair.domain.experience.situation import FACETS
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web import labels
from patentfair.web.experience.forms import OtherForm, RemarksForm, ReportForm
from patentfair.web.experience.shown import STATES, card, shown_tags
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.helpdesk.case_page import center_name, person_name
from patentfair.web.language import page_language
from patentfair.web.present import day, label
from patentfair.web.refusals import sentence, show_in_form
from patentfair.web.request import PageRequest

__all__ = ["act", "board", "edit", "new"]

SHOWN = 200
DEALS = 100
_TOLD = ("conditional", "in_force", "recorded", "declined", "withdrawn", "lapsed", "terminated", "ended")


@staff_only("centers")
def board(request: PageRequest) -> HttpResponse:
    """Reports of the staff's centers, what waits for a second person, and what they took up from others."""
    actor, language = request.actor, page_language()
    mine = visible(Report.objects.select_related("center", "written_by", "current"), REPORTS, "write", actor)
    to_review = visible(mine, REPORTS, "review", actor)
    taken = Adoption.objects.filter(center__in=list(actor.centers)).select_related("report__current", "report__center")
    ours, waiting = list(mine.order_by("-pk")[:SHOWN]), list(to_review.order_by("pk")[:SHOWN])
    others = list(taken.order_by("-pk")[:SHOWN])
    shown = shown_among([one.pk for one in (*ours, *waiting)] + [one.report_id for one in others])
    credit = credited_reuses()
    context = {
        "rows": [_row(one, language, shown) for one in ours],
        "to_review": [_row(one, language, shown) for one in waiting],
        "taken": [
            {
                "pk": one.pk,
                "report": one.report_id,
                "title": card(one.report, language)["title"] if one.report_id in shown else f"#{one.report_id}",
                "center": center_name(one.report.center, language),
                "when": day(timezone.localdate(one.adopted_at)),
                "is_reused": one.reused_at is not None,
                "is_public": one.report_id in shown,
            }
            for one in others
        ],
        "credit": [
            {"center": center_name(one, language), "n": credit.get(one.pk, 0)}
            for one in Center.objects.filter(pk__in=list(actor.centers)).order_by("pk")
        ],
    }
    return render(request, "web/experience/board.html", context)


def _title(one: Report, language: str) -> str:
    first, second = (one.texts, one.translation) if one.language == language else (one.translation, one.texts)
    return first.get("title") or second.get("title") or one.source_note or f"#{one.pk}"


def _row(one: Report, language: str, shown: set[int]) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "title": _title(one, language),
        "state": STATES[one.state].of(language),
        "is_public": one.pk in shown,
        "is_hidden": one.current_id is not None and one.state != Report.State.WITHDRAWN and one.pk not in shown,
        "is_being_changed": one.pk in shown and one.state in (Report.State.DRAFT, Report.State.REVIEW),
        "author": person_name(one.written_by, language),
        "center": center_name(one.center, language),
    }


@staff_only("centers")
def new(request: PageRequest) -> HttpResponse:
    """Choose what to report on: a deal the center helped with, or something else."""
    actor, language = request.actor, page_language()
    centers = {one.pk: one for one in Center.objects.filter(pk__in=list(actor.centers)).order_by("pk")}
    form = OtherForm(
        request.POST if request.method == "POST" and not {"deal", "event"} & set(request.POST) else None,
        language=language,
        centers=[(pk, center_name(one, language)) for pk, one in centers.items()],
    )
    deals = visible(Deal.objects.select_related("patent", "center"), SOURCES, "tell", actor)
    if request.method == "POST" and "deal" in request.POST:
        number = request.POST["deal"]
        deal = fetch(deals, SOURCES, "tell", actor, pk=int(number) if number.isdecimal() and len(number) < 16 else 0)
        made = acts.begin_report_of_deal(actor=actor, deal=deal, language=language)
        messages.success(request, gettext("Drafted from the record. What only people know is yours to add."))
        return redirect("report-edit", pk=made.pk)
    if request.method == "POST" and "event" in request.POST:
        number = request.POST["event"]
        pk = int(number) if number.isdecimal() and len(number) < 16 else 0
        event = fetch(Event.objects.select_related("center"), EVENTS, "edit", actor, pk=pk)
        made = acts.begin_report_of_event(actor=actor, event=event, language=language)
        messages.success(request, gettext("Drafted from the record. What only people know is yours to add."))
        return redirect("report-edit", pk=made.pk)
    if request.method == "POST" and form.is_valid():
        center = centers[int(form.cleaned_data["center"])]
        try:
            made = acts.begin_report(
                actor=actor, center=center, source_note=form.cleaned_data["source_note"], language=language
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            return redirect("report-edit", pk=made.pk)
    told = deals.filter(Q(state__in=_TOLD)).order_by("-opened_at")[:DEALS]
    context = {
        "form": form,
        "deals": [
            {
                "pk": one.pk,
                "title": one.patent.title_in(language),
                "state": label(labels.DEAL_STATES, one.state, language),
                "opened": day(timezone.localdate(one.opened_at)),
            }
            for one in told
        ],
    }
    return render(request, "web/experience/new.html", context)


def _report(request: PageRequest, pk: int, act: str) -> Report:
    found = Report.objects.select_related("center", "deal__grantor", "deal__grantee", "deal__patent", "current")
    return fetch(found, REPORTS, act, request.actor, pk=pk)


@signed_in
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """The working copy: change it, hand it in, review it."""
    found, language = _report(request, pk, "write"), page_language()
    form = ReportForm(request.POST or None, language=language, report=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            acts.change_report(
                actor=request.actor,
                report=found,
                texts=form.texts(),
                translation=form.texts("_other"),
                tags=form.tags(),
                took_days=data["took_days"],
                took_hours=data["took_hours"],
                took_money=data["took_money"],
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            return _saved(request, found)
    return _page(request, found, form, RemarksForm(language=language, auto_id="id_return_%s"))


def _saved(request: PageRequest, found: Report) -> HttpResponse:
    """After saving, hand the report in where that was asked for."""
    if request.POST.get("then") == "submit":
        try:
            acts.submit_report(actor=request.actor, report=found)
        except DomainError as error:
            form = ReportForm(request.POST, language=page_language(), report=found)
            form.is_valid()
            show_in_form(form, error)
            messages.warning(request, gettext("Saved, but not handed in yet."))
            return _page(request, found, form, RemarksForm(language=page_language(), auto_id="id_return_%s"))
        messages.success(request, gettext("Handed in. A colleague reads it and publishes it."))
        return redirect("reports")
    messages.success(request, gettext("Saved."))
    return redirect("report-edit", pk=found.pk)


def _page(request: PageRequest, found: Report, form: ReportForm, remarks: RemarksForm) -> HttpResponse:
    language = page_language()
    may_review = visible(Report.objects.filter(pk=found.pk), REPORTS, "review", request.actor).exists()
    consents = list(found.consents.order_by("pk"))
    other = "en" if found.language == "zh" else "zh"
    context = {
        "report": _row(found, language, shown_among([found.pk])) | {"version": found.version},
        "state": found.state,
        "form": form,
        "own_texts": [form[name] for name in TEXTS],
        "other_texts": [form[f"{name}_other"] for name in TEXTS],
        "figures": [form[name] for name in ("took_days", "took_hours", "took_money")],
        "facets": [form[facet.value] for facet in FACETS],
        "written_in": found.language,
        "other_language": other,
        "may_change": found.state != Report.State.WITHDRAWN,
        "may_review": may_review,
        "waits": found.state == Report.State.REVIEW and not may_review,
        "remarks_form": remarks,
        "remarks": found.remarks,
        "tags": shown_tags(found.tags, language),
        "texts": [{"label": form[name].label, "text": found.texts.get(name, "")} for name in TEXTS[1:]],
        "translated": [{"label": form[name].label, "text": found.translation.get(name, "")} for name in TEXTS],
        "deal": found.deal,
        "may_ask_names": found.deal_id is not None and not consents,
        "agreed_names": sum(1 for one in consents if one.agreed),
        "names_asked": len(consents),
    }
    return render(request, "web/experience/edit.html", context)


@signed_in
@require_POST
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Hand in, publish, hand back, take back, ask the sides whether they may be named."""
    actor = request.actor
    found = _report(request, pk, "review" if act in ("publish", "return") else "write")
    if act == "publish":
        seen = request.POST.get("seen", "")
        read = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
        acts.publish_report(actor=actor, report=found, seen=read)
        messages.success(request, gettext("Published. Everyone can read it now."))
        return redirect("report", pk=pk)
    if act == "return":
        remarks = RemarksForm(request.POST, language=page_language(), auto_id="id_return_%s")
        if not remarks.is_valid():
            return _page(request, found, ReportForm(language=page_language(), report=found), remarks)
        acts.return_report(actor=actor, report=found, remarks=remarks.cleaned_data["remarks"])
        messages.success(request, gettext("Handed back with your remarks."))
    elif act == "submit":
        try:
            acts.submit_report(actor=actor, report=found)
        except DomainError as error:
            messages.error(request, sentence(error))
            return redirect("report-edit", pk=pk)
        messages.success(request, gettext("Handed in. A colleague reads it and publishes it."))
    elif act == "withdraw":
        acts.withdraw_report(actor=actor, report=found)
        messages.success(request, gettext("Taken back; nobody else reads it any more."))
    elif act == "ask-names":
        acts.ask_naming(actor=actor, report=found)
        messages.success(request, gettext("Both sides are asked on their page of experience."))
    else:
        raise NotFound("not-found")
    return redirect("reports")
