"""Read and verify the journal."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from patentfair.apps.journal.actions import GENESIS, block_hash, entry_hash
from patentfair.apps.journal.models import Block, Entry, Seal
from patentfair.domain.kernel.merkle import inclusion_proof, merkle_root

__all__ = ["Receipt", "Verification", "entries_after", "entries_of", "head", "receipt", "verify"]


class Verification(msgspec.Struct, frozen=True):
    """Result of recomputing the journal: how many entries, whether all hold, and the first that does not.

    `first_broken` is the position of the entry in the sealed journal (from 1), or None. `reason` says what is wrong.
    """

    entries: int
    ok: bool
    first_broken: int | None
    reason: str = ""


class Receipt(msgspec.Struct, frozen=True):
    """Proof that an entry is in the sealed journal: hash the entry, walk `proof` to `root`, compare with the block."""

    position: int
    entry_hash: str
    index: int
    count: int
    proof: tuple[str, ...]
    root: str
    block: int
    block_hash: str


def entries_after(position: int, limit: int = 1000) -> list[Seal]:
    """Sealed entries behind `position` in journal order, for consumers that keep a cursor."""
    return list(Seal.objects.filter(position__gt=position).order_by("position").select_related("entry")[:limit])


def entries_of(*objects: str) -> list[Entry]:
    """All entries about the given objects (`deal:7`), oldest first."""
    return list(Entry.objects.filter(object__in=objects).order_by("id"))


def head() -> tuple[int, str]:
    """Position of the newest sealed entry and hash of the newest block."""
    block = Block.objects.order_by("-height").first()
    return (block.last_position, bytes(block.hash).hex()) if block else (0, GENESIS.hex())


def verify() -> Verification:
    """Recompute every hash, root and link; memory stays bounded by one block."""
    previous, position, count = GENESIS, 0, 0
    for height, block in enumerate(Block.objects.order_by("height").iterator(chunk_size=500), start=1):
        leaves = []
        for seal in _seals(block):
            count += 1
            position += 1
            if seal.position != position:
                return Verification(count, False, position, "an entry is missing or out of place")
            computed = entry_hash(seal.entry)
            if computed != bytes(seal.entry.hash):
                return Verification(count, False, position, "the entry does not match its hash")
            leaves.append(computed)
        first = position - len(leaves) + 1
        if (block.height, block.first_position, block.last_position) != (height, first, position):
            return Verification(count, False, max(first, 1), "a block is missing or does not hold its entries")
        if merkle_root(leaves) != bytes(block.root):
            return Verification(count, False, first, "the block's root does not match its entries")
        if bytes(block.previous) != previous:
            return Verification(count, False, first, "the block is not chained to the one before it")
        computed = block_hash(height, previous, bytes(block.root), first, position)
        if computed != bytes(block.hash):
            return Verification(count, False, first, "the block does not match its hash")
        previous = computed
    for entry in Entry.objects.filter(seal=None).order_by("id").iterator():
        count += 1
        if entry_hash(entry) != bytes(entry.hash):
            return Verification(count, False, position + 1, "an entry not yet sealed does not match its hash")
    return Verification(count, True, None)


def receipt(entry: Entry) -> Receipt | None:
    """Proof of inclusion for a sealed entry; None while it awaits its block."""
    seal = Seal.objects.filter(entry=entry).select_related("block").first()
    if seal is None:
        return None
    leaves = [bytes(other.entry.hash) for other in _seals(seal.block)]
    index = seal.position - seal.block.first_position
    return Receipt(
        position=seal.position,
        entry_hash=bytes(entry.hash).hex(),
        index=index,
        count=len(leaves),
        proof=tuple(step.hex() for step in inclusion_proof(leaves, index)),
        root=bytes(seal.block.root).hex(),
        block=seal.block.height,
        block_hash=bytes(seal.block.hash).hex(),
    )


def _seals(block: Block) -> Iterator[Seal]:
    return Seal.objects.filter(block=block).order_by("position").select_related("entry").iterator(chunk_size=2000)
