"""The law of mainland China as a pack. The rules stand in the order in which they are applied."""

from __future__ import annotations

from datetime import date

from patentfair.domain.rights.law import clocks, ended
from patentfair.domain.rights.law.cn import (
    blocks,
    coowners,
    export,
    licence,
    life,
    openlicence,
    pledge,
    register,
    sublicence,
    transfer,
    university,
)
from patentfair.domain.rights.law.cn.case import prepare
from patentfair.domain.rights.law.pack import Pack

__all__ = ["PACK"]

PACK = Pack(
    office="CN",
    version="2026.11.3",
    start=date(2024, 1, 20),
    prepare=prepare,
    rules=(
        *life.RULES,
        *coowners.RULES,
        *blocks.RULES,
        *openlicence.RULES,
        *pledge.RULES,
        *export.RULES,
        *licence.RULES,
        *sublicence.RULES,
        *university.RULES,
        *transfer.RULES,
        *register.RULES,
        ended.rule(life.R12),
        clocks.rule(register.S50),
    ),
)
