"""Lessons are reviewed, questions drawn anew for each reader, gains kept without names."""

from __future__ import annotations

import json
from math import sqrt
from random import Random
from statistics import mean, stdev

import pytest
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM, visible
from patentfair.apps.centers.models import Center, Post
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.journal.models import Entry
from patentfair.apps.learning.access import LESSONS
from patentfair.apps.learning.actions import lessons as acts
from patentfair.apps.learning.actions.sittings import (
    answer_after,
    answer_before,
    begin_sitting,
    make_certificate,
)
from patentfair.apps.learning.built_in_lessons import load_built_in_lessons, read_built_in_lessons
from patentfair.apps.learning.models import Certificate, Lesson, QuizItem, Sitting
from patentfair.apps.learning.queries import gain_by_group, gains_of, is_named, lessons_on, published_lessons
from patentfair.domain.kernel.errors import Invalid, Refused

TEXTS = {"title_zh": "专利是什么", "text_zh": "一段话。"}


@pytest.fixture
def center(world):
    return Center.objects.get(key="zhejiang")


def person(world, center, name):
    user = world.make_user(name)
    Post.objects.create(user=user, center=center, role="staff")
    return actor_of(user, timezone.localdate())


@pytest.fixture
def writer(world, center):
    return person(world, center, "writer")


@pytest.fixture
def reviewer(world, center):
    return person(world, center, "reviewer")


def with_bank(writer, center, number=6, kind="law"):
    lesson = acts.draft_lesson(actor=writer, center=center, kind=kind, audiences=["pupil"], **TEXTS)
    for at in range(number):
        options = [{"zh": "对", "en": "yes"}, {"zh": "错", "en": "no"}]
        acts.add_item(
            actor=writer, lesson=lesson, question_zh=f"第 {at} 题", question_en="", options=options, right=at % 2
        )
    return lesson


@pytest.fixture
def lesson(writer, reviewer, center):
    made = with_bank(writer, center)
    acts.send_lesson(actor=writer, lesson=made)
    acts.publish_lesson(actor=reviewer, lesson=made)
    return made


def answers(items, *, right):
    places = QuizItem.objects.in_bulk(items)
    return [places[item].right if right else 1 - places[item].right for item in items]


def sat(lesson, *, before=False, after=True, group=""):
    sitting = begin_sitting(lesson=lesson, group=group)
    answer_before(sitting=sitting, answers=answers(sitting.before_items, right=before))
    answer_after(sitting=sitting, answers=answers(sitting.after_items, right=after))
    return sitting


def test_a_lesson_is_read_by_a_second_person_before_others_see_it(writer, reviewer, center):
    made = with_bank(writer, center, number=5)
    with pytest.raises(Invalid, match=r"lesson\.too-few-questions"):
        acts.send_lesson(actor=writer, lesson=made)
    options = [{"zh": "甲"}, {"zh": "乙"}]
    acts.add_item(actor=writer, lesson=made, question_zh="第六题", question_en="", options=options, right=0)
    acts.send_lesson(actor=writer, lesson=made)
    with pytest.raises(Refused, match=r"lesson\.four-eyes"):
        acts.publish_lesson(actor=writer, lesson=made)
    assert made not in published_lessons()
    acts.publish_lesson(actor=reviewer, lesson=made)
    assert made in published_lessons()
    acts.change_lesson(actor=writer, lesson=made, kind="law", audiences=["firm"], **(TEXTS | {"text_zh": "改过的话。"}))
    made.refresh_from_db()
    assert (made.state, made.shown["text_zh"]) == ("draft", "一段话。")
    acts.withdraw_lesson(actor=writer, lesson=made)
    assert made not in published_lessons()


def test_the_staff_of_another_center_touch_nothing(world, writer, lesson):
    stranger = person(world, Center.objects.get(key="jiangsu"), "stranger")
    draft = with_bank(writer, lesson.center)
    assert not visible(Lesson.objects.filter(pk=draft.pk), LESSONS, "read", stranger)
    before = Entry.objects.count()
    for act in (
        lambda: acts.draft_lesson(actor=stranger, center=lesson.center, kind="law", audiences=["firm"], **TEXTS),
        lambda: acts.change_lesson(actor=stranger, lesson=draft, kind="law", audiences=["firm"], **TEXTS),
        lambda: acts.add_item(
            actor=stranger, lesson=draft, question_zh="？", question_en="", options=[{"zh": "1"}, {"zh": "2"}], right=0
        ),
        lambda: acts.retire_item(actor=stranger, item=draft.items.first()),
        lambda: acts.send_lesson(actor=stranger, lesson=draft),
        lambda: acts.return_lesson(actor=stranger, lesson=draft),
        lambda: acts.publish_lesson(actor=stranger, lesson=draft),
        lambda: acts.withdraw_lesson(actor=stranger, lesson=lesson),
    ):
        with pytest.raises(Refused, match=r"learning\.staff-only"):
            act()
    assert Entry.objects.count() == before
    with pytest.raises(Refused, match=r"learning\.staff-only"):
        acts.withdraw_lesson(actor=writer, lesson=Lesson.objects.get(key="claim"))  # the platform's own


