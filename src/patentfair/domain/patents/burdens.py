"""What a register shows to lie on a right: entries made and not yet taken off again.

A register tells of a pledge when it is entered and when it is cancelled, each by an event of its own. Several may lie
on one right, and a cancellation does not always say which it ends: so they are counted, and what is left is told with
the day of the oldest entries, which is the careful reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec

from patentfair.domain.patents.status import EventCode, LegalEventValue

__all__ = ["Burden", "BurdenKind", "burdens"]


class BurdenKind(StrEnum):
    PLEDGE = "pledge"
    PRESERVATION = "preservation"
    SUSPENSION = "suspension"
    LICENCE = "licence"
    OPEN_LICENCE = "open_licence"


_BEGIN = {
    EventCode.PLEDGE_REGISTERED: BurdenKind.PLEDGE,
    EventCode.PRESERVED: BurdenKind.PRESERVATION,
    EventCode.SUSPENDED: BurdenKind.SUSPENSION,
    EventCode.LICENCE_RECORDED: BurdenKind.LICENCE,
    EventCode.OPEN_LICENCE: BurdenKind.OPEN_LICENCE,
}
_END = {
    EventCode.PLEDGE_CANCELLED: BurdenKind.PLEDGE,
    EventCode.PRESERVATION_RELEASED: BurdenKind.PRESERVATION,
    EventCode.RESUMED: BurdenKind.SUSPENSION,
    EventCode.LICENCE_ENDED: BurdenKind.LICENCE,
    EventCode.OPEN_LICENCE_WITHDRAWN: BurdenKind.OPEN_LICENCE,
}


class Burden(msgspec.Struct, frozen=True):
    """One entry that stands: its kind, the day it was entered, and what shows it."""

    kind: BurdenKind
    since: date
    source: str


def burdens(events: Iterable[LegalEventValue], today: date) -> tuple[Burden, ...]:
    """The entries that stand on `today`, the oldest first. Two sources that tell of one day's entry tell of one."""
    told = {(e.day, e.code): e for e in sorted(events, key=lambda e: e.source) if e.day <= today and not e.territory}
    standing: dict[BurdenKind, list[Burden]] = {kind: [] for kind in BurdenKind}
    # Of one day, what ends comes first: a pledge renewed the day it was cancelled stands.
    for (day, code), event in sorted(told.items(), key=lambda pair: (pair[0][0], pair[0][1] in _BEGIN)):
        if code in _END and standing[_END[code]]:
            standing[_END[code]].pop()
        elif code in _BEGIN:
            standing[_BEGIN[code]].append(Burden(_BEGIN[code], day, event.source))
    return tuple(sorted((one for some in standing.values() for one in some), key=lambda b: (b.since, b.kind)))
