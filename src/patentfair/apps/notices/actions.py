"""Write notices."""

from __future__ import annotations

from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.notices.models import Notice
from patentfair.domain.kernel.errors import NotFound

__all__ = ["mark_all_seen", "mark_seen"]


def mark_seen(*, actor: Actor, notice: int) -> None:
    """Someone of the organisation has read it. Raises `NotFound` for anyone else."""
    mine = Notice.objects.filter(pk=notice, organisation__in=actor.acting_for("draft"))
    if not mine.exists():
        raise NotFound("not-found")
    mine.filter(seen_at=None).update(seen_at=timezone.now())


def mark_all_seen(*, actor: Actor) -> None:
    """Someone has read all that their organisations were told."""
    mine = Notice.objects.filter(organisation__in=actor.acting_for("draft"))
    mine.filter(seen_at=None).update(seen_at=timezone.now())
