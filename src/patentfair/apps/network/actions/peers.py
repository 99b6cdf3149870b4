"""Register other installations, read their feeds, and what an operator does when something is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.apps.network import events
from patentfair.apps.network.actions.index import drop, take_in
from patentfair.apps.network.addresses import checked_address, checked_fingerprint
from patentfair.apps.network.models import Peer
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.network.entry import Entry
from patentfair.domain.network.page import Head

__all__ = [
    "clear_flag",
    "confirm_key",
    "follow_key",
    "note_failure",
    "note_pulled",
    "pause_peer",
    "pull_soon",
    "refuse_news",
    "register_peer",
    "remove_peer",
    "restart_peer",
    "resume_peer",
    "take_news",
]

LONGEST_WAIT = timedelta(hours=6)
MOST_DOUBLINGS = 8


@transaction.atomic
def register_peer(*, actor: Actor, name_zh: str, name_en: str, address: str, fingerprint: str) -> Peer:
    """Begin to read another installation's feed. Its operator has told the fingerprint by telephone or on paper."""
    _operator(actor)
    for name, value, most in (("name_zh", name_zh, 120), ("name_en", name_en, 160)):
        if not value.strip() or len(value) > most:
            raise Invalid("network.name", field=name)
    now = timezone.now()
    peer = Peer(
        name_zh=name_zh.strip(),
        name_en=name_en.strip(),
        address=checked_address(address),
        fingerprint=checked_fingerprint(fingerprint),
        registered_by_id=actor.user_id,
        registered_at=now,
        next_at=now,
    )
    # One that was removed may come back; it begins anew.
    Peer.objects.filter(address=peer.address, state=Peer.State.REMOVED).delete()
    try:
        with transaction.atomic():
            peer.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid("network.peer-known", field="address") from error
    _note(events.PEER_REGISTERED, actor, peer, address=peer.address, fingerprint=peer.fingerprint)
    return peer


@transaction.atomic
def pause_peer(*, actor: Actor, peer: Peer) -> None:
    """Stop reading a feed; what is in the index stays, with its age."""
    _operator(actor)
    if not Peer.objects.filter(pk=peer.pk, state=Peer.State.ACTIVE).update(state=Peer.State.PAUSED):
        raise Refused("network.peer-state")
    _note(events.PEER_PAUSED, actor, peer)


@transaction.atomic
def resume_peer(*, actor: Actor, peer: Peer) -> None:
    """Read a paused feed again, from where it was left."""
    _operator(actor)
    paused = Peer.objects.filter(pk=peer.pk, state=Peer.State.PAUSED)
    if not paused.update(state=Peer.State.ACTIVE, next_at=timezone.now(), failures=0):
        raise Refused("network.peer-state")
    _note(events.PEER_RESUMED, actor, peer)


@transaction.atomic
def remove_peer(*, actor: Actor, peer: Peer) -> None:
    """Stop reading a feed for good and take what it told out of the index."""
    _operator(actor)
    if not Peer.objects.filter(pk=peer.pk).exclude(state=Peer.State.REMOVED).update(state=Peer.State.REMOVED):
        raise Refused("network.peer-state")
    _note(events.PEER_REMOVED, actor, peer, entries=drop(actor=actor, peer=peer))


@transaction.atomic
def confirm_key(*, actor: Actor, peer: Peer, fingerprint: str) -> None:
    """Take another key for a feed's, because its operator says that the old one was lost."""
    _operator(actor)
    value = checked_fingerprint(fingerprint)
    Peer.objects.filter(pk=peer.pk).update(fingerprint=value, next_at=timezone.now(), failures=0)
    _note(events.PEER_CONFIRMED, actor, peer, fingerprint=value)


@transaction.atomic
def clear_flag(*, actor: Actor, peer: Peer) -> None:
    """An operator has looked into what was refused."""
    _operator(actor)
    flag = peer.flag
    if flag and Peer.objects.filter(pk=peer.pk, flag=flag).update(flag="", flagged_at=None, next_at=timezone.now()):
        _note(events.PEER_CLEARED, actor, peer, reason=flag)


