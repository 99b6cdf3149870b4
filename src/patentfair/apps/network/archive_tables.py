"""What of a center travels in its archive: one row a table, in the order in which they are taken in.

A field that is not named here does not travel: nothing that was added to a table later leaves by oversight.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from django.db.models import Model, Q, QuerySet

from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import (
    AccountLine,
    Center,
    CenterReview,
    LifeStep,
    Partner,
    PlanMilestone,
    PlanTarget,
    PublicAccounts,
    Rectification,
    RectificationItem,
    ServedRegion,
    StrategyGoal,
    StrategyTask,
    WorkPlan,
)
from patentfair.apps.exhibition.models import Exhibit, ExhibitPicture, Hall
from patentfair.apps.experience.models import Report, ReportVersion
from patentfair.apps.learning.models import Lesson, LessonExhibit, QuizItem
from patentfair.apps.market.models import Listing, Need, Publication
from patentfair.apps.meetings.models import Event, Paper, Session, Speaker
from patentfair.apps.registry.models import Patent
from patentfair.apps.rights.models import OwnershipClaim
from patentfair.domain.matching.profile import Target

__all__ = ["CENTER_FIELDS", "CENTER_SHAPES", "TABLES", "Table", "organisations_of", "patents_of"]

Words = dict[str, str]
Numbers = list[Target]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One table of the archive.

    `fields` travel as they are; `refs` are links by the name of the table they lead to, `optional` those that may be
    lost; `files` name kept files. `shapes` are what JSON fields must hold. `joins` are the fields by which a row of
    the same meaning may be here already. `arrives` gives what differs on arrival: nothing is published for others.
    `told` is the journal's word for such an object.
    """

    name: str
    model: type[Model]
    rows: Callable[[Center], QuerySet[Any]]
    fields: tuple[str, ...]
    refs: Mapping[str, str] = {}
    optional: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()
    shapes: Mapping[str, Any] = {}
    joins: tuple[str, ...] = ()
    arrives: Callable[[dict[str, Any]], dict[str, Any]] = lambda _row: {}
    told: str = ""


CENTER_FIELDS = (
    "key",
    "name_zh",
    "name_en",
    "province",
    "city_zh",
    "city_en",
    "state",
    "address_zh",
    "address_en",
    "telephone",
    "hours",
    "opening_zh",
    "opening_en",
    "services_zh",
    "services_en",
    "about_zh",
    "about_en",
    "accent",
    "banner_sha256",
    "banner_alt_zh",
    "banner_alt_en",
    "is_sample",
    "opened_at",
)
CENTER_SHAPES: Mapping[str, Any] = {
    "hours": dict[str, list[tuple[int, int]]], "services_zh": list[str], "services_en": list[str],
}  # fmt: skip


def _listings(center: Center) -> QuerySet[Listing]:
    return Listing.objects.filter(center=center, state=Publication.PUBLISHED)


def _needs(center: Center) -> QuerySet[Need]:
    """Those whose firm is named: one that hides its name must not be told of by the way."""
    return Need.objects.filter(center=center, state=Publication.PUBLISHED, show_name=True)


def organisations_of(center: Center) -> QuerySet[Organisation]:
    """Those that the public sees to have listed, needed or exhibited something at the center."""
    shown = Exhibit.objects.filter(hall__center=center, state=Exhibit.State.SHOWN)
    return Organisation.objects.filter(
        Q(pk__in=_listings(center).values("organisation"))
        | Q(pk__in=_needs(center).values("organisation"))
        | Q(pk__in=shown.values("owner"))
    )


def _claims(center: Center) -> QuerySet[OwnershipClaim]:
    verified = OwnershipClaim.objects.filter(center=center, state=OwnershipClaim.State.VERIFIED)
    return verified.filter(organisation__in=organisations_of(center))


def patents_of(center: Center) -> QuerySet[Patent]:
    """The patents that its listings, exhibits and verified claims are about."""
    return Patent.objects.filter(
        Q(pk__in=_listings(center).values("patent"))
        | Q(pk__in=Exhibit.objects.filter(hall__center=center).values("patent"))
        | Q(pk__in=_claims(center).values("patent"))
    )


def _reports(center: Center) -> QuerySet[Report]:
    """What tells of a deal travels only as far as it was published, and without names: the rest is its parties'."""
    told = Q(state=Report.State.PUBLISHED, current__names_sides=False)
    return Report.objects.filter(Q(source=Report.Source.OTHER) | told, center=center)


def _drafted(_row: dict[str, Any]) -> dict[str, Any]:
    return {"state": "draft"}


def _exhibit(row: dict[str, Any]) -> dict[str, Any]:
    return {} if row["state"] == Exhibit.State.WITHDRAWN else {"state": Exhibit.State.DRAFT}


def _hall(row: dict[str, Any]) -> dict[str, Any]:
    return {} if row["state"] == Hall.State.CLOSED else {"state": Hall.State.DRAFT}


def _event(row: dict[str, Any]) -> dict[str, Any]:
    return {} if row["state"] in (Event.State.HELD, Event.State.CANCELLED) else {"state": Event.State.DRAFT}


