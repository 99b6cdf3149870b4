"""Read halls: what is shown, what may still be put in, and what came of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet, Sum

from patentfair.apps.centers.models import Center
from patentfair.apps.exhibition.access import OPEN
from patentfair.apps.exhibition.models import Exhibit, ExhibitLead, ExhibitPicture, Hall, VisitCount
from patentfair.apps.market.models import Deal, Listing, Publication
from patentfair.domain.exhibition.trace import Stage, trace

__all__ = ["candidates", "covers_of", "is_open", "open_halls", "shown_exhibits", "trace_of", "visits_by_way"]


def open_halls() -> QuerySet[Hall]:
    """Halls that are open, newest first, each with the number of its exhibits as `exhibit_count`."""
    shown = Q(exhibits__shown_at__isnull=False) & ~Q(exhibits__state=Exhibit.State.WITHDRAWN)
    return (
        Hall.objects.filter(OPEN)
        .select_related("center")
        .annotate(exhibit_count=Count("exhibits", filter=shown))
        .order_by("-opened_at", "-pk")
    )


def covers_of(halls: Iterable[Hall]) -> dict[int, ExhibitPicture]:
    """For each hall's id, the first picture that its visitors see."""
    pictures = (
        ExhibitPicture.objects.filter(
            exhibit__hall__in=list(halls), kind=ExhibitPicture.Kind.PICTURE, exhibit__shown_at__isnull=False
        )
        .exclude(exhibit__state=Exhibit.State.WITHDRAWN)
        .select_related("exhibit")
        .order_by("-exhibit__number", "-place")
    )
    return {one.exhibit.hall_id: one for one in pictures}


def is_open(hall: Hall) -> bool:
    """Whether the public is let in: it was opened, and its center was not removed."""
    return hall.state == Hall.State.OPEN and hall.center.state != Center.State.REMOVED


def shown_exhibits(hall: Hall) -> QuerySet[Exhibit]:
    """What a visitor sees in the hall, in the order of its catalogue; nothing once it is closed or its center gone."""
    return (
        hall.exhibits.filter(shown_at__isnull=False)
        .exclude(hall__state=Hall.State.CLOSED)
        .exclude(hall__center__state=Center.State.REMOVED)
        .exclude(state=Exhibit.State.WITHDRAWN)
        .select_related("patent", "owner", "listing", "hall__center")
        .prefetch_related("pictures")
        .order_by("number")
    )


def candidates(hall: Hall, text: str = "", *, everywhere: bool = False) -> QuerySet[Listing]:
    """Listings that are on offer and not in the hall yet: of the center's region, or of all."""
    there = hall.exhibits.exclude(state=Exhibit.State.WITHDRAWN).values("patent")
    found = Listing.objects.filter(state=Publication.PUBLISHED).exclude(patent__in=there)
    if not everywhere and not hall.center.is_national:
        found = found.filter(Q(organisation__province=hall.center.province) | Q(center=hall.center))
    for word in text.split()[:6]:
        found = found.filter(
            Q(title__icontains=word)
            | Q(plain__icontains=word)
            | Q(translation__title__icontains=word)
            | Q(patent__key__icontains=word)
            | Q(organisation__name_zh__icontains=word)
            | Q(organisation__name_en__icontains=word)
        )
    return found.select_related("patent", "organisation").order_by("-published_at", "-pk")


def visits_by_way(exhibits: Iterable[Exhibit]) -> dict[int, Counter[str]]:
    """For each exhibit's id, its visits by the way that led to it."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = VisitCount.objects.filter(exhibit__in=list(exhibits)).values_list("exhibit", "way").annotate(Sum("count"))
    for pk, way, count in rows:
        found[pk][way] += count
    return found


def trace_of(exhibits: Iterable[Exhibit]) -> tuple[Stage, ...]:
    """From visit to deal over these exhibits together."""
    every = list(exhibits)
    visits = sum(sum(ways.values()) for ways in visits_by_way(every).values())
    leads = ExhibitLead.objects.filter(exhibit__in=every).select_related("deal")
    return trace(visits, [_farthest(lead.deal) for lead in leads])


def _farthest(deal: Deal) -> str:
    if deal.in_force_at is not None:
        return "in_force"
    if deal.agreed_sheet_id is not None:
        return "agreed"
    return "talks" if deal.answered_at is not None else "inquiry"
