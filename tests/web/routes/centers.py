"""Addresses of centers."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from patentfair.apps.centers.models import (
    AmbitionRating,
    Application,
    Center,
    CenterReview,
    ConflictDeclaration,
    Expert,
    ExpertDraw,
    Partner,
    PlanMilestone,
    PlanTarget,
    ProfileLoad,
    PublicAccounts,
    Rectification,
    RectificationItem,
    RegionFigure,
    Return,
    ReturnTemplate,
    ServedRegion,
    StrategyGoal,
    StrategyTask,
    WorkPlan,
)
from tests.web.routes.roles import ADMINS, ALL, AUDIT, SIGNED_IN, Route, fixed

DESK = frozenset({"staff", "head"})
HEAD = frozenset({"head"})
JUDGES = frozenset({"provincial", "national"})
EXPERT = frozenset({"expert"})
# The register of experts is open to whoever works at any center, to administrators, operators and experts.
KEEPERS = frozenset({"staff", "head", "other_staff"}) | ADMINS | EXPERT


def _of(path: str):
    """An address under the center's own."""
    return lambda t: f"/zh/centers/{t['home'].key}{path}"


def _on(path: str, name: str):
    """An address of one of the things below, by its number."""
    return lambda t: f"/zh/{path}".replace("PK", str(t[name].pk))


