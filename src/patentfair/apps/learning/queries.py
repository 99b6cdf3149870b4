"""Read lessons, and what was gained by those who sat their questions."""

from __future__ import annotations

import secrets
from collections import Counter

from django.db.models import QuerySet

from patentfair.apps.exhibition.access import SHOWN
from patentfair.apps.exhibition.models import Exhibit
from patentfair.apps.learning.access import PUBLISHED
from patentfair.apps.learning.actions.sittings import name_hash
from patentfair.apps.learning.models import Certificate, Lesson, Sitting
from patentfair.domain.learning.quiz import Gain, gain_of

__all__ = ["exhibits_of", "gain_by_group", "is_named", "lesson_gain", "lessons_on", "published_lessons"]


def published_lessons() -> QuerySet[Lesson]:
    """What everyone reads, in the order of the path."""
    return Lesson.objects.filter(PUBLISHED).select_related("center").order_by("place", "pk")


def exhibits_of(lesson: Lesson) -> QuerySet[Exhibit]:
    """Exhibits shown that the lesson is tied to, or whose field of technology is one of its own."""
    tied = Exhibit.objects.filter(SHOWN, lesson_exhibits__lesson=lesson)
    if not tied.exists() and lesson.fields:
        tied = Exhibit.objects.filter(SHOWN, patent__field__in=lesson.fields)
    return tied.select_related("hall", "patent", "owner").prefetch_related("pictures").order_by("hall", "number")[:4]


def lessons_on(exhibit: Exhibit) -> list[Lesson]:
    """Published lessons tied to the exhibit, then those on its field of technology."""
    tied = list(published_lessons().filter(lesson_exhibits__exhibit=exhibit)[:3])
    rest = [one for one in published_lessons() if exhibit.patent.field in one.shown["fields"] and one not in tied]
    return (tied + rest)[:3]


def _finished(lesson: Lesson, **filters: str) -> list[tuple[int, int]]:
    """Points before and after of every finished sitting."""
    rows = Sitting.objects.filter(lesson=lesson, **filters).values_list("before", "after")
    return [(before, after) for before, after in rows if before is not None and after is not None]


def lesson_gain(lesson: Lesson) -> Gain | None:
    """What was gained over all finished sittings of the lesson."""
    return gain_of(_finished(lesson))


def gain_by_group(lesson: Lesson, *, least: int = 5) -> list[tuple[str, Gain]]:
    """What each named class or event gained, those of at least `least` sittings, the largest first."""
    groups = Counter(
        Sitting.objects.filter(lesson=lesson, after__isnull=False).exclude(group="").values_list("group", flat=True)
    )
    named = [(name, gain_of(_finished(lesson, group=name))) for name, n in groups.most_common(50) if n >= least]
    return [(name, gain) for name, gain in named if gain is not None]


def is_named(certificate: Certificate, name: str) -> bool:
    """Whether the certificate was printed with this name."""
    return secrets.compare_digest(certificate.name_hash, name_hash(certificate.salt, " ".join(name.split())))
