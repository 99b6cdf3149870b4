"""Assignment: registration, the inventors' first refusal, waiver of the right. China."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import consent, unknown
from patentfair.domain.rights.law.cn import sources
from patentfair.domain.rights.law.cn.case import Case
from patentfair.domain.rights.law.cn.licence import R67
from patentfair.domain.rights.law.earlier import holder
from patentfair.domain.rights.law.headlicence import runs
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["RULES"]

R20 = Law(
    "R-CN-20",
    Words("转让自登记之日起生效", "Assignment takes effect on registration"),
    "PL 10(3); GL I-1-6.7.4",
    Words("《专利法》第十条第三款", "Patent Law art. 10(3)"),
    "V",
    sources.PL,
)
R28 = Law(
    "R-CN-28",
    Words("职务技术成果完成人的优先受让权", "First refusal of those who made a service invention"),
    "CC 847",
    Words("《民法典》第八百四十七条", "Civil Code art. 847"),
    "V",
    sources.CC,
)
R53 = Law(
    "R-CN-53",
    Words("许可人维持专利权有效的义务", "The licensor keeps the patent alive"),
    "SPC-T 26",
    Words("《技术合同司法解释》第二十六条", "Supreme People's Court on technology contracts, art. 26"),
    "V",
    sources.SPC,
)
S49 = Law(
    "S-49",
    Words("放弃专利权", "Waiver"),
    "PL 44; GL V-9-4.3",
    Words("《专利法》第四十四条、《专利审查指南》第五部分第九章4.3节", "Patent Law art. 44, Guidelines V-9-4.3"),
    "V",
    sources.GL,
)


def registration(case: Case) -> Sequence[Finding]:
    """R-CN-20: written contract and registration with the office, which makes the transfer."""
    done = bool(case.transaction.registered)
    share = case.kind == "share_assignment"
    return [
        finding(
            R20,
            Outcome.ALLOWED if done else Outcome.NEEDS_FORMALITY,
            "转让专利权或者专利申请权的份额应当订立书面合同并向国家知识产权局登记，受让人自登记之日起取得该份额；"
            "合同成立不以登记为条件"
            if share
            else "转让专利权或者专利申请权应当订立书面合同并向国家知识产权局登记，自登记之日起转移；"
            "合同成立不以登记为条件",
            "The assignment of a share is made in writing and registered with the office, and the share passes on "
            "registration; the contract itself does not depend on it"
            if share
            else "An assignment is made in writing and registered with the office, and title passes on registration; "
            "the contract itself does not depend on it",
            Words("提交著录项目变更申报书及转让合同", "File the change of owner with the assignment contract"),
            requirement="register",
            who="either party",
            effect="title_does_not_pass",
            listed=done,
            satisfied=done,
        )
    ]


def first_refusal(case: Case) -> Sequence[Finding]:
    """R-CN-28: the people who made a service invention may buy it on equal terms first."""
    if case.right.service_invention is False:
        return ()
    if case.transaction.first_refusal == "waived":
        met = True
    elif case.right.service_invention is None and all(
        one is not None and one.kind == "person" for one in case.grantors
    ):
        return ()
    else:
        met = False
    return [
        finding(
            R28,
            Outcome.ALLOWED if met else Outcome.NEEDS_FORMALITY,
            "单位转让职务技术成果的，完成人享有以同等条件优先受让的权利",
            "When an entity sells a service invention, those who made it may buy it first on equal terms",
            Words(
                "书面通知发明人交易条件，取得其放弃优先受让权的声明或者与其订立合同",
                "Notify the inventors of the terms and obtain their waiver, or sell to them",
            ),
            requirement="notice",
            who="inventor",
            effect="breach",
            listed=met,
            satisfied=met,
        )
    ]


def waiver(case: Case) -> Sequence[Finding]:
    """S-49: signed by all, unconditional, the whole patent; an open licence is withdrawn first."""
    out = []
    if case.transaction.unconditional is False:
        out.append(
            finding(
                S49,
                Outcome.FORBIDDEN,
                "放弃专利权不得附有条件，也不得仅放弃部分权利",
                "A waiver cannot be conditional or partial",
                Words("提交无条件的放弃声明", "File an unconditional waiver"),
                who="owner",
                effect="unregistrable",
            )
        )
    out.append(
        finding(
            S49,
            Outcome.NEEDS_FORMALITY,
            "放弃专利权应当书面声明，由全体专利权人签署",
            "A waiver is declared in writing and signed by all patentees",
            Words("提交放弃专利权声明", "File the waiver"),
            requirement="form",
            who="owner",
            effect="not_created",
        )
    )
    for grant in sorted(case.facts.grants or (), key=_id):
        live = grant.ended is None or grant.ended > case.day
        if grant.kind == "open_declaration" and live:
            out.append(
                finding(
                    R67,
                    Outcome.NEEDS_FORMALITY,
                    "放弃专利权前应当先行撤回开放许可声明",
                    "The open-licence declaration must be withdrawn before the waiver",
                    Words("提出撤回开放许可声明", "File the withdrawal"),
                    requirement="register",
                    who="owner",
                    effect="unregistrable",
                    grant=grant.id,
                )
            )
    return out


_BY_CONTRACT = ("exclusive", "sole", "ordinary", "unspecified", "open_taken", None)


def kept_alive(case: Case) -> Sequence[Finding]:
    """R-CN-53: while a licence runs the licensor keeps the patent alive, unless they agreed otherwise."""
    if case.facts.grants is None:
        return [
            unknown(
                R53,
                "在先许可情况不明，放弃是否违反维持专利权有效的义务不能确定",
                "Which licences have been granted is not known, nor whether a waiver breaks the duty to keep the "
                "patent alive",
                Words("查询备案并由权利人书面声明", "Search the records and have the owner declare them"),
            )
        ]
    out = []
    for grant in sorted(case.facts.grants, key=_id):
        if grant.kind not in _BY_CONTRACT or not runs(grant, case.day):
            continue
        owner, who = holder(grant)
        out.append(
            consent(
                case,
                R53,
                who,
                f"{owner.zh}的许可尚在有效期内，许可人应当维持专利权有效，另有约定的除外；未经其同意放弃专利权构成违约",
                f"The licence of {owner.en} still runs, and the licensor must keep the patent alive unless they agreed "
                "otherwise; to waive it without consent is a breach",
                Words(f"取得{owner.zh}书面同意", f"Obtain the written consent of {owner.en}"),
                effect="breach",
                grant=grant.id,
            )
        )
    return out


def _id(grant: Grant) -> str:
    return grant.id


RULES = (
    Rule(R28, sources.ASSIGNMENTS, first_refusal),
    Rule(R20, sources.ASSIGNMENTS, registration),
    Rule(S49, sources.WAIVER, waiver),
    Rule(R53, sources.WAIVER, kept_alive),
)
