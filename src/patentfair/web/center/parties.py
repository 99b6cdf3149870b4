"""Names that may be one party: a center's staff decide, with reasons before them, and may take it back."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.apps.registry.actions.parties import decide_party, withdraw_party_decision
from patentfair.apps.registry.models import PartyDecision, PartySuggestion
from patentfair.apps.registry.parties import printed_names
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.patents.party_sameness import reason_words
from patentfair.web.guards import staff_only
from patentfair.web.language import page_language
from patentfair.web.public.parties import decision_row
from patentfair.web.request import PageRequest

__all__ = ["decide", "suggestions", "withdraw"]

SHOWN = 50
_may = staff_only("centers", "is_national_admin", "is_operator")


@_may
def suggestions(request: PageRequest) -> HttpResponse:
    """The likeliest pairs that nobody has decided, and the newest decisions."""
    language = page_language()
    rows = []
    for one in PartySuggestion.objects.order_by("-score", "pk")[:SHOWN]:
        left, right = next(iter(printed_names([one.left])), None), next(iter(printed_names([one.right])), None)
        if left is not None and right is not None:
            reasons = [reason_words(code).of(language) for code in one.reasons]
            rows.append({"left": left, "right": right, "score": round(100 * one.score), "reasons": reasons})
    standing = PartyDecision.objects.filter(withdrawn_at=None).order_by("-decided_at", "-pk")[:SHOWN]
    context = {"rows": rows, "decisions": [decision_row(one, language) for one in standing]}
    return render(request, "web/party_suggestions.html", context)


@require_POST
@_may
def decide(request: PageRequest) -> HttpResponse:
    """Write one decision down."""
    if request.POST.get("same") not in ("yes", "no"):
        raise Invalid("party.say-which", field="same")
    decision = decide_party(
        actor=request.actor,
        left=request.POST.get("left", "")[:200],
        right=request.POST.get("right", "")[:200],
        same=request.POST["same"] == "yes",
        note=request.POST.get("note", ""),
    )
    messages.success(request, _("Written down. It can be taken back at any time."))
    if request.POST.get("back") == "party":
        return redirect(f"/{page_language()}/parties/{quote(decision.left, safe='')}")
    return redirect("party-suggestions")


@require_POST
@_may
def withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take one decision back."""
    withdraw_party_decision(actor=request.actor, decision=pk)
    messages.success(request, _("Taken back. The names stand by themselves again."))
    return redirect("party-suggestions")
