"""Patents as offices' documents show them, and what registers say of them.

A row of `Patent` is one published document. What belongs to the right, not to one paper of it (legal events, changes of
title), hangs on the right's key: the look-up form of its application number, or of its publication number as long as no
document tells the application. It can so be taken in before or after the documents.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

__all__ = [
    "Citation",
    "ClassTitle",
    "Conveyance",
    "ConveyedRight",
    "IndustryRow",
    "JobPosition",
    "LegalEvent",
    "PartyDecision",
    "PartySuggestion",
    "Patent",
    "PatentParty",
    "PatentPriority",
    "PatentSource",
    "PatentVersion",
]


class Patent(models.Model):
    """One published patent document.

    `record` holds the whole `PatentRecord` as JSON bytes, composed of all sources; the columns beside it are what lists
    and look-ups need. `number_key` and `application_key` are the look-up forms of `domain.patents.numbers`. `digest` is
    that of the last source read. `family_key` is that of the simple family by our own reckoning; the offices' own
    family numbers stand beside it. `imported_at` is when the record became what it is, `updated_at` when anything of
    the row, its status too, last changed.
    """

    key = models.CharField(max_length=40, unique=True)
    office = models.CharField(max_length=2)
    number = models.CharField(max_length=24)
    kind = models.CharField(max_length=4, blank=True)
    number_key = models.CharField(max_length=40, db_index=True)
    application_key = models.CharField(max_length=40, blank=True, db_index=True)
    family_key = models.CharField(max_length=64, blank=True, db_index=True)
    docdb_family = models.CharField(max_length=16, blank=True)
    inpadoc_family = models.CharField(max_length=16, blank=True)
    right_type = models.CharField(max_length=20)
    stage = models.CharField(max_length=12)
    titles = models.JSONField(default=dict)
    language = models.CharField(max_length=8, blank=True)
    main_class = models.CharField(max_length=24, blank=True)
    field = models.PositiveSmallIntegerField(null=True)
    region = models.CharField(max_length=8, blank=True)
    owner_name = models.CharField(max_length=400, blank=True)
    filing_date = models.DateField(null=True)
    publication_date = models.DateField(null=True, db_index=True)
    status = models.CharField(max_length=12)
    status_since = models.DateField(null=True)
    status_source = models.CharField(max_length=200, blank=True)
    status_as_of = models.DateField(null=True)
    paid_until = models.DateField(null=True)
    term_end = models.DateField(null=True)
    record = models.BinaryField()
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=300)
    source_offset = models.BigIntegerField(default=0)
    first_imported_at = models.DateTimeField()
    imported_at = models.DateTimeField()
    updated_at = models.DateTimeField(db_index=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["docdb_family"], name="patent_docdb_family", condition=~Q(docdb_family="")),
            models.Index(fields=["kind"], name="patent_without_kind", condition=Q(kind="")),
            models.Index(fields=["inpadoc_family"], name="patent_inpadoc_family", condition=~Q(inpadoc_family="")),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def right(self) -> str:
        """The key that legal events and changes of title of this right hang on."""
        return self.application_key or f"#{self.number_key}"

    def title_in(self, language: str) -> str:
        """The title in `language` where the document gives one, else in the one most read, else as it was written."""
        return self.titles.get(self.title_language(language)) or next(iter(self.titles.values()), self.key)

    def title_language(self, language: str) -> str:
        """The language of what `title_in` returns."""
        return next((one for one in (language, "en") if one in self.titles), self.language)


class PatentParty(models.Model):
    """An applicant, assignee, inventor or agent as printed; `name_key` is the comparable form of the name."""

    patent = models.ForeignKey(Patent, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=10)
    name = models.CharField(max_length=400)
    name_key = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=40, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["name_key"], name="patent_party_name_key")]


class PatentSource(models.Model):
    """What one source says of a document of which several sources are known; the patent's record is composed of these.

    A document of which one source alone is known has no row here.
    """

    patent = models.ForeignKey(Patent, on_delete=models.CASCADE, related_name="sources")
    format = models.CharField(max_length=40)
    record = models.BinaryField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patent", "format"], name="patent_source_once"),
        ]


class PatentVersion(models.Model):
    """What a patent's record was before a later document changed it."""

    patent = models.ForeignKey(Patent, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    record = models.BinaryField()
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=300)
    replaced_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patent", "version"], name="patent_version_once"),
        ]


