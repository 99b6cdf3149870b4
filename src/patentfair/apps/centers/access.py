"""Who may do what to centers and the posts at them."""

from __future__ import annotations

from django.db.models import Q

from patentfair.apps.accounts.access import Actor, Policy
from patentfair.apps.centers.models import Post

__all__ = ["CENTERS", "POSTS"]


def _everything(actor: Actor) -> Q:
    return Q(pk__isnull=not actor.appoints_everywhere)


CENTERS: Policy = {
    "appoint": lambda actor: _everything(actor) | Q(pk__in=actor.headed_centers),
}
POSTS: Policy = {
    # A head looks after the staff; who heads a center is decided above it.
    "end": lambda actor: _everything(actor) | Q(center__in=actor.headed_centers, role=Post.Role.STAFF),
}
