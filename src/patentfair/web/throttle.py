"""Slow guessing down: a bounded number of failures per address and name in a window, counted in each process."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache

__all__ = ["SIGN_IN_TRIES", "is_barred", "note_failure"]

SIGN_IN_TRIES = 10
WINDOW_SECONDS = 900


def _key(*parts: str) -> str:
    return "throttle:" + sha256("\0".join(parts).encode()).hexdigest()


def is_barred(*parts: str, tries: int = SIGN_IN_TRIES) -> bool:
    """Whether that many failures were noted for `parts` (an act, a name, a network address) within the window."""
    return int(cache.get(_key(*parts), 0)) >= tries


def note_failure(*parts: str, count: int = 1, seconds: int = WINDOW_SECONDS) -> None:
    """Count a failure, or `count` of them; the window begins with the first and lasts for `seconds`."""
    key = _key(*parts)
    if not cache.add(key, count, seconds):
        try:
            cache.incr(key, count)
        except ValueError:  # the window ended just now
            cache.add(key, count, seconds)
