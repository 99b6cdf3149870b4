"""A work plan and a center's calibration as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone

from patentfair.apps.centers.models import PlanMilestone, PlanTarget, WorkPlan
from patentfair.apps.centers.reading import forecasts
from patentfair.domain.centers.calibration import calibration, reliability_bands
from patentfair.domain.centers.perspectives import PERSPECTIVES
from patentfair.web.centers.pages import points
from patentfair.web.centers.words import MILESTONE_STATES, PLAN_STATES
from patentfair.web.present import day, label

__all__ = ["calibration_of", "plan_rows"]


def _number(value: Decimal) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _share(value: Fraction) -> str:
    return f"{float(100 * value):.0f} %"


def _score(value: Fraction) -> str:
    return f"{float(value):.3f}"


def plan_rows(plan: WorkPlan, language: str) -> dict[str, Any]:
    """Targets and milestones of a plan by perspective, and how many milestones came about."""
    targets = list(plan.targets.order_by("pk"))
    milestones = list(plan.milestones.order_by("due", "pk"))
    ratings = list(plan.ratings.select_related("center").order_by("pk"))
    return {
        "plan": plan,
        "state_label": label(PLAN_STATES, plan.state, language),
        "registered": day(timezone.localdate(plan.registered_at)) if plan.registered_at else "",
        "reported": day(timezone.localdate(plan.reported_at)) if plan.reported_at else "",
        "perspectives": [
            {
                "name": one_of_seven.name.of(language),
                "targets": [_target(one, language) for one in targets if one.perspective == code],
                "milestones": [_milestone(one, language) for one in milestones if one.perspective == code],
            }
            for code, one_of_seven in PERSPECTIVES.items()
        ],
        "met": sum(one.state == "met" for one in milestones),
        "missed": sum(one.state == "missed" for one in milestones),
        "milestones": len(milestones),
        "ratings": [{"center": one.center, "rating": one.rating, "reason": one.reason} for one in ratings],
        "ambition": f"{sum(one.rating for one in ratings) / len(ratings):.1f}" if ratings else "",
    }


def _target(one: PlanTarget, language: str) -> dict[str, Any]:
    unit = one.unit_zh if language == "zh" else one.unit_en
    reached = one.reached
    return {
        "pk": one.pk,
        "text": one.text_zh if language == "zh" else one.text_en,
        "value": f"{_number(one.value)} {unit}",
        "reached": f"{_number(reached)} {unit}" if reached is not None else "",
        "share": f"{100 * reached / one.value:.0f}" if reached is not None else "",
        "evidence": one.evidence_name,
        "evidence_sha256": one.evidence_sha256,
    }


def _milestone(one: PlanMilestone, language: str) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "text": one.text_zh if language == "zh" else one.text_en,
        "due": day(one.due),
        "probability": one.probability,
        "state": one.state,
        "state_label": label(MILESTONE_STATES, one.state, language),
        "evidence": one.evidence_name,
        "evidence_sha256": one.evidence_sha256,
    }


def calibration_of(plans: Sequence[WorkPlan], today: date) -> dict[str, Any] | None:
    """Scores, reliability table and chart over plans; None while no milestone has come out."""
    found = forecasts(plans, today)
    scores = calibration(found)
    if scores is None:
        return None
    bands = reliability_bands(found)
    return {
        "count": scores.count,
        "happened": scores.happened,
        "brier": _score(scores.brier),
        "reliability": _score(scores.reliability),
        "resolution": _score(scores.resolution),
        "uncertainty": _score(scores.uncertainty),
        "bands": [
            {
                "range": f"{int(100 * band.low)}–{int(100 * band.high)} %",
                "count": band.count,
                "stated": _share(band.stated),
                "observed": _share(band.observed),
            }
            for band in bands
        ],
        "points": points(bands),
    }
