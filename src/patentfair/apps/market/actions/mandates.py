"""Write the mandates of intermediaries in a deal: given by a side, accepted by the intermediary, seen by both sides."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.apps.market import events
from patentfair.apps.market.actions.moves import center_of, note, side_of_actor
from patentfair.apps.market.intermediaries import double_mandates, sides_that_accepted
from patentfair.apps.market.models import Deal, Mandate
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market.deal import DealState, Side
from patentfair.domain.market.disclosure import CLOSED

__all__ = ["accept_both_sides", "accept_mandate", "end_mandate", "give_mandate"]

MOST_MANDATES = 20
PAYERS = ("grantor", "grantee", "both")
_OVER = CLOSED | {DealState.TERMINATED, DealState.ENDED}


@transaction.atomic
def give_mandate(
    *,
    actor: Actor,
    deal: Deal,
    organisation: Organisation,
    role: str,
    what: str = "",
    fee_amount: Decimal | None = None,
    fee_percent: Decimal | None = None,
    fee_basis: str = "",
    currency: str = "CNY",
    paid_by: str = "",
    document_sha256: str = "",
) -> Mandate:
    """A side asks an organisation to help it in this deal, for a fee that both sides see.

    Needs power to sign for the side, since it promises the fee. `paid_by` is a side or "both", by default the side
    that gives the mandate.
    """
    side = side_of_actor(actor, deal, "sign")
    principal = deal.grantor if side is Side.GRANTOR else deal.grantee
    if DealState(deal.state) in _OVER:
        raise Refused("deal.not-now", state=deal.state, act="mandate")
    if organisation.pk in (deal.grantor_id, deal.grantee_id):
        raise Refused("mandate.self-dealing")
    paid_by = paid_by or side.value
    _check(role, what, fee_amount, fee_percent, fee_basis, paid_by)
    if len(currency) != 3 or not currency.isascii() or not currency.isupper():
        raise Invalid("mandate.currency", field="currency")
    if deal.mandates.count() >= MOST_MANDATES:
        raise Refused("mandate.too-many")
    try:
        with transaction.atomic():
            made = Mandate.objects.create(
                deal=deal,
                organisation=organisation,
                principal=principal,
                role=role,
                what=what.strip(),
                fee_amount=fee_amount,
                fee_percent=fee_percent,
                fee_basis=fee_basis.strip(),
                currency=currency,
                paid_by=paid_by,
                document_sha256=document_sha256,
                given_by_id=actor.user_id,
                given_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Refused("mandate.given-already") from error
    terms = [role, made.what, fee_amount, fee_percent, made.fee_basis, currency, paid_by, document_sha256]
    note(
        events.MANDATE_GIVEN, actor, deal, side,
        mandate=made.pk, side=side.value, organisation=organisation.pk, role=role, terms_sha256=digest(terms),
    )  # fmt: skip
    return made


def _check(role: str, what: str, amount: Decimal | None, percent: Decimal | None, basis: str, paid_by: str) -> None:
    """`Invalid`, naming the field, where a mandate cannot say this."""
    if role not in Mandate.Role.values:
        raise Invalid("mandate.role", field="role")
    if paid_by not in PAYERS:
        raise Invalid("mandate.paid-by", field="paid_by")
    if not what.strip() or len(what) > 400:
        raise Invalid("mandate.what", field="what")
    if len(basis) > 200:
        raise Invalid("mandate.basis", field="fee_basis")
    if amount is not None and not (amount.is_finite() and 0 <= amount < Decimal(10) ** 16):
        raise Invalid("terms.amount", field="fee_amount")
    if percent is not None and not (percent.is_finite() and 0 <= percent <= 100):
        raise Invalid("mandate.percent", field="fee_percent")
    if percent and not basis.strip():
        raise Invalid("mandate.basis", field="fee_basis")


@transaction.atomic
def accept_both_sides(*, actor: Actor, mandate: Mandate) -> None:
    """A side agrees that an organisation helps the other side as well. Both must, before it may help the second."""
    deal = mandate.deal
    side = side_of_actor(actor, deal, "sign")
    pair = double_mandates(mandate)
    if len(pair) < 2:
        raise Refused("mandate.one-side")
    if side in sides_that_accepted(deal, pair):
        raise Refused("mandate.accepted-already")
    note(
        events.MANDATE_BOTH_SIDES_ACCEPTED, actor, deal, side,
        side=side.value, organisation=mandate.organisation_id, mandates=list(pair),
    )  # fmt: skip


@transaction.atomic
def accept_mandate(*, actor: Actor, mandate: Mandate) -> None:
    """The intermediary's organisation accepts; from now on it reads the talks and the terms.

    Whoever may bind a side of the deal cannot accept for the intermediary.
    """
    actor.require(mandate.organisation_id, "sign")
    deal = mandate.deal
    if DealState(deal.state) in _OVER:
        raise Refused("deal.not-now", state=deal.state, act="mandate")
    if any(actor.may_act_for(pk, "negotiate") for pk in (deal.grantor_id, deal.grantee_id)) and not actor.is_system:
        raise Refused("mandate.self-dealing")
    pair = double_mandates(mandate)
    if len(pair) > 1 and len(sides_that_accepted(deal, pair)) < 2:
        raise Refused("mandate.both-sides-not-accepted")
    moved = Mandate.objects.filter(pk=mandate.pk, accepted_at=None, ended_at=None).update(accepted_at=timezone.now())
    if not moved:
        raise Stale("mandate.settled-already")
    mandate.refresh_from_db()
    _note(events.MANDATE_ACCEPTED, actor, mandate, mandate.organisation_id, organisation=mandate.organisation_id)


@transaction.atomic
def end_mandate(*, actor: Actor, mandate: Mandate) -> None:
    """End a mandate, or decline one not yet accepted: the side that gave it may, and the intermediary."""
    by = next((pk for pk in (mandate.principal_id, mandate.organisation_id) if actor.may_act_for(pk, "sign")), None)
    if by is None:
        raise Refused("accounts.no-power", scope="sign")
    if not Mandate.objects.filter(pk=mandate.pk, ended_at=None).update(ended_at=timezone.now()):
        raise Stale("mandate.settled-already")
    mandate.refresh_from_db()
    who = "principal" if by == mandate.principal_id else "intermediary"
    _note(events.MANDATE_ENDED, actor, mandate, by, by=who)


def _note(event: EventType, actor: Actor, mandate: Mandate, organisation_id: int, /, **facts: Any) -> None:
    record(
        event,
        actor=actor.reference,
        on_behalf_of=f"organisation:{organisation_id}",
        object=f"deal:{mandate.deal_id}",
        center=center_of(mandate.deal),
        mandate=mandate.pk,
        **facts,
    )
