"""Why a proposed match is not a fit, as the person who was shown it says."""

from __future__ import annotations

from enum import StrEnum

from patentfair.domain.kernel.words import Words

__all__ = ["NotAFit"]


class NotAFit(StrEnum):
    """Codes go to the owner and into the evaluation of matching; `label` is what people read."""

    TOO_EARLY = "too_early"
    BENEFIT_UNCLEAR = "benefit_unclear"
    ROUTE_UNCLEAR = "route_unclear"
    WRONG_FIELD = "wrong_field"
    PRICE = "price"
    LIFE_LEFT = "life_left"
    FREEDOM_TO_OPERATE = "freedom_to_operate"
    OTHER = "other"

    @property
    def label(self) -> Words:
        return _LABELS[self]


_LABELS = {
    NotAFit.TOO_EARLY: Words("技术尚不成熟", "Too early"),
    NotAFit.BENEFIT_UNCLEAR: Words("效益不明确", "Benefit unclear"),
    NotAFit.ROUTE_UNCLEAR: Words("产业化路径不明确", "Route to use unclear"),
    NotAFit.WRONG_FIELD: Words("领域不符", "Wrong field"),
    NotAFit.PRICE: Words("价格不合适", "Price"),
    NotAFit.LIFE_LEFT: Words("剩余保护期太短", "Too little life left"),
    NotAFit.FREEDOM_TO_OPERATE: Words("存在侵权风险，不能自由实施", "No freedom to operate"),
    NotAFit.OTHER: Words("其他", "Other"),
}
