"""What ends by itself: notices of a price and auctions. Each round does what is due; repeating does no harm."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db.models import Exists, F, Model, OuterRef, Q
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.market.actions.auctions import close_auction, open_winners_deal, settle_auction
from patentfair.apps.market.actions.price_notices import OVER, close_notice
from patentfair.apps.market.models import Auction, Objection, PriceNotice
from patentfair.domain.kernel.errors import DomainError

__all__ = ["close_auctions", "close_notices"]

log = logging.getLogger(__name__)
BATCH = 200
M = TypeVar("M", bound=Model)


def close_notices() -> int:
    """Close notices that have run their time, take back those whose deal has gone another way; returns how many."""
    today = timezone.localdate()
    objected = Exists(Objection.objects.filter(notice=OuterRef("pk"), state=Objection.State.OPEN))
    moved_on = Q(deal__agreed_sheet=None) | ~Q(deal__agreed_sheet__hash=F("sheet_hash")) | Q(deal__state__in=list(OVER))
    due = PriceNotice.objects.filter(moved_on | (Q(end__lte=today) & ~objected), state=PriceNotice.State.OPEN)
    found = due.select_related("deal__agreed_sheet").order_by("pk")[:BATCH]
    return _each(found, lambda notice: close_notice(actor=SYSTEM, notice=notice, today=today))


def close_auctions() -> int:
    """Declare results, open the winners' deals, settle what is signed; returns how many auctions moved."""
    now = timezone.now()
    with_all = Auction.objects.select_related(
        "listing__organisation", "listing__patent", "center", "winner", "deal"
    ).order_by("pk")
    moved = _each(
        with_all.filter(state=Auction.State.ANNOUNCED, closes_at__lte=now)[:BATCH],
        lambda auction: close_auction(actor=SYSTEM, auction=auction, now=now),
    )
    moved += _each(
        with_all.filter(state=Auction.State.CLOSED, deal=None),
        lambda auction: open_winners_deal(actor=SYSTEM, auction=auction) is not None,
    )
    return moved + _each(
        with_all.filter(state=Auction.State.CLOSED, deal__in_force_at__isnull=False)[:BATCH],
        lambda auction: settle_auction(actor=SYSTEM, auction=auction),
    )


def _each(found: Iterable[M], act: Callable[[M], bool]) -> int:
    """Do the act for each; one that is refused waits for the next round and holds nobody else up."""
    done = 0
    for one in found:
        try:
            done += act(one)
        except DomainError as error:
            log.warning("%s %s waits: %s", one._meta.model_name, one.pk, error.code)  # noqa: SLF001 - documented API
    return done
