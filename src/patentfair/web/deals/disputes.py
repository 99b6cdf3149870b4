"""The dispute tab of a deal: complaint, answer, evidence, mediation, settlement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from patentfair.apps.accounts.access import Actor, fetch, visible
from patentfair.apps.market.access import COMPLAINTS
from patentfair.apps.market.actions import disputes as actions
from patentfair.apps.market.disputes import OPEN, may_open_evidence, sides_that_confirmed
from patentfair.apps.market.models import Complaint, Deal, DisputeEvidence
from patentfair.apps.market.queries import side_of
from patentfair.domain.kernel.errors import DomainError, Invalid, NotFound
from patentfair.domain.market.clock import ClockState, answer_clock
from patentfair.domain.market.deal import Side
from patentfair.web.choices import choose
from patentfair.web.deals.head import deal_of, head
from patentfair.web.deals.kept_files import kept_file
from patentfair.web.deals.trust_words import ABOUT, COMPLAINT_STATES
from patentfair.web.guards import keep_upload, signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, label
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["act", "clock_row", "disputes", "evidence"]

CLOCK = {
    ClockState.RUNNING: "running",
    ClockState.SOON: "soon",
    ClockState.OVERDUE: "overdue",
    ClockState.ANSWERED: "done",
    ClockState.ANSWERED_LATE: "done",
}
WITH_ALL = ("deal__grantor", "deal__grantee", "deal__patent", "deal__center", "center", "mediator")


class ComplaintForm(forms.Form):
    """What went wrong, and what would put it right."""

    about = forms.ChoiceField(label=lazy("What it is about"))
    text = forms.CharField(
        label=lazy("What happened"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=lazy("Name days, amounts and the clause of the contract. The other side reads this."),
    )
    wanted = forms.CharField(
        label=lazy("What you want"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "about", [(code, words.of(language)) for code, words in ABOUT.items()])


@signed_in
def disputes(request: PageRequest, pk: int) -> HttpResponse:
    """The complaints of a deal as the reader may see them; administrators see how many there are."""
    deal, language, actor = deal_of(request, pk, "disputes"), page_language(), request.actor
    form = ComplaintForm(request.POST or None, language=language)
    if request.method == "POST":
        deal = deal_of(request, pk, "negotiate")
        if form.is_valid():
            try:
                actions.open_complaint(actor=actor, deal=deal, **form.cleaned_data)
            except DomainError as error:
                show_in_form(form, error)
            else:
                messages.success(request, _("The complaint is at the desk. The other side has seven days to answer."))
                return redirect("deal-disputes", pk=pk)
    context = head(request, deal, language, here="disputes")
    all_ = Complaint.objects.filter(deal=deal)
    readable = visible(all_.select_related(*WITH_ALL), COMPLAINTS, "read", actor).order_by("-pk")
    side = side_of(actor, deal, "negotiate")
    rows = [_row(actor, one, context, language) for one in readable]
    return render(
        request,
        "web/deal_disputes.html",
        context
        | {
            "form": form,
            "rows": rows,
            "may_complain": side is not None and not all_.filter(side=side.value, state__in=OPEN).exists(),
            "only_counts": not rows and side_of(actor, deal) is None and deal.center_id not in actor.centers,
            "counts": {"open": all_.filter(state__in=OPEN).count(), "all": all_.count()},
        },
    )


def clock_row(complaint: Complaint) -> dict[str, str]:
    """The answer clock as `ui/components/clock.html` shows it."""
    clock = answer_clock(complaint.opened_at, complaint.answer_due, complaint.answered_at, timezone.now())
    when = complaint.answered_at or complaint.answer_due
    return {
        "state": CLOCK[clock.state],
        "due": day(timezone.localdate(when)),
        "label": _("Answered on") if complaint.answered_at else _("Answer due"),
    }


def _row(actor: Actor, one: Complaint, context: dict[str, Any], language: str) -> dict[str, Any]:
    deal = one.deal
    side, speaks = side_of(actor, deal), side_of(actor, deal, "negotiate")
    signs_for = side_of(actor, deal, "sign")
    is_open = one.state in OPEN
    confirmed = sides_that_confirmed(one) if one.settlement_sha256 else frozenset()
    at_desk = visible(Complaint.objects.filter(pk=one.pk), COMPLAINTS, "mediate", actor).exists()
    is_mediator = at_desk and one.mediator_id == actor.user_id and one.state == Complaint.State.IN_MEDIATION
    return {
        "pk": one.pk,
        "about": label(ABOUT, one.about, language),
        "state": label(COMPLAINT_STATES, one.state, language),
        "is_open": is_open,
        "by": context[one.side],
        "other": context["grantee" if one.side == Side.GRANTOR else "grantor"],
        "opened": day(timezone.localdate(one.opened_at)),
        "clock": clock_row(one) if is_open or one.answered_at else {},
        "text": one.text,
        "wanted": one.wanted,
        "answer": one.answer,
        "center": one.center,
        "mediator": one.mediator.name if one.mediator else "",
        "outcome": one.outcome,
        "settlement": one.settlement_sha256,
        "confirmed": [context[each.value] for each in sorted(confirmed)],
        "closed": day(timezone.localdate(one.closed_at)) if one.closed_at else "",
        "is_settled": one.state == Complaint.State.SETTLED,
        "evidence": [
            {
                "pk": each.pk,
                "name": each.name if may_open_evidence(actor, each) else "",
                "shows": each.shows if may_open_evidence(actor, each) else "",
                "hash": each.sha256,
                "by": context[each.side],
                "when": day(timezone.localdate(each.put_at)),
                "may_open": may_open_evidence(actor, each),
            }
            for each in one.evidence.select_related("complaint__deal").order_by("pk")
        ],
        "steps": [
            {
                "text": each.text,
                "when": day(each.met_on or timezone.localdate(each.written_at)),
                "by": each.written_by.name if each.written_by else "",
            }
            for each in one.steps.select_related("written_by").order_by("pk")
        ],
        "can": {
            "answer": speaks is not None and speaks.value != one.side and is_open and one.answered_at is None,
            "evidence": speaks is not None and is_open,
            "withdraw": speaks is not None and speaks.value == one.side and is_open,
            "confirm": signs_for is not None
            and one.state == Complaint.State.IN_MEDIATION
            and bool(one.settlement_sha256)
            and signs_for not in confirmed,
            "begin": at_desk and one.state in (Complaint.State.OPEN, Complaint.State.ANSWERED),
            "mediate": is_mediator,
            "dismiss": at_desk and is_open and (one.mediator_id is None or is_mediator),
        },
        "is_side": side is not None,
    }


@signed_in
@require_POST
def act(request: PageRequest, pk: int, complaint: int, act: str) -> HttpResponse:
    """Answer, bring evidence, withdraw or confirm as a side; mediate or dismiss at the desk."""
    deal, actor, given = deal_of(request, pk, "disputes"), request.actor, request.POST
    power = "read" if act in SIDE_ACTS else "mediate"
    if act not in SIDE_ACTS and act not in DESK_ACTS:
        raise NotFound("not-found")
    found = fetch(Complaint.objects.select_related(*WITH_ALL), COMPLAINTS, power, actor, pk=complaint, deal=deal)
    if act in SIDE_ACTS and side_of(actor, deal, "sign" if act == "confirm" else "negotiate") is None:
        raise NotFound("not-found")
    if act == "answer":
        actions.answer_complaint(actor=actor, complaint=found, text=given.get("text", ""))
    elif act == "evidence":
        name, digest = keep_upload(request.FILES.get("evidence"))
        actions.put_evidence(actor=actor, complaint=found, name=name, sha256=digest, shows=given.get("shows", ""))
    elif act == "withdraw":
        actions.withdraw_complaint(actor=actor, complaint=found)
    elif act == "confirm":
        actions.settle(actor=actor, complaint=found, text_hash=given.get("hash", ""))
    elif act == "begin":
        actions.begin_mediation(actor=actor, complaint=found)
    elif act == "step":
        actions.write_step(actor=actor, complaint=found, text=given.get("text", ""), met_on=_day(given.get("met_on")))
    elif act == "settlement":
        actions.propose_settlement(actor=actor, complaint=found, text=given.get("text", ""))
    elif act == "fail":
        actions.fail(actor=actor, complaint=found, reason=given.get("text", ""))
    else:
        actions.dismiss(actor=actor, complaint=found, reason=given.get("text", ""))
    messages.success(request, _("Kept. Both sides see it."))
    return redirect("deal-disputes", pk=pk)


SIDE_ACTS = ("answer", "evidence", "withdraw", "confirm")
DESK_ACTS = ("begin", "step", "settlement", "fail", "dismiss")


def _day(text: str | None) -> Any:
    """The date of a form's text, None where it is empty; `Invalid` where it is none."""
    if not text:
        return None
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise Invalid("dispute.day", field="met_on")
    return found


@signed_in
@require_GET
def evidence(request: PageRequest, pk: int, number: int) -> HttpResponseBase:
    """A piece of evidence: for the two sides, and for the one who mediates."""
    deal: Deal = deal_of(request, pk, "disputes")
    found = DisputeEvidence.objects.select_related("complaint__deal").filter(pk=number, complaint__deal=deal).first()
    if found is None or not may_open_evidence(request.actor, found):
        raise NotFound("not-found", what="file")
    return kept_file(found.name, found.sha256)
