"""What the center has checked of organisations: badges added on evidence, and taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from patentfair.apps.accounts.access import Actor, fetch
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.access import CHECKS as CHECKS_POLICY
from patentfair.apps.market.actions.checks import add_check, revoke_check
from patentfair.apps.market.badges import may_check
from patentfair.apps.market.models import OrganisationCheck
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web.choices import choose
from patentfair.web.deals.kept_files import kept_file
from patentfair.web.deals.signs import badge_rows, badge_rows_of
from patentfair.web.deals.trust_words import CHECKS
from patentfair.web.guards import keep_upload, signed_in, staff_only
from patentfair.web.language import page_language
from patentfair.web.present import day, label, organisation_name, region_label
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["checks", "evidence", "organisation_checks", "revoke"]

PAGE = 50


class CheckForm(forms.Form):
    """What was checked, on which paper, and for how long that counts."""

    what = forms.ChoiceField(label=lazy("What was checked"))
    evidence = forms.FileField(label=lazy("Evidence"), help_text=lazy("PDF, PNG or JPEG, up to 20 MB."))
    valid_until = forms.DateField(
        label=lazy("Counts until (first day on which it no longer counts)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=lazy("Empty: until it is taken back."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "what", [(code, words.of(language)) for code, words in CHECKS.items()])


def _served(actor: Actor) -> QuerySet[Organisation]:
    """Organisations that staff may check: of their provinces or of none, not their own."""
    return Organisation.objects.filter(Q(province__in=actor.served_provinces) | Q(province="")).exclude(
        pk__in=[*actor.organisations, *actor.powers]
    )


@staff_only("centers")
def checks(request: PageRequest) -> HttpResponse:
    """The organisations of the center's region with what has been checked of them."""
    actor, language = request.actor, page_language()
    wanted = request.GET.get("q", "").strip()[:80]
    found = _served(actor).order_by("name_zh", "name_en", "pk")
    if wanted:
        found = found.filter(Q(name_zh__icontains=wanted) | Q(name_en__icontains=wanted))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    rows = badge_rows_of([one.pk for one in shown], language)
    others = request.GET.copy()
    others.pop("page", None)
    kept = f"&{others.urlencode()}" if others else ""
    context = {
        "rows": [
            {
                "pk": one.pk,
                "name": organisation_name(one, language),
                "region": region_label(one.province, language) if one.province else "",
                "badges": rows[one.pk],
            }
            for one in shown
        ],
        "wanted": wanted,
        "prev": f"?page={page.previous_page_number()}{kept}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}{kept}" if page.has_next() else "",
        "from": page.start_index(),
        "to": page.end_index(),
        "total": page.paginator.count,
    }
    return render(request, "web/checks.html", context)


@staff_only("centers")
def organisation_checks(request: PageRequest, pk: int) -> HttpResponse:
    """One organisation: every check with its evidence; staff add one here."""
    actor, language = request.actor, page_language()
    found = Organisation.objects.filter(pk=pk).first()
    if found is None or not may_check(actor, found):
        raise NotFound("not-found", what="organisation")
    form = CheckForm(request.POST or None, request.FILES or None, language=language)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            name, digest = keep_upload(data["evidence"])
            add_check(
                actor=actor,
                organisation=found,
                what=data["what"],
                evidence_name=name,
                evidence_sha256=digest,
                valid_until=data["valid_until"],
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Entered. The badge says exactly this."))
            return redirect("organisation-checks", pk=pk)
    context = {
        "form": form,
        "organisation": found,
        "name": organisation_name(found, language),
        "badges": badge_rows(found, language),
        "rows": [
            {
                "pk": one.pk,
                "what": label(CHECKS, one.what, language),
                "center": one.center,
                "by": one.checked_by.name if one.checked_by else "",
                "when": day(timezone.localdate(one.checked_at)),
                "until": day(one.valid_until),
                "evidence": one.evidence_name,
                "revoked": day(timezone.localdate(one.revoked_at)) if one.revoked_at else "",
                "is_over": one.valid_until is not None and one.valid_until <= timezone.localdate(),
                "may_revoke": one.revoked_at is None and one.center_id in actor.centers,
            }
            for one in found.checks.select_related("center", "checked_by").order_by("-pk")
        ],
    }
    return render(request, "web/organisation_checks.html", context)


@signed_in
@require_POST
def revoke(request: PageRequest, pk: int) -> HttpResponse:
    """Take a check back."""
    found = fetch(OrganisationCheck.objects.all(), CHECKS_POLICY, "revoke", request.actor, pk=pk)
    revoke_check(actor=request.actor, check=found)
    messages.success(request, _("Taken back. The badge is gone."))
    return redirect("organisation-checks", pk=found.organisation_id)


@signed_in
@require_GET
def evidence(request: PageRequest, pk: int) -> HttpResponseBase:
    """The evidence of a check: for the desk that checked, and the organisation itself."""
    found = fetch(OrganisationCheck.objects.all(), CHECKS_POLICY, "read", request.actor, pk=pk)
    return kept_file(found.evidence_name, found.evidence_sha256)
