"""Life of the right: what it reserves, how long it runs, maintenance fees and revival. United States."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import add_months, anniversary
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Fee
from patentfair.domain.rights.law.case import unknown
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.law.us import sources
from patentfair.domain.rights.law.us.case import Case, term_begins
from patentfair.domain.rights.overlap import Overlap
from patentfair.domain.rights.territory import resolve

__all__ = ["RULES", "fee_windows", "rolled"]

R04 = Law(
    "R-US-04",
    Words("专利权的效力范围", "Acts reserved"),
    "35 USC 154(a)(1), 271(a), 271(g)",
    Words("《美国法典》第35编第154条(a)(1)、第271条(a)、(g)", "35 U.S.C. 154(a)(1), 271(a) and (g)"),
    "V",
    sources.CODE,
)
R04P = Law(
    "R-US-04",
    Words("美国属地", "Territories and possessions"),
    "35 USC 100(c)",
    Words("《美国法典》第35编第100条(c)，尚待核实", "35 U.S.C. 100(c), not verified"),
    "GK",
    sources.CODE,
)
R05 = Law(
    "R-US-05",
    Words("专利权的期限", "Term of the right"),
    "35 USC 154(a)(2), (a)(3), (b)",
    Words("《美国法典》第35编第154条", "35 U.S.C. 154"),
    "V",
    sources.CODE,
)
R05D = Law(
    "R-US-05",
    Words("外观设计、期满当日与旧法申请的期限", "Term of designs, the last day, old applications"),
    "35 USC 154(c), 173",
    Words("《美国法典》第35编第154条(c)、第173条及计日方法，尚待核实", "35 U.S.C. 154(c), 173, not verified"),
    "GK",
    sources.CODE,
)
R05E = Law(
    "R-US-05",
    Words("药品等专利权期限延长", "Extension for regulatory review"),
    "35 USC 156",
    Words("《美国法典》第35编第156条，尚待核实", "35 U.S.C. 156, not verified"),
    "GK",
    sources.CODE,
)
R06 = Law(
    "R-US-06",
    Words("维持费与恢复", "Maintenance fees and revival"),
    "35 USC 41(b), (c)",
    Words("《美国法典》第35编第41条(b)、(c)", "35 U.S.C. 41(b) and (c)"),
    "V",
    sources.CODE,
)

_DAY = timedelta(days=1)
_POSSESSIONS = frozenset({"PR", "GU", "VI", "AS", "MP", "UM"})
_TWENTY_YEARS = date(1995, 6, 8)
_FIFTEEN_YEARS = date(2015, 5, 13)
_STATE = Words("查明并载明官方记录所示的法律状态", "State the legal status as the office's records show it")
_COUNSEL = Words("咨询美国专利律师", "Ask a United States patent attorney")


def fee_windows(grant: date) -> tuple[tuple[date, date], ...]:
    """The three maintenance fees: last day without surcharge (3.5, 7.5, 11.5 years after grant), last day of grace."""
    return tuple((add_months(grant, months), add_months(grant, months + 6)) for months in (42, 90, 138))


def rolled(day: date) -> date:
    """The next working day after a Saturday or Sunday: shown beside a limit, never decides (general knowledge)."""
    return day + _DAY * max(0, 7 - day.weekday()) if day.weekday() >= 5 else day


def acts(case: Case) -> Sequence[Finding]:
    """R-US-04: a licence of an act, a place or a claim that is none of the right's licenses nothing."""
    asked = case.asked
    out = []
    if asked.acts_outside:
        out.append(
            finding(
                R04,
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
                R04,
                Outcome.FORBIDDEN if empty else Outcome.ALLOWED,
                "所列权利要求均不属于该专利，许可没有标的"
                if empty
                else "所列权利要求中有不属于该专利的，该部分没有标的",
                "None of the claims named belongs to the patent: there is nothing to license"
                if empty
                else "Some of the claims named do not belong to the patent, and there is nothing to license in them",
                Words("按授权的权利要求书填写", "Name claims of the patent as granted"),
                who="owner",
                effect="void" if empty else "clipped",
                listed=not empty,
                code="CLAIM_OUTSIDE_RIGHT",
            )
        )
    if asked.territory_outside:
        out.append(_abroad(case))
    return out


