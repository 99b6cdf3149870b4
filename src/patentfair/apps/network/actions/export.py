"""A center leaves: its data in one archive, and where it went in the feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, cast

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from patentfair import __version__
from patentfair.adapters.documents.store import path_of
from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.models import Entry
from patentfair.apps.journal.queries import head
from patentfair.apps.market.receipts import proved
from patentfair.apps.network import events
from patentfair.apps.network.actions.feed import begin_feed, sign_with_feed_key
from patentfair.apps.network.addresses import checked_address
from patentfair.apps.network.archive_readme import README
from patentfair.apps.network.archive_tables import CENTER_FIELDS, TABLES, Table, patents_of
from patentfair.apps.network.kinds import present, things_of
from patentfair.apps.network.models import MovedCenter
from patentfair.apps.network.queries import card
from patentfair.apps.registry.models import Patent, PatentSource
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.network.archive import (
    FORMAT,
    LARGEST_FILE,
    LARGEST_TABLE,
    MOST_ROWS,
    CenterName,
    Manifest,
    Member,
    file_name,
    lines,
    table_name,
    write_archive,
)
from patentfair.domain.network.page import moment

__all__ = ["EXTRACT_FORMAT", "export_center", "move_center", "return_center"]

EXTRACT_FORMAT = "patentfair-extract/1"
CHUNK = 1 << 20
EXTRACT_ENTRIES = 10_000  # in one file of the journal's extract
PEOPLE = (
    "post.", "appointments.", "appointment.", "event.registered", "event.place-given", "event.registration-cancelled",
    "event.checkin", "event.evaluated", "exhibit.inquired", "report.drafted", "report.naming-",
)  # fmt: skip
"""Acts whose entries tell of people or of deals: they travel by their hash alone."""

Progress = Callable[[int, int], object]


def export_center(
    *, actor: Actor, center: Center, target: Path, progress: Progress = lambda _done, _of: None
) -> dict[str, Any]:
    """Write the center's archive to `target`; what is in it, by table, and its hash and size.

    Only an operator or the system may. A file that is there already is replaced only by a whole archive.
    """
    if not (actor.is_operator or actor.is_system):
        raise Refused("accounts.operator-only")
    feed = begin_feed(actor=actor)
    with ExitStack() as held:
        content: dict[str, IO[bytes] | Path] = {}
        members: list[Member] = []

        def keep(name: str, chunks: Iterable[bytes]) -> None:
            stream = held.enter_context(TemporaryFile())
            for chunk in chunks:
                stream.write(chunk)
            size = stream.tell()
            if size > LARGEST_TABLE:
                raise Invalid("archive.too-large", field=name)
            stream.seek(0)
            members.append(Member(name, size, file_digest(stream, "sha256").hexdigest()))
            stream.seek(0)
            content[name] = cast("IO[bytes]", stream)

        keep("README.md", [README.encode()])
        with transaction.atomic():
            counts, digests = _tables(center, keep)
            _journal(center, keep)
        missing = 0
        for digest in sorted(digests):
            path = path_of(Path(settings.FILES_ROOT), digest)
            size = path.stat().st_size if path.is_file() else 0
            if not 0 < size <= LARGEST_FILE or not _is_whole(path, digest):
                missing += 1
                continue
            content[file_name(digest)] = path
            members.append(Member(file_name(digest), size, digest))
        manifest = Manifest(
            format=FORMAT,
            version=__version__,
            feed=feed.address,
            center=CenterName(center.key, center.name_zh, center.name_en),
            made_at=moment(timezone.now()),
            keys=card(feed, {}).keys,
            counts=counts,
            members=tuple(members),
        )
        order = {member.name: place for place, member in enumerate(members)}

        def read(name: str) -> Iterator[bytes]:
            progress(order[name] + 1, len(members))
            yield from _chunks(content[name])

        fresh = target.with_name(f"{target.name}.part")
        try:
            with fresh.open("wb") as out:
                size = write_archive(
                    out, manifest, lambda message: sign_with_feed_key(actor=actor, message=message), read
                )
            fresh.replace(target)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
    with transaction.atomic():
        record(
            events.ARCHIVE_EXPORTED,
            actor=actor.reference,
            object=f"center:{center.pk}",
            center=f"center:{center.pk}",
            sha256=manifest.sha256,
            members=len(members),
            bytes=size,
        )
    return {
        "center": center.key,
        "sha256": manifest.sha256,
        "bytes": size,
        "files": len(members) - len(counts) - 1,
        "files_missing": missing,
        "counts": counts,
    }


@transaction.atomic
def move_center(*, actor: Actor, center: Center, to: str) -> int:
    """Say that a center works at another address now: its entries in the feed are withdrawn and point there.

    Returns how many things are told of no more. The feed follows the journal, so the worker writes it.
    """
    if not (actor.is_operator or actor.is_system):
        raise Refused("accounts.operator-only")
    address = checked_address(to)
    count = len(present(list(things_of(center.pk)), settings.ADDRESS))
    MovedCenter.objects.update_or_create(center=center, defaults={"to": address, "at": timezone.now()})
    record(
        events.CENTER_MOVED,
        actor=actor.reference,
        object=f"center:{center.pk}",
        center=f"center:{center.pk}",
        to=address,
    )
    return count


@transaction.atomic
def return_center(*, actor: Actor, center: Center) -> int:
    """Take back that a center moved: what the public may see of it is told of again. Returns how many things."""
    if not (actor.is_operator or actor.is_system):
        raise Refused("accounts.operator-only")
    if not MovedCenter.objects.filter(center=center).delete()[0]:
        raise Refused("network.not-moved")
    reference = f"center:{center.pk}"
    record(events.CENTER_RETURNED, actor=actor.reference, object=reference, center=reference)
    return len(present(list(things_of(center.pk)), settings.ADDRESS))


def _tables(center: Center, keep: Callable[[str, Iterable[bytes]], None]) -> tuple[dict[str, int], set[str]]:
    """Keep every table; how many rows each has, and the files that they name."""
    counts: dict[str, int] = {}
    digests: set[str] = set()

    def put(name: str, rows: Iterable[dict[str, Any]], files: tuple[str, ...] = ()) -> None:
        def counted() -> Iterator[dict[str, Any]]:
            for row in rows:
                counts[name] += 1
                if counts[name] > MOST_ROWS:
                    raise Invalid("archive.too-large", field=name)
                digests.update(row[one] for one in files if row[one])
                yield row

        counts[name] = 0
        keep(table_name(name), lines(counted()))

    put(
        "center",
        [{"id": center.pk, **{name: getattr(center, name) for name in CENTER_FIELDS}}],
        ("banner_sha256",),
    )
    put("patents", (_patent(one) for one in patents_of(center).order_by("pk").iterator(200)))
    for table in TABLES:
        put(table.name, _rows(table, center), table.files)
    return counts, digests


def _rows(table: Table, center: Center) -> Iterator[dict[str, Any]]:
    for one in table.rows(center).order_by("pk").iterator(500):
        links = {name: getattr(one, f"{name}_id") for name in table.refs}
        yield {"id": one.pk, **{name: getattr(one, name) for name in table.fields}, **links}


def _patent(patent: Patent) -> dict[str, Any]:
    """What each source says of a document, as records of our own."""
    sources = [bytes(one.record) for one in PatentSource.objects.filter(patent=patent).order_by("format")]
    records = [msgspec.json.decode(one) for one in sources or [bytes(patent.record)]]
    return {"id": patent.pk, "key": patent.key, "is_sample": patent.is_sample, "records": records}


def _journal(center: Center, keep: Callable[[str, Iterable[bytes]], None]) -> None:
    """The journal's entries of the center, with proofs; those about what does not travel by their hash alone."""
    told = {f"center:{center.pk}"}
    for table in TABLES:
        if table.told:
            told |= {f"{table.told}:{pk}" for pk in table.rows(center).values_list("pk", flat=True)}
    position, newest = head()
    entries = Entry.objects.filter(center=f"center:{center.pk}").order_by("pk")
    after, number = 0, 1
    while some := list(entries.filter(pk__gt=after)[:EXTRACT_ENTRIES]):
        extract = {
            "format": EXTRACT_FORMAT,
            "object": f"center:{center.pk}",
            "made_at": timezone.now().isoformat(),
            "head": {"position": position, "block_hash": newest},
            "entries": proved(some, lambda one: one.object in told and not one.event.startswith(PEOPLE)),
        }
        keep(f"journal/{number}.json", [canonical_json(extract)])
        after, number = some[-1].pk, number + 1


def _is_whole(path: Path, digest: str) -> bool:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest() == digest


def _chunks(source: IO[bytes] | Path) -> Iterator[bytes]:
    with source.open("rb") if isinstance(source, Path) else source as stream:
        while chunk := stream.read(CHUNK):
            yield chunk
