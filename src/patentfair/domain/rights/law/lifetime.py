"""The life of a right in words that hold under any law: what is asked for must exist. Shared by the packs.

Each function takes the law its findings rest on. Whether a time limit moves past days of rest is said for China only;
elsewhere the days between the plain end of a limit and the next working day are left undecided.
"""

from __future__ import annotations

from datetime import date

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import add_months, months_after
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Fee
from patentfair.domain.rights.law.case import Case, unknown
from patentfair.domain.rights.law.rule import Law, finding
from patentfair.domain.rights.overlap import Overlap

__all__ = ["annuities", "annuities_unread", "clipped", "covered", "outside", "secret", "subsists"]

_STATE = Words("查明并载明登记簿所示的法律状态", "State the legal status as the register shows it")
_LAWYER = Words("咨询当地专利律师", "Ask a patent lawyer of that country")
_PAID = Words("查询缴费记录", "Look up the payment record")


def covered(case: Case, law: Law) -> list[Finding]:
    """Only patents for inventions: a utility model or design stands under another Act, which has not been read."""
    kind = case.right.right_type
    if kind == "invention":
        return []
    if kind is None:
        return [unknown(law, "权利的类型不明", "What type of right it is is not known", _STATE)]
    return [
        unknown(
            law,
            "该规则包仅及于发明专利；实用新型、外观设计另有法律，尚待核实",
            "The pack covers patents for inventions only; the law of utility models and designs remains to be verified",
            _LAWYER,
        )
    ]


def secret(case: Case, law: Law) -> list[Finding]:
    """A right kept secret is under rules that have not been read."""
    if case.right.secrecy not in ("defence", "secret"):
        return []
    return [
        unknown(
            law,
            "该权利涉及保密，有关限制尚待核实",
            "The right is kept secret; the limits that follow remain to be verified",
            _LAWYER,
        )
    ]


def subsists(case: Case, law: Law, *, unsure: bool) -> list[Finding]:
    """The right must be alive on the day of the act; `unsure`: time was added to its term and is not reckoned in."""
    right = case.right
    if right.stage == "invalidated":
        return [
            finding(
                law,
                Outcome.FORBIDDEN,
                "专利权已被撤销或者宣告无效，不得再作任何处分",
                "The patent has been revoked or declared invalid; nothing can be granted under it",
                who="owner",
                effect="void",
            )
        ]
    ended = right.stage == "ended" or (right.ended is not None and right.ended <= case.day)
    over = case.life_end is not None and case.life_end <= case.day
    if over and not ended and unsure:
        return [
            unknown(
                law,
                f"专利权基本期限已于{case.life_end}期满，期限是否延长及延长多久不能确定",
                f"The ordinary term ran out on {case.life_end}; whether and by how much it was lengthened is not "
                "certain",
                Words("查明期限延长的天数及其依据", "Find out by how many days it was lengthened, and on what ground"),
            )
        ]
    if ended or over:
        expired = case.term_end is not None and case.term_end <= case.day
        if right.restoration_pending and not expired:
            return [
                unknown(
                    law,
                    "专利权已终止，恢复权利的请求尚未审结",
                    "The right has ended and a request to restore it is pending",
                    Words("待恢复决定作出后再行办理", "Wait for the decision on restoration"),
                )
            ]
        return [
            finding(
                law,
                Outcome.FORBIDDEN,
                "专利权期限已经届满，没有可供处分的标的" if expired else "专利权已经终止，没有可供处分的标的",
                "The term of the right has run out: there is nothing to grant"
                if expired
                else "The right has ended: there is nothing to grant",
                who="owner",
                deadline=case.life_end,
                effect="void",
            )
        ]
    out = []
    if right.stage is None:
        out.append(unknown(law, "专利权的法律状态不明", "The legal status of the right is not known", _STATE))
    if case.life_end is None and right.right_type == "invention":
        out.append(
            unknown(
                law,
                "申请日不明，无法计算专利权期限",
                "The filing date is not known, so the term cannot be reckoned",
                _STATE,
            )
        )
    return out


def clipped(case: Case, law: Law, *, unsure: bool) -> list[Finding]:
    """The request is cut to the life of the right; of nothing, none can be granted. `unsure` as for `subsists`."""
    over = case.life_end is not None and case.life_end <= case.day
    if over or case.right.stage in ("ended", "invalidated"):
        return []
    asked = case.asked
    if asked.within is Overlap.MAYBE or (asked.empty == "life" and unsure):
        return [
            unknown(
                law,
                "请求的期限、领域是否落入延长期间的专利权不能确定",
                "Whether what is asked for lies within the right in its lengthened time is not certain",
                Words("查明延长的期间和范围", "Find out how long, and for what, the right was lengthened"),
            )
        ]
    if asked.empty == "life":
        return [
            finding(
                law,
                Outcome.FORBIDDEN,
                "请求的期限完全在专利权存续期间之外，没有标的",
                "Nothing of the time asked for lies within the life of the right: there is no object",
                Words("将期限限于专利权存续期间", "Keep the term within the life of the right"),
                who="owner",
                deadline=case.life_end,
                effect="void",
            )
        ]
    if not asked.clipped:
        return []
    return [
        finding(
            law,
            Outcome.ALLOWED,
            "请求的期限超出专利权存续期间，超出部分没有标的",
            "The term asked for reaches beyond the life of the right and is cut to it",
            Words("许可期限至专利权终止日止", "Let the licence end with the right"),
            who="either party",
            deadline=case.life_end,
            effect="clipped",
            listed=True,
            code="CLIPPED",
        )
    ]


