"""What people type of another installation: its address and the fingerprint of its key."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

from patentfair.domain.kernel.errors import Invalid

__all__ = ["checked_address", "checked_fingerprint"]

_ADDRESS = re.compile(r"https?://[a-z0-9.\-\[\]:]+")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def checked_address(text: str) -> str:
    """Scheme, host and port alone, as feeds name themselves."""
    address = text.strip().rstrip("/").lower()
    try:
        parts = urlsplit(address)
        fits = bool(_ADDRESS.fullmatch(address)) and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fits = False
    if not fits or len(address) > 200:
        raise Invalid("network.address", field="address")
    if address == settings.ADDRESS:
        raise Invalid("network.own-address", field="address")
    return address


def checked_fingerprint(text: str) -> str:
    """64 hexadecimal digits, however they were grouped for reading aloud."""
    value = re.sub(r"[\s:\-]", "", text).lower()
    if not _FINGERPRINT.fullmatch(value):
        raise Invalid("network.fingerprint", field="fingerprint")
    return value
