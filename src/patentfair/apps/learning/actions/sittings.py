"""Sit a lesson's questions before and after, and have a certificate made. No account, no name is needed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import ANONYMOUS, Actor
from patentfair.apps.journal.actions import record
from patentfair.apps.learning import events
from patentfair.apps.learning.models import Certificate, Lesson, QuizItem, Sitting
from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.learning.quiz import draw_forms, score

__all__ = ["PASS", "answer_after", "answer_before", "begin_sitting", "make_certificate", "name_hash"]

PASS = 60
LONGEST_GROUP = 40
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def _code(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def begin_sitting(*, actor: Actor = ANONYMOUS, lesson: Lesson, group: str = "") -> Sitting:
    """Draw the questions for one reader; the code is all that leads back to the sitting. Nothing of `actor` is kept."""
    del actor  # a reader is nobody, also when signed in
    if lesson.published_at is None or lesson.state == Lesson.State.WITHDRAWN:
        raise Refused("lesson.not-published")
    items = list(lesson.items.filter(pk__in=lesson.shown["items"]).values_list("pk", flat=True))
    code = _code(12)
    before, after = draw_forms(items, code)
    return Sitting.objects.create(
        lesson=lesson, code=code, group=" ".join(group.split())[:LONGEST_GROUP], before_items=before,
        after_items=after, began_at=timezone.now(),
    )  # fmt: skip


def _points(items: Sequence[int], answers: Sequence[int | None]) -> int:
    right = dict(QuizItem.objects.filter(pk__in=items).values_list("pk", "right"))
    return score(list(answers), [right[item] for item in items])


def _still_there(sitting: Sitting) -> None:
    if Lesson.objects.filter(pk=sitting.lesson_id, state=Lesson.State.WITHDRAWN).exists():
        raise Refused("lesson.withdrawn")


@transaction.atomic
def answer_before(*, actor: Actor = ANONYMOUS, sitting: Sitting, answers: Sequence[int | None]) -> None:
    """Keep the answers given before the lesson; what was answered is not answered again."""
    del actor
    _still_there(sitting)
    points = _points(sitting.before_items, answers)
    kept = {**sitting.answers, "before": list(answers)}
    if not Sitting.objects.filter(pk=sitting.pk, before=None).update(before=points, answers=kept):
        raise Refused("lesson.answered-already")
    sitting.before, sitting.answers = points, kept


@transaction.atomic
def answer_after(*, actor: Actor = ANONYMOUS, sitting: Sitting, answers: Sequence[int | None]) -> None:
    """Keep the answers given after the lesson and tell the journal what was gained; every question is answered."""
    _still_there(sitting)
    if sitting.before is None:
        raise Refused("lesson.before-first")
    if any(one is None for one in answers):
        raise Invalid("lesson.answer-each", field="answers")
    points = _points(sitting.after_items, answers)
    kept = {**sitting.answers, "after": list(answers)}
    done = Sitting.objects.filter(pk=sitting.pk, after=None)
    if not done.update(after=points, answers=kept, finished_at=timezone.now()):
        raise Refused("lesson.answered-already")
    sitting.after, sitting.answers = points, kept
    lesson = sitting.lesson
    center = f"center:{lesson.center_id}" if lesson.center_id else ""
    record(
        events.QUIZ,
        actor=ANONYMOUS.reference,
        object=f"lesson:{lesson.pk}",
        center=center,
        lesson=lesson.key,
        before=sitting.before,
        after=points,
        questions=len(sitting.after_items),
    )
    if lesson.shown.get("kind") == Lesson.Kind.LAW:
        token = sha256(f"sitting:{sitting.code}".encode()).hexdigest()[:32]
        record(
            events.REACH,
            actor=ANONYMOUS.reference,
            object=f"lesson:{lesson.pk}",
            center=center,
            lesson=lesson.key,
            way="lesson",
            token=token,
        )
    del actor


@transaction.atomic
def make_certificate(*, actor: Actor = ANONYMOUS, sitting: Sitting, name: str) -> Certificate:
    """A certificate for whoever passed, also where the lesson was withdrawn since.

    The name is printed, not kept; its salted hash lets others check the paper.
    """
    del actor
    name = " ".join(name.split())
    if not 1 <= len(name) <= 60:
        raise Invalid("lesson.certificate-name", field="name")
    if sitting.after is None or sitting.after < PASS:
        raise Refused("lesson.not-passed", least=PASS)
    if Certificate.objects.filter(sitting=sitting).exists():
        raise Refused("lesson.certificate-made")
    salt = secrets.token_hex(16)
    made = Certificate.objects.create(
        sitting=sitting, code=_code(10), salt=salt, name_hash=name_hash(salt, name), made_at=timezone.now()
    )
    lesson = sitting.lesson
    record(
        events.CERTIFICATE_MADE,
        actor=ANONYMOUS.reference,
        object=f"lesson:{lesson.pk}",
        center=f"center:{lesson.center_id}" if lesson.center_id else "",
        lesson=lesson.key,
    )
    return made


def name_hash(salt: str, name: str) -> str:
    """SHA-256 of salt and name in lower case, hexadecimal: what is kept of the name on a certificate."""
    return sha256(f"{salt}:{name.casefold()}".encode()).hexdigest()
