"""Short addresses behind the codes on labels, posters and catalogues."""

from __future__ import annotations

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from patentfair.apps.exhibition.models import Exhibit, VisitCount

__all__ = ["counted_mark", "read_code", "short_address", "was_counted"]

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_WAYS = {
    "l": VisitCount.Way.LABEL,
    "p": VisitCount.Way.POSTER,
    "c": VisitCount.Way.CATALOGUE,
    "k": VisitCount.Way.KIOSK,
}
_SIGNER = TimestampSigner(salt="exhibition.visit")
_SECONDS = 120


def short_address(exhibit: Exhibit, way: str) -> str:
    """`/x/l2f`: a letter for the way, then the exhibit's number in base 32 without look-alikes."""
    letter = next(letter for letter, name in _WAYS.items() if name == way)
    number, digits = exhibit.pk, ""
    while number:
        number, digit = divmod(number, 32)
        digits = _DIGITS[digit] + digits
    return reverse("exhibit-code", args=[letter + digits])


def read_code(code: str) -> tuple[int, str] | None:
    """The exhibit's id and the way, or None for what is no code."""
    code = code.lower()
    if not 2 <= len(code) <= 12 or code[0] not in _WAYS or any(digit not in _DIGITS for digit in code[1:]):
        return None
    number = 0
    for digit in code[1:]:
        number = 32 * number + _DIGITS.index(digit)
    return number, str(_WAYS[code[0]].value)


def counted_mark(exhibit_id: int) -> str:
    """A mark on the address one is led on to, so that the page does not count the same visit again."""
    return _SIGNER.sign(str(exhibit_id)).split(":", 1)[1]


def was_counted(exhibit_id: int, mark: str) -> bool:
    """Whether the mark was given for this exhibit within the last two minutes."""
    try:
        _SIGNER.unsign(f"{exhibit_id}:{mark}", max_age=_SECONDS)
    except BadSignature:
        return False
    return True
