"""XML out of a byte stream: one document or element at a time, parsed safely, mended only where nothing can be lost.

Entities are never expanded, DTDs never loaded, the network never asked. What is not well-formed is quarantined, save
for defects that have only one possible reading (`xml_mending`); those are mended and marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any, TypeAlias

import msgspec
from lxml import etree

from patentfair.domain.formats.format import Item
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.xml_mending import DECLARATION, FIRST_TAG, MENDINGS, mended
from patentfair.domain.kernel.problem import Problem

__all__ = ["Element", "Origin", "XmlDocument", "documents", "elements", "parse", "single"]

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml's only name for the type

_PROLOG = re.compile(rb"<\?xml[ \t\r\n]")
_PROLOG_LONGEST = 6
_BLANK = b"\0\x1a \t\r\n"
_BOM = b"\xef\xbb\xbf"
_HEAD = 4096
# A new parser a document costs more than it is worth; lxml's parsers may be used again after an error.
_PARSER = etree.XMLParser(
    resolve_entities=False,
    load_dtd=False,
    no_network=True,
    huge_tree=False,
    dtd_validation=False,
    attribute_defaults=False,
)
_SOLIDUS = ord("/")
_LONGEST_PREFIX = 64
_FRONT_OF_OPENING = re.compile(rb"<(?:[\w.-]{1,%d}:)?\Z" % _LONGEST_PREFIX)
_FRONT_OF_CLOSING = re.compile(rb"</(?:[\w.-]{1,%d}:)?\Z" % _LONGEST_PREFIX)
_END_OF_OPENING = re.compile(rb"(?=[\s/>])")
_END_OF_CLOSING = re.compile(rb"\s{0,16}>")
_MOST_DECLARATIONS = 40
_MOST_TAGS = 3_000_000
_MANY_BYTES = 8 << 20


class Origin(msgspec.Struct, frozen=True, gc=False):
    """Where a document's bytes lie, their digest, and the codes of defects that were mended while parsing."""

    source: str
    offset: int
    digest: str
    problems: tuple[str, ...] = ()

    def problem(self, code: str, reason: str) -> Problem:
        """Why the document is quarantined."""
        return Problem(code=code, reason=reason[:500], file=self.source, offset=self.offset)


class XmlDocument(msgspec.Struct, frozen=True, gc=False):
    """The bytes of one document or element, where they lie, and what makes an item of the parsed tree."""

    data: bytes
    source: str
    offset: int
    understand: Callable[[Element, Origin], Item]

    def read(self) -> Item:
        """The item, or `xml.not-well-formed`, `xml.entity`, or what `understand` finds wrong."""
        parsed = parse(self.data)
        if isinstance(parsed, tuple):
            root, codes = parsed
            return self.understand(root, Origin(self.source, self.offset, sha256(self.data).hexdigest(), codes))
        return msgspec.structs.replace(parsed, file=self.source, offset=self.offset)


Understand: TypeAlias = Callable[[Element, Origin], Item]
Aside: TypeAlias = Callable[[bytes, str, int], Problem | None]


def parse(data: bytes) -> tuple[Element, tuple[str, ...]] | Problem:
    """The root of a document and the codes of what was mended, or why it cannot be read."""
    if len(data) > _MANY_BYTES and data.count(b"<") > _MOST_TAGS:
        reason = f"The document has over {_MOST_TAGS:,} tags; a tree of them would not fit into memory."
        return Problem(code="limit.xml-tags", reason=reason)
    root = _strictly(data)
    if not isinstance(root, Problem) or root.code != "xml.not-well-formed":
        return root if isinstance(root, Problem) else (root, ())
    codes: list[str] = []
    for code, mending in MENDINGS:
        better = mended(data, mending)
        if better == data:
            continue
        data = better
        codes.append(code)
        again = _strictly(data)
        if not isinstance(again, Problem):
            return again, tuple(codes)
        if again.code != root.code:
            return again
    return root


def _strictly(data: bytes) -> Element | Problem:
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        if b"<!ENTITY" in data:
            return _entity()
        line, column = error.position
        what = str(error.msg).rpartition(", line ")[0] or str(error.msg)
        reason = f"Not well-formed at line {line}, column {column} of the document: {what}"
        return Problem(code="xml.not-well-formed", reason=reason[:500])
    except ValueError as error:
        return Problem(code="xml.not-well-formed", reason=f"Not readable as XML: {error}"[:500])
    # Nothing was expanded or fetched (see _PARSER); a document with entities of its own is refused all the same.
    subset: Any = root.getroottree().docinfo.internalDTD
    if subset is not None and next(subset.iterentities(), None) is not None:
        return _entity()
    return root


def _entity() -> Problem:
    reason = "The document declares entities of its own; they could stand for other files or expand without end."
    return Problem(code="xml.entity", reason=reason)


def _nothing_aside(_data: bytes, _source: str, _offset: int) -> Problem | None:
    return None


