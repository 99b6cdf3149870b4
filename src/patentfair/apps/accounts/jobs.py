"""What time does to sessions."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings

__all__ = ["clear_sessions"]


def clear_sessions() -> None:
    """Delete the sessions that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
