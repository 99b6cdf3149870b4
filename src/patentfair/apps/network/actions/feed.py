"""Write this installation's own feed: its keys, its entries, its signed pages."""

from __future__ import annotations

import logging
import secrets
from datetime import datetime
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from patentfair.adapters.feeds.signing import FeedKey as PrivateKey
from patentfair.adapters.feeds.signing import load_or_make, new_key, read_key
from patentfair.apps.accounts.access import SYSTEM, Actor
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.queries import entries_after
from patentfair.apps.network import events
from patentfair.apps.network.actions.index import drop, take_in
from patentfair.apps.network.kinds import moved, present, touched, uid_of
from patentfair.apps.network.models import Feed, FeedEntry, FeedKey, FeedPage
from patentfair.apps.network.queries import entry_body
from patentfair.domain.kernel.canonical import canonical_json, digest
from patentfair.domain.kernel.errors import Refused, Stale
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.network.entry import Entry, Payload, read_entry, seal
from patentfair.domain.network.keys import fingerprint, statement_bytes
from patentfair.domain.network.page import FORMAT, PAGE_SIZE, Head, genesis, moment, next_page, signed_bytes

__all__ = ["begin_feed", "extend_feed", "renew_key", "sign_again", "sign_with_feed_key"]

log = logging.getLogger(__name__)
ENTRIES = 500
OBJECTS = 1000  # an import's entry stands for a whole batch
NEXT = ".next"


@transaction.atomic
def begin_feed(*, actor: Actor) -> Feed:
    """The feed under this installation's present address, begun with its first key and an empty page if need be."""
    feed, is_new = Feed.objects.get_or_create(
        address=settings.ADDRESS, defaults={"hash": genesis(settings.ADDRESS), "begun_at": timezone.now()}
    )
    if is_new:
        drop(actor=SYSTEM, peer=None)  # what was told under another address
        key = load_or_make(Path(settings.FEED_KEY))
        _state_key(actor, feed, key, signer=key)
        _sign_pages(feed, key, first=1)
    return feed


@transaction.atomic
def extend_feed(*, actor: Actor) -> int:
    """Bring the feed, and this installation's part of the index, up to the journal; returns entries followed.

    Only what the public sees differently becomes an entry. Raises `Stale` where another process did it meanwhile.
    """
    feed = begin_feed(actor=actor)
    seals = entries_after(feed.position, ENTRIES)
    if not seals:
        return 0
    objects: dict[tuple[str, int], None] = {}
    for count, sealed in enumerate(seals, start=1):
        objects.update(dict.fromkeys(touched(sealed.entry)))
        if len(objects) >= OBJECTS or count == len(seals):
            break
    rows = _news(feed, list(objects))
    newest = rows[-1] if rows else None
    moved = Feed.objects.filter(pk=feed.pk, position=feed.position).update(
        position=sealed.position,
        sequence=newest.sequence if newest else feed.sequence,
        hash=newest.hash if newest else feed.hash,
    )
    if not moved:
        raise Stale("network.feed-moved")
    if rows:
        key = _present_key(feed)
        FeedEntry.objects.bulk_create(rows)
        _empty_older(feed, rows)
        first = next_page(feed.sequence)
        feed.refresh_from_db()
        _sign_pages(feed, key, first=first)
        take_in(actor=actor, peer=None, entries=[_as_value(row) for row in rows])
    return count


def sign_with_feed_key(*, actor: Actor, message: bytes) -> bytes:
    """The signature of the feed's newest key over a message that names its purpose in its first line."""
    if not (actor.is_system or actor.is_operator):
        raise Refused("accounts.operator-only")
    return _present_key(begin_feed(actor=actor)).sign(message)


@transaction.atomic
def sign_again(*, actor: Actor, older_than: datetime) -> bool:
    """Sign the open page anew if its signature is older; shows readers that nothing newer is held back from them."""
    feed = begin_feed(actor=actor)
    page = FeedPage.objects.get(feed=feed, number=next_page(feed.sequence))
    if page.issued_at > older_than:
        return False
    _sign_pages(feed, _present_key(feed), first=page.number)
    return True


def renew_key(*, actor: Actor, lost: bool = False) -> str:
    """Replace the feed's key by a new one, signed by the old, and sign every page with it; returns its fingerprint.

    `lost`: the old key is gone, the new one signs itself, and the readers' operators have to confirm its fingerprint.
    Raises `Refused` where the old key is not there and was not said to be lost.
    """
    if not (actor.is_system or actor.is_operator):
        raise Refused("accounts.operator-only")
    path = Path(settings.FEED_KEY)
    waiting = path.with_name(path.name + NEXT)
    feed = begin_feed(actor=actor)
    old = None if lost else _present_key(feed)  # also finishes a change that was interrupted
    waiting.unlink(missing_ok=True)
    new = new_key(waiting)
    with transaction.atomic():
        number = _state_key(actor, feed, new, signer=old or new)
        _sign_pages(feed, new, first=1)
    waiting.replace(path)
    return fingerprint(new.public) if number else ""


def _state_key(actor: Actor, feed: Feed, key: PrivateKey, *, signer: PrivateKey) -> int:
    last = FeedKey.objects.filter(feed=feed).order_by("-number").first()
    number, since = (last.number + 1 if last else 1), timezone.now().replace(microsecond=0)
    message = statement_bytes(feed.address, number, key.public.hex(), moment(since))
    FeedKey.objects.create(
        feed=feed,
        number=number,
        key=key.public.hex(),
        since=since,
        signed_by=signer.public.hex(),
        signature=signer.sign(message).hex(),
    )
    record(
        events.FEED_KEY_MADE,
        actor=actor.reference,
        object=f"feed:{feed.pk}",
        number=number,
        fingerprint=fingerprint(key.public),
    )
    return number


