"""Making elements of WIPO ST.96, and what of a text XML can hold."""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec
from lxml import etree

from patentfair.domain.formats.xml_documents import Element

__all__ = ["COMMON", "PATENT", "add", "clean", "set_attribute"]

PATENT = "http://www.wipo.int/standards/XMLSchema/ST96/Patent"
COMMON = "http://www.wipo.int/standards/XMLSchema/ST96/Common"
_SPACES = {"pat": PATENT, "com": COMMON}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Value = TypeVar("Value", bound=msgspec.Struct)


def _qualified(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def add(parent: Element, name: str, text: str = "") -> Element:
    """A new last child; `name` has its prefix, "pat:Claim"."""
    element = etree.SubElement(parent, _qualified(name))
    if text:
        element.text = text
    return element


def set_attribute(element: Element, name: str, text: str) -> None:
    """As `add`, for an attribute."""
    element.set(_qualified(name), text)


def clean(value: Value) -> Value:
    """The value without the characters that no XML document can hold."""
    plain = msgspec.to_builtins(value)
    cleaned = _cleaned(plain)
    return value if cleaned == plain else msgspec.convert(cleaned, type(value))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return _NOT_XML.sub("", value)
    if isinstance(value, dict):
        return {name: _cleaned(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_cleaned(part) for part in value)
    return value
