"""What the Japanese pack rests on. JPA: Patent Act.

`CURRENT` is the day from which the texts read vouch for the Act: since then a waiver needs no ordinary licensee's
consent (art. 97). Ordinary licences bind without registration since 2012-04-01 (art. 99). Rules numbered from R-JP-90
on name points that have not been verified; they never decide.
"""

from __future__ import annotations

from datetime import date

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.law.registered import Terms
from patentfair.domain.rights.law.rule import Law

__all__ = ["CURRENT", "ORDINARY_BINDS", "TERMS", "unread"]

CURRENT = date(2022, 4, 1)
ORDINARY_BINDS = date(2012, 4, 1)

TERMS = Terms(
    exclusive=Words("专用实施权", "exclusive licence (senyo jisshiken)"),
    ordinary=Words("通常实施权", "ordinary licence (tsujo jisshiken)"),
)


def unread(number: int, zh: str, en: str, basis: str = "JPA") -> Law:
    """A point of Japanese law that has not been verified."""
    cite = Words(f"{zh}，尚待核实", f"{en}: remains to be verified")
    return Law(f"R-JP-{number:02d}", Words(zh, en), basis, cite, "GK", CURRENT)
