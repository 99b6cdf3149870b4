"""What every template knows."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest
from django.utils.translation import get_language

from patentfair.apps.centers.models import Center
from patentfair.web.addresses import local_address

__all__ = ["is_sample_world", "page"]


def is_sample_world() -> bool:
    """Whether everyone and everything here is made up."""
    return Center.objects.filter(is_sample=True).exists()


def page(request: HttpRequest) -> dict[str, object]:
    """Language, its counterpart's address, who asks, whether a sample world is shown, and whether it can be reached."""
    language = (get_language() or "zh")[:2]
    other = "en" if language == "zh" else "zh"
    path = request.get_full_path()
    prefix = f"/{language}/"
    return {
        "language": language,
        "other_language_url": f"/{other}/{path[len(prefix) :]}" if path.startswith(prefix) else f"/{other}/",
        "user": getattr(request, "user", None),
        "actor": getattr(request, "actor", None),
        "local_address": partial(local_address, request),  # asked for by few pages
        "sample_world": is_sample_world(),
        "search_query": request.GET.get("q", "") if request.path.endswith("/search") else "",
    }
