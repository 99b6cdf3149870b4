"""The law of the United States as a pack. The rules stand in the order in which they are applied.

The pack answers from 18 December 2013. The statutes were read at the release point of December 2025; from that day in
2013 sections 41(c) and 261 have the wording read (the day itself is general knowledge, to be checked against the
amendment notes of the Code). What rests on a later text carries its own day.
"""

from __future__ import annotations

from patentfair.domain.rights.law import clocks, ended
from patentfair.domain.rights.law.pack import Pack
from patentfair.domain.rights.law.us import (
    beyond,
    conveyance,
    coowners,
    export,
    federal,
    funding,
    licence,
    licensees,
    life,
    security,
    sources,
)
from patentfair.domain.rights.law.us.case import prepare

__all__ = ["PACK"]

PACK = Pack(
    office="US",
    version="2026.11.1",
    start=sources.CODE,
    prepare=prepare,
    rules=(
        *life.RULES,
        *coowners.RULES,
        *security.RULES,
        *conveyance.RULES,
        *licence.RULES,
        *licensees.RULES,
        *funding.RULES,
        *federal.RULES,
        *export.RULES,
        *beyond.RULES,
        ended.rule(life.R05),
        clocks.rule(conveyance.R02),
    ),
)
