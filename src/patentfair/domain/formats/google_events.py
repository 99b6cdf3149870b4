"""The legal events that a page of Google Patents prints: INPADOC's, with the parts of their description run together.

A row is day, code, title, description. The description is a chain of labels and values without a separator
("Ref country code: DEFree format text: LAPSE ...Effective date: 20180516"); several countries in one row are several
events. Rows of the USPTO's assignments are instruments as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from patentfair.domain.formats.cn_event_text import announcement, parse_day
from patentfair.domain.formats.uspto_conveyance import conveyance_kind
from patentfair.domain.patents.register import Conveyance, ConveyanceKind, ConveyanceParty, StatusEvent

__all__ = ["conveyances_of", "events_of"]

_MOST_ROWS = 5_000
_MOST_DETAILS = 400
_ROW = re.compile(r"(\d{4}-\d{2}-\d{2}|),([^,]{0,16}),(.*)", re.DOTALL)
# Titles have blanks after their commas, descriptions begin right after theirs.
_COMMA = re.compile(r",(?! )")
_NAMES = {
    "Ref country code": "country",
    "Free format text": "free-format-text",
    "Effective date": "effective-date",
    "Ref legal event code": "national-code",
    "Country of ref document": "country-of-document",
    "Ref document number": "document-number",
    "Kind code of ref document": "kind-of-document",
    "Date of ref document": "date-of-document",
    "Year of fee payment": "fee-year",
    "Payment date": "payment-date",
    "Designated state(s)": "designated-states",
    "Extension state": "extension-states",
    "Owner name": "owner",
    "Inventor name": "inventor",
    "Opponent name": "opponent",
    "Representative's name": "representative",
    "Representative=s name": "representative",
    "Requester name": "requester",
    "Expiry date": "expiry-date",
    "Extension date": "extension-date",
    "Spc number": "spc-number",
    "Spc patent document": "spc-document",
    "Ipc": "ipc",
    # Of China's events.
    "Effective date of registration": "effective-date-of-registration",
    "Date of cancellation": "date-of-cancellation",
    "Granted publication date": "grant-date",
    "Application publication date": "publication-date",
    "Termination date": "termination-date",
    "Patentee before": "patentee-before",
    "Patentee after": "patentee-after",
    "Applicant before": "applicant-before",
    "Applicant after": "applicant-after",
    "Address before": "address-before",
    "Address after": "address-after",
    "Contract record no": "contract-record-number",
    "Record date": "record-date",
    "License type": "licence-type",
    "Registration number": "registration-number",
    "Denomination of invention": "title",
    "Assignor": "assignor",
    "Assignee": "assignee",
    "Pledgor": "pledgor",
    "Pledgee": "pledgee",
}
_EFFECTIVE = frozenset(("effective-date", "effective-date-of-registration", "termination-date", "date-of-cancellation"))
# China's codes for changes of title and burdens: kind, names of giver and receiver in order of trust.
_HOLDER = (("patentee-before", "applicant-before"), ("patentee-after", "applicant-after"))
_CHINESE = {
    "TR01": (ConveyanceKind.ASSIGNMENT, *_HOLDER),
    "TA01": (ConveyanceKind.ASSIGNMENT, *_HOLDER),
    "CP01": (ConveyanceKind.CHANGE_OF_NAME, *_HOLDER),
    "CP02": (ConveyanceKind.CHANGE_OF_ADDRESS, *_HOLDER),
    "CP03": (ConveyanceKind.CHANGE_OF_NAME, *_HOLDER),
    "PE01": (ConveyanceKind.SECURITY_INTEREST, ("pledgor",), ("pledgee",)),
    "PC01": (ConveyanceKind.RELEASE, ("pledgee",), ("pledgor",)),
    "EE01": (ConveyanceKind.LICENCE, ("assignor",), ("assignee",)),
    "EC01": (ConveyanceKind.LICENCE_ENDED, ("assignor",), ("assignee",)),
}
_LABEL = re.compile(
    "(" + "|".join(re.escape(name).replace(r"\ ", r"\s{1,2}") for name in sorted(_NAMES, key=len, reverse=True)) + "): "
)
_HAN = re.compile("[一-鿿]")
_STATE_NAMES = (
    "ALABAMA,ALASKA,ARIZONA,ARKANSAS,CALIFORNIA,COLORADO,CONNECTICUT,DELAWARE,DISTRICT OF COLUMBIA,FLORIDA,GEORGIA,"
    "HAWAII,IDAHO,ILLINOIS,INDIANA,IOWA,KANSAS,KENTUCKY,LOUISIANA,MAINE,MARYLAND,MASSACHUSETTS,MICHIGAN,MINNESOTA,"
    "MISSISSIPPI,MISSOURI,MONTANA,NEBRASKA,NEVADA,NEW HAMPSHIRE,NEW JERSEY,NEW MEXICO,NEW YORK,NORTH CAROLINA,"
    "NORTH DAKOTA,OHIO,OKLAHOMA,OREGON,PENNSYLVANIA,PUERTO RICO,RHODE ISLAND,SOUTH CAROLINA,SOUTH DAKOTA,TENNESSEE,"
    "TEXAS,UTAH,VERMONT,VIRGINIA,WASHINGTON,WEST VIRGINIA,WISCONSIN,WYOMING"
)
_STATES = frozenset(_STATE_NAMES.split(","))
_PROVINCE_NAMES = (
    "ALBERTA,BRITISH COLUMBIA,MANITOBA,NEW BRUNSWICK,NEWFOUNDLAND AND LABRADOR,NOVA SCOTIA,ONTARIO,"
    "PRINCE EDWARD ISLAND,QUEBEC,SASKATCHEWAN"
)
_PROVINCES = frozenset(_PROVINCE_NAMES.split(","))
_COUNTRIES = dict(
    pair.split(":")
    for pair in (
        "AUSTRALIA:AU,AUSTRIA:AT,BELGIUM:BE,BRAZIL:BR,CANADA:CA,CAYMAN ISLANDS:KY,CHINA:CN,CZECH REPUBLIC:CZ,"
        "DENMARK:DK,FINLAND:FI,FRANCE:FR,GERMANY:DE,GREAT BRITAIN:GB,HONG KONG:HK,HUNGARY:HU,ICELAND:IS,INDIA:IN,"
        "IRELAND:IE,ISRAEL:IL,ITALY:IT,JAPAN:JP,KOREA, REPUBLIC OF:KR,LIECHTENSTEIN:LI,LUXEMBOURG:LU,MALAYSIA:MY,"
        "MEXICO:MX,NETHERLANDS:NL,NEW ZEALAND:NZ,NORWAY:NO,POLAND:PL,PORTUGAL:PT,RUSSIAN FEDERATION:RU,"
        "SAUDI ARABIA:SA,SINGAPORE:SG,SLOVENIA:SI,SOUTH AFRICA:ZA,SPAIN:ES,SWEDEN:SE,SWITZERLAND:CH,TAIWAN:TW,"
        "TURKEY:TR,UKRAINE:UA,UNITED ARAB EMIRATES:AE,UNITED KINGDOM:GB,ARGENTINA:AR,BARBADOS:BB,BERMUDA:BM,"
        "BULGARIA:BG,CHILE:CL,CROATIA:HR,CYPRUS:CY,EGYPT:EG,ESTONIA:EE,GIBRALTAR:GI,GREECE:GR,GUERNSEY:GG,"
        "INDONESIA:ID,ISLE OF MAN:IM,JERSEY:JE,LATVIA:LV,LITHUANIA:LT,MACAO:MO,MALTA:MT,MAURITIUS:MU,MONACO:MC,"
        "PANAMA:PA,PHILIPPINES:PH,PORTUGAL:PT,ROMANIA:RO,SLOVAKIA:SK,THAILAND:TH,VIET NAM:VN,"
        "VIRGIN ISLANDS, BRITISH:VG"
    )
    .replace("KOREA, REPUBLIC OF", "KOREA; REPUBLIC OF")
    .replace("VIRGIN ISLANDS, BRITISH", "VIRGIN ISLANDS; BRITISH")
    .split(",")
)
_PLACES = (*_STATES, *_PROVINCES, *_COUNTRIES)
# The field of the office's system holds so many characters, of which the place is cut off.
_CUT_AT = range(49, 52)


def events_of(office: str, rows: Iterable[str]) -> tuple[list[StatusEvent], list[Conveyance], list[str]]:
    """Events, instruments and codes of defects: `google.event-row` (a row that is none), `google.too-many-events`."""
    events: list[StatusEvent] = []
    conveyances: list[Conveyance] = []
    problems: list[str] = []
    for place, row in enumerate(rows):
        if place >= _MOST_ROWS:
            problems.append("google.too-many-events")
            break
        found = _ROW.fullmatch(row)
        if found is None:
            problems.append("google.event-row")
            continue
        day, code = parse_day(found[1]), found[2].strip()
        comma = _COMMA.search(found[3])
        title = found[3][: comma.start()] if comma else found[3]
        description = found[3][comma.end() :].strip() if comma else ""
        if office == "CN" and _HAN.search(description):
            told = announcement(found[1], title, description, code)
            events.extend(told.events)
            conveyances.extend(told.conveyances)
            continue
        for details in _groups(description):
            event = _event(office, code, day, title.strip(), details)
            events.append(event)
            if office == "US" and code == "AS":
                conveyances.extend(conveyances_of(day, details))
            elif office == "CN" and code in _CHINESE:
                conveyances.extend(_chinese(event))
    return events, conveyances, problems


def _groups(description: str) -> list[tuple[tuple[str, str], ...]]:
    """The labels and values of a description, one group for each country that it names."""
    first, *parts = _LABEL.split(description)
    details = [("text", first.strip())] if first.strip() else []
    groups: list[tuple[tuple[str, str], ...]] = []
    for label, value in zip(parts[: 2 * _MOST_DETAILS : 2], parts[1 : 2 * _MOST_DETAILS : 2], strict=True):
        name = _NAMES[" ".join(label.split())]
        if name == "country" and any(known == "country" for known, _ in details):
            groups.append(tuple(details))
            details = []
        details.append((name, " ".join(value.split())))
    return [*groups, tuple(details)]


def _event(office: str, code: str, day: date | None, title: str, details: tuple[tuple[str, str], ...]) -> StatusEvent:
    values = dict(reversed(details))
    territory = values.get("country") or (values.get("country-of-document", "") if office == "WO" else "")
    effective = {value for name, value in details if name in _EFFECTIVE}
    return StatusEvent(
        office=office,
        code=code,
        published=day,
        text=title,
        effective=parse_day(effective.pop()) if len(effective) == 1 else None,
        territory=territory if territory != office and re.fullmatch("[A-Z]{2}", territory) else "",
        details=details,
    )


def _chinese(event: StatusEvent) -> Iterator[Conveyance]:
    """The instrument of a Chinese event whose parts are labelled; none where it names nobody."""
    kind, *sides = _CHINESE[event.code]
    givers, receivers = (
        tuple(ConveyanceParty(name=value) for name, value in event.details if name in names and value)
        for names in sides
    )
    values = dict(event.details)
    if givers or receivers:
        yield Conveyance(
            office="CN",
            reference=values.get("contract-record-number") or values.get("registration-number") or "",
            kind=kind,
            text=event.text,
            recorded=event.effective or event.published,
            givers=givers,
            receivers=receivers,
        )


def conveyances_of(recorded: date | None, details: Iterable[tuple[str, str]]) -> list[Conveyance]:
    """The instruments of a row of USPTO assignments: one a reel and frame, with all its owners as receivers."""
    found: dict[str, Conveyance] = {}
    owners: list[ConveyanceParty] = []
    reference = ""
    for name, value in details:
        if name == "owner":
            owners.append(_owner(value))
        elif name == "free-format-text":
            nature, givers, reference = _instrument(value)
            if not reference:
                continue
            before = found.get(reference)
            receivers = dict.fromkeys((*(before.receivers if before else ()), *owners))
            found[reference] = Conveyance(
                office="US",
                reference=reference,
                kind=conveyance_kind(nature),
                text=nature,
                recorded=recorded,
                givers=tuple(ConveyanceParty(name=giver) for giver in givers),
                receivers=tuple(receivers),
            )
            owners = []
        elif name == "effective-date" and reference:
            # Printed where all signed on one day.
            found[reference] = msgspec.structs.replace(found[reference], executed=parse_day(value))
    return list(found.values())


def _instrument(text: str) -> tuple[str, list[str], str]:
    """Nature, assignors and reel/frame of "NATURE;ASSIGNORS:A;B;AND OTHERS;SIGNING DATES ...;REEL/FRAME:1/2"."""
    nature, _, rest = text.partition(";ASSIGNOR")
    givers: list[str] = []
    reference = ""
    for part in rest.partition(":")[2].split(";")[:_MOST_DETAILS]:
        piece = part.strip()
        if piece.startswith("REEL/FRAME:"):
            reference = piece.removeprefix("REEL/FRAME:").strip()[:32]
        elif piece and not piece.startswith(("SIGNING DATES", "AND OTHERS")):
            givers.append(piece)
    return nature.strip(), givers, reference


def _owner(printed: str) -> ConveyanceParty:
    """ "ACME, INC., OHIO": the name, and the state or country that is printed after it; a place cut off is lost."""
    for width in (1, 2):
        parts = printed.rsplit(", ", width)
        place = "; ".join(parts[1:])
        if len(parts) == width + 1 and place in _COUNTRIES:
            return ConveyanceParty(name=parts[0], country=_COUNTRIES[place])
        if len(parts) == width + 1 and place in _STATES:
            return ConveyanceParty(name=parts[0], address=place, country="US")
        if len(parts) == width + 1 and place in _PROVINCES:
            return ConveyanceParty(name=parts[0], address=place, country="CA")
    name, _, place = printed.rpartition(", ")
    if name and len(printed) in _CUT_AT and len(place) > 1 and any(one.startswith(place) for one in _PLACES):
        return ConveyanceParty(name=name)
    return ConveyanceParty(name=printed)
