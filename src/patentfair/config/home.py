"""The folder that holds all state of an installation."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

__all__ = ["secret_key"]


def secret_key(home: Path) -> str:
    """The installation's signing key: made once whoever comes first, readable by its owner alone."""
    path = home / "secret.key"
    with suppress(FileNotFoundError):
        if key := path.read_text().strip():
            return key
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = home / f".secret.{os.getpid()}.{secrets.token_hex(4)}"
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
    return path.read_text().strip()