def test_a_sitting_is_answered_once_in_order_and_told_in_the_journal(lesson):
    sitting = begin_sitting(lesson=lesson, group="七年级（1）班")
    with pytest.raises(Refused, match=r"lesson\.before-first"):
        answer_after(sitting=sitting, answers=answers(sitting.after_items, right=True))
    answer_before(sitting=sitting, answers=[None, *answers(sitting.before_items, right=True)[1:]])
    assert sitting.before == 67
    with pytest.raises(Refused, match=r"lesson\.answered-already"):
        answer_before(sitting=sitting, answers=answers(sitting.before_items, right=True))
    with pytest.raises(Invalid, match=r"lesson\.answer-each"):
        answer_after(sitting=sitting, answers=[0, None, 1])
    answer_after(sitting=sitting, answers=answers(sitting.after_items, right=True))
    with pytest.raises(Refused, match=r"lesson\.answered-already"):
        answer_after(sitting=Sitting.objects.get(pk=sitting.pk), answers=answers(sitting.after_items, right=False))
    entries = Entry.objects.filter(object=f"lesson:{lesson.pk}", event__in=["event.quiz", "campaign.reach"])
    told = {entry.event: json.loads(entry.facts) for entry in entries}
    assert told["event.quiz"] == {
        "lesson": lesson.key, "before": 67, "after": 100, "questions": 3,
    }  # fmt: skip
    assert told["campaign.reach"]["way"] == "lesson"
    assert sitting.code not in str(told), "the journal does not lead back to the sitting"
    assert set(entries.values_list("actor", flat=True)) == {"visitor"}


def test_a_science_lesson_is_no_publicity_of_law(writer, reviewer, center):
    made = with_bank(writer, center, kind="science")
    acts.send_lesson(actor=writer, lesson=made)
    acts.publish_lesson(actor=reviewer, lesson=made)
    sat(made)
    assert not Entry.objects.filter(event="campaign.reach", object=f"lesson:{made.pk}").exists()


def test_gains_of_the_lesson_and_of_its_groups(lesson):
    for _ in range(5):
        sat(lesson, group="一班")
    sat(lesson, before=True, after=True)
    gain = gains_of([lesson])[lesson.pk]
    assert (gain.n, gain.before, gain.after) == (6, pytest.approx(100 / 6), 100)
    assert [(name, one.n, one.mean) for name, one in gain_by_group(lesson)] == [("一班", 5, 100)]


def test_gains_are_those_of_the_sittings_one_by_one(lesson):
    """The database adds up; row by row it comes to the same mean and interval, for the lesson and for each group."""
    random = Random("gains")
    rows = [
        {"before": random.choice((0, 33, 67, 100)), "after": random.choice((None, 33, 67, 100)),
         "group": random.choice(("", "一班", "二班", "三班"))}
        for _ in range(400)
    ]  # fmt: skip
    now = timezone.now()
    Sitting.objects.bulk_create(
        Sitting(lesson=lesson, code=f"gain{at}", before_items=[], after_items=[], began_at=now, **row)
        for at, row in enumerate(rows)
    )

    def plain(rows):
        found = [(one["before"], one["after"]) for one in rows if one["after"] is not None]
        differences = [after - before for before, after in found]
        half = 1.96 * stdev(differences) / sqrt(len(found))
        return (
            len(found), mean(one for one, _ in found), mean(one for _, one in found), mean(differences),
            mean(differences) - half, mean(differences) + half,
        )  # fmt: skip

    def told(gain):
        return pytest.approx((gain.n, gain.before, gain.after, gain.mean, gain.low, gain.high))

    assert plain(rows) == told(gains_of([lesson])[lesson.pk])
    groups = gain_by_group(lesson)
    assert {name for name, _ in groups} == {"一班", "二班", "三班"}
    assert [one.n for _, one in groups] == sorted((one.n for _, one in groups), reverse=True)
    for name, gain in groups:
        assert plain([one for one in rows if one["group"] == name]) == told(gain)
    untouched = acts.draft_lesson(actor=SYSTEM, center=None, kind="law", audiences=["firm"], **TEXTS)
    assert set(gains_of([lesson, untouched])) == {lesson.pk}
    with CaptureQueriesContext(connection) as asked:
        gains_of(Lesson.objects.all())
        gain_by_group(lesson)
    assert sum('"learning_sitting"' in one["sql"] for one in asked) == 2


