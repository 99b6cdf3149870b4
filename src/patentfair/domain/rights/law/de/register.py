"""The register: changes of owner, exclusive licences, waiver. Germany."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import Case, consent, unknown
from patentfair.domain.rights.law.de import sources
from patentfair.domain.rights.law.de.coowners import R02
from patentfair.domain.rights.law.de.owners import holders
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["RULES"]

R02L = Law(
    "R-DE-02",
    Words("独占许可的登记", "Entry of an exclusive licence"),
    "PatG 30(4)",
    Words("《德国专利法》第30条第4款", "German Patent Act § 30(4)"),
    "V",
    sources.TEXT,
)
R04W = Law(
    "R-DE-04",
    Words("放弃专利权", "Waiver"),
    "PatG 20(1)",
    Words("《德国专利法》第20条第1款", "German Patent Act § 20(1)"),
    "V",
    sources.TEXT,
)


def change_of_owner(case: Case) -> Sequence[Finding]:
    """R-DE-02: title passes by the contract; the entry decides who stands before the office."""
    done = bool(case.transaction.registered)
    return [
        finding(
            R02,
            Outcome.ALLOWED,
            "转让不以登记为条件；登记变更以前，对专利局仍以原登记人享有权利并承担义务",
            "The transfer does not depend on the register; until the change is entered the earlier person stays "
            "entitled and obliged before the office",
            Words("凭转让证明申请登记权利人变更", "Have the change entered on proof of the transfer"),
            requirement="register",
            who="either party",
            effect="not_opposable",
            listed=True,
            satisfied=done,
        )
    ]


def exclusive_entry(_case: Case) -> Sequence[Finding]:
    """R-DE-02: an exclusive licence can be entered, which bars a later statement of willingness."""
    return [
        finding(
            R02L,
            Outcome.ALLOWED,
            "独占许可可以登记，登记须经另一方同意；登记期间不得提交许可意愿声明",
            "The exclusive licence can be entered with the other side's consent; while entered it bars a statement of "
            "willingness to license",
            Words("双方同意后申请登记", "Have it entered with the consent of both"),
            requirement="record",
            who="either party",
            listed=True,
            code="RECORDAL",
        )
    ]


def entry_asked(case: Case) -> Sequence[Finding]:
    """R-DE-02: only exclusive licences are entered, with the other side's consent, and none beside a statement."""
    grant = next((one for one in case.facts.grants or () if one.id == case.transaction.parent), None)
    if grant is None:
        return [unknown(R02L, "请求登记的许可不明", "The licence to be entered is not known")]
    out = list(_kind(grant))
    out.extend(
        _statement_stands(case, one)
        for one in sorted(case.facts.grants or (), key=lambda other: other.id)
        if one.kind == "open_declaration" and (one.ended is None or one.ended > case.day)
    )
    out.extend(_other_side(case, grant))
    done = bool(grant.recorded)
    out.append(
        finding(
            R02L,
            Outcome.ALLOWED if done else Outcome.NEEDS_FORMALITY,
            "该独占许可已登记" if done else "独占许可的登记应当提出请求并证明另一方同意",
            "The licence is already entered" if done else "Entry is asked for, with proof of the other side's consent",
            Words("提交登记请求", "File the request"),
            requirement="record",
            who="either party",
            effect="not_created",
            grant=grant.id,
            listed=done,
            satisfied=done,
        )
    )
    return out


def _kind(grant: Grant) -> Sequence[Finding]:
    if grant.kind == "exclusive":
        return ()
    if grant.kind in ("sole", "unspecified", None):
        return [
            unknown(
                R02L,
                "该许可是否为独占许可不明，仅独占许可可以登记",
                "Whether this is an exclusive licence is not certain, and only those are entered",
                grant=grant.id,
            )
        ]
    return [_refused("仅独占许可可以登记", "Only exclusive licences are entered", grant)]


def _statement_stands(case: Case, one: Grant) -> Finding:
    if one.effective is None and not one.recorded:
        return unknown(R02L, "许可意愿声明是否有效不明", "Whether a statement stands is not known", grant=one.id)
    if one.effective is not None and one.effective > case.day:
        return unknown(R02L, "许可意愿声明即将生效", "A statement is about to take effect", grant=one.id)
    return _refused(
        "许可意愿声明有效期间，不得请求登记独占许可",
        "While a statement of willingness to license stands no exclusive licence is entered",
        one,
    )


def _refused(zh: str, en: str, grant: Grant) -> Finding:
    return finding(
        R02L,
        Outcome.FORBIDDEN,
        zh,
        en,
        requirement="record",
        who="either party",
        effect="unregistrable",
        grant=grant.id,
    )


def _other_side(case: Case, grant: Grant) -> list[Finding]:
    acting = set(case.transaction.grantors)
    owners = [grant.grantor] if grant.grantor else list(holders(case))
    if not owners or grant.grantee is None:
        return [unknown(R02L, "许可合同的当事人不明", "The parties to the licence are not known", grant=grant.id)]
    if acting and not acting <= {*owners, *holders(case), grant.grantee}:
        return [_refused("请求人不是许可合同的当事人", "Who asks is no party to the licence", grant)]
    return [
        consent(
            case,
            R02L,
            name,
            f"登记须证明另一方{name}同意",
            f"Entry needs proof that the other side, {name}, consents",
            Words(f"取得{name}的书面同意", f"Obtain the written consent of {name}"),
            effect="unregistrable",
            grant=grant.id,
        )
        for name in sorted({*owners, grant.grantee} - acting)
    ]


def waiver(_case: Case) -> Sequence[Finding]:
    """R-DE-04: a written declaration to the office."""
    return [
        finding(
            R04W,
            Outcome.NEEDS_FORMALITY,
            "放弃专利权以书面向专利局声明",
            "A waiver is declared to the office in writing",
            Words("提交书面放弃声明", "File the written waiver"),
            requirement="form",
            who="owner",
            effect="not_created",
        )
    ]


RULES = (
    Rule(R02, sources.ASSIGNMENTS, change_of_owner),
    Rule(R02L, sources.EXCLUSIVE, exclusive_entry),
    Rule(R02L, sources.RECORDAL, entry_asked),
    Rule(R04W, sources.WAIVER, waiver),
)
