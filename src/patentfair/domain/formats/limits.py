"""Every bound on what comes from outside, in one place. Bytes unless said otherwise.

A bound that is passed gives a `Problem` whose code begins with `limit.`; nothing larger than a bound is ever held in
memory. Nesting of XML elements and amplification by entities are bounded by libxml2 itself, because the readers never
set `huge_tree`.
"""

from __future__ import annotations

import msgspec

__all__ = ["DEFAULT_LIMITS", "Limits"]

_MIB = 1 << 20


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of one reading. The defaults hold the largest weekly files known with a wide margin."""

    document_bytes: int = 64 * _MIB
    """One XML document. The largest grants are about 20 MiB."""
    row_bytes: int = _MIB
    """One row of a table, quoted line breaks included."""
    row_lines: int = 100
    """Lines that one quoted row may span; beyond it the quotation mark is taken for a stray one."""
    cell_characters: int = 100_000
    archive_members: int = 10_000
    archive_depth: int = 3
    """Containers within containers: a .zip in a .zip in a .gz is 3."""
    nested_archive_bytes: int = 64 * _MIB
    """A .zip inside another container is held in memory, because its directory is at its end."""
    decompressed_bytes: int = 64 << 30
    """All members of one file together."""
    compression_ratio: int = 250
    """Decompressed to compressed; patent XML reaches about 20."""
    compression_ratio_from: int = 8 * _MIB
    """The ratio is not looked at before so many decompressed bytes."""
    chunk_bytes: int = 256 << 10
    """How much is read at a time."""
    head_bytes: int = 64 << 10
    """How much of the beginning a format is told by."""


DEFAULT_LIMITS = Limits()
