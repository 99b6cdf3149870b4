"""The chain of title: from the names printed on a document, through recorded instruments, to who holds it by record.

A record office does not examine whether an assignment was valid, so this is what the papers say, no decision of law.
Names are compared by `holder_names`. A link whose giver is not the holder before it is a break: it is told, and both
those who held and those who received stay, since either may hold. What a holder has given away it cannot give again: a
second paper to the same receiver confirms the first, one to another is a break and passes nothing. A correction takes
the place of the instrument that its text names; where it names none of this right, all from there on is uncertain.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from patentfair.domain.patents.burdens_by_record import Encumbrances
from patentfair.domain.patents.holder_names import Names, is_organisation
from patentfair.domain.patents.instrument_words import (
    Share,
    references_named,
    removal_named,
    same_reference,
    share_named,
)
from patentfair.domain.patents.party_names import folded_name
from patentfair.domain.patents.register import Conveyance, ConveyanceKind, ConveyanceParty

__all__ = ["TITLE_KINDS", "Link", "TitleChain", "title_chain"]

_RENAMES = {ConveyanceKind.CHANGE_OF_NAME, ConveyanceKind.CONVERSION, ConveyanceKind.MERGER}
TITLE_KINDS = frozenset({ConveyanceKind.ASSIGNMENT, ConveyanceKind.SUCCESSION, *_RENAMES})
"""The kinds of instruments that move title from one holder to another."""

# Instruments of one day are put in the order in which they follow from each other, unless they are too many.
_MOST_OF_A_DAY = 40
_MOST_RENAMES = 20


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One recorded instrument in the chain.

    `day` is when it was executed, else recorded; of a correction that of the instrument it corrects. `moves_title` says
    whether the holder changes by it; `breaks` names the givers that were not holders by what came before. `share` is
    the part that passes, as printed, where it is not the whole: the giver stays a holder. `superseded` where an earlier
    instrument, or a receiver that holds already, leaves nothing to pass. `replaced` is the reference of the correction
    that took this instrument's place. `uncertain` where it cannot be told what a correction changes.
    """

    conveyance: Conveyance
    day: date | None
    moves_title: bool
    breaks: tuple[str, ...] = ()
    share: str = ""
    uncertain: bool = False
    replaced: str = ""
    superseded: bool = False


class TitleChain(msgspec.Struct, frozen=True, kw_only=True):
    """Links in order of day, the holders by record after the last, and burdens recorded and not released.

    `unbroken` is False as soon as one link does not follow from those before it; `uncertain` as soon as one is.
    """

    links: tuple[Link, ...]
    holders: tuple[str, ...]
    burdens: tuple[Conveyance, ...]
    unbroken: bool
    uncertain: bool = False


class _Paper(msgspec.Struct, frozen=True):
    """An instrument in its place in the chain: what it counts as, and by what it is corrected."""

    conveyance: Conveyance
    kind: ConveyanceKind
    day: date | None
    replaced: str = ""
    uncertain: bool = False


def title_chain(
    printed_holders: Sequence[str],
    inventors: Sequence[str],
    conveyances: Iterable[Conveyance],
    key_of: Callable[[str], str],
    *,
    own_numbers: Collection[str] = (),
    until: date | None = None,
) -> TitleChain:
    """The chain that begins with the inventors where one of them gives title away, else with the printed holders.

    `key_of` makes names of organisations comparable. `own_numbers` are the digits of the right's own application and
    patent numbers, by which a correction that takes properties out tells whether it takes out this one. Links after
    `until` are left out.
    """
    papers = _placed(list(conveyances), own_numbers)
    title = _Title(Names(key_of, inventors), printed_holders, inventors, papers)
    encumbrances = Encumbrances(key_of, [paper.conveyance for paper in papers])
    links: list[Link] = []
    for paper in _in_order([p for p in papers if until is None or (p.day is not None and p.day <= until)], title):
        if paper.replaced:
            link = _link(paper)
        elif paper.kind in TITLE_KINDS and paper.conveyance.receivers:
            link = title.move(paper)
        elif paper.kind is ConveyanceKind.CORRECTION:
            link = title.correct(paper)
            if link.uncertain and not link.moves_title:
                encumbrances.correct(paper.conveyance)
        else:
            encumbrances.take(paper.conveyance, paper.kind)
            link = _link(paper)
        links.append(link)
    return TitleChain(
        links=tuple(links),
        holders=tuple(title.holders.values()),
        burdens=encumbrances.standing(),
        unbroken=not any(link.breaks for link in links),
        uncertain=any(link.uncertain for link in links),
    )


