"""Acts on which nothing of United States law was read."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding
from patentfair.domain.rights.law.case import unknown
from patentfair.domain.rights.law.rule import Law, Rule
from patentfair.domain.rights.law.us import sources
from patentfair.domain.rights.law.us.case import Case

__all__ = ["RULES"]

U05 = Law(
    "U-US-05",
    Words("未核实的事项", "Matters not verified"),
    "35 USC 253, 154(b); contract law of the States",
    Words("美国法的有关规定，尚待核实", "United States law on this, not verified"),
    "GK",
    sources.CODE,
)

_COUNSEL = Words("咨询美国专利律师", "Ask a United States patent attorney")
_OPEN = unknown(
    U05,
    "美国有无可登记的开放许可（当然许可）制度尚未核实；可以按合同向公众发出许可要约",
    "Whether the United States registers open licences (licences of right) was not verified; an offer to license all "
    "can be made by contract",
    _COUNSEL,
)
_WAIVER = unknown(
    U05,
    "放弃或者献出专利权的要件尚未核实",
    "What a disclaimer or dedication of a patent takes was not verified",
    _COUNSEL,
)
_TERM = unknown(
    U05,
    "专利期限调整的计算与复核程序尚未核实",
    "How term adjustment is reckoned and reviewed was not verified",
    _COUNSEL,
)
_REFUND = unknown(
    U05,
    "专利无效后已付使用费可否请求返还尚未核实",
    "Whether royalties paid can be recovered once a patent is held invalid was not verified",
    _COUNSEL,
)
_ANSWERS = {"waiver": _WAIVER, "term_compensation_request": _TERM, "royalty_refund": _REFUND}


def not_verified(case: Case) -> Sequence[Finding]:
    """The finding that says so, and whom to ask."""
    return (_ANSWERS.get(case.kind, _OPEN),)


RULES = (
    Rule(
        U05,
        frozenset({"open_licence_declaration", "open_licence_acceptance", "open_licence_withdrawal", *_ANSWERS}),
        not_verified,
    ),
)
