"""Lessons that come with the platform. They are part of it and nobody's act, so the journal says nothing of them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.utils import timezone

from patentfair.apps.learning.actions.lessons import TEXTS, shown_of
from patentfair.apps.learning.models import Lesson, QuizItem

__all__ = ["load_built_in_lessons", "read_built_in_lessons"]


def read_built_in_lessons() -> list[dict[str, Any]]:
    """The lessons of `built_in/`, in their order."""
    folder = files(__package__).joinpath("built_in")
    rows = [tomllib.loads(one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".toml")]
    return sorted(rows, key=lambda row: row["place"])


@transaction.atomic
def load_built_in_lessons() -> int:
    """Put those in that are not there yet; returns how many. What stands in the tables is never changed."""
    there = set(Lesson.objects.values_list("key", flat=True))
    wanted = [row for row in read_built_in_lessons() if row["key"] not in there]
    for row in wanted:
        now = timezone.now()
        texts = {name: row[name].strip() for name in TEXTS}
        lesson = Lesson.objects.create(
            key=row["key"], kind=row["kind"], place=row["place"], minutes=row["minutes"], audiences=row["audiences"],
            state=Lesson.State.PUBLISHED, published_at=now, changed_at=now, **texts,
        )  # fmt: skip
        QuizItem.objects.bulk_create(QuizItem(lesson=lesson, **item) for item in row["item"])
        Lesson.objects.filter(pk=lesson.pk).update(shown=shown_of(lesson))
    return len(wanted)
