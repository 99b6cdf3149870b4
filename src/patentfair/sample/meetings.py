"""Events of the sample world."""

from __future__ import annotations

from patentfair.sample.cast import World

__all__ = ["make_meetings"]


def make_meetings(world: World) -> None:
    """Fill events through the real actions."""
