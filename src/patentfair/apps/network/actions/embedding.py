"""Let other web sites show a center's listings and its search box in a frame, and end it."""

from __future__ import annotations

import re

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.apps.network import events
from patentfair.apps.network.models import EmbedHost
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["allow_host", "end_host"]

MOST_HOSTS = 20
_HOST = re.compile(r"(?=.{1,200}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](:\d{2,5})?")


@transaction.atomic
def allow_host(*, actor: Actor, center: Center, host: str) -> EmbedHost:
    """Let the site at `host` (without a scheme or path) show what is this center's. Its head decides."""
    _head(actor, center)
    name = host.strip().lower().removeprefix("https://").rstrip("/")
    if not _HOST.fullmatch(name):
        raise Invalid("network.embed-host", field="host")
    if EmbedHost.objects.filter(center=center).count() >= MOST_HOSTS:
        raise Invalid("network.embed-too-many", field="host")
    try:
        with transaction.atomic():
            made = EmbedHost.objects.create(
                center=center, host=name, added_by_id=actor.user_id, added_at=timezone.now()
            )
    except IntegrityError as error:
        raise Invalid("network.embed-known", field="host") from error
    _note(events.EMBED_ALLOWED, actor, center, name)
    return made


@transaction.atomic
def end_host(*, actor: Actor, host: EmbedHost) -> None:
    """A site may show it no longer, from its visitors' next look on."""
    _head(actor, host.center)
    ended, _ = EmbedHost.objects.filter(pk=host.pk).delete()
    if ended:
        _note(events.EMBED_ENDED, actor, host.center, host.host)


def _head(actor: Actor, center: Center) -> None:
    if center.pk not in actor.headed_centers and not actor.is_system:
        raise Refused("centers.head-only")


def _note(event: EventType, actor: Actor, center: Center, host: str) -> None:
    reference = f"center:{center.pk}"
    record(event, actor=actor.reference, object=reference, center=reference, host=host)
