"""What must hold for any bytes whatever: the same for the fuzzer and for the test that replays its corpus."""

from __future__ import annotations

import io
from collections.abc import Iterator

import msgspec

from patentfair.domain.formats.catalogue import FORMATS
from patentfair.domain.formats.format import Format, Item
from patentfair.domain.formats.items import item_of
from patentfair.domain.formats.limits import Limits
from patentfair.domain.formats.read import read_stream
from patentfair.domain.formats.source import Source, Unreadable
from patentfair.domain.formats.write_csv import write_csv
from patentfair.domain.formats.write_st96 import write_st96
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.register import RegisterExtract

__all__ = ["ANY", "NAMES", "check"]

ANY = "any"
"""Whatever the first bytes say, archives too; the other names are those of the formats."""
_BY_NAME: dict[str, Format] = {known.name: known for known in FORMATS}
NAMES = (ANY, *_BY_NAME)
# Bounds that a fuzzer's small inputs can reach.
_LIMITS = Limits(
    document_bytes=64 << 10,
    row_bytes=4 << 10,
    row_lines=8,
    cell_characters=2000,
    archive_members=20,
    nested_archive_bytes=64 << 10,
    decompressed_bytes=4 << 20,
    compression_ratio_from=256 << 10,
    head_bytes=4 << 10,
)
_SMALL = msgspec.structs.replace(_LIMITS, chunk_bytes=61)
_WRITTEN_UP_TO = 8 << 10
_READ_AGAIN_UP_TO = 2 << 10


def check(name: str, data: bytes) -> int:
    """Reads `data` as the format `name` (or as `ANY`) and raises AssertionError where something does not hold.

    Returns how many items there were.
    """
    items = list(_items(name, data, _LIMITS))
    for item in items:
        _check_item(item)
    if len(data) <= _READ_AGAIN_UP_TO:
        assert list(_items(name, data, _SMALL)) == items, "the size of the pieces that are read makes a difference"
    if len(data) <= _WRITTEN_UP_TO:
        for item in items:
            if isinstance(item, PatentRecord):
                _check_written(item)
    return len(items)


def _items(name: str, data: bytes, limits: Limits) -> Iterator[Item]:
    if name == ANY:
        yield from read_stream(io.BytesIO(data), "f", limits=limits)
        return
    source = Source(io.BytesIO(data), "f", limits)
    try:
        for unit in _BY_NAME[name].units(source):
            yield unit if isinstance(unit, Problem) else item_of(unit)
    except Unreadable as broken:
        yield broken.problem


def _check_item(item: Item) -> None:
    assert isinstance(item, PatentRecord | RegisterExtract | Problem)
    assert b"\\u0000" not in msgspec.json.encode(item).replace(b"\\\\", b""), "a NUL, which databases do not take"
    assert (item.file if isinstance(item, Problem) else item.source).startswith("f")
    assert item.offset >= 0
    if isinstance(item, Problem):
        assert item.code
        assert item.reason
        assert len(item.reason) <= 2000, "a reason quotes too much"
    elif isinstance(item, PatentRecord):
        assert len(item.digest) == 64
        assert len(set(item.problems)) == len(item.problems)
    else:
        assert item.rights
        assert all(right.publication or right.application for right in item.rights)


def _check_written(record: PatentRecord) -> None:
    """What was read can be written, and is read back as one record of the same document."""
    for written in (write_st96(record), b"".join(write_csv([record]))):
        (back,) = read_stream(io.BytesIO(written), "f")
        assert isinstance(back, PatentRecord), back
        assert back.publication.office == record.publication.office
        assert back.publication.number == record.publication.number
