"""A term sheet in words: its lines, its versions, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django.utils import timezone

from patentfair.apps.market.models import TermSheet
from patentfair.apps.market.queries import terms_of
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.kinds import kind_of
from patentfair.domain.market.terms import DealKind, Terms, changes, differences
from patentfair.web import labels
from patentfair.web.present import day, label, money, territory_text

__all__ = ["history", "terms_rows"]

_SUMS = ("upfront", "minimum_yearly", "royalty_cap", "pilot_fee", "secured_amount")
_DAYS = ("start", "end", "free_until", "pilot_until", "debt_from", "debt_until")
# What a sheet always shows, and what each part of a kind adds; all else is shown only where it says something.
_ALWAYS = ("kind", "patents")
_OF_PART: dict[str, tuple[str, ...]] = {
    "grant": ("acts", "sublicensable", "start", "end"),
    "scope": ("territory", "fields"),
    "price": ("upfront",),
    "royalty": ("royalty_percent", "royalty_base", "minimum_yearly"),
    "free_period": ("free_until",),
    "pilot": ("pilot_until", "pilot_fee"),
    "debt": ("secured_amount", "debt_from", "debt_until", "debtor"),
    "development": ("contributions", "results"),
    "together": ("know_how", "software"),
}
_WITH_ROYALTY = ("statement_months", "payment_days")


def _shown(name: str, value: Any, terms_: Terms, language: str) -> str:
    if name in _SUMS:
        return money(value, terms_.currency, language) if value else "—"
    if name in _WORDED:
        return _WORDED[name](terms_, language)
    if name in _EMPTY and not value:
        return _EMPTY[name].of(language)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple):
        return ("、" if language == "zh" else ", ").join(value)
    if name in _DAYS:
        return day(value) or "—"
    return str(value) or "—"


def _months(terms_: Terms, language: str) -> str:
    months = terms_.statement_months
    return Words(f"每 {months} 个月", f"every {months} months" if months > 1 else "every month").of(language)


def _acts(terms_: Terms, language: str) -> str:
    return ("、" if language == "zh" else ", ").join(label(labels.ACTS, one, language) for one in terms_.acts)


_EMPTY = {
    "fields": Words("全部领域", "All fields"),
    "end": Words("至权利终止", "Until the right ends"),
}


def _tiers(terms_: Terms, language: str) -> str:
    lines = []
    for tier in terms_.tiers:
        percent = f"{tier.percent.normalize():f}%"
        if tier.up_to is None:
            lines.append(Words(f"超出部分 {percent}", f"above that {percent}").of(language))
        else:
            until = money(tier.up_to, terms_.currency, language)
            lines.append(Words(f"累计至 {until}：{percent}", f"up to {until} in all: {percent}").of(language))
    return "\n".join(lines)


def _steps(name: str, terms_: Terms, language: str) -> str:
    lines = []
    for one in getattr(terms_, name):
        parts = [one.name]
        if name == "milestones":
            parts.append(money(one.amount, terms_.currency, language))
        by = one.due if name == "milestones" else one.by
        if by is not None:
            parts.append(Words(f"至迟 {day(by)}", f"by {day(by)}").of(language))
        lines.append(("，" if language == "zh" else ", ").join(parts))
    return "\n".join(lines)


def terms_rows(terms_: Terms, language: str) -> list[dict[str, str]]:
    """A term sheet as labelled lines in the language of the page."""
    kind = kind_of(terms_.kind)
    wanted = {*_ALWAYS, *(name for part in kind.parts for name in _OF_PART.get(part, ()))}
    if terms_.conveys is DealKind.ASSIGNMENT:
        wanted -= {"acts", "sublicensable", "end", *_OF_PART["scope"]}
    if kind.grants:
        wanted.add("grants")
    runs = bool(terms_.royalty_percent or terms_.tiers or terms_.minimum_yearly)
    rows = []
    for name in Terms.__struct_fields__:
        value = getattr(terms_, name)
        told = name in wanted or (name not in _QUIET and value not in ("", (), None, Decimal(0), False))
        if name in _WITH_ROYALTY:
            told = runs
        if name == "royalty_percent" and terms_.tiers:
            told = False  # the steps say it
        if told:
            rows.append({"label": label(labels.TERMS, name, language), "value": _shown(name, value, terms_, language)})
    return rows


# Always given, and said by other lines or of no matter to a kind that has no such part.
_QUIET = ("currency", "territory", "acts", "start", "grants", "royalty_base")


def history(sheets: list[TermSheet], names: dict[str, str], language: str) -> list[dict[str, Any]]:
    """Versions, newest first, each with what changed from the one before."""
    rows = []
    for newer, older in zip_longest(sheets, sheets[1:]):
        rows.append(
            {
                "number": newer.number,
                "hash": newer.hash,
                "by": names.get(newer.side, ""),
                "when": day(timezone.localdate(newer.at)),
                "changes": _changes(terms_of(older), terms_of(newer), language) if older else [],
            }
        )
    return rows


def _changes(older: Terms, newer: Terms, language: str) -> list[dict[str, Any]]:
    """What changed, word by word, in the words in which the sheet shows it."""
    rows = []
    for name in (change.field for change in changes(older, newer)):
        before, after = (_shown(name, getattr(terms_, name), terms_, language) for terms_ in (older, newer))
        rows.append({"label": label(labels.TERMS, name, language), "segments": list(differences(before, after))})
    return rows


_WORDED: dict[str, Callable[[Terms, str], str]] = {
    "kind": lambda terms_, language: kind_of(terms_.kind).name.of(language),
    "grants": lambda terms_, language: kind_of(terms_.grants).name.of(language),
    "territory": lambda terms_, language: territory_text(terms_.territory, language),
    "acts": _acts,
    "tiers": _tiers,
    "milestones": lambda terms_, language: _steps("milestones", terms_, language),
    "conditions": lambda terms_, language: _steps("conditions", terms_, language),
    "statement_months": _months,
    "payment_days": lambda terms_, language: Words(
        f"{terms_.payment_days} 日内", f"within {terms_.payment_days} days"
    ).of(language),
    "sublicensable": lambda terms_, language: (
        Words("可以", "Yes") if terms_.sublicensable else Words("不可以", "No")
    ).of(language),
}
