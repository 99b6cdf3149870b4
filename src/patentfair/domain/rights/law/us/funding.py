"""Inventions made with federal funding in other hands than the Government's (Bayh-Dole). United States."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Party
from patentfair.domain.rights.law.case import answered, approval, unknown
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.law.us import sources
from patentfair.domain.rights.law.us.case import Case

__all__ = ["R20", "RULES", "is_federal"]

R20 = Law(
    "R-US-20",
    Words("联邦资助发明与政府许可", "Subject inventions and the Government's licence"),
    "35 USC 201(e), 202(c)(4)",
    Words("《美国法典》第35编第201条(e)、第202条(c)(4)", "35 U.S.C. 201(e) and 202(c)(4)"),
    "V",
    sources.CODE,
)
R21 = Law(
    "R-US-21",
    Words("非营利组织转让联邦资助发明", "Nonprofit organisations: assignment"),
    "35 USC 202(c)(7); 37 CFR 401.14(k)",
    Words("《美国法典》第35编第202条(c)(7)", "35 U.S.C. 202(c)(7)"),
    "V",
    sources.CODE,
)
R22 = Law(
    "R-US-22",
    Words("优先在美国制造", "Preference for United States industry"),
    "35 USC 204",
    Words("《美国法典》第35编第204条", "35 U.S.C. 204"),
    "V",
    sources.CODE,
)
R22S = Law(
    "R-US-22",
    Words("排他许可与在美国制造", "Sole licences and United States industry"),
    "35 USC 204 (sole licence)",
    Words(
        "《美国法典》第35编第204条，对排他许可是否适用尚待核实",
        "35 U.S.C. 204; whether it reaches a sole licence was not verified",
    ),
    "GK",
    sources.CODE,
)
R23 = Law(
    "R-US-23",
    Words("介入权", "March-in rights"),
    "35 USC 203, 210(c)",
    Words("《美国法典》第35编第203条、第210条(c)", "35 U.S.C. 203 and 210(c)"),
    "V",
    sources.CODE,
)


def subject_invention(case: Case) -> bool | None:
    """Whether the invention was made under a federal funding agreement; None where not known."""
    funding = case.facts.funding
    if funding is None:
        return None
    answers = [one.subject_invention for one in funding]
    return True if True in answers else None if None in answers else False


def _agency(case: Case) -> str:
    names = [one.agency for one in case.facts.funding or () if one.agency and one.subject_invention is not False]
    return min(names, default="funding agency")


def is_federal(who: Party | None) -> bool:
    """A federal agency of the United States."""
    return who is not None and who.kind == "agency" and who.seat in (None, "US")


def _is_nonprofit(who: Party | None) -> bool | None:
    """A nonprofit organisation, universities of the United States among them; None where the kind is not known."""
    if who is None or who.kind is None:
        return None
    return who.kind == "us_nonprofit" or (who.kind == "public_research" and who.seat in (None, "US"))


def standing_rights(case: Case) -> Sequence[Finding]:
    """R-US-20, 23: what the Government keeps in every subject invention, whoever holds it."""
    if case.facts.funding == () or any(is_federal(one) for one in case.grantors):
        return ()
    subject = subject_invention(case)
    if subject is False:
        return ()
    if subject is None:
        return (_UNKNOWN,)
    agency = _agency(case)
    out = [_licensed(agency)]
    if case.kind != "own_working":
        out.append(_march_in(agency))
    if any(_is_nonprofit(one) for one in case.grantors) and case.kind != "pledge":
        out.append(_SHARES)
    return out


_UNKNOWN = finding(
    R20,
    Outcome.ALLOWED,
    "是否为联邦资助下完成的发明不明；属于的，政府享有法定许可和介入权",
    "Whether the invention was made with federal funding is not known; if so, the Government has a licence and "
    "march-in rights",
    Words("查明有无联邦资助", "Find out whether there was federal funding"),
    requirement="evidence",
    who="owner",
    listed=True,
)
_SHARES = finding(
    R21,
    Outcome.ALLOWED,
    "非营利组织应当与发明人分享使用费，余额用于科研、教育，许可时优先考虑小企业",
    "A nonprofit shares royalties with the inventor, spends the rest on research or education, and prefers small "
    "businesses as licensees",
    requirement="pay",
    who="owner",
    effect="breach",
    listed=True,
)


def _licensed(agency: str) -> Finding:
    return finding(
        R20,
        Outcome.ALLOWED,
        "联邦资助发明：政府享有非独占、不可转让、不可撤销、已付清使用费的许可，任何取得人、被许可人均承受之",
        "A subject invention: the Government has a non-exclusive, non-transferable, irrevocable, paid-up licence, to "
        "which everyone who acquires is subject",
        Words("在合同中披露政府许可", "Disclose the Government's licence in the contract"),
        requirement="notice",
        who=agency,
        effect="breach",
        listed=True,
        code="GOVERNMENT_LICENCE",
    )


def _march_in(agency: str) -> Finding:
    return finding(
        R23,
        Outcome.ALLOWED,
        "存在四种法定情形之一的，资助机构可以要求承包方、受让人或者独占被许可人给予许可（介入权）",
        "On four grounds the agency may make the contractor, its assignee or exclusive licensee grant licences "
        "(march-in)",
        Words("在合同中分配该风险", "Allocate that risk in the contract"),
        who=agency,
        listed=True,
        code="MARCH_IN",
    )


def nonprofit_assignment(case: Case) -> Sequence[Finding]:
    """R-US-21: a nonprofit assigns a subject invention only with the agency, save to a body managing inventions."""
    if case.facts.funding == ():
        return ()
    subject = subject_invention(case)
    kinds = [_is_nonprofit(one) for one in case.grantors]
    if subject is False or not (True in kinds or None in kinds):
        return ()
    if case.grantee is not None and case.grantee.manages_inventions:
        return (_MANAGED,)
    certain = subject is True and True in kinds
    zh = "非营利组织未经资助机构批准不得转让联邦资助发明的美国权利，但转让给以管理发明为主要职能的组织除外"
    en = "A nonprofit may not assign the United States rights in a subject invention without the agency's approval, "
    en += "save to an organisation that manages inventions"
    if not certain:
        zh += "；是否为该类发明、让与人是否为该类组织不明"
        en += "; whether this is such an invention of such an organisation is not known"
    cure = Words(
        "取得资助机构批准，或者说明不属于该情形", "Obtain the agency's approval, or show that it is not needed"
    )
    found = approval(case, R21, "funding_agency", _agency(case), zh, en, cure)
    if not certain and found.outcome is Outcome.FORBIDDEN:
        return [unknown(R21, zh, en, cure)]
    return [found]


_MANAGED = finding(
    R21,
    Outcome.ALLOWED,
    "受让人以管理发明为主要职能，无须资助机构批准，但受同样条件约束",
    "The assignee manages inventions as a primary function: no approval is needed, but it is bound by the same terms",
    requirement="evidence",
    who="either party",
    listed=True,
)

_USED = frozenset({"use", "sell"})


def manufacture(case: Case) -> Sequence[Finding]:
    """R-US-22: the exclusive right to use or sell goes only to one who agrees to manufacture in the United States."""
    if case.facts.funding == ():
        return ()
    subject = subject_invention(case)
    if subject is False or any(is_federal(one) for one in case.grantors):
        return ()
    if not any(box.acts is None or not _USED.isdisjoint(box.acts) for box in case.requested):
        return ()
    transaction = case.transaction
    law = R22 if case.kind == "exclusive_licence" else R22S
    if transaction.us_manufacture or answered(case, "us_manufacture_waiver") == "given":
        return (_AGREED,)
    kinds = {one.kind if one is not None else None for one in case.grantors}
    certain = subject is True and bool(kinds & {"us_nonprofit", "us_small_firm", "public_research"})
    zh = "联邦资助发明在美国的独占使用权或者销售权，只能授予同意实质上在美国制造的人，资助机构豁免的除外"
    en = "The exclusive right to use or sell a subject invention in the United States goes only to one who agrees to "
    en += "manufacture substantially there, unless the agency waives it"
    if not certain:
        zh += "；是否为该类发明、许可人是否为小企业、非营利组织或者其受让人不明"
        en += "; whether this is such an invention, and the licensor a small firm, a nonprofit or its assignee, is not "
        en += "known"
    cure = Words(
        "在合同中约定实质上在美国制造，或者取得资助机构豁免",
        "Agree on substantial manufacture in the United States, or obtain the agency's waiver",
    )
    if transaction.us_manufacture is False:
        found = approval(case, law, "us_manufacture_waiver", _agency(case), zh, en, cure)
        if certain or found.outcome is not Outcome.FORBIDDEN:
            return [found]
        return [unknown(law, zh, en, cure)]
    if transaction.done:
        return [unknown(law, zh, en, cure)]
    return [
        finding(
            law,
            Outcome.NEEDS_FORMALITY,
            zh,
            en,
            cure,
            requirement="form",
            who="licensee",
            effect="not_effective",
            code="US_MANUFACTURE",
        )
    ]


_AGREED = finding(
    R22,
    Outcome.ALLOWED,
    "被许可人已同意实质上在美国制造，或者资助机构已豁免",
    "The licensee agrees to manufacture substantially in the United States, or the agency has waived that",
    requirement="form",
    who="licensee",
    listed=True,
    satisfied=True,
    code="US_MANUFACTURE",
)

RULES = (
    Rule(R20, sources.DISPOSALS, standing_rights),
    Rule(R21, sources.ASSIGNMENTS, nonprofit_assignment),
    Rule(R22, sources.EXCLUDING, manufacture),
)
