"""Write auctions: draft, change, announce, cancel, close, open the winner's deal, settle, offer to the next in rank.

An auction ends in an ordinary deal on the announced terms, in the state "agreed": consents, signatures and recordal go
the way of every deal. Whoever comes second to the row of an auction gets `Stale` and reads anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.apps.market import events
from patentfair.apps.market.actions import deals
from patentfair.apps.market.actions.legal_checks import (
    ask_for_consents,
    ask_the_law,
    decide_sheet,
    formalities_missing,
    strictest,
)
from patentfair.apps.market.actions.money import credit_deposit
from patentfair.apps.market.bidding import (
    BOUND,
    FELL_AWAY,
    FORMALITIES,
    GONE,
    SIGN_WITHIN,
    bids_of,
    conditions_of,
    deposit_fates,
    law_of,
    standing,
    terms_won,
)
from patentfair.apps.market.models import (
    Acceptance,
    Auction,
    Bid,
    Bidder,
    Deal,
    DealPatent,
    Listing,
    Publication,
)
from patentfair.apps.rights import queries as rights_queries
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market import auction as rules
from patentfair.domain.market.deal import DealState, Side
from patentfair.domain.market.kinds import check_kind
from patentfair.domain.market.royalty import check_price
from patentfair.domain.market.terms import DealKind, Terms, check, terms_hash
from patentfair.domain.matching.feedback import NotAFit
from patentfair.domain.rights.decision import Decision, Outcome

__all__ = [
    "announce_auction",
    "cancel_auction",
    "change_auction",
    "close_auction",
    "draft_auction",
    "move",
    "note",
    "open_winners_deal",
    "settle_auction",
    "winner_falls_away",
]

KINDS = (DealKind.ASSIGNMENT, DealKind.EXCLUSIVE, DealKind.SOLE, DealKind.ORDINARY)
LONGEST = timedelta(days=92)
RULES_LIMIT = 10_000
_STATE = Auction.State


@transaction.atomic
def draft_auction(*, actor: Actor, listing: Listing, is_sample: bool = False, **fields: Any) -> Auction:
    """Prepare an auction of a grant of a listed patent.

    `fields`: kind, terms, starting_price, reserve, increment, deposit, opens_at, closes_at, latest_close,
    extend_within_minutes, extension_minutes, rules. Refused beside another auction of the same listing.
    """
    on_behalf_of = actor.require(listing.organisation_id, "manage")
    if listing.state != Publication.PUBLISHED:
        raise Refused("deal.listing-not-open")
    auction = Auction(listing=listing, center=listing.center, is_sample=is_sample)
    _fill(auction, fields)
    try:
        with transaction.atomic():
            auction.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("auction.already-one") from error
    note(events.AUCTION_DRAFTED, actor, auction, on_behalf_of, listing=listing.pk, kind=auction.kind)
    return auction


@transaction.atomic
def change_auction(*, actor: Actor, auction: Auction, **fields: Any) -> None:
    """Change a draft; what was announced stays as it is."""
    on_behalf_of = actor.require(auction.listing.organisation_id, "manage")
    _fill(auction, fields)
    names = (*_PLAIN, "terms", "terms_hash", "currency")
    move(auction, _STATE.DRAFT, **{name: getattr(auction, name) for name in names})
    note(events.AUCTION_CHANGED, actor, auction, on_behalf_of, terms_hash=auction.terms_hash)


_PLAIN = (
    "kind",
    "starting_price",
    "reserve",
    "increment",
    "deposit",
    "opens_at",
    "closes_at",
    "latest_close",
    "extend_within_minutes",
    "extension_minutes",
    "rules",
)


def _fill(auction: Auction, fields: dict[str, Any]) -> None:
    terms: Terms = fields.pop("terms")
    for name in _PLAIN:
        if name in fields:
            setattr(auction, name, fields[name])
    if auction.kind == Auction.Kind.SEALED:
        auction.latest_close = auction.closes_at
        auction.extend_within_minutes = auction.extension_minutes = 0
        auction.increment = auction.increment or Decimal("0.01")
    terms = msgspec.structs.replace(terms, upfront=Decimal(0))
    check(terms)
    check_kind(terms)
    check_price(terms)
    if terms.kind not in KINDS:
        raise Invalid("auction.kind-of-deal", field="grant")
    if terms.patents != (auction.listing.patent.key,):
        raise Invalid("terms.other-patent", field="patents")
    auction.terms, auction.terms_hash = canonical_json(terms).decode(), terms_hash(terms)
    auction.currency = terms.currency
    try:
        rules.check_auction(conditions_of(auction))
    except Invalid as error:
        field = str(error.data.get("field"))
        raise Invalid(error.code, field={"opens": "opens_at", "closes": "closes_at"}.get(field, field)) from error
    if not auction.starting_price:
        raise Invalid("auction.starting-price", field="starting_price")
    if auction.reserve < auction.starting_price:
        raise Invalid("auction.reserve", field="reserve")
    if not 0 <= auction.deposit <= auction.starting_price:
        raise Invalid("auction.deposit", field="deposit")
    if auction.latest_close - auction.opens_at > LONGEST:
        raise Invalid("auction.too-long", field="latest_close")
    if len(auction.rules) > RULES_LIMIT:
        raise Invalid("terms.too-long", field="rules", limit=RULES_LIMIT)


@transaction.atomic
def announce_auction(*, actor: Actor, auction: Auction) -> Decision:
    """Announce a draft to everyone, if the law lets the announced act go ahead; consents and formalities may follow."""
    listing = auction.listing
    on_behalf_of = actor.require(listing.organisation_id, "manage")
    now = timezone.now()
    if listing.state != Publication.PUBLISHED:
        raise Refused("deal.listing-not-open")
    if auction.opens_at < now:
        raise Refused("auction.opens-in-the-past")
    decision = law_of(auction)
    if decision.outcome in (Outcome.FORBIDDEN, Outcome.INDETERMINATE):
        code = "forbidden" if decision.outcome is Outcome.FORBIDDEN else "indeterminate"
        known = rights_queries.publicly_known(listing.patent) | {listing.organisation_id}
        raise Refused(f"rights.{code}", decision=decision, known=known)
    move(auction, _STATE.DRAFT, state=_STATE.ANNOUNCED, announced_at=now)
    note(
        events.AUCTION_ANNOUNCED,
        actor,
        auction,
        on_behalf_of,
        listing=listing.pk,
        kind=auction.kind,
        terms_hash=auction.terms_hash,
        opens_at=auction.opens_at,
        closes_at=auction.closes_at,
        outcome=decision.outcome.name,
        pack=decision.pack,
        pack_version=decision.pack_version,
    )
    return decision


@transaction.atomic
def cancel_auction(*, actor: Actor, auction: Auction) -> None:
    """Give an auction up before its bidding begins; afterwards every bid binds the seller, too."""
    on_behalf_of = actor.require(auction.listing.organisation_id, "manage")
    was = auction.state
    if was not in (_STATE.DRAFT, _STATE.ANNOUNCED):
        raise Refused("auction.not-now")
    if was == _STATE.ANNOUNCED and timezone.now() >= auction.opens_at:
        raise Refused("auction.has-begun")
    move(auction, was, state=_STATE.CANCELLED)
    note(events.AUCTION_CANCELLED, actor, auction, on_behalf_of, was=was)


@transaction.atomic
def close_auction(*, actor: Actor, auction: Auction, now: datetime) -> bool:
    """Declare the result of an auction whose time is over; returns whether this call did. Repeating does no harm."""
    _platform_only(actor)
    if auction.state != _STATE.ANNOUNCED or now < auction.closes_at:
        return False
    bids = bids_of(auction)
    final = rules.result(conditions_of(auction), bids)
    move(
        auction,
        _STATE.ANNOUNCED,
        state=_STATE.CLOSED if final.winner else _STATE.FAILED,
        winner_id=final.winner,
        price=final.price,
    )
    note(
        events.AUCTION_CLOSED,
        actor,
        auction,
        "",
        outcome=final.reason.value,
        bids=len(bids),
        bidder=_number(auction, final.winner),
        price=final.price,
    )
    return True


@transaction.atomic
def open_winners_deal(*, actor: Actor, auction: Auction) -> Deal | None:
    """Open the deal of the winner in the state "agreed", on the announced terms with the price that won.

    None while the two sides have other talks about the same patent, which have to end first.
    """
    _platform_only(actor)
    if auction.state != _STATE.CLOSED or auction.winner is None or auction.price is None or auction.deal_id:
        return None
    listing, winner, now = auction.listing, auction.winner, timezone.now()
    terms = terms_won(auction, auction.price)
    try:
        with transaction.atomic():
            deal = Deal.objects.create(
                listing=listing,
                patent=listing.patent,
                grantor=listing.organisation,
                grantee=winner,
                center=auction.center,
                kind=terms.kind.value,
                state=DealState.AGREED.value,
                opened_by=Side.GRANTOR.value,
                last_side=Side.GRANTOR.value,
                opened_at=now,
                answer_due=now,
                answered_at=now,
                formalities=FORMALITIES,
                is_sample=auction.is_sample,
            )
    except IntegrityError:
        return None
    DealPatent.objects.create(deal=deal, patent=listing.patent)
    sheet = deals.add_sheet(actor, deal, terms, Side.GRANTOR)
    last = Bid.objects.filter(auction=auction, organisation=winner).order_by("-pk").first()
    for side, person in ((Side.GRANTOR, None), (Side.GRANTEE, last.made_by if last else None)):
        Acceptance.objects.create(sheet=sheet, side=side.value, accepted_by=person, at=now)
    Deal.objects.filter(pk=deal.pk).update(agreed_sheet=sheet)
    deal.refresh_from_db()
    move(auction, _STATE.CLOSED, deal=deal)
    note(
        events.AUCTION_DEAL_OPENED,
        actor,
        auction,
        "",
        deal=deal.pk,
        bidder=_number(auction, winner.pk),
        price=auction.price,
    )
    ask_for_consents(actor, deal, sheet, ask_the_law(actor, deal, sheet))
    return deal


@transaction.atomic
def settle_auction(*, actor: Actor, auction: Auction) -> bool:
    """Once the winner's contract is in force the auction is settled, and its deposit counts towards the price."""
    _platform_only(actor)
    deal = auction.deal
    if auction.state != _STATE.CLOSED or deal is None or deal.in_force_at is None:
        return False
    move(auction, _STATE.CLOSED, state=_STATE.SETTLED)
    note(events.AUCTION_SETTLED, actor, auction, "", deal=deal.pk, price=auction.price)
    winner = Bidder.objects.filter(auction=auction, organisation=auction.winner).first()
    if winner is not None and deposit_fates(auction).get(winner.organisation_id) == "credit":
        Bidder.objects.filter(pk=winner.pk).update(deposit=Bidder.Deposit.CREDITED)
        note(events.DEPOSIT_SETTLED, actor, auction, "", bidder=winner.pk, fate="credit")
        credit_deposit(actor=actor, deal=deal, amount=auction.deposit, evidence_sha256=winner.deposit_evidence)
    return True


