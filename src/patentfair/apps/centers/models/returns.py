"""Statistical returns upward: the operator's workbooks, and what centers submitted in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from patentfair.apps.accounts.models import User
from patentfair.apps.centers.models.center import Center

__all__ = ["Return", "ReturnTemplate"]


class ReturnTemplate(models.Model):
    """A workbook whose cells hold markers such as `{{deals.in-force:2026}}`."""

    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    markers = models.JSONField(default=list)
    is_current = models.BooleanField(default=True)
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class Return(models.Model):
    """A workbook as a center submitted it for a year, with the figures that stand in it."""

    template = models.ForeignKey(ReturnTemplate, on_delete=models.PROTECT, related_name="returns")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="returns")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    figures = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "center", "year", "version"], name="one_version_of_a_return")
        ]
