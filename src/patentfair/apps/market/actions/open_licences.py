"""Take an open licence: notice and payment on the announced terms are enough, the owner need not agree again.

CN: Patent Law article 51(1), Implementing Regulations rule 87.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM, Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.journal.actions import record
from patentfair.apps.market import events
from patentfair.apps.market.actions.legal_checks import ask_the_law, law_refuses, recordal_due
from patentfair.apps.market.actions.money import issue_invoices, state_payment
from patentfair.apps.market.models import Deal, Listing, Publication, Signature, TermSheet
from patentfair.apps.rights import actions as rights
from patentfair.apps.rights import queries as rights_queries
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.market.deal import DealState, Side
from patentfair.domain.market.terms import DealKind, Terms, check, terms_hash

__all__ = ["announced_terms", "take_open_licence"]


def announced_terms(listing: Listing, start: date) -> Terms:
    """The terms of the declaration as the owner lists them: what the taker accepts, and nothing else."""
    return Terms(
        kind=DealKind.OPEN,
        patents=(listing.patent.key,),
        territory=tuple(listing.territory) or ("CN",),
        fields=tuple(listing.fields),
        start=start,
        end=listing.patent.term_end,
        currency=listing.currency,
        upfront=listing.upfront or Decimal(0),
        royalty_percent=listing.royalty_percent or Decimal(0),
        royalty_base=listing.royalty_base,
    )


@transaction.atomic
def take_open_licence(
    *,
    actor: Actor,
    organisation: Organisation,
    listing: Listing,
    name: str,
    paid_on: date,
    evidence_sha256: str,
    evidence_name: str = "",
) -> Deal:
    """Give notice and prove payment on the announced terms; the licence is in force at once, and recordal is due.

    The fee paid stands in the deal as an invoice with this payment stated on it, so that nobody is asked for it again.
    Refused where the law does not allow it, among others where no declaration is live any more.
    """
    on_behalf_of = actor.require(organisation.pk, "sign")
    today = timezone.localdate()
    if organisation.pk == listing.organisation_id:
        raise Refused("deal.same-organisation")
    if listing.state != Publication.PUBLISHED or DealKind.OPEN.value not in listing.kinds:
        raise Refused("deal.listing-not-open")
    if not name.strip():
        raise Invalid("deal.signature-name", field="name")
    if not evidence_sha256:
        raise Invalid("open-licence.payment-evidence", field="evidence")
    if paid_on > today:
        raise Invalid("rights.day-impossible", field="paid_on")
    terms = announced_terms(listing, today)
    check(terms)
    now = timezone.now()
    try:
        with transaction.atomic():
            deal = Deal.objects.create(
                listing=listing,
                patent=listing.patent,
                grantor=listing.organisation,
                grantee=organisation,
                center=listing.center,
                kind=DealKind.OPEN.value,
                state=DealState.IN_FORCE.value,
                last_side=Side.GRANTEE.value,
                opened_at=now,
                answer_due=now,
                in_force_at=now,
                formalities={"notice_given": today.isoformat(), "paid": paid_on.isoformat()},
                is_sample=listing.is_sample,
            )
    except IntegrityError as error:
        raise Refused("deal.already-running") from error
    sheet = TermSheet.objects.create(
        deal=deal,
        number=1,
        terms=canonical_json(terms).decode(),
        hash=terms_hash(terms),
        side=Side.GRANTOR.value,
        at=now,
    )
    ledger = rights_queries.ledger_version(listing.patent)
    answers = ask_the_law(actor, deal, sheet)
    law_refuses(deal, answers, is_last=False)
    Signature.objects.create(
        sheet=sheet,
        side=Side.GRANTEE.value,
        signed_by_id=actor.user_id,
        name=name.strip()[:120],
        hash=sheet.hash,
        at=now,
    )
    due = recordal_due(answers)
    Deal.objects.filter(pk=deal.pk).update(agreed_sheet=sheet, recordal_due=due)
    deal.refresh_from_db()
    rights.carry_out(
        actor=actor,
        patent=listing.patent,
        grantor=listing.organisation,
        grantee=organisation,
        terms=terms,
        executed=today,
        basis=f"deal:{deal.pk}",
        ledger_version=ledger,
    )
    record(
        events.OPEN_LICENCE_TAKEN,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"deal:{deal.pk}",
        center=f"center:{deal.center_id}" if deal.center_id else "",
        hash=sheet.hash,
        paid_on=paid_on,
        evidence_sha256=evidence_sha256,
        recordal_due=due,
    )
    for invoice in issue_invoices(actor=SYSTEM, deal=deal) if terms.upfront else ():
        state_payment(
            actor=actor,
            invoice=invoice,
            amount=invoice.amount,
            paid_on=paid_on,
            evidence_name=evidence_name.strip() or "—",
            evidence_sha256=evidence_sha256,
        )
    deal.refresh_from_db()
    return deal
