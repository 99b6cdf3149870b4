"""What a center's people do with its own page: look, visit, partners, accounts; and who else it serves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from patentfair.adapters.documents.banner import LARGEST_BYTES, banner_jpeg
from patentfair.apps.accounts.access import visible
from patentfair.apps.centers.access import APPLICATIONS, CENTERS, held_to
from patentfair.apps.centers.actions import pages as actions
from patentfair.apps.centers.models import (
    Application,
    ApplicationDocument,
    Center,
    Partner,
    PlanMilestone,
    PlanTarget,
    Rectification,
    RectificationItem,
    StrategyTask,
)
from patentfair.apps.centers.reading import current_accounts, lines_of
from patentfair.domain.centers.accounts import CATEGORIES, Line
from patentfair.domain.centers.hours import DAYS, parse_day, said
from patentfair.domain.centers.look import ACCENTS
from patentfair.domain.centers.region_profile import full_region_name, region_code
from patentfair.domain.kernel.errors import DomainError, Invalid, NotFound
from patentfair.web.centers.pages import center_of, form_page, lines, text_area
from patentfair.web.centers.uploads import Uploads
from patentfair.web.centers.words import CENTER_STATES, DIFFICULTIES, PLAN_STATES, SIDES, TASK_STATES
from patentfair.web.choices import choose
from patentfair.web.deals.kept_files import kept_file
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.language import page_language
from patentfair.web.present import day, label
from patentfair.web.refusals import sentence
from patentfair.web.request import PageRequest

__all__ = [
    "accounts_publish",
    "evidence",
    "look",
    "manage",
    "partner_new",
    "partner_remove",
    "regions",
    "visit",
]


def crumbs_of(center: Center) -> list[tuple[str, str]]:
    """The way to a page about a center's own affairs."""
    name = center.name_zh if page_language() == "zh" else center.name_en
    return [
        (_("Centers"), reverse("centers")),
        (name, reverse("center", args=[center.key])),
        (_("The center's own affairs"), reverse("center-manage", args=[center.key])),
    ]


def _back(center: Center) -> str:
    return reverse("center-manage", args=[center.key])


@signed_in
def manage(request: PageRequest, key: str) -> HttpResponse:
    """Everything about a center for its people and its administrators: what waits, and where to do it."""
    language, today = page_language(), timezone.localdate()
    center = center_of(request, key, "inside")
    running = center.rectifications.filter(state=Rectification.State.OPEN).first()
    tasks = center.tasks.select_related("goal").order_by("state", "due", "pk")
    actor = request.actor
    context = {
        "center": center,
        "state": label(CENTER_STATES, center.state, language),
        "works_here": center.pk in actor.centers,
        "is_head": center.pk in actor.headed_centers,
        "judges": (actor.is_national_admin or center.province in actor.provinces) and center.pk not in actor.centers,
        "sets_regions": actor.appoints_everywhere,
        "rectification": {
            "reason": running.reason,
            "deadline": day(running.deadline),
            "is_over": running.deadline < today,
            "items": [
                {
                    "pk": one.pk,
                    "text": one.text,
                    "answer": one.answer,
                    "when": day(timezone.localdate(one.answered_at)) if one.answered_at else "",
                    "evidence": one.evidence_name,
                }
                for one in running.items.order_by("pk")
            ],
        }
        if running
        else None,
        "plans": [
            {"year": one.year, "state": label(PLAN_STATES, one.state, language)}
            for one in center.plans.order_by("-year")
        ],
        "next_year": today.year + 1,
        "has_next": center.plans.filter(year=today.year + 1).exists(),
        "accounts": [{"year": one.year, "version": one.version} for one in current_accounts(center)],
        "partners": list(center.partners.order_by("pk")),
        "tasks": [
            {
                "pk": one.pk,
                "title": one.title_zh if language == "zh" else one.title_en,
                "difficulty": label(DIFFICULTIES, str(one.difficulty), language),
                "due": day(one.due),
                "state": one.state,
                "state_label": label(TASK_STATES, one.state, language),
                "evidence": one.evidence_name,
            }
            for one in tasks
        ],
        "draws": list(center.draws.order_by("-pk")[:20]),
        "reviews": list(center.reviews.order_by("-year")),
        "may_review": center.state != Center.State.REMOVED,
    }
    return render(request, "web/centers/manage.html", context)


class LookForm(forms.Form):
    """Colour, picture and text of a center's page."""

    accent = forms.ChoiceField(label=lazy("Colour"), widget=forms.RadioSelect)
    about_zh = forms.CharField(label=lazy("About it, in Chinese"), widget=text_area(5), max_length=4000, required=False)
    about_en = forms.CharField(label=lazy("About it, in English"), widget=text_area(5), max_length=4000, required=False)
    banner = forms.FileField(
        label=lazy("Picture at the head of the page"),
        required=False,
        help_text=lazy("JPEG, PNG or WebP, up to 5 MB. It is made smaller; what the camera wrote into it is removed."),
    )
    banner_alt_zh = forms.CharField(label=lazy("What the picture shows, in Chinese"), max_length=200, required=False)
    banner_alt_en = forms.CharField(label=lazy("What the picture shows, in English"), max_length=200, required=False)