def _present_key(feed: Feed) -> PrivateKey:
    """The private key that belongs to the newest public one. Raises `Refused` where it is not in its place."""
    stated = FeedKey.objects.filter(feed=feed).order_by("-number").values_list("key", flat=True).first()
    path = Path(settings.FEED_KEY)
    for place in (path, path.with_name(path.name + NEXT)):
        try:
            key = read_key(place)
        except ValueError:
            key = None
        if key is not None and key.public.hex() == stated:
            if place != path:
                place.replace(path)
            return key
    raise Refused("network.key-missing")


def _news(feed: Feed, objects: list[tuple[str, int]]) -> list[FeedEntry]:
    """The entries that tell how the given things differ from what the feed told last."""
    payloads, elsewhere = present(objects, feed.address), moved(objects)
    told: dict[str, FeedEntry] = {}
    references = [f"{kind}:{pk}" for kind, pk in objects]
    for start in range(0, len(references), ENTRIES):
        some = FeedEntry.objects.filter(feed=feed, object__in=references[start : start + ENTRIES])
        told |= {one.object: one for one in some.order_by("sequence").defer("body", "shown")}
    now = timezone.now().replace(microsecond=0)
    sequence, previous = feed.sequence, feed.hash
    rows = []
    for kind, pk in objects:
        payload, last = payloads.get((kind, pk)), told.get(f"{kind}:{pk}")
        if _is_told(payload, last):
            continue
        version = last.version + 1 if last else 1
        place = (sequence + 1, previous, version, now, elsewhere.get((kind, pk)))
        row = _row(feed, kind, pk, payload, *place)
        if row is None and last is not None and last.state != "withdrawn":
            row = _row(feed, kind, pk, None, *place)  # what it says now cannot be told, what it said must not stand
        if row is not None:
            sequence, previous = row.sequence, row.hash
            rows.append(row)
    return rows


def _empty_older(feed: Feed, rows: list[FeedEntry]) -> None:
    """What the given entries replace is shown no longer, and its text goes out of the feed; the log stays."""
    for start in range(0, len(rows), ENTRIES):
        some = rows[start : start + ENTRIES]
        older = FeedEntry.objects.filter(feed=feed, object__in=[one.object for one in some], shown__isnull=False)
        older.exclude(pk__in=[one.pk for one in some]).update(shown=None, payload_digest="")


def _is_told(payload: Payload | None, last: FeedEntry | None) -> bool:
    if payload is None:
        return last is None or last.state == "withdrawn"
    return last is not None and last.payload_digest == digest(payload)


def _row(
    feed: Feed,
    kind: str,
    pk: int,
    payload: Payload | None,
    sequence: int,
    previous: str,
    version: int,
    now: datetime,
    moved_to: str | None,
) -> FeedEntry | None:
    """The row of a new entry; None, with a line in the log, for one that every reader would refuse."""
    uid = uid_of(feed.address, kind, pk)
    entry = seal(
        sequence=sequence,
        previous=previous,
        id=uid,
        kind=kind,
        version=version,
        issued_at=moment(now),
        payload=payload,
        salt=secrets.token_hex(16),
        moved_to=moved_to,
    )
    if isinstance(problem := read_entry(msgspec.json.decode(canonical_json(entry.sent)), feed.address), Problem):
        log.error("%s:%s is not told of: %s", kind, pk, problem.reason)
        return None
    return FeedEntry(
        feed=feed,
        sequence=sequence,
        object=f"{kind}:{pk}",
        uid=uid,
        kind=kind,
        version=version,
        state=entry.log["state"],
        payload_digest=digest(payload) if payload else "",
        hash=entry.log["hash"],
        issued_at=now,
        body=canonical_json(entry.log),
        shown=canonical_json(entry.shown) if entry.shown else None,
    )


def _as_value(row: FeedEntry) -> Entry:
    return msgspec.json.decode(entry_body(row), type=Entry)


def _sign_pages(feed: Feed, key: PrivateKey, *, first: int) -> None:
    """Sign the pages from number `first` to the open one."""
    boundaries = {
        one.sequence: one.hash
        for one in FeedEntry.objects.filter(feed=feed, sequence__gte=(first - 1) * PAGE_SIZE).only("sequence", "hash")
    }
    boundaries[0] = genesis(feed.address)
    known = {page.number: page for page in FeedPage.objects.filter(feed=feed, number__gte=first - 1)}
    seen = max((page.issued_at for page in known.values()), default=feed.begun_at)
    now = max(timezone.now().replace(microsecond=0), seen)  # a clock set back must not look like an older page
    for number in range(first, next_page(feed.sequence) + 1):
        start = (number - 1) * PAGE_SIZE + 1
        last = min(number * PAGE_SIZE, feed.sequence)
        page = known.get(number)
        is_closed = last - start + 1 == PAGE_SIZE
        issued_at = page.issued_at if page and page.is_closed else now
        head = Head(
            format=FORMAT,
            feed=feed.address,
            page=number,
            first=start,
            last=last,
            before=boundaries[start - 1],
            hash=boundaries[last],
            closed=is_closed,
            issued_at=moment(issued_at),
            key=fingerprint(key.public),
        )
        FeedPage.objects.update_or_create(
            feed=feed,
            number=number,
            defaults={
                "head": canonical_json(head),
                "signature": key.sign(signed_bytes(head)).hex(),
                "is_closed": is_closed,
                "issued_at": issued_at,
            },
        )