def test_a_certificate_is_made_once_for_who_passed_and_keeps_no_name(lesson):
    with pytest.raises(Refused, match=r"lesson\.not-passed"):
        make_certificate(sitting=sat(lesson, after=False), name="王小明")
    sitting = sat(lesson)
    with pytest.raises(Invalid, match=r"lesson\.certificate-name"):
        make_certificate(sitting=sitting, name="  ")
    made = make_certificate(sitting=sitting, name=" 王小明 ")
    with pytest.raises(Refused, match=r"lesson\.certificate-made"):
        make_certificate(sitting=sitting, name="李四")
    assert is_named(made, "王小明")
    assert not is_named(made, "王小红")
    rows = [*Certificate.objects.all(), *Sitting.objects.all(), *Entry.objects.order_by("-pk")[:50]]
    assert "王小明" not in serializers.serialize("json", rows, ensure_ascii=False)


def test_a_question_is_retired_and_enough_stay(writer, reviewer, lesson):
    with pytest.raises(Refused, match=r"lesson\.too-few-questions"):
        acts.retire_item(actor=writer, item=lesson.items.first())
    options = [{"zh": "甲"}, {"zh": "乙"}]
    acts.add_item(actor=writer, lesson=lesson, question_zh="新题", question_en="", options=options, right=1)
    first = lesson.items.order_by("pk").first()
    acts.retire_item(actor=writer, item=first)
    asked = begin_sitting(lesson=Lesson.objects.get(pk=lesson.pk))
    assert first.pk in {*asked.before_items, *asked.after_items}, "until a second person has looked"
    lesson.refresh_from_db()
    acts.send_lesson(actor=writer, lesson=lesson)
    acts.publish_lesson(actor=reviewer, lesson=lesson)
    drawn = [begin_sitting(lesson=lesson) for _ in range(20)]
    assert first.pk not in {item for one in drawn for item in (*one.before_items, *one.after_items)}


def test_lessons_that_come_with_the_platform(db):
    assert load_built_in_lessons() == 0, "the sample world has them"
    for row in read_built_in_lessons():
        found = Lesson.objects.get(key=row["key"])
        assert found.center is None
        assert len(row["item"]) >= 6
        for item in row["item"]:
            assert 0 <= item["right"] < len(item["options"])
            assert all(one["zh"] and one["en"] for one in item["options"])
            assert item["question_zh"]
            assert item["question_en"]
            assert item["why_zh"]
            assert item["why_en"]
    places = [item["right"] for row in read_built_in_lessons() for item in row["item"]]
    assert max(places.count(place) for place in set(places)) < len(places) / 2, "the right one stands anywhere"


def test_a_new_release_brings_its_lessons_up_to_date(db):
    lesson = Lesson.objects.get(key="kinds")
    Lesson.objects.filter(pk=lesson.pk).update(title_zh="旧的题目")
    old = lesson.items.order_by("pk").first()
    type(old).objects.filter(pk=old.pk).update(why_zh="旧的说明")
    assert load_built_in_lessons() == 1
    lesson.refresh_from_db()
    old.refresh_from_db()
    assert lesson.title_zh != "旧的题目"
    assert lesson.shown["title_zh"] == lesson.title_zh
    assert old.retired_at, "who sat with it sees it as it was"
    assert lesson.items.filter(retired_at=None, question_zh=old.question_zh).exclude(why_zh="旧的说明").count() == 1
    assert load_built_in_lessons() == 0
    assert lesson.items.filter(retired_at=None).count() == 6


def test_a_lesson_finds_its_exhibit_and_the_exhibit_its_lesson(db):
    lesson = Lesson.objects.get(key="bone-and-air")
    exhibit = lesson.lesson_exhibits.get().exhibit
    assert lesson in lessons_on(exhibit)
