"""The index as pages show it."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from patentfair.apps.network.models import IndexEntry, Peer
from patentfair.apps.network.queries import Line, is_stale, payload_of
from patentfair.domain.network.entry import LanguageText, PartyRef, Payload
from patentfair.domain.network.page import time_of
from patentfair.domain.patents.status import LABELS, State
from patentfair.web import labels
from patentfair.web.network.words import FACTS, KINDS
from patentfair.web.present import STATE_CLASS, day, label, money, region_label, territory_text

__all__ = ["line_card", "line_page", "source_name", "text_in", "when"]

SUMMARY = 180
_AMOUNT = re.compile(r"\d{1,16}(\.\d{1,3})?")


def text_in(texts: tuple[LanguageText, ...], language: str) -> tuple[str, str]:
    """The text in a language, else in the first there is, and the tag of the language it is in."""
    found = next((one for one in texts if one.language == language), texts[0] if texts else None)
    if found is None:
        return "", ""
    return found.value, "zh-CN" if found.language == "zh" else found.language


def when(at: datetime | None) -> str:
    """A day and a time of it."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""


def source_name(peer: Peer | None, language: str, own: str) -> str:
    """Who tells of it: another installation, or this one."""
    if peer is None:
        return own
    return peer.name_zh if language == "zh" else peer.name_en


def line_card(line: Line, language: str, own: str) -> dict[str, Any]:
    """A line of the index in a list."""
    newest = line.entries[0]
    payload = payload_of(newest)
    title, title_lang = text_in(payload.name, language)
    summary, summary_lang = text_in(payload.description, language)
    return {
        "pk": newest.pk,
        "kind": label(KINDS, newest.kind, language),
        "is_need": newest.kind == "need",
        "title": title,
        "lang": title_lang,
        "summary": summary if len(summary) <= SUMMARY else summary[: SUMMARY - 1] + "…",
        "summary_lang": summary_lang,
        "number": payload.patents[0].number("publication") if payload.patents else "",
        "price": price_of(payload, language),
        "owner": _party(payload.offered_by or payload.provider, language),
        "sources": [source_name(one.peer, language, own) for one in line.entries],
        "conflicts": [label(FACTS, one.name, language) for one in line.conflicts],
        "issued": day(timezone.localdate(newest.issued_at)),
    }


def line_page(line: Line, language: str, own: str, now: datetime) -> dict[str, Any]:
    """A line with everything each source says of it, and what they differ on."""
    names = {str(one.pk): source_name(one.peer, language, own) for one in line.entries}
    return {
        "sources": [_source(one, language, own, now) for one in line.entries],
        "conflicts": [
            {
                "name": label(FACTS, one.name, language),
                "about": one.about,
                "claims": [
                    {
                        "who": names[claim.who],
                        "value": _said(one.name, claim.value, language),
                        "since": when(time_of(claim.since)),
                    }
                    for claim in one.claims
                ],
            }
            for one in line.conflicts
        ],
    }


def price_of(payload: Payload, language: str) -> str:
    """What is asked for, or the budget of a need, in words."""
    mode = "".join(payload.values("priceMode")[:1])
    parts = [money(Decimal(payload.price), payload.currency, language)] if payload.price else []
    if royalty := payload.values("royaltyPercent"):
        parts.append(f"{label(labels.PRICE_MODES, 'royalty', language)} {royalty[0]}%")
    for amount in (payload.values("budgetHigh") or payload.values("budgetLow"))[:1]:
        currency = "".join(payload.values("budgetCurrency")[:1])
        parts.append(money(Decimal(amount), currency, language) if _AMOUNT.fullmatch(amount) else amount)
    joined = ("，" if language == "zh" else ", ").join(parts)
    return joined or (label(labels.PRICE_MODES, mode, language) if mode else "")


def _source(entry: IndexEntry, language: str, own: str, now: datetime) -> dict[str, Any]:
    payload = payload_of(entry)
    title, title_lang = text_in(payload.name, language)
    peer = entry.peer
    codes = [code for code in payload.area if code]
    return {
        "pk": entry.pk,
        "who": source_name(peer, language, own),
        "is_own": peer is None,
        "address": peer.address if peer else "",
        "url": payload.url,
        "title": title,
        "lang": title_lang,
        "texts": [text_in((one,), language) for one in _in_language(payload.description, language)],
        "owner": _party(payload.offered_by or payload.provider, language),
        "center": _party(payload.publisher, language),
        "price": price_of(payload, language),
        "kinds": [label(labels.KINDS, kind, language) for kind in payload.values("dealKind")],
        "territory": region_label(codes[0], language)
        if entry.kind == "need" and codes
        else territory_text(codes, language),
        "maturity": "".join(payload.values("technologyReadinessLevel")[:1]),
        "deadline": _told_day("".join(payload.values("deadline")[:1])),
        "patents": [
            {
                "publication": one.number("publication"),
                "application": one.number("application"),
                "state": _state_class(one.status),
                "status": _status(one.status, language),
                "as_of": _told_day(one.as_of),
            }
            for one in payload.patents
        ],
        "issued": when(entry.issued_at),
        "as_of": when(peer.pulled_at) if peer else when(entry.taken_at),
        "is_stale": peer is not None and is_stale(peer, now),
    }


def _told_day(text: str) -> str:
    """A day that a source writes as 2026-11-22, as pages write it; anything else as it stands."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def _in_language(texts: tuple[LanguageText, ...], language: str) -> list[LanguageText]:
    return [one for one in texts if one.language == language] or list(texts)


def _party(party: PartyRef | None, language: str) -> str:
    return text_in(party.name, language)[0] if party else ""


def _said(name: str, value: str, language: str) -> str:
    if name == "status":
        return _status(value, language)
    if name == "price":
        return ("，" if language == "zh" else ", ").join(_price_said(value.split(" "), language))
    return value


def _price_said(parts: list[str], language: str) -> list[str]:
    """`fixed CNY 600000 3%` in words: the mode, the amount, the royalty."""
    said: list[str] = []
    for place, part in enumerate(parts):
        if _AMOUNT.fullmatch(part) and place:
            said[-1] = money(Decimal(part), parts[place - 1], language)
        else:
            said.append(label(labels.PRICE_MODES, part, language))
    return said


def _status(value: str, language: str) -> str:
    return LABELS[State(value)].of(language) if value in State._value2member_map_ else value


def _state_class(value: str) -> str:
    return STATE_CLASS[State(value)] if value in State._value2member_map_ else "unknown"
