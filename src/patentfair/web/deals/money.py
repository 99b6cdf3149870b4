"""The money of a deal: what is due and why, statements of sales, invoices, payments. Pages for looking."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from patentfair.adapters.documents.room_files import download_name
from patentfair.adapters.documents.store import content_type, path_of
from patentfair.apps.journal.queries import entries_of
from patentfair.apps.market.actions.money import CANCEL_REASONS, DENY_REASONS
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
from patentfair.apps.market.models import Deal, Invoice, Payment, Reminder, RoyaltyStatement
from patentfair.apps.market.queries import side_of
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.clock import DUE_PLAN
from patentfair.domain.market.deal import Side
from patentfair.domain.market.royalty import REASONS, SALE_PRICE, Period, Step
from patentfair.domain.market.terms import DealKind
from patentfair.web.deals.head import deal_of, head
from patentfair.web.guards import signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, label, organisation_name
from patentfair.web.refusals import sentence
from patentfair.web.request import PageRequest

__all__ = [
    "exact",
    "file_response",
    "invoice",
    "invoice_context",
    "money",
    "payment",
    "payment_context",
    "payment_evidence",
    "period_text",
    "statement",
    "statement_context",
    "statement_evidence",
]

INVOICE_REASONS: dict[str, Words] = {
    **{str(code): words for code, words in REASONS.items()},
    "other": Words("其他款项", "Other"),
}
STANDINGS = {
    "nothing": Words("无应付款", "Nothing due"),
    "not_yet": Words("尚未发生", "Not yet"),
    "to_issue": Words("待开账单", "To be invoiced"),
    "waits": Words("待许可方核对报告", "Waits for the statement to be looked at"),
    "questioned": Words("报告有异议", "Statement questioned"),
    "invoiced": Words("已开账单", "Invoiced"),
    "covered": Words("已包含在其他账单中", "Covered by other invoices"),
    "cancelled": Words("账单已撤销", "Invoice cancelled"),
}
STATEMENT_STATES = {
    "stated": Words("待核对", "To be looked at"),
    "accepted": Words("已认可", "Accepted"),
    "questioned": Words("有异议", "Questioned"),
    "replaced": Words("已被新报告取代", "Replaced"),
}
PAYMENT_STATES = {
    "stated": Words("待确认", "To be confirmed"),
    "confirmed": Words("已确认", "Confirmed"),
    "denied": Words("已否认", "Denied"),
}
INVOICE_STATES = {
    "cancelled": Words("已撤销", "Cancelled"),
    "paid": Words("已付清", "Paid"),
    "overpaid": Words("多付", "Paid too much"),
    "overdue": Words("已逾期", "Overdue"),
    "part": Words("部分付款", "Paid in part"),
    "open": Words("未付", "Open"),
}
WHY_CANCELLED = {
    "mistake": Words("开具有误", "Issued by mistake"),
    "statement": Words("报告需更正", "The statement is to be corrected"),
    "agreed": Words("双方商定不收", "Waived by agreement"),
}
WHY_DENIED = {
    "not_received": Words("未收到款项", "The money did not come"),
    "other_amount": Words("到账金额不符", "Another amount came"),
    "evidence": Words("凭证无法核对", "The proof cannot be checked"),
}


def exact(amount: Decimal, currency: str, language: str) -> str:
    """An amount to the cent."""
    return f"{amount:,.2f} 元" if language == "zh" and currency == "CNY" else f"{currency} {amount:,.2f}"


def period_text(start: date, end: date) -> str:
    """The days from `start` to the last one before `end`."""
    last = end - timedelta(days=1)
    return Words(f"{day(start)}至{day(last)}", f"{day(start)} to {day(last)}").of(page_language())


@signed_in
def money(request: PageRequest, pk: int) -> HttpResponse:
    """All money of a deal on one page."""
    deal, language, today = deal_of(request, pk), page_language(), timezone.localdate()
    may, side = side_of(request.actor, deal, "negotiate"), side_of(request.actor, deal)
    invoices, statements = invoices_of(deal), statements_of(deal)
    open_ = open_amounts(invoices)
    problem = ""
    lines: tuple[Line, ...] = ()
    owed: tuple[Period, ...] = ()
    try:
        lines = due_lines(deal, today, statements=statements, invoices=invoices)
        owed = owed_periods(deal, today)
    except DomainError as error:
        problem = sentence(error)
    terms = terms_today(deal)
    payments = list(
        Payment.objects.filter(invoice__deal=deal).select_related("invoice", "stated_by").order_by("-pk")[:200]
    )
    context = head(request, deal, language, here="money") | {
        "problem": problem,
        "has_terms": terms is not None,
        "totals": _totals(invoices, open_, today, language),
        "dues": [_due_row(line, deal.kind, language) for line in lines if line.due.amount],
        "owed": [
            {"text": period_text(one.start, one.end), "start": one.start.isoformat(), "first": not i}
            for i, one in enumerate(owed)
        ],
        "statements": [_statement_row(one, language) for one in statements],
        "replaced": deal.statements.filter(state=RoyaltyStatement.State.REPLACED).count(),
        "invoices": [_invoice_row(one, open_[one.pk], today, language) for one in invoices],
        "payments": [_payment_row(one, language) for one in payments],
        "can_issue": any(line.to_issue and line.standing == "to_issue" for line in lines),
        "is_grantor": may is Side.GRANTOR,
        "is_grantee": may is Side.GRANTEE,
        "may_act": may is not None and terms is not None,
        "sees_sharing": side is Side.GRANTOR,
    }
    return render(request, "web/deal_money.html", context)


def _totals(
    invoices: Iterable[Invoice], open_: Mapping[int, Decimal], today: date, language: str
) -> list[dict[str, str]]:
    """Invoiced, paid, open and overdue sums, a row a currency; what was paid too much lowers nothing else."""
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: NOTHING))
    for one in invoices:
        if one.cancelled_on is None:
            row, left = sums[one.currency], open_[one.pk]
            row["invoiced"] += one.amount
            row["paid"] += one.amount - left
            row["open"] += max(left, NOTHING)
            row["overdue"] += left if left > 0 and one.due_on < today else NOTHING
    return [
        {name: exact(row[name], currency, language) for name in ("invoiced", "paid", "open", "overdue")}
        | {"is_overdue": "yes" if row["overdue"] else ""}
        for currency, row in sorted(sums.items())
    ]


def _steps(steps: Sequence[Step | Mapping[str, str]], currency: str, language: str) -> list[dict[str, str]]:
    """A reckoning, line by line; kept steps are maps of text."""
    rows = []
    for step in steps:
        if isinstance(step, Step):
            words, amount, base, percent = step.words, step.amount, step.base, step.percent
        else:
            words, amount = Words(step["zh"], step["en"]), Decimal(step["amount"])
            base = Decimal(step["base"]) if "base" in step else None
            percent = Decimal(step["percent"]) if "percent" in step else None
        times = ""
        if base is not None and percent is not None:
            times = f"{exact(base, currency, language)} × {percent.normalize():f}%"
        # A royalty before rounding may have more than two decimals; all of them are shown.
        digits = max(2, -int(amount.normalize().as_tuple().exponent))
        written = f"{amount:,.{digits}f}"
        rows.append(
            {
                "what": words.of(language),
                "times": times,
                "amount": f"{written} 元" if language == "zh" and currency == "CNY" else f"{currency} {written}",
            }
        )
    return rows


def reason_words(reason: str, kind: str, language: str) -> str:
    """What a sum is for; the single payment of a sale is its price, not a fee for entering a licence."""
    if reason == "upfront" and kind == DealKind.ASSIGNMENT.value:
        return SALE_PRICE.of(language)
    return label(INVOICE_REASONS, reason, language)


def _due_row(line: Line, kind: str, language: str) -> dict[str, Any]:
    due = line.due
    difference = line.invoiced - due.amount
    payable = [one.due_on for one in line.invoices if one.cancelled_on is None] or [due.due_on]
    return {
        "key": line.key,
        "what": due.milestone or reason_words(due.reason, kind, language),
        "reason": label(INVOICE_REASONS, due.reason, language) if due.milestone else "",
        "period": period_text(due.period.start, due.period.end) if due.period else "",
        "amount": exact(due.amount, line.currency, language),
        "due": day(max(payable)),
        "state": label(STANDINGS, line.standing, language),
        "standing": line.standing,
        "steps": _steps(due.how, line.currency, language),
        "invoices": [{"pk": one.pk, "number": one.number} for one in line.invoices if one.cancelled_on is None],
        "over": exact(difference, line.currency, language) if difference > 0 else "",
        "by_hand": line.standing == "cancelled" and line.to_issue > 0,
    }


def _statement_row(one: RoyaltyStatement, language: str) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "period": period_text(one.start, one.end),
        "base": exact(one.base, one.currency, language),
        "amount": exact(one.amount, one.currency, language),
        "state": label(STATEMENT_STATES, one.state, language),
        "code": one.state,
        "start": one.start.isoformat(),
    }


def _invoice_state(one: Invoice, left: Decimal, today: date) -> str:
    if one.cancelled_on is not None:
        return "cancelled"
    if left <= 0:
        return "overpaid" if left < 0 else "paid"
    if one.due_on < today:
        return "overdue"
    return "part" if left < one.amount else "open"


def _invoice_row(one: Invoice, left: Decimal, today: date, language: str) -> dict[str, Any]:
    state = _invoice_state(one, left, today)
    return {
        "pk": one.pk,
        "number": one.number,
        "what": one.what or reason_words(one.reason, one.deal.kind, language),
        "period": _invoice_period(one, language),
        "creditor": organisation_name(one.creditor, language),
        "debtor": organisation_name(one.debtor, language),
        "amount": exact(one.amount, one.currency, language),
        "open": exact(left, one.currency, language),
        "issued": day(one.issued_on),
        "due": day(one.due_on),
        "state": label(INVOICE_STATES, state, language),
        "code": state,
    }


def _invoice_period(one: Invoice, language: str) -> str:
    """The period of its statement; of a minimum, the licence year as its number names it."""
    if one.statement:
        return period_text(one.statement.start, one.statement.end)
    if one.reason == Invoice.Reason.MINIMUM:
        start = day(date.fromisoformat(one.number.split("-M-")[1][:8]))
        return Words(f"{start}起的许可年度", f"licence year from {start}").of(language)
    return ""


def _payment_row(one: Payment, language: str) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "invoice": one.invoice.number,
        "invoice_pk": one.invoice_id,
        "amount": exact(one.amount, one.invoice.currency, language),
        "paid_on": day(one.paid_on),
        "state": label(PAYMENT_STATES, one.state, language),
        "code": one.state,
    }


@signed_in
def statement(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """One statement: what was stated, how the royalty was reckoned, what the grantor says."""
    deal = deal_of(request, pk)
    return render(request, "web/deal_statement.html", statement_context(request, deal, number))


def statement_context(request: PageRequest, deal: Deal, number: int) -> dict[str, Any]:
    """What the page of a statement shows; `NotFound` where the deal has none of that id."""
    language = page_language()
    found = deal.statements.filter(pk=number).first()
    if found is None:
        raise NotFound("not-found", what="statement")
    terms, may = terms_today(deal), side_of(request.actor, deal, "negotiate")
    live = Invoice.objects.filter(statement=found, cancelled_on=None).first()
    return head(request, deal, language, here="money") | {
        "statement": found,
        "row": _statement_row(found, language),
        "base_of": terms.royalty_base if terms else "",
        "steps": _steps(found.reckoning, found.currency, language),
        "stated": day(timezone.localdate(found.stated_at)),
        "decided": day(timezone.localdate(found.decided_at)) if found.decided_at else "",
        "invoice": live,
        "can_accept": may is Side.GRANTOR and found.state in ("stated", "questioned"),
        "can_question": may is Side.GRANTOR and found.state in ("stated", "accepted") and live is None,
        "can_replace": may is Side.GRANTEE and found.state == "questioned",
    }


@signed_in
def invoice(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """One invoice with its payments."""
    deal = deal_of(request, pk)
    return render(request, "web/deal_invoice.html", invoice_context(request, deal, number))


def invoice_context(request: PageRequest, deal: Deal, number: int) -> dict[str, Any]:
    """What the page of an invoice shows; `NotFound` where the deal has none of that id."""
    language, today = page_language(), timezone.localdate()
    found = deal.invoices.select_related("statement", "creditor", "debtor").filter(pk=number).first()
    if found is None:
        raise NotFound("not-found", what="invoice")
    left = open_amounts([found])[found.pk]
    payments = list(found.payments.select_related("invoice").order_by("pk"))
    may = side_of(request.actor, deal, "negotiate")
    ours = {Side.GRANTOR: deal.grantor_id, Side.GRANTEE: deal.grantee_id}.get(may) if may else None
    plan = {step.code: step.words for step in DUE_PLAN}
    reminders = Reminder.objects.filter(object=f"invoice:{found.pk}").order_by("at")
    counts = any(one.state != Payment.State.DENIED for one in payments)
    return head(request, deal, language, here="money") | {
        "invoice": found,
        "row": _invoice_row(found, left, today, language),
        "payments": [_payment_row(one, language) for one in payments],
        "reminders": [
            {"on": day(timezone.localdate(one.at)), "text": label(plan, one.code, language)} for one in reminders
        ],
        "can_pay": ours == found.debtor_id and found.cancelled_on is None,
        "can_cancel": ours == found.creditor_id and found.cancelled_on is None and not counts,
        "reasons": [(code, label(WHY_CANCELLED, code, language)) for code in CANCEL_REASONS],
        "cancelled": day(found.cancelled_on),
    }


@signed_in
def payment(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """One payment: the debtor's proof, and the creditor's answer."""
    deal = deal_of(request, pk)
    return render(request, "web/deal_payment.html", payment_context(request, deal, number))


def payment_context(request: PageRequest, deal: Deal, number: int) -> dict[str, Any]:
    """What the page of a payment shows; `NotFound` where the deal has none of that id."""
    language = page_language()
    found = _payment(deal, number)
    may = side_of(request.actor, deal, "negotiate")
    ours = {Side.GRANTOR: deal.grantor_id, Side.GRANTEE: deal.grantee_id}.get(may) if may else None
    is_income = may is Side.GRANTOR and found.invoice.creditor_id == deal.grantor_id
    has_plan = hasattr(deal, "sharing_plan")
    return head(request, deal, language, here="money") | {
        "payment": found,
        "row": _payment_row(found, language),
        "stated": day(timezone.localdate(found.stated_at)),
        "decided": day(timezone.localdate(found.decided_at)) if found.decided_at else "",
        "why": _why_denied(found, deal, language) if found.state == Payment.State.DENIED else "",
        "can_decide": ours == found.invoice.creditor_id and found.state == Payment.State.STATED,
        "can_share": is_income and has_plan and found.state == Payment.State.CONFIRMED and not found.shares.exists(),
        "shares_at_once": is_income and has_plan,
        "reasons": [(code, label(WHY_DENIED, code, language)) for code in DENY_REASONS],
    }


def _why_denied(found: Payment, deal: Deal, language: str) -> str:
    """The reason, as the journal keeps it."""
    for entry in reversed(entries_of(f"deal:{deal.pk}")):
        if entry.event == "payment.denied":
            facts = json.loads(entry.facts)
            if facts.get("payment") == found.pk:
                return label(WHY_DENIED, str(facts.get("why")), language)
    return ""


def _payment(deal: Deal, number: int) -> Payment:
    found = Payment.objects.filter(pk=number, invoice__deal=deal).select_related("invoice").first()
    if found is None:
        raise NotFound("not-found", what="payment")
    return found


@signed_in
def statement_evidence(request: PageRequest, pk: int, number: int) -> HttpResponseBase:
    """The evidence of a statement, for those who may read the deal."""
    deal = deal_of(request, pk)
    found = deal.statements.filter(pk=number).first()
    if found is None:
        raise NotFound("not-found", what="statement")
    return file_response(found.evidence_sha256, f"statement-{found.start:%Y%m%d}")


@signed_in
def payment_evidence(request: PageRequest, pk: int, number: int) -> HttpResponseBase:
    """The proof of a payment, for those who may read the deal."""
    found = _payment(deal_of(request, pk), number)
    return file_response(found.evidence_sha256, "", name=found.evidence_name)


_ENDINGS = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}


def file_response(sha256: str, stem: str, *, name: str = "") -> FileResponse:
    """A kept file as a download, under its own name or one made of `stem`."""
    path = path_of(settings.FILES_ROOT, sha256) if sha256 else None
    if path is None or not path.is_file():
        raise NotFound("not-found", what="file")
    stream = path.open("rb")
    kind = content_type(stream.read(16)) or "application/octet-stream"
    stream.seek(0)
    filename = download_name(name, kind) if name else f"{stem}{_ENDINGS.get(kind, '')}"
    return FileResponse(stream, content_type=kind, as_attachment=True, filename=filename)
