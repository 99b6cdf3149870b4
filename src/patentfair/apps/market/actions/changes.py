"""What happens to a deal in force: amended, its option exercised, ended before its time, or at its end."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.market import events
from patentfair.apps.market.actions.deals import add_sheet
from patentfair.apps.market.actions.legal_checks import ask_for_consents, ask_the_law, law_refuses
from patentfair.apps.market.actions.moves import helps, move, note, side_of_actor, touch
from patentfair.apps.market.dues import due_lines
from patentfair.apps.market.models import Amendment, Deal, Signature, Termination
from patentfair.apps.market.queries import patents_of, side_of, terms_of
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import status_of
from patentfair.apps.rights import actions as rights
from patentfair.apps.rights import queries as rights_queries
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market.deal import RUNNING, DealAct, DealState, Side, transition
from patentfair.domain.market.kinds import check_kind
from patentfair.domain.market.royalty import check_price
from patentfair.domain.market.terms import DealKind, Terms, check, terms_hash
from patentfair.domain.patents.status import ENDED

__all__ = [
    "CONTEST_DAYS",
    "CURE_DAYS",
    "agree_to_termination",
    "contest_termination",
    "cure",
    "decide_amendment",
    "end_deal",
    "exercise_option",
    "propose_amendment",
    "reach_milestone",
    "take_effect",
    "terminate",
    "withdraw_amendment",
]

CURE_DAYS = 30
CONTEST_DAYS = 7
MOST_VERSIONS = 200
_NEEDS_CURE = (Termination.Ground.NON_PAYMENT, Termination.Ground.BREACH, Termination.Ground.NOT_WORKED)


@transaction.atomic
def propose_amendment(*, actor: Actor, deal: Deal, terms: Terms, reason: str, name: str) -> Amendment:
    """Propose new terms for a deal in force; the proposer's name signs them. Patents, kind and sides stay."""
    side = side_of_actor(actor, deal, "sign")
    transition(DealState(deal.state), DealAct.AMEND, side)
    check(terms)
    check_kind(terms)
    check_price(terms)
    current = _agreed_terms(deal)
    if (terms.kind, terms.conveys, terms.patents) != (current.kind, current.conveys, current.patents):
        raise Invalid("amendment.other-deal", field="kind")
    if current.conveys in (DealKind.ASSIGNMENT, DealKind.PLEDGE) and deal.state == DealState.RECORDED:
        raise Refused("amendment.already-registered")
    if terms_hash(terms) == terms_hash(current):
        raise Refused("terms.nothing-changed")
    if not name.strip():
        raise Invalid("deal.signature-name", field="name")
    if deal.sheets.count() >= MOST_VERSIONS:
        raise Refused("terms.too-many-versions")
    sheet = add_sheet(actor, deal, terms, side)
    now = timezone.now()
    try:
        with transaction.atomic():
            amendment = Amendment.objects.create(
                deal=deal,
                sheet=sheet,
                reason=reason[:4000],
                side=side.value,
                proposed_at=now,
                proposed_name=name.strip()[:120],
            )
    except IntegrityError as error:
        raise Refused("amendment.one-at-a-time") from error
    Signature.objects.create(
        sheet=sheet, side=side.value, signed_by_id=actor.user_id, name=name.strip()[:120], hash=sheet.hash, at=now
    )
    answers = ask_the_law(actor, deal, sheet, without=f"deal:{deal.pk}")
    ask_for_consents(actor, deal, sheet, answers)
    note(events.AMENDMENT_PROPOSED, actor, deal, side, side=side.value, number=sheet.number, hash=sheet.hash)
    return amendment


