"""The question as a law sees it: the life of the right, the request within it, the owners, the earlier grants.

What differs from law to law stands in a `Jurisdiction`: the right's territory, acts and term, and its conflict matrix.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal, TypeVar

import msgspec

from patentfair.domain.kernel.interval import DateInterval
from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import Calendar
from patentfair.domain.rights.decision import Effect, Finding, Outcome
from patentfair.domain.rights.facts import (
    ApprovalKind,
    Context,
    Encumbrance,
    Facts,
    Grant,
    Interest,
    Party,
    Right,
    Transaction,
    TransactionKind,
)
from patentfair.domain.rights.field import DisjointPairs
from patentfair.domain.rights.law.matrix import COLUMN, Cell
from patentfair.domain.rights.law.rule import Law, finding
from patentfair.domain.rights.overlap import Overlap
from patentfair.domain.rights.scope import (
    WHOLE_TERRITORY,
    Act,
    Box,
    expand_acts,
    intersection,
    scope_overlap,
    time_overlaps,
)
from patentfair.domain.rights.territory import contains, resolve

__all__ = [
    "Case",
    "Conflict",
    "Jurisdiction",
    "Request",
    "again",
    "answered",
    "approval",
    "as_registered",
    "consent",
    "consented",
    "grant_boxes",
    "in_force",
    "party",
    "prepare",
    "unknown",
    "with_compensation",
]


class Jurisdiction(msgspec.Struct, frozen=True, kw_only=True):
    """What a law says of every question put to it.

    `territory(right)` are the nodes where the right runs, `acts(right)` the acts it reserves, `term_end(right)` the
    first day outside its ordinary term (None: not known). `matrix[earlier grant][column]` is the cell of the conflict
    matrix (`law.matrix`). `office` names the calendar of its time limits. `settle(case, conflict)` is the conflict once
    what the law asks beside the matrix is known (None: the matrix says it all).
    """

    office: str
    territory: Callable[[Right], tuple[str, ...]]
    acts: Callable[[Right], tuple[Act, ...]]
    term_end: Callable[[Right], date | None]
    matrix: Mapping[str, Mapping[str, Cell]]
    settle: Callable[[Any, Conflict], Conflict] | None = None


class Conflict(msgspec.Struct, frozen=True, gc=False):
    """An earlier grant that meets the request, the cell of the matrix it falls in, and how surely they overlap."""

    grant: Grant
    cell: Cell
    found: Overlap
    boxes: tuple[Box, ...] | None


_Lost = Literal["acts", "territory", "claims", "life"]


class Request(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The request as it remains within the right: `boxes`, and how surely anything of them lies there (`within`).

    `acts_outside`, `territory_outside`, `claims_outside`: part of what was asked is none of the right's. `clipped`:
    its time was cut to the life of the right. `empty` says why nothing remains.
    """

    boxes: tuple[Box, ...] = ()
    within: Overlap = Overlap.NO
    acts_outside: bool = False
    territory_outside: bool = False
    claims_outside: bool = False
    clipped: bool = False
    empty: _Lost | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """Facts with what follows from them. `day` is the day the law is asked about, `start` when the act takes effect.

    `reserved` are the acts the right reserves; `asked` and `requested` are the request within the right's acts,
    territory, claims and life. `life_end` is the first day on which the right no longer is (None: unknown), at the
    earliest that day where `end_unsure`; `term_end` the same by the passing of its term alone. `extended` is the day
    from which a drug extension runs. `owners` are the registered owners of that day (None: unknown).
    """

    law: Jurisdiction
    facts: Facts
    right: Right
    transaction: Transaction
    context: Context
    kind: str
    column: str | None
    day: date
    start: date
    life_start: date | None
    life_end: date | None
    end_unsure: bool
    term_end: date | None
    extended: date | None
    reserved: tuple[Act, ...]
    asked: Request
    requested: tuple[Box, ...]
    interests: tuple[Interest, ...] | None
    owners: tuple[str, ...] | None
    encumbrances: tuple[Encumbrance, ...] | None
    grantors: tuple[Party | None, ...]
    grantee: Party | None
    calendar: Calendar | None
    conflicts: tuple[Conflict, ...]

    @property
    def seen_on(self) -> date:
        """The day on which the one who acquires looked into the register."""
        return self.context.known_at or self.day


