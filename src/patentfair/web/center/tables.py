"""An older portal's tables are brought over here: upload, columns, check, import, result. All of it without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.adapters.documents.store import store
from patentfair.adapters.spreadsheets.workbook import csv_chunks
from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.ingest.access import TABLES, may_use
from patentfair.apps.ingest.models import TableImport
from patentfair.apps.ingest.tables import (
    change_header,
    is_table,
    keep_mapping,
    map_table,
    preview,
    remove_file,
    sheets_of,
    start_check,
    start_run,
    stop_table,
    template_of,
    upload_table,
)
from patentfair.apps.market.models import PastDeal
from patentfair.domain.formats.templates.catalogue import TEMPLATES
from patentfair.domain.formats.templates.deals import DEAL_KINDS
from patentfair.domain.kernel.errors import DomainError, Invalid, NotFound
from patentfair.web.center import table_words as words
from patentfair.web.center.table_files import report_lines, template_bytes
from patentfair.web.center.table_forms import UploadForm, column_rows, fixed_rows, mapping_from, value_rows
from patentfair.web.guards import staff_only
from patentfair.web.language import page_language
from patentfair.web.present import day, label, money
from patentfair.web.refusals import SENTENCES, sentence, show_in_form
from patentfair.web.request import PageRequest

__all__ = ["act", "columns", "new", "overview", "past_deals", "remove", "report", "table", "template_file"]

PAGE = 50
WORKING = ("checking", "running")
_MEDIA = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def _table(request: PageRequest, pk: int, act: str = "read") -> TableImport:
    tables = TableImport.objects.select_related("center", "organisation", "started_by")
    return fetch(tables, TABLES, act, request.actor, pk=pk)


@staff_only("centers", "is_operator")
def overview(request: PageRequest) -> HttpResponse:
    """The tables of the center, newest first, and the files to fill in."""
    language = page_language()
    tables = visible(TableImport.objects.select_related("center"), TABLES, "read", request.actor).order_by("-pk")
    page = Paginator(tables, PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [_listed(one, language) for one in page],
        "templates": words.templates_for(request.actor),
        "past_deals": visible(PastDeal.objects.all(), TABLES, "read", request.actor).count(),
        **_pager(page),
    }
    return render(request, "web/tables.html", context)


def _listed(one: TableImport, language: str) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "file": one.file_name,
        "template": template_of(one).title.of(language),
        "origin": one.origin,
        "uploaded_at": one.uploaded_at,
        "state": label(words.STATES, one.state, language),
        "state_class": words.STATE_CLASSES[one.state],
        "taken": one.new + one.changed + one.unchanged,
        "refused": one.refused or one.unusable,
    }


def _pager(page: Any) -> dict[str, Any]:
    return {
        "prev": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
        "from": page.start_index(),
        "to": page.end_index(),
        "total": page.paginator.count,
    }


@staff_only("centers", "is_operator")
def new(request: PageRequest) -> HttpResponse:
    """Upload a table."""
    language, actor = page_language(), request.actor
    offered = words.templates_for(actor)
    initial = {"template": request.GET.get("template", offered[0].name)}
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        actor=actor,
        language=language,
        limit=settings.TABLE_LIMIT_BYTES,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        center = Center.objects.filter(pk=data["center"] or 0).first()
        if center is None and not actor.is_operator:
            center = Center.objects.filter(pk__in=list(actor.centers)).order_by("pk").first()
        try:
            name, sha256 = _keep(data["file"])
            made = upload_table(
                actor=actor,
                center=center,
                template=data["template"],
                origin=data["origin"],
                file_name=name,
                file_sha256=sha256,
                organisation=Organisation.objects.filter(pk=data["organisation"] or 0).first(),
                new_kind=data["new_kind"],
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            return redirect("table-columns", pk=made.pk)
    template = TEMPLATES.get(str(form["template"].value()), offered[0])
    return render(request, "web/table_new.html", {"form": form, "templates": offered, "template": template})


def _keep(upload: UploadedFile[bytes]) -> tuple[str, str]:
    """Keep an uploaded table; its name and hash. Refused in words of tables, not of papers."""
    try:
        digest = store(
            Path(settings.FILES_ROOT),
            upload.chunks(),
            accepts=is_table,
            largest=settings.TABLE_LIMIT_BYTES,
            field="file",
        )
    except Invalid as error:
        raise Invalid("table.too-large" if error.code == "upload.too-large" else "table.kind", field="file") from error
    return Path(upload.name or "table").name[:200], digest


@staff_only("centers", "is_operator")
def columns(request: PageRequest, pk: int) -> HttpResponse:
    """Say what each column of the file means."""
    found, language = _table(request, pk, "run"), page_language()
    template = template_of(found)
    if found.file_removed_at is not None:
        raise Invalid("table.gone", field="file")
    error = ""
    if request.method == "POST":
        try:
            if request.POST.get("act") == "header":
                row = request.POST.get("header_row", "")
                change_header(
                    actor=request.actor,
                    table=found,
                    header_row=int(row) if row.isdecimal() and len(row) < 6 else 0,
                    sheet=request.POST.get("sheet", ""),
                )
                return redirect("table-columns", pk=pk)
            mapping = mapping_from(request.POST, found, template, preview(found))
            map_table(actor=request.actor, table=found, mapping=mapping)
            if request.POST.get("keep_as", "").strip():
                keep_mapping(actor=request.actor, table=found, name=request.POST["keep_as"])
            if request.POST.get("act") == "check":
                start_check(actor=request.actor, table=found)
            else:
                messages.success(request, _("The mapping is saved."))
        except Invalid as refusal:
            error = sentence(refusal)
            names = [template.column(key) for key in _keys(refusal)]
            listed = ("、" if language == "zh" else ", ").join(one.name.of(language) for one in names if one)
            error = f"{error} {listed}" if listed else error
            if refusal.code in ("table.column-missing", "table.column-twice"):
                found.mapping = {"template": template.name, **_as_sent(request, found)}
        else:
            return redirect("table", pk=pk)
    seen = preview(found)
    context = {
        "table": _listed(found, language),
        "template": template,
        "steps": words.steps(found, language),
        "header_row": seen.header.row,
        "sheets": sheets_of(found),
        "sheet": found.sheet,
        "columns": column_rows(found, seen, language),
        "targets": fixed_rows(found, template, language),
        "values": value_rows(found, template, seen, language),
        "error": error,
        "stands": found.state not in ("uploaded", "mapped", "checked", "failed"),
    }
    return render(request, "web/table_columns.html", context, status=422 if error else 200)


def _keys(refusal: DomainError) -> list[str]:
    keys = refusal.data.get("columns")
    return [str(key) for key in keys] if isinstance(keys, list) else []


def _as_sent(request: PageRequest, found: TableImport) -> dict[str, Any]:
    """What was typed, so that nothing of it is lost with a refusal."""
    mapping = mapping_from(request.POST, found, template_of(found), preview(found))
    return {"columns": mapping.columns, "fixed": mapping.fixed, "translations": mapping.translations}


@staff_only("centers", "is_operator")
def table(request: PageRequest, pk: int) -> HttpResponse:
    """How a table stands: what the check found, how far the import is, what became of each row."""
    found, language = _table(request, pk), page_language()
    template = template_of(found)
    reports = found.reports.order_by("row")
    outcome = request.GET.get("outcome", "")
    if outcome in words.OUTCOMES:
        reports = reports.filter(outcome=outcome)
    elif found.state == "done" and found.refused:
        reports = reports.order_by("-outcome", "row") if outcome == "all" else reports.filter(outcome="refused")
        outcome = outcome or "refused"
    page = Paginator(reports, PAGE).get_page(request.GET.get("page"))
    pager = _pager(page)
    for name in ("prev", "next"):
        pager[name] = f"{pager[name]}&outcome={outcome}" if pager[name] and outcome else pager[name]
    tabs = [
        {"label": label(words.OUTCOMES, name, language), "count": getattr(found, name), "url": f"?outcome={name}",
         "current": outcome == name}
        for name in ("refused", "new", "changed", "unchanged")
    ]  # fmt: skip
    context = {
        "table": _listed(found, language),
        "found": found,
        "template": template,
        "steps": words.steps(found, language),
        "why": SENTENCES[found.why].of(language) if found.why in SENTENCES else "",
        "working": found.state in WORKING,
        "may_run": may_use(request.actor, found.template) and found.file_removed_at is None,
        "reports": [words.report_row(one, template, language) for one in page],
        "tabs": tabs if found.state in ("done", "stopped", "running") else [],
        "outcome": outcome,
        **pager,
    }
    return render(request, "web/table.html", context)


@require_POST
@staff_only("centers", "is_operator")
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Check, import, stop or resume."""
    found = _table(request, pk, "run")
    if act == "check":
        start_check(actor=request.actor, table=found)
    elif act == "run":
        start_run(actor=request.actor, table=found)
    elif act == "stop":
        stop_table(actor=request.actor, table=found)
    else:
        raise NotFound("not-found")
    return redirect("table", pk=pk)


