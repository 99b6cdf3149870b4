"""Codes of evaluation sheets: told from a registration's secret, kept as a hash alone."""

from __future__ import annotations

import hmac
from hashlib import sha256

from django.conf import settings

from patentfair.apps.meetings.models import Registration

__all__ = ["ticket_hash", "ticket_of"]


def ticket_of(registration: Registration) -> str:
    """The code of the evaluation sheet of one who checked in. It is not stored, and neither is the way back."""
    key = f"evaluation:{registration.code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), key, sha256).hexdigest()[:24]


def ticket_hash(ticket: str) -> str:
    """What is kept of a ticket."""
    return sha256(ticket.encode()).hexdigest()
