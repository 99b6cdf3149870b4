"""What other installations and programs read: the card, the pages of the feed, single entries."""

from __future__ import annotations

from hashlib import sha256

import msgspec
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from patentfair.apps.centers.models import Center
from patentfair.apps.network.models import FeedEntry, IndexEntry
from patentfair.apps.network.queries import card, entry_body, own_feed, page_body

__all__ = ["entry", "index_entry", "page", "well_known"]

LONGEST_NUMBER = 15
JSON = "application/json"
LINKED = "application/ld+json"
NOT_BEGUN = "The feed has not been begun: the worker of this installation begins it."


@require_safe
def well_known(_request: HttpRequest) -> HttpResponse:
    """The installation's card: where its feed is, and the keys that sign it."""
    feed = own_feed()
    if feed is None:
        return _not_begun()
    body = msgspec.json.format(msgspec.json.encode(card(feed, _names())), indent=2)
    return _open_to_all(HttpResponse(body, content_type=JSON), 60)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page behind `?after=` (0 when left out).

    The last one may grow, and what is shown no longer goes from every one: a copy has to be asked for again each time.
    """
    text = request.GET.get("after", "0")
    if not (text.isascii() and text.isdecimal()) or len(text) > LONGEST_NUMBER:
        return HttpResponse("after is a number of an entry.", status=400, content_type="text/plain")
    feed = own_feed()
    if feed is None:
        return _not_begun()
    found = page_body(feed, int(text))
    if found is None:
        raise Http404
    tag = f'"{sha256(found).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    response = _open_to_all(HttpResponse(found, content_type=JSON), 0)
    response["ETag"] = tag
    return response


@require_safe
def entry(_request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The newest entry about one thing of this installation, as it stands in the feed."""
    rows = FeedEntry.objects.filter(feed__address=settings.ADDRESS, object=f"{kind}:{pk}")
    row = rows.order_by("-version").first()
    if row is None:
        raise Http404
    return _open_to_all(HttpResponse(entry_body(row), content_type=LINKED), 60)


@require_safe
def index_entry(_request: HttpRequest, pk: int) -> HttpResponse:
    """What an installation says of one thing in the index, as JSON-LD."""
    row = IndexEntry.objects.filter(pk=pk, state="live").first()
    if row is None:
        raise Http404
    return _open_to_all(HttpResponse(msgspec.json.encode(row.payload), content_type=LINKED), 60)


def _names() -> dict[str, str]:
    """What the installation is called: its national hall, else its first center."""
    center = Center.objects.order_by("-is_national", "pk").first()
    return {"zh": center.name_zh, "en": center.name_en} if center else {}


def _not_begun() -> HttpResponse:
    return HttpResponse(NOT_BEGUN, status=503, content_type="text/plain", headers={"Retry-After": "60"})


def _open_to_all(response: HttpResponse, seconds: int) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={seconds}" if seconds else "no-cache"
    response["Access-Control-Allow-Origin"] = "*"  # public, and no cookie is read
    return response