def _abroad(case: Case) -> Finding:
    empty = case.asked.empty == "territory"
    named = {node.partition("-")[0] for box in case.transaction.scope for node in resolve(box.territory)}
    if empty and named and named <= _POSSESSIONS | {"US"}:
        return unknown(
            R04P,
            "请求的地域为美国属地，专利权是否及于该地尚未核实",
            "The territory asked for is a territory or possession of the United States; whether the right runs there "
            "was not verified",
            _COUNSEL,
        )
    return finding(
        R04,
        Outcome.FORBIDDEN if empty else Outcome.ALLOWED,
        "请求的地域超出美国专利权的效力地域",
        "The territory asked for goes beyond the United States, where alone the right runs",
        Words("将地域限于美国，其他地域另行取得当地专利权人许可", "Limit the territory to the United States"),
        who="owner",
        effect="clipped",
        listed=not empty,
        code="TERRITORY_OUTSIDE_RIGHT",
    )


def subsists(case: Case) -> Sequence[Finding]:
    """R-US-05: the right must be alive on the day of the act."""
    right = case.right
    if right.stage == "invalidated":
        return [_dead("专利权已被宣告无效或者撤销", "The patent was held invalid or cancelled")]
    expired = case.life_end is not None and case.life_end <= case.day
    if expired and (doubt := _end_in_doubt(case)):
        return [doubt]
    if right.stage == "ended" or expired or (right.ended is not None and right.ended <= case.day):
        over = case.term_end is not None and case.term_end <= case.day
        if right.restoration_pending and not over:
            return [_petition()]
        if over:
            return [_dead("专利权期限已经届满", "The term of the right has run out")]
        return [_dead("专利权已经终止", "The right has ended")]
    out = []
    if right.stage is None:
        out.append(unknown(R05, "专利权的法律状态不明", "The legal status of the right is not known", _STATE))
    if right.right_type not in ("invention", "design"):
        out.append(
            unknown(
                R05,
                "专利类型不明，或者美国没有该类型的专利",
                "The type of right is not known, or is none that the United States grants",
                _STATE,
            )
        )
    elif right.stage != "application" and case.life_end is None:
        out.append(
            unknown(
                R05,
                "申请日或者授权日不明，无法计算专利权期限",
                "The filing or grant date is not known, so the term cannot be reckoned",
                _STATE,
            )
        )
    elif right.right_type == "design":
        out.append(_design(case))
    elif case.extended is not None and case.extended <= case.day:
        out.append(
            unknown(
                R05E,
                f"专利权自{case.extended}起处于审批延长期，其要件与保护范围尚未核实",
                f"Since {case.extended} the right lives by an extension whose conditions and scope were not verified",
                _COUNSEL,
            )
        )
    elif case.life_end is not None and case.life_end - _DAY == case.day and case.life_end == case.term_end:
        out.append(
            unknown(
                R05D,
                "当日为期满之日，该日是否仍在期限之内尚未核实",
                "This is the day on which the term runs out; whether it still counts was not verified",
                _COUNSEL,
            )
        )
    return out


def _dead(zh: str, en: str) -> Finding:
    return finding(
        R05,
        Outcome.FORBIDDEN,
        zh + "，没有可以转让、许可或者设立担保的标的；此前侵权的请求权另行处理",
        en + ", so nothing is left to assign, license or charge; claims for past infringement are another matter",
        effect="void",
        who="owner",
    )


def _petition() -> Finding:
    return unknown(
        R06,
        "专利权已经终止，恢复请求（延迟缴费非故意）尚未审结",
        "The right has expired, and a petition to accept the late fee (unintentional delay) is pending",
        Words("待恢复决定作出后再行办理", "Wait for the decision on the petition"),
    )


