"""Documents of which a long part that is no part of a record, the description, is not even parsed."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

import msgspec

from patentfair.domain.formats.format import Item
from patentfair.domain.formats.xml_documents import Origin, XmlDocument, parse
from patentfair.domain.kernel.problem import Problem

__all__ = ["TrimmedDocument", "without_descriptions"]

_NAME = re.compile(rb"description(?=[\s>])")
_BARE_AMPERSAND = re.compile(rb"&(?![A-Za-z_#])")


class TrimmedDocument(msgspec.Struct, frozen=True, gc=False):
    """A document, and what gives its bytes without what need not be parsed, or the very same bytes."""

    document: XmlDocument
    trim: Callable[[bytes], bytes]

    def read(self) -> Item:
        """As `XmlDocument.read`, but a defect in what is trimmed away is of no account. The digest is of all bytes."""
        document = self.document
        short = self.trim(document.data)
        if short is not document.data and not isinstance(parsed := parse(short), Problem):
            root, codes = parsed
            digest = sha256(document.data).hexdigest()
            return document.understand(root, Origin(document.source, document.offset, digest, codes))
        return document.read()


def without_descriptions(data: bytes) -> bytes:
    """`data` with each `description` cut out, or as it is where these cannot be told by their tags alone.

    So it is, too, where one is visibly damaged: what is mended in it is told.
    """
    tags = [
        (name.start() - 2 if closes else name.start() - 1, name.end(), closes)
        for name in _NAME.finditer(data)
        if (closes := data.endswith(b"</", 0, name.start())) or data.endswith(b"<", 0, name.start())
    ]
    if not tags or len(tags) % 2:
        return data
    kept: list[bytes] = []
    end = 0
    for (begin, _, is_closing), (_, name_end, closes) in zip(tags[::2], tags[1::2], strict=True):
        if is_closing or not closes or _is_hidden(data, end, begin):
            return data
        kept.append(data[end:begin])
        end = data.find(b">", name_end) + 1
        if not end or _is_damaged(data, begin, end):
            return data
    kept.append(data[end:])
    return b"".join(kept)


def _is_hidden(data: bytes, start: int, place: int) -> bool:
    """Whether `place` may lie within a comment or a CDATA section that begins behind `start`."""
    return data.rfind(b"<!--", start, place) > data.rfind(b"-->", start, place) or b"<![CDATA[" in data[start:place]


def _is_damaged(data: bytes, begin: int, end: int) -> bool:
    """Whether a "<" or "&" within may be none of a tag or a character."""
    unclosed = data.count(b"<", begin, end) != data.count(b">", begin, end)
    return unclosed or _BARE_AMPERSAND.search(data, begin, end) is not None
