"""What pages read of centers: plans with their calibration, accounts, regions' figures, and the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center, PlanMilestone, PlanTarget, PublicAccounts, RegionFigure, WorkPlan
from patentfair.domain.centers.accounts import Line, Totals, totals
from patentfair.domain.centers.calibration import Forecast
from patentfair.domain.centers.region_profile import INDICATORS

__all__ = [
    "RegionProfile",
    "current_accounts",
    "forecasts",
    "lines_of",
    "plan_content",
    "profile_of",
    "regions_with_figures",
    "writes_in",
]


def forecasts(plans: Iterable[WorkPlan], today: date) -> list[Forecast]:
    """What plans forecast and how it came out. What nobody reported on by the end of the year counts as missed."""
    found = []
    for plan in plans:
        if plan.state == WorkPlan.State.DRAFT:
            continue
        for one in plan.milestones.order_by("pk"):
            is_over = today.year > plan.year
            if one.state == PlanMilestone.State.OPEN and not is_over:
                continue
            found.append(Forecast(Fraction(one.probability, 100), one.state == PlanMilestone.State.MET))
    return found


def lines_of(accounts: PublicAccounts) -> tuple[list[Line], Totals]:
    """The lines of accounts and their sums."""
    lines = [Line(one.side, one.category, one.amount) for one in accounts.lines.order_by("pk")]
    return lines, totals(lines)


def current_accounts(center: Center) -> list[PublicAccounts]:
    """The newest version of each year's accounts, the latest year first."""
    newest: dict[int, PublicAccounts] = {}
    for one in center.accounts.order_by("year", "version"):
        newest[one.year] = one
    return [newest[year] for year in sorted(newest, reverse=True)]


def plan_content(plan: WorkPlan) -> dict[str, Any]:
    """What the hash of a plan covers, so that anyone can reckon it again from the page."""
    return {
        "center": plan.center.key,
        "year": plan.year,
        "targets": [
            [one.perspective, one.text_zh, one.text_en, f"{one.value:.2f}", one.unit_zh, one.unit_en]
            for one in plan.targets.order_by("pk")
        ],
        "milestones": [
            [one.perspective, one.text_zh, one.text_en, one.due.isoformat(), one.probability]
            for one in plan.milestones.order_by("pk")
        ],
    }


class RegionProfile(msgspec.Struct, frozen=True):
    """A region's figures: `series` by indicator without items, (year, value, source) in order of years; `items` by
    indicator with items, for its latest year: (item, value, source), the largest first; `years` of these."""

    series: dict[str, list[tuple[int, Decimal, str]]]
    items: dict[str, list[tuple[str, Decimal, str]]]
    years: dict[str, int]


def profile_of(region: str) -> RegionProfile:
    """The figures of a region as they stand: where files disagree, the one that was loaded last."""
    current: dict[tuple[str, str, int], tuple[Decimal, str]] = {}
    rows = RegionFigure.objects.filter(region=region).order_by("load_id", "pk")
    for indicator, item, year, value, source in rows.values_list("indicator", "item", "year", "value", "source"):
        current[indicator, item, year] = (value, source)
    series: dict[str, list[tuple[int, Decimal, str]]] = defaultdict(list)
    items: dict[str, list[tuple[str, Decimal, str]]] = defaultdict(list)
    years: dict[str, int] = {}
    for indicator, _, year in current:
        if INDICATORS[indicator].items:
            years[indicator] = max(year, years.get(indicator, 0))
    for (indicator, item, year), (value, source) in sorted(current.items()):
        if not item:
            series[indicator].append((year, value, source))
        elif year == years[indicator]:
            items[indicator].append((item, value, source))
    for rows_of in items.values():
        rows_of.sort(key=lambda row: (-row[1], row[0]))
    return RegionProfile(dict(series), dict(items), years)


def regions_with_figures() -> dict[str, int]:
    """How many figures stand for each province, those of its prefectures among them."""
    counts: dict[str, int] = defaultdict(int)
    standing = RegionFigure.objects.values_list("region", "indicator", "item", "year").distinct()
    for region, _, _, _ in standing:
        counts[region[:2]] += 1
    return dict(counts)


def writes_in(actor: Actor, plan: WorkPlan) -> bool:
    """Whether a target or milestone of the plan is the actor's own."""
    mine = {"plan": plan, "written_by": actor.user_id}
    return actor.user_id is not None and (
        PlanTarget.objects.filter(**mine).exists() or PlanMilestone.objects.filter(**mine).exists()
    )