C = TypeVar("C", bound=Case)
R = TypeVar("R", Interest, Encumbrance)


def with_compensation(right: Right, end: date) -> date:
    """`end` with the days of compensation for the office's delay added."""
    for adjustment in right.term_adjustments:
        if adjustment.kind == "compensation" and adjustment.days is not None:
            end += timedelta(days=adjustment.days)
    return end


def _extension(right: Right, end: date) -> tuple[date, tuple[str, ...]] | None:
    longest = None
    for adjustment in right.term_adjustments:
        if adjustment.kind == "drug_extension" and adjustment.days:
            last = end + timedelta(days=adjustment.days)
            if longest is None or (last, adjustment.fields) > longest:
                longest = last, adjustment.fields
    return longest


def party(facts: Facts, name: str | None) -> Party | None:
    """The party of that id, or None where nothing is known of it."""
    for one in facts.parties:
        if one.id == name:
            return one
    return None


def in_force(start: date | None, end: date | None, day: date) -> bool:
    """Whether what runs `[start, end)` runs on that day; what is left open does not limit it."""
    return (start is None or start <= day) and (end is None or day < end)


def _request(
    facts: Facts,
    home: tuple[str, ...],
    reserved: tuple[Act, ...],
    start: date,
    life_start: date | None,
    end: date | None,
    extension: tuple[date, tuple[str, ...]] | None,
) -> Request:
    """What is asked for within the right's acts, territory, claims and life."""
    right, transaction, disjoint = facts.right, facts.transaction, facts.context.disjoint_fields
    begin = start if life_start is None or life_start < start else life_start
    if transaction.scope == _DEFAULT_SCOPE and extension is None:
        if end is not None and begin >= end:
            return _SPENT
        return Request(boxes=(Box(time=DateInterval(begin, end), territory=home),), within=Overlap.YES)
    numbers = frozenset([claim.number for claim in right.claims]) if right.claims else None
    inside: list[Box] = []
    lost: set[_Lost] = set()
    for box in transaction.scope:
        local, why = _within_right(box, home, reserved, numbers, begin)
        if local is not None:
            inside.append(local)
        elif why is not None:
            lost.add(why)
    lives = [Box(time=DateInterval(life_start, end))]
    if end is not None and extension is not None:
        lives.append(Box(time=DateInterval(end, extension[0]), fields=extension[1] or ("ALL",)))
        end = extension[0]
    kept = [both for box in inside for life in lives if (both := intersection(box, life, disjoint)) is not None]
    within = Overlap.YES if kept else Overlap.NO
    if kept and extension is not None:
        # Where the approved indications are not known, only the ordinary term is certain.
        within = scope_overlap(inside, lives if extension[1] else lives[:1], disjoint) or Overlap.MAYBE
    acts_outside = any(not set(expand_acts(box.acts) or ()) <= set(reserved) for box in transaction.scope)
    territory_outside = any(_abroad(box, home) for box in transaction.scope)
    empty: _Lost | None = None
    if not kept:
        empty = "life"
        if inside:
            pass
        elif lost == {"acts"} and acts_outside:
            empty = "acts"
        elif lost <= {"acts", "territory"} and territory_outside:
            empty = "territory"
        elif lost <= {"acts", "claims"} and "claims" in lost:
            empty = "claims"
    return Request(
        boxes=_sorted(kept),
        within=within,
        acts_outside=acts_outside,
        territory_outside=territory_outside,
        claims_outside=numbers is not None
        and any(not numbers.issuperset(box.claims or ()) for box in transaction.scope),
        clipped=any(_clipped(box.time, life_start, end) for box in transaction.scope),
        empty=empty,
    )


def _clipped(time: DateInterval, life_start: date | None, end: date | None) -> bool:
    early = time.start is not None and life_start is not None and time.start < life_start
    return early or (time.end is not None and end is not None and time.end > end)


def _abroad(box: Box, home: tuple[str, ...]) -> bool:
    """Whether a box names a place outside the right's territory; the whole world names none."""
    if box.territory in (home, WHOLE_TERRITORY):
        return False
    return not all(any(contains(own, node) for own in home) for node in resolve(box.territory))


