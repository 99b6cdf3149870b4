"""Tables of older portals: keep the file, read it, map its columns, and say what is to be done with it.

Rows are taken in by `apps.market.table_jobs`, because listings, needs and deals lie above this app.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from patentfair.adapters.documents.store import remove
from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.ingest import events
from patentfair.apps.ingest.access import may_use
from patentfair.apps.ingest.models import TableImport, TableMapping
from patentfair.apps.ingest.table_reading import (
    Preview,
    first_rows,
    is_table,
    mapped_rows,
    mapping_of,
    preview,
    read_first_rows,
    sheets_of,
    template_of,
)
from patentfair.apps.journal.actions import record
from patentfair.domain.formats.templates.catalogue import TEMPLATES
from patentfair.domain.formats.templates.mapping import (
    Mapping,
    missing_columns,
    new_columns,
    same_headers,
    used_twice,
)
from patentfair.domain.formats.templates.table_rows import HEADER_WITHIN
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = [
    "Preview",
    "change_header",
    "forget_file",
    "is_table",
    "keep_mapping",
    "map_table",
    "mapped_rows",
    "mapping_of",
    "may_register_in",
    "preview",
    "remove_file",
    "sheets_of",
    "start_check",
    "start_run",
    "stop_table",
    "template_of",
    "upload_table",
]

State = TableImport.State
LONGEST_MAPPING = 200
IDLE = (State.UPLOADED, State.MAPPED, State.CHECKED, State.FAILED)
AT_WORK = (State.CHECKING, State.RUNNING)


def _require(actor: Actor, center: Center | None, template: str) -> None:
    if not (actor.is_operator or (center is not None and center.pk in actor.centers)):
        raise Refused("centers.staff-only")
    if not may_use(actor, template):
        raise Refused("table.operators-only", field="template")


@transaction.atomic
def upload_table(
    *,
    actor: Actor,
    center: Center | None,
    template: str,
    origin: str,
    file_name: str,
    file_sha256: str,
    sheet: str = "",
    organisation: Organisation | None = None,
    new_kind: str = "",
) -> TableImport:
    """Take a kept file for a table of `template`. Its columns are proposed at once; nothing of it is taken in yet.

    Raises `Invalid` where the file cannot be read as a table, with what to do.
    """
    _require(actor, center, template)
    if template not in TEMPLATES:
        raise Invalid("table.template", field="template")
    if not origin.strip():
        raise Invalid("table.origin", field="origin")
    if new_kind and new_kind not in Organisation.Kind.values:
        raise Invalid("accounts.organisation-kind", field="new_kind")
    if organisation is not None and not may_register_in(actor, organisation.province):
        raise Invalid("accounts.not-served", field="organisation")
    if actor.user_id is None:
        raise Refused("centers.staff-only")
    table = TableImport(
        center=center,
        template=template,
        origin=origin.strip()[:120],
        organisation=organisation,
        new_kind=new_kind,
        file_name=file_name[:200].replace("\0", ""),
        file_sha256=file_sha256,
        sheet=sheet[:120],
        started_by_id=actor.user_id,
        uploaded_at=timezone.now(),
    )
    read_first_rows(table)
    saved = _kept_for(table)
    seen = preview(table)
    mapping = saved or Mapping(template=template, columns={one.header: one.column for one in seen.suggestions})
    table.mapping = msgspec.to_builtins(mapping)
    table.save(force_insert=True)
    record(
        events.TABLE_UPLOADED,
        actor=actor.reference,
        object=f"table:{table.pk}",
        center=_center(table),
        template=template,
        file_sha256=file_sha256,
    )
    return table


def may_register_in(actor: Actor, province: str) -> bool:
    """Whether an organisation of `province` is this actor's to take in; where the province is not known, it is."""
    return actor.is_operator or not province or province in actor.served_provinces


def _kept_for(table: TableImport) -> Mapping | None:
    """The center's kept mapping whose columns one of the first rows names; that row is taken for the header.

    Not where that row names more columns of the template than the mapping knew: they would be passed over in silence.
    """
    first = first_rows(table)[:HEADER_WITHIN]
    template = template_of(table)
    for kept in TableMapping.objects.filter(center=table.center, template=table.template).order_by("-saved_at")[:50]:
        mapping = msgspec.convert(kept.mapping, Mapping)
        for row in first:
            if same_headers(mapping, row.cells) == 1.0 and not new_columns(template, mapping, row.cells):
                table.header_row = row.number
                return mapping
    return None


@transaction.atomic
def change_header(*, actor: Actor, table: TableImport, header_row: int, sheet: str = "") -> None:
    """Settle which row names the columns, and which sheet is read; columns are proposed anew."""
    _require(actor, table.center, table.template)
    if sheet[:120] != table.sheet:
        table.sheet = sheet[:120]
        read_first_rows(table)
    table.header_row = max(0, header_row)
    seen = preview(table)
    columns = {one.header: one.column for one in seen.suggestions}
    table.mapping = msgspec.to_builtins(Mapping(template=table.template, columns=columns))
    _change(table, State.UPLOADED, "header_row", "sheet", "mapping", "preview")


@transaction.atomic
def map_table(*, actor: Actor, table: TableImport, mapping: Mapping) -> None:
    """Settle how the columns are read. Raises `Invalid` where a required column is fed by nothing, or one by two."""
    _require(actor, table.center, table.template)
    template = template_of(table)
    if mapping.template != table.template or len(mapping.columns) > LONGEST_MAPPING:
        raise Invalid("table.template", field="template")
    if missing := missing_columns(template, mapping):
        raise Invalid("table.column-missing", field="columns", columns=[column.key for column in missing])
    if twice := used_twice(template, mapping):
        raise Invalid("table.column-twice", field="columns", columns=[column.key for column in twice])
    table.mapping = msgspec.to_builtins(mapping)
    _change(table, State.MAPPED, "mapping")
    record(
        events.TABLE_MAPPED,
        actor=actor.reference,
        object=f"table:{table.pk}",
        center=_center(table),
        mapping_sha256=digest(table.mapping),
    )


