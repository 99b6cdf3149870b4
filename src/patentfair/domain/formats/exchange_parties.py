"""Parties of an EPO exchange document, which prints each in up to four forms.

Source: EPO, DOCDB exchange format (user documentation and exchange-documents schema 2.5).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from patentfair.domain.formats.exchange_values import child_text, first_child
from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.formats.xml_text import text_of, whole_number
from patentfair.domain.patents.record import PartyRole, PatentParty

__all__ = ["AS_PRINTED_FIRST", "read_parties"]

_ROLES = {
    "applicants": ("applicant", PartyRole.APPLICANT),
    "inventors": ("inventor", PartyRole.INVENTOR),
    "assignees": ("assignee", PartyRole.ASSIGNEE),
    "agents": ("agent", PartyRole.AGENT),
}
AS_PRINTED_FIRST = ("original", "docdba", "docdb", "epodoc")
"""Forms, the one nearest to the print first."""
_SIGNS = re.compile(r"[\W_]+")
_COUNTRY_IN_NAME = re.compile(r"(.{1,400}?)\s*\[([A-Z]{2})\]", re.DOTALL)


def read_parties(sections: Iterable[Element]) -> Iterator[PatentParty]:
    """Everybody in the sections `parties` of a bibliography."""
    for section in sections:
        for group in section:
            if (known := _ROLES.get(group.tag)) is not None:
                yield from _one_form(group, *known)


def _one_form(group: Element, tag: str, role: PartyRole) -> Iterator[PatentParty]:
    """Each party once, in the EPO's own count (`docdb` or `epodoc`), with its name as printed where the counts agree.

    The printed form may list the parties of several printings one after another; a name that stands there twice in
    different letters is one.
    """
    forms: dict[str, dict[int, tuple[str, str]]] = {}
    named = f"{tag}-name"
    for party in group:
        if party.tag != tag:
            continue
        parties = forms.setdefault(party.get("data-format") or "docdb", {})
        sequence = whole_number(party.get("sequence")) or len(parties) + 1
        name, country = _name_and_country(party, named)
        if name:
            parties.setdefault(sequence, (name, country))
    counted = forms.get("docdb") or forms.get("epodoc") or forms.get("docdba") or forms.get("original") or {}
    # Parties that stand once can only become fewer.
    candidates = (forms[form] for form in AS_PRINTED_FIRST if form in forms and len(forms[form]) >= len(counted))
    printed = next((each for form in candidates if len(each := _once_each(form)) == len(counted)), [])
    for place, (sequence, (name, country)) in enumerate(sorted(counted.items())):
        shown, said = printed[place] if printed else (name, "")
        yield PatentParty(role=role, name=shown, country=country or said, sequence=sequence)


def _once_each(parties: dict[int, tuple[str, str]]) -> list[tuple[str, str]]:
    """Names and countries in their order; of names that differ in capitals and signs alone, the one not in capitals."""
    if len(parties) == 1:
        return list(parties.values())
    found: dict[str, tuple[str, str]] = {}
    for _, (name, country) in sorted(parties.items()):
        key = _letters(name)
        if key not in found or (found[key][0].isupper() and not name.isupper()):
            found[key] = (name, country)
    return list(found.values())


def _letters(name: str) -> str:
    folded = name.casefold()
    return _SIGNS.sub("", folded if folded.isascii() else unicodedata.normalize("NFKD", folded)) or name


def _name_and_country(party: Element, named: str) -> tuple[str, str]:
    """The name below an element `named`, else below an address book, else by itself; the country of residence first."""
    book: Element | None = None
    name = plain = country = ""
    for part in party:
        tag = part.tag
        if tag == named:
            name = name or child_text(part, "name")
        elif tag == "residence":
            country = country or child_text(part, "country")
        elif tag == "addressbook" and book is None:
            book = part
        elif tag == "name":
            plain = plain or text_of(part)
    if book is not None:
        address = first_child(book, "address")
        name = name or child_text(book, "name")
        country = country or ("" if address is None else child_text(address, "country"))
    name = name or plain
    if name.endswith("]") and (bracketed := _COUNTRY_IN_NAME.fullmatch(name)):
        name, country = bracketed[1], country or bracketed[2]
    return name.rstrip(" ,;"), country[:2].upper()
