"""Auctions: everyone reads them, owners of listings hold them, admitted organisations bid."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import Actor, fetch, visible
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.journal.queries import entries_of
from patentfair.apps.market.access import AUCTIONS, LISTINGS
from patentfair.apps.market.actions import auctions as actions
from patentfair.apps.market.actions import bids
from patentfair.apps.market.bidding import (
    FELL_AWAY,
    announced_terms,
    bid_digest,
    bids_of,
    conditions_of,
    is_over,
    law_of,
    may_fall_away,
    readable_bids,
)
from patentfair.apps.market.models import Auction, Bid, Bidder, Listing
from patentfair.domain.kernel.errors import DomainError, NotFound, Stale
from patentfair.domain.market import auction as rules
from patentfair.domain.market.terms import Terms
from patentfair.domain.rights.decision import Outcome
from patentfair.web import labels
from patentfair.web.deals import auction_words as words
from patentfair.web.deals.auction_forms import ApplyForm, AuctionForm, BidForm
from patentfair.web.deals.terms_words import terms_rows
from patentfair.web.guards import keep_upload, signed_in
from patentfair.web.language import page_language
from patentfair.web.present import label, organisation_name, rights_row
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest
from patentfair.web.workspace.organisations import choices, my_organisations

__all__ = ["act", "apply", "auction", "auctions", "bid", "edit", "new", "now"]

WITH_ALL = ("listing__organisation", "listing__patent", "center", "winner", "deal")
SHOWN = 100
TRIES = 8
PANEL_KIND = {
    "assignment": "assignment",
    "exclusive": "exclusive_licence",
    "sole": "sole_licence",
    "ordinary": "ordinary_licence",
}


def auction_of(request: PageRequest, pk: int, act_name: str = "read") -> Auction:
    """The auction, if the actor may perform `act_name` on it; else `NotFound`."""
    return fetch(Auction.objects.select_related(*WITH_ALL), AUCTIONS, act_name, request.actor, pk=pk)


def auctions(request: PageRequest) -> HttpResponse:
    """What is being auctioned, what was, and one's own drafts."""
    language, at = page_language(), timezone.now()
    found = visible(Auction.objects.select_related(*WITH_ALL), AUCTIONS, "read", request.actor)
    announced = found.filter(announced_at__isnull=False)
    running = announced.filter(state=Auction.State.ANNOUNCED).order_by("closes_at")
    past = announced.exclude(state=Auction.State.ANNOUNCED).order_by("-closes_at")
    drafts = found.filter(state=Auction.State.DRAFT).order_by("-pk")
    context = {
        "running": [_row(one, language, at) for one in running[:SHOWN]],
        "past": [_row(one, language, at) for one in past[:SHOWN]],
        "drafts": [_row(one, language, at) for one in drafts[:SHOWN]],
    }
    return render(request, "web/auctions.html", context)


def auction(request: PageRequest, pk: int) -> HttpResponse:
    """One auction: its terms and rules, how it stands, what one may do, and afterwards every bid with its check."""
    found, language, actor, at = auction_of(request, pk), page_language(), request.actor, timezone.now()
    seller = found.listing.organisation_id
    may_manage = actor.may_act_for(seller, "manage")
    mine = list(Bidder.objects.filter(auction=found, organisation__in=actor.acting_for("confer")))
    is_draft = found.state == Auction.State.DRAFT
    is_open = found.state == Auction.State.ANNOUNCED and at < found.closes_at
    confers = actor.may_act_for(seller, "confer")
    may_bid = any(one.state == Bidder.State.ADMITTED and actor.may_act_for(one.organisation_id, "sign") for one in mine)
    may_see = may_manage or found.center_id in actor.centers or actor.is_national_admin
    context = {
        "auction": found,
        "row": _row(found, language, at),
        "now": _now(found, language, at),
        "terms_rows": _terms_rows(announced_terms(found), language),
        "conditions": _conditions(found, language),
        "rules": words.rules_in_words(found, language),
        "law": _law(found, language) if is_draft and may_manage else None,
        "mine": [_my_part(one, language) for one in mine],
        "my_bids": _my_bids(found, actor, language),
        "history": _history(found, language),
        "result": _result(found, language, actor) if is_over(found) else None,
        "center_name": found.center,
        "seller_name": organisation_name(found.listing.organisation, language),
        "may_manage": may_manage,
        "may_see_bidders": may_see and not is_draft,
        "may_announce": may_manage and is_draft,
        "may_cancel": may_manage and (is_draft or (found.state == Auction.State.ANNOUNCED and at < found.opens_at)),
        "may_apply": is_open and not confers and not any(one.state != Bidder.State.REFUSED for one in mine),
        "may_bid": may_bid and is_open and at >= found.opens_at,
        "falls_away": may_manage and may_fall_away(found, at),
    }
    return render(request, "web/auction.html", context)


