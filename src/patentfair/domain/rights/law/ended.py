"""What becomes of the owner's own working once the right has ended. Shared by the packs."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law.case import Case, unknown
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["rule"]


def rule(law: Law) -> Rule:
    """The rule of a pack that says why no licence stands in the way of working what is no longer protected."""

    def free(case: Case) -> Sequence[Finding]:
        if case.asked.empty != "life" or case.life_end is None:
            return ()
        starts = [box.time.start or case.start for box in case.transaction.scope]
        if not starts or min(starts) < case.life_end:
            return [
                unknown(
                    law,
                    "所请求的期限或者范围为空，或者在专利权存续期间之外，无法判断",
                    "What is asked for is empty or lies outside the life of the right, so nothing can be said of it",
                    Words("写明今后实施的期限和范围", "Say for what time and in what scope it is to be worked"),
                )
            ]
        return [
            finding(
                law,
                Outcome.ALLOWED,
                f"该权利至{case.life_end}已届满或者终止，所请求的期间内不再有权利，任何许可均不妨碍实施",
                f"The right has run out or ended by {case.life_end}; in the time asked for there is none left, and no "
                "licence of it stands in the way of working the invention",
                Words("核对登记簿所示的终止日期", "Check the day of its end in the register"),
                requirement="evidence",
                who="owner",
                listed=True,
                code="RIGHT_ENDED",
            )
        ]

    return Rule(law, frozenset({"own_working"}), free)
