"""Facts in, decision out. Pure: the same facts in any order give the same decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Alternative, Decision, Finding, Outcome
from patentfair.domain.rights.facts import Facts, TransactionKind
from patentfair.domain.rights.law import PACKS
from patentfair.domain.rights.law.case import again
from patentfair.domain.rights.law.pack import Pack
from patentfair.domain.rights.law.rule import Law
from patentfair.domain.rights.scope import MAX_BOXES, Box, subtract

__all__ = ["decide", "findings_of"]

_WEAKER: dict[str, tuple[TransactionKind, ...]] = {
    "assignment": ("exclusive_licence", "sole_licence", "ordinary_licence"),
    "share_assignment": ("exclusive_licence", "sole_licence", "ordinary_licence"),
    "exclusive_licence": ("sole_licence", "ordinary_licence"),
    "sole_licence": ("ordinary_licence",),
    "open_licence_declaration": ("ordinary_licence",),
}

_CARVABLE = frozenset({"exclusive_licence", "sole_licence", "ordinary_licence", "unspecified_licence"})


def decide(facts: Facts) -> Decision:
    """The decision on these facts under the law of the right's office.

    The outcome is the strictest of the findings. An office without a pack, or a day before the pack begins, gives
    INDETERMINATE with a finding that says so. Never raises on decoded facts.
    """
    office = "UP" if facts.right.right_type == "unitary_patent" else facts.right.office
    pack = _pack(office)
    if pack is None:
        return Decision(outcome=Outcome.INDETERMINATE, findings=(_no_pack(facts.right.office),))
    case = pack.prepare(facts)
    if case.day < pack.start:
        return Decision(
            outcome=Outcome.INDETERMINATE,
            findings=(_before_pack(pack),),
            pack=pack.office,
            pack_version=pack.version,
        )
    findings = findings_of(pack, case)
    outcome = max([one.outcome for one in findings], default=Outcome.ALLOWED)
    carve_out = None
    if facts.transaction.kind in _CARVABLE and (outcome > Outcome.NEEDS_FORMALITY or not case.requested):
        carve_out, whole = _carve_out(case, findings)
        if not whole:
            findings = (*findings, _TOO_MANY)
    return Decision(
        outcome=outcome,
        findings=findings,
        carve_out=carve_out,
        alternatives=_alternatives(pack, case, outcome),
        pack=pack.office,
        pack_version=pack.version,
    )


@cache
def _pack(office: str) -> Pack | None:
    return next((one for one in PACKS if one.office == office), None)


_Apply = Callable[[Any], Sequence[Finding]]


@cache
def _rules(office: str, kind: str) -> tuple[tuple[_Apply, Law | None], ...]:
    """The rules asked about a kind of transaction, each with its law where that must be checked for being in force."""
    pack = _pack(office)
    if pack is None:
        return ()
    return tuple(
        (rule.apply, rule.law if rule.law.start > pack.start or rule.law.end is not None else None)
        for rule in pack.rules
        if kind in rule.kinds
    )


def _in_force(law: Law, day: date) -> bool:
    return law.start <= day and (law.end is None or day < law.end)


def findings_of(pack: Pack, case: Any) -> tuple[Finding, ...]:
    """What the rules of a pack find in its case, in their order."""
    out: list[Finding] = []
    for apply, law in _rules(pack.office, case.kind):
        if law is not None and not _in_force(law, case.day):
            continue
        if found := apply(case):
            out += found
    return tuple(out)


def _outcome_below(pack: Pack, case: Any, limit: Outcome) -> Outcome | None:
    """The outcome where it is below `limit`, else None; asks no more rules than that takes."""
    strictest = Outcome.ALLOWED
    for apply, law in _rules(pack.office, case.kind):
        if law is not None and not _in_force(law, case.day):
            continue
        for one in apply(case):
            if one.outcome > strictest:
                strictest = one.outcome
                if strictest >= limit:
                    return None
    return strictest


def _carve_out(case: Any, findings: tuple[Finding, ...]) -> tuple[tuple[Box, ...] | None, bool]:
    """The request less what stands in its way, where only other grants do; nothing where the whole right is barred."""
    holes: list[Box] = []
    blocking = set()
    unknown_scope = False
    for conflict in case.conflicts:
        if conflict.cell == "F*":
            return (), True
        if conflict.cell in ("F", "K", "?"):
            blocking.add(conflict.grant.id)
            if conflict.boxes is None:
                unknown_scope = True
            else:
                holes.extend(conflict.boxes)
    if not case.requested:
        return (), True
    if not blocking:
        barred = any(one.outcome is Outcome.FORBIDDEN for one in findings)
        return (() if barred else None), True
    if unknown_scope or any(
        one.outcome is Outcome.FORBIDDEN and one.conflicting_grant not in blocking for one in findings
    ):
        return (), True
    requested = case.requested
    if any(hole.acts is not None for hole in holes):
        requested = [
            box if box.acts is not None else msgspec.structs.replace(box, acts=case.reserved) for box in requested
        ]
    if case.right.claims and any(hole.claims is not None or hole.claims_except for hole in holes):
        numbers = tuple(sorted({claim.number for claim in case.right.claims}))
        requested = [
            box
            if box.claims is not None
            else msgspec.structs.replace(
                box, claims=tuple(one for one in numbers if one not in box.claims_except), claims_except=()
            )
            for box in requested
        ]
    return subtract(requested, holes, case.context.disjoint_fields, MAX_BOXES)


def _alternatives(pack: Pack, case: Any, outcome: Outcome) -> tuple[Alternative, ...]:
    if outcome <= Outcome.NEEDS_FORMALITY:
        return ()
    out = []
    for kind in _WEAKER.get(case.kind, ()):
        found = _outcome_below(pack, again(case, kind), min(outcome, Outcome.INDETERMINATE))
        if found is not None:
            out.append(Alternative(kind, found))
    return tuple(out)


def _no_pack(office: str) -> Finding:
    return Finding(
        rule="NO_PACK",
        outcome=Outcome.INDETERMINATE,
        basis="",
        verified="V",
        why=Words(
            f"尚无{office}的规则包，不能据此作出判断。",
            f"There is no pack of rules for {office} yet, so nothing can be said.",
        ),
        cure=Words("咨询当地专利律师", "Ask a patent lawyer of that country"),
        requirement="fact",
        who="owner",
    )


def _before_pack(pack: Pack) -> Finding:
    return Finding(
        rule="PACK_DATE",
        outcome=Outcome.INDETERMINATE,
        basis="",
        verified="V",
        why=Words(
            f"规则包自{pack.start}起适用，此前的行为不在其范围内。",
            f"The pack of rules applies from {pack.start}; it says nothing of earlier acts.",
        ),
        cure=Words("按行为当时的法律咨询律师", "Ask a lawyer about the law of that day"),
        requirement="fact",
        who="owner",
    )


_TOO_MANY = Finding(
    rule="CARVE_OUT_LIMIT",
    outcome=Outcome.ALLOWED,
    basis="",
    verified="V",
    why=Words(
        f"尚可授予的范围超过{MAX_BOXES}块，所列并非全部。",
        f"What can still be granted takes more than {MAX_BOXES} boxes; not all of it is listed.",
    ),
    listed=True,
)
