"""The units of USPTO v4 files: many XML documents one after another (weekly files), or single ones.

Grants, published applications and sequence listings may stand in one file, so that one reader serves both formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

import msgspec
from lxml import etree

from patentfair.domain.formats.format import Item
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.uspto_citations import cut_citations
from patentfair.domain.formats.uspto_fields import document_record
from patentfair.domain.formats.xml_documents import Element, Origin, documents, parse
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import Stage

__all__ = ["APPLICATION", "GRANT", "UsptoDocument", "units"]

GRANT, APPLICATION = "uspto-grant-v4", "uspto-application-v4"
_MEANINGS = {
    "us-patent-grant": (Stage.GRANT, GRANT),
    "us-patent-application": (Stage.APPLICATION, APPLICATION),
}
_ROOT = re.compile(rb"<(us-patent-grant|us-patent-application|sequence-cwu)[\s>]")
_DOC_NUMBER = re.compile(rb"<doc-number>\s*([A-Z0-9]{1,12})\s*</doc-number>")
_DESCRIPTION = re.compile(rb"<description[\s>]")
_HIDDEN = re.compile(rb"<!--|<!\[CDATA\[")
_ENTITY = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;|#)")
_ENCODING = re.compile(rb"""<\?xml\s[^>]{0,100}?encoding=["']([\w.-]{1,40})""")
_END = b"</description>"


class UsptoDocument(msgspec.Struct, frozen=True, gc=False):
    """The bytes of one document. Its description, by far the longest text, is no part of a record and is not parsed."""

    data: bytes
    source: str
    offset: int

    def read(self) -> Item:
        """The record, or what is wrong with the document. A defect in the description alone is of no account."""
        data = _without_description(self.data)
        data, citations = cut_citations(data) if _is_utf8(data) else (data, [])
        parsed = parse(data)
        if isinstance(parsed, Problem) and data is not self.data:
            data, citations = self.data, []
            parsed = parse(data)
        if isinstance(parsed, Problem):
            return msgspec.structs.replace(parsed, file=self.source, offset=self.offset)
        root, problems = parsed
        if _ENTITY.search(data) and _has_entities(root):
            # Names from the DTD, which is never loaded: their characters are missing from the texts.
            problems = (*problems, "xml.entity-unresolved")
        origin = Origin(self.source, self.offset, sha256(self.data).hexdigest(), problems)
        meaning = _MEANINGS.get(str(root.tag))
        if meaning is None:
            reason = f"The root element is <{str(root.tag)[:80]}>, not <us-patent-grant> or <us-patent-application>."
            return origin.problem("xml.unknown-root", reason)
        return document_record(root, *meaning, origin, citations)


def _is_utf8(data: bytes) -> bool:
    declared = _ENCODING.match(data)
    return declared is None or declared[1].upper() == b"UTF-8"


def _has_entities(root: Element) -> bool:
    parts = (part for part in root if part.tag != "description")
    return any(next(part.iter(etree.Entity), None) is not None for part in parts)


def _without_description(data: bytes) -> bytes:
    """`data` with its one description cut out, or as it is where that cannot be told by the tags alone."""
    begin = _DESCRIPTION.search(data)
    if begin is None or _HIDDEN.search(data, 0, begin.start()):
        return data
    end = data.find(_END, begin.end())
    if end < 0 or data.find(_END, end + 1) >= 0:
        return data
    return data[: begin.start()] + data[end + len(_END) :]


def units(source: Source) -> Iterator[UsptoDocument | Problem]:
    """The documents of a weekly file or of a single one; a sequence listing is `uspto.sequence-listing`."""
    for unit in documents(source, _never, _listing):
        yield unit if isinstance(unit, Problem) else UsptoDocument(unit.data, unit.source, unit.offset)


def _never(_root: Element, _origin: Origin) -> Item:
    raise NotImplementedError  # the documents are read by `UsptoDocument`


def _listing(head: bytes, source: str, offset: int) -> Problem | None:
    root = _ROOT.search(head)
    if root is None or root[1] != b"sequence-cwu":
        return None
    number = _DOC_NUMBER.search(head)
    of_document = f" of US {number[1].decode().lstrip('0')}" if number else ""
    reason = (
        f"This is the sequence listing{of_document} (<sequence-cwu>), not a patent document; "
        "the patent document is read apart."
    )
    return Problem(code="uspto.sequence-listing", reason=reason, file=source, offset=offset)
