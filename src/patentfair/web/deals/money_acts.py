"""The money of a deal: state sales, issue and cancel invoices, state, confirm and deny payments, share the income."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.apps.market.actions import money as actions
from patentfair.apps.market.actions import sharing as sharing_actions
from patentfair.apps.market.dues import open_amounts, owed_periods, statements_of, terms_today
from patentfair.apps.market.models import Deal, IncomeShare, Invoice, Payment
from patentfair.apps.market.queries import side_of
from patentfair.apps.market.shares import judge_plan, plan_of
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.deal import Side
from patentfair.domain.market.royalty import Period
from patentfair.web.deals.head import deal_of, head
from patentfair.web.deals.money import exact, file_response, payment_context, period_text, statement_context
from patentfair.web.deals.money_forms import (
    CostForm,
    InvoiceForm,
    PaymentForm,
    QuestionForm,
    SharePaidForm,
    SharingForm,
    StatementForm,
)
from patentfair.web.guards import keep_upload, signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, label
from patentfair.web.refusals import sentence, show_in_form
from patentfair.web.request import PageRequest

__all__ = [
    "cancel",
    "invoice_new",
    "issue",
    "payment_act",
    "payment_new",
    "share_paid",
    "sharing",
    "sharing_evidence",
    "statement_act",
    "statement_new",
]

BENEFICIARIES = {
    "inventor": Words("发明人（设计人）", "Inventor"),
    "department": Words("院系（部门）", "Department"),
    "institution": Words("单位留存", "Institution"),
}


def _deal(request: PageRequest, pk: int, side: Side | None = None) -> Deal:
    """The deal, for those who may bind a side of it, or the side asked for."""
    deal = deal_of(request, pk, "negotiate")
    if side is not None and side_of(request.actor, deal, "negotiate") is not side:
        raise NotFound("not-found", what="deal")
    return deal


def _form(request: PageRequest, deal: Deal, form: Any, heading: str, submit: str, *, upload: bool) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "submit": submit,
        "multipart": upload,
        "cancel_url": reverse("deal-money", args=[deal.pk]),
    }
    return render(request, "web/form.html", context)


@signed_in
def statement_new(request: PageRequest, pk: int) -> HttpResponse:
    """The grantee states the sales of the oldest period that is owed, or anew of one that was questioned."""
    deal, today = _deal(request, pk, Side.GRANTEE), timezone.localdate()
    questioned = [one for one in statements_of(deal) if one.state == "questioned"]
    periods = [Period(one.start, one.end) for one in questioned] + list(owed_periods(deal, today)[:1])
    if not periods:
        messages.info(request, _("No statement is owed now."))
        return redirect("deal-money", pk=pk)
    terms = terms_today(deal)
    by_start = {one.start.isoformat(): one for one in periods}
    form = StatementForm(
        request.POST or None,
        request.FILES or None,
        periods=[(start, period_text(one.start, one.end)) for start, one in by_start.items()],
        base_of=f"{terms.royalty_base} ({terms.currency})" if terms else "",
        initial={"period": request.GET.get("start", "")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            _name, digest = keep_upload(data["evidence"])
            made = actions.state_sales(
                actor=request.actor,
                deal=deal,
                period=by_start[data["period"]],
                base=data["base"],
                evidence_sha256=digest,
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Stated. The other side looks at it; the reckoning is below."))
            return redirect("deal-statement", pk=pk, number=made.pk)
    return _form(request, deal, form, _("State the sales of a period"), _("State the sales"), upload=True)


@signed_in
@require_POST
def statement_act(request: PageRequest, pk: int, number: int, act: str) -> HttpResponse:
    """The grantor accepts a statement or questions it."""
    deal = _deal(request, pk, Side.GRANTOR)
    found = deal.statements.filter(pk=number).first()
    if found is None or act not in ("accept", "question"):
        raise NotFound("not-found", what="statement")
    if act == "accept":
        issued = actions.accept_statement(actor=request.actor, statement=found)
        said = _("Accepted, and invoiced.") if issued else _("Accepted.")
        messages.success(request, said)
        return redirect("deal-statement", pk=pk, number=number)
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            actions.question_statement(actor=request.actor, statement=found, question=form.cleaned_data["question"])
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Questioned. The other side states the period anew."))
            return redirect("deal-statement", pk=pk, number=number)
    context = statement_context(request, deal, number) | {"form": form}
    return render(request, "web/deal_statement.html", context)


@signed_in
@require_POST
def issue(request: PageRequest, pk: int) -> HttpResponse:
    """The grantor issues everything that has come up, or one due named by its key."""
    deal, key = _deal(request, pk, Side.GRANTOR), request.POST.get("key", "")
    if key:
        made = [actions.issue_due(actor=request.actor, deal=deal, key=key)]
    else:
        made = actions.issue_invoices(actor=request.actor, deal=deal)
    if made:
        messages.success(request, _("Issued: %(numbers)s.") % {"numbers": ", ".join(one.number for one in made)})
    else:
        messages.info(request, _("Nothing is to be invoiced now."))
    return redirect("deal-money", pk=pk)


@signed_in
def invoice_new(request: PageRequest, pk: int) -> HttpResponse:
    """Either side invoices something beside the terms."""
    deal, terms = _deal(request, pk), None
    terms = terms_today(deal)
    if terms is None:
        messages.info(request, _("The deal is not in force yet; there is nothing to pay."))
        return redirect("deal-money", pk=pk)
    initial = {"due_on": timezone.localdate() + timedelta(days=terms.payment_days)}
    form = InvoiceForm(request.POST or None, currency=terms.currency, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.issue_invoice(actor=request.actor, deal=deal, **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The invoice is issued."))
            return redirect("deal-invoice", pk=pk, number=made.pk)
    return _form(request, deal, form, _("Invoice something else"), _("Issue the invoice"), upload=False)


def _invoice(deal: Deal, number: int) -> Invoice:
    found = deal.invoices.select_related("deal", "creditor", "debtor").filter(pk=number).first()
    if found is None:
        raise NotFound("not-found", what="invoice")
    return found


def _ours(request: PageRequest, deal: Deal) -> int:
    side = side_of(request.actor, deal, "negotiate")
    return deal.grantor_id if side is Side.GRANTOR else deal.grantee_id


@signed_in
@require_POST
def cancel(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """The creditor takes an invoice back."""
    deal = _deal(request, pk)
    found = _invoice(deal, number)
    if found.creditor_id != _ours(request, deal):
        raise NotFound("not-found", what="invoice")
    actions.cancel_invoice(actor=request.actor, invoice=found, why=request.POST.get("why", ""))
    messages.success(request, _("The invoice is cancelled, and its entry in the books reversed."))
    return redirect("deal-invoice", pk=pk, number=number)


@signed_in
def payment_new(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """The debtor states a payment on an invoice."""
    deal = _deal(request, pk)
    found = _invoice(deal, number)
    if found.debtor_id != _ours(request, deal):
        raise NotFound("not-found", what="invoice")
    left = open_amounts([found])[found.pk]
    initial = {"amount": left if left > 0 else None, "paid_on": timezone.localdate()}
    form = PaymentForm(request.POST or None, request.FILES or None, currency=found.currency, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            name, digest = keep_upload(data["evidence"])
            made = actions.state_payment(
                actor=request.actor,
                invoice=found,
                amount=data["amount"],
                paid_on=data["paid_on"],
                evidence_name=name,
                evidence_sha256=digest,
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Stated. It counts once the other side has confirmed it."))
            return redirect("deal-payment", pk=pk, number=made.pk)
    heading = _("State a payment on invoice %(number)s") % {"number": found.number}
    return _form(request, deal, form, heading, _("State the payment"), upload=True)


@signed_in
@require_POST
def payment_act(request: PageRequest, pk: int, number: int, act: str) -> HttpResponse:
    """The creditor confirms or denies a payment; the grantor shares one that came before the plan."""
    deal = _deal(request, pk)
    found = Payment.objects.filter(pk=number, invoice__deal=deal).select_related("invoice__deal").first()
    if found is None or found.invoice.creditor_id != _ours(request, deal) or act not in ("confirm", "deny", "share"):
        raise NotFound("not-found", what="payment")
    if act == "deny":
        actions.deny_payment(actor=request.actor, payment=found, why=request.POST.get("why", ""))
        messages.success(request, _("Denied. The other side is told why and may state it anew."))
        return redirect("deal-payment", pk=pk, number=number)
    form = CostForm(request.POST)
    if form.is_valid():
        try:
            if act == "confirm":
                actions.confirm_payment(actor=request.actor, payment=found, costs=form.costs())
            else:
                sharing_actions.share_income(actor=request.actor, payment=found, costs=form.costs())
        except DomainError as error:
            show_in_form(form, error)
        else:
            said = _("Confirmed.") if act == "confirm" else _("The income is shared.")
            messages.success(request, said)
            return redirect("deal-payment", pk=pk, number=number)
    return render(request, "web/deal_payment.html", payment_context(request, deal, number) | {"cost_form": form})


def _own_deal(request: PageRequest, pk: int) -> Deal:
    """The deal, for the members of the grantor alone: names and shares of inventors are theirs."""
    deal = deal_of(request, pk)
    if side_of(request.actor, deal) is not Side.GRANTOR:
        raise NotFound("not-found", what="deal")
    return deal


@signed_in
def sharing(request: PageRequest, pk: int) -> HttpResponse:
    """How the grantor shares the income: the plan, what the law says of it, and every share."""
    deal, language = _own_deal(request, pk), page_language()
    may = side_of(request.actor, deal, "negotiate") is Side.GRANTOR
    if request.method == "POST" and not may:
        raise NotFound("not-found", what="deal")
    row = deal.sharing_plan if hasattr(deal, "sharing_plan") else None
    form = SharingForm(request.POST or None, request.FILES or None, initial=_initial(deal))
    if request.method == "POST" and form.is_valid():
        try:
            _name, digest = keep_upload(form.cleaned_data["evidence"])
            kept = row.evidence_sha256 if row and not digest and form.cleaned_data["basis"] == row.basis else digest
            sharing_actions.set_sharing_plan(
                actor=request.actor,
                deal=deal,
                plan=form.plan(),
                basis=form.cleaned_data["basis"],
                evidence_sha256=kept,
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The plan is set. It holds for what is confirmed from now on."))
            return redirect("deal-sharing", pk=pk)
    shares = IncomeShare.objects.filter(payment__invoice__deal=deal).select_related("payment__invoice")
    context = head(request, deal, language, here="money") | {
        "form": form,
        "may": may,
        "row": row,
        "set_on": day(timezone.localdate(row.decided_at)) if row else "",
        "parts": [
            {"name": label(BENEFICIARIES, one, language), "part": _percent(Fraction(row.shares[name]))}
            for one, name in (
                ("inventor", "inventors"),
                ("department", "department"),
                ("institution", "institution"),
            )
        ]
        if row
        else [],
        "people": [{"name": name, "part": _percent(part)} for name, part in plan_of(row).each] if row else [],
        "findings": [
            {"text": one.words.of(language), "article": one.article.of(language), "bad": one.meets is False}
            for one in judge_plan(deal, plan_of(row), row.basis)
        ]
        if row
        else [],
        "shares": [_share_row(one, language) for one in shares.order_by("-pk")[:400]],
        "paid_form": SharePaidForm(),
        "today": timezone.localdate().isoformat(),
    }
    return render(request, "web/deal_sharing.html", context)


def _initial(deal: Deal) -> dict[str, str]:
    """The plan as the form shows it; for a first one, the inventors as the patent prints them, in equal parts."""
    if hasattr(deal, "sharing_plan"):
        row = deal.sharing_plan
        people = "\n".join(f"{name}: {part}" for name, part in sorted(row.inventors.items()))
        return {**row.shares, "each": people, "basis": row.basis}
    names = list(dict.fromkeys(one.name for one in deal.patent.parties.filter(role="inventor").order_by("pk")))
    return {"each": "\n".join(f"{name}: 1/{len(names)}" for name in names)}


def _percent(part: Fraction) -> str:
    hundred = part * 100
    return f"{hundred}%" if hundred.denominator == 1 else str(part)


def _share_row(one: IncomeShare, language: str) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "name": one.name or label(BENEFICIARIES, one.beneficiary, language),
        "invoice": one.payment.invoice.number,
        "payment": one.payment_id,
        "amount": exact(one.amount, one.currency, language),
        "paid_on": day(one.paid_on),
        "retained": one.beneficiary == "institution",
    }


@signed_in
def sharing_evidence(request: PageRequest, pk: int) -> HttpResponseBase:
    """The rules or the agreement the plan rests on, for the grantor's side."""
    deal = _own_deal(request, pk)
    if not hasattr(deal, "sharing_plan"):
        raise NotFound("not-found", what="file")
    return file_response(deal.sharing_plan.evidence_sha256, f"sharing-{deal.pk}")


@signed_in
@require_POST
def share_paid(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """The grantor enters that a share was paid out."""
    deal = _deal(request, pk, Side.GRANTOR)
    found = IncomeShare.objects.filter(pk=number, payment__invoice__deal=deal).first()
    if found is None:
        raise NotFound("not-found", what="share")
    form = SharePaidForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the day on which it was paid out."))
        return redirect("deal-sharing", pk=pk)
    paid_on: date = form.cleaned_data["paid_on"]
    try:
        sharing_actions.mark_share_paid(actor=request.actor, share=found, paid_on=paid_on)
    except DomainError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("Entered."))
    return redirect("deal-sharing", pk=pk)