def documents(source: Source, understand: Understand, aside: Aside = _nothing_aside) -> Iterator[XmlDocument | Problem]:
    """The documents of a source in order, split at their prologs, at most one of them in memory.

    `aside` looks at the first bytes of each and may say that it is something that is not read. A document over
    `document_bytes` is passed over unread with `limit.document-bytes`. What is given does not depend on the size of the
    chunks that are read.
    """
    limits = source.limits
    buffer = bytearray()
    start = source.position  # offset of the buffer's first byte
    oversize: Problem | None = None
    searched = 1
    while chunk := source.read(limits.chunk_bytes):
        buffer += chunk
        begin = 0
        for found in _PROLOG.finditer(buffer, searched):
            if oversize is not None:
                yield oversize
                oversize = None
            else:
                yield from _document(
                    bytes(memoryview(buffer)[begin : found.start()]), source, start + begin, understand, aside
                )
            begin = found.start()
        del buffer[:begin]
        start += begin
        if oversize is None and len(buffer) > limits.document_bytes + _PROLOG_LONGEST:
            oversize = _passed_over(buffer, source, start, aside)
        if oversize is not None:
            # Only the end is kept, where the next prolog may have begun.
            start += max(0, len(buffer) - _PROLOG_LONGEST)
            del buffer[:-_PROLOG_LONGEST]
        searched = max(0 if oversize else 1, len(buffer) - _PROLOG_LONGEST)
    if oversize is not None:
        yield oversize
    else:
        yield from _document(bytes(buffer), source, start, understand, aside)


def _document(
    data: bytes, source: Source, offset: int, understand: Understand, aside: Aside
) -> Iterator[XmlDocument | Problem]:
    """The document without the blanks around it, or nothing where there are only blanks."""
    if len(data) > source.limits.document_bytes:
        yield _passed_over(data, source, offset, aside)
        return
    data = data.rstrip(_BLANK).removesuffix(_BOM).rstrip(_BLANK)
    bare = data.removeprefix(_BOM).lstrip(_BLANK)
    if bare:
        offset += len(data) - len(bare)
        yield aside(bare[:_HEAD], source.name, offset) or XmlDocument(bare, source.name, offset, understand)


def _passed_over(data: bytes | bytearray, source: Source, offset: int, aside: Aside) -> Problem:
    head = bytes(memoryview(data)[: min(_HEAD, source.limits.document_bytes)])
    bare = head.removeprefix(_BOM).lstrip(_BLANK)
    offset += len(head) - len(bare)
    return aside(bare, source.name, offset) or _oversize(source, offset)


def _oversize(source: Source, offset: int) -> Problem:
    limit = source.limits.document_bytes
    return source.problem("limit.document-bytes", f"The document is over {limit:,} bytes and was passed over.", offset)


def single(source: Source) -> bytes | Problem:
    """All of a source that is one document (a response, a small file), or `limit.document-bytes`."""
    limits = source.limits
    held = bytearray()
    while chunk := source.read(limits.chunk_bytes):
        held += chunk
        if len(held) > limits.document_bytes:
            return _oversize(source, 0)
    return bytes(held).removeprefix(_BOM).strip(_BLANK)


def elements(source: Source, name: str, understand: Understand) -> Iterator[XmlDocument | Problem]:
    """Each element `name`, in any prefix, of a document of any size, as a document of its own; one in memory.

    Elements of that name must not hold one another. Prefixes declared before the first of them are declared on each.
    An element over `document_bytes` is passed over with `limit.document-bytes`; one that is never closed is handed out
    as it is, so that the parser says what is missing; a document that ends before its root is closed gives
    `xml.not-well-formed` behind its elements, and one that declares entities `xml.entity` alone. What is given does not
    depend on the size of the chunks that are read.
    """
    cut = _Cut(source, name)
    for place, data in cut.elements():
        yield _oversize(source, place) if data is None else XmlDocument(data, source.name, place, understand)
    if cut.problem is not None:
        yield cut.problem


