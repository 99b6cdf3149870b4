"""Life of the right: what it reserves, how long it runs, renewal fees; and what the texts read say nothing of. Germany.

Renewal fees fall due on the last day of the month of filing, from the third year on. They can be paid without
surcharge to the end of the second month after that, with surcharge to the end of the sixth.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import add_months, anniversary, months_after
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Fee
from patentfair.domain.rights.law.case import unknown
from patentfair.domain.rights.law.de import sources
from patentfair.domain.rights.law.de.case import Case, term_end
from patentfair.domain.rights.law.de.outside import outside, spent
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["RULES"]

R01 = Law(
    "R-DE-01",
    Words("专利权的效力与标的", "What the patent reserves, as an object"),
    "PatG 9, 15(1)",
    Words("《德国专利法》第9条、第15条第1款", "German Patent Act §§ 9 and 15(1)"),
    "V",
    sources.TEXT,
)
R04 = Law(
    "R-DE-04",
    Words("专利权的期限与终止", "Term and lapse"),
    "PatG 16, 20",
    Words("《德国专利法》第16条、第20条", "German Patent Act §§ 16 and 20"),
    "V",
    sources.TEXT,
)
R04F = Law(
    "R-DE-04",
    Words("年费", "Renewal fees"),
    "PatG 17, 20; PatKostG 3, 7",
    Words(
        "《德国专利法》第17条、第20条，《德国专利费用法》第3条、第7条",
        "German Patent Act §§ 17 and 20, Patent Costs Act §§ 3 and 7",
    ),
    "V",
    sources.TEXT,
)
OTHER = Law(
    "G-DE-01",
    Words("实用新型、外观设计、补充保护证书、恢复程序（未核实）", "Utility models, designs, certificates, restoration"),
    "PatG 16a",
    Words("相应法律尚待核实，应当咨询德国律师", "the law remains to be verified; ask a German patent lawyer"),
    "GK",
    sources.TEXT,
)
SECRET = Law(
    "G-DE-02",
    Words("涉及国家秘密的发明（未核实）", "Inventions that are State secrets"),
    "PatG 50",
    Words("相应法律尚待核实，应当咨询德国律师", "the law remains to be verified; ask a German patent lawyer"),
    "GK",
    sources.TEXT,
)
FOREIGN = Law(
    "G-DE-03",
    Words("规则包未包含的行为", "Acts of which the pack has no rule"),
    "PatG",
    Words("德国法的相应规则尚待核实，应当咨询德国律师", "German law to be verified; ask a German patent lawyer"),
    "GK",
    sources.TEXT,
)
LATER = Law(
    "G-DE-09",
    Words("2022年3月以后的修改（第23条除外，未核实）", "Amendments after March 2022, save of § 23"),
    "PatG; BGB",
    Words("2022年3月以后的文本尚待核实", "the texts after March 2022 remain to be verified"),
    "GK",
    sources.TEXT,
)

_STATE = Words("查明并载明登记簿所示的法律状态", "State the legal status as the register shows it")


def scope(case: Case) -> Sequence[Finding]:
    """R-DE-01: acts, claims and places that are none of the right's."""
    return outside(case, R01, Words("德国", "Germany"))


