"""Notices of a price: fifteen whole days, and the price in words."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.market.price_notice import check_days, earliest_end, price_words
from patentfair.domain.market.terms import DealKind, Milestone, Terms, Tier
from patentfair.domain.rights.law.cn import university

TODAY = date(2026, 3, 1)
BASE = Terms(kind=DealKind.EXCLUSIVE, patents=("CN1B",), start=TODAY)


def test_the_day_it_goes_up_is_not_counted():
    assert earliest_end(TODAY) == date(2026, 3, 17)
    check_days(TODAY, date(2026, 3, 17), TODAY)
    with pytest.raises(Invalid) as short:
        check_days(TODAY, date(2026, 3, 16), TODAY)
    assert short.value.code == "price-notice.too-short"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_rights_engine_counts_the_same_days(start):
    assert earliest_end(start) == start + university._FIFTEEN


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (TODAY - timedelta(days=1), TODAY + timedelta(days=40), "price-notice.starts-in-the-past"),
        (TODAY, TODAY + timedelta(days=367), "price-notice.too-long"),
        (TODAY + timedelta(days=400), TODAY + timedelta(days=420), "price-notice.too-long"),
    ],
)
def test_days_that_cannot_stand(start, end, code):
    with pytest.raises(Invalid) as refused:
        check_days(start, end, TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        ({}, "无偿", "Free of charge"),
        ({"upfront": Decimal(300_000)}, "入门费300,000元", "upfront fee CNY 300,000"),
        (
            {"kind": DealKind.ASSIGNMENT, "upfront": Decimal("1200000.50")},
            "转让价款1,200,000.50元",
            "price CNY 1,200,000.50",
        ),
        (
            {"royalty_percent": Decimal("3.50"), "royalty_base": "净销售额", "minimum_yearly": Decimal(50_000)},
            "提成：净销售额的3.5%；每年最低提成50,000元",
            "running royalty: 3.5% of 净销售额; yearly minimum CNY 50,000",
        ),
        (
            {
                "tiers": (Tier(Decimal(1_000_000), Decimal(3)), Tier(None, Decimal(2))),
                "royalty_base": "net sales",
                "currency": "USD",
            },
            "net sales累计至 USD 1,000,000部分提成3%；其余部分提成2%",
            "3% of net sales up to a total of USD 1,000,000; 2% of the rest",
        ),
        (
            {"milestones": (Milestone("中试", Decimal(10)),), "equity": "10%"},
            "里程碑付款（中试）10元；股权：10%",
            "milestone payment (中试) CNY 10; equity: 10%",
        ),
    ],
)
def test_the_price_in_words(changes, zh, en):
    words = price_words(msgspec.structs.replace(BASE, **changes))
    assert (words.zh, words.en) == (zh, en)
