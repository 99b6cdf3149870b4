"""Title and power: who the owner is, and what one co-owner may do alone. China."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Interest
from patentfair.domain.rights.law.case import consent, unknown
from patentfair.domain.rights.law.cn import sources
from patentfair.domain.rights.law.cn.case import Case
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["RULES"]

R33 = Law(
    "R-CN-33",
    Words("无权处分", "Power to dispose"),
    "PL 10(3); CC 597; SPC-C 18, 19",
    Words("《民法典》第五百九十七条、《专利法》第十条第三款", "Civil Code art. 597, Patent Law art. 10(3)"),
    "V",
    sources.SPC_C,
)
R40 = Law(
    "R-CN-40",
    Words("共有专利权的行使", "Co-owned patents"),
    "PL 14",
    Words("《专利法》第十四条", "Patent Law art. 14"),
    "V",
    sources.PL,
)
R41 = Law(
    "R-CN-41",
    Words("开放许可须经全体专利权人同意", "Open licence: all patentees agree"),
    "PL 14(2); GL V-11-3.2, 3.3",
    Words(
        "《专利法》第十四条第二款、《专利审查指南》第五部分第十一章3.2节", "Patent Law art. 14(2), Guidelines V-11-3.2"
    ),
    "V",
    sources.GL,
)

_REGISTER = Words("提供专利登记簿副本", "Bring a certified copy of the register")

_PERMITTED = {
    "exclusive_licence": "solo_exclusive_licence",
    "sole_licence": "solo_exclusive_licence",
    "assignment": "solo_assignment",
    "share_assignment": "solo_share_assignment",
    "pledge": "solo_pledge",
    "open_licence_declaration": "solo_open_licence",
    "open_licence_withdrawal": "solo_open_licence",
}
_ALONE = ("ordinary_licence", "unspecified_licence")


def title(case: Case) -> Sequence[Finding]:
    """R-CN-33: only the registered owner can dispose; the contract of another is not void, but title does not pass."""
    if case.interests is None or not case.interests:
        return [unknown(R33, "专利权人不明", "Who owns the right is not known", _REGISTER)]
    if not case.transaction.grantors:
        return [unknown(R33, "未写明由谁处分", "Who makes the grant is not stated")]
    out = []
    owners = case.owners or ()
    for name in sorted(set(case.transaction.grantors)):
        if name in owners:
            continue
        if any(one.owner == name and one.registered is None for one in case.interests):
            out.append(
                unknown(R33, f"{name}是否登记为专利权人不明", f"Whether {name} is the registered owner is not known")
            )
            continue
        waiting = any(one.owner == name for one in case.interests)
        out.append(
            finding(
                R33,
                Outcome.FORBIDDEN,
                f"{name}在登记簿上不是专利权人，无权处分；合同不因此无效，但权利不发生变动",
                f"{name} is not the registered owner and cannot dispose of the right; the contract is not void "
                "for that "
                "reason, but nothing passes",
                Words("先办理著录项目变更", "Register the change of owner first")
                if waiting
                else Words("由登记的专利权人签署，或者取得其追认", "Have the registered owner sign or ratify"),
                requirement="register" if waiting else "consent",
                who=name if waiting else ", ".join(owners) or "owner",
                effect="title_does_not_pass",
            )
        )
    return out


def unregistered_coowner(case: Case) -> Sequence[Finding]:
    """R-CN-33: an interest whose registration is not known may be that of a co-owner whose consent counts."""
    if not case.interests:
        return ()
    if case.kind == "own_working":
        clauses = clauses_agreed(case)
        if clauses is not None and "no_solo_working" not in clauses:
            return ()
    return [
        unknown(
            R33,
            f"{one.owner}是否登记为共有人不明",
            f"Whether {one.owner} is registered as co-owner is not known",
            _REGISTER,
        )
        for one in sorted(case.interests, key=_owner)
        if one.registered is None and one.owner not in case.transaction.grantors
    ]


def _owner(interest: Interest) -> str:
    return interest.owner


def shares_missing(case: Case) -> bool:
    """Whether the shares of the owners known, all of them stated, come to less than the whole."""
    over, under = 0, 1
    counted = False
    for one in case.interests or ():
        if one.registered is False:
            continue
        if one.share is None:
            return False
        if one.share == "1/1":
            return False
        part, _, whole = one.share.partition("/")
        over, under = over * int(whole) + int(part) * under, under * int(whole)
        counted = True
    return counted and over < under


def owner_missing(law: Law) -> Finding:
    """The finding for a share whose owner the facts do not name."""
    return unknown(
        law,
        "已知权利人的份额合计不足全部，其余共有人不明，是否取得全体共有人同意不能确定",
        "The shares of the known owners come to less than the whole, so a co-owner is not known, and whether all agree "
        "is not certain",
        _REGISTER,
    )


def clauses_agreed(case: Case) -> set[str] | None:
    """What the co-owners agreed, or None where that is not known of one of them and no other shows it."""
    found: set[str] = set()
    known = True
    for one in case.interests or ():
        if one.agreement is None:
            known = False
        else:
            found.update(one.agreement)
    return found if known or found else None


def coowners(case: Case) -> Sequence[Finding]:
    """R-CN-40, 41: one co-owner may work or grant an ordinary licence alone; everything else needs all of them."""
    acting = {*case.transaction.grantors, case.transaction.grantee}  # a co-owner who acquires agrees by doing so
    others = [name for name in case.owners or () if name not in acting]
    missing = shares_missing(case)
    if not others and not missing:
        return ()
    clauses = clauses_agreed(case)
    if case.kind in _ALONE:
        return _ordinary(case, others, clauses, missing=missing)
    if case.kind == "own_working":
        if clauses is None:
            return [unknown(R40, "共有人之间有无约定不明", "What the co-owners agreed is not known")]
        if "no_solo_working" not in clauses:
            return ()
    if clauses is not None and _PERMITTED.get(case.kind) in clauses:
        return [
            finding(
                R40,
                Outcome.ALLOWED,
                "共有人约定可由一方单独处分，从其约定",
                "The co-owners agreed that one of them may act alone, and their agreement governs",
                Words("提交该约定的证明", "File proof of the agreement"),
                requirement="evidence",
                who="owner",
                listed=True,
            )
        ]
    base = R41 if case.kind in ("open_licence_declaration", "open_licence_withdrawal") else R40
    registered = case.kind in sources.ASSIGNMENTS or case.kind == "pledge" or base is R41
    share = case.kind == "share_assignment"
    out = [
        consent(
            case,
            base,
            name,
            f"转让共有专利权的份额须经全体共有人同意，尚需{name}同意"
            if share
            else f"该行为须经全体共有人同意，尚需{name}同意",
            f"Selling a share of a co-owned patent needs the consent of all co-owners, among them {name}"
            if share
            else f"This act needs the consent of all co-owners, among them {name}",
            Words(f"取得{name}的书面同意", f"Obtain the written consent of {name}"),
            effect="unregistrable" if registered else "breach",
        )
        for name in others
    ]
    if missing:
        out.append(owner_missing(base))
    return out


def _ordinary(case: Case, others: list[str], clauses: set[str] | None, *, missing: bool) -> Sequence[Finding]:
    out: list[Finding] = []
    answered = {one.party for one in case.transaction.consents if one.answer == "given"}
    if clauses is None and (missing or not set(others) <= answered):
        out.append(
            unknown(
                R40,
                "共有人之间是否约定不得单独许可不明",
                "Whether the co-owners agreed against licensing alone is not known",
                Words("查明共有协议，或者取得其他共有人同意", "Look at their agreement, or obtain their consent"),
            )
        )
    elif clauses is not None and "no_solo_licence" in clauses:
        out.extend(
            consent(
                case,
                R40,
                name,
                f"共有人约定不得单独许可，从其约定，须经{name}同意",
                f"The co-owners agreed that none may license alone; the consent of {name} is needed",
                Words(f"取得{name}的书面同意", f"Obtain the written consent of {name}"),
                effect="breach",
            )
            for name in others
        )
        if missing:
            out.append(owner_missing(R40))
    out.append(
        finding(
            R40,
            Outcome.ALLOWED,
            "共有人可以单独以普通许可方式许可他人实施，收取的使用费应当在共有人之间分配",
            "A co-owner may grant an ordinary licence alone; the royalties are shared among the co-owners",
            Words("按约定或者份额分配使用费", "Share the royalties"),
            requirement="pay",
            who=", ".join(sorted(case.transaction.grantors)),
            effect="breach",
            listed=True,
            code="SHARE_ROYALTY",
        )
    )
    return out


RULES = (
    Rule(R33, sources.DISPOSALS | sources.WORKING, title),
    Rule(R33, sources.DISPOSALS | sources.WORKING, unregistered_coowner),
    Rule(R40, sources.DISPOSALS | sources.WORKING, coowners),
)
