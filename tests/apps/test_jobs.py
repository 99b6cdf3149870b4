"""What happens by itself: rights expire, listings pause, the index follows."""

from datetime import timedelta

from django.utils import timezone

from patentfair.apps.journal.models import Entry
from patentfair.apps.market.jobs import pause_ended_listings
from patentfair.apps.market.models import Listing
from patentfair.apps.registry.jobs import expire_ended_terms
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import status_of
from patentfair.domain.patents.status import State


def test_a_right_whose_term_has_ended_expires_and_its_listing_pauses(world):
    today = timezone.localdate()
    listing = Listing.objects.filter(state="published").select_related("patent").first()
    Patent.objects.filter(pk=listing.patent_id).update(term_end=today - timedelta(days=1))
    assert expire_ended_terms() == 1
    assert expire_ended_terms() == 0
    listing.patent.refresh_from_db()
    assert status_of(listing.patent, today).state is State.EXPIRED
    assert pause_ended_listings() == 1
    listing.refresh_from_db()
    assert (listing.state, listing.pause_reason) == ("paused", "right-ended")
    assert Entry.objects.filter(object=f"patent:{listing.patent.key}", event="patent.event").exists()


def test_silence_makes_a_grant_unknown_until_a_fee_is_known(world):
    today = timezone.localdate()
    patent = Patent.objects.filter(status="in_force", paid_until__gt=today).first()
    patent.status_as_of = today - timedelta(days=800)
    assert status_of(patent, today).state is State.IN_FORCE
    patent.paid_until = None
    assert status_of(patent, today).state is State.UNKNOWN
