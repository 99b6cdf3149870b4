"""The IPC's scheme in XML as WIPO publishes it: nested `ipcEntry` elements, one language or several beside each other.

Read with a pull parser, one entry in memory. Entities are never expanded and DTDs never loaded; the special characters
of the scheme are elements of their own (`emdash`, `nbsp`, `ge`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from patentfair.domain.formats.scheme_entry import MAIN_GROUP, Ancestry, SchemeEntry, ipc_level, scheme_symbol
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import ClassScheme, TextIn

__all__ = ["ipc_scheme_entries", "is_ipc_scheme"]

_DEPTH = {"s": 0, "c": 0, "u": 0, "m": 0} | {character: dots for dots, character in enumerate("123456789AB", start=1)}
"""Dots by the kind of entry; other kinds are headings, notes, indexes and deleted symbols."""
_CHARACTERS = {
    "emdash": "—", "nbsp": " ", "rarrow": "→", "larrow": "←", "ge": "≥", "le": "≤", "degree": "°", "tbond": "≡",
    "dbond": "=", "br": " ",
}  # fmt: skip
_LANGUAGES = frozenset({"en", "fr", "es", "zh", "de", "ja", "ko", "ru", "pt", "ar"})
_TITLE_CHARACTERS = 20_000
_NODES = 50_000


def is_ipc_scheme(head: bytes) -> bool:
    """Whether the first bytes of an XML file are an IPC scheme's."""
    return b"<ipcEntr" in head or b"<IPCScheme" in head or b":ipcEntr" in head


def ipc_scheme_entries(source: Source) -> Iterator[SchemeEntry | Problem]:
    """The entries of a scheme in file order; what is not well-formed ends the reading with a `Problem`."""
    parser = etree.XMLPullParser(
        ("start", "end"), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    walk = _Walk(source)
    try:
        while chunk := source.read(source.limits.chunk_bytes):
            parser.feed(chunk)
            yield from walk.take(parser.read_events())
            if walk.refused is not None:
                yield walk.refused
                return
        parser.close()
        yield from walk.take(parser.read_events())
    except etree.XMLSyntaxError as error:
        yield source.problem("xml.not-well-formed", f"Not well-formed: {error.msg}"[:500])
    except ValueError as error:
        yield source.problem("xml.not-well-formed", f"Not readable as XML: {error}"[:500])


class _Walk:
    """Where the reading stands: the entries that are open, the languages said around them, the text being taken."""

    def __init__(self, source: Source) -> None:
        self.refused: Problem | None = None
        self._source = source
        self._ancestry = Ancestry()
        self._open: list[tuple[str, str, str]] = []  # kind, symbol, language
        self._languages: list[str] = []
        self._version = ""
        self._started = False
        self._depth = 0
        self._body_depth = 0
        self._nodes = 0
        self._since = 0

    def take(self, events: Any) -> Iterator[SchemeEntry]:
        for event, element in events:
            if self.refused is not None:
                return
            if not isinstance(element.tag, str):
                continue
            name = element.tag.rpartition("}")[2]
            if event == "start":
                self._start(name, element)
            else:
                entry = self._end(name, element)
                if entry is not None:
                    yield entry
        if self._body_depth and self._source.position - self._since > self._source.limits.document_bytes:
            limit = self._source.limits.document_bytes
            self.refused = self._source.problem("limit.document-bytes", f"One entry is over {limit:,} bytes.")

    def _start(self, name: str, element: Element) -> None:
        self._depth += 1
        if not self._started:
            self._started = True
            subset: Any = element.getroottree().docinfo.internalDTD
            if subset is not None and next(subset.iterentities(), None) is not None:
                self.refused = self._source.problem("xml.entity", "The file declares entities of its own.")
            self._version = _version(element.get("edition") or "")
            self._languages.append((element.get("lang") or "").lower())
        elif name in _LANGUAGES and not self._body_depth:
            self._languages.append(name)
        elif name == "ipcEntry" and not self._body_depth:
            language = (element.get("lang") or "").lower() or self._languages[-1]
            self._open.append((element.get("kind") or "", element.get("symbol") or "", language))
        elif name == "textBody" and not self._body_depth:
            self._body_depth, self._nodes, self._since = self._depth, 0, self._source.position
        elif self._body_depth:
            self._nodes += 1
            if self._nodes > _NODES:
                self.refused = self._source.problem("limit.document-bytes", f"One entry has over {_NODES:,} elements.")

    def _end(self, name: str, element: Element) -> SchemeEntry | None:
        entry = None
        if self._body_depth == self._depth:
            self._body_depth = 0
            if self._open:
                entry = self._entry(element)
        elif not self._body_depth and name == "ipcEntry" and self._open:
            self._open.pop()
        elif not self._body_depth and name in _LANGUAGES and len(self._languages) > 1:
            self._languages.pop()
        self._depth -= 1
        if not self._body_depth:
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
        return entry

    def _entry(self, body: Element) -> SchemeEntry | None:
        kind, printed, language = self._open[-1]
        symbol = scheme_symbol(printed)
        title = _title(body)
        if kind not in _DEPTH or symbol is None or not title:
            return None
        level = ipc_level(symbol, _DEPTH[kind])
        if level >= MAIN_GROUP and "/" not in symbol:
            return None
        return SchemeEntry(
            scheme=ClassScheme.IPC.value,
            symbol=symbol,
            parent=self._ancestry.parent(level, symbol),
            level=level,
            titles=(TextIn(language, title),),
            version=self._version,
        )


def _version(edition: str) -> str:
    """ "20250101" -> "2025.01"."""
    return f"{edition[:4]}.{edition[4:6]}" if len(edition) == 8 and edition.isdecimal() else edition[:20]


def _title(body: Element) -> str:
    """The parts of a title with semicolons between, references in brackets behind their part."""
    parts = []
    for part in body.iter("{*}titlePart"):
        texts = " ".join(filter(None, (_plain_text(text) for text in part.iterchildren("{*}text"))))
        references = "; ".join(filter(None, (_plain_text(one) for one in part.iterchildren("{*}entryReference"))))
        parts.append(f"{texts} ({references})" if references else texts)
    return "; ".join(filter(None, parts))[:_TITLE_CHARACTERS]


def _plain_text(element: Element) -> str:
    pieces = [element.text or ""]
    for inner in element.iterdescendants():
        if isinstance(inner.tag, str):
            name = inner.tag.rpartition("}")[2]
            pieces.append(_CHARACTERS.get(name, ""))
            if name in {"sref", "mref"}:
                pieces.append(_reference(inner))
            pieces.append(inner.text or "")
        pieces.append(inner.tail or "")
    return " ".join("".join(pieces).split())


def _reference(element: Element) -> str:
    first, last = (scheme_symbol(element.get(name) or "") or element.get(name) or "" for name in ("ref", "endRef"))
    return f"{first} – {last}" if last else first
