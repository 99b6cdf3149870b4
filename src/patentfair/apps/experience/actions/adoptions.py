"""Another center takes a report up, and confirms what came of it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.experience import events
from patentfair.apps.experience.access import PUBLISHED
from patentfair.apps.experience.models import Adoption, Report
from patentfair.apps.journal.actions import record
from patentfair.domain.helpdesk.substance import LEAST_OF_REPLY, substance
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["adopt", "confirm_reuse"]

TEXT_LIMIT = 10_000


@transaction.atomic
def adopt(*, actor: Actor, report: Report, center: Center, purpose: str) -> Adoption:
    """Take up another center's published report: what for. Once a center, never one's own."""
    if center.pk not in actor.centers:
        raise Refused("centers.staff-only")
    if center.pk == report.center_id or report.center_id in actor.centers:
        raise Refused("experience.own-report")
    if report.current is None or not Report.objects.filter(PUBLISHED, pk=report.pk).exists():
        raise Refused("experience.not-now")
    purpose = _text(purpose, "purpose")
    try:
        with transaction.atomic():
            made = Adoption.objects.create(
                report=report,
                version=report.current,
                center=center,
                purpose=purpose,
                adopted_by_id=actor.user_id,
                adopted_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Refused("experience.adopted-already") from error
    record(
        events.CASE_ADOPTED,
        actor=actor.reference,
        object=f"report:{report.pk}",
        center=f"center:{center.pk}",
        report=report.pk,
        number=report.current.number,
        author_center=report.center_id,
    )
    return made


@transaction.atomic
def confirm_reuse(*, actor: Actor, adoption: Adoption, result: str, came_of_it: str) -> None:
    """The center that adopted a report says that it used it and what came of it, good or bad; once.

    The entry says how often the author has reused reports of this center, so that returned favours can be seen.
    """
    author = adoption.report.center_id
    if adoption.center_id not in actor.centers or author in actor.centers:
        raise Refused("centers.staff-only")
    if result not in Adoption.Result.values:
        raise Invalid("experience.result", field="result")
    came_of_it = _text(came_of_it, "came_of_it")
    if substance(came_of_it) < LEAST_OF_REPLY:
        raise Invalid("experience.reuse-too-thin", field="came_of_it")
    confirmed = Adoption.objects.filter(pk=adoption.pk, reused_at=None).update(
        result=result, came_of_it=came_of_it, reused_by_id=actor.user_id, reused_at=timezone.now()
    )
    if not confirmed:
        raise Refused("experience.reused-already")
    back = Adoption.objects.filter(center=author, report__center=adoption.center_id, reused_at__isnull=False).count()
    record(
        events.CASE_REUSE,
        actor=actor.reference,
        object=f"report:{adoption.report_id}",
        center=f"center:{adoption.center_id}",
        report=adoption.report_id,
        number=adoption.version.number,
        author_center=author,
        result=result,
        times_back=back,
    )


def _text(text: str, field: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Invalid("experience.text-missing", field=field)
    if len(text) > TEXT_LIMIT:
        raise Invalid("terms.too-long", field=field, limit=TEXT_LIMIT)
    return text
