"""Ask the law about a version of the terms, keep its answer, and ask those whose consent it needs."""

from __future__ import annotations

from datetime import date

import msgspec
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.journal.actions import record
from patentfair.apps.market import events
from patentfair.apps.market.actions.moves import center_of
from patentfair.apps.market.models import Consent, Deal, RightsCheck, TermSheet
from patentfair.apps.market.price_facts import formalities_of
from patentfair.apps.market.queries import patents_of, terms_of
from patentfair.apps.registry.models import Patent
from patentfair.apps.rights import queries as rights
from patentfair.domain.kernel.errors import Refused
from patentfair.domain.rights.decision import Decision, Finding, Outcome, to_json

__all__ = [
    "ask_for_consents",
    "ask_the_law",
    "decide_sheet",
    "formalities_missing",
    "law_refuses",
    "only_authority_missing",
    "recordal_due",
    "strictest",
]

_AFTER_SIGNING = ("form", "register", "record")


def ask_the_law(
    actor: Actor, deal: Deal, sheet: TermSheet, *, without: str = "", option: bool = False
) -> dict[Patent, Decision]:
    """The decision for every patent of the version on today's facts, with the consents given to exactly this version.

    `without` and `option` are those of `rights.queries.decide_terms`. Each answer is kept.
    """
    answers = decide_sheet(deal, sheet, without=without, option=option)
    now = timezone.now()
    for patent, decision in answers.items():
        RightsCheck.objects.create(
            sheet=sheet,
            patent=patent,
            outcome=decision.outcome.name,
            decision=msgspec.json.encode(to_json(decision)).decode(),
            at=now,
        )
        record(
            events.LEGAL_CHECK_DONE,
            actor=actor.reference,
            object=f"deal:{deal.pk}",
            center=center_of(deal),
            sheet=sheet.number,
            outcome=decision.outcome.name,
            pack=decision.pack,
            pack_version=decision.pack_version,
        )
    return answers


def decide_sheet(deal: Deal, sheet: TermSheet, *, without: str = "", option: bool = False) -> dict[Patent, Decision]:
    """What the law says to each patent of the version, without keeping it."""
    decided = Consent.objects.filter(deal=deal, sheet_hash=sheet.hash)
    given = frozenset(decided.filter(state=Consent.State.GIVEN).values_list("organisation_id", flat=True))
    refused = frozenset(decided.filter(state=Consent.State.REFUSED).values_list("organisation_id", flat=True))
    terms, formalities = terms_of(sheet), formalities_of(deal, sheet.hash)
    return {
        patent: rights.decide_terms(
            terms,
            patent=patent,
            grantor=deal.grantor,
            grantee=deal.grantee,
            today=timezone.localdate(),
            consents_given=given,
            consents_refused=refused,
            formalities=formalities,
            without=without,
            option=option,
        )
        for patent in patents_of(terms)
    }


def strictest(answers: dict[Patent, Decision]) -> tuple[Patent, Decision]:
    """The patent of which the law asks most, and what it says."""
    return max(answers.items(), key=lambda row: row[1].outcome)


def law_refuses(deal: Deal, answers: dict[Patent, Decision], *, is_last: bool) -> None:
    """Raise `Refused` where the law stands in the way of a signature, or something is missing for the last one."""
    patent, decision = strictest(answers)
    code = ""
    if decision.outcome in (Outcome.FORBIDDEN, Outcome.INDETERMINATE):
        code = "forbidden" if decision.outcome is Outcome.FORBIDDEN else "indeterminate"
    elif is_last and decision.outcome is Outcome.ALLOWED_WITH_CONSENTS:
        code = "consents-missing"
    elif is_last:
        for other, answer in answers.items():
            if formalities_missing(answer):
                patent, decision, code = other, answer, "formalities-missing"
    if code:
        known = rights.publicly_known(patent) | {deal.grantor_id, deal.grantee_id}
        raise Refused(f"rights.{code}", decision=decision, known=known)


def only_authority_missing(deal: Deal, answers: dict[Patent, Decision]) -> bool:
    """Whether all that forbids a sub-licence is that the head licence does not allow it: its grantor can be asked."""
    head = f"grant:{deal.head_grant_id}"
    barring = [one for answer in answers.values() for one in answer.findings if one.outcome is Outcome.FORBIDDEN]
    return bool(barring) and all(one.requirement == "consent" and one.conflicting_grant == head for one in barring)


def formalities_missing(decision: Decision) -> list[Finding]:
    """What must be done before signing and is not done; form and registration come with signing or after."""
    return [
        finding
        for finding in decision.findings
        if finding.outcome is Outcome.NEEDS_FORMALITY
        and not finding.satisfied
        and not finding.listed
        and finding.requirement not in _AFTER_SIGNING
    ]


def ask_for_consents(actor: Actor, deal: Deal, sheet: TermSheet, answers: dict[Patent, Decision]) -> None:
    """Ask everyone whose consent the law calls for, once a version."""
    needed: dict[int, str] = {}
    for patent, decision in answers.items():
        for organisation_id, rule in rights.consents_needed(
            decision,
            patent=patent,
            grantor=deal.grantor,
            today=timezone.localdate(),
            even_forbidden=only_authority_missing(deal, {patent: decision}),
        ):
            needed.setdefault(organisation_id, rule)
    for organisation_id, rule in sorted(needed.items()):
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
            center=center_of(deal),
            organisation=organisation_id,
            rule=rule,
            hash=sheet.hash,
        )


def recordal_due(answers: dict[Patent, Decision]) -> date | None:
    """The day by which the office has to be told of the grant, if any."""
    due = [f.deadline for one in answers.values() for f in one.findings if f.requirement == "record" and f.deadline]
    return min(due, default=None)
