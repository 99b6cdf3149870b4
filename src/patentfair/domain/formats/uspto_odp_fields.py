"""The parts of a file wrapper in the USPTO's Open Data Portal: parties, classes, continuity, events, assignments.

The portal changed names between its trial and its present form (`transactionContentBag` became `eventDataBag`,
`applicant` `applicantNameText`); each part is read under all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from patentfair.domain.formats.json_values import day_at, number_at, record_at, records_at, text_at, texts_at
from patentfair.domain.formats.uspto_conveyance import common_day, conveyance_kind, reel_and_frame
from patentfair.domain.formats.uspto_countries import country_code
from patentfair.domain.formats.uspto_references import related_application
from patentfair.domain.patents.classes import parse_class
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import document_id, parse_number
from patentfair.domain.patents.record import (
    ClassScheme,
    ClassSymbol,
    PartyRole,
    PatentParty,
    PriorityClaim,
    Relation,
    RelationKind,
)
from patentfair.domain.patents.register import Conveyance, ConveyanceParty, StatusEvent

__all__ = [
    "Fields",
    "application_of",
    "classes_of",
    "conveyances_of",
    "events_of",
    "family_of",
    "grant_of",
    "parties_of",
    "priorities_of",
    "publication_of",
    "relations_of",
    "term_adjustment",
]

Fields: TypeAlias = Mapping[str, Any]

_RELATIONS = {
    "CON": RelationKind.CONTINUATION,
    "CIP": RelationKind.CONTINUATION_IN_PART,
    "DIV": RelationKind.DIVISION,
    "PRO": RelationKind.PROVISIONAL,
    "REI": RelationKind.REISSUE,
    "REX": RelationKind.REEXAMINATION,
    "NST": RelationKind.INTERNATIONAL_APPLICATION,
}
_FOREIGN = re.compile(r"([A-Z]{2})X")
_LINES = ("addressLineOneText", "addressLineTwoText", "addressLineThreeText", "addressLineFourText")
_DELAYS = {
    "adjustmentTotalQuantity": "total-days",
    "aDelayQuantity": "a-delay-days",
    "bDelayQuantity": "b-delay-days",
    "cDelayQuantity": "c-delay-days",
    "overlappingDayQuantity": "overlapping-days",
    "applicantDayDelayQuantity": "applicant-delay-days",
}


# Numbers


def application_of(text: str, day: date | None = None) -> DocumentId | None:
    """An application as the portal writes it: "17248024", "PCT/US15/27322"."""
    if not text:
        return None
    found = related_application("US", text, day)
    return found if found.number else None


def grant_of(fields: Fields) -> DocumentId | None:
    """The patent; the portal does not say its kind."""
    if not (number := text_at(fields, "patentNumber")):
        return None
    found = document_id("US", number, "", day_at(fields, "grantDate"))
    return found if found.number else None


def publication_of(fields: Fields) -> DocumentId | None:
    """The published application: "US20210210819A1", "US 2017-0071586 A1"."""
    text = text_at(fields, "earliestPublicationNumber", "publicationNumber")
    parsed = parse_number(text, "US") if text else None
    if parsed is None or not parsed.number:
        return None
    day = day_at(fields, "earliestPublicationDate", "publicationDate")
    return DocumentId(office=parsed.office, number=parsed.number, kind=parsed.kind, date=day, raw=text)


# Bibliography


def parties_of(fields: Fields) -> Iterator[PatentParty]:
    for role, names in (
        (PartyRole.APPLICANT, ("applicantBag", "applicants")),
        (PartyRole.INVENTOR, ("inventorBag", "inventors")),
    ):
        for position, party in enumerate(records_at(fields, *names), 1):
            parts = [text_at(party, part) for part in ("firstName", "middleName", "lastName", "nameSuffix")]
            name = text_at(party, "applicantNameText", "applicant", "inventorNameText") or " ".join(filter(None, parts))
            if name:
                yield _party(party, role, name, is_person=bool(parts[2]) or role is PartyRole.INVENTOR, place=position)


def _party(party: Fields, role: PartyRole, name: str, *, is_person: bool, place: int) -> PatentParty:
    addresses = records_at(party, "correspondenceAddressBag")
    home = (found for found in addresses if text_at(found, "postalAddressCategory") == "residence")
    address = next(home, addresses[0] if addresses else {})
    return PatentParty(
        role=role,
        name=name,
        is_organisation=False if is_person else None,
        address=", ".join(line for line in (text_at(address, name) for name in (*_LINES, "postalCode")) if line),
        city=text_at(address, "cityName"),
        region=text_at(address, "geographicRegionCode", "geographicRegionName"),
        country=text_at(address, "countryCode") or country_code(text_at(address, "countryName")),
        sequence=place,
    )


def classes_of(fields: Fields, problems: list[str]) -> tuple[ClassSymbol, ...]:
    """CPC symbols, and the one of the former US scheme."""
    classes: list[ClassSymbol] = []
    for text in texts_at(fields, "cpcClassificationBag"):
        symbol = parse_class(text, ClassScheme.CPC)
        if symbol is None:
            problems.append("odp.class-symbol")
        else:
            classes.append(symbol)
    national = text_at(fields, "uspcSymbolText", "class/subclass")
    if national and len(national) <= 32:
        classes.append(ClassSymbol(scheme=ClassScheme.USPC, symbol=national))
    return tuple(dict.fromkeys(classes))


def priorities_of(wrapper: Fields) -> tuple[PriorityClaim, ...]:
    return tuple(
        PriorityClaim(
            country=country_code(text_at(claim, "ipOfficeName", "iPOfficeName", "countryName")),
            number=text_at(claim, "applicationNumberText", "priorityNumberText", "applicationNumber"),
            date=day_at(claim, "filingDate"),
        )
        for claim in records_at(wrapper, "foreignPriorityBag", "claims")
    )


# Continuity


def _continuity(wrapper: Fields, name: str) -> list[Fields]:
    return records_at(record_at(wrapper, "continuityBag"), name) or records_at(wrapper, name)


def relations_of(wrapper: Fields) -> tuple[Relation, ...]:
    """All earlier applications of the chain, each beside the patent it became."""
    relations: list[Relation] = []
    for parent in _continuity(wrapper, "parentContinuityBag"):
        kind = _RELATIONS.get(text_at(parent, "claimParentageTypeCode"), RelationKind.OTHER)
        filed = day_at(parent, "parentApplicationFilingDate", "filingDate")
        application = application_of(text_at(parent, "parentApplicationNumberText"), filed)
        patent = grant_of({"patentNumber": parent.get("parentPatentNumber")})
        relations += [Relation(kind=kind, document=found) for found in (application, patent) if found is not None]
    return tuple(dict.fromkeys(relations))


def family_of(wrapper: Fields) -> tuple[DocumentId, ...]:
    """Earlier and later applications and patents of the chain, where no document is at hand to carry relations."""
    found = [relation.document for relation in relations_of(wrapper)]
    for child in _continuity(wrapper, "childContinuityBag"):
        filed = day_at(child, "childApplicationFilingDate", "filingDate")
        application = application_of(text_at(child, "childApplicationNumberText"), filed)
        patent = grant_of({"patentNumber": child.get("childPatentNumber")})
        found += [document for document in (application, patent) if document is not None]
    return tuple(dict.fromkeys(found))


# Register


def events_of(wrapper: Fields) -> tuple[StatusEvent, ...]:
    """The transactions of the file, in the portal's order."""
    return tuple(
        StatusEvent(
            office="US",
            code=text_at(event, "eventCode", "caseActionCode")[:40],
            published=day_at(event, "eventDate", "recordedDate"),
            text=text_at(event, "eventDescriptionText", "caseActionDescriptionText"),
        )
        for event in records_at(wrapper, "eventDataBag", "transactionContentBag")
    )


