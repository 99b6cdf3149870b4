"""Write reports of experience: draft from the record, edit, submit, review, publish, withdraw."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.experience import events
from patentfair.apps.experience.facts import (
    check_tells_nothing_secret,
    deal_facts,
    drafted_texts,
    event_facts,
    name_told,
    tags_of,
    tags_of_event,
)
from patentfair.apps.experience.models import NamingConsent, Report, ReportVersion, SituationTag
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.apps.market.models import Deal
from patentfair.apps.meetings.models import Event
from patentfair.domain.experience.draft import TEXTS
from patentfair.domain.experience.event_draft import drafted_of_event
from patentfair.domain.experience.situation import Facet, check_tags
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused, Stale

__all__ = [
    "answer_naming",
    "ask_naming",
    "begin_report",
    "begin_report_of_deal",
    "begin_report_of_event",
    "change_report",
    "publish_report",
    "return_report",
    "submit_report",
    "withdraw_report",
]

TEXT_LIMIT = 10_000
TITLE_LIMIT = 200
NEEDED = ("title", "tried", "took", "next_time")
_State = Report.State


@transaction.atomic
def begin_report(
    *, actor: Actor, center: Center, source_note: str, language: str = "zh", is_sample: bool = False
) -> Report:
    """Begin a report on something other than a deal or an event: a lesson, a way of working."""
    _require_staff(actor, center.pk)
    source_note = source_note.strip()
    if not source_note or len(source_note) > 300:
        raise Invalid("experience.source", field="source_note")
    return _begin(actor, center, Report.Source.OTHER, language, is_sample, source_note=source_note)


@transaction.atomic
def begin_report_of_deal(*, actor: Actor, deal: Deal, language: str = "zh", is_sample: bool = False) -> Report:
    """Draft a report from the record of a deal that the center helps with: days, steps, why it ended; no name."""
    if deal.center is None:
        raise Refused("experience.no-center")
    _require_staff(actor, deal.center_id)
    texts, translation = drafted_texts(deal, language)
    facts = deal_facts(deal)
    days = facts.days_to_end if facts.days_to_signature is None else facts.days_to_signature
    return _begin(
        actor, deal.center, Report.Source.DEAL, language, is_sample,
        deal=deal, texts=texts, translation=translation, tags=tags_of(deal), took_days=days,
    )  # fmt: skip


@transaction.atomic
def begin_report_of_event(*, actor: Actor, event: Event, language: str = "zh", is_sample: bool = False) -> Report:
    """Draft a report from the record of an event that was held: how long, how many came, what the sheets say."""
    _require_staff(actor, event.center_id)
    if event.state != Event.State.HELD:
        raise Refused("experience.event-not-held")
    facts = event_facts(event)
    texts, translation = drafted_of_event(facts, language), drafted_of_event(facts, "en" if language == "zh" else "zh")
    title = (event.title_zh or event.title_en) if language == "zh" else (event.title_en or event.title_zh)
    return _begin(
        actor, event.center, Report.Source.EVENT, language, is_sample,
        event=event, source_note=title, texts=texts, translation=translation, tags=tags_of_event(event),
        took_days=facts.days if facts.days > 1 else None,
    )  # fmt: skip


def _begin(actor: Actor, center: Center, source: str, language: str, is_sample: bool, **given: Any) -> Report:
    made = Report.objects.create(
        center=center,
        source=source,
        language="en" if language == "en" else "zh",
        written_by_id=actor.user_id,
        created_at=timezone.now(),
        is_sample=is_sample,
        **given,
    )
    _keep_writer(actor, made)
    _note(events.REPORT_DRAFTED, actor, made, source=source, deal=made.deal_id, from_event=made.event_id)
    return made


@transaction.atomic
def change_report(
    *,
    actor: Actor,
    report: Report,
    texts: Mapping[str, str],
    translation: Mapping[str, str],
    tags: Mapping[str, list[str]],
    took_days: int | None = None,
    took_hours: int | None = None,
    took_money: Decimal | None = None,
) -> None:
    """Change the working copy. What is published stays as it is until the change has been reviewed."""
    _require_staff(actor, report.center_id)
    if report.state == _State.WITHDRAWN:
        raise Refused("experience.not-now")
    for field, number in (("took_days", took_days), ("took_hours", took_hours)):
        if number is not None and not 0 <= number <= 100_000:
            raise Invalid("experience.number", field=field)
    if took_money is not None and not 0 <= took_money < Decimal(10) ** 11:
        raise Invalid("experience.number", field="took_money")
    _touch(
        report,
        state=_State.DRAFT,
        texts=_checked_texts(texts),
        translation=_checked_texts(translation, suffix="_other"),
        tags=check_tags({facet: list(codes) for facet, codes in tags.items()}),
        took_days=took_days,
        took_hours=took_hours,
        took_money=took_money,
    )
    _keep_writer(actor, report)
    _note(events.REPORT_CHANGED, actor, report, content_sha256=_digest(report))


@transaction.atomic
def submit_report(*, actor: Actor, report: Report) -> None:
    """Hand the report to a second person. Refused where something is missing, or told that must not be."""
    _require_staff(actor, report.center_id)
    if report.state != _State.DRAFT:
        raise Refused("experience.not-now")
    for name in NEEDED:
        if not report.texts.get(name, "").strip():
            raise Invalid("experience.text-missing", field=name)
    if not (report.texts.get("worked", "").strip() or report.texts.get("failed", "").strip()):
        raise Invalid("experience.text-missing", field="worked")
    check_tags(report.tags)
    check_tells_nothing_secret(report, [*report.texts.values(), *report.translation.values()])
    _touch(report, state=_State.REVIEW, remarks="")
    _note(events.REPORT_SUBMITTED, actor, report, content_sha256=_digest(report))


@transaction.atomic
def return_report(*, actor: Actor, report: Report, remarks: str) -> None:
    """The second person hands the report back and says what is to be done."""
    _require_reviewer(actor, report)
    remarks = remarks.strip()
    if not remarks or len(remarks) > TEXT_LIMIT:
        raise Invalid("experience.remarks", field="remarks")
    _touch(report, state=_State.DRAFT, remarks=remarks)
    _note(events.REPORT_RETURNED, actor, report)


@transaction.atomic
def publish_report(*, actor: Actor, report: Report, seen: int | None = None) -> ReportVersion:
    """The second person publishes the report as a version of its own; earlier ones stay readable.

    `seen` is the row's `version` that was read; raises `Stale` where the report has been changed since.
    """
    _require_reviewer(actor, report)
    if seen is not None and seen != report.version:
        raise Stale("experience.changed-meanwhile")
    told = [*report.texts.values(), *report.translation.values()]
    check_tells_nothing_secret(report, told)
    number = report.versions.count() + 1
    content = _content(report)
    version = ReportVersion.objects.create(
        report=report,
        number=number,
        language=report.language,
        content=content,
        words="\n".join(told).casefold(),
        names_sides=bool(name_told(report, told)),
        sha256=digest(content),
        published_by_id=actor.user_id,
        published_at=timezone.now(),
    )
    _touch(report, state=_State.PUBLISHED, current_id=version.pk, remarks="")
    report.situation.all().delete()
    SituationTag.objects.bulk_create(
        SituationTag(report=report, facet=facet, code=code) for facet, codes in report.tags.items() for code in codes
    )
    outcome = report.tags[Facet.OUTCOME.value][0]
    _note(
        events.REPORT_PUBLISHED, actor, report,
        number=number, outcome=outcome, source=report.source, content_sha256=version.sha256,
    )  # fmt: skip
    return version


@transaction.atomic
def withdraw_report(*, actor: Actor, report: Report) -> None:
    """Take a report back; those who adopted it keep what they wrote about it."""
    _require_staff(actor, report.center_id)
    if report.state == _State.WITHDRAWN:
        raise Refused("experience.not-now")
    _touch(report, state=_State.WITHDRAWN)
    _note(events.REPORT_WITHDRAWN, actor, report)


@transaction.atomic
def ask_naming(*, actor: Actor, report: Report) -> None:
    """Ask both sides of the deal whether the report may name them."""
    _require_staff(actor, report.center_id)
    deal = report.deal
    if deal is None or report.consents.exists():
        raise Refused("experience.not-now")
    for organisation in (deal.grantor, deal.grantee):
        NamingConsent.objects.create(report=report, organisation=organisation, asked_at=timezone.now())
        _note(events.NAMING_ASKED, actor, report, organisation=organisation.pk)


@transaction.atomic
def answer_naming(*, actor: Actor, consent: NamingConsent, agreed: bool) -> None:
    """A side of the deal says whether it may be named; it may change its mind.

    What names a side that no longer agrees is hidden with that answer: every such version, and the report if its
    present version is one of them (`access.PUBLISHED`).
    """
    actor.require(consent.organisation_id, "sign")
    consent.agreed, consent.answered_by_id, consent.answered_at = agreed, actor.user_id, timezone.now()
    consent.save(update_fields=["agreed", "answered_by", "answered_at"])
    _note(
        events.NAMING_ANSWERED, actor, consent.report,
        organisation=consent.organisation_id, agreed=agreed,
    )  # fmt: skip


def _keep_writer(actor: Actor, report: Report) -> None:
    """Keep that the actor had a hand in the report."""
    if actor.user_id is not None:
        report.writers.add(actor.user_id)


def _require_staff(actor: Actor, center: int | None) -> None:
    if center not in actor.centers:
        raise Refused("centers.staff-only")


def _require_reviewer(actor: Actor, report: Report) -> None:
    _require_staff(actor, report.center_id)
    if report.state != _State.REVIEW:
        raise Refused("experience.not-now")
    if report.writers.filter(pk=actor.user_id).exists():
        raise Refused("experience.four-eyes")


def _touch(report: Report, **changes: Any) -> None:
    moved = Report.objects.filter(pk=report.pk, version=report.version).update(version=F("version") + 1, **changes)
    if not moved:
        raise Stale("experience.changed-meanwhile")
    report.refresh_from_db()


def _checked_texts(texts: Mapping[str, str], suffix: str = "") -> dict[str, str]:
    found = {}
    for name in TEXTS:
        text = texts.get(name, "").replace("\r\n", "\n").strip()
        limit = TITLE_LIMIT if name == "title" else TEXT_LIMIT
        if len(text) > limit:
            raise Invalid("terms.too-long", field=f"{name}{suffix}", limit=limit)
        found[name] = text
    return found


def _content(report: Report) -> dict[str, Any]:
    return {
        "texts": report.texts,
        "translation": report.translation,
        "tags": report.tags,
        "took_days": report.took_days,
        "took_hours": report.took_hours,
        "took_money": str(report.took_money) if report.took_money is not None else None,
    }


def _digest(report: Report) -> str:
    return digest(_content(report))


def _note(event: EventType, actor: Actor, report: Report, /, **facts: Any) -> None:
    record(event, actor=actor.reference, object=f"report:{report.pk}", center=f"center:{report.center_id}", **facts)
