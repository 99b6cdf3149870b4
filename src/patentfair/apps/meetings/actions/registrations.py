"""Register for an event, give places in order, check in, evaluate, and erase the persons behind it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM, Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.meetings import events
from patentfair.apps.meetings.models import (
    Attendee,
    Evaluation,
    EvaluationTicket,
    Event,
    Registration,
    YearSalt,
)
from patentfair.apps.meetings.notes import ATTENDEE, holder, journal, require_staff, text_of
from patentfair.apps.meetings.queries import door_times
from patentfair.apps.meetings.tickets import ticket_hash, ticket_of
from patentfair.domain.kernel.errors import Invalid, NotFound, Refused
from patentfair.domain.meetings.visitors import contact_key, visitor_token

__all__ = [
    "cancel_registration",
    "check_in",
    "erase_attendee",
    "erase_attendees_of_past_events",
    "evaluate",
    "fill_places",
    "register",
    "withdraw_registration",
]

CODE_BYTES = 10
BADGE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that are taken for another
BADGE_LENGTH = 8
KEEP_PERSONS = timedelta(days=180)
_State = Registration.State


@transaction.atomic
def register(*, actor: Actor, event: Event, name: str, contact: str, organisation: str = "") -> Registration:
    """Take a place, or a place in the waiting list when all are taken. Anyone may, with or without an account.

    Capacity is held by a conditional update of the event's row, so that two who press at once do not both get the
    last place. Who gives a contact that is registered already is answered like everyone else: with a place and a
    code of its own. Nobody learns from it who comes, and each contact checks in once.
    """
    name = text_of(name, "name", 80, required=True)
    organisation = text_of(organisation, "organisation", 120)
    contact = text_of(contact, "contact", 120, required=True)
    if len(contact_key(contact)) < 5:
        raise Invalid("registration.contact", field="contact")
    now = timezone.now()
    _take_turn(event)
    if event.state != Event.State.ANNOUNCED or event.ends_at <= now or event.center.state == Center.State.REMOVED:
        raise Refused("registration.closed")
    has_place = not event.registrations.filter(state=_State.WAITING).exists() and _take_place(event)
    made = Registration.objects.create(
        event=event,
        user_id=actor.user_id,
        state=_State.CONFIRMED if has_place else _State.WAITING,
        code=secrets.token_hex(CODE_BYTES),
        badge_code="".join(secrets.choice(BADGE_LETTERS) for _ in range(BADGE_LENGTH)),
        token=visitor_token(_salt_of(timezone.localtime(event.starts_at).year), contact),
        registered_at=now,
    )
    Attendee.objects.create(registration=made, name=name, organisation=organisation, contact=contact)
    journal(events.EVENT_REGISTERED, holder(actor, event), event, token=made.token, state=made.state)
    return made


@transaction.atomic
def cancel_registration(*, actor: Actor, registration: Registration) -> None:
    """Give a place back; the first who waits gets it. Whoever holds the code may."""
    event = registration.event
    _cancel(registration)
    journal(events.EVENT_REGISTRATION_CANCELLED, holder(actor, event), event, token=registration.token)
    _erase(actor, event, [registration])  # there is no more reason to know who it was
    _fill(event)


@transaction.atomic
def withdraw_registration(*, actor: Actor, registration: Registration, reason: str) -> None:
    """The center takes a place back and says why; the first who waits gets it.

    The person reads the reason on the page of their registration. The journal keeps its hash: it may name somebody.
    """
    event = registration.event
    require_staff(actor, event)
    reason = text_of(reason, "reason", 500, required=True)
    _cancel(registration, cancel_reason=reason)
    journal(
        events.EVENT_REGISTRATION_WITHDRAWN, actor, event,
        token=registration.token, registration=registration.pk, reason_sha256=sha256(reason.encode()).hexdigest(),
    )  # fmt: skip
    _fill(event)


def _cancel(registration: Registration, **told: str) -> None:
    event = registration.event
    _take_turn(event)
    registration.refresh_from_db()
    before = registration.state
    if event.state != Event.State.ANNOUNCED:
        raise Refused("registration.closed")
    changed = Registration.objects.filter(
        pk=registration.pk, state__in=(_State.CONFIRMED, _State.WAITING), checked_in_at=None
    ).update(state=_State.CANCELLED, **told)
    registration.refresh_from_db()
    if not changed:
        raise Refused("registration.cannot-cancel")
    if before == _State.CONFIRMED:
        Event.objects.filter(pk=event.pk, taken__gt=0).update(taken=F("taken") - 1)


@transaction.atomic
def fill_places(*, actor: Actor, event: Event) -> int:
    """Give free places to those who wait, in order; returns how many."""
    require_staff(actor, event)
    _take_turn(event)
    return _fill(event)


@transaction.atomic
def check_in(*, actor: Actor, registration: Registration) -> None:
    """Enter that the holder of a badge is there; once a badge and a contact, and only around the event's time."""
    event, now = registration.event, timezone.now()
    require_staff(actor, event)
    if event.state not in (Event.State.ANNOUNCED, Event.State.HELD):
        raise Refused("check-in.no-event")
    opens, closes = door_times(event)
    if now < opens:
        raise Refused("check-in.too-early")
    if now > closes or event.state == Event.State.HELD:
        raise Refused("check-in.closed")
    try:
        with transaction.atomic():
            changed = Registration.objects.filter(
                pk=registration.pk, state=_State.CONFIRMED, checked_in_at=None
            ).update(checked_in_at=now)
    except IntegrityError as error:
        raise Refused("check-in.same-contact") from error
    registration.refresh_from_db()
    if not changed:
        raise Refused("check-in.already" if registration.checked_in_at else "check-in.no-place")
    EvaluationTicket.objects.create(event=event, code_sha256=ticket_hash(ticket_of(registration)))
    journal(events.EVENT_CHECKIN, actor, event, token=registration.token)