def _link(paper: _Paper) -> Link:
    return Link(
        conveyance=paper.conveyance,
        day=paper.day,
        moves_title=False,
        replaced=paper.replaced,
        uncertain=paper.uncertain,
    )


def _day(conveyance: Conveyance) -> date | None:
    signed = [party.executed for party in conveyance.givers if party.executed is not None]
    return conveyance.executed or (max(signed) if signed else None) or conveyance.recorded


# The order


def _placed(conveyances: list[Conveyance], own_numbers: Collection[str]) -> list[_Paper]:
    """The instruments by their day; a correction stands in the place of what it corrects and counts as its kind."""
    papers = {place: _Paper(one, one.kind, _day(one)) for place, one in enumerate(conveyances)}
    by_reference = {same_reference(one.reference): place for place, one in enumerate(conveyances) if one.reference}
    corrections = [place for place, one in enumerate(conveyances) if one.kind is ConveyanceKind.CORRECTION]
    corrected: dict[int, int] = {}
    # A correction may itself be corrected: the later takes the place of the earlier.
    for place in sorted(corrections, key=lambda p: (conveyances[p].recorded or date.max, conveyances[p].reference)):
        if place in corrected:
            continue
        own = papers[place]
        places = [by_reference.get(named) for named in references_named(own.conveyance.text)]
        latest = [_latest(p, corrected) for p in places if p is not None]
        found = [p for p in dict.fromkeys(latest) if p != place]
        if not found:
            continue
        removal = removal_named(own.conveyance.text)
        named = removal is not None and bool(removal.numbers) and bool(own_numbers)
        removed = removal is not None and named and bool(removal.numbers & set(own_numbers))
        for other in found:
            corrected[other] = place
            papers[other] = msgspec.structs.replace(papers[other], replaced=own.conveyance.reference or "?")
        root = papers[found[0]]
        kind = ConveyanceKind.OTHER if removed else root.kind
        papers[place] = _Paper(own.conveyance, kind, root.day, uncertain=removal is not None and not named)
    return sorted(
        papers.values(),
        key=lambda p: (p.day or date.max, p.conveyance.recorded or date.max, p.conveyance.reference),
    )


def _latest(place: int, corrected: dict[int, int]) -> int:
    """The instrument that stands for one that was corrected."""
    last = place
    while last in corrected:
        last = corrected[last]
    while place in corrected:
        # The way is shortened for those who ask again.
        following = corrected[place]
        corrected[place] = last
        place = following
    return last


def _in_order(papers: list[_Paper], title: _Title) -> Iterator[_Paper]:
    """By day; of one day first what follows from the holders as they then are."""
    start = 0
    while start < len(papers):
        end = start
        while end < len(papers) and papers[end].day == papers[start].day:
            end += 1
        waiting = papers[start:end]
        while waiting:
            few = 1 < len(waiting) <= _MOST_OF_A_DAY
            place = next((p for p, paper in enumerate(waiting) if title.follows(paper)), 0) if few else 0
            yield waiting.pop(place)
        start = end


# Who holds


