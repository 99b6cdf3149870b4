"""The question as United States law sees it: how long rights run, and who holds them without regard to recording."""

from __future__ import annotations

from datetime import date, timedelta

from patentfair.domain.rights.deadline import anniversary
from patentfair.domain.rights.facts import Facts, Right
from patentfair.domain.rights.law import case
from patentfair.domain.rights.law.us.matrix import MATRIX
from patentfair.domain.rights.scope import Act

__all__ = ["Case", "prepare", "term_begins", "term_end"]

_DAY = timedelta(days=1)
_ACTS: tuple[Act, ...] = ("make", "use", "offer", "sell", "import")


class Case(case.Case, frozen=True, kw_only=True):
    """Facts with what follows from them."""

    @property
    def holders(self) -> tuple[str, ...]:
        """Those who hold the right on the day, in order: title passes by the instrument, recorded or not."""
        return tuple(sorted({one.owner for one in self.interests or ()}))


def term_begins(right: Right) -> date | None:
    """The earliest non-provisional filing relied on, from which the twenty years run; foreign priority is ignored."""
    if right.term_from is None or (right.filing is not None and right.filing < right.term_from):
        return right.filing
    return right.term_from


def term_end(right: Right) -> date | None:
    """First day outside the ordinary term; None where not known.

    Inventions: twenty years from `term_begins`, with the days of adjustment, but not beyond a day from which the term
    was disclaimed. The day twenty years later counts as the last one (general knowledge: that day itself is answered
    INDETERMINATE). Designs: fifteen years from grant (general knowledge).
    """
    if right.right_type == "design":
        return None if right.grant is None else anniversary(right.grant, 15)
    begins = term_begins(right)
    if right.right_type != "invention" or begins is None:
        return None
    end = case.with_compensation(right, anniversary(begins, 20) + _DAY)
    disclaimed = right.term_disclaimed_from
    return end if disclaimed is None or end < disclaimed else disclaimed


def _territory(_right: Right) -> tuple[str, ...]:
    return ("US",)


def _acts(_right: Right) -> tuple[Act, ...]:
    """Make, use, offer to sell, sell, import (35 USC 154(a)(1), 271(a)); designs no less than inventions."""
    return _ACTS


UNITED_STATES = case.Jurisdiction(office="US", territory=_territory, acts=_acts, term_end=term_end, matrix=MATRIX)


def prepare(facts: Facts) -> Case:
    """The case of these facts."""
    return case.prepare(facts, UNITED_STATES, Case)