def _report(_row: dict[str, Any]) -> dict[str, Any]:
    return {"state": Report.State.DRAFT, "source": Report.Source.OTHER}


def _claim(_row: dict[str, Any]) -> dict[str, Any]:
    """It was verified elsewhere: here it waits for the center's own look at the evidence."""
    return {"state": OwnershipClaim.State.PENDING}


_TEXTS = ("language", "translation")

TABLES: tuple[Table, ...] = (
    Table(
        name="regions", model=ServedRegion, rows=lambda c: ServedRegion.objects.filter(center=c),
        fields=("code",), refs={"center": "center"}, joins=("center", "code"),
    ),
    Table(
        name="partners", model=Partner, rows=lambda c: Partner.objects.filter(center=c),
        fields=("name_zh", "name_en", "url"), refs={"center": "center"},
    ),
    Table(
        name="steps", model=LifeStep, rows=lambda c: LifeStep.objects.filter(center=c),
        fields=("event", "outcome", "year", "reason", "at"), refs={"center": "center"},
    ),
    Table(
        name="reviews", model=CenterReview, rows=lambda c: CenterReview.objects.filter(center=c),
        fields=("year", "report", "findings", "outcome", "at"), refs={"center": "center"},
        shapes={"findings": list[str]},
    ),
    Table(
        name="rectifications", model=Rectification, rows=lambda c: Rectification.objects.filter(center=c),
        fields=("reason", "deadline", "state", "at", "ended_at"), refs={"center": "center"},
    ),
    Table(
        name="rectification_items", model=RectificationItem,
        rows=lambda c: RectificationItem.objects.filter(rectification__center=c),
        fields=("text", "answer", "evidence_name", "evidence_sha256", "answered_at"),
        refs={"rectification": "rectifications"}, files=("evidence_sha256",),
    ),
    Table(
        name="accounts", model=PublicAccounts, rows=lambda c: PublicAccounts.objects.filter(center=c),
        fields=("year", "version", "income", "expenditure", "note", "sha256", "published_at"),
        refs={"center": "center"}, told="accounts",
    ),
    Table(
        name="account_lines", model=AccountLine, rows=lambda c: AccountLine.objects.filter(accounts__center=c),
        fields=("side", "category", "amount"), refs={"accounts": "accounts"},
    ),
    Table(
        name="plans", model=WorkPlan, rows=lambda c: WorkPlan.objects.filter(center=c),
        fields=("year", "state", "sha256", "registered_at", "report", "reported_at"), refs={"center": "center"},
        told="plan",
    ),
    Table(
        name="targets", model=PlanTarget, rows=lambda c: PlanTarget.objects.filter(plan__center=c),
        fields=(
            "perspective", "text_zh", "text_en", "value", "unit_zh", "unit_en", "reached", "evidence_name",
            "evidence_sha256",
        ),
        refs={"plan": "plans"}, files=("evidence_sha256",),
    ),
    Table(
        name="milestones", model=PlanMilestone, rows=lambda c: PlanMilestone.objects.filter(plan__center=c),
        fields=(
            "perspective", "text_zh", "text_en", "due", "probability", "state", "evidence_name", "evidence_sha256",
            "settled_at",
        ),
        refs={"plan": "plans"}, files=("evidence_sha256",),
    ),
    Table(
        name="goals", model=StrategyGoal, rows=lambda c: StrategyGoal.objects.filter(tasks__center=c).distinct(),
        fields=("region", "title_zh", "title_en", "until", "set_at"), joins=("region", "title_zh", "until"),
    ),
    Table(
        name="tasks", model=StrategyTask, rows=lambda c: StrategyTask.objects.filter(center=c),
        fields=(
            "title_zh", "title_en", "difficulty", "due", "state", "account", "evidence_name", "evidence_sha256",
            "set_at", "agreed_at", "done_at",
        ),
        refs={"goal": "goals", "center": "center"}, files=("evidence_sha256",),
    ),
    Table(
        name="organisations", model=Organisation, rows=organisations_of,
        fields=(
            "key", "name_zh", "name_en", "kind", "country", "province", "city_zh", "city_en", "is_state_founded",
            "is_sample", "created_at",
        ),
        joins=("key",), told="organisation",
    ),
    Table(
        name="claims", model=OwnershipClaim, rows=_claims,
        fields=(
            "share_numerator", "share_denominator", "statement", "evidence_name", "evidence_sha256", "state",
            "claimed_at",
        ),
        refs={"patent": "patents", "organisation": "organisations", "center": "center"}, files=("evidence_sha256",),
        joins=("patent", "organisation"), arrives=_claim,
    ),
    Table(
        name="listings", model=Listing, rows=_listings,
        fields=(
            *_TEXTS, "state", "kinds", "territory", "fields", "term_years", "price_mode", "currency", "upfront",
            "royalty_percent", "royalty_base", "maturity", "title", "plain", "better", "targets", "created_at",
            "is_sample",
        ),
        refs={"patent": "patents", "organisation": "organisations", "center": "center"},
        shapes={
            "translation": Words, "kinds": list[str], "territory": list[str], "fields": list[str | int],
            "targets": Numbers,
        },
        arrives=_drafted, told="listing",
    ),
    Table(
        name="needs", model=Need, rows=_needs,
        fields=(
            *_TEXTS, "state", "title", "problem", "present", "constraints", "targets", "classes", "province",
            "maturity_min", "kinds", "currency", "budget_low", "budget_high", "deadline", "show_name", "created_at",
            "is_sample",
        ),
        refs={"organisation": "organisations", "center": "center"},
        shapes={"translation": Words, "targets": Numbers, "classes": list[str], "kinds": list[str]},
        arrives=_drafted, told="need",
    ),
    Table(
        name="halls", model=Hall, rows=lambda c: Hall.objects.filter(center=c),
        fields=(
            "key", "kind", "state", "name_zh", "name_en", "lede_zh", "lede_en", "links", "created_at", "is_sample",
        ),
        refs={"center": "center"}, shapes={"links": list[Words]}, arrives=_hall, told="hall",
    ),
    Table(
        name="exhibits", model=Exhibit, rows=lambda c: Exhibit.objects.filter(hall__center=c),
        fields=(
            "number", "product", "state", *_TEXTS, "texts", "numbers", "maturity", "link", "changed_at",
        ),
        refs={"hall": "halls", "patent": "patents", "listing": "listings", "owner": "organisations"},
        optional=frozenset(("listing", "owner")),
        shapes={"texts": Words, "translation": Words, "numbers": Numbers}, arrives=_exhibit, told="exhibit",
    ),
    Table(
        name="pictures", model=ExhibitPicture, rows=lambda c: ExhibitPicture.objects.filter(exhibit__hall__center=c),
        fields=(
            "place", "kind", "sha256", "medium_sha256", "small_sha256", "media_type", "width", "height", "alt_zh",
            "alt_en",
        ),
        refs={"exhibit": "exhibits"}, files=("sha256", "medium_sha256", "small_sha256"),
    ),
    Table(
        name="lessons", model=Lesson, rows=lambda c: Lesson.objects.filter(center=c),
        fields=(
            "key", "kind", "state", "place", "audiences", "minutes", "title_zh", "title_en", "summary_zh",
            "summary_en", "text_zh", "text_en", "fields", "changed_at", "is_sample",
        ),
        refs={"center": "center"}, shapes={"audiences": list[str], "fields": list[int]}, arrives=_drafted,
        told="lesson",
    ),
    Table(
        name="lesson_exhibits", model=LessonExhibit, rows=lambda c: LessonExhibit.objects.filter(lesson__center=c),
        fields=(), refs={"lesson": "lessons", "exhibit": "exhibits"},
    ),
    Table(
        name="quiz_items", model=QuizItem, rows=lambda c: QuizItem.objects.filter(lesson__center=c),
        fields=("question_zh", "question_en", "options", "right", "why_zh", "why_en", "retired_at"),
        refs={"lesson": "lessons"}, shapes={"options": list[Words]},
    ),
    Table(
        name="events", model=Event, rows=lambda c: Event.objects.filter(center=c),
        fields=(
            "kind", "state", "title_zh", "title_en", "about_zh", "about_en", "place_zh", "place_en", "county_code",
            "is_online", "starts_at", "ends_at", "language", "capacity", "contact", "hall", "cancel_reason",
            "programme_sha256", "verified", "created_at", "announced_at", "held_at", "cancelled_at", "is_sample",
        ),
        refs={"center": "center"}, arrives=_event, told="event",
    ),
    Table(
        name="sessions", model=Session, rows=lambda c: Session.objects.filter(event__center=c),
        fields=(
            "kind", "starts_at", "ends_at", "room", "title_zh", "title_en", "abstract_zh", "abstract_en", "province",
        ),
        refs={"event": "events"},
    ),
    Table(
        name="speakers", model=Speaker, rows=lambda c: Speaker.objects.filter(session__event__center=c),
        fields=("place", "name_zh", "name_en", "affiliation_zh", "affiliation_en"), refs={"session": "sessions"},
    ),
    Table(
        name="papers", model=Paper, rows=lambda c: Paper.objects.filter(session__event__center=c),
        fields=("title", "name", "sha256", "put_at"), refs={"session": "sessions"}, files=("sha256",),
    ),
    Table(
        name="reports", model=Report, rows=_reports,
        fields=(
            "source", "source_note", "state", "language", "texts", "translation", "tags", "took_days", "took_hours",
            "took_money", "created_at", "is_sample",
        ),
        refs={"center": "center"},
        shapes={"texts": Words, "translation": Words, "tags": dict[str, list[str]]},
        arrives=_report, told="report",
    ),
    Table(
        name="report_versions", model=ReportVersion, rows=lambda c: ReportVersion.objects.filter(
            report__in=_reports(c), names_sides=False
        ),
        fields=("number", "language", "content", "words", "sha256", "published_at"), refs={"report": "reports"},
        shapes={"content": dict[str, Any]},
    ),
)  # fmt: skip
