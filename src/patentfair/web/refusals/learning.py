"""Sentences for what is refused around lessons and quizzes."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["LEARNING"]

LEARNING: dict[str, Words] = {}
