"""Write lessons, have them reviewed, publish them; keep their bank of questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import works_alone
from patentfair.apps.exhibition.models import Exhibit
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.apps.learning import events
from patentfair.apps.learning.models import Lesson, LessonExhibit, QuizItem
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.learning.quiz import FORM

__all__ = [
    "add_item",
    "change_lesson",
    "content_of",
    "draft_lesson",
    "publish_lesson",
    "retire_item",
    "return_lesson",
    "send_lesson",
    "shown_of",
    "withdraw_lesson",
]

SETTINGS = ("kind", "audiences", "minutes", "fields")
TEXTS = ("title_zh", "title_en", "summary_zh", "summary_en", "text_zh", "text_en")
AUDIENCES = ("pupil", "inventor", "firm")
LONGEST = {"title_zh": 80, "title_en": 120, "summary_zh": 200, "summary_en": 300, "text_zh": 12_000, "text_en": 24_000}
MOST_ITEMS = 200


@transaction.atomic
def draft_lesson(
    *,
    actor: Actor,
    center: Center | None,
    kind: str,
    audiences: Sequence[str],
    key: str = "",
    place: int = 100,
    minutes: int = 3,
    fields: Sequence[int] = (),
    exhibits: Iterable[Exhibit] = (),
    is_sample: bool = False,
    **texts: str,
) -> Lesson:
    """Begin a lesson. Only the platform writes lessons that are no center's."""
    _require_staff(actor, center.pk if center else None)
    values = _checked(kind, audiences, texts)
    stem = key or slugify(values["title_en"])[:50] or f"lesson-{center.key if center else 'platform'}"[:50]
    lesson = Lesson(
        center=center, kind=kind, audiences=list(audiences), place=place, minutes=max(1, min(minutes, 60)),
        fields=sorted(set(fields)), changed_at=timezone.now(), changed_by_id=actor.user_id, is_sample=is_sample,
        writers=[actor.user_id] if actor.user_id is not None else [],
        **values,
    )  # fmt: skip
    for number in range(1, 1000):
        lesson.key = stem if number == 1 else f"{stem}-{number}"
        try:
            with transaction.atomic():
                lesson.save(force_insert=True)
            break
        except IntegrityError:
            continue
    _tie(lesson, exhibits)
    _record(events.LESSON_DRAFTED, actor, lesson, kind=kind)
    return lesson


@transaction.atomic
def change_lesson(
    *,
    actor: Actor,
    lesson: Lesson,
    kind: str,
    audiences: Sequence[str],
    minutes: int = 3,
    fields: Sequence[int] = (),
    exhibits: Iterable[Exhibit] | None = None,
    **texts: str,
) -> None:
    """Change a lesson; readers see what was approved before until the new wording is."""
    _require_staff(actor, lesson.center_id)
    _open(lesson)
    values = _checked(kind, audiences, texts)
    changed = {
        **values, "kind": kind, "audiences": list(audiences), "fields": sorted(set(fields)),
        "minutes": max(1, min(minutes, 60)),
    }  # fmt: skip
    _reopen(actor, lesson, **changed)
    if exhibits is not None:
        _tie(lesson, exhibits)
    _record(events.LESSON_CHANGED, actor, lesson, content_sha256=digest(values))


