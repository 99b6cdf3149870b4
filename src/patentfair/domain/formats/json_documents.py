"""JSON out of a byte stream: a whole response, or one element at a time of arrays of any length.

Source: RFC 8259. What it does not allow (a missing comma, NaN, half a surrogate pair, bytes that are not UTF-8) is
quarantined; of a repeated key the last counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeAlias

import msgspec

from patentfair.domain.formats.format import Item
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.xml_documents import Origin, single
from patentfair.domain.kernel.problem import Problem

__all__ = ["JsonDocument", "Understand", "array_elements", "json_value", "key_paths", "whole"]

_BOM = b"\xef\xbb\xbf"
# A value costs up to about 100 bytes of memory, however few bytes it has in the file.
_MOST_VALUES = 4_000_000
_DEEPEST = 500
_BROKEN = "json.not-well-formed"
_DEEPEST_ARRAY = 2  # an array under a key of the outermost object
_QUOTE, _BRACKET, _OPENING = ord('"'), ord("["), b"{["
_STRING = rb'"(?:[^"\\]++|\\.)*+"'
_TOKEN = re.compile(_STRING + rb'|["{}\[\]:,]', re.DOTALL)
_TO_BRACKET = re.compile(rb'(?:[^"\[\]{}]++|' + _STRING + rb")*+", re.DOTALL)
_IN_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_LONGEST_KEY = 128
_KEY_BEFORE = re.compile(rb'"([^"\\]{1,%d})"\s{0,64}:\s{0,64}\Z' % _LONGEST_KEY)
_BEFORE = _LONGEST_KEY + 192

Understand: TypeAlias = Callable[[Any, Origin], Item]


class JsonDocument(msgspec.Struct, frozen=True, gc=False):
    """The bytes of one JSON value, where they lie, and what makes an item of the value."""

    data: bytes
    source: str
    offset: int
    understand: Understand

    def read(self) -> Item:
        """The item, or what `json_value` or `understand` finds wrong."""
        value = json_value(self.data)
        if isinstance(value, Problem):
            return msgspec.structs.replace(value, file=self.source, offset=self.offset)
        return self.understand(value, Origin(self.source, self.offset, sha256(self.data).hexdigest()))


def json_value(data: bytes) -> Any | Problem:
    """The value (dict, list, str, int, float, bool, None), or `json.not-well-formed` or `limit.json-values`."""
    if data.count(b",") + data.count(b"[") + data.count(b"{") > _MOST_VALUES:
        reason = f"The JSON holds more than {_MOST_VALUES:,} values; fetch or cut it in smaller parts."
        return Problem(code="limit.json-values", reason=reason)
    try:
        return msgspec.json.decode(data.removeprefix(_BOM))
    except RecursionError:
        reason = "The JSON is nested too deeply to be data."
    except ValueError as error:
        reason = f"The text is not well-formed JSON: {error}"[:500]
    return Problem(code=_BROKEN, reason=reason)


@lru_cache(maxsize=4)
def key_paths(head: bytes) -> frozenset[str]:
    """The keys in the first bytes of a file, as paths of up to three keys ("bag", "bag/record", "bag/record/number").

    Arrays add no step. Empty where `head` does not begin a JSON object or array.
    """
    text = head.removeprefix(_BOM).lstrip()
    paths: set[str] = set()
    if text[:1] not in (b"{", b"["):
        return frozenset()
    around: list[str | None] = []  # the path that holds each open bracket; None where it is deeper than is asked for
    here: str | None = ""
    last = ""
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token == b":":
            holder = around[-1] if around else None
            here = None if holder is None or holder.count("/") > 1 else f"{holder}/{last}".lstrip("/")
            if here:
                paths.add(here)
        elif token in (b"{", b"["):
            around.append(here)
        elif token in (b"}", b"]"):
            if around:
                around.pop()
            here = around[-1] if around else None
        elif token == b",":
            here = around[-1] if around else None
        elif token == b'"':
            break  # cut off within a string
        else:
            last = token[1:-1][:_LONGEST_KEY].decode("utf-8", "replace")
    return frozenset(paths)


def whole(source: Source, understand: Understand) -> Iterator[JsonDocument | Problem]:
    """A source that is one JSON value, as one document; `limit.document-bytes` where it is too large."""
    data = single(source)
    yield data if isinstance(data, Problem) else JsonDocument(data, source.name, 0, understand)


def array_elements(source: Source, names: Collection[str], understand: Understand) -> Iterator[JsonDocument | Problem]:
    """Each object or array in the arrays that the outermost object holds under one of `names`; one of them in memory.

    "" among `names` stands for an outermost array. An element over `document_bytes` is passed over with
    `limit.document-bytes`; one that is never closed is handed out as it is, so that the decoder says what is missing.
    What lies outside those arrays is passed over and not checked.
    """
    cutter = _Cutter(source, names, understand)
    while chunk := source.read(source.limits.chunk_bytes):
        cutter.buffer += chunk
        for place, byte in cutter.brackets():
            if byte in _OPENING:
                cutter.opens(place, byte)
            elif (element := cutter.closes(place)) is not None:
                yield element
            if not 0 <= cutter.depth <= _DEEPEST:
                yield cutter.unbalanced(place)
                return
        if (oversize := cutter.oversize()) is not None:
            yield oversize
        cutter.forget()
    if (last := cutter.last()) is not None:
        yield last


class _Cutter:
    """Follows the brackets of JSON text that comes in pieces."""

    def __init__(self, source: Source, names: Collection[str], understand: Understand) -> None:
        self.source = source
        self.names = {name.encode() for name in names}
        self.understand = understand
        self.buffer = bytearray()
        self.offset = source.position  # of the buffer's first byte
        self.depth = 0
        self._place = 0  # up to where the buffer has been looked through
        self._level = 0  # the depth inside an element of the array being read, 0 outside such an array
        self._begin = -1  # of the element being gathered
        self._in_string = self._skipping = False

    def brackets(self) -> Iterator[tuple[int, int]]:
        """Place and byte of each bracket, outside strings, in what has come in since the last call."""
        buffer = self.buffer
        while True:
            if self._in_string:
                self._place = _end(_IN_STRING, buffer, self._place)
                if buffer[self._place : self._place + 1] != b'"':
                    return
                self._in_string = False
                self._place += 1
            self._place = _end(_TO_BRACKET, buffer, self._place)
            if self._place == len(buffer):
                return
            byte = buffer[self._place]
            self._place += 1
            if byte == _QUOTE:
                self._in_string = True
            else:
                yield self._place - 1, byte

    def opens(self, place: int, byte: int) -> None:
        self.depth += 1
        if self._level:
            if self.depth == self._level:
                self._begin = place
        elif byte == _BRACKET and self.depth <= _DEEPEST_ARRAY:
            key = _key_before(self.buffer, place)
            if key in self.names and bool(key) == (self.depth == _DEEPEST_ARRAY):
                self._level = self.depth + 1

    def closes(self, place: int) -> JsonDocument | None:
        """The element that ends at `place`, if one does."""
        self.depth -= 1
        if not self._level or self.depth >= self._level:
            return None
        if self.depth < self._level - 1:
            self._level = 0
            return None
        begin, self._begin = self._begin, -1
        skipped, self._skipping = self._skipping, False
        return None if skipped else self._document(begin, place + 1)

    def oversize(self) -> Problem | None:
        """Said once of an element that is larger than allowed, and then passed over."""
        limit = self.source.limits.document_bytes
        if self._begin < 0 or self._skipping or len(self.buffer) - self._begin <= limit:
            return None
        self._skipping = True
        reason = f"The record is over {limit:,} bytes and was passed over."
        return self.source.problem("limit.document-bytes", reason, self.offset + self._begin)

    def forget(self) -> None:
        """Drops what is not needed any more; a little is kept, where the key of an array may stand."""
        inside = self._begin >= 0
        keep = self._begin if inside and not self._skipping else max(0, self._place - _BEFORE)
        del self.buffer[:keep]
        self.offset += keep
        self._place -= keep
        self._begin = 0 if inside else -1

    def last(self) -> JsonDocument | Problem | None:
        """What the end of the text leaves open."""
        if self._begin >= 0 and not self._skipping:
            return self._document(0, len(self.buffer))
        if not self.depth and not self._in_string:
            return None
        reason = "The JSON ends before it is complete; fetch the file again."
        return self.source.problem(_BROKEN, reason, self.offset + self._place)

    def unbalanced(self, place: int) -> Problem:
        reason = "The JSON closes more brackets than it opens."
        if self.depth > 0:
            reason = "The JSON is nested too deeply to be data."
        return self.source.problem(_BROKEN, reason, self.offset + place)

    def _document(self, begin: int, end: int) -> JsonDocument:
        return JsonDocument(bytes(self.buffer[begin:end]), self.source.name, self.offset + begin, self.understand)


def _end(pattern: re.Pattern[bytes], buffer: bytearray, place: int) -> int:
    return pattern.match(buffer, place).end()  # type: ignore[union-attr]  # it matches anything, if only nothing


def _key_before(buffer: bytearray, place: int) -> bytes:
    """The key whose value begins at `place`, or b""."""
    found = _KEY_BEFORE.search(buffer[max(0, place - _BEFORE) : place])
    return found[1] if found else b""
