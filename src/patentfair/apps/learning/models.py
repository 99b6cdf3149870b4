"""Lessons, their bank of questions, and sittings that know nobody's name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import User
from patentfair.apps.centers.models import Center
from patentfair.apps.exhibition.models import Exhibit

__all__ = ["Certificate", "Lesson", "LessonExhibit", "QuizItem", "Sitting"]


class Lesson(models.Model):
    """A popular-science article or a lesson in IP law. Those without a center came with the platform.

    `audiences` are of `pupil`, `inventor` and `firm`, `fields` of the 35 fields of technology. `text_zh` and `text_en`
    are paragraphs parted by empty lines; a line that begins with "# " is a heading, lines that begin with "- " a list.
    `shown` is what was approved last (texts in both languages, kind, audiences, minutes, fields, ids of the questions):
    readers see it while something new is being reviewed.
    """

    class Kind(models.TextChoices):
        SCIENCE = "science"
        LAW = "law"

    class State(models.TextChoices):
        DRAFT = "draft"
        REVIEW = "review"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    center = models.ForeignKey(Center, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    place = models.PositiveSmallIntegerField(default=100)
    audiences = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField(default=3)
    title_zh = models.CharField(max_length=80, blank=True)
    title_en = models.CharField(max_length=120, blank=True)
    summary_zh = models.CharField(max_length=200, blank=True)
    summary_en = models.CharField(max_length=300, blank=True)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    fields = models.JSONField(default=list)
    shown = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    writers = models.JSONField(default=list, help_text="ids of all who wrote since it was approved last")
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title_zh="") | ~Q(title_en=""), name="lesson_has_a_title"),
        ]


class LessonExhibit(models.Model):
    """An exhibit that a lesson explains, or that explains the lesson."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="lesson_exhibits")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="lesson_exhibits")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["lesson", "exhibit"], name="one_tie_a_pair")]


class QuizItem(models.Model):
    """A question of a lesson's bank; changed, it is retired and another takes its place, so that sittings stay true.

    `options` are two to five answers, each in Chinese and English; `right` is the place of the right one.
    """

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="items")
    question_zh = models.CharField(max_length=300, blank=True)
    question_en = models.CharField(max_length=400, blank=True)
    options = models.JSONField(default=list)
    right = models.PositiveSmallIntegerField()
    why_zh = models.CharField(max_length=400, blank=True)
    why_en = models.CharField(max_length=600, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(question_zh="") | ~Q(question_en=""), name="item_has_a_question"),
        ]


class Sitting(models.Model):
    """Somebody at a lesson: which questions came before and after, and how many were right. Nobody knows who."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="sittings")
    code = models.CharField(max_length=24, unique=True)
    group = models.CharField(max_length=40, blank=True, help_text="a class or an event, as its teacher named it")
    before_items = models.JSONField()
    after_items = models.JSONField()
    before = models.PositiveSmallIntegerField(null=True, blank=True)
    after = models.PositiveSmallIntegerField(null=True, blank=True)
    answers = models.JSONField(default=dict)
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(before=None) | Q(before__lte=100)) & (Q(after=None) | Q(after__lte=100)),
                name="sitting_points_are_of_a_hundred",
            ),
            models.CheckConstraint(condition=Q(after=None) | Q(before__isnull=False), name="before_comes_first"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["lesson", "group", "before", "after"],
                condition=Q(after__isnull=False),
                name="finished_sittings",
            ),
        ]


class Certificate(models.Model):
    """That a sitting was passed. The name printed on it is not kept: only a salted hash, by which it can be checked."""

    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="certificate")
    code = models.CharField(max_length=24, unique=True)
    salt = models.CharField(max_length=32)
    name_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
