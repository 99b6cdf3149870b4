"""Slow guessing down: a bounded number of failures per address and name in a window, counted in each process."""

from __future__ import annotations

import secrets
from datetime import date
from hashlib import sha256

from django.core.cache import cache, caches

__all__ = ["SIGN_IN_TRIES", "is_barred", "is_new_visit", "note_failure"]

SIGN_IN_TRIES = 10
WINDOW_SECONDS = 900
VISIT_SECONDS = 1800
MOST_VISITS_A_DAY = 40
"""Counted from one address of one thing: a school class that comes through one router."""
DAY_SECONDS = 86_400


def _key(*parts: str) -> str:
    return "throttle:" + sha256("\0".join(parts).encode()).hexdigest()


def is_barred(*parts: str, tries: int = SIGN_IN_TRIES) -> bool:
    """Whether that many failures were noted for `parts` (an act, a name, a network address) within the window."""
    return int(cache.get(_key(*parts), 0)) >= tries


def note_failure(*parts: str) -> None:
    """Count one failure; the window begins with the first."""
    key = _key(*parts)
    if not cache.add(key, 1, WINDOW_SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # the window ended just now
            cache.add(key, 1, WINDOW_SECONDS)


def is_new_visit(thing: str, address: str, browser: str, today: date) -> bool:
    """Whether to count a visit of `thing`: once in half an hour per visitor, a bounded number a day per address.

    Nothing of the visitor is kept but hashes in the cache, under a salt that is made anew each day and kept nowhere
    else, so that nobody can be told from them, nor one day's visitor from another's.
    """
    kept = caches["visits"]
    salt = str(kept.get_or_set(f"salt:{today}", secrets.token_hex, DAY_SECONDS))
    if not kept.add(_key(salt, thing, address, browser), 1, VISIT_SECONDS):
        return False
    day = _key(salt, thing, address)
    kept.add(day, 0, DAY_SECONDS)
    try:
        return kept.incr(day) <= MOST_VISITS_A_DAY
    except ValueError:  # pushed out by others just now
        return True
