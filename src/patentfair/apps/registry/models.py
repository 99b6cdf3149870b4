"""Patents as offices' documents show them, with their parties, legal events and earlier versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

__all__ = ["LegalEvent", "Patent", "PatentParty", "PatentVersion"]


class Patent(models.Model):
    """One published patent document.

    `record` holds the whole `PatentRecord` as JSON bytes; the columns beside it are what lists and look-ups need.
    `number_key` and `application_key` are the look-up forms of `domain.patents.numbers`.
    """

    key = models.CharField(max_length=40, unique=True)
    office = models.CharField(max_length=2)
    number = models.CharField(max_length=24)
    kind = models.CharField(max_length=4, blank=True)
    number_key = models.CharField(max_length=40, db_index=True)
    application_key = models.CharField(max_length=40, blank=True, db_index=True)
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
    imported_at = models.DateTimeField(db_index=True)
    is_sample = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.key

    def title_in(self, language: str) -> str:
        """The title in `language` where the document gives one, else in the language it was written in."""
        return self.titles.get(language) or self.titles.get(self.language) or next(iter(self.titles.values()), self.key)

    def title_language(self, language: str) -> str:
        """The language of what `title_in` returns."""
        return language if language in self.titles else self.language


class PatentParty(models.Model):
    """An applicant, assignee, inventor or agent as printed on the document."""

    patent = models.ForeignKey(Patent, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=10)
    name = models.CharField(max_length=400)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=40, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["name"], name="patent_party_name")]


class LegalEvent(models.Model):
    """An event in the life of the right, with the office's own code and the source that shows it."""

    patent = models.ForeignKey(Patent, on_delete=models.CASCADE, related_name="events")
    date = models.DateField()
    code = models.CharField(max_length=24)
    office_code = models.CharField(max_length=24, blank=True)
    source = models.CharField(max_length=200)
    paid_until = models.DateField(null=True)
    detail = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patent", "date", "code", "office_code"], name="legal_event_once"),
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
        constraints: ClassVar = [models.UniqueConstraint(fields=["patent", "version"], name="patent_version_once")]
