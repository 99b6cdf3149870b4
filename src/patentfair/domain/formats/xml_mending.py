"""Defects of XML that have only one possible reading, and how each is taken out.

Every mending is linear in the size of the document: a pattern that fails has looked at each byte a bounded number of
times. A document with CDATA sections, in which the same bytes are no defect, is left as it is, and so is one in an
encoding whose bytes below 128 are not always ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html.entities import html5

__all__ = ["DECLARATION", "FIRST_TAG", "MENDINGS", "mended", "number_characters"]

FIRST_TAG = re.compile(rb"<[A-Za-z_][\w.:-]*")
DECLARATION = re.compile(rb"""\bxmlns(?::([\w.-]{1,64}))?\s{0,64}=\s{0,64}(?:"[^"<]{0,512}"|'[^'<]{0,512}')""")
_MOST_PREFIXES = 20
_TAG = re.compile(rb"<[A-Za-z_][^<>]*")
_PREFIX = re.compile(rb"(?:^<|\s)([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
_PERHAPS_PREFIX = re.compile(rb"[<\s]([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
_BARE_AMPERSAND = re.compile(rb"&(?!#[0-9]{1,7};|#x[0-9A-Fa-f]{1,6};|[A-Za-z_][\w.-]{0,40};)")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31};)")
_OF_XML = {b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"}
_CONTROL = re.compile(
    rb"[\x01-\x08\x0b\x0c\x0e-\x1f]"
    rb"|&#(?:0++|0*+(?:[1-8]|1[124-9]|2\d|3[01])|x0++|x0*+(?:[1-8bBcCeEfF]|1[0-9a-fA-F]));"
)
_ATTRIBUTES = rb"""(?:\s++[A-Za-z_][\w.:-]*+\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'))*+"""
_BARE_ATTRIBUTE = rb"\s++[A-Za-z_][\w.:-]*+(?=[\s/>])(?!\s*+=)"
_TAG_WITH_BARE_ATTRIBUTE = re.compile(
    rb"<[A-Za-z_][\w.:-]*+(?:" + _ATTRIBUTES + _BARE_ATTRIBUTE + rb"){1,20}+" + _ATTRIBUTES
)
_ATTRIBUTE = re.compile(rb"""(\s++[A-Za-z_][\w.:-]*+\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'))|\s++[A-Za-z_][\w.:-]*+""")
# Followed by another "<" before any ">", outside comments, instructions and declarations: no tag can begin so.
_BARE_LESS_THAN = re.compile(rb"<(?![!?/])(?=[^<>]*+<)")
_ENCODING = re.compile(
    rb"""<\?xml\b[^>]{0,100}?\bencoding\s{0,8}=\s{0,8}["'](?:iso-2022|utf-7|utf-16|utf-32|ucs|hz)""", re.IGNORECASE
)


def mended(data: bytes, mending: Callable[[bytes], bytes]) -> bytes:
    """`data` without the defect, or as it is where the defect is not there or could be none."""
    if b"<![CDATA[" in data and mending is not _declare_prefixes:
        return data
    return data if b"\0" in data or _ENCODING.match(data) else mending(data)


def _declare_prefixes(data: bytes) -> bytes:
    """Every prefix that is used and never declared, declared on the first element under a name of its own."""
    declared = {b"xml", b"xmlns"}
    if declared.issuperset(_PERHAPS_PREFIX.findall(data)):
        return data
    declared |= {found[1] for found in DECLARATION.finditer(data)}
    used = {prefix for tag in _TAG.finditer(data) for prefix in _PREFIX.findall(tag[0])}
    missing = sorted(used - declared)
    first = FIRST_TAG.search(data)
    if not missing or first is None or len(missing) > _MOST_PREFIXES:
        return data
    attributes = b"".join(b' xmlns:%s="urn:undeclared:%s"' % (name, name) for name in missing)
    return data[: first.end()] + attributes + data[first.end() :]


def _escape_ampersands(data: bytes) -> bytes:
    return _BARE_AMPERSAND.sub(b"&amp;", data)


def _drop_bare_attributes(data: bytes) -> bytes:
    return _TAG_WITH_BARE_ATTRIBUTE.sub(_without_bare_attributes, data)


def _without_bare_attributes(tag: re.Match[bytes]) -> bytes:
    name = FIRST_TAG.match(tag[0])
    begin = name.end() if name else 0
    return tag[0][:begin] + _ATTRIBUTE.sub(lambda found: found[1] or b"", tag[0][begin:])


def _drop_control_characters(data: bytes) -> bytes:
    return _CONTROL.sub(b"", data)


def _escape_less_than(data: bytes) -> bytes:
    return _BARE_LESS_THAN.sub(b"&lt;", data)


def number_characters(data: bytes) -> bytes:
    """Characters called by the names of the ISO sets, which a DTD that is not there would declare, as numbers.

    A document that has a DTD of its own is not touched: what the names stand for is for it to say.
    """
    return data if b"<!DOCTYPE" in data else _NAMED.sub(_numbered, data)


def _numbered(name: re.Match[bytes]) -> bytes:
    characters = None if name[1] in _OF_XML else _character(name[1].decode("ascii"))
    return name[0] if characters is None else b"".join(b"&#%d;" % ord(character) for character in characters)


@cache
def _all_in_capitals() -> dict[str, str]:
    """What a name stands for that is written in capitals throughout, as in DOCDB: the capital letter of that name."""
    letters: dict[str, str] = {}
    for name, characters in html5.items():
        if name.endswith(";") and (name.upper() not in letters or characters.isupper()):
            letters[name.upper()] = characters
    return {name: characters for name, characters in letters.items() if characters.isupper()}


def _character(name: str) -> str | None:
    return html5.get(name) or _all_in_capitals().get(name)


MENDINGS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("xml.prefix-undeclared", _declare_prefixes),
    ("xml.entity-undeclared", number_characters),
    ("xml.bare-ampersand", _escape_ampersands),
    ("xml.bare-attribute", _drop_bare_attributes),
    ("xml.control-character", _drop_control_characters),
    ("xml.bare-less-than", _escape_less_than),
)
"""Codes and mendings in the order in which they are tried."""
