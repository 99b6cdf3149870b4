"""Halls and exhibits of the sample world."""

from __future__ import annotations

from patentfair.sample.cast import World

__all__ = ["make_exhibition"]


def make_exhibition(world: World) -> None:
    """Fill halls and exhibits through the real actions."""
