"""Classification symbols in the fixed-width form in which offices exchange them.

"A24C   5/20        20060101AFI20150420BHEP" is symbol, version, level, position, value, day, status, source and office
(WIPO ST.8); "B60K  17/28        20130101 LA20210830BHEP" the same for the CPC, which has no level; " 7C 07C  29/44   A"
the seventh edition of the IPC.
"""

from __future__ import annotations

import re

from patentfair.domain.patents.record import ClassScheme, ClassSymbol

__all__ = ["fixed_width_class"]

_LONGEST = 128
_SYMBOL = re.compile(
    r"\s{0,4}+\d?\s{0,4}+([A-HY])\s{0,4}+(\d{2})\s{0,4}+([A-Z])\s{0,8}+0{0,4}+(\d{1,4})\s{0,4}+/\s{0,4}+(\d{2,6})(?!\d)"
)
_REST = re.compile(r"\s*+\(?(\d{4})\.?(\d{2})(?:\d{2})?\)?\s*+[ACS]?([FL])?")


def fixed_width_class(text: str, scheme: ClassScheme, *, edition: str = "", first: bool = False) -> ClassSymbol | None:
    """The symbol, first where its position says so or `first` does; None where `text` holds none.

    The version is that of the text ("2006.01"), or `edition` where it shows none.
    """
    found = _SYMBOL.match(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    rest = _REST.match(text, found.end())
    return ClassSymbol(
        scheme=scheme,
        symbol=f"{found[1]}{found[2]}{found[3]} {found[4]}/{found[5]}",
        version=f"{rest[1]}.{rest[2]}" if rest else edition,
        first=first or (rest is not None and rest[3] == "F"),
    )