def _within_right(
    box: Box, home: tuple[str, ...], reserved: tuple[Act, ...], numbers: frozenset[int] | None, begin: date
) -> tuple[Box | None, _Lost | None]:
    """A box as far as the right has its acts, claims and territory, or why nothing of it remains."""
    acts = expand_acts(box.acts)
    if acts is not None and not set(acts) <= set(reserved):
        acts = tuple(act for act in acts if act in reserved)
    if acts == ():
        return None, "acts"
    claims = _claims_within(box, numbers)
    if claims == ():
        return None, "claims"
    time = box.time if box.time.start is not None else DateInterval(begin, box.time.end)
    local = intersection(msgspec.structs.replace(box, acts=acts, time=time, claims=claims), Box(territory=home))
    if local is None:
        return None, "life" if time.is_empty else "territory"
    return local, None


_DEFAULT_SCOPE = (Box(),)
_SPENT = Request(empty="life")


def _claims_within(box: Box, numbers: frozenset[int] | None) -> tuple[int, ...] | None:
    """The claims a box names, as far as the right has them; () where it has none of them."""
    if numbers is None:
        return box.claims
    if box.claims is None:
        return () if numbers.issubset(box.claims_except) else None
    if numbers.issuperset(box.claims):
        return box.claims
    return tuple(number for number in box.claims if number in numbers)


def _sorted(boxes: list[Box]) -> tuple[Box, ...]:
    """Boxes in an order of their own, so that the order of the facts does not show."""
    return tuple(boxes) if len(boxes) < 2 else tuple(sorted(boxes, key=msgspec.json.encode))


def _limits(grant: Grant) -> DateInterval:
    return DateInterval(grant.effective or grant.executed, grant.ended)


def grant_boxes(grant: Grant) -> tuple[Box, ...] | None:
    """The scope of a grant within the days on which it runs; None where its scope is not known."""
    return None if grant.scope is None else _grant_boxes(grant.scope, _limits(grant))


def _grant_boxes(scope: tuple[Box, ...], limits: DateInterval) -> tuple[Box, ...]:
    if len(scope) == 1:
        time = scope[0].time.intersection(limits)
        return () if time.is_empty else (msgspec.structs.replace(scope[0], time=time),)
    out = []
    for box in scope:
        time = limits if box.time == _ALWAYS else box.time.intersection(limits)
        if not time.is_empty:
            out.append(msgspec.structs.replace(box, time=time))
    return _sorted(out)


def _conflicts(
    facts: Facts, matrix: Mapping[str, Mapping[str, Cell]], column: str | None, requested: tuple[Box, ...]
) -> tuple[Conflict, ...]:
    if column is None or not facts.grants:
        return ()
    transaction = facts.transaction
    sub = transaction.kind == "sub_licence"
    out = []
    for grant in facts.grants:
        cell = matrix[grant.kind or "unknown"][column]
        if cell == "ok" or (sub and (grant.parent != transaction.parent or grant.id == transaction.parent)):
            continue
        if grant.kind == "assignment" and (
            grant.recorded or (grant.grantee is not None and grant.grantee == transaction.grantee)
        ):
            continue
        found, boxes = _meeting(grant, cell, requested, facts.context.disjoint_fields)
        if found is Overlap.NO:
            continue
        if cell in _SPARED and grant.grantee is not None and grant.grantee == transaction.grantee:
            cell = "S"
        out.append(Conflict(grant, cell, found, boxes))
    out.sort(key=_conflict_order)
    return tuple(out)


