"""What acts around halls and exhibits are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["EXHIBITION"]

EXHIBITION: dict[str, Words] = {}
