"""Entries of a calendar as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

__all__ = ["CalendarEntry", "icalendar"]

LINE_BYTES = 75


class CalendarEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry; times carry their zone, `uid` names the entry for good."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    place: str = ""
    text: str = ""
    is_cancelled: bool = False


def icalendar(entries: Iterable[CalendarEntry], *, at: datetime) -> bytes:
    """The file, made at `at`: UTF-8, lines of at most 75 bytes ended by CR LF."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Patentfair//Events//EN", "CALSCALE:GREGORIAN"]
    for one in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(one.uid)}",
            f"DTSTAMP:{_time(at)}",
            f"DTSTART:{_time(one.start)}",
            f"DTEND:{_time(one.end)}",
            f"SUMMARY:{_text(one.summary)}",
            *([f"LOCATION:{_text(one.place)}"] if one.place else []),
            *([f"DESCRIPTION:{_text(one.text)}"] if one.text else []),
            f"STATUS:{'CANCELLED' if one.is_cancelled else 'CONFIRMED'}",
            "END:VEVENT",
        ]
    return b"".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _time(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join("".join(c for c in line if c >= " " or c == "\t") for line in escaped.splitlines())


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 bytes, no character cut in two."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        encoded = character.encode()
        if len(piece) + len(encoded) > LINE_BYTES - (1 if pieces else 0):
            pieces.append(piece)
            piece = b""
        piece += encoded
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
