"""Events: drafted, announced and held; places in order; check-in once; sheets without names; appointments planned."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import ANONYMOUS, SYSTEM, visible
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.journal.actions import seal
from patentfair.apps.journal.models import Entry
from patentfair.apps.meetings import jobs
from patentfair.apps.meetings.access import EVENTS
from patentfair.apps.meetings.actions import appointments, events, programme, registrations
from patentfair.apps.meetings.models import (
    Attendee,
    Evaluation,
    EvaluationTicket,
    Event,
    Plan,
    Registration,
    Seat,
    Slot,
    YearSalt,
)
from patentfair.apps.meetings.planning import taking_part, task_of
from patentfair.apps.meetings.queries import attendance, evaluation_summary, schedule_of, unique_visits
from patentfair.apps.meetings.tickets import ticket_of
from patentfair.apps.notices.jobs import deliver
from patentfair.apps.notices.models import Notice
from patentfair.domain.kernel.errors import Invalid, NotFound, Refused
from patentfair.domain.meetings.appointments import violations
from patentfair.web.workspace.notices import notice_row


@pytest.fixture
def center(db):
    return Center.objects.filter(is_national=False).order_by("pk").first()


@pytest.fixture
def staff(world, center):
    user = world.make_user("event-staff")
    user.posts.create(center=center, role="staff")
    return actor_of(user, timezone.localdate())


@pytest.fixture
def stranger(world, center):
    user = world.make_user("event-stranger")
    user.posts.create(center=Center.objects.exclude(pk=center.pk).filter(is_national=False).first(), role="head")
    return actor_of(user, timezone.localdate())


def fields(**changed):
    now = timezone.now().replace(microsecond=0)
    return {
        "kind": "conference", "title_zh": "研讨会", "title_en": "Conference", "about_zh": "介绍", "place_zh": "报告厅",
        "county_code": "210102", "is_online": False, "starts_at": now - timedelta(hours=1),
        "ends_at": now + timedelta(hours=7), "language": "zh", "capacity": 2, "contact": "办公室", "hall": "",
        **changed,
    }  # fmt: skip


def announced(staff, center, **changed) -> Event:
    made = events.draft_event(actor=staff, center=center, **fields(**changed))
    events.announce_event(actor=staff, event=made)
    return made


def come(event, name, contact=None):
    return registrations.register(
        actor=ANONYMOUS, event=event, name=name, contact=contact or f"{name}@test.invalid", organisation="单位"
    )


def entries(event, name):
    found = Entry.objects.filter(object=f"event:{event.pk}", event=name).order_by("pk")
    return [json.loads(one.facts) for one in found]


def test_from_a_draft_to_held_with_facts_in_the_journal(staff, center):
    made = events.draft_event(actor=staff, center=center, **fields())
    assert not visible(Event.objects.all(), EVENTS, "read", ANONYMOUS).filter(pk=made.pk).exists()
    with pytest.raises(Refused, match=r"registration\.closed"):
        come(made, "早来者")
    programme.save_session(
        actor=staff, event=made, kind="report", province="21", title_zh="地方汇报", starts_at=made.starts_at,
        ends_at=made.starts_at + timedelta(minutes=20), speakers=[{"name_zh": "某人", "affiliation_zh": "中心"}, {}],
    )  # fmt: skip
    events.announce_event(actor=staff, event=made)
    assert visible(Event.objects.all(), EVENTS, "read", ANONYMOUS).filter(pk=made.pk).exists()
    first = come(made, "甲")
    registrations.check_in(actor=staff, registration=first)
    events.hold_event(actor=staff, event=made)
    assert (made.state, made.verified) == ("held", 1)
    (told,) = entries(made, "event.held")
    assert told == {
        "kind": "conference", "county": "210102", "online": False, "verified": 1,
        "programme_sha256": made.programme_sha256,
    }  # fmt: skip
    assert made.sessions.get().speakers.count() == 1, "an empty row is no speaker"
    for act in (events.announce_event, events.hold_event):
        with pytest.raises(Refused, match=r"event\.other-state"):
            act(actor=staff, event=made)
    with pytest.raises(Refused, match=r"event\.over"):
        events.change_event(actor=staff, event=made, **fields())


def test_the_fingerprint_of_the_programme_follows_the_programme(staff, center):
    made = announced(staff, center)
    before = made.programme_sha256
    session = programme.save_session(
        actor=staff, event=made, kind="talk", title_zh="报告", starts_at=made.starts_at,
        ends_at=made.starts_at + timedelta(minutes=20),
    )  # fmt: skip
    made.refresh_from_db()
    assert made.programme_sha256 != before
    programme.remove_session(actor=staff, session=session)
    made.refresh_from_db()
    assert made.programme_sha256 == before


def test_what_cannot_be_said_of_an_event(staff, center):
    now = timezone.now()
    wrong = {
        "event.title": {"title_zh": " ", "title_en": ""},
        "event.county": {"county_code": "990102"},
        "event.times": {"ends_at": now - timedelta(days=1)},
        "event.capacity": {"capacity": 0},
        "event.kind": {"kind": "party"},
        "event.too-long": {"about_zh": "长" * 9_000},
        "event.missing": {"contact": ""},
    }
    for code, changed in wrong.items():
        with pytest.raises(Invalid) as raised:
            events.draft_event(actor=staff, center=center, **fields(**changed))
        assert raised.value.code == code
    past = events.draft_event(
        actor=staff, center=center,
        **fields(starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1)),
    )  # fmt: skip
    with pytest.raises(Refused, match=r"event\.in-the-past"):
        events.announce_event(actor=staff, event=past)
    bare = events.draft_event(actor=staff, center=center, **fields(about_zh=""))
    with pytest.raises(Refused, match=r"event\.not-complete"):
        events.announce_event(actor=staff, event=bare)


def test_staff_of_another_center_touch_nothing(staff, stranger, center):
    made = announced(staff, center, kind="matchmaking")
    one = come(made, "甲")
    session = programme.save_session(
        actor=staff, event=made, kind="talk", title_zh="报告", starts_at=made.starts_at,
        ends_at=made.starts_at + timedelta(minutes=20),
    )  # fmt: skip
    before = Entry.objects.count()
    acts = (
        lambda: events.draft_event(actor=stranger, center=center, **fields()),
        lambda: events.change_event(actor=stranger, event=made, **fields()),
        lambda: events.cancel_event(actor=stranger, event=made, reason="不办了"),
        lambda: events.hold_event(actor=stranger, event=made),
        lambda: programme.remove_session(actor=stranger, session=session),
        lambda: programme.put_paper(actor=stranger, session=session, title="x", name="x.pdf", sha256="1" * 64, size=9),
        lambda: registrations.check_in(actor=stranger, registration=one),
        lambda: registrations.fill_places(actor=stranger, event=made),
        lambda: appointments.request_plan(actor=stranger, event=made),
        lambda: appointments.add_slots(
            actor=stranger, event=made, first=made.starts_at, count=1, minutes=20, gap=0, tables=1
        ),
    )
    for act in acts:
        with pytest.raises(NotFound):
            act()
    assert Entry.objects.count() == before


def test_calling_off_takes_a_reason(staff, center):
    made = announced(staff, center)
    with pytest.raises(Invalid, match=r"event\.missing"):
        events.cancel_event(actor=staff, event=made, reason="  ")
    events.cancel_event(actor=staff, event=made, reason="台风")
    assert entries(made, "event.cancelled") == [{"reason": "台风"}]
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=made.pk).update(cancel_reason="")


def test_places_are_given_in_order_and_never_more_than_there_are(staff, center):
    made = announced(staff, center, capacity=2)
    people = [come(made, name) for name in ("甲", "乙", "丙", "丁")]
    assert [one.state for one in people] == ["confirmed", "confirmed", "waiting", "waiting"]
    registrations.cancel_registration(actor=ANONYMOUS, registration=people[0])
    for one in people:
        one.refresh_from_db()
    assert [one.state for one in people] == ["cancelled", "confirmed", "confirmed", "waiting"]
    assert not Attendee.objects.filter(registration=people[0]).exists(), "who cancels is forgotten"
    with pytest.raises(Refused, match=r"registration\.cannot-cancel"):
        registrations.cancel_registration(actor=ANONYMOUS, registration=people[0])
    late = come(made, "戊")
    assert late.state == "waiting", "nobody overtakes those who wait"
    events.change_event(actor=staff, event=made, **fields(capacity=3))
    assert jobs.give_free_places() == 1
    people[3].refresh_from_db()
    assert people[3].state == "confirmed"
    assert attendance(made) == {"confirmed": 3, "waiting": 1, "cancelled": 1, "checked_in": 0}
    with pytest.raises(Invalid, match=r"event\.capacity-below-taken"):
        events.change_event(actor=staff, event=made, **fields(capacity=2))


def test_the_last_place_is_taken_once_whoever_read_what_before(staff, center):
    """Two who both read that one place is left: the update of the row decides, and the database holds the rest."""
    made = announced(staff, center, capacity=1)
    stale = [Event.objects.get(pk=made.pk) for _ in range(2)]
    assert [one.taken for one in stale] == [0, 0]
    states = [come(event, f"第{i}位").state for i, event in enumerate(stale)]
    assert states == ["confirmed", "waiting"]
    assert not registrations._take_place(stale[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=made.pk).update(taken=2)


def test_registering_tells_nobody_who_is_registered_and_a_contact_checks_in_once(staff, center):
    made = announced(staff, center, capacity=2)
    first = come(made, "甲", "138 0000 1234")
    again, other = come(made, "又是甲", "+86-13800001234"), come(made, "乙")
    assert [one.state for one in (first, again, other)] == ["confirmed", "confirmed", "waiting"]
    assert len({one.code for one in (first, again, other)}) == 3
    registrations.check_in(actor=staff, registration=first)
    with pytest.raises(Refused, match=r"check-in\.same-contact"):
        registrations.check_in(actor=staff, registration=again)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=again.pk).update(checked_in_at=timezone.now())
    assert attendance(made)["checked_in"] == len(entries(made, "event.checkin")) == 1
    registrations.withdraw_registration(actor=staff, registration=again, reason="同一人报名两次")
    other.refresh_from_db()
    assert other.state == "confirmed"


def test_the_center_takes_a_place_back_with_a_reason_and_the_next_gets_it(staff, stranger, center):
    made = announced(staff, center, capacity=1)
    one, waiting = come(made, "甲"), come(made, "乙")
    with pytest.raises(NotFound):
        registrations.withdraw_registration(actor=stranger, registration=one, reason="不是本中心")
    with pytest.raises(NotFound):
        registrations.withdraw_registration(actor=ANONYMOUS, registration=one, reason="没有权限")
    with pytest.raises(Invalid, match=r"event\.missing"):
        registrations.withdraw_registration(actor=staff, registration=one, reason="  ")
    registrations.withdraw_registration(actor=staff, registration=one, reason="甲的名额转给企业代表")
    waiting.refresh_from_db()
    made.refresh_from_db()
    assert (one.state, one.cancel_reason) == ("cancelled", "甲的名额转给企业代表")
    assert (waiting.state, made.taken) == ("confirmed", 1)
    (told,) = entries(made, "event.registration-withdrawn")
    assert set(told) == {"token", "registration", "reason_sha256"}
    assert told["token"] == one.token
    assert entries(made, "event.place-given") == [{"token": waiting.token, "registration": waiting.pk}]
    with pytest.raises(Refused, match=r"registration\.cannot-cancel"):
        registrations.withdraw_registration(actor=staff, registration=one, reason="再一次")
    registrations.check_in(actor=staff, registration=waiting)
    with pytest.raises(Refused, match=r"registration\.cannot-cancel"):
        registrations.withdraw_registration(actor=staff, registration=waiting, reason="已经签到")
    assert Attendee.objects.filter(registration=one).exists(), "the person reads why, and may be asked"


def test_those_with_an_account_are_told_what_becomes_of_their_event(world, staff, center):
    def told(user):
        while seal() or deliver():
            pass
        return [one.code for one in Notice.objects.filter(user=user).order_by("position", "pk")]

    made = announced(staff, center, kind="matchmaking", capacity=3)
    users = [world.make_user(f"event-guest-{i}") for i in range(4)]
    came = [
        registrations.register(
            actor=actor_of(user, timezone.localdate()), event=made, name=f"客{i}", contact=f"guest{i}@test.invalid"
        )
        for i, user in enumerate(users)
    ]
    appointments.add_slots(
        actor=staff, event=made, first=made.starts_at + timedelta(hours=2), count=2, minutes=20, gap=5, tables=2
    )
    people = [appointments.join_appointments(actor=ANONYMOUS, registration=one, most=2) for one in came[:3]]
    appointments.state_wishes(actor=ANONYMOUS, participant=people[0], wishes={people[1].pk: 2})
    plan = planned(staff, made)
    (one,) = plan.appointments.all()
    slots = list(made.slots.order_by("starts_at"))
    free = next(slot for slot in slots if slot.pk != one.slot_id)
    appointments.move_appointment(actor=staff, appointment=one, slot=free, table=1)
    assert [told(user) for user in users] == [[], [], [], []], "nothing of a plan that is not published"
    appointments.publish_plan(actor=staff, plan=plan)
    assert [told(user) for user in users] == [["appointments.published"]] * 3 + [[]]
    one.refresh_from_db()
    one.plan.refresh_from_db()
    appointments.move_appointment(actor=staff, appointment=one, slot=slots[0], table=2)
    plan.refresh_from_db()
    assert plan.changed_at is not None
    appointments.remove_appointment(actor=staff, appointment=one)
    changed = ["appointments.published", "appointments.changed", "appointments.changed"]
    assert [told(user) for user in users] == [changed, changed, ["appointments.published"], []]
    registrations.withdraw_registration(actor=staff, registration=came[2], reason="名额调整")
    assert told(users[2])[-1] == "event.registration-withdrawn"
    assert told(users[3]) == ["event.place-given"]
    registrations.cancel_registration(actor=ANONYMOUS, registration=came[1])
    events.cancel_event(actor=staff, event=made, reason="场地维修")
    assert told(users[0])[-1] == told(users[3])[-1] == "event.cancelled"
    assert "event.cancelled" not in told(users[1]) + told(users[2])
    assert not Notice.objects.filter(user__in=users, organisation__isnull=False).exists()
    row = notice_row(Notice.objects.filter(user=users[3]).order_by("-position").first(), "zh")
    assert "研讨会" in row["text"]
    assert row["url"] == f"/zh/registrations/{came[3].code}"


def test_a_place_given_is_told_to_whom_it_was_given_whoever_used_their_contact(world, staff, center):
    made = announced(staff, center, capacity=2)
    users = [world.make_user(f"event-double-{i}") for i in range(3)]
    contacts = ("victim@test.invalid", "other@test.invalid", "victim@test.invalid")
    came = [
        registrations.register(actor=actor_of(user, timezone.localdate()), event=made, name="客", contact=contact)
        for user, contact in zip(users, contacts, strict=True)
    ]
    registrations.cancel_registration(actor=ANONYMOUS, registration=came[1])
    while seal() or deliver():
        pass
    told = Notice.objects.filter(user__in=users, code="event.place-given").values_list("user", flat=True)
    assert list(told) == [users[2].pk]


def test_papers_of_an_event_are_bounded_in_bytes_together(staff, center, monkeypatch):
    made = announced(staff, center)
    sessions = [
        programme.save_session(
            actor=staff, event=made, kind="talk", title_zh=title, starts_at=made.starts_at, ends_at=made.ends_at
        )
        for title in ("一", "二")
    ]
    monkeypatch.setattr(programme, "MOST_BYTES", 100)

    def put(session, letter, size):
        return programme.put_paper(
            actor=staff, session=session, title="论文", name="a.pdf", sha256=letter * 64, size=size
        )

    put(sessions[0], "a", 60)
    with pytest.raises(Refused, match=r"session\.papers-too-large"):
        put(sessions[1], "b", 41)
    put(sessions[1], "b", 40)


def test_the_journal_holds_no_name_and_no_account_beside_a_token(world, staff, center):
    made = announced(staff, center, capacity=9)
    user = world.make_user("visitor-with-account")
    one = registrations.register(
        actor=actor_of(user, timezone.localdate()), event=made, name="叶知秋", contact="ye@test.invalid",
        organisation="秋声公司",
    )  # fmt: skip
    registrations.check_in(actor=staff, registration=one)
    found = list(Entry.objects.filter(object=f"event:{made.pk}"))
    for entry in found:
        assert not any(text in entry.facts for text in ("叶知秋", "ye@test", "秋声"))
        assert entry.actor != f"user:{user.pk}"
    assert entries(made, "event.checkin") == [{"token": one.token}]


def test_people_check_in_once_and_only_around_the_event(staff, center):
    made = announced(staff, center, capacity=1)
    one, waiting = come(made, "甲"), come(made, "乙")
    with pytest.raises(Refused, match=r"check-in\.no-place"):
        registrations.check_in(actor=staff, registration=waiting)
    stale = Registration.objects.get(pk=one.pk)
    registrations.check_in(actor=staff, registration=one)
    with pytest.raises(Refused, match=r"check-in\.already"):
        registrations.check_in(actor=staff, registration=stale)
    with pytest.raises(Refused, match=r"registration\.cannot-cancel"):
        registrations.cancel_registration(actor=ANONYMOUS, registration=one)
    assert len(entries(made, "event.checkin")) == 1
    start = timezone.now() + timedelta(days=3)
    later = announced(staff, center, starts_at=start, ends_at=start + timedelta(hours=2))
    third = come(later, "丙")
    with pytest.raises(Refused, match=r"check-in\.too-early"):
        registrations.check_in(actor=staff, registration=third)
    early = timezone.now() + timedelta(minutes=119)
    Event.objects.filter(pk=later.pk).update(starts_at=early, ends_at=early + timedelta(hours=1))
    later.refresh_from_db()
    registrations.check_in(actor=staff, registration=Registration.objects.get(pk=third.pk))
    past = announced(staff, center)
    late, then = come(past, "丁"), timezone.now() - timedelta(hours=14)
    Event.objects.filter(pk=past.pk).update(starts_at=then, ends_at=then + timedelta(hours=1))
    with pytest.raises(Refused, match=r"check-in\.closed"):
        registrations.check_in(actor=staff, registration=Registration.objects.get(pk=late.pk))
    start = timezone.now() + timedelta(days=3)
    Event.objects.filter(pk=later.pk).update(starts_at=start, ends_at=start + timedelta(hours=1))
    later.refresh_from_db()
    with pytest.raises(Refused, match=r"event\.not-begun"):
        events.hold_event(actor=staff, event=later)


def test_visits_of_one_person_are_counted_three_times_at_most(staff, center):
    before = unique_visits(center.pk, timezone.localdate().year)
    for _ in range(4):
        made = announced(staff, center, capacity=9)
        registrations.check_in(actor=staff, registration=come(made, "常客", "always@test.invalid"))
    registrations.check_in(actor=staff, registration=come(made, "另一位"))
    after = unique_visits(center.pk, timezone.localdate().year)
    assert {name: after[name] - before[name] for name in after} == {"visits": 5, "counted": 4, "persons": 2}


def test_sheets_are_filled_in_once_by_those_who_were_there_and_tied_to_nobody(staff, center):
    made = announced(staff, center, capacity=9)
    here, absent = come(made, "甲"), come(made, "乙")
    registrations.check_in(actor=staff, registration=here)
    ticket = ticket_of(here)
    sheet = {"content": 5, "organisation": 3, "usefulness": 4, "text": "很好"}
    with pytest.raises(NotFound):
        registrations.evaluate(actor=ANONYMOUS, ticket=ticket_of(absent), **sheet)
    with pytest.raises(Invalid, match=r"evaluation\.mark"):
        registrations.evaluate(actor=ANONYMOUS, ticket=ticket, **{**sheet, "content": 6})
    registrations.evaluate(actor=staff, ticket=ticket, **sheet)
    with pytest.raises(Refused, match=r"evaluation\.used"):
        registrations.evaluate(actor=ANONYMOUS, ticket=ticket, **sheet)
    summary = evaluation_summary(made)
    assert (summary["n"], summary["asked"], summary["rate"]) == (1, 1, 1.0)
    assert summary["marks"]["organisation"] == {"mean": 3.0, "counts": [0, 0, 1, 0, 0]}
    names = {field.name for model in (Evaluation, EvaluationTicket) for field in model._meta.get_fields()}
    assert not names & {"registration", "attendee", "user", "token", "at"}
    assert Entry.objects.filter(event="event.evaluated", object=f"event:{made.pk}").get().actor == "attendee"


def test_persons_are_erased_and_visits_stay_counted(staff, center):
    made = announced(staff, center, capacity=9)
    one, other = come(made, "甲"), come(made, "乙")
    registrations.check_in(actor=staff, registration=one)
    registrations.erase_attendee(actor=ANONYMOUS, registration=one)
    assert not Attendee.objects.filter(registration=one).exists()
    assert jobs.erase_attendees() == 0, "the event has only just been"
    long_ago = timezone.now() - timedelta(days=200)
    Event.objects.filter(pk=made.pk).update(starts_at=long_ago, ends_at=long_ago + timedelta(hours=3))
    assert jobs.erase_attendees() == 1
    assert not Attendee.objects.filter(registration=other).exists()
    assert Registration.objects.filter(event=made, checked_in_at__isnull=False).count() == 1
    assert YearSalt.objects.filter(year=timezone.localdate().year).exists()


# Appointments.


@pytest.fixture
def meeting(staff, center):
    """Six people with wishes, and three times of two tables."""
    made = announced(staff, center, kind="matchmaking", capacity=20)
    appointments.add_slots(
        actor=staff, event=made, first=made.starts_at + timedelta(hours=2), count=3, minutes=20, gap=5, tables=2,
        room="A",
    )  # fmt: skip
    people = [
        appointments.join_appointments(actor=ANONYMOUS, registration=come(made, f"第{i}位"), most=2) for i in range(6)
    ]
    for i, one in enumerate(people):
        wishes = {people[(i + 1) % 6].pk: 3, people[(i + 3) % 6].pk: 1}
        assert appointments.state_wishes(actor=ANONYMOUS, participant=one, wishes=wishes) == 2
    return made, people


def planned(staff, made, basis=None) -> Plan:
    plan = appointments.request_plan(actor=staff, event=made, seconds=5, basis=basis)
    while jobs.work_on_plans(wait=True):
        pass
    plan.refresh_from_db()
    return plan


def test_a_plan_is_computed_kept_and_shown_when_published(staff, meeting):
    made, people = meeting
    plan = planned(staff, made)
    assert plan.state == "done"
    assert plan.objective <= plan.bound
    assert plan.appointments.count() == 6, "three times of two tables, and wishes for more"
    assert schedule_of(people[0]) == []
    appointments.publish_plan(actor=staff, plan=plan)
    mine = schedule_of(people[0])
    assert len(mine) == 2
    assert all(other != people[0] for _, other in mine)
    (told,) = entries(made, "appointments.planned")
    assert (told["participants"], told["wishes"], told["appointments"]) == (6, 12, 6)
    assert (told["objective"], told["bound"]) == (plan.objective, plan.bound)


def test_whoever_registered_twice_takes_part_once(staff, meeting):
    made, people = meeting
    again = appointments.join_appointments(actor=ANONYMOUS, registration=come(made, "第0位"), most=2)
    assert again not in taking_part(made)
    assert list(taking_part(made)) == people


def test_nobody_sits_twice_at_once_in_the_database_either(staff, meeting):
    made, _people = meeting
    plan = planned(staff, made)
    seat = plan.appointments.first().seats.first()
    other = plan.appointments.exclude(pk=seat.appointment_id).filter(slot=seat.slot).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(appointment=other, plan=plan, slot=seat.slot, participant=seat.participant)
    with pytest.raises(IntegrityError), transaction.atomic():
        plan.appointments.create(slot=other.slot, table=other.table)


def test_what_is_fixed_or_moved_by_hand_stays_when_planned_anew(staff, meeting):
    made, _people = meeting
    plan = planned(staff, made)
    moved = plan.appointments.order_by("slot__starts_at", "table").first()
    spare = appointments.add_slots(
        actor=staff, event=made, first=made.starts_at + timedelta(hours=5), count=1, minutes=20, gap=0, tables=1
    )
    assert spare == 1
    last = made.slots.order_by("-starts_at").first()
    with pytest.raises(Invalid, match=r"slots\.table"):
        appointments.move_appointment(actor=staff, appointment=moved, slot=last, table=2)
    appointments.move_appointment(actor=staff, appointment=moved, slot=last, table=1)
    plan.refresh_from_db()
    assert (moved.is_fixed, plan.bound) == (True, None), "the bound was of another task"
    pair = set(moved.seats.values_list("participant", flat=True))
    newer = planned(staff, made, basis=plan)
    kept = newer.appointments.get(slot=last)
    assert kept.is_fixed
    assert set(kept.seats.values_list("participant", flat=True)) == pair
    task = task_of(made, newer)
    assert task.instance.fixed
    appointments.publish_plan(actor=staff, plan=plan)
    appointments.publish_plan(actor=staff, plan=newer)
    plan.refresh_from_db()
    assert plan.state == "superseded"
    assert made.plans.filter(state="published").count() == 1


def test_changes_by_hand_keep_to_the_rules(staff, meeting):
    made, people = meeting
    plan = planned(staff, made)
    one = plan.appointments.order_by("pk").first()
    taken = plan.appointments.exclude(pk=one.pk).filter(slot=one.slot).first()
    with pytest.raises(Refused, match=r"appointments\.taken"):
        appointments.move_appointment(actor=staff, appointment=one, slot=taken.slot, table=taken.table)
    first, second = [seat.participant for seat in one.seats.order_by("pk")]
    with pytest.raises(Refused, match=r"appointments\.meet-already"):
        appointments.add_appointment(actor=staff, plan=plan, first=second, second=first, slot=one.slot, table=one.table)
    with pytest.raises(Invalid, match=r"appointments\.wish"):
        appointments.add_appointment(actor=staff, plan=plan, first=first, second=first, slot=one.slot, table=1)
    free_slot = made.slots.exclude(pk=one.slot_id).first()
    appointments.join_appointments(actor=ANONYMOUS, registration=first.registration, most=2, unavailable=[free_slot.pk])
    with pytest.raises(Refused, match=r"appointments\.not-free"):
        appointments.move_appointment(actor=staff, appointment=one, slot=free_slot, table=1)
    appointments.remove_appointment(actor=staff, appointment=one)
    assert plan.appointments.count() == 5
    with pytest.raises(Refused, match=r"slots\.in-use"):
        appointments.remove_slot(actor=staff, slot=plan.appointments.first().slot)
    assert people


def test_a_plan_that_breaks_a_rule_is_not_kept(staff, meeting):
    made, _people = meeting
    plan = appointments.request_plan(actor=staff, event=made, seconds=5)
    Plan.objects.filter(pk=plan.pk).update(state="running")
    task = task_of(made)
    one = next(iter(planned_by_hand(task)))
    assert any(violations(task.instance, [one, one]))
    with pytest.raises(Refused, match=r"appointments\.broken"):
        appointments.finish_plan(actor=SYSTEM, plan=plan, task=task, found=[one, one], bound=99, took=1.0)
    plan.refresh_from_db()
    assert (plan.state, plan.appointments.count()) == ("running", 0)


def planned_by_hand(task):
    from patentfair.domain.meetings.greedy import greedy_plan

    return greedy_plan(task.instance)


def test_one_plan_is_made_at_a_time_and_a_silent_one_is_taken_up_again(staff, meeting):
    made, _people = meeting
    plan = appointments.request_plan(actor=staff, event=made, seconds=5)
    with pytest.raises(Refused, match=r"appointments\.being-planned"):
        appointments.request_plan(actor=staff, event=made, seconds=5)
    Plan.objects.filter(pk=plan.pk).update(state="running", heard_at=timezone.now())
    assert jobs.work_on_plans(wait=True) == 0, "another worker is at it"
    Plan.objects.filter(pk=plan.pk).update(heard_at=timezone.now() - timedelta(minutes=5))
    assert jobs.work_on_plans(wait=True) == 2
    plan.refresh_from_db()
    assert plan.state == "done"


def test_an_appointment_was_held_when_both_came(staff, meeting):
    made, _people = meeting
    plan = planned(staff, made)
    one = plan.appointments.first()
    seats = list(one.seats.select_related("participant__registration__event", "plan__event"))
    with pytest.raises(Refused, match=r"appointments\.not-published"):
        appointments.enter_presence(actor=staff, seat=seats[0])
    appointments.publish_plan(actor=staff, plan=plan)
    seats = list(one.seats.select_related("participant__registration__event", "plan__event"))
    with pytest.raises(Refused, match=r"appointments\.not-checked-in"):
        appointments.enter_presence(actor=staff, seat=seats[0])
    for seat in seats:
        registrations.check_in(actor=staff, registration=seat.participant.registration)
    appointments.enter_presence(actor=staff, seat=seats[0])
    assert entries(made, "appointment.held") == []
    with pytest.raises(Refused, match=r"appointments\.came-already"):
        appointments.enter_presence(actor=staff, seat=seats[0])
    appointments.enter_presence(actor=staff, seat=seats[1])
    (told,) = entries(made, "appointment.held")
    assert told["appointment"] == one.pk
    assert told["tokens"] == sorted(seat.participant.registration.token for seat in seats)
    one.refresh_from_db()
    with pytest.raises(Refused, match=r"appointments\.held"):
        appointments.remove_appointment(actor=staff, appointment=one)


def test_wishes_are_for_others_of_the_same_meeting(staff, center, meeting):
    made, people = meeting
    other = announced(staff, center, kind="matchmaking")
    foreign = appointments.join_appointments(actor=ANONYMOUS, registration=come(other, "外人"), most=1)
    for wishes in ({people[0].pk: 2}, {foreign.pk: 2}, {10**9: 1}):
        with pytest.raises(Invalid, match=r"appointments\.wish"):
            appointments.state_wishes(actor=ANONYMOUS, participant=people[0], wishes=wishes)
    with pytest.raises(Invalid, match=r"appointments\.strength"):
        appointments.state_wishes(actor=ANONYMOUS, participant=people[0], wishes={people[1].pk: 4})
    assert appointments.state_wishes(actor=ANONYMOUS, participant=people[0], wishes={people[1].pk: 0}) == 1
    conference = announced(staff, center)
    with pytest.raises(Refused, match=r"appointments\.no-meeting"):
        appointments.join_appointments(actor=ANONYMOUS, registration=come(conference, "听众"), most=1)
    with pytest.raises(Refused, match=r"appointments\.no-slots"):
        appointments.request_plan(actor=staff, event=other)
    with pytest.raises(Invalid, match=r"slots\.overlap"):
        first = Slot.objects.filter(event=made).first().starts_at + timedelta(minutes=10)
        appointments.add_slots(actor=staff, event=made, first=first, count=1, minutes=20, gap=0, tables=1)
