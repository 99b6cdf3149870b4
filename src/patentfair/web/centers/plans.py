"""Work plans: the page of a plan, and everything a center, its peers and the year do to it."""

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

from patentfair.apps.centers.access import CENTERS, held_to
from patentfair.apps.centers.actions import plans as actions
from patentfair.apps.centers.models import Center, PlanMilestone, PlanTarget, WorkPlan
from patentfair.apps.centers.queries import works_alone
from patentfair.apps.centers.reading import plan_content, writes_in
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import NotFound
from patentfair.web.centers.pages import (
    DATE,
    center_of,
    form_page,
    perspective_choices,
    text_area,
    worded,
)
from patentfair.web.centers.plan_shown import calibration_of, plan_rows
from patentfair.web.centers.uploads import Uploads
from patentfair.web.centers.words import RATINGS
from patentfair.web.choices import choose
from patentfair.web.guards import signed_in
from patentfair.web.language import page_language
from patentfair.web.request import PageRequest

__all__ = [
    "line_remove",
    "milestone_new",
    "milestone_settle",
    "new",
    "plan",
    "rate",
    "register",
    "report",
    "target_new",
    "target_track",
]


class TargetForm(forms.Form):
    """What is to be reached in a perspective."""

    perspective = forms.ChoiceField(label=lazy("Perspective"))
    text_zh = forms.CharField(label=lazy("What is to be reached, in Chinese"), max_length=200)
    text_en = forms.CharField(label=lazy("What is to be reached, in English"), max_length=300)
    value = forms.DecimalField(label=lazy("How much"), max_digits=13, decimal_places=2, min_value=0)
    unit_zh = forms.CharField(label=lazy("Unit in Chinese"), max_length=20)
    unit_en = forms.CharField(label=lazy("Unit in English"), max_length=40)


class MilestoneForm(forms.Form):
    """What will be so by a day, and how sure the center is."""

    perspective = forms.ChoiceField(label=lazy("Perspective"))
    text_zh = forms.CharField(label=lazy("What will be so, in Chinese"), max_length=200)
    text_en = forms.CharField(label=lazy("What will be so, in English"), max_length=300)
    due = forms.DateField(label=lazy("By the end of"), widget=DATE())
    probability = forms.IntegerField(
        label=lazy("Probability in per cent"),
        min_value=1,
        max_value=99,
        help_text=lazy("Say what you believe: an honest 60 scores better than a bold 95 that fails."),
    )


class RatingForm(forms.Form):
    """What a peer thinks of a plan."""

    center = forms.ChoiceField(label=lazy("You speak for"))
    rating = forms.ChoiceField(label=lazy("How ambitious it is"))
    reason = forms.CharField(label=lazy("Reason"), widget=text_area(), max_length=2000)


class TrackForm(forms.Form):
    """How far a target is reached."""

    reached = forms.DecimalField(label=lazy("Reached so far"), max_digits=13, decimal_places=2, min_value=0)
    evidence = forms.FileField(label=lazy("Evidence"), help_text=lazy("PDF, PNG or JPEG, up to 20 MB."))


class SettleForm(forms.Form):
    """How a milestone came out."""

    outcome = forms.ChoiceField(
        label=lazy("How it came out"),
        choices=[("met", lazy("Met")), ("missed", lazy("Missed"))],
        widget=forms.RadioSelect,
    )
    evidence = forms.FileField(
        label=lazy("Evidence"),
        required=False,
        help_text=lazy("PDF, PNG or JPEG, up to 20 MB. Needed for what was met."),
    )


class ReportForm(forms.Form):
    """The head's account of the year."""

    report = forms.CharField(label=lazy("Report of the year"), widget=text_area(10), max_length=10_000)