def outside(case: Case, law: Law, place: Words) -> list[Finding]:
    """An act, a place or a claim that is none of the right's. `law` may be general knowledge: nothing left is asked."""
    asked = case.asked
    out = []
    for lost, zh, en, code in (
        (
            asked.acts_outside and "acts",
            "所列实施行为中有不在已知效力范围内的行为，其是否为该专利权所及尚待核实",
            "Some of the acts named are not among those known to be reserved; whether they are remains to be verified",
            "ACT_OUTSIDE_RIGHT",
        ),
        (
            (asked.claims_outside or asked.empty == "claims") and "claims",
            "所列权利要求中有不属于该专利的，该部分没有标的",
            "Some of the claims named do not belong to the patent, and there is nothing to license in them",
            "CLAIM_OUTSIDE_RIGHT",
        ),
        (
            asked.territory_outside and "territory",
            f"请求的地域超出该专利权的效力地域（{place.zh}）",
            f"The territory asked for goes beyond {place.en}, where alone the right runs",
            "TERRITORY_OUTSIDE_RIGHT",
        ),
    ):
        if not lost:
            continue
        empty = asked.empty == lost
        out.append(
            finding(
                law,
                Outcome.FORBIDDEN if empty else Outcome.ALLOWED,
                zh,
                en,
                Words("将请求限于该专利权的范围", "Keep the request within the right"),
                who="owner",
                effect="clipped",
                listed=not empty,
                code=code,
            )
        )
    return out


def annuities(case: Case, law: Law, months: int) -> list[Finding]:
    """A renewal fee unpaid leaves the right provisional for `months` after its last day, then ends it."""
    right = case.right
    if _no_fees(case):
        return []
    if right.fees is None:
        return [unknown(law, "年费是否已缴纳不明", "Whether the renewal fees have been paid is not known", _PAID)]
    out = []
    for fee in sorted(right.fees, key=_due):
        if fee.due >= case.day or fee.paid:
            continue
        last = add_months(fee.due, months)
        if fee.paid is None:
            out.append(_payment_unknown(law, fee))
        elif case.day <= last:
            out.append(
                finding(
                    law,
                    Outcome.NEEDS_FORMALITY,
                    f"至迟应于{fee.due}缴纳的年费未缴，专利权已失效；在宽限期内补缴的，视为从未失效",
                    f"The renewal fee due on {fee.due} is unpaid and the right has ceased; if it is paid within the "
                    "late window, the right is treated as never having expired",
                    Words("在宽限期内补缴年费及附加费", "Pay the fee and the additional fee within the late window"),
                    requirement="pay",
                    who="owner",
                    deadline=last,
                    effect="void",
                )
            )
        elif case.day <= months_after(fee.due, months, case.calendar):
            out.append(
                unknown(
                    law,
                    f"补缴的宽限期于{last}届满，是否顺延至下一工作日尚待核实",
                    f"The late window ended on {last}; whether it moves to the next working day remains to be verified",
                    _LAWYER,
                )
            )
        else:
            out.append(
                finding(
                    law,
                    Outcome.INDETERMINATE if right.restoration_pending else Outcome.FORBIDDEN,
                    f"至迟应于{fee.due}缴纳的年费在宽限期内仍未缴纳，专利权已失效",
                    f"The renewal fee due on {fee.due} was not paid within the late window, and the right has ceased",
                    Words("符合条件的，请求恢复权利", "Ask for restoration, where its conditions are met"),
                    requirement="pay",
                    who="owner",
                    deadline=last,
                    effect="void",
                )
            )
    return out


def annuities_unread(case: Case, law: Law) -> list[Finding]:
    """The same where the effect of an unpaid fee has not been read: a fee overdue leaves the right in doubt."""
    if _no_fees(case):
        return []
    if case.right.fees is None:
        return [unknown(law, "年费是否已缴纳不明", "Whether the annuities have been paid is not known", _PAID)]
    return [
        _payment_unknown(law, fee)
        if fee.paid is None
        else unknown(
            law,
            f"至迟应于{fee.due}缴纳的年费未缴；补缴的期限及专利权是否仍存续尚待核实",
            f"The annuity due on {fee.due} is unpaid; how long it can still be paid, and whether the right lives on, "
            "remain to be verified",
            Words("查询登记簿，必要时补缴", "Search the register, and pay where that can still be done"),
        )
        for fee in sorted(case.right.fees, key=_due)
        if fee.due < case.day and not fee.paid
    ]


def _no_fees(case: Case) -> bool:
    over = case.life_end is not None and case.life_end <= case.day
    return over or case.right.stage in ("application", "ended", "invalidated")


def _payment_unknown(law: Law, fee: Fee) -> Finding:
    return unknown(
        law,
        f"至迟应于{fee.due}缴纳的年费是否已缴不明",
        f"Whether the fee due on {fee.due} has been paid is not known",
        _PAID,
    )


def _due(fee: Fee) -> tuple[date, str]:
    return fee.due, str(fee.paid)