class PatentPriority(models.Model):
    """An earlier application that a document claims, by its look-up form: what extended families are walked along."""

    patent = models.ForeignKey(Patent, on_delete=models.CASCADE, related_name="priorities")
    key = models.CharField(max_length=40, db_index=True)


class Citation(models.Model):
    """One publication citing another, by their look-up forms without kind, whether or not we hold them."""

    citing = models.CharField(max_length=40)
    cited = models.CharField(max_length=40)
    category = models.CharField(max_length=16, blank=True)
    cited_by = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["citing", "cited"], name="citation_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["cited", "citing"], name="citation_backwards")]


class LegalEvent(models.Model):
    """An event in the life of a right: what the source says, raw, and what our tables make of it.

    `value` is the `StatusEvent` as read, b"" for an entry made here; `office` and `office_code` are the source's own,
    `code` is our `EventCode` for it by the tables at the time. `date` is the day it took effect, `published` the day it
    could be known, where they differ. `territory` is the state concerned where that is not the office's own.
    """

    right = models.CharField(max_length=40)
    date = models.DateField()
    published = models.DateField(null=True)
    code = models.CharField(max_length=24)
    office = models.CharField(max_length=2, blank=True)
    office_code = models.CharField(max_length=48, blank=True)
    territory = models.CharField(max_length=2, blank=True)
    source = models.CharField(max_length=200)
    paid_until = models.DateField(null=True)
    detail = models.CharField(max_length=400, blank=True)
    value = models.BinaryField(default=b"")
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["right", "date", "code", "office_code", "territory", "detail"], name="legal_event_once"
            ),
        ]


class Conveyance(models.Model):
    """A recorded instrument that moves or burdens title. `key` is the office's reference, or a digest where none."""

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=24)
    value = models.BinaryField()
    source = models.CharField(max_length=300)
    received_at = models.DateTimeField()


class ConveyedRight(models.Model):
    """A right that an instrument concerns."""

    conveyance = models.ForeignKey(Conveyance, on_delete=models.CASCADE, related_name="rights")
    right = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["right", "conveyance"], name="conveyed_right_once"),
        ]


class ClassTitle(models.Model):
    """A symbol of a classification scheme that the operator loaded, with its titles by language and what holds it."""

    scheme = models.CharField(max_length=12)
    symbol = models.CharField(max_length=24)
    parent = models.CharField(max_length=24, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    titles = models.JSONField(default=dict)
    version = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "symbol"], name="class_title_once"),
        ]


class PartyDecision(models.Model):
    """A person's word that two printed names are, or are not, one party. Withdrawn, never deleted.

    Names go by their comparable keys, `left` before `right`. `reasons` are what spoke for and against it then.
    """

    left = models.CharField(max_length=200)
    right = models.CharField(max_length=200)
    same = models.BooleanField()
    reasons = models.JSONField(default=list)
    note = models.CharField(max_length=400, blank=True)
    decided_by = models.CharField(max_length=64)
    decided_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["left", "right"], condition=Q(withdrawn_at=None), name="party_decision_stands_once"
            ),
            models.CheckConstraint(condition=~Q(left=models.F("right")), name="party_decision_on_two_names"),
        ]
        indexes: ClassVar = [models.Index(fields=["right"], name="party_decision_right")]


class PartySuggestion(models.Model):
    """Two printed names that may be one party, with how sure the reckoning is and why; gone once decided."""

    left = models.CharField(max_length=200)
    right = models.CharField(max_length=200)
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["left", "right"], name="party_suggestion_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["-score", "id"], name="party_suggestion_best")]


class IndustryRow(models.Model):
    """A row of the operator's table of industries, as it was loaded; none where the platform's own table serves."""

    position = models.PositiveIntegerField()
    scheme = models.CharField(max_length=40)
    code = models.CharField(max_length=24)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    ipc = models.TextField(blank=True)


class JobPosition(models.Model):
    """How far a job that goes through the patents in order of their row has come."""

    name = models.CharField(max_length=40, unique=True)
    position = models.BigIntegerField(default=0)