def subsists(case: Case) -> Sequence[Finding]:
    """R-DE-04: the right must be alive on the day of the act; twenty years from the day after filing."""
    right = case.right
    if right.stage == "invalidated":
        return [_gone(case, "专利权已被撤销或者宣告无效", "The patent has been revoked or declared invalid")]
    if right.stage == "ended" or (right.ended is not None and right.ended <= case.day):
        if right.restoration_pending:
            return [
                unknown(
                    OTHER,
                    "权利已终止，恢复权利的请求尚未审结",
                    "The right has ended and a request to restore it is pending",
                    Words("待恢复决定作出后再行办理", "Wait for the decision on restoration"),
                )
            ]
        return [_gone(case, "权利已经终止", "The right has ended")]
    if right.right_type not in (None, "invention"):
        return [
            unknown(
                OTHER,
                "所核实的文本仅及于发明专利，不及于实用新型和外观设计",
                "The texts read are those on patents of invention, not on utility models and designs",
            )
        ]
    out = []
    if right.stage is None:
        out.append(unknown(R04, "权利的法律状态不明", "The legal status of the right is not known", _STATE))
    end = term_end(right)
    if end is None:
        if right.right_type is None or right.stage != "application":
            out.append(
                unknown(
                    R04,
                    "权利类型或者申请日不明，无法计算期限",
                    "The type of right or its filing date is not known, so its term cannot be reckoned",
                    _STATE,
                )
            )
    elif end <= case.day:
        out.append(
            unknown(
                OTHER,
                f"专利权已于{end}期满；其后的补充保护证书是另一权利",
                f"The patent ran out on {end}; the supplementary certificate that follows it is a right of its own",
            )
            if case.certificate
            else _gone(case, "专利权期限已经届满", "The term of the patent has run out")
        )
    elif case.certificate:
        out.append(
            finding(
                OTHER,
                Outcome.ALLOWED,
                f"补充保护证书是自{end}起的另一权利，本结论不及于该证书",
                f"The supplementary certificate is a right of its own from {end}, to which this answer does not reach",
                listed=True,
            )
        )
    if not out or out[-1].outcome is not Outcome.FORBIDDEN:
        out.extend(_secret(case))
    return out


def _gone(case: Case, zh: str, en: str) -> Finding:
    return finding(
        R04,
        Outcome.FORBIDDEN,
        zh + "，没有可以处分的标的",
        en + "; there is nothing left to grant",
        who="owner",
        effect="void",
        deadline=case.life_end,
    )


def _secret(case: Case) -> list[Finding]:
    if case.right.secrecy not in ("defence", "secret"):
        return []
    return [
        unknown(
            SECRET,
            "该发明涉及国家秘密，德国对其处分的限制未经核实",
            "The invention is a State secret; what Germany lets be done with it has not been verified",
        )
    ]


def life(case: Case) -> Sequence[Finding]:
    """R-DE-04: the request is cut to the life of the right."""
    if case.right.stage in ("ended", "invalidated") or (case.life_end is not None and case.life_end <= case.day):
        return ()
    if case.certificate and case.asked.empty == "life":
        return [
            unknown(
                OTHER,
                "请求的期限在专利权期满以后，是否属于补充保护证书的期间未经核实",
                "The time asked for lies after the end of the patent; what the supplementary certificate gives has not "
                "been verified",
            )
        ]
    return spent(case, R04)


def _month_end(day: date, months: int) -> date:
    """Last day of the month that lies `months` after that of `day`."""
    there = add_months(day.replace(day=1), months)
    return there.replace(day=monthrange(there.year, there.month)[1])


def _fell_due(fee: Fee, filing: date | None) -> date:
    """The day on which a fee fell due: the end of the month of filing.

    `Fee.due` is the last day without surcharge, two months later; a date in the month of filing is read as the day on
    which the fee fell due.
    """
    if filing is not None and (fee.due.month - filing.month) % 12 == 0:
        return _month_end(fee.due, 0)
    return _month_end(fee.due, -2)


_RECORD = Words("查询缴费记录", "Look up the payment record")


