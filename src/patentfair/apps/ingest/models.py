"""Import runs and what they could not read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

__all__ = ["ImportRun", "QuarantinedDocument"]


class ImportRun(models.Model):
    """One file's import. `position` counts the documents dealt with in committed batches, so that a run that was
    stopped goes on where it was."""

    file = models.CharField(max_length=300)
    fingerprint = models.CharField(max_length=64, db_index=True)
    position = models.BigIntegerField(default=0)
    read = models.BigIntegerField(default=0)
    new = models.BigIntegerField(default=0)
    changed = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    quarantined = models.BigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    started_by = models.CharField(max_length=64)


class QuarantinedDocument(models.Model):
    """A document that could not be read: where it lies, and why."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="quarantine")
    file = models.CharField(max_length=300)
    offset = models.BigIntegerField()
    code = models.CharField(max_length=60)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "file", "offset", "code"], name="quarantined_once"),
        ]
