"""A listing sleeps when its right ends, wakes when it is restored, and its owner is told both times."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import ANONYMOUS, SYSTEM
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.journal.actions import seal
from patentfair.apps.market.actions.listings import pause_listing
from patentfair.apps.market.jobs import pause_ended_listings, wake_restored_listings
from patentfair.apps.market.models import Listing
from patentfair.apps.notices.actions import mark_seen
from patentfair.apps.notices.jobs import deliver
from patentfair.apps.notices.models import Notice
from patentfair.apps.notices.queries import unseen
from patentfair.apps.registry.actions import add_legal_event
from patentfair.apps.rights.models import Interest
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.patents.status import EventCode

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(world) -> Listing:
    found = (
        Listing.objects.filter(state="published", patent__status="in_force", patent__office="CN")
        .exclude(kinds__icontains="open")
        .select_related("patent", "organisation")
        .order_by("pk")
        .first()
    )
    _told()
    Notice.objects.all().delete()
    return found


def _told() -> None:
    while seal() or deliver():
        pass


def _event(listing: Listing, code: EventCode, days_ago: int) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    add_legal_event(actor=SYSTEM, patent=listing.patent, date=day, code=code, source="register-copy")
    listing.patent.refresh_from_db()


def _lapse(listing: Listing) -> None:
    _event(listing, EventCode.LAPSED, 20)
    pause_ended_listings()
    listing.refresh_from_db()


def test_a_lapse_puts_it_to_sleep_and_a_restoration_wakes_it(listing, world) -> None:
    _lapse(listing)
    assert (listing.state, listing.pause_reason) == ("paused", "right-ended")
    assert wake_restored_listings() == 0
    _event(listing, EventCode.RESTORED, 5)
    assert wake_restored_listings() == 1
    listing.refresh_from_db()
    assert (listing.state, listing.pause_reason) == ("published", "")
    _told()
    news = unseen(world.actor_for(listing.organisation)).filter(object=f"listing:{listing.pk}")
    codes = list(news.order_by("position").values_list("code", flat=True))
    assert codes == ["listing.paused", "listing.woken"]


def test_following_the_journal_twice_tells_nobody_twice(listing) -> None:
    _lapse(listing)
    _told()
    deliver()
    assert Notice.objects.filter(object=f"listing:{listing.pk}").count() == 1


def test_what_the_owner_paused_does_not_wake_by_itself(listing, world) -> None:
    pause_listing(actor=world.actor_for(listing.organisation), listing=listing, reason="holiday")
    assert wake_restored_listings() == 0
    _told()
    assert not Notice.objects.filter(object=f"listing:{listing.pk}").exists()


def test_it_stays_asleep_where_the_owner_has_changed(listing) -> None:
    _lapse(listing)
    Interest.objects.filter(patent=listing.patent).update(valid_until=timezone.localdate() - timedelta(days=10))
    _event(listing, EventCode.RESTORED, 5)
    assert wake_restored_listings() == 0


def test_only_its_own_people_put_a_notice_away(listing, world) -> None:
    _lapse(listing)
    _told()
    notice = Notice.objects.get(object=f"listing:{listing.pk}")
    stranger = world.actor_for(
        Listing.objects.exclude(organisation=listing.organisation).select_related("organisation").first().organisation
    )
    with pytest.raises(NotFound):
        mark_seen(actor=stranger, notice=notice.pk)
    owner = world.actor_for(listing.organisation)
    mark_seen(actor=owner, notice=notice.pk)
    assert not unseen(owner).filter(pk=notice.pk).exists()


def test_what_a_person_is_told_is_theirs_alone(world) -> None:
    mine, other = (world.make_user(name) for name in ("told-one", "told-other"))
    notice = Notice.objects.create(
        user=mine, position=10**9, code="event.cancelled", object="event:1", at=timezone.now()
    )
    me, them = (actor_of(user, timezone.localdate()) for user in (mine, other))
    assert list(unseen(me)) == [notice]
    assert not unseen(them).exists()
    assert not unseen(ANONYMOUS).exists()
    with pytest.raises(NotFound):
        mark_seen(actor=them, notice=notice.pk)
    mark_seen(actor=me, notice=notice.pk)
    assert not unseen(me).exists()
    for broken in ({}, {"user": mine, "organisation": Listing.objects.first().organisation}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.create(position=10**9 + 1, code="x", object="x:1", at=timezone.now(), **broken)
