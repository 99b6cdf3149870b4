"""Inventions the federal Government owns. United States."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law.case import answered, unknown
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.law.us import sources
from patentfair.domain.rights.law.us.case import Case
from patentfair.domain.rights.law.us.funding import is_federal

__all__ = ["RULES"]

R24 = Law(
    "R-US-24",
    Words("联邦所有发明的许可", "Licensing federally owned inventions"),
    "35 USC 209",
    Words("《美国法典》第35编第209条", "35 U.S.C. 209"),
    "V",
    sources.CODE,
)
R24R = Law(
    "R-US-24",
    Words("联邦所有发明的许可程序", "Procedure for federally owned inventions"),
    "37 CFR 404",
    Words("《美国联邦法规汇编》第37编第404部分，尚待核实", "37 C.F.R. part 404, not verified"),
    "GK",
    sources.FEDERAL_LICENCE_REGULATIONS,
)
U06 = Law(
    "U-US-06",
    Words("联邦所有发明的转让", "Sale of federally owned inventions"),
    "35 USC 207",
    Words("《美国法典》第35编第207条，尚待核实", "35 U.S.C. 207, not verified"),
    "GK",
    sources.CODE,
)

_FIFTEEN = timedelta(days=15)


def exclusive(case: Case) -> Sequence[Finding]:
    """R-US-24: findings, fifteen days' public notice, United States manufacture, a plan, the Government's licence."""
    if not any(is_federal(one) for one in case.grantors):
        return _kind_not_known(case)
    determined = answered(case, "funding_agency")
    agreed = bool(case.transaction.us_manufacture) or answered(case, "us_manufacture_waiver") == "given"
    return [
        *_notice(case),
        _determination(determined, done=case.transaction.done),
        finding(
            R24,
            Outcome.ALLOWED if agreed else Outcome.NEEDS_FORMALITY,
            "联邦所有发明的独占或者部分独占许可，通常只给予同意实质上在美国制造的人",
            "An exclusive or partially exclusive licence of a federally owned invention normally goes only to one who "
            "agrees to manufacture substantially in the United States",
            Words("在许可中约定在美国制造", "Agree on manufacture in the United States"),
            requirement="form",
            who="licensee",
            effect="not_effective",
            listed=agreed,
            satisfied=agreed,
            code="US_MANUFACTURE",
        ),
        _RETAINED,
    ]


def _determination(answer: str | None, *, done: bool) -> Finding:
    given = answer == "given"
    outcome = Outcome.ALLOWED if given else Outcome.NEEDS_FORMALITY
    if answer == "refused" or (done and answer == "not_asked"):
        outcome = Outcome.FORBIDDEN
    elif done and answer is None:
        outcome = Outcome.INDETERMINATE
    return finding(
        R24,
        outcome,
        "独占许可须由机构作出法定认定，并由申请人提交开发、推广计划；小企业享有优先",
        "The agency must make the findings the statute asks for, on a development plan of the applicant; small firms "
        "come first",
        Words("提交开发计划，取得机构的认定", "Submit the plan and obtain the agency's findings"),
        requirement="approval",
        who="funding agency",
        effect="void",
        listed=given,
        satisfied=given,
    )


def _notice(case: Case) -> list[Finding]:
    transaction = case.transaction
    if transaction.crada:
        return [_CRADA]
    notice = transaction.public_notice
    first = notice.start + _FIFTEEN if notice is not None else None
    met = first is not None and case.day >= first and notice is not None and notice.objection_open is False
    zh = "独占许可前应当至少提前十五日公告许可意向，并考虑收到的意见"
    en = "An exclusive licence needs public notice of the intention at least fifteen days before, and the comments "
    en += "considered"
    if transaction.done and notice is None and not met:
        return [unknown(R24, zh + "；是否已公告不明", en + "; whether notice was given is not known")]
    late = transaction.done and first is not None and case.day < first
    outcome = Outcome.ALLOWED if met else Outcome.FORBIDDEN if late else Outcome.NEEDS_FORMALITY
    if late and transaction.crada is None:
        outcome = Outcome.INDETERMINATE
    return [
        finding(
            R24,
            outcome,
            zh,
            en,
            Words(
                f"公告后满十五日（{first}起）并考虑意见后再给予" if first else "发布许可意向公告，满十五日后再给予",
                f"Grant it from {first} on, once comments are considered"
                if first
                else "Publish the intention and wait fifteen days; inventions made under a CRADA are excepted",
            ),
            requirement="publicity",
            who="funding agency",
            deadline=None if met else first,
            effect="void",
            listed=met,
            satisfied=met,
            code="PUBLIC_NOTICE",
        )
    ]


_CRADA = finding(
    R24,
    Outcome.ALLOWED,
    "合作研究开发协议（CRADA）项下的发明无须公告",
    "An invention made under a cooperative research and development agreement needs no public notice",
    who="funding agency",
    listed=True,
)
_RETAINED = finding(
    R24,
    Outcome.ALLOWED,
    "政府保留非独占、不可转让、不可撤销、已付清使用费的许可",
    "The Government keeps a non-exclusive, non-transferable, irrevocable, paid-up licence",
    who="funding agency",
    listed=True,
    code="GOVERNMENT_LICENCE",
)
_PROCEDURE = finding(
    R24R,
    Outcome.ALLOWED,
    "许可程序另见联邦法规，尚待核实",
    "The procedure stands in the regulations, which were not verified",
    Words("向该机构的技术转移部门查询", "Ask the agency's technology transfer office"),
    who="funding agency",
    listed=True,
)


def procedure(case: Case) -> Sequence[Finding]:
    """R-US-24: the regulations on licences of federally owned inventions, as revised in 2023, were not read."""
    return (_PROCEDURE,) if any(is_federal(one) for one in case.grantors) else ()


def sale(case: Case) -> Sequence[Finding]:
    """Selling or charging a federally owned invention: not covered by what was read."""
    return (_SALE,) if any(is_federal(one) for one in case.grantors) else _kind_not_known(case)


def _kind_not_known(case: Case) -> Sequence[Finding]:
    if not any(one is None or one.kind is None for one in case.grantors):
        return ()
    return (_KIND_DONE,) if case.transaction.done else (_KIND,)


_KIND = finding(
    R24,
    Outcome.NEEDS_FORMALITY,
    "权利人的性质不明；属于联邦机构的，独占许可须公告并作出认定，转让另有条件",
    "What kind of body the owner is is not known; a federal agency licenses exclusively only after public notice and "
    "findings, and sells on terms of its own",
    Words("说明权利人的性质", "State what kind of body the owner is"),
    requirement="evidence",
    who="owner",
    effect="void",
)


_KIND_DONE = unknown(
    R24,
    "权利人的性质不明；属于联邦机构而未经公告和认定的，独占许可不能成立",
    "What kind of body the owner is is not known; if it is a federal agency, an exclusive licence given without public "
    "notice and findings does not stand",
    Words("说明权利人的性质", "State what kind of body the owner is"),
)
_SALE = unknown(
    U06,
    "联邦机构转让其所有的发明或者以其设立担保，须有何依据尚未核实",
    "On what authority a federal agency may sell or charge an invention it owns was not verified",
    Words("咨询该机构的法律顾问", "Ask the agency's counsel"),
)

RULES = (
    Rule(R24, sources.EXCLUDING, exclusive),
    Rule(R24R, sources.OWNER_LICENCES, procedure),
    Rule(U06, sources.ASSIGNMENTS | sources.PLEDGE, sale),
)
