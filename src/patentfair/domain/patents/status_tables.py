"""What an entry of a register does to the right: looked up in tables that the operator can read, never guessed.

An office's code that no table holds keeps its own words and has no effect.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.register import StatusEvent
from patentfair.domain.patents.status_codes import (
    cn,
    de,
    designated_states,
    ep,
    ep_register,
    fr,
    gb,
    jp,
    kr,
    us,
    us_transactions,
    wo,
)
from patentfair.domain.patents.status_codes.events import EVENT_LABELS, IN_STATE, CodeRow, EventCode
from patentfair.domain.patents.status_course import LegalEventValue

__all__ = ["Interpretation", "all_rows", "as_markdown", "interpret", "legal_event", "row_of"]

_MODULES = (cn, us, us_transactions, ep, ep_register, de, fr, gb, jp, kr, wo, designated_states)
_LONGEST_CODE = 48
# The European Patent Register states with words and a number what INPADOC states with words alone.
_STATUS_OF_REGISTER = "EP-PATENT-STATUS"
_LONGEST_TEXT = 4_000
_MOST_DETAILS = 100

_HEAD = re.compile(r"[;:,，。\s]|IPC")
_FREE_TEXT = "FREE FORMAT TEXT:"
_GIVERS = re.compile(r";\s{0,3}ASSIGNORS?\b|\bASSIGNORS?(?:\(S\))?:")
_QUOTED_STATE = re.compile(r"Ref country code:\s{0,3}([A-Z]{2})")
# The code runs into the next field's name where a source leaves no blank: "R119Ref document number".
_QUOTED_CODE = re.compile(r"Ref legal event code:\s{0,3}([A-Z0-9]{1,5})(?![a-z])")
# Entries of the European register that list states.
_LISTS = frozenset({"AK", "DESIGNATION-OF-STATES", "U07", "U19"})
_LISTED = re.compile(r"STATES?(?:\(S\))?:?\s{0,3}((?:[A-Z]{2}[\s,]{1,3}){0,60}[A-Z]{2})\b")
_STATE_CODE = re.compile(r"\b[A-Z]{2}\b")
_FEE_YEAR = re.compile(r"\b(4|8|12)TH YEAR|YEAR OF FEE PAYMENT:\s{0,3}(\d{1,2})")
_FEE_YEAR_OF_CODE = re.compile(r"M[123]55([123])")
_TELLING = ("text", "conveyance", "status", "nature", "description")
_CODE_NAMES = frozenset({"reflegaleventcode", "legaleventcode", "nationalcode", "nationaleventcode", "eventcode"})
_STATE_NAMES = frozenset({"refcountrycode", "countrycode", "country", "state", "territory"})


class Interpretation(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry means to us. `row` is the row it was found in, None where no table holds it (`UNKNOWN`).

    `day` is when it takes effect, as far as known (None: the entry has no day at all). `fee_year` is the year of a paid
    US maintenance fee, 0 where not said. `states` are those that a European entry lists, in order.
    """

    code: EventCode
    words: Words
    office: str
    office_code: str
    day: date | None
    published: date | None = None
    territory: str = ""
    paid_until: date | None = None
    fee_year: int = 0
    retracts: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    row: CodeRow | None = None


def interpret(event: StatusEvent) -> Interpretation:
    """Look the entry up by office and code, or by its words where it has no code."""
    office, code = event.office.strip().upper(), event.code.strip().upper()[:_LONGEST_CODE]
    territory = _state(event.territory)
    row = _find(office, "STAA" if code.startswith(_STATUS_OF_REGISTER) else code, event)
    if code == "REG":
        quoted_state, quoted_code = _quoted(event)
        territory = territory or quoted_state
        quoted = _find(territory, quoted_code, event) if territory and quoted_code else None
        if quoted_code:
            row = quoted
    effect = row.effect if row else EventCode.UNKNOWN
    territory = (row.territory if row else "") or territory
    if territory == office:
        territory = ""
    if territory:
        effect = IN_STATE.get(effect, effect)
    return Interpretation(
        code=effect,
        words=row.words if row else EVENT_LABELS[EventCode.UNKNOWN],
        office=office,
        office_code=row.code if row and code == "REG" else code,
        day=event.effective or event.published,
        published=event.published,
        territory=territory,
        paid_until=event.paid_until,
        fee_year=_fee_year(code, event) if office == "US" and effect is EventCode.FEE_PAID else 0,
        retracts=row.retracts if row else (),
        states=_states_listed(event) if office == "EP" and row and row.code in _LISTS else (),
        row=row,
    )


def legal_event(event: StatusEvent, source: str) -> LegalEventValue | None:
    """The entry as `fold` takes it; None for an entry without any day, which no fold can place."""
    found = interpret(event)
    if found.day is None:
        return None
    return LegalEventValue(
        day=found.day,
        code=found.code,
        source=source,
        paid_until=found.paid_until,
        published=found.published,
        office=found.office,
        office_code=found.office_code,
        territory=found.territory,
        fee_year=found.fee_year,
        retracts=found.retracts,
        states=found.states,
    )


