"""Tables of centers, a module a noun."""

from patentfair.apps.centers.models.accounts import AccountLine, PublicAccounts
from patentfair.apps.centers.models.center import Center, Partner, Post, ServedRegion
from patentfair.apps.centers.models.experts import ConcernedOrganisation, ConflictDeclaration, Expert, ExpertDraw
from patentfair.apps.centers.models.life import (
    Application,
    ApplicationDocument,
    CenterReview,
    LifeStep,
    Rectification,
    RectificationItem,
)
from patentfair.apps.centers.models.plans import AmbitionRating, PlanMilestone, PlanTarget, WorkPlan
from patentfair.apps.centers.models.regions import ProfileLoad, RegionFigure, StrategyGoal, StrategyTask
from patentfair.apps.centers.models.returns import Return, ReturnTemplate

__all__ = [
    "AccountLine",
    "AmbitionRating",
    "Application",
    "ApplicationDocument",
    "Center",
    "CenterReview",
    "ConcernedOrganisation",
    "ConflictDeclaration",
    "Expert",
    "ExpertDraw",
    "LifeStep",
    "Partner",
    "PlanMilestone",
    "PlanTarget",
    "Post",
    "ProfileLoad",
    "PublicAccounts",
    "Rectification",
    "RectificationItem",
    "RegionFigure",
    "Return",
    "ReturnTemplate",
    "ServedRegion",
    "StrategyGoal",
    "StrategyTask",
    "WorkPlan",
]
