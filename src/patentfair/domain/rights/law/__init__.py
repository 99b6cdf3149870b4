"""The packs: the law of each office, one module or package each."""

from __future__ import annotations

from patentfair.domain.rights.law import cn
from patentfair.domain.rights.law.pack import Pack

__all__ = ["PACKS"]

PACKS: tuple[Pack, ...] = (cn.PACK,)
