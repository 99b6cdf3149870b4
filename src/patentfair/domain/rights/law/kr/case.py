"""The question as Korean law sees it: the term with its compensation, the acts, exclusive licences by registration."""

from __future__ import annotations

from datetime import date, timedelta

from patentfair.domain.rights.deadline import anniversary
from patentfair.domain.rights.facts import Facts, Right
from patentfair.domain.rights.law import case
from patentfair.domain.rights.law.case import Case
from patentfair.domain.rights.law.kr.matrix import MATRIX
from patentfair.domain.rights.law.registered import settled
from patentfair.domain.rights.scope import Act

__all__ = ["prepare", "term_end"]

_ACTS: tuple[Act, ...] = ("make", "use", "offer", "sell", "import", "export")
_DAY = timedelta(days=1)


def term_end(right: Right) -> date | None:
    """First day outside the term with its compensation: it runs to the day twenty years after filing, that included."""
    if right.filing is None or right.right_type != "invention":
        return None
    return case.with_compensation(right, anniversary(right.filing, 20) + _DAY)


def _acts(_right: Right) -> tuple[Act, ...]:
    return _ACTS


def _home(_right: Right) -> tuple[str, ...]:
    return ("KR",)


KOREA = case.Jurisdiction(office="KR", territory=_home, acts=_acts, term_end=term_end, matrix=MATRIX, settle=settled)


def prepare(facts: Facts) -> Case:
    """The case of these facts, with the cells of exclusive licences settled."""
    return case.prepare(facts, KOREA, Case)
