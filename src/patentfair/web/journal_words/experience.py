"""What acts around experience reports are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["EXPERIENCE"]

EXPERIENCE: dict[str, Words] = {}
