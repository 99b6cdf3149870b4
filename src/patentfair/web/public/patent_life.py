"""The life of one right: its timeline, what was so on a day, who holds title by record, and how its record changed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import (
    History,
    chain_of,
    record_of,
    relied_on_until,
    status_of,
    version_at,
)
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.differences import differences
from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.regions import territory_name
from patentfair.domain.patents.status import LABELS, State
from patentfair.domain.patents.status_calendar import add_months
from patentfair.domain.patents.title_chain import TITLE_KINDS, Link
from patentfair.web import labels
from patentfair.web.present import STATE_CLASS, day, label, organisation_name
from patentfair.web.public.values_shown import shown

__all__ = ["asked_day", "life", "register", "states_of", "timeline", "title_rows", "version_rows"]

LANES = {
    "assigned": "owner",
    "licence_recorded": "licence",
    "licence_changed": "licence",
    "licence_ended": "licence",
    "open_licence": "licence",
    "open_licence_withdrawn": "licence",
    "pledge_registered": "pledge",
    "pledge_changed": "pledge",
    "pledge_cancelled": "pledge",
    "preserved": "pledge",
    "preservation_released": "pledge",
}
# What says nothing that a reader of the page acts on; it stands in the list of the register's entries.
PASSED_OVER = {
    "no_effect",
    "unknown",
    "corrected",
    "retracted",
    "examination",
    "lapsed_in_state",
    "fee_paid_in_state",
    "restored_in_state",
    "not_entered",
}
MOST_TOLD = 40
YEARS_AHEAD = 30
EARLIEST = date(1790, 1, 1)
MOST_SHOWN = 200
MOST_TURNS = 100
MOST_VERSIONS = 30
MOST_VALUES = 6


def asked_day(text: str, today: date) -> date | None:
    """The day of `?on=`, None where none is asked or the text is no day."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return min(max(found, EARLIEST), today)


def timeline(history: History, language: str) -> list[dict[str, Any]]:
    """What matters in the life of the right, in order: events that do something to it, grants and pledges made here,
    verified owners. Two sources that tell the same of one day are one entry; `register` lists all as printed."""
    patent = history.patent
    telling = {(event.date, event.code): event for event in history.events if event.code not in PASSED_OVER}
    rows: list[dict[str, Any]] = [
        {
            "date": event.date,
            "label": label(labels.EVENTS, event.code, language),
            "detail": _event_detail(event, language),
            "lane": LANES.get(event.code, "event"),
        }
        for event in sorted(telling.values(), key=lambda e: e.date)[-MOST_TOLD:]
    ]
    if patent.filing_date:
        rows.append({"date": patent.filing_date, "label": Words("申请", "Filed").of(language), "lane": "event"})
    for grant in patent.grants.select_related("grantee").all():
        kind = {
            "open_declaration": Words("开放许可声明", "Open licence declared"),
            "open_taken": Words("接受开放许可", "Open licence taken"),
        }
        rows.append(
            {
                "date": grant.start,
                "label": (kind.get(grant.kind) or labels.KINDS[grant.kind]).of(language),
                "detail": Words(f"备案号 {grant.record_number}", f"Recorded, {grant.record_number}").of(language)
                if grant.recorded_on
                else "",
                "lane": "licence",
            }
        )
    rows.extend(
        {"date": burden.valid_from, "label": Words("质押登记", "Pledge registered").of(language), "lane": "pledge"}
        for burden in patent.encumbrances.all()
    )
    rows.extend(
        {
            "date": interest.valid_from,
            "label": organisation_name(interest.organisation, language),
            "detail": Words("经中心核验的权利人", "Owner verified by a center").of(language),
            "lane": "owner",
        }
        for interest in patent.interests.select_related("organisation").all()
    )
    today = timezone.localdate()
    if patent.term_end:
        rows.append({"date": patent.term_end, "label": Words("保护期届满", "Term ends").of(language), "lane": "event"})
    for row in rows:
        row["future"] = row["date"] > today
    return [{**row, "date": day(row["date"])} for row in sorted(rows, key=lambda r: r["date"])]


