"""What of a deal a report may tell: days, steps and reasons; and what it must not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from patentfair.apps.experience.models import NamingConsent, Report
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.models import Consent, Deal, Signature
from patentfair.apps.market.queries import terms_of
from patentfair.apps.meetings.models import Appointment, Event, Plan, Session
from patentfair.apps.meetings.queries import MARKS, attendance, evaluation_summary
from patentfair.domain.experience.draft import DealEnd, DealFacts, amounts_in, drafted, names_in
from patentfair.domain.experience.event_draft import EventFacts
from patentfair.domain.experience.situation import Facet, region_of
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.kinds import kind_of
from patentfair.domain.market.terms import DealKind
from patentfair.domain.matching.feedback import NotAFit
from patentfair.domain.patents.fields import FIELDS

__all__ = [
    "check_tells_nothing_secret",
    "deal_facts",
    "drafted_texts",
    "event_facts",
    "name_told",
    "named_parties",
    "tags_of",
    "tags_of_event",
]

_SIGNED = ("conditional", "in_force", "recorded", "ended", "lapsed")
_OVER = ("declined", "withdrawn")
_ENDS = ("deal.declined", "deal.withdrawn", "deal.terminated", "deal.ended", "deal.lapsed")
_REASONS = {
    "unanswered": Words("对方逾期未答复", "no answer in time"),
    "lapsed": Words("生效条件未在期限内成就", "a condition of effect was not met in time"),
}
_PARTIES = {
    "university": "university", "institute": "university", "company": "large_firm", "small_firm": "small_firm",
    "person": "inventor",
}  # fmt: skip
_OBSTACLES = {
    "too_early": "too_early", "benefit_unclear": "benefit_unclear", "route_unclear": "route_unclear",
    "price": "price", "freedom_to_operate": "freedom_to_operate", "life_left": "legal_status",
}  # fmt: skip


def deal_facts(deal: Deal) -> DealFacts:
    """The facts of a deal as its record and the journal hold them."""
    signed = list(Signature.objects.filter(sheet__deal=deal).values_list("side", "at"))
    sides = {side for side, _ in signed}
    both = max((at for _, at in signed), default=None) if len(sides) == 2 else deal.in_force_at
    over = Entry.objects.filter(object=f"deal:{deal.pk}", event__in=_ENDS).order_by("-pk").first()
    number = deal.patent.field
    return DealFacts(
        kind=kind_of(DealKind(deal.kind)).name,
        end=_end(deal, both),
        field=FIELDS[number].name if number in FIELDS else None,
        days_to_answer=_days(deal.opened_at, deal.answered_at),
        days_to_signature=_days(deal.opened_at, both),
        days_to_end=_days(deal.opened_at, over.at) if over else None,
        rounds=deal.sheets.count(),
        checks=Entry.objects.filter(object=f"deal:{deal.pk}", event="legalcheck.done").count(),
        consents=Consent.objects.filter(deal=deal).count(),
        amendments=deal.amendments.filter(state="in_force").count(),
        messages=deal.messages.count(),
        is_recorded=deal.recorded_on is not None,
        reason=_reason(deal, over),
    )


def _end(deal: Deal, signed: datetime | None) -> DealEnd:
    if deal.state == "terminated":
        return DealEnd.TERMINATED
    if deal.state in _OVER:
        return DealEnd.DECLINED
    return DealEnd.SIGNED if deal.state in _SIGNED or signed else DealEnd.RUNNING


def _reason(deal: Deal, over: Entry | None) -> Words | None:
    if deal.refusal_code in set(NotAFit):
        return NotAFit(deal.refusal_code).label
    if deal.refusal_code in _REASONS:
        return _REASONS[deal.refusal_code]
    facts = json.loads(over.facts) if over else {}
    return _REASONS["lapsed"] if facts.get("condition") else None


def _days(start: datetime, end: datetime | None) -> int | None:
    return None if end is None else max((end - start).days, 0)


def drafted_texts(deal: Deal, language: str) -> tuple[dict[str, str], dict[str, str]]:
    """The draft in the language of writing and in the other."""
    facts = deal_facts(deal)
    return drafted(facts, language), drafted(facts, "en" if language == "zh" else "zh")


def tags_of(deal: Deal) -> dict[str, list[str]]:
    """The tags that follow from the record of a deal."""
    facts = deal_facts(deal)
    outcome = {DealEnd.SIGNED: "worked", DealEnd.RUNNING: "partly"}.get(facts.end, "failed")
    parties = [_PARTIES.get(side.kind, "") for side in (deal.grantor, deal.grantee)]
    found = {
        Facet.OUTCOME.value: [outcome],
        Facet.OBSTACLE.value: [_OBSTACLES.get(deal.refusal_code, "")],
        Facet.DEAL.value: [deal.kind],
        Facet.PARTY.value: parties,
        Facet.FIELD.value: [str(deal.patent.field)] if deal.patent.field in FIELDS else [],
        Facet.REGION.value: [region_of(deal.grantee.province)],
    }
    return {facet: kept for facet, codes in found.items() if (kept := [code for code in dict.fromkeys(codes) if code])}


def event_facts(event: Event) -> EventFacts:
    """The facts of an event that was held, counted; nobody who came is named."""
    begin, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    came, sheets = attendance(event), evaluation_summary(event)
    held = Appointment.objects.filter(plan__event=event, plan__state=Plan.State.PUBLISHED)
    return EventFacts(
        kind=event.kind,
        days=(end.date() - begin.date()).days + 1,
        minutes=round((end - begin).total_seconds() / 60),
        capacity=event.capacity,
        registered=came["confirmed"],
        checked_in=came["checked_in"],
        sessions=event.sessions.exclude(kind=Session.Kind.BREAK).count(),
        planned=held.count(),
        met=held.filter(held_at__isnull=False).count(),
        sheets=sheets["n"],
        marks=tuple(round(sheets["marks"][mark]["mean"], 1) for mark in MARKS) if sheets["n"] else (),
    )


def tags_of_event(event: Event) -> dict[str, list[str]]:
    """The tags that follow from the record of an event."""
    region = region_of(event.county_code[:2])
    return {Facet.DEAL.value: ["none"]} | ({Facet.REGION.value: [region]} if region else {})


def named_parties(report: Report) -> list[NamingConsent]:
    """The sides of the deal, where both agree to be named; else nobody."""
    if report.deal_id is None:
        return []
    consents = list(report.consents.filter(agreed=True).select_related("organisation"))
    return consents if len(consents) == 2 else []


def name_told(report: Report, texts: Iterable[str]) -> str:
    """The name of a side of the deal, or the patent's key, that the texts tell; "" where they tell none."""
    deal = report.deal
    if deal is None:
        return ""
    names = [name for side in (deal.grantor, deal.grantee) for name in (side.name_zh, side.name_en) if name]
    return names_in(texts, [*names, deal.patent.key])


def check_tells_nothing_secret(report: Report, texts: Iterable[str]) -> None:
    """Raise `Invalid` where the texts name a party that has not agreed, the patent, or an amount of the terms."""
    deal = report.deal
    if deal is None:
        return
    told = list(texts)
    if not named_parties(report) and (named := name_told(report, told)):
        raise Invalid("experience.names-a-party", field="tried", value=named)
    amounts: set[Decimal] = set()
    for sheet in deal.sheets.all():
        terms = terms_of(sheet)
        stated = (terms.upfront, terms.minimum_yearly, terms.royalty_cap, terms.pilot_fee, terms.secured_amount)
        amounts |= {one for one in stated if one}
    if amounts_in(told, amounts) is not None:
        raise Invalid("experience.tells-an-amount", field="took")
