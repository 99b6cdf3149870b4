"""Which states a European patent is about: those designated, those a unitary effect covers, those its register names.

A European patent is granted for the states designated and lives on in each by itself (EPC articles 2 and 64). With
unitary effect it lives and ends as one in the states that take part (Regulation (EU) 1257/2012, articles 3 and 18).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from patentfair.domain.patents.status_codes.events import EventCode
from patentfair.domain.patents.status_course import LegalEventValue

__all__ = ["UNITARY", "concerned_states", "designated_states", "follows", "unitary_states"]

UNITARY = "UP"
_OFFICE = "EP"
_DESIGNATIONS = frozenset({"AK", "DESIGNATION-OF-STATES"})
_COVERED = frozenset({"U07", "U19"})
_COVERAGE_DELETED = frozenset({"U0A", "U16"})
_TELLING = frozenset(
    {
        EventCode.LAPSED_IN_STATE,
        EventCode.FEE_PAID_IN_STATE,
        EventCode.RESTORED_IN_STATE,
        EventCode.INVALIDATED,
        EventCode.WITHDRAWN,
    }
)
# The states that take part on the day of registration stay those of the patent, whoever joins later.
_FIRST_TAKING_PART = (
    "AT",
    "BE",
    "BG",
    "DE",
    "DK",
    "EE",
    "FI",
    "FR",
    "IT",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "PT",
    "SE",
    "SI",
)
_ROMANIA_JOINED = date(2024, 9, 1)


def designated_states(events: Iterable[LegalEventValue]) -> frozenset[str]:
    """The states of the newest list of designations; empty where no entry lists them."""
    lists = [e for e in events if e.office == _OFFICE and e.office_code in _DESIGNATIONS and e.states]
    newest = max(lists, key=lambda e: (e.known, e.day, e.states), default=None)
    return frozenset(newest.states) if newest else frozenset()


def unitary_states(events: Iterable[LegalEventValue]) -> frozenset[str]:
    """The states that the unitary effect covers: as the entry lists them, else those that took part on its day."""
    entries = [e for e in events if e.office == _OFFICE and e.office_code in _COVERED | _COVERAGE_DELETED]
    newest = max(entries, key=lambda e: (e.known, e.day, e.office_code, e.states), default=None)
    if newest is None or newest.office_code in _COVERAGE_DELETED:
        return frozenset()
    if newest.states:
        return frozenset(newest.states)
    return frozenset(_FIRST_TAKING_PART) | (frozenset({"RO"}) if newest.day >= _ROMANIA_JOINED else frozenset())


def concerned_states(events: Iterable[LegalEventValue]) -> frozenset[str]:
    """The states designated, and those of which an entry says that the patent lived or ended there."""
    every = tuple(events)
    named = {e.territory for e in every if e.office == _OFFICE and e.territory and e.code in _TELLING}
    return designated_states(every) | named | unitary_states(every)


def follows(territory: str, events: Iterable[LegalEventValue]) -> frozenset[str]:
    """The territories whose entries are of `territory` too.

    Unitary effect moves the states it covers. Switzerland and Liechtenstein are one territory (their treaty of 1978;
    EPC article 149), and what ends in the one ends in the other.
    """
    if territory in unitary_states(events):
        return frozenset({territory, UNITARY})
    if territory == "LI":
        return frozenset({"LI", "CH"})
    return frozenset({territory})