def row_of(office: str, code: str) -> CodeRow | None:
    """The general row of a code, for pages that show an entry without its words."""
    return next((row for row in reversed(_ROWS.get((office, code), ())) if not row.phrase), None)


def all_rows() -> tuple[CodeRow, ...]:
    """Every row: offices in the order of their modules, codes in the order in which they are looked up."""
    return tuple(row for module in _MODULES for row in module.ROWS)


def as_markdown() -> str:
    """The tables as one page, in Chinese and English, an office after the other."""
    lines = [
        "| 局 Office | 代码 Code | 文字 Words contain | 含义 | Meaning | ST.27 | 作用 Effect | 核实 Checked | Note |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in all_rows():
        cells = (
            row.office,
            row.code,
            row.phrase,
            row.words.zh,
            row.words.en,
            f"{row.category} {row.key_event}".strip(),
            row.effect.value,
            "yes" if row.verified else "no",
            row.note,
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _index() -> Mapping[tuple[str, str], tuple[CodeRow, ...]]:
    rows: dict[tuple[str, str], list[CodeRow]] = defaultdict(list)
    for row in all_rows():
        rows[row.office, row.code].append(row)
    return {key: tuple(found) for key, found in rows.items()}


_ROWS = _index()


def _find(office: str, code: str, event: StatusEvent) -> CodeRow | None:
    rows = _ROWS.get((office, code), ())
    if not code:
        by_phrase = {row.phrase: row for row in rows}
        return next((by_phrase[words] for words in _heads(event.text) if words in by_phrase), None)
    if len(rows) > 1:
        said = tuple(_said(event))
        for row in rows:
            if row.phrase and any(row.phrase in words for words in said):
                return row
    return next((row for row in rows if not row.phrase), None)


def _heads(text: str) -> Iterator[str]:
    """The words themselves, then without what is printed after them."""
    folded = text[:_LONGEST_TEXT].strip().replace("（", "(").replace("）", ")").replace("；", ";").replace("：", ":")
    yield folded
    head = _HEAD.split(folded, maxsplit=1)[0].strip()
    yield head
    yield head.split("(", 1)[0]


def _said(event: StatusEvent) -> Iterator[str]:
    """The telling words of an entry, without the names of parties that are printed beside them."""
    text = event.text[:_LONGEST_TEXT].upper()
    if _FREE_TEXT in text:
        text = text.split(_FREE_TEXT, 1)[1]
    elif text.startswith("OWNER NAME"):
        text = ""
    yield _GIVERS.split(text, maxsplit=1)[0]
    for name, value in event.details[:_MOST_DETAILS]:
        if name.lower() == "kind-of-document":
            yield f"KIND CODE OF REF DOCUMENT: {value[:_LONGEST_CODE].strip().upper()}"
        elif any(word in name.lower() for word in _TELLING):
            yield _GIVERS.split(value[:_LONGEST_TEXT].upper(), maxsplit=1)[0]


def _quoted(event: StatusEvent) -> tuple[str, str]:
    """The state and the national code that a reference (REG) quotes; "" where it does not."""
    state, code = "", ""
    for name, value in event.details[:_MOST_DETAILS]:
        plain = "".join(letter for letter in name.lower() if letter.isalpha())
        if plain in _CODE_NAMES:
            code = code or value.strip().upper()[:_LONGEST_CODE]
        elif plain in _STATE_NAMES:
            state = state or _state(value)
    text = event.text[:_LONGEST_TEXT]
    if not code and (found := _QUOTED_CODE.search(text)):
        code = found[1]
    if not state and (found := _QUOTED_STATE.search(text)):
        state = found[1]
    return state, code


def _states_listed(event: StatusEvent) -> tuple[str, ...]:
    """The states that an entry lists in a field of its own, else in its words ("Designated state(s): AT BE")."""
    for name, value in event.details[:_MOST_DETAILS]:
        if name.lower() in ("states", "designated-states"):
            listed = value[:_LONGEST_TEXT].upper()
            break
    else:
        found = _LISTED.search(event.text[:_LONGEST_TEXT].upper())
        listed = found[1] if found else ""
    return tuple(sorted(set(_STATE_CODE.findall(listed))))


def _state(text: str) -> str:
    """A two-letter code of ST.3, or "" for anything else (a list of states names no one state)."""
    plain = text.strip().upper()
    return plain if len(plain) == 2 and plain.isascii() and plain.isalpha() else ""


def _fee_year(code: str, event: StatusEvent) -> int:
    if found := _FEE_YEAR_OF_CODE.fullmatch(code):
        return int(found[1]) * 4
    for name, value in event.details[:_MOST_DETAILS]:
        if "year" in name.lower() and value.strip().isascii() and value.strip().isdigit() and len(value.strip()) < 3:
            return int(value.strip())
    for said in (event.text[:_LONGEST_TEXT].upper(), *_said(event)):
        if year := _FEE_YEAR.search(said):
            return int(year[1] or year[2])
        if of_code := _FEE_YEAR_OF_CODE.search(said):
            return int(of_code[1]) * 4
    return 0
