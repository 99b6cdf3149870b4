"""Addresses of lessons and quizzes."""

from __future__ import annotations

from django.utils import timezone

from patentfair.apps.learning.actions.sittings import answer_after, answer_before, begin_sitting, make_certificate
from patentfair.apps.learning.models import Certificate, Lesson, QuizItem, Sitting
from tests.web.routes.roles import ALL, AUDIT, STAFF, Route, fixed

OURS = frozenset({"staff", "head"})
COUNTED = (Lesson, QuizItem, Sitting, Certificate)
LESSON = {"kind": "law", "audiences": "pupil", "title_zh": "新课", "minutes": "3"}
ROUTES: dict[str, Route] = {
    "learn": Route(fixed("/zh/learn"), ALL),
    "lesson": Route(lambda t: f"/zh/learn/{t['lesson'].key}", AUDIT),
    "lesson-begin": Route(fixed("/zh/learn/claim/begin"), None, ALL),
    "sitting": Route(lambda t: f"/zh/learn/sittings/{t['sitting'].code}", ALL),
    "certificate": Route(
        lambda t: f"/zh/learn/sittings/{t['sitting'].code}/certificate", None, ALL, lambda _: {"name": "某人"}
    ),
    "certificate-check": Route(lambda t: f"/zh/certificates/{t['certificate'].code}", ALL, ALL),
    "lessons-mine": Route(fixed("/zh/center/lessons"), STAFF),
    "lesson-new": Route(fixed("/zh/center/lessons/new"), STAFF, STAFF, lambda _: LESSON),
    "lesson-edit": Route(lambda t: f"/zh/center/lessons/{t['lesson'].pk}", OURS, OURS, lambda _: LESSON),
    "lesson-items": Route(
        lambda t: f"/zh/center/lessons/{t['lesson'].pk}/items",
        OURS,
        OURS,
        lambda _: {"question_zh": "题", "option_0_zh": "对", "option_1_zh": "错"},
    ),
    "lesson-act": Route(lambda t: f"/zh/center/lessons/{t['lesson'].pk}/withdraw", None, OURS),
    "quiz-item-retire": Route(lambda t: f"/zh/center/quiz-items/{t['quiz_item'].pk}/retire", None, OURS),
}


def things(base: dict) -> dict:
    """A draft of a lesson with a question, and a sitting of the platform's own lesson that was passed."""
    lesson = Lesson.objects.create(
        center=base["claim"].center, key="draft-lesson", kind="law", title_zh="草稿", changed_at=timezone.now()
    )
    item = QuizItem.objects.create(lesson=lesson, question_zh="？", options=[{"zh": "1"}, {"zh": "2"}], right=0)
    sitting = begin_sitting(lesson=Lesson.objects.get(key="claim"))
    places = dict(QuizItem.objects.filter(lesson__key="claim").values_list("pk", "right"))
    answer_before(sitting=sitting, answers=[None, None, None])
    answer_after(sitting=sitting, answers=[places[pk] for pk in sitting.after_items])
    other = begin_sitting(lesson=sitting.lesson)
    answer_before(sitting=other, answers=[None, None, None])
    answer_after(sitting=other, answers=[places[pk] for pk in other.after_items])
    return {
        "lesson": lesson, "quiz_item": item, "sitting": sitting,
        "certificate": make_certificate(sitting=other, name="某人"),
    }  # fmt: skip
