"""Fields of a record in XML of our own, beside a standard's elements that have no place for them.

Namespace `urn:patentfair:record:1`. `<Record>` has one child element or attribute a field, named as the field of
`PatentRecord` is. A value is an attribute; a structure is an element whose attributes and children are its fields; a
list is an element with a child `<Item>` for each, which holds a plain value in its attribute `value`. `nil="true"` says
that a field is known to have no value. What is left out has its default. Dates are ISO 8601.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_type_hints

import msgspec
from lxml import etree

from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.patents.record import PatentRecord

__all__ = ["NAMESPACE", "extension", "fields_of_extension"]

NAMESPACE = "urn:patentfair:record:1"
_RECORD = f"{{{NAMESPACE}}}Record"
_ITEM = f"{{{NAMESPACE}}}Item"
_TYPES = get_type_hints(PatentRecord)
_NOT_CARRIED = {"digest", "source", "offset", "format", "problems"}


def extension(fields: Mapping[str, object]) -> Element:
    """The `<Record>` that holds `fields` of a `PatentRecord`; texts must be of characters that XML has."""
    root = etree.Element(_RECORD, nsmap={"pf": NAMESPACE})
    _fill(root, {name: msgspec.to_builtins(value) for name, value in fields.items()})
    return root


def fields_of_extension(root: Element) -> dict[str, Any] | None:
    """The fields in the first `<Record>` among the children of `root`, by name, or None where they do not fit.

    Without such an element there are none. What is no field of a record is passed over.
    """
    element = next(root.iterchildren(_RECORD), None)
    if element is None:
        return {}
    found = _value(element)
    if not isinstance(found, dict):
        return None
    fields: dict[str, Any] = {}
    for name, value in found.items():
        kind = None if name in _NOT_CARRIED else _TYPES.get(name)
        if kind is None:
            continue
        try:
            # An empty element is an empty structure or an empty list: only the type tells.
            fields[name] = msgspec.convert(value, type=kind, strict=False) if value != {} else _empty(kind)
        except msgspec.ValidationError:
            return None
    return fields


def _empty(kind: Any) -> Any:
    try:
        return msgspec.convert([], type=kind)
    except msgspec.ValidationError:
        return msgspec.convert({}, type=kind)


def _fill(element: Element, value: object) -> None:
    if value is None:
        element.set("nil", "true")
    elif isinstance(value, dict):
        for name, part in value.items():
            if part is None or isinstance(part, dict | list | tuple):
                _fill(etree.SubElement(element, f"{{{NAMESPACE}}}{name}"), part)
            else:
                element.set(name, _word(part))
    elif isinstance(value, list | tuple):
        for part in value:
            _fill(etree.SubElement(element, _ITEM), part)
    else:
        element.set("value", _word(value))


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value(element: Element) -> object:
    """Nested values; XML's own bound on depth bounds the recursion."""
    if element.get("nil") == "true":
        return None
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    children = list(element.iterchildren(tag=etree.Element))
    if children and children[0].tag == _ITEM:
        return [_value(child) for child in children]
    if not children and set(attributes) == {"value"}:
        return attributes["value"]
    return attributes | {str(child.tag).rpartition("}")[2]: _value(child) for child in children}
