"""Slots, participants and their wishes, and the plans made of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.meetings import events
from patentfair.apps.meetings.models import (
    Appointment,
    Attendee,
    Event,
    Participant,
    Plan,
    Registration,
    Seat,
    Slot,
    Unavailable,
    Wish,
)
from patentfair.apps.meetings.notes import holder, journal, require_staff, text_of
from patentfair.apps.meetings.planning import Task, plan_hash, task_of, value_of
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, NotFound, Refused
from patentfair.domain.meetings import appointments as domain

__all__ = [
    "add_appointment",
    "add_slots",
    "change_slot",
    "enter_presence",
    "fail_plan",
    "finish_plan",
    "fix_appointment",
    "join_appointments",
    "move_appointment",
    "publish_plan",
    "remove_appointment",
    "remove_slot",
    "request_plan",
    "state_wishes",
]

MOST_SLOTS = 200
MOST_TABLES = 500
MOST_WISHES = 60
MOST_APPOINTMENTS = 60
MOST_PARTICIPANTS = 2_000
LONGEST_SECONDS = 300
_State = Plan.State
READY = (_State.DONE, _State.PUBLISHED)


@transaction.atomic
def add_slots(
    *, actor: Actor, event: Event, first: datetime, count: int, minutes: int, gap: int, tables: int, room: str = ""
) -> int:
    """Add `count` slots of `minutes` each, `gap` minutes apart, with so many tables; returns how many were added."""
    _require_meeting(actor, event)
    if not 1 <= tables <= MOST_TABLES:
        raise Invalid("slots.tables", field="tables")
    if not (count >= 1 and 5 <= minutes <= 240 and 0 <= gap <= 240):
        raise Invalid("slots.times", field="count")
    if event.slots.count() + count > MOST_SLOTS:
        raise Refused("slots.too-many")
    room = text_of(room, "room", 80)
    start = first
    for _ in range(count):
        end = start + timedelta(minutes=minutes)
        if not (event.starts_at <= start and end <= event.ends_at):
            raise Invalid("slots.outside", field="first")
        if event.slots.filter(starts_at__lt=end, ends_at__gt=start).exists():
            raise Invalid("slots.overlap", field="first")
        Slot.objects.create(event=event, room=room, starts_at=start, ends_at=end, tables=tables)
        start = end + timedelta(minutes=gap)
    _note_slots(actor, event)
    return count


@transaction.atomic
def change_slot(*, actor: Actor, slot: Slot, tables: int, room: str) -> None:
    """Change the room of a slot and how many tables are open; tables in use stay open."""
    _require_meeting(actor, slot.event)
    used = max(Appointment.objects.filter(slot=slot, plan__state__in=READY).values_list("table", flat=True), default=0)
    if not max(1, used) <= tables <= MOST_TABLES:
        raise Invalid("slots.tables", field="tables")
    slot.tables, slot.room = tables, text_of(room, "room", 80)
    slot.save(update_fields=["tables", "room"])
    _note_slots(actor, slot.event)


@transaction.atomic
def remove_slot(*, actor: Actor, slot: Slot) -> None:
    """Take a slot out, if no plan uses it."""
    _require_meeting(actor, slot.event)
    if Appointment.objects.filter(slot=slot).exists():
        raise Refused("slots.in-use")
    slot.delete()
    _note_slots(actor, slot.event)


@transaction.atomic
def join_appointments(
    *,
    actor: Actor,
    registration: Registration,
    most: int,
    offers: str = "",
    seeks: str = "",
    unavailable: Collection[int] = (),
) -> Participant:
    """Take part in the appointments, or change how: what others read of one, how many at most, slots not free (ids)."""
    event = registration.event
    _require_open(event)
    attendee = Attendee.objects.filter(registration=registration).first()
    if registration.state != Registration.State.CONFIRMED or attendee is None:
        raise Refused("appointments.no-place")
    if not 1 <= most <= MOST_APPOINTMENTS:
        raise Invalid("appointments.most", field="most")
    attendee.offers, attendee.seeks = text_of(offers, "offers", 300), text_of(seeks, "seeks", 300)
    attendee.save(update_fields=["offers", "seeks"])
    found = Participant.objects.filter(registration=registration).first()
    if found is None:
        if event.participants.count() >= MOST_PARTICIPANTS:
            raise Refused("appointments.too-many")
        found = Participant(event=event, registration=registration, joined_at=timezone.now())
    found.most = most
    found.save()
    slots = set(event.slots.values_list("pk", flat=True)) & set(unavailable)
    found.unavailable.all().delete()
    Unavailable.objects.bulk_create(Unavailable(participant=found, slot_id=pk) for pk in sorted(slots))
    journal(events.PARTICIPANT_JOINED, holder(actor, event), event, token=registration.token, most=most)
    return found


@transaction.atomic
def state_wishes(*, actor: Actor, participant: Participant, wishes: Mapping[int, int]) -> int:
    """Say whom a participant wishes to meet: ids of others with 1 to 3, or 0 to take a wish back.

    Wishes for others stay as they are. Returns how many wishes stand.
    """
    event = participant.event
    _require_open(event)
    if any(strength not in (0, *domain.STRENGTHS) for strength in wishes.values()):
        raise Invalid("appointments.strength", field="wishes")
    others = set(event.participants.exclude(pk=participant.pk).filter(pk__in=list(wishes)).values_list("pk", flat=True))
    if others != set(wishes):
        raise Invalid("appointments.wish", field="wishes")
    for to, strength in wishes.items():
        if strength:
            Wish.objects.update_or_create(by=participant, to_id=to, defaults={"strength": strength})
        else:
            Wish.objects.filter(by=participant, to_id=to).delete()
    standing = list(participant.wishes.order_by("to").values_list("to", "strength"))
    if len(standing) > MOST_WISHES:
        raise Refused("appointments.too-many-wishes")
    journal(
        events.WISHES_STATED, holder(actor, event), event,
        token=participant.registration.token, wishes_sha256=digest(standing), count=len(standing),
    )  # fmt: skip
    return len(standing)


@transaction.atomic
def request_plan(*, actor: Actor, event: Event, seconds: int = 60, seed: int = 1, basis: Plan | None = None) -> Plan:
    """Have the appointments planned by the worker; what is fixed in `basis` stays."""
    _require_meeting(actor, event)
    if not 1 <= seconds <= LONGEST_SECONDS:
        raise Invalid("appointments.seconds", field="seconds")
    if not 0 <= seed < 2**31:
        raise Invalid("appointments.seed", field="seed")
    task = task_of(event, basis)
    if not task.slots:
        raise Refused("appointments.no-slots")
    if not task.instance.wishes and not task.instance.fixed:
        raise Refused("appointments.no-wishes")
    domain.check_instance(task.instance)
    try:
        with transaction.atomic():
            made = Plan.objects.create(
                event=event, seconds=seconds, seed=seed, basis=basis, requested_by_id=actor.user_id,
                requested_at=timezone.now(), participants=len(task.participants), wishes=len(task.instance.wishes),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("appointments.being-planned") from error
    journal(events.PLAN_REQUESTED, actor, event, plan=made.pk, seconds=seconds, seed=seed)
    return made


@transaction.atomic
def finish_plan(
    *, actor: Actor, plan: Plan, task: Task, found: Collection[domain.Appointment], bound: int, took: float
) -> None:
    """Keep what the planner found. A plan that breaks a rule is refused, whoever made it."""
    if next(domain.violations(task.instance, tuple(found)), None) is not None:
        raise Refused("appointments.broken")
    value = domain.objective(task.instance, tuple(found))
    _move(
        plan, (_State.RUNNING,),
        state=_State.DONE, objective=value, bound=bound, took=took, finished_at=timezone.now(),
        participants=len(task.participants), wishes=len(task.instance.wishes),
    )  # fmt: skip
    fixed = set(task.instance.fixed)
    for one in sorted(found):
        made = Appointment.objects.create(
            plan=plan, slot_id=task.slots[one.slot], table=one.table + 1, is_fixed=one in fixed
        )
        _seat(made, [task.participants[one.first], task.participants[one.second]])
    journal(
        events.APPOINTMENTS_PLANNED, actor, plan.event,
        plan=plan.pk, plan_sha256=plan_hash(plan), participants=plan.participants, wishes=plan.wishes,
        appointments=len(found), objective=value, bound=bound,
    )  # fmt: skip


@transaction.atomic
def fail_plan(*, actor: Actor, plan: Plan, why: str) -> None:
    """Enter that a plan could not be made, with the code that tells why."""
    _move(plan, (_State.QUEUED, _State.RUNNING), state=_State.FAILED, why=why[:60], finished_at=timezone.now())
    journal(events.PLAN_FAILED, actor, plan.event, plan=plan.pk, why=why[:60])


@transaction.atomic
def publish_plan(*, actor: Actor, plan: Plan) -> None:
    """Show each participant their appointments; another plan that was shown before gives way."""
    _require_meeting(actor, plan.event)
    Plan.objects.filter(event=plan.event, state=_State.PUBLISHED).exclude(pk=plan.pk).update(state=_State.SUPERSEDED)
    _move(plan, (_State.DONE,), state=_State.PUBLISHED, published_at=timezone.now())
    journal(events.PLAN_PUBLISHED, actor, plan.event, plan=plan.pk, plan_sha256=plan_hash(plan))


@transaction.atomic
def fix_appointment(*, actor: Actor, appointment: Appointment, fixed: bool) -> None:
    """Say that an appointment stays (or need not stay) when the rest is planned anew."""
    plan = _ready(actor, appointment.plan)
    Appointment.objects.filter(pk=appointment.pk).update(is_fixed=fixed)
    journal(
        events.PLAN_CHANGED, actor, plan.event,
        plan=plan.pk, how="fixed" if fixed else "released", appointment=appointment.pk, tokens=[], registrations=[],
    )  # fmt: skip


@transaction.atomic
def move_appointment(*, actor: Actor, appointment: Appointment, slot: Slot, table: int) -> None:
    """Put an appointment to another slot or table by hand, and fix it there."""
    plan = _ready(actor, appointment.plan)
    if appointment.held_at:
        raise Refused("appointments.held")
    people = list(appointment.seats.values_list("participant", flat=True))
    _require_room(plan, slot, table, people)
    try:
        with transaction.atomic():
            Appointment.objects.filter(pk=appointment.pk).update(slot=slot, table=table, is_fixed=True)
            Seat.objects.filter(appointment=appointment).update(slot=slot)
    except IntegrityError as error:
        raise Refused("appointments.taken") from error
    appointment.refresh_from_db()
    _changed(actor, plan, "moved", appointment.pk, people)


@transaction.atomic
def add_appointment(
    *, actor: Actor, plan: Plan, first: Participant, second: Participant, slot: Slot, table: int
) -> Appointment:
    """Add an appointment by hand; it is fixed."""
    _ready(actor, plan)
    pair = {first.pk, second.pk}
    if len(pair) != 2 or {first.event_id, second.event_id} != {plan.event_id}:
        raise Invalid("appointments.wish", field="second")
    held = Seat.objects.filter(plan=plan, participant=first).values("appointment")
    if Seat.objects.filter(appointment__in=held, participant=second).exists():
        raise Refused("appointments.meet-already")
    _require_room(plan, slot, table, sorted(pair))
    for one in (first, second):
        if Seat.objects.filter(plan=plan, participant=one).count() >= one.most:
            raise Refused("appointments.enough")
    try:
        with transaction.atomic():
            made = Appointment.objects.create(plan=plan, slot=slot, table=table, is_fixed=True)
            _seat(made, sorted(pair))
    except IntegrityError as error:
        raise Refused("appointments.taken") from error
    _changed(actor, plan, "added", made.pk, sorted(pair))
    return made


@transaction.atomic
def remove_appointment(*, actor: Actor, appointment: Appointment) -> None:
    """Take an appointment out of a plan."""
    plan = _ready(actor, appointment.plan)
    if appointment.held_at:
        raise Refused("appointments.held")
    pk, people = appointment.pk, list(appointment.seats.values_list("participant", flat=True))
    appointment.delete()
    _changed(actor, plan, "removed", pk, people)


@transaction.atomic
def enter_presence(*, actor: Actor, seat: Seat) -> None:
    """Enter that one side came to the table; once both have, the appointment was held."""
    plan, registration = seat.plan, seat.participant.registration
    require_staff(actor, plan.event)
    if plan.state != _State.PUBLISHED:
        raise Refused("appointments.not-published")
    if registration.checked_in_at is None:
        raise Refused("appointments.not-checked-in")
    now = timezone.now()
    if not Seat.objects.filter(pk=seat.pk, came_at=None).update(came_at=now):
        raise Refused("appointments.came-already")
    both = list(Seat.objects.filter(appointment=seat.appointment_id).select_related("participant__registration"))
    if any(one.came_at is None for one in both):
        return
    if Appointment.objects.filter(pk=seat.appointment_id, held_at=None).update(held_at=now):
        journal(
            events.APPOINTMENT_HELD, actor, plan.event,
            plan=plan.pk, appointment=seat.appointment_id,
            tokens=sorted(one.participant.registration.token for one in both),
        )  # fmt: skip


def _seat(appointment: Appointment, participants: Collection[int]) -> None:
    Seat.objects.bulk_create(
        Seat(appointment=appointment, plan_id=appointment.plan_id, slot_id=appointment.slot_id, participant_id=pk)
        for pk in participants
    )


def _require_room(plan: Plan, slot: Slot, table: int, people: Collection[int]) -> None:
    if slot.event_id != plan.event_id:
        raise NotFound("not-found", what="slot")
    if not 1 <= table <= slot.tables:
        raise Invalid("slots.table", field="table")
    if Unavailable.objects.filter(slot=slot, participant__in=people).exists():
        raise Refused("appointments.not-free")


def _changed(actor: Actor, plan: Plan, how: str, appointment: int, people: Collection[int]) -> None:
    """The value is told anew; the bound was of another task and no longer says anything."""
    Plan.objects.filter(pk=plan.pk).update(objective=value_of(plan), bound=None)
    Plan.objects.filter(pk=plan.pk, state=_State.PUBLISHED).update(changed_at=timezone.now())
    plan.refresh_from_db()
    told = Participant.objects.filter(pk__in=people) if plan.state == _State.PUBLISHED else Participant.objects.none()
    journal(
        events.PLAN_CHANGED, actor, plan.event,
        plan=plan.pk, how=how, appointment=appointment,
        tokens=sorted(told.values_list("registration__token", flat=True)),
        registrations=sorted(told.values_list("registration", flat=True)),
    )  # fmt: skip


def _ready(actor: Actor, plan: Plan) -> Plan:
    require_staff(actor, plan.event)
    if plan.state not in READY:
        raise Refused("appointments.other-state")
    return plan


def _move(plan: Plan, states: Collection[str], **changes: object) -> None:
    if not Plan.objects.filter(pk=plan.pk, state__in=states).update(**changes):
        raise Refused("appointments.other-state")
    plan.refresh_from_db()


def _require_open(event: Event) -> None:
    if event.kind != Event.Kind.MATCHMAKING:
        raise Refused("appointments.no-meeting")
    if event.state != Event.State.ANNOUNCED or event.ends_at <= timezone.now():
        raise Refused("registration.closed")


def _require_meeting(actor: Actor, event: Event) -> None:
    require_staff(actor, event)
    if event.kind != Event.Kind.MATCHMAKING:
        raise Refused("appointments.no-meeting")
    if event.state not in (Event.State.DRAFT, Event.State.ANNOUNCED):
        raise Refused("event.over")


def _note_slots(actor: Actor, event: Event) -> None:
    slots = list(event.slots.values_list("tables", flat=True))
    journal(events.SLOTS_SET, actor, event, slots=len(slots), tables=sum(slots))
