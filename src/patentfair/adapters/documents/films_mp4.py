"""Blank what MP4 films say besides picture and sound (ISO/IEC 14496-12)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

__all__ = ["blank_mp4"]

TOP = frozenset({b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"sidx", b"ssix", b"mfra", b"pdin"})
# What is gone into, and what is left of it; everything else in it becomes free.
KEPT = {
    b"moov": frozenset({b"mvhd", b"trak", b"mvex", b"iods"}),
    b"trak": frozenset({b"tkhd", b"edts", b"mdia", b"tref"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf", b"elng"}),
    b"minf": frozenset({b"vmhd", b"smhd", b"nmhd", b"dinf", b"stbl"}),
    b"moof": frozenset({b"mfhd", b"traf"}),
    b"traf": frozenset({b"tfhd", b"tfdt", b"trun", b"sdtp", b"saiz", b"saio", b"senc", b"sbgp", b"sgpd", b"subs"}),
}  # fmt: skip
WITH_TIMES = frozenset({b"mvhd", b"tkhd", b"mdhd"})
SHOWN = frozenset({b"vide", b"soun"})
MOST_BOXES = 200_000
MOST_SAMPLES = 2_000_000
MOST_TRACKS = 16


class Box(msgspec.Struct, frozen=True):
    """A box by its kind, where it starts, where its content starts and where it ends."""

    kind: bytes
    start: int
    body: int
    end: int


def blank_mp4(film: bytearray) -> None:
    """Blank in place. Raises `ValueError` for boxes that do not fit into each other."""
    kinds: set[bytes] = set()
    for box in _boxes(film, 0, len(film)):
        kinds.add(box.kind)
        if box.kind in KEPT:
            _blank_inside(film, box)
        elif box.kind not in TOP:
            _free(film, box)
    if not {b"moov", b"mdat"} <= kinds:
        raise ValueError("a film needs a table and data")


def _boxes(film: bytearray, start: int, end: int) -> Iterator[Box]:
    for _ in range(MOST_BOXES):
        if start == end:
            return
        if end - start < 8:
            raise ValueError("a box is broken off")
        size, body = int.from_bytes(film[start : start + 4]), start + 8
        if size == 1:
            size, body = int.from_bytes(film[start + 8 : start + 16]), start + 16
        stop = end if size == 0 else start + size
        if not body <= stop <= end:
            raise ValueError("a box does not fit")
        yield Box(bytes(film[start + 4 : start + 8]), start, body, stop)
        start = stop
    raise ValueError("too many boxes")


def _blank_inside(film: bytearray, outer: Box) -> None:
    if sum(box.kind == b"trak" for box in _boxes(film, outer.body, outer.end)) > MOST_TRACKS:
        raise ValueError("too many tracks")
    for box in _boxes(film, outer.body, outer.end):
        if box.kind not in KEPT[outer.kind] or (box.kind == b"trak" and not _is_shown(film, box)):
            _free(film, box)
        elif box.kind in KEPT:
            _blank_inside(film, box)
        elif box.kind in WITH_TIMES:
            _forget_times(film, box)
        elif box.kind == b"hdlr":
            film[box.body + 24 : box.end] = bytes(max(0, box.end - box.body - 24))  # a name for people


def _forget_times(film: bytearray, box: Box) -> None:
    """When it was made and changed: two numbers of 32 or, in version 1, 64 bits."""
    size = 16 if film[box.body : box.body + 1] == b"\1" else 8
    if box.end - box.body < 4 + size:
        raise ValueError("a header is broken off")
    film[box.body + 4 : box.body + 4 + size] = bytes(size)


def _free(film: bytearray, box: Box) -> None:
    film[box.start + 4 : box.start + 8] = b"free"
    film[box.body : box.end] = bytes(box.end - box.body)


def _is_shown(film: bytearray, track: Box) -> bool:
    """Whether the track is picture or sound. Of any other (positions, time codes, text) the data are blanked here."""
    media = _only(film, track, b"mdia")
    handler = _only(film, media, b"hdlr")
    shown = bytes(film[handler.body + 8 : handler.body + 12])
    table = _only(film, _only(film, media, b"minf"), b"stbl")
    if shown == b"vide":
        _forget_recorder(film, _only(film, table, b"stsd"))
    if shown in SHOWN:
        return True
    inside = {box.kind: box for box in _boxes(film, table.body, table.end)}
    chunks = _chunks(film, inside)
    sizes = _sizes(film, inside)
    if sum(sizes) > len(film):
        raise ValueError("more samples than data")  # chunks over chunks
    at = 0
    for offset, count in chunks:
        length = sum(sizes[at : at + count])
        at += count
        if offset + length > len(film):
            raise ValueError("data lie outside")
        film[offset : offset + length] = bytes(length)
    if at != len(sizes) or not sizes:
        raise ValueError("data of the track cannot be told")  # as where it comes in fragments
    return False


def _forget_recorder(film: bytearray, descriptions: Box) -> None:
    """The name of what recorded the picture, which cameras sign with their own."""
    for entry in _boxes(film, descriptions.body + 8, descriptions.end):
        if entry.end - entry.start < 86:
            raise ValueError("a description is broken off")
        film[entry.start + 50 : entry.start + 82] = bytes(32)


def _only(film: bytearray, outer: Box, kind: bytes) -> Box:
    found = [box for box in _boxes(film, outer.body, outer.end) if box.kind == kind]
    if len(found) != 1:
        raise ValueError("a part is missing or doubled")
    return found[0]


def _numbers(film: bytearray, box: Box, first: int, count: int, width: int = 4) -> list[int]:
    """`count` numbers from byte `first` of the box's content on."""
    start = box.body + first
    if count > MOST_SAMPLES or start + count * width > box.end:
        raise ValueError("a table is broken off")
    return [int.from_bytes(film[at : at + width]) for at in range(start, start + count * width, width)]


def _sizes(film: bytearray, inside: dict[bytes, Box]) -> list[int]:
    """Bytes of each sample."""
    if b"stsz" not in inside:
        raise ValueError("no sizes of samples")
    box = inside[b"stsz"]
    alike, count = _numbers(film, box, 4, 2)
    if alike and (count > MOST_SAMPLES or count * alike > len(film)):
        raise ValueError("more samples than data")
    return [alike] * count if alike else _numbers(film, box, 12, count)


def _chunks(film: bytearray, inside: dict[bytes, Box]) -> list[tuple[int, int]]:
    """Where each chunk lies, and how many samples are in it."""
    wide = b"co64" in inside
    box = inside.get(b"co64" if wide else b"stco")
    if box is None or b"stsc" not in inside:
        raise ValueError("no chunks")
    offsets = _numbers(film, box, 8, _numbers(film, box, 4, 1)[0], 8 if wide else 4)
    runs = _numbers(film, inside[b"stsc"], 8, 3 * _numbers(film, inside[b"stsc"], 4, 1)[0])
    firsts = [*runs[::3], len(offsets) + 1]
    counts: list[int] = []
    for (first, after), count in zip(pairwise(firsts), runs[1::3], strict=True):
        if not 1 <= first < after <= len(offsets) + 1:
            raise ValueError("chunks out of order")
        counts += [count] * (after - first)
    if len(counts) != len(offsets):
        raise ValueError("chunks without samples")
    return list(zip(offsets, counts, strict=True))
