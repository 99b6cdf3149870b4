"""What comparable deals came to, told so that no deal and no organisation can be picked out.

A band is shown only where it rests on enough deals of enough organisations, and only where taking the finer bands
away from a coarser one leaves nothing or a group that could itself be shown. Bands of several currencies are never
joined. Publish bands of a closed period, not after every deal: two publications one deal apart tell of that deal.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import msgspec

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.money import Money
from patentfair.domain.patents.fields import FIELDS

__all__ = ["LEAST_DEALS", "LEAST_SIDES", "Band", "Level", "Measure", "PricedDeal", "band_for", "bands", "safe"]

LEAST_DEALS = 5
LEAST_SIDES = 3


class Measure(StrEnum):
    """What a band is of: upfront fees in one currency, or running royalties in percent."""

    UPFRONT = "upfront"
    ROYALTY = "royalty"


class Level(StrEnum):
    """How fine a band is: a kind of deal in one of the 35 fields, in one of the five sectors, or as a whole."""

    FIELD = "field"
    SECTOR = "sector"
    KIND = "kind"


class PricedDeal(msgspec.Struct, frozen=True, kw_only=True):
    """A deal in force with its price; `field` is 1 to 35. None means that no such price was agreed, 0 that it was free.

    `grantor_group` and `grantee_group` name the groups that the sides belong to, so that two subsidiaries count as one.
    """

    kind: str
    field: int | None
    year: int
    upfront: Money | None = None
    royalty_percent: Decimal | None = None
    grantor_group: str
    grantee_group: str


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """Quartiles rounded to two significant figures, of at least `at_least` deals (rounded down to fives).

    `code` is the field's number, the sector's code or "" by `level`; `currency` is "" for royalties.
    """

    kind: str
    level: Level
    code: str
    measure: Measure
    currency: str
    at_least: int
    lower: Decimal
    median: Decimal
    upper: Decimal
    first_year: int
    last_year: int


class _Row(msgspec.Struct, frozen=True):
    amount: Decimal
    deal: PricedDeal


class _Cell(msgspec.Struct):
    """A group of rows in the tree of kind, sectors and fields; `shown` while it may be published."""

    level: Level
    code: str
    rows: list[_Row] = []
    below: list[_Cell] = []
    shown: bool = False


def safe(deals: Sequence[PricedDeal], least: int = LEAST_DEALS) -> bool:
    """Whether figures about these deals pick out nobody.

    At least `least` deals; at least three groups on each side, since of two each could take its own deals away and
    know the other's; and no group in more than half of the deals, since figures would be its own.
    """
    grantors = {deal.grantor_group for deal in deals}
    grantees = {deal.grantee_group for deal in deals}
    if len(deals) < least or len(grantors) < LEAST_SIDES or len(grantees) < LEAST_SIDES:
        return False
    parts = Counter(group for deal in deals for group in {deal.grantor_group, deal.grantee_group})
    return 2 * max(parts.values()) <= len(deals)


def bands(deals: Iterable[PricedDeal], least: int = LEAST_DEALS) -> tuple[Band, ...]:
    """The bands that may be shown, by kind, measure, currency and level, the coarser first.

    `least` may be raised above five, never lowered. Raises `Invalid` for an unknown field or an impossible price.
    """
    sets: dict[tuple[str, Measure, str], list[_Row]] = defaultdict(list)
    for deal in deals:
        _check(deal)
        if deal.upfront is not None:
            sets[deal.kind, Measure.UPFRONT, deal.upfront.currency].append(_Row(deal.upfront.amount, deal))
        if deal.royalty_percent is not None:
            sets[deal.kind, Measure.ROYALTY, ""].append(_Row(deal.royalty_percent, deal))
    found = []
    for (kind, measure, currency), rows in sorted(sets.items(), key=lambda item: item[0]):
        top = _tree(rows)
        _hold_back(top, max(least, LEAST_DEALS))
        found += [_band(kind, measure, currency, cell) for cell in _walk(top) if cell.shown]
    return tuple(found)


def _check(deal: PricedDeal) -> None:
    if deal.field is not None and deal.field not in FIELDS:
        raise Invalid("comparables.field", field="field")
    amounts = [deal.upfront.amount] if deal.upfront is not None else []
    amounts += [deal.royalty_percent] if deal.royalty_percent is not None else []
    if any(not amount.is_finite() or not 0 <= amount < Decimal(10) ** 15 for amount in amounts):
        raise Invalid("comparables.price", field="price")


def _tree(rows: Iterable[_Row]) -> _Cell:
    """All rows on top, by sector beneath, by field beneath that; rows without a field are on top only."""
    top = _Cell(Level.KIND, "")
    sectors: dict[str, _Cell] = {}
    fields: dict[int, _Cell] = {}
    for row in rows:
        top.rows.append(row)
        number = row.deal.field
        if number is None:
            continue
        code = FIELDS[number].sector.code
        if code not in sectors:
            sectors[code] = _Cell(Level.SECTOR, code)
        if number not in fields:
            fields[number] = _Cell(Level.FIELD, str(number))
        sectors[code].rows.append(row)
        fields[number].rows.append(row)
    for code, sector in sorted(sectors.items()):
        sector.below = [cell for number, cell in sorted(fields.items()) if FIELDS[number].sector.code == code]
        top.below.append(sector)
    return top


def _hold_back(cell: _Cell, least: int) -> None:
    """Decide what is shown, from below: a finer band gives way where the rest of a coarser one would be too small.

    The smallest finer band goes first, until the rest is nothing or safe. What any sums and differences of bands can
    single out are these rests, since the cells lie within one another or apart.
    """
    for each in cell.below:
        _hold_back(each, least)
    cell.shown = safe([row.deal for row in cell.rows], least)
    while cell.shown:
        finer = [each for child in cell.below for each in _outermost(child)]
        taken = {id(row) for each in finer for row in each.rows}
        rest = [row.deal for row in cell.rows if id(row) not in taken]
        if not rest or safe(rest, least):
            break
        min(finer, key=lambda each: (len(each.rows), each.level, each.code)).shown = False


def _outermost(cell: _Cell) -> list[_Cell]:
    """The shown cells in and under `cell` that no other shown cell holds."""
    return [cell] if cell.shown else [each for child in cell.below for each in _outermost(child)]


def _walk(cell: _Cell) -> Iterable[_Cell]:
    yield cell
    for each in cell.below:
        yield from _walk(each)


def _band(kind: str, measure: Measure, currency: str, cell: _Cell) -> Band:
    amounts = sorted(row.amount for row in cell.rows)
    years = [row.deal.year for row in cell.rows]
    lower, median, upper = (_rounded(_quantile(amounts, Fraction(quarter, 4))) for quarter in (1, 2, 3))
    return Band(
        kind=kind,
        level=cell.level,
        code=cell.code,
        measure=measure,
        currency=currency,
        at_least=len(amounts) // 5 * 5,
        lower=lower,
        median=median,
        upper=upper,
        first_year=min(years),
        last_year=max(years),
    )


def _quantile(ordered: Sequence[Decimal], part: Fraction) -> Fraction:
    """Between the two nearest of `ordered`, in proportion (the inclusive method)."""
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return Fraction(ordered[below]) + (place - below) * (Fraction(ordered[above]) - Fraction(ordered[below]))


def _rounded(number: Fraction) -> Decimal:
    """Two significant figures, half to even; 0 stays 0."""
    if not number:
        return Decimal(0)
    exponent = 0
    while number >= Fraction(10) ** (exponent + 1):
        exponent += 1
    while number < Fraction(10) ** exponent:
        exponent -= 1
    unit = Fraction(10) ** (exponent - 1)
    rounded = round(number / unit) * unit
    return Decimal(rounded.numerator) / Decimal(rounded.denominator)


def band_for(
    shown: Iterable[Band], *, kind: str, field: int | None, measure: Measure, currency: str = ""
) -> Band | None:
    """The finest of `shown` for a kind of deal in a field: the field's, else its sector's, else the kind's."""
    codes = {(Level.KIND, ""): 2}
    if field in FIELDS:
        codes |= {(Level.SECTOR, FIELDS[field].sector.code): 1, (Level.FIELD, str(field)): 0}
    fitting = [
        band
        for band in shown
        if (band.kind, band.measure, band.currency) == (kind, measure, currency) and (band.level, band.code) in codes
    ]
    return min(fitting, key=lambda band: codes[band.level, band.code], default=None)
