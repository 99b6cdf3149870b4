"""The section of CPC and other symbols in a DOCDB document, which is up to half of it.

Nearly all have one regular shape. Read by a pattern straight from the bytes they cost a fraction of what the parser
takes; a section in which anything departs from that shape is left to the parser.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["PatentClassification", "cut_classes"]

_OPENING, _CLOSING = b"<patent-classifications>", b"</patent-classifications>"
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})
_UNKEPT = "".join(
    rf"(?:<{name}>[^<&]*+</{name}>\s*+)?+"
    for name in ("classification-value", "classification-status", "classification-data-source", "generating-office")
)
_CLASSIFICATION = re.compile(
    r'\s*+<patent-classification(?: sequence="\d{1,6}+")?+>\s*+'
    r'<classification-scheme office="\w{1,8}+" scheme="(\w{1,16}+)"(?:/>|>\s*+'
    r"(?:<date>([^<&]*+)</date>\s*+)?+</classification-scheme>)\s*+"
    r"<classification-symbol>([^<&]*+)</classification-symbol>\s*+"
    rf"(?:<symbol-position>([^<&]*+)</symbol-position>\s*+)?+{_UNKEPT}"
    r"(?:<action-date>\s*+<date>[^<&]*+</date>\s*+</action-date>\s*+)?+"
    r"</patent-classification>"
)


class PatentClassification(NamedTuple):
    """A symbol as the EPO exchanges it: name of the scheme, day of its version, symbol, position "F" for the first."""

    scheme: str
    day: str
    symbol: str
    position: str


def cut_classes(data: bytes) -> tuple[bytes, list[PatentClassification]]:
    """A document in UTF-8 with plain names, its section left empty, and what stood in it; else as it is and none."""
    begin, end = data.find(_OPENING), data.find(_CLOSING)
    if begin < 0 or end < begin or data.count(_OPENING) > 1 or data.count(_CLOSING) > 1:
        return data, []
    begin += len(_OPENING)
    section = data[begin:end]
    if len(section.translate(None, _CONTROLS)) != len(section):
        return data, []
    try:
        text = section.decode()
    except UnicodeDecodeError:
        return data, []
    found: list[PatentClassification] = []
    place = 0
    while (match := _CLASSIFICATION.match(text, place)) is not None:
        place = match.end()
        found.append(PatentClassification(*match.groups("")))
    return (data, []) if text[place:].strip() else (data[:begin] + data[end:], found)
