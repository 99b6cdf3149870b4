"""Centers of the sample world."""

from __future__ import annotations

from patentfair.sample.cast import World

__all__ = ["make_centers"]


def make_centers(world: World) -> None:
    """Fill centers through the real actions."""
