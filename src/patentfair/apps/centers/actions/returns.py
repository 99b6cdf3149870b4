"""Statistical returns: the operator's templates, and what centers submit in them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.adapters.documents.room_files import room_content_type
from patentfair.adapters.documents.store import path_of, store
from patentfair.adapters.spreadsheets.filling import filled, markers_of
from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers import events
from patentfair.apps.centers.access import require_staff
from patentfair.apps.centers.figures import FIGURES, WORDS, fill
from patentfair.apps.centers.models import Center, Return, ReturnTemplate
from patentfair.apps.journal.actions import record
from patentfair.domain.centers.markers import Marker
from patentfair.domain.kernel.errors import Invalid, Refused, Stale

__all__ = ["LARGEST_BYTES", "load_template", "retire_template", "submit_return"]

LARGEST_BYTES = 2 << 20
MOST_TEMPLATES = 50


@transaction.atomic
def load_template(*, actor: Actor, name_zh: str, name_en: str, file_name: str, workbook: bytes) -> ReturnTemplate:
    """Take a workbook as a template and keep it. Only an operator may. Every marker must be in the catalogue."""
    _require_operator(actor)
    if len(workbook) > LARGEST_BYTES:
        raise Invalid("upload.too-large", field="file", limit=LARGEST_BYTES)
    if not (name_zh.strip() and name_en.strip()):
        raise Invalid("return.name", field="name_zh")
    if ReturnTemplate.objects.filter(is_current=True).count() >= MOST_TEMPLATES:
        raise Refused("return.too-many")
    if not _is_package(workbook):
        raise Invalid("upload.kind", field="file")
    with NamedTemporaryFile(suffix=".xlsx") as stream:
        stream.write(workbook)
        stream.flush()
        found = markers_of(Path(stream.name))
    unknown = {one.key for cell in found.values() for one in cell} - FIGURES.keys() - WORDS.keys()
    if unknown:
        raise Invalid("return.unknown-figure", field="file", keys=sorted(unknown))
    digest = store(Path(settings.FILES_ROOT), [workbook], accepts=_is_package, largest=LARGEST_BYTES, field="file")
    made = ReturnTemplate.objects.create(
        name_zh=name_zh.strip(),
        name_en=name_en.strip(),
        file_name=file_name[:200],
        sha256=digest,
        markers=[[place, one.key, one.year] for place, cell in found.items() for one in cell],
        loaded_at=timezone.now(),
        loaded_by_id=actor.user_id,
    )
    record(
        events.RETURN_TEMPLATE,
        actor=actor.reference,
        object=f"return-template:{made.pk}",
        template=made.pk,
        markers=len(made.markers),
        sha256=digest,
    )
    return made


@transaction.atomic
def retire_template(*, actor: Actor, template: ReturnTemplate) -> None:
    """Ask for this return no longer; what was submitted stays."""
    _require_operator(actor)
    if not ReturnTemplate.objects.filter(pk=template.pk, is_current=True).update(is_current=False):
        raise Stale("return.retired")
    record(
        events.RETURN_TEMPLATE,
        actor=actor.reference,
        object=f"return-template:{template.pk}",
        template=template.pk,
        markers=0,
        sha256=template.sha256,
    )


@transaction.atomic
def submit_return(*, actor: Actor, template: ReturnTemplate, center: Center, year: int) -> Return:
    """Fill the template from the record as it stands, keep the workbook and send it upward. Again is a new version."""
    require_staff(actor, center)
    if not template.is_current:
        raise Refused("return.retired")
    cells = fill(template, center, year)
    numbers = {Marker(one.key, one.year).of(year): one.value for one in cells if one.value is not None}
    words = {Marker(one.key, one.year).of(year): one.word or "—" for one in cells if one.value is None}
    root = Path(settings.FILES_ROOT)
    data = filled(path_of(root, template.sha256), numbers, words, year)
    digest = sha256(data).hexdigest()
    version = Return.objects.filter(template=template, center=center, year=year).count() + 1
    try:
        with transaction.atomic():
            made = Return.objects.create(
                template=template,
                center=center,
                year=year,
                version=version,
                figures={key: str(value) for key, value in numbers.items()} | words,
                sha256=digest,
                submitted_at=timezone.now(),
                submitted_by_id=actor.user_id,
            )
    except IntegrityError as error:
        raise Stale("return.version") from error
    record(
        events.RETURN_SUBMITTED,
        actor=actor.reference,
        object=f"return:{made.pk}",
        center=f"center:{center.pk}",
        template=template.pk,
        year=year,
        version=version,
        sha256=digest,
    )
    store(root, [data], accepts=room_content_type, field="file")
    return made


def _is_package(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


def _require_operator(actor: Actor) -> None:
    if not (actor.is_operator or actor.is_system):
        raise Refused("accounts.operator-only")
