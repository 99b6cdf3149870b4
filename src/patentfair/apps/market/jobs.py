"""What the market does by itself."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.centers.models import Center
from patentfair.apps.market.actions.handing_on import hand_on_market
from patentfair.apps.market.actions.listings import RIGHT_ENDED, pause_listing, wake_listing
from patentfair.apps.market.models import Listing, Publication
from patentfair.apps.market.queries import left_at
from patentfair.domain.patents.status import ENDED

__all__ = ["hand_on_from_removed_centers", "pause_ended_listings", "wake_restored_listings"]

ALIVE = ("in_force", "provisional", "pending")
BATCH = 200


def hand_on_from_removed_centers() -> int:
    """Give what removed centers looked after to the centers that serve their regions now; returns from how many."""
    # What moved to an installation of its own goes on there.
    removed = Center.objects.filter(state=Center.State.REMOVED, moved=None).order_by("pk")
    left = [one for one in removed if any(rows.exists() for rows in left_at(one).values())]
    return sum(hand_on_market(actor=SYSTEM, center=one) for one in left)


def pause_ended_listings() -> int:
    """Pause listings whose right has ended; returns how many."""
    ended = Q(patent__status__in=[state.value for state in ENDED]) | Q(patent__term_end__lte=timezone.localdate())
    listings = list(Listing.objects.filter(ended, state=Publication.PUBLISHED)[:BATCH])
    for listing in listings:
        pause_listing(actor=SYSTEM, listing=listing, reason=RIGHT_ENDED)
    return len(listings)


def wake_restored_listings() -> int:
    """Show listings again whose right had ended and is restored; returns how many."""
    today = timezone.localdate()
    alive = Q(patent__status__in=ALIVE) & (Q(patent__term_end=None) | Q(patent__term_end__gt=today))
    asleep = Listing.objects.filter(alive, state=Publication.PAUSED, pause_reason=RIGHT_ENDED)
    listings = asleep.select_related("patent", "organisation").order_by("pk")[:BATCH]
    return sum(wake_listing(actor=SYSTEM, listing=listing) for listing in listings)
