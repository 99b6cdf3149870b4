"""Raise flags on deals for staff to look at, and decide them. A flag refuses nothing, and no side is shown it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor, visible
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.apps.market import events
from patentfair.apps.market.access import FLAGS
from patentfair.apps.market.actions.moves import center_of
from patentfair.apps.market.flag_facts import FlagFacts, flag_facts, payments_since
from patentfair.apps.market.models import Deal, DealFlag
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market.trust import circular, related_parties, round_trip, splitting, zero_price
from patentfair.domain.market.trust_flags import Flag

__all__ = ["THRESHOLDS", "decide_flag", "raise_flags"]

THRESHOLDS = {"CNY": Decimal(1_000_000), "EUR": Decimal(125_000), "USD": Decimal(140_000)}
"""Sums that deals stay under when they are split. Set by the house, of no law; staff judge each case."""
NOTE_LIMIT = 4000


@transaction.atomic
def raise_flags(*, actor: Actor, about: Collection[int] | None) -> int:
    """Look at the deals `about` (None: at all) and raise what is new; returns how many. Repeating raises nothing.

    A flag still open that the same circumstances have outgrown is renewed, not doubled.
    """
    if not actor.is_system:
        raise Refused("accounts.no-power", scope="sign")
    today = timezone.localdate()
    facts = flag_facts(about)
    mine = None if about is None else frozenset(f"deal:{pk}" for pk in about)
    paid, deal_of_payment = payments_since(today)
    found = [
        *_concerning(_checked(facts), mine),
        *_on_their_patents(circular(facts.transfers), facts, mine),
        *round_trip(paid),
    ]
    return sum(_raise(actor, flag, pk) for flag in found if (pk := _deal_of(flag, facts, deal_of_payment)))


def _checked(facts: FlagFacts) -> Iterable[Flag]:
    yield from related_parties(
        facts.deals, relations=facts.relations, memberships=facts.memberships, groups=facts.groups
    )
    yield from splitting(facts.deals, thresholds=THRESHOLDS, groups=facts.groups)
    yield from zero_price(facts.deals, timezone.localdate())


def _concerning(flags: Iterable[Flag], mine: frozenset[str] | None) -> list[Flag]:
    """Only what is about the deals looked at: of the others around them not all is at hand."""
    return [flag for flag in flags if mine is None or mine & set(flag.objects)]


def _on_their_patents(flags: Iterable[Flag], facts: FlagFacts, mine: frozenset[str] | None) -> list[Flag]:
    """Circles on the patents of the deals looked at, whether or not these are part of them."""
    patents = {patent for deal in facts.deals if mine is None or deal.reference in mine for patent in deal.patents}
    return [flag for flag in flags if patents & set(flag.objects)]


def _deal_of(flag: Flag, facts: FlagFacts, deal_of_payment: dict[str, int]) -> int | None:
    """The newest deal the flag is about; without one the newest on its patent."""
    named = [int(one.partition(":")[2]) for one in flag.objects if one.startswith("deal:")]
    named += [deal_of_payment[one] for one in flag.objects if one in deal_of_payment]
    if not named:
        named = [int(deal.reference.partition(":")[2]) for deal in facts.deals if set(deal.patents) & set(flag.objects)]
    return max(named, default=None)


def _raise(actor: Actor, flag: Flag, deal_id: int) -> bool:
    seen = digest([flag.code.value, flag.objects, flag.facts])
    if DealFlag.objects.filter(code=flag.code.value, digest=seen).exists():
        return False
    written: dict[str, Any] = {
        "objects": list(flag.objects),
        "facts": dict(flag.facts),
        "why": {"zh": flag.why.zh, "en": flag.why.en},
    }
    deal = Deal.objects.get(pk=deal_id)
    outgrown = _outgrown(flag, deal)
    now = timezone.now()
    if outgrown is not None:
        DealFlag.objects.filter(pk=outgrown.pk, state=DealFlag.State.OPEN).update(
            deal=deal, digest=seen, facts=written, raised_at=now
        )
        raised = outgrown
    else:
        raised = DealFlag.objects.create(deal=deal, code=flag.code.value, digest=seen, facts=written, raised_at=now)
    _note(events.DEAL_FLAGGED, actor, raised, deal, digest=seen)
    return True


def _outgrown(flag: Flag, deal: Deal) -> DealFlag | None:
    """An open flag of the same kind all of whose objects are among this one's."""
    sides = DealFlag.objects.filter(code=flag.code.value, state=DealFlag.State.OPEN)
    sides = sides.filter(deal__grantor=deal.grantor_id) | sides.filter(deal__grantee=deal.grantee_id)
    objects = set(flag.objects)
    return next((one for one in sides.order_by("pk") if set(one.facts.get("objects", ())) <= objects), None)


@transaction.atomic
def decide_flag(*, actor: Actor, flag: DealFlag, upheld: bool, note: str) -> None:
    """Staff whom the deal does not concern explain a flag away or uphold it, and say why."""
    if not visible(DealFlag.objects.filter(pk=flag.pk), FLAGS, "decide", actor).exists() or actor.is_system:
        raise Refused("centers.staff-only")
    text = note.strip()
    if not text:
        raise Invalid("flag.note", field="note")
    if len(text) > NOTE_LIMIT:
        raise Invalid("deal.message-too-long", field="note", limit=NOTE_LIMIT)
    now = timezone.now()
    changed = DealFlag.objects.filter(pk=flag.pk, state=DealFlag.State.OPEN, digest=flag.digest).update(
        state=DealFlag.State.UPHELD if upheld else DealFlag.State.EXPLAINED,
        note=text,
        decided_by_id=actor.user_id,
        decided_at=now,
    )
    if not changed:
        raise Stale("flag.changed-meanwhile")
    salted = sha256(f"{flag.pk}:{now.isoformat()}:{text}".encode()).hexdigest()
    _note(events.FLAG_DECIDED, actor, flag, flag.deal, upheld=upheld, note_sha256=salted)


def _note(event: EventType, actor: Actor, flag: DealFlag, deal: Deal, **facts: Any) -> None:
    """An entry about the flag, not about the deal: the sides read what is about their deal."""
    record(
        event,
        actor=actor.reference,
        object=f"flag:{flag.pk}",
        center=center_of(deal),
        deal=deal.pk,
        code=flag.code,
        **facts,
    )