@transaction.atomic
def keep_mapping(*, actor: Actor, table: TableImport, name: str) -> TableMapping:
    """Keep a table's mapping by name for the center's next file; a name used before is written anew."""
    _require(actor, table.center, table.template)
    if not name.strip():
        raise Invalid("table.mapping-name", field="name")
    if actor.user_id is None:
        raise Refused("centers.staff-only")
    kept, _ = TableMapping.objects.update_or_create(
        center=table.center,
        template=table.template,
        name=name.strip()[:80],
        defaults={"mapping": table.mapping, "saved_by_id": actor.user_id, "saved_at": timezone.now()},
    )
    return kept


@transaction.atomic
def start_check(*, actor: Actor, table: TableImport) -> None:
    """Have every row tried, and nothing kept. The worker does it."""
    _require(actor, table.center, table.template)
    if missing_columns(template_of(table), mapping_of(table)):
        raise Invalid("table.not-mapped", field="columns")
    _start(actor, table)
    table.rows = table.usable = table.unusable = table.position = 0
    table.why = ""
    _change(table, State.CHECKING, "rows", "usable", "unusable", "position", "why", "run_by")
    table.reports.all().delete()


@transaction.atomic
def start_run(*, actor: Actor, table: TableImport) -> None:
    """Have the rows taken in, from the first or from where it was stopped. The worker does it."""
    _require(actor, table.center, table.template)
    _start(actor, table)
    if table.state == State.CHECKED:
        table.reports.all().delete()
        table.position = 0
        table.began_at = timezone.now()
    elif table.state != State.STOPPED:
        raise Refused("table.not-checked")
    table.why = ""
    before = table.state
    if not TableImport.objects.filter(pk=table.pk, state=before).update(
        state=State.RUNNING,
        position=table.position,
        began_at=table.began_at,
        run_by=table.run_by,
        why="",
        **({} if before == State.STOPPED else dict.fromkeys(("new", "changed", "unchanged", "refused"), 0)),
    ):
        raise Refused("table.busy")
    table.state = State.RUNNING
    record(
        events.TABLE_STARTED,
        actor=actor.reference,
        object=f"table:{table.pk}",
        center=_center(table),
        template=table.template,
        file_sha256=table.file_sha256,
        mapping_sha256=digest(table.mapping),
    )


def _start(actor: Actor, table: TableImport) -> None:
    """Whoever starts a check or a run answers for it: the worker acts in their power and in their name."""
    if actor.user_id is None:
        raise Refused("centers.staff-only")
    if table.file_removed_at is not None:
        raise Invalid("table.gone", field="file")
    table.run_by_id = actor.user_id


@transaction.atomic
def remove_file(*, actor: Actor, table: TableImport) -> None:
    """Take away the file, its first rows and the reports of its rows. What was taken in and the counts stay."""
    if not (actor.is_operator or table.center_id in actor.centers):
        raise Refused("centers.staff-only")
    now = timezone.now()
    if not (
        TableImport.objects.filter(pk=table.pk, file_removed_at=None)
        .exclude(state__in=AT_WORK)
        .update(file_removed_at=now, preview={"sheets": [], "rows": []})
    ):
        raise Refused("table.busy")
    table.file_removed_at, table.preview = now, {"sheets": [], "rows": []}
    table.reports.all().delete()
    record(
        events.TABLE_FILE_REMOVED,
        actor=actor.reference,
        object=f"table:{table.pk}",
        center=_center(table),
        file_sha256=table.file_sha256,
    )
    transaction.on_commit(lambda: forget_file(table.file_sha256))


def forget_file(file_sha256: str) -> None:
    """Take the kept file of a table away where nothing else has it: the same bytes may be a paper of a deal."""
    if TableImport.objects.filter(file_sha256=file_sha256, file_removed_at=None).exists():
        return
    for model in apps.get_models():
        names = [one.name for one in model._meta.concrete_fields if one.name.endswith("sha256")]  # noqa: SLF001
        if model is not TableImport and any(model._default_manager.filter(**{n: file_sha256}).exists() for n in names):  # noqa: SLF001
            return
    remove(Path(settings.FILES_ROOT), file_sha256)


@transaction.atomic
def stop_table(*, actor: Actor, table: TableImport) -> None:
    """Stop a run after its present batch, to be resumed; or end a check. What was taken in stays."""
    _require(actor, table.center, table.template)
    if TableImport.objects.filter(pk=table.pk, state=State.CHECKING).update(state=State.MAPPED):
        return
    if not TableImport.objects.filter(pk=table.pk, state=State.RUNNING).update(state=State.STOPPED):
        raise Refused("table.not-running")
    table.refresh_from_db()
    record(
        events.TABLE_STOPPED,
        actor=actor.reference,
        object=f"table:{table.pk}",
        center=_center(table),
        position=table.position,
    )


def _change(table: TableImport, state: State, *fields: str) -> None:
    """Save fields with the new state, unless rows are being taken in or were: then the mapping stands."""
    changed = TableImport.objects.filter(pk=table.pk, state__in=IDLE).update(
        state=state, **{name: getattr(table, name) for name in fields}
    )
    if not changed:
        raise Refused("table.busy")
    table.state = state


def _center(table: TableImport) -> str:
    return f"center:{table.center_id}" if table.center_id else ""