@transaction.atomic
def add_item(
    *,
    actor: Actor,
    lesson: Lesson,
    question_zh: str,
    question_en: str,
    options: Sequence[dict[str, str]],
    right: int,
    why_zh: str = "",
    why_en: str = "",
) -> QuizItem:
    """Put a question into the lesson's bank."""
    _require_staff(actor, lesson.center_id)
    _open(lesson)
    if not (question_zh.strip() or question_en.strip()):
        raise Invalid("lesson.question", field="question_zh")
    if not 2 <= len(options) <= 5 or any(not (one.get("zh") or one.get("en")) for one in options):
        raise Invalid("lesson.options", field="options")
    if not 0 <= right < len(options):
        raise Invalid("lesson.right", field="right")
    if lesson.items.filter(retired_at=None).count() >= MOST_ITEMS:
        raise Refused("lesson.bank-full", limit=MOST_ITEMS)
    item = QuizItem.objects.create(
        lesson=lesson, question_zh=question_zh.strip()[:300], question_en=question_en.strip()[:400],
        options=[{name: one.get(name, "").strip()[:200] for name in ("zh", "en")} for one in options], right=right,
        why_zh=why_zh.strip()[:400], why_en=why_en.strip()[:600],
    )  # fmt: skip
    _reopen(actor, lesson)
    _record(events.ITEM_ADDED, actor, lesson, item=item.pk)
    return item


@transaction.atomic
def retire_item(*, actor: Actor, item: QuizItem) -> None:
    """Ask a question no more. Sittings that had it keep it. A published lesson keeps enough for its two forms."""
    _require_staff(actor, item.lesson.center_id)
    left = item.lesson.items.filter(retired_at=None).count() - 1
    if item.lesson.published_at is not None and left < 2 * FORM:
        raise Refused("lesson.too-few-questions", least=2 * FORM)
    if not QuizItem.objects.filter(pk=item.pk, retired_at=None).update(retired_at=timezone.now()):
        raise Refused("lesson.item-retired")
    _reopen(actor, item.lesson)
    _record(events.ITEM_RETIRED, actor, item.lesson, item=item.pk)


@transaction.atomic
def send_lesson(*, actor: Actor, lesson: Lesson) -> None:
    """Ask a colleague to look at the lesson. It needs a text and questions for two forms."""
    _require_staff(actor, lesson.center_id)
    _complete(lesson)
    if not Lesson.objects.filter(pk=lesson.pk, state=Lesson.State.DRAFT).update(state=Lesson.State.REVIEW):
        raise Refused("lesson.not-a-draft")
    lesson.state = Lesson.State.REVIEW
    _record(events.LESSON_SENT, actor, lesson)


@transaction.atomic
def return_lesson(*, actor: Actor, lesson: Lesson) -> None:
    """Send a lesson back to its writer."""
    _require_staff(actor, lesson.center_id)
    if not Lesson.objects.filter(pk=lesson.pk, state=Lesson.State.REVIEW).update(state=Lesson.State.DRAFT):
        raise Refused("lesson.not-in-review")
    lesson.state = Lesson.State.DRAFT
    _record(events.LESSON_RETURNED, actor, lesson)


@transaction.atomic
def publish_lesson(*, actor: Actor, lesson: Lesson, seen: str | None = None) -> None:
    """Publish what colleagues wrote; nobody publishes what they had a hand in, except where one is all there is.

    `seen` is the digest (`content_of`) of the lesson that was looked at; raises `Stale` where it was rewritten since.
    """
    _require_staff(actor, lesson.center_id)
    wrote = actor.user_id is not None and actor.user_id in lesson.writers
    if wrote and lesson.center_id is not None and not works_alone(lesson.center_id):
        raise Refused("lesson.four-eyes")
    if seen is not None and seen != content_of(lesson):
        raise Stale("lesson.rewritten")
    _complete(lesson)
    shown = shown_of(lesson)
    values = {
        "state": Lesson.State.PUBLISHED, "published_at": lesson.published_at or timezone.now(), "shown": shown,
        "reviewed_by_id": actor.user_id, "writers": [],
    }  # fmt: skip
    waiting = Lesson.objects.filter(pk=lesson.pk, state=Lesson.State.REVIEW, changed_at=lesson.changed_at)
    if not waiting.update(**values):
        raise Refused("lesson.not-in-review")
    for name, value in values.items():
        setattr(lesson, name, value)
    _record(events.LESSON_PUBLISHED, actor, lesson, kind=lesson.kind, content_sha256=digest(shown))


