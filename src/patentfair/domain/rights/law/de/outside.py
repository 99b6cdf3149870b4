"""Requests that reach beyond the right in acts, claims, territory or time, in words. Shared with European rights."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law.case import Case, unknown
from patentfair.domain.rights.law.rule import Law, finding
from patentfair.domain.rights.scope import Box
from patentfair.domain.rights.territory import contains, resolve

__all__ = ["covers", "limited", "outside", "spent"]


def outside(case: Case, law: Law, place: Words) -> list[Finding]:
    """What of the request is none of the right's; refused where nothing of it is."""
    asked = case.asked
    out = []
    if asked.acts_outside:
        out.append(_beyond(law, "ACT_OUTSIDE_RIGHT", _ACTS, empty=asked.empty == "acts"))
    if asked.claims_outside or asked.empty == "claims":
        out.append(_beyond(law, "CLAIM_OUTSIDE_RIGHT", _CLAIMS, empty=asked.empty == "claims"))
    if case.right.claims is None and any(box.claims is not None for box in case.transaction.scope):
        out.append(
            unknown(
                law,
                "请求指明了权利要求，但该权利有哪些权利要求不明",
                "The request names claims, and which claims the right has is not known",
                Words("提供现行权利要求书", "Give the claims now in force"),
            )
        )
    if asked.territory_outside:
        words = Words(
            f"请求的地域超出该权利的效力地域（{place.zh}）", f"The territory asked for goes beyond {place.en}"
        )
        out.append(_beyond(law, "TERRITORY_OUTSIDE_RIGHT", words, empty=asked.empty == "territory"))
    return out


_ACTS = Words("所列实施行为中有不在该权利效力范围内的行为", "Some of the acts named are not reserved by the right")
_CLAIMS = Words("所列权利要求中有不属于该权利的", "Some of the claims named do not belong to the right")


def _beyond(law: Law, code: str, words: Words, *, empty: bool) -> Finding:
    return finding(
        law,
        Outcome.FORBIDDEN if empty else Outcome.ALLOWED,
        words.zh + ("，请求没有标的" if empty else "，该部分没有标的"),
        words.en + (": there is nothing to grant" if empty else "; in that part there is nothing to grant"),
        Words("将请求限于该权利的范围", "Keep the request within the right"),
        who="owner",
        effect="void" if empty else "clipped",
        listed=not empty,
        code=code,
    )


def spent(case: Case, law: Law) -> list[Finding]:
    """The request is cut to the life of the right; refused where nothing of it lies there."""
    asked = case.asked
    if asked.empty == "life":
        return [
            finding(
                law,
                Outcome.FORBIDDEN,
                "请求的期限完全在该权利的存续期间之外，没有标的",
                "Nothing of the time asked for lies within the life of the right",
                Words("将期限限于权利存续的期间", "Keep the time within the life of the right"),
                who="owner",
                effect="void",
                deadline=case.life_end,
            )
        ]
    if asked.clipped:
        return [
            finding(
                law,
                Outcome.ALLOWED,
                "请求的期限超出该权利的存续期间，超出部分没有标的",
                "The time asked for reaches beyond the life of the right and is cut to it",
                Words("约定至权利届满时止", "Let it end with the right"),
                who="either party",
                effect="clipped",
                deadline=case.life_end,
                listed=True,
                code="CLIPPED",
            )
        ]
    return []


def covers(scope: tuple[Box, ...], home: tuple[str, ...]) -> bool:
    """Whether the boxes together leave out no part of `home` (nodes of the territory tree), whatever their fields."""
    left = set(home)
    for box in scope:
        holes = resolve(box.territory_except)
        for node in resolve(box.territory):
            left = {
                one
                for one in left
                if not contains(node, one) or any(contains(one, hole) or contains(hole, one) for hole in holes)
            }
    return not left


def limited(scope: tuple[Box, ...]) -> bool:
    """Whether a scope is narrower than the whole right in time, field, acts or claims."""
    return any(
        box.fields != ("ALL",)
        or box.fields_except
        or box.acts is not None
        or box.claims is not None
        or box.claims_except
        or box.time.end is not None
        for box in scope
    )
