"""Write an event's programme, and keep its papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.meetings import events
from patentfair.apps.meetings.models import Event, Paper, Session, Speaker
from patentfair.apps.meetings.notes import journal, programme_hash, require_staff, text_of
from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.patents.regions import PROVINCES

__all__ = ["put_paper", "remove_paper", "remove_session", "save_session"]

MOST_SESSIONS = 300
MOST_SPEAKERS = 8
MOST_PAPERS = 12
MOST_BYTES = 500 << 20  # of all papers of an event
TEXTS = {"title_zh": 200, "title_en": 240, "abstract_zh": 4_000, "abstract_en": 4_000, "room": 80}
SPEAKER_TEXTS = {"name_zh": 80, "name_en": 120, "affiliation_zh": 200, "affiliation_en": 200}


@transaction.atomic
def save_session(
    *,
    actor: Actor,
    event: Event,
    session: Session | None = None,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    speakers: Sequence[Mapping[str, str]] = (),
    province: str = "",
    **texts: str,
) -> Session:
    """Add a part to the programme, or change one; speakers are written anew in the order given."""
    _require_open(actor, event)
    if kind not in Session.Kind.values:
        raise Invalid("session.kind", field="kind")
    if not event.starts_at <= starts_at < ends_at <= event.ends_at:
        raise Invalid("session.times", field="starts_at")
    if kind == Session.Kind.REPORT and province not in PROVINCES:
        raise Invalid("session.region", field="province")
    values = {name: text_of(texts.get(name, ""), name, limit) for name, limit in TEXTS.items()}
    if not (values["title_zh"] or values["title_en"]):
        raise Invalid("event.title", field="title_zh")
    if len(speakers) > MOST_SPEAKERS:
        raise Invalid("session.too-many-speakers")
    if session is None:
        if event.sessions.count() >= MOST_SESSIONS:
            raise Refused("session.too-many")
        session = Session(event=event)
    session.kind, session.starts_at, session.ends_at = kind, starts_at, ends_at
    session.province = province if kind == Session.Kind.REPORT else ""
    for name, value in values.items():
        setattr(session, name, value)
    session.save()
    session.speakers.all().delete()
    for place, speaker in enumerate(speakers):
        told = {name: text_of(speaker.get(name, ""), name, limit) for name, limit in SPEAKER_TEXTS.items()}
        if told["name_zh"] or told["name_en"]:
            Speaker.objects.create(session=session, place=place, **told)
    _note(actor, event)
    return session


@transaction.atomic
def remove_session(*, actor: Actor, session: Session) -> None:
    """Take a part out of the programme; one that has papers stays."""
    _require_open(actor, session.event)
    if session.papers.exists():
        raise Refused("session.has-papers")
    session.delete()
    _note(actor, session.event)


@transaction.atomic
def put_paper(*, actor: Actor, session: Session, title: str, name: str, sha256: str, size: int) -> Paper:
    """Keep a PDF of a session, before or after the event; it is open to everyone once the event was held.

    `size` is in bytes. The file itself is stored after this act and in its transaction, so that nothing refused stays.
    """
    event = session.event
    require_staff(actor, event)
    if event.state == Event.State.CANCELLED:
        raise Refused("event.over")
    title = text_of(title, "title", 240, required=True)
    if not sha256 or size < 1:
        raise Invalid("session.paper-missing", field="file")
    Event.objects.filter(pk=event.pk).update(version=F("version") + 1)  # papers of an event come one after the other
    if session.papers.count() >= MOST_PAPERS:
        raise Refused("session.too-many-papers")
    kept = Paper.objects.filter(session__event=event).aggregate(sum=Sum("size"))["sum"] or 0
    if kept + size > MOST_BYTES:
        raise Refused("session.papers-too-large")
    try:
        with transaction.atomic():
            made = Paper.objects.create(
                session=session, title=title, name=name[:200], sha256=sha256, size=size, put_by_id=actor.user_id,
                put_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("session.paper-there") from error
    journal(events.EVENT_PAPER_PUT, actor, session.event, session=session.pk, sha256=sha256)
    return made


@transaction.atomic
def remove_paper(*, actor: Actor, paper: Paper) -> None:
    """Take a paper out of the proceedings. That it was there stays in the journal."""
    event = paper.session.event
    require_staff(actor, event)
    session, sha256 = paper.session_id, paper.sha256
    paper.delete()
    journal(events.EVENT_PAPER_REMOVED, actor, event, session=session, sha256=sha256)


def _require_open(actor: Actor, event: Event) -> None:
    require_staff(actor, event)
    if event.state not in (Event.State.DRAFT, Event.State.ANNOUNCED):
        raise Refused("event.over")


def _note(actor: Actor, event: Event) -> None:
    event.programme_sha256 = programme_hash(event)
    event.save(update_fields=["programme_sha256"])
    journal(events.EVENT_PROGRAMME, actor, event, programme_sha256=event.programme_sha256)
