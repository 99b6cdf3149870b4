"""Where a grant runs: WORLD over countries over ISO 3166-2 subdivisions, and groups of countries.

A node is "WORLD", an ISO 3166-1 alpha-2 code ("CN", "HK"), an ISO 3166-2 code ("CN-GD", "DE-BY") or a group ("EU").
The statutes of mainland China do not run in Hong Kong, Macao and Taiwan, so CN does not contain HK, MO and TW; their
ISO 3166-2 names ("CN-HK") are read as the country codes.
"""

from __future__ import annotations

import re

__all__ = ["CN_SUBDIVISIONS", "contains", "is_territory", "resolve"]

WORLD = "WORLD"

CN_SUBDIVISIONS = tuple(
    "CN-" + code
    for code in (
        "AH BJ CQ FJ GD GS GX GZ HA HB HE HI HL HN JL JS JX LN NM NX QH SC SD SH SN SX TJ XJ XZ YN ZJ".split()  # noqa: SIM905
    )
)
_CN = frozenset(CN_SUBDIVISIONS)
_EU = tuple("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())  # noqa: SIM905
_ALIASES = {"CN-HK": "HK", "CN-MO": "MO", "CN-TW": "TW", "UK": "GB"}
SPREAD = frozenset({"EU", *_ALIASES})
PATTERN = r"^(WORLD|[A-Z]{2}(-[A-Z0-9]{1,3})?)$"
_CODE = re.compile(PATTERN)


def is_territory(code: str) -> bool:
    """Whether `code` names a node of the tree. Subdivisions are checked against ISO 3166-2 for China only."""
    if not _CODE.fullmatch(code):
        return False
    return not code.startswith("CN-") or code in _CN or code in _ALIASES


def resolve(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Groups spread into their members and aliases replaced; the order of first mention is kept."""
    if len(codes) == 1 and codes[0] not in SPREAD:
        return codes
    out: dict[str, None] = {}
    for code in codes:
        for node in _EU if code == "EU" else (_ALIASES.get(code, code),):
            out[node] = None
    return tuple(out)


def contains(whole: str, part: str) -> bool:
    """Whether `part` lies in `whole` or is the same node."""
    return whole in (part, WORLD) or (len(part) > 3 and part[2] == "-" and part[:2] == whole)


def covered(code: str, excluded: tuple[str, ...]) -> bool:
    """Whether nothing of `code` is left outside `excluded`. Exact for China, whose subdivisions are all known."""
    for other in excluded:
        if contains(other, code):
            return True
    return code == "CN" and len(excluded) >= len(_CN) and _CN.issubset(excluded)
