"""When two numbers are the same number: the canonical key of rights.md 4.5, and whether a check digit comes out."""

from __future__ import annotations

import msgspec

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import china, europe, germany, other_offices
from patentfair.domain.patents.numbers.offices import SHAPES
from patentfair.domain.patents.numbers.shapes import NumberDomain

__all__ = ["NumberKey", "check", "number_key"]


class NumberKey(msgspec.Struct, frozen=True, kw_only=True):
    """A number taken apart. Equal keys are the same number; raw text and check digit have no part in it.

    `domain` says what it numbers, `type` is the office's own figure or letters for the kind of right, `year` has four
    digits, `era` names the numbering where an office had several.
    """

    office: str
    domain: NumberDomain
    type: str
    year: int | None
    serial: str
    kind: str
    era: str


def number_key(document: DocumentId) -> NumberKey:
    """The canonical key of a document or application; an unknown shape is all serial."""
    shape = SHAPES.get(document.office, other_offices.general_shape)(document.number, document.kind)
    return NumberKey(
        office=document.office,
        domain=shape.domain,
        type=shape.type,
        year=shape.year,
        serial=shape.serial,
        kind=document.kind,
        era=shape.era,
    )


def check(document: DocumentId) -> str | None:
    """The problem with a number's check digit, or None where it comes out, is absent or has no verified rule.

    "numbers.check-digit" (CN): the number is certainly misprinted. "numbers.check-digit-doubtful" (EP, and DE 1981 to
    1994): published numbers exist that fail, so it is a warning.
    """
    printed, number = document.check_digit, document.number
    if not printed:
        return None
    if document.office == "CN":
        wrong = china.is_application(number) and printed != china.check_digit(number)
        return "numbers.check-digit" if wrong else None
    expected: str | None = None
    if document.office == "EP" and len(number) == 8 and number.isascii() and number.isdecimal():
        expected = europe.check_digit(number)
    elif document.office == "DE":
        expected = germany.check_digit(number)
    return "numbers.check-digit-doubtful" if expected is not None and printed != expected else None
