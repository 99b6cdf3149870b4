"""Recordal of a licence contract asked for: the grounds on which the office refuses it. China."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import months_after
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.cn.blocks import R56
from patentfair.domain.rights.law.cn.case import Case, unknown
from patentfair.domain.rights.law.cn.licence import R54
from patentfair.domain.rights.law.rule import Rule, finding
from patentfair.domain.rights.overlap import Overlap
from patentfair.domain.rights.scope import scope_overlap

__all__ = ["RULES"]

_EXCLUDING = ("exclusive", "sole")


def _meets(case: Case, one: Grant, other: Grant) -> Overlap:
    if one.scope is None or other.scope is None:
        return Overlap.MAYBE
    return scope_overlap(one.scope, other.scope, case.context.disjoint_fields)


def request(case: Case) -> Sequence[Finding]:  # noqa: PLR0912  the list of grounds
    """R-CN-56: order 62 art. 12, as far as it turns on the facts; lateness is explained, not refused."""
    subject = next((one for one in case.facts.grants or () if one.id == case.transaction.parent), None)
    if subject is None:
        return [unknown(R56, "请求备案的许可合同不明", "The licence to be recorded is not known")]
    out = []
    if subject.recorded:
        out.append(
            _refused("同一许可合同已经备案，不予重复备案", "The same contract has already been recorded", subject)
        )
    if subject.ended is not None and subject.ended <= case.day:
        out.append(_refused("许可合同已经终止，不予备案", "The contract has ended", subject))
    if case.owners is None:
        out.append(unknown(R56, "专利权人不明", "Who owns the right is not known"))
    elif subject.grantor not in case.owners and subject.parent is None:
        out.append(_refused("许可人不是登记的专利权人", "The licensor is not the registered owner", subject))
    if any(fee.paid is False and fee.due < case.day for fee in case.right.fees or ()):
        out.append(_refused("专利处于年费滞纳期，不予备案", "The annuity is in its late window", subject))
    for box in subject.scope or ():
        if box.time.end is not None and case.life_end is not None and box.time.end > case.life_end:
            out.append(_refused("许可期限超过专利权有效期", "The licence runs beyond the patent", subject))
            break
    for other in sorted(case.facts.grants or (), key=_id):
        if other.id == subject.id or not other.recorded or (other.ended is not None and other.ended <= case.day):
            continue
        if other.kind in _EXCLUDING or subject.kind in _EXCLUDING:
            found = _meets(case, subject, other)
            if found is Overlap.YES:
                out.append(_refused("与已备案的许可合同相冲突", "It conflicts with a recorded licence", other))
            elif found is Overlap.MAYBE:
                out.append(
                    unknown(R56, "与已备案的许可是否冲突不能确定", "Conflict with a recorded licence is not certain")
                )
    return [*out, *_timely(case, subject)]


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
