"""The ledger of service: minutes given free, at cost or for money."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.helpdesk import events
from patentfair.apps.helpdesk.checks import checked_text
from patentfair.apps.helpdesk.models import Case, ServiceHours, Training
from patentfair.apps.journal.actions import record
from patentfair.domain.helpdesk.case import Charge, SizeClass
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["book_hours", "take_back_hours"]

DAY_MINUTES = 1440
OLDEST = timedelta(days=92)
MOST_AMOUNT = Decimal(1_000_000)


@transaction.atomic
def book_hours(
    *,
    actor: Actor,
    center: Center,
    done_on: date,
    minutes: int,
    charge: str,
    what: str,
    amount: Decimal | None = None,
    size_class: str = "",
    case: Case | None = None,
    training: Training | None = None,
) -> ServiceHours:
    """Book minutes of service that the actor gave on a day, at most a day's in a day, three months back at most.

    Free service costs nothing; what was charged states its amount in yuan. Hours of a case count for its client's
    size class.
    """
    if center.pk not in actor.centers:
        raise Refused("centers.staff-only")
    if any(thing is not None and thing.center_id != center.pk for thing in (case, training)):
        raise Refused("centers.staff-only")
    today = timezone.localdate()
    if not today - OLDEST <= done_on <= today:
        raise Invalid("helpdesk.hours-day", field="done_on")
    if not 1 <= minutes <= DAY_MINUTES:
        raise Invalid("helpdesk.minutes", field="minutes")
    booked = ServiceHours.objects.filter(booked_by=actor.user_id, done_on=done_on).aggregate(n=Sum("minutes"))["n"] or 0
    if booked + minutes > DAY_MINUTES:
        raise Invalid("helpdesk.more-than-a-day", field="minutes")
    if charge not in set(Charge):
        raise Invalid("helpdesk.charge", field="charge")
    paid = amount or Decimal(0)
    if (charge == Charge.FREE) != (paid == 0) or not 0 <= paid <= MOST_AMOUNT:
        raise Invalid("helpdesk.amount", field="amount")
    size = case.size_class if case is not None else size_class
    if size and size not in set(SizeClass):
        raise Invalid("helpdesk.size", field="size_class")
    made = ServiceHours.objects.create(
        center=center,
        case=case,
        training=training,
        done_on=done_on,
        minutes=minutes,
        charge=charge,
        amount=paid,
        what=checked_text(what, "what", limit=200),
        size_class=size,
        booked_by_id=actor.user_id,
        booked_at=timezone.now(),
    )
    kind = case.kind if case is not None else "training" if training is not None else ""
    record(
        events.SERVICE_HOURS,
        actor=actor.reference,
        object=f"case:{case.pk}" if case else f"training:{training.pk}" if training else f"center:{center.pk}",
        center=f"center:{center.pk}",
        hours=made.pk,
        minutes=minutes,
        charge=charge,
        amount=paid,
        currency="CNY",
        size_class=size,
        kind=kind,
    )
    return made


@transaction.atomic
def take_back_hours(*, actor: Actor, hours: ServiceHours) -> ServiceHours:
    """Take a row of the ledger back by another that names it, once; the person who booked it or the head may."""
    is_head = hours.center_id in actor.headed_centers
    if hours.center_id not in actor.centers or not (is_head or hours.booked_by_id == actor.user_id):
        raise Refused("centers.head-only")
    if hours.reverses_id is not None:
        raise Refused("helpdesk.hours-taken-back")
    try:
        with transaction.atomic():
            made = ServiceHours.objects.create(
                center_id=hours.center_id,
                case_id=hours.case_id,
                training_id=hours.training_id,
                done_on=hours.done_on,
                minutes=-hours.minutes,
                charge=hours.charge,
                amount=-hours.amount,
                what=hours.what,
                size_class=hours.size_class,
                reverses=hours,
                booked_by_id=hours.booked_by_id,
                booked_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Refused("helpdesk.hours-taken-back") from error
    record(
        events.SERVICE_HOURS_REVERSED,
        actor=actor.reference,
        object=f"center:{hours.center_id}",
        center=f"center:{hours.center_id}",
        hours=hours.pk,
        minutes=hours.minutes,
        charge=hours.charge,
    )
    return made
