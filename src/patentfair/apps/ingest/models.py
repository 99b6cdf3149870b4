"""Import runs and what they could not read; tables of older portals and what became of their rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.models import Center

__all__ = ["ImportRun", "QuarantinedDocument", "TableImport", "TableMapping", "TableRowReport"]


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


class TableImport(models.Model):
    """A table of an older portal: the file as it came, how its columns are read, and how far its rows are taken in.

    `mapping` is a `domain.formats.templates.mapping.Mapping`. `position` counts rows dealt with in committed batches of
    the present check or run, so that one that was stopped goes on where it was. `header_row` is 0 where it is found by
    itself. `new_kind` is the kind under which organisations not known yet are registered, "" where they are not.
    `preview` holds the sheets and the first rows, cut short, so that its pages do not open the file again. `run_by` is
    who started the present check or run, and in whose power it acts. A table whose file was removed keeps its counts.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded"
        MAPPED = "mapped"
        CHECKING = "checking"
        CHECKED = "checked"
        RUNNING = "running"
        STOPPED = "stopped"
        DONE = "done"
        FAILED = "failed"

    center = models.ForeignKey(Center, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=20)
    origin = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    new_kind = models.CharField(max_length=20, blank=True)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=120, blank=True)
    header_row = models.PositiveIntegerField(default=0)
    mapping = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED, db_index=True)
    why = models.CharField(max_length=60, blank=True)
    rows = models.PositiveIntegerField(default=0)
    usable = models.PositiveIntegerField(default=0)
    unusable = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    run_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    file_removed_at = models.DateTimeField(null=True, blank=True)


class TableRowReport(models.Model):
    """What became of one row: its outcome, what is wrong with it as codes, what it became, what was not mapped.

    A check reports only rows with problems; a run every row. `problems` are `RowProblem`s without their row.
    """

    class Outcome(models.TextChoices):
        USABLE = "usable"
        NEW = "new"
        CHANGED = "changed"
        UNCHANGED = "unchanged"
        REFUSED = "refused"

    table = models.ForeignKey(TableImport, on_delete=models.CASCADE, related_name="reports")
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    object = models.CharField(max_length=60, blank=True)
    problems = models.JSONField(default=list)
    extra = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["table", "row"], name="one_report_per_row")]


class TableMapping(models.Model):
    """A mapping that a center keeps by name, for the next file of the same portal."""

    center = models.ForeignKey(Center, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    mapping = models.JSONField(default=dict)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["center", "template", "name"], name="one_mapping_per_name", nulls_distinct=False
            ),
        ]
