"""Bands of comparable deals: what may be shown, and that nobody can be picked out."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.money import Money
from patentfair.domain.market.comparables import Level, Measure, PricedDeal, band_for, bands, safe
from patentfair.domain.patents.fields import FIELDS


def _deal(number, field=8, amount="100000", **more):
    more = {"upfront": Money(Decimal(amount)), "grantor_group": f"g{number}", "grantee_group": f"e{number}", **more}
    return PricedDeal(kind=more.pop("kind", "ordinary"), field=field, year=more.pop("year", 2025), **more)


def _many(count, field=8, start=0, **more):
    return [_deal(start + number, field, str(100_000 + 10_000 * number), **more) for number in range(count)]


def test_a_band_holds_rounded_quartiles():
    (field, *_) = [band for band in bands(_many(9)) if band.level is Level.FIELD]
    assert (field.lower, field.median, field.upper) == (Decimal(120_000), Decimal(140_000), Decimal(160_000))
    assert field.at_least == 5
    odd = [_deal(number, amount=amount) for number, amount in enumerate(("0", "0.0134", "0.996", "12345", "98765"))]
    band = bands(odd)[0]
    assert (band.lower, band.median, band.upper) == (Decimal("0.013"), Decimal(1), Decimal(12_000))


def test_each_rule_of_safety_holds_by_itself():
    assert safe(_many(5))
    assert not safe(_many(4))
    assert not safe([_deal(n, grantor_group=f"g{n % 2}") for n in range(8)])
    assert not safe([_deal(n, grantee_group=f"e{n % 2}") for n in range(8)])
    assert not safe([_deal(n, grantor_group="g" if n < 4 else f"g{n}") for n in range(7)])
    assert safe([_deal(n, grantor_group="g" if n < 4 else f"g{n}") for n in range(8)])
    # One group as grantor here and as grantee there.
    mixed = [_deal(n, grantor_group="x") for n in range(3)] + [_deal(n, grantee_group="x") for n in range(3, 6)]
    assert not safe([*mixed, _deal(9)])


def test_a_finer_band_gives_way_where_the_rest_would_be_small():
    shown = bands(_many(8, field=8) + _many(6, field=6, start=20) + _many(2, field=1, start=40))
    assert {(band.level, band.code) for band in shown} == {
        (Level.FIELD, "8"),
        (Level.SECTOR, "electrical"),
        (Level.KIND, ""),
    }
    # Field 6 gave way, so it is told by its sector.
    assert band_for(shown, kind="ordinary", field=6, measure=Measure.UPFRONT, currency="CNY").level is Level.SECTOR
    assert band_for(shown, kind="ordinary", field=8, measure=Measure.UPFRONT, currency="CNY").level is Level.FIELD
    assert band_for(shown, kind="ordinary", field=16, measure=Measure.UPFRONT, currency="CNY").level is Level.KIND
    assert band_for(shown, kind="sole", field=8, measure=Measure.UPFRONT, currency="CNY") is None


def test_currencies_and_measures_are_never_joined():
    euros = [_deal(n, upfront=Money(Decimal(900), "EUR")) for n in range(4)]
    shown = bands(_many(5, royalty_percent=Decimal("3.25")) + euros)
    assert {(band.measure, band.currency) for band in shown} == {(Measure.UPFRONT, "CNY"), (Measure.ROYALTY, "")}
    royalty = band_for(shown, kind="ordinary", field=8, measure=Measure.ROYALTY)
    assert royalty.median == Decimal("3.2")


def test_the_least_number_cannot_be_lowered():
    assert bands(_many(4), least=2) == ()
    assert bands(_many(5), least=6) == ()


@pytest.mark.parametrize(
    "deal", [_deal(1, field=36), _deal(1, amount="-1"), _deal(1, amount="NaN"), _deal(1, amount="1e15")]
)
def test_impossible_rows_are_refused(deal):
    with pytest.raises(Invalid):
        bands([deal])


DEALS = st.builds(
    lambda kind, field, amount, grantor, grantee: PricedDeal(
        kind=kind,
        field=field,
        year=2025,
        upfront=Money(Decimal(amount)),
        grantor_group=f"g{grantor}",
        grantee_group=f"e{grantee}",
    ),
    st.sampled_from(["ordinary", "sole"]),
    st.sampled_from([None, 1, 6, 8, 13, 16]),
    st.integers(0, 10**7),
    st.integers(0, 12),
    st.integers(0, 12),
)
# Mostly large enough that some bands are shown and some give way.
TABLES = st.integers(0, 90).flatmap(lambda size: st.lists(DEALS, min_size=size // 2, max_size=size))


def _rows(deals, band):
    """The rows of a band, by number."""
    return frozenset(
        number
        for number, deal in enumerate(deals)
        if deal.kind == band.kind
        and (
            band.level is Level.KIND
            or (deal.field is not None and band.code in {str(deal.field), FIELDS[deal.field].sector.code})
        )
    )


@given(TABLES)
@settings(deadline=None)
def test_no_sums_and_differences_of_bands_single_out_a_small_group(deals):
    shown = bands(deals)
    sets = [_rows(deals, band) for band in shown]
    for band, rows in zip(shown, sets, strict=True):
        assert safe([deals[n] for n in rows])
        assert band.at_least <= len(rows) < band.at_least + 5
    # Rows that lie in the same bands cannot be told apart by them; what can, are unions of these classes.
    classes = defaultdict(list)
    for number in range(len(deals)):
        inside = tuple(number in rows for rows in sets)
        if any(inside):
            classes[inside].append(number)
    assert all(len(numbers) >= 5 and safe([deals[n] for n in numbers]) for numbers in classes.values())


@given(TABLES, st.data())
@settings(deadline=None)
def test_a_row_of_a_small_group_leaves_no_trace_in_its_group(deals, data):
    small = data.draw(DEALS)
    group = [deal for deal in deals if (deal.kind, deal.field) == (small.kind, small.field)]
    if small.field is None or len(group) + 1 >= 5:
        return
    for table in (deals, [*deals, small]):
        assert not [
            band
            for band in bands(table)
            if (band.kind, band.level, band.code) == (small.kind, Level.FIELD, str(small.field))
        ]
    # Nor does it move any other field's or sector's figures: those bands stay as they are or give way.
    before = {(b.kind, b.level, b.code): b for b in bands(deals)}
    sector = FIELDS[small.field].sector.code
    for band in bands([*deals, small]):
        key = (band.kind, band.level, band.code)
        if band.kind != small.kind or (band.level is not Level.KIND and band.code != sector):
            assert before.get(key, band) == band


@given(TABLES, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_rows_does_not_matter(deals, random):
    mixed = list(deals)
    random.shuffle(mixed)
    assert bands(mixed) == bands(deals)


def test_a_group_with_most_of_the_rest_is_held_back_too():
    big = _many(10, field=8)
    rest = [_deal(50 + n, field=6, grantor_group="same") for n in range(6)]
    shown = bands(big + rest)
    assert [(band.level, band.code) for band in shown] == [(Level.KIND, ""), (Level.SECTOR, "electrical")]


def test_rows_are_values():
    assert msgspec.convert(msgspec.to_builtins(_deal(1)), PricedDeal) == _deal(1)
