"""Title and power: who holds the right, and what one joint owner may do alone. United States."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law.case import consent, consented, unknown
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.law.us import sources
from patentfair.domain.rights.law.us.case import Case

__all__ = ["R01", "RULES"]

R01 = Law(
    "R-US-01",
    Words("专利权的转让与独占权的授予", "Assignment, and grant of exclusive rights"),
    "35 USC 261",
    Words("《美国法典》第35编第261条", "35 U.S.C. 261"),
    "V",
    sources.CODE,
)
R03 = Law(
    "R-US-03",
    Words("共有人自行实施", "Joint owners may work the patent"),
    "35 USC 262",
    Words("《美国法典》第35编第262条", "35 U.S.C. 262"),
    "V",
    sources.CODE,
)
R03L = Law(
    "R-US-03",
    Words("共有人的许可与转让", "Licences and assignments by joint owners"),
    "35 USC 262; Schering v. Roussel; Ethicon v. U.S. Surgical",
    Words("《美国法典》第35编第262条及Schering、Ethicon等判例", "35 U.S.C. 262 and the Schering and Ethicon decisions"),
    "V2",
    sources.CODE,
)
R03S = Law(
    "R-US-03",
    Words("共有份额的转让与质押", "Sale or charge of a joint owner's share"),
    "35 USC 261, 262 (share)",
    Words(
        "《美国法典》第35编第261条、第262条，份额可否自由处分尚待核实",
        "35 U.S.C. 261 and 262; whether a share is freely disposable was not verified",
    ),
    "GK",
    sources.CODE,
)

_REGISTER = Words("提供美国专利商标局的转让登记摘要", "Bring an abstract of title from the office's assignment records")
_PERMITTED = {
    "exclusive_licence": "solo_exclusive_licence",
    "sole_licence": "solo_exclusive_licence",
    "assignment": "solo_assignment",
    "share_assignment": "solo_share_assignment",
    "pledge": "solo_pledge",
}
_NON_EXCLUSIVE = ("ordinary_licence", "unspecified_licence")


def title(case: Case) -> Sequence[Finding]:
    """R-US-01: the patentee or its assigns convey; nobody else can. Recording does not matter between the parties."""
    if not case.interests:
        return [unknown(R01, "专利权人不明", "Who owns the right is not known", _REGISTER)]
    grantors = case.transaction.grantors
    if not grantors:
        return [unknown(R01, "未写明由谁处分", "Who makes the grant is not stated")]
    holders = case.holders
    out = [
        finding(
            R01,
            Outcome.FORBIDDEN,
            f"{name}不是专利权人，不能转让、许可该专利权或者以其设立担保，自己亦无权实施",
            f"{name} does not own the right and can neither convey, license nor charge it, nor work it",
            Words("由专利权人签署", "Have the owner sign"),
            requirement="consent",
            who=", ".join(holders),
            effect="title_does_not_pass",
        )
        for name in sorted(set(grantors))
        if name not in holders
    ]
    if shares(case) == 1:
        out.append(
            unknown(
                R01,
                "各权利人的份额合计超过全部，权利归属存在矛盾",
                "The shares come to more than the whole, so the title is contradictory",
                _REGISTER,
            )
        )
    return out


def shares(case: Case) -> int:
    """Whether the shares stated come to less (-1) or more (1) than the whole; 0 where they fit or one is not stated."""
    over, under, part_missing = 0, 1, False
    for one in case.interests or ():
        if one.share is None:
            part_missing = True
            continue
        part, _, whole = one.share.partition("/")
        over, under = over * int(whole) + int(part) * under, under * int(whole)
    if over > under:
        return 1
    return -1 if over and over < under and not part_missing else 0


def clauses_agreed(case: Case) -> set[str] | None:
    """What the joint owners agreed, or None where that is not known of one of them and no other shows it."""
    found: set[str] = set()
    known = True
    for one in case.interests or ():
        if one.agreement is None:
            known = False
        else:
            found.update(one.agreement)
    return found if known or found else None


def joint_owners(case: Case) -> Sequence[Finding]:
    """R-US-03: each joint owner works and licenses without the others, save exclusively, or as they agreed."""
    kind = case.kind
    acting = {*case.transaction.grantors, case.transaction.grantee}  # a joint owner who acquires agrees by doing so
    others = [name for name in case.holders if name not in acting]
    missing = shares(case) < 0
    if not others and not missing:
        return ()
    clauses = clauses_agreed(case)
    if kind in _NON_EXCLUSIVE or kind == "own_working":
        return _alone(case, others, clauses, missing=missing)
    if clauses is not None and _PERMITTED[kind] in clauses:
        return [
            finding(
                R03,
                Outcome.ALLOWED,
                "共有人约定可由一方单独处分，从其约定",
                "The joint owners agreed that one of them may act alone, and their agreement governs",
                requirement="evidence",
                who="owner",
                listed=True,
            )
        ]
    share = kind in ("share_assignment", "pledge")
    law = R03S if share else R03L
    out = [
        consent(
            case,
            law,
            name,
            f"共有人处分自己的份额可否不经其他共有人（{name}）同意，尚未核实"
            if share
            else f"独占许可、排他许可和转让全部专利权须由全体共有人作出，尚需{name}同意",
            f"Whether a joint owner may sell or charge its share without {name} was not verified"
            if share
            else f"An exclusive or sole licence, and selling the whole, need all joint owners, among them {name}",
            Words(
                f"取得{name}的书面同意，或者咨询美国专利律师",
                f"Obtain the written consent of {name}, or ask a United States patent attorney",
            )
            if share
            else Words(f"由{name}共同签署", f"Have {name} sign as well"),
            effect="title_does_not_pass" if kind in sources.ASSIGNMENTS else "breach",
        )
        for name in others
    ]
    if missing:
        out.append(_owner_missing(law))
    return out


def _owner_missing(law: Law) -> Finding:
    return unknown(
        law,
        "已知权利人的份额合计不足全部，其余共有人不明",
        "The shares of the known owners come to less than the whole, so a joint owner is not known",
        _REGISTER,
    )


def _alone(case: Case, others: list[str], clauses: set[str] | None, *, missing: bool) -> Sequence[Finding]:
    working = case.kind == "own_working"
    law = R03 if working else R03L
    clause = "no_solo_working" if working else "no_solo_licence"
    out: list[Finding] = []
    if clauses is None:
        if missing or any(consented(case, name) != "given" for name in others):
            out.append(
                unknown(
                    law,
                    "共有人之间有无相反约定不明",
                    "Whether the joint owners agreed otherwise is not known",
                    Words("查明共有协议，或者取得其他共有人同意", "Look at their agreement, or obtain their consent"),
                )
            )
    elif clause in clauses:
        out.extend(
            consent(
                case,
                law,
                name,
                f"共有人约定不得单独{'实施' if working else '许可'}，从其约定，须经{name}同意",
                f"The joint owners agreed that none may {'work' if working else 'license'} alone; {name} must consent",
                Words(f"取得{name}的书面同意", f"Obtain the written consent of {name}"),
                effect="breach",
            )
            for name in others
        )
        if missing:
            out.append(_owner_missing(law))
    out.append(_WORKS if working else _LICENSES)
    return out


_WORKS = finding(
    R03,
    Outcome.ALLOWED,
    "没有相反约定的，各共有人可以不经其他共有人同意自行实施，且无须分配收益",
    "Unless they agreed otherwise, each joint owner may work the patent without the others and without accounting",
    who="owner",
    listed=True,
)
_LICENSES = finding(
    R03L,
    Outcome.ALLOWED,
    "没有相反约定的，共有人可以单独给予普通许可，且无须分配使用费；提起侵权诉讼须全体共有人参加",
    "Unless they agreed otherwise, a joint owner may grant an ordinary licence alone and keeps the royalties; all must "
    "join in a suit for infringement",
    who="owner",
    listed=True,
    code="NO_ACCOUNT",
)

RULES = (
    Rule(R01, sources.DISPOSALS | sources.WORKING, title),
    Rule(R03, sources.DISPOSALS | sources.WORKING, joint_owners),
)
