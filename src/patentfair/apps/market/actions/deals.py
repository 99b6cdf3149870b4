"""Write deals, from the first question to the agreed version; `signing` and `changes` carry on from there.

Every act locks nothing and checks everything: it reads the deal, asks the state machine and, where the right itself is
touched, the law, and then moves the deal's version (and the right's ledger) by a conditional update. Whoever comes
second gets `Stale` and reads anew.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.queries import center_for
from patentfair.apps.journal.actions import record
from patentfair.apps.market import events
from patentfair.apps.market.actions.legal_checks import (
    ask_for_consents,
    ask_the_law,
    law_refuses,
    only_authority_missing,
    strictest,
)
from patentfair.apps.market.actions.moves import center_of, move, note, side_of_actor, touch
from patentfair.apps.market.models import (
    Acceptance,
    Consent,
    Deal,
    DealPatent,
    Listing,
    Message,
    Need,
    Publication,
    TermSheet,
)
from patentfair.apps.market.queries import patents_of
from patentfair.apps.registry.models import Patent
from patentfair.apps.rights import queries as rights_queries
from patentfair.domain.kernel.canonical import canonical_json, digest
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market.deal import DealAct, DealState, Side
from patentfair.domain.market.kinds import check_kind, kind_of
from patentfair.domain.market.royalty import check_price
from patentfair.domain.market.terms import DealKind, Terms, check, terms_hash
from patentfair.domain.matching.feedback import NotAFit
from patentfair.domain.rights.decision import Outcome
from patentfair.domain.rights.facts import Transaction

__all__ = [
    "accept_terms",
    "add_sheet",
    "answer",
    "ask_the_law_again",
    "decide_consent",
    "decline",
    "enter_formalities",
    "open_inquiry",
    "open_offer",
    "propose_terms",
    "say",
    "withdraw",
]

ANSWER_DAYS = 7
MOST_VERSIONS = 100
TEXT_LIMIT = 10_000
# What a side may state of the steps before signing; all else the engine learns from the tables.
STATED = frozenset({"approvals", "first_refusal", "price_method", "price_notice", "valuation"})
MOST_MESSAGES = 2_000
_OVER = (DealState.DECLINED, DealState.WITHDRAWN, DealState.LAPSED)


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
    kind: DealKind = DealKind.ORDINARY,
    is_sample: bool = False,
) -> Deal:
    """Ask the owner of a patent, or the licensee who could sub-license it, about it; starts the answer clock."""
    if listing is not None and listing.state != Publication.PUBLISHED:
        raise Refused("deal.listing-not-open")
    return _open(
        actor,
        Side.GRANTEE,
        patent=patent,
        grantor=grantor,
        grantee=organisation,
        listing=listing,
        need=need,
        kind=kind,
        text=text,
        is_sample=is_sample,
    )


@transaction.atomic
def open_offer(
    *,
    actor: Actor,
    organisation: Organisation,
    patent: Patent,
    grantee: Organisation,
    text: str,
    need: Need | None = None,
    kind: DealKind = DealKind.ORDINARY,
    is_sample: bool = False,
) -> Deal:
    """Offer a patent to someone: a firm with a need, a partner, a lender, the administrator of a pool.

    Only who holds a verified share, or a licence that could be sub-licensed, may offer it.
    """
    today = timezone.localdate()
    if not rights_queries.owns(organisation, patent, today) and not rights_queries.head_licence(
        patent, organisation, today
    ):
        raise Refused("rights.no-title", patent=patent.key)
    if need is not None and (need.state != Publication.PUBLISHED or need.organisation_id != grantee.pk):
        raise Refused("deal.need-not-open")
    return _open(
        actor,
        Side.GRANTOR,
        patent=patent,
        grantor=organisation,
        grantee=grantee,
        listing=None,
        need=need,
        kind=kind,
        text=text,
        is_sample=is_sample,
    )


def _open(
    actor: Actor,
    side: Side,
    *,
    patent: Patent,
    grantor: Organisation,
    grantee: Organisation,
    listing: Listing | None,
    need: Need | None,
    kind: DealKind,
    text: str,
    is_sample: bool,
) -> Deal:
    own, other = (grantor, grantee) if side is Side.GRANTOR else (grantee, grantor)
    on_behalf_of = actor.require(own.pk, "negotiate")
    if own.pk == other.pk or actor.may_act_for(other.pk, "negotiate"):
        raise Refused("deal.same-organisation")
    if side not in kind_of(kind).opens or kind is DealKind.OPEN:
        raise Invalid("deal.kind", field="kind")
    now = timezone.now()
    center = listing.center if listing else need.center if need else None
    head = None
    if not rights_queries.owns(grantor, patent, timezone.localdate()):
        head = rights_queries.head_licence(patent, grantor, timezone.localdate())
    try:
        with transaction.atomic():
            deal = Deal.objects.create(
                listing=listing,
                need=need,
                patent=patent,
                grantor=grantor,
                grantee=grantee,
                center=center or center_for(own.province),
                kind=kind.value,
                head_grant=head,
                opened_by=side.value,
                opened_at=now,
                answer_due=now + timedelta(days=ANSWER_DAYS),
                last_side=side.value,
                is_sample=is_sample,
            )
    except IntegrityError as error:
        raise Refused("deal.already-running") from error
    record(
        events.INQUIRY_OPENED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"deal:{deal.pk}",
        center=center_of(deal),
        patent=patent.key,
        listing=listing.pk if listing else None,
        need=need.pk if need else None,
        answer_due=deal.answer_due,
    )
    _message(actor, deal, side, text)
    return deal


@transaction.atomic
def answer(*, actor: Actor, deal: Deal, text: str) -> None:
    """The side that was asked answers; negotiation begins."""
    side = side_of_actor(actor, deal, "negotiate")
    if side.value == deal.opened_by:
        raise Refused("deal.not-now", state=deal.state, act=DealAct.ANSWER.value)
    now = timezone.now()
    move(deal, DealAct.ANSWER, side, answered_at=now)
    note(events.INQUIRY_ANSWERED, actor, deal, side, in_time=now <= deal.answer_due)
    _message(actor, deal, side, text)


@transaction.atomic
def say(*, actor: Actor, deal: Deal, text: str) -> None:
    """Write to the other side, while the talks or the contract last."""
    side = side_of_actor(actor, deal, "negotiate")
    if deal.state in _OVER:
        raise Refused("deal.not-now", state=deal.state, act="say")
    if deal.messages.count() >= MOST_MESSAGES:
        raise Refused("deal.too-many-messages")
    _message(actor, deal, side, text)


@transaction.atomic
def decline(*, actor: Actor, deal: Deal, reason: str) -> None:
    """End the talks with a coded reason, which goes back to the owner."""
    side = side_of_actor(actor, deal, "negotiate")
    if reason not in {code.value for code in NotAFit}:
        raise Invalid("deal.reason", field="reason")
    move(deal, DealAct.DECLINE, side, refusal_code=reason)
    note(events.DEAL_DECLINED, actor, deal, side, side=side.value, reason=reason)


@transaction.atomic
def withdraw(*, actor: Actor, deal: Deal) -> None:
    """The one who asked takes the inquiry back before it is answered."""
    side = side_of_actor(actor, deal, "negotiate")
    if side.value != deal.opened_by:
        raise Refused("deal.not-now", state=deal.state, act=DealAct.WITHDRAW.value)
    move(deal, DealAct.WITHDRAW, side)
    note(events.DEAL_WITHDRAWN, actor, deal, side)


@transaction.atomic
def propose_terms(*, actor: Actor, deal: Deal, terms: Terms) -> TermSheet:
    """Put a new version of the term sheet on the table. The law is asked at once and its answer kept."""
    side = side_of_actor(actor, deal, "negotiate")
    check(terms)
    check_kind(terms)
    check_price(terms)
    if terms.kind is DealKind.OPEN:
        raise Invalid("deal.kind", field="kind")
    if deal.auctions.exists():
        raise Refused("auction.terms-are-announced")
    if terms.patents[0] != deal.patent.key:
        raise Invalid("terms.other-patent", field="patents")
    patents = _patents_at_hand(deal, terms)
    latest = deal.sheets.order_by("-number").first()
    if latest is not None and latest.number >= MOST_VERSIONS:
        raise Refused("terms.too-many-versions")
    if latest is not None and latest.hash == terms_hash(terms):
        raise Refused("terms.nothing-changed")
    move(deal, DealAct.PROPOSE, side, agreed_sheet=None, kind=terms.kind.value)
    sheet = add_sheet(actor, deal, terms, side)
    DealPatent.objects.filter(deal=deal).delete()
    DealPatent.objects.bulk_create(DealPatent(deal=deal, patent=patent) for patent in patents)
    note(events.TERMS_PROPOSED, actor, deal, side, side=side.value, number=sheet.number, hash=sheet.hash)
    ask_the_law(actor, deal, sheet)
    _accept(actor, deal, sheet, side)
    return sheet


def add_sheet(actor: Actor, deal: Deal, terms: Terms, side: Side) -> TermSheet:
    """The next version of a deal's terms."""
    latest = deal.sheets.order_by("-number").first()
    return TermSheet.objects.create(
        deal=deal,
        number=latest.number + 1 if latest else 1,
        terms=canonical_json(terms).decode(),
        hash=terms_hash(terms),
        side=side.value,
        proposed_by_id=actor.user_id,
        at=timezone.now(),
    )


