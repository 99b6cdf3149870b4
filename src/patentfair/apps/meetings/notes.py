"""What the actions around events share: texts within limits, the journal entry, and whose event it is."""

from __future__ import annotations

from typing import Any

from patentfair.apps.accounts.access import Actor
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.apps.meetings.models import Event, Session
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, NotFound

__all__ = ["ATTENDEE", "holder", "journal", "programme_hash", "require_staff", "text_of"]


def journal(event_type: EventType, actor: Actor, event: Event, **facts: Any) -> None:
    """Enter an act on `event` in the journal."""
    record(event_type, actor=actor.reference, object=f"event:{event.pk}", center=f"center:{event.center_id}", **facts)


ATTENDEE = Actor(reference="attendee")


def holder(actor: Actor, event: Event) -> Actor:
    """Who acts on a registration, as the journal says it: staff by their account, everyone else namelessly.

    A token beside an account would tell whose token it is.
    """
    return actor if actor.is_system or event.center_id in actor.centers else ATTENDEE


def require_staff(actor: Actor, event: Event) -> None:
    """Only the center's own people touch its events; for others the event is not there."""
    if not (actor.is_system or event.center_id in actor.centers):
        raise NotFound("not-found", what="event")


def text_of(value: str, field: str, limit: int, *, required: bool = False) -> str:
    """The text without the space around it; raises `Invalid` where it is missing or too long."""
    text = value.replace("\r\n", "\n").strip()
    if required and not text:
        raise Invalid("event.missing", field=field)
    if len(text) > limit:
        raise Invalid("event.too-long", field=field)
    return text


def programme_hash(event: Event) -> str:
    """SHA-256 over the programme as it is announced: times, rooms, titles, kinds, regions and speakers."""
    sessions = Session.objects.filter(event=event).order_by("starts_at", "room", "pk").prefetch_related("speakers")
    told = [
        [
            one.kind, one.starts_at.isoformat(), one.ends_at.isoformat(), one.room, one.title_zh, one.title_en,
            one.province,
            [
                [s.name_zh, s.name_en, s.affiliation_zh, s.affiliation_en]
                for s in sorted(one.speakers.all(), key=lambda speaker: speaker.place)
            ],
        ]
        for one in sessions
    ]  # fmt: skip
    return digest(told)
