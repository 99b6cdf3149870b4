"""Read the register."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

import msgspec
from django.conf import settings
from django.db.models import QuerySet

from patentfair.apps.registry.columns import event_value
from patentfair.apps.registry.models import (
    ClassTitle,
    Conveyance,
    IndustryRow,
    LegalEvent,
    Patent,
    PatentVersion,
)
from patentfair.domain.patents.burdens import Burden, burdens
from patentfair.domain.patents.industries import COLUMNS, IndustryTable, from_rows, own_table
from patentfair.domain.patents.numbers import lookup_keys, parse_number
from patentfair.domain.patents.party_names import party_key
from patentfair.domain.patents.record import PartyRole, PatentRecord, Stage
from patentfair.domain.patents.register import Conveyance as ConveyanceValue
from patentfair.domain.patents.status import State, Status, fold, fold_territories, on_day
from patentfair.domain.patents.status_calendar import INTERNATIONAL_PHASE_MONTHS, add_months, grace_end
from patentfair.domain.patents.title_chain import TitleChain, title_chain

__all__ = [
    "History",
    "ancestry",
    "beside",
    "burdens_of",
    "chain_of",
    "class_titles",
    "events_of",
    "find",
    "industry_table",
    "is_stale",
    "record_of",
    "relied_on_until",
    "status_of",
    "version_at",
]

DEEPEST = 20
MOST_EVENTS = 1000
_decode = msgspec.json.Decoder(PatentRecord).decode
_decode_conveyance = msgspec.json.Decoder(ConveyanceValue).decode


def record_of(patent: Patent | PatentVersion) -> PatentRecord:
    """The patent's document as a value."""
    return _decode(bytes(patent.record))


def find(text: str) -> Patent | None:
    """The patent a number names, in any of its spellings; of several documents the grant, then the newest.

    A number that may be of a publication or an application is taken for the former, unless it has a check digit,
    which applications alone have.
    """
    keys = lookup_keys(text)
    named = parse_number(text)
    if named is not None and named.check_digit and (found := list(Patent.objects.filter(application_key=keys[0]))):
        return _foremost(found)
    for key in keys:
        exact = Patent.objects.filter(key=key).first()
        if exact is not None:
            return exact
        if found := list(Patent.objects.filter(number_key=key)):
            return _foremost(found)
    for key in keys:
        if found := list(Patent.objects.filter(application_key=key)):
            return _foremost(found)
    return None


def _foremost(found: Collection[Patent]) -> Patent:
    return max(found, key=lambda p: (p.stage == Stage.GRANT.value, p.publication_date or date.min))


def class_titles(symbols: Collection[str]) -> dict[tuple[str, str], ClassTitle]:
    """Titles that the operator loaded, by scheme and symbol."""
    return {(row.scheme, row.symbol): row for row in ClassTitle.objects.filter(symbol__in=symbols)}


def ancestry(row: ClassTitle) -> list[ClassTitle]:
    """What holds a symbol in its scheme, widest first, without itself."""
    held: list[ClassTitle] = []
    while row.parent and len(held) < DEEPEST and row.parent not in {one.symbol for one in held}:
        found = ClassTitle.objects.filter(scheme=row.scheme, symbol=row.parent).first()
        if found is None:
            break
        held.append(found)
        row = found
    return held[::-1]


def industry_table() -> IndustryTable:
    """The operator's table of industries, or the platform's own approximation where none is loaded."""
    rows = list(IndustryRow.objects.order_by("position").values(*COLUMNS))
    table = from_rows(rows) if rows else own_table()
    return table if isinstance(table, IndustryTable) else own_table()


def beside(patent: Patent) -> QuerySet[Patent]:
    """The other documents of the same application, oldest first."""
    if not patent.application_key:
        same = Patent.objects.filter(number_key=patent.number_key)
    else:
        same = Patent.objects.filter(application_key=patent.application_key)
    return same.exclude(pk=patent.pk).order_by("publication_date", "key")


def events_of(patent: Patent) -> QuerySet[LegalEvent]:
    """The legal events of the patent's right, oldest first."""
    return LegalEvent.objects.filter(right=patent.right).order_by("date", "pk")


