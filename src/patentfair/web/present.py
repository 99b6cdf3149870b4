"""Turn objects into what the components show, in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.formats import date_format

from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.models import Listing, Need
from patentfair.apps.matching.queries import NeedMatch, PatentMatch
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import record_of, status_of
from patentfair.domain.kernel.words import Words
from patentfair.domain.matching.reason import Reason
from patentfair.domain.patents.class_titles import class_title
from patentfair.domain.patents.fields import FIELDS
from patentfair.domain.patents.regions import PROVINCES, territory_name
from patentfair.domain.patents.status import LABELS, State, Status
from patentfair.domain.retrieval.snippet import highlight, mark
from patentfair.domain.rights.decision import Decision, Finding, Outcome
from patentfair.domain.rights.law.names import spelled_out
from patentfair.domain.rights.scope import Box
from patentfair.web import labels

__all__ = [
    "box_text",
    "class_chips",
    "day",
    "facet_label",
    "field_label",
    "label",
    "listing_card",
    "match_rows",
    "money",
    "need_card",
    "need_rows",
    "organisation_name",
    "party_name",
    "patent_card",
    "region_label",
    "rights_row",
    "status_strip",
    "target_text",
    "territory_text",
]

STATE_CLASS = {
    State.IN_FORCE: "alive",
    State.PENDING: "pending",
    State.PROVISIONAL: "provisional",
    State.LAPSED: "ended",
    State.EXPIRED: "ended",
    State.INVALIDATED: "ended",
    State.WITHDRAWN: "ended",
    State.REFUSED: "ended",
    State.NOT_ENTERED: "ended",
    State.PHASE_OVER: "ended",
    State.UNKNOWN: "unknown",
}


def label(table: dict[str, Words], code: str, language: str) -> str:
    """The word for a code, or the code itself."""
    return table[code].of(language) if code in table else code


def day(value: date | None) -> str:
    """A date as people of the page's language write it."""
    return date_format(value, "DATE_FORMAT") if value else ""


def money(amount: Decimal | None, currency: str, language: str) -> str:
    """An amount with its currency; Chinese pages count tens of thousands as 万."""
    if amount is None:
        return ""
    if language == "zh" and currency == "CNY" and amount >= 10_000:
        return f"{(amount / 10_000).normalize():f} 万元"
    return f"{amount:,.0f} 元" if language == "zh" and currency == "CNY" else f"{currency} {amount:,.0f}"


def organisation_name(organisation: Organisation, language: str) -> str:
    names = (organisation.name_zh, organisation.name_en)
    return (names[0] or names[1]) if language == "zh" else (names[1] or names[0])


def region_label(code: str, language: str) -> str:
    return PROVINCES[code].of(language) if code in PROVINCES else territory_name(code).of(language)


def field_label(number: int | str | None, language: str) -> str:
    found = FIELDS.get(int(number)) if number else None
    return found.name.of(language) if found else ""


def class_label(symbol: str, language: str) -> str:
    title = class_title(symbol)
    return title.of(language) if title else ""


def class_chips(symbols: Collection[str], language: str, *, limit: int = 12) -> list[dict[str, str]]:
    """Chips with the symbol, the title we have for it or its class, and a search for its subclass."""
    chips = []
    for symbol in list(symbols)[:limit]:
        title = class_title(symbol)
        chips.append(
            {
                "code": symbol,
                "title": title.of(language) if title else "",
                "url": f"/{language}/search?class={symbol[:4]}",
            }
        )
    return chips


