"""Licences of right: the entry, a licence under it, its cancellation. Great Britain."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law import headlicence
from patentfair.domain.rights.law.case import answered, consent, unknown
from patentfair.domain.rights.law.gb import sources
from patentfair.domain.rights.law.gb.case import Case
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["R05", "RULES"]

R05 = Law(
    "R-GB-05",
    Words("当然许可", "Licences of right"),
    "PA77 46",
    Words("英国《1977年专利法》第46条", "Patents Act 1977 s. 46"),
    "V",
    sources.CURRENT,
)
R05C = Law(
    "R-GB-05",
    Words("撤销当然许可的记载", "Cancelling the entry of licences of right"),
    "PA77 47",
    Words("英国《1977年专利法》第47条", "Patents Act 1977 s. 47"),
    "V",
    sources.CURRENT,
)
R99 = sources.unread(
    99, "不予禁令的例外（第46条第3款c项现行文本）", "The bar to an injunction, s. 46(3)(c) as it now reads"
)

_SEARCH = Words("查询登记簿", "Search the register")
_NO_LICENCE = ("open_declaration", "assignment")


def declaration(case: Case) -> Sequence[Finding]:
    """Section 46: entered on application after grant; holders of registered rights are notified; fees halve."""
    stage, done = case.right.stage, bool(case.transaction.registered)
    out = []
    if stage == "application":
        out.append(
            finding(
                R05,
                Outcome.FORBIDDEN,
                "专利授权后方可申请记载当然许可",
                "Licences of right can be entered only after grant",
                Words("待授权后提出", "Apply once the patent is granted"),
                requirement="register",
                who="owner",
                effect="unregistrable",
            )
        )
    out.append(
        finding(
            R05,
            Outcome.ALLOWED if done else Outcome.NEEDS_FORMALITY,
            "当然许可由专利权人申请，知识产权局通知登记簿上的权利人后予以记载，记载后任何人均有权取得许可",
            "Licences of right are entered on the proprietor's application, after notice to those with a registered "
            "right; from then on anyone is entitled to a licence",
            Words("向知识产权局申请记载", "Apply to the office for the entry"),
            requirement="register",
            who="owner",
            effect="not_created",
            listed=done,
            satisfied=done,
        )
    )
    out.append(
        finding(
            R05,
            Outcome.ALLOWED,
            "记载后年费减半；条件由双方约定，约定不成的由局长裁定；在先被许可人可以换取当然许可",
            "Renewal fees are then halved; terms are agreed or settled by the comptroller; an earlier licensee may "
            "exchange its licence for one of right",
            who="owner",
            listed=True,
            code="FEES_HALVED",
        )
    )
    out.append(
        finding(
            R99,
            Outcome.ALLOWED,
            "被控侵权人承诺取得许可的，一般不予禁令；例外的现行文本尚待核对",
            "No injunction lies against an infringer who undertakes to take a licence; the exception as it now reads "
            "remains to be checked",
            who="owner",
            listed=True,
        )
    )
    return out


def _live(grant: Grant, case: Case) -> bool | None:
    """Whether a grant runs on the day; an entry whose day is not known may not have been made yet."""
    if not headlicence.runs(grant, case.day):
        return False
    start = grant.effective or grant.executed
    if start is None:
        return None if grant.kind == "open_declaration" else True
    return start <= case.day


def _entry(case: Case) -> tuple[bool | None, str | None]:
    """Whether licences of right are entered on the day, and the id of the entry."""
    answers = [(_live(one, case), one.id) for one in case.facts.grants or () if one.kind == "open_declaration"]
    answers.sort(key=_first)
    if not answers:
        return (None if case.facts.grants is None else False), None
    return answers[0]


def _first(answer: tuple[bool | None, str]) -> tuple[int, str]:
    return (0 if answer[0] else 1 if answer[0] is None else 2), answer[1]


def _no_entry(law: Law, entered: bool | None, grant: str | None) -> Finding:
    if entered is None:
        return unknown(
            law,
            "登记簿上是否有当然许可的记载不明",
            "Whether licences of right are entered is not known",
            _SEARCH,
            grant=grant,
        )
    return finding(
        law,
        Outcome.FORBIDDEN,
        "登记簿上没有有效的当然许可记载",
        "No entry of licences of right is in force",
        _SEARCH,
        requirement="register",
        who="owner",
        effect="void",
        grant=grant,
    )


def acceptance(case: Case) -> Sequence[Finding]:
    """Section 46(3): anyone is entitled, on terms agreed or settled by the comptroller."""
    entered, grant = _entry(case)
    if not entered:
        return [_no_entry(R05, entered, grant)]
    transaction = case.transaction
    settled = answered(case, "comptroller") == "given" or transaction.written is True
    return [
        finding(
            R05,
            Outcome.ALLOWED if settled else Outcome.NEEDS_FORMALITY,
            "任何人有权取得许可，条件由双方约定，约定不成的由局长裁定",
            "Anyone is entitled to a licence, on terms agreed or, failing agreement, settled by the comptroller",
            Words("与专利权人约定条件，或者申请局长裁定", "Agree the terms, or have the comptroller settle them"),
            requirement="approval",
            who="either party",
            effect="not_created",
            grant=grant,
            listed=settled,
            satisfied=settled,
        )
    ]


def cancellation(case: Case) -> Sequence[Finding]:
    """Section 47: there is no licence or all licensees consent, and the fees saved are paid back."""
    entered, grant = _entry(case)
    if not entered:
        return [_no_entry(R05C, entered, grant)]
    out = [
        consent(
            case,
            R05C,
            one.grantee or "earlier licensee",
            f"撤销当然许可的记载须没有被许可人，或者经全体被许可人同意；{one.grantee or '某被许可人'}为被许可人",
            "The entry is cancelled only if there is no licensee or all of them consent; "
            f"{one.grantee or 'someone'} is a licensee",
            Words(f"取得{one.grantee or '该被许可人'}同意", f"Obtain the consent of {one.grantee or 'that licensee'}"),
            effect="unregistrable",
            grant=one.id,
        )
        for one in sorted(case.facts.grants or (), key=_id)
        if one.kind not in _NO_LICENCE and _live(one, case)
    ]
    paid = case.transaction.paid is not None and case.transaction.paid <= case.day
    out.append(
        finding(
            R05C,
            Outcome.ALLOWED if paid else Outcome.NEEDS_FORMALITY,
            "撤销记载须补缴因减半而少缴的年费",
            "The renewal fees saved must be paid back for the entry to be cancelled",
            Words("补缴减免的年费差额", "Pay the balance of the fees"),
            requirement="pay",
            who="owner",
            effect="unregistrable",
            listed=paid,
            satisfied=paid,
        )
    )
    return out


def _id(grant: Grant) -> str:
    return grant.id


RULES = (
    Rule(R05, frozenset({"open_licence_declaration"}), declaration),
    Rule(R05, frozenset({"open_licence_acceptance"}), acceptance),
    Rule(R05C, frozenset({"open_licence_withdrawal"}), cancellation),
)