@transaction.atomic
def withdraw_lesson(*, actor: Actor, lesson: Lesson) -> None:
    """Take a lesson off the public pages for good; its sittings stay."""
    _require_staff(actor, lesson.center_id)
    if (
        not Lesson.objects.filter(pk=lesson.pk)
        .exclude(state=Lesson.State.WITHDRAWN)
        .update(state=Lesson.State.WITHDRAWN)
    ):
        raise Refused("lesson.withdrawn")
    lesson.state = Lesson.State.WITHDRAWN
    _record(events.LESSON_WITHDRAWN, actor, lesson)


def shown_of(lesson: Lesson) -> dict[str, object]:
    """What readers are to see of the lesson as it stands."""
    items = lesson.items.filter(retired_at=None).order_by("pk").values_list("pk", flat=True)
    return {name: getattr(lesson, name) for name in (*TEXTS, *SETTINGS)} | {"items": list(items)}


def content_of(lesson: Lesson) -> str:
    """SHA-256 of all that a reviewer looks at."""
    return digest(shown_of(lesson))


def _reopen(actor: Actor, lesson: Lesson, **changed: Any) -> None:
    """Make it a draft again, with one more hand in it; readers see what was approved before."""
    writers = [*lesson.writers, *([actor.user_id] if actor.user_id not in (None, *lesson.writers) else [])]
    values = {
        **changed, "state": Lesson.State.DRAFT, "changed_at": timezone.now(), "changed_by_id": actor.user_id,
        "writers": writers,
    }  # fmt: skip
    if not Lesson.objects.filter(pk=lesson.pk).exclude(state=Lesson.State.WITHDRAWN).update(**values):
        raise Refused("lesson.withdrawn")
    for name, value in values.items():
        setattr(lesson, name, value)


def _tie(lesson: Lesson, exhibits: Iterable[Exhibit]) -> None:
    """Tie the lesson to these exhibits and to no others."""
    lesson.lesson_exhibits.all().delete()
    LessonExhibit.objects.bulk_create(LessonExhibit(lesson=lesson, exhibit=one) for one in exhibits)


def _require_staff(actor: Actor, center_id: int | None) -> None:
    if not (actor.is_system or (center_id is not None and center_id in actor.centers)):
        raise Refused("learning.staff-only")


def _open(lesson: Lesson) -> None:
    if lesson.state == Lesson.State.WITHDRAWN:
        raise Refused("lesson.withdrawn")


def _complete(lesson: Lesson) -> None:
    if not any(
        getattr(lesson, f"title_{language}") and getattr(lesson, f"text_{language}") for language in ("zh", "en")
    ):
        raise Invalid("lesson.no-text", field="text_zh")
    if lesson.items.filter(retired_at=None).count() < 2 * FORM:
        raise Invalid("lesson.too-few-questions", field="question_zh", least=2 * FORM)


def _checked(kind: str, audiences: Sequence[str], texts: dict[str, str]) -> dict[str, str]:
    values = {name: str(texts.get(name, "")).strip().replace("\r\n", "\n") for name in TEXTS}
    if kind not in Lesson.Kind.values:
        raise Invalid("lesson.kind", field="kind")
    if not audiences or not set(audiences) <= set(AUDIENCES):
        raise Invalid("lesson.audience", field="audiences")
    if not (values["title_zh"] or values["title_en"]):
        raise Invalid("lesson.title", field="title_zh")
    for name, limit in LONGEST.items():
        if len(values[name]) > limit:
            raise Invalid("lesson.text-too-long", field=name, limit=limit)
    return values


def _record(event: EventType, actor: Actor, lesson: Lesson, **facts: object) -> None:
    record(
        event,
        actor=actor.reference,
        object=f"lesson:{lesson.pk}",
        center=f"center:{lesson.center_id}" if lesson.center_id else "",
        **facts,  # type: ignore[arg-type]
    )
