"""Write the index of what all installations offer and need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.network.models import IndexEntry, IndexKey, Peer
from patentfair.apps.registry.models import Patent
from patentfair.domain.kernel.errors import Refused
from patentfair.domain.network.entry import Entry, Payload
from patentfair.domain.network.merge import Source, components, facts_of, keys_of, merge, normal_number, since_of
from patentfair.domain.network.page import time_of

__all__ = ["drop", "take_in"]

MOST_TIED = 5000  # entries of one line that are walked through
SOME = 400  # values in one question to the database
WORDS = 20_000


@transaction.atomic
def take_in(*, actor: Actor, peer: Peer | None, entries: Sequence[Entry]) -> None:
    """Put verified entries of one feed into the index: the newest of each thing holds, withdrawn ones leave its line.

    `peer` is None for this installation's own. Only the system does so, after the feed has been verified.
    """
    if not actor.is_system:
        raise Refused("network.system-only")
    newest = merge({}, entries)
    held = _held(newest)
    old = set(IndexKey.objects.filter(entry__in=held.values()).values_list("key", flat=True))
    families = _families(one.payload for one in newest.values() if one.payload)
    now = timezone.now()
    new: set[str] = set()
    for uid, entry in newest.items():
        row = held.get(uid) or IndexEntry(peer=peer, uid=uid, taken_at=now)
        if row.pk and row.sequence >= entry.sequence:
            continue
        before = Source(who="", facts=row.facts, since=row.since)
        facts = facts_of(entry.payload) if entry.payload else {}
        at = time_of(entry.issued_at)
        row.kind, row.sequence, row.version = entry.kind.value, entry.sequence, entry.version
        row.state = "passed" if entry.state == "live" and entry.payload is None else entry.state
        row.hash, row.issued_at, row.taken_at = entry.hash, at or now, now
        row.payload = msgspec.to_builtins(entry.payload) if entry.payload else None
        row.moved_to = entry.moved_to or ""
        row.facts, row.since = facts, since_of(facts, entry.issued_at, before)
        row.words = _words(entry.payload) if entry.payload else ""
        keys = _keys(entry, families) if entry.payload else ()
        row.line = keys[0] if keys else ""
        row.save()
        IndexKey.objects.filter(entry=row).delete()
        IndexKey.objects.bulk_create(IndexKey(entry=row, key=key) for key in keys)
        new.update(keys)
    _retie(old | new)


@transaction.atomic
def drop(*, actor: Actor, peer: Peer | None) -> int:
    """Take everything of an installation (None: this one) out of the index; returns how many live entries it had."""
    if not (actor.is_operator or actor.is_system):
        raise Refused("accounts.operator-only")
    keys = set(IndexKey.objects.filter(entry__peer=peer).values_list("key", flat=True))
    live = IndexEntry.objects.filter(peer=peer, state="live").count()
    IndexEntry.objects.filter(peer=peer).delete()
    _retie(keys)
    return live


def _held(newest: Collection[str]) -> dict[str, IndexEntry]:
    uids = list(newest)
    found: dict[str, IndexEntry] = {}
    for start in range(0, len(uids), SOME):
        found |= {one.uid: one for one in IndexEntry.objects.filter(uid__in=uids[start : start + SOME])}
    return found


def _keys(entry: Entry, families: dict[str, set[str]]) -> tuple[str, ...]:
    """What ties an entry: what its source says, and the families of those of its patents that the register knows."""
    keys = set(keys_of(entry.kind, entry.id, entry.payload))
    for key in tuple(keys):
        keys |= {f"{entry.kind} {family}" for family in families.get(key.rpartition(" ")[2], ())}
    return tuple(sorted(key[:110] for key in keys))


def _families(payloads: Iterable[Payload]) -> dict[str, set[str]]:
    """The register's families by the numbers of patents that occur in the payloads."""
    numbers = {
        normal_number(one.property_id, one.value)
        for payload in payloads
        for patent in payload.patents
        for one in patent.identifier
        if one.property_id != "family"
    } - {""}
    found: dict[str, set[str]] = {}
    every = sorted(numbers)
    for start in range(0, len(every), SOME):
        some = every[start : start + SOME]
        known = Patent.objects.filter(Q(number_key__in=some) | Q(application_key__in=some))
        for publication, application, family, docdb in known.values_list(
            "number_key", "application_key", "family_key", "docdb_family"
        ):
            tied = {f"family {family}"} if family else set()
            tied |= {f"docdb {docdb}"} if docdb else set()
            for number in (publication, application):
                if number:
                    found.setdefault(number, set()).update(tied)
    return found


def _retie(keys: Iterable[str]) -> None:
    """Reckon the lines of every live entry that the keys reach, directly or through others."""
    tied: dict[int, set[str]] = {}
    seen: set[str] = set()
    waiting = set(keys)
    while waiting and len(tied) < MOST_TIED:
        seen |= waiting
        entries = [pk for pk in _entries_with(waiting) if pk not in tied]
        tied |= {pk: set() for pk in entries}
        waiting = set()
        for start in range(0, len(entries), SOME):
            some = IndexKey.objects.filter(entry__in=entries[start : start + SOME])
            for pk, key in some.values_list("entry_id", "key"):
                tied[pk].add(key)
                waiting.add(key)
        waiting -= seen
    lines = components({str(pk): some for pk, some in tied.items()})
    for tied_pk, line in lines.items():
        IndexEntry.objects.filter(pk=int(tied_pk), state="live").exclude(line=line).update(line=line)


def _entries_with(keys: set[str]) -> list[int]:
    every = sorted(keys)
    found: dict[int, None] = {}
    for start in range(0, len(every), SOME):
        some = IndexKey.objects.filter(key__in=every[start : start + SOME], entry__state="live")
        found |= dict.fromkeys(some.order_by("entry_id").values_list("entry_id", flat=True))
    return list(found)


def _words(payload: Payload) -> str:
    """What a search looks into: names, texts, parties, numbers and further properties, in small letters."""
    parts = [text.value for text in (*payload.name, *payload.description)]
    for party in (payload.offered_by, payload.provider, payload.publisher):
        parts += [one.value for one in party.name] if party else []
    for patent in payload.patents:
        parts += [text.value for text in patent.name] + [number.value for number in patent.identifier]
    parts += [one.value for one in payload.properties]
    return "\n".join(parts).casefold()[:WORDS]
