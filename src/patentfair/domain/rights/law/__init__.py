"""The packs: the law of each office, one module or package each."""

from __future__ import annotations

from patentfair.domain.rights.law import cn, de, ep, gb, jp, kr, up, us
from patentfair.domain.rights.law.pack import Pack

__all__ = ["PACKS"]

PACKS: tuple[Pack, ...] = (cn.PACK, us.PACK, ep.PACK, up.PACK, de.PACK, gb.PACK, jp.PACK, kr.PACK)
