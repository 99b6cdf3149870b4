"""What acts around the network of installations are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["NETWORK"]

NETWORK: dict[str, Words] = {}