def chain_of(patent: Patent, record: PatentRecord, until: date | None = None) -> TitleChain:
    """The chain of title by record: from the names on the document through what registers recorded, up to a day."""
    rows = Conveyance.objects.filter(rights__right=patent.right).order_by("pk")
    holders = [p.name for p in record.parties if p.role is PartyRole.ASSIGNEE]
    holders = holders or [p.name for p in record.parties if p.role is PartyRole.APPLICANT]
    inventors = [p.name for p in record.parties if p.role is PartyRole.INVENTOR]
    conveyances = [_decode_conveyance(bytes(row.value)) for row in rows]
    numbers = [document.number for document in (record.publication, record.application) if document is not None]
    own_numbers = {"".join(filter(str.isdecimal, number)) for number in numbers} - {""}
    return title_chain(
        holders, inventors, conveyances, lambda name: party_key(name, ""), own_numbers=own_numbers, until=until
    )


def version_at(patent: Patent, moment: datetime) -> Patent | PatentVersion | None:
    """What the register held of this document at `moment`; None where it was not here yet."""
    if moment < patent.first_imported_at:
        return None
    return patent.versions.filter(replaced_at__gt=moment).order_by("version").first() or patent


class History:
    """The legal events of a patent's right, read once, to be asked about any day.

    At most the newest `MOST_EVENTS` are taken; no right known has a tenth of that.
    """

    def __init__(self, patent: Patent) -> None:
        self.patent = patent
        self.events: list[LegalEvent] = list(events_of(patent).reverse()[:MOST_EVENTS])[::-1]
        self._values = [event_value(event) for event in self.events]

    def status_on(self, day: date, known_at: date | None = None) -> Status:
        """The legal state on a past `day`, folded from the events up to it.

        `known_at` leaves out what was published after it: what one who looked then could have seen.
        """
        filing, international = _pendency(self.patent, State.PENDING, day)
        return fold(
            self._values,
            self.patent.term_end,
            day,
            known_at=known_at,
            filing=filing,
            international=international,
        )

    def status_by_territory(self, today: date) -> dict[str, Status]:
        """For a regional right, the state in each territory that its register names."""
        filing, international = _pendency(self.patent, State.PENDING, today)
        return fold_territories(self._values, self.patent.term_end, today, filing=filing, international=international)


def burdens_of(patent: Patent, today: date) -> tuple[Burden, ...]:
    """What the register shows to lie on the right and not to have been taken off."""
    return burdens([event_value(event) for event in events_of(patent)], today)


def is_stale(patent: Patent, today: date) -> bool:
    """Whether what is known of the status is older than the operator's limit."""
    return patent.status_as_of is None or (today - patent.status_as_of).days > settings.STATUS_LIMIT_DAYS


def relied_on_until(patent: Patent, today: date) -> date | None:
    """The day from which what is known of a living right is too old to rely on; None where it is not."""
    if status_of(patent, today).state is not State.UNKNOWN or patent.status_as_of is None:
        return None
    return min(today, patent.status_as_of + timedelta(days=settings.STATUS_LIMIT_DAYS))


def _pendency(patent: Patent, state: State, today: date) -> tuple[date | None, bool]:
    """The day from which the time is counted in which the patent can be pending, and whether it is international.

    For an international application that is its earliest priority, which only the record has; it is read where it can
    matter, a priority being at most fourteen months old at filing (PCT rule 26bis.3).
    """
    international = patent.office == "WO"
    filing = patent.filing_date
    if filing is None or not international or state is not State.PENDING:
        return filing, international
    over = add_months(filing, INTERNATIONAL_PHASE_MONTHS)
    if add_months(filing, INTERNATIONAL_PHASE_MONTHS - 14) <= today < over:
        days = [claim.date for claim in record_of(patent).priorities if claim.date is not None]
        earliest = add_months(filing, -14)
        return min((day for day in days if earliest <= day < filing), default=filing), international
    return filing, international


def status_of(patent: Patent, today: date) -> Status:
    """The patent's legal state on `today` as far as the register shows it.

    A grant of which nothing has been heard for the operator's limit, with no fee known to cover today, is unknown:
    annuities have fallen due since. So is an application: it may have been granted, withdrawn or refused since.
    """
    filing, international = _pendency(patent, State(patent.status), today)
    status = on_day(
        Status(
            State(patent.status),
            patent.status_since,
            patent.status_source,
            patent.status_as_of,
            patent.paid_until,
            patent.term_end,
            grace_ends=grace_end(patent.office, patent.paid_until),
        ),
        today,
        filing=filing,
        international=international,
    )
    covered = patent.paid_until is not None and patent.paid_until > today
    alive = status.state in (State.IN_FORCE, State.PROVISIONAL, State.PENDING)
    if alive and is_stale(patent, today) and not covered:
        return msgspec.structs.replace(status, state=State.UNKNOWN)
    return status
