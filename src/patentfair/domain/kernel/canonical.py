"""One byte string for one value, so that hashes of values can be compared by anyone."""

from __future__ import annotations

from hashlib import sha256

import msgspec

__all__ = ["canonical_json", "digest"]

_ENCODER = msgspec.json.Encoder(order="sorted", decimal_format="string")


def canonical_json(value: object) -> bytes:
    """UTF-8 JSON with sorted keys and no white space; decimals are strings, dates are ISO 8601."""
    return _ENCODER.encode(value)


def digest(value: object) -> str:
    """SHA-256 of the canonical JSON, as 64 hexadecimal digits."""
    return sha256(canonical_json(value)).hexdigest()
