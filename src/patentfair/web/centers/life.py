"""Become a center, and how administrators approve, review, have things put right, restore and remove."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.access import APPLICATIONS, CENTERS, held_to
from patentfair.apps.centers.actions import life as actions
from patentfair.apps.centers.models import Application, Center, RectificationItem
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.patents.regions import PROVINCES
from patentfair.web.centers.manage import crumbs_of
from patentfair.web.centers.pages import DATE, center_of, form_page, lines, text_area, worded
from patentfair.web.centers.uploads import Uploads
from patentfair.web.centers.words import APPLICATION_STATES, DOCUMENTS, OUTCOMES
from patentfair.web.choices import choose
from patentfair.web.guards import signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, label, organisation_name, region_label
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = [
    "application",
    "application_withdraw",
    "applications",
    "apply",
    "end",
    "item",
    "rectify",
    "review",
]

MOST_PAPER_BYTES = 40 << 20  # of one application


class ApplyForm(forms.Form):
    """Who asks to become a center, where, what for, with which papers."""

    organisation = forms.ChoiceField(label=lazy("Who applies"), required=False)
    name_zh = forms.CharField(label=lazy("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=lazy("Name in English"), max_length=160)
    key = forms.SlugField(
        label=lazy("Key"), max_length=40, help_text=lazy("Small Latin letters, for the address of its page: wuhan")
    )
    province = forms.ChoiceField(label=lazy("Region"))
    city_zh = forms.CharField(label=lazy("City in Chinese"), max_length=80)
    city_en = forms.CharField(label=lazy("City in English"), max_length=80)
    purpose = forms.CharField(
        label=lazy("What the center will do for its region"),
        widget=text_area(6),
        max_length=10_000,
        help_text=lazy("Whom it serves, with which people and rooms, and how its public-welfare work is paid for."),
    )
    standing = forms.FileField(
        label=lazy("Proof of standing"),
        help_text=lazy("PDF, PNG or JPEG, up to 20 MB; all papers together up to 40 MB."),
    )
    premises = forms.FileField(label=lazy("Rooms and staff"), required=False)
    programme = forms.FileField(label=lazy("Programme of the first year"), required=False)

    def clean_key(self) -> str:
        return str(self.cleaned_data["key"]).lower()


class ReasonForm(forms.Form):
    """A decision on an application, with its reason."""

    decision = forms.ChoiceField(
        label=lazy("Decision"),
        choices=[("approve", lazy("Approve")), ("refuse", lazy("Refuse"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=lazy("Reason"), widget=text_area(), max_length=10_000)


class ReviewForm(forms.Form):
    """The review of a year."""

    year = forms.IntegerField(label=lazy("Year"), min_value=2000, max_value=2200)
    outcome = forms.ChoiceField(label=lazy("Outcome"), widget=forms.RadioSelect)
    report = forms.CharField(
        label=lazy("Report"),
        widget=text_area(8),
        max_length=10_000,
        help_text=lazy("Everyone can read it on the center's page."),
    )
    findings = forms.CharField(
        label=lazy("Findings"), widget=text_area(), max_length=10_000, required=False, help_text=lazy("One a line.")
    )


class RectifyForm(forms.Form):
    """What is to be put right."""

    reason = forms.CharField(
        label=lazy("Reason"),
        widget=text_area(),
        max_length=10_000,
        help_text=lazy("Everyone can read it on the center's page."),
    )
    items = forms.CharField(
        label=lazy("What to put right"), widget=text_area(6), max_length=10_000, help_text=lazy("One a line.")
    )
    deadline = forms.DateField(label=lazy("Until the end of"), widget=DATE())


class EndForm(forms.Form):
    """How a rectification ends."""

    decision = forms.ChoiceField(
        label=lazy("Decision"),
        choices=[("restore", lazy("Put right: restore it")), ("remove", lazy("Not put right: remove the center"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=lazy("Reason"),
        widget=text_area(),
        max_length=10_000,
        help_text=lazy("Everyone can read it on the center's page."),
    )


class AnswerForm(forms.Form):
    """What was done about an item."""

    answer = forms.CharField(label=lazy("What was done"), widget=text_area(6), max_length=10_000)
    evidence = forms.FileField(label=lazy("Evidence"), required=False, help_text=lazy("PDF, PNG or JPEG, up to 20 MB."))


@signed_in
def apply(request: PageRequest) -> HttpResponse:
    """Ask to become a center."""
    language, actor = page_language(), request.actor
    own = {str(one.pk): one for one in Organisation.objects.filter(pk__in=actor.acting_for("sign")).order_by("pk")}
    form = ApplyForm(request.POST or None, request.FILES or None)
    uploads = Uploads(MOST_PAPER_BYTES, "centers.papers-too-large")
    choose(
        form,
        "organisation",
        [("", _("Myself, in my own name")), *((pk, organisation_name(one, language)) for pk, one in own.items())],
    )
    choose(form, "province", [("", "—"), *((code, words.of(language)) for code, words in PROVINCES.items())])

    def act(data: dict[str, Any]) -> None:
        papers = {kind: uploads.take(data.pop(kind), kind) for kind in DOCUMENTS}
        organisation = own.get(data.pop("organisation"))
        actions.apply_for_center(actor=actor, documents=papers, organisation=organisation, **data)

    return form_page(
        request,
        form,
        act,
        heading=_("Apply to become a center"),
        submit=_("Send the application"),
        done=_("The application is with the administrator of the region."),
        back=reverse("applications"),
        crumbs=[(_("Workspace"), reverse("workspace")), (_("Applications"), reverse("applications"))],
        lede=_("An organisation or a person may run a public-welfare center. The administrator answers with reasons."),
        uploads=uploads,
    )


@signed_in
def applications(request: PageRequest) -> HttpResponse:
    """One's own applications; for administrators those of their region."""
    language = page_language()
    found = visible(Application.objects.all(), APPLICATIONS, "read", request.actor).order_by("-pk")[:200]
    context = {
        "rows": [
            {
                "pk": one.pk,
                "name": one.name_zh if language == "zh" else one.name_en,
                "region": region_label(one.province, language),
                "state": label(APPLICATION_STATES, one.state, language),
                "when": day(timezone.localdate(one.applied_at)),
            }
            for one in found
        ],
        "judges": request.actor.is_national_admin or bool(request.actor.provinces),
    }
    return render(request, "web/centers/applications.html", context)