def _meeting(
    grant: Grant, cell: Cell, requested: tuple[Box, ...], disjoint: DisjointPairs
) -> tuple[Overlap, tuple[Box, ...] | None]:
    """How surely a grant meets the request, and its boxes on the days it runs (None: its scope is not known)."""
    if grant.scope is None:
        return Overlap.MAYBE, None
    if cell not in _WIDE:
        found = scope_overlap(requested, grant.scope, disjoint)
        if found is Overlap.NO:
            return found, None
        boxes = _grant_boxes(grant.scope, _limits(grant))
        if len(requested) == len(grant.scope) == 1:
            # The days on which the grant runs are all that its boxes differ in from its scope.
            return (found if boxes and time_overlaps(requested[0].time, boxes[0].time) else Overlap.NO), boxes
        return scope_overlap(requested, boxes, disjoint), boxes
    boxes = _grant_boxes(grant.scope, _limits(grant))
    found = scope_overlap([Box(time=box.time) for box in boxes], [Box(time=box.time) for box in requested])
    if found and grant.kind == "open_declaration" and grant.effective is None:
        found = Overlap.MAYBE
    return found, boxes


_ALWAYS = DateInterval()
_WIDE = ("F*", "W*", "C*")
_SPARED = ("F", "K", "?")


def _conflict_order(conflict: Conflict) -> str:
    return conflict.grant.id


def _dated(facts: Facts) -> bool:
    """Whether any day of registration is told."""
    for grant in facts.grants or ():
        if grant.recorded_on is not None:
            return True
    for interest in facts.interests or ():
        if interest.registered_on is not None:
            return True
    for burden in facts.encumbrances or ():  # noqa: SIM110  (plain loops: this runs in every decision)
        if burden.registered_on is not None:
            return True
    return False


def as_registered(facts: Facts, day: date) -> Facts:
    """Facts in which the days of registration have told what the register shows on `day`."""
    if not _dated(facts):
        return facts
    changes: dict[str, Any] = {}
    if facts.grants is not None:
        changes["grants"] = tuple(
            msgspec.structs.replace(one, recorded=one.recorded_on <= day) if one.recorded_on else one
            for one in facts.grants
        )
    if facts.interests is not None:
        changes["interests"] = tuple(
            msgspec.structs.replace(one, registered=one.registered_on <= day) if one.registered_on else one
            for one in facts.interests
        )
    if facts.encumbrances is not None:
        changes["encumbrances"] = tuple(
            msgspec.structs.replace(one, registered=one.registered_on <= day) if one.registered_on else one
            for one in facts.encumbrances
        )
    return msgspec.structs.replace(facts, **changes)


def _running(listed: tuple[R, ...], day: date) -> tuple[R, ...]:
    """Those that run on that day; mostly all of them."""
    for one in listed:
        if not in_force(one.start, one.end, day):
            return tuple([one for one in listed if in_force(one.start, one.end, day)])
    return listed


def _column(transaction: Transaction) -> str | None:
    if transaction.kind == "sub_licence":
        return "ordinary" if transaction.licence_kind == "unspecified" else transaction.licence_kind
    return COLUMN[transaction.kind]


def prepare(facts: Facts, law: Jurisdiction, make: type[C], **more: Any) -> C:
    """The case of these facts under a law, as a `make`; `more` are the fields a law's own case adds."""
    day = facts.transaction.signed or facts.context.as_of
    facts = as_registered(facts, day)
    right, transaction, context = facts.right, facts.transaction, facts.context
    start = transaction.effective or day
    home, reserved = law.territory(right), law.acts(right)
    end = law.term_end(right)
    life_start = right.grant if right.stage != "application" and right.grant is not None else right.filing
    extension = None
    unsure = False
    if right.term_adjustments:
        extension = _extension(right, end) if end is not None else None
        unsure = any(one.days is None for one in right.term_adjustments)
    by_term = None if unsure else extension[0] if extension else end
    if right.ended is not None:
        if extension is not None and end is not None and end < right.ended:
            extension = min(right.ended, extension[0]), extension[1]
        elif end is None or right.ended < end or unsure:
            end, extension = right.ended, None
        unsure = False
    asked = _request(facts, home, reserved, start, life_start, end, extension)
    interests = facts.interests
    owners: tuple[str, ...] | None = None
    if interests is not None:
        interests = _running(interests, day)
        owners = tuple(sorted({one.owner for one in interests if one.registered}))
    calendar = None
    for one in context.calendars:
        if one.office == law.office:
            calendar = one
            break
    column = _column(transaction)
    made = make(
        law=law,
        facts=facts,
        right=right,
        transaction=transaction,
        context=context,
        kind=transaction.kind,
        column=column,
        day=day,
        start=start,
        life_start=life_start,
        life_end=extension[0] if extension else end,
        end_unsure=unsure,
        term_end=by_term,
        extended=end if extension else None,
        reserved=reserved,
        asked=asked,
        requested=asked.boxes,
        interests=interests,
        owners=owners,
        encumbrances=_running(facts.encumbrances, day) if facts.encumbrances else facts.encumbrances,
        grantors=tuple([party(facts, name) for name in transaction.grantors]),
        grantee=party(facts, transaction.grantee),
        calendar=calendar,
        conflicts=_conflicts(facts, law.matrix, column, asked.boxes),
        **more,
    )
    return _settled(made)


