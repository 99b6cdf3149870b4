"""What pages show of a report."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from patentfair.apps.experience.facts import named_parties
from patentfair.apps.experience.models import Report, ReportVersion
from patentfair.domain.experience.draft import TEXTS
from patentfair.domain.experience.situation import FACET_WORDS, FACETS, Facet
from patentfair.domain.kernel.words import Words
from patentfair.web.experience.forms import LABELS
from patentfair.web.helpdesk.case_page import center_name
from patentfair.web.present import day, money, organisation_name

__all__ = ["STATES", "card", "outcome_tone", "shown_tags", "version_page"]

STATES = {
    "draft": Words("草稿", "Draft"),
    "review": Words("待审核", "To be reviewed"),
    "published": Words("已发布", "Published"),
    "withdrawn": Words("已撤回", "Taken back"),
}
_TONES = {"worked": "alive", "partly": "provisional", "failed": "ended"}
_SHORT = 180


def outcome_tone(code: str) -> str:
    return _TONES.get(code, "unknown")


def _text(version: ReportVersion, name: str, language: str) -> str:
    texts, other = version.content["texts"], version.content["translation"]
    first, second = (texts, other) if version.language == language else (other, texts)
    return str(first.get(name) or second.get(name) or "")


def shown_tags(tags: dict[str, list[str]], language: str) -> list[dict[str, Any]]:
    """The situation by facet, each tag with the search that finds others like it."""
    return [
        {
            "label": FACET_WORDS[facet].of(language),
            "tags": [
                {"text": words[code].of(language), "url": f"/{language}/experience?{facet.value}={code}"}
                for code in tags.get(facet.value, [])
                if code in words
            ],
        }
        for facet, words in FACETS.items()
        if tags.get(facet.value)
    ]


def card(report: Report, language: str) -> dict[str, Any]:
    """A published report in a list."""
    version = report.current
    assert version is not None  # noqa: S101 - only published reports are listed
    tags = version.content["tags"]
    outcome = tags[Facet.OUTCOME.value][0]
    failed, tried = _text(version, "failed", language), _text(version, "tried", language)
    summary = (failed if outcome == "failed" else "") or tried
    return {
        "pk": report.pk,
        "title": _text(version, "title", language),
        "summary": summary if len(summary) <= _SHORT else f"{summary[: _SHORT - 1]}…",
        "center": center_name(report.center, language),
        "published": day(timezone.localdate(version.published_at)),
        "outcome": FACETS[Facet.OUTCOME][outcome].of(language),
        "tone": outcome_tone(outcome),
        "tags": [
            FACETS[facet][code].of(language)
            for facet in (Facet.OBSTACLE, Facet.DEAL, Facet.FIELD)
            for code in tags.get(facet.value, [])
        ][:4],
        "adopted": getattr(report, "adopted", 0),
        "reused": getattr(report, "reused", 0),
    }


def _days(n: int | None) -> Words:
    return Words("天", "day" if n == 1 else "days")


def _hours(n: int | None) -> Words:
    return Words("小时", "hour" if n == 1 else "hours")


def version_page(report: Report, version: ReportVersion, language: str) -> dict[str, Any]:
    """A version as everyone reads it."""
    content = version.content
    outcome = content["tags"][Facet.OUTCOME.value][0]
    figures = [
        (Words("历时", "Time"), content["took_days"], _days(content["took_days"])),
        (Words("投入工时", "Work"), content["took_hours"], _hours(content["took_hours"])),
    ]
    rows = [
        {"label": label.of(language), "value": f"{value:,}", "unit": unit.of(language)}
        for label, value, unit in figures
        if value  # what took less than a day, or no work of its own, is not told as 0
    ]
    if content["took_money"] is not None:
        cost = money(Decimal(content["took_money"]), "CNY", language)
        rows.append({"label": Words("自行承担的费用", "Own cost").of(language), "value": cost, "unit": ""})
    return {
        "pk": report.pk,
        "title": _text(version, "title", language),
        "parts": [
            {"name": name, "label": LABELS[name], "text": text}
            for name in TEXTS[1:]
            if (text := _text(version, name, language))
        ],
        "figures": rows,
        "tags": shown_tags(content["tags"], language),
        "outcome": FACETS[Facet.OUTCOME][outcome].of(language),
        "tone": outcome_tone(outcome),
        "center": center_name(report.center, language),
        "center_key": report.center.key,
        "number": version.number,
        "published": day(timezone.localdate(version.published_at)),
        "sha256": version.sha256,
        "is_deal": report.source == Report.Source.DEAL,
        "source_note": report.source_note,
        "event": report.event_id,
        "parties": [organisation_name(one.organisation, language) for one in named_parties(report)],
    }
