"""European patents with unitary effect. The engine asks this pack for every right of the type unitary patent."""

from __future__ import annotations

from patentfair.domain.rights.law import clocks, ended
from patentfair.domain.rights.law.pack import Pack
from patentfair.domain.rights.law.up import property as property_law
from patentfair.domain.rights.law.up import right, unity
from patentfair.domain.rights.law.up.case import prepare

__all__ = ["PACK"]

PACK = Pack(
    office="UP",
    version="2026.11.1",
    start=unity.FROM,
    prepare=prepare,
    rules=(*unity.RULES, *property_law.RULES, *right.RULES, ended.rule(unity.TERM), clocks.rule(unity.REGISTER)),
)
