"""Sign, meet the conditions, bring the grant into force, enter what the office answered.

The law is asked in the transaction that brings the grant into force, and the right's ledger is moved by a conditional
update from the version the law was asked on: whoever comes second gets `Stale` and asks anew.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.market import events
from patentfair.apps.market.actions.legal_checks import ask_the_law, law_refuses, recordal_due
from patentfair.apps.market.actions.moves import helps, move, note, side_of_actor, touch
from patentfair.apps.market.disputes import is_concerned
from patentfair.apps.market.models import Deal, Signature, TermSheet
from patentfair.apps.market.queries import patents_of, side_of, terms_of
from patentfair.apps.rights import actions as rights
from patentfair.apps.rights import queries as rights_queries
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market.deal import DealAct, DealState, Side, transition
from patentfair.domain.market.terms import DealKind, Terms

__all__ = ["bring_into_force", "lapse", "meet_condition", "record_recordal", "sign"]


@transaction.atomic
def sign(*, actor: Actor, deal: Deal, sheet_hash: str, name: str) -> None:
    """Sign the agreed version. With the second signature the grant comes into force, if the law still has nothing
    against it and every consent it asks for has been given; where conditions are open, once they are met."""
    side = side_of_actor(actor, deal, "sign")
    sheet = deal.agreed_sheet
    if sheet is None:
        raise Refused("deal.not-agreed")
    if sheet.hash != sheet_hash:
        raise Stale("deal.newer-version")
    if not name.strip():
        raise Invalid("deal.signature-name", field="name")
    signed_before = Signature.objects.filter(sheet=sheet)
    if signed_before.filter(side=side.value).exists():
        raise Refused("deal.already-signed")
    is_last = signed_before.exists()
    terms = terms_of(sheet)
    ledgers = _ledgers(terms)
    answers = ask_the_law(actor, deal, sheet)
    law_refuses(deal, answers, is_last=is_last)
    Signature.objects.create(
        sheet=sheet,
        side=side.value,
        signed_by_id=actor.user_id,
        name=name.strip()[:120],
        hash=sheet.hash,
        at=timezone.now(),
    )
    note(events.DEAL_SIGNED, actor, deal, side, side=side.value, hash=sheet.hash)
    if not is_last:
        move(deal, DealAct.SIGN_FIRST, side)
    elif any(one.name not in deal.met for one in terms.conditions):
        move(deal, DealAct.SIGN_CONDITIONALLY, side)
        note(events.DEAL_CONDITIONAL, actor, deal, side, hash=sheet.hash, conditions=len(terms.conditions))
    else:
        bring_into_force(actor, deal, side, DealAct.SIGN_LAST, sheet, ledgers, recordal_due(answers))


@transaction.atomic
def meet_condition(*, actor: Actor, deal: Deal, name: str, met_on: date, evidence_sha256: str) -> None:
    """State with evidence that a condition is met. With the last one the law is asked again and the grant begins."""
    side = side_of_actor(actor, deal, "sign")
    sheet = deal.agreed_sheet
    if sheet is None or deal.state != DealState.CONDITIONAL:
        raise Refused("deal.not-now", state=deal.state, act=DealAct.FULFIL.value)
    terms = terms_of(sheet)
    if name not in {one.name for one in terms.conditions} or name in deal.met:
        raise Invalid("deal.condition", field="name")
    if met_on > timezone.localdate():
        raise Invalid("rights.day-impossible", field="met_on")
    if not evidence_sha256:
        raise Invalid("deal.condition-evidence", field="evidence")
    touch(deal, met={**deal.met, name: met_on.isoformat()})
    note(events.CONDITION_MET, actor, deal, side, condition=name, met_on=met_on, evidence_sha256=evidence_sha256)
    if all(one.name in deal.met for one in terms.conditions):
        ledgers = _ledgers(terms)
        answers = ask_the_law(actor, deal, sheet)
        law_refuses(deal, answers, is_last=True)
        bring_into_force(actor, deal, side, DealAct.FULFIL, sheet, ledgers, recordal_due(answers))


@transaction.atomic
def lapse(*, actor: Actor, deal: Deal) -> None:
    """A condition was not met in time: the signed contract falls. Either side says so, or the market's own clock."""
    side = side_of(actor, deal, "sign") or Side.PLATFORM
    if side is Side.PLATFORM and not actor.is_system:
        raise Refused("accounts.no-power", scope="sign")
    terms = terms_of(deal.agreed_sheet) if deal.agreed_sheet else None
    today = timezone.localdate()
    late = [
        one for one in (terms.conditions if terms else ()) if one.name not in deal.met and one.by and one.by < today
    ]
    transition(DealState(deal.state), DealAct.LAPSE, side)
    if not late:
        raise Refused("deal.condition-still-open")
    move(deal, DealAct.LAPSE, side, ended_on=today)
    note(events.DEAL_LAPSED, actor, deal, side, condition=late[0].name)


