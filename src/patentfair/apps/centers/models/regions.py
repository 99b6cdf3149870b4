"""Regions: the figures that the operator loads, and the goals and tasks of their IP strategy."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import User
from patentfair.apps.centers.models.center import Center

__all__ = ["ProfileLoad", "RegionFigure", "StrategyGoal", "StrategyTask"]


class ProfileLoad(models.Model):
    """One file of figures as it was loaded; earlier ones are kept."""

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    rows = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class RegionFigure(models.Model):
    """A figure as one file gave it; of several files the latest counts for a region, indicator, item and year."""

    load = models.ForeignKey(ProfileLoad, on_delete=models.PROTECT, related_name="figures")
    region = models.CharField(max_length=6)
    indicator = models.CharField(max_length=12)
    item = models.CharField(max_length=4, blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=4)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["load", "region", "indicator", "item", "year"], name="one_figure_a_load"),
            models.CheckConstraint(condition=Q(value__gte=0), name="figure_not_negative"),
        ]
        indexes: ClassVar = [models.Index(fields=["region", "indicator", "year"], name="figure_of_region")]


class StrategyGoal(models.Model):
    """A goal of a region's IP strategy."""

    region = models.CharField(max_length=6, db_index=True)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=300)
    until = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()


class StrategyTask(models.Model):
    """A task under a goal, given to a center; its difficulty class counts once the center's head has agreed to it."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        AGREED = "agreed"
        DONE = "done"

    goal = models.ForeignKey(StrategyGoal, on_delete=models.PROTECT, related_name="tasks")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="tasks")
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=300)
    difficulty = models.PositiveSmallIntegerField()
    due = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    account = models.TextField(blank=True, help_text="what was done, in the center's words")
    evidence_name = models.CharField(max_length=200, blank=True)
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    set_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(difficulty__gte=1, difficulty__lte=3), name="task_difficulty_1_to_3"),
            models.CheckConstraint(condition=~Q(state="done") | ~Q(evidence_sha256=""), name="task_done_with_evidence"),
        ]
