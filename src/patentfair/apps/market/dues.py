"""What is due under a deal's terms, what was invoiced for it, and what is still open.

A sum is governed by the terms that were in force on the day its claim came up, so an amendment never reaches back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256

import msgspec
from django.utils import timezone

from patentfair.apps.market.models import Amendment, Deal, Invoice, Payment, RoyaltyStatement
from patentfair.apps.market.queries import terms_of
from patentfair.apps.registry.models import Patent
from patentfair.domain.market import royalty
from patentfair.domain.market.royalty import Due, Period, Statement
from patentfair.domain.market.terms import Terms

__all__ = [
    "NOTHING",
    "RUNNING",
    "Line",
    "Standing",
    "Version",
    "due_lines",
    "invoices_of",
    "open_amounts",
    "owed_periods",
    "statements_of",
    "terms_today",
    "versions_in_force",
]

NOTHING = Decimal("0.00")
RUNNING = ("royalty", "minimum")
_LETTERS = {"upfront": "U", "pilot_fee": "P", "royalty": "R", "minimum": "M", "milestone": "S"}

Standing = str
"""Where a due stands: `nothing` (no sum), `not_yet`, `to_issue`, `waits` (for the grantor to look at the statement),
`questioned`, `invoiced`, `covered` (by what was invoiced for others), `cancelled` (issued again only by hand)."""


class Version(msgspec.Struct, frozen=True):
    """Terms in force from `since` (None: from the beginning) up to but not including `until` (None: still)."""

    terms: Terms
    since: date | None
    until: date | None


class Line(msgspec.Struct, frozen=True):
    """A due with what belongs to it.

    `key` names it for good ("R-20260101") and begins the numbers of its invoices. `claim_on` is the day the claim came
    up. `invoiced` is what its live invoices come to; `to_issue` what may be invoiced now, nothing where `standing`
    does not let it.
    """

    key: str
    due: Due
    currency: str
    claim_on: date
    statement: RoyaltyStatement | None
    invoices: tuple[Invoice, ...]
    invoiced: Decimal
    standing: Standing
    to_issue: Decimal


def versions_in_force(deal: Deal) -> tuple[Version, ...]:
    """The terms of a deal through time; empty where it never came into force."""
    if deal.in_force_at is None or deal.agreed_sheet is None:
        return ()
    amendments = list(
        Amendment.objects.filter(deal=deal, state=Amendment.State.IN_FORCE, decided_at__isnull=False)
        .select_related("sheet")
        .order_by("decided_at", "pk")
    )
    if not amendments:
        return (Version(terms_of(deal.agreed_sheet), None, None),)
    first = deal.sheets.filter(amendment=None, number__lt=amendments[0].sheet.number).order_by("-number").first()
    sheets = [*([first] if first else []), *(one.sheet for one in amendments)]
    days = [timezone.localdate(one.decided_at) for one in amendments]
    starts: list[date | None] = [None, *days] if first else [None, *days[1:]]
    ends: list[date | None] = [*starts[1:], None]
    return tuple(
        Version(terms_of(sheet), since, until) for sheet, since, until in zip(sheets, starts, ends, strict=True)
    )


def terms_today(deal: Deal) -> Terms | None:
    """The terms in force now, or last."""
    return terms_of(deal.agreed_sheet) if deal.agreed_sheet is not None and deal.in_force_at is not None else None


def statements_of(deal: Deal) -> list[RoyaltyStatement]:
    """The statements that count, oldest period first."""
    return list(deal.statements.exclude(state=RoyaltyStatement.State.REPLACED).order_by("start"))


def invoices_of(deal: Deal) -> list[Invoice]:
    """All invoices of a deal in the order of their issue."""
    return list(deal.invoices.select_related("deal", "statement", "creditor", "debtor").order_by("pk"))


def owed_periods(deal: Deal, today: date) -> tuple[Period, ...]:
    """The periods that have ended and for which no sales were stated yet, oldest first."""
    terms = terms_today(deal)
    if terms is None or not (terms.royalty_percent or terms.tiers):
        return ()
    stated = statements_of(deal)
    periods = royalty.periods(terms, _life_end(deal, terms), until=today, option_exercised=deal.option_exercised_on)
    return tuple(gap for one in periods for gap in _unstated(one, stated) if gap.end <= today)


def _unstated(period: Period, stated: Sequence[RoyaltyStatement]) -> Iterator[Period]:
    """The parts of a period that no statement covers: a part of it may have been stated while periods were shorter."""
    start = period.start
    for one in stated:
        if one.end <= start or period.end <= one.start:
            continue
        if start < one.start:
            yield Period(start, one.start)
        start = one.end
    if start < period.end:
        yield Period(start, period.end)


def due_lines(
    deal: Deal,
    today: date,
    *,
    statements: Sequence[RoyaltyStatement] | None = None,
    invoices: Sequence[Invoice] | None = None,
) -> tuple[Line, ...]:
    """Every sum due under the deal by the day it is due, with its invoices. Raises `Invalid` where terms and statements
    do not fit together."""
    statements = statements_of(deal) if statements is None else statements
    invoices = invoices_of(deal) if invoices is None else invoices
    return _planned([_line(*one, statements, invoices) for one in _governed(deal, statements, today)], invoices, today)


def _governed(
    deal: Deal, statements: Sequence[RoyaltyStatement], today: date
) -> Iterable[tuple[str, Due, Terms, date]]:
    """Each due once, under the version of the terms that was in force when its claim came up."""
    values = [Statement(one.start, one.end, one.base) for one in statements]
    reached = {name: date.fromisoformat(day) for name, day in deal.reached.items()}
    found: dict[str, tuple[str, Due, Terms, date]] = {}
    for version in versions_in_force(deal):
        terms = version.terms
        names = {one.name for one in terms.milestones}
        for due in royalty.due(
            terms,
            values,
            until=today,
            life_end=_life_end(deal, terms),
            reached=[one for one in reached.items() if one[0] in names],
            option_exercised=deal.option_exercised_on,
            settled=[one[1] for one in found.values() if one[1].reason in RUNNING],
            settled_before=version.since,
        ):
            claim_on = _claim_on(due, terms)
            if version.until is None or claim_on < version.until:
                found.setdefault(_key(due), (_key(due), due, terms, claim_on))
    return sorted(found.values(), key=lambda one: (one[1].due_on, list(_LETTERS).index(one[1].reason)))


def _claim_on(due: Due, terms: Terms) -> date:
    if due.period is not None:
        return due.period.end
    return date.fromordinal(max(1, due.due_on.toordinal() - terms.payment_days))


def _key(due: Due) -> str:
    letter = _LETTERS[due.reason]
    if due.period is not None:
        return f"{letter}-{due.period.start:%Y%m%d}"
    return f"{letter}-{sha256(due.milestone.encode()).hexdigest()[:8]}" if due.milestone else letter


def _life_end(deal: Deal, terms: Terms) -> date | None:
    """The first day on which the deal no longer runs, or all its rights have expired."""
    ends = list(Patent.objects.filter(key__in=terms.patents).values_list("term_end", flat=True))
    known = [day for day in ends if day is not None]
    expired = max(known) if known and len(known) == len(ends) else None
    return min((day for day in (deal.ended_on, expired) if day is not None), default=None)


def _line(
    key: str,
    due: Due,
    terms: Terms,
    claim_on: date,
    statements: Sequence[RoyaltyStatement],
    invoices: Sequence[Invoice],
) -> Line:
    own = tuple(one for one in invoices if _due_of(one) == key)
    stated = None
    if due.reason == "royalty" and due.period is not None:
        stated = next((one for one in statements if one.start == due.period.start), None)
    invoiced = sum((one.amount for one in own if one.cancelled_on is None), NOTHING)
    return Line(key, due, terms.currency, claim_on, stated, own, invoiced, "", NOTHING)


def _due_of(invoice: Invoice) -> str:
    """The key of the due in the number of an invoice ("12-R-20260101/2")."""
    return invoice.number.partition("-")[2].partition("/")[0]


def _planned(lines: list[Line], invoices: Sequence[Invoice], today: date) -> tuple[Line, ...]:
    """The lines with what may be invoiced now.

    The running sums together are never invoiced above what is due together: a late statement after an invoice of the
    whole minimum is already covered by it.
    """
    room: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    for line in lines:
        if line.due.reason in RUNNING:
            room[line.currency] += line.due.amount
    for one in invoices:
        if one.reason in RUNNING and one.cancelled_on is None:
            room[one.currency] -= one.amount
    planned = []
    for line in lines:
        standing, amount = _standing(line, lines, today), line.due.amount - line.invoiced
        if standing not in ("to_issue", "cancelled"):
            amount = NOTHING
        elif line.due.reason in RUNNING:
            amount = min(amount, max(room[line.currency], NOTHING))
            if not amount:
                standing = "covered"
            elif standing == "to_issue":
                room[line.currency] -= amount
        planned.append(msgspec.structs.replace(line, standing=standing, to_issue=amount))
    return tuple(planned)


def _standing(line: Line, lines: Sequence[Line], today: date) -> Standing:
    if not line.due.amount:
        return "nothing"
    if line.invoiced >= line.due.amount:
        return "invoiced"
    if line.claim_on > today:
        return "not_yet"
    asked = [line.statement] if line.statement else []
    if line.due.reason == "minimum" and line.due.period is not None:
        period = line.due.period
        year = [one for one in lines if one.statement and period.start <= one.statement.start < period.end]
        asked = [one.statement for one in year if one.statement]
        if line.due.due_on > today and max((one.end for one in asked), default=period.start) < period.end:
            return "waits"
    states = {one.state for one in asked}
    if RoyaltyStatement.State.QUESTIONED in states:
        return "questioned"
    # A statement nobody questioned counts from the day its payment is due.
    if RoyaltyStatement.State.STATED in states and line.due.due_on > today:
        return "waits"
    of_statement = [one for one in line.invoices if line.statement is None or one.statement_id == line.statement.pk]
    if any(one.cancelled_on for one in of_statement):
        return "cancelled"
    return "to_issue"


def open_amounts(invoices: Iterable[Invoice]) -> dict[int, Decimal]:
    """What is open of each invoice by its id after confirmed payments; negative where too much was paid.

    A cancelled invoice stays with nothing less what was paid on it.
    """
    found = {one.pk: NOTHING if one.cancelled_on else one.amount for one in invoices}
    paid = Payment.objects.filter(invoice__in=list(found), state=Payment.State.CONFIRMED)
    for invoice_id, amount in paid.values_list("invoice_id", "amount"):
        found[invoice_id] -= amount
    return found
