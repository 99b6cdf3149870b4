"""Write notices."""

from __future__ import annotations

from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.notices.queries import told, unseen
from patentfair.domain.kernel.errors import NotFound

__all__ = ["mark_all_seen", "mark_seen"]


def mark_seen(*, actor: Actor, notice: int) -> None:
    """The person, or someone of the organisation, has read it. Raises `NotFound` for anyone else."""
    mine = told(actor).filter(pk=notice)
    if not mine.exists():
        raise NotFound("not-found")
    mine.filter(seen_at=None).update(seen_at=timezone.now())


def mark_all_seen(*, actor: Actor) -> None:
    """Someone has read all that they and their organisations were told."""
    unseen(actor).update(seen_at=timezone.now())
