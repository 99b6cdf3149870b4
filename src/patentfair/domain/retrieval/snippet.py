"""Passages of a text with the matched words marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection

import msgspec

from patentfair.domain.retrieval.analysis import tokenise
from patentfair.domain.retrieval.folding import fold, origins

__all__ = ["Segment", "highlight", "mark"]

_READ = 20_000
_ELLIPSIS = "…"


class Segment(msgspec.Struct, frozen=True):
    text: str
    marked: bool = False


def _spans(text: str, terms: Collection[str]) -> list[tuple[int, int, str]]:
    """Places in `text` as written whose token is among `terms`, with the term, by start."""
    wanted = frozenset(terms)
    places = origins(text)
    return [
        (places[token.start], places[token.end], token.term) for token in tokenise(fold(text)) if token.term in wanted
    ]


def _segments(text: str, spans: list[tuple[int, int, str]], start: int, end: int) -> list[Segment]:
    segments = []
    at = start
    merged: list[tuple[int, int]] = []
    for left, right, _ in spans:
        if left < start or right > end:
            continue
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    for left, right in merged:
        if at < left:
            segments.append(Segment(text[at:left]))
        segments.append(Segment(text[left:right], marked=True))
        at = right
    if at < end:
        segments.append(Segment(text[at:end]))
    return segments


def mark(text: str, terms: Collection[str]) -> tuple[Segment, ...]:
    """The whole of `text`, every word whose index term is among `terms` marked; joined, the segments are `text`."""
    return tuple(_segments(text, _spans(text, terms), 0, len(text)))


def highlight(text: str, terms: Collection[str], width: int = 160) -> tuple[Segment, ...]:
    """The passage of about `width` characters with the most different terms, "…" where text is left out.

    The first 20,000 characters are looked at. Without a match it is the beginning of the text.
    """
    text = text[:_READ].strip()
    spans = _spans(text, terms)
    if len(text) <= width:
        return tuple(_segments(text, spans, 0, len(text)))
    best, start = (0, 0), 0
    starts = [span[0] for span in spans]
    for i, (left, _, _) in enumerate(spans):
        inside = [span for span in spans[i : bisect_right(starts, left + width)] if span[1] <= left + width]
        value = (len({span[2] for span in inside}), len(inside))
        if value > best:
            slack = width - (inside[-1][1] - left if inside else 0)
            best, start = value, max(0, left - min(slack // 2, width // 4))
    start = min(start, len(text) - width)
    end = start + width
    covering = [span for span in spans if span[0] < start < span[1]]
    if start and not covering:  # begin at a word, if one begins near
        space = text.find(" ", start, start + 20)
        first = next((span[0] for span in spans if span[0] >= start), end)
        start = space + 1 if 0 <= space < first else start
    if end < len(text):
        space = text.rfind(" ", end - 20, end)
        last = max((span[1] for span in spans if span[1] <= end), default=start)
        end = space if space > last else end
    segments = _segments(text, spans, start, end)
    return (
        *((Segment(_ELLIPSIS),) if start else ()),
        *segments,
        *((Segment(_ELLIPSIS),) if end < len(text) else ()),
    )
