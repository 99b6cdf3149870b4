"""Addresses of meetings."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from patentfair.adapters.documents.store import store
from patentfair.apps.accounts.access import ANONYMOUS
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.meetings.actions import appointments, events, programme, registrations
from patentfair.apps.meetings.models import (
    Appointment,
    Attendee,
    Evaluation,
    Event,
    Paper,
    Participant,
    Plan,
    Registration,
    Seat,
    Session,
    Slot,
    Speaker,
    Wish,
)
from patentfair.apps.meetings.tickets import ticket_of
from tests.web.routes.roles import ALL, STAFF, Route, fixed

DESK = frozenset({"staff", "head"})


def _event(path: str = ""):
    return lambda t: f"/zh/center/events/{t['event'].pk}{path}"


def _held(path: str):
    return lambda t: f"/zh/events/{t['held_event'].pk}{path}"


def _mine(path: str = ""):
    return lambda t: f"/zh/registrations/{t['registration'].code}{path}"


def _fields(t: dict) -> dict:
    start = timezone.localtime(t["event"].starts_at)
    return {
        "center": t["event"].center_id, "kind": "matchmaking", "title_zh": "对接会", "about_zh": "介绍",
        "starts_at": start.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (start + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M"), "place_zh": "厅",
        "city": "210100", "county_code": "210102", "spoken": "zh", "capacity": 50, "contact": "办公室",
    }  # fmt: skip


def _session_fields(t: dict) -> dict:
    start = timezone.localtime(t["event"].starts_at)
    return {
        "kind": "talk", "title_zh": "报告", "starts_at": start.strftime("%Y-%m-%dT%H:%M:%S"),
        "ends_at": (start + timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M:%S"),
    }  # fmt: skip


ROUTES: dict[str, Route] = {
    "events": Route(fixed("/zh/events"), ALL),
    "event": Route(lambda t: f"/zh/events/{t['event'].pk}", ALL),
    "event-calendar": Route(lambda t: f"/zh/events/{t['event'].pk}/event.ics", ALL),
    "event-register": Route(
        lambda t: f"/zh/events/{t['event'].pk}/register", ALL, ALL, lambda _: {"name": "某人", "contact": "a@b.invalid"}
    ),
    "event-proceedings": Route(_held("/proceedings"), ALL),
    "event-proceedings-pdf": Route(_held("/proceedings.pdf"), ALL),
    "event-paper": Route(lambda t: f"/zh/events/{t['event'].pk}/papers/{t['event_paper'].pk}", DESK),
    # Whoever has the code holds the registration.
    "registration": Route(_mine(), ALL),
    "registration-badge": Route(_mine("/badge.pdf"), ALL),
    "registration-act": Route(_mine("/cancel"), None, ALL),
    "my-appointments": Route(_mine("/appointments"), ALL, ALL, lambda _: {"most": 3}),
    "my-wishes": Route(_mine("/wishes"), None, ALL, lambda t: {f"wish-{t['other_participant'].pk}": 3}),
    "my-schedule": Route(_mine("/schedule.pdf"), ALL),
    "my-calendar": Route(_mine("/schedule.ics"), ALL),
    "event-evaluate": Route(lambda t: f"/zh/evaluate/{t['ticket']}", ALL, ALL, lambda _: {}),
    "check-in": Route(lambda t: f"/zh/check-in/{t['waiting_at_door'].badge_code}", DESK, DESK),
    "events-office": Route(fixed("/zh/center/events"), STAFF),
    # Whoever works at some center may begin an event there; of another center it is not offered.
    "event-new": Route(fixed("/zh/center/events/new"), STAFF, STAFF, _fields),
    "event-office": Route(_event(), DESK),
    "event-edit": Route(_event("/edit"), DESK, DESK, _fields),
    "event-act": Route(_event("/cancel"), None, DESK, lambda _: {"reason": "天气"}),
    "event-session-new": Route(_event("/sessions/new"), DESK, DESK, _session_fields),
    "event-session": Route(lambda t: _event(f"/sessions/{t['event_session'].pk}")(t), DESK, DESK, _session_fields),
    "event-session-remove": Route(lambda t: _event(f"/sessions/{t['spare_session'].pk}/remove")(t), None, DESK),
    "event-paper-new": Route(lambda t: _event(f"/sessions/{t['event_session'].pk}/papers")(t), None, DESK),
    "event-paper-remove": Route(
        lambda t: _event(f"/sessions/{t['event_session'].pk}/papers/{t['event_paper'].pk}/remove")(t), None, DESK
    ),
    "event-registrations": Route(_event("/registrations"), DESK),
    "event-registration-withdraw": Route(
        lambda t: _event(f"/registrations/{t['waiting_at_door'].pk}")(t), DESK, DESK, lambda _: {"reason": "名额调整"}
    ),
    "event-badges": Route(_event("/badges.pdf"), DESK),
    "event-door": Route(_event("/door"), DESK, DESK, lambda t: {"code": t["waiting_at_door"].badge_code}),
    "event-evaluations": Route(_event("/evaluations"), DESK),
    "event-appointments": Route(_event("/appointments"), DESK, DESK, lambda _: {"count": 1}),
    "slot-act": Route(
        lambda t: _event(f"/slots/{t['slot'].pk}/change")(t), None, DESK, lambda _: {"tables": 3, "room": "B"}
    ),
    "appointment-plan-new": Route(_event("/plans/new"), None, DESK, lambda _: {"seconds": 5, "seed": 1}),
    "plan-csv": Route(lambda t: _event(f"/plans/{t['plan'].pk}/plan.csv")(t), DESK),
    "plan-act": Route(lambda t: _event(f"/plans/{t['plan'].pk}/publish")(t), None, DESK),
    "appointment-new": Route(lambda t: _event(f"/plans/{t['plan'].pk}/appointments")(t), DESK, DESK, lambda _: {}),
    "event-appointment": Route(lambda t: _event(f"/appointments/{t['appointment'].pk}")(t), DESK),
    "appointment-act": Route(lambda t: _event(f"/appointments/{t['appointment'].pk}/fix")(t), None, DESK),
    "seat-came": Route(lambda t: _event(f"/seats/{t['seat'].pk}/came")(t), None, DESK),
}
# in these nothing may appear or vanish when an act is refused
COUNTED: tuple = (
    Event, Session, Speaker, Paper, Registration, Attendee, Evaluation, Slot, Participant, Wish, Plan, Appointment,
    Seat,
)  # fmt: skip


def things(base: dict) -> dict:
    """One of everything, made for the center whose staff `base["users"]["staff"]` is."""
    staff = actor_of(base["users"]["staff"], timezone.localdate())
    center, now = base["claim"].center, timezone.now().replace(microsecond=0)
    fields = {
        "title_zh": "对接会", "about_zh": "介绍", "place_zh": "厅", "county_code": "210102", "language": "zh",
        "capacity": 50, "contact": "办公室", "is_online": False, "hall": "",
    }  # fmt: skip
    event = events.draft_event(
        actor=staff, center=center, kind="matchmaking", starts_at=now - timedelta(minutes=5),
        ends_at=now + timedelta(hours=8), **fields,
    )  # fmt: skip
    made = [
        programme.save_session(
            actor=staff, event=event, kind="talk", title_zh=title, starts_at=event.starts_at,
            ends_at=event.starts_at + timedelta(minutes=30),
        )
        for title in ("报告", "另一报告")
    ]  # fmt: skip
    sha256 = store(Path(settings.FILES_ROOT), [b"%PDF-1.7 a paper"])
    paper = programme.put_paper(actor=staff, session=made[0], title="论文", name="a.pdf", sha256=sha256, size=16)
    appointments.add_slots(
        actor=staff, event=event, first=now + timedelta(hours=1), count=2, minutes=20, gap=0, tables=2
    )
    events.announce_event(actor=staff, event=event)
    registered = [
        registrations.register(actor=ANONYMOUS, event=event, name=f"第{i}位", contact=f"person{i}@test.invalid")
        for i in range(4)
    ]
    people = [appointments.join_appointments(actor=ANONYMOUS, registration=one, most=3) for one in registered[:3]]
    appointments.state_wishes(actor=ANONYMOUS, participant=people[0], wishes={people[1].pk: 2})
    plan = appointments.request_plan(actor=staff, event=event, seconds=1)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DONE)
    plan.refresh_from_db()
    slot = event.slots.order_by("starts_at").first()
    appointment = appointments.add_appointment(
        actor=staff, plan=plan, first=people[0], second=people[1], slot=slot, table=1
    )
    appointments.publish_plan(actor=staff, plan=plan)
    registrations.check_in(actor=staff, registration=registered[1])
    newer = appointments.request_plan(actor=staff, event=event, seconds=1, basis=plan)
    Plan.objects.filter(pk=newer.pk).update(state=Plan.State.DONE)
    held = events.draft_event(
        actor=staff, center=center, kind="conference", starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1), **fields,
    )  # fmt: skip
    events.announce_event(actor=staff, event=held)
    guest = registrations.register(actor=ANONYMOUS, event=held, name="来宾", contact="guest@test.invalid")
    registrations.check_in(actor=staff, registration=guest)
    events.hold_event(actor=staff, event=held)
    return {
        "event": event, "held_event": held, "event_session": made[0], "spare_session": made[1], "event_paper": paper,
        "registration": registered[0], "waiting_at_door": registered[3], "other_participant": people[1],
        "ticket": ticket_of(guest), "slot": slot, "plan": newer, "appointment": appointment,
        "seat": appointment.seats.get(participant=people[1]),
    }  # fmt: skip
