"""One entry of a classification scheme, and how entries in printed order give their parents."""

from __future__ import annotations

import re

import msgspec

from patentfair.domain.patents.classes import ipc_symbol
from patentfair.domain.patents.record import TextIn

__all__ = ["MAIN_GROUP", "Ancestry", "SchemeEntry", "ipc_level", "scheme_symbol"]

SECTION, CLASS, SUBCLASS, MAIN_GROUP = 0, 1, 2, 3
_SECTION_OR_CLASS = re.compile(r"[A-HY](?:\d{2})?")


class SchemeEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A symbol, what stands over it, and its titles.

    `scheme` is a `ClassScheme` value, or the operator's own code in lower case. `symbol` and `parent` are canonical;
    the parent of a root is "". `level` counts the steps from the root: IPC and CPC section 0, class 1, subclass 2, main
    group 3, a subgroup 3 and its dots. A file may give the same symbol again, with a title in another language or as
    the head of another file; the titles belong together. `version` is the edition as the file shows it ("2025.05"), or
    "".
    """

    scheme: str
    symbol: str
    parent: str = ""
    level: int = 0
    titles: tuple[TextIn, ...] = ()
    version: str = ""


class Ancestry:
    """Parents in a list whose order and levels alone show them: the nearest entry before of a lower level."""

    def __init__(self) -> None:
        self._above: list[tuple[int, str]] = []

    def parent(self, level: int, symbol: str) -> str:
        """The parent of `symbol`, which becomes the last entry of its level."""
        while self._above and self._above[-1][0] >= level:
            self._above.pop()
        parent = self._above[-1][1] if self._above else ""
        self._above.append((level, symbol))
        return parent


def scheme_symbol(text: str) -> str | None:
    """Canonical IPC or CPC symbol of any level: "A", "A01", "A01B", "A01B 1/00"."""
    folded = text.strip().upper()
    return folded if _SECTION_OR_CLASS.fullmatch(folded) else ipc_symbol(folded)


def ipc_level(symbol: str, dots: int = 0) -> int:
    """Level of a canonical IPC or CPC symbol; of a group its dots say how deep below the main group."""
    if "/" in symbol:
        return MAIN_GROUP + dots
    return {1: SECTION, 3: CLASS}.get(len(symbol), SUBCLASS)
