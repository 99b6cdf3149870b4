"""Labels, posters and the catalogue of a hall as PDF: set once for what they show, and kept for the next who asks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from patentfair.adapters.documents.hall_papers import HallPaper, PrintedExhibit, digest_of, pdf_of
from patentfair.adapters.documents.kept_prints import keep_print, kept_print
from patentfair.adapters.documents.store import path_of
from patentfair.apps.accounts.access import fetch
from patentfair.apps.exhibition.access import EXHIBITS, HALLS
from patentfair.apps.exhibition.models import Exhibit, ExhibitPicture, Hall
from patentfair.apps.exhibition.queries import shown_exhibits
from patentfair.domain.kernel.errors import DomainError, NotFound, Refused
from patentfair.domain.kernel.words import Words
from patentfair.web.exhibition.shown import approved_pictures, printed_exhibit, printed_hall
from patentfair.web.request import PageRequest
from patentfair.web.throttle import is_barred, note_failure, visitor_address

__all__ = ["catalogue", "labels", "poster"]

MOST_PRINTED = 100
MOST_SET = 12  # papers set for one address in a quarter of an hour; those that lie ready are given to everyone
_PRESS = Lock()
"""One paper is set at a time in each process, so that pages are still answered meanwhile."""


def _printed(request: PageRequest, exhibit: Exhibit, way: str) -> PrintedExhibit:
    first = next(
        (one for one in approved_pictures(exhibit) if one.kind == ExhibitPicture.Kind.PICTURE),
        None,
    )
    path = path_of(Path(settings.FILES_ROOT), first.sha256) if first else None
    alt = Words(first.alt_zh or first.alt_en, first.alt_en or first.alt_zh) if first else Words("", "")
    return printed_exhibit(request, exhibit, way, path if path and path.is_file() else None, alt)


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
    return _paper(request, hall, "label", exhibits, f"{hall.key}-labels.pdf")


@require_safe
def catalogue(request: PageRequest, key: str) -> HttpResponse:
    """The catalogue, for whoever may enter the hall."""
    hall = fetch(Hall.objects.select_related("center"), HALLS, "read", request.actor, key=key)
    return _paper(request, hall, "catalogue", _all(hall), f"{hall.key}-catalogue.pdf")


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
    return _paper(request, exhibit.hall, "poster", [exhibit], f"{key}-{number}-poster.pdf")


def _paper(request: PageRequest, hall: Hall, kind: str, exhibits: Iterable[Exhibit], name: str) -> HttpResponse:
    """The paper as it lies ready, else set now; strangers have only so many set."""
    paper = HallPaper(
        kind=kind, hall=printed_hall(request, hall), exhibits=tuple(_printed(request, one, kind) for one in exhibits)
    )
    root, digest = Path(settings.PRINTED_ROOT), digest_of(paper)
    data = kept_print(root, digest)
    if data is None:
        if hall.center_id not in request.actor.centers:
            who = ("printing", visitor_address(request))
            if is_barred(*who, tries=MOST_SET):
                raise DomainError("busy")
            note_failure(*who)
        data = _set(root, digest, paper)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _set(root: Path, digest: str, paper: HallPaper) -> bytes:
    if not _PRESS.acquire(blocking=False):  # whoever waited would keep others' pages from being answered
        raise DomainError("busy")
    try:
        data = kept_print(root, digest)  # whoever had the press before may have set the same
        if data is None:
            data = pdf_of(paper)
            keep_print(root, digest, data)
    finally:
        _PRESS.release()
    return data