def register(history: History, language: str) -> dict[str, Any]:
    """Every entry of the sources as printed, the newest first, and how many there are."""
    return {
        "total": len(history.events),
        "rows": [
            {
                "date": day(event.date),
                "code": " ".join(part for part in (event.office, event.office_code) if part),
                "territory": territory_name(event.territory).of(language) if event.territory else "",
                "meaning": label(labels.EVENTS, event.code, language),
                "text": event.detail,
                "source": label(labels.SOURCES, event.source, language),
            }
            for event in history.events[: -MOST_SHOWN - 1 : -1]
        ],
    }


def states_of(history: History, language: str, today: date) -> list[dict[str, Any]]:
    """The states that a regional right's register names, gathered by what is so in each."""
    by_state: dict[State, list[str]] = {}
    for code, status in history.status_by_territory(today).items():
        by_state.setdefault(status.state, []).append(code)
    return [
        {
            "state": STATE_CLASS[state],
            "label": LABELS[state].of(language),
            "names": [territory_name(code).of(language) for code in codes],
        }
        for state, codes in sorted(by_state.items(), key=lambda pair: -len(pair[1]))
    ]


def _event_detail(event: Any, language: str) -> str:
    source = label(labels.SOURCES, event.source, language)
    parts = [" ".join(part for part in (event.office_code, event.territory) if part), event.detail[:160], source]
    return " · ".join(part for part in parts if part)


def life(
    history: History, record: PatentRecord, language: str, today: date, asked: date | None
) -> dict[str, Any] | None:
    """The time bar of the right and what was so on the day asked for; None where no day of it is known."""
    patent = history.patent
    days = [d for d in (patent.filing_date, patent.publication_date) if d is not None]
    telling = [event for event in history.events if event.code not in PASSED_OVER][-MOST_TURNS:]
    latest = add_months(today, 12 * YEARS_AHEAD)
    since = history.status_on(today).since
    turns = sorted({*days, *(e.date for e in telling), *(d for d in (patent.term_end, since) if d is not None)})
    turns = [turn for turn in turns if EARLIEST <= turn <= latest]
    if not turns or turns[0] > today:
        return None
    start = date(turns[0].year, 1, 1)
    last = max(turns[-1], today)
    end = date(last.year + 1, 1, 1)
    on = max(asked or today, turns[0])
    return {
        "bars": _state_bars(history, turns, start, end, today, language),
        "marks": [
            {"x": _place(when, start, end), "lane": lane}
            for when, lane in sorted({(e.date, LANES.get(e.code, "event")) for e in telling})
        ],
        "ticks": _ticks(start, end),
        "cursor": _place(on, start, end),
        "today": _place(today, start, end),
        "on": on.isoformat(),
        "min": turns[0].isoformat(),
        "max": today.isoformat(),
        "asked": asked is not None,
        "then": _then(history, record, on, today, language),
    }


def _state_bars(
    history: History, turns: list[date], start: date, end: date, today: date, language: str
) -> list[dict[str, Any]]:
    """Stretches of one state each, up to today; what comes after is not known."""
    bars: list[dict[str, Any]] = []
    silent = relied_on_until(history.patent, today)
    stops = sorted({turn for turn in turns if turn <= today} | ({silent} if silent else set()))
    for turn, following in zip(stops, [*stops[1:], today + timedelta(days=1)], strict=True):
        state = State.UNKNOWN if silent is not None and turn >= silent else history.status_on(turn).state
        if bars and bars[-1]["state"] == state:
            bars[-1]["until"] = following
        else:
            bars.append({"state": state, "since": turn, "until": following})
    return [
        {
            "class": STATE_CLASS[bar["state"]],
            "label": LABELS[bar["state"]].of(language),
            "since": day(bar["since"]),
            "x": _place(bar["since"], start, end),
            "width": round(_place(bar["until"], start, end) - _place(bar["since"], start, end), 3),
        }
        for bar in bars
    ]


def _place(when: date, start: date, end: date) -> float:
    """Per cent of the way from `start` to `end`."""
    return round(100 * (when - start).days / max(1, (end - start).days), 3)


