"""Sentences for what is refused around centers."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["CENTERS"]

CENTERS: dict[str, Words] = {}
