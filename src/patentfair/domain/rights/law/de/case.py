"""The question as German law sees it: the acts the patent reserves, and how long it runs."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from patentfair.domain.rights.deadline import anniversary
from patentfair.domain.rights.facts import Facts, Right
from patentfair.domain.rights.law import case
from patentfair.domain.rights.law.de.matrix import MATRIX
from patentfair.domain.rights.scope import Act

__all__ = ["ACTS", "Case", "prepare", "term_end", "without_certificate"]

ACTS: tuple[Act, ...] = ("make", "use", "offer", "sell", "import", "possess")
"""Patent Act § 9: to possess, and to import, for the purpose of the other acts."""

_DAY = timedelta(days=1)


class Case(case.Case, frozen=True, kw_only=True):
    """`certificate`: a supplementary certificate follows the patent, a right of its own that is not judged here."""

    certificate: bool


def term_end(right: Right) -> date | None:
    """First day outside the term: twenty years that begin on the day after filing (Patent Act § 16).

    Known for patents of invention alone; the texts read have nothing of utility models and designs.
    """
    if right.filing is None or right.right_type != "invention":
        return None
    return anniversary(right.filing, 20) + _DAY


def _acts(_right: Right) -> tuple[Act, ...]:
    return ACTS


def _germany(_right: Right) -> tuple[str, ...]:
    return ("DE",)


GERMANY = case.Jurisdiction(office="DE", territory=_germany, acts=_acts, term_end=term_end, matrix=MATRIX)


def without_certificate(facts: Facts) -> Facts:
    """Facts in which the term is that of the patent alone: a supplementary certificate does not lengthen it."""
    if not facts.right.term_adjustments:
        return facts
    return msgspec.structs.replace(facts, right=msgspec.structs.replace(facts.right, term_adjustments=()))


def prepare(facts: Facts) -> Case:
    """The case of these facts."""
    return case.prepare(without_certificate(facts), GERMANY, Case, certificate=bool(facts.right.term_adjustments))
