"""Addresses of network."""

from __future__ import annotations

from tests.web.routes.roles import Route

ROUTES: dict[str, Route] = {}
COUNTED: tuple = ()  # tables in which nothing may appear or vanish when an act is refused


def things(base: dict) -> dict:
    """One of everything, made for the center whose staff `base["users"]["staff"]` is."""
    return {}
