"""Slow guessing and rushing down: a bounded number of tries per act and visitor in a window, by each process."""

from __future__ import annotations

import re
import secrets
from datetime import date
from hashlib import sha256
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.core.cache import cache, caches
from django.http import HttpRequest

__all__ = ["SIGN_IN_TRIES", "came_too_often", "is_barred", "is_new_visit", "note_failure", "visitor_address"]

SIGN_IN_TRIES = 10
WINDOW_SECONDS = 900
VISIT_SECONDS = 1800
MOST_VISITS_A_DAY = 40
"""Counted from one address of one thing: a school class that comes through one router."""
DAY_SECONDS = 86_400
ONE_HOME = 64  # bits of an IPv6 address: whoever has one has all that begin so


def visitor_address(request: HttpRequest) -> str:
    """Where a request comes from; all that slows a visitor down counts by this.

    Behind a proxy it is the last hop of X-Forwarded-For, which the proxy itself wrote: what stands before it is what
    the visitor claims. Of an IPv6 address it is the network.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip() if settings.PROXY else ""
    told = re.sub(r"^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$", r"\1\2", told)  # some proxies add the port
    for text in (told, direct):
        try:
            ip = ip_address(text)
        except ValueError:
            continue
        if isinstance(ip, IPv6Address):
            return str(ip.ipv4_mapped or IPv6Network((int(ip), ONE_HOME), strict=False))
        return str(ip)
    return direct


def _key(*parts: str) -> str:
    return "throttle:" + sha256("\0".join(parts).encode()).hexdigest()


def is_barred(*parts: str, tries: int = SIGN_IN_TRIES) -> bool:
    """Whether that many failures were noted for `parts` (an act, a name, a visitor's address) within the window."""
    return int(cache.get(_key(*parts), 0)) >= tries


def note_failure(*parts: str, count: int = 1, seconds: int = WINDOW_SECONDS) -> None:
    """Count a failure, or `count` of them; the window begins with the first and lasts for `seconds`."""
    key = _key(*parts)
    if not cache.add(key, count, seconds):
        try:
            cache.incr(key, count)
        except ValueError:  # the window ended just now
            cache.add(key, count, seconds)


def came_too_often(request: HttpRequest, act: str, *, tries: int) -> bool:
    """Count a visitor's costly act; true, and not counted, where it was done `tries` times within the window."""
    who = (act, visitor_address(request))
    if is_barred(*who, tries=tries):
        return True
    note_failure(*who)
    return False


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
