"""Markers in the cells of a return: `{{deals.in-force}}` of its period, `{{deals.in-force:2025}}` of a year."""

from __future__ import annotations

import re

import msgspec

__all__ = ["Marker", "markers_in", "replaced"]

_MARKER = re.compile(r"\{\{\s*([a-z][a-z.-]{1,40})\s*(?::\s*(\d{4})\s*)?\}\}")


class Marker(msgspec.Struct, frozen=True, order=True):
    """A figure by its key in the catalogue, for a year; 0 is the period that the return is for."""

    key: str
    year: int = 0

    def of(self, period: int) -> str:
        """The key and the year it comes to in a return for `period`."""
        return f"{self.key}:{self.year or period}"


def markers_in(text: str) -> tuple[Marker, ...]:
    """The markers of a cell, in order."""
    return tuple(Marker(key, int(year or 0)) for key, year in _MARKER.findall(text))


def replaced(text: str, values: dict[str, str], period: int) -> str:
    """The text with every marker replaced by its value."""
    return _MARKER.sub(lambda match: values[Marker(match[1], int(match[2] or 0)).of(period)], text)