@transaction.atomic
def decide_amendment(*, actor: Actor, amendment: Amendment, agreed: bool, name: str = "") -> None:
    """The other side agrees, signing by name, or refuses. Agreed terms are in force at once, if the law allows.

    `Invalid` where they leave no place for what was stated of sales before.
    """
    deal = amendment.deal
    side = side_of_actor(actor, deal, "sign")
    if side.value == amendment.side:
        raise Refused("deal.own-version")
    transition(DealState(deal.state), DealAct.AMEND, side)
    if agreed and not name.strip():
        raise Invalid("deal.signature-name", field="name")
    sheet, now = amendment.sheet, timezone.now()
    state = Amendment.State.IN_FORCE if agreed else Amendment.State.REFUSED
    changed = Amendment.objects.filter(pk=amendment.pk, state=Amendment.State.PROPOSED).update(
        state=state, decided_by_id=actor.user_id, decided_name=name.strip()[:120], decided_at=now
    )
    if not changed:
        raise Stale("amendment.already-decided")
    if agreed:
        terms = terms_of(sheet)
        patents = sorted(patents_of(terms), key=lambda one: one.pk)
        ledgers = {patent.pk: rights_queries.ledger_version(patent) for patent in patents}
        taken = deal.option_exercised_on is not None
        answers = ask_the_law(actor, deal, sheet, without=f"deal:{deal.pk}", option=taken)
        law_refuses(deal, answers, is_last=True)
        Signature.objects.create(
            sheet=sheet, side=side.value, signed_by_id=actor.user_id, name=name.strip()[:120], hash=sheet.hash, at=now
        )
        move(deal, DealAct.AMEND, side, agreed_sheet=sheet)
        due_lines(deal, timezone.localdate())
        if terms.conveys not in (DealKind.ASSIGNMENT, DealKind.PLEDGE):
            for patent in patents:
                _amend(actor, deal, patent, terms, ledgers[patent.pk])
    note(events.AMENDMENT_DECIDED, actor, deal, side, hash=sheet.hash, agreed=agreed)


def _amend(actor: Actor, deal: Deal, patent: Patent, terms: Terms, ledger: int) -> None:
    """The grants of the deal on the new terms: the pilot to its own end, the licence after it to that of the terms."""
    today, basis = timezone.localdate(), f"deal:{deal.pk}"
    end = terms.pilot_until if terms.kind is DealKind.PILOT else None
    rights.amend_grant(actor=actor, patent=patent, terms=terms, basis=basis, on=today, ledger_version=ledger, end=end)
    if deal.option_exercised_on is not None:
        rights.amend_grant(
            actor=actor, patent=patent, terms=terms, basis=f"{basis}/option", on=today, ledger_version=None
        )


@transaction.atomic
def withdraw_amendment(*, actor: Actor, amendment: Amendment) -> None:
    """The side that proposed it takes it back."""
    side = side_of_actor(actor, amendment.deal, "sign")
    if side.value != amendment.side:
        raise Refused("amendment.not-yours")
    changed = Amendment.objects.filter(pk=amendment.pk, state=Amendment.State.PROPOSED).update(
        state=Amendment.State.WITHDRAWN, decided_at=timezone.now()
    )
    if not changed:
        raise Stale("amendment.already-decided")
    note(events.AMENDMENT_WITHDRAWN, actor, amendment.deal, side, hash=amendment.sheet.hash)


@transaction.atomic
def exercise_option(*, actor: Actor, deal: Deal, name: str) -> None:
    """The one who piloted takes the licence that was agreed for then; the law is asked anew about that licence."""
    side = side_of_actor(actor, deal, "sign")
    terms = _agreed_terms(deal)
    transition(DealState(deal.state), DealAct.EXERCISE, side)
    today = timezone.localdate()
    if terms.kind is not DealKind.PILOT or deal.option_exercised_on is not None:
        raise Refused("deal.no-option")
    if terms.pilot_until is None or today >= terms.pilot_until:
        raise Refused("deal.option-lapsed")
    if not name.strip():
        raise Invalid("deal.signature-name", field="name")
    sheet = deal.agreed_sheet
    if sheet is None:
        raise Refused("deal.not-agreed")
    patents = sorted(patents_of(terms), key=lambda one: one.pk)
    ledgers = {patent.pk: rights_queries.ledger_version(patent) for patent in patents}
    answers = ask_the_law(actor, deal, sheet, without=f"deal:{deal.pk}", option=True)
    law_refuses(deal, answers, is_last=True)
    move(deal, DealAct.EXERCISE, side, option_exercised_on=today)
    for patent in patents:
        rights.carry_out(
            actor=actor,
            patent=patent,
            grantor=deal.grantor,
            grantee=deal.grantee,
            terms=terms,
            executed=today,
            basis=f"deal:{deal.pk}/option",
            ledger_version=ledgers[patent.pk],
        )
    note(events.OPTION_EXERCISED, actor, deal, side, hash=sheet.hash, name_sha256=_name_digest(deal, name))


