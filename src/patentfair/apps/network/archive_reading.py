"""Read and verify an archive file before anything in it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from patentfair.adapters.feeds.signing import verify
from patentfair.apps.network.addresses import checked_fingerprint
from patentfair.apps.network.archive_tables import TABLES
from patentfair.apps.network.models import Feed, FeedKey, Peer
from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.network.archive import Opened, member_bytes, open_archive
from patentfair.domain.network.keys import fingerprint as fingerprint_of

__all__ = ["extracts_of", "verify_archive"]

Progress = Callable[[int, int], object]


def verify_archive(path: Path, *, fingerprint: str = "", progress: Progress = lambda _done, _of: None) -> Opened:
    """Read the whole archive and say what it is. Raises `Invalid` or `Refused` naming the first thing that is wrong.

    Its signature must be by the key of an installation that is registered here, or by one whose `fingerprint` the
    operator was told by its operator.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            known = _known_key(stream, fingerprint)
            stream.seek(0)
            found = open_archive(
                stream, size=size, known=known, verify=verify, progress=lambda done: progress(done, size)
            )
    except OSError as error:
        raise Invalid("ingest.cannot-open", field=str(path), why=error.strerror or "") from error
    if isinstance(found, Problem):
        if found.code == "archive.unknown-key":
            raise Refused(found.code, field=path.name, why=found.reason)
        raise Invalid(found.code, field=path.name, why=found.reason)
    missing = {"center", "patents", *(table.name for table in TABLES)} - set(found.manifest.counts)
    if missing:
        raise Invalid("archive.form", field=path.name, why=f"{min(missing)} is not in it")
    return found


def extracts_of(path: Path, opened: Opened) -> Iterator[tuple[str, bytes]]:
    """The extracts of the other installation's journal, by name."""
    with path.open("rb") as stream:
        for member in opened.manifest.members:
            if member.name.startswith("journal/"):
                yield member.name, b"".join(member_bytes(stream, opened, member))


def _known_key(stream: BinaryIO, fingerprint: str) -> str:
    """The fingerprint that was confirmed for the archive's installation: the registered one before one just told."""
    head = stream.read(1 << 16)
    for peer in Peer.objects.exclude(state=Peer.State.REMOVED):
        if f'"feed":"{peer.address}"'.encode() in head:
            return peer.fingerprint
    for feed in Feed.objects.all():  # one's own, back again
        if f'"feed":"{feed.address}"'.encode() in head:
            own = FeedKey.objects.filter(feed=feed).order_by("number").first()
            return fingerprint_of(bytes.fromhex(own.key)) if own else ""
    if fingerprint:
        return checked_fingerprint(fingerprint)
    raise Refused("archive.unknown-key")
