"""Opening hours of a week: up to two spans a day, read from what people type and said in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.words import Words

__all__ = ["DAYS", "is_open", "parse_day", "spoken"]

DAYS: tuple[Words, ...] = (
    Words("周一", "Monday"),
    Words("周二", "Tuesday"),
    Words("周三", "Wednesday"),
    Words("周四", "Thursday"),
    Words("周五", "Friday"),
    Words("周六", "Saturday"),
    Words("周日", "Sunday"),
)
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~至到]\s*(\d{1,2}):(\d{2})")
_BETWEEN = re.compile(r"[,，;；、\s]+")
_SPANS = 2
_MIDNIGHT = 24 * 60

Span = Sequence[int]


def parse_day(text: str) -> list[list[int]]:
    """Spans as minutes from midnight: "9:00-12:00, 13:00-17:30" is [[540, 720], [780, 1050]]; "" is closed.

    Raises `Invalid` (`centers.hours`) for what is no span, for more than two, and for spans out of order.
    """
    text = text.strip().replace("：", ":").replace(".", ":")
    spans: list[list[int]] = []
    position = 0
    for match in _SPAN.finditer(text):
        if _BETWEEN.sub("", text[position : match.start()]):
            raise Invalid("centers.hours")
        hours = [int(group) for group in match.groups()]
        if hours[1] > 59 or hours[3] > 59:
            raise Invalid("centers.hours")
        spans.append([hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]])
        position = match.end()
    moments = [moment for span in spans for moment in span]
    in_order = all(earlier < later for earlier, later in pairwise(moments))
    if (
        _BETWEEN.sub("", text[position:])
        or len(spans) > _SPANS
        or not in_order
        or any(one > _MIDNIGHT for one in moments)
    ):
        raise Invalid("centers.hours")
    return spans


def said(spans: Sequence[Span]) -> str:
    """Spans of a day as people read them; "" for a day that is closed."""
    return ", ".join("–".join(f"{minute // 60}:{minute % 60:02d}" for minute in span) for span in spans)


def spoken(week: Mapping[str, Sequence[Span]]) -> list[tuple[Words, str]]:
    """Days and their hours, days on end with the same hours together; "" for closed. Keys are "0" (Monday) to "6"."""
    days = [(number, said(week.get(str(number), ()))) for number in range(7)]
    rows = []
    for hours, group in groupby(days, key=lambda day: day[1]):
        run = [number for number, _ in group]
        first, last = DAYS[run[0]], DAYS[run[-1]]
        names = first if len(run) == 1 else Words(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}")
        rows.append((names, hours))
    return rows


def is_open(week: Mapping[str, Sequence[Span]], weekday: int, minute: int) -> bool:
    """Whether the door is open at `minute` of the day; it closes at the very minute a span ends."""
    return any(start <= minute < end for start, end in week.get(str(weekday), ()))
