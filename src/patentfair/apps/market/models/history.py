"""Deals of before, from older portals."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from patentfair.apps.centers.models import Center
from patentfair.apps.ingest.models import TableImport
from patentfair.apps.registry.models import Patent

__all__ = ["PastDeal"]


class PastDeal(models.Model):
    """A deal of before, as an older portal's table or a year's statistics tell it: history, and nothing rests on it.

    Names and numbers are as written; `patent` is the one in the register where a number names it. `count` is how many
    deals the row stands for. `digest` is of the row, so that a table taken in twice is taken in once.
    """

    table = models.ForeignKey(TableImport, on_delete=models.PROTECT, related_name="+")
    row = models.PositiveIntegerField()
    center = models.ForeignKey(Center, null=True, blank=True, on_delete=models.PROTECT, related_name="past_deals")
    origin = models.CharField(max_length=120)
    origin_reference = models.CharField(max_length=120, blank=True)
    patent = models.ForeignKey(Patent, null=True, blank=True, on_delete=models.PROTECT, related_name="past_deals")
    patents = models.TextField(blank=True)
    title = models.CharField(max_length=400, blank=True)
    grantor = models.CharField(max_length=300)
    grantee = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=16)
    on = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=1)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    payment = models.CharField(max_length=1000, blank=True)
    territory = models.CharField(max_length=300, blank=True)
    record_number = models.CharField(max_length=120, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["center", "origin", "digest"], name="past_deal_once", nulls_distinct=False),
        ]
        indexes: ClassVar = [models.Index(fields=["origin", "origin_reference"], name="past_deal_reference")]
