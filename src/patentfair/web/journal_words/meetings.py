"""What acts around events are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["MEETINGS"]

MEETINGS: dict[str, Words] = {}
