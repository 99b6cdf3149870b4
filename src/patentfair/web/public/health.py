"""Whether the installation answers."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

__all__ = ["healthz", "robots"]


def healthz(_request: HttpRequest) -> JsonResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def robots(_request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone: pages behind the door, and endless combinations of facets."""
    closed = [f"Disallow: /{language}/{page}" for language in ("zh", "en") for page in ("workspace", "search?")]
    lines = "\n".join(["User-agent: *", *closed, ""])
    return HttpResponse(lines, content_type="text/plain")
