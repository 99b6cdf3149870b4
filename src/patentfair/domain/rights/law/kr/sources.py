"""What the Korean pack rests on. KPA: Patent Act.

The text read contains amendments dated to 2026-09-15, of which the commencement is not verified; `CURRENT`, the change
of the office head's title, is the last day of change it vouches for. Rules numbered from R-KR-90 on name points that
have not been verified; they never decide.
"""

from __future__ import annotations

from datetime import date

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.law.registered import Terms
from patentfair.domain.rights.law.rule import Law

__all__ = ["AMENDED", "CURRENT", "TERMS", "law", "unread"]

CURRENT = date(2025, 10, 1)
AMENDED = date(2026, 9, 15)

TERMS = Terms(
    exclusive=Words("专用实施权", "exclusive licence (jeonyong silsigwon)"),
    ordinary=Words("通常实施权", "ordinary licence (tongsang silsigwon)"),
)


def law(number: int, zh: str, en: str, articles: str) -> Law:
    """A rule of Korean law read in the text; `articles` as cited, "99, 99-2"."""
    plural = "arts" if "," in articles else "art."
    named = "、".join(_article(one) for one in articles.split(", "))
    cite = Words(f"韩国《专利法》{named}", f"Patent Act (Korea) {plural} {articles}")
    return Law(f"R-KR-{number:02d}", Words(zh, en), f"KPA {articles}", cite, "V", CURRENT)


def _article(number: str) -> str:
    """ "92-2" as it is cited in Chinese."""
    main, _, branch = number.partition("-")
    return f"第{main}条之{branch}" if branch else f"第{main}条"


def unread(number: int, zh: str, en: str, start: date = CURRENT) -> Law:
    """A point of Korean law that has not been verified."""
    cite = Words(f"{zh}，尚待核实", f"{en}: remains to be verified")
    return Law(f"R-KR-{number:02d}", Words(zh, en), "KPA", cite, "GK", start)