ROUTES: dict[str, Route] = {
    "center-banner": Route(fixed("/zh/centers/liaoning/banner.jpg"), ALL),
    "center-accounts": Route(_of("/accounts/2019"), ALL),
    "center-plan": Route(_of("/plans/2099"), AUDIT),  # a draft
    "plan-new": Route(_of("/plans/new"), None, DESK),
    "center-manage": Route(_of("/manage"), AUDIT),
    "center-look": Route(_of("/manage/look"), HEAD, HEAD, lambda _: {"accent": "pine"}),
    "center-visit": Route(_of("/manage/visit"), HEAD, HEAD, lambda _: {"telephone": "1"}),
    "partner-new": Route(_of("/manage/partners/new"), HEAD, HEAD, lambda _: {"name_zh": "甲", "name_en": "A"}),
    "accounts-publish": Route(
        _of("/manage/accounts"), HEAD, HEAD,
        lambda _: {"year": 2020, "income": 0, "expenditure": 0, "surplus": "on"},
    ),
    "center-regions": Route(
        _of("/manage/regions"), frozenset({"national", "operator"}), frozenset({"national", "operator"}),
        lambda _: {"codes": "54"},
    ),
    "center-review": Route(
        _of("/review"), JUDGES, JUDGES, lambda _: {"year": timezone.localdate().year, "outcome": "good", "report": "x"}
    ),
    "center-rectify": Route(
        _of("/rectify"), JUDGES, JUDGES,
        lambda _: {"reason": "x", "items": "y", "deadline": timezone.localdate() + timedelta(days=9)},
    ),
    "center-rectify-end": Route(
        _of("/rectify/end"), JUDGES, JUDGES, lambda _: {"decision": "restore", "reason": "x"}
    ),
    "draw-new": Route(
        _of("/draws/new"), DESK, DESK,
        lambda t: {"task": "gate", "subject": "x", "count": 1, "organisations": t["deal"].grantor.name_zh},
    ),
    "partner-remove": Route(_on("center-affairs/partners/PK/remove", "partner"), None, HEAD),
    "rectification-item": Route(_on("center-affairs/items/PK", "item"), DESK, DESK, lambda _: {"answer": "x"}),
    "plan-target-new": Route(
        _on("center-affairs/plans/PK/targets/new", "draft_plan"), DESK, DESK,
        lambda _: {"perspective": "law", "text_zh": "甲", "text_en": "A", "value": 1, "unit_zh": "件", "unit_en": "x"},
    ),
    "plan-milestone-new": Route(
        _on("center-affairs/plans/PK/milestones/new", "draft_plan"), DESK, DESK,
        lambda _: {"perspective": "law", "text_zh": "甲", "text_en": "A", "due": "2099-05-05", "probability": 60},
    ),
    "plan-line-remove": Route(_on("center-affairs/plan-lines/targets/PK/remove", "draft_target"), None, DESK),
    "plan-register": Route(_on("center-affairs/plans/PK/register", "draft_plan"), None, HEAD),
    # Heads of other centers rate; nobody rates the plan of the center they work at.
    "plan-rate": Route(
        _on("center-affairs/plans/PK/rate", "peer_plan"), HEAD, HEAD,
        lambda t: {"center": t["home"].pk, "rating": 3, "reason": "x"},
    ),
    "plan-report": Route(_on("center-affairs/plans/PK/report", "running_plan"), HEAD, HEAD, lambda _: {"report": "x"}),
    "plan-target-track": Route(_on("center-affairs/targets/PK", "target"), DESK, DESK),
    "plan-milestone-settle": Route(
        _on("center-affairs/milestones/PK", "milestone"), DESK, DESK, lambda _: {"outcome": "missed"}
    ),
    "task-agree": Route(_on("center-affairs/tasks/PK/agree", "task"), None, HEAD),
    "task-finish": Route(_on("center-affairs/tasks/PK/done", "task"), DESK, DESK),
    "center-evidence": Route(_on("center-affairs/evidence/targets/PK", "target"), AUDIT),
    "center-apply": Route(fixed("/zh/workspace/centers/apply"), SIGNED_IN),
    "applications": Route(fixed("/zh/workspace/centers/applications"), SIGNED_IN),
    "application": Route(
        _on("workspace/centers/applications/PK", "application"), JUDGES | {"outsider"}, JUDGES,
        lambda _: {"decision": "refuse", "reason": "x"},
    ),
    "application-withdraw": Route(
        _on("workspace/centers/applications/PK/withdraw", "application"), None, frozenset({"outsider"})
    ),
    "regions": Route(fixed("/zh/regions"), ALL),
    "region": Route(fixed("/zh/regions/21"), ALL),
    "goal-new": Route(
        lambda t: f"/zh/regions/{t['home'].province}/goals/new", JUDGES, JUDGES,
        lambda _: {"title_zh": "甲", "title_en": "A", "until": timezone.localdate().year},
    ),
    "task-new": Route(
        _on("regions/goals/PK/tasks/new", "goal"), JUDGES, JUDGES,
        lambda t: {"center": t["home"].pk, "title_zh": "甲", "title_en": "A", "difficulty": 1, "due": "2099-05-05"},
    ),
    "region-load": Route(fixed("/zh/registrar/regions"), frozenset({"operator"}), frozenset({"operator"})),
    "figures": Route(fixed("/zh/figures"), ALL),
    "returns-received": Route(fixed("/zh/registrar/returns"), ADMINS - {"operator"}),
    "return-templates": Route(
        fixed("/zh/registrar/returns/templates"), frozenset({"operator"}), frozenset({"operator"})
    ),
    "return-template-retire": Route(
        _on("registrar/returns/templates/PK/retire", "return_template"), None, frozenset({"operator"})
    ),
    "returns": Route(_of("/returns"), AUDIT),
    "return-fill": Route(
        lambda t: f"/zh/centers/{t['home'].key}/returns/{t['return_template'].pk}/2025", DESK, DESK
    ),
    "return-file": Route(_on("center-affairs/returns/PK.xlsx", "submitted_return"), AUDIT),
    "experts": Route(fixed("/zh/experts"), KEEPERS),
    "expert": Route(_on("experts/PK", "judge"), KEEPERS),
    "expert-mine": Route(fixed("/zh/experts/mine"), EXPERT, EXPERT),
    "conflict-new": Route(
        fixed("/zh/experts/mine/ties/new"), EXPERT, EXPERT,
        lambda t: {"organisation": t["deal"].grantor.name_zh, "kind": "relative"},
    ),
    "conflict-end": Route(_on("experts/ties/PK/end", "conflict"), None, EXPERT),
    "draw": Route(_on("experts/draws/PK", "draw"), AUDIT),
    "draw-run": Route(_on("experts/draws/PK/run", "draw"), None, DESK),
}  # fmt: skip
COUNTED: tuple = (
    AmbitionRating, Application, Center, CenterReview, ConflictDeclaration, Expert, ExpertDraw, Partner,
    PlanMilestone, PlanTarget, ProfileLoad, PublicAccounts, Rectification, RectificationItem, RegionFigure,
    Return, ReturnTemplate, ServedRegion, StrategyGoal, StrategyTask, WorkPlan,
)  # fmt: skip


