"""The question as a unitary patent sees it: the states where it has effect, and the one law it is property under."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

from patentfair.domain.rights.deadline import anniversary
from patentfair.domain.rights.facts import Facts, Right
from patentfair.domain.rights.law import case
from patentfair.domain.rights.law.de.case import ACTS, without_certificate
from patentfair.domain.rights.law.de.matrix import MATRIX
from patentfair.domain.rights.law.matrix import Cell
from patentfair.domain.rights.scope import WHOLE_TERRITORY, Act
from patentfair.domain.rights.territory import resolve

__all__ = ["Case", "Ground", "property_state"]

Ground = Literal["states", "applicants", "seat", "places", "several", "residence", "business", "default"]

_DAY = timedelta(days=1)


class Case(case.Case, frozen=True, kw_only=True):
    """`state` is the state whose national law governs the patent as property (None: not known), `ground` why."""

    state: str | None
    ground: Ground


def property_state(right: Right) -> tuple[str | None, Ground]:
    """The state whose law governs a unitary patent as an object of property (Regulation 1257/2012 art. 7), and why.

    First each applicant's residence or principal place of business on the filing date, in the order of the register;
    then, where none lies in a state where the patent has effect, a place of business there in the same order; failing
    both, Germany. None with what is not known: the "states", the "applicants", a "seat", the "places" of business, or
    which of "several" places counts.
    """
    if not right.states:
        return None, "states"
    if not right.applicants_at_filing:
        return None, "applicants"
    home = resolve(right.states)
    for applicant in right.applicants_at_filing:
        if applicant.seat is None:
            return None, "seat"
        country = "GB" if applicant.seat[:2] == "UK" else applicant.seat[:2]
        if country in home:
            return country, "residence"
    for applicant in right.applicants_at_filing:
        if applicant.places_of_business is None:
            return None, "places"
        found = {code for code in resolve(tuple(place[:2] for place in applicant.places_of_business)) if code in home}
        if len(found) > 1:
            return None, "several"
        if found:
            return found.pop(), "business"
    return "DE", "default"


def term_end(right: Right) -> date | None:
    """First day outside the term of twenty years from filing, the day of filing not counted."""
    return None if right.filing is None else anniversary(right.filing, 20) + _DAY


def _states(right: Right) -> tuple[str, ...]:
    return resolve(right.states) if right.states else WHOLE_TERRITORY


def _acts(_right: Right) -> tuple[Act, ...]:
    return ACTS


# Under another law than Germany's nothing is said of conflicts, save what the Regulation's rules say of licences of
# right.
_OTHER: dict[str, dict[str, Cell]] = {
    name: dict(cells) if name == "open_declaration" else dict.fromkeys(cells, "ok") for name, cells in MATRIX.items()
}

GERMAN = case.Jurisdiction(office="EP", territory=_states, acts=_acts, term_end=term_end, matrix=MATRIX)
OTHER = msgspec.structs.replace(GERMAN, matrix=_OTHER)


def prepare(facts: Facts) -> Case:
    """The case of these facts."""
    state, ground = property_state(facts.right)
    return case.prepare(
        without_certificate(facts), GERMAN if state == "DE" else OTHER, Case, state=state, ground=ground
    )
