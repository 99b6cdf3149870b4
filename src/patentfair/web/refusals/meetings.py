"""Sentences for what is refused around events."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["MEETINGS"]

MEETINGS: dict[str, Words] = {}
