"""One checkable sentence for or against a match."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["Reason", "ReasonCode"]


class ReasonCode(StrEnum):
    SHARED_TERMS = "shared_terms"
    SHARED_CLASSES = "shared_classes"
    SAME_FIELD = "same_field"
    SAME_REGION = "same_region"
    MATURITY_ENOUGH = "maturity_enough"
    TOO_EARLY = "too_early"
    TERMS_FIT = "terms_fit"
    TERMS_DIFFER = "terms_differ"
    PRICE_IN_BUDGET = "price_in_budget"
    OVER_BUDGET = "over_budget"
    TARGET_MET = "target_met"
    TARGET_MISSED = "target_missed"
    TARGET_UNKNOWN = "target_unknown"
    LIFE_LEFT = "life_left"
    ENDING_SOON = "ending_soon"
    NOT_IN_FORCE = "not_in_force"


class Reason(msgspec.Struct, frozen=True):
    """`words` says it in one sentence that a person can check against both texts.

    `terms` are what it rests on: index terms to mark, class symbols, codes. `weight` is what it adds to the score;
    0 for facts of the market, which stand beside relevance.
    """

    code: ReasonCode
    words: Words
    terms: tuple[str, ...] = ()
    weight: float = 0.0
