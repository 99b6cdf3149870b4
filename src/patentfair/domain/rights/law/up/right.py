"""Licences of right of a unitary patent, and entries of exclusive licences beside them."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import unknown
from patentfair.domain.rights.law.de import sources as kinds
from patentfair.domain.rights.law.de.outside import covers, limited
from patentfair.domain.rights.law.de.statement import barred, declared, for_anyone, no_statement
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.law.up.case import Case
from patentfair.domain.rights.law.up.unity import FROM
from patentfair.domain.rights.overlap import Overlap
from patentfair.domain.rights.territory import resolve

__all__ = ["RULES"]

R04 = Law(
    "R-UP-04",
    Words("当然许可", "Licence of right"),
    "UPR 8; UPP 12",
    Words(
        "欧盟第1257/2012号条例第8条、《统一专利保护细则》第12条",
        "Regulation (EU) 1257/2012 art. 8, Rules relating to Unitary Patent Protection r. 12",
    ),
    "V",
    FROM,
)
R04X = Law(
    "R-UP-04",
    Words("当然许可：所核实文本未写明的问题", "Licence of right: what the texts read do not say"),
    "UPR 8(1)",
    Words("尚待核实，应当咨询欧洲专利律师", "to be verified; ask a European patent attorney"),
    "GK",
    FROM,
)
ENTRY = Law(
    "G-UP-05",
    Words(
        "许可在统一专利保护登记簿的登记（未核实）", "Entry of licences in the Register for unitary patent protection"
    ),
    "UPP 20",
    Words("《统一专利保护细则》的登记规定尚待核实", "the rules on entries are unverified"),
    "GK",
    FROM,
)


def statement(case: Case) -> Sequence[Finding]:
    """R-UP-04: filed with the office; inadmissible while an exclusive licence is entered or its entry asked for."""
    out = [
        finding(
            R04,
            Outcome.NEEDS_FORMALITY,
            "当然许可声明向欧洲专利局提交；此后到期的年费减收15%",
            "The statement is filed with the European Patent Office; renewal fees that fall due afterwards are reduced "
            "by 15 %",
            Words("提交当然许可声明", "File the statement"),
            requirement="form",
            who="owner",
            effect="not_created",
        ),
        *for_anyone(case, R04),
        *barred(case, R04),
    ]
    states = resolve(case.right.states or ())
    if limited(case.transaction.scope) or (states and not covers(case.transaction.scope, states)):
        out.append(
            unknown(
                R04X,
                "声明限于部分国家、领域或者行为是否允许未经核实",
                "Whether the statement can be kept to some states, fields or acts has not been verified",
                Words("就全部权利声明", "Make it for the whole patent"),
            )
        )
    return out


def beside_statement(case: Case) -> Sequence[Finding]:
    """R-UP-04: while a statement stands no exclusive licence is entered."""
    out = []
    for conflict in case.conflicts:
        if conflict.grant.kind != "open_declaration":
            continue
        if conflict.cell == "F*" and conflict.found is Overlap.YES:
            out.append(
                finding(
                    R04,
                    Outcome.FORBIDDEN,
                    "当然许可声明有效期间，任何人均可要求许可，独占许可不得登记",
                    "While a statement on licences of right stands anyone may ask for a licence, and no exclusive "
                    "licence is entered",
                    Words("改为非独占许可，或者先撤回声明", "Grant a non-exclusive licence, or withdraw the statement"),
                    requirement="register",
                    who="owner",
                    effect="unregistrable",
                    grant=conflict.grant.id,
                )
            )
        elif conflict.cell == "S":
            out.append(
                finding(
                    R04X,
                    Outcome.ALLOWED,
                    "当然许可声明尚在登记，受让人或者质权人应当知悉",
                    "A statement on licences of right is entered, of which the other side should know",
                    Words("在合同中披露该声明", "Disclose the statement in the contract"),
                    requirement="notice",
                    who="owner",
                    grant=conflict.grant.id,
                    listed=True,
                )
            )
        else:
            out.append(
                unknown(
                    R04X,
                    "当然许可声明是否有效、与该许可是否冲突不能确定",
                    "Whether a statement stands, and conflicts with this licence, is not certain",
                    Words("查询登记簿", "Search the register"),
                    grant=conflict.grant.id,
                )
            )
    return out


def taking(case: Case) -> Sequence[Finding]:
    """R-UP-04: the licence is a contractual one, made with the proprietor."""
    one = declared(case)
    lacking = no_statement(case, R04, one, Words("可据以要求许可", "on which a licence could be asked for"))
    if lacking or one is None:
        return lacking
    met = bool(case.transaction.written)
    return [
        finding(
            R04,
            Outcome.ALLOWED if met else Outcome.NEEDS_FORMALITY,
            "依当然许可声明取得的许可视为合同许可，应当与专利权人约定适当报酬",
            "A licence obtained on the statement is a contractual one: it is agreed with the proprietor for an "
            "appropriate consideration",
            Words("与专利权人订立许可合同", "Conclude the licence with the proprietor"),
            requirement="form",
            who="either party",
            effect="not_created",
            grant=one.id,
            listed=met,
            satisfied=met,
        )
    ]


def withdrawal(case: Case) -> Sequence[Finding]:
    """R-UP-04: at any time, but effective only once the reduction has been paid back."""
    one = declared(case)
    lacking = no_statement(case, R04, one, Words("可以撤回", "to withdraw"))
    if lacking or one is None:
        return lacking
    paid = case.transaction.paid is not None and case.transaction.paid <= case.day
    return [
        finding(
            R04,
            Outcome.NEEDS_FORMALITY,
            "撤回应当通知欧洲专利局",
            "The withdrawal is communicated to the European Patent Office",
            Words("提交撤回通知", "File the withdrawal"),
            requirement="form",
            who="owner",
            effect="not_created",
            grant=one.id,
        ),
        finding(
            R04,
            Outcome.ALLOWED if paid else Outcome.NEEDS_FORMALITY,
            "撤回仅在补缴年费减免的数额后生效",
            "The withdrawal takes effect only once the reduction of fees is paid back",
            Words("补缴减免的年费", "Pay back the reduction"),
            requirement="pay",
            who="owner",
            effect="not_effective",
            grant=one.id,
            listed=paid,
            satisfied=paid,
        ),
    ]


def entry_asked(case: Case) -> Sequence[Finding]:
    """R-UP-04: entry of an exclusive licence is inadmissible while a statement stands; the rest was not read."""
    grants = case.facts.grants or ()
    subject = next((one for one in grants if one.id == case.transaction.parent), None)
    if subject is None:
        return [unknown(ENTRY, "请求登记的许可不明", "The licence to be entered is not known")]
    out = [
        finding(
            ENTRY,
            Outcome.NEEDS_FORMALITY,
            "许可的登记应当向欧洲专利局提出请求并提交证明文件",
            "Entry is asked for at the European Patent Office on evidence",
            Words("提交登记请求", "File the request"),
            requirement="record",
            who="either party",
            effect="not_created",
            grant=subject.id,
        )
    ]
    if subject.kind in ("sole", "unspecified", None):
        out.append(
            unknown(
                ENTRY,
                "该许可是否为独占许可不明",
                "Whether this is an exclusive licence is not certain",
                grant=subject.id,
            )
        )
    if subject.kind == "exclusive":
        for one in sorted(grants, key=lambda grant: grant.id):
            if one.kind == "open_declaration":
                lacking = no_statement(case, R04, one, Words("", ""))
                out.extend(doubt for doubt in lacking if doubt.outcome is Outcome.INDETERMINATE)
                out.extend([] if lacking else [_refused(one)])
    return out


def _refused(statement_: Grant) -> Finding:
    return finding(
        R04,
        Outcome.FORBIDDEN,
        "当然许可声明有效期间，不得请求登记独占许可",
        "While a statement on licences of right stands no exclusive licence is entered",
        Words("先撤回声明", "Withdraw the statement first"),
        requirement="record",
        who="owner",
        effect="unregistrable",
        grant=statement_.id,
    )


def entered(case: Case) -> Sequence[Finding]:
    """The office deals with the proprietor whose title has been proved to it."""
    return [
        finding(
            ENTRY,
            Outcome.NEEDS_FORMALITY,
            f"{one.owner}是否登记为专利权人不明或者尚未登记，应当先登记权利的转移",
            f"{one.owner} is not known to be the registered proprietor; the transfer to it is registered first",
            Words("先登记权利的转移", "Register the transfer first"),
            requirement="register",
            who=one.owner,
            effect="unregistrable",
        )
        for one in sorted(case.interests or (), key=lambda interest: interest.owner)
        if not one.registered and one.owner in case.transaction.grantors
    ]


RULES = (
    Rule(ENTRY, kinds.BEFORE_THE_OFFICE | kinds.RECORDAL, entered),
    Rule(R04, kinds.OPEN, statement),
    Rule(R04, kinds.OWNER_LICENCES | kinds.ASSIGNMENTS | kinds.PLEDGE, beside_statement),
    Rule(R04, kinds.TAKEN, taking),
    Rule(R04, kinds.WITHDRAWAL, withdrawal),
    Rule(R04, kinds.RECORDAL, entry_asked),
)
