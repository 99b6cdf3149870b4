"""Import offices' files: idempotent, resumable, one transaction a batch, nothing dropped in silence."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path

import msgspec
from django.db import connection, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.ingest import events
from patentfair.apps.ingest.models import ImportRun, QuarantinedDocument
from patentfair.apps.journal.actions import record
from patentfair.apps.registry.actions import save_extracts, save_records
from patentfair.domain.formats.format import Item
from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.errors import Invalid, Stale
from patentfair.domain.kernel.merkle import leaf_hash, merkle_root
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.register import RegisterExtract

__all__ = ["FileReport", "import_file", "import_records", "shown_name"]

BATCH = 1000
BATCH_CHARACTERS = 16 << 20
IMPORT_LOCK = 0x70617469
FINGERPRINT_BYTES = 1 << 20
REPORTED_PROBLEMS = 1000


class FileReport(msgspec.Struct):
    """What an import did with one file; counts are of documents, rows or register entries.

    A register entry that tells something not known before counts as new. The problems list is cut at 1,000.
    """

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    seconds: float = 0.0
    problems: list[Problem] = []


def import_file(
    path: Path, *, actor: Actor, progress: Callable[[int, int], None] = lambda _done, _bytes: None
) -> FileReport:
    """Import one file of any format we read.

    A run of the same file that was stopped is resumed behind its last committed batch. `progress` is called after
    each batch with the documents dealt with and the file's size. Raises `Invalid` when the file cannot be opened.
    """
    started = time.monotonic()
    try:
        size = path.stat().st_size
        name = shown_name(path.name)
        fingerprint = _fingerprint(path, name, size)
    except OSError as error:
        raise Invalid(
            "ingest.cannot-open", field="file", file=shown_name(str(path)), why=error.strerror or str(error)
        ) from error
    run = ImportRun.objects.filter(fingerprint=fingerprint, finished_at=None).first() or ImportRun.objects.create(
        file=name[:300], fingerprint=fingerprint, started_at=timezone.now(), started_by=actor.reference
    )
    report = FileReport()
    if run.position:
        report.problems.extend(_earlier_problems(run))
    with path.open("rb") as stream:
        items = islice(read_stream(stream, name), run.position, None)
        for batch in _batches(items):
            _import_batch(run, batch, actor, report)
            progress(run.position, size)
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    for name in ("read", "new", "changed", "unchanged", "quarantined"):
        setattr(report, name, getattr(run, name))
    report.seconds = round(time.monotonic() - started, 3)
    return report


@transaction.atomic
def import_records(
    records: Sequence[PatentRecord | RegisterExtract], *, actor: Actor, name: str, is_sample: bool = False
) -> FileReport:
    """Import records that come from no file, in batches journalled like a file's."""
    now = timezone.now()
    run = ImportRun.objects.create(file=name, fingerprint="", started_at=now, started_by=actor.reference)
    report = FileReport()
    for start in range(0, len(records), BATCH):
        _import_batch(run, list(records[start : start + BATCH]), actor, report, is_sample=is_sample)
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    return report


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    """Up to `BATCH` items at a time, fewer where their texts are long, so that memory stays bounded."""
    batch: list[Item] = []
    characters = 0
    for item in items:
        batch.append(item)
        if isinstance(item, PatentRecord):
            characters += sum(len(claim.text) for claim in item.claims)
        if len(batch) == BATCH or characters > BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _wait_for_turn() -> None:
    """One batch at a time, so that two files that hold the same patent cannot both find it missing.

    The embedded database has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


@transaction.atomic
def _import_batch(
    run: ImportRun,
    batch: list[Item],
    actor: Actor,
    report: FileReport,
    *,
    is_sample: bool = False,
) -> None:
    _wait_for_turn()
    now = timezone.now()
    records = [item for item in batch if isinstance(item, PatentRecord)]
    extracts = [item for item in batch if isinstance(item, RegisterExtract)]
    problems = [item for item in batch if isinstance(item, Problem)]
    fatal = [problem for problem in problems if problem.fatal]
    saved = save_records(records, at=now, is_sample=is_sample)
    told = save_extracts(extracts, at=now)
    QuarantinedDocument.objects.bulk_create(
        (
            QuarantinedDocument(
                run=run, file=p.file[:300], offset=p.offset, code=p.code[:60], reason=p.reason[:500], at=now
            )
            for p in fatal
        ),
        ignore_conflicts=True,
    )
    before = run.position
    run.position += len(batch)
    run.read += len(records) + len(extracts) + len(fatal)
    run.new += saved.new + told.new
    run.changed += saved.changed
    run.unchanged += saved.unchanged + told.unchanged
    run.quarantined += len(fatal)
    moved = ImportRun.objects.filter(pk=run.pk, position=before).update(
        position=run.position,
        read=run.read,
        new=run.new,
        changed=run.changed,
        unchanged=run.unchanged,
        quarantined=run.quarantined,
    )
    if not moved:
        raise Stale("ingest.already-running", file=run.file)
    digests = [*(item.digest for item in records), *(item.digest for item in extracts)]
    leaves = [leaf_hash(digest.encode()) for digest in digests]
    record(
        events.BATCH_IMPORTED,
        actor=actor.reference,
        object=f"import:{run.pk}",
        at=now,
        file=run.file,
        first=before,
        count=len(batch),
        new=saved.new + told.new,
        changed=saved.changed,
        unchanged=saved.unchanged + told.unchanged,
        quarantined=len(fatal),
        root=merkle_root(leaves).hex(),
    )
    report.problems.extend(problems[: max(0, REPORTED_PROBLEMS - len(report.problems))])


def _earlier_problems(run: ImportRun) -> Iterator[Problem]:
    for row in run.quarantine.order_by("pk")[:REPORTED_PROBLEMS]:
        yield Problem(code=row.code, reason=row.reason, file=row.file, offset=row.offset)


def shown_name(name: str) -> str:
    """A file's name as text that can be stored and printed: bytes in it that are no UTF-8 are written out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").replace("\0", "")


def _fingerprint(path: Path, name: str, size: int) -> str:
    """Tells files apart by name, size, and first and last mebibyte; reading all of a large file would cost too much."""
    hasher = sha256(f"{name}:{size}:".encode())
    with path.open("rb") as stream:
        hasher.update(stream.read(FINGERPRINT_BYTES))
        if size > FINGERPRINT_BYTES:
            stream.seek(max(FINGERPRINT_BYTES, size - FINGERPRINT_BYTES))
            hasher.update(stream.read(FINGERPRINT_BYTES))
    return hasher.hexdigest()
