"""Experience reports of the sample world."""

from __future__ import annotations

from patentfair.sample.cast import World

__all__ = ["make_experience"]


def make_experience(world: World) -> None:
    """Fill experience reports through the real actions."""