def plan(request: PageRequest, key: str, year: int) -> HttpResponse:
    """A plan: drafts for the center and its administrators, registered ones for everyone."""
    language, today, actor = page_language(), timezone.localdate(), request.actor
    center = Center.objects.filter(key=key).first()
    found = WorkPlan.objects.filter(center=center, year=year).first() if center else None
    works_here = bool(center and center.pk in actor.centers)
    sees_draft = works_here or bool(center and (actor.is_national_admin or center.province in actor.provinces))
    if center is None or found is None or (found.state == WorkPlan.State.DRAFT and not sees_draft):
        raise NotFound("not-found", what="plan")
    is_head = center.pk in actor.headed_centers
    is_before = today.year < year
    may_register = is_head and found.state == WorkPlan.State.DRAFT and is_before
    has_own_lines = may_register and writes_in(actor, found) and not works_alone(center.pk)
    context = {
        "center": center,
        "year": year,
        **plan_rows(found, language),
        "calibration": calibration_of([found], today),
        "is_unchanged": digest(plan_content(found)) == found.sha256,
        "may_draft": works_here and found.state == WorkPlan.State.DRAFT,
        "may_register": may_register and not has_own_lines,
        "has_own_lines": has_own_lines,
        "may_track": works_here and found.state == WorkPlan.State.REGISTERED and not is_before,
        "may_report": is_head and found.state == WorkPlan.State.REGISTERED and not is_before,
        "may_rate": bool(actor.headed_centers)
        and not works_here
        and center.state != Center.State.REMOVED
        and found.state != WorkPlan.State.DRAFT
        and is_before
        and not found.ratings.filter(center__in=actor.headed_centers).exists(),
        "sees_evidence": sees_draft,
    }
    return render(request, "web/centers/plan.html", context)


@signed_in
@require_POST
def new(request: PageRequest, key: str) -> HttpResponse:
    """Begin the draft of the coming year's plan."""
    center = center_of(request, key, "staff")
    made = actions.open_plan(actor=request.actor, center=center, year=timezone.localdate().year + 1)
    messages.success(request, _("The draft is open. It has to be registered before its year begins."))
    return redirect("center-plan", key=key, year=made.year)


def _plan(request: PageRequest, pk: int, act: str) -> WorkPlan:
    plans = WorkPlan.objects.select_related("center").filter(held_to(CENTERS, act, request.actor))
    found = plans.filter(pk=pk).first()
    if found is None:
        raise NotFound("not-found", what="plan")
    return found


def _page(found: WorkPlan) -> tuple[str, list[tuple[str, str]]]:
    back = reverse("center-plan", args=[found.center.key, found.year])
    return back, [
        (_("Centers"), reverse("centers")),
        (str(found.center.name_zh if page_language() == "zh" else found.center.name_en), _home(found.center)),
        (_("Work plan of %(year)s") % {"year": found.year}, back),
    ]


def _home(center: Center) -> str:
    return reverse("center", args=[center.key])


@signed_in
def target_new(request: PageRequest, pk: int) -> HttpResponse:
    """Add a target to the draft."""
    found = _plan(request, pk, "staff")
    form = TargetForm(request.POST or None)
    choose(form, "perspective", perspective_choices(page_language()))
    back, crumbs = _page(found)
    return form_page(
        request,
        form,
        lambda data: actions.add_target(actor=request.actor, plan=found, **data),
        heading=_("Add a target"),
        submit=_("Add"),
        done=_("Added to the draft."),
        back=back,
        crumbs=crumbs,
        lede=_("A plan needs a target in each of the seven perspectives."),
    )


@signed_in
def milestone_new(request: PageRequest, pk: int) -> HttpResponse:
    """Add a milestone to the draft."""
    found = _plan(request, pk, "staff")
    form = MilestoneForm(request.POST or None)
    choose(form, "perspective", perspective_choices(page_language()))
    back, crumbs = _page(found)
    return form_page(
        request,
        form,
        lambda data: actions.add_milestone(actor=request.actor, plan=found, **data),
        heading=_("Add a milestone"),
        submit=_("Add"),
        done=_("Added to the draft."),
        back=back,
        crumbs=crumbs,
        lede=_("After registration neither the milestone nor its probability can be changed."),
    )


@signed_in
@require_POST
def line_remove(request: PageRequest, kind: str, pk: int) -> HttpResponse:
    """Take a target or milestone out of the draft."""
    model: Any = {"targets": PlanTarget, "milestones": PlanMilestone}.get(kind)
    mine = held_to(CENTERS, "staff", request.actor, "plan__center")
    found = model.objects.select_related("plan__center").filter(mine, pk=pk).first() if model else None
    if found is None:
        raise NotFound("not-found", what="plan")
    actions.remove_line(actor=request.actor, line=found)
    messages.success(request, _("Taken out of the draft."))
    return redirect("center-plan", key=found.plan.center.key, year=found.plan.year)


