"""Receipts: what the journal holds of a deal, with all that is needed to recompute it without us."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from patentfair.apps.journal.models import Block, Entry, Seal
from patentfair.apps.journal.queries import entries_of, head
from patentfair.apps.market.data_room import is_bound
from patentfair.apps.market.models import Deal
from patentfair.domain.kernel.merkle import inclusion_proof
from patentfair.domain.market.deal import DealState, Side
from patentfair.domain.market.disclosure import Stage, is_open

__all__ = ["RECEIPT_FORMAT", "deal_receipt", "proved"]

SOME = 500  # values in one question to the database

RECEIPT_FORMAT = "patentfair-receipt/1"


OWN = (("sharing.", Side.GRANTOR),)
"""Entries that are one side's own: how the grantor shares its income with inventors."""


def deal_receipt(deal: Deal, *, side: Side | None, made_at: datetime | None = None) -> dict[str, Any]:
    """Every entry about the deal with its hash, its proof of inclusion and its block, as plain JSON values.

    `says` holds, in this order, what the leaf hash is taken over: at, event, actor, on_behalf_of, object, center,
    facts, salt. It is null where the entry is the other side's own, and where it is about a file of the data room that
    is closed to the reader: its place in the journal is proved, not what it says. `side` is the reader's, None for the
    center and administrators. An entry that waits for its block has no `seal`. Hashes are hexadecimal.
    """
    closed = _closed_files(deal, side)
    position, newest = head()
    return {
        "format": RECEIPT_FORMAT,
        "object": f"deal:{deal.pk}",
        "made_at": _utc(made_at or timezone.now()),
        "head": {"position": position, "block_hash": newest},
        "entries": proved(
            entries_of(f"deal:{deal.pk}"), lambda entry: _may_read(entry, side) and not _is_about(entry, closed)
        ),
    }


def proved(entries: Sequence[Entry], may_read: Callable[[Entry], bool]) -> list[dict[str, Any]]:
    """Entries with hash, proof of inclusion and block; what those say that may not be read is left out."""
    every = [entry.pk for entry in entries]
    seals: dict[int, Seal] = {}
    for start in range(0, len(every), SOME):
        some = Seal.objects.filter(entry__in=every[start : start + SOME]).select_related("block")
        seals |= {seal.entry_id: seal for seal in some}
    leaves = {block.height: _leaves(block) for block in {seal.block for seal in seals.values()}}
    return [
        {
            "says": _says(entry) if may_read(entry) else None,
            "hash": bytes(entry.hash).hex(),
            "seal": _seal(seal, leaves[seal.block_id]) if (seal := seals.get(entry.pk)) else None,
        }
        for entry in entries
    ]


def _may_read(entry: Entry, side: Side | None) -> bool:
    return not any(entry.event.startswith(prefix) and side is not owner for prefix, owner in OWN)


def _closed_files(deal: Deal, side: Side | None) -> frozenset[int]:
    """Files of the data room that the reader cannot open: not even their hashes are told, nor who opened them."""
    bound = side is not None and is_bound(deal, side)
    return frozenset(
        one.pk
        for one in deal.room_files.all()
        if (side is None or one.side != side.value)
        and not is_open(Stage(one.stage), DealState(deal.state), bound=bound)
    )


def _is_about(entry: Entry, files: frozenset[int]) -> bool:
    return entry.event.startswith("room-file.") and json.loads(entry.facts).get("file") in files


def _says(entry: Entry) -> dict[str, str]:
    return {
        "at": _utc(entry.at),
        "event": entry.event,
        "actor": entry.actor,
        "on_behalf_of": entry.on_behalf_of,
        "object": entry.object,
        "center": entry.center,
        "facts": entry.facts,
        "salt": entry.salt,
    }


def _utc(moment: datetime) -> str:
    """The moment as the journal hashes it."""
    return moment.astimezone(timezone.get_fixed_timezone(0)).isoformat()


def _leaves(block: Block) -> list[bytes]:
    hashes = Seal.objects.filter(block=block).order_by("position").values_list("entry__hash", flat=True)
    return [bytes(leaf) for leaf in hashes]


def _seal(seal: Seal, leaves: list[bytes]) -> dict[str, Any]:
    block = seal.block
    index = seal.position - block.first_position
    return {
        "position": seal.position,
        "index": index,
        "count": len(leaves),
        "proof": [step.hex() for step in inclusion_proof(leaves, index)],
        "block": {
            "height": block.height,
            "previous": bytes(block.previous).hex(),
            "root": bytes(block.root).hex(),
            "first_position": block.first_position,
            "last_position": block.last_position,
            "hash": bytes(block.hash).hex(),
        },
    }
