"""What the market knows of a pair: said beside relevance, never part of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from patentfair.domain.kernel.money import Money
from patentfair.domain.kernel.words import Words
from patentfair.domain.matching.profile import NeedProfile, SupplyProfile
from patentfair.domain.matching.reason import Reason, ReasonCode
from patentfair.domain.patents.regions import PROVINCES

__all__ = ["market_facts"]

ENDING_SOON_DAYS = 3 * 365

_KINDS = {
    "sale": Words("转让", "assignment"),
    "assignment": Words("转让", "assignment"),
    "exclusive": Words("独占许可", "exclusive licence"),
    "sole": Words("排他许可", "sole licence"),
    "ordinary": Words("普通许可", "ordinary licence"),
    "open": Words("开放许可", "open licence"),
}
_STATUSES = {
    "pending": Words("尚未授权", "not yet granted"),
    "lapsed": Words("权利已终止", "lapsed"),
    "expired": Words("期限届满", "expired"),
    "invalidated": Words("已宣告无效", "declared invalid"),
    "withdrawn": Words("已撤回", "withdrawn"),
    "refused": Words("已驳回", "refused"),
}


def _kind(code: str) -> Words:
    return _KINDS.get(code, Words(code, code.replace("_", " ")))


def _price(price: Money, low: Money | None, high: Money | None) -> Reason | None:
    end = high or low
    if end is None or end.currency != price.currency:
        return None
    if high is not None and price.amount > high.amount:
        return Reason(
            ReasonCode.OVER_BUDGET,
            Words(f"报价 {price}，高于预算上限 {high}。", f"Asking {price}, above the budget's upper end of {high}."),
        )
    if high is None:
        return None
    return Reason(
        ReasonCode.PRICE_IN_BUDGET,
        Words(f"报价 {price}，在预算上限 {high} 以内。", f"Asking {price}, within the budget's upper end of {high}."),
    )


def _life(supply: SupplyProfile, today: date) -> Reason | None:
    if supply.right_end is None:
        return None
    days = (supply.right_end - today).days
    years = f"{max(days, 0) / 365.25:.1f}"
    if days <= 0 or days < ENDING_SOON_DAYS:
        return Reason(
            ReasonCode.ENDING_SOON,
            Words(
                f"权利至 {supply.right_end} 止，余 {years} 年。",
                f"The right ends on {supply.right_end}, {years} years from now.",
            ),
        )
    return Reason(
        ReasonCode.LIFE_LEFT,
        Words(
            f"权利至 {supply.right_end} 止，余 {years} 年。",
            f"The right has {years} years left, to {supply.right_end}.",
        ),
    )


def market_facts(need: NeedProfile, supply: SupplyProfile, today: date | None = None) -> Iterator[Reason]:
    """Facts for and against, where both sides say enough; what is unknown is not held against anyone.

    `today` is needed for the life that is left.
    """
    if need.region and need.region == supply.region:
        region = PROVINCES.get(need.region, Words(need.region, need.region))
        yield Reason(
            ReasonCode.SAME_REGION,
            Words(f"双方同在{region.zh}。", f"Both are in {region.en}."),
            (need.region,),
        )
    if need.maturity_min is not None and supply.maturity is not None:
        enough = supply.maturity >= need.maturity_min
        yield Reason(
            ReasonCode.MATURITY_ENOUGH if enough else ReasonCode.TOO_EARLY,
            Words(
                f"成熟度 {supply.maturity} 级，要求至少 {need.maturity_min} 级。",
                f"Readiness level {supply.maturity}; at least {need.maturity_min} is asked.",
            ),
        )
    if need.kinds and supply.kinds:
        shared = tuple(kind for kind in need.kinds if kind in supply.kinds)
        kinds = [_kind(kind) for kind in shared or supply.kinds]
        zh, en = "、".join(kind.zh for kind in kinds), ", ".join(kind.en for kind in kinds)
        if shared:
            yield Reason(ReasonCode.TERMS_FIT, Words(f"双方都可采用：{zh}。", f"Both would agree to: {en}."), shared)
        else:
            yield Reason(
                ReasonCode.TERMS_DIFFER,
                Words(f"供给方只提供：{zh}。", f"On offer is only: {en}."),
                supply.kinds,
            )
    if supply.price is not None and (price := _price(supply.price, *need.budget)):
        yield price
    if supply.status and supply.status != "in_force":
        status = _STATUSES.get(supply.status, Words(supply.status, supply.status.replace("_", " ")))
        yield Reason(
            ReasonCode.NOT_IN_FORCE,
            Words(f"法律状态：{status.zh}。", f"Legal status: {status.en}."),
            (supply.status,),
        )
    elif today is not None and (life := _life(supply, today)):
        yield life
