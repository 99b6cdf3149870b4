"""The question as British law sees it: the term, and what was registered or known when the right was acquired."""

from __future__ import annotations

from datetime import date

from patentfair.domain.rights.deadline import anniversary
from patentfair.domain.rights.facts import Encumbrance, Facts, Grant, Right
from patentfair.domain.rights.law import case
from patentfair.domain.rights.law.gb.matrix import MATRIX
from patentfair.domain.rights.scope import Act

__all__ = ["Case", "binding", "prepare", "term_end"]

_ACTS: tuple[Act, ...] = ("make", "use", "offer", "sell", "import")


class Case(case.Case, frozen=True, kw_only=True):
    """`proprietors`: everyone who holds an interest on the day; title does not depend on the register."""

    proprietors: tuple[str, ...]


def term_end(right: Right) -> date | None:
    """First day outside the term: twenty years beginning with the date of filing, so the anniversary itself."""
    if right.filing is None or right.right_type != "invention":
        return None
    return anniversary(right.filing, 20)


def binding(asked: Case, earlier: Grant | Encumbrance) -> bool | None:
    """Whether an earlier transaction binds the one who now acquires: it was registered, or known to that person.

    What was registered after the search and before the act may or may not bind: None, as where a fact is not known.
    """
    if isinstance(earlier, Grant):
        registered, since = earlier.recorded, earlier.recorded_on
    else:
        registered, since = earlier.registered, earlier.registered_on
    if since is not None and since > asked.day:
        registered = False
    elif since is not None:
        registered = True if since <= asked.seen_on else None
    if registered or earlier.known_to_grantee:
        return True
    return False if registered is False and earlier.known_to_grantee is False else None


def _acts(_right: Right) -> tuple[Act, ...]:
    return _ACTS


def _home(_right: Right) -> tuple[str, ...]:
    return ("GB",)


BRITAIN = case.Jurisdiction(office="GB", territory=_home, acts=_acts, term_end=term_end, matrix=MATRIX)


def prepare(facts: Facts) -> Case:
    """The case of these facts."""
    day = facts.transaction.signed or facts.context.as_of
    held = {one.owner for one in facts.interests or () if case.in_force(one.start, one.end, day)}
    return case.prepare(facts, BRITAIN, Case, proprietors=tuple(sorted(held)))
