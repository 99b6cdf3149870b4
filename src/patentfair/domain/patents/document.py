"""The number of a document or of an application, as a value."""

from __future__ import annotations

from datetime import date

import msgspec

__all__ = ["DocumentId"]


class DocumentId(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A number as printed and as normalised.

    `number` is the office's own serial without office, kind or check digit ("102307917", "D614826", "201680087887",
    a US application with its series "15/123456"; see `numbers`), "" where the file's own is damaged beyond reading;
    `raw` is what the file holds; `check_digit` is kept apart and is never part of equality.
    """

    office: str
    number: str
    kind: str = ""
    date: date | None = None
    raw: str = ""
    check_digit: str = ""

    @property
    def canonical(self) -> str:
        """Office, number and kind without separators, as in addresses: `CN102307917B`, `US7272630B2`."""
        return f"{self.office}{self.number}{self.kind}"
