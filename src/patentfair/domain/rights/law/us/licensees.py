"""What a licensee may do with its licence: sub-license it, pass it on, have it recorded. United States."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import add_months
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import consent, consented, grant_boxes, unknown
from patentfair.domain.rights.law.headlicence import beyond
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.law.us import sources
from patentfair.domain.rights.law.us.case import Case
from patentfair.domain.rights.law.us.conveyance import R02
from patentfair.domain.rights.law.us.coowners import R01
from patentfair.domain.rights.law.us.funding import R20
from patentfair.domain.rights.overlap import Overlap

__all__ = ["RULES"]

R08 = Law(
    "R-US-08",
    Words("许可具有人身性", "Licences are personal"),
    "Rhone-Poulenc v. DeKalb",
    Words("Rhone-Poulenc等判例", "Rhone-Poulenc and like decisions"),
    "V2",
    sources.CODE,
)
R08X = Law(
    "R-US-08",
    Words("独占许可的转让", "Assigning an exclusive licence"),
    "case law on assigning exclusive licences",
    Words("判例不一，尚待核实", "split decisions, not verified"),
    "GK",
    sources.CODE,
)
U02 = Law(
    "U-US-02",
    Words("普通许可的登记", "Recording a non-exclusive licence"),
    "37 CFR 3.11",
    Words("《美国联邦法规汇编》第37编第3.11条，尚待核实", "37 C.F.R. 3.11, not verified"),
    "GK",
    sources.CODE,
)

_RANK = {"exclusive": 2, "sole": 1}
_PRODUCE = Words("提供该许可合同", "Produce the licence contract")


def _parent(case: Case) -> Grant | None:
    for grant in case.facts.grants or ():
        if grant.id == case.transaction.parent:
            return grant
    return None


def _licensor(case: Case, parent: Grant) -> tuple[Words, str]:
    name = parent.grantor or (case.holders[0] if len(case.holders) == 1 else None)
    return (Words(name, name), name) if name else (Words("许可人", "the licensor"), "licensor")


def _held(case: Case, parent: Grant | None) -> list[Finding]:
    """Findings where the licence acted on is not known, not the grantor's, has ended or cannot pass at all."""
    if parent is None:
        return [unknown(R08, "所依据的许可不明", "The licence acted on is not known", _PRODUCE)]
    if parent.grantee not in case.transaction.grantors:
        return [
            finding(
                R08,
                Outcome.FORBIDDEN,
                "行为人不是该许可的被许可人，无权处分",
                "The one who acts does not hold that licence",
                who=parent.grantee,
                effect="void",
                grant=parent.id,
            )
        ]
    if parent.ended is not None and parent.ended <= case.day:
        return [
            finding(R08, Outcome.FORBIDDEN, "该许可已经终止", "That licence has ended", effect="void", grant=parent.id)
        ]
    if parent.kind == "government":
        return [
            finding(
                R20,
                Outcome.FORBIDDEN,
                "政府依法享有的许可不得转让",
                "The licence the Government has by law is non-transferable",
                effect="void",
                grant=parent.id,
            )
        ]
    return []


def sub_licence(case: Case) -> Sequence[Finding]:
    """R-US-08: a sub-licence needs authority, and stays within its head licence."""
    parent = _parent(case)
    out = _held(case, parent)
    if out or parent is None:
        return out
    named, who = _licensor(case, parent)
    if not parent.sublicensable and consented(case, who) != "given":
        out.append(
            finding(
                R08,
                Outcome.INDETERMINATE if parent.sublicensable is None else Outcome.FORBIDDEN,
                "许可具有人身性，分许可须经授权（据二手资料）",
                "Licences are personal: a sub-licence needs authority (from a secondary source)",
                Words(f"取得{named.zh}书面授权", f"Obtain the written authority of {named.en}"),
                requirement="consent",
                who=who,
                effect="breach",
                grant=parent.id,
            )
        )
    out.extend(_within(case, parent))
    return out


