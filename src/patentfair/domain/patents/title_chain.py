"""The chain of title: from the names printed on a document, through recorded instruments, to who holds it by record.

A record office does not examine whether an assignment was valid, so this is what the papers say, no decision of law.
Names are compared by `party_key`; a link whose giver is not the holder before it is a break, told and not repaired.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import msgspec

from patentfair.domain.patents.register import Conveyance, ConveyanceKind

__all__ = ["Link", "TitleChain", "title_chain"]

_MOVES_TITLE = {ConveyanceKind.ASSIGNMENT, ConveyanceKind.MERGER, ConveyanceKind.CHANGE_OF_NAME}
_BURDENS = {ConveyanceKind.SECURITY_INTEREST, ConveyanceKind.LICENCE, ConveyanceKind.GOVERNMENT_INTEREST}
_LIFTS = {ConveyanceKind.RELEASE, ConveyanceKind.LICENCE_ENDED}


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One recorded instrument in the chain.

    `day` is when it was executed, else recorded. `moves_title` says whether the holder changes by it; `breaks` names
    the givers that were not holders by what came before.
    """

    conveyance: Conveyance
    day: date | None
    moves_title: bool
    breaks: tuple[str, ...] = ()


class TitleChain(msgspec.Struct, frozen=True, kw_only=True):
    """Links in order of day, the holders by record after the last, and burdens recorded and not released.

    `unbroken` is False as soon as one link does not follow from those before it.
    """

    links: tuple[Link, ...]
    holders: tuple[str, ...]
    burdens: tuple[Conveyance, ...]
    unbroken: bool


def title_chain(
    printed_holders: Sequence[str],
    inventors: Sequence[str],
    conveyances: Iterable[Conveyance],
    key_of: Callable[[str], str],
) -> TitleChain:
    """The chain that begins with the inventors where one of them gives title away, else with the printed holders.

    `key_of` makes names comparable.
    """
    ordered = sorted(conveyances, key=lambda c: (_day(c) or date.max, c.recorded or date.max, c.reference))
    moving = [c for c in ordered if c.kind in _MOVES_TITLE]
    given = {key_of(party.name) for c in moving for party in c.givers}
    received = {key_of(party.name) for c in moving for party in c.receivers}
    origins = {key_of(name): name for name in inventors}
    if not origins:
        # Where no source names the inventors, one who gives without having received may be one of them.
        first = {key_of(party.name): party.name for c in moving for party in c.givers}
        printed = {key_of(name) for name in printed_holders}
        origins = {key: name for key, name in first.items() if key not in received | printed}
    holders = origins if given & origins.keys() else {key_of(name): name for name in printed_holders}
    burdens: list[Conveyance] = []
    links = []
    for conveyance in ordered:
        moves = conveyance.kind in _MOVES_TITLE and bool(conveyance.receivers)
        breaks: tuple[str, ...] = ()
        if moves:
            givers = {key_of(party.name): party.name for party in conveyance.givers}
            breaks = tuple(name for key, name in givers.items() if key not in holders)
            # One who holds with others gives a part away: the others stay. Where no giver is known to hold,
            # the record is taken at its word and the break is told.
            stay = {key: name for key, name in holders.items() if key not in givers} if not breaks else {}
            holders = stay | {key_of(party.name): party.name for party in conveyance.receivers}
        elif conveyance.kind in _BURDENS:
            burdens.append(conveyance)
        elif conveyance.kind in _LIFTS:
            burdens = [burden for burden in burdens if not _lifts(conveyance, burden, key_of)]
        links.append(Link(conveyance=conveyance, day=_day(conveyance), moves_title=moves, breaks=breaks))
    return TitleChain(
        links=tuple(links),
        holders=tuple(holders.values()),
        burdens=tuple(burdens),
        unbroken=not any(link.breaks for link in links),
    )


def _day(conveyance: Conveyance) -> date | None:
    signed = [party.executed for party in conveyance.givers if party.executed is not None]
    return conveyance.executed or (max(signed) if signed else None) or conveyance.recorded


def _lifts(release: Conveyance, burden: Conveyance, key_of: Callable[[str], str]) -> bool:
    """Whether a release frees from this burden: one who held it is named by the release on either side."""
    holding = {key_of(party.name) for party in burden.receivers}
    named = {key_of(party.name) for party in (*release.givers, *release.receivers)}
    return bool(holding & named)
