"""After the signatures: conditions, milestones, the option, amendments, and the end of a deal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from patentfair.apps.market.actions import changes as actions
from patentfair.apps.market.actions import signing
from patentfair.apps.market.models import Amendment, Deal, Termination
from patentfair.apps.market.queries import side_of, terms_of
from patentfair.domain.kernel.errors import DomainError, NotFound, Refused
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.deal import RUNNING, DealState, Side
from patentfair.domain.market.kinds import kind_of
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.web import labels
from patentfair.web.choices import choose
from patentfair.web.deals.head import deal_of, head
from patentfair.web.deals.terms_form import TermsForm, initial_of, rows_for
from patentfair.web.deals.terms_words import history, terms_rows
from patentfair.web.guards import keep_upload, signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, label
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["act", "amend", "changes", "end"]

_AMENDMENT_STATES = {
    "proposed": Words("待答复", "Waiting for an answer"),
    "in_force": Words("已生效", "In force"),
    "refused": Words("未同意", "Refused"),
    "withdrawn": Words("已撤回", "Withdrawn"),
}
_NOTICE_STATES = {
    "noticed": Words("已通知", "Notice given"),
    "effective": Words("已终止", "Took effect"),
    "cured": Words("已纠正", "Put right"),
    "contested": Words("有异议", "Contested"),
    "withdrawn": Words("已撤回", "Withdrawn"),
}


class EvidenceForm(forms.Form):
    """A day and the paper that shows it."""

    on = forms.DateField(label=gettext_lazy("On"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    evidence = forms.FileField(label=gettext_lazy("Evidence"), help_text=gettext_lazy("PDF, PNG or JPEG, up to 20 MB."))


class EndForm(forms.Form):
    """Notice that a deal ends."""

    ground = forms.ChoiceField(label=gettext_lazy("Ground"))
    reason = forms.CharField(
        label=gettext_lazy("What happened"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )
    effective_on = forms.DateField(
        label=gettext_lazy("Ends on (first day outside)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: as soon as it can take effect."),
    )
    evidence = forms.FileField(
        label=gettext_lazy("Evidence"), required=False, help_text=gettext_lazy("PDF, PNG or JPEG, up to 20 MB.")
    )


@signed_in
def changes(request: PageRequest, pk: int) -> HttpResponse:
    """What is still to be done, what was changed, and how the deal ends."""
    deal, language = deal_of(request, pk), page_language()
    side = side_of(request.actor, deal)
    signs = side_of(request.actor, deal, "sign") is not None
    terms = terms_of(deal.agreed_sheet) if deal.agreed_sheet else None
    state, today = DealState(deal.state), timezone.localdate()
    runs = state in RUNNING
    context = {
        **head(request, deal, language, "changes"),
        "steps_open": _steps(deal, terms, language),
        "is_conditional": state is DealState.CONDITIONAL,
        "runs": runs,
        "can_sign": signs,
        "evidence_form": EvidenceForm(initial={"on": today}),
        "option": _option(deal, terms, side, language) if terms and signs else None,
        "amendments": [_amendment(one, side, language) for one in _amendments(deal)],
        "may_amend": runs and signs and not _has_passed(deal, terms) and not _open_amendment(deal),
        "notices": [_notice(one, side, language) for one in deal.terminations.order_by("-pk")],
        "may_end": runs
        and signs
        and not _has_passed(deal, terms)
        and not deal.terminations.filter(state=Termination.State.NOTICED).exists(),
        "ended_on": day(deal.ended_on),
    }
    return render(request, "web/deal_changes.html", context)


def _has_passed(deal: Deal, terms: Terms | None) -> bool:
    """Whether title has passed: nothing is left to amend or end."""
    return terms is not None and terms.conveys is DealKind.ASSIGNMENT and deal.state == DealState.RECORDED


def _steps(deal: Deal, terms: Terms | None, language: str) -> list[dict[str, Any]]:
    """Conditions and milestones with what was stated of them."""
    if terms is None:
        return []
    rows = []
    for kind, steps, done in (("condition", terms.conditions, deal.met), ("milestone", terms.milestones, deal.reached)):
        for one in steps:
            by = getattr(one, "by", None) or getattr(one, "due", None)
            rows.append(
                {
                    "kind": kind,
                    "kind_label": (
                        Words("生效条件", "Condition") if kind == "condition" else Words("里程碑", "Milestone")
                    ).of(language),
                    "name": one.name,
                    "by": day(by),
                    "done": done.get(one.name, ""),
                    "open": one.name not in done
                    and (deal.state == DealState.CONDITIONAL if kind == "condition" else deal.state in RUNNING),
                }
            )
    return rows


def _option(deal: Deal, terms: Terms, side: Side | None, language: str) -> dict[str, Any] | None:
    if terms.kind is not DealKind.PILOT or deal.state not in RUNNING:
        return None
    return {
        "until": day(terms.pilot_until),
        "grants": kind_of(terms.grants).name.of(language),
        "exercised_on": day(deal.option_exercised_on),
        "may": side is Side.GRANTEE
        and deal.option_exercised_on is None
        and terms.pilot_until is not None
        and timezone.localdate() < terms.pilot_until,
    }


def _amendments(deal: Deal) -> list[Amendment]:
    return list(deal.amendments.select_related("sheet").order_by("-pk"))


def _open_amendment(deal: Deal) -> bool:
    return deal.amendments.filter(state=Amendment.State.PROPOSED).exists()


def _amendment(one: Amendment, side: Side | None, language: str) -> dict[str, Any]:
    before = one.deal.sheets.filter(number__lt=one.sheet.number).order_by("-number").first()
    versions = [one.sheet, *([before] if before else [])]
    return {
        "pk": one.pk,
        "number": one.sheet.number,
        "reason": one.reason,
        "by": one.proposed_name,
        "when": day(timezone.localdate(one.proposed_at)),
        "state": label(_AMENDMENT_STATES, one.state, language),
        "decided_by": one.decided_name,
        "changes": history(versions, {}, language)[0]["changes"],
        "rows": terms_rows(terms_of(one.sheet), language),
        "may_decide": one.state == Amendment.State.PROPOSED and side is not None and side.value != one.side,
        "may_withdraw": one.state == Amendment.State.PROPOSED and side is not None and side.value == one.side,
    }


def _notice(one: Termination, side: Side | None, language: str) -> dict[str, Any]:
    is_open = one.state == Termination.State.NOTICED
    ours = side is not None and side.value == one.side
    due = one.effective_on is not None and one.effective_on <= timezone.localdate()
    return {
        "pk": one.pk,
        "ground": label(labels.GROUNDS, one.ground, language),
        "reason": one.reason,
        "ours": ours,
        "when": day(timezone.localdate(one.noticed_at)),
        "cure_by": day(one.cure_by),
        "effective_on": day(one.effective_on),
        "state": label(_NOTICE_STATES, one.state, language),
        "may_agree": is_open and side is not None and not ours,
        "may_take_back": is_open and ours,
        "may_take_effect": is_open and ours and due and one.ground != Termination.Ground.AGREED,
    }


@signed_in
def amend(request: PageRequest, pk: int) -> HttpResponse:
    """Propose new terms for a deal in force."""
    deal, language = deal_of(request, pk, "sign"), page_language()
    if deal.agreed_sheet is None or deal.state not in RUNNING:
        raise Refused("deal.not-now", state=deal.state, act="amend")
    current = terms_of(deal.agreed_sheet)
    form = TermsForm(
        request.POST or None,
        kind=kind_of(current.kind),
        language=language,
        rows=rows_for(current),
        initial=initial_of(current),
        amends=True,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.propose_amendment(
                actor=request.actor,
                deal=deal,
                terms=form.terms(current.patents),
                reason=data["reason"],
                name=data["name"],
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The amendment is on the table. The other side answers it here."))
            return redirect("deal-changes", pk=pk)
    context = {
        **head(request, deal, language, "changes"),
        "form": form,
        "amends": True,
        "heading": _("Amend the terms"),
        "submit": _("Propose this amendment"),
    }
    return render(request, "web/deal_terms.html", context)


@signed_in
def end(request: PageRequest, pk: int) -> HttpResponse:
    """Give notice that the deal ends."""
    deal, language = deal_of(request, pk, "sign"), page_language()
    if deal.state not in RUNNING:
        raise Refused("deal.not-now", state=deal.state, act="notice")
    is_lender = deal.kind == DealKind.PLEDGE.value and side_of(request.actor, deal) is Side.GRANTEE
    form = EndForm(request.POST or None, request.FILES or None)
    grounds = [(code, words.of(language)) for code, words in labels.GROUNDS.items() if code != "debt_paid" or is_lender]
    choose(form, "ground", grounds[::-1] if is_lender else grounds)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            _name, evidence = keep_upload(data["evidence"])
            actions.terminate(
                actor=request.actor,
                deal=deal,
                ground=data["ground"],
                reason=data["reason"],
                effective_on=data["effective_on"],
                evidence_sha256=evidence,
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The notice is given."))
            return redirect("deal-changes", pk=pk)
    context = {
        "form": form,
        "heading": _("End the deal"),
        "submit": _("Give notice"),
        "multipart": True,
        "cancel_url": f"/{language}/deals/{pk}/changes",
    }
    return render(request, "web/form.html", context)


@signed_in
@require_POST
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """One step after the signatures."""
    deal, actor, given = deal_of(request, pk, "sign"), request.actor, request.POST
    if act in ("condition", "milestone"):
        _state_step(request, deal, act)
    elif act == "lapse":
        signing.lapse(actor=actor, deal=deal)
    elif act == "exercise":
        actions.exercise_option(actor=actor, deal=deal, name=given.get("name", ""))
        messages.success(request, _("The licence after the pilot is in force."))
    elif act in ("agree-amendment", "refuse-amendment", "withdraw-amendment"):
        amendment = _one(deal.amendments.select_related("sheet", "deal"), given.get("amendment", ""))
        if act == "withdraw-amendment":
            actions.withdraw_amendment(actor=actor, amendment=amendment)
        else:
            actions.decide_amendment(
                actor=actor, amendment=amendment, agreed=act == "agree-amendment", name=given.get("name", "")
            )
        messages.success(request, _("Your answer is recorded."))
    elif act in _ENDINGS:
        notice = _one(deal.terminations.select_related("deal__agreed_sheet"), given.get("notice", ""))
        if act == "contest":
            actions.contest_termination(actor=actor, termination=notice, reason=given.get("reason", ""))
        else:
            _ENDINGS[act](actor=actor, termination=notice)
        messages.success(request, _("Recorded."))
    else:
        raise NotFound("not-found")
    return redirect("deal-changes", pk=pk)


_ENDINGS: dict[str, Any] = {
    "agree-end": actions.agree_to_termination,
    "contest": actions.contest_termination,
    "take-back": actions.cure,
    "take-effect": actions.take_effect,
}


def _one(found: Any, pk: str) -> Any:
    one = found.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 16 else None
    if one is None:
        raise NotFound("not-found")
    return one


def _state_step(request: PageRequest, deal: Deal, kind: str) -> None:
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Give the day and the evidence."))
        return
    _name, evidence = keep_upload(form.cleaned_data["evidence"])
    name, on = request.POST.get("name", ""), form.cleaned_data["on"]
    if kind == "condition":
        signing.meet_condition(actor=request.actor, deal=deal, name=name, met_on=on, evidence_sha256=evidence)
    else:
        actions.reach_milestone(actor=request.actor, deal=deal, name=name, reached_on=on, evidence_sha256=evidence)
    messages.success(request, _("Recorded."))