@transaction.atomic
def winner_falls_away(*, actor: Actor, auction: Auction, offer_next: bool) -> None:
    """The winner did not sign: its deposit is forfeited, and the next in rank may be offered the deal at its own bid.

    Either the winner has declined, or it had thirty days in which it could have signed and did not; then the deal is
    ended here. Where the seller itself declined, the auction fails and every deposit goes back.
    """
    on_behalf_of = actor.require(auction.listing.organisation_id, "manage")
    deal, winner = auction.deal, auction.winner
    if auction.state != _STATE.CLOSED or deal is None or winner is None:
        raise Refused("auction.not-now")
    if deal.state in BOUND:
        if not _has_let_the_time_pass(deal):
            raise Refused("auction.winner-still-bound")
        deals.decline(actor=actor, deal=deal, reason=NotAFit.OTHER.value)
        at_fault = True
    elif deal.state in GONE:
        at_fault = deal.last_side == Side.GRANTEE.value
    else:
        raise Refused("auction.winner-still-bound")
    bidder = Bidder.objects.get(auction=auction, organisation=winner)
    is_forfeited = at_fault and bidder.deposit == Bidder.Deposit.HELD
    Bidder.objects.filter(pk=bidder.pk).update(
        state=Bidder.State.REFUSED,
        reason=FELL_AWAY,
        deposit=Bidder.Deposit.FORFEITED if is_forfeited else bidder.deposit,
        decided_at=timezone.now(),
    )
    note(
        events.AUCTION_FELL_AWAY,
        actor,
        auction,
        on_behalf_of,
        bidder=bidder.pk,
        deal=deal.pk,
        deposit="forfeit" if is_forfeited else "",
    )
    following = standing(auction)
    if offer_next and at_fault and following.winner is not None:
        move(auction, _STATE.CLOSED, winner_id=following.winner, price=following.price, deal=None)
        note(
            events.AUCTION_OFFERED_NEXT,
            actor,
            auction,
            on_behalf_of,
            bidder=_number(auction, following.winner),
            price=following.price,
        )
    else:
        move(auction, _STATE.CLOSED, state=_STATE.FAILED, winner_id=None, price=None)
        note(events.AUCTION_FAILED, actor, auction, on_behalf_of, why="winner" if at_fault else "seller")


