"""Decide whether two printed names are one party, and take the decision back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.journal.actions import record
from patentfair.apps.registry import events
from patentfair.apps.registry.models import PartyDecision, PartySuggestion, PatentParty
from patentfair.apps.registry.parties import decisions_within, group_of, sameness_of
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, NotFound, Refused

__all__ = ["decide_party", "withdraw_party_decision"]

MOST_NOTE = 400


@transaction.atomic
def decide_party(*, actor: Actor, left: str, right: str, same: bool, note: str = "") -> PartyDecision:
    """Say that two names are, or are not, one party. Staff of any center may; whoever did is on record.

    Raises `Invalid` where a name is not in the register or both are one, `Refused` where it would contradict a
    standing decision: names that are one party by others cannot be told apart, nor those told apart be made one.
    """
    _may(actor)
    left, right = sorted((left, right))
    if left == right:
        raise Invalid("party.same-name", field="right")
    for name in (left, right):
        if not PatentParty.objects.filter(name_key=name).exists():
            raise Invalid("party.unknown-name", field="left" if name == left else "right")
    if len(note) > MOST_NOTE:
        raise Invalid("party.note-too-long", field="note")
    ours, theirs = group_of(left), group_of(right)
    if not same and right in ours:
        raise Refused("party.joined-by-others")
    if same and any(not one.same for one in decisions_within(ours | theirs)):
        raise Refused("party.told-apart")
    found = sameness_of(left, right)
    try:
        with transaction.atomic():
            decision = PartyDecision.objects.create(
                left=left,
                right=right,
                same=same,
                reasons=list(found.reasons),
                note=note.strip(),
                decided_by=actor.reference,
                decided_at=timezone.now(),
            )
    except IntegrityError:
        raise Refused("party.already-decided") from None
    PartySuggestion.objects.filter(left=left, right=right).delete()
    record(
        events.PARTY_DECIDED,
        actor=actor.reference,
        object=f"party-decision:{decision.pk}",
        same=same,
        reasons=decision.reasons,
        names_sha256=digest([left, right, decision.note]),
    )
    return decision


@transaction.atomic
def withdraw_party_decision(*, actor: Actor, decision: int) -> None:
    """Take a decision back; the names stand alone again as far as it joined them."""
    _may(actor)
    standing = PartyDecision.objects.filter(pk=decision, withdrawn_at=None)
    if not standing.update(withdrawn_at=timezone.now(), withdrawn_by=actor.reference):
        raise NotFound("not-found", what="decision")
    record(events.PARTY_DECISION_WITHDRAWN, actor=actor.reference, object=f"party-decision:{decision}")


def _may(actor: Actor) -> None:
    if not (actor.centers or actor.is_national_admin or actor.is_operator):
        raise NotFound("not-found")