def _end_in_doubt(case: Case) -> Finding | None:
    """The finding for a right that has run out by what is certain, but may live by what is not."""
    right = case.right
    if right.stage == "ended" or (right.ended is not None and right.ended <= case.day):
        return None
    if case.end_unsure:
        return unknown(
            R05,
            f"专利权基本期限已于{case.life_end}届满，但期限调整或者延长的天数不明，是否仍在期内不能确定",
            f"The ordinary term ran out on {case.life_end}, but by how many days it was lengthened is not known",
            Words("查明期限调整、延长的天数", "Find out the days of adjustment or extension"),
        )
    if right.right_type == "design":
        return unknown(
            R05D,
            "外观设计专利自授权起十五年的期限已过，但该期限尚未核实",
            "Fifteen years from the grant of the design have passed, but that term was not verified",
            _COUNSEL,
        )
    begins = term_begins(right)
    if begins is not None and begins < _TWENTY_YEARS and right.term_disclaimed_from is None:
        grant = right.grant
        if grant is None or case.day <= anniversary(grant, 17):
            return unknown(
                R05D,
                "申请日在1995年6月8日以前，期限可能自授权起算十七年，尚未核实",
                "Filed before 8 June 1995, the right may run seventeen years from grant; that was not verified",
                _COUNSEL,
            )
    return None


def _design(case: Case) -> Finding:
    right = case.right
    old = right.filing is None or right.filing < _FIFTEEN_YEARS
    if old and right.grant is not None and case.day >= anniversary(right.grant, 14):
        return unknown(
            R05D,
            "该外观设计专利授权已逾十四年；2015年5月13日以前申请的，期限可能仅为十四年，尚未核实",
            "More than fourteen years have passed since grant; a design filed before 13 May 2015 may run for only "
            "fourteen, which was not verified",
            _COUNSEL,
        )
    return finding(
        R05D,
        Outcome.ALLOWED,
        "外观设计专利的期限自授权起十五年（2015年5月13日以前申请的为十四年），不缴维持费",
        "A design runs fifteen years from grant (fourteen if filed before 13 May 2015) and pays no maintenance fee",
        who="owner",
        deadline=case.life_end,
        listed=True,
    )


def clipped(case: Case) -> Sequence[Finding]:
    """R-US-05: the request is cut to the life of the right; of nothing, no licence can be granted."""
    asked, extended = case.asked, case.extended
    if (case.life_end is not None and case.life_end <= case.day) or case.right.stage in ("ended", "invalidated"):
        return ()
    out = []
    if extended is not None:
        out.append(_in_extension(case, extended))
    if asked.empty == "life" and (case.end_unsure or extended is not None or case.right.right_type == "design"):
        out.append(
            unknown(
                R05D if case.right.right_type == "design" else R05E if extended is not None else R05,
                "专利权的终止之日不能确定，请求的期限是否在专利权存续期间不明",
                "The end of the right is not certain, so whether it lives in the time asked for is not known",
                Words("查明专利权的终止之日", "Find out when the right ends"),
            )
        )
    elif asked.empty == "life":
        out.append(
            finding(
                R05,
                Outcome.FORBIDDEN,
                "请求的期限完全在专利权的存续期间之外，许可没有标的",
                "Nothing of the request lies within the life of the right: there is no object to license",
                Words("将期限限于专利权存续期间", "Keep the term within the life of the right"),
                effect="void",
                who="owner",
                deadline=case.life_end,
            )
        )
    elif asked.clipped:
        out.append(
            finding(
                R05,
                Outcome.ALLOWED,
                "请求的期限超出专利权存续期间，超出部分没有标的",
                "The term asked for reaches beyond the life of the right and is cut to it",
                Words("许可期限至专利权期满止", "Let the licence end with the right"),
                deadline=case.life_end,
                effect="clipped",
                who="either party",
                listed=True,
                code="CLIPPED",
            )
        )
    return out


def _in_extension(case: Case, extended: date) -> Finding:
    if case.asked.within is Overlap.MAYBE:
        return unknown(
            R05E,
            "请求的使用领域是否落入审批延长期的保护范围不能确定",
            "Whether the field asked for lies within the right during its extension is not certain",
            Words("写明获批产品及用途，并咨询美国专利律师", "Name the approved product and its uses, and ask counsel"),
        )
    return finding(
        R05E,
        Outcome.ALLOWED,
        f"自{extended}起为审批延长期，保护范围可能仅及于获批产品，其要件尚未核实",
        f"From {extended} the right is in its extension, when it may cover only the approved product; its conditions "
        "were not verified",
        _COUNSEL,
        who="either party",
        listed=True,
    )


