"""Valuations of a patent, with every input."""

from __future__ import annotations

from django.db import models

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.registry.models import Patent

__all__ = ["Valuation"]


class Valuation(models.Model):
    """A three-level valuation: the scheme and its weights, the scores and why, the money views and their inputs."""

    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="valuations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="valuations")
    scheme = models.CharField(max_length=40)
    weights = models.JSONField(default=dict)
    scores = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    money = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    is_shared = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)
