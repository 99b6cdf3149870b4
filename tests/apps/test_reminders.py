"""The answer clock: who is reminded when, when the center is asked to help, when an inquiry is closed."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.journal.actions import seal
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.actions import deals
from patentfair.apps.market.actions.reminders import close_unanswered, remind_of_recordal
from patentfair.apps.market.models import Deal, Listing, Reminder
from patentfair.apps.market.responses import escalated_since, reasons_told_to, response_record
from patentfair.apps.market.trust_jobs import remind_answers, remind_recordals
from patentfair.apps.notices.jobs import deliver
from patentfair.apps.notices.models import Notice
from patentfair.domain.kernel.errors import Refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def told() -> None:
    while seal() or deliver():
        pass


@pytest.fixture
def inquiry(world) -> Deal:
    """A question asked just now; nothing else waits for an answer."""
    Deal.objects.filter(state="inquiry").update(state="withdrawn")
    listing = Listing.objects.filter(state="published", deals=None).select_related("patent", "organisation").first()
    firm = Organisation.objects.filter(kind="company").exclude(pk=listing.organisation_id).order_by("pk").first()
    deal = deals.open_inquiry(
        actor=world.actor_for(firm), organisation=firm, patent=listing.patent, grantor=listing.organisation,
        listing=listing, text="?",
    )  # fmt: skip
    told()
    Notice.objects.all().delete()
    return deal


def at(moment, job=remind_answers) -> int:
    """Run the job as if it were `moment`."""
    with patch("django.utils.timezone.now", return_value=moment):
        return job()


def test_every_step_comes_once_and_reaches_those_it_concerns(inquiry) -> None:
    due = inquiry.answer_due
    steps = [
        (due - 4 * DAY, []),
        (due - 3 * DAY, ["inquiry.reminded"]),
        (due - 1 * DAY, ["inquiry.reminded"]),
        (due, ["inquiry.reminded"]),
        (due + 3 * DAY, ["inquiry.escalated"]),
        (due + 13 * DAY, []),
        (due + 14 * DAY, ["deal.declined"]),
        (due + 20 * DAY, []),
    ]
    for moment, expected in steps:
        before = Entry.objects.order_by("-pk").first().pk
        assert at(moment) == len(expected)
        assert at(moment + HOUR) == 0
        assert list(Entry.objects.filter(pk__gt=before).values_list("event", flat=True)) == expected
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.refusal_code) == ("declined", "unanswered")
    told()
    notices = Notice.objects.filter(object=f"deal:{inquiry.pk}").order_by("position")
    assert list(notices.filter(organisation=inquiry.grantor_id).values_list("code", flat=True)) == [
        "inquiry.reminded", "inquiry.reminded", "inquiry.reminded", "inquiry.escalated", "deal.declined",
    ]  # fmt: skip
    assert list(notices.filter(organisation=inquiry.grantee_id).values_list("code", flat=True)) == [
        "inquiry.escalated", "deal.declined",
    ]  # fmt: skip


def test_an_answer_stops_the_clock(inquiry, world) -> None:
    deals.answer(actor=world.actor_for(inquiry.grantor), deal=inquiry, text="Yes.")
    assert at(inquiry.answer_due + 30 * DAY) == 0
    assert not Reminder.objects.filter(object=f"deal:{inquiry.pk}").exists()


def test_a_machine_that_stood_still_asks_the_center_before_it_closes(inquiry) -> None:
    late = inquiry.answer_due + 40 * DAY
    assert at(late) == 1
    assert escalated_since([inquiry]) == {inquiry.pk: late}
    assert at(late + DAY) == 0
    inquiry.refresh_from_db()
    assert inquiry.state == "inquiry"
    assert at(late + 3 * DAY) == 1
    inquiry.refresh_from_db()
    assert inquiry.state == "declined"


def test_nobody_but_the_clock_closes_an_inquiry_and_it_only_in_time(inquiry, world) -> None:
    with pytest.raises(Refused):
        close_unanswered(actor=world.actor_for(inquiry.grantee), deal=inquiry, now=inquiry.answer_due + 30 * DAY)
    with pytest.raises(Refused):
        close_unanswered(actor=SYSTEM, deal=inquiry, now=inquiry.answer_due + 30 * DAY)  # the center was not asked
    at(inquiry.answer_due + 3 * DAY)
    with pytest.raises(Refused):
        close_unanswered(actor=SYSTEM, deal=inquiry, now=inquiry.answer_due + 13 * DAY)
    inquiry.refresh_from_db()
    assert inquiry.state == "inquiry"


def test_recordals_are_reminded_of_by_their_day(world) -> None:
    deal = Deal.objects.filter(state="in_force").exclude(recordal_due=None).order_by("pk").first()
    Deal.objects.filter(state="in_force").exclude(pk=deal.pk).update(recordal_due=None)
    start = timezone.localdate(deal.in_force_at)
    Deal.objects.filter(pk=deal.pk).update(recordal_due=start + 90 * DAY)
    deal.refresh_from_db()
    moment = timezone.now()
    for after, step in ((59, ""), (60, "due.days_30"), (83, "due.days_7"), (89, "due.days_1"), (91, "due.overdue_1")):
        day = start + after * DAY
        assert remind_of_recordal(actor=SYSTEM, deal=deal, today=day, now=moment) == step
        assert remind_of_recordal(actor=SYSTEM, deal=deal, today=day, now=moment) == ""
    told()
    codes = Notice.objects.filter(object=f"deal:{deal.pk}", code="recordal.reminded")
    assert set(codes.values_list("organisation", flat=True)) == {deal.grantor_id, deal.grantee_id}
    Deal.objects.filter(pk=deal.pk).update(state="recorded", recorded_on=start)
    assert remind_recordals() == 0


def test_the_acts_of_one_side_are_news_to_the_other(inquiry, world) -> None:
    deals.answer(actor=world.actor_for(inquiry.grantor), deal=inquiry, text="Yes.")
    deals.decline(actor=world.actor_for(inquiry.grantee), deal=Deal.objects.get(pk=inquiry.pk), reason="price")
    told()
    rows = list(Notice.objects.filter(object=f"deal:{inquiry.pk}").order_by("position"))
    assert [(row.code, row.organisation_id) for row in rows] == [
        ("inquiry.answered", inquiry.grantee_id),
        ("deal.declined", inquiry.grantor_id),
    ]
    assert rows[1].facts["reason"] == "price"
    assert ("price", 1) in reasons_told_to(inquiry.grantor_id)


# The public record


def asked(organisation, firm, patent, days_ago: int, **changes) -> Deal:
    opened = timezone.now() - days_ago * DAY
    return Deal.objects.create(
        patent=patent, grantor=organisation, grantee=firm, state=changes.pop("state", "ended"), opened_at=opened,
        answer_due=opened + 7 * DAY, **changes,
    )  # fmt: skip


def test_the_public_record_tells_nothing_below_five(world, inquiry) -> None:
    owner, firm, patent_ = inquiry.grantor, inquiry.grantee, inquiry.patent
    Deal.objects.exclude(pk=inquiry.pk).update(opened_at=timezone.now() - 400 * DAY)
    for days in (20, 30, 40, 50):
        asked(owner, firm, patent_, days, answered_at=timezone.now() - (days - 2) * DAY)
    assert response_record(owner.pk, timezone.now()).few
    asked(owner, firm, patent_, 60, answered_at=timezone.now() - 50 * DAY)  # after ten days
    found = response_record(owner.pk, timezone.now())
    assert (found.received, found.answered, found.in_time) == (5, 5, 4)
    assert found.median_days == 2
    assert response_record(firm.pk, timezone.now()).few  # it asked, and was not asked


def test_declining_at_once_is_an_answer_and_silence_is_none(world, inquiry) -> None:
    owner, firm = inquiry.grantor, inquiry.grantee
    Deal.objects.exclude(pk=inquiry.pk).update(opened_at=timezone.now() - 400 * DAY)
    for days in (20, 30, 40, 50):
        asked(owner, firm, inquiry.patent, days, answered_at=timezone.now() - (days - 1) * DAY)
    deals.decline(actor=world.actor_for(owner), deal=inquiry, reason="price")
    found = response_record(owner.pk, timezone.now() + HOUR)
    assert (found.received, found.answered) == (5, 5)
    assert found.declined == (("price", None),)  # one is too few to tell
    silent = asked(owner, firm, inquiry.patent, 25, state="inquiry")
    assert response_record(owner.pk, timezone.now() + HOUR).answered == 5
    at(timezone.now())
    at(timezone.now() + 4 * DAY)
    silent.refresh_from_db()
    assert silent.refusal_code == "unanswered"
    found = response_record(owner.pk, timezone.now() + 5 * DAY)
    assert (found.received, found.answered) == (6, 5)


def test_what_was_agreed_at_once_is_no_inquiry(world, inquiry) -> None:
    before = response_record(inquiry.grantor_id, timezone.now())
    for number in range(6):
        deal = asked(inquiry.grantor, inquiry.grantee, inquiry.patent, 10 + number)
        Deal.objects.filter(pk=deal.pk).update(answer_due=deal.opened_at, kind="open" if number % 2 else "ordinary")
    assert response_record(inquiry.grantor_id, timezone.now()) == before
