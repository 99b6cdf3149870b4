"""The life of a center: application, yearly review, rectification, and what was decided why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.models.center import Center

__all__ = [
    "Application",
    "ApplicationDocument",
    "CenterReview",
    "LifeStep",
    "Rectification",
    "RectificationItem",
]


class Application(models.Model):
    """Someone asks to become a center: for an organisation they may bind, or in their own name."""

    class State(models.TextChoices):
        OPEN = "open"
        APPROVED = "approved"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    applicant = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=40)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    province = models.CharField(max_length=2)
    city_zh = models.CharField(max_length=80)
    city_en = models.CharField(max_length=80)
    purpose = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.TextField(blank=True)
    center = models.OneToOneField(Center, null=True, blank=True, on_delete=models.PROTECT, related_name="application")
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"]) | ~Q(reason=""), name="application_decided_with_reason"
            ),
            models.UniqueConstraint(fields=["key"], condition=Q(state="open"), name="one_open_application_per_key"),
        ]


class ApplicationDocument(models.Model):
    """A paper that goes with an application."""

    class Kind(models.TextChoices):
        STANDING = "standing"
        PREMISES = "premises"
        PROGRAMME = "programme"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)


class LifeStep(models.Model):
    """A decision in the life of a center with its reason, as its public page shows it."""

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=64)
    outcome = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class CenterReview(models.Model):
    """The yearly review of a center by its administrator."""

    class Outcome(models.TextChoices):
        GOOD = "good"
        QUALIFIED = "qualified"
        WANTING = "wanting"

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField()
    report = models.TextField()
    findings = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["center", "year"], name="one_review_a_year")]


class Rectification(models.Model):
    """What a center has to put right, until when; it ends with the center restored or removed."""

    class State(models.TextChoices):
        OPEN = "open"
        RESTORED = "restored"
        REMOVED = "removed"

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="rectifications")
    reason = models.TextField()
    deadline = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["center"], condition=Q(state="open"), name="one_open_rectification")
        ]


class RectificationItem(models.Model):
    """One thing to put right, and what the center did about it."""

    rectification = models.ForeignKey(Rectification, on_delete=models.CASCADE, related_name="items")
    text = models.TextField()
    answer = models.TextField(blank=True)
    evidence_name = models.CharField(max_length=200, blank=True)
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
