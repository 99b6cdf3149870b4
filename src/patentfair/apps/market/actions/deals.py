"""Write deals, from the first question to the recorded grant.

Every act locks nothing and checks everything: it reads the deal, asks the state machine and, where the right itself is
touched, the law, and then moves the deal's version (and the right's ledger) by a conditional update. Whoever comes
second gets `Stale` and reads anew.
"""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.apps.market import events
from patentfair.apps.market.models import (
    Acceptance,
    Consent,
    Deal,
    Listing,
    Message,
    Need,
    Publication,
    RightsCheck,
    Signature,
    TermSheet,
)
from patentfair.apps.market.queries import side_of, terms_of
from patentfair.apps.registry.models import Patent
from patentfair.apps.rights import actions as rights
from patentfair.apps.rights import queries as rights_queries
from patentfair.domain.kernel.canonical import canonical_json, digest
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market.deal import DealAct, DealState, Side, transition
from patentfair.domain.market.terms import DealKind, Terms, check, terms_hash
from patentfair.domain.matching.feedback import NotAFit
from patentfair.domain.rights.decision import Decision, Finding, Outcome, to_json
from patentfair.domain.rights.facts import Transaction

__all__ = [
    "accept_terms",
    "answer",
    "ask_the_law",
    "ask_the_law_again",
    "decide_consent",
    "decline",
    "enter_formalities",
    "formalities_missing",
    "open_inquiry",
    "propose_terms",
    "record_recordal",
    "recordal_due",
    "say",
    "sign",
    "withdraw",
]

ANSWER_DAYS = 7
MOST_VERSIONS = 100
TEXT_LIMIT = 10_000


@transaction.atomic
def open_inquiry(
    *,
    actor: Actor,
    organisation: Organisation,
    patent: Patent,
    grantor: Organisation,
    text: str,
    listing: Listing | None = None,
    need: Need | None = None,
    is_sample: bool = False,
) -> Deal:
    """Ask the owner of a patent about it; starts the answer clock."""
    on_behalf_of = actor.require(organisation.pk, "negotiate")
    if organisation.pk == grantor.pk or actor.may_act_for(grantor.pk, "negotiate"):
        raise Refused("deal.same-organisation")
    if listing is not None and listing.state != Publication.PUBLISHED:
        raise Refused("deal.listing-not-open")
    now = timezone.now()
    center = listing.center if listing else need.center if need else None
    try:
        with transaction.atomic():
            deal = Deal.objects.create(
                listing=listing,
                need=need,
                patent=patent,
                grantor=grantor,
                grantee=organisation,
                center=center,
                opened_at=now,
                answer_due=now + timedelta(days=ANSWER_DAYS),
                last_side=Side.GRANTEE,
                is_sample=is_sample,
            )
    except IntegrityError as error:
        raise Refused("deal.already-running") from error
    record(
        events.INQUIRY_OPENED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"deal:{deal.pk}",
        center=_center(deal),
        patent=patent.key,
        listing=listing.pk if listing else None,
        need=need.pk if need else None,
        answer_due=deal.answer_due,
    )
    _message(actor, deal, Side.GRANTEE, text)
    return deal


@transaction.atomic
def answer(*, actor: Actor, deal: Deal, text: str) -> None:
    """The owner answers the inquiry; negotiation begins."""
    side = _side(actor, deal, "negotiate")
    now = timezone.now()
    _move(deal, DealAct.ANSWER, side, answered_at=now)
    _record(events.INQUIRY_ANSWERED, actor, deal, side, in_time=now <= deal.answer_due)
    _message(actor, deal, side, text)


@transaction.atomic
def say(*, actor: Actor, deal: Deal, text: str) -> None:
    """Write to the other side."""
    _message(actor, deal, _side(actor, deal, "negotiate"), text)


@transaction.atomic
def decline(*, actor: Actor, deal: Deal, reason: str) -> None:
    """End the talks with a coded reason, which goes back to the owner."""
    side = _side(actor, deal, "negotiate")
    if reason not in {code.value for code in NotAFit}:
        raise Invalid("deal.reason", field="reason")
    _move(deal, DealAct.DECLINE, side, refusal_code=reason)
    _record(events.DEAL_DECLINED, actor, deal, side, side=side.value, reason=reason)


@transaction.atomic
def withdraw(*, actor: Actor, deal: Deal) -> None:
    """The one who asked takes the inquiry back before it is answered."""
    side = _side(actor, deal, "negotiate")
    _move(deal, DealAct.WITHDRAW, side)
    _record(events.DEAL_WITHDRAWN, actor, deal, side)


