"""Sub-licences, and acts of a licensee with its licence, in words that hold under any law. Shared by the packs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.field import DisjointPairs, meet
from patentfair.domain.rights.law.case import Case, grant_boxes, unknown
from patentfair.domain.rights.law.rule import Law, finding
from patentfair.domain.rights.overlap import Overlap
from patentfair.domain.rights.scope import Box, subtract

__all__ = ["beyond", "head", "held", "inside_scope", "no_more_exclusive", "runs", "within"]

_CONTRACTUAL = ("exclusive", "sole", "ordinary", "unspecified", "open_taken", None)
_RANK = {"exclusive": 2, "sole": 1, "ordinary": 0, "unspecified": 0}


def head(case: Case) -> Grant | None:
    """The licence on which the act rests."""
    for grant in case.facts.grants or ():
        if grant.id == case.transaction.parent:
            return grant
    return None


def runs(grant: Grant, day: date) -> bool:
    """Whether a licence has not come to an end by that day; one yet to begin counts."""
    if grant.ended is not None and grant.ended <= day:
        return False
    return grant.scope is None or any(box.time.end is None or box.time.end > day for box in grant.scope)


def held(case: Case, law: Law, unread: Law) -> list[Finding]:
    """Whether the one who acts holds the licence named, and it runs: what stands in the way, or nothing."""
    parent = head(case)
    if parent is None:
        return [
            unknown(
                law,
                "所依据的许可不明",
                "The licence on which the act rests is not known",
                Words("提供该许可合同", "Produce the licence"),
            )
        ]
    if parent.kind in ("assignment", "open_declaration") or parent.grantee not in case.transaction.grantors:
        return [
            finding(
                law,
                Outcome.INDETERMINATE if parent.grantee is None else Outcome.FORBIDDEN,
                "行为人不是该许可的被许可人，无权处分",
                "The one who acts does not hold that licence",
                who=parent.grantee,
                effect="void",
                grant=parent.id,
            )
        ]
    if not runs(parent, case.day):
        return [
            finding(law, Outcome.FORBIDDEN, "该许可已经终止", "That licence has ended", effect="void", grant=parent.id)
        ]
    if parent.kind not in _CONTRACTUAL:
        return [
            unknown(
                unread,
                "非基于合同取得的许可能否转让或者再许可尚待核实",
                "Whether a licence not resting on contract can be passed on or sub-licensed remains to be verified",
                grant=parent.id,
            )
        ]
    if parent.kind is None:
        return [unknown(unread, "该许可的方式不明", "The kind of that licence is not known", grant=parent.id)]
    return []


def beyond(case: Case, boxes: Sequence[Box]) -> Overlap:
    """How surely the request reaches beyond the boxes of its head licence.

    MAYBE: only in fields that may or may not lie within those of the licence.
    """
    disjoint = case.context.disjoint_fields
    if not subtract(case.requested, boxes, disjoint)[0]:
        return Overlap.NO
    for box in case.requested:
        for field in box.fields:
            asked = msgspec.structs.replace(box, fields=(field,))
            if subtract((asked,), [_at_most(one, asked, disjoint) for one in boxes], disjoint)[0]:
                return Overlap.YES
    return Overlap.MAYBE


def _at_most(box: Box, asked: Box, disjoint: DisjointPairs) -> Box:
    """The box as large as it may be: what may lie in its fields does, what may lie in its exceptions does not."""
    (field,) = asked.fields
    maybe = any(meet(field, one, disjoint) is Overlap.MAYBE for one in box.fields)
    return msgspec.structs.replace(
        box,
        fields=(*box.fields, field) if maybe else box.fields,
        fields_except=tuple(one for one in box.fields_except if meet(field, one, disjoint) is not Overlap.MAYBE),
    )


def within(case: Case, law: Law, parent: Grant) -> list[Finding]:
    """A sub-licence is no more exclusive than its head licence and stays within its scope and term."""
    return [*no_more_exclusive(case, law, parent), *inside_scope(case, law, parent)]


def no_more_exclusive(case: Case, law: Law, parent: Grant) -> list[Finding]:
    """A sub-licence is no more exclusive than its head licence; a head licence of unknown kind counts as ordinary."""
    if _RANK[case.transaction.licence_kind] > _RANK.get(parent.kind or "", 0):
        return [
            finding(
                law,
                Outcome.FORBIDDEN,
                "再许可的排他程度不得超过上级许可",
                "A sub-licence cannot be more exclusive than the head licence",
                Words("改为普通再许可", "Make it an ordinary sub-licence"),
                who=parent.grantee,
                effect="breach",
                grant=parent.id,
            )
        ]
    return []


def inside_scope(case: Case, law: Law, parent: Grant) -> list[Finding]:
    """A sub-licence stays within the territory, term, fields, acts and claims of its head licence."""
    if parent.scope is None:
        return [unknown(law, "上级许可的范围不明", "The scope of the head licence is not known", grant=parent.id)]
    reach = beyond(case, grant_boxes(parent) or ())
    if reach:
        return [
            finding(
                law,
                Outcome.INDETERMINATE if reach is Overlap.MAYBE else Outcome.FORBIDDEN,
                "再许可超出上级许可的地域、期限、领域、行为或者权利要求",
                "The sub-licence reaches beyond the head licence in territory, term, field, acts or claims",
                Words("将再许可限于上级许可的范围和期限", "Keep the sub-licence within the head licence"),
                who=parent.grantee,
                effect="breach",
                grant=parent.id,
            )
        ]
    return []
