"""How what many installations say becomes one index: rules that do not depend on who was asked first.

Of one thing the entry with the highest sequence in its own feed holds; a withdrawal is such an entry. Things of the
same family, by any number two of them share, are one line with all its sources; where sources say different things,
the line shows each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

import msgspec

from patentfair.domain.network.entry import Entry, Kind, LanguageText, Payload
from patentfair.domain.patents.families import publication_key
from patentfair.domain.patents.numbers import lookup_key, parse_number

__all__ = [
    "Claim",
    "Conflict",
    "Source",
    "components",
    "conflicts",
    "facts_of",
    "keys_of",
    "merge",
    "normal_number",
    "since_of",
]

_BETWEEN_NAMES = " / "


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What one installation says in one line: `facts` by name, and since when it says each of them."""

    who: str
    facts: Mapping[str, str]
    since: Mapping[str, str] = {}


class Claim(msgspec.Struct, frozen=True):
    """One side of a conflict."""

    who: str
    value: str
    since: str


class Conflict(msgspec.Struct, frozen=True):
    """A fact on which sources differ: `name` is `owner`, `price` or `status`, `about` the patent of a status."""

    name: str
    about: str
    claims: tuple[Claim, ...]


def merge(held: Mapping[str, Entry], entries: Iterable[Entry]) -> dict[str, Entry]:
    """The newest entry of each thing: taking entries in twice, or feeds in any order, comes to the same."""
    found = dict(held)
    for entry in entries:
        known = found.get(entry.id)
        if known is None or entry.sequence > known.sequence:
            found[entry.id] = entry
    return found


def keys_of(kind: str, identity: str, payload: Payload | None) -> tuple[str, ...]:
    """What ties an entry to others of its kind: its patents' numbers and families; else nothing but itself.

    Needs and experience are tied to nothing: two firms may have one problem.
    """
    if payload is None or kind not in (Kind.LISTING, Kind.EXHIBIT):
        return (f"id {identity}",)
    keys = {
        f"{one.property_id} {number}"
        for patent in payload.patents
        for one in patent.identifier
        if (number := normal_number(one.property_id, one.value))
    }
    return tuple(f"{kind} {key}" for key in sorted(keys)) or (f"id {identity}",)


def normal_number(of: str, value: str) -> str:
    """The form in which numbers are compared, whatever kind or spelling a source writes; "" for what is no number."""
    document = parse_number(value)
    if of == "publication" and document is not None:
        return publication_key(document)
    return lookup_key(value)


def components(keys: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The line of each thing: things that share a key, directly or through others, have the same one.

    A line is named by its smallest key, so the name depends on nothing but what is in it.
    """
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    tied = {identity: sorted(set(some)) for identity, some in keys.items()}
    for some in tied.values():
        for key in some:
            low, high = sorted((root(some[0]), root(key)))
            parent[high] = low
    return {identity: root(some[0]) for identity, some in tied.items() if some}


def facts_of(payload: Payload) -> dict[str, str]:
    """What two sources of one family may differ on, in comparable form.

    The legal state is told of an application, as members of a family may differ rightly.
    """
    facts: dict[str, str] = {}
    if payload.offered_by is not None:
        facts["owner"] = _names(payload.offered_by.name)
    mode = "".join(payload.values("priceMode")[:1])
    royalty = "".join(payload.values("royaltyPercent")[:1])
    parts = (mode, f"{payload.currency} {payload.price}" if payload.price else "", f"{royalty}%" if royalty else "")
    if price := " ".join(part for part in parts if part):
        facts["price"] = price
    for patent in payload.patents:
        of = "application" if patent.number("application") else "publication"
        if patent.status and (number := normal_number(of, patent.number(of))):
            facts[f"status {number}"] = patent.status
    return facts


def since_of(facts: Mapping[str, str], issued_at: str, known: Source | None) -> dict[str, str]:
    """Since when each fact is said: as before where it has not changed, else since this entry."""
    return {
        name: known.since.get(name, issued_at) if known and known.facts.get(name) == value else issued_at
        for name, value in facts.items()
    }


def conflicts(sources: Iterable[Source]) -> list[Conflict]:
    """Facts on which sources of one line differ, with who says what since when; in an order of their own."""
    said: dict[str, list[Claim]] = defaultdict(list)
    for source in sources:
        for name, value in source.facts.items():
            said[name].append(Claim(source.who, value, source.since.get(name, "")))
    found = []
    for name in sorted(said):
        what, _, about = name.partition(" ")
        if _differ(what, [claim.value for claim in said[name]]):
            claims = sorted(said[name], key=lambda claim: (claim.since, claim.who, claim.value))
            found.append(Conflict(what, about, tuple(claims)))
    return found


def _differ(what: str, values: list[str]) -> bool:
    if what != "owner":
        return len(set(values)) > 1
    names = [{name.casefold() for name in value.split(_BETWEEN_NAMES)} for value in values]
    return any(one.isdisjoint(other) for one, other in combinations(names, 2))


def _names(texts: Iterable[LanguageText]) -> str:
    """An organisation's names in all languages: two that share one of them are not told apart."""
    return _BETWEEN_NAMES.join(sorted({one.value.strip() for one in texts}))