def facet_label(name: str, value: str, language: str) -> str:
    """The word for a facet's value."""
    if name == "status":
        return LABELS[State(value)].of(language) if value in State._value2member_map_ else value
    if name == "field":
        return field_label(value, language) or value
    if name == "region":
        return region_label(value, language)
    if name == "class":
        title = class_label(value, language)
        return f"{value} {title}" if title else value
    if name == "on_offer":
        return (
            Words("供给中", "On offer").of(language) if value == "yes" else Words("未供给", "Not on offer").of(language)
        )
    if name == "maturity":
        return f"TRL {value}"
    if name == "language":
        return {"zh": "中文", "en": "English"}.get(value, value)
    table = {"office": labels.OFFICES, "owner_type": labels.ORGANISATION_KINDS, "kind": labels.KINDS}.get(name, {})
    text = label(table, value, language)
    return f"{value} {text}" if name == "office" and text != value else text


def status_strip(status: Status, language: str, today: date) -> dict[str, Any]:
    """What the status strip shows; an old state says since when nothing newer is known."""
    return {
        "state": STATE_CLASS[status.state],
        "label": LABELS[status.state].of(language),
        "since": day(status.since),
        "source": label(labels.SOURCES, status.source, language),
        "as_of": day(status.as_of),
        "next_due": day(status.paid_until or status.ends),
        "next_due_label": (
            Words("年费已缴至", "Fees paid until") if status.paid_until else Words("保护期届满", "Term ends")
        ).of(language),
        "stale": status.state in (State.IN_FORCE, State.PROVISIONAL, State.PENDING, State.UNKNOWN)
        and status.is_stale(today, settings.STATUS_LIMIT_DAYS),
    }


def patent_card(
    patent: Patent, language: str, today: date, *, terms: Collection[str] = (), on_offer: bool = False
) -> dict[str, Any]:
    """A patent in a list, with the words that were searched for marked."""
    record = record_of(patent)
    title = patent.title_in(language)
    title_language = patent.title_language(language)
    abstract = next((a for a in record.abstracts if a.language == title_language), None) or next(
        iter(record.abstracts), None
    )
    status = status_of(patent, today)
    return {
        "url": f"/{language}/patents/{patent.key}",
        "number": patent.key,
        "lang": "zh-CN" if title_language == "zh" else title_language,
        "title": title,
        "title_segments": mark(title, terms) if terms else None,
        "abstract_segments": highlight(abstract.text, terms, 180) if abstract else None,
        "kind_label": label(labels.RIGHT_TYPES, patent.right_type, language),
        "status_state": STATE_CLASS[status.state],
        "status_label": LABELS[status.state].of(language),
        "owner": patent.owner_name,
        "region": region_label(patent.region, language),
        "filed": day(patent.filing_date),
        "on_offer": Words("供给中", "On offer").of(language) if on_offer else "",
    }


def price(listing: Listing, language: str) -> str:
    """The price or the rule it follows, in words."""
    if listing.price_mode == Listing.PriceMode.FIXED:
        return money(listing.upfront, listing.currency, language)
    if listing.price_mode == Listing.PriceMode.ROYALTY:
        base = f"（{listing.royalty_base}）" if language == "zh" else f" of {listing.royalty_base}"
        royalty = f"{listing.royalty_percent:f}".rstrip("0").rstrip(".") + "%" if listing.royalty_percent else ""
        words = Words(f"提成 {royalty}", f"Royalty {royalty}").of(language) + (base if listing.royalty_base else "")
        if listing.upfront:
            entry = money(listing.upfront, listing.currency, language)
            words = Words(f"入门费 {entry}，{words}", f"{entry} upfront, {words.lower()}").of(language)
        return words
    return labels.PRICE_MODES["negotiable"].of(language)


def listing_card(listing: Listing, language: str, today: date) -> dict[str, Any]:
    status = status_of(listing.patent, today)
    plain = listing.text("plain", language)
    return {
        "url": f"/{language}/listings/{listing.pk}",
        "title": listing.text("title", language),
        "lang": "zh-CN" if listing.text_language("title", language) == "zh" else "en",
        "number": listing.patent.key,
        "summary": plain if len(plain) <= 160 else plain[:159] + "…",
        "status_state": STATE_CLASS[status.state],
        "status_label": LABELS[status.state].of(language),
        "kinds": [label(labels.KINDS, kind, language) for kind in listing.kinds],
        "price": price(listing, language),
        "territory": territory_text(listing.territory, language),
        "maturity": f"TRL {listing.maturity}" if listing.maturity else "",
        "owner": organisation_name(listing.organisation, language),
    }


