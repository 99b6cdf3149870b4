"""Labels, posters and the catalogue of a hall as PDF."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from patentfair.adapters.documents.hall_papers import PrintedExhibit, catalogue_pdf, labels_pdf, poster_pdf
from patentfair.adapters.documents.store import path_of
from patentfair.apps.accounts.access import fetch
from patentfair.apps.exhibition.access import EXHIBITS, HALLS
from patentfair.apps.exhibition.models import Exhibit, ExhibitPicture, Hall
from patentfair.apps.exhibition.queries import shown_exhibits
from patentfair.domain.kernel.errors import NotFound, Refused
from patentfair.domain.kernel.words import Words
from patentfair.web.exhibition.shown import approved_pictures, printed_exhibit, printed_hall
from patentfair.web.request import PageRequest

__all__ = ["catalogue", "labels", "poster"]

MOST_PRINTED = 100


def _printed(request: PageRequest, exhibit: Exhibit, way: str) -> PrintedExhibit:
    first = next(
        (one for one in approved_pictures(exhibit) if one.kind == ExhibitPicture.Kind.PICTURE),
        None,
    )
    path = path_of(Path(settings.FILES_ROOT), first.sha256) if first else None
    data = path.read_bytes() if path and path.is_file() else b""
    alt = Words(first.alt_zh or first.alt_en, first.alt_en or first.alt_zh) if first else Words("", "")
    return printed_exhibit(request, exhibit, way, data, alt)


def _all(hall: Hall) -> QuerySet[Exhibit]:
    exhibits = shown_exhibits(hall)[:MOST_PRINTED]
    if not exhibits:
        raise Refused("hall.nothing-to-show")
    return exhibits


@require_safe
def labels(request: PageRequest, key: str) -> HttpResponse:
    """The labels of all exhibits of one's hall, or of one (`?number=`)."""
    hall = fetch(Hall.objects.select_related("center"), HALLS, "arrange", request.actor, key=key)
    exhibits = list(_all(hall))
    if request.GET.get("number"):
        exhibits = [one for one in exhibits if str(one.number) == request.GET["number"]]
    if not exhibits:
        raise NotFound("not-found", what="exhibit")
    data = labels_pdf(printed_hall(request, hall), tuple(_printed(request, one, "label") for one in exhibits))
    return _pdf(data, f"{hall.key}-labels.pdf")


@require_safe
def catalogue(request: PageRequest, key: str) -> HttpResponse:
    """The catalogue, for whoever may enter the hall."""
    hall = fetch(Hall.objects.select_related("center"), HALLS, "read", request.actor, key=key)
    exhibits = tuple(_printed(request, one, "catalogue") for one in _all(hall))
    return _pdf(catalogue_pdf(printed_hall(request, hall), exhibits), f"{hall.key}-catalogue.pdf")


@require_safe
def poster(request: PageRequest, key: str, number: int) -> HttpResponse:
    """The poster of one exhibit of one's hall."""
    exhibit = fetch(
        Exhibit.objects.select_related("hall__center", "patent", "owner").prefetch_related("pictures"),
        EXHIBITS,
        "arrange",
        request.actor,
        hall__key=key,
        number=number,
    )
    if exhibit.shown_at is None:
        raise Refused("exhibit.not-approved-yet")
    data = poster_pdf(printed_hall(request, exhibit.hall), _printed(request, exhibit, "poster"))
    return _pdf(data, f"{key}-{number}-poster.pdf")


def _pdf(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
