"""Tell organisations and people what concerns them, by following the journal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction

from patentfair.apps.journal.models import Entry, Seal
from patentfair.apps.journal.queries import entries_after
from patentfair.apps.market.models import Deal, Listing
from patentfair.apps.market.responses import asked_side
from patentfair.apps.meetings.models import Event
from patentfair.apps.notices.attendees import CONCERNED
from patentfair.apps.notices.models import Cursor, Notice
from patentfair.domain.market.deal import Side

__all__ = ["TOLD", "deliver"]

ENTRIES = 500
Facts = dict[str, Any]
Addressees = Callable[[Deal, Entry, Facts], Iterable[int]]


@transaction.atomic
def deliver() -> int:
    """Write the notices of the next entries; returns how many entries were followed. Repeating does no harm."""
    cursor, _ = Cursor.objects.select_for_update().get_or_create(pk=1)
    seals = entries_after(cursor.position, ENTRIES)
    if not seals:
        return 0
    told = [notice for seal in seals for notice in _notices(seal)]
    Notice.objects.bulk_create(told, ignore_conflicts=True)
    Cursor.objects.filter(pk=1).update(position=seals[-1].position)
    return len(seals)


def _notices(seal: Seal) -> Iterator[Notice]:
    entry = seal.entry
    if entry.event in _OF_LISTINGS and entry.actor == "system":
        yield from _of_listing(seal)
    elif entry.event in TOLD:
        yield from _of_deal(seal, TOLD[entry.event])
    elif entry.event in CONCERNED:
        yield from _of_event(seal)


# What the system does by itself; an owner needs no news of their own acts.
_OF_LISTINGS = frozenset({"listing.paused", "listing.woken"})


def _of_listing(seal: Seal) -> Iterator[Notice]:
    listing = Listing.objects.filter(pk=seal.entry.object.split(":")[1]).select_related("patent").first()
    if listing is not None:
        facts = {
            "listing": listing.pk,
            "patent": listing.patent.key,
            "title": {"zh": listing.text("title", "zh"), "en": listing.text("title", "en")},
            "status": listing.patent.status,
        }
        yield _notice(seal, listing.organisation_id, facts)


def _the_other(deal: Deal, entry: Entry, _facts: Facts) -> Iterable[int]:
    """The side that did not act."""
    own = entry.on_behalf_of
    return [pk for pk in (deal.grantor_id, deal.grantee_id) if f"organisation:{pk}" != own]


def _both(deal: Deal, _entry: Entry, _facts: Facts) -> Iterable[int]:
    return deal.grantor_id, deal.grantee_id


def _asked(deal: Deal, _entry: Entry, _facts: Facts) -> Iterable[int]:
    return (deal.grantor_id if asked_side(deal) is Side.GRANTOR else deal.grantee_id,)


def _named(_deal: Deal, _entry: Entry, facts: Facts) -> Iterable[int]:
    """The organisation that the entry names."""
    named = facts.get("organisation")
    return (named,) if isinstance(named, int) else ()


# Entries whose object is a deal, and whom they concern.
TOLD: dict[str, Addressees] = {
    "inquiry.opened": _the_other,
    "inquiry.answered": _the_other,
    "inquiry.reminded": _asked,
    "inquiry.escalated": _both,
    "deal.declined": _the_other,
    "deal.terms-proposed": _the_other,
    "deal.agreed": _the_other,
    "consent.asked": _named,
    "deal.signed": _the_other,
    "deal.conditional": _both,
    "deal.in-force": _both,
    "open-licence.taken": _the_other,
    "recordal.reminded": _both,
    "amendment.proposed": _the_other,
    "amendment.decided": _the_other,
    "termination.noticed": _the_other,
    "deal.terminated": _both,
    "complaint.opened": _the_other,
    "sales.stated": _the_other,
    "invoice.issued": _the_other,
    "payment.stated": _the_other,
    "payment.confirmed": _the_other,
    "payment.denied": _the_other,
    "payment.reminded": _both,
}
_KEPT = (
    "reason", "ground", "step", "due", "due_on", "answer_due", "recordal_due", "effective_on", "agreed", "number",
    "invoice", "amount", "currency", "hash",
)  # fmt: skip


def _of_deal(seal: Seal, addressees: Addressees) -> Iterator[Notice]:
    kind, _, number = seal.entry.object.partition(":")
    deal = Deal.objects.filter(pk=number).select_related("patent", "grantor", "grantee").first()
    if kind != "deal" or deal is None:
        return
    facts: Facts = json.loads(seal.entry.facts)
    names = {side.pk: {"zh": side.name_zh or side.name_en, "en": side.name_en or side.name_zh}
             for side in (deal.grantor, deal.grantee)}  # fmt: skip
    for organisation_id in addressees(deal, seal.entry, facts):
        other = deal.grantee_id if organisation_id == deal.grantor_id else deal.grantor_id
        told = {
            "deal": deal.pk,
            "patent": deal.patent.key,
            "title": {"zh": deal.patent.title_in("zh"), "en": deal.patent.title_in("en")},
            "other": names[other],
            **{name: facts[name] for name in _KEPT if name in facts},
        }
        yield _notice(seal, organisation_id, told)


def _of_event(seal: Seal) -> Iterator[Notice]:
    """To those with an account; others read it on the page of their registration."""
    entry = seal.entry
    event = Event.objects.filter(pk=entry.object.partition(":")[2]).first()
    if event is None:
        return
    told = {
        "event": event.pk,
        "title": {"zh": event.title_zh or event.title_en, "en": event.title_en or event.title_zh},
    }
    for user in CONCERNED[entry.event](event, json.loads(entry.facts)):
        yield Notice(
            user_id=user, position=seal.position, code=entry.event, object=entry.object, facts=told, at=entry.at
        )


def _notice(seal: Seal, organisation_id: int, facts: Facts) -> Notice:
    return Notice(
        organisation_id=organisation_id,
        position=seal.position,
        code=seal.entry.event,
        object=seal.entry.object,
        facts=facts,
        at=seal.entry.at,
    )
