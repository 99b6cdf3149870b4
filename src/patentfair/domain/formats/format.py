"""What a reader is: how a format is known by its first bytes, and what cuts it into units."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import Protocol, TypeAlias

import msgspec

from patentfair.domain.formats.source import Source
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.register import RegisterExtract

__all__ = ["Authority", "Format", "Item", "Reader", "Unit"]

Item: TypeAlias = PatentRecord | RegisterExtract | Problem


class Unit(Protocol):
    """One document, row or register entry as bytes or cells, not yet understood: `read` makes one item of it."""

    def read(self) -> Item: ...


class Reader(Protocol):
    """Cuts a source into units; a `Problem` in place of a unit is one that could not even be cut out."""

    def __call__(self, source: Source) -> Iterator[Unit | Problem]: ...


class Authority(IntEnum):
    """How near a source is to the office whose document it describes; where several tell a field, the lowest wins."""

    OFFICE = 0
    EXCHANGE = 1
    EXCERPT = 2
    TABLE = 3


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A format that is read.

    `name` is what records carry in `format`. A file is of this format when its XML root has one of the local names
    `roots` (none: it is no XML), and `recognises` says yes to its first bytes, byte order mark and leading blanks taken
    off. Of several that fit, the first in the catalogue is taken. `authority` ranks it among sources of one document.
    `is_partial`: one file may tell a part of a document alone (its claims, its abstract), and what it leaves out is not
    taken back by it.
    """

    name: str
    title: Words
    units: Reader
    roots: tuple[str, ...] = ()
    recognises: Callable[[bytes], bool] | None = None
    authority: Authority = Authority.OFFICE
    is_partial: bool = False
