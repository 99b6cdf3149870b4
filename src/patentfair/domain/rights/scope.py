"""Scope of a grant: a finite union of boxes Time x Territory x Field x Acts x Claims, with exact subtraction.

Source of the model: the rights specification, section 5.3. All operations are pure and total; overlap is three-valued
because fields below the main group and free tags cannot be compared for certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Annotated, Literal

import msgspec

from patentfair.domain.kernel.interval import DateInterval
from patentfair.domain.rights import field as fields_of_use
from patentfair.domain.rights import territory as territories
from patentfair.domain.rights.field import DisjointPairs
from patentfair.domain.rights.overlap import Overlap

__all__ = [
    "ALL_ACTS",
    "MAX_BOXES",
    "Act",
    "Box",
    "intersection",
    "overlap",
    "scope_overlap",
    "subtract",
    "time_overlaps",
]

MAX_BOXES = 256

Act = Literal["make", "use", "offer", "sell", "import", "possess", "export", "lease", "have_made", "distribute"]

ALL_ACTS: tuple[Act, ...] = ("make", "use", "offer", "sell", "import", "possess", "export", "lease")

_MACROS: dict[Act, tuple[Act, ...]] = {"have_made": ("make",), "distribute": ("offer", "sell")}

_Places = Annotated[tuple[Annotated[str, msgspec.Meta(pattern=territories.PATTERN)], ...], msgspec.Meta(max_length=256)]
_Fields = Annotated[
    tuple[Annotated[str, msgspec.Meta(pattern=fields_of_use.PATTERN)], ...], msgspec.Meta(max_length=256)
]


class Box(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One box of a scope. What is left out is not limited: the default box is the whole patent.

    `time` is half-open; an open end means the end of the right. `territory` holds nodes of `rights.territory`,
    `fields` nodes of `rights.field`, each less the nodes in `..._except`. `acts` None means every act reserved;
    `claims` None means every claim, less `claims_except`.
    """

    time: DateInterval = DateInterval()
    territory: _Places = ("WORLD",)
    territory_except: _Places = ()
    fields: _Fields = ("ALL",)
    fields_except: _Fields = ()
    acts: tuple[Act, ...] | None = None
    claims: Annotated[tuple[int, ...], msgspec.Meta(max_length=1000)] | None = None
    claims_except: Annotated[tuple[int, ...], msgspec.Meta(max_length=1000)] = ()


WHOLE_TERRITORY = ("WORLD",)
WHOLE_FIELD = ("ALL",)


