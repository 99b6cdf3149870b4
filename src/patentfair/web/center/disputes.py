"""The dispute desk: complaints at the staff's centers; for administrators, how many there are."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from patentfair.apps.centers.models import Center
from patentfair.apps.market.disputes import OPEN, counts_for, is_concerned
from patentfair.apps.market.models import Complaint
from patentfair.web.deals.disputes import clock_row
from patentfair.web.deals.trust_words import ABOUT, COMPLAINT_STATES
from patentfair.web.guards import staff_only
from patentfair.web.language import page_language
from patentfair.web.present import day, label, organisation_name
from patentfair.web.request import PageRequest

__all__ = ["disputes"]

PAGE = 50


@staff_only("centers", "is_national_admin", "provinces")
def disputes(request: PageRequest) -> HttpResponse:
    """Open complaints first, the most urgent on top."""
    actor, language = request.actor, page_language()
    open_first = Case(When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = (
        Complaint.objects.filter(center__in=list(actor.centers))
        .select_related("deal__patent", "deal__grantor", "deal__grantee", "mediator")
        .order_by(open_first, "answer_due", "pk")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    administers = actor.is_national_admin or bool(actor.provinces)
    context = {
        "rows": [_row(request, one, language) for one in page],
        "is_staff": bool(actor.centers),
        "counts": _counts(request, language) if administers else [],
        "administers": administers,
        "prev": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
        "from": page.start_index(),
        "to": page.end_index(),
        "total": page.paginator.count,
    }
    return render(request, "web/disputes.html", context)


def _row(request: PageRequest, one: Complaint, language: str) -> dict[str, Any]:
    deal = one.deal
    return {
        "deal": deal.pk,
        "title": deal.patent.title_in(language),
        "grantor": organisation_name(deal.grantor, language),
        "grantee": organisation_name(deal.grantee, language),
        "about": label(ABOUT, one.about, language),
        "state": label(COMPLAINT_STATES, one.state, language),
        "opened": day(timezone.localdate(one.opened_at)),
        "clock": clock_row(one) if one.state in OPEN else {},
        "mediator": one.mediator.name if one.mediator else "",
        "is_concerned": is_concerned(request.actor, deal),
    }


def _counts(request: PageRequest, language: str) -> list[dict[str, Any]]:
    rows = counts_for(request.actor)
    names = {
        center.pk: (center.name_zh or center.name_en) if language == "zh" else (center.name_en or center.name_zh)
        for center in Center.objects.filter(pk__in=[row["center_id"] for row in rows if row["center_id"]])
    }
    return [
        {
            "center": names.get(row["center_id"], "—"),
            "total": row["total"],
            "open": sum(row[state] for state in OPEN),
            "settled": row[Complaint.State.SETTLED],
            "failed": row[Complaint.State.FAILED],
            "other": row[Complaint.State.WITHDRAWN] + row[Complaint.State.DISMISSED],
        }
        for row in rows
    ]
