"""Elements of WIPO ST.96 and their small values: numbers, days, texts. Names are taken without their prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from lxml import etree

from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import application_id, document_id

__all__ = [
    "application",
    "application_number",
    "attribute",
    "child_text",
    "children",
    "day_of",
    "fields_of",
    "first_child",
    "name_of",
    "named_documents",
    "publication",
    "text_of",
    "whole",
]

_WIDE = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_BROKEN_LINE = re.compile(f"(?<=[{_WIDE}]) (?=[{_WIDE}])")
_PARTS = frozenset({"ClaimText", "P", "Br", "LI"})


def name_of(element: Element) -> str:
    return _local(str(element.tag))


@lru_cache(maxsize=2048)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def first_child(element: Element, name: str) -> Element | None:
    return next(element.iterchildren(_in_any_space(name)), None)


def children(element: Element, *names: str) -> Iterator[Element]:
    return element.iterchildren(*map(_in_any_space, names))


@lru_cache(maxsize=256)
def _in_any_space(name: str) -> str:
    return "{*}" + name


def fields_of(element: Element) -> dict[str, str]:
    """The texts of the children by name, of repeated ones the first: one pass where many are asked for."""
    fields: dict[str, str] = {}
    for child in element.iterchildren("*"):
        name = _local(child.tag)
        if name not in fields:
            fields[name] = text_of(child)
    return fields


def attribute(element: Element, name: str) -> str:
    """An attribute in any namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value).strip()
    return ""


def text_of(element: Element | None) -> str:
    """All text below an element with white space folded; parts that begin a new line are set apart by a blank."""
    if element is None:
        return ""
    if not len(element):
        return " ".join(text.split()) if (text := element.text) else ""
    pieces: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            if _local(str(part.tag)) in _PARTS:
                pieces.append(" ")
            pieces.append(part.text or "")
        elif part is not element:
            pieces.append(part.tail or "")
    text = " ".join("".join(pieces).split())
    # Chinese and Japanese have no blanks between words: this one stood for a line break of the print.
    return text if text.isascii() else _BROKEN_LINE.sub("", text)


def child_text(element: Element, name: str) -> str:
    """The text of the first child of that name."""
    return text_of(first_child(element, name))


@lru_cache(maxsize=8192)
def day_of(text: str) -> date | None:
    """ISO 8601 or YYYYMMDD; None for a year or a month alone."""
    found = re.fullmatch(r"(\d{4})-?(\d{2})-?(\d{2})(?:Z|[+-]\d{2}:\d{2}|T.*)?", text[:40], re.ASCII)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def whole(text: str) -> int | None:
    text = text.partition(".")[0]
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else None


def application_number(element: Element) -> str:
    """The number in an ApplicationNumber below the element; "" where there is none."""
    number = first_child(element, "ApplicationNumber")
    if number is None:
        return ""
    return child_text(number, "ApplicationNumberText") or child_text(number, "ST13ApplicationNumber")


def application(element: Element) -> DocumentId | None:
    text = application_number(element)
    if not text:
        return None
    held = first_child(element, "ApplicationNumber")
    office = child_text(element, "IPOfficeCode") or ("" if held is None else child_text(held, "IPOfficeCode"))
    return application_id(office, text, day_of(child_text(element, "FilingDate")))


def publication(element: Element) -> DocumentId:
    fields = fields_of(element)
    day = day_of(fields.get("PublicationDate") or fields.get("GrantDate", ""))
    number = fields.get("PublicationNumber") or fields.get("PatentNumber", "")
    return document_id(fields.get("IPOfficeCode", ""), number, fields.get("PatentDocumentKindCode", ""), day)


def named_documents(element: Element | None) -> Iterator[DocumentId]:
    """The documents that a PatentDocumentIdentification names."""
    for part in () if element is None else element.iterchildren(tag=etree.Element):
        if name_of(part) == "ApplicationIdentification":
            document = application(part)
        elif name_of(part) in ("PatentPublicationIdentification", "PatentGrantIdentification"):
            document = publication(part)
        else:
            document = None
        if document is not None and document.number:
            yield document
