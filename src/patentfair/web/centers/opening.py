"""When a center's door is open, in one line of the page's language."""

from __future__ import annotations

from patentfair.apps.centers.models import Center
from patentfair.domain.centers.hours import spoken

__all__ = ["opening_line"]


def opening_line(center: Center, language: str) -> str:
    """The days and hours a center keeps, else what it wrote about them, in whatever language; "" where it told none."""
    days = [f"{names.of(language)} {hours}" for names, hours in spoken(center.hours or {}) if hours]
    if days:
        return ("；" if language == "zh" else "; ").join(days)
    told = (center.opening_zh, center.opening_en)
    return (told[0] or told[1]) if language == "zh" else (told[1] or told[0])
