"""Words and dates out of the elements of a patent document."""

from __future__ import annotations

import re
from collections.abc import Set
from datetime import date
from functools import lru_cache
from typing import Any

from lxml import etree

from patentfair.domain.formats.xml_documents import Element

__all__ = [
    "STACKED",
    "child_text",
    "day_of",
    "fold",
    "fold_east_asian",
    "has_unresolved_entity",
    "local_name",
    "path_text",
    "text_of",
    "whole_number",
]

# Comments and instructions are left out, what follows them is not.
_TEXTS = etree.XPath("descendant::text()")
# Kana, Chinese characters, and the punctuation that is printed with them.
_EAST_ASIAN = "[、-〗ぁ-ヿ㐀-䶿一-鿿！-～]"
_BETWEEN_CHARACTERS = re.compile(f"(?<={_EAST_ASIAN}) (?={_EAST_ASIAN})")
STACKED = re.compile(r"<m(?:frac|sup|subsup|under|over|underover|table|sqrt|root|multiscripts)\b")
"""What makes a formula in MathML that cannot be read in one line: fractions, exponents, roots, sums, matrices."""


def fold(text: str | None) -> str:
    """White space of layout, wide spaces too, as single blanks."""
    return " ".join(text.split()) if text else ""


def local_name(element: Element) -> str:
    """The name of an element without its namespace; "" for a comment, an instruction or an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Element | None, breaks: Set[str] = frozenset()) -> str:
    """All text below an element, folded; elements whose local names are `breaks` begin and end a line in print."""
    if element is None:
        return ""
    if not len(element):
        return fold(element.text)
    try:
        texts: Any = _TEXTS(element)
    except etree.XPathError:
        # More than ten million pieces, which XPath refuses; nothing that is printed has so many.
        return fold(etree.tostring(element, method="text", encoding="unicode", with_tail=False))
    if not breaks:
        return fold("".join(texts))
    parts: list[str] = []
    for text in texts:
        parent = text.getparent()
        if parent is not None and local_name(parent) in breaks:
            parts.append(" ")
        parts.append(text)
    return fold("".join(parts))


def child_text(element: Element, name: str) -> str:
    """The folded text of the first child with the local name `name`, or ""."""
    for child in element:
        if local_name(child) == name:
            return text_of(child)
    return ""


def path_text(element: Element, path: str) -> str:
    """The folded text of the first element at `path`, in documents without namespaces, or ""."""
    return text_of(element.find(path))


@lru_cache(maxsize=8192)
def day_of(text: str | None) -> date | None:
    """YYYYMMDD, or the same with hyphens, as a date; None for nonsense and for "00000000"."""
    digits = (text or "").strip()
    if len(digits) == 10 and digits[4] == digits[7] == "-":
        digits = digits.replace("-", "")
    if len(digits) != 8 or not (digits.isascii() and digits.isdecimal()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def whole_number(text: str | None) -> int | None:
    """A number of up to six digits, or None."""
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 6 else None


def has_unresolved_entity(element: Element) -> bool:
    """Whether a name from a DTD, which is never loaded, stands below: its character is missing from the texts."""
    return next(element.iter(etree.Entity), None) is not None


def fold_east_asian(text: str) -> str:
    """Chinese or Japanese text without the blanks that broken lines leave between two of its characters."""
    return _BETWEEN_CHARACTERS.sub("", text)