@transaction.atomic
def reach_milestone(*, actor: Actor, deal: Deal, name: str, reached_on: date, evidence_sha256: str) -> None:
    """State with evidence that a milestone was reached; its payment falls due."""
    side = side_of_actor(actor, deal, "negotiate")
    if deal.state not in RUNNING:
        raise Refused("deal.not-now", state=deal.state, act="milestone")
    if name not in {one.name for one in _agreed_terms(deal).milestones} or name in deal.reached:
        raise Invalid("deal.milestone", field="name")
    if reached_on > timezone.localdate():
        raise Invalid("rights.day-impossible", field="reached_on")
    if not evidence_sha256:
        raise Invalid("deal.milestone-evidence", field="evidence")
    touch(deal, reached={**deal.reached, name: reached_on.isoformat()})
    note(
        events.MILESTONE_REACHED,
        actor,
        deal,
        side,
        milestone=name,
        reached_on=reached_on,
        evidence_sha256=evidence_sha256,
    )


@transaction.atomic
def terminate(
    *,
    actor: Actor,
    deal: Deal,
    ground: str,
    reason: str,
    effective_on: date | None = None,
    evidence_sha256: str = "",
) -> Termination:
    """Give notice that the deal ends. By agreement: it ends when the other side agrees. For breach, non-payment or
    want of working: the other side has `CURE_DAYS` to put it right. On any other ground that does not show from the
    register it has `CONTEST_DAYS` to contest. The pledgee alone says that the debt is paid."""
    side = side_of_actor(actor, deal, "sign")
    transition(DealState(deal.state), DealAct.NOTICE, side)
    today = timezone.localdate()
    if ground not in set(Termination.Ground.values):
        raise Invalid("termination.ground", field="ground")
    terms = _agreed_terms(deal)
    if terms.conveys is DealKind.ASSIGNMENT and deal.state == DealState.RECORDED:
        raise Refused("termination.title-has-passed")
    if ground == Termination.Ground.DEBT_PAID and (terms.kind is not DealKind.PLEDGE or side is not Side.GRANTEE):
        raise Refused("termination.pledgee-only")
    if len(reason.strip()) < 5:
        raise Invalid("termination.reason", field="reason")
    on = effective_on or today
    if on < today:
        raise Invalid("rights.day-impossible", field="effective_on")
    cure_by = today + timedelta(days=CURE_DAYS) if ground in _NEEDS_CURE else None
    shows = ground == Termination.Ground.DEBT_PAID or (ground == Termination.Ground.RIGHT_ENDED and _all_ended(terms))
    if not shows and ground != Termination.Ground.AGREED:
        on = max(on, cure_by or today + timedelta(days=CONTEST_DAYS))
    try:
        with transaction.atomic():
            termination = Termination.objects.create(
                deal=deal,
                side=side.value,
                ground=ground,
                reason=reason.strip()[:4000],
                evidence_sha256=evidence_sha256,
                noticed_at=timezone.now(),
                noticed_by_id=actor.user_id,
                cure_by=cure_by,
                effective_on=on,
            )
    except IntegrityError as error:
        raise Refused("termination.one-at-a-time") from error
    note(
        events.TERMINATION_NOTICED,
        actor,
        deal,
        side,
        side=side.value,
        ground=ground,
        effective_on=termination.effective_on,
        evidence_sha256=evidence_sha256,
    )
    if shows and on == today:
        _take_effect(actor, termination, side)
    return termination


