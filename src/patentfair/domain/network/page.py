"""Pages of a feed: what is signed, and how a reader tells that nothing was forged, left out, swapped or sent again.

Entries are chained by their hashes; a page's head names the first and the last of them and is signed, so one signature
vouches for all that came before. A page that is full is closed: its log never changes, only payloads go from it. The
last one is open and is signed anew from time to time, which shows that nobody holds newer news back.

A payload may be missing only where a newer entry of the feed tells of the same thing; so nobody can hide what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Annotated, Any

import msgspec

from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.network.entry import Address, Entry, Hash, Moment, read_entry

__all__ = [
    "FORMAT",
    "LARGEST_PAGE",
    "PAGE_SIZE",
    "Cursor",
    "Head",
    "Verify",
    "genesis",
    "moment",
    "next_page",
    "read_page",
    "signed_bytes",
    "time_of",
]

PAGE_SIZE = 50
LARGEST_PAGE = 4 << 20
AHEAD = timedelta(minutes=10)  # clocks of honest machines differ by less
FORMAT = 2
_PREFIX = b"patentfair feed page 2\n"

Verify = Callable[[bytes, bytes, bytes], bool]
"""Whether (public key, message, signature) belong together: Ed25519, RFC 8032."""


class Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is signed of a page. `before` and `hash` are the hashes of the entries before the first and of the last."""

    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
    feed: Address
    page: Annotated[int, msgspec.Meta(ge=1, le=1 << 40)]
    first: Annotated[int, msgspec.Meta(ge=1, le=1 << 50)]
    last: Annotated[int, msgspec.Meta(ge=0, le=1 << 50)]
    before: Hash
    hash: Hash
    closed: bool
    issued_at: Moment
    key: Hash


class Cursor(msgspec.Struct, frozen=True, kw_only=True):
    """How far a reader has come in one feed, and what it holds to compare with.

    `issued_at` is that of the newest page seen; `versions` those of the things that the feed told of; `awaited` are
    things whose payload was left out and of which a newer entry has to tell.
    """

    sequence: int = 0
    hash: str = ""
    issued_at: str = ""
    versions: Mapping[str, int] = {}
    awaited: frozenset[str] = frozenset()


def genesis(feed: str) -> str:
    """The hash that stands before the first entry of a feed: every feed begins differently."""
    return sha256(f"patentfair feed {feed}".encode()).hexdigest()


