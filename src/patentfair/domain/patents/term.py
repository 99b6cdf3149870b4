"""The last day a right can live, computed from what its document shows.

CN: Patent Law article 42(1) from the filing date, designs filed before 2021-06-01 keep ten years. US: 35 USC 154(a)(2)
and 173. Elsewhere nothing is computed until that office's rules are in its law pack.
"""

from __future__ import annotations

from datetime import date, timedelta

from patentfair.domain.patents.record import PatentRecord, RightType, Stage

__all__ = ["term_end"]

CN_DESIGN_FIFTEEN_YEARS = date(2021, 6, 1)
CN_YEARS = {RightType.INVENTION: 20, RightType.UTILITY_MODEL: 10}


def term_end(record: PatentRecord) -> date | None:
    """The first day on which the right of a granted patent can no longer be in force; None where not known."""
    if record.stage is not Stage.GRANT:
        return None
    filing = record.application.date if record.application else None
    office = record.publication.office
    if office == "CN" and filing is not None:
        if record.right_type is RightType.DESIGN:
            return _years_after(filing, 15 if filing >= CN_DESIGN_FIFTEEN_YEARS else 10)
        return _years_after(filing, CN_YEARS.get(record.right_type, 20))
    if office == "US":
        if record.right_type is RightType.DESIGN:
            grant = record.publication.date
            return _years_after(grant, record.term_years or 14) if grant else None
        if filing is not None:
            return _years_after(filing, 20) + timedelta(days=1 + (record.term_extension_days or 0))
    return None


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