@transaction.atomic
def agree_to_termination(*, actor: Actor, termination: Termination) -> None:
    """The other side agrees; the deal ends on the day of the notice, today at the earliest."""
    side = side_of_actor(actor, termination.deal, "sign")
    if side.value == termination.side:
        raise Refused("deal.own-version")
    _take_effect(actor, termination, side)


@transaction.atomic
def contest_termination(*, actor: Actor, termination: Termination, reason: str) -> None:
    """The other side says that the ground is not given; the grant goes on until that is settled."""
    side = side_of_actor(actor, termination.deal, "sign")
    if side.value == termination.side:
        raise Refused("deal.own-version")
    if len(reason.strip()) < 5:
        raise Invalid("termination.reason", field="reason")
    _close(termination, Termination.State.CONTESTED)
    note(events.TERMINATION_CLOSED, actor, termination.deal, side, how=Termination.State.CONTESTED.value)


@transaction.atomic
def cure(*, actor: Actor, termination: Termination) -> None:
    """The side that gave notice says that the matter was put right, or takes its notice back."""
    side = side_of_actor(actor, termination.deal, "sign")
    if side.value != termination.side:
        raise Refused("termination.not-yours")
    how = Termination.State.CURED if termination.cure_by else Termination.State.WITHDRAWN
    _close(termination, how)
    note(events.TERMINATION_CLOSED, actor, termination.deal, side, how=how.value)


@transaction.atomic
def take_effect(*, actor: Actor, termination: Termination) -> None:
    """An uncontested notice takes effect on its day; the market's own clock, or the side that gave it, says so.

    A notice to end by agreement takes effect only when the other side agrees.
    """
    side = side_of(actor, termination.deal, "sign") or Side.PLATFORM
    if not actor.is_system and side.value != termination.side:
        raise Refused("termination.not-yours")
    if termination.ground == Termination.Ground.AGREED:
        raise Refused("termination.needs-agreement")
    if termination.effective_on is None or termination.effective_on > timezone.localdate():
        raise Refused("termination.not-yet")
    _take_effect(actor, termination, side)


def _take_effect(actor: Actor, termination: Termination, side: Side) -> None:
    deal, today = termination.deal, timezone.localdate()
    _close(termination, Termination.State.EFFECTIVE)
    move(deal, DealAct.TERMINATE, side, ended_on=today)
    for patent in sorted(patents_of(_agreed_terms(deal)), key=lambda one: one.pk):
        rights.end_grants(actor=actor, patent=patent, basis=f"deal:{deal.pk}", ended_on=today)
    note(events.DEAL_TERMINATED, actor, deal, side, ground=termination.ground, ended_on=today)


def _close(termination: Termination, state: Termination.State) -> None:
    changed = Termination.objects.filter(pk=termination.pk, state=Termination.State.NOTICED).update(
        state=state, decided_at=timezone.now()
    )
    if not changed:
        raise Stale("termination.already-closed")
    termination.refresh_from_db()


@transaction.atomic
def end_deal(*, actor: Actor, deal: Deal) -> None:
    """The term of the grant has run out, or the right has; the market's own clock says so."""
    if not (actor.is_system or helps(actor, deal)):
        raise Refused("accounts.no-power", scope="negotiate")
    move(deal, DealAct.END, Side.PLATFORM, ended_on=timezone.localdate())
    note(events.DEAL_ENDED, actor, deal, Side.PLATFORM, ended_on=deal.ended_on)


def _all_ended(terms: Terms) -> bool:
    """Whether the register shows that every right of the deal has ended."""
    today = timezone.localdate()
    return all(status_of(patent, today).state in ENDED for patent in patents_of(terms))


def _agreed_terms(deal: Deal) -> Terms:
    if deal.agreed_sheet is None:
        raise Refused("deal.not-agreed")
    return terms_of(deal.agreed_sheet)


def _name_digest(deal: Deal, name: str) -> str:
    return sha256(f"{deal.pk}:{deal.version}:{name.strip()}".encode()).hexdigest()
