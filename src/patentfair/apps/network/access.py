"""Who may do what to the installations that are read, and to the sites that may show a center's pages."""

from __future__ import annotations

from django.db.models import Q

from patentfair.apps.accounts.access import Actor, Policy
from patentfair.apps.network.models import Peer

__all__ = ["EMBED_HOSTS", "PEERS"]

_KEPT = ~Q(state=Peer.State.REMOVED)


def _operates(actor: Actor) -> Q:
    return _KEPT if actor.is_operator else Q(pk__in=[])


PEERS: Policy = {
    "read": lambda actor: _KEPT if actor.is_operator or actor.is_national_admin else Q(pk__in=[]),
    "manage": _operates,
}
EMBED_HOSTS: Policy = {
    "read": lambda actor: Q(center__in=list(actor.centers)),
    "end": lambda actor: Q(center__in=actor.headed_centers),
}