@transaction.atomic
def propose_terms(*, actor: Actor, deal: Deal, terms: Terms) -> TermSheet:
    """Put a new version of the term sheet on the table. The law is asked at once and its answer kept."""
    side = _side(actor, deal, "negotiate")
    check(terms)
    if terms.patents != (deal.patent.key,):
        raise Invalid("terms.other-patent", field="patents")
    latest = deal.sheets.order_by("-number").first()
    if latest is not None and latest.number >= MOST_VERSIONS:
        raise Refused("terms.too-many-versions")
    if latest is not None and latest.hash == terms_hash(terms):
        raise Refused("terms.nothing-changed")
    _move(deal, DealAct.PROPOSE, side, agreed_sheet=None)
    sheet = TermSheet.objects.create(
        deal=deal,
        number=latest.number + 1 if latest else 1,
        terms=canonical_json(terms).decode(),
        hash=terms_hash(terms),
        side=side.value,
        proposed_by_id=actor.user_id,
        at=timezone.now(),
    )
    _record(events.TERMS_PROPOSED, actor, deal, side, side=side.value, number=sheet.number, hash=sheet.hash)
    ask_the_law(actor, deal, sheet)
    _accept(actor, deal, sheet, side)
    return sheet


@transaction.atomic
def accept_terms(*, actor: Actor, deal: Deal, sheet_hash: str) -> None:
    """Accept the latest version by its hash. When both sides have accepted the same version the deal is agreed."""
    side = _side(actor, deal, "negotiate")
    sheet = deal.sheets.order_by("-number").first()
    if sheet is None or sheet.hash != sheet_hash:
        raise Stale("deal.newer-version")
    if sheet.side == side.value:
        raise Refused("deal.own-version")
    decision = ask_the_law(actor, deal, sheet)
    if decision.outcome is Outcome.FORBIDDEN:
        raise _refused("rights.forbidden", deal, decision)
    _move(deal, DealAct.AGREE, side, agreed_sheet=sheet)
    _accept(actor, deal, sheet, side)
    _record(events.DEAL_AGREED, actor, deal, side, hash=sheet.hash)
    _ask_for_consents(actor, deal, sheet, decision)


@transaction.atomic
def decide_consent(*, actor: Actor, consent: Consent, given: bool) -> None:
    """A co-owner or pledgee consents to the agreed version, or refuses."""
    on_behalf_of = actor.require(consent.organisation_id, "sign")
    changed = Consent.objects.filter(pk=consent.pk, state=Consent.State.ASKED).update(
        state=Consent.State.GIVEN if given else Consent.State.REFUSED,
        decided_by_id=actor.user_id,
        decided_at=timezone.now(),
    )
    if not changed:
        raise Stale("consent.already-decided")
    record(
        events.CONSENT_DECIDED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"deal:{consent.deal_id}",
        center=_center(consent.deal),
        organisation=consent.organisation_id,
        given=given,
        hash=consent.sheet_hash,
    )


