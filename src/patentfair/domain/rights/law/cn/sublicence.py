"""Sub-licences (再许可): authority, and what the head licence covers; transfer of a licence. China."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import consent, unknown
from patentfair.domain.rights.law.cn import sources
from patentfair.domain.rights.law.cn.case import Case
from patentfair.domain.rights.law.cn.licence import R50, R70
from patentfair.domain.rights.law.headlicence import inside_scope, no_more_exclusive, runs
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["RULES"]

R02 = Law(
    "R-CN-02",
    Words("再许可（分许可）须经授权", "Sub-licence needs authority"),
    "PL 12; CC 867",
    Words("《专利法》第十二条、《民法典》第八百六十七条", "Patent Law art. 12, Civil Code art. 867"),
    "V",
    sources.PL,
)


def _parent(case: Case) -> Grant | None:
    for grant in case.facts.grants or ():
        if grant.id == case.transaction.parent:
            return grant
    return None


def sub_licence(case: Case) -> Sequence[Finding]:
    """R-CN-02: a sub-licence needs authority, and stays within the parent's scope, term and kind."""
    parent = _parent(case)
    if parent is None:
        return [
            unknown(
                R02,
                "再许可（分许可）所依据的许可不明",
                "The licence on which the sub-licence rests is not known",
                Words("提供上级许可合同", "Produce the head licence"),
            )
        ]
    if parent.grantee not in case.transaction.grantors:
        return [
            finding(
                R02,
                Outcome.FORBIDDEN,
                "再许可人不是上级许可的被许可人，无权许可",
                "The one who sub-licenses does not hold the head licence",
                who=parent.grantee,
                effect="void",
                grant=parent.id,
            )
        ]
    if parent.ended is not None and parent.ended <= case.day:
        return [
            finding(
                R02, Outcome.FORBIDDEN, "上级许可已经终止", "The head licence has ended", effect="void", grant=parent.id
            )
        ]
    if parent.kind == "compulsory":
        return [
            finding(
                R70,
                Outcome.FORBIDDEN,
                "取得强制许可的单位或者个人无权允许他人实施",
                "The holder of a compulsory licence may not let others work the patent",
                effect="void",
                who=parent.grantee,
                grant=parent.id,
            )
        ]
    return [*_authority(case, parent), *_within_parent(case, parent)]


def _authority(case: Case, parent: Grant) -> list[Finding]:
    owner = parent.grantor or (case.owners[0] if case.owners and len(case.owners) == 1 else None)
    named = Words(owner, owner) if owner else Words("专利权人", "the owner")
    owner = owner or "owner"
    given = any(one.party == owner and one.answer == "given" for one in case.transaction.consents)
    if parent.sublicensable or given:
        return []
    return [
        finding(
            R02,
            Outcome.INDETERMINATE if parent.sublicensable is None else Outcome.FORBIDDEN,
            "被许可人无权允许合同以外的任何人实施，再许可（分许可）须有明确授权",
            "A licensee may let nobody outside the contract work the patent: a sub-licence needs express authority",
            Words(f"取得{named.zh}书面授权", f"Obtain the written authority of {named.en}"),
            requirement="consent",
            who=owner,
            effect="breach",
            grant=parent.id,
        )
    ]


def _within_parent(case: Case, parent: Grant) -> list[Finding]:
    if parent.kind is None:
        rank = [unknown(R50, "上级许可的方式不明", "The kind of the head licence is not known", grant=parent.id)]
    else:
        rank = no_more_exclusive(case, R50, parent)
    return [*rank, *inside_scope(case, R02, parent)]


def transfer(case: Case) -> Sequence[Finding]:
    """R-CN-02: a licence passes to another, who is outside the contract, only with the licensor."""
    parent = _parent(case)
    if parent is None:
        return [
            unknown(
                R02,
                "所转让的许可不明",
                "The licence to be transferred is not known",
                Words("提供该许可合同", "Produce the licence"),
            )
        ]
    if parent.kind in ("assignment", "open_declaration") or parent.grantee not in case.transaction.grantors:
        return [
            finding(
                R02,
                Outcome.INDETERMINATE if parent.grantee is None else Outcome.FORBIDDEN,
                "转让人不是该许可的被许可人，无权转让",
                "The one who transfers does not hold that licence",
                who=parent.grantee or "licensee",
                effect="void",
                grant=parent.id,
            )
        ]
    if not runs(parent, case.day):
        return [
            finding(R02, Outcome.FORBIDDEN, "该许可已经终止", "That licence has ended", effect="void", grant=parent.id)
        ]
    if parent.kind in ("compulsory", "government", "statutory"):
        return [
            unknown(
                R02,
                "非基于合同取得的许可能否转让不能确定",
                "Whether a licence that does not rest on contract can be transferred is not certain",
                Words("咨询专利律师", "Ask a patent lawyer"),
                grant=parent.id,
            )
        ]
    return [_licensor_agrees(case, parent)]


def _licensor_agrees(case: Case, parent: Grant) -> Finding:
    if parent.transferable:
        return finding(
            R02,
            Outcome.ALLOWED,
            "许可合同允许被许可人转让该许可",
            "The contract lets the licensee transfer the licence",
            Words("通知许可人", "Notify the licensor"),
            requirement="evidence",
            who="licensee",
            grant=parent.id,
            listed=True,
        )
    owner = parent.grantor or (case.owners[0] if case.owners and len(case.owners) == 1 else None)
    named = Words(owner, owner) if owner else Words("许可人", "the licensor")
    return consent(
        case,
        R02,
        owner or "licensor",
        "被许可人无权允许合同以外的任何人实施，将许可转让他人须经许可人同意",
        "A licensee may let nobody outside the contract work the patent: transferring the licence needs the licensor",
        Words(f"取得{named.zh}书面同意", f"Obtain the written consent of {named.en}"),
        effect="breach",
        grant=parent.id,
    )


RULES = (Rule(R02, frozenset({"sub_licence"}), sub_licence), Rule(R02, sources.TRANSFER, transfer))
