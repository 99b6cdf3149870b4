"""Reports of experience: the working copy, its published versions, the situation they tell of, and who used them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.models import Center
from patentfair.apps.market.models import Deal
from patentfair.apps.meetings.models import Event

__all__ = ["Adoption", "NamingConsent", "Report", "ReportVersion", "SituationTag"]


class Report(models.Model):
    """What a center learnt. The row is the working copy; what everyone reads is the version in `current`.

    `texts` holds the texts in the language of writing, `translation` those in the other; `tags` the situation by
    facet. `writers` are all who ever wrote on it: none of them reviews it.
    """

    class Source(models.TextChoices):
        DEAL = "deal"
        EVENT = "event"
        OTHER = "other"

    class State(models.TextChoices):
        DRAFT = "draft"
        REVIEW = "review"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="experience")
    source = models.CharField(max_length=8, choices=Source.choices)
    source_note = models.CharField(max_length=300, blank=True)
    deal = models.ForeignKey(Deal, null=True, blank=True, on_delete=models.PROTECT, related_name="experience")
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.PROTECT, related_name="experience")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, db_index=True)
    language = models.CharField(max_length=2, default="zh")
    texts = models.JSONField(default=dict)
    translation = models.JSONField(default=dict)
    tags = models.JSONField(default=dict)
    took_days = models.PositiveIntegerField(null=True, blank=True)
    took_hours = models.PositiveIntegerField(null=True, blank=True)
    took_money = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    remarks = models.TextField(blank=True, help_text="what the reviewer asked for")
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    writers = models.ManyToManyField(User, related_name="+")
    created_at = models.DateTimeField()
    current = models.ForeignKey("ReportVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(source="deal", deal__isnull=False)
                | (Q(source__in=("event", "other")) & Q(deal__isnull=True)),
                name="report_of_a_deal_names_it",
            ),
            models.CheckConstraint(
                condition=Q(event__isnull=True) | Q(source="event"), name="report_names_an_event_if_drawn_from_it"
            ),
        ]


class ReportVersion(models.Model):
    """A report as it was published; nothing about it changes afterwards."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=2)
    content = models.JSONField()
    words = models.TextField(help_text="all its texts, folded, to search in")
    names_sides = models.BooleanField(default=False, help_text="tells a name that both sides had agreed to")
    sha256 = models.CharField(max_length=64)
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "number"], name="report_version_once")]


class SituationTag(models.Model):
    """One tag of a published report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="situation")
    facet = models.CharField(max_length=10)
    code = models.CharField(max_length=24)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "facet", "code"], name="situation_tag_once")]
        indexes: ClassVar = [models.Index(fields=["facet", "code"], name="situation_by_facet")]


class NamingConsent(models.Model):
    """Whether a side of the deal agrees to be named in the report; both must."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="consents")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed = models.BooleanField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "organisation"], name="naming_asked_once")]


class Adoption(models.Model):
    """Another center takes a report up, and later says what came of it."""

    class Result(models.TextChoices):
        WORKED = "worked"
        PARTLY = "partly"
        FAILED = "failed"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="adoptions")
    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="+")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="adoptions")
    purpose = models.TextField()
    adopted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()
    result = models.CharField(max_length=8, choices=Result.choices, blank=True)
    came_of_it = models.TextField(blank=True)
    reused_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "center"], name="one_adoption_a_center"),
            models.CheckConstraint(
                condition=Q(reused_at__isnull=True, result="") | (Q(reused_at__isnull=False) & ~Q(result="")),
                name="reuse_has_a_result",
            ),
        ]
