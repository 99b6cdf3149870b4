"""USPTO grants, XML v4.0 to v4.7: weekly files of many XML documents one after another, or single documents.

Sources: the documents' own DTDs (us-patent-grant-v40 to v47) and the USPTO's red book notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec
from lxml import etree

from patentfair.domain.formats.source import Source
from patentfair.domain.formats.uspto_fields import grant_record
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PatentRecord

__all__ = ["Document", "units"]

FORMAT = "uspto-grant-v4"
_PROLOG = re.compile(rb"<\?xml[ \t\r\n]")
_PROLOG_LONGEST = 6
_BLANK = b"\0\x1a \t\r\n"
_BOM = b"\xef\xbb\xbf"
_ROOT = re.compile(rb"<(us-patent-grant|sequence-cwu)[\s>]")
_HEAD = 4096
_DOC_NUMBER = re.compile(rb"<doc-number>\s*([A-Z0-9]{1,12})\s*</doc-number>")
# A new parser a document costs more than it is worth; lxml's parsers may be used again after an error.
_PARSER = etree.XMLParser(
    resolve_entities=False,
    load_dtd=False,
    no_network=True,
    huge_tree=False,
    dtd_validation=False,
    attribute_defaults=False,
)


class Document(msgspec.Struct, frozen=True, gc=False):
    """The bytes of one XML document and where they lie."""

    data: bytes
    source: str
    offset: int

    def read(self) -> PatentRecord | Problem:
        """The grant, or why it is quarantined: `uspto.sequence-listing`, `xml.*`, `uspto.*`."""
        if _is_listing(self.data):
            return _listing(self.data, self.source, self.offset)
        root = self._parse()
        if isinstance(root, Problem):
            return root
        if root.tag != "us-patent-grant":
            reason = f"The root element is <{str(root.tag)[:80]}>, not <us-patent-grant>."
            return self._problem("xml.unknown-root", reason)
        return grant_record(root, FORMAT, sha256(self.data).hexdigest(), self.source, self.offset)

    def _parse(self) -> etree._Element | Problem:
        try:
            root = etree.fromstring(self.data, _PARSER)
        except etree.XMLSyntaxError as error:
            if b"<!ENTITY" in self.data:
                return self._entity()
            line, column = error.position
            what = str(error.msg).rpartition(", line ")[0]
            reason = f"Not well-formed at line {line}, column {column} of the document: {what}"
            return self._problem("xml.not-well-formed", reason[:500])
        except ValueError as error:
            return self._problem("xml.not-well-formed", f"Not readable as XML: {error}"[:500])
        # Nothing was expanded or fetched (see _PARSER); a document with entities of its own is refused all the same.
        subset: Any = root.getroottree().docinfo.internalDTD
        if subset is not None and next(subset.iterentities(), None) is not None:
            return self._entity()
        return root

    def _entity(self) -> Problem:
        reason = "The document declares entities of its own; they could stand for other files or expand without end."
        return self._problem("xml.entity", reason)

    def _problem(self, code: str, reason: str) -> Problem:
        return Problem(code=code, reason=reason, file=self.source, offset=self.offset)


def units(source: Source) -> Iterator[Document | Problem]:
    """The documents of a source in order, split at their prologs, at most one of them in memory.

    A document over `document_bytes` is passed over unread with `limit.document-bytes`.
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
                yield from _document(bytes(memoryview(buffer)[begin : found.start()]), source, start + begin)
            begin = found.start()
        del buffer[:begin]
        start += begin
        if oversize is None and len(buffer) > limits.document_bytes:
            oversize = _oversize(bytes(memoryview(buffer)[:_HEAD]), source, start)
        if oversize is not None:
            # Only the end is kept, where the next prolog may have begun.
            start += max(0, len(buffer) - _PROLOG_LONGEST)
            del buffer[:-_PROLOG_LONGEST]
        searched = max(0 if oversize else 1, len(buffer) - _PROLOG_LONGEST)
    if oversize is not None:
        yield oversize
    else:
        yield from _document(bytes(buffer), source, start)


def _document(data: bytes, source: Source, offset: int) -> Iterator[Document]:
    """The document without the blanks around it, or nothing where there are only blanks."""
    data = data.rstrip(_BLANK)
    bare = data.removeprefix(_BOM).lstrip(_BLANK)
    if bare:
        yield Document(bare, source.name, offset + len(data) - len(bare))


def _oversize(head: bytes, source: Source, offset: int) -> Problem:
    if _is_listing(head):
        return _listing(head, source.name, offset)
    limit = source.limits.document_bytes
    return source.problem("limit.document-bytes", f"The document is over {limit:,} bytes and was passed over.", offset)


def _is_listing(data: bytes) -> bool:
    root = _ROOT.search(data, 0, _HEAD)
    return root is not None and root[1] == b"sequence-cwu"


def _listing(data: bytes, source: str, offset: int) -> Problem:
    number = _DOC_NUMBER.search(data, 0, _HEAD)
    of_grant = f" of US {number[1].decode().lstrip('0')}" if number else ""
    reason = f"This is the sequence listing{of_grant} (<sequence-cwu>), not a patent document; the grant is read apart."
    return Problem(code="uspto.sequence-listing", reason=reason, file=source, offset=offset)
