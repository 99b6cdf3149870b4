"""What a document is by its kind code.

Source: WIPO ST.16 and the offices' own lists in its part 7.3. The words for a code are in `kind_words`.
"""

from __future__ import annotations

from functools import lru_cache

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.record import RightType, Stage

__all__ = ["meaning_of_document", "meaning_of_kind"]

# Letters that announce a grant, for offices where they differ from ST.16's usual ones.
_GRANTS_BY_OFFICE = {
    "CN": "BCUYSD",
    # C, F, J, K and O are certificates about a grant.
    "US": "BCEFHJKOPS",
    "EP": "BC",
    "WO": "",
    "JP": "BCYS",
    "KR": "BCYS",
    "DE": "BCUT",
    "TW": "BCMUSYDI",
    "CA": "BCE",
    "PL": "BCYS",
    "IT": "BCYS",
    "BR": "BCYS",
}
_GRANTS = "BCUYSP"
_TYPES = {
    "U": RightType.UTILITY_MODEL,
    "Y": RightType.UTILITY_MODEL,
    "Z": RightType.UTILITY_MODEL,
    "S": RightType.DESIGN,
    "P": RightType.PLANT,
}
_TYPES_BY_OFFICE = {
    ("CN", "D"): RightType.DESIGN,
    ("TW", "M"): RightType.UTILITY_MODEL,
    ("TW", "D"): RightType.DESIGN,
    ("BR", "D"): RightType.DESIGN,
    ("US", "H"): RightType.STATUTORY_INVENTION,
    # E elsewhere is a certificate of addition (FR), or a European patent (AT).
    ("US", "E"): RightType.REISSUE,
    ("CA", "E"): RightType.REISSUE,
    # An old US A is the grant of an invention; I, P and X numbers tell their kind by the number.
    ("US", "I"): RightType.REISSUE,
}
# Codes that go against the rule of their letter.
_GRANTED = frozenset({("US", "A"), ("JP", "U1"), ("CH", "A5"), ("AT", "E"), ("FR", "E"), ("PT", "E"), ("AU", "A4")})
_APPLIED = frozenset({
    ("US", "P1"), ("US", "P4"), ("US", "P9"), ("US", "C0"), ("DE", "T1"), ("DE", "T5"), ("ES", "U"), ("HU", "U"),
    ("KR", "U"), ("JP", "U"), ("AT", "T1"), ("DK", "U1"), ("CZ", "U"), ("SK", "U1"),
})  # fmt: skip
_WITHOUT_TRANSLATIONS = frozenset({"CN", "DE", "EP", "JP", "KR", "TW", "US", "WO"})  # DE's T is told above
_PATENTS_AS_T1 = frozenset({"CY", "RS", "SI"})
# Where grants were printed as A in a numbering of their own, the first number that is an application's.
_FIRST_PUBLISHED_APPLICATION = {"GB": 2_000_001, "FR": 2_000_001, "CA": 2_000_000, "CH": 601_000}


@lru_cache(maxsize=2048)
def meaning_of_kind(office: str, kind: str) -> tuple[RightType, Stage]:
    """Kind of right and what the document announces; an unknown kind is taken for an invention's application.

    `US A` without a figure is a grant: applications were first published in 2001, as A1. `CN B` of before 1993 was an
    examined application laid open for opposition; it is told as a grant, for the code alone does not show the year.
    """
    letter = kind[:1]
    right_type = _TYPES_BY_OFFICE.get((office, letter)) or _TYPES.get(letter, RightType.INVENTION)
    granted = letter != "" and letter in _GRANTS_BY_OFFICE.get(office, _GRANTS)
    if letter == "T" and office not in _WITHOUT_TRANSLATIONS:
        # Translations of granted European patents; T1 is in most offices one of a published application's claims.
        granted = kind != "T1" or office in _PATENTS_AS_T1
    if (office, kind) in _GRANTED:
        granted = True
    if (office, kind) in _APPLIED:
        granted = False
    return right_type, Stage.GRANT if granted else Stage.APPLICATION


def meaning_of_document(document: DocumentId) -> tuple[RightType, Stage]:
    """As `meaning_of_kind`, with the number where one code had several meanings.

    JP U was an opened application, with a year in its number, and is a registration since 1994, without. GB, FR, CA and
    CH printed grants as A before they began to publish applications.
    """
    right_type, stage = meaning_of_kind(document.office, document.kind)
    number = document.number
    if document.office == "US" and document.kind == "A":
        lettered = {
            "D": RightType.DESIGN,
            "P": RightType.PLANT,
            "R": RightType.REISSUE,
            "H": RightType.STATUTORY_INVENTION,
        }
        right_type = lettered.get(number[:1], right_type)
    if document.office == "JP" and document.kind == "U" and len(number) == 7 and number.isdecimal():
        stage = Stage.GRANT
    first = _FIRST_PUBLISHED_APPLICATION.get(document.office)
    if first and document.kind == "A" and number.isascii() and number.isdecimal() and len(number) <= 7:
        stage = Stage.GRANT if int(number) < first else stage
    return right_type, stage
