"""Read notices."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from patentfair.apps.notices.models import Notice

__all__ = ["unseen"]


def unseen(organisations: Collection[int]) -> QuerySet[Notice]:
    """What these organisations were told and nobody of theirs has marked as read, newest first."""
    return Notice.objects.filter(organisation__in=organisations, seen_at=None).order_by("-at", "-pk")
