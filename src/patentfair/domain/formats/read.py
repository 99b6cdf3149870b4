"""The one way in: a binary stream to patent records and problems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from patentfair.domain.formats.container import open_members
from patentfair.domain.formats.detect import detect
from patentfair.domain.formats.format import Item, Unit
from patentfair.domain.formats.items import item_of
from patentfair.domain.formats.limits import DEFAULT_LIMITS, Limits
from patentfair.domain.formats.source import Source, Unreadable
from patentfair.domain.kernel.problem import Problem

__all__ = ["read_stream"]

# What a companion file inside an archive (a list, a report) gives; beside patent data it is no loss.
_NOT_PATENT_DATA = {"csv.columns", "file.empty", "format.unknown"}


def read_stream(
    stream: BinaryIO, name: str, *, resume_from: int = 0, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Item]:
    """Everything in a file, one item a document or table row, in file order; never raises for what the file holds.

    Items that count as read are records, register extracts and fatal problems: each document, row or entry gives
    exactly one, and what cannot be opened, told or read to its end gives one more that says where. Problems that are
    not fatal do not count: members of an archive that are no patent data, told at the end. `resume_from` passes over
    that many counted items without parsing them. Memory is bounded by `limits`, whatever the size of the file.

    `name` is the file's name as it should appear in problems and records; members are "name!member". Errors of the
    stream itself are told as `archive.damaged` with the system's words.
    """
    counted = 0
    companions: list[Problem] = []
    for member in open_members(stream, name, limits):
        for unit in _units(member):
            if isinstance(unit, Problem) and unit.code in _NOT_PATENT_DATA and "!" in unit.file[len(name) :]:
                companions.append(unit)
                continue
            counted += 1
            if counted > resume_from:
                yield unit if isinstance(unit, Problem) else item_of(unit)
    for problem in companions:
        yield msgspec.structs.replace(problem, fatal=False) if counted else problem


def _units(member: Source | Problem) -> Iterator[Unit | Problem]:
    if isinstance(member, Problem):
        yield member
        return
    try:
        reader = detect(member)
        if isinstance(reader, Problem):
            yield reader
        else:
            yield from reader(member)
    except Unreadable as broken:
        yield broken.problem
