"""What organisations and people are told, and how far the journal was followed for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import Organisation, User

__all__ = ["Cursor", "Notice"]


class Notice(models.Model):
    """One thing an organisation or a person is told: which event, of what object, with the facts of its sentence."""

    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="notices")
    position = models.BigIntegerField()
    code = models.CharField(max_length=40)
    object = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "position"], name="notice_once"),
            models.UniqueConstraint(fields=["user", "position"], name="notice_once_a_person"),
            models.CheckConstraint(
                condition=Q(organisation=None, user__isnull=False) | Q(organisation__isnull=False, user=None),
                name="notice_to_one",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-at"], name="notice_newest"),
            models.Index(fields=["user", "-at"], name="notice_newest_of_person"),
        ]


class Cursor(models.Model):
    """The position of the last journal entry that was followed; one row."""

    position = models.BigIntegerField(default=0)
