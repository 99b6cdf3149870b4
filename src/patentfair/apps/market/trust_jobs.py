"""What the market's clock does: remind of answers and recordals, look at deals for flags. Repeating does no harm."""

from __future__ import annotations

import json
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.journal.models import Entry, Seal
from patentfair.apps.journal.queries import entries_after
from patentfair.apps.market.actions.flags import raise_flags
from patentfair.apps.market.actions.reminders import remind_of_answer, remind_of_recordal
from patentfair.apps.market.models import Deal
from patentfair.apps.registry.models import JobPosition
from patentfair.domain.kernel.errors import Stale
from patentfair.domain.market.clock import ANSWER_PLAN, DUE_PLAN
from patentfair.domain.market.deal import DealState

__all__ = ["flag_deals", "remind_answers", "remind_recordals"]

BATCH = 500
_EARLIEST_ANSWER = min(step.after for step in ANSWER_PLAN)
_EARLIEST_DUE = min(step.after for step in DUE_PLAN)
_LAST_DUE = max(step.after for step in DUE_PLAN)


def remind_answers() -> int:
    """Take what is due of the answer clock, the longest overdue first; returns how many steps were taken."""
    now = timezone.now()
    waiting = Deal.objects.filter(state=DealState.INQUIRY.value, answer_due__lte=now - _EARLIEST_ANSWER)
    taken = 0
    for pk in list(waiting.order_by("answer_due").values_list("pk", flat=True)):
        try:
            taken += bool(remind_of_answer(actor=SYSTEM, deal=Deal.objects.get(pk=pk), now=now))
        except Stale:
            continue  # answered or withdrawn just now
    return taken


def remind_recordals() -> int:
    """Remind of recordals and registrations that fall due; returns how many reminders were given."""
    now, today = timezone.now(), timezone.localdate()
    due = Deal.objects.filter(
        state=DealState.IN_FORCE.value,
        recordal_due__lte=today - _EARLIEST_DUE,
        recordal_due__gt=today - _LAST_DUE - timedelta(days=30),
    )
    rows = list(due.order_by("recordal_due"))
    return sum(bool(remind_of_recordal(actor=SYSTEM, deal=deal, today=today, now=now)) for deal in rows)


_OF_A_DEAL = {
    "deal.agreed",
    "deal.in-force",
    "deal.recorded",
    "amendment.decided",
    "open-licence.taken",
    "auction.deal-opened",
}
_OF_AN_ORGANISATION = {"member.added", "authorisation.recorded", "authorisation.confirmed"}
_OF_ALL = {"relation.entered", "relation.ended", "party.decided", "party.decision-withdrawn"}


def flag_deals() -> int:
    """Look at the deals that the journal has news of, and once a day at all; returns how many flags were raised."""
    place, _ = JobPosition.objects.get_or_create(name="deal-flags")
    seals = entries_after(place.position, BATCH)
    about: set[int] | None = set()
    for seal in seals:
        about = _with(about, seal)
    day, _ = JobPosition.objects.get_or_create(name="deal-flags-day")
    today = timezone.localdate().toordinal()
    if day.position != today:
        about = None
    raised = raise_flags(actor=SYSTEM, about=about) if about is None or about else 0
    if day.position != today:
        JobPosition.objects.filter(pk=day.pk).update(position=today)
    if seals:
        JobPosition.objects.filter(pk=place.pk).update(position=seals[-1].position)
    return raised


def _with(about: set[int] | None, seal: Seal) -> set[int] | None:
    """The deals to look at with those that one more entry is about; None for all."""
    entry = seal.entry
    if about is None or entry.event in _OF_ALL:
        return None
    if entry.event in _OF_A_DEAL:
        return about | _deals_of(entry)
    if entry.event in _OF_AN_ORGANISATION:
        organisation = _organisation_of(entry)
        sides = Deal.objects.filter(Q(grantor=organisation) | Q(grantee=organisation))
        return about | set(sides.values_list("pk", flat=True))
    return about


def _deals_of(entry: Entry) -> set[int]:
    kind, _, number = entry.object.partition(":")
    named = int(number) if kind == "deal" and number.isdecimal() else json.loads(entry.facts).get("deal")
    return {named} if isinstance(named, int) else set()


def _organisation_of(entry: Entry) -> int:
    kind, _, number = entry.on_behalf_of.partition(":")
    return int(number) if kind == "organisation" and number.isdecimal() else 0
