"""Open plain, .gz and .zip files, told by their first bytes and never by name, as streams of members."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from patentfair.domain.formats.limits import Limits
from patentfair.domain.formats.source import DAMAGED, Budget, Source, Unreadable
from patentfair.domain.kernel.problem import Problem

__all__ = ["open_members"]

_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def open_members(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Source | Problem]:
    """The plain members of a file, in archive order; read each before asking for the next.

    A plain file is its own only member. Members are named "outer!member". A `.zip` needs a seekable stream. What cannot
    be opened is a fatal `Problem` in its place: `archive.damaged`, `archive.encrypted`, `archive.not-seekable`,
    `limit.archive-members`, `limit.archive-depth`, `limit.nested-archive-bytes`.
    """
    yield from _members(Source(stream, name, limits), stream, Budget(limits.decompressed_bytes), 0)


def _members(source: Source, stream: BinaryIO | None, budget: Budget, depth: int) -> Iterator[Source | Problem]:
    """`stream` is what `source` reads from where that can still be sought, else None."""
    try:
        head = source.peek(4)
    except Unreadable as broken:
        yield broken.problem
        return
    if not (is_gzip := head.startswith(_GZIP)) and not head.startswith(_ZIP):
        yield source
    elif depth >= source.limits.archive_depth:
        yield source.problem("limit.archive-depth", f"Containers are nested more than {depth} deep.")
    elif is_gzip:
        yield from _gzip_member(source, budget, depth)
    else:
        yield from _zip_members(source, stream, budget, depth)


def _gzip_member(source: Source, budget: Budget, depth: int) -> Iterator[Source | Problem]:
    unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=_Readable(source)))
    inner = Source(unpacked, source.name, source.limits, budget, lambda: source.position)
    yield from _members(inner, None, budget, depth + 1)


def _zip_members(source: Source, stream: BinaryIO | None, budget: Budget, depth: int) -> Iterator[Source | Problem]:
    limits = source.limits
    if stream is None:
        try:
            stream = _held(source, limits)
        except Unreadable as broken:
            yield broken.problem
            return
        if stream is None:
            reason = f"A .zip inside another container is over {limits.nested_archive_bytes:,} bytes; unpack it first."
            yield source.problem("limit.nested-archive-bytes", reason)
            return
    elif not stream.seekable():
        yield source.problem("archive.not-seekable", "A .zip can only be read from a file; save it to disk first.")
        return
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if any(info.filename == "[Content_Types].xml" for info in infos):
                reason = (
                    "This is a workbook or a document of an office suite. An older portal's table is brought over in "
                    "the browser (desk, older tables); anything else is to be saved as CSV first."
                )
                yield source.problem("archive.office-document", reason, 0)
                return
            if len(infos) > limits.archive_members:
                reason = f"The archive has {len(infos):,} members, more than the {limits.archive_members:,} allowed."
                yield source.problem("limit.archive-members", reason)
                return
            for info in infos:
                yield from _zip_member(archive, info, source, budget, depth)
    except DAMAGED as error:
        yield source.problem("archive.damaged", f"The archive's directory cannot be read: {error}", 0)


def _zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source, budget: Budget, depth: int
) -> Iterator[Source | Problem]:
    name = f"{source.name}!{info.filename}"
    if info.flag_bits & 1:
        reason = "The archive member is encrypted; unpack it with its password first."
        yield Problem(code="archive.encrypted", reason=reason, file=name)
        return
    try:
        opened = archive.open(info)
    except DAMAGED as error:
        yield Problem(code="archive.damaged", reason=f"The archive member cannot be opened: {error}", file=name)
        return
    with opened:
        inner = Source(cast("BinaryIO", opened), name, source.limits, budget, lambda: info.compress_size)
        yield from _members(inner, None, budget, depth + 1)


def _held(source: Source, limits: Limits) -> BinaryIO | None:
    """All of `source` in memory, or None when it is over the bound."""
    held = io.BytesIO()
    while chunk := source.read(limits.chunk_bytes):
        held.write(chunk)
        if held.tell() > limits.nested_archive_bytes:
            return None
    held.seek(0)
    return held


class _Readable(io.RawIOBase):
    """A source as the file object that `gzip` wants; bytes are taken only when it asks."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._source.read(size if size > 0 else self._source.limits.chunk_bytes)
