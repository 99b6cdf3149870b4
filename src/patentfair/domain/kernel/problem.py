"""Bad data is a value: a `Problem` is returned beside what could be read, never raised."""

from __future__ import annotations

import msgspec

__all__ = ["Problem"]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a piece of outside data, and where.

    `code` is a stable dotted name (`xml.not-well-formed`) that pages translate; `reason` is one English sentence for
    logs and command-line output; `offset` counts bytes from the start of the named file (for an archive member, of
    the decompressed member). `fatal` tells whether the record was lost to quarantine or merely read with a defect.
    """

    code: str
    reason: str
    file: str = ""
    offset: int = 0
    fatal: bool = True
