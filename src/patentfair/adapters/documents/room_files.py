"""What a data room takes: the papers taken everywhere, and workbooks, word-processor documents and plain text."""

from __future__ import annotations

import codecs
from pathlib import PurePath

from patentfair.adapters.documents.store import content_type

__all__ = ["download_name", "room_content_type"]

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_SHEET, _WORD = f"{_OPEN_XML}spreadsheetml.sheet", f"{_OPEN_XML}wordprocessingml.document"
_SUFFIXES = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    _SHEET: (".xlsx",),
    _WORD: (".docx",),
    "text/plain": (".txt", ".csv", ".md"),
}
_ZIP_ENTRY = b"PK\x03\x04"
_MAIN_PARTS = ((b"xl/", _SHEET), (b"word/", _WORD))
_PACKAGE_PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"customXml/", b"xl/", b"word/")
_MOST_ENTRIES = 200
_TEXT_CONTROLS = frozenset("\t\n\r\f")


def room_content_type(head: bytes) -> str | None:
    """The media type by the first bytes (some kilobytes help), or None for what a data room does not take.

    Text is UTF-8 without control characters. Office files are told by their packaging (ISO/IEC 29500-2): a ZIP archive
    of the parts of a workbook or of a word-processor document.
    """
    if found := content_type(head):
        return found
    if head.startswith(_ZIP_ENTRY):
        return _office_type(head)
    return "text/plain" if head and _is_text(head) else None


def _office_type(head: bytes) -> str | None:
    """By the names of the archive's entries, as far as they stand in `head`."""
    names: list[bytes] = []
    at = 0
    while at >= 0 and len(names) < _MOST_ENTRIES:
        length = int.from_bytes(head[at + 26 : at + 28], "little")
        names.append(head[at + 30 : at + 30 + length])
        at = head.find(_ZIP_ENTRY, at + 30)
    if not names[0].startswith(_PACKAGE_PARTS):
        return None
    return next((kind for start, kind in _MAIN_PARTS for name in names if name.startswith(start)), None)


def _is_text(head: bytes) -> bool:
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)  # a character may be cut in two at the end
    except UnicodeDecodeError:
        return False
    return all(character >= " " or character in _TEXT_CONTROLS for character in text) and "\x7f" not in text


def download_name(name: str, kind: str | None) -> str:
    """The name a file is handed out under: one that ends as its content says, whatever it was called."""
    suffixes = _SUFFIXES.get(kind or "", (".bin",))
    return name if PurePath(name).suffix.lower() in suffixes else f"{name}{suffixes[0]}"
