"""Sentences for what is refused around experience reports."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["EXPERIENCE"]

EXPERIENCE: dict[str, Words] = {}
