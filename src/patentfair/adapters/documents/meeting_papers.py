"""Papers of events, set with Typst: badges, schedules, proceedings. The same values give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

import msgspec
import typst

from patentfair.adapters.documents.qr import qr_svg
from patentfair.domain.kernel.words import Words

__all__ = [
    "Badge",
    "Contribution",
    "Proceedings",
    "Schedule",
    "ScheduleRow",
    "badge_pdf",
    "badge_sheet_pdf",
    "proceedings_pdf",
    "schedule_pdf",
]

LONG_NAME = 13  # characters of a Latin name that stand large on one line


class Badge(msgspec.Struct, frozen=True, kw_only=True):
    """One badge: who, of what organisation, at which event; `address` is what its QR code leads staff to."""

    name: str
    organisation: str
    event: Words
    kind: Words
    when: Words
    center: Words
    code: str
    address: str
    is_sample: bool = False


class ScheduleRow(msgspec.Struct, frozen=True, kw_only=True):
    """An appointment as one side reads it."""

    day: Words
    time: str
    table: str
    room: str
    name: str
    organisation: str
    offers: str = ""
    seeks: str = ""


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """A participant's appointments."""

    name: str
    organisation: str
    event: Words
    place: Words
    when: Words
    center: Words
    rows: tuple[ScheduleRow, ...]
    is_sample: bool = False


class Contribution(msgspec.Struct, frozen=True, kw_only=True):
    """A session in the proceedings."""

    title: Words
    kind: Words
    speakers: Words
    when: Words
    abstract: Words
    papers: tuple[str, ...] = ()


class Proceedings(msgspec.Struct, frozen=True, kw_only=True):
    """What an event leaves behind to be read."""

    event: Words
    kind: Words
    place: Words
    when: Words
    center: Words
    about: Words
    attended: int | None
    contributions: tuple[Contribution, ...]
    is_sample: bool = False


def badge_pdf(badge: Badge) -> bytes:
    """One badge of 90 by 130 mm."""
    return _set("badge.typ", {"badges": [_badge(badge)], "sheet": False})


def badge_sheet_pdf(badges: Sequence[Badge]) -> bytes:
    """Badges on A4, four on a sheet, with marks to cut along."""
    return _set("badge.typ", {"badges": [_badge(one) for one in badges], "sheet": True})


def schedule_pdf(schedule: Schedule) -> bytes:
    """A participant's appointments on A4."""
    return _set("schedule.typ", schedule)


def proceedings_pdf(proceedings: Proceedings) -> bytes:
    """Cover, contents and abstracts."""
    return _set("proceedings.typ", proceedings)


def _badge(badge: Badge) -> dict[str, object]:
    return {**msgspec.to_builtins(badge), "lines": _lines(badge.name), "qr": qr_svg(badge.address)}


def _lines(name: str) -> list[str]:
    """A long name of several words on two lines, as even as its words allow."""
    words = name.split()
    if len(name) <= LONG_NAME or len(words) < 2:
        return [name]
    cut = min(range(1, len(words)), key=lambda i: abs(len(" ".join(words[:i])) - len(" ".join(words[i:]))))
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def _set(name: str, data: object) -> bytes:
    source = files(__package__).joinpath(name).read_bytes()
    return typst.compile(source, sys_inputs={"data": msgspec.json.encode(data).decode()})
