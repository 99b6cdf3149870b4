"""Write disputes at a center's desk: complaint, answer, evidence, mediation, and how it ended.

A mediation binds nobody: it ends with a settlement whose text both sides have confirmed by its hash, or without one.
"""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.queries import center_for
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.apps.market import events
from patentfair.apps.market.actions.moves import side_of_actor
from patentfair.apps.market.disputes import ABOUT, OPEN, is_concerned, sides_that_confirmed
from patentfair.apps.market.models import Complaint, Deal, DisputeEvidence, MediationStep
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market.deal import Side, other_side
from patentfair.domain.market.kinds import kind_of
from patentfair.domain.market.terms import DealKind

__all__ = [
    "answer_complaint",
    "begin_mediation",
    "dismiss",
    "fail",
    "open_complaint",
    "propose_settlement",
    "put_evidence",
    "settle",
    "withdraw_complaint",
    "write_step",
]

ANSWER_DAYS = 7
TEXT_LIMIT = 20_000
MOST_EVIDENCE = 60
MOST_STEPS = 200
_State = Complaint.State


@transaction.atomic
def open_complaint(*, actor: Actor, deal: Deal, about: str, text: str, wanted: str = "") -> Complaint:
    """Bring a dispute to the desk of the deal's center, or of the grantor's region; the other side has seven days."""
    side = side_of_actor(actor, deal, "negotiate")
    if about not in ABOUT:
        raise Invalid("dispute.about", field="about")
    text, wanted = _text(text, "text"), _text(wanted, "wanted", required=False)
    now = timezone.now()
    try:
        with transaction.atomic():
            made = Complaint.objects.create(
                deal=deal,
                center=deal.center or center_for(deal.grantor.province),
                side=side.value,
                about=about,
                text=text,
                wanted=wanted,
                opened_by_id=actor.user_id,
                opened_at=now,
                answer_due=now + timedelta(days=ANSWER_DAYS),
            )
    except IntegrityError as error:
        raise Refused("dispute.open-already") from error
    _note(
        events.COMPLAINT_OPENED, actor, made, side,
        side=side.value, about=about, text_sha256=_salted(made, text, wanted), answer_due=made.answer_due,
    )  # fmt: skip
    return made


@transaction.atomic
def answer_complaint(*, actor: Actor, complaint: Complaint, text: str) -> None:
    """The other side answers, once; late answers count as late, and are read all the same."""
    side = side_of_actor(actor, complaint.deal, "negotiate")
    if side is not other_side(Side(complaint.side)):
        raise Refused("dispute.not-yours-to-answer")
    if complaint.answered_at is not None:
        raise Refused("dispute.answered-already")
    text, now = _text(text, "text"), timezone.now()
    state = _State.ANSWERED if complaint.state == _State.OPEN else complaint.state
    _change(complaint, (_State.OPEN, _State.IN_MEDIATION), state=state, answer=text, answered_at=now)
    _note(
        events.COMPLAINT_ANSWERED, actor, complaint, side,
        side=side.value, in_time=now < complaint.answer_due, text_sha256=_salted(complaint, text),
    )  # fmt: skip


@transaction.atomic
def put_evidence(*, actor: Actor, complaint: Complaint, name: str, sha256: str, shows: str = "") -> DisputeEvidence:
    """Either side brings evidence while the dispute is open."""
    side = side_of_actor(actor, complaint.deal, "negotiate")
    if complaint.state not in OPEN:
        raise Refused("dispute.closed")
    if not sha256 or not name.strip():
        raise Invalid("dispute.evidence-missing", field="evidence")
    if len(shows) > 400:
        raise Invalid("dispute.too-long", field="shows")
    if complaint.evidence.filter(side=side.value).count() >= MOST_EVIDENCE:
        raise Refused("dispute.too-much")
    made = DisputeEvidence.objects.create(
        complaint=complaint,
        side=side.value,
        name=name.strip()[:200],
        sha256=sha256,
        shows=shows.strip(),
        put_by_id=actor.user_id,
        put_at=timezone.now(),
    )
    _note(events.COMPLAINT_EVIDENCE, actor, complaint, side, side=side.value, sha256=sha256)
    return made


@transaction.atomic
def begin_mediation(*, actor: Actor, complaint: Complaint) -> None:
    """A member of the center's staff who belongs to neither side takes the mediation on."""
    _require_desk(actor, complaint)
    _change(complaint, (_State.OPEN, _State.ANSWERED), state=_State.IN_MEDIATION, mediator_id=actor.user_id)
    _note(events.MEDIATION_BEGUN, actor, complaint)


@transaction.atomic
def write_step(*, actor: Actor, complaint: Complaint, text: str, met_on: date | None = None) -> MediationStep:
    """The mediator writes down what happened; both sides read it."""
    _require_mediator(actor, complaint)
    text = _text(text, "text")
    if met_on is not None and met_on > timezone.localdate():
        raise Invalid("dispute.met-in-the-future", field="met_on")
    if complaint.steps.count() >= MOST_STEPS:
        raise Refused("dispute.too-much")
    step = _step(actor, complaint, text, met_on)
    _note(events.MEDIATION_STEP, actor, complaint, text_sha256=_salted(complaint, text), met_on=met_on)
    return step


@transaction.atomic
def propose_settlement(*, actor: Actor, complaint: Complaint, text: str) -> str:
    """The mediator puts a settlement before both sides; returns its hash (SHA-256 of the text in UTF-8).

    Another text takes the place of this one, and what was confirmed before no longer counts.
    """
    _require_mediator(actor, complaint)
    text = _text(text, "settlement")
    digest = sha256(text.encode()).hexdigest()
    _change(complaint, (_State.IN_MEDIATION,), outcome=text, settlement_sha256=digest)
    _note(events.SETTLEMENT_PROPOSED, actor, complaint, hash=digest)
    return digest


