"""European patent applications under the European Patent Convention; national law decides the rest."""

from __future__ import annotations

from patentfair.domain.rights.law import clocks
from patentfair.domain.rights.law.ep import application
from patentfair.domain.rights.law.ep.case import prepare
from patentfair.domain.rights.law.ep.sources import EPC
from patentfair.domain.rights.law.pack import Pack

__all__ = ["PACK"]

PACK = Pack(
    office="EP",
    version="2026.11.1",
    # The Guidelines read are those of March 2024; of earlier practice the pack knows nothing.
    start=EPC,
    prepare=prepare,
    rules=(*application.RULES, clocks.rule(application.R02L)),
)
