"""Lessons as pages show them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from patentfair.apps.learning.models import Lesson, QuizItem
from patentfair.domain.kernel.words import Words

__all__ = ["AUDIENCES", "KINDS", "STATES", "blocks", "item_row", "lesson_row", "lesson_text"]

AUDIENCES = {
    "pupil": Words("学生", "A pupil"),
    "inventor": Words("发明人", "An inventor"),
    "firm": Words("中小企业", "A small firm"),
}
KINDS = {"science": Words("科普", "Popular science"), "law": Words("普法", "IP law")}
STATES = {
    "draft": Words("草稿", "Draft"),
    "review": Words("待审核", "Waits for review"),
    "published": Words("已发布", "Published"),
    "withdrawn": Words("已撤下", "Withdrawn"),
}


def lesson_text(lesson: Lesson, name: str, language: str, *, draft: bool = False) -> tuple[str, str]:
    """Title, summary or text as approved (or as it stands in the draft), and the language it is in."""
    other = "en" if language == "zh" else "zh"
    texts = {key: getattr(lesson, key) for key in (f"{name}_{language}", f"{name}_{other}")} if draft else lesson.shown
    own = texts.get(f"{name}_{language}", "")
    return (own, language) if own else (texts.get(f"{name}_{other}", ""), other)


def lesson_row(lesson: Lesson, language: str, *, draft: bool = False) -> dict[str, Any]:
    """A lesson in a list."""
    title, written = lesson_text(lesson, "title", language, draft=draft)
    told = {"kind": lesson.kind, "minutes": lesson.minutes} if draft else lesson.shown
    summary, summary_language = lesson_text(lesson, "summary", language, draft=draft)
    return {
        "pk": lesson.pk, "key": lesson.key, "url": reverse("lesson", args=[lesson.key]), "title": title,
        "language": written, "summary": summary, "summary_language": summary_language, "minutes": told["minutes"],
        "kind": KINDS[str(told["kind"])].of(language), "center": lesson.center,
        "state": STATES[lesson.state].of(language),
    }  # fmt: skip


def blocks(text: str) -> list[dict[str, Any]]:
    """The text as headings, lists and paragraphs; nothing in it is taken for markup."""
    found: list[dict[str, Any]] = []
    for part in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in part.strip().split("\n") if line.strip()]
        if not lines:
            continue
        if lines[0].startswith("# "):
            found.append({"kind": "heading", "text": lines[0][2:]})
            lines = lines[1:]
        if lines and all(line.startswith("- ") for line in lines):
            found.append({"kind": "list", "lines": [line[2:] for line in lines]})
        elif lines:
            found.append({"kind": "paragraph", "text": " ".join(lines)})
    return found


def item_row(item: QuizItem, language: str, given: int | None = None) -> dict[str, Any]:
    """A question with its options; with the answer that was given, whether it was right and why."""

    def words(zh: str, en: str) -> str:
        return (zh or en) if language == "zh" else (en or zh)

    return {
        "pk": item.pk, "question": words(item.question_zh, item.question_en),
        "options": [words(one.get("zh", ""), one.get("en", "")) for one in item.options], "given": given,
        "right": item.right, "is_right": given == item.right, "why": words(item.why_zh, item.why_en),
    }  # fmt: skip
