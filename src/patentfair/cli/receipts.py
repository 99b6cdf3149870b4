"""Verify a deal's receipt or a center's extract: all is recomputed from the file alone, without an installation."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.merkle import leaf_hash, root_from_proof

__all__ = ["run"]

FORMAT = "patentfair-receipt/1"
EXTRACT = "patentfair-extract/1"
LARGEST_BYTES = 64 << 20
MOST_STEPS = 64


class _Says(msgspec.Struct, frozen=True):
    at: str
    event: str
    actor: str
    on_behalf_of: str
    object: str
    center: str
    facts: str
    salt: str


class _Block(msgspec.Struct, frozen=True):
    height: int
    previous: str
    root: str
    first_position: int
    last_position: int
    hash: str


class _Seal(msgspec.Struct, frozen=True):
    position: int
    index: int
    count: int
    proof: list[str]
    block: _Block


class _Entry(msgspec.Struct, frozen=True):
    says: _Says | None
    hash: str
    seal: _Seal | None


class _Head(msgspec.Struct, frozen=True):
    position: int
    block_hash: str


class _Receipt(msgspec.Struct, frozen=True):
    format: str
    object: str
    made_at: str
    head: _Head
    entries: list[_Entry]


def run(file: Path) -> dict[str, Any]:
    """What of the receipt holds: `holds`, `sealed`, `object`, `made_at` and a line for each entry, with `why` it
    does not hold ("" where it does). Raises `Invalid` for what is no receipt.

    An entry holds when its hash is that of what it says (where the receipt tells it), leads by its proof to the root
    of its block, and the block's hash is that of its place, its link and its root; blocks of neighbouring heights must
    link. Whether the journal still has these blocks is seen by comparing the block hashes with an installation's or
    with another receipt.
    """
    receipt = _read(file)
    blocks: dict[int, _Block] = {}
    lines = []
    last = 0
    for number, entry in enumerate(receipt.entries, 1):
        why = _why_not(entry, receipt) or _why_misplaced(entry, blocks, last)
        if entry.seal is not None and not why:
            blocks[entry.seal.block.height] = entry.seal.block
            last = entry.seal.position
        lines.append(
            {
                "entry": number,
                "at": entry.says.at if entry.says else "",
                "event": entry.says.event if entry.says else "",
                "hash": entry.hash,
                "position": entry.seal.position if entry.seal else None,
                "block": entry.seal.block.height if entry.seal else None,
                "block_hash": entry.seal.block.hash if entry.seal else "",
                "holds": not why,
                "why": why,
            }
        )
    return {
        "object": receipt.object,
        "made_at": receipt.made_at,
        "entries": lines,
        "sealed": sum(1 for line in lines if line["position"] is not None),
        "holds": all(line["holds"] for line in lines),
    }


def _read(file: Path) -> _Receipt:
    if file.stat().st_size > LARGEST_BYTES:
        raise Invalid("upload.too-large", field=str(file), limit=LARGEST_BYTES)
    try:
        receipt = msgspec.json.decode(file.read_bytes(), type=_Receipt)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid("receipt.unreadable", field=str(file), reason=str(error)) from error
    if receipt.format not in (FORMAT, EXTRACT):
        raise Invalid("receipt.unreadable", field=str(file), reason=f"format {receipt.format[:60]}")
    return receipt


def _why_not(entry: _Entry, receipt: _Receipt) -> str:
    """What is wrong with an entry by itself, "" if nothing is. An extract is of a center, a receipt of one object."""
    says, seal = entry.says, entry.seal
    if says is not None and receipt.object != (says.center if receipt.format == EXTRACT else says.object):
        return "it is about something else"
    try:
        leaf = bytes.fromhex(entry.hash)
    except ValueError:
        return "its hash cannot be read"
    if says is not None and _hash_of(says) != leaf:
        return "what it says does not match its hash"
    if seal is None:
        return "" if says is not None else "neither what it says nor its place is told"
    block = seal.block
    if not (0 <= seal.index < seal.count == block.last_position - block.first_position + 1):
        return "its place in the block is impossible"
    if seal.position != block.first_position + seal.index:
        return "its position does not match its place in the block"
    try:
        proof = [bytes.fromhex(step) for step in seal.proof[:MOST_STEPS]]
        previous = bytes.fromhex(block.previous)
        root = root_from_proof(leaf, seal.index, seal.count, proof) if len(proof) == _depth(seal) else b""
    except (ValueError, IndexError):
        return "its proof cannot be read"
    if root.hex() != block.root:
        return "its proof does not lead to the root of its block"
    if block.hash != _block_hash(block, previous, root):
        return "its block does not match its hash"
    return ""


def _hash_of(says: _Says) -> bytes:
    """The leaf hash, as `apps.journal.actions.entry_hash` does it."""
    told = [says.at, says.event, says.actor, says.on_behalf_of, says.object, says.center, says.facts, says.salt]
    return leaf_hash(canonical_json(told))


def _why_misplaced(entry: _Entry, blocks: dict[int, _Block], last: int) -> str:
    """What is wrong with an entry beside those before it, "" if nothing is."""
    if entry.seal is None:
        return ""
    block = entry.seal.block
    if entry.seal.position <= last:
        return "it stands before or on the place of an earlier entry"
    if blocks.get(block.height, block) != block:
        return "its block differs from the same block of an earlier entry"
    before = blocks.get(block.height - 1)
    if before is not None and (before.hash, before.last_position + 1) != (block.previous, block.first_position):
        return "its block is not chained to the one before it"
    return ""


def _depth(seal: _Seal) -> int:
    """How many steps the proof of that place takes: as often as the tree is split on the way."""
    index, count, depth = seal.index, seal.count, 0
    while count > 1:
        split = 1 << ((count - 1).bit_length() - 1)
        index, count = (index, split) if index < split else (index - split, count - split)
        depth += 1
    return depth


def _block_hash(block: _Block, previous: bytes, root: bytes) -> str:
    """As `apps.journal.actions.block_hash` does it, which a test compares."""
    place = [block.height, previous.hex(), root.hex(), block.first_position, block.last_position]
    return sha256(b"\x02" + canonical_json(place)).hexdigest()
