"""Read the feed, the installations that are read, and the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import reduce
from operator import and_
from typing import Any

import msgspec
from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet

from patentfair.apps.network.models import EmbedHost, Feed, FeedEntry, FeedKey, FeedPage, IndexEntry, Peer
from patentfair.domain.network.entry import Payload
from patentfair.domain.network.keys import Card, KeyStatement, fingerprint
from patentfair.domain.network.merge import Conflict, Source, conflicts
from patentfair.domain.network.page import moment, next_page, time_of

__all__ = [
    "OWN",
    "Line",
    "awaited_of",
    "card",
    "embed_hosts",
    "entry_body",
    "feed_inside",
    "fingerprint_now",
    "is_stale",
    "line_rows",
    "lines",
    "own_feed",
    "page_body",
    "payload_of",
    "search_index",
    "versions_of",
]

OWN = "own"
STALE = timedelta(days=1)
MOST_WORDS = 8


class Line(msgspec.Struct, frozen=True):
    """What is offered or needed once, with everyone who tells of it, newest first, and what they differ on."""

    line: str
    entries: tuple[IndexEntry, ...]
    conflicts: tuple[Conflict, ...]


def own_feed() -> Feed | None:
    """The feed under this installation's present address; None as long as the worker has not begun it."""
    return Feed.objects.filter(address=settings.ADDRESS).first()


def fingerprint_now(feed: Feed) -> str:
    """The fingerprint of the feed's newest key."""
    newest = FeedKey.objects.filter(feed=feed).order_by("-number").first()
    return fingerprint(bytes.fromhex(newest.key)) if newest else ""


def card(feed: Feed, names: Mapping[str, str]) -> Card:
    """What the installation says of itself at its well-known address."""
    keys = FeedKey.objects.filter(feed=feed).order_by("number")
    return Card(
        format=1,
        feed=feed.address,
        pages=f"{feed.address}/network/feed.json",
        name=dict(names),
        keys=tuple(
            KeyStatement(
                number=one.number,
                key=one.key,
                since=moment(one.since),
                signed_by=one.signed_by,
                signature=one.signature,
            )
            for one in keys
        ),
    )


def page_body(feed: Feed, after: int) -> bytes | None:
    """The page on which the entry behind `after` stands or will stand, as it is sent; None beyond the end."""
    pages = FeedPage.objects.filter(feed=feed, number=next_page(after))
    page = pages.first()
    while page is not None:
        head = msgspec.json.decode(bytes(page.head))
        entries = FeedEntry.objects.filter(feed=feed, sequence__range=(head["first"], head["last"]))
        lines = b",\n".join(entry_body(one) for one in entries.order_by("sequence"))
        now = pages.first()
        if now is None or now.signature == page.signature:
            break
        page = now  # written meanwhile: a payload may be gone since, and the entry that says why not be here
    if page is None:
        return None
    signature = f'"signature":"{page.signature}"'.encode()
    return b'{"head":' + bytes(page.head) + b"," + signature + b',"entries":[\n' + lines + b"\n]}\n"


def entry_body(entry: FeedEntry) -> bytes:
    """An entry of the feed as it is sent: the line of the log and, as long as it is shown, its payload and salt."""
    line = bytes(entry.body)
    return line if entry.shown is None else line[:-1] + b"," + bytes(entry.shown)[1:]


def embed_hosts(center_id: int | None) -> list[str]:
    """Sites that may show in a frame what is this center's."""
    return list(
        EmbedHost.objects.filter(center=center_id)
        .exclude(center__state="removed")
        .order_by("host")
        .values_list("host", flat=True)
    )


def feed_inside() -> frozenset[str]:
    """Hosts in a private network that the operator listed."""
    return frozenset(settings.FEED_INSIDE)


def versions_of(peer: Peer) -> dict[str, int]:
    """The version last told of each thing of a feed."""
    return dict(IndexEntry.objects.filter(peer=peer).values_list("uid", "version"))


def awaited_of(peer: Peer) -> frozenset[str]:
    """Things of a feed of which a newer entry has to tell, since the payload of the last one read was left out."""
    return frozenset(IndexEntry.objects.filter(peer=peer, state="passed").values_list("uid", flat=True))


def payload_of(entry: IndexEntry) -> Payload:
    """What a live entry says, as a value."""
    return msgspec.convert(entry.payload, Payload)


def is_stale(peer: Peer, now: datetime) -> bool:
    """Whether what a feed told may have changed since: it was not read to its end, or not signed anew, within a day.

    Whoever stands between could send the same page for ever; its signature grows old.
    """
    signed = time_of(peer.page_issued_at)
    return peer.pulled_at is None or signed is None or now - min(peer.pulled_at, signed) > STALE


def search_index(*, words: str = "", kind: str = "", peer: str = "") -> QuerySet[IndexEntry]:
    """Live entries in which every word occurs, of a kind, of one installation (its id, or `own`)."""
    found = IndexEntry.objects.filter(state="live")
    terms = [term.casefold() for term in words.split()][:MOST_WORDS]
    if terms:
        found = found.filter(reduce(and_, (Q(words__contains=term) for term in terms)))
    if kind:
        found = found.filter(kind=kind)
    if peer == OWN:
        found = found.filter(peer=None)
    elif peer.isdecimal():
        found = found.filter(peer=int(peer))
    return found


def line_rows(found: QuerySet[IndexEntry]) -> QuerySet[IndexEntry, Any]:
    """The lines of what was found, newest first: `line`, `newest`, `sources`."""
    return found.values("line").annotate(newest=Max("issued_at"), sources=Count("pk")).order_by("-newest", "line")


def lines(names: Collection[str]) -> dict[str, Line]:
    """Lines with all their live entries, whoever tells of them."""
    by_line: dict[str, list[IndexEntry]] = defaultdict(list)
    found = IndexEntry.objects.filter(line__in=list(names), state="live").select_related("peer")
    for entry in found.order_by("-issued_at", "uid"):
        by_line[entry.line].append(entry)
    return {name: Line(name, tuple(some), tuple(conflicts(_sources(some)))) for name, some in by_line.items()}


def _sources(entries: Collection[IndexEntry]) -> list[Source]:
    return [Source(who=str(one.pk), facts=one.facts, since=one.since) for one in entries]
