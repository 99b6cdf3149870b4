"""What the words of a recorded instrument say beside its kind: earlier instruments, a share, properties taken out.

Recorders at the USPTO write these into the nature of conveyance ("CORRECTIVE ASSIGNMENT ... PREVIOUSLY RECORDED AT REEL
012345 FRAME 0678"). Source: USPTO MPEP 323 (corrections), 301 (undivided parts). Nothing is told that is not written.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

__all__ = ["Removal", "Share", "references_named", "removal_named", "same_reference", "share_named"]

_LONGEST = 4000
_MOST = 50
_REEL_AND_FRAME = re.compile(
    # "REEL 012345 FRAME 0678", "REEL: 012345 FRAME: 0678", "REEL 012345/FRAME 0678", "REEL/FRAME 12345/678".
    r"\bREELS?(?:[/ ]{1,3}FRAMES?)?(?: (?:NO|NUMBER))?[\W_]{0,4}(\d{1,6})(?!\d)"
    r"(?:[\W_]{0,4}(?:AND |AT )?FRAMES?(?: (?:NO|NUMBER))?[\W_]{0,4}| ?[/-] ?)(\d{1,4})(?!\d)"
    # "012345/0678" alone; a serial number has two digits before its stroke.
    r"|(?<![\d/,])(\d{5,6}) ?/ ?(\d{1,4})(?![\d/]|,\d)"
)
_PLAIN_REFERENCE = re.compile(r"0{0,6}(\d{1,6})/0{0,4}(\d{1,4})")
_PER_CENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,4})?) ?(?:%|PER ?CENT\b)")
_FRACTION = re.compile(
    r"(?<![\d/,.])(\d{1,2}) ?/ ?(\d{1,2})(?![\d/,])(?:(?:RD|TH|ND)\b)?(?= (?:OF|UNDIVIDED|INTEREST|SHARE|PART|RIGHT))"
)
_WORDS = {
    "ONE HALF": Fraction(1, 2),
    "HALF": Fraction(1, 2),
    "ONE THIRD": Fraction(1, 3),
    "TWO THIRDS": Fraction(2, 3),
    "ONE FOURTH": Fraction(1, 4),
    "ONE QUARTER": Fraction(1, 4),
    "THREE FOURTHS": Fraction(3, 4),
    "THREE QUARTERS": Fraction(3, 4),
    "ONE FIFTH": Fraction(1, 5),
    "ONE TENTH": Fraction(1, 10),
}
_IN_WORDS = re.compile(r"\b(" + "|".join(name.replace(" ", "[ -]") for name in sorted(_WORDS, key=len)[::-1]) + r")\b")
_UNTOLD = re.compile(
    r"\b(?:UNDIVIDED (?:PART|PARTIAL|FRACTIONAL|JOINT|COMMON )?(?:INTEREST|SHARE|PART|RIGHT)"
    r"|PARTIAL (?:ASSIGNMENT|INTEREST|TRANSFER)|PART INTEREST|CO[- ]?OWNERSHIP INTEREST)"
)
_WHOLE = re.compile(
    r"\b(?:ENTIRE|WHOLE|ALL) (?:OF )?(?:THE |ITS |HIS |HER |THEIR )?(?:[A-Z]+,? ){0,3}(?:INTEREST|RIGHT)"
)
_REMOVAL = re.compile(
    r"\b(?:(?:REMOV|DELET|ERRONEOUS|INADVERTENT|EXPUNG|INCORRECTLY RECORDED)[A-Z]{0,8}\b[^.;]{0,60}?"
    r"(?:PROPERT|PATENT|APPL|\bAPP\b|SERIAL|NUMBER|\d{6})|NULLIF)"
)
_END_OF_REMOVAL = re.compile(r"PREVIOUSLY|\bRECORDED (?:AT|ON|IN)\b|\bREEL")
_NUMBER = re.compile(r"\d[\d,/]{4,12}\d")


class Share(NamedTuple):
    """A part of the title: `printed` as it stands in the text, `part` where it tells how much."""

    printed: str
    part: Fraction | None


class Removal(NamedTuple):
    """That properties are taken out of an earlier instrument, and the digits of their numbers where they are named."""

    numbers: frozenset[str]


def _plain(text: str) -> str:
    return " ".join(text[:_LONGEST].upper().split())


def references_named(text: str) -> tuple[str, ...]:
    """The reels and frames that a text names, in the office's spelling: "012345/0678"."""
    found = (f"{int(one[1] or one[3]):06}/{int(one[2] or one[4]):04}" for one in _REEL_AND_FRAME.finditer(_plain(text)))
    return tuple(dict.fromkeys(found))[:_MOST]


def same_reference(reference: str) -> str:
    """A reference in the spelling of `references_named` where it is a reel and frame, else as it is."""
    found = _PLAIN_REFERENCE.fullmatch(reference.strip())
    return f"{int(found[1]):06}/{int(found[2]):04}" if found else reference


def share_named(text: str) -> Share | None:
    """The share that is given away, where the text says that it is not the whole; None for "100%" and "ENTIRE"."""
    plain = _plain(text)
    if _WHOLE.search(plain):
        return None
    if found := _PER_CENT.search(plain):
        part = Fraction(found[1]) / 100
        return Share(found[0], part) if 0 < part < 1 else None
    if (found := _FRACTION.search(plain)) and 0 < int(found[1]) < int(found[2]):
        return Share(found[0], Fraction(int(found[1]), int(found[2])))
    if found := _IN_WORDS.search(plain):
        return Share(found[0], _WORDS[found[1].replace("-", " ")])
    if found := _UNTOLD.search(plain):
        return Share(found[0], None)
    return None


def removal_named(text: str) -> Removal | None:
    """What a correction takes out of the instrument that it corrects; None where it corrects something else."""
    plain = _plain(text)
    found = _REMOVAL.search(plain)
    if found is None:
        return None
    end = _END_OF_REMOVAL.search(plain, found.start() + len("INCORRECTLY RECORDED"))
    named = plain[found.start() : end.start() if end else len(plain)]
    numbers = ("".join(filter(str.isdecimal, one)) for one in _NUMBER.findall(named))
    return Removal(frozenset(number for number in numbers if len(number) >= 6))
