"""A year's work plan: targets by perspective, milestones with stated probabilities, what peers think of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import User
from patentfair.apps.centers.models.center import Center

__all__ = ["AmbitionRating", "PlanMilestone", "PlanTarget", "WorkPlan"]


class WorkPlan(models.Model):
    """A center's plan of one year. Registered before the year begins; from then on it says what its hash says."""

    class State(models.TextChoices):
        DRAFT = "draft"
        REGISTERED = "registered"
        REPORTED = "reported"

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    sha256 = models.CharField(max_length=64, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    report = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["center", "year"], name="one_plan_a_year"),
            models.CheckConstraint(condition=Q(state="draft") | ~Q(sha256=""), name="registered_plan_has_its_hash"),
        ]


class PlanTarget(models.Model):
    """What a center wants to reach in a perspective, as a number; `reached` is kept up while the year runs."""

    plan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="targets")
    perspective = models.CharField(max_length=20)
    text_zh = models.CharField(max_length=200)
    text_en = models.CharField(max_length=300)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    unit_zh = models.CharField(max_length=20)
    unit_en = models.CharField(max_length=40)
    reached = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    evidence_name = models.CharField(max_length=200, blank=True)
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    written_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class PlanMilestone(models.Model):
    """Something that will be so by a day, with the probability that the center itself gives it, in per cent."""

    class State(models.TextChoices):
        OPEN = "open"
        MET = "met"
        MISSED = "missed"

    plan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="milestones")
    perspective = models.CharField(max_length=20)
    text_zh = models.CharField(max_length=200)
    text_en = models.CharField(max_length=300)
    due = models.DateField()
    probability = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    evidence_name = models.CharField(max_length=200, blank=True)
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    written_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(probability__gte=1, probability__lte=99), name="probability_1_to_99"),
            models.CheckConstraint(condition=~Q(state="met") | ~Q(evidence_sha256=""), name="met_with_evidence"),
        ]


class AmbitionRating(models.Model):
    """How ambitious the head of another center finds a registered plan, 1 (easy) to 5, before its year begins."""

    plan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="ratings")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+")
    rater = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rating = models.PositiveSmallIntegerField()
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "center"], name="one_rating_a_center"),
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="rating_1_to_5"),
        ]