def fees(case: Case) -> Sequence[Finding]:
    """R-DE-04: renewal fees, of applications too; the right lapses where one is not paid in time."""
    right = case.right
    if right.stage in ("ended", "invalidated") or (case.life_end is not None and case.life_end <= case.day):
        return ()
    if right.fees is None:
        return _unknown_fees(case)
    out = []
    for fee in sorted(right.fees, key=_order):
        due = _fell_due(fee, right.filing)
        free = months_after(_month_end(due, 2), 0, case.calendar)
        last = months_after(_month_end(due, 6), 0, case.calendar)
        if due >= case.day or (fee.paid and (fee.paid_on is None or fee.paid_on <= min(last, case.day))):
            continue
        if case.day > last:
            out.append(_late(case, fee, due, last))
            continue
        surcharge = case.day > free
        out.append(
            finding(
                R04F,
                Outcome.NEEDS_FORMALITY if surcharge else Outcome.ALLOWED,
                f"{due}到期的年费{'是否已缴不明' if fee.paid is None else '未缴'}，"
                + ("可以在加缴滞纳金的期限内补缴，逾期专利权终止" if surcharge else "可以不加滞纳金缴纳"),
                f"The renewal fee that fell due on {due} "
                + ("may be unpaid" if fee.paid is None else "is unpaid")
                + ("; it can still be paid with the surcharge" if surcharge else "; it can be paid without surcharge"),
                Words(f"至迟于{last if surcharge else free}缴纳", f"Pay it by {last if surcharge else free}"),
                requirement="pay",
                who="owner",
                deadline=last if surcharge else free,
                effect="void",
                listed=not surcharge,
            )
        )
    return out


def _late(case: Case, fee: Fee, due: date, last: date) -> Finding:
    if fee.paid is None:
        return unknown(
            R04F,
            f"{due}到期的年费是否已缴不明",
            f"Whether the renewal fee that fell due on {due} has been paid is not known",
            _RECORD,
        )
    return finding(
        R04F,
        Outcome.INDETERMINATE if case.right.restoration_pending else Outcome.FORBIDDEN,
        f"{due}到期的年费至{last}仍未缴纳，权利终止",
        f"The renewal fee that fell due on {due} was not paid by {last}, and the right lapsed",
        Words("查明能否恢复权利", "Find out whether the right can be restored"),
        requirement="pay",
        who="owner",
        deadline=last,
        effect="void",
    )


def _unknown_fees(case: Case) -> Sequence[Finding]:
    filing = case.right.filing
    if filing is not None:
        first = _month_end(anniversary(filing, 2), 0)
        if case.day <= months_after(_month_end(first, 2), 0, case.calendar):
            return ()
        last = months_after(_month_end(first, 6), 0, case.calendar)
        if case.day <= last:
            return [
                finding(
                    R04F,
                    Outcome.NEEDS_FORMALITY,
                    "第三年年费是否已缴不明",
                    "Whether the fee of the third year has been paid is not known",
                    _RECORD,
                    requirement="pay",
                    who="owner",
                    deadline=last,
                    effect="void",
                )
            ]
    return [unknown(R04F, "年费是否已缴不明", "Whether the renewal fees have been paid is not known", _RECORD)]


def _order(fee: Fee) -> tuple[date, str]:
    return fee.due, str(fee.paid)


def application(case: Case) -> Sequence[Finding]:
    """R-DE-01: the claim to grant is transferred and licensed like the patent."""
    if case.right.stage != "application":
        return ()
    return [
        finding(
            R01,
            Outcome.ALLOWED,
            "标的为尚未授权的申请；申请授予专利的请求权可以同专利权一样转让和许可",
            "The object is a pending application; the claim to the grant is transferred and licensed like the patent",
            Words("约定申请未获授权时的处理", "Agree what happens if it is not granted"),
            who="either party",
            listed=True,
        )
    ]


def not_covered(_case: Case) -> Sequence[Finding]:
    """What other laws know and the German texts read do not have."""
    return [
        unknown(
            FOREIGN,
            "德国规则包没有关于该项请求的规则",
            "The German pack has no rule on this request",
        )
    ]


_LIVING = sources.COVERED - sources.WORKING

RULES = (
    Rule(R01, sources.LICENCES | sources.ASSIGNMENTS | sources.PLEDGE, scope),
    Rule(R04, _LIVING, subsists),
    Rule(R04, sources.LICENCES | sources.ASSIGNMENTS | sources.PLEDGE, life),
    Rule(R04F, _LIVING, fees),
    Rule(R01, sources.LICENCES | sources.ASSIGNMENTS | sources.PLEDGE, application),
    Rule(FOREIGN, sources.FOREIGN, not_covered),
)
