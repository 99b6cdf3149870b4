"""Life of the right: what it reserves, how long it runs, annuities, and what an end of it does. China."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import add_months, anniversary, months_after
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Fee
from patentfair.domain.rights.law.case import unknown
from patentfair.domain.rights.law.cn import sources
from patentfair.domain.rights.law.cn.case import Case
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.overlap import Overlap

__all__ = ["RULES"]

R01 = Law(
    "R-CN-01",
    Words("专利权的效力范围", "Acts reserved"),
    "PL 11",
    Words("《专利法》第十一条", "Patent Law art. 11"),
    "V",
    sources.PL,
)
R01C = Law(
    "R-CN-01",
    Words("权利要求所及的范围", "What the claims cover"),
    "PL 64(1)",
    Words("《专利法》第六十四条第一款", "Patent Law art. 64(1)"),
    "V",
    sources.PL,
)
R03 = Law(
    "R-CN-03",
    Words("专利权的期限", "Term of the right"),
    "PL 39, 40, 42(1)",
    Words("《专利法》第三十九条、第四十条、第四十二条第一款", "Patent Law arts 39, 40 and 42(1)"),
    "V",
    sources.PL,
)
R04 = Law(
    "R-CN-04",
    Words("外观设计专利权期限的过渡", "Transition for designs"),
    "PL 42(1)",
    Words("《专利法》第四十二条第一款及其过渡办法", "Patent Law art. 42(1) and its transitional measures"),
    "V2",
    sources.DES,
)
R05 = Law(
    "R-CN-05",
    Words("专利权期限补偿", "Term compensation"),
    "PL 42(2); IR 77, 5, 6",
    Words(
        "《专利法》第四十二条第二款、《专利法实施细则》第七十七条",
        "Patent Law art. 42(2), Implementing Regulations r. 77",
    ),
    "V",
    sources.IR,
)
R06 = Law(
    "R-CN-06",
    Words("药品专利权期限补偿期间的保护范围", "Scope during a drug extension"),
    "PL 42(3); IR 83",
    Words("《专利法实施细则》第八十三条", "Implementing Regulations r. 83"),
    "V",
    sources.IR,
)
R07 = Law(
    "R-CN-07",
    Words("年费与滞纳金", "Annuities"),
    "PL 44(1)(1); IR 115",
    Words(
        "《专利法》第四十四条、《专利法实施细则》第一百一十五条", "Patent Law art. 44, Implementing Regulations r. 115"
    ),
    "V",
    sources.IR,
)
R08 = Law(
    "R-CN-08",
    Words("专利权的提前终止", "Early end of the right"),
    "PL 44; IR 47, 6",
    Words("《专利法》第四十四条、《专利法实施细则》第四十七条", "Patent Law art. 44, Implementing Regulations r. 47"),
    "V",
    sources.IR,
)
R09 = Law(
    "R-CN-09",
    Words("宣告无效的效力", "Effect of invalidation"),
    "PL 47",
    Words("《专利法》第四十七条", "Patent Law art. 47"),
    "V",
    sources.PL,
)
R11 = Law(
    "R-CN-11",
    Words("专利申请的实施许可", "Licence of an application"),
    "SPC-T 29",
    Words("《技术合同司法解释》第二十九条", "Supreme People's Court on technology contracts, art. 29"),
    "V",
    sources.SPC,
)
R12 = Law(
    "R-CN-12",
    Words("许可合同仅在专利权存续期间有效", "A licence runs only while the right subsists"),
    "CC 865",
    Words("《民法典》第八百六十五条", "Civil Code art. 865"),
    "V",
    sources.CC,
)


def acts(case: Case) -> Sequence[Finding]:
    """R-CN-01: a licence of an act, a place or a claim that is none of the right's licenses nothing."""
    asked = case.asked
    out = []
    if asked.acts_outside:
        out.append(
            finding(
                R01,
                Outcome.ALLOWED,
                "所列实施行为中有不在该专利权效力范围内的行为，对该行为的许可没有标的",
                "Some of the acts named are not reserved by the right, so a licence of them licenses nothing",
                Words("删去该项行为；任何人无需许可即可为之", "Strike those acts; nobody needs a licence for them"),
                requirement="evidence",
                who="owner",
                effect="clipped",
                listed=True,
                code="ACT_OUTSIDE_RIGHT",
            )
        )
    if asked.claims_outside or asked.empty == "claims":
        empty = asked.empty == "claims"
        out.append(
            finding(
                R01C,
                Outcome.FORBIDDEN if empty else Outcome.ALLOWED,
                "所列权利要求均不属于该专利，许可没有标的"
                if empty
                else "所列权利要求中有不属于该专利的，该部分没有标的",
                "None of the claims named belongs to the patent: there is nothing to license"
                if empty
                else "Some of the claims named do not belong to the patent, and there is nothing to license in them",
                Words("按授权公告的权利要求书填写", "Name claims of the patent as granted"),
                who="owner",
                effect="void" if empty else "clipped",
                listed=not empty,
                code="CLAIM_OUTSIDE_RIGHT",
            )
        )
    if asked.territory_outside:
        empty = asked.empty == "territory"
        out.append(
            finding(
                R01,
                Outcome.FORBIDDEN if empty else Outcome.ALLOWED,
                "请求的地域超出中国专利权的效力地域（不含香港、澳门、台湾）",
                "The territory asked for goes beyond mainland China, where alone the right runs (not Hong Kong, "
                "Macao or "
                "Taiwan)",
                Words("将地域限于中国内地，其他地域另行取得当地专利权人许可", "Limit the territory to mainland China"),
                who="owner",
                effect="clipped",
                listed=not empty,
                code="TERRITORY_OUTSIDE_RIGHT",
            )
        )
    return out


