"""What a document is by its kind code.

Source: WIPO ST.16 and the offices' own lists in ST.16 part 7.3.
"""

from __future__ import annotations

from functools import lru_cache

from patentfair.domain.patents.record import RightType, Stage

__all__ = ["meaning_of_kind"]

_GRANTS_BY_OFFICE = {
    # The first printing of a grant where no application was printed before, and eras in which A was the grant.
    "CN": "BCUYSD",
    "US": "BCEHPS",
    "EP": "BC",
    "JP": "BCYS",
    "KR": "BCYS",
    "DE": "BCUT",
    "TW": "BCMUSY",
}
_GRANTS = "BCUYSPE"
_TYPES = {
    "U": RightType.UTILITY_MODEL,
    "Y": RightType.UTILITY_MODEL,
    "Z": RightType.UTILITY_MODEL,
    "S": RightType.DESIGN,
    "P": RightType.PLANT,
    "E": RightType.REISSUE,
    "H": RightType.STATUTORY_INVENTION,
}
_TYPES_BY_OFFICE = {
    ("CN", "D"): RightType.DESIGN,
    ("TW", "M"): RightType.UTILITY_MODEL,
    ("TW", "D"): RightType.DESIGN,
    # An old US A is the grant of an invention; I, P and X numbers tell their kind by the number.
    ("US", "I"): RightType.REISSUE,
}
_PUBLISHED_UTILITY_MODELS = {"JP", "KR"}


@lru_cache(maxsize=1024)
def meaning_of_kind(office: str, kind: str) -> tuple[RightType, Stage]:
    """Kind of right and what the document announces; an unknown kind is taken for an invention's application.

    `US A` without a figure is a grant: applications were first published in 2001, as A1.
    """
    letter = kind[:1]
    right_type = _TYPES_BY_OFFICE.get((office, letter)) or _TYPES.get(letter, RightType.INVENTION)
    granted = letter != "" and letter in _GRANTS_BY_OFFICE.get(office, _GRANTS)
    if office == "US" and kind == "A":
        granted = True
    if office == "US" and kind in ("P1", "P4", "P9"):
        granted = False
    if letter == "U" and office in _PUBLISHED_UTILITY_MODELS:
        granted = kind == "U1" and office == "JP"
    return right_type, Stage.GRANT if granted else Stage.APPLICATION
