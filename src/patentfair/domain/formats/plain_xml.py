"""XML whose elements are called by their local names alone: prefixes differ between sources, names do not.

Renaming the elements of a tree costs more than parsing it. So prefixes are taken out of the bytes, where it is sure by
looking at them alone that nothing else changes; other documents are parsed as they are and renamed then.
"""

from __future__ import annotations

import re

from lxml import etree

from patentfair.domain.formats.xml_documents import Element, parse
from patentfair.domain.formats.xml_mending import DECLARATION, number_characters
from patentfair.domain.kernel.problem import Problem

__all__ = ["parse_plain", "plain_names", "without_prefixes"]

# Prefixes of attributes alone, and none at all.
_NO_ELEMENTS = {b"", b"xlink", b"xml", b"xsi"}
_MOST_DECLARATIONS = 40
_LARGEST_IN_PIECES = 1_000_000
_BEFORE_NAME = (b"<", b"</")
_ROOT = re.compile(rb"<(?:([\w.-]{1,64}):)?[A-Za-z_][^<>]*>")
_PROLOG = re.compile(rb"<\?xml\s[^>]{0,200}>")
_UTF8 = re.compile(rb"""encoding=["']utf-8["']""", re.IGNORECASE)
_DEFAULT = re.compile(rb"""\sxmlns=(?:"[^"<]{0,512}"|'[^'<]{0,512}')""")


def parse_plain(data: bytes) -> tuple[Element, tuple[str, ...]] | Problem:
    """As `parse`, of a tree with plain names.

    A prefix that differs between the two tags of one element alone is no defect here.
    """
    bare, codes = without_prefixes(data)
    if bare is not None:
        parsed = parse(bare)
        # Where more than that was mended, a "<" may have been none of a tag.
        if not isinstance(parsed, Problem) and not parsed[1]:
            return parsed[0], codes
    parsed = parse(data)
    return parsed if isinstance(parsed, Problem) else (plain_names(parsed[0]), parsed[1])


def without_prefixes(data: bytes) -> tuple[bytes | None, tuple[str, ...]]:
    """`data` without the prefixes of its elements and its default namespaces, and the codes of what that mends.

    None where "<" may stand for something else than a tag, where the text is no UTF-8, and where very many prefixes
    are declared. Characters called by name are numbered at once: no document type can declare them here.
    """
    prolog = _PROLOG.match(data)
    root = _ROOT.search(data)
    if root is None or b"\0" in data or (b"!" in data and b"<!" in data):
        return None, ()
    if prolog and b"encoding" in prolog[0] and not _UTF8.search(prolog[0]):
        return None, ()
    if data.count(b"xmlns") > _MOST_DECLARATIONS:
        return None, ()
    data, declared = _without_default_namespaces(data)
    codes = ("xml.prefix-undeclared",) if root[1] and root[1] not in declared else ()
    for prefix in {*declared, root[1] or b""} - _NO_ELEMENTS:
        data = _without_prefix(data, prefix + b":")
    numbered = number_characters(data)
    return numbered, codes if numbered == data else (*codes, "xml.entity-undeclared")


def _without_default_namespaces(data: bytes) -> tuple[bytes, set[bytes]]:
    """`data` without them, and the prefixes that it declares anywhere."""
    declared: set[bytes] = set()
    kept: list[bytes] = []
    done = 0
    place = data.find(b"xmlns")
    while place >= 0:
        begin, end = data.rfind(b"<", done, place), data.find(b">", place) + 1
        if begin >= 0 and end and b">" not in data[begin:place]:
            tag = data[begin:end]
            declared.update(found[1] for found in DECLARATION.finditer(tag) if found[1])
            kept += (data[done:begin], _DEFAULT.sub(b"", tag))
            done = end
        place = data.find(b"xmlns", max(place + 1, done))
    return b"".join((*kept, data[done:])), declared


def _without_prefix(data: bytes, prefix: bytes) -> bytes:
    if len(data) <= _LARGEST_IN_PIECES:
        # Faster by half than to replace twice, but takes memory for each piece.
        pieces = data.split(prefix)
        if all(piece.endswith(_BEFORE_NAME) for piece in pieces[:-1]):
            return b"".join(pieces)
    return data.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")


def plain_names(root: Element) -> Element:
    """`root` with every element called by its local name, in place."""
    for element in root.iter(tag=etree.Element):
        tag = str(element.tag)
        if tag[:1] == "{":
            element.tag = tag.rpartition("}")[2]
    return root
