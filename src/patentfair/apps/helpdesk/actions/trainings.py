"""Trainings given, and who was there."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.helpdesk import events
from patentfair.apps.helpdesk.checks import checked_text
from patentfair.apps.helpdesk.models import Attendance, Case, Training
from patentfair.apps.journal.actions import record
from patentfair.domain.helpdesk.case import CaseKind, Charge, SizeClass
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["confirm_attendance", "enter_attendance", "enter_training"]

MOST_ROWS = 100


@transaction.atomic
def enter_training(
    *,
    actor: Actor,
    center: Center,
    held_on: date,
    minutes: int,
    title_zh: str = "",
    title_en: str = "",
    place: str = "",
    trainer: str = "",
    charge: str = "free",
    case: Case | None = None,
    is_sample: bool = False,
) -> Training:
    """Enter a training that the center has given, of ten minutes to forty hours."""
    if center.pk not in actor.centers:
        raise Refused("centers.staff-only")
    if case is not None and (case.center_id != center.pk or case.kind != CaseKind.TRAINING):
        raise Refused("helpdesk.not-now")
    title_zh = checked_text(title_zh, "title_zh", limit=200, is_required=False)
    title_en = checked_text(title_en, "title_en", limit=200, is_required=False)
    if not (title_zh or title_en):
        raise Invalid("helpdesk.empty", field="title_zh")
    if held_on > timezone.localdate():
        raise Invalid("helpdesk.training-day", field="held_on")
    if not 10 <= minutes <= 2400:
        raise Invalid("helpdesk.training-minutes", field="minutes")
    if charge not in set(Charge):
        raise Invalid("helpdesk.charge", field="charge")
    made = Training.objects.create(
        center=center,
        case=case,
        title_zh=title_zh,
        title_en=title_en,
        held_on=held_on,
        minutes=minutes,
        place=checked_text(place, "place", limit=200, is_required=False),
        trainer=checked_text(trainer, "trainer", limit=120, is_required=False),
        charge=charge,
        entered_by_id=actor.user_id,
        entered_at=timezone.now(),
        is_sample=is_sample,
    )
    record(
        events.TRAINING_HELD,
        actor=actor.reference,
        object=f"training:{made.pk}",
        center=f"center:{center.pk}",
        training=made.pk,
        held_on=held_on,
        minutes=minutes,
        charge=charge,
    )
    return made


@transaction.atomic
def enter_attendance(
    *,
    actor: Actor,
    training: Training,
    people: int,
    minutes: int | None = None,
    size_class: str = "",
    peer: Center | None = None,
) -> Attendance:
    """Enter how many people of one kind, or of one peer center, were there, each for `minutes` (all of it if None).

    People are counted, not named. The people of a peer center count once that center has confirmed them.
    """
    if training.center_id not in actor.centers:
        raise Refused("centers.staff-only")
    minutes = training.minutes if minutes is None else minutes
    if not 1 <= people <= 5000:
        raise Invalid("helpdesk.people", field="people")
    if not 1 <= minutes <= training.minutes:
        raise Invalid("helpdesk.attended-minutes", field="minutes")
    if (peer is None) == (not size_class) or (size_class and size_class not in set(SizeClass)):
        raise Invalid("helpdesk.attendance-of-whom", field="size_class")
    if peer is not None and peer.pk == training.center_id:
        raise Invalid("helpdesk.same-center", field="peer")
    if training.attendances.count() >= MOST_ROWS:
        raise Refused("helpdesk.too-much")
    try:
        with transaction.atomic():
            made = Attendance.objects.create(
                training=training,
                peer=peer,
                size_class=size_class,
                people=people,
                minutes=minutes,
                entered_by_id=actor.user_id,
                entered_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Refused("helpdesk.peer-entered") from error
    if peer is None:
        _record(actor, made)
    return made


@transaction.atomic
def confirm_attendance(*, actor: Actor, attendance: Attendance) -> None:
    """Staff of the peer center confirm that so many of theirs were there."""
    if attendance.peer_id not in actor.centers or attendance.training.center_id in actor.centers:
        raise Refused("centers.staff-only")
    confirmed = Attendance.objects.filter(pk=attendance.pk, confirmed_at=None).update(
        confirmed_at=timezone.now(), confirmed_by_id=actor.user_id
    )
    if not confirmed:
        raise Refused("helpdesk.attendance-confirmed")
    _record(actor, attendance)


def _record(actor: Actor, attendance: Attendance) -> None:
    training = attendance.training
    record(
        events.TRAINING_ATTENDED,
        actor=actor.reference,
        object=f"training:{training.pk}",
        center=f"center:{training.center_id}",
        training=training.pk,
        people=attendance.people,
        minutes=attendance.minutes,
        size_class=attendance.size_class,
        peer=attendance.peer_id,
    )
