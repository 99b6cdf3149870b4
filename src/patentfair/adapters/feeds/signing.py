"""The installation's key: Ed25519 (RFC 8032), kept in a file that its owner alone reads."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

__all__ = ["FeedKey", "load_or_make", "new_key", "read_key", "verify"]


class FeedKey:
    """A private key that signs; `public` has 32 bytes."""

    def __init__(self, private: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(private)
        self.public = self._private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes."""
        return self._private.sign(message)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` over `message` was made with the key that belongs to `public`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def read_key(path: Path) -> FeedKey | None:
    """The key in a file; None where there is none. Raises `ValueError` for a file that holds no key."""
    try:
        text = path.read_text().strip()
    except FileNotFoundError:
        return None
    return FeedKey(bytes.fromhex(text))


def new_key(path: Path) -> FeedKey:
    """Make a key in a file that is not there yet; where another process was first, its key is the one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    fresh.write_text(Ed25519PrivateKey.generate().private_bytes_raw().hex())
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
    return FeedKey(bytes.fromhex(path.read_text().strip()))


def load_or_make(path: Path) -> FeedKey:
    """The key in a file, made by whoever comes first."""
    return read_key(path) or new_key(path)
