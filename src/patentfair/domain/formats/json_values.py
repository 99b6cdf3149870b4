"""Values out of decoded JSON whose types nobody vouches for: what is not of the kind asked for counts as absent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

__all__ = ["day_at", "number_at", "record_at", "records_at", "text_at", "texts_at"]

_LONGEST = 4000
_LARGEST = 10**15


def _text(value: object) -> str:
    if isinstance(value, str):
        return " ".join(value[:_LONGEST].split())
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST:
        return str(value)
    return ""


def text_at(record: Mapping[str, Any], *names: str) -> str:
    """The first of the fields that holds a text or a whole number, with white space folded, or ""."""
    return next((text for name in names if (text := _text(record.get(name)))), "")


def texts_at(record: Mapping[str, Any], name: str) -> list[str]:
    """The texts in a list, or the one text that stands in its place."""
    value = record.get(name)
    return [text for item in (value if isinstance(value, list) else [value]) if (text := _text(item))]


def number_at(record: Mapping[str, Any], name: str) -> int | None:
    """A whole number of at most six digits, written as a number or as a text."""
    text = text_at(record, name)
    return int(text) if len(text) <= 6 and text.isascii() and text.isdecimal() else None


def day_at(record: Mapping[str, Any], *names: str) -> date | None:
    """The day of the first field that begins with one ("2023-10-03T09:18:25"); the year 1 stands for nothing."""
    for name in names:
        try:
            day = date.fromisoformat(text_at(record, name)[:10])
        except ValueError:
            continue
        if day.year > 1:
            return day
    return None


def record_at(record: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """The first of the fields that holds an object, or an empty one."""
    return next((value for name in names if isinstance(value := record.get(name), dict)), {})


def records_at(record: Mapping[str, Any], *names: str) -> list[Mapping[str, Any]]:
    """The objects in the first of the fields that holds a list; one object that stands alone is a list of one."""
    for name in names:
        value = record.get(name)
        if isinstance(value, dict):
            return [value]
        if isinstance(value, list):
            return [item for item in value if isinstance(item, dict)]
    return []