def _within(case: Case, parent: Grant) -> list[Finding]:
    out = []
    wanted = case.transaction.licence_kind
    if parent.kind in (None, "unspecified") and wanted in _RANK:
        out.append(unknown(R08, "上级许可的方式不明", "The kind of the head licence is not known", grant=parent.id))
    elif _RANK.get(wanted, 0) > _RANK.get(parent.kind or "", 0):
        out.append(
            finding(
                R08,
                Outcome.FORBIDDEN,
                "分许可的排他程度不得超过上级许可",
                "A sub-licence cannot be more exclusive than its head licence",
                Words("改为普通分许可", "Make it an ordinary sub-licence"),
                who=parent.grantee,
                effect="breach",
                grant=parent.id,
            )
        )
    head = grant_boxes(parent)
    if head is None:
        out.append(unknown(R08, "上级许可的范围不明", "The scope of the head licence is not known", grant=parent.id))
    elif reach := beyond(case, head):
        out.append(
            finding(
                R08,
                Outcome.INDETERMINATE if reach is Overlap.MAYBE else Outcome.FORBIDDEN,
                "分许可超出上级许可的地域、期限、领域、行为或者权利要求",
                "The sub-licence reaches beyond its head licence in territory, term, field, acts or claims",
                Words("将分许可限于上级许可的范围和期限", "Keep the sub-licence within its head licence"),
                who=parent.grantee,
                effect="breach",
                grant=parent.id,
            )
        )
    return out


def transfer(case: Case) -> Sequence[Finding]:
    """R-US-08: a non-exclusive licence passes only with the licensor's consent; of exclusive ones the courts differ."""
    parent = _parent(case)
    out = _held(case, parent)
    if out or parent is None:
        return out
    if parent.transferable:
        return [
            finding(
                R08,
                Outcome.ALLOWED,
                "合同允许转让该许可",
                "The contract lets the licence be assigned",
                requirement="evidence",
                who="licensee",
                grant=parent.id,
                listed=True,
            )
        ]
    named, who = _licensor(case, parent)
    personal = parent.transferable is False or parent.kind in ("ordinary", "open_taken")
    return [
        consent(
            case,
            R08 if personal else R08X,
            who,
            "许可具有人身性，未经许可人同意不得转让，随企业一并转让或者合并亦同（据二手资料）"
            if personal
            else "独占、排他或者方式不明的许可可否不经许可人同意转让，判例不一，尚待核实",
            "The licence is personal and cannot be assigned without the licensor, not even with the business (from a "
            "secondary source)"
            if personal
            else "Whether an exclusive or sole licence, or one of unknown kind, can be assigned without the licensor "
            "is decided differently by the courts and was not verified",
            Words(f"取得{named.zh}书面同意", f"Obtain the written consent of {named.en}"),
            effect="void",
            grant=parent.id,
        )
    ]


def recordal(case: Case) -> Sequence[Finding]:
    """R-US-02: an exclusive right is recorded within three months; of a non-exclusive licence nothing was read."""
    parent = _parent(case)
    if parent is None:
        return [unknown(R02, "申请登记的许可不明", "The licence to be recorded is not known", _PRODUCE)]
    if parent.kind is None or parent.kind == "unspecified":
        return [unknown(R02, "许可的方式不明", "The kind of the licence is not known", grant=parent.id)]
    if parent.kind != "exclusive":
        return [
            unknown(
                U02,
                "独占权以外的许可可否登记、登记有何效力，尚未核实",
                "Whether a licence granting no exclusive right can be recorded, and to what effect, was not verified",
                Words("咨询美国专利律师", "Ask a United States patent attorney"),
                grant=parent.id,
            )
        ]
    made = parent.executed or parent.effective
    return [
        finding(
            R02,
            Outcome.ALLOWED,
            "独占权应当自文件之日起三个月内，或者在他人其后取得之前登记；逾期仍可登记，但不能对抗其间支付对价且不知情的取得人",
            "The exclusive right is to be recorded within three months of its date, or before anybody else acquires; "
            "later recording does not hold against one who acquired meanwhile for value without notice",
            Words("立即登记", "Record it at once"),
            requirement="record",
            who="either party",
            deadline=add_months(made, 3) if made is not None else None,
            effect="not_opposable",
            grant=parent.id,
            listed=True,
        )
    ]


RULES = (
    Rule(R08, frozenset({"sub_licence"}), sub_licence),
    Rule(R08, sources.TRANSFER, transfer),
    Rule(R01, frozenset({"licence_recordal"}), recordal),
)
