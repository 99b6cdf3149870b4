"""What the market does by itself."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.market.actions.listings import pause_listing
from patentfair.apps.market.models import Listing, Publication

__all__ = ["pause_ended_listings"]

ENDED = ("lapsed", "expired", "invalidated", "withdrawn")
BATCH = 200


def pause_ended_listings() -> int:
    """Pause listings whose right has ended; returns how many."""
    ended = Q(patent__status__in=ENDED) | Q(patent__term_end__lte=timezone.localdate())
    listings = list(Listing.objects.filter(ended, state=Publication.PUBLISHED)[:BATCH])
    for listing in listings:
        pause_listing(actor=SYSTEM, listing=listing, reason="right-ended")
    return len(listings)
