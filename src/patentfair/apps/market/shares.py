"""Read how the income of a deal is shared: the plan as a value, what the law says of it, what there is to share."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.dues import NOTHING, terms_today
from patentfair.apps.market.models import Deal, Payment, SharingPlan
from patentfair.domain.kernel.money import Money
from patentfair.domain.market import sharing
from patentfair.domain.market.terms import DealKind

__all__ = ["judge_plan", "plan_of", "shared_base"]


def plan_of(row: SharingPlan) -> sharing.Plan:
    """The plan of the table as a value; the inventors by name, so that the order is one everywhere."""
    parts = {name: Fraction(part) for name, part in row.shares.items()}
    each = tuple((name, Fraction(part)) for name, part in sorted(row.inventors.items()))
    return sharing.Plan(parts["inventors"], parts["department"], parts["institution"], each)


def judge_plan(deal: Deal, plan: sharing.Plan, basis: str) -> tuple[sharing.FloorFinding, ...]:
    """What the law of China says of the plan; nothing for a unit seated elsewhere."""
    terms = terms_today(deal)
    kind = _owner_kind(deal.grantor)
    if kind is None:
        return ()
    is_sale = terms is not None and terms.conveys is DealKind.ASSIGNMENT
    net = Money(NOTHING, terms.currency if terms else "CNY")
    return sharing.judge(plan, kind, "assignment" if is_sale else "licence", net, agreed=bool(basis))


def _owner_kind(organisation: Organisation) -> str | None:
    """The kind of unit that article 45 tells apart; None for one it does not reach."""
    if organisation.country != "CN":
        return None
    if organisation.kind == Organisation.Kind.PERSON:
        return "person"
    is_research = organisation.kind in (Organisation.Kind.UNIVERSITY, Organisation.Kind.INSTITUTE)
    return "public_research" if is_research and organisation.is_state_founded else "company"


def shared_base(payment: Payment) -> Decimal:
    """What a confirmed payment brought of its invoice: its amount without what was paid too much.

    Payments count in the order in which they were confirmed.
    """
    left = payment.invoice.amount
    earlier = payment.invoice.payments.filter(state=Payment.State.CONFIRMED).order_by("decided_at", "pk")
    for one in earlier:
        if one.pk == payment.pk:
            return max(min(payment.amount, left), NOTHING)
        left -= one.amount
    return NOTHING
