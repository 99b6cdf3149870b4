"""Statements that anyone may have a licence, whatever the law: which is live, and which exclusive licence bars one.

Shared by the German statement of willingness to license and the licence of right of a unitary patent.
"""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import Case, grant_boxes, unknown
from patentfair.domain.rights.law.earlier import NAMES, begin, holder
from patentfair.domain.rights.law.rule import Law, finding

__all__ = ["barred", "declared", "for_anyone", "no_statement"]


def declared(case: Case) -> Grant | None:
    """The statement the act is about: the one named, else the first that is live, else any."""
    found = [
        grant
        for grant in case.facts.grants or ()
        if grant.kind == "open_declaration" and case.transaction.parent in (None, grant.id)
    ]
    return min(found, key=lambda grant: (grant.ended is not None and grant.ended <= case.day, grant.id), default=None)


def no_statement(case: Case, law: Law, statement: Grant | None, effect_words: Words) -> list[Finding]:
    """Why there is no live statement on the day, or nothing where there is one."""
    if case.facts.grants is None:
        return [unknown(law, "有无许可声明不明", "Whether a statement has been filed is not known")]
    if statement is None or (statement.ended is not None and statement.ended <= case.day):
        return [
            finding(
                law,
                Outcome.FORBIDDEN,
                "没有有效的许可声明，" + effect_words.zh,
                "There is no live statement " + effect_words.en,
                who="owner",
                effect="void",
                grant=None if statement is None else statement.id,
            )
        ]
    if statement.effective is not None and statement.effective > case.day:
        return [
            finding(
                law,
                Outcome.FORBIDDEN,
                f"许可声明自{statement.effective}起方才有效",
                f"The statement takes effect only on {statement.effective}",
                who="owner",
                effect="void",
                grant=statement.id,
            )
        ]
    if statement.effective is None and not statement.recorded:
        return [
            unknown(
                law,
                "许可声明是否已登记生效不明",
                "Whether the statement has been entered is not known",
                grant=statement.id,
            )
        ]
    return []


def _runs(case: Case, grant: Grant) -> bool:
    """Whether a grant still has time to run after the day."""
    if grant.ended is not None and grant.ended <= case.day:
        return False
    boxes = grant_boxes(grant)
    return boxes is None or any(box.time.end is None or box.time.end > case.day for box in boxes)


def barred(case: Case, law: Law) -> list[Finding]:
    """Exclusive licences: one entered in the register, whatever its scope, bars the statement; another makes it a
    breach."""
    if case.facts.grants is None:
        return [
            unknown(
                law,
                "有无已登记的独占许可不明",
                "Whether an exclusive licence is entered in the register is not known",
                Words("查询登记簿", "Search the register"),
            )
        ]
    out = []
    for grant in sorted(case.facts.grants, key=_id):
        if grant.kind not in ("exclusive", "sole", "unspecified", None) or not _runs(case, grant):
            continue
        if grant.kind == "exclusive" and grant.recorded is not None:
            out.append(_exclusive(law, grant))
        elif grant.kind in ("unspecified", None) and grant.recorded is False:
            out.append(_breach(law, grant))
        else:
            (owner, _), name = holder(grant), NAMES[grant.kind or "unknown"]
            out.append(
                unknown(
                    law,
                    f"{owner.zh}的{name.zh}是否作为独占许可登记不明",
                    f"Whether the {name.en} of {owner.en} is entered as an exclusive licence is not known",
                    Words("查询登记簿并核对许可合同", "Search the register and read the licence"),
                    grant=grant.id,
                )
            )
    return out


def _id(grant: Grant) -> str:
    return grant.id


def _exclusive(law: Law, grant: Grant) -> Finding:
    if not grant.recorded:
        return _breach(law, grant)
    owner, who = holder(grant)
    return finding(
        law,
        Outcome.FORBIDDEN,
        f"{owner.zh}的独占许可已登记，登记期间不论其范围，声明均不予受理",
        f"{begin(owner.en)} holds an exclusive licence that is entered in the register; whatever its scope, the "
        "statement is inadmissible while the entry stands",
        Words("待该登记注销", "Wait until that entry is deleted"),
        requirement="register",
        who=who,
        effect="unregistrable",
        grant=grant.id,
    )


def _breach(law: Law, grant: Grant) -> Finding:
    (owner, who), name = holder(grant), NAMES[grant.kind or "unknown"]
    article = "an" if name.en[0] in "aeiou" else "a"
    return finding(
        law,
        Outcome.ALLOWED,
        f"{owner.zh}享有未登记的{name.zh}，尚未请求登记的，不妨碍提交声明，但声明违反独占许可合同",
        f"{begin(owner.en)} holds {article} {name.en} that is not entered: unless its entry has been asked for, the "
        "statement can be filed, but it is a breach of an exclusive licence",
        Words(f"先与{owner.zh}变更许可合同", f"First have the licence of {owner.en} amended"),
        requirement="consent",
        who=who,
        effect="breach",
        grant=grant.id,
        listed=True,
        code="BREACH_OF_EXCLUSIVE_LICENCE",
    )


def for_anyone(case: Case, law: Law) -> Sequence[Finding]:
    """A statement kept to named persons is none; one kept to part of the right was not read about."""
    named = case.transaction.named_licensees
    if named:
        return [
            finding(
                law,
                Outcome.FORBIDDEN,
                "声明须面向任何人，不得限定被许可人",
                "The statement is made to anyone; it cannot be kept to named persons",
                Words("取消限定，或者改为普通许可", "Drop the limit, or grant a non-exclusive licence"),
                who="owner",
                effect="unregistrable",
            )
        ]
    if named is None:
        return [
            finding(
                law,
                Outcome.NEEDS_FORMALITY,
                "声明须面向任何人；是否限定对象不明",
                "The statement is made to anyone; whether it is kept to named persons is not known",
                Words("声明中不限定被许可人", "Name no licensees in the statement"),
                requirement="form",
                who="owner",
                effect="unregistrable",
            )
        ]
    return ()
