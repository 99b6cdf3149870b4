"""The help desk of the sample world."""

from __future__ import annotations

from patentfair.sample.cast import World

__all__ = ["make_helpdesk"]


def make_helpdesk(world: World) -> None:
    """Fill the help desk through the real actions."""
