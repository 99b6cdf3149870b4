"""Write what bidders do: apply with a deposit, be admitted, bid; and give deposits back.

Of a sealed bid the journal holds a salted hash from the moment it is made. Its amount stands in one column that
`bidding.readable_bids` alone hands to pages, and only once the result is declared.
"""

from __future__ import annotations

import secrets
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market import events
from patentfair.apps.market.actions.auctions import move, note
from patentfair.apps.market.bidding import bid_digest, bids_of, conditions_of, deposit_fates, law_of, may_admit
from patentfair.apps.market.models import Auction, Bid, Bidder
from patentfair.apps.rights.queries import publicly_known
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market import auction as rules
from patentfair.domain.rights.decision import Outcome

__all__ = ["apply_to_bid", "decide_bidder", "place_bid", "return_deposit"]

MOST_BIDDERS = 500
MOST_BIDS = 500
REASON_LIMIT = 400


@transaction.atomic
def apply_to_bid(*, actor: Actor, auction: Auction, organisation: Organisation, evidence_sha256: str) -> Bidder:
    """Ask to be admitted, with proof of the deposit where one is asked for.

    Refused to the seller, and to an organisation to whom the law forbids the announced act. Who was not admitted may
    ask again while the bidding lasts.
    """
    on_behalf_of = actor.require(organisation.pk, "sign")
    seller = auction.listing.organisation_id
    if organisation.pk == seller or actor.may_act_for(seller, "confer"):
        raise Refused("auction.own")
    now = timezone.now()
    if auction.state != Auction.State.ANNOUNCED or now >= auction.closes_at:
        raise Refused("auction.closed")
    if auction.deposit and not evidence_sha256:
        raise Invalid("auction.deposit-evidence", field="evidence")
    decision = law_of(auction, organisation)
    if decision.outcome is Outcome.FORBIDDEN:
        known = publicly_known(auction.listing.patent) | {seller, organisation.pk}
        raise Refused("rights.forbidden", decision=decision, known=known)
    again = Bidder.objects.filter(auction=auction, organisation=organisation, state=Bidder.State.REFUSED)
    if again.update(state=Bidder.State.APPLIED, deposit_evidence=evidence_sha256, reason="", applied_at=now):
        bidder = Bidder.objects.get(auction=auction, organisation=organisation)
    else:
        if Bidder.objects.filter(auction=auction).count() >= MOST_BIDDERS:
            raise Refused("auction.too-many-bidders")
        try:
            with transaction.atomic():
                bidder = Bidder.objects.create(
                    auction=auction,
                    organisation=organisation,
                    deposit_evidence=evidence_sha256,
                    applied_by_id=actor.user_id,
                    applied_at=now,
                )
        except IntegrityError as error:
            raise Refused("auction.already-applied") from error
    note(events.BIDDER_APPLIED, actor, auction, on_behalf_of, bidder=bidder.pk, evidence_sha256=evidence_sha256)
    return bidder


@transaction.atomic
def decide_bidder(*, actor: Actor, bidder: Bidder, admitted: bool, reason: str = "") -> None:
    """Admit a bidder, whose deposit is thereby found to be there, or refuse it with a reason."""
    auction = bidder.auction
    _admits(actor, bidder)
    reason = reason.strip()
    if not admitted and not reason:
        raise Invalid("auction.reason", field="reason")
    if auction.state != Auction.State.ANNOUNCED or timezone.now() >= auction.closes_at:
        raise Refused("auction.closed")
    has_deposit = admitted and bool(auction.deposit)
    decided = Bidder.objects.filter(pk=bidder.pk, state=Bidder.State.APPLIED).update(
        state=Bidder.State.ADMITTED if admitted else Bidder.State.REFUSED,
        deposit=Bidder.Deposit.HELD if has_deposit else Bidder.Deposit.NONE,
        reason=reason[:REASON_LIMIT],
        decided_at=timezone.now(),
    )
    if not decided:
        raise Stale("auction.bidder-decided")
    if admitted:
        deposit = "held" if has_deposit else ""
        note(events.BIDDER_ADMITTED, actor, auction, "", bidder=bidder.pk, deposit=deposit)
    else:
        note(events.BIDDER_REFUSED, actor, auction, "", bidder=bidder.pk)


@transaction.atomic
def place_bid(*, actor: Actor, auction: Auction, organisation: Organisation, amount: Decimal) -> Bid:
    """Bid for an admitted organisation; binding. A late bid moves the close of an open auction.

    `auction` is as its caller read it: where another bid came in since, `Stale` is raised and nothing has happened, so
    that of two bids in one instant the second is judged anew against the first.
    """
    on_behalf_of = actor.require(organisation.pk, "sign")
    bidder = Bidder.objects.filter(auction=auction, organisation=organisation, state=Bidder.State.ADMITTED).first()
    if bidder is None:
        raise Refused("auction.not-admitted")
    if auction.state != Auction.State.ANNOUNCED:
        raise Refused("auction.closed")
    now = timezone.now()
    taken = bids_of(auction)
    before = conditions_of(auction)
    after = rules.accepts(before, taken, rules.Bid(organisation.pk, amount, now))
    if sum(bid.bidder == organisation.pk for bid in taken) >= MOST_BIDS:
        raise Refused("auction.too-many-bids")
    move(auction, Auction.State.ANNOUNCED, closes_at=after.closes)
    salt = secrets.token_hex(16)
    bid = Bid.objects.create(
        auction=auction,
        organisation=organisation,
        amount=amount,
        salt=salt,
        hash=bid_digest(auction.pk, bidder.pk, amount, salt),
        made_by_id=actor.user_id,
        at=now,
    )
    note(events.BID_PLACED, actor, auction, on_behalf_of, bidder=bidder.pk, hash=bid.hash)
    if after.closes != before.closes:
        note(events.AUCTION_EXTENDED, actor, auction, "", closes_at=after.closes)
    return bid


@transaction.atomic
def return_deposit(*, actor: Actor, bidder: Bidder) -> None:
    """Note that a deposit went back to a bidder who did not win, or whose auction came to nothing."""
    _admits(actor, bidder)
    auction = bidder.auction
    if deposit_fates(auction).get(bidder.organisation_id) != "return":
        raise Refused("auction.deposit-stays")
    returned = Bidder.objects.filter(pk=bidder.pk, deposit=Bidder.Deposit.HELD)
    if not returned.update(deposit=Bidder.Deposit.RETURNED):
        raise Stale("auction.bidder-decided")
    note(events.DEPOSIT_SETTLED, actor, auction, "", bidder=bidder.pk, fate="return")


def _admits(actor: Actor, bidder: Bidder) -> None:
    if not may_admit(actor, bidder.auction):
        raise Refused("accounts.no-power", scope="admit")
    mine = [*actor.organisations, *actor.powers]
    if Bidder.objects.filter(auction=bidder.auction, organisation__in=mine).exists():
        raise Refused("auction.own-admission")