def now(request: PageRequest, pk: int) -> HttpResponse:
    """How the auction stands this moment: the part of its page that is fetched anew while the bidding lasts."""
    found, language = auction_of(request, pk), page_language()
    return render(request, "web/_auction_now.html", {"auction": found, "now": _now(found, language, timezone.now())})


@signed_in
def new(request: PageRequest, pk: int) -> HttpResponse:
    """Prepare an auction of a grant of one's listed patent."""
    listings = Listing.objects.select_related("organisation", "patent", "center")
    listing = fetch(listings, LISTINGS, "publish", request.actor, pk=pk)
    tomorrow = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
    initial = {
        "grant": next((kind for kind in listing.kinds if kind in PANEL_KIND), "ordinary"),
        "territory": ", ".join(listing.territory) or "CN",
        "fields_of_use": ", ".join(listing.fields),
        "start": (tomorrow + timedelta(days=37)).date(),
        "royalty_percent": listing.royalty_percent,
        "royalty_base": listing.royalty_base,
        "opens_at": tomorrow,
        "closes_at": tomorrow + timedelta(days=7),
        "latest_close": tomorrow + timedelta(days=7, hours=2),
        "extend_within_minutes": 5,
        "extension_minutes": 5,
        "deposit": 0,
    }
    form = AuctionForm(request.POST or None, language=page_language(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_auction(actor=request.actor, listing=listing, **form.values(listing.patent.key))
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Saved as a draft. Look at it, then announce."))
            return redirect("auction", pk=made.pk)
    return _form_page(request, form, listing, _("The listing"), f"/{page_language()}/listings/{pk}")


@signed_in
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    found = auction_of(request, pk, "manage")
    if found.state != Auction.State.DRAFT:
        raise NotFound("not-found", what="auction")
    terms = announced_terms(found)
    initial = {name: getattr(found, name) for name in AuctionForm.base_fields if hasattr(found, name)} | {
        "grant": terms.kind.value,
        "territory": ", ".join(terms.territory),
        "fields_of_use": ", ".join(terms.fields),
        **{name: getattr(terms, name) for name in ("start", "end", "sublicensable", "royalty_base", "notes")},
        "royalty_percent": terms.royalty_percent,
    }
    form = AuctionForm(request.POST or None, language=page_language(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_auction(actor=request.actor, auction=found, **form.values(found.listing.patent.key))
        except DomainError as error:
            show_in_form(form, error)
        else:
            return redirect("auction", pk=pk)
    return _form_page(request, form, found.listing, _("The auction"), f"/{page_language()}/auctions/{pk}")


def _form_page(request: PageRequest, form: AuctionForm, listing: Listing, middle: str, cancel_url: str) -> HttpResponse:
    language = page_language()
    context = {
        "form": form,
        "title": listing.text("title", language),
        "title_language": listing.text_language("title", language),
        "listing": listing,
        "middle": middle,
        "cancel_url": cancel_url,
    }
    return render(request, "web/auction_form.html", context)


@signed_in
@require_POST
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Announce, cancel, let a winner that did not sign fall away."""
    found, actor = auction_of(request, pk, "manage"), request.actor
    if act == "announce":
        actions.announce_auction(actor=actor, auction=found)
        messages.success(request, _("Announced. Everyone can see it now."))
    elif act == "cancel":
        actions.cancel_auction(actor=actor, auction=found)
        messages.success(request, _("Cancelled."))
    elif act == "fall-away":
        offer_next = request.POST.get("offer") == "next"
        actions.winner_falls_away(actor=actor, auction=found, offer_next=offer_next)
        messages.success(request, _("Recorded."))
    else:
        raise NotFound("not-found")
    return redirect("auction", pk=pk)


@signed_in
def apply(request: PageRequest, pk: int) -> HttpResponse:
    """Ask to be admitted to the bidding, with proof of the deposit."""
    found, language = auction_of(request, pk), page_language()
    mine = [one for one in my_organisations(request.actor, "sign") if one.pk != found.listing.organisation_id]
    if not mine:
        messages.info(request, _("Register your organisation first."))
        return redirect("organisation-new")
    form = ApplyForm(
        request.POST or None, request.FILES or None, language=language, organisations=choices(mine, language)
    )
    if request.method == "POST" and form.is_valid():
        try:
            _name, digest = keep_upload(form.cleaned_data["evidence"])
            bids.apply_to_bid(
                actor=request.actor,
                auction=found,
                organisation=_chosen(mine, form.cleaned_data["organisation"]),
                evidence_sha256=digest,
            )
        except DomainError as error:
            if "decision" in error.data:
                raise
            show_in_form(form, error)
        else:
            messages.success(request, _("Sent. You may bid as soon as you are admitted."))
            return redirect("auction", pk=pk)
    return _step_page(request, found, form, _("Ask to be admitted"), _("Send"), multipart=True)


@signed_in
def bid(request: PageRequest, pk: int) -> HttpResponse:
    """Bid. Where another bid came in the same instant, this one is judged again against it."""
    found, actor, language = auction_of(request, pk), request.actor, page_language()
    admitted = Bidder.objects.filter(auction=found, state=Bidder.State.ADMITTED).values_list("organisation_id")
    mine = list(Organisation.objects.filter(pk__in=actor.acting_for("sign")).filter(pk__in=admitted).order_by("pk"))
    if not mine:
        raise NotFound("not-found", what="bidder")
    form = BidForm(request.POST or None, language=language, organisations=choices(mine, language))
    if request.method == "POST" and form.is_valid():
        organisation = _chosen(mine, form.cleaned_data["organisation"])
        try:
            for attempt in range(TRIES):
                try:
                    bids.place_bid(
                        actor=actor, auction=found, organisation=organisation, amount=form.cleaned_data["amount"]
                    )
                    break
                except Stale:
                    if attempt == TRIES - 1:
                        raise
                    found = auction_of(request, pk)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Your bid is taken."))
            return redirect("auction", pk=pk)
    return _step_page(request, found, form, _("Bid"), _("Send the bid"))


def _step_page(
    request: PageRequest, found: Auction, form: Any, heading: str, submit: str, *, multipart: bool = False
) -> HttpResponse:
    language = page_language()
    at = timezone.now()
    context = {
        "auction": found,
        "row": _row(found, language, at),
        "now": _now(found, language, at),
        "conditions": _conditions(found, language),
        "rules": words.rules_in_words(found, language),
        "form": form,
        "heading": heading,
        "submit": submit,
        "multipart": multipart,
        "cancel_url": f"/{language}/auctions/{found.pk}",
    }
    return render(request, "web/auction_step.html", context)


def _chosen(mine: list[Organisation], wanted: str) -> Organisation:
    return next(one for one in mine if str(one.pk) == wanted)


def _row(one: Auction, language: str, at: datetime) -> dict[str, Any]:
    state = words.state_of(one, at)
    return {
        "pk": one.pk,
        "title": one.listing.text("title", language),
        "title_language": one.listing.text_language("title", language),
        "patent": one.listing.patent.key,
        "listing": one.listing_id,
        "seller": organisation_name(one.listing.organisation, language),
        "grant": label(labels.KINDS, announced_terms(one).kind.value, language),
        "kind": words.KINDS[one.kind].of(language),
        "state": state,
        "state_label": words.STATES[state].of(language),
        "starting_price": words.exact(one.starting_price, one.currency, language),
        "opens": words.moment(one.opens_at),
        "closes": words.moment(one.closes_at),
        "price": words.exact(one.price, one.currency, language),
    }


def _now(one: Auction, language: str, at: datetime) -> dict[str, Any]:
    """The clock, and of an open auction the highest bid and the least the next one may be."""
    state = words.state_of(one, at)
    shown: dict[str, Any] = {
        "state": state,
        "state_label": words.STATES[state].of(language),
        "closes": words.moment(one.closes_at),
        "opens": words.moment(one.opens_at),
        "left": words.left(one.closes_at if state == "running" else one.opens_at, at, language),
    }
    if one.kind == Auction.Kind.OPEN and state in ("running", "counting"):
        taken = bids_of(one)
        highest = max((bid.amount for bid in taken), default=None)
        shown |= {
            "bids": len(taken),
            "highest": words.exact(highest, one.currency, language),
            "least": words.exact(rules.lowest_acceptable(conditions_of(one), taken), one.currency, language),
        }
    return shown


def _terms_rows(terms: Terms, language: str) -> list[dict[str, str]]:
    """The announced terms without the upfront fee, which is what is bid for."""
    upfront = label(labels.TERMS, "upfront", language)
    return [row for row in terms_rows(terms, language) if row["label"] != upfront]


def _conditions(one: Auction, language: str) -> list[dict[str, str]]:
    rows = [
        (_("How it is bid for"), words.KINDS[one.kind].of(language)),
        (_("Starting price"), words.exact(one.starting_price, one.currency, language)),
    ]
    if one.kind == Auction.Kind.OPEN:
        rows.append((_("Least step"), words.exact(one.increment, one.currency, language)))
    deposit = words.exact(one.deposit, one.currency, language) if one.deposit else "—"
    rows += [
        (_("Deposit"), deposit),
        (_("Bidding opens"), words.moment(one.opens_at)),
        (_("Bidding closes"), words.moment(one.closes_at)),
    ]
    if one.kind == Auction.Kind.OPEN and one.latest_close > one.closes_at:
        rows.append((_("Latest close"), words.moment(one.latest_close)))
    if is_over(one):
        rows.append((_("Reserve"), words.exact(one.reserve, one.currency, language)))
    return [{"label": name, "value": value} for name, value in rows]


def _law(one: Auction, language: str) -> dict[str, Any]:
    """What the law says to the announced act, before it is announced."""
    decision = law_of(one)
    kind = PANEL_KIND[announced_terms(one).kind.value]
    known = {one.listing.organisation_id}
    return {
        "rows": [rights_row(kind, decision, language, is_open=True, known=known)],
        "lets": decision.outcome not in (Outcome.FORBIDDEN, Outcome.INDETERMINATE),
    }


def _numbers(one: Auction) -> dict[int, int]:
    """Bidders as everyone sees them: by number, in the order in which they applied."""
    ids = Bidder.objects.filter(auction=one).order_by("pk").values_list("organisation_id", flat=True)
    return {organisation: number for number, organisation in enumerate(ids, start=1)}


def _my_part(bidder: Bidder, language: str) -> dict[str, str]:
    state = bidder.reason if bidder.reason == FELL_AWAY else bidder.state
    return {
        "name": organisation_name(bidder.organisation, language),
        "state": words.BIDDER_STATES[state].of(language),
        "deposit": words.DEPOSIT_STATES[bidder.deposit].of(language),
        "reason": "" if bidder.reason == FELL_AWAY else bidder.reason,
    }


def _my_bids(one: Auction, actor: Actor, language: str) -> list[dict[str, str]]:
    """Times and hashes of one's own bids; the amounts where they may be read."""
    readable = {bid.pk for bid in readable_bids(one)}
    own = Bid.objects.filter(auction=one, organisation__in=actor.acting_for("confer")).order_by("-pk")
    return [
        {
            "at": words.moment(bid.at),
            "hash": bid.hash,
            "amount": words.exact(bid.amount, one.currency, language) if bid.pk in readable else "",
        }
        for bid in own
    ]


def _history(one: Auction, language: str) -> list[dict[str, Any]]:
    """Every readable bid, newest first; after the close with its salt and whether the journal has its hash."""
    numbers, over = _numbers(one), is_over(one)
    bidders = dict(Bidder.objects.filter(auction=one).values_list("organisation_id", "pk"))
    written = "\n".join(entry.facts for entry in entries_of(f"auction:{one.pk}")) if over else ""
    rows = []
    for bid in readable_bids(one):
        bidder = bidders[bid.organisation_id]
        again = bid_digest(one.pk, bidder, bid.amount, bid.salt)
        rows.append(
            {
                "number": numbers[bid.organisation_id],
                "amount": words.exact(bid.amount, one.currency, language),
                "at": words.moment(bid.at),
                "hash": bid.hash,
                "checked": f'["{one.pk}","{bidder}","{bid.amount:.2f}","{bid.salt}"]' if over else "",
                "matches": again == bid.hash and f'"{again}"' in written,
            }
        )
    return rows


def _result(one: Auction, language: str, actor: Actor) -> dict[str, Any]:
    """What came of it; the winner by its number, by name to its two sides."""
    reason = rules.result(conditions_of(one), bids_of(one)).reason
    fell = Bidder.objects.filter(auction=one, reason=FELL_AWAY).exists()
    sides = {one.listing.organisation_id, one.winner_id or 0}
    may_read = any(pk and actor.may_act_for(pk, "confer") for pk in sides) or one.center_id in actor.centers
    return {
        "text": rules.OUTCOMES[reason].of(language),
        "number": _numbers(one).get(one.winner_id) if one.winner_id else None,
        "price": words.exact(one.price, one.currency, language),
        "fell": fell,
        "name": organisation_name(one.winner, language) if one.winner and may_read else "",
        "deal": one.deal_id if may_read else None,
        "waits": one.state == Auction.State.CLOSED and one.deal_id is None,
    }
