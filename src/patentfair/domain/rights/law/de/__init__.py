"""The law of Germany as a pack. The rules stand in the order in which they are applied."""

from __future__ import annotations

from patentfair.domain.rights.law import clocks, ended
from patentfair.domain.rights.law.de import coowners, licence, life, pledge, register, sources, willingness
from patentfair.domain.rights.law.de.case import prepare
from patentfair.domain.rights.law.pack import Pack

__all__ = ["PACK"]

PACK = Pack(
    office="DE",
    version="2026.11.1",
    # The consolidated texts read are of this day; of earlier wording the pack knows nothing.
    start=sources.TEXT,
    prepare=prepare,
    rules=(
        *life.RULES,
        *coowners.RULES,
        *pledge.PROPERTY,
        *willingness.RULES,
        *licence.RULES,
        *register.RULES,
        ended.rule(life.R04),
        clocks.rule(coowners.R02),
    ),
)
