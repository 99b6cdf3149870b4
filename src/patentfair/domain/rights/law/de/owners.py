"""Who holds a right, with what shares, and how a majority is reckoned. Shared with European rights."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Effect, Finding, Outcome
from patentfair.domain.rights.law.case import Case, unknown
from patentfair.domain.rights.law.rule import Law, finding

__all__ = ["REGISTER", "agreed", "holders", "owner_missing", "power", "shares"]

REGISTER = Words("提供登记簿摘录及权利取得的文件", "Bring an extract of the register and the instruments of title")

_WHOLE = Fraction(1)


def holders(case: Case) -> tuple[str, ...]:
    """Those to whom the right belongs on the day, entered in the register or not."""
    return tuple(sorted({one.owner for one in case.interests or ()}))


def shares(case: Case) -> dict[str, Fraction] | None:
    """The share of each holder; equal where none is stated; None where some are stated and some are not."""
    interests = case.interests or ()
    stated = [one for one in interests if one.share is not None]
    if not stated:
        names = holders(case)
        return {name: Fraction(1, len(names)) for name in names}
    if len(stated) != len(interests):
        return None
    out: dict[str, Fraction] = {}
    for one in stated:
        out[one.owner] = out.get(one.owner, Fraction(0)) + Fraction(one.share or "0/1")
    return out


def _total(case: Case) -> Fraction:
    interests = case.interests or ()
    if len(interests) == 1 and interests[0].share in (None, "1/1"):
        return _WHOLE
    known = shares(case)
    return _WHOLE if known is None else sum(known.values(), Fraction(0))


def owner_missing(case: Case) -> bool:
    """Whether the shares, all of them stated, come to less than the whole."""
    return _total(case) < _WHOLE


def agreed(case: Case) -> frozenset[str] | None:
    """What the co-owners agreed, or None where that is not known of one of them and no other shows it."""
    found: set[str] = set()
    known = True
    for one in case.interests or ():
        if one.agreement is None:
            known = False
        else:
            found.update(one.agreement)
    return frozenset(found) if known or found else None


def power(case: Case, law: Law, effect: Effect) -> Sequence[Finding]:
    """Only one to whom the right belongs can dispose of it."""
    if not case.interests:
        return [unknown(law, "权利人不明", "Who owns the right is not known", REGISTER)]
    if not case.transaction.grantors:
        return [unknown(law, "未写明由谁作出该行为", "Who performs the act is not stated")]
    total = _total(case)
    if total > _WHOLE:
        return [
            unknown(
                law,
                "所列权利人的份额合计超过全部，权利归属不能确定",
                "The shares given come to more than the whole, so to whom the right belongs is not certain",
                REGISTER,
            )
        ]
    names = holders(case)
    strangers = [name for name in sorted(set(case.transaction.grantors)) if name not in names]
    if not strangers:
        return ()
    if total < _WHOLE:
        return [
            unknown(
                law,
                f"已知权利人的份额合计不足全部，{name}是否为其余权利人不明",
                f"The shares of the known owners come to less than the whole; whether {name} holds the rest is not "
                "known",
                REGISTER,
            )
            for name in strangers
        ]
    return [
        finding(
            law,
            Outcome.FORBIDDEN,
            f"{name}不是权利人，不能处分他人的权利",
            f"The right does not belong to {name}, who cannot dispose of what is another's",
            Words("由权利人作出，或者取得其同意", "Have the owner do it, or obtain its consent"),
            requirement="consent",
            who=", ".join(names),
            effect=effect,
        )
        for name in strangers
    ]
