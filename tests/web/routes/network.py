"""Addresses of network."""

from __future__ import annotations

from django.utils import timezone

from patentfair.apps.market.models import Listing
from patentfair.apps.network.models import EmbedHost, Feed, FeedEntry, FeedKey, FeedPage, IndexEntry, IndexKey, Peer
from tests.web.routes.roles import ALL, STAFF, Route, fixed

OPERATES = frozenset({"operator"})
LOOKS = OPERATES | {"national"}
ROUTES: dict[str, Route] = {
    "feed-card": Route(fixed("/.well-known/patentfair.json"), ALL),
    "feed-page": Route(fixed("/network/feed.json?after=0"), ALL),
    "feed-entry": Route(lambda t: f"/network/entries/{t['told'].replace(':', '/')}", ALL),
    "network": Route(fixed("/zh/network?q=电池"), ALL),
    "network-atom": Route(fixed("/zh/network/news.atom"), ALL),
    "network-entry": Route(lambda t: f"/zh/network/{t['indexed'].pk}", ALL),
    "network-entry-json": Route(lambda t: f"/network/index/{t['indexed'].pk}.jsonld", ALL),
    "embed-listing": Route(lambda t: f"/zh/embed/listing/{t['framed'].pk}", ALL),
    "embed-search": Route(fixed("/zh/embed/search/beijing"), ALL),
    "embed-hall": Route(fixed("/zh/embed/hall/to-see-and-to-hear"), ALL),
    "embedding": Route(
        fixed("/zh/center/embedding"),
        STAFF,
        frozenset({"head"}),
        lambda t: {"center": t["embed_host"].center_id, "host": "www.park.example"},
    ),
    "embed-end": Route(lambda t: f"/zh/center/embedding/{t['embed_host'].pk}/end", None, frozenset({"head"})),
    "peers": Route(fixed("/zh/registrar/peers"), LOOKS),
    "peer-new": Route(
        fixed("/zh/registrar/peers/new"),
        OPERATES,
        OPERATES,
        lambda _: {"name_zh": "彼", "name_en": "It", "address": "https://it.example", "fingerprint": "a" * 64},
    ),
    "peer": Route(
        lambda t: f"/zh/registrar/peers/{t['peer'].pk}", LOOKS, OPERATES, lambda _: {"fingerprint": "b" * 64}
    ),
    "peer-act": Route(lambda t: f"/zh/registrar/peers/{t['peer'].pk}/pause", None, OPERATES),
}
COUNTED: tuple = (Feed, FeedEntry, FeedKey, FeedPage, IndexEntry, IndexKey, Peer, EmbedHost)


def things(base: dict) -> dict:
    """Something in this installation's own feed and index, and another installation that is read."""
    now = timezone.now()
    peer = Peer.objects.create(
        name_zh="远方",
        name_en="Far",
        address="https://far.example",
        fingerprint="0" * 64,
        registered_at=now,
        next_at=now,
    )
    told = FeedEntry.objects.filter(state="live").order_by("sequence").first()
    return {
        "peer": peer,
        "told": told.object,
        "indexed": IndexEntry.objects.filter(state="live").first(),
        "framed": Listing.objects.filter(state="published").first(),
        "embed_host": EmbedHost.objects.create(
            center=base["claim"].center, host="www.university.example", added_at=now
        ),
    }