def _plan(center, year, **fields):
    return WorkPlan.objects.update_or_create(center=center, year=year, defaults=fields)[0]


def things(base: dict) -> dict:
    """One of everything, made for the center whose staff `base["users"]["staff"]` is."""
    now, home = timezone.now(), base["claim"].center
    words = {"text_zh": "目标", "text_en": "Target", "perspective": "law"}
    evidence = {"evidence_name": "a.pdf", "evidence_sha256": base["claim"].evidence_sha256}
    draft = _plan(home, 2099, state="draft")
    running = _plan(home, now.year, state="registered", sha256="0" * 64, registered_at=now)
    running.milestones.all().delete()
    other = Center.objects.exclude(pk=home.pk).filter(is_national=False).order_by("pk").first()
    Center.objects.filter(pk=home.pk).update(state=Center.State.RECTIFYING)
    rectification = Rectification.objects.create(
        center=home, reason="x", deadline=now.date() + timedelta(days=9), at=now
    )
    goal = StrategyGoal.objects.create(region=home.province, title_zh="目标", title_en="Goal", until=2099, set_at=now)
    judge = Expert.objects.get(user=base["users"]["expert"])
    draw = ExpertDraw.objects.create(
        center=home, task="gate", subject="x", count=1, seed="s", commitment="c", asked_at=now
    )
    PublicAccounts.objects.create(
        center=home, year=2019, version=1, income=0, expenditure=0, sha256="0" * 64, published_at=now
    )
    applicant = base["users"]["outsider"]
    template = ReturnTemplate.objects.filter(is_current=True).first()
    submitted = Return.objects.create(
        template=template, center=home, year=2024, version=1, submitted_at=now, sha256=template.sha256
    )
    return {
        "home": home,
        "draft_plan": draft,
        "draft_target": PlanTarget.objects.create(plan=draft, value=1, unit_zh="件", unit_en="x", **words),
        "running_plan": running,
        "target": PlanTarget.objects.create(
            plan=running, value=2, reached=1, unit_zh="件", unit_en="x", **words, **evidence
        ),
        "milestone": PlanMilestone.objects.create(
            plan=running, due=now.date() - timedelta(days=3), probability=60, **words
        ),
        "peer_plan": _plan(other, 2098, state="registered", sha256="0" * 64, registered_at=now),
        "partner": Partner.objects.create(center=home, name_zh="甲", name_en="A"),
        "item": RectificationItem.objects.create(rectification=rectification, text="y"),
        "goal": goal,
        "task": StrategyTask.objects.create(
            goal=goal, center=home, title_zh="甲", title_en="A", difficulty=1, due=date(2099, 1, 1), set_at=now
        ),
        "application": Application.objects.create(
            applicant=applicant, key="elsewhere", name_zh="甲", name_en="A", province=home.province, city_zh="甲",
            city_en="A", purpose="x", applied_at=now,
        ),
        "judge": judge,
        "conflict": ConflictDeclaration.objects.create(
            expert=judge, organisation=base["deal"].grantee, kind="relative", declared_at=now
        ),
        "draw": draw,
        "return_template": template,
        "submitted_return": submitted,
    }  # fmt: skip
