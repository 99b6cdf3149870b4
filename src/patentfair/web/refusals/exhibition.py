"""Sentences for what is refused around halls and exhibits."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["EXHIBITION"]

EXHIBITION: dict[str, Words] = {}
