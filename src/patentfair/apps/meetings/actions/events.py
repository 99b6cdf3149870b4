"""Draft an event, announce it, and enter that it was held or is cancelled."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.exhibition.models import Hall
from patentfair.apps.meetings import events
from patentfair.apps.meetings.models import Event, Registration
from patentfair.apps.meetings.notes import journal, programme_hash, require_staff, text_of
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, NotFound, Refused
from patentfair.domain.patents.regions import PROVINCES

__all__ = ["LARGEST_CAPACITY", "announce_event", "cancel_event", "change_event", "draft_event", "hold_event"]

LARGEST_CAPACITY = 20_000
LONGEST = timedelta(days=31)
TEXTS = {
    "title_zh": 160, "title_en": 200, "about_zh": 8_000, "about_en": 8_000, "place_zh": 200, "place_en": 200,
    "contact": 200,
}  # fmt: skip
_State = Event.State


@transaction.atomic
def draft_event(*, actor: Actor, center: Center, is_sample: bool = False, **fields: object) -> Event:
    """Begin an event of a center; only its own staff may. `fields` are those of `change_event`."""
    if not (actor.is_system or center.pk in actor.centers):
        raise NotFound("not-found", what="center")
    made = Event(
        center=center, created_by_id=actor.user_id, created_at=timezone.now(), is_sample=is_sample, **_checked(fields)
    )
    made.save(force_insert=True)
    journal(events.EVENT_DRAFTED, actor, made, kind=made.kind, content_sha256=_content(made))
    return made


@transaction.atomic
def change_event(*, actor: Actor, event: Event, **fields: object) -> None:
    """Change what is said of an event until it was held or is cancelled; there is room for all who have a place."""
    require_staff(actor, event)
    checked = _checked(fields)
    capacity = checked["capacity"]
    changed = Event.objects.filter(pk=event.pk, state__in=(_State.DRAFT, _State.ANNOUNCED), taken__lte=capacity).update(
        **checked
    )
    event.refresh_from_db()
    if not changed:
        if event.state in (_State.DRAFT, _State.ANNOUNCED):
            raise Invalid("event.capacity-below-taken", field="capacity")
        raise Refused("event.over")
    journal(events.EVENT_CHANGED, actor, event, content_sha256=_content(event))


@transaction.atomic
def announce_event(*, actor: Actor, event: Event) -> None:
    """Make a draft public: from now on people register."""
    require_staff(actor, event)
    if event.ends_at <= timezone.now():
        raise Refused("event.in-the-past")
    if not (event.about_zh or event.about_en) or not (event.place_zh or event.place_en or event.is_online):
        raise Refused("event.not-complete")
    programme = programme_hash(event)
    _move(event, (_State.DRAFT,), state=_State.ANNOUNCED, announced_at=timezone.now(), programme_sha256=programme)
    journal(
        events.EVENT_ANNOUNCED, actor, event,
        kind=event.kind, county=event.county_code, online=event.is_online, starts_at=event.starts_at,
        ends_at=event.ends_at, capacity=event.capacity, programme_sha256=programme,
    )  # fmt: skip


@transaction.atomic
def cancel_event(*, actor: Actor, event: Event, reason: str) -> None:
    """Call an announced event off; the reason is read by everyone."""
    require_staff(actor, event)
    reason = text_of(reason, "reason", 1_000, required=True)
    _move(event, (_State.ANNOUNCED,), state=_State.CANCELLED, cancelled_at=timezone.now(), cancel_reason=reason)
    journal(events.EVENT_CANCELLED, actor, event, reason=reason)


@transaction.atomic
def hold_event(*, actor: Actor, event: Event) -> None:
    """Enter that an announced event was held, with those who checked in; only once it has begun."""
    require_staff(actor, event)
    if timezone.now() < event.starts_at:
        raise Refused("event.not-begun")
    verified = Registration.objects.filter(event=event, checked_in_at__isnull=False).count()
    programme = programme_hash(event)
    _move(
        event, (_State.ANNOUNCED,),
        state=_State.HELD, held_at=timezone.now(), verified=verified, programme_sha256=programme,
    )  # fmt: skip
    journal(
        events.EVENT_HELD, actor, event,
        kind=event.kind, county=event.county_code, online=event.is_online, programme_sha256=programme,
        verified=verified,
    )  # fmt: skip


def _move(event: Event, states: tuple[str, ...], **changes: object) -> None:
    """Change the row if it is still in one of `states`; of two who try, one succeeds."""
    if not Event.objects.filter(pk=event.pk, state__in=states).update(**changes):
        raise Refused("event.other-state")
    event.refresh_from_db()


def _checked(fields: dict[str, object]) -> dict[str, object]:
    known = {*TEXTS, "kind", "county_code", "is_online", "starts_at", "ends_at", "language", "capacity", "hall"}
    checked: dict[str, object] = {name: value for name, value in fields.items() if name in known}
    for name, limit in TEXTS.items():
        checked[name] = text_of(str(fields.get(name, "")), name, limit)
    if not (checked["title_zh"] or checked["title_en"]):
        raise Invalid("event.title", field="title_zh")
    if not checked["contact"]:
        raise Invalid("event.missing", field="contact")
    if checked.get("kind") not in Event.Kind.values:
        raise Invalid("event.kind", field="kind")
    if checked.get("language") not in Event.Language.values:
        raise Invalid("event.language", field="language")
    if checked.get("hall") and not Hall.objects.filter(key=checked["hall"], state=Hall.State.OPEN).exists():
        raise Invalid("event.hall", field="hall")
    county = str(checked.get("county_code", ""))
    if len(county) != 6 or not (county.isascii() and county.isdecimal()) or county[:2] not in PROVINCES:
        raise Invalid("event.county", field="county_code")
    start, end = checked.get("starts_at"), checked.get("ends_at")
    if not (isinstance(start, datetime) and isinstance(end, datetime)) or not start < end <= start + LONGEST:
        raise Invalid("event.times", field="ends_at")
    capacity = checked.get("capacity")
    if not isinstance(capacity, int) or not 1 <= capacity <= LARGEST_CAPACITY:
        raise Invalid("event.capacity", field="capacity")
    return checked


def _content(event: Event) -> str:
    values = [getattr(event, name) for name in TEXTS]
    return digest([*values, event.county_code, event.is_online, event.starts_at.isoformat(),
                   event.ends_at.isoformat(), event.language, event.capacity])  # fmt: skip
