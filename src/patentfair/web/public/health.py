"""Whether the installation answers."""

from django.db import connection
from django.http import HttpRequest, JsonResponse

__all__ = ["healthz"]


def healthz(_request: HttpRequest) -> JsonResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
