"""What is disclosed in a deal, to whom, after which promise, and who looked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.market.models.deals import Deal

__all__ = ["NonDisclosure", "RoomFile", "RoomView"]


class NonDisclosure(models.Model):
    """A confidentiality agreement of a deal: its text, and the signature of each side on its hash."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="non_disclosures")
    text = models.TextField()
    hash = models.CharField(max_length=64)
    is_mutual = models.BooleanField(default=True)
    until = models.DateField(null=True, blank=True)
    proposed_side = models.CharField(max_length=8)
    proposed_at = models.DateTimeField()
    grantor_name = models.CharField(max_length=120, blank=True)
    grantor_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    grantor_at = models.DateTimeField(null=True, blank=True)
    grantee_name = models.CharField(max_length=120, blank=True)
    grantee_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    grantee_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal"], condition=Q(withdrawn_at=None), name="one_open_non_disclosure"),
        ]


class RoomFile(models.Model):
    """A file in a deal's data room. `stage` says when the other side may open it."""

    class Stage(models.TextChoices):
        TALKS = "talks"
        CONFIDENTIAL = "confidential"
        AGREED = "agreed"
        IN_FORCE = "in_force"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="room_files")
    side = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(default=0)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.CONFIDENTIAL)
    note = models.CharField(max_length=400, blank=True)
    put_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)


class RoomView(models.Model):
    """Someone opened a file."""

    file = models.ForeignKey(RoomFile, on_delete=models.CASCADE, related_name="views")
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
