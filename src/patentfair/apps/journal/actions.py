"""Write the journal: record an act in the transaction that performs it, and seal what is recorded."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import connection, models, transaction
from django.utils import timezone

from patentfair.apps.journal.events import EventType
from patentfair.apps.journal.models import Block, Entry, Seal
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.errors import ensure
from patentfair.domain.kernel.merkle import leaf_hash, merkle_root

__all__ = ["GENESIS", "block_hash", "entry_hash", "record", "seal"]

GENESIS = sha256(b"patentfair journal").digest()
SEAL_LOCK = 0x70617465
SEAL_LIMIT = 10_000


def entry_hash(entry: Entry) -> bytes:
    """Leaf hash over everything an entry says."""
    return leaf_hash(
        canonical_json(
            [
                entry.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(),
                entry.event,
                entry.actor,
                entry.on_behalf_of,
                entry.object,
                entry.center,
                entry.facts,
                entry.salt,
            ]
        )
    )


def block_hash(height: int, previous: bytes, root: bytes, first: int, last: int) -> bytes:
    """Hash of a block: its place, its link to the block before, its root and the positions it holds."""
    return sha256(b"\x02" + canonical_json([height, previous.hex(), root.hex(), first, last])).digest()


def record(
    event: EventType,
    *,
    actor: str,
    object: str,  # noqa: A002 - the journal's own word for what was acted on
    on_behalf_of: str = "",
    center: str = "",
    at: datetime | None = None,
    **facts: object,
) -> Entry:
    """Append an entry. Must be called inside the transaction that performs the act.

    `facts` must be exactly those the event type declares. On the embedded database the entry is sealed at once; on
    PostgreSQL after the commit, so that acts do not queue behind one lock.
    """
    ensure(connection.in_atomic_block, f"{event.name} recorded outside a transaction")
    ensure(set(facts) == set(event.facts), f"{event.name} takes the facts {event.facts}, got {sorted(facts)}")
    entry = Entry(
        at=at or timezone.now(),
        event=event.name,
        actor=actor,
        on_behalf_of=on_behalf_of,
        object=object,
        center=center,
        facts=canonical_json(facts).decode(),
        salt=secrets.token_hex(16),
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    if connection.vendor == "sqlite":
        _seal_entries([entry])
    elif not any(waiting[1] is _seal_after_commit for waiting in connection.run_on_commit):
        transaction.on_commit(_seal_after_commit)
    return entry


def _seal_after_commit() -> None:
    seal()


def seal() -> int:
    """Seal committed entries that are not yet sealed into one block; returns how many.

    Only one process seals at a time; another that tries meanwhile returns 0 and leaves the work to it or to the next
    round of the worker.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEAL_LOCK])
                if not cursor.fetchone()[0]:
                    return 0
        entries = list(Entry.objects.filter(seal=None).order_by("id")[:SEAL_LIMIT])
        if entries:
            _seal_entries(entries)
        return len(entries)


def _seal_entries(entries: list[Entry]) -> None:
    last = Block.objects.order_by("-height").first()
    first_position = last.last_position + 1 if last else 1
    height = last.height + 1 if last else 1
    previous = bytes(last.hash) if last else GENESIS
    root = merkle_root([bytes(entry.hash) for entry in entries])
    last_position = first_position + len(entries) - 1
    block = Block.objects.create(
        height=height,
        first_position=first_position,
        last_position=last_position,
        previous=previous,
        root=root,
        hash=block_hash(height, previous, root, first_position, last_position),
        sealed_at=timezone.now(),
    )
    Seal.objects.bulk_create(
        Seal(position=first_position + i, entry=entry, block=block) for i, entry in enumerate(entries)
    )


def unsealed() -> models.QuerySet[Entry]:
    return Entry.objects.filter(seal=None)
