"""Lessons and quizzes of the sample world."""

from __future__ import annotations

from patentfair.sample.cast import World

__all__ = ["make_learning"]


def make_learning(world: World) -> None:
    """Fill lessons and quizzes through the real actions."""