def _patents_at_hand(deal: Deal, terms: Terms) -> list[Patent]:
    """The patents of the terms, each of which the grantor owns a share of or holds a licence of."""
    patents = patents_of(terms)
    today = timezone.localdate()
    for patent in patents[1:]:
        owned = rights_queries.owns(deal.grantor, patent, today)
        if not owned and rights_queries.head_licence(patent, deal.grantor, today) is None:
            raise Invalid("terms.not-the-grantors", field="patents", value=patent.key)
    return patents


@transaction.atomic
def accept_terms(*, actor: Actor, deal: Deal, sheet_hash: str) -> None:
    """Accept the latest version by its hash. When both sides have accepted the same version the deal is agreed."""
    side = side_of_actor(actor, deal, "negotiate")
    sheet = deal.sheets.order_by("-number").first()
    if sheet is None or sheet.hash != sheet_hash:
        raise Stale("deal.newer-version")
    if sheet.side == side.value:
        raise Refused("deal.own-version")
    answers = ask_the_law(actor, deal, sheet)
    if strictest(answers)[1].outcome is Outcome.FORBIDDEN and not only_authority_missing(deal, answers):
        law_refuses(deal, answers, is_last=False)
    move(deal, DealAct.AGREE, side, agreed_sheet=sheet)
    _accept(actor, deal, sheet, side)
    note(events.DEAL_AGREED, actor, deal, side, hash=sheet.hash)
    ask_for_consents(actor, deal, sheet, answers)


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
        center=center_of(consent.deal),
        organisation=consent.organisation_id,
        given=given,
        hash=consent.sheet_hash,
    )