_STATE = Words("查明并载明登记簿所示的法律状态", "State the legal status as the register shows it")


def subsists(case: Case) -> Sequence[Finding]:
    """R-CN-03, 04, 08, 09, 12: the right must be alive on the day of the act."""
    right = case.right
    out = []
    if right.stage == "invalidated":
        return [
            finding(
                R09,
                Outcome.FORBIDDEN,
                "专利权已被宣告无效，视为自始即不存在，不得再作任何处分",
                "The patent was declared invalid and is deemed never to have existed; nothing can be granted under it",
                effect="void",
                who="owner",
            )
        ]
    ended = right.stage == "ended" or (right.ended is not None and right.ended <= case.day)
    if case.end_unsure and not ended and _expired(case):
        return [
            unknown(
                R03,
                f"专利权基本期限已于{case.life_end}期满，但补偿的天数不明，是否仍在补偿期内不能确定",
                f"The ordinary term ran out on {case.life_end}, but by how many days it was lengthened is not known",
                Words("查明期限补偿的天数", "Find out the days of compensation or extension"),
            )
        ]
    if ended or _expired(case):
        over = case.term_end is not None and case.term_end <= case.day
        if right.restoration_pending and not over:
            return [
                unknown(
                    R08,
                    "专利权已终止，恢复权利的请求尚未审结",
                    "The right has ended and a request to restore it is pending",
                    Words("待恢复决定作出后再行办理", "Wait for the decision on restoration"),
                )
            ]
        return [
            finding(
                R12 if case.kind in sources.LICENCES else R08,
                Outcome.FORBIDDEN,
                "专利权期限已经届满，不能恢复，不得再就其订立许可合同或者作其他处分"
                if over
                else "专利权已经终止，不得再就其订立许可合同或者作其他处分",
                "The term of the right has run out and cannot be restored; nothing more can be licensed or granted "
                "under it"
                if over
                else "The right has ended, so no licence of it can be concluded and nothing else granted under it",
                effect="void",
                who="owner",
                deadline=case.life_end,
            )
        ]
    if right.stage is None:
        out.append(unknown(R03, "专利权的法律状态不明", "The legal status of the right is not known", _STATE))
    if right.right_type == "utility_model" and right.same_day_pair == "granted":
        out.append(
            finding(
                R08,
                Outcome.FORBIDDEN,
                "同一申请人同日申请的发明专利已公告授权，该实用新型专利权自公告之日起终止",
                "The same-day invention has been granted, and with that announcement the utility model ended",
                Words("改就发明专利办理", "Use the invention patent instead"),
                effect="void",
                who="owner",
            )
        )
    if (
        right.right_type == "utility_model"
        and right.same_day_pair is None
        and right.stage != "application"
        and case.kind not in _GIVING_UP
    ):
        out.append(
            unknown(
                R08,
                "同一申请人是否同日就同样的发明创造申请发明专利并已授权不明；已授权的，该实用新型专利权已终止",
                "Whether the same applicant filed for an invention on the same day, and got it, is not known; if so, "
                "the utility model has ended",
                Words("查明有无同日申请及其状态", "Find out whether there is a same-day application, and its status"),
            )
        )
    if right.stage != "application" and case.life_end is None:
        out.append(
            unknown(
                R03,
                "专利类型或者申请日不明，无法计算专利权期限",
                "The type of right or its filing date is not known, so its term cannot be reckoned",
                _STATE,
            )
        )
    elif right.right_type == "design" and right.filing is not None and right.filing < sources.DES:
        out.append(
            finding(
                R04,
                Outcome.ALLOWED,
                "该外观设计专利的申请日在2021年6月1日以前，期限为十年",
                "The design was filed before 1 June 2021 and runs for ten years",
                deadline=case.life_end,
                listed=True,
            )
        )
    return out