@require_POST
@staff_only("centers", "is_operator")
def remove(request: PageRequest, pk: int) -> HttpResponse:
    """Delete the file and the reports of its rows; the counts stay."""
    remove_file(actor=request.actor, table=_table(request, pk, "remove"))
    messages.success(request, _("The file and its reports are deleted. The counts stay."))
    return redirect("table", pk=pk)


@staff_only("centers", "is_operator")
def report(request: PageRequest, pk: int) -> StreamingHttpResponse:
    """Every row's report as a file; of one outcome alone where that is asked."""
    found = _table(request, pk)
    outcome = request.GET.get("outcome", "")
    lines = report_lines(found, page_language(), outcome if outcome in words.OUTCOMES else "")
    response = StreamingHttpResponse(csv_chunks(lines), content_type=_MEDIA["csv"])
    response["Content-Disposition"] = f'attachment; filename="table-{found.pk}-report.csv"'
    return response


@staff_only("centers", "is_operator")
def template_file(request: PageRequest, name: str, kind: str) -> HttpResponse:
    """A table to fill in."""
    template = TEMPLATES.get(name)
    if template is None or not may_use(request.actor, name) or kind not in _MEDIA:
        raise NotFound("not-found")
    response = HttpResponse(template_bytes(template, kind, page_language()), content_type=_MEDIA[kind])
    response["Content-Disposition"] = f'attachment; filename="patentfair-{name}.{kind}"'
    return response


@staff_only("centers", "is_operator")
def past_deals(request: PageRequest) -> HttpResponse:
    """What older portals tell of deals before: history, and nothing rests on it."""
    language = page_language()
    deals = visible(PastDeal.objects.select_related("patent"), TABLES, "read", request.actor)
    kinds = {choice.code: choice.name for choice in DEAL_KINDS}
    page = Paginator(deals.order_by("-year", "-on", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [
            {
                "when": day(deal.on) if deal.on else str(deal.year),
                "grantor": deal.grantor,
                "grantee": deal.grantee,
                "kind": label(kinds, deal.kind, language),
                "patent": deal.patent.key if deal.patent else "",
                "title": deal.title or ("" if deal.patent else deal.patents),
                "count": deal.count,
                "amount": money(deal.amount, deal.currency, language),
                "origin": deal.origin,
            }
            for deal in page
        ],
        "deals": deals.aggregate(all=Sum("count"))["all"] or 0,
        **_pager(page),
    }
    return render(request, "web/table_past_deals.html", context)
