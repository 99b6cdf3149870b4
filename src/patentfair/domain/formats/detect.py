"""Tell a format by the first bytes of a file; names and extensions are never looked at."""

from __future__ import annotations

import codecs
import re

from patentfair.domain.formats import cnipa_gazette, uspto_grant
from patentfair.domain.formats.catalogue import FORMATS
from patentfair.domain.formats.format import Format, Reader
from patentfair.domain.formats.source import Source
from patentfair.domain.kernel.problem import Problem

__all__ = ["detect", "format_of"]

_KNOWN = "Known, plain or in .gz or .zip, are: " + "; ".join(known.title.en for known in FORMATS) + "."
_UTF16 = {codecs.BOM_UTF16_LE: "UTF-16LE", codecs.BOM_UTF16_BE: "UTF-16BE"}
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_BEFORE_2005 = {"PATDOC", "patent-application-publication", "subdoc-bibliographic-information"}
_SHARED_COLUMNS = 3
_ASIDES = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!DOCTYPE", b">"))
_BINARY = {
    b"%PDF": "a PDF file",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file; save it as CSV",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"BZh": "a bzip2 file; unpack it first",
    b"\xfd7zXZ": "an xz file; unpack it first",
    b"7z\xbc\xaf": "a 7-Zip file; unpack it first",
    b"Rar!": "a RAR file; unpack it first",
    b"PAR1": "a Parquet file",
}


def detect(source: Source) -> Reader | Problem:
    """The reader for a source, or what was seen and what to do: `file.empty`, `text.encoding`,
    `csv.columns`, `format.unknown`.

    Consumes nothing. Raises `Unreadable` where not even the first byte can be read.
    """
    found = format_of(source)
    return found.units if isinstance(found, Format) else found


def format_of(source: Source) -> Format | Problem:
    """As `detect`, but the whole entry of the catalogue."""
    head = source.peek(source.limits.head_bytes)
    if (refused := _refused(head)) is not None:
        return source.problem(*refused, 0)
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if text.startswith(b"<"):
        return _detect_xml(source, text)
    for known in FORMATS:
        if not known.roots and known.recognises is not None and known.recognises(text):
            return known
    return _unknown_text(source, text)


def _refused(head: bytes) -> tuple[str, str] | None:
    """Code and reason where the bytes are no text that a reader takes."""
    if not head.strip(b"\0 \t\r\n"):
        return "file.empty", "The file holds only blanks." if head else "The file holds no data."
    for mark, encoding in _UTF16.items():
        if head.startswith(mark):
            return "text.encoding", f"The text is {encoding}; save it as UTF-8, or a gazette as GB18030."
    for magic, seen in _BINARY.items():
        if head.startswith(magic):
            return "format.unknown", f"This is {seen}. {_KNOWN}"
    return None


def _unknown_text(source: Source, text: bytes) -> Problem:
    names = cnipa_gazette.header_of(text)
    if names is None:
        seen = text[:40].decode("utf-8", "replace")
        kind = "binary data" if b"\0" in text else "text"
        reason = f"The file is {kind} and begins with {seen!r}, which no known format does. {_KNOWN}"
        return source.problem("format.unknown", reason, 0)
    missing = [column for column in cnipa_gazette.COLUMNS if column not in names]
    if len(missing) > len(cnipa_gazette.COLUMNS) - _SHARED_COLUMNS:
        reason = f"The table has the columns {', '.join(names)[:200]}, which no known table does. {_KNOWN}"
        return source.problem("csv.columns", reason, 0)
    has = ", ".join(names)[:200]
    reason = f"A CNIPA gazette table needs the columns {', '.join(missing)}; this one has {has}."
    return source.problem("csv.columns", reason, 0)


def _detect_xml(source: Source, text: bytes) -> Format | Problem:
    root = _root_of(text)
    if root is None:
        # Broken or cut off before its root: the XML reader says where.
        return uspto_grant.FORMAT
    name = root.decode("ascii", "replace")
    if name in _BEFORE_2005:
        reason = f"This is USPTO XML of before 2005 (<{name}>), which is not read yet; versions from 4.0 on are."
        return source.problem("format.unknown", reason, 0)
    local = name.rpartition(":")[2]
    for known in FORMATS:
        if local in known.roots and (known.recognises is None or known.recognises(text)):
            return known
    return source.problem("format.unknown", f"This is XML with the root element <{name}>. {_KNOWN}", 0)


def _root_of(text: bytes) -> bytes | None:
    """The name of the first element behind declarations, comments and document types; each is looked at once."""
    place = 0
    while (place := text.find(b"<", place)) >= 0:
        for opening, closing in _ASIDES:
            if text.startswith(opening, place):
                end = text.find(closing, place + len(opening))
                if opening == b"<!DOCTYPE" and 0 <= text.find(b"[", place, end) < end:
                    end = text.find(b">", text.find(b"]", place) if text.find(b"]", place) >= 0 else len(text))
                if end < 0:
                    return None
                place = end + len(closing)
                break
        else:
            if found := _ROOT.match(text, place):
                return found[1]
            place += 1
    return None
