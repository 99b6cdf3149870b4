"""Industries that a patent's classes point to: China's strategic emerging and patent-intensive industries.

The names and codes are those of the statistical classifications. Which IPC symbols belong to which industry is told by
a table that the operator replaces with the official concordance; until then the platform's own coarse one is used and
says so in `Industry.basis`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.classes import main_group
from patentfair.domain.patents.industry_tables import ROWS

__all__ = ["COLUMNS", "OPERATORS_TABLE", "OWN_APPROXIMATION", "Industry", "IndustryTable", "from_rows", "own_table"]

COLUMNS = ("scheme", "code", "name_zh", "name_en", "ipc")
"""The columns of the template; `ipc` holds symbols between blanks: "H04L", "C22", "B60L 50/00" as "B60L50"."""
OWN_APPROXIMATION = Words(
    "本平台自拟的粗略对应，待以官方对照表替换", "own approximation, to be replaced by the official concordance"
)
OPERATORS_TABLE = Words("运营机构导入的对照表", "the table that the operator loaded")

_PREFIX = re.compile(r"([A-HY]\d{2})([A-Z])?(\d{1,4})?(?:/0{2,6})?")
_SCHEME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_CODE = re.compile(r"[0-9A-Za-z]{1,10}(?:\.[0-9A-Za-z]{1,10}){0,5}")
_ROWS = 20_000
_PREFIXES = 5_000
_NAME_CHARACTERS = 200
_PROBLEMS = 100


class Industry(msgspec.Struct, frozen=True):
    """An industry: the classification it is of, its code ("1.2") and the code above ("1", or ""), its name.

    `basis` says where the assignment of IPC symbols comes from, to be shown wherever the industry is.
    """

    scheme: str
    code: str
    parent: str
    name: Words
    basis: Words


class IndustryTable(msgspec.Struct, frozen=True):
    """Industries in the order of their table, and the symbols of each: "C22", "H04L" or "B60L 50" to places in it."""

    industries: tuple[Industry, ...]
    by_symbol: Mapping[str, tuple[int, ...]]

    def industries_of(self, symbols: Iterable[str]) -> tuple[Industry, ...]:
        """The industries of canonical IPC or CPC symbols, each once, in order of first appearance.

        In each classification the narrowest line that holds a symbol counts: main group, then subclass, then class.
        """
        found: dict[int, None] = {}
        for symbol in symbols:
            told: set[str] = set()
            for key in (main_group(symbol).removesuffix("/00"), symbol[:4], symbol[:3]):
                places = [place for place in self.by_symbol.get(key, ()) if self.industries[place].scheme not in told]
                found.update(dict.fromkeys(places))
                told.update(self.industries[place].scheme for place in places)
        return tuple(self.industries[place] for place in found)

    def get(self, scheme: str, code: str) -> Industry | None:
        """The industry of a classification by its code."""
        return next((one for one in self.industries if (one.scheme, one.code) == (scheme, code)), None)


def from_rows(rows: Iterable[Mapping[str, str]], basis: Words = OPERATORS_TABLE) -> IndustryTable | tuple[Problem, ...]:
    """A table from rows with the cells of `COLUMNS`, or everything that is wrong with them.

    Half a table would misplace patents silently, so one bad row refuses the whole. An industry without symbols of its
    own stands for those below it; an industry's row stands before the rows under it.
    """
    problems: list[Problem] = []
    industries: dict[tuple[str, str], Industry] = {}
    by_symbol: dict[str, dict[int, None]] = {}
    for number, row in enumerate(rows, start=1):
        if number > _ROWS or len(problems) >= _PROBLEMS:
            problems.append(Problem(code="limit.industry-rows", reason=f"Reading stopped at row {number}."))
            break
        industry = _industry(row, basis, industries)
        if isinstance(industry, Problem):
            problems.append(_at(industry, number))
            continue
        prefixes = (row.get("ipc") or "").replace(",", " ").replace(";", " ").upper().split()
        keys = [_key(prefix) for prefix in prefixes[:_PREFIXES]]
        if len(prefixes) > _PREFIXES or None in keys:
            wrong = next((prefix for prefix, key in zip(prefixes, keys, strict=False) if key is None), "")
            reason = f"No IPC symbol: {wrong[:20]!r}" if wrong else f"Over {_PREFIXES:,} symbols in one row."
            problems.append(_at(Problem(code="industry.ipc", reason=reason), number))
            continue
        place = len(industries)
        industries[industry.scheme, industry.code] = industry
        for key in keys:
            by_symbol.setdefault(key or "", {})[place] = None
    if not industries and not problems:
        problems.append(Problem(code="industry.empty", reason="The table has no rows."))
    if problems:
        return tuple(problems)
    return IndustryTable(tuple(industries.values()), {key: tuple(places) for key, places in by_symbol.items()})


def _industry(row: Mapping[str, str], basis: Words, known: Mapping[tuple[str, str], Industry]) -> Industry | Problem:
    cells = {name: " ".join((row.get(name) or "").split()) for name in COLUMNS[:4]}
    scheme, code = cells["scheme"].lower(), cells["code"]
    if not _SCHEME.fullmatch(scheme):
        return Problem(
            code="industry.scheme", reason="The scheme must be a short code of letters, figures and hyphens."
        )
    if not _CODE.fullmatch(code):
        return Problem(code="industry.code", reason='The code must be figures or letters with points between ("1.2").')
    if (scheme, code) in known:
        return Problem(code="industry.twice", reason=f"The code {code} of {scheme} stands twice.")
    zh, en = cells["name_zh"] or cells["name_en"], cells["name_en"] or cells["name_zh"]
    if not zh or max(len(zh), len(en)) > _NAME_CHARACTERS:
        return Problem(code="industry.name", reason=f"{code} needs a name of at most {_NAME_CHARACTERS} characters.")
    parent = code.rpartition(".")[0]
    if parent and (scheme, parent) not in known:
        return Problem(code="industry.parent", reason=f"The industry {parent} above {code} has no row before.")
    return Industry(scheme, code, parent, Words(zh, en), basis)


def _key(prefix: str) -> str | None:
    """ "B60L50" or "B60L50/00" -> "B60L 50", "H04L" and "C22" as they are; None for anything else."""
    found = _PREFIX.fullmatch(prefix)
    if found is None or (found[3] and not found[2]):
        return None
    return f"{found[1]}{found[2]} {int(found[3])}" if found[3] else f"{found[1]}{found[2] or ''}"


def _at(problem: Problem, number: int) -> Problem:
    return msgspec.structs.replace(problem, reason=f"Row {number}: {problem.reason}")


@lru_cache(maxsize=1)
def own_table() -> IndustryTable:
    """The platform's own table, marked as an approximation in every industry."""
    rows = [dict(zip(COLUMNS, line.split("|"), strict=True)) for line in ROWS.strip().splitlines()]
    table = from_rows(rows, OWN_APPROXIMATION)
    if not isinstance(table, IndustryTable):
        raise TypeError(table[0].reason)
    return table
