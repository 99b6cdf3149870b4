"""Pictures, films and codes as files: to whoever may see their exhibit."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import segno
from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from patentfair.adapters.documents.pictures import picture_type
from patentfair.adapters.documents.store import path_of
from patentfair.apps.accounts.access import fetch
from patentfair.apps.exhibition.access import EXHIBITS, SHOWN
from patentfair.apps.exhibition.models import Exhibit, ExhibitPicture
from patentfair.domain.kernel.errors import NotFound
from patentfair.web.addresses import public_url
from patentfair.web.exhibition.codes import short_address
from patentfair.web.request import PageRequest

__all__ = ["picture", "qr_code"]

_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")
_AT_ONCE = 1 << 20
SIZES = ("large", "medium", "small")


@require_safe
def picture(request: PageRequest, pk: int, size: str) -> HttpResponseBase:
    """A picture in one of its three sizes, or a film, piece by piece where the player asks so."""
    found = ExhibitPicture.objects.filter(pk=pk).first()
    if found is None or size not in SIZES:
        raise NotFound("not-found", what="picture")
    exhibit = fetch(Exhibit.objects.select_related("hall"), EXHIBITS, "read", request.actor, pk=found.exhibit_id)
    is_public = pk in exhibit.shown.get("pictures", ()) and Exhibit.objects.filter(SHOWN, pk=exhibit.pk).exists()
    if not is_public and exhibit.hall.center_id not in request.actor.centers:
        raise NotFound("not-found", what="picture")
    digest = {"medium": found.medium_sha256, "small": found.small_sha256}.get(size) or found.sha256
    path = path_of(Path(settings.FILES_ROOT), digest)
    if not path.is_file():
        raise NotFound("not-found", what="picture")
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    response: HttpResponseBase
    response = _piece(path, int(asked[1]), asked[2]) if asked else FileResponse(path.open("rb"))
    response["Content-Type"] = found.media_type if digest == found.sha256 else _type_of(path)
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=86400" if is_public else "private, no-store"
    return response


def _type_of(path: Path) -> str:
    with path.open("rb") as stream:
        return picture_type(stream.read(12)) or "application/octet-stream"


def _piece(path: Path, start: int, end_text: str) -> HttpResponse:
    """A part of a file, at most a mebibyte (RFC 9110, section 14)."""
    whole = path.stat().st_size
    end = min(int(end_text) if end_text else whole - 1, whole - 1, start + _AT_ONCE - 1)
    if start >= whole or end < start:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{whole}"})
    with path.open("rb") as stream:
        stream.seek(start)
        data = stream.read(end - start + 1)
    return HttpResponse(data, status=206, headers={"Content-Range": f"bytes {start}-{end}/{whole}"})


@require_safe
def qr_code(request: PageRequest, pk: int) -> HttpResponse:
    """The code a kiosk shows, so that visitors take the exhibit with them on their own telephone."""
    found = fetch(Exhibit.objects.select_related("hall"), EXHIBITS, "read", request.actor, pk=pk)
    out = BytesIO()
    address = public_url(request, short_address(found, "kiosk"))
    segno.make(address, error="m").save(out, kind="svg", border=2, scale=4, light="white")
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
