"""What is offered and what is wanted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.models import Center
from patentfair.apps.registry.models import Patent

__all__ = ["Listing", "Need", "Publication"]


class Publication(models.TextChoices):
    """Whether the public sees it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PAUSED = "paused"
    CLOSED = "closed"


class _Translated(models.Model):
    """Texts in their writer's language, with a person's translation into the other by field name."""

    language = models.CharField(max_length=2)
    translation = models.JSONField(default=dict)
    translated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def text(self, name: str, language: str) -> str:
        """Field `name` in `language` where someone wrote or translated it, else as it was written."""
        own = str(getattr(self, name))
        return own if language == self.language else self.translation.get(name) or own

    def text_language(self, name: str, language: str) -> str:
        """The language of what `text` returns."""
        return language if language == self.language or self.translation.get(name) else self.language


class _Imported(models.Model):
    """Where a draft came from that an older portal's table gave; empty for what was written here.

    `origin` is the portal's name, `origin_reference` its own number, `origin_place` our table and row ("12/5"),
    `origin_digest` of what was written then, so that what people changed since is never overwritten; `extra` holds the
    portal's columns that we have no place for.
    """

    origin = models.CharField(max_length=120, blank=True, db_index=True)
    origin_reference = models.CharField(max_length=120, blank=True)
    origin_place = models.CharField(max_length=24, blank=True)
    origin_digest = models.CharField(max_length=64, blank=True)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


class Listing(_Translated, _Imported):
    """A patent on offer: for what, where, for how much, and what it does in plain words."""

    class PriceMode(models.TextChoices):
        FIXED = "fixed"
        ROYALTY = "royalty"
        NEGOTIABLE = "negotiable"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="listings")
    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="listings")
    center = models.ForeignKey(Center, null=True, on_delete=models.PROTECT, related_name="listings")
    state = models.CharField(max_length=10, choices=Publication.choices, default=Publication.DRAFT)
    pause_reason = models.CharField(max_length=60, blank=True)
    kinds = models.JSONField(default=list)
    territory = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)
    price_mode = models.CharField(max_length=12, choices=PriceMode.choices)
    currency = models.CharField(max_length=3, default="CNY")
    upfront = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    royalty_percent = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    royalty_base = models.CharField(max_length=200, blank=True)
    maturity = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    plain = models.TextField()
    better = models.TextField(blank=True)
    targets = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patent", "organisation"], condition=~Q(state="closed"), name="one_open_listing"
            ),
            models.CheckConstraint(
                condition=Q(maturity=None) | Q(maturity__range=(1, 9)), name="listing_maturity_is_1_to_9"
            ),
        ]


class Need(_Translated, _Imported):
    """A technology need: the problem first, then what would count as solved."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="needs")
    center = models.ForeignKey(Center, null=True, on_delete=models.PROTECT, related_name="needs")
    state = models.CharField(max_length=10, choices=Publication.choices, default=Publication.DRAFT)
    title = models.CharField(max_length=200)
    problem = models.TextField()
    present = models.TextField(blank=True)
    constraints = models.TextField(blank=True)
    targets = models.JSONField(default=list)
    classes = models.JSONField(default=list)
    province = models.CharField(max_length=2, blank=True)
    maturity_min = models.PositiveSmallIntegerField(null=True, blank=True)
    kinds = models.JSONField(default=list)
    currency = models.CharField(max_length=3, default="CNY")
    budget_low = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    budget_high = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    show_name = models.BooleanField(default=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(maturity_min=None) | Q(maturity_min__range=(1, 9)), name="need_maturity_is_1_to_9"
            ),
        ]
