"""International applications under the PCT and their publications.

Publications had two digits of year and five of serial to June 2002, two and six to 2003, four and six since; all become
"2004012345". Applications had two digits of year and five of serial before 2004; all become "PCT/US2004/012345".

Sources: rights.md 4.5; PCT Administrative Instructions, sections 307 and 404.
"""

from __future__ import annotations

import re

from patentfair.domain.patents.numbers.shapes import KIND, NumberDomain, Parts, Shape, four_digit_year, general, plain

__all__ = ["of_receiving_office", "read", "shape"]

_APPLICATION = re.compile(r"PCT[/-]?([A-Z]{2})[/-]?(\d{4}|\d{2})[/-](\d{1,6})")
_APPLICATION_PLAIN = re.compile(r"PCT([A-Z]{2})(?:((?:19|20)\d{2})(\d{5,6})|(\d{2})(\d{5}))")
_EPODOC = re.compile(r"((?:19|20)\d{2})([A-Z]{2})(\d{5,6})W?")
_PUBLICATION = re.compile(r"(\d{4}|\d{2})[/-](\d{1,6})[.-]?" + KIND)
_PUBLICATION_PLAIN = re.compile(r"(?:((?:19|20)\d{2})(\d{6})|(\d{2})(\d{5,6}))" + KIND)
_RECEIVED = re.compile(r"((?:19|20)\d{2})(\d{6})|(\d{2})(\d{5,6})")


def read(body: str, _kind: str) -> Parts | None:
    close = body.replace(" ", "")
    if found := _APPLICATION.fullmatch(close):
        return _application(found[1], found[2], found[3]), "", ""
    text = plain(body)
    if found := _APPLICATION_PLAIN.fullmatch(text):
        return _application(found[1], found[2] or found[4], found[3] or found[5]), "", ""
    if found := _EPODOC.fullmatch(text):
        return _application(found[2], found[1], found[3]), "", ""
    if found := _PUBLICATION.fullmatch(close):
        return f"{four_digit_year(found[1])}{found[2]:0>6}", found[3] or "", ""
    if found := _PUBLICATION_PLAIN.fullmatch(text):
        year, serial = found[1] or found[3], found[2] or found[4]
        return f"{four_digit_year(year)}{serial:0>6}", found[5] or "", ""
    return general(text)


def of_receiving_office(office: str, number: str) -> str | None:
    """The application that DOCDB files under its receiving office with kind W ("US", "2004012345"), or None."""
    found = _RECEIVED.fullmatch(plain(number)) if len(office) == 2 and office.isascii() and office.isalpha() else None
    return _application(office, found[1] or found[3], found[2] or found[4]) if found else None


def _application(office: str, year: str, serial: str) -> str:
    return f"PCT/{office}{four_digit_year(year)}/{serial:0>6}"


def shape(number: str, _kind: str) -> Shape:
    if found := re.fullmatch(r"PCT/([A-Z]{2})(\d{4})/(\d{6})", number):
        return Shape(NumberDomain.APPLICATION, found[1], int(found[2]), found[3])
    if re.fullmatch(r"(?:19|20)\d{8}", number):
        return Shape(NumberDomain.PUBLICATION, "", int(number[:4]), number[4:])
    return Shape(NumberDomain.UNKNOWN, "", None, number)
