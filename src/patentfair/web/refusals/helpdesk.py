"""Sentences for what is refused around the help desk."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["HELPDESK"]

HELPDESK: dict[str, Words] = {}
