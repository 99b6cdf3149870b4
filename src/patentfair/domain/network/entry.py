"""One line of an installation's feed: what it says, in which form it is hashed, and what may stand in it.

An entry is JSON. Its hash covers the digest of its payload, not the payload: what is shown no longer is left out, and
the chain still holds. The payload is JSON-LD of schema.org terms alone, without numbers other than integers: amounts
are strings, so that every program hashes the same bytes. `docs/network.md` tells the format to integrators.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec

from patentfair.domain.kernel.canonical import canonical_json, digest
from patentfair.domain.kernel.problem import Problem

__all__ = [
    "LARGEST_ENTRY",
    "Entry",
    "Identifier",
    "Kind",
    "LanguageText",
    "PartyRef",
    "PatentRef",
    "Payload",
    "Property",
    "Sealed",
    "entry_hash",
    "origin_of",
    "read_entry",
    "seal",
]

LARGEST_ENTRY = 64 << 10  # bytes of one entry in canonical form
DEEPEST = 12
LARGEST_INTEGER = 1 << 53  # what every reader of JSON can hold
SHOWN = ("payload", "salt")

Hash = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
Salt = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
Moment = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")]
Day = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d\d-\d\d)?\Z")]
Address = Annotated[str, msgspec.Meta(pattern=r"^https?://[^\s]+\Z", max_length=400)]
Short = Annotated[str, msgspec.Meta(max_length=200)]
Number = Annotated[str, msgspec.Meta(max_length=64)]
Count = Annotated[int, msgspec.Meta(ge=1, le=LARGEST_INTEGER)]
Amount = Annotated[str, msgspec.Meta(pattern=r"^(\d{1,16}(\.\d{1,3})?)?\Z")]


class Kind(StrEnum):
    """What installations tell one another of."""

    LISTING = "listing"
    NEED = "need"
    EXHIBIT = "exhibit"
    EXPERIENCE = "experience"


class LanguageText(msgspec.Struct, frozen=True):
    """A text and the language it is in."""

    language: Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2}\Z")] = msgspec.field(name="@language")
    value: Annotated[str, msgspec.Meta(max_length=4000)] = msgspec.field(name="@value")


class Identifier(msgspec.Struct, frozen=True):
    """A number of a patent in its normal form: of its publication, its application or its simple family."""

    property_id: Literal["publication", "application", "family"] = msgspec.field(name="propertyID")
    value: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    type: Literal["PropertyValue"] = msgspec.field(name="@type", default="PropertyValue")


class PatentRef(msgspec.Struct, frozen=True, kw_only=True):
    """A patent that an entry is about, and the legal state its installation knows, with the day it was so."""

    identifier: Annotated[tuple[Identifier, ...], msgspec.Meta(min_length=1, max_length=6)]
    name: Annotated[tuple[LanguageText, ...], msgspec.Meta(max_length=6)] = ()
    status: Annotated[str, msgspec.Meta(max_length=40)] = msgspec.field(name="creativeWorkStatus", default="")
    as_of: Day = msgspec.field(name="dateModified", default="")
    type: Literal["CreativeWork"] = msgspec.field(name="@type", default="CreativeWork")

    def number(self, of: str) -> str:
        """Its number of that kind, or ""."""
        return next((one.value for one in self.identifier if one.property_id == of), "")


class PartyRef(msgspec.Struct, frozen=True):
    """An organisation by its names."""

    name: Annotated[tuple[LanguageText, ...], msgspec.Meta(min_length=1, max_length=4)]
    type: Literal["Organization"] = msgspec.field(name="@type", default="Organization")


class Property(msgspec.Struct, frozen=True):
    """What schema.org has no term for: `priceMode`, `royaltyPercent`, `dealKind`, `technologyReadinessLevel` ..."""

    property_id: Annotated[str, msgspec.Meta(pattern=r"^[a-zA-Z]{1,40}\Z")] = msgspec.field(name="propertyID")
    value: Short
    type: Literal["PropertyValue"] = msgspec.field(name="@type", default="PropertyValue")


class Payload(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="@context", tag="https://schema.org", omit_defaults=True
):
    """What the public may know of one thing, as JSON-LD. Texts in the languages that people wrote."""

    type: Annotated[str, msgspec.Meta(pattern=r"^[A-Z][A-Za-z]{1,39}\Z")] = msgspec.field(name="@type")
    id: Address = msgspec.field(name="@id")
    url: Address
    name: Annotated[tuple[LanguageText, ...], msgspec.Meta(min_length=1, max_length=4)]
    description: Annotated[tuple[LanguageText, ...], msgspec.Meta(max_length=8)] = ()
    patents: Annotated[tuple[PatentRef, ...], msgspec.Meta(max_length=20)] = msgspec.field(
        name="itemOffered", default=()
    )
    offered_by: PartyRef | None = msgspec.field(name="offeredBy", default=None)
    provider: PartyRef | None = None
    publisher: PartyRef | None = None
    price: Amount = ""
    currency: Annotated[str, msgspec.Meta(pattern=r"^([A-Z]{3})?\Z")] = msgspec.field(name="priceCurrency", default="")
    area: Annotated[tuple[Annotated[str, msgspec.Meta(max_length=10)], ...], msgspec.Meta(max_length=60)] = (
        msgspec.field(name="areaServed", default=())
    )
    properties: Annotated[tuple[Property, ...], msgspec.Meta(max_length=60)] = msgspec.field(
        name="additionalProperty", default=()
    )
    published: Day = msgspec.field(name="datePublished", default="")

    def values(self, of: str) -> list[str]:
        """All values of one further property."""
        return [one.value for one in self.properties if one.property_id == of]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one thing: it is there (`live`) or no longer (`withdrawn`).

    `sequence` counts all entries of a feed from 1 without gaps, `version` those of this `id`; `previous` is the hash of
    the entry before. `moved_to` of a withdrawn entry says where it is told of now. `digest` is that of the payload with
    its salt; both are left out as soon as a newer entry tells of the thing.
    """

    sequence: Count
    previous: Hash
    id: Address
    kind: Kind
    version: Count
    state: Literal["live", "withdrawn"]
    issued_at: Moment
    digest: Hash | None
    moved_to: Address | None = None
    hash: Hash
    payload: Payload | None = None
    salt: Salt | None = None


