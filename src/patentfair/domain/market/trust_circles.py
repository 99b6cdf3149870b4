"""Circles: title that comes back to where it was, money that returns to its payer."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import msgspec

from patentfair.domain.kernel.money import Money
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.trust_flags import Flag, FlagCode, in_order, placeholder

__all__ = ["Payment", "Transfer", "circular", "round_trip"]


class Transfer(msgspec.Struct, frozen=True):
    """A change of title of one patent on a day; `reference` names the deal or register entry, once only."""

    reference: str
    patent: str
    grantor: str
    grantee: str
    on: date


class Payment(msgspec.Struct, frozen=True):
    """Money paid on a day; `reference` names it, once only."""

    reference: str
    payer: str
    payee: str
    amount: Money
    on: date


class _Edge(msgspec.Struct, frozen=True):
    start: str
    end: str
    on: date
    reference: str
    weight: Decimal = Decimal(0)


_Fits = Callable[[Sequence[_Edge]], bool]


class _Search:
    """Simple cycles of one graph within a window of days, each once, with limits on results and on work."""

    def __init__(self, edges: Iterable[_Edge], *, longest: int, window: timedelta, most: int, work: int) -> None:
        self._edges = _on_cycles(sorted(edges, key=lambda e: (e.on, e.reference, e.start, e.end)))
        self._longest, self._window, self._most, self._left = longest, window, most, work
        self._out: dict[str, list[int]] = defaultdict(list)
        for number, edge in enumerate(self._edges):
            self._out[edge.start].append(number)
        self.stopped = False

    def cycles(self, fits: _Fits = bool) -> list[tuple[_Edge, ...]]:
        """Every cycle starts at its first edge by day and reference, so that it is found once only; `fits` prunes."""
        found: list[tuple[_Edge, ...]] = []
        for number in range(len(self._edges)):
            for cycle in self._from(number, fits):
                if len(found) == self._most:
                    self.stopped = True
                    return found
                found.append(cycle)
            if self.stopped:
                return found
        return found

    def _from(self, first: int, fits: _Fits) -> Iterator[tuple[_Edge, ...]]:
        path = [self._edges[first]]
        nodes = {path[0].start, path[0].end}
        stack = [self._onward(first, path[0].end)]
        while stack:
            number = next(stack[-1], None)
            self._left -= 1
            if self._left < 0:
                self.stopped = True
                return
            if number is None:
                stack.pop()
                nodes.discard(path.pop().end)
                continue
            edge = self._edges[number]
            if edge.end == path[0].start:
                if fits([*path, edge]):
                    yield (*path, edge)
            elif edge.end not in nodes and len(path) + 1 < self._longest and fits([*path, edge]):
                path.append(edge)
                nodes.add(edge.end)
                stack.append(self._onward(first, edge.end))

    def _onward(self, first: int, node: str) -> Iterator[int]:
        """Edges out of `node` after the first one, within the window."""
        out = self._out.get(node, [])
        last = self._edges[first].on + self._window
        for place in range(bisect_right(out, first), len(out)):
            if self._edges[out[place]].on > last:
                return
            yield out[place]


def _on_cycles(edges: Iterable[_Edge]) -> list[_Edge]:
    """The edges without those that lead from nowhere or to nowhere, in order: of a graph without circles nothing is
    left, whatever its size. Edges from a node to itself are left out."""
    kept = [edge for edge in edges if edge.start != edge.end]
    kept = _reached(kept, lambda edge: edge.start, lambda edge: edge.end)
    return _reached(kept, lambda edge: edge.end, lambda edge: edge.start)


def _reached(edges: list[_Edge], start: Callable[[_Edge], str], end: Callable[[_Edge], str]) -> list[_Edge]:
    """The edges that are left once nodes without an edge towards them are taken away, and again, to the last."""
    towards = Counter(end(edge) for edge in edges)
    out: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        out[start(edge)].append(end(edge))
    bare = [node for node in out if not towards[node]]
    gone = set(bare)
    while bare:
        for node in out[bare.pop()]:
            towards[node] -= 1
            if not towards[node] and node in out:
                gone.add(node)
                bare.append(node)
    return [edge for edge in edges if start(edge) not in gone]


def circular(
    transfers: Iterable[Transfer],
    *,
    window_days: int = 1095,
    longest: int = 6,
    most: int = 50,
    work: int = 200_000,
) -> tuple[Flag, ...]:
    """Circles in the changes of title of a patent: it comes back to where it was over at most `longest` transfers
    within `window_days`.

    The transfers of a circle need not stand in the order of their days, since a day of registration often does not
    follow the order of the contracts; the facts say whether they do. For one patent at most `most` circles and `work`
    steps: where more would be needed, a flag `INCOMPLETE` says so.
    """
    by_patent: dict[str, list[_Edge]] = defaultdict(list)
    for transfer in transfers:
        by_patent[transfer.patent].append(_Edge(transfer.grantor, transfer.grantee, transfer.on, transfer.reference))
    flags = []
    for patent, edges in sorted(by_patent.items()):
        search = _Search(edges, longest=longest, window=timedelta(days=window_days), most=most, work=work)
        flags += [_circle(patent, cycle) for cycle in search.cycles()]
        if search.stopped:
            flags.append(_incomplete(patent))
    return in_order(flags)


def _circle(patent: str, cycle: Sequence[_Edge]) -> Flag:
    sides = tuple(edge.start for edge in cycle)
    zh, en = "、".join(placeholder(side) for side in sides), ", ".join(placeholder(side) for side in sides)
    return Flag(
        FlagCode.CIRCULAR,
        (*sides, patent, *(edge.reference for edge in cycle)),
        (*_span(cycle), ("in_order", "yes" if _in_order(cycle) else "no")),
        Words(
            f"专利 {placeholder(patent)} 的权利在 {zh} 之间循环转让。",
            f"Title to {placeholder(patent)} went in a circle: {en}.",
        ),
    )


def _incomplete(subject: str) -> Flag:
    return Flag(
        FlagCode.INCOMPLETE,
        (subject,),
        (),
        Words(
            f"{placeholder(subject)} 的交易过多，循环检查未能完成，请人工核查。",
            f"Too many transactions for {placeholder(subject)}: the search for circles was stopped; look by hand.",
        ),
    )


def _span(edges: Sequence[_Edge]) -> tuple[tuple[str, str], ...]:
    days = [edge.on for edge in edges]
    return ("first_day", min(days).isoformat()), ("last_day", max(days).isoformat()), ("length", str(len(edges)))


def _in_order(cycle: Sequence[_Edge]) -> bool:
    """Whether the days never go back along the circle, started somewhere: they fall at most once on the way round."""
    falls = sum(1 for place, edge in enumerate(cycle) if edge.on > cycle[(place + 1) % len(cycle)].on)
    return falls <= 1


def round_trip(
    payments: Iterable[Payment],
    *,
    window_days: int = 90,
    longest: int = 4,
    alike: Fraction = Fraction(9, 10),
    most: int = 200,
    work: int = 2_000_000,
) -> tuple[Flag, ...]:
    """Money of one currency that comes back to its payer over at most `longest` payments within `window_days`, the
    smallest payment at least `alike` of the largest."""

    def fits(path: Sequence[_Edge]) -> bool:
        weights = [Fraction(edge.weight) for edge in path]
        return min(weights) >= alike * max(weights)

    by_currency: dict[str, list[_Edge]] = defaultdict(list)
    for payment in payments:
        if payment.amount.amount > 0:
            by_currency[payment.amount.currency].append(
                _Edge(payment.payer, payment.payee, payment.on, payment.reference, payment.amount.amount)
            )
    flags = []
    for currency, edges in sorted(by_currency.items()):
        search = _Search(edges, longest=longest, window=timedelta(days=window_days), most=most, work=work)
        flags += [_returned(currency, cycle) for cycle in search.cycles(fits)]
        if search.stopped:
            flags.append(_incomplete(currency))
    return in_order(flags)


def _returned(currency: str, cycle: Sequence[_Edge]) -> Flag:
    sides = tuple(edge.start for edge in cycle)
    amounts = [edge.weight for edge in cycle]
    zh, en = "、".join(placeholder(side) for side in sides), ", ".join(placeholder(side) for side in sides)
    return Flag(
        FlagCode.ROUND_TRIP,
        (*sides, *(edge.reference for edge in cycle)),
        (*_span(cycle), ("currency", currency), ("smallest", str(min(amounts))), ("largest", str(max(amounts)))),
        Words(f"金额相近的款项在 {zh} 之间回流。", f"Payments of like amounts came back: {en}."),
    )