_GIVING_UP = sources.WAIVER | sources.WITHDRAWAL


def _expired(case: Case) -> bool:
    return case.life_end is not None and case.life_end <= case.day


def application(case: Case) -> Sequence[Finding]:
    """R-CN-11: an application may be licensed; what kind of contract that is depends on publication and grant."""
    if case.right.stage != "application":
        return ()
    return [
        finding(
            R11,
            Outcome.ALLOWED,
            "标的为尚未授权的专利申请：公布前适用技术秘密许可的规定，公布后参照专利实施许可的规定，授权后即为专利实施许可",
            "The object is a pending application: know-how rules apply before publication, patent-licence rules by "
            "reference after it, and from grant it is a patent licence",
            Words("合同中约定申请被驳回或者撤回时的处理", "Agree what happens if the application fails"),
            who="either party",
            listed=True,
        )
    ]


def clipped(case: Case) -> Sequence[Finding]:
    """R-CN-12, R-CN-06: the request is cut to the life of the right; of nothing, no licence can be granted."""
    if _expired(case) or case.right.stage in ("ended", "invalidated"):
        return ()
    asked, extended = case.asked, case.extended is not None
    out = []
    if asked.within is Overlap.MAYBE:
        out.append(
            unknown(
                R06,
                "请求的使用领域是否落入药品专利权期限补偿期间的保护范围不能确定",
                "Whether the field asked for lies within the scope of the right during the drug extension is not "
                "certain",
                Words("写明药品及获批适应症", "Name the drug and the approved indications"),
            )
        )
    elif asked.empty == "life" and case.end_unsure:
        out.append(
            unknown(
                R03,
                "补偿的天数不明，请求的期限是否在专利权存续期间不能确定",
                "By how many days the term was lengthened is not known, so whether the right lives in the time asked "
                "for is not certain",
                Words("查明期限补偿的天数", "Find out the days of compensation or extension"),
            )
        )
    elif asked.empty == "life":
        base = R06 if extended else R12
        out.append(
            finding(
                base,
                Outcome.FORBIDDEN,
                "请求的范围完全在专利权的存续期间或者保护范围之外，许可没有标的，使用费亦无依据",
                "Nothing of the request lies within the life and scope of the right: there is no object to license, "
                "and no ground for a royalty",
                Words("将期限和领域限于专利权存续的范围", "Keep the term and field within the right"),
                effect="void",
                who="owner",
                deadline=case.life_end,
            )
        )
    elif asked.clipped:
        out.append(
            finding(
                R12,
                Outcome.ALLOWED,
                "请求的期限超出专利权存续期间，超出部分不生效力",
                "The term asked for reaches beyond the life of the right and is cut to it",
                Words("许可期限至专利权期满终止日止", "Let the licence end with the right"),
                deadline=case.life_end,
                effect="clipped",
                who="either party",
                listed=True,
                code="CLIPPED",
            )
        )
    if asked.within is Overlap.YES and _reaches_unknown_indications(case):
        out.append(
            finding(
                R06,
                Outcome.ALLOWED,
                f"自{case.extended}起为药品专利权期限补偿期间，保护范围限于该药品及获批适应症，而适应症不明",
                f"From {case.extended} the right is in its drug extension and covers only the drug and its approved "
                "indications, which are not known",
                Words("写明药品及获批适应症", "Name the drug and the approved indications"),
                who="either party",
                effect="clipped",
                listed=True,
            )
        )
    return out


