"""Lessons and quizzes of the sample world: one of a center, and sittings of a class."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from patentfair.apps.exhibition.models import Exhibit
from patentfair.apps.learning.actions.lessons import add_item, draft_lesson, publish_lesson, send_lesson
from patentfair.apps.learning.actions.sittings import answer_after, answer_before, begin_sitting
from patentfair.apps.learning.built_in_lessons import load_built_in_lessons
from patentfair.apps.learning.models import Lesson, QuizItem
from patentfair.sample.cast import World

__all__ = ["make_learning"]


def make_learning(world: World) -> None:
    """A center's own lesson tied to an exhibit, and a class that sat two lessons."""
    load_built_in_lessons()
    center = world.centers["shanghai"]
    actor = world.staff_of(center)
    row = tomllib.loads(files(__package__).joinpath("lessons", "bone-and-air.toml").read_text("utf-8"))
    items = row.pop("item")
    exhibit = Exhibit.objects.filter(hall__center=center, texts__title__icontains="骨导").get()
    fields = [exhibit.patent.field] if exhibit.patent.field else []
    lesson = draft_lesson(actor=actor, center=center, fields=fields, exhibits=[exhibit], is_sample=True, **row)
    for item in items:
        add_item(actor=actor, lesson=lesson, **item)
    send_lesson(actor=actor, lesson=lesson)
    publish_lesson(actor=actor, lesson=lesson)
    for found, sittings in ((lesson, 24), (Lesson.objects.get(key="claim"), 32)):
        _class(world, found, sittings)


def _class(world: World, lesson: Lesson, sittings: int) -> None:
    """Pupils who know about a third before and about three quarters after."""
    right = dict(QuizItem.objects.filter(lesson=lesson).values_list("pk", "right"))
    for _ in range(sittings):
        sitting = begin_sitting(lesson=lesson, group="示例中学八年级（2）班")
        for items, knows, answer in (
            (sitting.before_items, 0.35, answer_before), (sitting.after_items, 0.75, answer_after),
        ):  # fmt: skip
            chosen = [right[item] if world.random.random() < knows else (right[item] + 1) % 3 for item in items]
            answer(sitting=sitting, answers=chosen)
