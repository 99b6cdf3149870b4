"""Blank what WebM films say besides picture and sound (RFC 8794 for the shape, RFC 9559 for the elements)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

__all__ = ["blank_webm"]

HEADER, SEGMENT, VOID = 0x1A45DFA3, 0x18538067, 0xEC
SEEK_HEAD, INFO, TRACKS, CUES, CLUSTER = 0x114D9B74, 0x1549A966, 0x1654AE6B, 0x1C53BB6B, 0x1F43B675
ATTACHMENTS, CHAPTERS, TAGS = 0x1941A469, 0x1043A770, 0x1254C367
LEVEL_ONE = frozenset({SEEK_HEAD, INFO, TRACKS, CUES, CLUSTER, ATTACHMENTS, CHAPTERS, TAGS})
MUXING_APP, WRITING_APP = 0x4D80, 0x5741
SCALE, DURATION = 0x2AD7B1, 0x4489
TRACK, TRACK_NUMBER, TRACK_TYPE, TRACK_NAME, CODEC_NAME = 0xAE, 0xD7, 0x83, 0x536E, 0x258688
SIMPLE_BLOCK, BLOCK_GROUP, BLOCK, ENCRYPTED_BLOCK, CHECKSUM = 0xA3, 0xA0, 0xA1, 0xAF, 0xBF
SHOWN = frozenset({1, 2})
"""Types of tracks: picture and sound."""
MOST_ELEMENTS = 200_000


class Element(msgspec.Struct, frozen=True):
    """An element by its identifier, where it starts, where its content starts and where it ends."""

    name: int
    start: int
    body: int
    end: int
    is_open: bool = False
    """Whether its length is not told, as in what was recorded live: `end` is then that of what it lies in."""


def blank_webm(film: bytearray) -> None:
    """Blank in place. Raises `ValueError` for elements that do not fit into each other."""
    names = set()
    for element in _elements(film, 0, len(film)):
        names.add(element.name)
        if element.name == SEGMENT:
            _blank_segment(film, element)
        elif element.name != HEADER:
            _void(film, element)
    if not names >= {HEADER, SEGMENT}:
        raise ValueError("a film needs a header and a segment")


def _number(film: bytearray, at: int, end: int, longest: int) -> tuple[int, int]:
    """A number of variable length with its marker, and how many bytes it takes."""
    length = 9 - film[at].bit_length() if at < end else 9
    if length > longest or at + length > end:
        raise ValueError("a number is broken off")
    return int.from_bytes(film[at : at + length]), length


def _elements(film: bytearray, start: int, end: int) -> Iterator[Element]:
    for _ in range(MOST_ELEMENTS):
        if start >= end:
            return
        name, width = _number(film, start, end, 4)
        size, length = _number(film, start + width, end, 8)
        body, size = start + width + length, size - (1 << 7 * length)
        is_open = size == (1 << 7 * length) - 1
        if is_open and name not in (SEGMENT, CLUSTER):
            raise ValueError("the length of an element is not told")
        stop = end if is_open else body + size
        if stop > end:
            raise ValueError("an element does not fit")
        if is_open and name == CLUSTER:
            stop = _end_of_cluster(film, body, end)
        yield Element(name, start, body, stop, is_open)
        start = stop
    raise ValueError("too many elements")


def _end_of_cluster(film: bytearray, start: int, end: int) -> int:
    """A cluster whose length is not told ends where one of its own rank begins."""
    for element in _elements_until(film, start, end):
        start = element.end
    return start


def _elements_until(film: bytearray, start: int, end: int) -> Iterator[Element]:
    for _ in range(MOST_ELEMENTS):
        if start >= end:
            return
        name, _width = _number(film, start, end, 4)
        if name in LEVEL_ONE:
            return
        element = next(_elements(film, start, end))
        yield element
        start = element.end


def _blank_segment(film: bytearray, segment: Element) -> None:
    hidden: set[int] = set()
    elements = list(_elements(film, segment.body, segment.end))
    for element in elements:
        if element.name == INFO:
            _blank_info(film, element)
        elif element.name == TRACKS:
            hidden |= _blank_tracks(film, element)
        elif element.name not in (SEEK_HEAD, CUES, CLUSTER):
            _void(film, element)
    for element in elements:  # the tables of tracks may come behind the data
        if element.name == CLUSTER:
            _blank_cluster(film, element, hidden)


def _blank_info(film: bytearray, info: Element) -> None:
    for element in _elements(film, info.body, info.end):
        if element.name in (MUXING_APP, WRITING_APP):  # they have to be there: an empty text, padded
            film[element.body : element.end] = bytes(element.end - element.body)
        elif element.name not in (SCALE, DURATION):
            _void(film, element)


def _blank_tracks(film: bytearray, tracks: Element) -> set[int]:
    """Blank names of tracks, and tracks that are neither picture nor sound; the numbers of those."""
    hidden = set()
    for track in _elements(film, tracks.body, tracks.end):
        if track.name != TRACK:
            _void(film, track)
            continue
        numbers = {TRACK_NUMBER: 0, TRACK_TYPE: 0}
        for element in _elements(film, track.body, track.end):
            if element.name in numbers:
                numbers[element.name] = int.from_bytes(film[element.body : element.end])
            elif element.name in (TRACK_NAME, CODEC_NAME, CHECKSUM, VOID):
                _void(film, element)
        if numbers[TRACK_TYPE] not in SHOWN:
            hidden.add(numbers[TRACK_NUMBER])
            _void(film, track)
    return hidden


def _blank_cluster(film: bytearray, cluster: Element, hidden: set[int]) -> None:
    for element in _elements(film, cluster.body, cluster.end):
        is_block = element.name in (SIMPLE_BLOCK, BLOCK_GROUP)
        if element.name in (VOID, CHECKSUM, ENCRYPTED_BLOCK) or (is_block and hidden & _tracks_of(film, element)):
            _void(film, element)


def _tracks_of(film: bytearray, element: Element) -> set[int]:
    """The track that a block, or the block of a group, belongs to."""
    inside = _elements(film, element.body, element.end) if element.name == BLOCK_GROUP else (element,)
    found = set()
    for block in inside:
        if block.name in (SIMPLE_BLOCK, BLOCK):
            number, length = _number(film, block.body, block.end, 8)
            found.add(number - (1 << 7 * length))
    return found


def _void(film: bytearray, element: Element) -> None:
    """Overwrite an element with a void one of the same length."""
    size = element.end - element.start
    length = 1 if size - 2 < 127 else 8
    head = bytes((VOID,)) + ((1 << 7 * length) + size - 1 - length).to_bytes(length)
    film[element.start : element.end] = head + bytes(size - len(head))