@signed_in
@require_POST
def register(request: PageRequest, pk: int) -> HttpResponse:
    """Register the plan."""
    found = _plan(request, pk, "lead")
    actions.register_plan(actor=request.actor, plan=found)
    messages.success(request, _("Registered. Its hash is in the journal; peers may now say how ambitious it is."))
    return redirect("center-plan", key=found.center.key, year=found.year)


@signed_in
def rate(request: PageRequest, pk: int) -> HttpResponse:
    """The head of another center says how ambitious the plan is."""
    language = page_language()
    plans = WorkPlan.objects.select_related("center").exclude(state=WorkPlan.State.DRAFT)
    plans = plans.exclude(center__state=Center.State.REMOVED)
    found = plans.exclude(center__in=list(request.actor.centers)).filter(pk=pk).first()
    own = {str(one.pk): one for one in Center.objects.filter(pk__in=request.actor.headed_centers).order_by("pk")}
    if found is None or not own:
        raise NotFound("not-found", what="plan")
    form = RatingForm(request.POST or None)
    choose(form, "center", [(pk, one.name_zh if language == "zh" else one.name_en) for pk, one in own.items()])
    choose(form, "rating", worded(RATINGS, language))
    back, crumbs = _page(found)
    return form_page(
        request,
        form,
        lambda data: actions.rate_plan(
            actor=request.actor,
            plan=found,
            center=own[data["center"]],
            rating=int(data["rating"]),
            reason=data["reason"],
        ),
        heading=_("How ambitious is this plan?"),
        submit=_("Give this rating"),
        done=_("Your rating stands beside the plan."),
        back=back,
        crumbs=crumbs,
    )


@signed_in
def report(request: PageRequest, pk: int) -> HttpResponse:
    """Close the plan with a report."""
    found = _plan(request, pk, "lead")
    back, crumbs = _page(found)
    return form_page(
        request,
        ReportForm(request.POST or None),
        lambda data: actions.report_plan(actor=request.actor, plan=found, **data),
        heading=_("Report on the year"),
        submit=_("Publish the report"),
        done=_("The report is public."),
        back=back,
        crumbs=crumbs,
    )


@signed_in
def target_track(request: PageRequest, pk: int) -> HttpResponse:
    """Say how far a target is reached."""
    mine = held_to(CENTERS, "staff", request.actor, "plan__center")
    found = PlanTarget.objects.select_related("plan__center").filter(mine, pk=pk).first()
    if found is None:
        raise NotFound("not-found", what="target")
    (back, crumbs), uploads = _page(found.plan), Uploads()
    return form_page(
        request,
        TrackForm(request.POST or None, request.FILES or None, initial={"reached": found.reached}),
        lambda data: actions.track_target(
            actor=request.actor, target=found, reached=data["reached"], **uploads.evidence(data)
        ),
        heading=_("How far it is reached"),
        submit=_("Enter"),
        done=_("Entered."),
        back=back,
        crumbs=crumbs,
        lede=found.text_zh if page_language() == "zh" else found.text_en,
        uploads=uploads,
    )


@signed_in
def milestone_settle(request: PageRequest, pk: int) -> HttpResponse:
    """Say how a milestone came out."""
    milestones = PlanMilestone.objects.select_related("plan__center")
    mine = held_to(CENTERS, "staff", request.actor, "plan__center")
    found = milestones.filter(mine, pk=pk).first()
    if found is None:
        raise NotFound("not-found", what="milestone")
    (back, crumbs), uploads = _page(found.plan), Uploads()
    return form_page(
        request,
        SettleForm(request.POST or None, request.FILES or None),
        lambda data: actions.settle_milestone(
            actor=request.actor, milestone=found, met=data["outcome"] == "met", **uploads.evidence(data)
        ),
        heading=_("How the milestone came out"),
        submit=_("Enter"),
        done=_("Entered. It counts towards the center's calibration."),
        back=back,
        crumbs=crumbs,
        lede=found.text_zh if page_language() == "zh" else found.text_en,
        uploads=uploads,
    )
