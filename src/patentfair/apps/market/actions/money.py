"""Statements of sales, invoices and payments of a deal. Money moves outside; here both sides agree on what it was.

Every act moves the deal's version and, where it changes what is owed, writes the books in the same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.market import events
from patentfair.apps.market.actions.moves import note, side_of_actor, touch
from patentfair.apps.market.actions.sharing import share_receipt
from patentfair.apps.market.books import enter, reverse
from patentfair.apps.market.dues import (
    NOTHING,
    Line,
    due_lines,
    invoices_of,
    open_amounts,
    owed_periods,
    statements_of,
    terms_today,
)
from patentfair.apps.market.models import BookEntry, Deal, Invoice, Payment, Reminder, RoyaltyStatement
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.kernel.money import Money
from patentfair.domain.market import bookkeeping
from patentfair.domain.market.deal import Side
from patentfair.domain.market.royalty import Period, Step
from patentfair.domain.market.terms import Terms

__all__ = [
    "CANCEL_REASONS",
    "DENY_REASONS",
    "accept_statement",
    "cancel_invoice",
    "confirm_payment",
    "credit_deposit",
    "deny_payment",
    "issue_due",
    "issue_invoice",
    "issue_invoices",
    "question_statement",
    "remind",
    "state_payment",
    "state_sales",
]

CANCEL_REASONS = ("mistake", "statement", "agreed")
DENY_REASONS = ("not_received", "other_amount", "evidence")
MOST_INVOICES = 2_000
MOST_PAYMENTS = 200
LIMIT_AMOUNT = Decimal(10) ** 15
TEXT_LIMIT = 2_000
EARLIEST_PAYMENT = timedelta(days=3 * 366)
_CENT = Decimal("0.01")


@transaction.atomic
def state_sales(*, actor: Actor, deal: Deal, period: Period, base: Decimal, evidence_sha256: str) -> RoyaltyStatement:
    """The grantee states the base of a period that has ended; a questioned statement of it is replaced.

    Periods are stated in order, because the rate of one may depend on those before. The royalty is reckoned at once
    and kept with its steps. `Invalid` or `Refused` where the period is not owed.
    """
    side, today = _only(actor, deal, Side.GRANTEE), timezone.localdate()
    _in_force(deal)
    if not evidence_sha256:
        raise Invalid("royalty.evidence", field="evidence")
    _sum(base, "base", least=NOTHING)
    stated = statements_of(deal)
    questioned = next(
        (one for one in stated if one.state == RoyaltyStatement.State.QUESTIONED and _same(one, period)), None
    )
    if questioned is None:
        owed = owed_periods(deal, today)
        if period not in owed:
            raise Refused("royalty.not-owed")
        if period != owed[0]:
            raise Refused("royalty.earlier-first")
    touch(deal)
    if questioned is not None:
        _turn(questioned, (RoyaltyStatement.State.QUESTIONED,), state=RoyaltyStatement.State.REPLACED)
    row = RoyaltyStatement(
        deal=deal,
        start=period.start,
        end=period.end,
        base=base.quantize(_CENT),
        evidence_sha256=evidence_sha256,
        stated_by_id=actor.user_id,
        stated_at=timezone.now(),
    )
    others = [one for one in stated if one is not questioned]
    line = next(one for one in due_lines(deal, today, statements=[*others, row]) if one.statement is row)
    row.amount, row.currency, row.reckoning = line.due.amount, line.currency, _kept(line.due.how)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Stale("deal.changed-meanwhile") from error
    note(
        events.SALES_STATED,
        actor,
        deal,
        side,
        statement=row.pk,
        start=row.start,
        end=row.end,
        amount=row.amount,
        currency=row.currency,
        evidence_sha256=evidence_sha256,
    )
    return row


@transaction.atomic
def question_statement(*, actor: Actor, statement: RoyaltyStatement, question: str) -> None:
    """The grantor asks about a statement; the grantee answers with a new one. Not while an invoice rests on it."""
    deal = statement.deal
    side = _only(actor, deal, Side.GRANTOR)
    question = question.strip()
    if not 5 <= len(question) <= TEXT_LIMIT:
        raise Invalid("royalty.question", field="question", limit=TEXT_LIMIT)
    if Invoice.objects.filter(statement=statement, cancelled_on=None).exists():
        raise Refused("royalty.already-invoiced")
    state, now = RoyaltyStatement.State, timezone.now()
    _turn(statement, (state.STATED, state.ACCEPTED), state=state.QUESTIONED, question=question, decided_at=now)
    touch(deal)
    salted = sha256(f"{statement.pk}:{now.isoformat()}:{question}".encode()).hexdigest()
    note(events.STATEMENT_QUESTIONED, actor, deal, side, statement=statement.pk, question_sha256=salted)


@transaction.atomic
def accept_statement(*, actor: Actor, statement: RoyaltyStatement) -> list[Invoice]:
    """The grantor accepts a statement, stated or questioned before; the royalties due are invoiced at once."""
    deal = statement.deal
    side = _only(actor, deal, Side.GRANTOR)
    state = RoyaltyStatement.State
    _turn(statement, (state.STATED, state.QUESTIONED), state=state.ACCEPTED, decided_at=timezone.now())
    touch(deal)
    note(events.STATEMENT_ACCEPTED, actor, deal, side, statement=statement.pk)
    return _issue_all(actor, deal, side, royalties_only=True)


def _turn(statement: RoyaltyStatement, states: Sequence[str], **changes: object) -> None:
    if not RoyaltyStatement.objects.filter(pk=statement.pk, state__in=states).update(**changes):
        raise Stale("royalty.already-decided")
    statement.refresh_from_db()


@transaction.atomic
def issue_invoices(*, actor: Actor, deal: Deal) -> list[Invoice]:
    """Issue what has come up by the terms and was not invoiced yet; once, however often it is asked.

    The market's own clock asks, or the grantor. Nothing is issued for a statement that is questioned, nor again for
    what was cancelled.
    """
    side = None if actor.is_system else _only(actor, deal, Side.GRANTOR)
    _in_force(deal)
    return _issue_all(actor, deal, side)


def _issue_all(actor: Actor, deal: Deal, side: Side | None, *, royalties_only: bool = False) -> list[Invoice]:
    invoices = invoices_of(deal)
    lines = due_lines(deal, timezone.localdate(), invoices=invoices)
    chosen = [line for line in lines if line.to_issue and line.standing == "to_issue"]
    if royalties_only:
        chosen = [line for line in chosen if line.statement is not None]
    if not chosen or len(invoices) + len(chosen) > MOST_INVOICES:
        return []
    touch(deal)
    return [_issue_line(actor, deal, side, line) for line in chosen]


@transaction.atomic
def issue_due(*, actor: Actor, deal: Deal, key: str) -> Invoice:
    """The grantor issues one due by hand: the way to invoice again what was cancelled."""
    side = _only(actor, deal, Side.GRANTOR)
    _in_force(deal)
    line = next((one for one in due_lines(deal, timezone.localdate()) if one.key == key), None)
    if line is None or not line.to_issue:
        raise Refused("invoice.not-due")
    touch(deal)
    return _issue_line(actor, deal, side, line)


def _issue_line(actor: Actor, deal: Deal, side: Side | None, line: Line) -> Invoice:
    count, due_on = len(line.invoices) + 1, line.due.due_on
    if line.statement is not None:
        # It could not be invoiced before sales were stated: the days to pay are those after the invoice.
        due_on = max(due_on, timezone.localdate() + (line.due.due_on - line.claim_on))
    number = f"{deal.pk}-{line.key}" + (f"/{count}" if count > 1 else "")
    return _issue(
        actor,
        deal,
        side,
        Invoice(
            deal=deal,
            number=number,
            creditor=deal.grantor,
            debtor=deal.grantee,
            reason=line.due.reason,
            what=line.due.milestone[:200],
            statement=line.statement,
            amount=line.to_issue,
            currency=line.currency,
            due_on=due_on,
        ),
    )


@transaction.atomic
def issue_invoice(*, actor: Actor, deal: Deal, what: str, amount: Decimal, due_on: date) -> Invoice:
    """Either side invoices the other something beside the terms, in the currency of the terms."""
    side, today = side_of_actor(actor, deal, "negotiate"), timezone.localdate()
    terms = _in_force(deal)
    what = what.strip()
    if not 2 <= len(what) <= 200:
        raise Invalid("invoice.what", field="what")
    _sum(amount, "amount", least=_CENT)
    if due_on < today:
        raise Invalid("invoice.due-on", field="due_on")
    others = Invoice.objects.filter(deal=deal)
    if others.count() >= MOST_INVOICES:
        raise Refused("invoice.too-many")
    touch(deal)
    number = f"{deal.pk}-X-{others.filter(reason=Invoice.Reason.OTHER).count() + 1}"
    creditor, debtor = (deal.grantor, deal.grantee) if side is Side.GRANTOR else (deal.grantee, deal.grantor)
    return _issue(
        actor,
        deal,
        side,
        Invoice(
            deal=deal,
            number=number,
            creditor=creditor,
            debtor=debtor,
            reason=Invoice.Reason.OTHER,
            what=what,
            amount=amount.quantize(_CENT),
            currency=terms.currency,
            due_on=due_on,
        ),
    )


def _issue(actor: Actor, deal: Deal, side: Side | None, invoice: Invoice) -> Invoice:
    invoice.issued_on, invoice.issued_by_id = timezone.localdate(), actor.user_id
    try:
        with transaction.atomic():
            invoice.save(force_insert=True)
    except IntegrityError as error:
        raise Stale("invoice.already-issued") from error
    enter(
        bookkeeping.invoice_issued(
            invoice.issued_on,
            creditor=invoice.creditor_id,
            debtor=invoice.debtor_id,
            amount=Money(invoice.amount, invoice.currency),
            reference=_reference(invoice),
        ),
        deal,
    )
    note(
        events.INVOICE_ISSUED,
        actor,
        deal,
        side,
        number=invoice.number,
        reason=str(invoice.reason),
        amount=invoice.amount,
        currency=invoice.currency,
        due_on=invoice.due_on,
    )
    return invoice


@transaction.atomic
def credit_deposit(*, actor: Actor, deal: Deal, amount: Decimal, evidence_sha256: str) -> Payment | None:
    """State the winner's deposit of an auction as paid on the price; the grantor confirms it like any payment.

    None where the price is not invoiced yet, or was dealt with already.
    """
    if not actor.is_system:
        raise Refused("accounts.no-power", scope="negotiate")
    issue_invoices(actor=actor, deal=deal)
    invoice = Invoice.objects.filter(deal=deal, reason=Invoice.Reason.UPFRONT, cancelled_on=None).first()
    if invoice is None or invoice.payments.exists():
        return None
    part = min(amount, invoice.amount)
    return _stated(actor, invoice, None, part, timezone.localdate(), "保证金 · deposit", evidence_sha256)


@transaction.atomic
def cancel_invoice(*, actor: Actor, invoice: Invoice, why: str) -> None:
    """The creditor takes an invoice back that nothing was paid on; its entry in the books is reversed."""
    deal, today = invoice.deal, timezone.localdate()
    side = _speaks_for(actor, deal, invoice.creditor_id)
    if why not in CANCEL_REASONS:
        raise Invalid("invoice.why", field="why")
    if invoice.payments.exclude(state=Payment.State.DENIED).exists():
        raise Refused("invoice.has-payments")
    if not Invoice.objects.filter(pk=invoice.pk, cancelled_on=None).update(cancelled_on=today):
        raise Stale("invoice.already-cancelled")
    touch(deal)
    reverse(BookEntry.objects.get(deal=deal, reason="invoice", reference=_reference(invoice)), today)
    invoice.refresh_from_db()
    note(events.INVOICE_CANCELLED, actor, deal, side, number=invoice.number, why=why)


@transaction.atomic
def state_payment(
    *,
    actor: Actor,
    invoice: Invoice,
    amount: Decimal,
    paid_on: date,
    evidence_name: str,
    evidence_sha256: str,
) -> Payment:
    """The debtor states with evidence what it paid: the whole, a part, or more. It counts once it is confirmed."""
    deal = invoice.deal
    side = _speaks_for(actor, deal, invoice.debtor_id)
    _sum(amount, "amount", least=_CENT)
    if not timezone.localdate(deal.opened_at) - EARLIEST_PAYMENT <= paid_on <= timezone.localdate():
        raise Invalid("rights.day-impossible", field="paid_on")
    if not evidence_sha256:
        raise Invalid("payment.evidence", field="evidence")
    invoice.refresh_from_db(fields=["cancelled_on"])
    if invoice.cancelled_on is not None:
        raise Refused("invoice.already-cancelled")
    others = invoice.payments.exclude(state=Payment.State.DENIED)
    if others.filter(evidence_sha256=evidence_sha256, amount=amount, paid_on=paid_on).exists():
        raise Refused("payment.already-stated")
    if invoice.payments.count() >= MOST_PAYMENTS:
        raise Refused("payment.too-many")
    touch(deal)
    return _stated(actor, invoice, side, amount.quantize(_CENT), paid_on, evidence_name[:200], evidence_sha256)


def _stated(
    actor: Actor,
    invoice: Invoice,
    side: Side | None,
    amount: Decimal,
    paid_on: date,
    evidence_name: str,
    evidence_sha256: str,
) -> Payment:
    payment = Payment.objects.create(
        invoice=invoice,
        amount=amount,
        paid_on=paid_on,
        evidence_name=evidence_name,
        evidence_sha256=evidence_sha256,
        stated_by_id=actor.user_id,
        stated_at=timezone.now(),
    )
    note(
        events.PAYMENT_STATED,
        actor,
        invoice.deal,
        side,
        payment=payment.pk,
        invoice=invoice.number,
        amount=payment.amount,
        currency=invoice.currency,
        paid_on=paid_on,
        evidence_sha256=evidence_sha256,
    )
    return payment


@transaction.atomic
def confirm_payment(*, actor: Actor, payment: Payment, costs: Sequence[tuple[str, Decimal]] = ()) -> None:
    """The creditor confirms that the money came. Where the grantor has a plan, the income is shared at once.

    `costs` are direct costs by name that come off before sharing. What was paid beyond the invoice is not income.
    """
    invoice = payment.invoice
    deal = invoice.deal
    side = _speaks_for(actor, deal, invoice.creditor_id)
    open_before = open_amounts([invoice])[invoice.pk]
    _decide(actor, payment, Payment.State.CONFIRMED)
    touch(deal)
    enter(
        bookkeeping.payment_made(
            payment.paid_on,
            creditor=invoice.creditor_id,
            debtor=invoice.debtor_id,
            amount=Money(payment.amount, invoice.currency),
            reference=f"payment:{payment.pk}",
        ),
        deal,
    )
    note(
        events.PAYMENT_CONFIRMED,
        actor,
        deal,
        side,
        payment=payment.pk,
        invoice=invoice.number,
        amount=payment.amount,
        currency=invoice.currency,
    )
    if invoice.creditor_id == deal.grantor_id and hasattr(deal, "sharing_plan"):
        income = max(min(payment.amount, open_before), NOTHING)
        share_receipt(actor=actor, deal=deal, payment=payment, income=income, costs=costs)


@transaction.atomic
def deny_payment(*, actor: Actor, payment: Payment, why: str) -> None:
    """The creditor says that the money did not come, or not so; the debtor may state the payment anew."""
    deal = payment.invoice.deal
    side = _speaks_for(actor, deal, payment.invoice.creditor_id)
    if why not in DENY_REASONS:
        raise Invalid("payment.why", field="why")
    _decide(actor, payment, Payment.State.DENIED)
    touch(deal)
    note(events.PAYMENT_DENIED, actor, deal, side, payment=payment.pk, invoice=payment.invoice.number, why=why)


def _decide(actor: Actor, payment: Payment, state: Payment.State) -> None:
    changed = Payment.objects.filter(pk=payment.pk, state=Payment.State.STATED).update(
        state=state, decided_by_id=actor.user_id, decided_at=timezone.now()
    )
    if not changed:
        raise Stale("payment.already-decided")
    payment.refresh_from_db(fields=["state", "decided_by", "decided_at"])


@transaction.atomic
def remind(*, actor: Actor, invoice: Invoice, step: str) -> bool:
    """Remind the debtor of an invoice, each step once; whether it was this time."""
    if not actor.is_system:
        raise Refused("accounts.no-power", scope="negotiate")
    now = timezone.now()
    made = Reminder.objects.get_or_create(
        object=_reference(invoice), code=step, defaults={"organisation_id": invoice.debtor_id, "at": now}
    )[1]
    if made:
        note(events.PAYMENT_REMINDED, actor, invoice.deal, None, invoice=invoice.number, step=step)
    return made


def _reference(invoice: Invoice) -> str:
    return f"invoice:{invoice.pk}"


def _only(actor: Actor, deal: Deal, wanted: Side) -> Side:
    """The side itself where the actor may bind it."""
    if side_of_actor(actor, deal, "negotiate") is not wanted:
        raise Refused("deal.grantor-only" if wanted is Side.GRANTOR else "deal.grantee-only")
    return wanted


def _speaks_for(actor: Actor, deal: Deal, organisation_id: int) -> Side:
    return _only(actor, deal, Side.GRANTOR if organisation_id == deal.grantor_id else Side.GRANTEE)


def _in_force(deal: Deal) -> Terms:
    terms = terms_today(deal)
    if terms is None:
        raise Refused("deal.not-now", state=deal.state, act="money")
    return terms


def _same(statement: RoyaltyStatement, period: Period) -> bool:
    return (statement.start, statement.end) == (period.start, period.end)


def _sum(amount: Decimal, field: str, *, least: Decimal) -> None:
    if not amount.is_finite() or amount < least or amount >= LIMIT_AMOUNT:
        raise Invalid("terms.amount", field=field)
    if amount != amount.quantize(_CENT):
        raise Invalid("price.decimals", field=field)


def _kept(steps: Sequence[Step]) -> list[dict[str, str]]:
    """The steps of a reckoning as they are stored: words in both languages, sums as text."""
    return [
        {"zh": step.words.zh, "en": step.words.en, "amount": str(step.amount)}
        | ({"base": str(step.base), "percent": str(step.percent)} if step.base is not None else {})
        for step in steps
    ]
