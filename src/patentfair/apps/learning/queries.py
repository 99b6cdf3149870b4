"""Read lessons, and what was gained by those who sat their questions."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Count, F, QuerySet, Sum

from patentfair.apps.exhibition.access import SHOWN
from patentfair.apps.exhibition.models import Exhibit
from patentfair.apps.learning.access import PUBLISHED
from patentfair.apps.learning.actions.sittings import name_hash
from patentfair.apps.learning.models import Certificate, Lesson, Sitting
from patentfair.domain.learning.quiz import Gain, Sums, gain_of

__all__ = ["exhibits_of", "gain_by_group", "gains_of", "is_named", "lessons_on", "published_lessons"]

MOST_GROUPS = 50


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


def _gains(sittings: QuerySet[Sitting], by: str, *, least: int = 1, most: int | None = None) -> dict[Any, Gain]:
    """For each value of `by`, what its finished sittings gained, added up by the database; the largest first."""
    difference = F("after") - F("before")
    rows = (
        sittings.filter(after__isnull=False)
        .values(by)
        .annotate(
            n=Count("pk"),
            points_before=Sum("before"),
            points_after=Sum("after"),
            squares=Sum(difference * difference, output_field=BigIntegerField()),
        )
        .filter(n__gte=least)
        .order_by("-n", by)[:most]
    )
    sums = {row[by]: Sums(row["n"], row["points_before"], row["points_after"], row["squares"]) for row in rows}
    return {key: gain for key, one in sums.items() if (gain := gain_of(one)) is not None}


def gains_of(lessons: Iterable[Lesson]) -> dict[int, Gain]:
    """For the id of each lesson that somebody finished, what was gained over all finished sittings."""
    return _gains(Sitting.objects.filter(lesson__in=list(lessons)), "lesson")


def gain_by_group(lesson: Lesson, *, least: int = 5) -> list[tuple[str, Gain]]:
    """What each named class or event gained, those of at least `least` sittings, the largest first."""
    named = Sitting.objects.filter(lesson=lesson).exclude(group="")
    return list(_gains(named, "group", least=least, most=MOST_GROUPS).items())


def is_named(certificate: Certificate, name: str) -> bool:
    """Whether the certificate was printed with this name."""
    return secrets.compare_digest(certificate.name_hash, name_hash(certificate.salt, " ".join(name.split())))
