"""What acts around the help desk are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["HELPDESK"]

HELPDESK: dict[str, Words] = {}