@transaction.atomic
def evaluate(
    *,
    actor: Actor,  # noqa: ARG001 - whoever it is, the sheet does not say
    ticket: str,
    content: int,
    organisation: int,
    usefulness: int,
    text: str = "",
) -> Evaluation:
    """Fill in the sheet that belongs to a ticket, once. What is said is kept without saying who said it."""
    found = EvaluationTicket.objects.select_related("event").filter(code_sha256=ticket_hash(ticket)).first()
    if found is None:
        raise NotFound("not-found", what="evaluation")
    if any(mark not in range(1, 6) for mark in (content, organisation, usefulness)):
        raise Invalid("evaluation.mark", field="content")
    text = text_of(text, "text", 2_000)
    if not EvaluationTicket.objects.filter(pk=found.pk, is_used=False).update(is_used=True):
        raise Refused("evaluation.used")
    made = Evaluation.objects.create(
        event=found.event, content=content, organisation=organisation, usefulness=usefulness, text=text
    )
    journal(
        events.EVENT_EVALUATED, ATTENDEE, found.event,
        content=content, organisation=organisation, usefulness=usefulness,
    )  # fmt: skip
    return made


@transaction.atomic
def erase_attendee(*, actor: Actor, registration: Registration) -> None:
    """Delete the person behind a registration; the visit stays counted by its token."""
    _erase(actor, registration.event, [registration])


@transaction.atomic
def erase_attendees_of_past_events(*, actor: Actor) -> int:
    """Delete the persons behind registrations half a year after the event; returns how many."""
    before = timezone.now() - KEEP_PERSONS
    erased = 0
    for event in Event.objects.filter(ends_at__lt=before, registrations__attendee__isnull=False).distinct()[:20]:
        erased += _erase(actor, event, event.registrations.filter(attendee__isnull=False))
    return erased


def _erase(actor: Actor, event: Event, registrations: Iterable[Registration]) -> int:
    count, _ = Attendee.objects.filter(registration__in=list(registrations)).delete()
    if count:
        Registration.objects.filter(event=event, attendee=None).update(user=None)
        journal(events.EVENT_ATTENDEES_ERASED, holder(actor, event), event, count=count)
    return count


def _take_turn(event: Event) -> None:
    """Registrations of an event go one after the other: whoever has moved its version holds the row until the end."""
    Event.objects.filter(pk=event.pk).update(version=F("version") + 1)
    event.refresh_from_db()


def _take_place(event: Event) -> bool:
    taken = Event.objects.filter(pk=event.pk, state=Event.State.ANNOUNCED, taken__lt=F("capacity")).update(
        taken=F("taken") + 1
    )
    return bool(taken)


def _fill(event: Event) -> int:
    given = 0
    for waiting in event.registrations.filter(state=_State.WAITING).order_by("pk"):
        if not _take_place(event):
            break
        Registration.objects.filter(pk=waiting.pk).update(state=_State.CONFIRMED)
        journal(events.EVENT_PLACE_GIVEN, SYSTEM, event, token=waiting.token, registration=waiting.pk)
        given += 1
    event.refresh_from_db()
    return given


def _salt_of(year: int) -> str:
    found, _ = YearSalt.objects.get_or_create(year=year, defaults={"salt": secrets.token_hex(32)})
    return found.salt
