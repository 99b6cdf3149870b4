"""Lessons that come with the platform. They are part of it and nobody's act, so the journal says nothing of them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.utils import timezone

from patentfair.apps.learning.actions.lessons import TEXTS, shown_of
from patentfair.apps.learning.models import Lesson, QuizItem

__all__ = ["load_built_in_lessons", "read_built_in_lessons"]

_FIELDS = ("kind", "place", "minutes", "audiences")
_ITEM = ("question_zh", "question_en", "options", "right", "why_zh", "why_en")


def read_built_in_lessons() -> list[dict[str, Any]]:
    """The lessons of `built_in/`, in their order."""
    folder = files(__package__).joinpath("built_in")
    rows = [tomllib.loads(one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".toml")]
    return sorted(rows, key=lambda row: row["place"])


@transaction.atomic
def load_built_in_lessons() -> int:
    """Put in those that are not there yet, and bring the others to this release; returns how many were put or changed.

    A center's lesson of the same key stays as it is. Questions that changed are retired and others take their place, so
    that sittings stay true.
    """
    there = {one.key: one for one in Lesson.objects.all()}
    return sum(_put(row, there.get(row["key"])) for row in read_built_in_lessons())


def _put(row: dict[str, Any], lesson: Lesson | None) -> bool:
    wanted = {name: row[name] for name in _FIELDS} | {name: row[name].strip() for name in TEXTS}
    now = timezone.now()
    if lesson is None:
        lesson = Lesson.objects.create(
            key=row["key"], state=Lesson.State.PUBLISHED, published_at=now, changed_at=now, **wanted
        )
    elif lesson.center_id is not None:
        return False
    items = {_content(item): item for item in row["item"]}
    kept = {_content(vars(one)): one.pk for one in lesson.items.filter(retired_at=None)}
    if items.keys() == kept.keys() and all(getattr(lesson, name) == value for name, value in wanted.items()):
        return False
    lesson.items.filter(pk__in=[pk for content, pk in kept.items() if content not in items]).update(retired_at=now)
    QuizItem.objects.bulk_create(QuizItem(lesson=lesson, **one) for key, one in items.items() if key not in kept)
    Lesson.objects.filter(pk=lesson.pk).update(**wanted, changed_at=now)
    lesson.refresh_from_db()
    Lesson.objects.filter(pk=lesson.pk).update(shown=shown_of(lesson))
    return True


def _content(item: Mapping[str, Any]) -> str:
    return json.dumps([item.get(name, "") for name in _ITEM], ensure_ascii=False, sort_keys=True)
