"""Read the market: sides, terms and how clear a need is."""

from __future__ import annotations

import json

import msgspec
from django.db.models import Model, QuerySet

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.journal.models import Entry
from patentfair.apps.market import events
from patentfair.apps.market.models import (
    Auction,
    Complaint,
    Consent,
    Deal,
    Listing,
    Need,
    Publication,
    TermSheet,
)
from patentfair.apps.registry.models import Patent
from patentfair.apps.rights.queries import publicly_known
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.money import Money
from patentfair.domain.market.deal import DealState, Side
from patentfair.domain.market.terms import Terms
from patentfair.domain.matching.clarity import Clarity, clarity
from patentfair.domain.matching.profile import Target
from patentfair.domain.patents.fields import fields_of

__all__ = ["clarity_of", "left_at", "may_name", "patents_of", "side_of", "terms_of", "was_issued"]

_decode_terms = msgspec.json.Decoder(Terms).decode


def terms_of(sheet: TermSheet) -> Terms:
    """The terms of one version as a value."""
    return _decode_terms(sheet.terms)


def patents_of(terms: Terms) -> list[Patent]:
    """The patents of a version, in its order; `Invalid` where one is not in the register."""
    found = {patent.key: patent for patent in Patent.objects.filter(key__in=terms.patents)}
    missing = [key for key in terms.patents if key not in found]
    if missing:
        raise Invalid("terms.unknown-patent", field="patents", value=missing[0])
    return [found[key] for key in terms.patents]


def side_of(actor: Actor, deal: Deal, scope: str = "confer") -> Side | None:
    """Which side of the deal the actor belongs to, or None."""
    for side, organisation_id in ((Side.GRANTOR, deal.grantor_id), (Side.GRANTEE, deal.grantee_id)):
        if actor.may_act_for(organisation_id, scope) and not actor.is_system:
            return side
    return None


def clarity_of(need: Need) -> Clarity:
    """How clearly a need is put, and what is missing."""
    return clarity(
        problem=need.problem,
        present_way=need.present,
        targets=tuple(Target(t["name"], t["comparator"], t["value"], unit=t.get("unit", "")) for t in need.targets),
        constraints=need.constraints,
        budget=(
            Money(need.budget_low, need.currency) if need.budget_low is not None else None,
            Money(need.budget_high, need.currency) if need.budget_high is not None else None,
        ),
        deadline=need.deadline,
        region=need.province,
        fields=fields_of(need.classes),
    )


def may_name(actor: Actor, consent: Consent) -> bool:
    """Whether this reader of a deal may know who was asked for a consent: a licence that nobody recorded is the affair
    of its two sides and of the center that helps, not of whoever deals with the same owner."""
    deal = consent.deal
    if any(actor.may_act_for(pk, "confer") for pk in (deal.grantor_id, consent.organisation_id)):
        return True
    patents = [deal.patent, *(one.patent for one in deal.deal_patents.select_related("patent"))]
    return deal.center_id in actor.centers or any(consent.organisation_id in publicly_known(one) for one in patents)


def was_issued(deal: Deal, sha256: str) -> bool:
    """Whether a paper with this digest was made here for the deal."""
    issued = Entry.objects.filter(object=f"deal:{deal.pk}", event=events.PAPER_ISSUED.name)
    return any(json.loads(facts).get("sha256") == sha256 for facts in issued.values_list("facts", flat=True))


_OVER = [
    state.value
    for state in (DealState.DECLINED, DealState.WITHDRAWN, DealState.LAPSED, DealState.TERMINATED, DealState.ENDED)
]


def left_at(center: Center) -> dict[str, QuerySet[Model]]:
    """What is not over among that which the center looks after, by what it is."""
    return {
        "listings": Listing.objects.filter(center=center).exclude(state=Publication.CLOSED),
        "needs": Need.objects.filter(center=center).exclude(state=Publication.CLOSED),
        "deals": Deal.objects.filter(center=center).exclude(state__in=_OVER),
        "auctions": Auction.objects.filter(
            center=center, state__in=(Auction.State.DRAFT, Auction.State.ANNOUNCED, Auction.State.CLOSED)
        ),
        "complaints": Complaint.objects.filter(
            center=center,
            state__in=(Complaint.State.OPEN, Complaint.State.ANSWERED, Complaint.State.IN_MEDIATION),
        ),
    }
