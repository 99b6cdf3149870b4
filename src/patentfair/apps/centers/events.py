"""Acts of centers in the journal."""

from patentfair.apps.journal.events import EventType

CENTER_OPENED = EventType("center.opened", ("province",))
POST_GIVEN = EventType("post.given", ("user", "role"))
POST_ENDED = EventType("post.ended", ("user", "role"))

CENTER_APPLIED = EventType("center.applied", ("province", "documents"))
APPLICATION_WITHDRAWN = EventType("center.application-withdrawn")
CENTER_APPROVED = EventType("center.approved", ("application",))
CENTER_REFUSED = EventType("center.refused", ("province",))
CENTER_REVIEWED = EventType("center.reviewed", ("year", "outcome", "sha256"))
CENTER_RECTIFY = EventType("center.rectify", ("rectification", "items", "deadline"))
RECTIFICATION_ANSWERED = EventType("center.rectification-answered", ("rectification", "item", "evidence_sha256"))
CENTER_RESTORED = EventType("center.restored", ("rectification",))
CENTER_REMOVED = EventType("center.removed", ("rectification",))
CENTER_CHANGED = EventType("center.page-changed", ("what",))
ACCOUNTS_PUBLISHED = EventType("accounts.published", ("year", "version", "income", "expenditure", "sha256"))

REGIONS_LOADED = EventType("regions.loaded", ("load", "rows", "sha256"))
STRATEGY_GOAL = EventType("strategy.goal", ("region", "until"))
STRATEGY_TASK = EventType("strategy.task", ("task", "state", "difficulty", "evidence_sha256"))

PLAN_DRAFTED = EventType("plan.drafted", ("year", "what"))
PLAN_REGISTERED = EventType("plan.registered", ("year", "targets", "milestones", "sha256"))
PLAN_RATED = EventType("plan.rated", ("year", "rating", "by_center"))
PLAN_TARGET = EventType("plan.target", ("target", "perspective", "reached", "evidence_sha256"))
PLAN_MILESTONE = EventType("plan.milestone", ("milestone", "perspective", "outcome", "probability", "evidence_sha256"))
PLAN_REPORTED = EventType("plan.reported", ("year", "met", "missed"))

EXPERT_ENTERED = EventType("expert.entered", ("user", "fields"))
EXPERT_CHANGED = EventType("expert.changed", ("fields", "available"))
CONFLICT_DECLARED = EventType("expert.conflict-declared", ("organisation", "kind"))
CONFLICT_ENDED = EventType("expert.conflict-ended", ("organisation", "kind"))
DRAW_COMMITTED = EventType("expert.draw-committed", ("task", "fields", "organisations", "count", "commitment"))
EXPERT_DRAWN = EventType("expert.drawn", ("task", "seed", "pool", "drawn", "excluded"))

RETURN_TEMPLATE = EventType("return.template-loaded", ("template", "markers", "sha256"))
RETURN_SUBMITTED = EventType("return.submitted", ("template", "year", "version", "sha256"))
