"""European patent applications as an object of property: transfer, licence, entries in the register, national law."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import anniversary
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import Case, consent, consented, unknown
from patentfair.domain.rights.law.de import sources as kinds
from patentfair.domain.rights.law.de.outside import limited, outside, spent
from patentfair.domain.rights.law.de.owners import holders, owner_missing, power
from patentfair.domain.rights.law.earlier import NAMES, begin, holder
from patentfair.domain.rights.law.ep.renewal import late
from patentfair.domain.rights.law.ep.sources import EPC, named_states
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.scope import WHOLE_TERRITORY

__all__ = ["RULES"]

R01 = Law(
    "R-EP-01",
    Words("欧洲专利申请的转让与许可，可限于部分指定国", "Transfer and licence, for one or more designated states"),
    "EPC 71, 73",
    Words("《欧洲专利公约》第71条、第73条", "European Patent Convention arts 71 and 73"),
    "V2",
    EPC,
)
R01F = Law(
    "R-EP-01",
    Words("转让须有双方签字的书面文件", "Assignment in writing, signed by both parties"),
    "EPC 72",
    Words("《欧洲专利公约》第72条", "European Patent Convention art. 72"),
    "V",
    EPC,
)
R01N = Law(
    "R-EP-01",
    Words("其余适用各指定国的国内法", "For the rest, the law of each designated state"),
    "EPC 74",
    Words("《欧洲专利公约》第74条", "European Patent Convention art. 74"),
    "V2",
    EPC,
)
R02 = Law(
    "R-EP-02",
    Words("转让的登记", "Registration of the transfer"),
    "EPC R. 22",
    Words("《欧洲专利公约实施细则》第22条", "EPC Implementing Regulations r. 22"),
    "V2",
    EPC,
)
R02L = Law(
    "R-EP-02",
    Words("许可、物权的登记", "Entry of licences and rights in rem"),
    "EPC R. 23, 24",
    Words("《欧洲专利公约实施细则》第23条、第24条", "EPC Implementing Regulations rr. 23 and 24"),
    "V2",
    EPC,
)
R03 = Law(
    "R-EP-03",
    Words("授权后的欧洲专利为各国专利的集合", "After grant a bundle of national patents"),
    "EPC",
    Words("《欧洲专利公约》，具体条文尚待核实", "European Patent Convention, articles to be verified"),
    "GK",
    EPC,
)
R03T = Law(
    "R-EP-03",
    Words("异议期间及异议程序中的转让登记", "Transfers registered during opposition"),
    "EPC R. 85",
    Words("《欧洲专利公约实施细则》第85条，尚待核实", "EPC Implementing Regulations r. 85, unverified"),
    "GK",
    EPC,
)
FORM = Law(
    "G-EP-01",
    Words("许可的形式依各国法（未核实）", "Form of a licence under national law"),
    "EPC 74",
    Words("各国对许可形式的要求尚待核实", "what national laws ask of the form of a licence is unverified"),
    "GK",
    EPC,
)
FEES = Law(
    "G-EP-02",
    Words("欧洲专利申请的年费（未核实）", "Renewal fees of the application"),
    "EPC 86",
    Words("《欧洲专利公约》第86条，尚待核实", "European Patent Convention art. 86, unverified"),
    "GK",
    EPC,
)
OTHER = Law(
    "G-EP-03",
    Words("公约没有规则或者未核实的行为", "Acts on which the Convention is silent or unread"),
    "EPC",
    Words("尚待核实，应当咨询欧洲专利律师", "to be verified; ask a European patent attorney"),
    "GK",
    EPC,
)

_ASK = Words(
    "查询欧洲专利登记簿并由申请人书面声明", "Search the European Patent Register and have the applicant declare"
)


def _pending(case: Case) -> bool:
    return case.right.stage in ("application", None) and not (
        case.right.ended is not None and case.right.ended <= case.day
    )


def _national(case: Case, zh: str, en: str, who: str | None = None, grant: str | None = None) -> Finding:
    """What the law of the designated states decides, and of which."""
    states = named_states(case.right)
    return finding(
        R01N,
        Outcome.INDETERMINATE,
        f"{zh}，依{states.zh}的国内法分别判断",
        f"{en}: this is for the national law of {states.en}",
        Words("就每一指定国咨询当地律师", "Ask a lawyer of each designated state"),
        requirement="fact" if who is None else "consent",
        who=who or "owner",
        grant=grant,
    )


def stage(case: Case) -> Sequence[Finding]:
    """R-EP-03: the Convention governs the application; after grant each national part has its own law."""
    right = case.right
    if right.stage in ("ended", "invalidated") or (right.ended is not None and right.ended <= case.day):
        if right.restoration_pending and right.stage != "invalidated":
            return [unknown(OTHER, "权利丧失后的恢复请求尚未审结", "A request to restore the lost right is pending")]
        return [
            finding(
                R01,
                Outcome.FORBIDDEN,
                "欧洲专利申请或者专利已经失效，没有可以处分的标的",
                "The European application or patent is no more; there is nothing left to grant",
                who="owner",
                effect="void",
            )
        ]
    if right.stage is None:
        return [
            unknown(
                R03,
                "是申请还是已授权的欧洲专利不明",
                "Whether this is an application or a granted European patent is not known",
                Words("查询欧洲专利登记簿", "Search the European Patent Register"),
            )
        ]
    if right.stage == "application":
        return ()
    states = named_states(right)
    out = [
        unknown(
            R03,
            f"授权后的欧洲专利是各国专利的集合，应当就{states.zh}的国内部分分别询问",
            f"After grant a European patent is a bundle of national patents: ask for the national part in {states.en} "
            "by its own office",
            Words("以各国专利局的代码（如DE）分别询问", "Ask again with the office of each state, such as DE"),
        )
    ]
    if case.kind in kinds.ASSIGNMENTS:
        out.append(
            finding(
                R03T,
                Outcome.ALLOWED,
                "异议期间及异议程序中，转让仍可在欧洲专利局登记",
                "While an opposition can be filed or is pending, a transfer can still be registered at the European "
                "Patent Office",
                Words("有异议的，同时在欧洲专利局登记", "If opposed, register it at the European Patent Office, too"),
                requirement="register",
                who="either party",
                effect="not_opposable",
                listed=True,
            )
        )
    return out


def scope(case: Case) -> Sequence[Finding]:
    """R-EP-01: for one or more designated states; a licence for part of them, too."""
    if not _pending(case):
        return ()
    transaction = case.transaction
    out = outside(case, R01, Words("各指定国", "the designated states"))
    places = [box for box in transaction.scope if box.territory != WHOLE_TERRITORY or box.territory_except]
    if places and not case.right.states:
        out.append(
            unknown(
                R01,
                "指定国不明，请求的地域是否在指定之列不能确定",
                "The designated states are not known, so whether they include the territory asked for is not certain",
                Words("列明指定国", "Give the designated states"),
            )
        )
    if case.kind in kinds.LICENCES:
        return [*out, *spent(case, R01)]
    if any("-" in node for box in places for node in (*box.territory, *box.territory_except)):
        out.append(
            unknown(
                R01,
                "申请可以就一个或者数个指定国转让，能否就一国的一部分转让未见规定",
                "The application is transferred for one or more designated states; of part of a state the rules read "
                "say nothing",
                Words("就整个国家转让，或者改为许可", "Transfer it for whole states, or license it"),
            )
        )
    if case.kind != "share_assignment" and limited(transaction.scope):
        out.append(_national(case, "仅就部分领域、行为、权利要求或者期限转让的效力", "A transfer of part of the right"))
    return out


def title(case: Case) -> Sequence[Finding]:
    """R-EP-01: only one to whom the application belongs disposes of it."""
    if not _pending(case):
        return ()
    passing = case.kind in kinds.ASSIGNMENTS or case.kind == "pledge"
    return power(case, R01, "title_does_not_pass" if passing else "not_effective")


def coapplicants(case: Case) -> Sequence[Finding]:
    """R-EP-01: what one co-applicant may do alone is for national law."""
    if not _pending(case) or not case.interests:
        return ()
    acting = {*case.transaction.grantors, case.transaction.grantee}
    others = [name for name in holders(case) if name not in acting]
    open_ = [name for name in others if consented(case, name) != "given"]
    if open_:
        return [
            _national(
                case,
                f"共同申请人之一能否不经{'、'.join(open_)}同意作出该行为",
                f"Whether one co-applicant may do this without {', '.join(open_)}",
                ", ".join(open_),
            )
        ]
    if owner_missing(case):
        return [
            _national(
                case, "尚有不明的共同申请人，其同意是否必要", "A co-applicant is not known; whether it must agree"
            )
        ]
    if not others:
        return ()
    return [
        finding(
            R01N,
            Outcome.ALLOWED,
            "共同申请人均已同意",
            "All co-applicants have agreed",
            requirement="consent",
            who=", ".join(others),
            listed=True,
            satisfied=True,
        )
    ]


def form(case: Case) -> Sequence[Finding]:
    """R-EP-01: art. 72, in writing and signed by both parties."""
    if not _pending(case):
        return ()
    transaction = case.transaction
    wanted = sorted({*transaction.grantors, *([transaction.grantee] if transaction.grantee else [])})
    signed = transaction.signed_by
    missing = [name for name in wanted if signed is None or name not in signed]
    if transaction.grantee is None:
        missing.append("either party")
    met = not missing and transaction.written is not False
    if signed is None or met or transaction.written is False:
        zh, en = "转让应当以书面作出并由双方签字", "An assignment is made in writing and signed by both parties"
        cure = Words("由双方签署书面转让文件", "Have both parties sign a written assignment")
        who = "either party"
    else:
        names = [name for name in missing if name != "either party"]
        zh = f"转让应当以书面作出并由双方签字，尚缺{'、'.join(names) or '受让人'}的签字"
        en = f"An assignment is made in writing and signed by both parties; {', '.join(names) or 'the assignee'} has "
        en += "yet to sign"
        cure = Words(f"由{'、'.join(names) or '受让人'}补签", f"Have {', '.join(names) or 'the assignee'} sign")
        who = ", ".join(names) or "either party"
    return [
        finding(
            R01F,
            Outcome.ALLOWED if met else Outcome.NEEDS_FORMALITY,
            zh,
            en,
            cure,
            requirement="form",
            who=who,
            effect="title_does_not_pass",
            listed=met,
            satisfied=met,
        )
    ]


def registration(case: Case) -> Sequence[Finding]:
    """R-EP-02: toward the office the transfer counts only when, and as far as, documents are produced."""
    if not _pending(case):
        return ()
    return [
        finding(
            R02,
            Outcome.ALLOWED,
            "转让仅自向欧洲专利局提交证明文件之时起并在其范围内对该局有效；除通过MyEPO提交外应当缴费",
            "Toward the European Patent Office the transfer takes effect only when and to the extent that documents "
            "are produced; a fee is due unless it is filed through MyEPO",
            Words("提交登记请求及证明文件", "File the request with the documents"),
            requirement="register",
            who="either party",
            effect="not_opposable",
            listed=True,
            satisfied=bool(case.transaction.registered),
        )
    ]


def national_rest(case: Case) -> Sequence[Finding]:
    """R-EP-01: a note that national law governs beside the Convention."""
    if not _pending(case):
        return ()
    states = named_states(case.right)
    return [
        finding(
            R01N,
            Outcome.ALLOWED,
            f"公约未规定的事项，申请在{states.zh}按各该国的国家申请对待",
            f"On what the Convention leaves open the application is treated in {states.en} as a national one",
            Words("就有关国家核对国内法", "Check the national law of the states that matter"),
            who="either party",
            listed=True,
        )
    ]


def licence_form(case: Case) -> Sequence[Finding]:
    """A licence should be in writing: some national laws may ask for it."""
    if not _pending(case) or case.transaction.written:
        return ()
    return [
        finding(
            FORM,
            Outcome.NEEDS_FORMALITY,
            "指定国的国内法可能要求书面形式",
            "National law may want the licence in writing",
            Words("以书面订立并由双方签字", "Put it in writing, signed by both"),
            requirement="form",
            who="either party",
        )
    ]


def known_grants(case: Case) -> Sequence[Finding]:
    """Which licences exist must be known."""
    if not _pending(case) or case.facts.grants is not None:
        return ()
    if case.column in ("assign", "pledge"):
        return [
            finding(
                R01,
                Outcome.NEEDS_FORMALITY,
                "在先许可情况不明",
                "Earlier licences are not known",
                _ASK,
                requirement="evidence",
                who="owner",
            )
        ]
    return [unknown(R01, "在先许可情况不明", "Which licences have been granted is not known", _ASK)]


def earlier_grants(case: Case) -> Sequence[Finding]:
    """R-EP-01: what earlier licences do to the new act is for national law."""
    if not _pending(case):
        return ()
    out = []
    for conflict in case.conflicts:
        grant = conflict.grant
        (owner, _), name = holder(grant), NAMES[grant.kind or "unknown"]
        if conflict.cell == "S":
            states = named_states(case.right)
            out.append(
                finding(
                    R01N,
                    Outcome.ALLOWED,
                    f"{owner.zh}享有{name.zh}，对受让人是否有效依{states.zh}的国内法",
                    f"{begin(owner.en)} holds the {name.en}; whether it binds the one who acquires is for the national "
                    f"law of {states.en}",
                    Words("在合同中披露在先许可", "Disclose it in the contract"),
                    requirement="notice",
                    who="owner",
                    grant=grant.id,
                    listed=True,
                )
            )
        else:
            out.append(
                _national(
                    case,
                    f"与{owner.zh}的{name.zh}是否冲突",
                    f"Whether this conflicts with the {name.en} of {owner.en}",
                    grant=grant.id,
                )
            )
    return out


def burdens(case: Case) -> Sequence[Finding]:
    """R-EP-01, 02: rights in rem and seizures are created, and have their effect, under national law."""
    if not _pending(case):
        return ()
    if case.encumbrances is None:
        return [unknown(R02L, "申请有无质权、执行等负担不明", "Whether the application is burdened is not known", _ASK)]
    return [
        _national(case, "申请上的负担对该行为有何影响", "What a burden on the application does to this act", grant=one)
        for one in sorted({one.id for one in case.encumbrances if one.kind != "sep_commitment"})
    ]


def pledge(case: Case) -> Sequence[Finding]:
    """R-EP-01, 02: a pledge is created under national law, and can be entered while the application is pending."""
    if not _pending(case):
        return ()
    return [
        _national(case, "质权如何设立、有何效力", "How the pledge is created, and what it does"),
        finding(
            R02L,
            Outcome.ALLOWED,
            "申请未决期间，质权等物权可以在欧洲专利局登记",
            "While the application is pending a right in rem can be entered at the European Patent Office",
            requirement="register",
            who="pledgor and pledgee",
            listed=True,
        ),
    ]


def entry_asked(case: Case) -> Sequence[Finding]:
    """R-EP-02: licences are entered only while the application is pending, with the consent of every co-applicant."""
    if case.right.stage == "granted":
        return [
            finding(
                R02L,
                Outcome.FORBIDDEN,
                "许可仅在申请未决期间可以在欧洲专利局登记",
                "Licences are entered at the European Patent Office only while the application is pending",
                Words("在各国登记簿登记", "Have it entered in the national registers"),
                requirement="record",
                who="either party",
                effect="unregistrable",
            )
        ]
    if not _pending(case):
        return ()
    grant = next((one for one in case.facts.grants or () if one.id == case.transaction.parent), None)
    if grant is None:
        return [unknown(R02L, "请求登记的许可不明", "The licence to be entered is not known")]
    out = [
        finding(
            R02L,
            Outcome.NEEDS_FORMALITY,
            "登记许可应当提出请求、提交证明文件并缴费，通过MyEPO提交的免缴",
            "Entry is asked for on evidence and against a fee, unless filed through MyEPO",
            Words("提交登记请求", "File the request"),
            requirement="record",
            who="either party",
            effect="not_created",
            grant=grant.id,
        )
    ]
    names = holders(case)
    if len(names) > 1:
        out.extend(
            consent(
                case,
                R02L,
                name,
                f"登记许可须经每一共同申请人同意，尚需{name}同意",
                f"Entry needs the consent of every co-applicant, among them {name}",
                Words(f"取得{name}的同意", f"Obtain the consent of {name}"),
                effect="unregistrable",
                grant=grant.id,
            )
            for name in names
            if name not in case.transaction.grantors
        )
    if not names or owner_missing(case):
        out.append(unknown(R02L, "全体申请人不明", "Who all the applicants are is not known"))
    return [*out, *_marks(grant), *_head(case, grant)]


def _marks(grant: Grant) -> list[Finding]:
    if grant.kind is None:
        return [unknown(R02L, "许可的方式不明", "The kind of the licence is not known", grant=grant.id)]
    if grant.kind != "exclusive":
        return []
    return [
        finding(
            R02L,
            Outcome.ALLOWED,
            "申请人与被许可人共同请求的，方登记为独占许可",
            "It is marked exclusive only where applicant and licensee both ask",
            Words("双方共同提出请求", "Let both sides ask"),
            requirement="record",
            who="either party",
            grant=grant.id,
            listed=True,
        )
    ]


def _head(case: Case, grant: Grant) -> list[Finding]:
    if grant.parent is None:
        return []
    head = next((one for one in case.facts.grants or () if one.id == grant.parent), None)
    if head is None or head.recorded is None:
        return [
            unknown(R02L, "上级许可是否已登记不明", "Whether the head licence is entered is not known", grant=grant.id)
        ]
    if head.recorded:
        return []
    return [
        finding(
            R02L,
            Outcome.FORBIDDEN,
            "上级许可未登记的，再许可不予登记",
            "A sub-licence is entered only under a licence that is itself entered",
            Words("先登记上级许可", "First have the head licence entered"),
            requirement="record",
            who="either party",
            effect="unregistrable",
            grant=grant.id,
        )
    ]


def entered(case: Case) -> Sequence[Finding]:
    """R-EP-02: the office deals with the applicant whose title has been proved to it."""
    if not _pending(case):
        return ()
    return [
        finding(
            R02,
            Outcome.NEEDS_FORMALITY,
            f"{one.owner}是否登记为申请人不明或者尚未登记，应当先提交受让证明",
            f"{one.owner} is not known to be the registered applicant; the transfer to it is proved first",
            Words("先登记申请人变更", "Register the transfer first"),
            requirement="register",
            who=one.owner,
            effect="unregistrable",
        )
        for one in sorted(case.interests or (), key=lambda interest: interest.owner)
        if not one.registered and one.owner in case.transaction.grantors
    ]


def fees(case: Case) -> Sequence[Finding]:
    """Renewal fees of the application from the third year on."""
    if not _pending(case):
        return ()
    filing = case.right.filing
    if case.right.fees is None and filing is not None:
        first = anniversary(filing, 2)
        if case.day <= first.replace(day=monthrange(first.year, first.month)[1]):
            return ()
    return late(case, FEES)


def silent(case: Case) -> Sequence[Finding]:
    """Acts of which the Convention, as far as it was read, says nothing."""
    if not _pending(case):
        return ()
    if case.kind in ("sub_licence", "licence_transfer"):
        return [_national(case, "再许可或者许可的转移是否有效", "Whether a licence can be passed on or sub-licensed")]
    return [
        unknown(
            OTHER,
            "公约中没有关于该行为的规则，或者尚未核实",
            "The Convention has no rule on this act, or it has not been read",
            Words("咨询欧洲专利律师", "Ask a European patent attorney"),
        )
    ]


_SILENT = kinds.SUB | kinds.PASSED_ON | kinds.OPEN | kinds.TAKEN | kinds.WITHDRAWAL | kinds.WAIVER | kinds.FOREIGN
_OWNERS = kinds.ASSIGNMENTS | kinds.OWNER_LICENCES | kinds.PLEDGE
_EVERY = kinds.COVERED | kinds.FOREIGN

RULES = (
    Rule(R03, _EVERY, stage),
    Rule(R01, _OWNERS, scope),
    Rule(R01, _OWNERS | kinds.WORKING, title),
    Rule(R01N, _OWNERS | kinds.WORKING, coapplicants),
    Rule(FEES, _OWNERS | kinds.RECORDAL, fees),
    Rule(R01F, kinds.ASSIGNMENTS, form),
    Rule(R02L, _OWNERS, burdens),
    Rule(R02L, kinds.PLEDGE, pledge),
    Rule(R01, _OWNERS | kinds.WORKING, known_grants),
    Rule(R01N, _OWNERS | kinds.WORKING, earlier_grants),
    Rule(FORM, kinds.OWNER_LICENCES, licence_form),
    Rule(R02, kinds.RECORDAL, entered),
    Rule(R02L, kinds.RECORDAL, entry_asked),
    Rule(R02, kinds.ASSIGNMENTS, registration),
    Rule(R01N, _OWNERS, national_rest),
    Rule(OTHER, _SILENT, silent),
)