class _Title:
    """The holders, names by keys, as instruments pass title from one to the next."""

    def __init__(self, names: Names, printed: Sequence[str], inventors: Sequence[str], papers: list[_Paper]) -> None:
        self._names = names
        moving = [paper for paper in papers if paper.kind in TITLE_KINDS and not paper.replaced]
        origins = self._keyed(inventors) or self._first_givers(printed, moving)
        from_origins = any(names.find(giver.name, origins) for paper in moving for giver in paper.conveyance.givers)
        self.holders = origins if from_origins else self._keyed(printed)
        # All that ever hold by the papers, whom a change of name may concern before or after their time.
        self._known = self._keyed(printed) | self.holders
        self._known |= self._keyed(r.name for paper in moving for r in paper.conveyance.receivers)
        # Those who have given all they had, and to whom.
        self._gave: dict[str, str] = {}
        self._given_to: dict[str, set[str]] = {}
        self._renamed: dict[str, ConveyanceParty] = {}
        self._shares: dict[str, Fraction | None] = {}

    def _keyed(self, names: Iterable[str]) -> dict[str, str]:
        return {self._names.key_of(name): name for name in names}

    def _first_givers(self, printed: Sequence[str], moving: list[_Paper]) -> dict[str, str]:
        """Where no source names the inventors, people who give before they receive may be they.

        Where nothing at all is known of the right, any first giver is where the papers begin.
        """
        received: set[str] = set()
        first: dict[str, str] = {}
        for paper in moving:
            for giver in paper.conveyance.givers:
                key = self._names.key_of(giver.name)
                if key not in received:
                    first.setdefault(key, giver.name)
            received |= {self._names.key_of(receiver.name) for receiver in paper.conveyance.receivers}
        people = {key: name for key, name in first.items() if not is_organisation(name)}
        return people if people or printed else first

    def _now(self, party: ConveyanceParty) -> ConveyanceParty:
        """The party under the name that it has taken since."""
        for _ in range(_MOST_RENAMES):
            later = self._renamed.get(self._names.key_of(party.name))
            if later is None:
                break
            party = later
        return party

    def _holding(self, name: str) -> str | None:
        """The holder's key that a name answers to, by this name or a later one."""
        found = self._names.find(name, self.holders)
        if found is None and self._renamed:
            found = self._names.find(self._now(ConveyanceParty(name=name)).name, self.holders)
        return found

    def follows(self, paper: _Paper) -> bool:
        """Whether an instrument moves no title, or all who give it hold."""
        if paper.replaced or paper.kind not in TITLE_KINDS:
            return True
        return all(self._holding(giver.name) is not None for giver in paper.conveyance.givers)

    def move(self, paper: _Paper) -> Link:
        """Title passes from the givers that hold; `Link` says what stands against it."""
        conveyance = paper.conveyance
        receivers = [r if paper.kind in _RENAMES else self._now(r) for r in conveyance.receivers]
        keys = {self._holding(r.name) or self._names.key_of(r.name): r.name for r in receivers}
        printed = {self._names.key_of(receiver.name) for receiver in conveyance.receivers}
        holding: dict[str, str] = {}
        confirmed: list[str] = []
        former: list[str] = []
        strangers: list[str] = []
        for giver in conveyance.givers:
            if (key := self._holding(giver.name)) is not None:
                holding[key] = giver.name
            elif (given := self._given_by(giver.name)) is None:
                strangers.append(giver.name)
            else:
                (confirmed if keys.keys() <= given or printed <= given else former).append(giver.name)
        rename = paper.kind in _RENAMES and len(keys) == 1
        if holding or not conveyance.givers:
            return self._pass(paper, keys, holding, (*former, *strangers), rename=rename)
        if rename and all(self._names.find(name, self._known) for name in strangers):
            # One that holds at another time, or held before, takes a new name: what it receives later is the new one's.
            self._rename(conveyance, keys)
            return self._nothing(paper, ())
        if keys.keys() <= self.holders.keys():
            self._remember(strangers, set(keys))
            # A paper that leads to the holder by another way takes nothing from it.
            return self._nothing(paper, ())
        if not strangers:
            return self._nothing(paper, tuple(former))
        return self._pass(paper, keys, {}, (*former, *strangers), rename=rename)

    def _pass(
        self, paper: _Paper, keys: dict[str, str], holding: dict[str, str], breaks: tuple[str, ...], *, rename: bool
    ) -> Link:
        share = share_named(paper.conveyance.text) if paper.kind is ConveyanceKind.ASSIGNMENT else None
        # Names with one key may be two companies' ("... CORPORATION" and "... LLC"): such a paper is no confirmation.
        same = {folded_name(name) for name in keys.values()} == {folded_name(name) for name in holding.values()}
        superseded = same and not breaks and keys.keys() == holding.keys() == self.holders.keys()
        passed = self._passed(holding, share)
        for key, name in holding.items():
            # One who gives a part keeps the rest, unless that part is known to be all it had.
            rest = self._rest(key, share) if share is not None and len(holding) == 1 else None
            if (share is None or rest == 0) and key not in keys:
                self._remember((self.holders.pop(key), name), set(keys))
            if share is not None:
                self._shares[key] = rest
        if holding and not self.holders:
            # All that held have given: what others of their group sign beside them takes nothing from it.
            breaks = ()
        for key, name in keys.items():
            had = self._shares.get(key) if key in self.holders else Fraction(0)
            self._shares[key] = None if had is None or passed is None or len(keys) > 1 else had + passed
            if key not in self.holders or (key in holding and not superseded):
                self.holders[key] = name
            self._gave.pop(key, None)
        if rename:
            self._rename(paper.conveyance, keys)
        return Link(
            conveyance=paper.conveyance,
            day=paper.day,
            moves_title=not superseded,
            breaks=breaks,
            share=share.printed if share is not None else "",
            uncertain=paper.uncertain,
            superseded=superseded,
        )

    def _passed(self, holding: dict[str, str], share: Share | None) -> Fraction | None:
        """How much of the title passes, where that is known."""
        if share is not None:
            return share.part
        parts = [self._share_of(key) for key in holding]
        return sum((part for part in parts if part is not None), Fraction(0)) if parts and None not in parts else None

    def _share_of(self, key: str) -> Fraction | None:
        return Fraction(1) if self.holders.keys() == {key} else self._shares.get(key)

    def _rest(self, key: str, share: Share) -> Fraction | None:
        """What one keeps who gives a part away; None where it is not known."""
        had = self._share_of(key)
        return None if had is None or share.part is None else max(had - share.part, Fraction(0))

    def _nothing(self, paper: _Paper, breaks: tuple[str, ...]) -> Link:
        return Link(
            conveyance=paper.conveyance,
            day=paper.day,
            moves_title=False,
            breaks=breaks,
            uncertain=paper.uncertain,
            superseded=True,
        )

    def correct(self, paper: _Paper) -> Link:
        """A correction that names no instrument of this right: it passes title where its givers hold.

        What it corrected cannot be told, so that only one that leaves the holders as they are is certain.
        """
        conveyance = paper.conveyance
        receivers = {self._holding(receiver.name) for receiver in conveyance.receivers}
        if receivers and receivers == self.holders.keys():
            return self._nothing(paper, ())
        burden = any(word in conveyance.text.upper() for word in ("SECURITY", "LIEN", "LICEN", "RELEAS"))
        holds = bool(conveyance.givers) and all(self._holding(giver.name) for giver in conveyance.givers)
        if conveyance.receivers and holds and not burden and removal_named(conveyance.text) is None:
            return msgspec.structs.replace(self.move(paper), uncertain=True)
        return Link(conveyance=conveyance, day=paper.day, moves_title=False, uncertain=True)

    def _given_by(self, name: str) -> set[str] | None:
        """To whom one who no longer holds has given; None for one that never held."""
        found = self._names.find(name, self._gave)
        return self._given_to[found] if found is not None else None

    def _remember(self, givers: Iterable[str], receivers: set[str]) -> None:
        for name in givers:
            key = self._names.key_of(name)
            self._gave.setdefault(key, name)
            self._given_to.setdefault(key, set()).update(receivers)

    def _rename(self, conveyance: Conveyance, keys: dict[str, str]) -> None:
        ((new, _),) = keys.items()
        for giver in conveyance.givers:
            if (old := self._names.key_of(giver.name)) != new:
                self._renamed[old] = conveyance.receivers[0]
        self._renamed.pop(new, None)