@transaction.atomic
def enter_formalities(*, actor: Actor, deal: Deal, facts: dict[str, object], evidence_sha256: str) -> None:
    """State what was done before signing: how the price was set, notices, approvals, first refusal."""
    side = side_of_actor(actor, deal, "negotiate")
    if deal.state not in (DealState.NEGOTIATION, DealState.AGREED, DealState.PARTLY_SIGNED):
        raise Refused("deal.not-now", state=deal.state, act="formalities")
    unknown = sorted(set(facts) - STATED)
    if unknown:
        raise Invalid("facts.invalid", field="formalities", reason=unknown[0])
    proves = facts.get("approvals") or facts.get("price_notice") or facts.get("first_refusal") == "waived"
    if (proves or facts.get("price_method") in ("listing", "auction")) and not evidence_sha256:
        raise Invalid("deal.formality-evidence", field="evidence")
    try:
        msgspec.convert({"kind": "assignment", **facts}, Transaction, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid("facts.invalid", field="formalities", reason=str(error)) from error
    touch(deal, formalities=facts)
    note(events.FORMALITIES_ENTERED, actor, deal, side, facts_sha256=digest(facts), evidence_sha256=evidence_sha256)
    _ask_about_latest(actor, deal)


@transaction.atomic
def ask_the_law_again(*, actor: Actor, deal: Deal) -> None:
    """Decide the newest version on today's facts, and ask those whose consent it now needs."""
    side_of_actor(actor, deal, "negotiate")
    if deal.state not in (DealState.NEGOTIATION, DealState.AGREED, DealState.PARTLY_SIGNED):
        raise Refused("deal.not-now", state=deal.state, act="recheck")
    _ask_about_latest(actor, deal)


def _ask_about_latest(actor: Actor, deal: Deal) -> None:
    sheet = deal.sheets.order_by("-number").first()
    if sheet is not None:
        answers = ask_the_law(actor, deal, sheet)
        if deal.agreed_sheet_id == sheet.pk:
            ask_for_consents(actor, deal, sheet, answers)


def _message(actor: Actor, deal: Deal, side: Side, text: str) -> None:
    text = text.strip()
    if not text:
        raise Invalid("deal.message-empty", field="text")
    if len(text) > TEXT_LIMIT:
        raise Invalid("deal.message-too-long", field="text", limit=TEXT_LIMIT)
    message = Message.objects.create(deal=deal, side=side.value, author_id=actor.user_id, text=text, at=timezone.now())
    salted = sha256(f"{message.pk}:{message.at.isoformat()}:{text}".encode()).hexdigest()
    note(events.DEAL_MESSAGE, actor, deal, side, side=side.value, text_sha256=salted)


def _accept(actor: Actor, deal: Deal, sheet: TermSheet, side: Side) -> None:
    Acceptance.objects.create(sheet=sheet, side=side.value, accepted_by_id=actor.user_id, at=timezone.now())
    note(events.TERMS_ACCEPTED, actor, deal, side, side=side.value, hash=sheet.hash)