@transaction.atomic
def settle(*, actor: Actor, complaint: Complaint, text_hash: str) -> bool:
    """A side confirms the settlement by the hash of its text; returns whether it is settled, which takes both."""
    side = side_of_actor(actor, complaint.deal, "sign")
    if complaint.state != _State.IN_MEDIATION or not complaint.settlement_sha256:
        raise Refused("dispute.no-settlement")
    if complaint.settlement_sha256 != text_hash:
        raise Stale("dispute.other-settlement")
    confirmed = sides_that_confirmed(complaint)
    if side in confirmed:
        raise Refused("dispute.confirmed-already")
    is_last = other_side(side) in confirmed
    if is_last:
        _change(complaint, (_State.IN_MEDIATION,), state=_State.SETTLED, closed_at=timezone.now())
    else:
        _change(complaint, (_State.IN_MEDIATION,))
    kind = kind_of(DealKind(complaint.deal.kind))
    who = kind.grantor if side is Side.GRANTOR else kind.grantee
    confirmation = f"{who.zh}已确认调解方案，哈希 {text_hash}。\nSettlement confirmed: {who.en}, hash {text_hash}."
    _step(actor, complaint, confirmation, None)
    _note(events.SETTLEMENT_CONFIRMED, actor, complaint, side, side=side.value, hash=text_hash)
    if is_last:
        _close_note(actor, complaint, side, "settled", complaint.outcome)
    return is_last


@transaction.atomic
def fail(*, actor: Actor, complaint: Complaint, reason: str) -> None:
    """The mediator ends a mediation without a settlement."""
    _require_mediator(actor, complaint)
    reason = _text(reason, "reason")
    _close(complaint, _State.FAILED, (_State.IN_MEDIATION,), reason)
    _close_note(actor, complaint, None, "failed", reason)


@transaction.atomic
def withdraw_complaint(*, actor: Actor, complaint: Complaint) -> None:
    """The side that complained takes it back."""
    side = side_of_actor(actor, complaint.deal, "negotiate")
    if side.value != complaint.side:
        raise Refused("dispute.not-yours-to-withdraw")
    _close(complaint, _State.WITHDRAWN, OPEN, complaint.outcome)
    _close_note(actor, complaint, side, "withdrawn", "")


@transaction.atomic
def dismiss(*, actor: Actor, complaint: Complaint, reason: str) -> None:
    """The desk does not take a complaint up, or no longer, and says why."""
    _require_desk(actor, complaint)
    if complaint.mediator_id is not None and complaint.mediator_id != actor.user_id:
        raise Refused("dispute.mediator-only")
    reason = _text(reason, "reason")
    _close(complaint, _State.DISMISSED, OPEN, reason)
    _close_note(actor, complaint, None, "dismissed", reason)


def _require_desk(actor: Actor, complaint: Complaint) -> None:
    if complaint.center_id not in actor.centers:
        raise Refused("centers.staff-only")
    if is_concerned(actor, complaint.deal):
        raise Refused("dispute.concerned")


def _require_mediator(actor: Actor, complaint: Complaint) -> None:
    _require_desk(actor, complaint)
    if complaint.state != _State.IN_MEDIATION:
        raise Refused("dispute.not-in-mediation")
    if complaint.mediator_id != actor.user_id:
        raise Refused("dispute.mediator-only")


def _close(complaint: Complaint, state: str, before: tuple[str, ...], outcome: str) -> None:
    _change(complaint, before, state=state, outcome=outcome, closed_at=timezone.now())


def _change(complaint: Complaint, before: tuple[str, ...], **changes: Any) -> None:
    """Move a complaint on by its version; `Refused` in another state, `Stale` if somebody was quicker."""
    if complaint.state not in before:
        raise Refused("dispute.not-now" if complaint.state in OPEN else "dispute.closed")
    moved = Complaint.objects.filter(pk=complaint.pk, version=complaint.version).update(
        version=complaint.version + 1, **changes
    )
    if not moved:
        raise Stale("dispute.changed-meanwhile")
    complaint.refresh_from_db()


def _step(actor: Actor, complaint: Complaint, text: str, met_on: date | None) -> MediationStep:
    return MediationStep.objects.create(
        complaint=complaint, text=text, met_on=met_on, written_by_id=actor.user_id, written_at=timezone.now()
    )


def _text(text: str, field: str, *, required: bool = True) -> str:
    text = text.replace("\r\n", "\n").strip()
    if required and not text:
        raise Invalid("dispute.text-missing", field=field)
    if len(text) > TEXT_LIMIT:
        raise Invalid("dispute.too-long", field=field)
    return text


def _salted(complaint: Complaint, *texts: str) -> str:
    """A hash of what people wrote that cannot be guessed back from short texts without the rows."""
    return sha256("\n".join((str(complaint.pk), complaint.opened_at.isoformat(), *texts)).encode()).hexdigest()


def _close_note(actor: Actor, complaint: Complaint, side: Side | None, how: str, text: str) -> None:
    _note(events.COMPLAINT_CLOSED, actor, complaint, side, how=how, text_sha256=_salted(complaint, text))


def _note(event: EventType, actor: Actor, complaint: Complaint, side: Side | None = None, /, **facts: Any) -> None:
    deal = complaint.deal
    organisation_id = {Side.GRANTOR: deal.grantor_id, Side.GRANTEE: deal.grantee_id}.get(side) if side else None
    record(
        event,
        actor=actor.reference,
        on_behalf_of=f"organisation:{organisation_id}" if organisation_id else "",
        object=f"deal:{deal.pk}",
        center=f"center:{complaint.center_id}" if complaint.center_id else "",
        complaint=complaint.pk,
        **facts,
    )
