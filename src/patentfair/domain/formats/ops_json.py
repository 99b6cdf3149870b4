"""OPS responses as JSON: XML turned into JSON by rule, or the short lists that a client library makes of them.

By the rule an element is an object, its attributes are keys that begin with "@", its text is "$", and elements of one
name are an array. The client's lists have the keys `results` (search hits) or `document_id` and `description`. Both
are turned into the tree that the XML would have been, and read as that.

Sources: EPO, OPS 3.2 reference guide; the keys of the client's output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import etree

from patentfair.domain.formats.format import Authority, Format
from patentfair.domain.formats.json_documents import json_value, key_paths
from patentfair.domain.formats.ops import Part, parts
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.xml_documents import Element, single
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words

__all__ = ["FORMAT", "units"]

_NAME = "ops-3.2-json"
_ROOT = "world-patent-data"
_ELEMENT = re.compile(r"(?:[\w.-]{1,40}:)?([A-Za-z_][A-Za-z0-9_.-]{0,80})")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEEPEST = 100
_MOST_ELEMENTS = 1_000_000
"""An element costs some hundred bytes of memory, however few it has in the file."""
_IDENTIFIER = {"country": "country", "doc_number": "doc-number", "kind": "kind", "date": "date"}


def units(source: Source) -> Iterator[Part | Problem]:
    """What a response holds, in its order, as in `ops`; `ops.unknown-json` where its keys are not those of OPS."""
    data = single(source)
    value = data if isinstance(data, Problem) else json_value(data)
    if isinstance(value, Problem):
        yield msgspec.structs.replace(value, file=source.name)
        return
    root = _root(value)
    if isinstance(root, Problem):
        yield msgspec.structs.replace(root, file=source.name)
        return
    if root is None:
        reason = "The JSON has neither ops:world-patent-data nor a list of results with document numbers."
        yield source.problem("ops.unknown-json", reason, 0)
        return
    yield from parts(root, source.name, _NAME)


def _root(value: Any) -> Element | Problem | None:
    if not isinstance(value, dict):
        return None
    for name, held in value.items():
        if name.rpartition(":")[2] in (_ROOT, "fault") and isinstance(held, dict):
            return _tree(name.rpartition(":")[2], held)
    root = etree.Element(_ROOT)
    if isinstance(results := value.get("results"), list):
        found = etree.SubElement(etree.SubElement(root, "biblio-search"), "search-result")
        for hit in results:
            if isinstance(hit, dict):
                reference = etree.SubElement(found, "publication-reference")
                reference.set("family-id", _text(hit.get("family_id")))
                _identifier(reference, hit)
        return root
    if isinstance(named := value.get("document_id"), dict):
        document = etree.SubElement(etree.SubElement(root, "fulltext-documents"), "fulltext-document")
        bibliography = etree.SubElement(document, "bibliographic-data")
        _identifier(etree.SubElement(bibliography, "publication-reference"), named)
        return root
    return None


def _identifier(reference: Element, fields: dict[str, Any]) -> None:
    identifier = etree.SubElement(reference, "document-id")
    identifier.set("document-id-type", _text(fields.get("id_type")) or "docdb")
    for key, name in _IDENTIFIER.items():
        if text := _text(fields.get(key)):
            etree.SubElement(identifier, name).text = text


def _text(value: Any) -> str:
    """A string, or a number as digits, without characters that XML has not; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _NOT_IN_XML.sub(" ", str(value))


def _tree(name: str, value: dict[str, Any]) -> Element | Problem:
    """The element that the rule turned into `value`; what stands deeper than any response goes is left out."""
    root = etree.Element(name)
    made = 0
    waiting: list[tuple[Element, dict[str, Any], int]] = [(root, value, 1)]
    while waiting:
        element, held, depth = waiting.pop()
        for key, inner in held.items():
            if key == "$":
                element.text = _text(inner)
            elif key.startswith("@"):
                if not key.startswith("@xmlns") and (attribute := _ELEMENT.fullmatch(key[1:])):
                    element.set(attribute[1], _text(inner))
            elif depth < _DEEPEST and (child := _ELEMENT.fullmatch(key)):
                for each in inner if isinstance(inner, list) else [inner]:
                    made += 1
                    if made > _MOST_ELEMENTS:
                        reason = f"The JSON holds more than {_MOST_ELEMENTS:,} elements; fetch it in smaller parts."
                        return Problem(code="limit.json-values", reason=reason)
                    below = etree.SubElement(element, child[1])
                    if isinstance(each, dict):
                        waiting.append((below, each, depth + 1))
                    else:
                        below.text = _text(each)
    return root


def _recognises(head: bytes) -> bool:
    paths = key_paths(head)
    if any(path.rpartition(":")[2] == _ROOT for path in paths if "/" not in path):
        return True
    return {"results/doc_number", "results/country"} <= paths or "document_id/doc_number" in paths


FORMAT = Format(
    name=_NAME,
    title=Words("欧洲专利局 OPS 3.2 应答 JSON", "EPO Open Patent Services 3.2 responses, JSON"),
    units=units,
    recognises=_recognises,
    authority=Authority.EXCHANGE,
    is_partial=True,
)
