"""Who wants to bid: admitted or refused against the proof of the deposit, which goes back to those who did not win."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.adapters.documents.store import content_type, path_of
from patentfair.apps.market.actions import bids
from patentfair.apps.market.bidding import FELL_AWAY, deposit_fates, may_admit
from patentfair.apps.market.models import Auction, Bidder
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.market.auction import DEPOSITS
from patentfair.web.deals import auction_words as words
from patentfair.web.deals.auctions import auction_of
from patentfair.web.guards import signed_in
from patentfair.web.language import page_language
from patentfair.web.present import organisation_name
from patentfair.web.request import PageRequest

__all__ = ["bidders", "decide", "evidence"]


@signed_in
def bidders(request: PageRequest, pk: int) -> HttpResponse:
    """Everyone who applied, for the seller, the center and those who audit it."""
    found, language = auction_of(request, pk, "see_bidders"), page_language()
    fates = deposit_fates(found)
    listed = Bidder.objects.filter(auction=found).select_related("organisation").order_by("pk")
    admits = may_admit(request.actor, found)
    rows = [
        _row(one, number, language, fates.get(one.organisation_id), admits=admits)
        for number, one in enumerate(listed, start=1)
    ]
    context = {
        "auction": found,
        "title": found.listing.text("title", language),
        "title_language": found.listing.text_language("title", language),
        "rows": rows,
        "deposit": words.exact(found.deposit, found.currency, language) if found.deposit else "",
        "admits": admits,
        "by_center": found.center,
    }
    return render(request, "web/auction_bidders.html", context)


def _row(one: Bidder, number: int, language: str, fate: Any, *, admits: bool) -> dict[str, Any]:
    fell = one.reason == FELL_AWAY
    return {
        "pk": one.pk,
        "number": number,
        "name": organisation_name(one.organisation, language),
        "state": words.BIDDER_STATES["fell-away" if fell else one.state].of(language),
        "reason": "" if fell else one.reason,
        "deposit": words.DEPOSIT_STATES[one.deposit].of(language),
        "fate": DEPOSITS[fate].of(language) if fate else "",
        "applied": words.moment(one.applied_at),
        "has_evidence": bool(one.deposit_evidence),
        "may_decide": admits and one.state == Bidder.State.APPLIED and one.auction.state == Auction.State.ANNOUNCED,
        "may_return": admits and fate == "return",
    }


@signed_in
@require_POST
def decide(request: PageRequest, pk: int, bidder: int, act: str) -> HttpResponse:
    """Admit, refuse, or note that a deposit went back."""
    found = auction_of(request, pk, "admit")
    one = Bidder.objects.select_related("auction__listing", "organisation").filter(auction=found, pk=bidder).first()
    if one is None or act not in ("admit", "refuse", "return"):
        raise NotFound("not-found", what="bidder")
    if act == "return":
        bids.return_deposit(actor=request.actor, bidder=one)
        messages.success(request, _("Recorded."))
    else:
        bids.decide_bidder(
            actor=request.actor, bidder=one, admitted=act == "admit", reason=request.POST.get("reason", "")
        )
        messages.success(request, _("The decision is recorded."))
    return redirect("auction-bidders", pk=pk)


@signed_in
def evidence(request: PageRequest, pk: int, bidder: int) -> HttpResponseBase:
    """The proof of a deposit, for those who see the bidders."""
    found = auction_of(request, pk, "see_bidders")
    one = Bidder.objects.filter(auction=found, pk=bidder).first()
    path = path_of(settings.FILES_ROOT, one.deposit_evidence) if one and one.deposit_evidence else None
    if path is None or not path.is_file():
        raise NotFound("not-found", what="file")
    stream = path.open("rb")
    kind = content_type(stream.read(16)) or "application/octet-stream"
    stream.seek(0)
    return FileResponse(stream, content_type=kind, as_attachment=True, filename=f"deposit-{bidder}")
