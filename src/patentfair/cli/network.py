"""The network of installations from the command line."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.network.actions.feed import begin_feed, renew_key
from patentfair.apps.network.actions.peers import register_peer
from patentfair.apps.network.jobs import publish_news, pull
from patentfair.apps.network.models import IndexEntry, Peer
from patentfair.apps.network.queries import fingerprint_now, is_stale

__all__ = ["add_peer", "describe", "publish", "pull_all", "rotate_key"]

MOST = 100_000  # pages of one feed


def describe() -> dict[str, Any]:
    """This installation's feed and those it reads."""
    feed, now = begin_feed(actor=SYSTEM), timezone.now()
    return {
        "address": feed.address,
        "fingerprint": fingerprint_now(feed),
        "entries": feed.sequence,
        "index": IndexEntry.objects.filter(state="live").count(),
        "peers": [
            {
                "address": peer.address,
                "name": peer.name_en,
                "state": peer.state,
                "entries": peer.sequence,
                "live": IndexEntry.objects.filter(peer=peer, state="live").count(),
                "pulled_at": peer.pulled_at.isoformat() if peer.pulled_at else None,
                "error": peer.error,
                "flag": peer.flag,
                "stale": is_stale(peer, now),
            }
            for peer in Peer.objects.exclude(state=Peer.State.REMOVED).order_by("address")
        ],
    }


def add_peer(address: str, fingerprint: str, name_zh: str, name_en: str) -> Peer:
    """Register another installation."""
    return register_peer(actor=SYSTEM, name_zh=name_zh, name_en=name_en, address=address, fingerprint=fingerprint)


def publish() -> int:
    """Bring the feed up to the journal; returns how many entries it has."""
    while publish_news():
        pass
    return begin_feed(actor=SYSTEM).sequence


def pull_all() -> dict[str, Any]:
    """Read every active feed now, whenever it is due; what came of each."""
    for peer in Peer.objects.filter(state=Peer.State.ACTIVE).order_by("pk"):
        pull(peer, most=MOST)
    return describe()


def rotate_key(*, lost: bool) -> str:
    """Replace the feed's key; returns the new fingerprint."""
    return renew_key(actor=SYSTEM, lost=lost)
