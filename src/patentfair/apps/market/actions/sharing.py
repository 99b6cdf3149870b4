"""How the grantor shares what a deal brings between inventors, department and institution."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.market import events
from patentfair.apps.market.actions.moves import note, side_of_actor, touch
from patentfair.apps.market.books import enter
from patentfair.apps.market.models import BookEntry, Deal, IncomeShare, Payment, SharingPlan
from patentfair.apps.market.shares import judge_plan, plan_of, shared_base
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.kernel.money import Money
from patentfair.domain.market import bookkeeping, sharing
from patentfair.domain.market.bookkeeping import Account
from patentfair.domain.market.deal import Side

__all__ = ["mark_share_paid", "set_sharing_plan", "share_income", "share_receipt"]

LIMIT_DENOMINATOR = 1_000_000
_OWED = {"inventor": Account.OWED_TO_INVENTORS, "department": Account.OWED_TO_DEPARTMENT}
_NOTHING = Decimal("0.00")


@transaction.atomic
def set_sharing_plan(
    *, actor: Actor, deal: Deal, plan: sharing.Plan, basis: str = "", evidence_sha256: str = ""
) -> tuple[sharing.FloorFinding, ...]:
    """The grantor lays down how later receipts are shared; what was shared before stays.

    `basis` names the rules or the agreement it rests on. Below the floor of article 45 the plan of a state-founded
    university or institute is refused; for others the findings tell. Raises `Invalid`, `Refused`.
    """
    _grantor(actor, deal)
    sharing.check_plan(plan)
    parts = {"inventors": plan.inventors, "department": plan.department, "institution": plan.institution}
    if any(one.denominator > LIMIT_DENOMINATOR for one in (*parts.values(), *(part for _, part in plan.each))):
        raise Invalid("sharing.fraction", field="inventors")
    if any(len(name) > 200 for name, _ in plan.each):
        raise Invalid("sharing.names", field="each")
    basis = basis.strip()
    if len(basis) > 200:
        raise Invalid("terms.too-long", field="basis", limit=200)
    findings = judge_plan(deal, plan, basis)
    below = next((one for one in findings if one.code == "sharing.below-floor"), None)
    if below is not None:
        raise Refused("sharing.below-floor", field="inventors", article=below.article.en)
    touch(deal)
    now = timezone.now()
    SharingPlan.objects.update_or_create(
        deal=deal,
        defaults={
            "shares": {name: str(part) for name, part in parts.items()},
            "inventors": {name.strip(): str(part) for name, part in plan.each},
            "basis": basis,
            "evidence_sha256": evidence_sha256,
            "decided_by_id": actor.user_id,
            "decided_at": now,
        },
    )
    salted = digest([deal.pk, now.isoformat(), [[name, str(part)] for name, part in plan.each], basis])
    facts = {name: str(part) for name, part in parts.items()}
    note(events.SHARING_SET, actor, deal, Side.GRANTOR, plan_sha256=salted, evidence_sha256=evidence_sha256, **facts)
    return findings


@transaction.atomic
def share_income(*, actor: Actor, payment: Payment, costs: Sequence[tuple[str, Decimal]] = ()) -> None:
    """The grantor shares a payment that was confirmed before there was a plan."""
    invoice = payment.invoice
    deal = invoice.deal
    _grantor(actor, deal)
    if payment.state != Payment.State.CONFIRMED or invoice.creditor_id != deal.grantor_id:
        raise Refused("sharing.not-income")
    if not hasattr(deal, "sharing_plan"):
        raise Refused("sharing.no-plan")
    touch(deal)
    share_receipt(actor=actor, deal=deal, payment=payment, income=shared_base(payment), costs=costs)


def share_receipt(
    *, actor: Actor, deal: Deal, payment: Payment, income: Decimal, costs: Sequence[tuple[str, Decimal]]
) -> None:
    """Split the net income of a confirmed payment under the deal's plan, in the rows and in the books; once."""
    if BookEntry.objects.filter(deal=deal, reason="sharing", reference=f"payment:{payment.pk}").exists():
        raise Stale("sharing.already-shared")
    if not income:
        return
    currency = payment.invoice.currency
    net = sharing.net_income(Money(income, currency), [(name, Money(cost, currency)) for name, cost in costs])
    rows = [one for one in sharing.split(net, plan_of(deal.sharing_plan)) if one.amount.amount]
    if not rows:
        return
    IncomeShare.objects.bulk_create(
        IncomeShare(payment=payment, beneficiary=one.part, name=one.name, amount=one.amount.amount, currency=currency)
        for one in rows
    )
    total = {
        part: sum((one.amount.amount for one in rows if one.part == part), _NOTHING)
        for part in ("inventor", "department", "institution")
    }
    enter(
        bookkeeping.income_shared(
            payment.paid_on,
            organisation=deal.grantor_id,
            currency=currency,
            inventors=total["inventor"],
            department=total["department"],
            institution=total["institution"],
            reference=f"payment:{payment.pk}",
        ),
        deal,
    )
    salted = digest([deal.pk, payment.pk, timezone.now().isoformat(), [[one.name, one.amount] for one in rows]])
    note(events.INCOME_SHARED, actor, deal, Side.GRANTOR, payment=payment.pk, shares_sha256=salted)


@transaction.atomic
def mark_share_paid(*, actor: Actor, share: IncomeShare, paid_on: date) -> None:
    """The grantor enters that a share was paid out. What the institution retains is not paid out to anybody."""
    deal = share.payment.invoice.deal
    _grantor(actor, deal)
    if share.beneficiary not in _OWED:
        raise Refused("sharing.retained")
    if paid_on > timezone.localdate() or paid_on < share.payment.paid_on:
        raise Invalid("rights.day-impossible", field="paid_on")
    if not IncomeShare.objects.filter(pk=share.pk, paid_on=None).update(paid_on=paid_on):
        raise Stale("sharing.already-paid")
    touch(deal)
    enter(
        bookkeeping.share_paid(
            paid_on,
            organisation=deal.grantor_id,
            account=_OWED[share.beneficiary],
            amount=Money(share.amount, share.currency),
            reference=f"share:{share.pk}",
        ),
        deal,
    )
    share.refresh_from_db()
    note(events.SHARE_PAID, actor, deal, Side.GRANTOR, share=share.pk, paid_on=paid_on)


def _grantor(actor: Actor, deal: Deal) -> None:
    if side_of_actor(actor, deal, "negotiate") is not Side.GRANTOR:
        raise Refused("deal.grantor-only")
