"""The keys of a feed: each new one is signed by the one before, so who knows one of them can follow to the newest."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Annotated

import msgspec

from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.network.entry import Address, Moment, Short
from patentfair.domain.network.page import Verify

__all__ = ["LARGEST_CARD", "Card", "KeyStatement", "fingerprint", "follow", "read_card", "statement_bytes"]

LARGEST_CARD = 256 << 10
MOST_KEYS = 200
_PREFIX = b"patentfair feed key 1\n"
Key = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
Signature = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{128}\Z")]


class KeyStatement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A public key (32 bytes as hexadecimal digits), since when it signs, and the signature of the key before.

    The first key signs itself; so does one that follows a key that was lost, and whoever reads the feed has to
    confirm its fingerprint again.
    """

    number: Annotated[int, msgspec.Meta(ge=1, le=MOST_KEYS)]
    key: Key
    since: Moment
    signed_by: Key
    signature: Signature


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What an installation says of itself at its well-known address."""

    format: Annotated[int, msgspec.Meta(ge=1, le=1)]
    feed: Address
    pages: Address
    name: dict[str, Short]
    keys: Annotated[tuple[KeyStatement, ...], msgspec.Meta(min_length=1, max_length=MOST_KEYS)]


def fingerprint(key: bytes) -> str:
    """SHA-256 of a public key, as 64 hexadecimal digits: what people read to each other."""
    return sha256(key).hexdigest()


def statement_bytes(feed: str, number: int, key: str, since: str) -> bytes:
    """The bytes that the key before signs."""
    return _PREFIX + canonical_json({"feed": feed, "number": number, "key": key, "since": since})


def read_card(data: bytes) -> Card | Problem:
    """A card from its bytes."""
    if len(data) > LARGEST_CARD:
        return Problem(code="feed.page-too-large", reason="the card is too large")
    try:
        return msgspec.json.decode(data, type=Card)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        return Problem(code="feed.card", reason=str(error)[:200])


def follow(keys: Sequence[KeyStatement], *, feed: str, known: str, verify: Verify) -> bytes | Problem:
    """The newest key of a feed, reached from the one whose fingerprint is `known` by signatures alone."""
    known = known.lower()
    start = next((i for i, one in enumerate(keys) if fingerprint(bytes.fromhex(one.key)) == known), None)
    if start is None:
        return Problem(code="feed.key-unknown", reason="none of the feed's keys has the confirmed fingerprint")
    current = keys[start]
    for one in keys[start + 1 :]:
        message = statement_bytes(feed, one.number, one.key, one.since)
        by_the_one_before = one.signed_by == current.key and one.number == current.number + 1
        if not (by_the_one_before and verify(bytes.fromhex(current.key), message, bytes.fromhex(one.signature))):
            return Problem(code="feed.key-broken", reason=f"key {one.number} is not signed by the key before it")
        current = one
    return bytes.fromhex(current.key)