def moment(at: datetime) -> str:
    """A time as feeds write it: UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def time_of(text: str) -> datetime | None:
    """The time that `moment` wrote; None where there is no such time."""
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def next_page(sequence: int) -> int:
    """The page on which the entry behind `sequence` stands or will stand."""
    return sequence // PAGE_SIZE + 1


def signed_bytes(head: Head) -> bytes:
    """The bytes that are signed: the canonical form of the head behind a line that says what it is."""
    return _PREFIX + canonical_json(head)


def read_page(
    data: bytes, *, feed: str, key: bytes, cursor: Cursor, verify: Verify, now: datetime
) -> tuple[Head, list[tuple[Entry, dict[str, Any]]]] | Problem:
    """The page's head and its entries behind the cursor, each as a value and as it was sent; or why it is refused.

    Nothing of a refused page counts. `key` is the feed's present public key, 32 bytes.
    """
    parts = _parts(data)
    if isinstance(parts, Problem):
        return parts
    head, signature, raw = parts
    for check in (
        _is_signed(head, signature, feed, key, verify),
        _is_in_its_place(head, len(raw), cursor),
        _is_in_its_time(head, cursor, now),
    ):
        if check is not None:
            return check
    return _chained(head, raw, cursor, now)


def _parts(data: bytes) -> tuple[Head, bytes, list[Any]] | Problem:
    if len(data) > LARGEST_PAGE:
        return Problem(code="feed.page-too-large", reason=f"a page has more than {LARGEST_PAGE} bytes")
    try:
        page = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        return Problem(code="feed.not-json", reason=str(error)[:200])
    if not isinstance(page, dict) or set(page) != {"head", "signature", "entries"}:
        return Problem(code="feed.schema", reason="a page has a head, a signature and entries")
    raw, head = page["entries"], page["head"]
    if isinstance(head, dict) and isinstance(head.get("format"), int) and head["format"] != FORMAT:
        return Problem(code="feed.format", reason=f"pages of format {FORMAT} are read, this one has another")
    if not isinstance(raw, list) or len(raw) > PAGE_SIZE:
        return Problem(code="feed.schema", reason=f"a page has at most {PAGE_SIZE} entries")
    try:
        return msgspec.convert(head, Head), bytes.fromhex(str(page["signature"])[:200]), raw
    except (msgspec.ValidationError, ValueError) as error:
        return Problem(code="feed.schema", reason=str(error)[:200])


def _is_signed(head: Head, signature: bytes, feed: str, key: bytes, verify: Verify) -> Problem | None:
    if head.feed != feed:
        return Problem(code="feed.other-feed", reason="the page is of another feed")
    if head.key != sha256(key).hexdigest():
        return Problem(code="feed.key-unknown", reason="the page is signed with a key that is not the feed's")
    if not verify(key, signed_bytes(head), signature):
        return Problem(code="feed.signature", reason="the signature does not belong to the page")
    return None


def _is_in_its_place(head: Head, count: int, cursor: Cursor) -> Problem | None:
    expected = next_page(cursor.sequence)
    if head.page < expected or head.last < cursor.sequence:
        return Problem(code="feed.replayed", reason="an older page was sent again")
    if head.page > expected:
        return Problem(code="feed.omitted", reason=f"page {expected} is left out")
    if head.first != (head.page - 1) * PAGE_SIZE + 1 or not head.first - 1 <= head.last < head.first + PAGE_SIZE:
        return Problem(code="feed.schema", reason="the page's numbers do not fit one another")
    if head.closed != (head.last - head.first + 1 == PAGE_SIZE):
        return Problem(code="feed.schema", reason="a page is closed when it is full")
    if count != head.last - head.first + 1:
        return Problem(code="feed.truncated", reason=f"{head.last - head.first + 1} entries are signed, {count} came")
    return None


def _is_in_its_time(head: Head, cursor: Cursor, now: datetime) -> Problem | None:
    at = time_of(head.issued_at)
    if at is None or at > now + AHEAD:
        return Problem(code="feed.future", reason="the page is signed for a time that has not come")
    if head.issued_at < cursor.issued_at:
        return Problem(code="feed.replayed", reason="a page signed earlier than the last one seen was sent")
    return None


def _chained(
    head: Head, raw: list[Any], cursor: Cursor, now: datetime
) -> tuple[Head, list[tuple[Entry, dict[str, Any]]]] | Problem:
    running = head.before
    if head.first == 1 and running != genesis(head.feed):
        return Problem(code="feed.hash", reason="the feed does not begin with its own hash")
    if cursor.sequence == head.first - 1 and cursor.sequence and running != cursor.hash:
        return Problem(code="feed.rewritten", reason=f"entry {cursor.sequence} is not the one seen before")
    versions, awaited = dict(cursor.versions), set(cursor.awaited)
    fresh: list[tuple[Entry, dict[str, Any]]] = []
    for sequence, one in enumerate(raw, start=head.first):
        entry = read_entry(one, head.feed)
        if isinstance(entry, Problem):
            return entry
        if entry.sequence != sequence or entry.previous != running:
            return Problem(code="feed.order", reason=f"entry {entry.sequence} is not in its place")
        running = entry.hash
        if sequence == cursor.sequence and running != cursor.hash:
            return Problem(code="feed.rewritten", reason=f"entry {sequence} is not the one seen before")
        if sequence <= cursor.sequence:
            continue
        if entry.version != versions.get(entry.id, 0) + 1:
            return Problem(code="feed.version", reason=f"entry {sequence} skips or repeats a version")
        at = time_of(entry.issued_at)
        if at is None or at > now + AHEAD:
            return Problem(code="feed.future", reason=f"entry {sequence} is of a time that has not come")
        versions[entry.id] = entry.version
        awaited.discard(entry.id)
        if entry.state == "live" and entry.payload is None:
            awaited.add(entry.id)
        fresh.append((entry, one))
    if running != head.hash:
        return Problem(code="feed.hash", reason="the last entry is not the one that was signed")
    if awaited and not head.closed:
        return Problem(
            code="feed.withheld", reason=f"the payload of {min(awaited)[:120]} is missing, nothing newer came"
        )
    return head, fresh
