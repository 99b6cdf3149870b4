"""Signs that staff should look at: circles of title, related sides, splitting, deals for nothing, money that returns.

A flag refuses nothing and says nothing about intent. Its sentence holds ids in braces, `{id}`, for the pages to put
names in as far as the reader may see them. The same input gives the same flags in the same order.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

import msgspec

from patentfair.domain.kernel.interval import DateInterval
from patentfair.domain.kernel.money import Money
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.domain.market.trust_circles import Payment, Transfer, circular, round_trip
from patentfair.domain.market.trust_flags import Flag, FlagCode, in_order, placeholder

__all__ = [
    "Flag",
    "FlagCode",
    "Membership",
    "Payment",
    "Relation",
    "RelationKind",
    "Traded",
    "Transfer",
    "circular",
    "related_parties",
    "round_trip",
    "splitting",
    "traded",
    "zero_price",
]


class RelationKind(StrEnum):
    CONTROL = "control"
    SHAREHOLDING = "shareholding"
    FAMILY = "family"
    MANAGEMENT = "management"


class Relation(msgspec.Struct, frozen=True):
    """A tie between two organisations or people while it lasts; it is followed both ways."""

    left: str
    right: str
    kind: RelationKind
    during: DateInterval = DateInterval()


class Membership(msgspec.Struct, frozen=True):
    """A person acts for an organisation while it lasts."""

    organisation: str
    person: str
    during: DateInterval = DateInterval()


class Traded(msgspec.Struct, frozen=True, kw_only=True):
    """What the checks need of one deal. `fixed` is the sum of what must be paid in any case, `contingent` tells of
    other consideration: royalty, milestones, equity. `on` is the day it was agreed."""

    reference: str
    kind: DealKind
    grantor: str
    grantee: str
    on: date
    patents: tuple[str, ...]
    families: tuple[str, ...] = ()
    field: int | None = None
    fixed: Money = Money(Decimal(0))
    contingent: bool = False
    free_until: date | None = None


def traded(
    terms: Terms,
    *,
    reference: str,
    grantor: str,
    grantee: str,
    on: date,
    families: tuple[str, ...] = (),
    field: int | None = None,
) -> Traded:
    """The facts of a deal from its terms. A yearly minimum and milestones count as contingent, since they may never
    fall due; the upfront fee and the fee of a pilot are fixed."""
    contingent = terms.royalty_percent, terms.minimum_yearly, terms.tiers, terms.milestones, terms.equity.strip()
    return Traded(
        reference=reference,
        kind=terms.kind,
        grantor=grantor,
        grantee=grantee,
        on=on,
        patents=terms.patents,
        families=families,
        field=field,
        fixed=Money(terms.upfront + terms.pilot_fee, terms.currency),
        contingent=any(contingent),
        free_until=terms.free_until,
    )


def related_parties(
    deals: Iterable[Traded],
    *,
    relations: Iterable[Relation] = (),
    memberships: Iterable[Membership] = (),
    groups: Mapping[str, str] | None = None,
    not_joining: frozenset[str] = frozenset(),
    steps: int = 3,
) -> tuple[Flag, ...]:
    """Deals whose two sides belonged together on the day: one group, a person acting for both, or a path of at most
    `steps` relations that stood that day (the shortest one, and of these the first by id).

    No path leads through `not_joining`, meant for bodies that hold the state's shares: under the Company Law of China
    (2023), art. 265(4), companies controlled by the state are not related for that alone.
    """
    ties: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        ties[relation.left].append(relation)
        ties[relation.right].append(relation)
    people: dict[str, list[Membership]] = defaultdict(list)
    for membership in memberships:
        people[membership.organisation].append(membership)
    flags = []
    for deal in deals:
        flags += _same_group(deal, groups or {})
        shared = _people(people, deal.grantor, deal.on) & _people(people, deal.grantee, deal.on)
        if shared:
            flags.append(
                Flag(
                    FlagCode.SHARED_PEOPLE,
                    (deal.grantor, deal.grantee, deal.reference, *sorted(shared)),
                    (("people", str(len(shared))),),
                    Words(
                        f"{placeholder(deal.grantor)} 与 {placeholder(deal.grantee)} 有相同的经办人员。",
                        f"The same people act for {placeholder(deal.grantor)} and {placeholder(deal.grantee)}.",
                    ),
                )
            )
        path = _path(ties, deal, not_joining, steps)
        if path:
            flags.append(_related(deal, path))
    return in_order(flags)


def _same_group(deal: Traded, groups: Mapping[str, str]) -> list[Flag]:
    group = groups.get(deal.grantor)
    if group is None or groups.get(deal.grantee) != group:
        return []
    why = Words(
        f"{placeholder(deal.grantor)} 与 {placeholder(deal.grantee)} 属于同一主体组 {placeholder(group)}。",
        f"{placeholder(deal.grantor)} and {placeholder(deal.grantee)} belong to one group, {placeholder(group)}.",
    )
    return [Flag(FlagCode.SAME_GROUP, (deal.grantor, deal.grantee, deal.reference, group), (), why)]


def _people(people: Mapping[str, Sequence[Membership]], organisation: str, on: date) -> set[str]:
    return {each.person for each in people.get(organisation, ()) if each.during.contains(on)}


def _path(
    ties: Mapping[str, Sequence[Relation]], deal: Traded, closed: frozenset[str], steps: int
) -> tuple[tuple[str, str], ...]:
    """The (kind, node) pairs from the grantor to the grantee, or () if there is no path."""
    paths: dict[str, tuple[tuple[str, str], ...]] = {deal.grantor: ()}
    queue = deque([deal.grantor])
    while queue:
        node = queue.popleft()
        if len(paths[node]) == steps or (node in closed and node != deal.grantor):
            continue
        near = sorted(
            (each.right if each.left == node else each.left, each.kind.value)
            for each in ties.get(node, ())
            if each.during.contains(deal.on)
        )
        for other, kind in near:
            if other not in paths:
                paths[other] = (*paths[node], (kind, other))
                queue.append(other)
        if deal.grantee in paths:
            return paths[deal.grantee]
    return ()


_RELATION_WORDS = {
    RelationKind.CONTROL: Words("控制", "control"),
    RelationKind.SHAREHOLDING: Words("持股", "shareholding"),
    RelationKind.FAMILY: Words("亲属", "family"),
    RelationKind.MANAGEMENT: Words("任职", "management"),
}


def _related(deal: Traded, path: Sequence[tuple[str, str]]) -> Flag:
    zh = "".join(f" —{_RELATION_WORDS[RelationKind(kind)].zh}— {placeholder(node)}" for kind, node in path)
    en = "".join(f" -{_RELATION_WORDS[RelationKind(kind)].en}- {placeholder(node)}" for kind, node in path)
    return Flag(
        FlagCode.RELATED_PARTIES,
        (deal.grantor, deal.grantee, deal.reference, *(node for _, node in path[:-1])),
        (("kinds", ", ".join(kind for kind, _ in path)), ("steps", str(len(path)))),
        Words(
            f"双方存在关联关系：{placeholder(deal.grantor)}{zh}。",
            f"The two sides are related: {placeholder(deal.grantor)}{en}.",
        ),
    )


def splitting(
    deals: Iterable[Traded],
    *,
    thresholds: Mapping[str, Decimal],
    groups: Mapping[str, str] | None = None,
    window_days: int = 90,
    many: int = 5,
) -> tuple[Flag, ...]:
    """Deals each below a threshold (by currency) that reach it together: one pair of groups, the same patent, family
    or field, within `window_days`; and one patent licensed to one group at least `many` times within them.

    Flagged windows that touch are told as one, so the days of a flag may be further apart than the window. What was
    flagged for a patent is not flagged again for its family or field when it is about the same deals.
    """
    of = groups or {}
    known = sorted(set(deals), key=lambda deal: (deal.on, deal.reference))
    flags = []
    told: set[frozenset[str]] = set()
    for level in ("patent", "family", "field"):
        sets: dict[tuple[str, str, str, str], list[Traded]] = defaultdict(list)
        for deal in known:
            threshold = thresholds.get(deal.fixed.currency)
            if threshold is None or not 0 < deal.fixed.amount < threshold:
                continue
            sides = of.get(deal.grantor, deal.grantor), of.get(deal.grantee, deal.grantee)
            for subject in _subjects(deal, level):
                sets[(*sides, deal.fixed.currency, subject)].append(deal)
        for (grantor, grantee, currency, subject), small in sorted(sets.items(), key=lambda item: item[0]):
            for run in _runs(small, window_days, lambda part: _total(part) >= thresholds[currency]):  # noqa: B023
                references = frozenset(deal.reference for deal in run)
                if references not in told:
                    told.add(references)
                    flags.append(_split((grantor, grantee), level, subject, run, thresholds[currency]))
    return in_order([*flags, *_sliced(known, of, window_days, many)])


def _subjects(deal: Traded, level: str) -> tuple[str, ...]:
    if level == "patent":
        return tuple(dict.fromkeys(deal.patents))
    if level == "family":
        return tuple(dict.fromkeys(deal.families))
    return () if deal.field is None else (str(deal.field),)


def _total(deals: Iterable[Traded]) -> Decimal:
    return sum((deal.fixed.amount for deal in deals), Decimal(0))


def _runs(
    deals: Sequence[Traded], window_days: int, enough: Callable[[Sequence[Traded]], bool]
) -> Iterator[list[Traded]]:
    """Deals in order of days that fill a window `enough`, overlapping windows joined."""
    first = last = -1
    end = 0
    for start, deal in enumerate(deals):
        while end < len(deals) and deals[end].on <= deal.on + timedelta(days=window_days):
            end += 1
        if not enough(deals[start:end]):
            continue
        if first >= 0 and start > last:
            yield list(deals[first : last + 1])
            first = -1
        first = start if first < 0 else first
        last = end - 1
    if first >= 0:
        yield list(deals[first : last + 1])


_LEVEL_WORDS = {
    "patent": Words("同一专利", "the same patent"),
    "family": Words("同一专利族", "the same family"),
    "field": Words("同一技术领域", "the same field"),
}


def _split(sides: tuple[str, str], level: str, subject: str, run: Sequence[Traded], threshold: Decimal) -> Flag:
    total = Money(_total(run), run[0].fixed.currency)
    about = _LEVEL_WORDS[level]
    limit = Money(threshold, total.currency)
    one, other = map(placeholder, sides)
    return Flag(
        FlagCode.SPLITTING,
        (*sides, *(deal.reference for deal in run)),
        (
            ("level", level),
            ("subject", subject),
            ("first_day", run[0].on.isoformat()),
            ("last_day", run[-1].on.isoformat()),
            ("total", str(total.amount)),
            ("threshold", str(threshold)),
            ("currency", total.currency),
        ),
        Words(
            f"{one} 与 {other} 就{about.zh}成交 {len(run)} 笔，每笔低于 {limit}，合计 {total}。",
            f"{one} and {other} made {len(run)} deals on {about.en}, each below {limit}, together {total}.",
        ),
    )


_LICENCES = frozenset({DealKind.EXCLUSIVE, DealKind.SOLE, DealKind.ORDINARY, DealKind.SUB_LICENCE})


def _sliced(deals: Sequence[Traded], of: Mapping[str, str], window_days: int, many: int) -> list[Flag]:
    sets: dict[tuple[str, str], list[Traded]] = defaultdict(list)
    for deal in deals:
        if deal.kind in _LICENCES:
            for patent in dict.fromkeys(deal.patents):
                sets[of.get(deal.grantee, deal.grantee), patent].append(deal)
    return [
        Flag(
            FlagCode.SLICING,
            (grantee, patent, *(deal.reference for deal in run)),
            (
                ("first_day", run[0].on.isoformat()),
                ("last_day", run[-1].on.isoformat()),
                ("licences", str(len(run))),
            ),
            Words(
                f"专利 {placeholder(patent)} 向 {placeholder(grantee)} 分次许可 {len(run)} 笔。",
                f"{placeholder(patent)} was licensed to {placeholder(grantee)} in {len(run)} pieces.",
            ),
        )
        for (grantee, patent), licences in sorted(sets.items(), key=lambda item: item[0])
        for run in _runs(licences, window_days, lambda part: len(part) >= many)
    ]


# An open licence has one declared price for all; the others are paid for in another way, or are no grant of use.
_MAY_BE_FREE = frozenset({DealKind.OPEN, DealKind.PLEDGE, DealKind.JOINT_DEVELOPMENT, DealKind.PILOT, DealKind.POOL})


def zero_price(deals: Iterable[Traded], today: date) -> tuple[Flag, ...]:
    """Grants for which nothing at all is owed, save the kinds that may be free and first use while it is free."""
    return in_order(
        Flag(
            FlagCode.ZERO_PRICE,
            (deal.grantor, deal.grantee, deal.reference, *deal.patents),
            (("kind", deal.kind.value),),
            Words(
                f"{placeholder(deal.grantor)} 向 {placeholder(deal.grantee)} 的授予未约定任何对价。",
                f"The grant from {placeholder(deal.grantor)} to {placeholder(deal.grantee)} is for no consideration.",
            ),
        )
        for deal in deals
        if not deal.fixed.amount and not deal.contingent and not _free(deal, today)
    )


def _free(deal: Traded, today: date) -> bool:
    first_use = deal.kind is DealKind.USE_FIRST and deal.free_until is not None and today < deal.free_until
    return deal.kind in _MAY_BE_FREE or first_use