def again(made: C, kind: TransactionKind) -> C:
    """The same question about another kind of act: nothing else changes but how earlier grants meet it."""
    transaction = msgspec.structs.replace(made.transaction, kind=kind)
    facts = msgspec.structs.replace(made.facts, transaction=transaction)
    column = _column(transaction)
    return _settled(
        msgspec.structs.replace(
            made,
            facts=facts,
            transaction=transaction,
            kind=kind,
            column=column,
            conflicts=_conflicts(facts, made.law.matrix, column, made.requested),
        )
    )


def _settled(made: C) -> C:
    settle = made.law.settle
    if settle is None or not made.conflicts:
        return made
    return msgspec.structs.replace(made, conflicts=tuple([settle(made, one) for one in made.conflicts]))


def _strictest(answers: Sequence[str | None]) -> str | None:
    """One answer of several about the same thing; of none, "not_asked"."""
    for answer in ("refused", "not_asked"):
        if answer in answers:
            return answer
    if not answers:
        return "not_asked"
    return None if None in answers else "given"


def answered(case: Case, kind: ApprovalKind) -> str | None:
    """What the authority answered: "given", "refused", "not_asked", or None where that is not known."""
    return _strictest([one.answer for one in case.transaction.approvals if one.kind == kind])


def consented(case: Case, who: str) -> str | None:
    """What that person answered, on the same terms."""
    return _strictest([one.answer for one in case.transaction.consents if one.party == who])


def consent(
    case: Case, law: Law, who: str, zh: str, en: str, cure: Words, *, effect: Effect, grant: str | None = None
) -> Finding:
    """The finding for a consent: given it is listed; refused, or done without it, forbidden; else to be obtained."""
    answer = consented(case, who)
    if answer == "given":
        outcome = Outcome.ALLOWED
    elif answer == "refused":
        outcome = Outcome.FORBIDDEN
    elif case.transaction.done:
        outcome = Outcome.INDETERMINATE if answer is None else Outcome.FORBIDDEN
    else:
        outcome = Outcome.ALLOWED_WITH_CONSENTS
    given = outcome is Outcome.ALLOWED
    return finding(
        law,
        outcome,
        zh,
        en,
        cure,
        requirement="consent",
        who=who,
        effect=effect,
        grant=grant,
        listed=given,
        satisfied=given,
    )


def approval(case: Case, law: Law, kind: ApprovalKind, who: str, zh: str, en: str, cure: Words) -> Finding:
    """The finding for an authority's approval, on the same terms as a consent."""
    answer = _strictest([one.answer for one in case.transaction.approvals if one.kind == kind])
    if answer == "given":
        outcome = Outcome.ALLOWED
    elif answer == "refused":
        outcome = Outcome.FORBIDDEN
    elif case.transaction.done:
        outcome = Outcome.INDETERMINATE if answer is None else Outcome.FORBIDDEN
    else:
        outcome = Outcome.ALLOWED_WITH_CONSENTS
    given = outcome is Outcome.ALLOWED
    return finding(
        law,
        outcome,
        zh,
        en,
        cure,
        requirement="approval",
        who=who,
        effect="not_effective",
        listed=given,
        satisfied=given,
    )


def unknown(law: Law, zh: str, en: str, cure: Words | None = None, *, grant: str | None = None) -> Finding:
    """The finding for a fact that could forbid the act and is not known."""
    return finding(law, Outcome.INDETERMINATE, zh, en, cure, requirement="fact", who="owner", grant=grant)
