"""The back office: imports, quarantine, journal, audit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from patentfair.apps.accounts.access import visible
from patentfair.apps.centers.models import Center
from patentfair.apps.ingest.models import ImportRun, QuarantinedDocument
from patentfair.apps.journal.models import Entry
from patentfair.apps.journal.queries import head, verify
from patentfair.apps.market.access import DEALS
from patentfair.apps.market.models import Deal
from patentfair.apps.registry.models import Patent
from patentfair.web import labels
from patentfair.web.guards import staff_only
from patentfair.web.language import page_language
from patentfair.web.present import day, label, organisation_name
from patentfair.web.request import PageRequest

__all__ = ["audit", "imports", "journal", "overview", "quarantine"]

PAGE = 50


def _page(request: PageRequest, rows: QuerySet[Any]) -> dict[str, Any]:
    page: Page[Any] = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    others = request.GET.copy()
    for name in ("page", "verify"):
        others.pop(name, None)
    kept = f"&{others.urlencode()}" if others else ""
    return {
        "rows": page,
        "prev": f"?page={page.previous_page_number()}{kept}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}{kept}" if page.has_next() else "",
        "from": page.start_index(),
        "to": page.end_index(),
        "total": page.paginator.count,
    }


@staff_only("is_operator", "is_national_admin", "provinces")
def overview(request: PageRequest) -> HttpResponse:
    """How the installation stands."""
    position, newest = head()
    context = {
        "patents": Patent.objects.count(),
        "centers": Center.objects.count(),
        "runs": ImportRun.objects.count(),
        "quarantined": QuarantinedDocument.objects.count(),
        "entries": position,
        "head": newest,
        "stale": Patent.objects.filter(status_as_of__lt=timezone.localdate() - timedelta(days=365)).count(),
    }
    return render(request, "web/registrar.html", context)


@staff_only("is_operator", "is_national_admin")
def imports(request: PageRequest) -> HttpResponse:
    """Import runs, newest first."""
    return render(request, "web/imports.html", _page(request, ImportRun.objects.order_by("-pk")))


@staff_only("is_operator", "is_national_admin")
def quarantine(request: PageRequest) -> HttpResponse:
    """Documents that could not be read, with place and reason."""
    return render(request, "web/quarantine.html", _page(request, QuarantinedDocument.objects.order_by("-pk")))


@staff_only("is_operator", "is_national_admin", "provinces", "centers")
def journal(request: PageRequest) -> HttpResponse:
    """The journal: all of it for operators and the nation, a center's own part for its staff."""
    actor = request.actor
    entries = Entry.objects.order_by("-pk")
    if not (actor.is_operator or actor.is_national_admin):
        seen = Center.objects.filter(Q(pk__in=list(actor.centers)) | Q(province__in=actor.provinces))
        entries = entries.filter(center__in=[f"center:{pk}" for pk in seen.values_list("pk", flat=True)])
    wanted = request.GET.get("object", "")[:96]
    if wanted:
        entries = entries.filter(object=wanted)
    context = _page(request, entries)
    if actor.is_operator and request.GET.get("verify"):
        context["verification"] = verify()
    context["may_verify"] = actor.is_operator
    return render(request, "web/journal.html", context)


@staff_only("is_national_admin", "provinces")
def audit(request: PageRequest) -> HttpResponse:
    """Deals an administrator may look into; they decide nothing in them."""
    language = page_language()
    deals = visible(
        Deal.objects.select_related("patent", "grantor", "grantee", "center"), DEALS, "audit", request.actor
    )
    context = _page(request, deals.order_by("-pk"))
    context["deals"] = [
        {
            "pk": deal.pk,
            "title": deal.patent.title_in(language),
            "grantor": organisation_name(deal.grantor, language),
            "grantee": organisation_name(deal.grantee, language),
            "state": label(labels.DEAL_STATES, deal.state, language),
            "opened": day(timezone.localdate(deal.opened_at)),
        }
        for deal in context["rows"]
    ]
    return render(request, "web/audit.html", context)