def bring_into_force(
    actor: Actor,
    deal: Deal,
    side: Side,
    act: DealAct,
    sheet: TermSheet,
    ledgers: dict[int, int],
    due: date | None,
) -> None:
    """Enter what the deal grants of each of its patents, on the ledgers the law was asked on."""
    terms = terms_of(sheet)
    move(deal, act, side, in_force_at=timezone.now(), recordal_due=due)
    # In one order everywhere, so that two bundles that share patents wait for each other and do not deadlock.
    for patent in sorted(patents_of(terms), key=lambda one: one.pk):
        rights.carry_out(
            actor=actor,
            patent=patent,
            grantor=deal.grantor,
            grantee=deal.grantee,
            terms=terms,
            executed=timezone.localdate(),
            basis=f"deal:{deal.pk}",
            ledger_version=ledgers[patent.pk],
            end=terms.pilot_until if terms.kind is DealKind.PILOT else None,
        )
    note(events.DEAL_IN_FORCE, actor, deal, side, hash=sheet.hash, kind=terms.kind.value, recordal_due=due)


@transaction.atomic
def record_recordal(*, actor: Actor, deal: Deal, recorded_on: date, record_number: str) -> None:
    """Enter the office's recordal of a licence, or its registration of a change of title or of a pledge."""
    side = side_of(actor, deal, "negotiate") or Side.PLATFORM
    if side is Side.PLATFORM and not helps(actor, deal):
        raise Refused("accounts.no-power", scope="negotiate")
    if not record_number.strip():
        raise Invalid("deal.record-number", field="record_number")
    if recorded_on > timezone.localdate():
        raise Invalid("deal.recorded-in-the-future", field="recorded_on")
    if deal.in_force_at is not None and recorded_on < timezone.localdate(deal.in_force_at):
        raise Invalid("deal.recorded-before-signing", field="recorded_on")
    terms = terms_of(deal.agreed_sheet) if deal.agreed_sheet else None
    conveys = terms.conveys if terms else None
    if conveys in (DealKind.ASSIGNMENT, DealKind.PLEDGE):
        if not helps(actor, deal):
            raise Refused("deal.center-enters-registration")
        if is_concerned(actor, deal):
            raise Refused("deal.concerned")
    move(deal, DealAct.RECORD, side, recorded_on=recorded_on)
    basis, number = f"deal:{deal.pk}", record_number.strip()[:60]
    for patent in sorted(patents_of(terms), key=lambda one: one.pk) if terms else ():
        if conveys is DealKind.ASSIGNMENT:
            rights.register_transfer(
                actor=actor,
                patent=patent,
                grantor=deal.grantor,
                grantee=deal.grantee,
                registered_on=recorded_on,
                basis=basis,
            )
        elif conveys is DealKind.PLEDGE:
            rights.register_pledge(
                actor=actor, patent=patent, holder=deal.grantee, registered_on=recorded_on, basis=basis
            )
        else:
            rights.record_licence(
                actor=actor, patent=patent, basis=basis, recorded_on=recorded_on, record_number=number
            )
    note(events.DEAL_RECORDED, actor, deal, side, recorded_on=recorded_on, record_number=number)


def _ledgers(terms: Terms) -> dict[int, int]:
    """The version of each right's ledger, read before the law is asked."""
    return {patent.pk: rights_queries.ledger_version(patent) for patent in patents_of(terms)}