def term_adjustment(wrapper: Fields) -> tuple[int | None, StatusEvent | None]:
    """Days by which the term is adjusted, and the same with its parts as an event."""
    data = record_at(wrapper, "patentTermAdjustmentData")
    days = number_at(data, "adjustmentTotalQuantity")
    if days is None:
        return None, None
    parts = tuple((name, text) for field, name in _DELAYS.items() if (text := text_at(data, field)))
    return days, StatusEvent(office="US", code="", published=None, text="Patent term adjustment", details=parts)


def conveyances_of(wrapper: Fields) -> tuple[Conveyance, ...]:
    return tuple(map(_conveyance, records_at(wrapper, "assignmentBag")))


def _conveyance(fields: Fields) -> Conveyance:
    givers = tuple(
        ConveyanceParty(name=name, executed=day_at(giver, "executionDate"))
        for giver in records_at(fields, "assignorBag")
        if (name := text_at(giver, "assignorName"))
    )
    text = text_at(fields, "conveyanceText")
    printed = text_at(fields, "reelAndFrameNumber", "reelNumber/frameNumber")
    return Conveyance(
        office="US",
        reference=printed or reel_and_frame(text_at(fields, "reelNumber"), text_at(fields, "frameNumber")),
        kind=conveyance_kind(text),
        text=text,
        executed=common_day(givers),
        recorded=day_at(fields, "assignmentRecordedDate"),
        givers=givers,
        receivers=tuple(_receiver(receiver) for receiver in records_at(fields, "assigneeBag")),
    )


def _receiver(fields: Fields) -> ConveyanceParty:
    place = record_at(fields, "assigneeAddress")
    region = text_at(place, "geographicRegionName", "geographicRegionCode")
    country = text_at(place, "ictCountryCode", "countryCode") or country_code(text_at(place, "countryName"))
    if foreign := _FOREIGN.fullmatch(region):
        # The assignment branch writes a foreign country's code with an X in the place of a state.
        country, region = country or foreign[1], ""
    lines = [text_at(place, name) for name in (*_LINES, "cityName")]
    return ConveyanceParty(
        name=text_at(fields, "assigneeNameText"),
        address=", ".join(line for line in (*lines, region, text_at(place, "postalCode")) if line),
        country=country,
    )
