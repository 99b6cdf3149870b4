"""What acts around lessons and quizzes are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["LEARNING"]

LEARNING: dict[str, Words] = {}
