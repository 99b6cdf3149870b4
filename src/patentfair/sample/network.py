"""The network of installations of the sample world: its own feed can be read, and it reads no other."""

from __future__ import annotations

from patentfair.apps.journal.actions import seal
from patentfair.apps.network.jobs import publish_news
from patentfair.sample.cast import World

__all__ = ["make_network"]


def make_network(_world: World) -> None:
    """Publish what the sample world offers and needs, as the worker does."""
    seal()
    while publish_news():
        pass
