"""From the application to the end: who becomes a center, how it is reviewed, put right, restored or removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers import events
from patentfair.apps.centers.access import administers, require_administrator, require_staff
from patentfair.apps.centers.actions.posts import end_powers_of, new_center
from patentfair.apps.centers.models import (
    Application,
    ApplicationDocument,
    Center,
    CenterReview,
    LifeStep,
    Post,
    Rectification,
    RectificationItem,
)
from patentfair.apps.journal.actions import record
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.patents.regions import PROVINCES

__all__ = [
    "answer_item",
    "apply_for_center",
    "approve_application",
    "refuse_application",
    "remove_center",
    "require_rectification",
    "restore_center",
    "review_center",
    "withdraw_application",
]

MOST_TEXT = 10_000
MOST_ITEMS = 20
MOST_OPEN_APPLICATIONS = 3
LONGEST_DEADLINE = timedelta(days=366)


@transaction.atomic
def apply_for_center(
    *,
    actor: Actor,
    key: str,
    purpose: str,
    documents: Mapping[str, tuple[str, str]],
    organisation: Organisation | None = None,
    **fields: str,
) -> Application:
    """Ask to become a center. `documents` maps a kind to name and SHA-256; the proof of standing must be among them."""
    if actor.user_id is None:
        raise Refused("accounts.no-power")
    on_behalf_of = actor.require(organisation.pk, "sign") if organisation else ""
    if fields.get("province") not in PROVINCES:
        raise Invalid("centers.province", field="province")
    given = {kind: paper for kind, paper in documents.items() if paper[1]}
    if ApplicationDocument.Kind.STANDING not in given or not set(given) <= set(ApplicationDocument.Kind.values):
        raise Invalid("centers.application-document", field="standing")
    if Center.objects.filter(key=key).exists():
        raise Invalid("centers.key-taken", field="key")
    waiting = Application.objects.filter(applicant=actor.user_id, state=Application.State.OPEN)
    if waiting.count() >= MOST_OPEN_APPLICATIONS:
        raise Refused("centers.applications-open")
    try:
        with transaction.atomic():
            made = Application.objects.create(
                applicant_id=actor.user_id,
                organisation=organisation,
                key=key,
                purpose=_text(purpose, "purpose"),
                applied_at=timezone.now(),
                **fields,
            )
    except IntegrityError as error:
        raise Invalid("centers.key-taken", field="key") from error
    ApplicationDocument.objects.bulk_create(
        ApplicationDocument(application=made, kind=kind, name=name, sha256=sha256)
        for kind, (name, sha256) in given.items()
    )
    record(
        events.CENTER_APPLIED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"application:{made.pk}",
        province=made.province,
        documents=sorted(sha256 for _, sha256 in given.values()),
    )
    return made


@transaction.atomic
def withdraw_application(*, actor: Actor, application: Application) -> None:
    """Take an application back while nobody has decided."""
    if application.applicant_id != actor.user_id:
        raise Refused("centers.applicant-only")
    _decide(application, state=Application.State.WITHDRAWN)
    record(events.APPLICATION_WITHDRAWN, actor=actor.reference, object=f"application:{application.pk}")


@transaction.atomic
def approve_application(*, actor: Actor, application: Application, reason: str) -> Center:
    """Let the applicant open a center, with the reason; they become its head."""
    _require_decider(actor, application)
    reason = _text(reason, "reason")
    fields = ("name_zh", "name_en", "province", "city_zh", "city_en", "key")
    center = new_center(actor=actor, **{name: getattr(application, name) for name in fields})
    _decide(application, state=Application.State.APPROVED, reason=reason, center=center, decided_by_id=actor.user_id)
    Post.objects.create(user=application.applicant, center=center, role=Post.Role.HEAD)
    record(
        events.POST_GIVEN,
        actor=actor.reference,
        object=f"user:{application.applicant_id}",
        center=f"center:{center.pk}",
        user=application.applicant_id,
        role=Post.Role.HEAD,
    )
    _step(actor, center, "center.approved", reason)
    record(
        events.CENTER_APPROVED,
        actor=actor.reference,
        object=f"center:{center.pk}",
        center=f"center:{center.pk}",
        application=application.pk,
    )
    return center


@transaction.atomic
def refuse_application(*, actor: Actor, application: Application, reason: str) -> None:
    """Refuse an application, with the reason."""
    _require_decider(actor, application)
    reason = _text(reason, "reason")
    _decide(application, state=Application.State.REFUSED, reason=reason, decided_by_id=actor.user_id)
    record(
        events.CENTER_REFUSED,
        actor=actor.reference,
        object=f"application:{application.pk}",
        province=application.province,
    )


@transaction.atomic
def review_center(
    *, actor: Actor, center: Center, year: int, report: str, findings: Sequence[str], outcome: str
) -> CenterReview:
    """Write down the review of a year that has begun: report, findings and outcome. Once a year and center."""
    require_administrator(actor, center)
    _require_working(center)
    if outcome not in CenterReview.Outcome.values:
        raise Invalid("centers.review-outcome", field="outcome")
    if not center.opened_at.year <= year <= timezone.localdate().year and not actor.is_system:
        raise Invalid("centers.review-year", field="year")
    found = _items(findings, "findings", least=0)
    try:
        with transaction.atomic():
            made = CenterReview.objects.create(
                center=center,
                year=year,
                report=_text(report, "report"),
                findings=found,
                outcome=outcome,
                at=timezone.now(),
                by_id=actor.user_id,
            )
    except IntegrityError as error:
        raise Invalid("centers.reviewed-already", field="year") from error
    _step(actor, center, "center.reviewed", made.report, year=year, outcome=outcome)
    record(
        events.CENTER_REVIEWED,
        actor=actor.reference,
        object=f"center:{center.pk}",
        center=f"center:{center.pk}",
        year=year,
        outcome=outcome,
        sha256=digest({"report": made.report, "findings": found}),
    )
    return made


@transaction.atomic
def require_rectification(
    *, actor: Actor, center: Center, reason: str, items: Sequence[str], deadline: date
) -> Rectification:
    """Tell a center what to put right until when; it goes on working meanwhile."""
    require_administrator(actor, center)
    today = timezone.localdate()
    if not today < deadline <= today + LONGEST_DEADLINE:
        raise Invalid("centers.deadline", field="deadline")
    wanted = _items(items, "items", least=1)
    reason = _text(reason, "reason")
    _move(center, (Center.State.ACTIVE,), Center.State.RECTIFYING)
    made = Rectification.objects.create(center=center, reason=reason, deadline=deadline, at=timezone.now())
    RectificationItem.objects.bulk_create(RectificationItem(rectification=made, text=text) for text in wanted)
    _step(actor, center, "center.rectify", reason)
    record(
        events.CENTER_RECTIFY,
        actor=actor.reference,
        object=f"center:{center.pk}",
        center=f"center:{center.pk}",
        rectification=made.pk,
        items=len(wanted),
        deadline=deadline,
    )
    return made


@transaction.atomic
def answer_item(
    *, actor: Actor, item: RectificationItem, answer: str, evidence_name: str = "", evidence_sha256: str = ""
) -> None:
    """Staff say what was done about one item; the last answer counts while the rectification is open."""
    center = item.rectification.center
    require_staff(actor, center)
    open_ = RectificationItem.objects.filter(pk=item.pk, rectification__state=Rectification.State.OPEN)
    changes: dict[str, Any] = {"answer": _text(answer, "answer"), "answered_at": timezone.now()}
    if evidence_sha256:
        changes |= {"evidence_name": evidence_name[:200], "evidence_sha256": evidence_sha256}
    if not open_.update(**changes):
        raise Stale("centers.rectification-over")
    record(
        events.RECTIFICATION_ANSWERED,
        actor=actor.reference,
        object=f"center:{center.pk}",
        center=f"center:{center.pk}",
        rectification=item.rectification_id,
        item=item.pk,
        evidence_sha256=evidence_sha256,
    )


@transaction.atomic
def restore_center(*, actor: Actor, center: Center, reason: str) -> None:
    """End a rectification: every item is answered, and what was done is enough."""
    require_administrator(actor, center)
    reason = _text(reason, "reason")
    running = _running(center)
    if running.items.filter(answered_at=None).exists():
        raise Refused("centers.items-unanswered")
    _move(center, (Center.State.RECTIFYING,), Center.State.ACTIVE)
    _end(running, Rectification.State.RESTORED)
    _step(actor, center, "center.restored", reason)
    record(
        events.CENTER_RESTORED,
        actor=actor.reference,
        object=f"center:{center.pk}",
        center=f"center:{center.pk}",
        rectification=running.pk,
    )


@transaction.atomic
def remove_center(*, actor: Actor, center: Center, reason: str) -> None:
    """Remove a center whose rectification failed: its time is over, or all its answers are in and not enough.

    Its pages stay as an archive. The powers of its people end in the same transaction.
    """
    require_administrator(actor, center)
    reason = _text(reason, "reason")
    if center.is_national:
        raise Refused("centers.national-hall-stays")
    running = _running(center)
    if running.deadline >= timezone.localdate() and running.items.filter(answered_at=None).exists():
        raise Refused("centers.deadline-running")
    _move(center, (Center.State.RECTIFYING,), Center.State.REMOVED)
    _end(running, Rectification.State.REMOVED)
    for post in Post.objects.filter(center=center).select_related("user", "center"):
        end_powers_of(actor=actor, post=post)
    _step(actor, center, "center.removed", reason)
    record(
        events.CENTER_REMOVED,
        actor=actor.reference,
        object=f"center:{center.pk}",
        center=f"center:{center.pk}",
        rectification=running.pk,
    )


def _require_decider(actor: Actor, application: Application) -> None:
    if not administers(actor, application.province) or application.applicant_id == actor.user_id:
        raise Refused("centers.administrator-only")
    if application.organisation_id in (*actor.organisations, *actor.powers):
        raise Refused("centers.own-organisation")


def _decide(application: Application, **changes: Any) -> None:
    found = Application.objects.filter(pk=application.pk, state=Application.State.OPEN)
    if not found.update(decided_at=timezone.now(), **changes):
        raise Stale("centers.application-decided")
    application.refresh_from_db()


def _require_working(center: Center) -> None:
    if Center.objects.filter(pk=center.pk, state=Center.State.REMOVED).exists():
        raise Refused("centers.removed")


def _move(center: Center, before: Sequence[str], after: str) -> None:
    if not Center.objects.filter(pk=center.pk, state__in=before).update(state=after):
        raise Stale("centers.state")
    center.state = after


def _running(center: Center) -> Rectification:
    running = center.rectifications.filter(state=Rectification.State.OPEN).first()
    if running is None:
        raise Refused("centers.no-rectification")
    return running


def _end(running: Rectification, state: str) -> None:
    Rectification.objects.filter(pk=running.pk).update(state=state, ended_at=timezone.now())


def _step(actor: Actor, center: Center, event: str, reason: str, *, year: int | None = None, outcome: str = "") -> None:
    LifeStep.objects.create(
        center=center,
        event=event,
        outcome=outcome,
        year=year,
        reason=reason,
        at=timezone.now(),
        by_id=actor.user_id,
    )


def _text(text: str, field: str) -> str:
    text = text.strip()
    if not 0 < len(text) <= MOST_TEXT:
        raise Invalid("centers.reason", field=field)
    return text


def _items(items: Sequence[str], field: str, *, least: int) -> list[str]:
    found = [one.strip()[:1000] for one in items if one.strip()]
    if not least <= len(found) <= MOST_ITEMS:
        raise Invalid("centers.items", field=field)
    return found
