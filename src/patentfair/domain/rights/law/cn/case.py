"""The question as Chinese law sees it: which way the technology crosses the border, and how long rights run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from patentfair.domain.rights.deadline import anniversary
from patentfair.domain.rights.facts import Facts, Party, Right
from patentfair.domain.rights.law import case
from patentfair.domain.rights.law.cn.matrix import MATRIX
from patentfair.domain.rights.scope import Act

__all__ = ["Case", "prepare", "term_end"]

_INVENTION_ACTS: tuple[Act, ...] = ("make", "use", "offer", "sell", "import")
_DESIGN_ACTS: tuple[Act, ...] = ("make", "offer", "sell", "import")
_DESIGN_REFORM = date(2021, 6, 1)


class Case(case.Case, frozen=True, kw_only=True):
    """`exports` and `imports`: the act carries the technology out of, or into, the mainland (None: unknown)."""

    exports: bool | None
    imports: bool | None


def term_end(right: Right) -> date | None:
    """First day outside the ordinary term with its compensation, [filing, anniversary); None where not known.

    The end of the term is not moved for days of rest (Guidelines V-9-4.1). Designs filed before 2021-06-01 run ten
    years, from then on fifteen.
    """
    if right.filing is None:
        return None
    if right.right_type == "invention":
        years = 20
    elif right.right_type == "utility_model":
        years = 10
    elif right.right_type == "design":
        years = 15 if right.filing >= _DESIGN_REFORM else 10
    else:
        return None
    return case.with_compensation(right, anniversary(right.filing, years))


def _acts_reserved(right: Right) -> tuple[Act, ...]:
    """The acts the right reserves (Patent Law art. 11): a design does not reserve use."""
    return _DESIGN_ACTS if right.right_type == "design" else _INVENTION_ACTS


def _mainland(_right: Right) -> tuple[str, ...]:
    return ("CN",)


CHINA = case.Jurisdiction(office="CN", territory=_mainland, acts=_acts_reserved, term_end=term_end, matrix=MATRIX)


def _is_mainland(who: Party | None) -> bool | None:
    if who is None:
        return None
    place = who.nationality or who.seat if who.kind == "person" else who.seat
    return None if place is None else place == "CN"


def _any(answers: Sequence[bool | None]) -> bool | None:
    if True in answers:
        return True
    return None if None in answers or not answers else False


def _both(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return True if left and right else None


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


_BY_ALL = frozenset({"assignment", "exclusive_licence", "sole_licence"})


def _parting(facts: Facts) -> list[str]:
    """Those who part with the right: of the whole of a co-owned one every owner does, who signs or consents."""
    transaction = facts.transaction
    names = list(transaction.grantors)
    if transaction.kind in _BY_ALL and facts.interests is not None and len(facts.interests) > 1:
        day = transaction.signed or facts.context.as_of
        known = {*names, transaction.grantee}
        names += [
            one.owner
            for one in facts.interests
            if one.registered is not False and one.owner not in known and case.in_force(one.start, one.end, day)
        ]
    return names


def prepare(facts: Facts) -> Case:
    """The case of these facts."""
    transaction = facts.transaction
    from_mainland = [_is_mainland(case.party(facts, name)) for name in _parting(facts)]
    to_mainland = _is_mainland(case.party(facts, transaction.grantee)) if transaction.grantee is not None else None
    return case.prepare(
        facts,
        CHINA,
        Case,
        exports=_both(_any(from_mainland), _not(to_mainland)),
        imports=_both(_not(_any(from_mainland)), to_mainland),
    )
