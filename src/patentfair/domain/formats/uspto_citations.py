"""What a USPTO v4 grant cites: documents and texts, and by whom.

Citations are the larger half of a bibliography, and nearly all have one regular shape. Read by a pattern straight from
the bytes they cost a third of what the parser takes; whatever departs from that shape is left to the parser.
"""

from __future__ import annotations

import re
from functools import lru_cache

from patentfair.domain.formats.uspto_elements import Found, day_of, text_of
from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import document_id
from patentfair.domain.patents.record import Citation

__all__ = ["cut_citations", "read_citations"]

_LONGEST_TEXT = 1000
_TAG = b"references-cited>"
_OPENING = (b"<us-references-cited>", b"<references-cited>")
_BIBLIOGRAPHY = b"<us-bibliographic-data-"
_BIBLIOGRAPHY_END = b"</us-bibliographic-data-"
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})
_INLINE = r"</?(?:b|i|o|u|sub|sup)>"
_CITATION = re.compile(
    r"\s*+<(?:us-)?+citation>\s*+(?:"
    r'<patcit num="\w{1,8}+">\s*+<document-id>\s*+'
    r"<country>([^<&]*+)</country>\s*+<doc-number>([^<&]*+)</doc-number>\s*+(?:<kind>([^<&]*+)</kind>\s*+)?+"
    r"(?:<name>[^<]*+</name>\s*+)?+(?:<date>([^<&]*+)</date>\s*+)?+</document-id>\s*+</patcit>"
    r'|<nplcit num="\w{1,8}+">\s*+<othercit>((?:[^<]|' + _INLINE + r")*+)</othercit>\s*+</nplcit>"
    r")\s*+(?:<category>([^<&]*+)</category>\s*+)?+"
    r"(?:<classification-cpc-text>[^<&]*+</classification-cpc-text>\s*+)?+"
    r"(?:<classification-national>\s*+<country>[^<&]*+</country>\s*+"
    r"<main-classification>[^<&]*+</main-classification>\s*+</classification-national>\s*+)?+"
    r"</(?:us-)?+citation>"
)
_INLINE_TAG = re.compile(_INLINE)
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7}+)|#x([0-9A-Fa-f]{1,6}+)|(\w*+));?+")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class _Irregular(Exception):
    """The section is for the parser."""


def cut_citations(data: bytes) -> tuple[bytes, list[Citation]]:
    """A document in UTF-8 without its section of citations, and these; as it is and none where any is irregular."""
    begin = data.find(_TAG)
    opening = next((tag for tag in _OPENING if data.endswith(tag, 0, begin + len(_TAG))), None)
    if begin < 0 or opening is None:
        return data, []
    begin += len(_TAG)
    closing = b"</" + opening[1:]
    end = data.find(closing, begin)
    before = data[: begin - len(opening)]
    if end < 0 or b"<!--" in before or _BIBLIOGRAPHY not in before or _BIBLIOGRAPHY_END in before:
        return data, []
    try:
        citations = _citations(data[begin:end])
    except (_Irregular, UnicodeDecodeError):
        return data, []
    return before + data[end + len(closing) :], citations


def _citations(section: bytes) -> list[Citation]:
    if len(section.translate(None, _CONTROLS)) != len(section):
        raise _Irregular
    text = section.decode()
    citations: list[Citation] = []
    place = 0
    while (found := _CITATION.match(text, place)) is not None:
        place = found.end()
        country, number, kind, day, cited, category = found.groups("")
        if number := number.strip():
            document = document_id(country, number, kind, day_of(day))
            citations.append(Citation(document=document, cited_by=_cited_by(category)))
        elif cited := " ".join(_plain(cited).split())[:_LONGEST_TEXT]:
            citations.append(Citation(text=cited, cited_by=_cited_by(category)))
    if text[place:].strip():
        raise _Irregular
    return citations


def _plain(text: str) -> str:
    if "<" in text:
        text = _INLINE_TAG.sub("", text)
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name is None:
        code = int(decimal) if decimal else int(hexadecimal, 16)
        allowed = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
        if allowed and reference[0].endswith(";"):
            return chr(code)
    elif name in _NAMED and reference[0].endswith(";"):
        return _NAMED[name]
    raise _Irregular


@lru_cache(maxsize=64)
def _cited_by(category: str) -> str:
    """ "cited by examiner" -> "examiner"."""
    return category.strip().removeprefix("cited by ")[:80]


def read_citations(found: Found, element: Element) -> None:
    """Each `citation` or `us-citation` of a section that was left to the parser."""
    for citation in element:
        document: DocumentId | None = None
        text = category = ""
        for part in citation:
            tag = part.tag
            if tag == "patcit":
                document = _cited(part)
            elif tag == "category":
                category = part.text or ""
            elif tag == "nplcit":
                text = text_of(part)[:_LONGEST_TEXT]
        if document is not None or text:
            found.citations.append(Citation(document=document, text=text, cited_by=_cited_by(category)))


def _cited(part: Element) -> DocumentId | None:
    country = number = kind = day = ""
    for identifier in part.iterchildren("document-id"):
        for child in identifier:
            tag = child.tag
            if tag == "doc-number":
                number = child.text or ""
            elif tag == "country":
                country = child.text or ""
            elif tag == "kind":
                kind = child.text or ""
            elif tag == "date":
                day = child.text or ""
    return document_id(country, number, kind, day_of(day)) if (number := number.strip()) else None
