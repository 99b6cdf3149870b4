"""A first draft of a report from the facts of an event: how long it took, who came in numbers, what the sheets say."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["LEAST_SHEETS", "EventFacts", "drafted_of_event", "duration"]

LEAST_SHEETS = 10  # fewer are single voices, no result
_KINDS = {
    "fair": Words("展会", "fair"),
    "roadshow": Words("路演", "roadshow"),
    "matchmaking": Words("对接会", "matchmaking meeting"),
    "conference": Words("会议", "conference"),
}


class EventFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the record says of an event that was held, in numbers.

    `days` counts the days of the calendar it touched, `minutes` runs from its begin to its end. `registered` are those
    who had a place; `planned` and `met` are appointments of a matchmaking meeting; `marks` are the means of the sheets
    for content, organisation and usefulness, 1 to 5.
    """

    kind: str
    days: int
    minutes: int
    capacity: int
    registered: int
    checked_in: int
    sessions: int = 0
    planned: int = 0
    met: int = 0
    sheets: int = 0
    marks: tuple[float, ...] = ()


def duration(days: int, minutes: int) -> Words:
    """How long an event lasts: in days where it touched several, else in hours, else in minutes."""
    if days > 1:
        return Words(f"{days}天", f"{days} days")
    if minutes < 60:
        return Words(f"{minutes}分钟", f"{minutes} minute{'' if minutes == 1 else 's'}")
    hours = f"{round(minutes / 30) / 2:g}"
    return Words(f"{hours}小时", f"{hours} hour{'' if hours == '1' else 's'}")


def drafted_of_event(facts: EventFacts, language: str) -> dict[str, str]:
    """The draft's texts by the names in `draft.TEXTS`; what only people can know is left empty."""
    kind, time = _KINDS[facts.kind], duration(facts.days, facts.minutes)
    return {
        "title": Words(f"一场{kind.zh}：做法和效果", f"A {kind.en}: what was done and what came of it").of(language),
        "tried": Words(
            f"中心举办了一场{kind.zh}，为时{time.zh}，设名额{facts.capacity}人，议程{facts.sessions}项。",
            f"The center held a {kind.en} of {time.en}, with {facts.capacity} places and {facts.sessions} sessions.",
        ).of(language),
        "took": "",
        "worked": _sentences(_worked(facts), language),
        "failed": _sentences(_failed(facts), language),
        "next_time": "",
    }


def _worked(facts: EventFacts) -> Iterable[Words]:
    if facts.checked_in:
        yield Words(f"签到{facts.checked_in}人", f"{facts.checked_in} checked in")
    if facts.met:
        yield Words(f"举行洽谈{facts.met}场", f"{facts.met} appointments took place")
    if facts.sheets >= LEAST_SHEETS and facts.marks:
        content, order, use = facts.marks
        yield Words(
            f"收回评价表{facts.sheets}份（5分制）：内容{content}分、组织{order}分、帮助{use}分",
            f"{facts.sheets} sheets (marks of 5): content {content}, organisation {order}, usefulness {use}",
        )


def _failed(facts: EventFacts) -> Iterable[Words]:
    if absent := max(facts.registered - facts.checked_in, 0):
        yield Words(f"确认报名的人员中有{absent}人没有到场", f"{absent} of those with a place did not come")
    if facts.planned > facts.met:
        missed = facts.planned - facts.met
        yield Words(f"安排的洽谈中有{missed}场没有举行", f"{missed} of the planned appointments did not take place")


def _sentences(parts: Iterable[Words], language: str) -> str:
    texts = [part.of(language) for part in parts]
    if not texts:
        return ""
    return "；".join(texts) + "。" if language == "zh" else "; ".join(texts) + "."
