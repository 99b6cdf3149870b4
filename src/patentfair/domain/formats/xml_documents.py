"""XML out of a byte stream: one document or element at a time, parsed safely, mended only where nothing can be lost.

Entities are never expanded, DTDs never loaded, the network never asked. What is not well-formed is quarantined, save
for four defects that have only one possible reading and are mended and marked: a prefix without a declaration, a bare
ampersand, an attribute without a value, and control characters that XML forbids.
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
_UNDECLARED = re.compile(r"(?i)namespace prefix ([\w.-]{1,40})(?: for \S+)? on \S+ is not defined")
_FIRST_TAG = re.compile(rb"<[A-Za-z_][\w.:-]*")
_BARE_AMPERSAND = re.compile(rb"&(?!#[0-9]{1,7};|#x[0-9A-Fa-f]{1,6};|[A-Za-z_][\w.-]{0,40};)")
_CONTROL = re.compile(
    rb"[\x01-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));"
)
_TAG_WITH_BARE_ATTRIBUTE = re.compile(
    rb"""<[A-Za-z_][\w.:-]*"""
    rb"""(?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*+"""
    rb"""\s+[A-Za-z_][\w.:-]*(?=[\s/>])(?!\s*=)"""
)
_LAST_NAME = re.compile(rb"\s+[A-Za-z_][\w.:-]*$")
_DECLARATION = re.compile(rb"""\bxmlns(?::([\w.-]+))?\s*=\s*(?:"[^"<]*"|'[^'<]*')""")


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
            root, mended = parsed
            return self.understand(root, Origin(self.source, self.offset, sha256(self.data).hexdigest(), mended))
        return msgspec.structs.replace(parsed, file=self.source, offset=self.offset)


Understand: TypeAlias = Callable[[Element, Origin], Item]
Aside: TypeAlias = Callable[[bytes, str, int], Problem | None]


def parse(data: bytes) -> tuple[Element, tuple[str, ...]] | Problem:
    """The root of a document and the codes of what was mended, or why it cannot be read."""
    root = _strictly(data)
    if not isinstance(root, Problem) or root.code != "xml.not-well-formed":
        return root if isinstance(root, Problem) else (root, ())
    mended: list[str] = []
    for code, mend in _MENDINGS:
        better = mend(data, root.reason)
        if better == data:
            continue
        data = better
        mended.append(code)
        again = _strictly(data)
        if not isinstance(again, Problem):
            return again, tuple(mended)
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
        what = str(error.msg).rpartition(", line ")[0]
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


def _declare_prefixes(data: bytes, _reason: str) -> bytes:
    """Every prefix that is used and never declared, declared on the first element under a name of its own."""
    declared = set(_DECLARATION.findall(data)) | {b"xml", b"xmlns", b""}
    used = {name for pair in re.findall(rb"<([\w.-]+):[\w.-]|\s([\w.-]+):[\w.-]+\s*=", data) for name in pair}
    missing = sorted(used - declared)
    first = _FIRST_TAG.search(data)
    if not missing or first is None or len(missing) > 20:
        return data
    attributes = b"".join(b' xmlns:%s="urn:undeclared:%s"' % (name, name) for name in missing)
    return data[: first.end()] + attributes + data[first.end() :]


def _escape_ampersands(data: bytes, _reason: str) -> bytes:
    return data if b"<![CDATA[" in data else _BARE_AMPERSAND.sub(b"&amp;", data)


def _drop_bare_attributes(data: bytes, _reason: str) -> bytes:
    return _TAG_WITH_BARE_ATTRIBUTE.sub(lambda tag: _LAST_NAME.sub(b"", tag[0]), data)


def _drop_control_characters(data: bytes, _reason: str) -> bytes:
    return _CONTROL.sub(b"", data)


_MENDINGS: tuple[tuple[str, Callable[[bytes, str], bytes]], ...] = (
    ("xml.prefix-undeclared", _declare_prefixes),
    ("xml.bare-ampersand", _escape_ampersands),
    ("xml.bare-attribute", _drop_bare_attributes),
    ("xml.control-character", _drop_control_characters),
)


def _nothing_aside(_data: bytes, _source: str, _offset: int) -> Problem | None:
    return None


def documents(source: Source, understand: Understand, aside: Aside = _nothing_aside) -> Iterator[XmlDocument | Problem]:
    """The documents of a source in order, split at their prologs, at most one of them in memory.

    `aside` looks at the first bytes of each and may say that it is something that is not read. A document over
    `document_bytes` is passed over unread with `limit.document-bytes`.
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
                data = bytes(memoryview(buffer)[begin : found.start()])
                yield from _document(data, source, start + begin, understand, aside)
            begin = found.start()
        del buffer[:begin]
        start += begin
        if oversize is None and len(buffer) > limits.document_bytes:
            head = bytes(memoryview(buffer)[:_HEAD])
            oversize = aside(head, source.name, start) or _oversize(source, start)
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
    data = data.rstrip(_BLANK)
    bare = data.removeprefix(_BOM).lstrip(_BLANK)
    if bare:
        offset += len(data) - len(bare)
        yield aside(bare[:_HEAD], source.name, offset) or XmlDocument(bare, source.name, offset, understand)


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
    as it is, so that the parser says what is missing.
    """
    limits = source.limits
    tag = name.encode()
    opening = re.compile(rb"<(?:[\w.-]+:)?" + tag + rb"(?=[\s/>])")
    closing = re.compile(rb"</(?:[\w.-]+:)?" + tag + rb"\s*>")
    longest = len(tag) + 64
    buffer = bytearray()
    start = source.position
    declarations: dict[bytes, bytes] | None = None
    inside = skipping = ended = False
    searched = 0
    while not ended:
        chunk = source.read(limits.chunk_bytes)
        ended = not chunk
        buffer += chunk
        begin = 0
        while True:
            if not inside:
                found = opening.search(buffer, begin)
                if found is None:
                    break
                if declarations is None:
                    declarations = _declarations(bytes(memoryview(buffer)[: found.start()]))
                begin = searched = found.start()
                inside = True
            found = closing.search(buffer, searched)
            if found is None:
                searched = max(begin, len(buffer) - longest)
                break
            if not skipping:
                data = _declared(bytes(memoryview(buffer)[begin : found.end()]), declarations or {})
                yield XmlDocument(data, source.name, start + begin, understand)
            inside = skipping = False
            begin = found.end()
        if inside and len(buffer) - begin > limits.document_bytes:
            if not skipping:
                yield _oversize(source, start + begin)
            skipping = True
        # Before the first element the declarations are still to come; afterwards only the tail can matter.
        keep = begin if inside and not skipping else max(begin, len(buffer) - longest)
        if declarations is None:
            keep = 0 if len(buffer) <= limits.head_bytes * 4 else keep
        start += keep
        searched = max(0, searched - keep)
        del buffer[:keep]
    if inside and not skipping:
        yield XmlDocument(_declared(bytes(buffer), declarations or {}), source.name, start, understand)


def _declarations(head: bytes) -> dict[bytes, bytes]:
    return {found[1] or b"": found[0] for found in _DECLARATION.finditer(head)}


def _declared(data: bytes, declarations: dict[bytes, bytes]) -> bytes:
    """`data` with the declarations of the document around it, save those it makes itself."""
    if not declarations:
        return data
    end = data.find(b">")
    own = {found[1] or b"" for found in _DECLARATION.finditer(data, 0, end + 1)}
    extra = b"".join(b" " + text for prefix, text in declarations.items() if prefix not in own)
    place = _FIRST_TAG.match(data)
    return data[: place.end()] + extra + data[place.end() :] if place else data