@signed_in
def look(request: PageRequest, key: str) -> HttpResponse:
    """Change the look of a center's page."""
    center, language = center_of(request, key, "lead"), page_language()
    names = ("accent", "about_zh", "about_en", "banner_alt_zh", "banner_alt_en")
    form = LookForm(
        request.POST or None, request.FILES or None, initial={name: getattr(center, name) for name in names}
    )
    choose(form, "accent", [(code, one.name.of(language)) for code, one in ACCENTS.items()])

    uploads = Uploads()

    def act(data: dict[str, Any]) -> None:
        upload, sha256 = data.pop("banner"), ""
        if upload:
            if (upload.size or 0) > LARGEST_BYTES:
                raise Invalid("picture.too-large", field="banner")
            sha256 = uploads.take_bytes(banner_jpeg(upload.read()), "banner")
        actions.set_look(actor=request.actor, center=center, banner_sha256=sha256, **data)

    return form_page(
        request,
        form,
        act,
        heading=_("Look and texts"),
        submit=_("Save"),
        done=_("Saved. The page shows it at once."),
        back=_back(center),
        crumbs=crumbs_of(center),
        uploads=uploads,
    )


class VisitForm(forms.Form):
    """Address, hours of each day, services."""

    address_zh = forms.CharField(label=lazy("Address in Chinese"), max_length=200, required=False)
    address_en = forms.CharField(label=lazy("Address in English"), max_length=200, required=False)
    telephone = forms.CharField(label=lazy("Telephone"), max_length=40, required=False)
    opening_zh = forms.CharField(label=lazy("A note on the hours, in Chinese"), max_length=200, required=False)
    opening_en = forms.CharField(label=lazy("A note on the hours, in English"), max_length=200, required=False)
    services_zh = forms.CharField(
        label=lazy("Services in Chinese"),
        widget=text_area(),
        max_length=4000,
        required=False,
        help_text=lazy("One a line."),
    )
    services_en = forms.CharField(
        label=lazy("Services in English"),
        widget=text_area(),
        max_length=4000,
        required=False,
        help_text=lazy("One a line, in the same order."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = {
            f"day_{number}": forms.CharField(
                label=words.of(language),
                max_length=60,
                required=False,
                help_text=_("For instance 9:00-12:00, 13:00-17:30; empty for closed.") if number == 0 else "",
            )
            for number, words in enumerate(DAYS)
        }
        last = {name: self.fields.pop(name) for name in ("opening_zh", "opening_en", "services_zh", "services_en")}
        self.fields |= days | last

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        hours = {}
        for number in range(len(DAYS)):
            try:
                hours[str(number)] = parse_day(data.pop(f"day_{number}", ""))
            except DomainError as error:
                self.add_error(f"day_{number}", sentence(error))
        return {**data, "hours": hours}


@signed_in
def visit(request: PageRequest, key: str) -> HttpResponse:
    """Change address, hours and services."""
    center, language = center_of(request, key, "lead"), page_language()
    names = ("address_zh", "address_en", "telephone", "opening_zh", "opening_en")
    initial = {name: getattr(center, name) for name in names}
    initial |= {f"day_{number}": said(center.hours.get(str(number), ())) for number in range(len(DAYS))}
    initial |= {name: "\n".join(getattr(center, name)) for name in ("services_zh", "services_en")}

    def act(data: dict[str, Any]) -> None:
        for name in ("services_zh", "services_en"):
            data[name] = lines(data[name])
        actions.set_visit(actor=request.actor, center=center, **data)

    return form_page(
        request,
        VisitForm(request.POST or None, initial=initial, language=language),
        act,
        heading=_("Address, hours and services"),
        submit=_("Save"),
        done=_("Saved. The page shows it at once."),
        back=_back(center),
        crumbs=crumbs_of(center),
    )


class PartnerForm(forms.Form):
    """An institution the center works with."""

    name_zh = forms.CharField(label=lazy("Name in Chinese"), max_length=160)
    name_en = forms.CharField(label=lazy("Name in English"), max_length=200)
    url = forms.URLField(label=lazy("Its page"), max_length=300, required=False, assume_scheme="https")


@signed_in
def partner_new(request: PageRequest, key: str) -> HttpResponse:
    """Name a partner."""
    center = center_of(request, key, "lead")
    return form_page(
        request,
        PartnerForm(request.POST or None),
        lambda data: actions.add_partner(actor=request.actor, center=center, **data),
        heading=_("Name a partner"),
        submit=_("Add"),
        done=_("Saved. The page shows it at once."),
        back=_back(center),
        crumbs=crumbs_of(center),
    )


@signed_in
@require_POST
def partner_remove(request: PageRequest, pk: int) -> HttpResponse:
    """Name a partner no longer."""
    mine = held_to(CENTERS, "lead", request.actor)
    found = Partner.objects.select_related("center").filter(mine, pk=pk).first()
    if found is None:
        raise NotFound("not-found", what="partner")
    actions.remove_partner(actor=request.actor, partner=found)
    messages.success(request, _("Saved. The page shows it at once."))
    return redirect("center-manage", key=found.center.key)


class RegionsForm(forms.Form):
    """The regions a center serves besides its own province."""

    codes = forms.CharField(
        label=lazy("Names of the regions"),
        required=False,
        widget=text_area(),
        max_length=2000,
        help_text=lazy("Provinces or prefectures by their full names, one a line."),
    )


@staff_only("appoints_everywhere")
def regions(request: PageRequest, key: str) -> HttpResponse:
    """Say which regions a center serves."""
    center = Center.objects.filter(key=key).first()
    if center is None:
        raise NotFound("not-found", what="center")
    language = page_language()
    held = center.regions.order_by("code").values_list("code", flat=True)
    initial = {"codes": "\n".join(full_region_name(code).of(language) for code in held)}
    return form_page(
        request,
        RegionsForm(request.POST or None, initial=initial),
        lambda data: actions.set_regions(
            actor=request.actor, center=center, codes=[region_code(one) for one in lines(data["codes"])]
        ),
        heading=_("Regions it serves"),
        submit=_("Save"),
        done=_("Saved. The page shows it at once."),
        back=reverse("center", args=[key]),
        crumbs=crumbs_of(center)[:2],
        lede=_("Its own province always counts. Staff see the visitors and organisations of every province named."),
    )


class AccountsForm(forms.Form):
    """A year's accounts, line by line, and the totals as they stand in the books."""

    year = forms.IntegerField(label=lazy("Year"), min_value=2000, max_value=2200)
    income = forms.DecimalField(
        label=lazy("Total income, as in the books"), max_digits=15, decimal_places=2, min_value=0
    )
    expenditure = forms.DecimalField(
        label=lazy("Total expenditure, as in the books"), max_digits=15, decimal_places=2, min_value=0
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for side, table in CATEGORIES.items():
            for category, words in table.items():
                self.fields[f"{side}:{category}"] = forms.DecimalField(
                    label=f"{SIDES[side].of(language)} · {words.of(language)}",
                    max_digits=15,
                    decimal_places=2,
                    min_value=0,
                    required=False,
                )
        self.fields["surplus"] = forms.BooleanField(
            label=_("I have compared these figures with the books."),
            help_text=_("What is said of the surplus must come to income less expenditure; a deficit needs its cover."),
        )
        self.fields["note"] = forms.CharField(label=_("Note"), widget=text_area(), max_length=4000, required=False)


@signed_in
def accounts_publish(request: PageRequest, key: str) -> HttpResponse:
    """Publish a year's accounts, or a corrected version."""
    center, language = center_of(request, key, "lead"), page_language()
    initial: dict[str, Any] = {"year": timezone.localdate().year - 1}
    earlier = next((one for one in current_accounts(center) if str(one.year) == request.GET.get("year")), None)
    if earlier:
        initial = {
            "year": earlier.year,
            "income": earlier.income,
            "expenditure": earlier.expenditure,
            "note": earlier.note,
        }
        initial |= {f"{one.side}:{one.category}": one.amount for one in lines_of(earlier)[0]}

    def act(data: dict[str, Any]) -> None:
        given = [
            Line(name.partition(":")[0], name.partition(":")[2], value)
            for name, value in data.items()
            if ":" in name and value is not None
        ]
        actions.publish_accounts(
            actor=request.actor,
            center=center,
            year=data["year"],
            income=data["income"],
            expenditure=data["expenditure"],
            lines=given,
            note=data["note"],
        )

    return form_page(
        request,
        AccountsForm(request.POST or None, initial=initial, language=language),
        act,
        heading=_("Publish the accounts of a year"),
        submit=_("Publish"),
        done=_("The accounts are public."),
        back=_back(center),
        crumbs=crumbs_of(center),
        lede=_("All amounts in CNY. A correction becomes a new version; the earlier ones can still be read."),
    )


EVIDENCE: dict[str, tuple[Any, str]] = {
    "milestones": (PlanMilestone, "plan__center"),
    "targets": (PlanTarget, "plan__center"),
    "tasks": (StrategyTask, "center"),
    "items": (RectificationItem, "rectification__center"),
}


@signed_in
@require_GET
def evidence(request: PageRequest, kind: str, pk: int) -> HttpResponseBase:
    """What shows that something was done: for the center's people and its administrators."""
    if kind == "documents":
        mine = visible(Application.objects.all(), APPLICATIONS, "read", request.actor)
        paper = ApplicationDocument.objects.filter(pk=pk, application__in=mine).first()
        if paper is None:
            raise NotFound("not-found", what="file")
        return kept_file(paper.name, paper.sha256)
    model, path = EVIDENCE.get(kind, (None, ""))
    found = model.objects.filter(held_to(CENTERS, "inside", request.actor, path), pk=pk).first() if model else None
    if found is None or not found.evidence_sha256:
        raise NotFound("not-found", what="file")
    return kept_file(found.evidence_name, found.evidence_sha256)
