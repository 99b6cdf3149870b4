"""What a European patent document says of the procedure: dates, states, oppositions, as events of office EP.

The code of an event is the tag of WIPO ST.32 as printed ("B450", "B475"); the words beside it are the tag's meaning,
and stay empty where that is not certain. A lapse in a state takes effect on its day; other days are those on which
something was published or entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.formats.xml_text import child_text, day_of, path_text, text_of
from patentfair.domain.patents.record import Stage
from patentfair.domain.patents.register import StatusEvent

__all__ = ["events_of"]

_MEANINGS = {
    "B241": "request for examination filed",
    "B242": "first examination report dispatched",
    "B243": "patent maintained as amended",
    "B430": "application published",
    "B450": "mention of the grant published",
    "B451EP": "communication of the intention to grant",
    "B452EP": "communication of the intention to grant",
    "B475": "lapse in a contracting state",
    "B477": "amended patent published",
    "B845EP": "extension to the state requested",
    "B849EP": "validation in the state requested",
    "B880": "search report published",
}
_TAKING_EFFECT = {"B475"}
_NO_EVENT = {"B405", "B840", "B860", "B870"}


def events_of(sdobi: Element, stage: Stage, published: date | None) -> Iterator[StatusEvent]:
    """Everything with a day or a state in B240, B400 and B800, oppositions (B780), corrections (B150).

    `published` is the document's own day, for what it says without a day.
    """
    note = path_text(sdobi, "B100/B120/B121EP")
    if note and stage is Stage.GRANT:
        yield StatusEvent(office="EP", code="B121EP", published=published, text=note)
    for element in sdobi.iterfind("B100/B150"):
        details = tuple(
            (str(leaf.tag), text) for leaf in element.iter("*") if not len(leaf) and (text := text_of(leaf))
        )
        yield StatusEvent(office="EP", code="B150", published=published, text="correction", details=details)
    for path in ("B200/B240", "B400"):
        for group in sdobi.iterfind(path):
            yield from _dated(group)
    for opposition in sdobi.iterfind("B700/B780/*"):
        yield _opposition(opposition)
    for group in sdobi.iterfind("B800/*"):
        yield from _dated(group)


def _dated(group: Element) -> Iterator[StatusEvent]:
    """The event of each element in `group` that has days or states of its own; a day goes before its state."""
    if group.tag in _NO_EVENT:
        return
    for element in group.iter("*"):
        days = [text_of(day) for day in element.iterchildren("date")]
        states = [text_of(state) for state in element.iterchildren("ctry")]
        if not (days or states) or element.tag in _NO_EVENT:
            continue
        bulletin = child_text(element, "bnum")
        details = (("bulletin", bulletin),) if bulletin.strip("0") else ()
        for day, state in _paired(element, days, states):
            yield _event(str(element.tag), day_of(day), state, details)


def _paired(group: Element, days: list[str], states: list[str]) -> Iterator[tuple[str, str]]:
    if not states:
        yield from ((day, "") for day in days)
    elif len(days) == len(states):
        yield from zip(days, states, strict=True)
    else:
        day = ""
        for child in group.iterchildren("date", "ctry"):
            if child.tag == "date":
                day = text_of(child)
            else:
                yield day, text_of(child)


def _event(code: str, day: date | None, territory: str, details: tuple[tuple[str, str], ...]) -> StatusEvent:
    takes_effect = code in _TAKING_EFFECT
    return StatusEvent(
        office="EP",
        code=code,
        published=None if takes_effect else day,
        text=_MEANINGS.get(code, ""),
        effective=day if takes_effect else None,
        territory=territory,
        details=details,
    )


def _opposition(element: Element) -> StatusEvent:
    details = (
        ("number", path_text(element, "dnum")),
        ("kind", path_text(element, "kind")),
        ("opponent", child_text(element, "snm") or child_text(element, "onm")),
        ("country", path_text(element, "adr/ctry")),
        ("representative", path_text(element, "B784/snm")),
    )
    return StatusEvent(
        office="EP",
        code=str(element.tag),
        published=day_of(path_text(element, "date")),
        text="opposition filed",
        details=tuple(detail for detail in details if detail[1]),
    )
