"""Dates, amounts, places and numerals as a contract writes them in each language."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind
from patentfair.domain.patents.regions import territory_name

__all__ = [
    "LICENCE_KINDS",
    "amount",
    "article_number",
    "capitals",
    "day",
    "figure",
    "language_of",
    "last_day",
    "percent",
    "places",
]

LICENCE_KINDS = {
    DealKind.EXCLUSIVE: Words("独占", "exclusive"),
    DealKind.SOLE: Words("排他", "sole"),
    DealKind.ORDINARY: Words("普通", "ordinary"),
    DealKind.OPEN: Words("开放许可", "open"),
}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]  # strftime would follow the machine's locale
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "兆")
_CURRENCIES = {
    "CNY": Words("人民币", "CNY"),
    "USD": Words("美元", "USD"),
    "EUR": Words("欧元", "EUR"),
    "JPY": Words("日元", "JPY"),
    "GBP": Words("英镑", "GBP"),
    "HKD": Words("港元", "HKD"),
}
_MAINLAND = Words("中国内地（不含香港、澳门、台湾地区）", "mainland China (without Hong Kong, Macao and Taiwan)")
_HAN = re.compile(r"[㐀-鿿]")
_LETTER = re.compile(r"[A-Za-z]+")


def day(value: date) -> Words:
    """2040年3月9日 / 9 March 2040."""
    return Words(f"{value.year}年{value.month}月{value.day}日", f"{value.day} {_MONTHS[value.month - 1]} {value.year}")


def last_day(end: date) -> Words:
    """The last day before `end`, the first day that no longer counts."""
    return day(end - timedelta(days=1))


def article_number(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return head + digits[ones].strip()


def percent(value: Decimal) -> str:
    return f"{value.normalize():f}"


def figure(value: Decimal, currency: str) -> Words:
    """人民币300,000元 / CNY 300,000, as tables write it."""
    long = amount(value, currency)
    return Words(long.zh.split("（大写")[0], long.en)


def amount(value: Decimal, currency: str) -> Words:
    """人民币300,000元（大写：人民币叁拾万元整） / CNY 300,000."""
    figures = f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
    names = _CURRENCIES.get(currency, Words(currency, currency))
    if currency == "CNY":
        return Words(f"人民币{figures}元（大写：人民币{capitals(value)}）", f"{names.en} {figures}")
    zh = f"{figures}{names.zh}" if currency in _CURRENCIES else f"{currency} {figures}"
    return Words(zh, f"{names.en} {figures}")


def capitals(value: Decimal) -> str:
    """An amount of yuan in the capital numerals of Chinese money papers; to the fen, below 10^16."""
    yuan, fen = divmod(int((value * 100).to_integral_value(ROUND_HALF_UP)), 100)
    text = f"{_whole(yuan)}元" if yuan or not fen else ""
    if not fen:
        return f"{text}整"
    jiao, rest = divmod(fen, 10)
    text += f"{_DIGITS[jiao]}角" if jiao else "零" if yuan else ""
    return f"{text}{_DIGITS[rest]}分" if rest else f"{text}整"


def _whole(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    text, group = "", 0
    below_is_short = False
    while number:
        number, part = divmod(number, 10_000)
        if part:
            gap = _DIGITS[0] if text and below_is_short else ""
            text = f"{_four(part)}{_GROUPS[group]}{gap}{text}"
            below_is_short = part < 1000
        else:
            below_is_short = bool(text)
        group += 1
    return text


def _four(part: int) -> str:
    text = ""
    for position, figure in enumerate(reversed(f"{part:d}")):
        if figure != "0":
            text = f"{_DIGITS[int(figure)]}{_PLACES[position]}{text}"
        elif text and not text.startswith(_DIGITS[0]):
            text = f"{_DIGITS[0]}{text}"
    return text


def places(codes: tuple[str, ...]) -> Words:
    """Names of territories; China as the office's patents reach it."""
    named = [_MAINLAND if code == "CN" else territory_name(code) for code in codes]
    return Words("、".join(n.zh for n in named), ", ".join(n.en for n in named))


def language_of(text: str) -> str:
    """ "zh" where the text is mostly Chinese, else "en"."""
    return "zh" if len(_HAN.findall(text)) >= len(_LETTER.findall(text)) and _HAN.search(text) else "en"
