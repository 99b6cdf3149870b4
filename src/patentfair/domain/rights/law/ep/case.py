"""The question as the European Patent Convention sees it: designated states, and national law beside it."""

from __future__ import annotations

from datetime import date

from patentfair.domain.rights.facts import Facts, Right
from patentfair.domain.rights.law.case import Case, Jurisdiction
from patentfair.domain.rights.law.case import prepare as prepare_case
from patentfair.domain.rights.law.ep.matrix import MATRIX
from patentfair.domain.rights.scope import ALL_ACTS, WHOLE_TERRITORY, Act
from patentfair.domain.rights.territory import resolve

__all__ = ["prepare"]


def _states(right: Right) -> tuple[str, ...]:
    return resolve(right.states) if right.states else WHOLE_TERRITORY


def _acts(_right: Right) -> tuple[Act, ...]:
    return ALL_ACTS


def _no_term(_right: Right) -> date | None:
    """An application has no term of its own."""
    return None


EUROPE = Jurisdiction(office="EP", territory=_states, acts=_acts, term_end=_no_term, matrix=MATRIX)


def prepare(facts: Facts) -> Case:
    """The case of these facts."""
    return prepare_case(facts, EUROPE, Case)
