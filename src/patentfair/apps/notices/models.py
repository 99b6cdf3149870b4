"""What organisations are told, and how far the journal was followed for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from patentfair.apps.accounts.models import Organisation

__all__ = ["Cursor", "Notice"]


class Notice(models.Model):
    """One thing an organisation is told: which event, of what object, with the facts that the sentence needs."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="notices")
    position = models.BigIntegerField()
    code = models.CharField(max_length=40)
    object = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "position"], name="notice_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "-at"], name="notice_newest")]


class Cursor(models.Model):
    """The position of the last journal entry that was followed; one row."""

    position = models.BigIntegerField(default=0)
