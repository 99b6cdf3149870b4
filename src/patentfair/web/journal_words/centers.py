"""What acts around centers are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["CENTERS"]

CENTERS: dict[str, Words] = {}