class _Cut:
    """Cuts the elements of one name out of a source.

    The buffer holds the element that is being read, from `_begin`, or else only what the next may have begun in.
    """

    def __init__(self, source: Source, name: str) -> None:
        self.problem: Problem | None = None
        self._source = source
        self._name = name.encode()
        self._overlap = len(self._name) + _LONGEST_PREFIX + 32
        self._buffer = bytearray()
        self._start = source.position
        self._begin = self._searched = 0
        self._within = self._in_tag = self._skipping = self._ended = False
        self._head = bytearray()
        self._declarations: dict[bytes, bytes] | None = None
        self._root_closing: re.Pattern[bytes] | None = None
        self._closed = False

    def elements(self) -> Iterator[tuple[int, bytes | None]]:
        """Where each element begins, and its bytes or None for one too large. Then `problem` says what is left."""
        largest = self._source.limits.document_bytes
        while not self._ended:
            chunk = self._source.read(self._source.limits.chunk_bytes)
            self._ended = not chunk
            self._buffer += chunk
            while (end := self._end_of_next()) is not None:
                if not self._skipping:
                    yield self._start + self._begin, None if end - self._begin > largest else self._held(end)
                self._within = self._skipping = False
                self._begin = self._searched = end
            if self._within and not self._skipping and len(self._buffer) - self._begin > largest:
                yield self._start + self._begin, None
                self._skipping = True
            self._forget()
        if self._within and not self._skipping:
            yield self._start, self._held(len(self._buffer))
        elif not self._within and self._root_closing is not None and not self._closed and self.problem is None:
            reason = "The document ends before its root element is closed; what should follow here is missing."
            self.problem = self._source.problem("xml.not-well-formed", reason)

    def _end_of_next(self) -> int | None:
        """Where the element that is being read, or the next, ends in the buffer; None where more must be read."""
        buffer = self._buffer
        if not self._within and not self._open():
            return None
        if self._in_tag:
            place = buffer.find(b">", self._searched)
            if place < 0:
                self._searched = len(buffer)
                return None
            self._in_tag = False
            self._searched = place + 1
            if buffer[place - 1] == _SOLIDUS:
                return place + 1
        found = self._next_tag(_FRONT_OF_CLOSING, _END_OF_CLOSING)
        if found is not None:
            return found[1]
        self._searched = max(self._searched, len(buffer) - self._overlap)
        return None

    def _open(self) -> bool:
        """Go to where the next element begins, if it does in the buffer."""
        found = self._next_tag(_FRONT_OF_OPENING, _END_OF_OPENING)
        if found is None:
            if self._root_closing is not None and not self._closed:
                self._closed = self._root_closing.search(self._buffer, self._searched) is not None
            self._searched = max(self._begin, len(self._buffer) - self._overlap)
            return False
        if self._declarations is None:
            self._take_head(self._buffer[: found[0]])
            if self.problem is not None:
                self._ended = True
                return False
        self._begin, self._searched = found
        self._within = self._in_tag = True
        self._closed = False
        return True

    def _next_tag(self, front: re.Pattern[bytes], end: re.Pattern[bytes]) -> tuple[int, int] | None:
        """Where the next tag of the name begins and ends. Names are far fewer than tags, so these are looked for."""
        place = self._buffer.find(self._name, self._searched)
        while place >= 0:
            before = front.search(self._buffer, max(self._searched, place - _LONGEST_PREFIX - 3), place)
            after = end.match(self._buffer, place + len(self._name))
            if before is not None and after is not None:
                return before.start(), after.end()
            place = self._buffer.find(self._name, place + 1)
        return None

    def _forget(self) -> None:
        """Drop what is done with; of what comes before the first element the beginning is kept apart."""
        reading = self._within and not self._skipping
        keep = self._begin if reading else max(self._begin, len(self._buffer) - self._overlap)
        if self._declarations is None:
            self._head += self._buffer[: min(keep, self._room())]
        self._start += keep
        self._searched = max(0, self._searched - keep)
        self._begin = 0
        del self._buffer[:keep]

    def _room(self) -> int:
        return max(0, self._source.limits.head_bytes * 4 - len(self._head))

    def _take_head(self, before: bytearray) -> None:
        """What the document says before its first element of the name: prefixes, entities, the root."""
        head = bytes(self._head) + bytes(before[: self._room()])
        self._head.clear()
        found = {each[1] or b"": each[0] for each in DECLARATION.finditer(head)}
        self._declarations = dict(list(found.items())[:_MOST_DECLARATIONS])
        if b"<!ENTITY" in head:
            self.problem = msgspec.structs.replace(_entity(), file=self._source.name)
        root = _root_name(head)
        if root and root.rpartition(b":")[2] != self._name and len(root) + 24 < self._overlap:
            self._root_closing = re.compile(rb"</" + re.escape(root) + rb"\s{0,16}>")

    def _held(self, end: int) -> bytes:
        """The element up to `end` with the declarations of the document around it, save those it makes itself."""
        data = bytes(memoryview(self._buffer)[self._begin : end])
        place = FIRST_TAG.match(data)
        if not self._declarations or place is None:
            return data
        own = {found[1] or b"" for found in DECLARATION.finditer(data, 0, data.find(b">") + 1)}
        extra = b"".join(b" " + text for prefix, text in self._declarations.items() if prefix not in own)
        return data[: place.end()] + extra + data[place.end() :]


def _root_name(head: bytes) -> bytes:
    """The name of the first element behind the prolog, comments and the document type; b"" where there is none."""
    place = head.find(b"<")
    while place >= 0:
        if (tag := FIRST_TAG.match(head, place)) is not None:
            return tag[0][1:]
        passed = head.startswith((b"<!--", b"<?"), place)
        end = head.find((b"-->" if head[place + 1 : place + 2] == b"!" else b"?>") if passed else b">", place)
        place = head.find(b"<", end) if end >= 0 else -1
    return b""