def territory_text(codes: Collection[str], language: str) -> str:
    """Territories of a grant by their names."""
    return ("、" if language == "zh" else ", ").join(territory_name(code).of(language) for code in codes)


def target_text(target: dict[str, Any]) -> str:
    """A target as "≥ 95 %"."""
    sign = {"<=": "≤", ">=": "≥"}.get(target["comparator"], target["comparator"])
    unit = "" if target.get("unit") == "1" else target.get("unit", "")
    if target["comparator"] == "between":
        return f"{target['value']:g}–{target.get('value_high', 0):g} {unit}".strip()
    return f"{sign} {target['value']:g} {unit}".strip()


def budget(need: Need, language: str) -> str:
    low, high = (money(value, need.currency, language) for value in (need.budget_low, need.budget_high))
    if low and high:
        return f"{low}–{high}"
    if high:
        return Words(f"不超过 {high}", f"up to {high}").of(language)
    return Words(f"{low} 起", f"from {low}").of(language) if low else ""


def need_card(need: Need, language: str) -> dict[str, Any]:
    problem = need.text("problem", language)
    return {
        "url": f"/{language}/needs/{need.pk}",
        "title": need.text("title", language),
        "lang": "zh-CN" if need.text_language("title", language) == "zh" else "en",
        "problem": problem if len(problem) <= 180 else problem[:179] + "…",
        "targets": [{"label": t["name"], "value": target_text(t)} for t in need.targets[:3]],
        "budget": budget(need, language),
        "region": region_label(need.province, language),
        "deadline": day(need.deadline),
        "poster": need_poster(need, language),
    }


def need_poster(need: Need, language: str) -> str:
    """The firm's name, or what may be said of one that wishes not to be named."""
    if need.show_name:
        return organisation_name(need.organisation, language)
    kind = label(labels.ORGANISATION_KINDS, need.organisation.kind, language)
    return Words(f"{kind}（未公开名称）", f"{kind}, name withheld").of(language)


def _reason(reason: Reason, language: str) -> dict[str, str]:
    return {"text": reason.words.of(language), "code": reason.code.value}


def match_rows(matches: Collection[PatentMatch], language: str, today: date) -> list[dict[str, Any]]:
    """Patents that may meet a need, with reasons; matched words are marked."""
    rows = []
    best = max((found.match.relevance for found in matches), default=0.0) or 1.0
    for found in matches:
        terms = {term for reason in found.match.reasons for term in reason.terms}
        rows.append(
            {
                "patent": patent_card(found.patent, language, today, terms=terms, on_offer=found.listing is not None),
                "listing": found.listing,
                "key": found.patent.key,
                "relevance": round(found.match.relevance / best * 100),
                "reasons": [_reason(reason, language) for reason in found.match.reasons],
                "misfits": [_reason(reason, language) for reason in found.match.misfits],
            }
        )
    return rows


def need_rows(matches: Collection[NeedMatch], language: str) -> list[dict[str, Any]]:
    """Needs that a listing may meet, with reasons."""
    best = max((found.match.relevance for found in matches), default=0.0) or 1.0
    return [
        {
            "need": need_card(found.need, language),
            "pk": found.need.pk,
            "relevance": round(found.match.relevance / best * 100),
            "reasons": [_reason(reason, language) for reason in found.match.reasons],
            "misfits": [_reason(reason, language) for reason in found.match.misfits],
        }
        for found in matches
    ]


_REFERENCE = re.compile(r"organisation:(\d+)")


