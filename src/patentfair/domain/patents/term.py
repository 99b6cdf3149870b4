"""The last day a right can live, computed from what its document shows.

CN: Patent Law article 42(1) from the filing date, designs filed before 2021-06-01 keep ten years. US: 35 USC 154(a)(2)
twenty years from filing or, where benefit of earlier applications under sections 120, 121, 365(c) or 386(c) is claimed,
from the earliest of them; 154(a)(3) priorities and provisional applications (119, 365(a), (b)) do not count; 154(c) for
applications of before 1995-06-08, seventeen years from grant where that is later; 173 designs. A reissue has the
unexpired part of its original's term (251) and a certificate of reexamination or review none of its own, so that of
neither the document tells the end. Elsewhere nothing is computed until that office's rules are in its law pack.
"""

from __future__ import annotations

from datetime import date, timedelta

from patentfair.domain.patents.families import is_application
from patentfair.domain.patents.record import PatentRecord, RelationKind, RightType, Stage

__all__ = ["earliest_benefit", "term_end"]

CN_DESIGN_FIFTEEN_YEARS = date(2021, 6, 1)
CN_YEARS = {RightType.INVENTION: 20, RightType.UTILITY_MODEL: 10}
US_TWENTY_YEARS = date(1995, 6, 8)
# Certificates after review and reexamination; statutory invention registrations are no right at all.
_US_WITHOUT_TERM = "CFHJKO"
_BENEFIT = {
    RelationKind.CONTINUATION,
    RelationKind.CONTINUATION_IN_PART,
    RelationKind.DIVISION,
    RelationKind.INTERNATIONAL_APPLICATION,
}

_RENEWALS = {RelationKind.REISSUE, RelationKind.REEXAMINATION}


def term_end(record: PatentRecord) -> date | None:
    """The first day on which the right of a granted patent can no longer be in force; None where not known.

    Never later than the document allows: where the day of an earlier application is missing, the end is not known.
    """
    if record.stage is not Stage.GRANT:
        return None
    filing = record.application.date if record.application else None
    office = record.publication.office
    if office == "CN" and filing is not None:
        if record.right_type is RightType.DESIGN:
            return _years_after(filing, 15 if filing >= CN_DESIGN_FIFTEEN_YEARS else 10)
        return _years_after(filing, CN_YEARS.get(record.right_type, 20))
    return _of_united_states(record, filing) if office == "US" else None


def _of_united_states(record: PatentRecord, filing: date | None) -> date | None:
    number, kind, granted = record.publication.number, record.publication.kind, record.publication.date
    reissued = record.right_type is RightType.REISSUE or number.startswith("RE") or kind[:1] == "E"
    without = kind != "" and kind[0] in _US_WITHOUT_TERM
    if reissued or without or any(relation.kind in _RENEWALS for relation in record.relations):
        return None
    if record.right_type is RightType.DESIGN:
        return _years_after(granted, record.term_years or 14) if granted else None
    first = earliest_benefit(record)
    if filing is None or first is None:
        return None
    end = _years_after(first, 20)
    if filing < US_TWENTY_YEARS:
        if granted is None:
            return None
        seventeen = _years_after(granted, 17)
        end = max(end, seventeen) if seventeen >= US_TWENTY_YEARS else seventeen
    return end + timedelta(days=1 + (record.term_extension_days or 0))


def earliest_benefit(record: PatentRecord) -> date | None:
    """The earliest filing in the chain that the document names, its own among them; None where one has no day."""
    chain = [r.document for r in record.relations if r.kind in _BENEFIT and is_application(r.document)]
    days = [record.application.date if record.application else None, *(document.date for document in chain)]
    known = [day for day in days if day is not None]
    return min(known) if len(known) == len(days) else None


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
