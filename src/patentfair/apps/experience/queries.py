"""Find experience by situation and words; see who used it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Count, Q, QuerySet

from patentfair.apps.experience.access import PUBLISHED
from patentfair.apps.experience.models import Adoption, Report, SituationTag
from patentfair.domain.experience.reuse import Reuse, credited, pairs
from patentfair.domain.experience.situation import FACETS, Facet

__all__ = ["credited_reuses", "facet_counts", "find_reports", "reuse_pairs", "shown_among"]

MOST_WORDS = 8


def find_reports(words: str, chosen: Mapping[Facet, str]) -> QuerySet[Report]:
    """Published reports in which every word stands and which bear every chosen tag, the newest first."""
    found = Report.objects.filter(PUBLISHED)
    for word in words.casefold().split()[:MOST_WORDS]:
        found = found.filter(current__words__contains=word)
    for facet, code in chosen.items():
        found = found.filter(Q(pk__in=SituationTag.objects.filter(facet=facet.value, code=code).values("report")))
    return found.select_related("center", "current").order_by("-current__published_at", "-pk")


def shown_among(pks: Iterable[int]) -> set[int]:
    """Those of the reports (ids) that everyone can read."""
    return set(Report.objects.filter(PUBLISHED, pk__in=list(pks)).values_list("pk", flat=True))


def facet_counts(words: str, chosen: Mapping[Facet, str]) -> dict[Facet, dict[str, int]]:
    """For each facet, how many reports each of its codes would leave, given what is chosen in the others."""
    counts: dict[Facet, dict[str, int]] = {}
    for facet in FACETS:
        others = {name: code for name, code in chosen.items() if name is not facet}
        rows = SituationTag.objects.filter(facet=facet.value, report__in=find_reports(words, others).values("pk"))
        counts[facet] = dict(rows.values_list("code").annotate(n=Count("report")).values_list("code", "n"))
    return counts


def _reuses() -> list[Reuse[int]]:
    rows = Adoption.objects.filter(reused_at__isnull=False).values_list("report__center", "center")
    return [Reuse(author, reuser) for author, reuser in rows]


def reuse_pairs() -> dict[tuple[int, int], tuple[int, int]]:
    """For each author's and reuser's center: reuses, and reuses the other way round."""
    return pairs(_reuses())


def credited_reuses() -> dict[int, int]:
    """Reuses that count for each center; of two that use each other's, two at most."""
    return credited(_reuses())