def maintenance(case: Case) -> Sequence[Finding]:
    """R-US-06: a fee unpaid at the end of its six months of grace ends the right there, unless it is revived."""
    right = case.right
    if (
        right.stage in ("application", "ended", "invalidated")
        or right.right_type == "design"
        or (case.life_end is not None and case.life_end <= case.day)
    ):
        return ()
    if right.fees is None:
        if right.grant is not None and case.day <= add_months(right.grant, 48):
            return ()
        return [_fees_unknown("维持费是否已按规定缴纳不明", "Whether the maintenance fees have been paid is not known")]
    out = []
    for fee in sorted(right.fees, key=_due) if len(right.fees) > 1 else right.fees:
        found = _fee(case, fee)
        if found is not None:
            out.append(found)
    return out


def _due(fee: Fee) -> tuple[date, str]:
    return fee.due, f"{fee.paid} {fee.paid_on}"


def _grace_end(case: Case, due: date) -> date:
    for first, last in fee_windows(case.right.grant) if case.right.grant is not None else ():
        if timedelta() <= due - first <= _DAY * 4:  # a due day given as moved past a weekend
            return last
    return add_months(due, 6)


def _fee(case: Case, fee: Fee) -> Finding | None:
    if fee.due >= case.day and not fee.paid:
        return None
    last = _grace_end(case, fee.due)
    monday = rolled(last)
    zh_roll = f"（当日为周末，据一般了解可于{monday}缴纳，尚待核实）" if monday != last else ""
    en_roll = f" (a weekend: payment on {monday} may do, which was not verified)" if monday != last else ""
    if fee.paid:
        return _revived(last) if fee.paid_on is not None and fee.paid_on > last else None
    if case.day <= last:
        return finding(
            R06,
            Outcome.ALLOWED,
            f"至迟应于{fee.due}缴纳的维持费未缴，专利权在宽限期内仍然有效；至{last}仍未缴纳的，届时终止{zh_roll}",
            f"The maintenance fee due by {fee.due} is unpaid; the right is in force in its grace period and expires "
            f"at the end of {last} if it stays unpaid{en_roll}",
            Words(f"至迟于{last}缴纳维持费及附加费", f"Pay the fee with the surcharge by {last}"),
            requirement="pay",
            who="owner",
            deadline=last,
            effect="void",
            listed=True,
            code="IN_GRACE",
        )
    if fee.paid is None:
        return _fees_unknown(
            f"至迟应于{fee.due}缴纳的维持费是否已缴不明，宽限期已于{last}届满",
            f"Whether the fee due by {fee.due} was paid is not known, and its grace period ended on {last}",
        )
    if case.right.restoration_pending:
        return _petition()
    return finding(
        R06,
        Outcome.FORBIDDEN,
        f"至迟应于{fee.due}缴纳的维持费至宽限期届满（{last}）仍未缴纳，专利权已经终止，没有标的{zh_roll}",
        f"The maintenance fee due by {fee.due} was still unpaid when its grace period ended on {last}; the right has "
        f"expired and there is no object{en_roll}",
        Words("非故意延迟的，请求接受迟缴并恢复专利权", "If the delay was unintentional, petition to accept the fee"),
        requirement="pay",
        who="owner",
        deadline=last,
        effect="void",
    )


def _fees_unknown(zh: str, en: str) -> Finding:
    return unknown(R06, zh, en, Words("查询维持费缴纳记录", "Look up the maintenance fee record"))


def _revived(last: date) -> Finding:
    return finding(
        R06,
        Outcome.ALLOWED,
        f"维持费在宽限期届满（{last}）后补缴并被接受，专利权视为未曾终止，但其间他人可能取得介入权",
        f"The fee was accepted after its grace period ended on {last}: the right counts as never expired, but others "
        "may have intervening rights from the time between",
        Words("在合同中披露介入权的可能", "Disclose possible intervening rights in the contract"),
        requirement="notice",
        who="owner",
        listed=True,
        code="INTERVENING_RIGHTS",
    )


RULES = (
    Rule(R04, sources.LICENCES, acts),
    Rule(R05, sources.EVERY_LIVE, subsists),
    Rule(R05, sources.LICENCES, clipped),
    Rule(R06, sources.EVERY_LIVE, maintenance),
)
