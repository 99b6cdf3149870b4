"""Earlier grants in words: who holds them, what they reserve, and what outside them is left. Shared by the packs."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.acts import ACT_NAMES
from patentfair.domain.patents.regions import territory_name
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import Conflict
from patentfair.domain.rights.scope import Box

__all__ = ["NAMES", "begin", "holder", "spare", "where"]

NAMES = {
    "exclusive": Words("独占许可", "exclusive licence"),
    "sole": Words("排他许可", "sole licence"),
    "ordinary": Words("普通许可", "ordinary licence"),
    "unspecified": Words("方式不明的许可（视为普通许可）", "licence of unstated kind (an ordinary one)"),
    "open_declaration": Words("开放许可声明", "open-licence declaration"),
    "open_taken": Words("开放许可", "open licence taken"),
    "compulsory": Words("强制许可", "compulsory licence"),
    "government": Words("指定实施", "government use"),
    "statutory": Words("法定实施权", "statutory right of use"),
    "assignment": Words("尚未登记的在先转让", "unregistered earlier assignment"),
    "unknown": Words("方式未查明的许可", "licence of a kind not known"),
}


_UNNAMED = {
    "open_declaration": (Words("专利权人", "the owner"), "owner"),
    "assignment": (Words("在先受让人", "the earlier buyer"), "earlier buyer"),
}
_EARLIER_LICENSEE = (Words("在先被许可人", "the earlier licensee"), "earlier licensee")


def holder(grant: Grant) -> tuple[Words, str]:
    """Who holds the earlier grant: in words, and as a party id or a role."""
    if grant.grantee:
        return Words(grant.grantee, grant.grantee), grant.grantee
    return _UNNAMED.get(grant.kind or "", _EARLIER_LICENSEE)


def where(boxes: tuple[Box, ...] | None) -> Words | None:
    """What the earlier grant reserves, in words, so that the cure can say what lies outside it."""
    if boxes is None or len(boxes) != 1:
        return None
    box = boxes[0]
    zh, en = [], []
    if box.territory != ("WORLD",):
        places = [territory_name(code) for code in box.territory]
        zh.append("地域" + "、".join(place.zh for place in places))
        en.append("territory " + ", ".join(place.en for place in places))
    if box.fields != ("ALL",):
        zh.append("使用领域" + "、".join(box.fields))
        en.append("fields " + ", ".join(box.fields))
    if box.acts is not None:
        acts = [ACT_NAMES.get(act, Words(act, act)) for act in box.acts]
        zh.append("实施行为" + "、".join(act.zh for act in acts))
        en.append("acts " + ", ".join(act.en for act in acts))
    if box.claims is not None:
        numbers = [str(number) for number in box.claims]
        zh.append("权利要求" + "、".join(numbers))
        en.append("claims " + ", ".join(numbers))
    if box.time.end is not None:
        zh.append(f"至{box.time.end}止（不含该日）")
        en.append(f"until {box.time.end} (that day not included)")
    return Words("；".join(zh), "; ".join(en)) if zh else None


def spare(conflict: Conflict) -> Words:
    outside = where(conflict.boxes)
    if outside is None:
        return Words("待在先许可终止，或者与被许可人协商变更", "Wait for the earlier grant to end, or have it amended")
    return Words(
        f"仅就在先许可范围（{outside.zh}）以外授予，或者先行变更、终止在先许可",
        f"Grant only outside the earlier scope ({outside.en}), or first amend or end the earlier grant",
    )


def begin(text: str) -> str:
    """`text` at the beginning of a sentence; the id of a party stays as it is."""
    return "T" + text[1:] if text.startswith("the ") else text
