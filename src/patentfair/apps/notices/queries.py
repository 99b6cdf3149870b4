"""Read notices."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from patentfair.apps.accounts.access import Actor
from patentfair.apps.notices.models import Notice

__all__ = ["told", "unseen"]


def told(actor: Actor) -> QuerySet[Notice]:
    """What the actor and the organisations they draft for were told, newest first."""
    mine = Q(organisation__in=actor.acting_for("draft"))
    if actor.user_id is not None:
        mine |= Q(user=actor.user_id)
    return Notice.objects.filter(mine).order_by("-at", "-pk")


def unseen(actor: Actor) -> QuerySet[Notice]:
    """What of it nobody has marked as read."""
    return told(actor).filter(seen_at=None)
