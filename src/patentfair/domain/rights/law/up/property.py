"""German property law over a unitary patent: the rules of the German pack, where that law governs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding
from patentfair.domain.rights.law.case import unknown
from patentfair.domain.rights.law.de import coowners, licence, pledge
from patentfair.domain.rights.law.de import sources as kinds
from patentfair.domain.rights.law.de.coowners import R06L
from patentfair.domain.rights.law.de.licence import R05X, SUB
from patentfair.domain.rights.law.de.pledge import HALTED, R07P
from patentfair.domain.rights.law.rule import Law, Rule
from patentfair.domain.rights.law.up.case import Case
from patentfair.domain.rights.law.up.unity import FROM

__all__ = ["FURTHER", "RULES"]

FURTHER = (R05X, R06L, R07P, HALTED, SUB)
"""German laws under which the rules find besides their own; the list of the pack's laws shows them, too."""

COMPULSORY = Law(
    "G-UP-06",
    Words("强制许可依各参加国法（未核实）", "Compulsory licences under the law of each state"),
    "UPR",
    Words(
        "欧盟第1257/2012号条例序言第10段，各国规定尚待核实",
        "Regulation (EU) 1257/2012, recital 10; the law of each state is unverified",
    ),
    "GK",
    FROM,
)


def under_german_law(apply: Callable[[Any], Sequence[Finding]]) -> Callable[[Case], Sequence[Finding]]:
    """A German rule, asked only where German law governs the patent as property."""

    def asked(case: Case) -> Sequence[Finding]:
        return apply(case) if case.state == "DE" else ()

    asked.__doc__ = apply.__doc__
    return asked


def passed_on(case: Case) -> Sequence[Finding]:
    """A compulsory licence is each state's own; others follow the property law."""
    if any(one.id == case.transaction.parent and one.kind == "compulsory" for one in case.facts.grants or ()):
        return [
            unknown(
                COMPULSORY,
                "强制许可依授予国的法律，能否转移依该国法",
                "A compulsory licence is under the law of the state that granted it, and passes as that law allows",
                Words("咨询该国专利律师", "Ask a patent lawyer of that state"),
            )
        ]
    return licence.passed_on(case) if case.state == "DE" else ()


RULES = (
    *(
        Rule(rule.law, rule.kinds, under_german_law(rule.apply))
        for rule in (*coowners.PROPERTY, *pledge.PROPERTY, *licence.PROPERTY)
    ),
    Rule(COMPULSORY, kinds.PASSED_ON, passed_on),
)
