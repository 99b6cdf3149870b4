"""Backup and restore: one archive, readable without this program, the same for SQLite and PostgreSQL.

The archive is a tar with `tables/<app>.<model>.jsonl` (a row a line, column name to value, bytes as base64), `files/`
and last `manifest.json` (version, counts, head of the journal, SHA-256 of every member). Sessions, the signing key and
the index are not in it: people sign in again, and the index is made anew.
"""

from __future__ import annotations

import base64
import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import msgspec
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction

from patentfair import __version__
from patentfair.apps.discovery.jobs import open_index, rebuild
from patentfair.apps.journal.models import Entry
from patentfair.apps.journal.queries import Verification, head, verify
from patentfair.cli import installation
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["backup", "restore"]

FORMAT = 1
CHUNK = 1000
APPS = (
    "journal", "accounts", "centers", "registry", "rights", "ingest", "market", "helpdesk", "exhibition", "meetings",
    "learning", "experience", "matching", "network",
)  # fmt: skip


def _tables() -> list[type[models.Model]]:
    """Our models, those that others refer to first."""
    every = [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    ordered: list[type[models.Model]] = []
    while every:
        ready = [m for m in every if not (_references(m) - {m}) & set(every)]
        ordered += ready or every  # a cycle is inserted as it is, with constraints checked at the end
        every = [m for m in every if m not in ordered]
    return ordered


def _references(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.related_model}  # noqa: SLF001


@contextmanager
def _snapshot() -> Iterator[None]:
    """One consistent state of all tables, without holding writers up."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def backup(target: Path) -> int:
    """Write the archive and return its size in bytes. An existing file is replaced only by a whole one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.part")
    counts: dict[str, int] = {}
    hashes: dict[str, str] = {}
    with tarfile.open(fresh, "w") as archive:
        with _snapshot():
            for model in _tables():
                counts[model._meta.label_lower] = _dump(archive, model, hashes)  # noqa: SLF001
            position, newest = head()
        files_root = Path(settings.FILES_ROOT)
        files = 0
        for path in sorted(files_root.glob("??/*")):  # beside them lie those still being written
            name = f"files/{path.relative_to(files_root)}"
            try:
                stream = path.open("rb")
            except FileNotFoundError:  # of a request that was refused meanwhile
                continue
            with stream:
                hashes[name] = file_digest(stream, "sha256").hexdigest()
                stream.seek(0)
                archive.addfile(archive.gettarinfo(arcname=name, fileobj=stream), stream)
            files += 1
        manifest = {
            "format": FORMAT,
            "version": __version__,
            "made_at": datetime.now(UTC).isoformat(),
            "counts": counts,
            "files": files,
            "journal_position": position,
            "journal_head": newest,
            "sha256": hashes,
        }
        _add(archive, "manifest.json", msgspec.json.format(msgspec.json.encode(manifest), indent=2))
    fresh.replace(target)
    return target.stat().st_size


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    archive.addfile(member, io.BytesIO(data))


def _dump(archive: tarfile.TarFile, model: type[models.Model], hashes: dict[str, str]) -> int:
    fields = model._meta.concrete_fields  # noqa: SLF001
    names = [field.attname for field in fields]
    count = 0
    with TemporaryFile() as lines:
        for row in model._default_manager.order_by("pk").values_list(*names).iterator(CHUNK):  # noqa: SLF001
            values = dict(zip(names, (_plain(value) for value in row), strict=True))
            lines.write(msgspec.json.encode(values) + b"\n")
            count += 1
        member = tarfile.TarInfo(f"tables/{model._meta.label_lower}.jsonl")  # noqa: SLF001
        member.size = lines.tell()
        lines.seek(0)
        hashes[member.name] = file_digest(lines, "sha256").hexdigest()
        lines.seek(0)
        archive.addfile(member, lines)
    return count


def _plain(value: Any) -> Any:
    return base64.b64encode(bytes(value)).decode() if isinstance(value, bytes | memoryview) else value


def restore(source: Path, *, force: bool = False) -> Verification:
    """Fill an empty installation from an archive and verify its journal. Raises `Refused` where it is not empty.

    The archive is checked whole before anything is changed. All rows come in one transaction, behind the files: a
    restore that is interrupted leaves the installation empty, to be tried again.
    """
    try:
        archive = tarfile.open(source)  # noqa: SIM115 - closed below
    except OSError as error:
        raise Invalid("ingest.cannot-open", field=str(source), why=error.strerror or "") from error
    except (tarfile.TarError, EOFError) as error:
        raise Invalid("restore.not-an-archive", field=str(source)) from error
    with archive:
        installation.create()
        is_used = Entry.objects.exists()
        if is_used and not force:
            raise Refused("restore.not-empty")
        manifest = _manifest(archive, source)
        if is_used or any(model._default_manager.exists() for model in _tables()):  # noqa: SLF001 - Django's documented API
            _empty()  # of what comes with the platform too
        with transaction.atomic():
            for model in _tables():
                _load(archive, model, manifest["counts"][model._meta.label_lower])  # noqa: SLF001
            _reset_sequences()
            _restore_files(archive)
    rebuild(open_index(create=True))
    return verify()


def _manifest(archive: tarfile.TarFile, source: Path) -> dict[str, Any]:
    """The manifest of an archive whose every member is as it was written."""
    try:
        stream = archive.extractfile("manifest.json")
        manifest = msgspec.json.decode(stream.read() if stream else b"", type=dict[str, Any])
        if manifest.get("format") != FORMAT:
            raise Invalid("restore.other-format", field=str(source))
        if missing := {model._meta.label_lower for model in _tables()} - set(manifest["counts"]):  # noqa: SLF001
            raise Invalid("restore.other-format", field=str(source), why=f"{min(missing)} is not in it")
        members = [member.name for member in archive.getmembers() if member.name != "manifest.json"]
        if len(set(members)) != len(members) or set(members) != set(manifest["sha256"]):
            raise Invalid("restore.not-an-archive", field=str(source), why="it does not hold what its manifest lists")
        for name, digest in manifest["sha256"].items():
            if name.startswith("files/") and name != f"files/{digest[:2]}/{digest}":
                raise Invalid("restore.not-an-archive", field=str(source), why=f"{name} is not named by its hash")
            member = archive.extractfile(name)
            if member is None or file_digest(member, "sha256").hexdigest() != digest:  # type: ignore[arg-type]
                raise Invalid("restore.not-an-archive", field=str(source), why=f"{name} is damaged")
    except (KeyError, ValueError, OSError, EOFError, tarfile.TarError) as error:
        raise Invalid("restore.not-an-archive", field=str(source), why=str(error).strip("'\"")) from error
    return manifest


def _load(archive: tarfile.TarFile, model: type[models.Model], expected: int) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    stream = archive.extractfile(f"tables/{model._meta.label_lower}.jsonl")  # noqa: SLF001
    batch: list[models.Model] = []
    count = 0
    for line in stream or ():
        values = {name: _value(fields[name], value) for name, value in msgspec.json.decode(line).items()}
        batch.append(model(**values))
        count += 1
        if len(batch) == CHUNK:
            model._default_manager.bulk_create(batch)  # noqa: SLF001
            batch = []
    model._default_manager.bulk_create(batch)  # noqa: SLF001
    if count != expected:
        raise Invalid("restore.rows-missing", field=model._meta.label_lower, expected=expected, found=count)  # noqa: SLF001


def _value(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    return value if isinstance(field, models.JSONField) else field.to_python(value)


def _restore_files(archive: tarfile.TarFile) -> None:
    root = Path(settings.FILES_ROOT)
    for member in archive.getmembers():
        if member.isfile() and member.name.startswith("files/"):
            target = root / Path(member.name).relative_to("files")
            if root.resolve() not in target.resolve().parents:
                raise Invalid("restore.not-an-archive", field=member.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            stream = archive.extractfile(member)
            target.write_bytes(stream.read() if stream else b"")


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _tables()):
            cursor.execute(statement)


def _empty() -> None:
    """Take every table away and make it anew; the journal's own rows can be removed in no other way."""
    cascade = "" if connection.vendor == "sqlite" else " CASCADE"
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)}{cascade}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS journal_refuse() CASCADE")
    installation.create()