@signed_in
def application(request: PageRequest, pk: int) -> HttpResponse:
    """An application; its administrator decides here."""
    language, actor = page_language(), request.actor
    applied = Application.objects.select_related("applicant", "organisation", "center")
    found = fetch(applied, APPLICATIONS, "read" if request.method != "POST" else "decide", actor, pk=pk)
    may_decide = visible(Application.objects.filter(pk=pk), APPLICATIONS, "decide", actor).exists()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            if form.cleaned_data["decision"] == "approve":
                center = actions.approve_application(actor=actor, application=found, reason=reason)
                messages.success(request, _("Approved. The applicant heads the new center."))
                return redirect("center", key=center.key)
            actions.refuse_application(actor=actor, application=found, reason=reason)
            messages.success(request, _("Refused. The applicant reads the reason here."))
            return redirect("application", pk=pk)
        except DomainError as error:
            show_in_form(form, error)
    context = {
        "application": found,
        "name": found.name_zh if language == "zh" else found.name_en,
        "region": region_label(found.province, language),
        "by": organisation_name(found.organisation, language) if found.organisation else found.applicant.name,
        "state": label(APPLICATION_STATES, found.state, language),
        "when": day(timezone.localdate(found.applied_at)),
        "documents": [
            {"pk": one.pk, "kind": label(DOCUMENTS, one.kind, language), "name": one.name}
            for one in found.documents.order_by("pk")
        ],
        "form": form,
        "may_decide": may_decide,
        "may_withdraw": found.state == Application.State.OPEN and found.applicant_id == actor.user_id,
    }
    return render(request, "web/centers/application.html", context)


@signed_in
@require_POST
def application_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take one's application back."""
    found = fetch(Application.objects.all(), APPLICATIONS, "withdraw", request.actor, pk=pk)
    actions.withdraw_application(actor=request.actor, application=found)
    messages.success(request, _("Withdrawn."))
    return redirect("application", pk=pk)


def _judged(request: PageRequest, key: str) -> tuple[Center, str]:
    center = center_of(request, key, "administer")
    return center, reverse("center-manage", args=[key])


@signed_in
def review(request: PageRequest, key: str) -> HttpResponse:
    """Write the yearly review."""
    center, back = _judged(request, key)
    form = ReviewForm(request.POST or None, initial={"year": timezone.localdate().year})
    choose(form, "outcome", worded(OUTCOMES, page_language()))
    return form_page(
        request,
        form,
        lambda data: actions.review_center(
            actor=request.actor, center=center, **{**data, "findings": lines(data["findings"])}
        ),
        heading=_("Yearly review"),
        submit=_("Publish the review"),
        done=_("The review is on the center's page."),
        back=back,
        crumbs=crumbs_of(center),
    )


@signed_in
def rectify(request: PageRequest, key: str) -> HttpResponse:
    """Tell the center what to put right."""
    center, back = _judged(request, key)
    return form_page(
        request,
        RectifyForm(request.POST or None),
        lambda data: actions.require_rectification(
            actor=request.actor, center=center, **{**data, "items": lines(data["items"])}
        ),
        heading=_("Have things put right"),
        submit=_("Send it to the center"),
        done=_("The center sees what to put right and until when."),
        back=back,
        crumbs=crumbs_of(center),
    )


@signed_in
def end(request: PageRequest, key: str) -> HttpResponse:
    """Restore the center, or remove it."""
    center, back = _judged(request, key)

    def act(data: dict[str, Any]) -> None:
        decide = actions.restore_center if data["decision"] == "restore" else actions.remove_center
        decide(actor=request.actor, center=center, reason=data["reason"])

    return form_page(
        request,
        EndForm(request.POST or None),
        act,
        heading=_("End the rectification"),
        submit=_("Decide"),
        done=_("Decided. The center's page shows it with the reason."),
        back=back,
        crumbs=crumbs_of(center),
        lede=_("A removed center keeps its pages as an archive; its people can act for it no more."),
    )


@signed_in
def item(request: PageRequest, pk: int) -> HttpResponse:
    """Staff answer what is to be put right."""
    mine = held_to(CENTERS, "staff", request.actor, "rectification__center")
    found = RectificationItem.objects.select_related("rectification__center").filter(mine, pk=pk).first()
    if found is None:
        raise NotFound("not-found", what="item")
    center, uploads = found.rectification.center, Uploads()
    return form_page(
        request,
        AnswerForm(request.POST or None, request.FILES or None, initial={"answer": found.answer}),
        lambda data: actions.answer_item(
            actor=request.actor, item=found, answer=data["answer"], **uploads.evidence(data)
        ),
        heading=_("Say what was done"),
        submit=_("Send the answer"),
        done=_("The administrator sees your answer."),
        back=reverse("center-manage", args=[center.key]),
        crumbs=crumbs_of(center),
        lede=found.text,
        uploads=uploads,
    )
