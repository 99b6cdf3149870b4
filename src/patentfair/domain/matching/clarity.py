"""How clearly a need is stated, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from patentfair.domain.kernel.money import Money
from patentfair.domain.kernel.words import Words
from patentfair.domain.matching.profile import Target
from patentfair.domain.retrieval.analysis import analyse

__all__ = ["Clarity", "clarity"]


class Clarity(msgspec.Struct, frozen=True):
    """`score` is 0 to 100; at 100 nothing is `missing`. What is missing comes heaviest first."""

    score: int
    missing: tuple[Words, ...]


def clarity(
    *,
    problem: str = "",
    present_way: str = "",
    targets: Sequence[Target] = (),
    constraints: str = "",
    budget: tuple[Money | None, Money | None] = (None, None),
    deadline: date | None = None,
    region: str = "",
    fields: Sequence[int] = (),
) -> Clarity:
    """Points for each thing a supplier has to know; half the problem's points for fewer than eight telling words."""
    words = len(set(analyse(problem)))
    with_unit = [target for target in targets if target.unit.strip()]
    checks = (
        (15, words > 0, Words("请先说明要解决的问题。", "State the problem to be solved first.")),
        (
            15,
            words >= 8,
            Words(
                "请把问题说得更具体：在什么条件下，出现什么现象，影响是什么。",
                "Say more of the problem: under which conditions, what happens, what it costs.",
            ),
        ),
        (
            20,
            bool(with_unit) and len(with_unit) == len(targets),
            Words("请给出带单位的目标数值。", "Give target figures with their units."),
        ),
        (
            10,
            bool(analyse(present_way)),
            Words("请说明现在的做法及其不足。", "Say how it is done today and what is wrong with it."),
        ),
        (
            10,
            bool(analyse(constraints)),
            Words(
                "请说明限制条件，如尺寸、成本、法规、安装环境。",
                "Name the limits: size, cost, regulation, surroundings.",
            ),
        ),
        (10, any(end is not None for end in budget), Words("请给出预算范围。", "Give a budget band.")),
        (10, bool(fields), Words("请选择技术领域。", "Choose the technology field.")),
        (5, deadline is not None, Words("请给出期望的完成日期。", "Give the date by which it is needed.")),
        (5, bool(region.strip()), Words("请给出所在地区。", "Give the region.")),
    )
    missing = sorted((check for check in checks if not check[1]), key=lambda check: -check[0])
    return Clarity(sum(points for points, done, _ in checks if done), tuple(said for _, _, said in missing))
