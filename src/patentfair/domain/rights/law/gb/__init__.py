"""The law of Great Britain as a pack. The rules stand in the order in which they are applied."""

from __future__ import annotations

from patentfair.domain.rights.law import clocks, ended
from patentfair.domain.rights.law.gb import licence, life, rightlicence, sources, title
from patentfair.domain.rights.law.gb.case import prepare
from patentfair.domain.rights.law.pack import Pack

__all__ = ["PACK"]

PACK = Pack(
    office="GB",
    version="2026.11.1",
    start=sources.CURRENT,
    prepare=prepare,
    rules=(
        *life.RULES,
        *title.RULES,
        *licence.RULES,
        *rightlicence.RULES,
        ended.rule(life.R06),
        clocks.rule(title.R02),
    ),
)
