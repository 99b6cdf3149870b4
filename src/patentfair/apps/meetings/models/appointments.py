"""Appointments of a matchmaking meeting: who takes part, when, whom they wish to meet, and the plans made of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from patentfair.apps.accounts.models import User
from patentfair.apps.meetings.models.events import Event
from patentfair.apps.meetings.models.registrations import Registration

__all__ = ["Appointment", "Participant", "Plan", "Seat", "Slot", "Unavailable", "Wish"]


class Slot(models.Model):
    """A time for appointments, with the number of tables open then (numbered from 1)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slots")
    room = models.CharField(max_length=80, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    tables = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "starts_at"], name="one_slot_a_time"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_lasts"),
        ]


class Participant(models.Model):
    """A registration that takes part in the appointments; at most `most` of them."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participants")
    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="participant")
    most = models.PositiveSmallIntegerField()
    joined_at = models.DateTimeField()


class Unavailable(models.Model):
    """A slot at which a participant is not free."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="unavailable")
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "slot"], name="unavailable_once"),
        ]


class Wish(models.Model):
    """`by` wishes to meet `to`: 1 if it fits, 2 gladly, 3 above all."""

    by = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="wishes")
    to = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="wished_by")
    strength = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "to"], name="one_wish_a_pair"),
            models.CheckConstraint(condition=~Q(by=F("to")), name="nobody_wishes_to_meet_themselves"),
            models.CheckConstraint(condition=Q(strength__range=(1, 3)), name="wish_strength_one_to_three"),
        ]


class Plan(models.Model):
    """One planning of a meeting's appointments, from the request to its publication.

    `objective` and `bound` are those told by the solver so far; one plan of an event is being made at a time, and one
    is published at a time.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        PUBLISHED = "published"
        SUPERSEDED = "superseded"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="plans")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED, db_index=True)
    seconds = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField()
    participants = models.PositiveIntegerField(default=0)
    wishes = models.PositiveIntegerField(default=0)
    objective = models.PositiveIntegerField(null=True, blank=True)
    bound = models.PositiveIntegerField(null=True, blank=True)
    took = models.FloatField(null=True, blank=True, help_text="seconds")
    why = models.CharField(max_length=60, blank=True)
    basis = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    requested_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, blank=True, help_text="last sign of life of the one who plans")
    finished_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True, help_text="last change after it was published")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(state__in=("queued", "running")), name="one_plan_in_the_making"
            ),
            models.UniqueConstraint(fields=["event"], condition=Q(state="published"), name="one_published_plan"),
        ]


class Appointment(models.Model):
    """Two participants at a table (from 1) at a slot; a fixed one stays when the rest is planned anew."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="appointments")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="+")
    table = models.PositiveSmallIntegerField()
    is_fixed = models.BooleanField(default=False)
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "slot", "table"], name="one_appointment_a_table"),
        ]


class Seat(models.Model):
    """One of the two sides of an appointment. Nobody sits at two tables at once."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="seats")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="seats")
    came_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "slot", "participant"], name="one_seat_at_a_time"),
            models.UniqueConstraint(fields=["appointment", "participant"], name="appointment_of_two_people"),
        ]
