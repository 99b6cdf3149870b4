"""Read the mandates of a deal: who helps whom, and who has agreed that one organisation helps both sides."""

from __future__ import annotations

import msgspec

from patentfair.apps.accounts.access import Actor
from patentfair.apps.journal.queries import entries_of
from patentfair.apps.market.events import MANDATE_BOTH_SIDES_ACCEPTED
from patentfair.apps.market.models import Deal, Mandate
from patentfair.domain.market.deal import Side

__all__ = ["double_mandates", "helping", "is_intermediary", "sides_that_accepted"]


def helping(deal: Deal) -> list[Mandate]:
    """Mandates accepted and not ended, oldest first."""
    held = deal.mandates.filter(accepted_at__isnull=False, ended_at=None)
    return list(held.select_related("organisation", "principal").order_by("pk"))


def is_intermediary(actor: Actor, deal: Deal) -> bool:
    """Whether the actor reads the deal for an organisation with an accepted mandate."""
    mine = actor.acting_for("confer")
    return deal.mandates.filter(organisation__in=mine, accepted_at__isnull=False, ended_at=None).exists()


def double_mandates(mandate: Mandate) -> tuple[int, ...]:
    """The open mandates of the same organisation in the deal, one or one from each side, by their ids in order."""
    open_ = Mandate.objects.filter(deal=mandate.deal_id, organisation=mandate.organisation_id, ended_at=None)
    return tuple(open_.order_by("pk").values_list("pk", flat=True))


def sides_that_accepted(deal: Deal, mandates: tuple[int, ...]) -> frozenset[Side]:
    """The sides that agreed to exactly this pair of mandates, as the journal has it."""
    accepted = set()
    for entry in entries_of(f"deal:{deal.pk}"):
        if entry.event == MANDATE_BOTH_SIDES_ACCEPTED.name:
            facts = msgspec.json.decode(entry.facts)
            if tuple(facts["mandates"]) == mandates:
                accepted.add(Side(facts["side"]))
    return frozenset(accepted)