def _has_let_the_time_pass(deal: Deal) -> bool:
    """Whether the winner had its thirty days, nothing but its own signature was missing, and it did not sign."""
    sheet = deal.agreed_sheet
    if sheet is None or timezone.now() < deal.opened_at + SIGN_WITHIN:
        return False
    signed = set(sheet.signatures.values_list("side", flat=True))
    if Side.GRANTEE.value in signed:
        return False
    answers = decide_sheet(deal, sheet)
    _patent, decision = strictest(answers)
    if decision.outcome in (Outcome.FORBIDDEN, Outcome.INDETERMINATE):
        return False
    if Side.GRANTOR.value not in signed:
        return True
    is_waiting = decision.outcome is Outcome.ALLOWED_WITH_CONSENTS
    return not is_waiting and not any(formalities_missing(answer) for answer in answers.values())


def move(auction: Auction, was: str, /, **changes: Any) -> None:
    """Change an auction's row by its version while its state is still `was`; `Stale` where somebody was quicker."""
    held = Auction.objects.filter(pk=auction.pk, version=auction.version, state=was)
    if not held.update(version=auction.version + 1, **changes):
        raise Stale("auction.changed-meanwhile")
    auction.refresh_from_db()


def note(event: EventType, actor: Actor, auction: Auction, on_behalf_of: str, /, **facts: Any) -> None:
    """An entry in the journal about the auction."""
    record(
        event,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"auction:{auction.pk}",
        center=f"center:{auction.center_id}" if auction.center_id else "",
        **facts,
    )


def _platform_only(actor: Actor) -> None:
    if not actor.is_system:
        raise Refused("accounts.no-power", scope="system")


def _number(auction: Auction, organisation_id: int | None) -> int | None:
    bidder = Bidder.objects.filter(auction=auction, organisation=organisation_id).first()
    return bidder.pk if bidder else None
