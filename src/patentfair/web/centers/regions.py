"""Regions: their figures on pages, the operator's files, and their IP strategies."""

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

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.access import CENTERS, held_to
from patentfair.apps.centers.actions import regions as actions
from patentfair.apps.centers.models import Center, ProfileLoad, RegionFigure, StrategyGoal, StrategyTask
from patentfair.apps.centers.reading import profile_of, regions_with_figures
from patentfair.domain.centers.region_profile import COLUMNS, INDICATORS, MOST_BYTES, is_region, item_name, region_name
from patentfair.domain.kernel.errors import Invalid, NotFound
from patentfair.web.centers.hall import province_tiles
from patentfair.web.centers.manage import crumbs_of
from patentfair.web.centers.pages import DATE, bars, form_page, in_one_unit, text_area, worded
from patentfair.web.centers.uploads import Uploads
from patentfair.web.centers.words import DIFFICULTIES, TASK_ENDED, TASK_STATES
from patentfair.web.choices import choose
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.language import page_language
from patentfair.web.present import day, label
from patentfair.web.request import PageRequest
from patentfair.web.ui.tiles import TILES

__all__ = ["goal_new", "load", "region", "regions", "task_agree", "task_finish", "task_new"]

MOST_ITEMS = 20
MOST_FILES = 20


def regions(request: PageRequest) -> HttpResponse:
    """The provinces on the tile map, each the way to its figures."""
    language = page_language()
    urls = {code: reverse("region", args=[code]) for code in TILES}
    context = {"tiles": province_tiles(regions_with_figures(), urls, language)}
    return render(request, "web/centers/regions.html", context)


def _administers(actor: Actor, code: str) -> bool:
    return actor.is_national_admin or code[:2] in actor.provinces


def region(request: PageRequest, code: str) -> HttpResponse:
    """One region: its figures with their sources, its strategy, its centers and prefectures."""
    language = page_language()
    if not is_region(code):
        raise NotFound("not-found", what="region")
    profile = profile_of(code)
    within = sorted(
        set(RegionFigure.objects.filter(region__startswith=code).exclude(region=code).values_list("region", flat=True))
    )
    working = Center.objects.exclude(state=Center.State.REMOVED)
    serving = working.filter(province=code[:2]) | working.filter(regions__code__in=[code, code[:2]])
    context = {
        "code": code,
        "name": region_name(code).of(language),
        "province": (code[:2], region_name(code[:2]).of(language)) if len(code) > 2 else None,
        "headline": [_headline(indicator, profile.series[indicator], language) for indicator in profile.series],
        "series": [_series(indicator, rows, language) for indicator, rows in profile.series.items() if len(rows) > 1],
        "items": [
            _items(indicator, profile.items[indicator], profile.years[indicator], language)
            for indicator in profile.items
        ],
        "within": [(one, region_name(one).of(language)) for one in within],
        "centers": list(serving.filter(is_national=False).distinct().order_by("pk")),
        "goals": _goals(code, language),
        "files": [
            {"name": one.file_name, "when": day(timezone.localdate(one.loaded_at)), "sha256": one.sha256}
            for one in ProfileLoad.objects.filter(figures__region=code).distinct().order_by("-pk")[:MOST_FILES]
        ],
        "may_set": _administers(request.actor, code),
    }
    return render(request, "web/centers/region.html", context)


def _headline(indicator: str, rows: list[tuple[int, Any, str]], language: str) -> dict[str, Any]:
    year, value, source = rows[-1]
    kind = INDICATORS[indicator]
    unit, written = in_one_unit([value], kind.unit, kind.unit_name, language)
    return {
        "name": kind.name.of(language),
        "value": written(value),
        "unit": unit,
        "year": str(year),
        "source": source,
    }


def _series(indicator: str, rows: list[tuple[int, Any, str]], language: str) -> dict[str, Any]:
    kind = INDICATORS[indicator]
    return _figures(
        indicator, kind.name.of(language), [(str(year), value, source) for year, value, source in rows], language
    ) | {"first": _("Year")}