@transaction.atomic
def enter_formalities(*, actor: Actor, deal: Deal, facts: dict[str, object], evidence_sha256: str) -> None:
    """State what was done before signing: how the price was set, notices, approvals, first refusal."""
    side = _side(actor, deal, "negotiate")
    if deal.state not in (DealState.NEGOTIATION, DealState.AGREED):
        raise Refused("deal.not-now", state=deal.state, act="formalities")
    if facts.get("approvals") and not evidence_sha256:
        raise Invalid("deal.formality-evidence", field="evidence")
    try:
        msgspec.convert({"kind": "assignment", **facts}, Transaction, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid("facts.invalid", field="formalities", reason=str(error)) from error
    moved = Deal.objects.filter(pk=deal.pk, version=deal.version).update(formalities=facts, version=deal.version + 1)
    if not moved:
        raise Stale("deal.changed-meanwhile")
    deal.refresh_from_db()
    _record(events.FORMALITIES_ENTERED, actor, deal, side, facts_sha256=digest(facts), evidence_sha256=evidence_sha256)
    _ask_about_latest(actor, deal)


@transaction.atomic
def ask_the_law_again(*, actor: Actor, deal: Deal) -> None:
    """Decide the newest version on today's facts, and ask those whose consent it now needs."""
    _side(actor, deal, "negotiate")
    if deal.state not in (DealState.NEGOTIATION, DealState.AGREED, DealState.PARTLY_SIGNED):
        raise Refused("deal.not-now", state=deal.state, act="recheck")
    _ask_about_latest(actor, deal)


def _ask_about_latest(actor: Actor, deal: Deal) -> None:
    sheet = deal.sheets.order_by("-number").first()
    if sheet is not None:
        decision = ask_the_law(actor, deal, sheet)
        if deal.agreed_sheet_id == sheet.pk:
            _ask_for_consents(actor, deal, sheet, decision)


def formalities_missing(decision: Decision) -> list[Finding]:
    """What must be done before signing and is not done; form and registration come with signing or after."""
    return [
        finding
        for finding in decision.findings
        if finding.outcome is Outcome.NEEDS_FORMALITY
        and not finding.satisfied
        and not finding.listed
        and finding.requirement not in ("form", "register", "record")
    ]


@transaction.atomic
def sign(*, actor: Actor, deal: Deal, sheet_hash: str, name: str) -> None:
    """Sign the agreed version. With the second signature the grant comes into force, if the law still has nothing
    against it and every consent it asks for has been given."""
    side = _side(actor, deal, "sign")
    sheet = deal.agreed_sheet
    if sheet is None:
        raise Refused("deal.not-agreed")
    if sheet.hash != sheet_hash:
        raise Stale("deal.newer-version")
    if not name.strip():
        raise Invalid("deal.signature-name", field="name")
    ledger = rights_queries.ledger_version(deal.patent)
    decision = ask_the_law(actor, deal, sheet)
    if decision.outcome in (Outcome.FORBIDDEN, Outcome.INDETERMINATE):
        code = "forbidden" if decision.outcome is Outcome.FORBIDDEN else "indeterminate"
        raise _refused(f"rights.{code}", deal, decision)
    signed_before = Signature.objects.filter(sheet=sheet)
    if signed_before.filter(side=side.value).exists():
        raise Refused("deal.already-signed")
    is_last = signed_before.exists()
    if is_last and decision.outcome is Outcome.ALLOWED_WITH_CONSENTS:
        raise _refused("rights.consents-missing", deal, decision)
    if is_last and formalities_missing(decision):
        raise _refused("rights.formalities-missing", deal, decision)
    now = timezone.now()
    Signature.objects.create(
        sheet=sheet, side=side.value, signed_by_id=actor.user_id, name=name.strip()[:120], hash=sheet.hash, at=now
    )
    _record(events.DEAL_SIGNED, actor, deal, side, side=side.value, hash=sheet.hash)
    if not is_last:
        _move(deal, DealAct.SIGN_FIRST, side)
        return
    terms = terms_of(sheet)
    due = recordal_due(decision)
    _move(deal, DealAct.SIGN_LAST, side, in_force_at=now, recordal_due=due)
    rights.carry_out(
        actor=actor,
        patent=deal.patent,
        grantor=deal.grantor,
        grantee=deal.grantee,
        terms=terms,
        executed=timezone.localdate(),
        basis=f"deal:{deal.pk}",
        ledger_version=ledger,
    )
    _record(events.DEAL_IN_FORCE, actor, deal, side, hash=sheet.hash, kind=terms.kind.value, recordal_due=due)


@transaction.atomic
def record_recordal(*, actor: Actor, deal: Deal, recorded_on: date, record_number: str) -> None:
    """Enter the office's recordal (of a licence) or registration of the change (of an assignment)."""
    side = side_of(actor, deal, "negotiate") or Side.PLATFORM
    if side is Side.PLATFORM and deal.center_id not in actor.centers and not actor.is_system:
        raise Refused("accounts.no-power", scope="negotiate")
    if not record_number.strip():
        raise Invalid("deal.record-number", field="record_number")
    if recorded_on > timezone.localdate():
        raise Invalid("deal.recorded-in-the-future", field="recorded_on")
    if deal.in_force_at is not None and recorded_on < timezone.localdate(deal.in_force_at):
        raise Invalid("deal.recorded-before-signing", field="recorded_on")
    is_assignment = deal.agreed_sheet is not None and terms_of(deal.agreed_sheet).kind is DealKind.ASSIGNMENT
    if is_assignment and not (actor.is_system or deal.center_id in actor.centers):
        raise Refused("deal.center-enters-registration")
    _move(deal, DealAct.RECORD, side, recorded_on=recorded_on)
    basis, number = f"deal:{deal.pk}", record_number.strip()[:60]
    if is_assignment:
        rights.register_transfer(
            actor=actor,
            patent=deal.patent,
            grantor=deal.grantor,
            grantee=deal.grantee,
            registered_on=recorded_on,
            basis=basis,
        )
    else:
        rights.record_licence(
            actor=actor, patent=deal.patent, basis=basis, recorded_on=recorded_on, record_number=number
        )
    _record(events.DEAL_RECORDED, actor, deal, side, recorded_on=recorded_on, record_number=number)


def _refused(code: str, deal: Deal, decision: Decision) -> Refused:
    """The law's refusal, with those whose names its reasons may give to the two sides."""
    known = rights_queries.publicly_known(deal.patent) | {deal.grantor_id, deal.grantee_id}
    return Refused(code, decision=decision, known=known)


def _side(actor: Actor, deal: Deal, scope: str) -> Side:
    """The side the actor speaks for; `Refused` without the power to."""
    for side, organisation_id in ((Side.GRANTOR, deal.grantor_id), (Side.GRANTEE, deal.grantee_id)):
        if actor.may_act_for(organisation_id, scope) and not actor.is_system:
            return side
    raise Refused("accounts.no-power", scope=scope)


def _move(deal: Deal, act: DealAct, side: Side, **changes: Any) -> None:
    state = transition(DealState(deal.state), act, side)
    moved = Deal.objects.filter(pk=deal.pk, version=deal.version).update(
        state=state.value, version=deal.version + 1, last_side=side.value, **changes
    )
    if not moved:
        raise Stale("deal.changed-meanwhile")
    deal.refresh_from_db()


def _record(event: EventType, actor: Actor, deal: Deal, side: Side, /, **facts: Any) -> None:
    organisation_id = {Side.GRANTOR: deal.grantor_id, Side.GRANTEE: deal.grantee_id}.get(side)
    record(
        event,
        actor=actor.reference,
        on_behalf_of=f"organisation:{organisation_id}" if organisation_id else "",
        object=f"deal:{deal.pk}",
        center=_center(deal),
        **facts,
    )


def _message(actor: Actor, deal: Deal, side: Side, text: str) -> None:
    text = text.strip()
    if not text:
        raise Invalid("deal.message-empty", field="text")
    if len(text) > TEXT_LIMIT:
        raise Invalid("deal.message-too-long", field="text", limit=TEXT_LIMIT)
    message = Message.objects.create(deal=deal, side=side.value, author_id=actor.user_id, text=text, at=timezone.now())
    salted = sha256(f"{message.pk}:{message.at.isoformat()}:{text}".encode()).hexdigest()
    _record(events.DEAL_MESSAGE, actor, deal, side, side=side.value, text_sha256=salted)


def _accept(actor: Actor, deal: Deal, sheet: TermSheet, side: Side) -> None:
    Acceptance.objects.create(sheet=sheet, side=side.value, accepted_by_id=actor.user_id, at=timezone.now())
    _record(events.TERMS_ACCEPTED, actor, deal, side, side=side.value, hash=sheet.hash)


def ask_the_law(actor: Actor, deal: Deal, sheet: TermSheet) -> Decision:
    """Decide the version on today's facts, with the consents given to exactly this version, and keep the answer."""
    given = Consent.objects.filter(deal=deal, sheet_hash=sheet.hash, state=Consent.State.GIVEN)
    refused = Consent.objects.filter(deal=deal, sheet_hash=sheet.hash, state=Consent.State.REFUSED)
    decision = rights_queries.decide_terms(
        terms_of(sheet),
        patent=deal.patent,
        grantor=deal.grantor,
        grantee=deal.grantee,
        today=timezone.localdate(),
        consents_given=frozenset(given.values_list("organisation_id", flat=True)),
        consents_refused=frozenset(refused.values_list("organisation_id", flat=True)),
        formalities=deal.formalities,
    )
    RightsCheck.objects.create(
        sheet=sheet,
        outcome=decision.outcome.name,
        decision=msgspec.json.encode(to_json(decision)).decode(),
        at=timezone.now(),
    )
    record(
        events.LEGAL_CHECK_DONE,
        actor=actor.reference,
        object=f"deal:{deal.pk}",
        center=_center(deal),
        sheet=sheet.number,
        outcome=decision.outcome.name,
        pack=decision.pack,
        pack_version=decision.pack_version,
    )
    return decision


def _ask_for_consents(actor: Actor, deal: Deal, sheet: TermSheet, decision: Decision) -> None:
    for organisation_id, rule in rights_queries.consents_needed(
        decision, patent=deal.patent, grantor=deal.grantor, today=timezone.localdate()
    ):
        _consent, is_new = Consent.objects.get_or_create(
            deal=deal,
            organisation_id=organisation_id,
            sheet_hash=sheet.hash,
            defaults={"rule": rule, "asked_at": timezone.now()},
        )
        if not is_new:
            continue
        record(
            events.CONSENT_ASKED,
            actor=actor.reference,
            object=f"deal:{deal.pk}",
            center=_center(deal),
            organisation=organisation_id,
            rule=rule,
            hash=sheet.hash,
        )


def recordal_due(decision: Decision) -> date | None:
    """The day by which the office has to be told of the grant, if any."""
    due = [f.deadline for f in decision.findings if f.requirement == "record" and f.deadline]
    return min(due, default=None)


def _center(deal: Deal) -> str:
    return f"center:{deal.center_id}" if deal.center_id else ""