def _reaches_unknown_indications(case: Case) -> bool:
    start = case.extended
    if start is None or any(one.kind == "drug_extension" and one.fields for one in case.right.term_adjustments):
        return False
    return any(box.time.end is None or box.time.end > start for box in case.requested)


_PAY = Words("在滞纳期内补缴年费及滞纳金", "Pay the annuity with the surcharge within the late window")


def annuities(case: Case) -> Sequence[Finding]:
    """R-CN-07: an unpaid annuity makes the right provisional for six months, then ends it as of the day it fell due."""
    right = case.right
    if right.stage in ("application", "ended", "invalidated") or (case.asked.within is Overlap.NO and _expired(case)):
        return ()
    if right.fees is None:
        return [
            unknown(
                R07,
                "年费是否已按规定缴纳不明",
                "Whether the annuities have been paid is not known",
                Words("查询缴费记录", "Look up the payment record"),
            )
        ]
    out = []
    for fee in sorted(right.fees, key=_due):
        if fee.due >= case.day or fee.paid:
            continue
        last = months_after(fee.due, 6, case.calendar)
        if fee.paid is None:
            out.append(
                unknown(
                    R07,
                    f"至迟应于{fee.due}缴纳的年费是否已缴不明",
                    f"Whether the annuity due on {fee.due} has been paid is not known",
                    Words("查询缴费记录", "Look up the payment record"),
                )
            )
        elif case.day <= last:
            out.append(
                finding(
                    R07,
                    Outcome.NEEDS_FORMALITY,
                    f"至迟应于{fee.due}缴纳的年费未缴，专利权处于滞纳期；逾期不缴的，自应当缴纳年费期满之日起终止",
                    f"The annuity due on {fee.due} is unpaid; the right is in its late window and, if it stays unpaid, "
                    "ends as of that day",
                    _PAY,
                    requirement="pay",
                    who="owner",
                    deadline=last,
                    effect="void",
                )
            )
        else:
            out.append(
                finding(
                    R07,
                    Outcome.INDETERMINATE if right.restoration_pending else Outcome.FORBIDDEN,
                    f"至迟应于{fee.due}缴纳的年费在滞纳期内仍未缴纳，专利权自应当缴纳年费期满之日起终止",
                    f"The annuity due on {fee.due} was not paid within the late window, and the right ended as of "
                    "that day",
                    Words("符合条件的，请求恢复权利", "Ask for restoration, where its conditions are met"),
                    requirement="pay",
                    who="owner",
                    deadline=last,
                    effect="void",
                )
            )
    return out


def _due(fee: Fee) -> tuple[date, str]:
    return fee.due, str(fee.paid)


