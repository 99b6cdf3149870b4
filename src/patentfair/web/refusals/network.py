"""Sentences for what is refused around the network of installations."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["NETWORK"]

NETWORK: dict[str, Words] = {}
