"""What comparable deals came to, by closed quarters.

Bands rest on what came into force before the quarter that runs, whatever became of it since: were a deal that ends, or
terms that are amended, to move them at once, two looks a day apart would tell of that one deal.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal

import msgspec
from django.core.cache import cache
from django.db.models import Prefetch
from django.utils import timezone

from patentfair.apps.market.groups import Groups
from patentfair.apps.market.models import Amendment, Deal, PastDeal, TermSheet
from patentfair.apps.market.queries import terms_of
from patentfair.domain.kernel.money import Money
from patentfair.domain.market.comparables import Band, PricedDeal, bands
from patentfair.domain.market.terms import DealKind, Terms

__all__ = ["KINDS_COMPARED", "Publication", "priced_deals", "publication", "quarter_of"]

# A pledge secures a debt; bundles and pools have one price for many rights.
KINDS_COMPARED = tuple(kind for kind in DealKind if kind not in (DealKind.PLEDGE, DealKind.BUNDLE, DealKind.POOL))
KEPT_SECONDS = 6 * 3600


class Publication(msgspec.Struct, frozen=True):
    """The bands of one quarter: of what came into force before its first day."""

    quarter: date
    bands: tuple[Band, ...]


def quarter_of(day: date) -> date:
    """The first day of the quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def publication(today: date) -> Publication:
    """The bands that may be shown today; reckoned once a quarter and process."""
    quarter = quarter_of(today)
    key = f"price-bands:{quarter.isoformat()}"
    kept = cache.get(key)
    if kept is None:
        kept = msgspec.json.encode(bands(priced_deals(quarter)))
        cache.set(key, kept, KEPT_SECONDS)
    return Publication(quarter, msgspec.json.decode(kept, type=tuple[Band, ...]))


def priced_deals(before: date) -> list[PricedDeal]:
    """Deals of this market, and single past deals of older portals, that were known before the day `before`."""
    moment = timezone.make_aware(datetime.combine(before, time.min))
    groups = Groups(moment)
    return [*_own(moment, groups), *_past(moment, groups)]


def _own(moment: datetime, groups: Groups) -> Iterator[PricedDeal]:
    sheets = TermSheet.objects.select_related("amendment").order_by("-number")
    deals = Deal.objects.filter(in_force_at__lt=moment).select_related("patent").defer("patent__record")
    for deal in deals.prefetch_related(Prefetch("sheets", queryset=sheets)).order_by("pk").iterator(500):
        sheet = next((one for one in deal.sheets.all() if _held(one, moment)), None)
        terms = terms_of(sheet) if sheet else None
        if terms is None or terms.kind not in KINDS_COMPARED or len(terms.patents) > 1 or deal.in_force_at is None:
            continue
        yield PricedDeal(
            kind=terms.kind.value,
            field=deal.patent.field,
            year=timezone.localdate(deal.in_force_at).year,
            upfront=_upfront(terms),
            royalty_percent=terms.royalty_percent if terms.royalty_percent and not terms.tiers else None,
            grantor_group=groups.of_organisation(deal.grantor_id),
            grantee_group=groups.of_organisation(deal.grantee_id),
        )


def _held(sheet: TermSheet, moment: datetime) -> bool:
    """Whether this version was in force then: the signed one, or an amendment agreed by then."""
    amendment = getattr(sheet, "amendment", None)
    if amendment is None:
        return True
    return bool(amendment.state == Amendment.State.IN_FORCE and amendment.decided_at and amendment.decided_at < moment)


def _upfront(terms: Terms) -> Money | None:
    """What is paid at once; 0 only where nothing is owed at all."""
    if terms.upfront:
        return Money(terms.upfront, terms.currency)
    other = terms.royalty_percent, terms.tiers, terms.minimum_yearly, terms.milestones, terms.pilot_fee, terms.equity
    return None if any(other) else Money(Decimal(0), terms.currency)


_PAID_IN_PARTS = ("提成", "royalt", "分成", "里程碑", "milestone")


def _past(moment: datetime, groups: Groups) -> Iterator[PricedDeal]:
    """Past deals of one contract with a sum; where the payment tells of royalties the sum is no price paid at once."""
    rows = PastDeal.objects.filter(
        table__finished_at__lt=moment, count=1, amount__isnull=False, kind__in=[kind.value for kind in KINDS_COMPARED]
    ).exclude(grantee="")
    for row in rows.select_related("patent").defer("patent__record").order_by("pk").iterator(500):
        if row.amount is None or any(word in row.payment.casefold() for word in _PAID_IN_PARTS):
            continue
        yield PricedDeal(
            kind=row.kind,
            field=row.patent.field if row.patent else None,
            year=row.year,
            upfront=Money(row.amount, row.currency or "CNY"),
            grantor_group=groups.of_name(row.grantor),
            grantee_group=groups.of_name(row.grantee),
        )