def _ticks(start: date, end: date) -> list[dict[str, Any]]:
    years = end.year - start.year
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if years / s <= 7)
    first = -(-start.year // step) * step
    return [{"x": _place(date(y, 1, 1), start, end), "year": y} for y in range(first, end.year, step)]


def _then(history: History, record: PatentRecord, on: date, today: date, language: str) -> dict[str, Any]:
    """What was so on a day: by all we know now, and by what had been published by then."""
    # Of today the page says one thing: what is too old to rely on is not known, here as above.
    patent = history.patent
    now = status_of(patent, today) if on == today else history.status_on(on)
    then = now if on == today else history.status_on(on, known_at=on)
    chain = chain_of(patent, record, until=on)
    held = version_at(patent, timezone.make_aware(datetime.combine(on, time.max)))
    return {
        "day": day(on),
        "is_today": on == today,
        "state": STATE_CLASS[now.state],
        "label": LABELS[now.state].of(language),
        "since": day(now.since),
        "source": label(labels.SOURCES, now.source, language),
        "shown_label": LABELS[then.state].of(language) if then.state is not now.state else "",
        "holders": chain.holders if any(link.moves_title for link in chain.links) else [],
        "licences": [
            labels.KINDS[g.kind].of(language)
            for g in patent.grants.all()
            if g.kind in labels.KINDS and g.start <= on and (g.end is None or on < g.end)
        ],
        "version": held.version if held is not None else None,
        "version_known": held is not None,
    }


def title_rows(patent: Patent, record: PatentRecord, language: str) -> dict[str, Any]:
    """The chain of title by record for the page: what moves title, and what else is recorded."""
    chain = chain_of(patent, record)
    return {
        "moves": [_link(link, language) for link in chain.links if _of_title(link)],
        "others": [_link(link, language) for link in chain.links if not _of_title(link)],
        "holders": chain.holders,
        "burdens": [
            {
                "kind": label(labels.CONVEYANCES, burden.kind.value, language),
                "holders": [party.name for party in burden.receivers],
                "reference": burden.reference,
            }
            for burden in chain.burdens
        ],
        "unbroken": chain.unbroken,
        "uncertain": chain.uncertain,
    }


def _of_title(link: Link) -> bool:
    """Whether an instrument is of the title, even where it passed nothing or another took its place."""
    return link.moves_title or link.superseded or link.uncertain or link.conveyance.kind in TITLE_KINDS


def _link(link: Link, language: str) -> dict[str, Any]:
    conveyance = link.conveyance
    return {
        "day": day(link.day),
        "recorded": day(conveyance.recorded),
        "kind": label(labels.CONVEYANCES, conveyance.kind.value, language),
        "text": conveyance.text,
        "reference": conveyance.reference,
        "givers": [party.name for party in conveyance.givers],
        "receivers": [party.name for party in conveyance.receivers],
        "breaks": link.breaks,
        "share": link.share,
        "uncertain": link.uncertain,
        "replaced": link.replaced,
        "superseded": link.superseded,
    }


def version_rows(patent: Patent, record: PatentRecord, language: str) -> list[dict[str, Any]]:
    """Every change of the record, the newest first: what left and what joined, field by field."""
    versions = list(patent.versions.order_by("-version")[:MOST_VERSIONS])
    after, at, number, source = record, patent.imported_at, patent.version, patent.source
    rows = []
    for version in versions:
        before = record_of(version)
        rows.append(
            {
                "number": number,
                "day": day(timezone.localdate(at)),
                "source": source,
                "changes": [
                    {
                        "field": label(labels.RECORD_FIELDS, change.field, language),
                        "removed": [shown(value, language) for value in change.removed[:MOST_VALUES]],
                        "added": [shown(value, language) for value in change.added[:MOST_VALUES]],
                        "more": max(0, len(change.removed) - MOST_VALUES) + max(0, len(change.added) - MOST_VALUES),
                        "reordered": change.reordered,
                    }
                    for change in differences(before, after)
                ],
            }
        )
        after, at, number, source = before, version.replaced_at, version.version, version.source
    if rows:
        rows.append(
            {
                "number": number,
                "day": day(timezone.localdate(patent.first_imported_at)),
                "source": source,
                "first": True,
            }
        )
    return rows