def _items(indicator: str, rows: list[tuple[str, Any, str]], year: int, language: str) -> dict[str, Any]:
    kind = INDICATORS[indicator]
    return _figures(
        indicator,
        f"{kind.name.en} ({year})" if language == "en" else f"{kind.name.zh}（{year}年）",
        [(item_name(indicator, item).of(language), value, source) for item, value, source in rows],
        language,
    ) | {"first": _("Field") if indicator == "patents" else _("Industry")}


def _figures(indicator: str, name: str, rows: list[tuple[str, Any, str]], language: str) -> dict[str, Any]:
    """Bars and a table of the same figures, all in one unit, each with its source."""
    kind = INDICATORS[indicator]
    unit, written = in_one_unit([value for _, value, _ in rows], kind.unit, kind.unit_name, language)
    return {
        "code": indicator,
        "name": name,
        "unit": unit,
        "chart": bars([(row, value, written(value)) for row, value, _ in rows[:MOST_ITEMS]]),
        "rows": [(row, written(value), source) for row, value, source in rows],
    }


def _goals(code: str, language: str) -> list[dict[str, Any]]:
    goals = StrategyGoal.objects.filter(region=code).prefetch_related("tasks__center").order_by("until", "pk")
    return [
        {
            "pk": goal.pk,
            "title": goal.title_zh if language == "zh" else goal.title_en,
            "until": str(goal.until),
            "tasks": [
                {
                    "title": task.title_zh if language == "zh" else task.title_en,
                    "center": task.center,
                    "difficulty": label(DIFFICULTIES, str(task.difficulty), language),
                    "due": day(task.due),
                    "state": task.state,
                    "state_label": label(TASK_STATES, task.state, language)
                    if task.state == "done" or task.center.state != Center.State.REMOVED
                    else TASK_ENDED.of(language),
                    "account": task.account,
                }
                for task in sorted(goal.tasks.all(), key=lambda one: (one.due, one.pk))
            ],
        }
        for goal in goals
    ]


class GoalForm(forms.Form):
    """A goal of a region's IP strategy."""

    title_zh = forms.CharField(label=lazy("Goal in Chinese"), max_length=200)
    title_en = forms.CharField(label=lazy("Goal in English"), max_length=200)
    until = forms.IntegerField(label=lazy("To be reached by the end of the year"), min_value=2000, max_value=2200)


class TaskForm(forms.Form):
    """A task under a goal."""

    center = forms.ChoiceField(label=lazy("Center"))
    title_zh = forms.CharField(label=lazy("Task in Chinese"), max_length=200)
    title_en = forms.CharField(label=lazy("Task in English"), max_length=200)
    difficulty = forms.ChoiceField(label=lazy("Difficulty class"), widget=forms.RadioSelect)
    due = forms.DateField(label=lazy("By the end of"), widget=DATE())


class FinishForm(forms.Form):
    """What was done, and what shows it."""

    account = forms.CharField(label=lazy("What was done"), widget=text_area(), max_length=4000)
    evidence = forms.FileField(label=lazy("Evidence"), help_text=lazy("PDF, PNG or JPEG, up to 20 MB."))


def _region_crumbs(code: str) -> list[tuple[str, str]]:
    name = region_name(code).of(page_language())
    return [(_("Regions"), reverse("regions")), (name, reverse("region", args=[code]))]


@signed_in
def goal_new(request: PageRequest, code: str) -> HttpResponse:
    """Set a goal."""
    if not is_region(code) or not _administers(request.actor, code):
        raise NotFound("not-found", what="region")
    return form_page(
        request,
        GoalForm(request.POST or None, initial={"until": timezone.localdate().year + 2}),
        lambda data: actions.set_goal(actor=request.actor, region=code, **data),
        heading=_("Set a goal of the IP strategy"),
        submit=_("Set the goal"),
        done=_("The goal is on the region's page."),
        back=reverse("region", args=[code]),
        crumbs=_region_crumbs(code),
    )


