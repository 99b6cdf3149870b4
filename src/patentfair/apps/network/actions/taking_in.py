"""Take in the archive of a center that comes from another installation: verified whole, all of it or nothing, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Model
from django.utils import timezone

from patentfair.adapters.documents.films import bare_film, film_type
from patentfair.adapters.documents.pictures import picture_type
from patentfair.adapters.documents.room_files import room_content_type
from patentfair.adapters.documents.store import content_type, store
from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.ingest.actions import import_records
from patentfair.apps.journal.actions import record
from patentfair.apps.meetings.models import Event
from patentfair.apps.network import events
from patentfair.apps.network.archive_tables import CENTER_FIELDS, CENTER_SHAPES, TABLES, Table
from patentfair.apps.network.models import TakenArchive, TakenRow
from patentfair.apps.registry.models import Patent, PatentSource
from patentfair.apps.registry.queries import record_of
from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.network.archive import (
    LARGEST_FILE,
    LARGEST_TABLE,
    MOST_ROWS,
    Member,
    Opened,
    file_name,
    member_bytes,
    read_rows,
    table_name,
)
from patentfair.domain.network.page import time_of
from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.regions import PROVINCES

__all__ = ["take_in_archive"]

MOST_TOLD = 500  # rows that could not be taken, told one by one
Progress = Callable[[int, int], object]


class TakingIn(msgspec.Struct):
    """What became of the rows of one table: made here, here already, left out with `[id, code, name]`."""

    made: int = 0
    there: int = 0
    left: int = 0
    why: list[tuple[int, str, str]] = []


def take_in_archive(
    *, actor: Actor, path: Path, opened: Opened, progress: Progress = lambda _done, _of: None
) -> dict[str, Any]:
    """Take in a verified archive in one transaction; what became of each table's rows.

    Only an operator or the system may. Nothing arrives published, nobody gets an account, and what is here already
    stays as it is. The same archive a second time changes nothing. Files are kept by their hash before the commit: of
    an import that fails, some may lie there that nothing refers to. Raises `Refused` where another center has the key.
    """
    if not (actor.is_operator or actor.is_system):
        raise Refused("accounts.operator-only")
    before = TakenArchive.objects.filter(sha256=opened.manifest.sha256).select_related("center").first()
    if before is not None:
        return {**before.report, "center": before.center.key, "is_new": False, "taken_at": before.taken_at.isoformat()}
    try:
        with path.open("rb") as stream, transaction.atomic():
            return _Taking(actor, opened, stream, progress).all()
    except IntegrityError as error:
        raise Refused("archive.meanwhile", why=str(error)[:200]) from error
    except OSError as error:
        raise Invalid("ingest.cannot-open", field=str(path), why=error.strerror or "") from error


class _Taking:
    """One archive on its way in: `here` maps a table's rows from their number there to their number here."""

    def __init__(self, actor: Actor, opened: Opened, stream: BinaryIO, progress: Progress) -> None:
        self.actor, self.opened, self.stream, self.progress = actor, opened, stream, progress
        self.manifest = opened.manifest
        self.feed = opened.manifest.feed
        self.report: dict[str, TakingIn] = {}
        self.here: dict[str, dict[int, int]] = {}
        for table, there, here in TakenRow.objects.filter(feed=self.feed).values_list("table", "there", "here"):
            self.here.setdefault(table, {})[there] = here
        self.files: dict[str, bool] = {}
        self.keys: dict[tuple[str, object], str] = {}
        self.now = timezone.now()

    def all(self) -> dict[str, Any]:
        steps = len(TABLES) + 2
        center = self._center()
        self._patents()
        self.progress(2, steps)
        for done, table in enumerate(TABLES, start=3):
            self._table(table)
            self.progress(done, steps)
        report = {
            "center": center.key,
            "feed": self.feed,
            "sha256": self.manifest.sha256,
            "fingerprint": self.opened.fingerprint,
            "tables": msgspec.to_builtins(self.report),
        }
        taken = TakenArchive.objects.create(
            feed=self.feed,
            sha256=self.manifest.sha256,
            fingerprint=self.opened.fingerprint,
            center=center,
            made_at=time_of(self.manifest.made_at) or datetime.now(UTC),
            taken_at=self.now,
            extracts=self._extracts(),
            report=report,
        )
        facts: dict[str, Any] = {
            "actor": self.actor.reference,
            "object": f"archive:{taken.pk}",
            "center": f"center:{center.pk}",
        }
        for name, one in self.report.items():
            if one.made or one.there or one.left:
                record(
                    events.ARCHIVE_ROWS, **facts, table=name, sha256=self.manifest.sha256, made=one.made,
                    there=one.there, left=one.left,
                )  # fmt: skip
        record(
            events.ARCHIVE_TAKEN_IN,
            **facts,
            feed=self.feed,
            fingerprint=self.opened.fingerprint,
            sha256=self.manifest.sha256,
            made=sum(one.made for one in self.report.values()),
            there=sum(one.there for one in self.report.values()),
            left=sum(one.left for one in self.report.values()),
        )
        return {**report, "is_new": True, "taken_at": self.now.isoformat()}

    def _rows(self, name: str) -> list[dict[str, Any]]:
        member = self.opened.members.get(table_name(name))
        if member is None or member.size > LARGEST_TABLE:
            raise Invalid("archive.form", field=name)
        rows = read_rows(b"".join(self._bytes(member)))
        if isinstance(rows, Problem):
            raise Invalid(rows.code, field=name, why=rows.reason)
        if len(rows) != self.manifest.counts[name] or len(rows) > MOST_ROWS:
            raise Invalid("archive.form", field=name, why="it has not as many rows as are counted")
        self.report[name] = TakingIn()
        return rows

    def _center(self) -> Center:
        (row,) = self._rows("center") or ({},)
        if set(row) != {"id", *CENTER_FIELDS} or row["key"] != self.manifest.center.key:
            raise Invalid("archive.form", field="center", why="it is not the center of the manifest")
        known = self.here.get("center", {}).get(row["id"])
        if known is not None:
            self.report["center"].there = 1
            return Center.objects.get(pk=known)
        if Center.objects.filter(key=row["key"]).exists():
            raise Refused("archive.center-key", field=row["key"])
        if row["province"] not in PROVINCES:
            raise Invalid("archive.row", field="center", why="province")
        made = Center(is_national=False)
        if why := self._fill(made, CENTER_FIELDS, CENTER_SHAPES, row):
            raise Invalid("archive.row", field="center", why=why)
        if made.banner_sha256 and not self._file(made.banner_sha256):
            made.banner_sha256 = ""
        made.save(force_insert=True)
        self._remember("center", row["id"], made.pk)
        self.report["center"].made = 1
        return made

    def _patents(self) -> None:
        """Documents not known here, and of known ones what sources say that are not held here."""
        rows, report = self._rows("patents"), self.report["patents"]
        fresh: dict[bool, list[PatentRecord]] = {False: [], True: []}
        known = {one.key: one for one in Patent.objects.filter(key__in=[str(row.get("key")) for row in rows])}
        for row in rows:
            try:
                records = msgspec.convert(row.get("records"), list[PatentRecord], strict=True)
            except msgspec.ValidationError as error:
                self._leave("patents", row, "archive.row", str(error)[:120])
                continue
            if any(one.publication.canonical != row.get("key") for one in records) or not records:
                self._leave("patents", row, "archive.row", "key")
                continue
            patent = known.get(row["key"])
            held = _formats(patent) if patent else frozenset()
            new = [one for one in records if one.format not in held]
            fresh[bool(row.get("is_sample"))] += new
            report.made += patent is None
            report.there += patent is not None
        for is_sample, records in fresh.items():
            if records:
                name = f"archive {self.manifest.center.key} {self.feed}"
                import_records(records, actor=self.actor, name=name, is_sample=is_sample)
        left = {there for there, _, _ in report.why}
        keys = {row["key"]: row["id"] for row in rows if row["id"] not in left}
        held_now = self.here["patents"] = {}
        every = sorted(keys)
        for start in range(0, len(every), 500):
            for key, pk in Patent.objects.filter(key__in=every[start : start + 500]).values_list("key", "pk"):
                held_now[keys[key]] = pk

    def _table(self, table: Table) -> None:
        here = self.here.setdefault(table.name, {})
        report_rows = self._rows(table.name)
        for row in report_rows:
            if row["id"] in here and table.model._default_manager.filter(pk=here[row["id"]]).exists():  # noqa: SLF001
                self.report[table.name].there += 1
                continue
            if set(row) != {"id", *table.fields, *table.refs}:
                self._leave(table.name, row, "archive.row", "fields")
                continue
            links: dict[str, int | None] = {}
            for name, other in table.refs.items():
                links[name] = self.here.get(other, {}).get(row[name]) if isinstance(row[name], int) else None
            lost = next((name for name, pk in links.items() if pk is None and name not in table.optional), "")
            if lost:
                self._leave(table.name, row, "archive.belongs-to-none", lost)
                continue
            self._take(table, row, links)

    def _take(self, table: Table, row: dict[str, Any], links: dict[str, int | None]) -> None:
        if table.joins and (same := self._same(table, row, links)) is not None:
            if isinstance(same, Organisation) and not _is_same(same, row):
                self._leave(table.name, row, "archive.other-organisation", same.key)
                return
            self._remember(table.name, row["id"], same.pk)
            self.report[table.name].there += 1
            return
        made = table.model(**{f"{name}_id": pk for name, pk in links.items()})
        if "key" in table.fields and table.name != "organisations":
            row["key"] = self.keys[table.name, row["key"]] = self._free_key(table.model, row["key"])
        if table.model is Event:
            row["hall"] = self.keys.get(("halls", row["hall"]), "")
        if why := self._fill(made, table.fields, table.shapes, row):
            self._leave(table.name, row, "archive.row", why)
            return
        for name, value in table.arrives(row).items():
            setattr(made, name, value)
        for name in table.files:
            digest = getattr(made, name)
            if digest and not self._file(digest):
                self._leave(table.name, row, "archive.file-missing", name)
                return
        try:
            made.validate_unique()
            made.validate_constraints()
        except ValidationError as error:
            self._leave(table.name, row, "archive.collides", "; ".join(error.messages)[:120])
            return
        made.save(force_insert=True)
        self._remember(table.name, row["id"], made.pk)
        self.report[table.name].made += 1

    def _same(self, table: Table, row: dict[str, Any], links: dict[str, int | None]) -> Model | None:
        wanted = {name: links[name] if name in links else row[name] for name in table.joins}
        if not all(isinstance(value, str | int) for value in wanted.values()):
            return None  # what is of another kind is told of when the row is read
        return table.model._default_manager.filter(**wanted).order_by("pk").first()  # noqa: SLF001

    def _fill(self, made: Model, names: tuple[str, ...], shapes: Any, row: dict[str, Any]) -> str:
        """Set the fields from a row, each checked; the name of the first that does not fit, or ""."""
        empty = []
        for name in names:
            field: Any = made._meta.get_field(name)  # noqa: SLF001
            value = row[name]
            try:
                if isinstance(field, models.JSONField):
                    msgspec.convert(value, shapes[name])
                elif value is not None:
                    value = _plain(field, value)
            except (msgspec.ValidationError, ValidationError, TypeError, ValueError):
                return name
            setattr(made, name, value)
            if value in field.empty_values:
                empty.append(name)
                if name == "key" or (value is None and not field.null):
                    return name
        unchecked = {one.name for one in made._meta.concrete_fields if one.name not in names}  # noqa: SLF001
        try:
            made.clean_fields(exclude=unchecked | set(empty))
        except ValidationError as error:
            return min(error.message_dict)
        return ""

    def _file(self, digest: str) -> bool:
        """Keep a file of the archive; whether it is here now."""
        if digest in self.files:
            return self.files[digest]
        root = Path(settings.FILES_ROOT)
        member = self.opened.members.get(file_name(digest)) if len(digest) == 64 else None
        if member is None:
            return self.files.setdefault(digest, False)
        try:
            data = b"".join(self._bytes(member))
            if film_type(data[:64]) and bare_film(data) != data:  # it tells where and with what it was made
                return self.files.setdefault(digest, False)
            # Also where it is here: somebody else's request may yet take it back.
            store(root, [data], accepts=_is_taken, largest=LARGEST_FILE, field="file")
        except Invalid:
            return self.files.setdefault(digest, False)
        return self.files.setdefault(digest, True)

    def _extracts(self) -> list[str]:
        """Keep what the other journal says as files; their hashes."""
        root = Path(settings.FILES_ROOT)
        return [
            store(root, self._bytes(member), accepts=lambda _head: True, largest=LARGEST_TABLE)
            for member in self.manifest.members
            if member.name.startswith("journal/")
        ]

    def _bytes(self, member: Member) -> Iterator[bytes]:
        """A member's bytes; refused where the file is no longer the one that was verified."""
        try:
            yield from member_bytes(self.stream, self.opened, member)
        except ValueError as error:
            raise Invalid("archive.damaged", field=member.name, why=str(error)[:200]) from error

    def _free_key(self, model: type[Model], key: object) -> str:
        """A key that is free here: the one it had, or one with the center's behind it."""
        if not isinstance(key, str):
            return ""
        longest = model._meta.get_field("key").max_length or 60  # type: ignore[union-attr]  # noqa: SLF001
        center = self.manifest.center.key
        tries = [key, *(f"{key[: longest - len(center) - 4]}-{center}{number or ''}" for number in ("", *range(2, 99)))]
        return next((one for one in tries if not model._default_manager.filter(key=one).exists()), key)  # noqa: SLF001

    def _remember(self, table: str, there: int, here: int) -> None:
        self.here.setdefault(table, {})[there] = here
        TakenRow.objects.update_or_create(feed=self.feed, table=table, there=there, defaults={"here": here})

    def _leave(self, table: str, row: dict[str, Any], code: str, why: str) -> None:
        report = self.report[table]
        report.left += 1
        if len(report.why) < MOST_TOLD:
            report.why.append((row["id"], code, why[:160]))


def _plain(field: Any, value: Any) -> Any:
    """A JSON value as the field's own; raises `ValidationError` or `TypeError` for what is of another kind."""
    if isinstance(field, models.BooleanField):
        if not isinstance(value, bool):
            raise TypeError
        return value
    if isinstance(field, models.IntegerField):
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError
        return value
    if not isinstance(value, str):
        raise TypeError
    value = field.to_python(value)
    if isinstance(value, datetime) and value.tzinfo is None:
        raise TypeError
    return value


def _is_same(here: Organisation, row: dict[str, Any]) -> bool:
    """Whether an organisation of the same key goes by the same name too."""
    return (here.name_zh, here.name_en) == (row["name_zh"], row["name_en"]) or bool(
        (here.name_zh and here.name_zh == row["name_zh"]) or (here.name_en and here.name_en == row["name_en"])
    )


def _formats(patent: Patent) -> frozenset[str]:
    """The sources that are held here of a document."""
    held = PatentSource.objects.filter(patent=patent).values_list("format", flat=True)
    return frozenset(held) or frozenset((record_of(patent).format,))


def _is_taken(head: bytes) -> object:
    return content_type(head) or picture_type(head) or film_type(head) or room_content_type(head)
