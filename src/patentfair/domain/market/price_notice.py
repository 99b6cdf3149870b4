"""Public notice of a price that a public institution agreed on: how long it stays up, and how the price reads in it.

CN: Law on Promoting the Transformation of Scientific and Technological Achievements, article 18(2). The statute names
no period; that of fifteen days is national policy, and the day on which the notice goes up is not counted.

A notice that goes up on 1 March ends, at the earliest, before 17 March: it can be read on fifteen whole days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind, Terms

__all__ = ["LAW", "NOTICE_DAYS", "check_days", "earliest_end", "price_words"]

NOTICE_DAYS = 15
LONGEST = timedelta(days=366)

LAW = Words(
    "国家设立的研究开发机构、高等院校以协议定价方式转让、许可科技成果的，应当公示科技成果名称和拟交易价格"
    "（《促进科技成果转化法》第十八条）；公示期不少于十五日，公示当日不计入，期间任何人都可以提出异议。"
    "十五日之期出自国家政策文件，条文本身未规定期限，引用前请核对原文。",
    "A State-founded research body or university that sets the price of a result by agreement publishes the name of "
    "the result and the proposed price (Law on Promoting the Transformation of Scientific and Technological "
    "Achievements, article 18). The notice stays up for at least fifteen days, the day it goes up not counted, and "
    "anyone may object. The fifteen days come from national policy, not from the article itself; check the original "
    "before you rely on them.",
)


def earliest_end(start: date) -> date:
    """The first day on which a notice that goes up on `start` may be down again."""
    return start + timedelta(days=NOTICE_DAYS + 1)


def check_days(start: date, end: date, today: date) -> None:
    """Raise `Invalid` where the notice, up on `[start, end)`, would begin in the past, be too short or be endless."""
    if start < today:
        raise Invalid("price-notice.starts-in-the-past", field="start")
    if start > today + LONGEST or end > start + LONGEST:
        raise Invalid("price-notice.too-long", field="end")
    if end < earliest_end(start):
        raise Invalid("price-notice.too-short", field="end", least=earliest_end(start))


def price_words(terms: Terms) -> Words:
    """All that is paid under the terms, in one sentence of each language; what the parties wrote stays as written."""
    parts = tuple(_parts(terms))
    if not parts:
        return Words("无偿", "Free of charge")
    return Words("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _parts(terms: Terms) -> Iterator[Words]:
    is_sale = terms.conveys is DealKind.ASSIGNMENT
    base = terms.royalty_base.strip() or "—"
    if terms.pilot_fee:
        yield _sum(Words("试用费", "trial fee"), terms.pilot_fee, terms.currency)
    if terms.upfront:
        name = Words("转让价款", "price") if is_sale else Words("入门费", "upfront fee")
        yield _sum(name, terms.upfront, terms.currency)
    if terms.tiers:
        yield from _tiers(terms, base)
    elif terms.royalty_percent:
        rate = _plain(terms.royalty_percent)
        yield Words(f"提成：{base}的{rate}%", f"running royalty: {rate}% of {base}")
    if terms.minimum_yearly:
        yield _sum(Words("每年最低提成", "yearly minimum"), terms.minimum_yearly, terms.currency)
    if terms.royalty_cap:
        yield _sum(Words("提成累计上限", "cap on the running royalty"), terms.royalty_cap, terms.currency)
    for milestone in terms.milestones:
        name = Words(f"里程碑付款（{milestone.name}）", f"milestone payment ({milestone.name})")
        yield _sum(name, milestone.amount, terms.currency)
    if terms.equity.strip():
        yield Words(f"股权：{terms.equity.strip()}", f"equity: {terms.equity.strip()}")


def _tiers(terms: Terms, base: str) -> Iterator[Words]:
    for tier in terms.tiers:
        rate = _plain(tier.percent)
        if tier.up_to is None:
            yield Words(f"其余部分提成{rate}%", f"{rate}% of the rest")
        else:
            end = _amount(tier.up_to, terms.currency)
            yield Words(f"{base}累计至{end.zh}部分提成{rate}%", f"{rate}% of {base} up to a total of {end.en}")


def _sum(name: Words, amount: Decimal, currency: str) -> Words:
    text = _amount(amount, currency)
    return Words(f"{name.zh}{text.zh}", f"{name.en} {text.en}")


def _amount(amount: Decimal, currency: str) -> Words:
    figures = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    return Words(f"{figures}元" if currency == "CNY" else f" {currency} {figures}", f"{currency} {figures}")


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
