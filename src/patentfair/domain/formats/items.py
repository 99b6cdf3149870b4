"""What a unit gives, once it is seen that it can be kept: the last step of every reader.

Damaged files give an office of one letter, a kind that is a sentence, a NUL within a title. Every reader would have to
ask; so all pass here.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from patentfair.domain.formats.catalogue import FORMATS
from patentfair.domain.formats.format import Item, Unit
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PatentRecord

__all__ = ["item_of", "storable"]

_encode = msgspec.json.Encoder().encode
_CANONICAL = re.compile(r"[A-Z]{2}[0-9A-Z/]{1,28}")
_LONGEST_NUMBER, _LONGEST_KIND = 24, 4
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
# The XML parser lets neither through, so that of an item of these only the name of the file can hold them. ST.96 may
# hold our own fields as JSON, which does.
_XML = frozenset(known.name for known in FORMATS if known.roots) - {"wipo-st96"}


def item_of(unit: Unit) -> Item:
    """The unit's item; `record.number` in place of a record that does not say which document it is.

    NUL and half surrogates, which neither databases nor encodings take, are left out (`text.nul`).
    """
    return storable(unit.read())


def storable(item: Item) -> Item:
    """As `item_of`, of an item that was read already."""
    item = _of_characters(item)
    if not isinstance(item, PatentRecord):
        return item
    publication = item.publication
    if (
        len(publication.office) == 2
        and 0 < len(publication.number) <= _LONGEST_NUMBER
        and len(publication.kind) <= _LONGEST_KIND
        and _CANONICAL.fullmatch(publication.canonical)
    ):
        return item
    shown = f"{publication.office[:20]} {publication.number[:40]} {publication.kind[:20]}"
    reason = f"{shown!r} is no number of a document with a country of two letters and a kind of at most four."
    return Problem(code="record.number", reason=reason, file=item.source, offset=item.offset)


def _of_characters(item: Item) -> Item:
    """The item with nothing in its texts but characters. Writing it out is by far the fastest way to look."""
    if not isinstance(item, Problem) and item.format in _XML and not _NOT_TEXT.search(item.source):
        return item
    try:
        if b"\\u0000" not in _encode(item):
            return item
    except UnicodeEncodeError:
        pass
    plain = msgspec.to_builtins(item)
    cleaned = _cleaned(plain)
    if cleaned == plain:
        return item
    if not isinstance(item, Problem):
        cleaned["problems"] = tuple(dict.fromkeys((*item.problems, "text.nul")))
    return msgspec.convert(cleaned, type(item))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _NOT_TEXT.sub("", value)
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_cleaned(part) for part in value)
    return value
