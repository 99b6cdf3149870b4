"""Every format that is read, in the order in which they are tried."""

from __future__ import annotations

from patentfair.domain.formats import cnipa_gazette, uspto_grant
from patentfair.domain.formats.format import Format

__all__ = ["FORMATS"]

FORMATS: tuple[Format, ...] = (
    uspto_grant.FORMAT,
    cnipa_gazette.FORMAT,
)
