"""Parties: printed names, the groups that people's decisions make of them, and names that may be one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime
from itertools import combinations

import msgspec
from django.db.models import Count, Q

from patentfair.apps.registry.models import PartyDecision, PartySuggestion, Patent, PatentParty
from patentfair.apps.registry.queries import record_of
from patentfair.domain.patents.party_names import PartyType, party_key, party_type
from patentfair.domain.patents.party_sameness import (
    SUGGESTED_FROM,
    PartyProfile,
    Sameness,
    family_pairs,
    sameness,
)
from patentfair.domain.patents.record import PartyRole

__all__ = [
    "PrintedName",
    "candidates_of",
    "decisions_within",
    "group_of",
    "new_owner_names",
    "party_patents",
    "printed_names",
    "profile_of",
    "sameness_of",
    "suggest",
]

MOST_NAMES = 200
PROFILE_PATENTS = 200
MOST_CANDIDATES = 40


class PrintedName(msgspec.Struct, frozen=True):
    """A name as documents print it, and on how many."""

    name: str
    key: str
    country: str
    patents: int


def group_of(key: str) -> set[str]:
    """All name keys that standing decisions make one party with `key`, itself among them."""
    found, fresh = {key}, {key}
    while fresh and len(found) < MOST_NAMES:
        rows = PartyDecision.objects.filter(
            Q(left__in=fresh) | Q(right__in=fresh), same=True, withdrawn_at=None
        ).values_list("left", "right")
        fresh = {name for pair in rows for name in pair} - found
        found |= fresh
    return found


def decisions_within(keys: Collection[str]) -> list[PartyDecision]:
    """Standing decisions about two names that are both among `keys`, oldest first."""
    rows = PartyDecision.objects.filter(left__in=keys, right__in=keys, withdrawn_at=None)
    return list(rows.order_by("decided_at", "pk"))


def printed_names(keys: Collection[str]) -> list[PrintedName]:
    """The printed forms of these names, the most frequent first."""
    rows = (
        PatentParty.objects.filter(name_key__in=keys)
        .values("name", "name_key", "country")
        .annotate(patents=Count("patent", distinct=True))
        .order_by("-patents", "name")[:MOST_NAMES]
    )
    return [PrintedName(row["name"], row["name_key"], row["country"], row["patents"]) for row in rows]


def party_patents(keys: Collection[str]) -> list[int]:
    """Primary keys of patents on which one of these names is printed, newest first."""
    rows = Patent.objects.filter(parties__name_key__in=keys).order_by("-publication_date", "-pk").distinct()
    return list(rows.values_list("pk", flat=True)[:10_000])


def profile_of(key: str, translations: tuple[str, ...] = ()) -> PartyProfile:
    """What the register knows of the bearer of one name, from its newest documents.

    `translations` are names that family members print in its place.
    """
    rows = PatentParty.objects.filter(name_key=key).select_related("patent").defer("patent__record")
    parties = list(rows.order_by("-patent_id")[:PROFILE_PATENTS])
    beside = PatentParty.objects.filter(patent__in=[party.patent_id for party in parties]).exclude(name_key=key)
    others: dict[bool, list[str]] = {True: [], False: []}
    for role, name in beside.exclude(role=PartyRole.AGENT).values_list("role", "name").distinct()[:500]:
        others[role == PartyRole.INVENTOR].append(name)
    countries, regions = (
        Counter(filter(None, values)).most_common(1)
        for values in ((party.country for party in parties), (party.region for party in parties))
    )
    years = sorted({party.patent.publication_date.year for party in parties if party.patent.publication_date})
    return PartyProfile(
        names=tuple(name for name, _ in Counter(party.name for party in parties).most_common(20)),
        country=countries[0][0] if countries else "",
        region=regions[0][0] if regions else "",
        people=tuple(others[True]),
        partners=tuple(others[False]),
        translations=translations,
        classes=tuple({party.patent.main_class for party in parties if party.patent.main_class}),
        years=tuple(years),
    )


def sameness_of(left: str, right: str) -> Sameness:
    """How far two names look like one party, with reasons."""
    translations = _translations(left)
    return sameness(profile_of(left, tuple(translations.get(right, ()))), profile_of(right))


def candidates_of(key: str) -> list[tuple[str, Sameness]]:
    """Names that may be the same party as `key` and on which nobody has decided, the likeliest first."""
    standing = PartyDecision.objects.filter(Q(left=key) | Q(right=key), withdrawn_at=None)
    decided = {name for pair in standing.values_list("left", "right") for name in pair} | {key}
    translations = _translations(key)
    profile = profile_of(key, tuple(name for names in translations.values() for name in names))
    near = [name for name in dict.fromkeys([*_alike(key), *translations]) if name not in decided]
    found = [(name, sameness(profile, profile_of(name))) for name in near]
    likely = [(name, same) for name, same in found if same.score >= SUGGESTED_FROM]
    return sorted(likely, key=lambda pair: (-pair[1].score, pair[0]))


def _alike(key: str) -> list[str]:
    """Names that begin as this one does: the only ones that can share its substance in one script."""
    beginning = key.split(" ", maxsplit=1)[0][:12] if key.isascii() else key[:4]
    if len(beginning) < 2:
        return []
    names = PatentParty.objects.filter(name_key__startswith=beginning).values_list("name_key", flat=True)
    return list(names.distinct().order_by("name_key")[:MOST_CANDIDATES])


def _translations(key: str) -> dict[str, list[str]]:
    """Names in another script that family members print in the same place, by their keys."""
    families = Patent.objects.filter(parties__name_key=key).exclude(family_key="").values_list("family_key", flat=True)
    members: dict[str, list[Patent]] = defaultdict(list)
    for patent in Patent.objects.filter(family_key__in=set(families[:MOST_CANDIDATES])).order_by("pk")[:100]:
        members[patent.family_key].append(patent)
    found: dict[str, list[str]] = defaultdict(list)
    for patents in members.values():
        for one, other in combinations([record_of(patent) for patent in patents], 2):
            for pair in family_pairs(one, other):
                for ours, theirs in ((pair.first, pair.second), (pair.second, pair.first)):
                    if party_key(ours) == key:
                        found[party_key(theirs)].append(theirs)
    return found


def suggest(key: str, at: datetime) -> int:
    """Keep the names that may be the same party as `key`, for people to decide; returns how many are new."""
    made = 0
    for other, same in candidates_of(key):
        left, right = sorted((key, other))
        _, created = PartySuggestion.objects.update_or_create(
            left=left,
            right=right,
            defaults={"score": same.score, "reasons": list(same.reasons), "made_at": at},
        )
        made += created
    return made


def new_owner_names(after: int, until: int) -> list[str]:
    """Name keys of firms and institutes that patents in these rows print first, none of people."""
    rows = (
        PatentParty.objects.filter(patent__gt=after, patent__lte=until)
        .exclude(role__in=[PartyRole.INVENTOR, PartyRole.AGENT])
        .exclude(name_key="")
        .values_list("name_key", "name")
        .distinct()
    )
    keys = {key for key, name in rows if party_type(name) is not PartyType.PERSON}
    known = PatentParty.objects.filter(name_key__in=keys, patent__lte=after).values_list("name_key", flat=True)
    return sorted(keys - set(known))
