"""From the rows of a meeting to the planner's task and back."""

from __future__ import annotations

from collections import defaultdict

import msgspec
from django.db.models import Min, QuerySet

from patentfair.apps.meetings.models import (
    Appointment,
    Event,
    Participant,
    Plan,
    Registration,
    Slot,
    Unavailable,
    Wish,
)
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.meetings import appointments as domain

__all__ = ["Task", "plan_hash", "taking_part", "task_of", "value_of"]


class Task(msgspec.Struct, frozen=True):
    """The instance, and whom and when its numbers mean: ids of participants and slots in order."""

    instance: domain.Instance
    participants: tuple[int, ...]
    slots: tuple[int, ...]


def taking_part(event: Event) -> QuerySet[Participant]:
    """Participants who have a place at the event, in order; whoever registered twice takes part once."""
    found = Participant.objects.filter(
        event=event, registration__state=Registration.State.CONFIRMED, registration__attendee__isnull=False
    )
    first = found.order_by().values("registration__token").annotate(first=Min("pk")).values("first")
    return found.filter(pk__in=first).order_by("pk")


def task_of(event: Event, basis: Plan | None = None) -> Task:
    """What is to be planned; what is fixed in `basis`, or was held already, stays."""
    participants = list(taking_part(event))
    slots = list(Slot.objects.filter(event=event).order_by("starts_at", "pk"))
    number = {one.pk: i for i, one in enumerate(participants)}
    slot_number = {one.pk: i for i, one in enumerate(slots)}
    away: dict[int, set[int]] = defaultdict(set)
    for guest, slot in Unavailable.objects.filter(participant__event=event).values_list("participant", "slot"):
        away[guest].add(slot_number[slot])
    every = frozenset(range(len(slots)))
    wishes = (
        domain.Wish(number[by], number[to], strength)
        for by, to, strength in Wish.objects.filter(by__event=event).order_by("pk").values_list("by", "to", "strength")
        if by in number and to in number
    )
    fixed = []
    kept = Appointment.objects.filter(plan=basis).prefetch_related("seats") if basis else ()
    for one in kept:
        pair = sorted(number[seat.participant_id] for seat in one.seats.all() if seat.participant_id in number)
        if (one.is_fixed or one.held_at) and len(pair) == 2:
            fixed.append(domain.Appointment(slot_number[one.slot_id], one.table - 1, *pair))
    return Task(
        domain.Instance(
            tables=tuple(one.tables for one in slots),
            guests=tuple(domain.Guest(every - away[one.pk], one.most) for one in participants),
            wishes=tuple(wishes),
            fixed=tuple(fixed),
        ),
        tuple(number),
        tuple(slot_number),
    )


def value_of(plan: Plan) -> int:
    """What a plan is worth by the wishes as they are today."""
    values = domain.pair_values(
        [
            domain.Wish(by, to, strength)
            for by, to, strength in Wish.objects.filter(by__event=plan.event_id).values_list("by", "to", "strength")
        ]
    )
    return sum(values.get((first, second), 0) for _slot, _table, first, second in _rows(plan))


def plan_hash(plan: Plan) -> str:
    """SHA-256 over who meets whom, when and where, by the ids of participants and slots."""
    return digest(_rows(plan))


def _rows(plan: Plan) -> list[list[int]]:
    return sorted(
        [one.slot_id, one.table, *sorted(seat.participant_id for seat in one.seats.all())]
        for one in Appointment.objects.filter(plan=plan).prefetch_related("seats")
    )
