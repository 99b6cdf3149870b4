"""The register of experts, what might make them partial, and who was drawn for which task."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.models.center import Center

__all__ = ["ConcernedOrganisation", "ConflictDeclaration", "Expert", "ExpertDraw"]


class Expert(models.Model):
    """Someone who judges for centers: fields (numbers 1 to 35), qualifications, languages, kinds of task."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="expert")
    fields = models.JSONField(default=list)
    qualifications_zh = models.TextField(blank=True)
    qualifications_en = models.TextField(blank=True)
    languages = models.JSONField(default=list)
    tasks = models.JSONField(default=list)
    is_available = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    entered_at = models.DateTimeField()


class ConflictDeclaration(models.Model):
    """A tie that an expert declares: an employer, an interest in an organisation, or a relative's."""

    class Kind(models.TextChoices):
        EMPLOYER = "employer"
        INTEREST = "interest"
        RELATIVE = "relative"

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="conflicts")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["expert", "organisation", "kind"], condition=Q(ended_at=None), name="one_current_conflict"
            )
        ]


class ExpertDraw(models.Model):
    """A draw by lot: the question and the hash of the seed first, then the seed, who was drawn and who was not."""

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="draws")
    task = models.CharField(max_length=12)
    subject = models.CharField(max_length=200)
    fields = models.JSONField(default=list)
    language = models.CharField(max_length=8, blank=True)
    count = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(null=True, blank=True)
    pool = models.JSONField(default=list, help_text="ids of the experts who took part")
    drawn = models.JSONField(default=list, help_text="ids in the order drawn")
    excluded = models.JSONField(default=dict, help_text="id of an expert to the codes of the reasons")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(count__gte=1, count__lte=20), name="draw_1_to_20")]


class ConcernedOrganisation(models.Model):
    """An organisation that the matter of a draw concerns: whoever is tied to it is left out."""

    draw = models.ForeignKey(ExpertDraw, on_delete=models.CASCADE, related_name="concerned")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["draw", "organisation"], name="concerned_once")]
