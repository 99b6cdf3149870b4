"""Text of a cell as a value: dates in every usual spelling, numbers, money, lists, provinces, countries.

A function returns None for what it cannot read; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.regions import PROVINCES, iso_of, province_in

__all__ = ["Amount", "Day", "country_of", "day_of", "list_of", "money_of", "number_of", "province_of", "territory_of"]

_LONGEST = 200
_ITEMS = 1000
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_YMD = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]\d{1,2}:\d{2}.{0,20})?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_DMY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})\.?[ -])?([a-z]{3,9})\.?[ -](?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4})")
_YEAR_MONTH = re.compile(r"((?:18|19|20)\d{2})(?:\s*年|[-/.](\d{1,2})|\s*年\s*(\d{1,2})\s*月)?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d{1,15})?")
_EPOCH = date(1899, 12, 30)
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,30})(?:\.\d{1,20})?")
_SCALES = {"": 1, "k": 1000, "千": 1000, "万": 10_000, "百万": 1_000_000, "m": 1_000_000, "million": 1_000_000,
           "千万": 10_000_000, "亿": 100_000_000, "bn": 10**9, "billion": 10**9}  # fmt: skip
_CURRENCIES = {"¥": "CNY", "元": "CNY", "人民币": "CNY", "rmb": "CNY", "cny": "CNY", "圆": "CNY", "$": "USD",
               "us$": "USD", "usd": "USD", "美元": "USD", "€": "EUR", "eur": "EUR", "欧元": "EUR", "£": "GBP",
               "gbp": "GBP", "英镑": "GBP", "jpy": "JPY", "日元": "JPY", "krw": "KRW", "韩元": "KRW", "hkd": "HKD",
               "hk$": "HKD", "港元": "HKD", "港币": "HKD", "chf": "CHF", "cad": "CAD", "aud": "AUD", "sgd": "SGD",
               "inr": "INR", "twd": "TWD"}  # fmt: skip
_UNIT_WORDS = sorted(_CURRENCIES, key=len, reverse=True)
_SEPARATORS = re.compile(r"[;；\n|]")
_PROVINCE_NAMES = {words.en.casefold(): code for code, words in PROVINCES.items()}
_COUNTRIES = {
    "CN": Words("中国", "China"), "US": Words("美国", "United States"), "JP": Words("日本", "Japan"),
    "KR": Words("韩国", "Korea"), "DE": Words("德国", "Germany"), "GB": Words("英国", "United Kingdom"),
    "FR": Words("法国", "France"), "CA": Words("加拿大", "Canada"), "IT": Words("意大利", "Italy"),
    "CH": Words("瑞士", "Switzerland"), "NL": Words("荷兰", "Netherlands"), "RU": Words("俄罗斯", "Russia"),
    "IN": Words("印度", "India"), "SG": Words("新加坡", "Singapore"), "AU": Words("澳大利亚", "Australia"),
}  # fmt: skip
_COUNTRY_NAMES = {name.casefold(): code for code, words in _COUNTRIES.items() for name in (words.zh, words.en)}
_COUNTRY_NAMES |= {"usa": "US", "u.s.": "US", "uk": "GB", "prc": "CN", "中华人民共和国": "CN"}
_WORLD = {"world", "worldwide", "global", "全球", "全世界"}


class Day(msgspec.Struct, frozen=True):
    """A date as exact as the text gives it: the day, or None with the year alone."""

    day: date | None
    year: int


class Amount(msgspec.Struct, frozen=True):
    """An amount, with the currency that stands beside it ("" where none does)."""

    amount: Decimal
    currency: str = ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:_LONGEST]).strip()


def day_of(text: str) -> Day | None:
    """A date: ISO, 2024年3月15日, 20240315, 15.03.2024, "15 March 2024", a spreadsheet's serial, or a year alone.

    03/04/2024 could be either of two days and is not read as one; 13/04/2024 can be but one.
    """
    folded = _folded(text).casefold()
    if found := _YMD.fullmatch(folded) or _COMPACT.fullmatch(folded):
        return _day(found[1], found[2], found[3])
    if found := _DMY.fullmatch(folded):
        first, second = int(found[1]), int(found[2])
        if "." in folded or first > 12 or first == second:
            return _day(found[3], second, first)
        return _day(found[3], first, second) if second > 12 else None
    if found := _NAMED.fullmatch(folded):
        month = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(found[2])), 0)
        number = found[1] or found[3]
        if month and not (found[1] and found[3]):
            return _day(found[4], month, number) if number else Day(None, int(found[4]))
    if found := _YEAR_MONTH.fullmatch(folded):
        return Day(None, int(found[1]))
    if (found := _SERIAL.fullmatch(folded)) and 10_000 <= int(found[1]) <= 80_000:
        day = _EPOCH + timedelta(days=int(found[1]))
        return Day(day, day.year)
    return None


def _day(year: str | int, month: str | int, day: str | int) -> Day | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return Day(found, found.year) if found.year >= 1790 else None


def number_of(text: str) -> Decimal | None:
    """A finite number with points or thousands' commas; "12%" is 12."""
    folded = _folded(text).replace(" ", "").removesuffix("%")
    if _NUMBER.fullmatch(folded) is None:
        return None
    try:
        return Decimal(folded.replace(",", ""))
    except InvalidOperation:
        return None


def money_of(text: str) -> Amount | None:
    """An amount with or without its currency and scale: "¥12.5万", "50 万元", "USD 1,503,000.00", "2.5 million USD"."""
    rest = _folded(text).casefold().replace(" ", "")
    currency = ""
    for word in _UNIT_WORDS:
        if (rest.startswith(word) or rest.endswith(word)) and currency in ("", _CURRENCIES[word]):
            rest = rest.removeprefix(word) if rest.startswith(word) else rest.removesuffix(word)
            currency = _CURRENCIES[word]
    scale = next((s for s in sorted(_SCALES, key=len, reverse=True) if s and rest.endswith(s)), "")
    value = number_of(rest.removesuffix(scale))
    if value is None or value < 0 or (value := value * _SCALES[scale]) >= Decimal(10) ** 15:
        return None
    return Amount(value.quantize(Decimal("0.01")), currency)


def list_of(text: str) -> tuple[str, ...]:
    """Items separated by semicolons, bars or line breaks, else by "、"; a comma is part of a name ("Inc., Ltd.")."""
    parts = _SEPARATORS.split(text)
    if len(parts) == 1:
        parts = text.split("、")
    items = (" ".join(part.split()) for part in parts[:_ITEMS])
    return tuple(dict.fromkeys(item for item in items if item))


def province_of(text: str) -> str | None:
    """GB/T 2260 two-digit code of a province by code, Chinese or English name."""
    folded = _folded(text)
    if folded[:2] in PROVINCES and (len(folded) == 2 or (len(folded) == 6 and folded.isdecimal())):
        return folded[:2]
    return province_in(folded) or _PROVINCE_NAMES.get(folded.casefold().removesuffix(" province"))


def country_of(text: str) -> str | None:
    """ISO 3166 two-letter code, by the code or the usual name of the larger countries."""
    folded = _folded(text)
    if len(folded) == 2 and folded.isascii() and folded.isalpha():
        return folded.upper()
    return _COUNTRY_NAMES.get(folded.casefold())


def territory_of(text: str) -> str | None:
    """Code of a grant's territory: "CN", "CN-GD", "WORLD"; provinces and countries by name too."""
    folded = _folded(text)
    if folded.casefold() in _WORLD:
        return "WORLD"
    if re.fullmatch(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?", folded):
        return folded.upper()
    if province := province_of(folded):
        return iso_of(province)
    return country_of(folded)
