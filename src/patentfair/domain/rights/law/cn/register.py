"""Recordal of a licence contract asked for: the grounds on which the office refuses it. China."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import months_after
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import consented, grant_boxes, unknown
from patentfair.domain.rights.law.cn import sources
from patentfair.domain.rights.law.cn.blocks import R56
from patentfair.domain.rights.law.cn.case import Case
from patentfair.domain.rights.law.cn.coowners import clauses_agreed, owner_missing, shares_missing
from patentfair.domain.rights.law.cn.licence import R54
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.overlap import Overlap
from patentfair.domain.rights.scope import scope_overlap

__all__ = ["RULES", "S50"]

S50 = Law(
    "S-50",
    Words("专利登记簿的证据作用", "The register as evidence"),
    "GL V-9-1.3",
    Words("《专利审查指南》第五部分第九章第1.3节", "Guidelines V-9-1.3"),
    "V",
    sources.GL,
)

_EXCLUDING = ("exclusive", "sole")
_CONTRACTS = ("exclusive", "sole", "ordinary", "unspecified", None)


def _meets(case: Case, one: Grant, other: Grant) -> Overlap:
    left, right = grant_boxes(one), grant_boxes(other)
    if left is None or right is None:
        return Overlap.MAYBE
    return scope_overlap(left, right, case.context.disjoint_fields)


def _chain(case: Case, grant: Grant) -> list[Grant]:
    """The licences a sub-licence rests on, the nearest first."""
    known = {one.id: one for one in case.facts.grants or ()}
    out: list[Grant] = []
    while grant.parent is not None and grant.parent in known and known[grant.parent] not in out:
        grant = known[grant.parent]
        out.append(grant)
    return out


def request(case: Case) -> Sequence[Finding]:
    """R-CN-56: order 62 art. 12, as far as it turns on the facts; lateness is explained, not refused."""
    subject = next((one for one in case.facts.grants or () if one.id == case.transaction.parent), None)
    if subject is None:
        return [unknown(R56, "请求备案的许可合同不明", "The licence to be recorded is not known")]
    return [
        *_over(case, subject),
        *_power(case, subject),
        *_coowners(case, subject),
        *_fees_and_term(case, subject),
        *_conflicts(case, subject),
        *_timely(case, subject),
    ]


def _over(case: Case, subject: Grant) -> list[Finding]:
    """Ground 8, and contracts that have run out or been ended."""
    out = []
    if subject.recorded:
        out.append(
            _refused("同一许可合同已经备案，不予重复备案", "The same contract has already been recorded", subject)
        )
    boxes = grant_boxes(subject)
    if subject.ended is not None and subject.ended <= case.day:
        out.append(_refused("许可合同已经终止，不予备案", "The contract has ended", subject))
    elif boxes is not None and all(box.time.end is not None and box.time.end <= case.day for box in boxes):
        out.append(_refused("许可合同约定的期限已经届满，不予备案", "The term of the contract has run out", subject))
    return out


def _power(case: Case, subject: Grant) -> list[Finding]:
    """Ground 2: the licensor is the registered owner or otherwise entitled."""
    if subject.grantor is None:
        return [unknown(R56, "许可人不明", "Who the licensor is is not known", grant=subject.id)]
    if subject.parent is not None:
        return _sub_power(case, subject)
    if case.owners is None:
        return [unknown(R56, "专利权人不明", "Who owns the right is not known")]
    if subject.grantor in case.owners:
        return []
    if any(one.owner == subject.grantor and one.registered is None for one in case.interests or ()):
        return [
            unknown(R56, "许可人是否登记为专利权人不明", "Whether the licensor is the registered owner is not known")
        ]
    return [_refused("许可人不是登记的专利权人", "The licensor is not the registered owner", subject)]


def _sub_power(case: Case, subject: Grant) -> list[Finding]:
    head = next(iter(_chain(case, subject)), None)
    if head is None or head.grantee is None or head.sublicensable is None:
        return [
            unknown(
                R56,
                "再许可人是否有权再许可不明",
                "Whether the sub-licensor may sub-license is not known",
                Words("提供上级许可合同及授权", "Produce the head licence with its authority"),
                grant=subject.id,
            )
        ]
    if head.grantee != subject.grantor or not head.sublicensable:
        return [_refused("再许可人无权再许可", "The sub-licensor has no authority to sub-license", subject)]
    return []


def _coowners(case: Case, subject: Grant) -> list[Finding]:
    """Ground 5: a co-owner licensed against the law or the agreement of the co-owners."""
    if subject.parent is not None or subject.grantor not in (case.owners or ()) or subject.kind not in _CONTRACTS:
        return []
    others = [name for name in case.owners or () if name not in (subject.grantor, subject.grantee)]
    others = [name for name in others if consented(case, name) != "given"]
    missing = shares_missing(case)
    doubtful = [
        one.owner
        for one in case.interests or ()
        if one.registered is None
        and one.owner not in (subject.grantor, subject.grantee)
        and consented(case, one.owner) != "given"
    ]
    if not others and not missing and not doubtful:
        return []
    clauses = clauses_agreed(case)
    ordinary = subject.kind in ("ordinary", "unspecified")
    if clauses is None and ordinary:
        return [unknown(R56, "共有人之间有无约定不明", "What the co-owners agreed is not known", grant=subject.id)]
    if clauses is not None and ("no_solo_licence" not in clauses if ordinary else "solo_exclusive_licence" in clauses):
        return []
    out = [_unagreed(case, subject, name) for name in others]
    out.extend(
        unknown(R56, f"{name}是否登记为共有人不明", f"Whether {name} is registered as co-owner is not known")
        for name in sorted(set(doubtful))
    )
    return [*out, owner_missing(R56)] if missing else out


def _unagreed(case: Case, subject: Grant, name: str) -> Finding:
    unsure = any(one.party == name and one.answer is None for one in case.transaction.consents)
    return finding(
        R56,
        Outcome.INDETERMINATE if unsure else Outcome.FORBIDDEN,
        f"共有人之一未经{name}同意给予许可，违反共有专利权的规定或者共有人的约定"
        + ("；是否同意不明" if unsure else ""),
        f"One co-owner licensed without the consent of {name}, against the law or what the co-owners agreed"
        + ("; whether it consented is not known" if unsure else ""),
        Words(f"取得{name}的书面同意", f"Obtain the written consent of {name}"),
        requirement="consent",
        who=name,
        effect="unregistrable",
        grant=subject.id,
    )


def _fees_and_term(case: Case, subject: Grant) -> list[Finding]:
    """Grounds 4 and 6."""
    out = []
    if any(fee.paid is False and fee.due < case.day for fee in case.right.fees or ()):
        out.append(_refused("专利处于年费滞纳期，不予备案", "The annuity is in its late window", subject))
    for box in subject.scope or ():
        if box.time.end is not None and case.life_end is not None and box.time.end > case.life_end:
            out.append(
                unknown(
                    R56,
                    "专利权期限补偿的天数不明，许可期限是否超过专利权有效期不能确定",
                    "By how many days the term was lengthened is not known, nor whether the licence runs beyond it",
                    grant=subject.id,
                )
                if case.end_unsure
                else _refused("许可期限超过专利权有效期", "The licence runs beyond the patent", subject)
            )
            break
    return out


def _conflicts(case: Case, subject: Grant) -> list[Finding]:
    """Ground 10. A licence does not conflict with the one it rests on, nor with those that rest on it."""
    out = []
    above = {one.id for one in _chain(case, subject)}
    for other in sorted(case.facts.grants or (), key=_id):
        if other.id == subject.id or other.recorded is False or (other.ended is not None and other.ended <= case.day):
            continue
        if other.id in above or (other.parent is not None and subject in _chain(case, other)):
            continue
        if other.kind in _EXCLUDING or subject.kind in _EXCLUDING:
            found = _meets(case, subject, other)
            if found is Overlap.YES and other.recorded:
                out.append(_refused("与已备案的许可合同相冲突", "It conflicts with a recorded licence", other))
            elif found:
                out.append(
                    unknown(
                        R56,
                        "与已备案的许可是否冲突不能确定" if other.recorded else "与之冲突的另一许可是否已经备案不明",
                        "Conflict with a recorded licence is not certain"
                        if other.recorded
                        else "Whether another licence with which it conflicts has been recorded is not known",
                        grant=other.id,
                    )
                )
    return out


def _timely(case: Case, subject: Grant) -> list[Finding]:
    effective = subject.effective or subject.executed
    deadline = months_after(effective, 3, case.calendar) if effective else None
    late = deadline is None or case.day > deadline
    return [
        finding(
            R54,
            Outcome.NEEDS_FORMALITY if late else Outcome.ALLOWED,
            "许可合同应当自生效之日起三个月内备案；逾期的，双方说明理由后通常仍予受理",
            "A licence is recorded within three months of taking effect; later, both sides explain and it is "
            "usually taken",
            Words("提交双方盖章的逾期说明", "File an explanation sealed by both sides") if late else None,
            requirement="record",
            who="either party",
            deadline=deadline,
            grant=subject.id,
            listed=not late,
        )
    ]


def _id(grant: Grant) -> str:
    return grant.id


def _refused(zh: str, en: str, grant: Grant) -> Finding:
    return finding(
        R56,
        Outcome.FORBIDDEN,
        zh,
        en,
        requirement="record",
        who="either party",
        effect="unregistrable",
        grant=grant.id,
    )


RULES = (Rule(R56, frozenset({"licence_recordal"}), request),)
