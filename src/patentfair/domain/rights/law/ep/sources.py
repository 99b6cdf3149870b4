"""The day from which the European texts are taken to apply, and the states whose law decides.

Abbreviations in `basis`: EPC European Patent Convention and, with R., its Implementing Regulations.
"""

from __future__ import annotations

from datetime import date

from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.regions import territory_name
from patentfair.domain.rights.facts import Right
from patentfair.domain.rights.territory import resolve

__all__ = ["EPC", "named_states"]

EPC = date(2024, 3, 1)
"""The Examination Guidelines read are those in force from March 2024 on."""


def named_states(right: Right) -> Words:
    """The designated states in words, in the order of their codes."""
    if not right.states:
        return Words("各指定国（未列明）", "each designated state (not given)")
    names = [territory_name(code) for code in sorted(resolve(right.states))]
    return Words("、".join(name.zh for name in names), ", ".join(name.en for name in names))
