"""The law of Japan as a pack. The rules stand in the order in which they are applied."""

from __future__ import annotations

from patentfair.domain.rights.law import clocks, ended
from patentfair.domain.rights.law.jp import licence, life, sources, title
from patentfair.domain.rights.law.jp.case import prepare
from patentfair.domain.rights.law.pack import Pack

__all__ = ["PACK"]

PACK = Pack(
    office="JP",
    version="2026.11.1",
    start=sources.CURRENT,
    prepare=prepare,
    rules=(*life.RULES, *title.RULES, *licence.RULES, ended.rule(life.R07), clocks.rule(title.R05, grants=False)),
)