class Sealed(msgspec.Struct, frozen=True):
    """A new entry as it is written: `log` stays for ever, `shown` (payload and salt) as long as it is shown."""

    log: dict[str, Any]
    shown: dict[str, Any] | None

    @property
    def sent(self) -> dict[str, Any]:
        """The entry as it is sent while it is shown."""
        return {**self.log, **(self.shown or {})}


def entry_hash(entry: dict[str, Any]) -> str:
    """SHA-256 of the canonical form of what stays of an entry, without its `hash`, as 64 hexadecimal digits."""
    return digest({name: value for name, value in entry.items() if name not in ("hash", *SHOWN)})


def seal(
    *,
    sequence: int,
    previous: str,
    id: str,  # noqa: A002 - the format's own word
    kind: str,
    version: int,
    issued_at: str,
    payload: Payload | None,
    salt: str,
    moved_to: str | None = None,
) -> Sealed:
    """A new entry as JSON data with its hash; without a payload it is a withdrawal.

    `salt` are 32 random hexadecimal digits, so that nobody can try from the digest what a payload said.
    """
    shown = None if payload is None else {"payload": msgspec.to_builtins(payload), "salt": salt}
    entry: dict[str, Any] = {
        "sequence": sequence,
        "previous": previous,
        "id": id,
        "kind": kind,
        "version": version,
        "state": "withdrawn" if payload is None else "live",
        "issued_at": issued_at,
        "digest": None if shown is None else digest(shown),
        "moved_to": moved_to,
    }
    return Sealed({**entry, "hash": entry_hash(entry)}, shown)


def origin_of(address: str) -> str:
    """Scheme, host and port of an address: `https://center.example:8443`."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.split('/', 1)[0]}".lower()


def read_entry(raw: object, feed: str) -> Entry | Problem:
    """An entry of the feed at `feed` from JSON data, its own hash and form checked; not yet its place."""
    if not isinstance(raw, dict):
        return Problem(code="feed.schema", reason="an entry is no object")
    if wrong := _unfit(raw):
        return Problem(code="feed.schema", reason=wrong)
    try:
        if len(canonical_json(raw)) > LARGEST_ENTRY:
            return Problem(code="feed.entry-too-large", reason=f"an entry has more than {LARGEST_ENTRY} bytes")
        entry = msgspec.convert(raw, Entry)
    except (msgspec.ValidationError, RecursionError, UnicodeEncodeError) as error:
        return Problem(code="feed.schema", reason=str(error)[:200])
    if entry_hash(raw) != entry.hash:
        return Problem(code="feed.hash", reason=f"entry {entry.sequence} does not match its hash")
    if not entry.id.startswith(f"{feed}/"):
        return Problem(code="feed.foreign-host", reason=f"entry {entry.sequence} is about an address of another host")
    payload = entry.payload
    if (entry.digest is None) != (entry.state == "withdrawn") or (entry.digest and entry.moved_to):
        return Problem(code="feed.schema", reason=f"entry {entry.sequence}: state and digest do not agree")
    if (payload is None) != (entry.salt is None) or (payload is not None and entry.digest is None):
        return Problem(code="feed.schema", reason=f"entry {entry.sequence}: payload, salt and digest do not agree")
    if payload is not None and digest({name: raw[name] for name in SHOWN}) != entry.digest:
        return Problem(code="feed.hash", reason=f"the payload of entry {entry.sequence} does not match its digest")
    if payload is not None and (payload.id != entry.id or origin_of(payload.url) != origin_of(feed)):
        return Problem(code="feed.foreign-host", reason=f"entry {entry.sequence} points to another host")
    return entry


def _unfit(value: object, depth: int = 0) -> str:
    """Why a JSON value cannot stand in an entry, or ""."""
    if depth > DEEPEST:
        return "an entry is nested too deeply"
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > LARGEST_INTEGER):
        return "numbers are integers of at most 53 bits; amounts are strings"
    if isinstance(value, str):
        return "a text has a NUL" if "\0" in value else ""
    if isinstance(value, dict):
        if not all(isinstance(name, str) and name.isascii() and "\0" not in name for name in value):
            return "a name is not ASCII"
        return next((wrong for one in value.values() if (wrong := _unfit(one, depth + 1))), "")
    if isinstance(value, list):
        return next((wrong for one in value if (wrong := _unfit(one, depth + 1))), "")
    return ""
