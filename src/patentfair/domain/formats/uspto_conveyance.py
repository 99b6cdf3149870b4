"""What an instrument recorded at the USPTO does, told from the words of its nature of conveyance.

Recorders write those words freely around the office's own list ("ASSIGNMENT OF ASSIGNORS INTEREST (SEE DOCUMENT FOR
DETAILS)", "SECURITY AGREEMENT", "RELEASE BY SECURED PARTY" ...). Source: 37 CFR part 3; USPTO MPEP 302 and 313.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from patentfair.domain.patents.register import ConveyanceKind, ConveyanceParty

__all__ = ["common_day", "conveyance_kind", "reel_and_frame"]

_LONGEST = 2000
# The first whose words all stand in the text counts: what an instrument corrects or releases is named in it as well.
# "|" stands at the beginning of the text.
_RULES: tuple[tuple[ConveyanceKind, tuple[str, ...]], ...] = (
    (ConveyanceKind.CORRECTION, ("CORRECTIVE",)),
    (ConveyanceKind.CORRECTION, ("TO CORRECT ",)),
    (ConveyanceKind.CORRECTION, ("CORRECTION OF",)),
    (ConveyanceKind.GOVERNMENT_INTEREST, ("CONFIRMATORY LICEN",)),
    (ConveyanceKind.GOVERNMENT_INTEREST, ("EXECUTIVE ORDER 9424",)),
    (ConveyanceKind.GOVERNMENT_INTEREST, ("GOVERNMENT INTEREST",)),
    (ConveyanceKind.LICENCE_ENDED, ("TERMINAT", "LICEN")),
    (ConveyanceKind.LICENCE_ENDED, ("CANCEL", "LICEN")),
    (ConveyanceKind.LICENCE_ENDED, ("RELEASE", "LICEN")),
    (ConveyanceKind.RELEASE, ("RELEAS", "SECURITY")),
    # The whole interest passes, what is released beside it is no security ("... RELEASE OF REVERSIONARY RIGHTS").
    (ConveyanceKind.ASSIGNMENT, ("| ASSIGNMENT OF ASSIGNOR", "RELEAS")),
    (ConveyanceKind.ASSIGNMENT, ("| ASSIGNOR", "INTEREST", "RELEAS")),
    (ConveyanceKind.RELEASE, ("RELEAS",)),
    (ConveyanceKind.RELEASE, ("TERMINAT", "SECURITY")),
    (ConveyanceKind.RELEASE, ("TERMINAT", "LIEN")),
    (ConveyanceKind.RELEASE, ("TERMINAT", "MORTGAGE")),
    (ConveyanceKind.RELEASE, ("DISCHARGE",)),
    (ConveyanceKind.RELEASE, ("SATISFACTION",)),
    (ConveyanceKind.SECURITY_INTEREST, ("SECURITY",)),
    (ConveyanceKind.SECURITY_INTEREST, ("COLLATERAL",)),
    (ConveyanceKind.SECURITY_INTEREST, ("MORTGAGE",)),
    (ConveyanceKind.SECURITY_INTEREST, ("PLEDGE",)),
    (ConveyanceKind.SECURITY_INTEREST, ("HYPOTHEC",)),
    (ConveyanceKind.SECURITY_INTEREST, (" LIEN ",)),
    (ConveyanceKind.SECURITY_INTEREST, ("SUCCESSOR", " AGENT")),
    (ConveyanceKind.SECURITY_INTEREST, ("SUCCESSION OF AGENCY",)),
    (ConveyanceKind.MERGER, ("MERGE",)),
    (ConveyanceKind.MERGER, ("AMALGAMATION",)),
    (ConveyanceKind.CHANGE_OF_NAME, ("CHANGE OF NAME",)),
    (ConveyanceKind.CHANGE_OF_NAME, ("NAME CHANGE",)),
    (ConveyanceKind.CHANGE_OF_NAME, ("CHANGE", "NAME")),
    (ConveyanceKind.CHANGE_OF_ADDRESS, ("CHANGE", "ADDRESS")),
    (ConveyanceKind.ASSIGNMENT, ("ASSIGNMENT OF ASSIGNOR",)),
    (ConveyanceKind.CONVERSION, (" CONVERSION ",)),
    (ConveyanceKind.CONVERSION, ("CHANGE OF LEGAL FORM",)),
    (ConveyanceKind.SUCCESSION, ("LETTERS OF ADMINISTRATION",)),
    (ConveyanceKind.SUCCESSION, ("LETTERS TESTAMENTARY",)),
    (ConveyanceKind.SUCCESSION, (" PROBATE",)),
    (ConveyanceKind.SUCCESSION, (" INHERIT",)),
    (ConveyanceKind.SUCCESSION, (" LAST WILL ",)),
    (ConveyanceKind.SUCCESSION, (" HEIR",)),
    (ConveyanceKind.SUCCESSION, ("DECREE OF DISTRIBUTION",)),
    (ConveyanceKind.SUCCESSION, ("OPERATION OF LAW",)),
    (ConveyanceKind.LICENCE, (" LICENSE",)),
    (ConveyanceKind.LICENCE, (" LICENCE",)),
    (ConveyanceKind.LICENCE, (" SUBLICEN",)),
    (ConveyanceKind.OTHER, (" COURT ",)),
    (ConveyanceKind.ASSIGNMENT, ("ASSIGNMENT",)),
    (ConveyanceKind.ASSIGNMENT, (" ASSIGNS ",)),
    (ConveyanceKind.ASSIGNMENT, ("DEED OF TRANSFER",)),
    (ConveyanceKind.ASSIGNMENT, ("TRANSFER OF ",)),
    (ConveyanceKind.ASSIGNMENT, ("NUNC PRO TUNC",)),
    (ConveyanceKind.ASSIGNMENT, ("QUITCLAIM",)),
    (ConveyanceKind.ASSIGNMENT, ("BILL OF SALE",)),
)


@lru_cache(maxsize=4096)
def conveyance_kind(text: str) -> ConveyanceKind:
    """The kind of an instrument; OTHER where the words do not say ("COURT ORDER", "DOCUMENT PREVIOUSLY RECORDED").

    An assignment of a security interest is one between creditors and counts as SECURITY_INTEREST.
    """
    letters = (letter if letter.isalnum() else " " for letter in text[:_LONGEST].upper().replace("'", ""))
    plain = f"| {' '.join(''.join(letters).split())} "
    return next((kind for kind, words in _RULES if all(word in plain for word in words)), ConveyanceKind.OTHER)


def reel_and_frame(reel: str, frame: str) -> str:
    """The office's reference as it is printed: six digits and four, "066803/0720"; "" where one of them is missing."""
    return f"{reel:0>6}/{frame:0>4}" if reel and frame else ""


def common_day(givers: Sequence[ConveyanceParty]) -> date | None:
    """The day of the instrument, where all who gave signed on the same."""
    days = {giver.executed for giver in givers}
    return days.pop() if len(days) == 1 else None
