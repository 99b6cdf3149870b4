"""Merkle tree hashes as in RFC 6962: leaves and inner nodes are hashed under different prefixes."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from patentfair.domain.kernel.errors import ensure

__all__ = ["inclusion_proof", "leaf_hash", "merkle_root", "root_from_proof"]


def leaf_hash(data: bytes) -> bytes:
    """SHA-256 of one entry's bytes (32 bytes)."""
    return sha256(b"\x00" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _split(count: int) -> int:
    """The largest power of two smaller than `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Root over leaf hashes; of no leaves, the hash of nothing. RFC 6962 section 2.1."""
    level = list(leaves)
    if not level:
        return sha256(b"").digest()
    # Pairing neighbours and carrying an odd last node up gives the same tree as the recursive definition.
    while len(level) > 1:
        paired = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            paired.append(level[-1])
        level = paired
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The sibling hashes that lead from leaf `index` to the root, lowest first. RFC 6962 section 2.1.1."""
    ensure(0 <= index < len(leaves), "leaf index out of range")
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*inclusion_proof(leaves[:split], index), merkle_root(leaves[split:]))
    return (*inclusion_proof(leaves[split:], index - split), merkle_root(leaves[:split]))


def root_from_proof(leaf: bytes, index: int, count: int, proof: Sequence[bytes]) -> bytes:
    """The root that `proof` claims for `leaf` at `index` of `count` leaves; compare it with the sealed root."""
    ensure(0 <= index < count, "leaf index out of range")
    if count == 1:
        return leaf
    split = _split(count)
    if index < split:
        return _node(root_from_proof(leaf, index, split, proof[:-1]), proof[-1])
    return _node(proof[-1], root_from_proof(leaf, index - split, count - split, proof[:-1]))