@lru_cache(maxsize=1024)
def _expanded(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    wanted: set[Act] = set()
    for act in acts:
        wanted.update(_MACROS.get(act, (act,)))
    return tuple(act for act in ALL_ACTS if act in wanted)


def expand_acts(acts: tuple[Act, ...] | None) -> tuple[Act, ...] | None:
    """Acts with the macros "have made" and "distribute" spelled out, in the order of `ALL_ACTS`."""
    return None if acts is None else _expanded(acts)


def time_overlaps(left: DateInterval, right: DateInterval) -> bool:
    """Whether both intervals hold a day in common."""
    start = left.start if right.start is None or (left.start is not None and left.start > right.start) else right.start
    end = left.end if right.end is None or (left.end is not None and left.end < right.end) else right.end
    return start is None or end is None or start < end


def _territory_overlaps(left: Box, right: Box) -> bool:
    if not left.territory_except and not right.territory_except and len(left.territory) == len(right.territory) == 1:
        one, other = left.territory[0], right.territory[0]
        if one not in territories.SPREAD and other not in territories.SPREAD:
            return territories.contains(one, other) or territories.contains(other, one)
    excluded = territories.resolve(left.territory_except + right.territory_except)
    ours, theirs = territories.resolve(left.territory), territories.resolve(right.territory)
    for one in ours:
        for other in theirs:
            if territories.contains(one, other):
                deeper = other
            elif territories.contains(other, one):
                deeper = one
            else:
                continue
            if not territories.covered(deeper, excluded):
                return True
    return False


def _field_pair(one: str, other: str, excluded: tuple[str, ...], disjoint: DisjointPairs) -> Overlap:
    found = fields_of_use.meet(one, other, disjoint)
    if found is Overlap.NO:
        return found
    for hole in excluded:
        if fields_of_use.contains(hole, one) or fields_of_use.contains(hole, other):
            return Overlap.NO
    if found is Overlap.YES:
        deeper = other if fields_of_use.contains(one, other) else one
        for hole in excluded:
            if not fields_of_use.contains(deeper, hole) and fields_of_use.meet(deeper, hole, disjoint):
                return Overlap.MAYBE
    return found


def _field_overlap(left: Box, right: Box, disjoint: DisjointPairs) -> Overlap:
    excluded = left.fields_except + right.fields_except
    if not excluded and left.fields and right.fields and WHOLE_FIELD in (left.fields, right.fields):
        return Overlap.YES
    best = Overlap.NO
    for one in left.fields:
        for other in right.fields:
            found = _field_pair(one, other, excluded, disjoint)
            if found is Overlap.YES:
                return found
            best = max(best, found)
    return best


def _acts_overlap(left: Box, right: Box) -> bool:
    if left.acts is None or right.acts is None:
        return left.acts != () and right.acts != ()
    ours, theirs = expand_acts(left.acts) or (), expand_acts(right.acts) or ()
    return any(act in theirs for act in ours)


def _claims_overlap(left: Box, right: Box) -> bool:
    if left.claims is None and right.claims is None:
        return True
    excluded = left.claims_except + right.claims_except
    if left.claims is None:
        return any(number not in excluded for number in right.claims or ())
    if right.claims is None:
        return any(number not in excluded for number in left.claims)
    return any(number in right.claims and number not in excluded for number in left.claims)


def overlap(left: Box, right: Box, disjoint: DisjointPairs = ()) -> Overlap:
    """Whether two boxes share anything: NO if any axis does not meet, else MAYBE if any axis is unsure, else YES."""
    if not (
        time_overlaps(left.time, right.time)
        and _acts_overlap(left, right)
        and _territory_overlaps(left, right)
        and _claims_overlap(left, right)
    ):
        return Overlap.NO
    return _field_overlap(left, right, disjoint)


def scope_overlap(left: Sequence[Box], right: Sequence[Box], disjoint: DisjointPairs = ()) -> Overlap:
    """The strongest overlap between any box of `left` and any box of `right`."""
    best = Overlap.NO
    for one in left:
        for other in right:
            found = overlap(one, other, disjoint)
            if found is Overlap.YES:
                return found
            best = max(best, found)
    return best


def _join(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    if not right or left == right:
        return left
    return tuple(dict.fromkeys(left + right))


def _territory_intersection(left: Box, right: Box) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not left.territory_except and not right.territory_except and len(left.territory) == len(right.territory) == 1:
        one, other = left.territory[0], right.territory[0]
        if one not in territories.SPREAD and other not in territories.SPREAD:
            if territories.contains(one, other):
                return right.territory, ()
            return (left.territory if territories.contains(other, one) else ()), ()
    excluded = territories.resolve(_join(left.territory_except, right.territory_except))
    nodes: dict[str, None] = {}
    theirs = territories.resolve(right.territory)
    for one in territories.resolve(left.territory):
        for other in theirs:
            deeper = other if territories.contains(one, other) else one if territories.contains(other, one) else None
            if deeper is not None and not territories.covered(deeper, excluded):
                nodes[deeper] = None
    kept = tuple(nodes)
    return kept, tuple(hole for hole in excluded if any(territories.contains(node, hole) for node in kept))


def _field_intersection(left: Box, right: Box, disjoint: DisjointPairs) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not left.fields_except and not right.fields_except:
        if right.fields == WHOLE_FIELD and len(left.fields) == 1:
            return left.fields, ()
        if left.fields == WHOLE_FIELD and len(right.fields) == 1:
            return right.fields, ()
    excluded = _join(left.fields_except, right.fields_except)
    nodes: dict[str, None] = {}
    for one in left.fields:
        for other in right.fields:
            if _field_pair(one, other, excluded, disjoint) is not Overlap.NO:
                nodes[other if fields_of_use.contains(one, other) else one] = None
    kept = tuple(nodes)
    return kept, tuple(hole for hole in excluded if any(fields_of_use.meet(node, hole, disjoint) for node in kept))


def intersection(left: Box, right: Box, disjoint: DisjointPairs = ()) -> Box | None:
    """What both boxes cover, or None. Where two fields only may overlap the field of `left` is kept (upper bound)."""
    if overlap(left, right, disjoint) is Overlap.NO:
        return None
    nodes, holes = _territory_intersection(left, right)
    fields, field_holes = _field_intersection(left, right, disjoint)
    acts, claims = _acts_intersection(left, right), _claims_intersection(left, right)
    return Box(
        time=left.time.intersection(right.time),
        territory=nodes,
        territory_except=holes,
        fields=fields,
        fields_except=field_holes,
        acts=acts,
        claims=claims,
        claims_except=_join_claims(left, right) if claims is None else (),
    )


def _acts_intersection(left: Box, right: Box) -> tuple[Act, ...] | None:
    ours, theirs = expand_acts(left.acts), expand_acts(right.acts)
    if ours is None:
        return theirs
    return ours if theirs is None else tuple(act for act in ours if act in theirs)


def _join_claims(left: Box, right: Box) -> tuple[int, ...]:
    if not left.claims_except and not right.claims_except:
        return ()
    return tuple(sorted({*left.claims_except, *right.claims_except}))


def _claims_intersection(left: Box, right: Box) -> tuple[int, ...] | None:
    if left.claims is None and right.claims is None:
        return None
    base = left.claims if left.claims is not None else right.claims or ()
    other = right.claims if left.claims is not None else None
    excluded = {*left.claims_except, *right.claims_except}
    return tuple(number for number in base if number not in excluded and (other is None or number in other))


def _outside(box: Box, hole: Box, disjoint: DisjointPairs) -> list[Box]:
    """The part of `box` outside `hole`, one axis after another; the two overlap at least perhaps."""
    inner = intersection(box, hole, disjoint)
    if inner is None:
        return [box]
    pieces = [msgspec.structs.replace(box, time=interval) for interval in box.time.difference(hole.time)]
    rest = msgspec.structs.replace(box, time=inner.time)
    if hole.territory_except or hole.territory not in (WHOLE_TERRITORY, rest.territory):
        _territory_outside(rest, hole, disjoint, pieces)
    rest = msgspec.structs.replace(rest, territory=inner.territory, territory_except=inner.territory_except)
    if hole.fields_except or hole.fields not in (WHOLE_FIELD, rest.fields):
        _field_outside(rest, hole, disjoint, pieces)
    if hole.acts is not None or hole.claims is not None or hole.claims_except:
        rest = msgspec.structs.replace(rest, fields=inner.fields, fields_except=inner.fields_except)
        if hole.acts is not None:
            forbidden = expand_acts(hole.acts) or ()
            left = tuple(act for act in expand_acts(rest.acts) or ALL_ACTS if act not in forbidden)
            if left:
                pieces.append(msgspec.structs.replace(rest, acts=left))
        pieces.extend(_claims_outside(msgspec.structs.replace(rest, acts=inner.acts), hole))
    return pieces


def _territory_outside(rest: Box, hole: Box, disjoint: DisjointPairs, pieces: list[Box]) -> None:
    others = territories.resolve(hole.territory)
    for node in territories.resolve(rest.territory):
        holes = tuple(
            other for other in others if territories.contains(node, other) or territories.contains(other, node)
        )
        excluded = _join(territories.resolve(rest.territory_except), holes)
        if not territories.covered(node, excluded):
            inside = tuple(one for one in excluded if territories.contains(node, one))
            pieces.append(msgspec.structs.replace(rest, territory=(node,), territory_except=inside))
    for kept in hole.territory_except:
        again = intersection(rest, Box(territory=(kept,)), disjoint)
        if again is not None:
            pieces.append(again)


def _field_outside(rest: Box, hole: Box, disjoint: DisjointPairs, pieces: list[Box]) -> None:
    for name in rest.fields:
        holes = tuple(other for other in hole.fields if fields_of_use.meet(name, other, disjoint))
        excluded = _join(rest.fields_except, holes)
        if not any(fields_of_use.contains(one, name) for one in excluded):
            inside = tuple(one for one in excluded if fields_of_use.meet(name, one, disjoint))
            pieces.append(msgspec.structs.replace(rest, fields=(name,), fields_except=inside))
    for kept in hole.fields_except:
        again = intersection(Box(fields=(kept,)), rest, disjoint)
        if again is not None:
            pieces.append(again)


def _claims_outside(rest: Box, hole: Box) -> list[Box]:
    pieces = []
    if hole.claims is not None:
        if rest.claims is None:
            excluded = tuple(sorted({*rest.claims_except, *hole.claims}))
            pieces.append(msgspec.structs.replace(rest, claims_except=excluded))
        else:
            left = tuple(n for n in rest.claims if n not in hole.claims and n not in rest.claims_except)
            if left:
                pieces.append(msgspec.structs.replace(rest, claims=left, claims_except=()))
    again = tuple(
        n for n in hole.claims_except if n not in rest.claims_except and (rest.claims is None or n in rest.claims)
    )
    if again:
        pieces.append(msgspec.structs.replace(rest, claims=again, claims_except=()))
    return pieces


def subtract(
    requested: Sequence[Box], conflicts: Sequence[Box], disjoint: DisjointPairs = (), limit: int = MAX_BOXES
) -> tuple[tuple[Box, ...], bool]:
    """`requested` less every conflict, as boxes (which may overlap one another), and whether the answer is whole.

    No box of the answer overlaps a conflict, not even perhaps; together with the conflicts they cover the request. If
    more than `limit` boxes would be needed, or more work than is reasonable, as many as fit that are still free of
    conflict are returned with False.
    """
    boxes = list(requested)
    whole = True
    work = 0
    for hole in conflicts:
        following: list[Box] = []
        for box in boxes:
            if overlap(box, hole, disjoint) is Overlap.NO:
                following.append(box)
            else:
                following.extend(_outside(box, hole, disjoint))
        work += len(boxes)
        if work > _MOST_WORK:
            plain = [box for box in following if len(box.fields_except) + len(box.territory_except) <= _MOST_EXCEPTIONS]
            following, whole = plain[:_FEW_BOXES], whole and len(following) == len(plain) <= _FEW_BOXES
        elif len(following) > limit:
            following, whole = following[:limit], False
        boxes = following
    return tuple(dict.fromkeys(boxes)), whole


_MOST_WORK = 20_000
_FEW_BOXES = 16
_MOST_EXCEPTIONS = 64


def clip(boxes: Sequence[Box], start: date | None, end: date | None) -> tuple[Box, ...]:
    """The boxes within `[start, end)`; those left empty are dropped."""
    limits = DateInterval(start, end)
    out = []
    for box in boxes:
        time = box.time.intersection(limits)
        if not time.is_empty:
            out.append(box if time == box.time else msgspec.structs.replace(box, time=time))
    return tuple(out)