@signed_in
def task_new(request: PageRequest, pk: int) -> HttpResponse:
    """Propose a task to a center."""
    language = page_language()
    goal = StrategyGoal.objects.filter(pk=pk).first()
    if goal is None or not _administers(request.actor, goal.region):
        raise NotFound("not-found", what="goal")
    working = Center.objects.exclude(state=Center.State.REMOVED)
    serving = working.filter(province=goal.region[:2]) | working.filter(
        regions__code__in=[goal.region, goal.region[:2]]
    )
    own = {str(one.pk): one for one in serving.distinct().order_by("pk")}
    form = TaskForm(request.POST or None)
    choose(form, "center", [(key, one.name_zh if language == "zh" else one.name_en) for key, one in own.items()])
    choose(form, "difficulty", worded(DIFFICULTIES, language))

    def act(data: dict[str, Any]) -> None:
        center, difficulty = own[data.pop("center")], int(data.pop("difficulty"))
        actions.set_task(actor=request.actor, goal=goal, center=center, difficulty=difficulty, **data)

    return form_page(
        request,
        form,
        act,
        heading=_("Give a center a task"),
        submit=_("Propose the task"),
        done=_("The center's head is asked to agree to the task and its class."),
        back=reverse("region", args=[goal.region]),
        crumbs=_region_crumbs(goal.region),
        lede=goal.title_zh if language == "zh" else goal.title_en,
    )


def _task(request: PageRequest, pk: int, act: str) -> StrategyTask:
    tasks = StrategyTask.objects.select_related("center").filter(held_to(CENTERS, act, request.actor))
    found = tasks.filter(pk=pk).first()
    if found is None:
        raise NotFound("not-found", what="task")
    return found


@signed_in
@require_POST
def task_agree(request: PageRequest, pk: int) -> HttpResponse:
    """The head agrees to a task."""
    found = _task(request, pk, "lead")
    actions.agree_task(actor=request.actor, task=found)
    messages.success(request, _("Agreed. The task is the center's now."))
    return redirect("center-manage", key=found.center.key)


@signed_in
def task_finish(request: PageRequest, pk: int) -> HttpResponse:
    """Staff say that a task is done."""
    found, uploads = _task(request, pk, "staff"), Uploads()
    return form_page(
        request,
        FinishForm(request.POST or None, request.FILES or None),
        lambda data: actions.finish_task(
            actor=request.actor, task=found, account=data["account"], **uploads.evidence(data)
        ),
        heading=_("The task is done"),
        submit=_("Enter"),
        done=_("Entered."),
        back=reverse("center-manage", args=[found.center.key]),
        crumbs=crumbs_of(found.center),
        lede=found.title_zh if page_language() == "zh" else found.title_en,
        uploads=uploads,
    )


class LoadForm(forms.Form):
    """A file of figures."""

    file = forms.FileField(label=lazy("CSV file"), help_text=lazy("UTF-8, up to 5 MB and 50,000 rows."))


@staff_only("is_operator")
def load(request: PageRequest) -> HttpResponse:
    """Load a file of figures, or learn line by line what to mend in it."""
    language = page_language()
    form = LoadForm(request.POST or None, request.FILES or None)
    faults: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            made, is_new = actions.load_profile(
                actor=request.actor, data=upload.read(MOST_BYTES + 1), file_name=upload.name or "file.csv"
            )
        except Invalid as error:
            given: Any = error.data.get("faults", ())
            faults = [{"line": one.line, "column": one.column, "cure": one.cure.of(language)} for one in given]
            form.add_error("file", _("Nothing was loaded. Mend these lines and load the file again."))
        else:
            if is_new:
                messages.success(request, _("%(rows)s figures loaded.") % {"rows": made.rows})
            else:
                messages.info(request, _("This file was loaded before; nothing changed."))
            return redirect("region-load")
    context = {
        "form": form,
        "faults": faults,
        "columns": ",".join(COLUMNS),
        "indicators": [
            {"code": code, "name": one.name.of(language), "unit": one.unit} for code, one in INDICATORS.items()
        ],
        "loads": [
            {
                "name": one.file_name,
                "rows": one.rows,
                "when": day(timezone.localdate(one.loaded_at)),
                "sha256": one.sha256,
            }
            for one in ProfileLoad.objects.order_by("-pk")[:50]
        ],
    }
    return render(request, "web/centers/region_load.html", context)