def compensation_request(case: Case) -> Sequence[Finding]:
    """R-CN-05: request for term compensation within three months of grant; the limit cannot be restored."""
    right = case.right
    out: list[Finding] = []
    if right.right_type is None or right.grant is None or right.filing is None or right.same_day_pair is None:
        out.append(
            unknown(
                R05,
                "专利类型、申请日、授权公告日或者是否同日申请实用新型不明",
                "The type, filing date, grant date or the existence of a same-day utility model is not known",
                _STATE,
            )
        )
    if right.right_type not in (None, "invention") or right.same_day_pair not in (None, "none"):
        out.append(
            finding(
                R05,
                Outcome.FORBIDDEN,
                "期限补偿仅适用于发明专利，且不适用于同日申请实用新型的发明专利",
                "Compensation is for inventions only, and not for one with a same-day utility model",
                effect="void",
                who="owner",
            )
        )
    if right.grant is None or right.filing is None:
        return out
    early = right.grant < anniversary(right.filing, 4) or (
        right.examination_request is not None and right.grant < anniversary(right.examination_request, 3)
    )
    if early:
        out.append(
            finding(
                R05,
                Outcome.FORBIDDEN,
                "自申请日起满四年且自实质审查请求之日起满三年后授权的，方可请求补偿",
                "Compensation needs a grant at least four years after filing and three years after the "
                "examination request",
                effect="void",
                who="owner",
            )
        )
    elif right.examination_request is None:
        out.append(
            unknown(R05, "实质审查请求日不明", "The date of the examination request is not known", _STATE),
        )
    last = months_after(right.grant, 3, case.calendar)
    cautious = add_months(right.grant, 3)
    late = case.day > last
    out.append(
        finding(
            R05,
            Outcome.FORBIDDEN if late else Outcome.NEEDS_FORMALITY,
            "期限补偿请求应当自授权公告之日起三个月内提出，逾期不得恢复",
            "Compensation must be asked for within three months of the grant announcement; a missed limit is not "
            "restored",
            None
            if late
            else Words(f"至迟于{last}提出请求（稳妥日期{cautious}）", f"File by {last}; {cautious} to be safe"),
            requirement="form",
            who="owner",
            deadline=last,
            effect="void",
        )
    )
    return out


def refund(case: Case) -> Sequence[Finding]:
    """R-CN-09: royalties paid before invalidation stay paid, save for manifest unfairness; later ones stop."""
    if case.right.stage != "invalidated":
        return [
            finding(
                R09,
                Outcome.FORBIDDEN if case.right.stage else Outcome.INDETERMINATE,
                "专利权未被宣告无效，不存在因无效而返还使用费的问题",
                "The patent has not been declared invalid, so there is no refund on that ground",
                who="licensee",
            )
        ]
    out = [
        finding(
            R09,
            Outcome.ALLOWED,
            "自宣告无效之后不再发生许可使用费",
            "No royalty accrues after the invalidation",
            Words("停止支付今后的使用费", "Stop future royalties"),
            who="licensee",
            listed=True,
        )
    ]
    transaction = case.transaction
    if transaction.manifestly_unfair or transaction.malice:
        out.append(
            finding(
                R09,
                Outcome.ALLOWED,
                "不返还明显违反公平原则，或者专利权人恶意造成损失，应当全部或者部分返还、赔偿",
                "Keeping the royalties would be manifestly unfair, or the patentee acted in malice: refund or "
                "damages are due",
                requirement="pay",
                who="owner",
                listed=True,
            )
        )
    elif transaction.manifestly_unfair is None or transaction.malice is None or transaction.performed is None:
        out.append(
            unknown(
                R09,
                "合同是否已履行、专利权人有无恶意、不返还是否明显违反公平原则不明",
                "Whether the licence was performed, the patentee acted in malice, or keeping the royalties would be "
                "manifestly unfair is not known",
            )
        )
    elif transaction.performed:
        out.append(
            finding(
                R09,
                Outcome.FORBIDDEN,
                "宣告无效的决定对已经履行的实施许可合同不具有追溯力，已付使用费不予返还",
                "Invalidation does not reach back to a licence already performed: royalties paid are not refunded",
                Words("证明不返还明显违反公平原则", "Show that keeping them would be manifestly unfair"),
                requirement="evidence",
                who="licensee",
            )
        )
    return out


_LICENSED = sources.LICENCES | {"open_licence_declaration"}

RULES = (
    Rule(R01, _LICENSED, acts),
    Rule(R03, sources.EVERY_LIVE, subsists),
    Rule(R11, sources.LICENCES, application),
    Rule(R12, _LICENSED, clipped),
    Rule(R07, sources.EVERY_LIVE, annuities),
    Rule(R05, frozenset({"term_compensation_request"}), compensation_request),
    Rule(R09, frozenset({"royalty_refund"}), refund),
)
