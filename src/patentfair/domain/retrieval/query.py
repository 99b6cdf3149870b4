"""The query language: text to a tree of values, and back.

    lithium "solid state" TI:electrolyte -vehicle IPC:H01M PA:"Beichen University"

Words and phrases may carry a field; a hyphen before one excludes it. Reading never fails: what cannot be understood
becomes a `Problem` with its character offset, and the rest is still a query. Printing a tree gives a text that reads
back as the same tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import cast

import msgspec

from patentfair.domain.kernel.errors import ensure
from patentfair.domain.kernel.problem import Problem

__all__ = ["MAX_CHARACTERS", "MAX_PARTS", "Field", "Not", "Parsed", "Part", "Phrase", "Query", "Word", "parse"]

MAX_CHARACTERS = 10_000
MAX_PARTS = 1_000


class Field(StrEnum):
    """Field codes as patent searchers know them; ANY is a word without one."""

    ANY = ""
    TITLE = "TI"
    ABSTRACT = "AB"
    CLAIMS = "CL"
    PARTY = "PA"
    INVENTOR = "IN"
    IPC = "IPC"
    CPC = "CPC"
    NUMBER = "PN"


class Word(msgspec.Struct, frozen=True, tag=True):
    """One word as typed, without white space or quotation marks; classification symbols stand without a space."""

    text: str
    field: Field = Field.ANY

    def __str__(self) -> str:
        return (f"{self.field}:" if self.field else "") + self.text


class Phrase(msgspec.Struct, frozen=True, tag=True):
    """Words side by side, in this order; `text` has single spaces and no quotation marks."""

    text: str
    field: Field = Field.ANY

    def __str__(self) -> str:
        return (f"{self.field}:" if self.field else "") + f'"{self.text}"'


class Not(msgspec.Struct, frozen=True, tag=True):
    part: Word | Phrase

    def __str__(self) -> str:
        return f"-{self.part}"


Part = Word | Phrase | Not


class Query(msgspec.Struct, frozen=True):
    """Parts side by side: those with a field and phrases must hold, plain words should."""

    parts: tuple[Part, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, self.parts))


class Parsed(msgspec.Struct, frozen=True):
    query: Query
    problems: tuple[Problem, ...] = ()


_QUOTES = '"“”„«»「」『』〝〞＂'
_PART = re.compile(
    rf"(?P<not>(?<!\S)[-－](?=[^\s\-－]))?[-－]*"
    rf"(?:(?P<field>{'|'.join(sorted((f.value for f in Field if f), key=len, reverse=True))})[:：]\s*)?"
    rf"(?:(?P<open>[{_QUOTES}])(?P<phrase>[^{_QUOTES}]*)(?P<close>[{_QUOTES}]?)"
    rf"|(?P<word>[^\s{_QUOTES}]+)"
    rf"|(?P<nothing>))",
    re.IGNORECASE,
)
_SUBCLASS = re.compile(r"[A-HY]\d\d[A-Z]", re.IGNORECASE)
_GROUP = re.compile(r"\d{1,4}(?P<subgroup>/\d{2,6})?")
_FIELD_PREFIX = re.compile(rf"(?:{'|'.join(f.value for f in Field if f)})[:：]", re.IGNORECASE)


def _problem(code: str, reason: str, offset: int) -> Problem:
    return Problem(code=code, reason=reason, offset=offset, fatal=False)


def _read(match: re.Match[str]) -> tuple[Part | None, Problem | None]:
    field = Field(match["field"].upper()) if match["field"] else Field.ANY
    part: Word | Phrase | None = None
    problem = None
    if match["open"]:
        at = match.start("open")
        inside = " ".join(match["phrase"].split())
        if not inside:
            return None, _problem("query.phrase-empty", "The quotation is empty.", at)
        part = Phrase(inside, field)
        if not match["close"]:
            problem = _problem("query.quote-open", "The quotation has no end.", at)
    else:
        word = (match["word"] or "").lstrip("-－")
        empty = _FIELD_PREFIX.match(word)
        if word and not empty:
            part = Word(word, field)
        elif field or empty:
            problem = _problem("query.field-empty", "No word follows the field code.", match.start())
    return (Not(part) if part and match["not"] else part), problem


def _with_whole_symbols(parts: list[Part]) -> Iterator[Part]:
    """Classification symbols typed with a space, "A61K 31/00", as one word."""
    waiting: Part | None = None
    for part in parts:
        group = _GROUP.fullmatch(part.text) if isinstance(part, Word) and part.field is Field.ANY else None
        before = waiting.part if isinstance(waiting, Not) else waiting
        if (
            group
            and isinstance(before, Word)
            and _SUBCLASS.fullmatch(before.text)
            and (group["subgroup"] or before.field in (Field.IPC, Field.CPC))
        ):
            whole = Word(before.text + group[0], before.field)
            waiting = Not(whole) if isinstance(waiting, Not) else whole
            continue
        if waiting:
            yield waiting
        waiting = part
    if waiting:
        yield waiting


def parse(text: str) -> Parsed:
    """Read `text`. At most `MAX_CHARACTERS` and `MAX_PARTS` are read; the time is linear in them."""
    problems = []
    if len(text) > MAX_CHARACTERS:
        problems.append(_problem("query.too-long", f"Only {MAX_CHARACTERS} characters are read.", MAX_CHARACTERS))
        text = text[:MAX_CHARACTERS]
    parts: list[Part] = []
    at = _skip(text, 0)
    while at < len(text):
        if len(parts) == MAX_PARTS:
            problems.append(_problem("query.too-many-parts", f"Only {MAX_PARTS} words are read.", at))
            break
        match = _PART.match(text, at)
        ensure(match is not None and match.end() > at, "every character is part of something")
        part, problem = _read(cast("re.Match[str]", match))
        if part:
            parts.append(part)
        if problem:
            problems.append(problem)
        at = _skip(text, cast("re.Match[str]", match).end())
    return Parsed(Query(tuple(_with_whole_symbols(parts))), tuple(problems))


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
