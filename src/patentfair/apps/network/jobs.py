"""Write one's own feed behind the journal, and read those of other installations. Bounded, and may be repeated."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone

from patentfair.adapters.feeds.fetch import FetchFailed, fetch
from patentfair.adapters.feeds.signing import verify
from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.centers.models import Center
from patentfair.apps.journal.queries import entries_after
from patentfair.apps.network.actions.embedding import end_host
from patentfair.apps.network.actions.feed import extend_feed, sign_again
from patentfair.apps.network.actions.peers import follow_key, note_failure, note_pulled, refuse_news, take_news
from patentfair.apps.network.models import EmbedHost, Peer
from patentfair.apps.network.queries import awaited_of, feed_inside, own_feed, versions_of
from patentfair.domain.kernel.errors import Refused, Stale
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.network.entry import origin_of
from patentfair.domain.network.keys import LARGEST_CARD, Card, fingerprint, follow, read_card
from patentfair.domain.network.page import LARGEST_PAGE, Cursor, read_page

__all__ = ["end_hosts_of_removed_centers", "publish_news", "pull", "pull_due", "renew_signature"]

log = logging.getLogger(__name__)
WELL_KNOWN = "/.well-known/patentfair.json"
FRESH = timedelta(minutes=10)
MOST_PAGES = 40  # of one feed in one round; the rest follows in the next


def end_hosts_of_removed_centers() -> int:
    """No other site shows what was a removed center's; returns how many sites that ended for."""
    hosts = EmbedHost.objects.filter(center__state=Center.State.REMOVED).select_related("center").order_by("pk")[:100]
    for host in hosts:
        end_host(actor=SYSTEM, host=host)
    return len(hosts)


def publish_news() -> int:
    """Bring the own feed up to the journal; returns how many entries of the journal were followed."""
    feed = own_feed()
    if feed is not None and not entries_after(feed.position, 1):
        return 0  # without waiting for the one writer
    try:
        return extend_feed(actor=SYSTEM)
    except Stale:
        return 0
    except Refused as refusal:
        log.warning("the feed cannot be written: %s", refusal.code)
        return 0


def renew_signature() -> None:
    """Sign the open page of the own feed again when ten minutes have gone."""
    try:
        sign_again(actor=SYSTEM, older_than=timezone.now() - FRESH)
    except Refused as refusal:
        log.warning("the feed cannot be signed: %s", refusal.code)


def pull_due() -> bool:
    """Read the feed of the installation that has waited longest; returns whether one was due."""
    peer = Peer.objects.filter(state=Peer.State.ACTIVE, next_at__lte=timezone.now()).order_by("next_at", "pk").first()
    if peer is not None:
        pull(peer)
    return peer is not None


def pull(peer: Peer, most: int = MOST_PAGES) -> int:
    """Read one feed from its cursor to its end, at most `most` pages; returns how many entries were new.

    Every page counts for itself: what was read before a failure stays.
    """
    count = 0
    try:
        key, pages = _key_of(peer)
        for _ in range(most):
            new, is_at_its_end = _page(peer, key, pages)
            count += new
            if is_at_its_end:
                note_pulled(actor=SYSTEM, peer=peer)
                return count
    except FetchFailed as failure:
        log.info("feed of %s: %s %s", peer.address, failure.code, failure.detail)
        note_failure(actor=SYSTEM, peer=peer, code=failure.code)
    except _Refusal as refusal:
        log.warning("feed of %s refused: %s", peer.address, refusal.problem.reason)
        refuse_news(actor=SYSTEM, peer=peer, code=refusal.problem.code, why=refusal.problem.reason)
    except Stale:
        pass  # another process reads it, or an operator has just paused it
    return count


class _Refusal(Exception):
    """What was sent is not what its installation can have published."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def _key_of(peer: Peer) -> tuple[bytes, str]:
    """The feed's present key, reached from the confirmed one, and the address of its pages."""
    card = read_card(fetch(peer.address + WELL_KNOWN, limit=LARGEST_CARD, inside=feed_inside()))
    if isinstance(card, Problem):
        raise _Refusal(card)
    _same_host(card, peer)
    key = follow(card.keys, feed=peer.address, known=peer.fingerprint, verify=verify)
    if isinstance(key, Problem):
        raise _Refusal(key)
    if fingerprint(key) != peer.fingerprint:
        follow_key(actor=SYSTEM, peer=peer, fingerprint=fingerprint(key))
    return key, card.pages


def _same_host(card: Card, peer: Peer) -> None:
    if card.feed != peer.address:
        raise _Refusal(Problem(code="feed.other-feed", reason="the card names another feed"))
    if origin_of(card.pages) != origin_of(peer.address):
        raise _Refusal(Problem(code="feed.foreign-host", reason="the pages lie on another host"))


def _page(peer: Peer, key: bytes, pages: str) -> tuple[int, bool]:
    """Take in the page behind the cursor; how many entries were new, and whether the feed ends there."""
    data = fetch(f"{pages}?after={peer.sequence}", limit=LARGEST_PAGE, inside=feed_inside())
    cursor = Cursor(
        sequence=peer.sequence,
        hash=peer.hash,
        issued_at=peer.page_issued_at,
        versions=versions_of(peer),
        awaited=awaited_of(peer),
    )
    read = read_page(data, feed=peer.address, key=key, cursor=cursor, verify=verify, now=timezone.now())
    if isinstance(read, Problem):
        raise _Refusal(read)
    head, entries = read
    take_news(actor=SYSTEM, peer=peer, head=head, entries=[entry for entry, _ in entries])
    return len(entries), not head.closed
