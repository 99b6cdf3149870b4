"""INPADOC legal events as OPS gives them: numbered fields `L001EP` to `L5xxEP` below an `ops:legal` element.

Fields L001 to L019 are the entry itself, those below L500 what the entry says. Names come from the field's number
where it is known, else from the description that stands beside it.

Source: EPO, OPS 3.2 (legal service) and the field list of the worldwide legal event data (INPADOC).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from patentfair.domain.formats.exchange_values import child_text
from patentfair.domain.formats.google_events import conveyances_of
from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.formats.xml_text import day_of, fold
from patentfair.domain.patents.register import Conveyance, StatusEvent

__all__ = ["conveyances_in", "legal_event"]

_FIELD = re.compile(r"L(\d{3})[A-Z]{0,2}", re.ASCII)
_OFFICE = re.compile(r"[A-Z]{2}", re.ASCII)
_ENTRY_FIELDS = range(20)
_OFFICE_OF_ENTRY, _DAY, _CODE = 1, 7, 8
_LONGEST_CODE = 16
_STATE, _EFFECTIVE = 501, 525
_NAMES = {
    501: "country",
    502: "national-code",
    503: "document-number",
    504: "country-of-document",
    505: "date-of-document",
    506: "kind-of-document",
    507: "designated-states",
    508: "extension-states",
    509: "owner",
    510: "free-format-text",
    511: "spc-number",
    512: "filing-date",
    513: "expiry-date",
    514: "inventor",
    515: "ipc",
    516: "ipc",
    517: "representative",
    518: "payment-date",
    519: "opponent",
    520: "fee-year",
    521: "requester",
    523: "extension-date",
    524: "validation-states",
}


def legal_event(element: Element, office: str) -> StatusEvent | None:
    """The event of a `legal` element with plain names, or None where it has neither code nor words.

    `office` is the office of the document around it, for an entry that does not name its own. `details` have
    "influence" ("+" or "-") where the source weighs the event.
    """
    entry: dict[int, str] = {}
    details: list[tuple[str, str]] = []
    territory, effective = "", None
    influence = (element.get("infl") or "").strip()
    if influence:
        details.append(("influence", influence[:1]))
    for field in element.iter("*"):
        number = _number_of(field.tag)
        if number is None or (number in _ENTRY_FIELDS and number not in (_OFFICE_OF_ENTRY, _DAY, _CODE)):
            continue
        text = "" if len(field) else fold(field.text)
        if not text:
            continue
        if number in _ENTRY_FIELDS:
            entry.setdefault(number, text)
        elif number == _STATE and not territory and _OFFICE.fullmatch(text):
            territory = text
        elif number == _EFFECTIVE and effective is None and day_of(text):
            effective = day_of(text)
        else:
            details.append((_NAMES.get(number) or _name_from(field, number), text))
            if words := (field.get("descData") or "").strip():
                details.append((f"{details[-1][0]}-text", words))
    code = entry.get(_CODE, "") or (element.get("code") or "").strip()
    said_by = entry.get(_OFFICE_OF_ENTRY, "")
    said_by = said_by if _OFFICE.fullmatch(said_by) else office
    text = " ".join((element.get("desc") or "").split())
    if not code and not text:
        return None
    return StatusEvent(
        office=said_by,
        code=code[:_LONGEST_CODE],
        published=day_of(entry.get(_DAY, "")),
        text=text or child_text(element, "pre"),
        effective=effective,
        territory="" if territory == said_by else territory,
        details=tuple(details),
    )


@lru_cache(maxsize=1024)
def _number_of(tag: str) -> int | None:
    found = _FIELD.fullmatch(tag)
    return int(found[1]) if found else None


def conveyances_in(events: Iterable[StatusEvent]) -> tuple[Conveyance, ...]:
    """The instruments recorded at the USPTO, which INPADOC prints as events with the code AS."""
    found: list[Conveyance] = []
    for event in events:
        if event.office == "US" and event.code == "AS":
            signed = (("effective-date", event.effective.strftime("%Y%m%d")),) if event.effective else ()
            found += conveyances_of(event.published, (*event.details, *signed))
    return tuple(found)


def _name_from(field: Element, number: int) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", (field.get("desc") or "")[:60].lower()).strip("-")
    return words or f"l{number:03}"