@transaction.atomic
def restart_peer(*, actor: Actor, peer: Peer) -> None:
    """Forget all that a feed told and read it from its beginning, when its operator had to begin it anew."""
    _operator(actor)
    entries = drop(actor=actor, peer=peer)
    Peer.objects.filter(pk=peer.pk).update(
        sequence=0, hash="", page_issued_at="", flag="", flagged_at=None, error="", failures=0, next_at=timezone.now()
    )
    _note(events.PEER_RESTARTED, actor, peer, sequence=peer.sequence, entries=entries)


@transaction.atomic
def pull_soon(*, actor: Actor, peer: Peer) -> None:
    """Have a feed read in the worker's next round; nothing else changes."""
    _operator(actor)
    Peer.objects.filter(pk=peer.pk, state=Peer.State.ACTIVE).update(next_at=timezone.now())


@transaction.atomic
def take_news(*, actor: Actor, peer: Peer, head: Head, entries: Sequence[Entry]) -> None:
    """Take a verified page of a feed into the index and move the cursor, both or neither.

    Raises `Stale` where the cursor has moved since the page was asked for.
    """
    _system(actor)
    here = Peer.objects.filter(pk=peer.pk, state=Peer.State.ACTIVE, sequence=peer.sequence, hash=peer.hash)
    news = {"news_at": timezone.now()} if entries else {}
    if not here.update(sequence=head.last, hash=head.hash if head.last else "", page_issued_at=head.issued_at, **news):
        raise Stale("network.peer-moved")
    peer.refresh_from_db()
    if not entries:
        return
    take_in(actor=actor, peer=peer, entries=entries)
    withdrawn = sum(1 for one in entries if one.state == "withdrawn")
    _note(
        events.FEED_PULLED,
        actor,
        peer,
        first=entries[0].sequence,
        last=head.last,
        live=sum(1 for one in entries if one.payload is not None),
        withdrawn=withdrawn,
        hash=head.hash,
    )


@transaction.atomic
def follow_key(*, actor: Actor, peer: Peer, fingerprint: str) -> None:
    """Take a feed's newer key for its own: the one known before has signed it."""
    _system(actor)
    before = peer.fingerprint
    if Peer.objects.filter(pk=peer.pk, fingerprint=before).update(fingerprint=fingerprint):
        peer.fingerprint = fingerprint
        _note(events.FEED_KEY_FOLLOWED, actor, peer, before=before, fingerprint=fingerprint)


@transaction.atomic
def note_pulled(*, actor: Actor, peer: Peer) -> None:
    """A feed was read to its end. What was refused before stays flagged until an operator has looked."""
    _system(actor)
    now = timezone.now()
    Peer.objects.filter(pk=peer.pk).update(
        pulled_at=now,
        next_at=now + timedelta(seconds=settings.FEED_SECONDS),
        failures=0,
        error="",
        error_at=None,
    )


@transaction.atomic
def note_failure(*, actor: Actor, peer: Peer, code: str) -> None:
    """A feed could not be read: try again after a time that doubles with every failure, six hours at most."""
    _system(actor)
    now = timezone.now()
    wait = timedelta(seconds=settings.FEED_SECONDS * 2 ** min(peer.failures, MOST_DOUBLINGS))
    Peer.objects.filter(pk=peer.pk).update(
        failures=peer.failures + 1, error=code, error_at=now, next_at=now + min(wait, LONGEST_WAIT)
    )


@transaction.atomic
def refuse_news(*, actor: Actor, peer: Peer, code: str, why: str) -> None:
    """What a feed sent cannot be what its installation published: the index stays, the peer is flagged.

    The same refusal at the same place stands once in the journal, however often it is repeated.
    """
    _system(actor)
    is_new = peer.error != code or peer.flag != code
    note_failure(actor=actor, peer=peer, code=code)
    Peer.objects.filter(pk=peer.pk).update(flag=code, flagged_at=peer.flagged_at or timezone.now())
    if is_new:
        _note(events.FEED_REFUSED, actor, peer, reason=code, after=peer.sequence, why=why[:200])


def _operator(actor: Actor) -> None:
    if not (actor.is_operator or actor.is_system):
        raise Refused("accounts.operator-only")


def _system(actor: Actor) -> None:
    if not actor.is_system:
        raise Refused("network.system-only")


def _note(event: EventType, actor: Actor, peer: Peer, **facts: Any) -> None:
    record(event, actor=actor.reference, object=f"peer:{peer.pk}", **facts)
