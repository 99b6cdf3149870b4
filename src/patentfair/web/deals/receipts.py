"""A deal's receipt: what the journal holds of it, to be recomputed by anyone."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from patentfair.apps.market.queries import side_of
from patentfair.apps.market.receipts import deal_receipt
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.web.deals.head import deal_of, head
from patentfair.web.guards import signed_in
from patentfair.web.language import page_language
from patentfair.web.request import PageRequest

__all__ = ["receipt", "receipt_json"]


@signed_in
@require_GET
def receipt(request: PageRequest, pk: int) -> HttpResponse:
    """The receipt to read and to print."""
    deal, language = deal_of(request, pk, "read"), page_language()
    found = deal_receipt(deal, side=side_of(request.actor, deal))
    rows = [
        {
            "at": _moment(entry["says"]["at"]) if entry["says"] else "",
            "event": entry["says"]["event"] if entry["says"] else "",
            "hash": entry["hash"],
            "position": entry["seal"]["position"] if entry["seal"] else None,
            "block": entry["seal"]["block"]["height"] if entry["seal"] else None,
            "block_hash": entry["seal"]["block"]["hash"] if entry["seal"] else "",
        }
        for entry in found["entries"]
    ]
    context = head(request, deal, language, here="receipt")
    return render(
        request,
        "web/deal_receipt.html",
        context | {"rows": rows, "newest": found["head"], "made": _moment(found["made_at"])},
    )


def _moment(text: str) -> str:
    return timezone.localtime(datetime.fromisoformat(text)).strftime("%Y-%m-%d %H:%M:%S")


@signed_in
@require_GET
def receipt_json(request: PageRequest, pk: int) -> HttpResponse:
    """The receipt for `patentfair verify-receipt`."""
    deal = deal_of(request, pk, "read")
    body = canonical_json(deal_receipt(deal, side=side_of(request.actor, deal)))
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="receipt-deal-{pk}.json"'
    response["Cache-Control"] = "private, no-store"
    return response
