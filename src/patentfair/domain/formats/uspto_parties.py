"""Applicants, inventors, owners and agents in USPTO v4 documents."""

from __future__ import annotations

from patentfair.domain.formats.uspto_elements import Found, fields_of, text_of
from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.patents.record import PartyRole, PatentParty

__all__ = ["read_assignees", "read_parties"]

_INDIVIDUAL_ROLES = {"04", "05", "4", "5", "14", "15"}
_NOT_SAID = {"omitted", "unknown", "none", ""}
_LINES = ("street", "address-1", "address-2", "address-3", "address-4", "address-5", "postcode")
_PLACE = {"city", "state", "country"}
_BOTH = (PartyRole.APPLICANT, PartyRole.INVENTOR)


def read_parties(found: Found, element: Element) -> None:
    """`parties` (to 2012: inventors are among the applicants) or `us-parties` (inventors apart)."""
    apart = any(next(group.iterchildren("inventor"), None) is not None for group in element)
    for group in element:
        for position, party in enumerate(group.iterchildren("applicant", "us-applicant", "inventor", "agent"), 1):
            _add(found, party, _roles(party, inventors_apart=apart), position)


def _roles(party: Element, *, inventors_apart: bool) -> tuple[PartyRole, ...]:
    if party.tag == "inventor":
        return (PartyRole.INVENTOR,)
    if party.tag == "agent":
        return (PartyRole.AGENT,)
    if party.get("app-type") == "applicant-inventor" and not inventors_apart:
        return _BOTH
    return (PartyRole.APPLICANT,)


def read_assignees(found: Found, element: Element) -> None:
    for position, assignee in enumerate(element.iterchildren("assignee"), 1):
        _add(found, assignee, (PartyRole.ASSIGNEE,), position)


def _add(found: Found, party: Element, roles: tuple[PartyRole, ...], position: int) -> None:
    organisation = last = first = middle = suffix = code = ""
    place: dict[str, str] = {}
    for book in (party, *party.iterchildren("addressbook")):
        for child in book:
            tag = child.tag
            if tag == "address":
                place = fields_of(child)
            elif tag == "orgname":
                organisation = text_of(child)
            elif tag == "last-name":
                last = text_of(child)
            elif tag == "first-name":
                first = text_of(child)
            elif tag == "middle-name":
                middle = text_of(child)
            elif tag == "suffix":
                suffix = text_of(child)
            elif tag == "role":
                code = child.text or ""
    name = organisation or " ".join(part for part in (first, middle, last, suffix) if part)
    if not name:
        found.problems.append("uspto.party-without-name")
        return
    country = _said(place.get("country", ""))
    if not country and (residence := next(party.iterchildren("residence"), None)) is not None:
        country = _said(fields_of(residence).get("country", ""))
    address = "" if place.keys() <= _PLACE else ", ".join(place[line] for line in _LINES if place.get(line))
    found.parties.extend(
        PatentParty(
            role=role,
            name=name,
            is_organisation=bool(organisation) and code.strip() not in _INDIVIDUAL_ROLES,
            address=address,
            city=_said(place.get("city", "")),
            region=_said(place.get("state", "")),
            country=country,
            sequence=position,
        )
        for role in roles
    )


def _said(text: str) -> str:
    return "" if text.lower() in _NOT_SAID else text
