"""An event of a center, its programme, and what was handed in to be kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from patentfair.apps.accounts.models import User
from patentfair.apps.centers.models import Center

__all__ = ["Event", "Paper", "Session", "Speaker"]


class Event(models.Model):
    """A fair, roadshow, matchmaking meeting or conference.

    `taken` counts the confirmed registrations and never passes `capacity`; `version` moves with every registration, so
    that places are given one after the other. `verified` is how many had checked in when the event was entered as held.
    """

    class Kind(models.TextChoices):
        FAIR = "fair"
        ROADSHOW = "roadshow"
        MATCHMAKING = "matchmaking"
        CONFERENCE = "conference"

    class State(models.TextChoices):
        DRAFT = "draft"
        ANNOUNCED = "announced"
        HELD = "held"
        CANCELLED = "cancelled"

    class Language(models.TextChoices):
        ZH = "zh"
        EN = "en"
        BOTH = "both"

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, db_index=True)
    title_zh = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    about_zh = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    place_zh = models.CharField(max_length=200, blank=True)
    place_en = models.CharField(max_length=200, blank=True)
    county_code = models.CharField(max_length=6, help_text="GB/T 2260, six digits")
    is_online = models.BooleanField(default=False)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    language = models.CharField(max_length=4, choices=Language.choices, default=Language.ZH)
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    contact = models.CharField(max_length=200)
    hall = models.SlugField(max_length=80, blank=True, help_text="key of a hall that belongs to the event")
    cancel_reason = models.TextField(blank=True)
    programme_sha256 = models.CharField(max_length=64, blank=True)
    verified = models.PositiveIntegerField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="event_not_overfull"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_lasts"),
            models.CheckConstraint(condition=~Q(title_zh="") | ~Q(title_en=""), name="event_has_a_title"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="event_cancelled_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title_zh or self.title_en


class Session(models.Model):
    """A part of the programme."""

    class Kind(models.TextChoices):
        TALK = "talk"
        PITCH = "pitch"
        REPORT = "report"
        PANEL = "panel"
        BREAK = "break"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.CharField(max_length=80, blank=True)
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=240, blank=True)
    abstract_zh = models.TextField(blank=True)
    abstract_en = models.TextField(blank=True)
    province = models.CharField(max_length=2, blank=True, help_text="of a report from a region")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_lasts"),
            models.CheckConstraint(condition=~Q(title_zh="") | ~Q(title_en=""), name="session_has_a_title"),
        ]


class Speaker(models.Model):
    """Someone who speaks in a session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speakers")
    place = models.PositiveSmallIntegerField()
    name_zh = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    affiliation_zh = models.CharField(max_length=200, blank=True)
    affiliation_en = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name_zh="") | ~Q(name_en=""), name="speaker_has_a_name"),
            models.UniqueConstraint(fields=["session", "place"], name="one_speaker_a_place"),
        ]


class Paper(models.Model):
    """A paper or slides of a session, kept by hash; open to everyone once the event was held."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(max_length=240)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(default=0, help_text="bytes")
    put_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "sha256"], name="paper_once_a_session"),
        ]
