"""Who comes to an event, kept so that persons can be erased and visits can still be counted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import User
from patentfair.apps.meetings.models.events import Event

__all__ = ["Attendee", "Evaluation", "EvaluationTicket", "Registration", "YearSalt"]


class YearSalt(models.Model):
    """The secret of a year from which tokens are made. Once it is deleted, nobody tells a person from a token."""

    year = models.PositiveSmallIntegerField(unique=True)
    salt = models.CharField(max_length=64)


class Registration(models.Model):
    """A place at an event, or a place in its waiting list (in order of `id`).

    `code` is the holder's secret, `badge_code` stands on the badge and means something to staff alone. `token` is a
    salted hash of how the person can be reached, the same at every event of a year. It may stand twice at an event, so
    that registering tells nobody who is registered; it checks in once. `cancel_reason` is the center's, where it was
    the center that cancelled.
    """

    class State(models.TextChoices):
        CONFIRMED = "confirmed"
        WAITING = "waiting"
        CANCELLED = "cancelled"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices)
    code = models.CharField(max_length=24, unique=True)
    badge_code = models.CharField(max_length=10, unique=True)
    token = models.CharField(max_length=64, db_index=True)
    registered_at = models.DateTimeField()
    checked_in_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "token"], condition=Q(checked_in_at__isnull=False), name="one_check_in_a_person"
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at=None) | Q(state="confirmed"), name="only_confirmed_check_in"
            ),
        ]


class Attendee(models.Model):
    """The person behind a registration. Deleted when they ask for it, and some time after the event."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="attendee")
    name = models.CharField(max_length=80)
    organisation = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=120)
    offers = models.CharField(max_length=300, blank=True, help_text="told to the other participants of a matchmaking")
    seeks = models.CharField(max_length=300, blank=True)


class EvaluationTicket(models.Model):
    """The right to fill in one evaluation sheet, by the hash of a code; tied to no registration."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tickets")
    code_sha256 = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)


class Evaluation(models.Model):
    """What one who was there says of the event, without a name."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="evaluations")
    content = models.PositiveSmallIntegerField()
    organisation = models.PositiveSmallIntegerField()
    usefulness = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(content__range=(1, 5), organisation__range=(1, 5), usefulness__range=(1, 5)),
                name="evaluation_from_one_to_five",
            ),
        ]
