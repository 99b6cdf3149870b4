"""Across the border: technology export and import, outward review, publicly funded results, defence patents. China."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law.case import answered, approval, unknown
from patentfair.domain.rights.law.cn import sources
from patentfair.domain.rights.law.cn.case import Case
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["RULES"]

R21 = Law(
    "R-CN-21",
    Words("向外国人转让的手续", "Assignment to a foreigner"),
    "PL 10(2); GL I-1-6.7.2.2(3)",
    Words(
        "《专利法》第十条第二款、《专利审查指南》第一部分第一章6.7.2.2节",
        "Patent Law art. 10(2), Guidelines I-1-6.7.2.2",
    ),
    "V",
    sources.GL,
)
R22 = Law(
    "R-CN-22",
    Words("技术出口管理", "Technology export"),
    "TIE 2, 29-38",
    Words("《技术进出口管理条例》第二十九条至第三十八条", "Technology Import and Export Regulations arts 29-38"),
    "V",
    sources.TIE,
)
R22I = Law(
    "R-CN-22",
    Words("技术进口管理", "Technology import"),
    "TIE 2, 9-21",
    Words("《技术进出口管理条例》第九条至第二十一条", "Technology Import and Export Regulations arts 9-21"),
    "V",
    sources.TIE,
)
R25 = Law(
    "R-CN-25",
    Words("知识产权对外转让审查", "Review of outward transfers"),
    "IPX II, III(1)",
    Words("《知识产权对外转让有关工作办法（试行）》", "Measures on outward transfer of intellectual property (2018)"),
    "V",
    sources.IPX,
)
R26 = Law(
    "R-CN-26",
    Words("财政资助项目成果的境外转让和独占许可", "Publicly funded results going abroad"),
    "STP 34",
    Words("《科学技术进步法》第三十四条", "S&T Progress Law art. 34"),
    "V",
    sources.STP,
)
R27 = Law(
    "R-CN-27",
    Words("国防专利", "Defence patents"),
    "DEF 7, 8, 23, 24",
    Words("《国防专利条例》第七条、第八条、第二十三条、第二十四条", "Defence Patent Regulations arts 7, 8, 23 and 24"),
    "V",
    sources.DEF,
)


SECRET = Law(
    "R-CN-27",
    Words("保密专利", "Secret patents"),
    "PL 4; IR 7",
    Words("《专利法》第四条、《专利法实施细则》第七条", "Patent Law art. 4, Implementing Regulations r. 7"),
    "V",
    sources.IR,
)


def _seat_unknown() -> Sequence[Finding]:
    return [
        unknown(
            R22,
            "当事人的所在地或者国籍不明，是否构成技术进出口不能确定",
            "The seat or nationality of a party is not known, so whether technology crosses the border is not certain",
            Words("查明双方所在地", "State where both sides are established"),
        )
    ]


def export(case: Case) -> Sequence[Finding]:
    """R-CN-21, 22: what an assignment or licence out of the mainland needs, by the class of the technology."""
    if case.exports is None:
        return _seat_unknown()
    if not case.exports or case.right.right_type == "design":
        return ()
    technology = case.right.technology
    if technology == "free":
        return _free(case)
    if technology == "restricted":
        return _restricted(case)
    if technology == "prohibited":
        return [
            finding(
                R22,
                Outcome.FORBIDDEN,
                "属于禁止出口的技术，不得出口",
                "The technology is prohibited from export",
                who="owner",
                effect="void",
            )
        ]
    return [
        unknown(
            R22,
            "该技术属于自由、限制还是禁止出口的技术不明",
            "Whether the technology is free, restricted or prohibited for export is not known",
            Words("对照出口目录的控制要点逐项核对", "Check it against the control points of the export catalogue"),
        )
    ]


def _free(case: Case) -> Sequence[Finding]:
    done = answered(case, "contract_registration") == "given"
    if case.kind in sources.ASSIGNMENTS:
        return [
            finding(
                R21,
                Outcome.ALLOWED if done else Outcome.NEEDS_FORMALITY,
                "中国内地权利人向境外转让发明、实用新型的，办理变更时应当附自由出口技术合同登记证书",
                "To register the transfer of an invention or utility model abroad, the office asks for the "
                "registration "
                "certificate of the free-export contract",
                Words("先办理技术出口合同登记", "Register the export contract first"),
                requirement="register",
                who="owner",
                effect="unregistrable",
                listed=done,
                satisfied=done,
            )
        ]
    return [
        finding(
            R22,
            Outcome.ALLOWED,
            "属于自由出口的技术，合同自成立时生效，应当办理合同登记",
            "The technology is free: the contract takes effect when concluded, and is to be registered",
            Words("向商务主管部门办理技术出口合同登记", "Register the contract with the commerce authority"),
            requirement="register",
            who="owner",
            effect="fine",
            listed=True,
            satisfied=done,
        )
    ]


def _restricted(case: Case) -> Sequence[Finding]:
    signed = case.transaction.signed
    letter = answered(case, "letter_of_intent")
    licensed = answered(case, "export_licence") == "given"
    days = [one.on for one in case.transaction.approvals if one.kind == "letter_of_intent" and one.on is not None]
    late = letter == "given" and bool(days) and signed is not None and min(days) > signed
    if late or (signed is not None and letter in ("not_asked", "refused") and not licensed):
        return [
            finding(
                R22,
                Outcome.FORBIDDEN,
                "限制出口的技术，在取得技术出口许可意向书之前不得进行实质性谈判、签订合同",
                "For restricted technology nothing may be negotiated in substance or signed before the letter of "
                "intent",
                Words("取得技术出口许可意向书后重新签订", "Obtain the letter of intent and sign anew"),
                requirement="approval",
                who="commerce authority",
                effect="not_effective",
            )
        ]
    if signed is not None and not licensed and (letter is None or not days):
        return [
            unknown(
                R22,
                "技术出口许可意向书是否在签订合同之前取得不明",
                "Whether the letter of intent was obtained before signing is not known",
                Words("提供意向书及其日期", "Produce the letter of intent with its date"),
            )
        ]
    out = []
    if letter != "given" and not licensed:
        out.append(
            approval(
                case,
                R22,
                "letter_of_intent",
                "commerce authority",
                "限制出口的技术，谈判和签约之前应当取得技术出口许可意向书",
                "For restricted technology a letter of intent is needed before negotiating and signing",
                Words("向商务主管部门提出技术出口申请", "Apply to the commerce authority"),
            )
        )
    out.append(
        approval(
            case,
            R22,
            "export_licence",
            "commerce authority",
            "限制出口的技术，合同自技术出口许可证颁发之日起生效",
            "For restricted technology the contract takes effect only when the export licence is issued",
            Words("申领技术出口许可证", "Apply for the export licence"),
        )
    )
    return out


def opened(case: Case) -> Sequence[Finding]:
    """S-09: a taker from abroad falls under the export rules, which the owner should know before declaring."""
    if case.right.technology not in ("restricted", "prohibited") or case.right.right_type == "design":
        return ()
    return [
        finding(
            R22,
            Outcome.ALLOWED,
            "该技术属于限制或者禁止出口的技术，境外被许可人接受开放许可的，适用技术出口管理的规定",
            "The technology is restricted or prohibited for export: a taker from abroad falls under the export rules",
            Words("声明前评估境外接受的情形", "Consider takers from abroad before declaring"),
            who="owner",
            listed=True,
        )
    ]


def imported(case: Case) -> Sequence[Finding]:
    """R-CN-22, the mirror for imports: free contracts are registered; restricted ones need a licence."""
    technology = case.right.technology_import
    if case.imports is False or case.right.right_type == "design":
        return ()
    if case.imports is None:
        return () if case.exports is None or technology == "free" else _seat_unknown()
    if technology == "prohibited":
        return [
            finding(
                R22I,
                Outcome.FORBIDDEN,
                "属于禁止进口的技术，不得进口",
                "The technology is prohibited from import",
                who="licensee",
                effect="void",
            )
        ]
    if technology is None:
        return [unknown(R22I, "该技术的进口类别不明", "The import class of the technology is not known")]
    if technology == "restricted":
        return [
            approval(
                case,
                R22I,
                "import_licence",
                "commerce authority",
                "限制进口的技术，合同自技术进口许可证颁发之日起生效",
                "For restricted technology the contract takes effect only when the import licence is issued",
                Words("申领技术进口许可证", "Apply for the import licence"),
            )
        ]
    return [
        finding(
            R22I,
            Outcome.ALLOWED,
            "属于自由进口的技术，合同自成立时生效，应当办理合同登记",
            "The technology is free: the contract takes effect when concluded, and is to be registered",
            Words("向商务主管部门办理技术进口合同登记", "Register the contract with the commerce authority"),
            requirement="register",
            who="licensee",
            listed=True,
            satisfied=answered(case, "contract_registration") == "given",
        )
    ]


def _passes_exclusively(case: Case) -> bool:
    """Whether title or an exclusive licence passes; a sub-licence is exclusive only where it says so."""
    if case.kind == "licence_transfer":
        return not any(
            one.id == case.transaction.parent and one.kind not in ("exclusive", None) for one in case.facts.grants or ()
        )
    return case.kind != "sub_licence" or case.transaction.licence_kind == "exclusive"


def outward_review(case: Case) -> Sequence[Finding]:
    """R-CN-25: assignment or exclusive licence of restricted technology to a foreigner is reviewed."""
    if not case.exports or case.right.technology != "restricted" or not _passes_exclusively(case):
        return ()
    return [
        approval(
            case,
            R25,
            "outward_ip_review",
            "commerce authority",
            "限制出口技术的专利权对外转让或者独占许可，应当进行知识产权对外转让审查",
            "Assigning or exclusively licensing a patent for restricted technology abroad is reviewed for "
            "national security",
            Words("随技术出口申请一并提交审查", "It is reviewed with the export application"),
        )
    ]


def funded(case: Case) -> Sequence[Finding]:
    """R-CN-26: publicly funded results: assignment or exclusive licence abroad needs the project body."""
    if case.exports is False or not _passes_exclusively(case):
        return ()
    funding = case.facts.funding
    if funding is not None and all(one.subject_invention is False for one in funding):
        return ()
    agency = min(
        (one.agency for one in funding or () if one.agency and one.subject_invention is not False), default=None
    )
    certain = any(one.subject_invention for one in funding or ())
    zh = "财政性资金资助项目形成的专利权向境外转让或者独占许可的，应当经项目管理机构批准"
    en = (
        "A publicly funded result may be assigned or exclusively licensed abroad only with the approval of the project "
    )
    en += "management body"
    if not certain:
        zh += "；是否为该类成果不明"
        en += "; whether it is such a result is not known"
    cure = Words(
        "报项目管理机构批准，或者证明未受财政资助", "Obtain its approval, or show that there was no public money"
    )
    found = approval(case, R26, "project_body", agency or "project management body", zh, en, cure)
    if found.outcome is Outcome.FORBIDDEN and not (certain and case.exports):
        return [unknown(R26, zh, en, cure)]
    return [found]


def defence(case: Case) -> Sequence[Finding]:
    """R-CN-27: defence patents, and patents kept secret for another reason. A published right is neither."""
    secrecy = case.right.secrecy
    abroad = case.exports is not False and case.transaction.grantee is not None
    pledge = case.kind == "pledge"
    if secrecy == "none" or (secrecy is None and case.right.published):
        return ()
    if secrecy is None:
        if case.kind in sources.ASSIGNMENTS or abroad or pledge or case.kind == "open_licence_declaration":
            return [
                unknown(
                    R27,
                    "是否为国防专利或者保密专利不明",
                    "Whether it is a defence or secret patent is not known",
                    Words("说明专利是否已公开", "State whether the patent was published"),
                )
            ]
        return ()
    if secrecy == "secret":
        return [
            unknown(
                SECRET,
                "涉及国家安全或者重大利益的保密专利，其转让、许可、质押按照国家有关规定办理，须经何种批准不能确定",
                "The patent is kept secret for national security or a major interest: assigning, licensing or pledging "
                "it follows special State rules, and which approval it needs is not certain",
                Words(
                    "办理前请求国务院专利行政部门答复，或者先行解密", "Ask the office first, or have it declassified"
                ),
            )
        ]
    if pledge:
        return [
            unknown(
                R27,
                "国防专利能否出质、须经何种批准不能确定",
                "Whether a defence patent can be pledged, and with whose approval, is not certain",
                Words("报国防专利主管机关答复", "Ask the defence patent authority"),
            )
        ]
    if case.kind == "open_licence_declaration":
        return [_no("国防专利不得实行开放许可", "A defence patent cannot be opened for licence")]
    if case.kind in sources.ASSIGNMENTS:
        if case.exports:
            return [
                _no(
                    "国防专利不得向国外单位、个人以及在国内的外国机构、外国人转让",
                    "A defence patent may not be assigned to foreigners or foreign bodies, even within China",
                )
            ]
        if case.exports is None:
            return [unknown(R27, "受让人是否为外国人不明", "Whether the assignee is a foreigner is not known")]
        return [
            _defence_approval(
                case, "国防专利在国内转让须经批准", "A defence patent is assigned within China with approval"
            )
        ]
    if abroad:
        return [
            _defence_approval(
                case, "许可外国人实施国防专利须经批准", "A licence of a defence patent to a foreigner needs approval"
            )
        ]
    return [
        finding(
            R27,
            Outcome.ALLOWED,
            "许可实施国防专利应当订立书面合同并备案",
            "A licence of a defence patent is made in writing and recorded",
            requirement="record",
            who="either party",
            listed=True,
        )
    ]


def _no(zh: str, en: str) -> Finding:
    return finding(R27, Outcome.FORBIDDEN, zh, en, who="owner", effect="void")


def _defence_approval(case: Case, zh: str, en: str) -> Finding:
    return approval(
        case,
        R27,
        "defence_authority",
        "defence patent authority",
        zh,
        en,
        Words("报国防专利主管机关批准", "Obtain the approval of the defence patent authority"),
    )


_CROSSING = sources.ASSIGNMENTS | sources.LICENCES | sources.TRANSFER
_EXCLUSIVE = sources.ASSIGNMENTS | sources.TRANSFER | {"exclusive_licence", "sub_licence"}

RULES = (
    Rule(R27, _CROSSING | sources.OPEN | sources.PLEDGE, defence),
    Rule(R22, _CROSSING, export),
    Rule(R22I, _CROSSING, imported),
    Rule(R22, sources.OPEN, opened),
    Rule(R25, _EXCLUSIVE, outward_review),
    Rule(R26, _EXCLUSIVE, funded),
)