def _finding(finding: Finding, language: str, known: Collection[int]) -> dict[str, Any]:
    def named(text: str) -> str:
        return _REFERENCE.sub(lambda m: party_name(int(m[1]), language, known), text)

    who = finding.who or ""
    if "organisation:" in who:
        who = ("、" if language == "zh" else ", ").join(named(part.strip()) for part in who.split(","))
    return {
        "why": named(finding.why.of(language)),
        "basis": spelled_out(finding.basis, language),
        "cure_label": (
            Words("如何补正", "What cures it")
            if finding.outcome in (Outcome.FORBIDDEN, Outcome.INDETERMINATE)
            else Words("需要办理", "What is to be done")
        ).of(language),
        "rule": finding.rule,
        "cure": named(finding.cure.of(language)) if finding.cure else "",
        "who": label(labels.WHO, who, language),
        "deadline": day(finding.deadline),
        "verified": finding.verified != "GK",
        "listed": finding.listed,
        "satisfied": finding.satisfied,
    }


def party_name(pk: int, language: str, known: Collection[int]) -> str:
    """The name of a party to a right, where the reader may know it."""
    organisation = Organisation.objects.filter(pk=pk).first() if pk in known else None
    if organisation is not None:
        return organisation_name(organisation, language)
    return Words("登记以外的当事人", "a party not named in a register").of(language)


def rights_row(
    kind: str, decision: Decision, language: str, *, is_open: bool = False, known: Collection[int] = ()
) -> dict[str, Any]:
    """A row of the rights matrix: what the law answers, its findings, and what is left.

    `known` are organisations whose part in it the reader may know; a licence that nobody recorded stays unnamed.
    """
    left = decision.carve_out
    kind_label = label(labels.PANEL_KINDS, kind, language) if kind else ""
    if kind == "open_licence_declaration" and decision.pack in labels.OPEN_DECLARATIONS:
        kind_label = labels.OPEN_DECLARATIONS[decision.pack].of(language)
    return {
        "kind": kind,
        "kind_label": kind_label,
        "outcome": decision.outcome.name,
        "findings": [
            _finding(finding, language, known)
            for finding in sorted(decision.findings, key=lambda one: (-one.outcome, one.listed))
        ],
        "carve_out_text": "" if left is None else box_text(left, language),
        "alternatives_text": ("、" if language == "zh" else ", ").join(
            label(labels.PANEL_KINDS, one.kind, language) for one in decision.alternatives
        ),
        "open": is_open,
    }


def box_text(boxes: Collection[Box], language: str) -> str:
    """Boxes of a scope in words."""
    if not boxes:
        return Words("没有剩余。", "Nothing is left.").of(language)
    return ("；" if language == "zh" else "; ").join(_one_box(box, language) for box in list(boxes)[:12])


def _one_box(box: Box, language: str) -> str:
    chinese = language == "zh"
    comma = "、" if chinese else ", "
    parts = []
    time = box.time
    if time.start or time.end:
        start, end = day(time.start), day(time.end)
        parts.append(
            Words(
                (f"自 {start} 起" if start else "") + (f"至 {end} 前" if end else ""),
                " ".join(part for part in (f"from {start}" if start else "", f"before {end}" if end else "") if part),
            ).of(language)
        )
    if box.territory != ("WORLD",) or box.territory_except:
        without = territory_text(box.territory_except, language)
        parts.append(
            Words("", "in ").of(language)
            + territory_text(box.territory, language)
            + (Words(f"（{without} 除外）", f" except {without}").of(language) if without else "")
        )
    if box.fields != ("ALL",) or box.fields_except:
        without = comma.join(box.fields_except)
        fields = Words("全部领域", "all fields").of(language) if box.fields == ("ALL",) else comma.join(box.fields)
        parts.append(fields + (Words(f"（{without} 除外）", f" except {without}").of(language) if without else ""))
    if box.acts:
        parts.append(comma.join(label(labels.ACTS, act, language) for act in box.acts))
    return ("，" if chinese else ", ").join(parts) or Words("全部", "the whole").of(language)
