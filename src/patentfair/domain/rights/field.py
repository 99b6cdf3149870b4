"""Fields of use: "ALL", classification symbols (IPC/CPC), and free tags ("tag:diagnostics/blood").

Prefix containment of symbols is sound only down to the main group: A contains A61 contains A61K contains A61K 31/00,
and A61K 31/00 contains every A61K 31/nn. Below the stroke the hierarchy is by dots, which the digits do not show, so
two different subgroups of one main group may or may not overlap. Tags are ordered by their "/" path; different tags
may overlap unless they were declared disjoint.
"""

from __future__ import annotations

import re

from patentfair.domain.rights.overlap import Overlap

__all__ = ["contains", "is_field", "meet"]

ALL = "ALL"
PATTERN = r"^(ALL|[A-HY]([0-9]{2}([A-Z]( [0-9]{1,4}/[0-9]{2,6})?)?)?|tag:[^/].{0,199})$"
_FIELD = re.compile(PATTERN)

DisjointPairs = tuple[tuple[str, str], ...]


def is_field(code: str) -> bool:
    """Whether `code` is "ALL", a symbol down to a subgroup in canonical spelling ("A61K 31/00"), or a tag."""
    return _FIELD.fullmatch(code) is not None


def _is_main_group(code: str) -> bool:
    return code.endswith("/00")


def contains(whole: str, part: str) -> bool:
    """Whether `part` certainly lies in `whole` or is the same field."""
    if whole in (part, ALL):
        return True
    if part == ALL:
        return False
    if whole.startswith("tag:"):
        return part.startswith(whole + "/")
    if part.startswith("tag:"):
        return False
    if "/" in whole:
        return _is_main_group(whole) and part.startswith(whole[:-2])
    return part.startswith(whole)


def meet(left: str, right: str, disjoint: DisjointPairs = ()) -> Overlap:
    """Whether the two fields overlap. `disjoint` lists pairs of fields declared to share nothing."""
    if contains(left, right) or contains(right, left):
        return Overlap.YES
    for first, second in disjoint:
        if (contains(first, left) and contains(second, right)) or (contains(second, left) and contains(first, right)):
            return Overlap.NO
    if left.startswith("tag:") or right.startswith("tag:"):
        return Overlap.MAYBE
    if "/" in left and "/" in right and left.partition("/")[0] == right.partition("/")[0]:
        return Overlap.MAYBE
    return Overlap.NO
