"""Pledge: creation by registration, and when registration is refused. China."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law.case import unknown
from patentfair.domain.rights.law.cn import sources
from patentfair.domain.rights.law.cn.blocks import R83
from patentfair.domain.rights.law.cn.case import Case
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["RULES"]

R80 = Law(
    "R-CN-80",
    Words("质权自登记时设立", "A pledge is created by registration"),
    "CC 427, 444(1); PLG 3; IR 15(3)",
    Words("《民法典》第四百二十七条、第四百四十四条第一款", "Civil Code arts 427 and 444(1)"),
    "V",
    sources.IR,
)


def registration(case: Case) -> Sequence[Finding]:
    """R-CN-80: written contract and joint registration."""
    done = bool(case.transaction.registered)
    return [
        finding(
            R80,
            Outcome.ALLOWED if done else Outcome.NEEDS_FORMALITY,
            "专利权质押应当订立书面合同，由出质人与质权人共同办理登记，质权自登记时设立",
            "A pledge needs a written contract and is created when both sides have it registered",
            Words("共同申请专利权质押登记", "File jointly for pledge registration"),
            requirement="register",
            who="pledgor and pledgee",
            effect="not_created",
            listed=done,
            satisfied=done,
        )
    ]


def refusal(case: Case) -> Sequence[Finding]:
    """R-CN-83: not granted, unpaid annuity, debt beyond the term, same-day application, invalidation pending."""
    right = case.right
    out = []
    if right.stage == "application":
        out.append(
            _refused("专利申请尚未授权，不予质押登记", "An application not yet granted is not registered for pledge")
        )
    if any(fee.paid is False and fee.due < case.day for fee in right.fees or ()):
        out.append(_refused("未按规定缴纳年费，不予质押登记", "Annuities are unpaid, so the pledge is not registered"))
    debt = case.transaction.debt_until
    if debt is None:
        out.append(unknown(R83, "债务履行期限不明，是否超过专利权期限无法判断", "The term of the debt is not known"))
    elif case.life_end is not None and debt > case.life_end and case.end_unsure:
        out.append(
            unknown(
                R83,
                "专利权期限补偿的天数不明，债务履行期限是否超过专利权期限不能确定",
                "By how many days the term was lengthened is not known, nor whether the debt runs beyond it",
            )
        )
    elif case.life_end is not None and debt > case.life_end:
        out.append(
            _refused(
                f"债务履行期限超过专利权期满终止日{case.life_end}，不予质押登记",
                f"The debt runs beyond the end of the patent on {case.life_end}, so the pledge is not registered",
            )
        )
    if right.invalidity_pending is not False:
        out.append(
            _confirm(
                "专利权已被请求宣告无效的，经告知后当事人仍同意的方可登记",
                "Where invalidation has been asked for, the parties must confirm the pledge after being told",
            )
        )
    if right.right_type == "utility_model" and right.same_day_pair != "none":
        out.append(
            _confirm(
                "实用新型存在同日发明专利申请的，应当作出说明，经告知后当事人仍同意的方可登记",
                "For a utility model with a same-day invention application a statement and confirmation are needed",
            )
        )
    return out


def _refused(zh: str, en: str) -> Finding:
    return finding(R83, Outcome.FORBIDDEN, zh, en, requirement="register", who="owner", effect="not_created")


def _confirm(zh: str, en: str) -> Finding:
    return finding(
        R83,
        Outcome.NEEDS_FORMALITY,
        zh,
        en,
        Words("提交书面确认", "File a written confirmation"),
        requirement="evidence",
        who="pledgor and pledgee",
        effect="unregistrable",
    )


RULES = (Rule(R80, sources.PLEDGE, registration), Rule(R83, sources.PLEDGE, refusal))
