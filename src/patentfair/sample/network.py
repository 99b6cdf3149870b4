"""The network of installations of the sample world."""

from __future__ import annotations

from patentfair.sample.cast import World

__all__ = ["make_network"]


def make_network(world: World) -> None:
    """Fill the network of installations through the real actions."""
