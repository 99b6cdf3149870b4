"""What a center takes along when it leaves: one archive, verified whole before a row of it is used.

An archive is a plain tar (USTAR, not compressed) in one form only: `manifest.json`, `signature.json`, then the members
in the order of the manifest, every header and every byte of padding as `tar_header` and `padding` give them. So a
reader finds any byte that was changed, nothing unpacks to more than it is, and every tar program opens it.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Annotated, Any, BinaryIO

import msgspec

from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.errors import ensure
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.network.entry import Address, Hash, Moment, Short
from patentfair.domain.network.keys import MOST_KEYS, KeyStatement, Signature, fingerprint, follow
from patentfair.domain.network.page import Verify

__all__ = [
    "FORMAT", "LARGEST_FILE", "LARGEST_LINE", "LARGEST_TABLE", "MOST_ROWS", "CenterName", "Manifest", "Member",
    "Opened", "file_name", "lines", "member_bytes", "open_archive", "read_rows", "signed_bytes", "table_name",
    "write_archive",
]  # fmt: skip

FORMAT = 1
BLOCK = 512
END = 2 * BLOCK
CHUNK = 1 << 20
LARGEST_MANIFEST = 16 << 20
LARGEST_ARCHIVE = 32 << 30
LARGEST_FILE = 64 << 20
LARGEST_TABLE = 256 << 20
LARGEST_LINE = 4 << 20
LARGEST_ID = 1 << 63
MOST_MEMBERS = 60_000
MOST_ROWS = 200_000
_PREFIX = b"patentfair archive 1\n"
_NAME = r"^(README\.md|tables/[a-z_]{1,40}\.jsonl|journal/[1-9]\d{0,5}\.json|files/[0-9a-f]{2}/[0-9a-f]{64})\Z"
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_FIRST = ("manifest.json", "signature.json")


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file in the archive: `size` in bytes, SHA-256 as 64 hexadecimal digits."""

    name: Annotated[str, msgspec.Meta(pattern=_NAME)]
    size: Annotated[int, msgspec.Meta(ge=0, le=LARGEST_TABLE)]
    sha256: Hash


class CenterName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The center that the archive is of."""

    key: Annotated[str, msgspec.Meta(pattern=r"^[-a-zA-Z0-9_]{1,40}\Z")]
    name_zh: Short
    name_en: Short


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is in the archive and who says so. `feed` is the address of the installation it comes from, `keys` those of
    its feed, oldest first; the newest signs. `counts` are the rows of each table."""

    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
    version: Short
    feed: Address
    center: CenterName
    made_at: Moment
    keys: Annotated[tuple[KeyStatement, ...], msgspec.Meta(min_length=1, max_length=MOST_KEYS)]
    counts: dict[str, Annotated[int, msgspec.Meta(ge=0, le=MOST_ROWS)]]
    members: Annotated[tuple[Member, ...], msgspec.Meta(max_length=MOST_MEMBERS)]

    @property
    def sha256(self) -> str:
        """By which the archive is known: its manifest names the hash of everything else."""
        return sha256(canonical_json(self)).hexdigest()


class _Signed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: Hash
    signature: Signature


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A verified archive: the fingerprint of the key that signed it, its members by name, where their bytes begin."""

    manifest: Manifest
    fingerprint: str
    members: Mapping[str, Member]
    places: Mapping[str, int]


def table_name(table: str) -> str:
    """The member that holds a table."""
    return f"tables/{table}.jsonl"


def file_name(digest: str) -> str:
    """The member that holds the file of that SHA-256."""
    return f"files/{digest[:2]}/{digest}"


def signed_bytes(manifest: Manifest) -> bytes:
    """What the feed's key signs."""
    return _PREFIX + canonical_json(manifest)


def lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Rows as canonical JSON, one a line."""
    for row in rows:
        yield canonical_json(row) + b"\n"


def tar_header(name: str, size: int) -> bytes:
    """The one header that a member may have, 512 bytes: no owner, no time, no link."""
    member = tarfile.TarInfo(name)
    member.size = size
    return member.tobuf(tarfile.USTAR_FORMAT)


def padding(size: int) -> bytes:
    """What follows the bytes of a member up to a whole block."""
    return bytes(-size % BLOCK)


def write_archive(
    out: BinaryIO, manifest: Manifest, sign: Callable[[bytes], bytes], content: Callable[[str], Iterable[bytes]]
) -> int:
    """Write the archive; `content` gives a member's bytes, which must be those that the manifest names.

    Returns the size in bytes. `sign` must be of the newest key of the manifest.
    """
    key = fingerprint(bytes.fromhex(manifest.keys[-1].key))
    signed = _Signed(key=key, signature=sign(signed_bytes(manifest)).hex())
    total = 0
    for name, data in zip(_FIRST, (canonical_json(manifest), canonical_json(signed)), strict=True):
        total += _put(out, name, len(data), sha256(data).hexdigest(), [data])
    for member in manifest.members:
        total += _put(out, member.name, member.size, member.sha256, content(member.name))
    return total + out.write(bytes(END))


def _put(out: BinaryIO, name: str, size: int, digest: str, chunks: Iterable[bytes]) -> int:
    hasher, written = sha256(), 0
    out.write(tar_header(name, size))
    for chunk in chunks:
        hasher.update(chunk)
        written += out.write(chunk)
    ensure(written == size and hasher.hexdigest() == digest, f"{name} changed while it was written")
    end = padding(size)
    out.write(end)
    return BLOCK + written + len(end)


def open_archive(
    stream: BinaryIO, *, size: int, known: str, verify: Verify, progress: Callable[[int], object] = lambda _done: None
) -> Opened | Problem:
    """Read all of an archive of `size` bytes and say what it is, or the first thing that is wrong with it.

    `known` is the fingerprint that was confirmed for its installation: the signing key must be it, or be reached from
    it by signatures. Nothing is believed before the manifest's signature; no more than a chunk is held in memory.
    """
    if not 0 < size <= LARGEST_ARCHIVE:
        return _wrong("archive.too-large", f"an archive has at most {LARGEST_ARCHIVE} bytes")
    try:
        raw = _first_member(stream, _FIRST[0])
        manifest = msgspec.json.decode(raw, type=Manifest)
        if canonical_json(manifest) != raw:
            return _wrong("archive.form", "the manifest is not in canonical form")
        raw = _first_member(stream, _FIRST[1])
        signed = msgspec.json.decode(raw, type=_Signed)
        if canonical_json(signed) != raw:
            return _wrong("archive.form", "the signature is not in canonical form")
    except _Broken as broken:
        return broken.problem
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        return _wrong("archive.form", str(error)[:200])
    if problem := _unsigned(manifest, signed, known, verify) or _unfit(manifest):
        return problem
    places: dict[str, int] = {}
    try:
        for member in manifest.members:
            _expect(stream, tar_header(member.name, member.size), member.name)
            places[member.name] = stream.tell()
            for _ in _checked(stream, member):
                progress(stream.tell())
            _expect(stream, padding(member.size), member.name)
        _expect(stream, bytes(END), "the end")
        if stream.read(1):
            return _wrong("archive.damaged", "something follows the end")
    except _Broken as broken:
        return broken.problem
    members = {member.name: member for member in manifest.members}
    return Opened(manifest=manifest, fingerprint=signed.key, members=members, places=places)


def member_bytes(stream: BinaryIO, opened: Opened, member: Member) -> Iterator[bytes]:
    """A member's bytes in chunks, hashed once more. Raises `ValueError` where they are no longer those verified."""
    stream.seek(opened.places[member.name])
    try:
        yield from _checked(stream, member)
    except _Broken as broken:
        raise ValueError(broken.problem.reason) from broken


def read_rows(data: bytes) -> list[dict[str, Any]] | Problem:
    """The rows of a table: objects, each with an `id` of its own."""
    found: list[dict[str, Any]] = []
    seen: set[int] = set()
    for number, line in enumerate(data.splitlines(keepends=True), start=1):
        if len(line) > LARGEST_LINE or number > MOST_ROWS:
            return _wrong("archive.too-large", f"line {number}")
        try:
            row = msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            return _wrong("archive.form", f"line {number}: {str(error)[:120]}")
        if not isinstance(row, dict) or type(row.get("id")) is not int or row["id"] in seen:
            return _wrong("archive.form", f"line {number} is no row, or one that was there before")
        if not 0 <= row["id"] < LARGEST_ID:
            return _wrong("archive.form", f"line {number} has an impossible id")
        if _NUL.search(line):
            return _wrong("archive.form", f"line {number} has a NUL")
        seen.add(row["id"])
        found.append(row)
    return found


class _Broken(Exception):
    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.problem = _wrong(code, reason)


def _wrong(code: str, reason: str) -> Problem:
    return Problem(code=code, reason=reason)


def _first_member(stream: BinaryIO, name: str) -> bytes:
    """The bytes of one of the two members that come before all others; their size is told by their header alone."""
    header = stream.read(BLOCK)
    try:
        size = tarfile.TarInfo.frombuf(header, "ascii", "strict").size
    except (tarfile.HeaderError, UnicodeDecodeError) as error:
        raise _Broken("archive.form", "it is no archive of a center") from error
    if not 0 < size <= LARGEST_MANIFEST or header != tar_header(name, size):
        raise _Broken("archive.form", f"{name} is not in its place, or too large")
    data = stream.read(size)
    if len(data) != size:
        raise _Broken("archive.damaged", f"{name} is cut off")
    _expect(stream, padding(size), name)
    return data


def _unsigned(manifest: Manifest, signed: _Signed, known: str, verify: Verify) -> Problem | None:
    key = follow(manifest.keys, feed=manifest.feed, known=known, verify=verify)
    if isinstance(key, Problem):
        return _wrong("archive.unknown-key", key.reason)
    if fingerprint(key) != signed.key or not verify(key, signed_bytes(manifest), bytes.fromhex(signed.signature)):
        return _wrong("archive.signature", "the manifest is not signed by the newest key")
    return None


def _unfit(manifest: Manifest) -> Problem | None:
    names = [member.name for member in manifest.members]
    if len(set(names)) != len(names):
        return _wrong("archive.form", "a name occurs twice")
    for member in manifest.members:
        if member.name.startswith("files/") and member.name != file_name(member.sha256):
            return _wrong("archive.form", f"{member.name} is not named by its hash")
        if member.name.startswith("files/") and member.size > LARGEST_FILE:
            return _wrong("archive.too-large", member.name)
    if {table_name(table) for table in manifest.counts} != {name for name in names if name.startswith("tables/")}:
        return _wrong("archive.form", "the tables are not those that are counted")
    return None


def _checked(stream: BinaryIO, member: Member) -> Iterator[bytes]:
    hasher, left = sha256(), member.size
    while left:
        chunk = stream.read(min(CHUNK, left))
        if not chunk:
            raise _Broken("archive.damaged", f"{member.name} is cut off")
        left -= len(chunk)
        hasher.update(chunk)
        yield chunk
    if hasher.hexdigest() != member.sha256:
        raise _Broken("archive.damaged", f"{member.name} does not match its hash")


def _expect(stream: BinaryIO, data: bytes, where: str) -> None:
    if stream.read(len(data)) != data:
        raise _Broken("archive.damaged", f"{where}: the archive is not as it was written")
