"""Read what a valuation of a patent rests on: the record's own scores, and a kept valuation, reckoned again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.models import Listing, Publication, Valuation
from patentfair.apps.registry.families import citing, simple_family
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import burdens_of, events_of, record_of, status_of
from patentfair.apps.rights.models import Declaration, Encumbrance
from patentfair.domain.kernel.money import Money
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.comparables import Band
from patentfair.domain.market.valuation import DEFAULT_SCHEME, Report, Scheme, Shift, adjusted, sensitivity, value
from patentfair.domain.market.valuation_money import (
    Cost,
    CostView,
    Estimate,
    IncomeView,
    MarketView,
    cost_view,
    income_view,
    market_view,
)
from patentfair.domain.market.valuation_prefill import RecordFacts
from patentfair.domain.patents.burdens import BurdenKind
from patentfair.domain.patents.status import ENDED, EventCode

__all__ = ["MoneyInputs", "Reckoned", "Why", "money_views", "reckoned", "record_facts", "scheme_of"]

_RIGHTS = {"reissue": "invention"}
_REPORTS = {"positive": True, "negative": False}
_ENTERED = {
    Encumbrance.Kind.PLEDGE: BurdenKind.PLEDGE,
    Encumbrance.Kind.SEIZURE: BurdenKind.PRESERVATION,
    Encumbrance.Kind.SUSPENSION: BurdenKind.SUSPENSION,
}


class Why(msgspec.Struct, frozen=True):
    """The reason of a score: the record's sentence, or what a person wrote (the same in both languages)."""

    zh: str = ""
    en: str = ""
    from_record: bool = False

    @property
    def words(self) -> Words:
        return Words(self.zh, self.en)


class CostInput(msgspec.Struct, frozen=True):
    name: str
    amount: Decimal
    year: int


class Threefold(msgspec.Struct, frozen=True):
    low: Decimal
    likely: Decimal
    high: Decimal


class MoneyInputs(msgspec.Struct, frozen=True, kw_only=True):
    """What the three money views are reckoned from. A view exists where its inputs were given.

    `index` are price indices by year and `index_year` the year to whose prices costs are brought. `bands` are those
    that were published when the valuation was made (`bands_of`, the first day of that quarter), kept with it.
    """

    currency: str = "CNY"
    costs: tuple[CostInput, ...] = ()
    index: dict[int, Decimal] = {}
    index_year: int | None = None
    market_kind: str = ""
    field: int | None = None
    bands: tuple[Band, ...] = ()
    bands_of: date | None = None
    base: tuple[Threefold, ...] = ()
    rate: Threefold | None = None
    discount: Threefold | None = None
    years_left: int = 0


class Reckoned(msgspec.Struct, frozen=True, kw_only=True):
    """A kept valuation with all that follows from it."""

    report: Report
    shifts: tuple[Shift, ...]
    reasons: dict[str, Why]
    inputs: MoneyInputs
    cost: CostView | None
    market: MarketView | None
    income: IncomeView | None


def record_facts(patent: Patent, organisation: Organisation, today: date) -> RecordFacts:
    """What the register, the owner's declarations and the organisation's own listing tell of the patent."""
    record, status = record_of(patent), status_of(patent, today)
    events = list(events_of(patent))
    codes = {event.code for event in events}
    declaration = Declaration.objects.filter(patent=patent).first()
    declared: Mapping[str, Any] = declaration.facts if declaration else {}
    contested, ended = EventCode.OPPOSED in codes, EventCode.OPPOSITION_ENDED in codes
    cited = len(citing(patent))
    listing = (
        Listing.objects.filter(patent=patent, organisation=organisation).exclude(state=Publication.CLOSED).first()
        or Listing.objects.filter(patent=patent, state=Publication.PUBLISHED).first()
    )
    return RecordFacts(
        today=today,
        kind=_RIGHTS.get(patent.right_type, patent.right_type),
        state=status.state,
        term_end=patent.term_end,
        claims=record.claim_count or len(record.claims) or None,
        countries=_countries(patent, today),
        citations=cited or None,
        maturity=listing.maturity if listing else None,
        burdens=_burdens(patent, today, known=bool(events) or declared.get("encumbrances_complete") is True),
        evaluation_report=_REPORTS.get(str(declared.get("evaluation_report", ""))),
        upheld=1 if contested and ended and status.state not in ENDED else None,
        challenge_pending=declared.get("invalidity_pending") is True or (contested and not ended),
    )


def _countries(patent: Patent, today: date) -> frozenset[str] | None:
    """Offices of family members that are not known to have ended; international phases are no country."""
    members = [one for one in simple_family(patent) if one.office != "WO"]
    return frozenset(one.office for one in members if status_of(one, today).state not in ENDED) if members else None


def _burdens(patent: Patent, today: date, *, known: bool) -> tuple[BurdenKind, ...] | None:
    found = {burden.kind for burden in burdens_of(patent, today)}
    for entered in Encumbrance.objects.filter(patent=patent, valid_from__lte=today):
        if entered.valid_until is None or entered.valid_until > today:
            found.add(_ENTERED[Encumbrance.Kind(entered.kind)])
    return tuple(sorted(found)) if found or known else None


def scheme_of(weights: Mapping[str, Any]) -> Scheme:
    """The default scheme, with a valuation's own weights where it has any. Raises `Invalid` for weights that do not
    come to the whole."""
    own = {code: Decimal(str(weight)) for code, weight in weights.items()}
    if not own or own == DEFAULT_SCHEME.weights:
        return DEFAULT_SCHEME
    return adjusted(DEFAULT_SCHEME, id="own", version=1, name=Words("自定权重", "Weights of one's own"), weights=own)


def reckoned(valuation: Valuation) -> Reckoned:
    """The whole report from what was kept; the same row gives the same report on any day."""
    scheme = scheme_of(valuation.weights)
    scores = {code: None if score is None else Decimal(str(score)) for code, score in valuation.scores.items()}
    reasons = dict(valuation.reasons)
    cautions = tuple(Words(one["zh"], one["en"]) for one in reasons.pop("cautions", ()))
    inputs = msgspec.convert(valuation.money, MoneyInputs, strict=False)
    cost, market, income = money_views(inputs)
    return Reckoned(
        report=value(scheme, scores, cautions),
        shifts=sensitivity(scheme, scores),
        reasons=msgspec.convert(reasons, dict[str, Why]),
        inputs=inputs,
        cost=cost,
        market=market,
        income=income,
    )


def money_views(inputs: MoneyInputs) -> tuple[CostView | None, MarketView | None, IncomeView | None]:
    """The views whose inputs were given; raises `Invalid` for figures that cannot stand."""
    cost = market = income = None
    if inputs.costs:
        costs = [Cost(one.name, Money(one.amount, inputs.currency), one.year) for one in inputs.costs]
        with_index = bool(inputs.index) and inputs.index_year is not None
        cost = cost_view(costs, inputs.index if with_index else None, inputs.index_year if with_index else None)
    if inputs.market_kind:
        market = market_view(inputs.bands, kind=inputs.market_kind, field=inputs.field, currency=inputs.currency)
    if inputs.base and inputs.rate is not None and inputs.discount is not None:
        income = income_view(
            [_estimate(one) for one in inputs.base],
            rate=_estimate(inputs.rate),
            discount=_estimate(inputs.discount),
            remaining_years=inputs.years_left,
            currency=inputs.currency,
        )
    return cost, market, income


def _estimate(given: Threefold) -> Estimate:
    return Estimate(given.low, given.likely, given.high)
