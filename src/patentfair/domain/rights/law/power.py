"""Title and power in words that hold under any law: who must act, and which co-owners must agree. Shared by the packs.

Each function takes the law its findings rest on, and the owners as that law counts them.
"""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Effect, Finding, Outcome
from patentfair.domain.rights.law.case import Case, consent, unknown
from patentfair.domain.rights.law.rule import Law, finding

__all__ = ["clauses_agreed", "consents_of", "others", "own_working", "shares_missing", "title"]

_REGISTER = Words("提供登记簿副本", "Bring an extract of the register")


def title(case: Case, law: Law, owners: Sequence[str], *, registered: bool) -> list[Finding]:
    """Who grants must be an owner; where title comes by registration (`registered`), a registered one."""
    if not case.interests:
        return [unknown(law, "专利权人不明", "Who owns the right is not known", _REGISTER)]
    if not case.transaction.grantors:
        return [unknown(law, "未写明由谁处分", "Who makes the grant is not stated")]
    out = []
    for name in sorted(set(case.transaction.grantors)):
        if name in owners:
            continue
        held = [one.registered for one in case.interests if one.owner == name]
        if None in held:
            out.append(
                unknown(law, f"{name}是否登记为专利权人不明", f"Whether {name} is the registered owner is not known")
            )
            continue
        waiting = bool(held) and registered
        out.append(
            finding(
                law,
                Outcome.FORBIDDEN,
                f"{name}取得的权利尚未登记，除概括承继外尚未移转" if waiting else f"{name}不是专利权人，无权处分",
                f"What {name} acquired is not registered and, general succession apart, has not passed"
                if waiting
                else f"{name} is not an owner of the right and cannot dispose of it",
                Words("先办理权利移转登记", "Register the transfer first")
                if waiting
                else Words("由专利权人签署", "Have the owner sign"),
                requirement="register" if waiting else "consent",
                who=name if waiting else ", ".join(owners) or "owner",
                effect="title_does_not_pass",
            )
        )
    if registered:
        out.extend(
            unknown(
                law,
                f"{name}是否登记为共有人不明",
                f"Whether {name} is registered as co-owner is not known",
                _REGISTER,
            )
            for name in sorted({one.owner for one in case.interests if one.registered is None})
            if name not in case.transaction.grantors and name not in owners
        )
    return out


def shares_missing(case: Case) -> bool:
    """Whether the shares of the owners known, all of them stated, come to less than the whole."""
    over, under = 0, 1
    counted = False
    for one in case.interests or ():
        if one.registered is False:
            continue
        if one.share is None or one.share == "1/1":
            return False
        part, _, whole = one.share.partition("/")
        over, under = over * int(whole) + int(part) * under, under * int(whole)
        counted = True
    return counted and over < under


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


def others(case: Case, owners: Sequence[str]) -> list[str]:
    """The owners who do not act; a co-owner who acquires agrees by doing so."""
    acting = {*case.transaction.grantors, case.transaction.grantee}
    return [name for name in owners if name not in acting]


def consents_of(case: Case, law: Law, names: Sequence[str], act: Words, *, effect: Effect) -> list[Finding]:
    """The consent of every co-owner named to the act, and the doubt where a share has no known owner."""
    out = [
        consent(
            case,
            law,
            name,
            f"{act.zh}须经其他共有人全体同意，尚需{name}同意",
            f"{act.en} needs the consent of all the other co-owners, among them {name}",
            Words(f"取得{name}的书面同意", f"Obtain the written consent of {name}"),
            effect=effect,
        )
        for name in names
    ]
    if shares_missing(case):
        out.append(
            unknown(
                law,
                "已知权利人的份额合计不足全部，其余共有人不明，是否取得全体同意不能确定",
                "The shares of the known owners come to less than the whole, so a co-owner is not known, and whether "
                "all agree is not certain",
                _REGISTER,
            )
        )
    return out


def own_working(case: Case, law: Law, names: Sequence[str]) -> list[Finding]:
    """A co-owner works the patent freely, unless they agreed otherwise."""
    clauses = clauses_agreed(case)
    if not names and not shares_missing(case):
        return []
    if clauses is None:
        return [unknown(law, "共有人之间有无约定不明", "What the co-owners agreed is not known")]
    if "no_solo_working" not in clauses:
        return []
    return consents_of(
        case,
        law,
        names,
        Words("共有人约定不得单独实施，实施", "The co-owners agreed that none works it alone: working it"),
        effect="breach",
    )
