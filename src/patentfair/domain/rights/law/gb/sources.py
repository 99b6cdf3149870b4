"""What the British pack rests on. PA77: Patents Act 1977; MOPP: the office's Manual of Patent Practice.

`CURRENT` is the day from which the texts read vouch for the Act: the oldest current view among them is of 2018. Costs
before registration stand as told since 2006-04-29. Rules numbered from R-GB-90 on name points that have not been
verified; they never decide.
"""

from __future__ import annotations

from datetime import date

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.law.rule import Law

__all__ = ["COSTS", "CURRENT", "unread"]

CURRENT = date(2018, 1, 1)
COSTS = date(2006, 4, 29)


def unread(number: int, zh: str, en: str) -> Law:
    """A point of British law that has not been verified."""
    cite = Words(f"{zh}，尚待核实", f"{en}: remains to be verified")
    return Law(f"R-GB-{number}", Words(zh, en), "PA77", cite, "GK", CURRENT)
