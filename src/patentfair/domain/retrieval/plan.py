"""A query as an engine runs it: which terms must, may and must not occur, in which index field.

Kept apart from the engines so that all of them understand a query alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from patentfair.domain.retrieval.analysis import Token, is_han, sequence, tokenise
from patentfair.domain.retrieval.folding import fold
from patentfair.domain.retrieval.keys import class_key, looks_like_number, number_keys
from patentfair.domain.retrieval.query import Field, Not, Phrase, Query, Word

__all__ = ["Clause", "IndexField", "Occurrence", "Plan", "plan"]

LONG = 12  # plain words beyond which a query is a description and not a list of demands


class IndexField(StrEnum):
    """TEXT holds title, body, claims and names together and is what plain words are looked up in."""

    TEXT = "text"
    TITLE = "title"
    BODY = "body"
    CLAIMS = "claims"
    NAMES = "names"
    CLASSES = "classes"
    NUMBERS = "numbers"


class Occurrence(msgspec.Struct, frozen=True):
    """All of the terms in one field: side by side, or anywhere in TEXT, which keeps no positions."""

    field: IndexField
    terms: tuple[str, ...]


class Clause(msgspec.Struct, frozen=True):
    """Holds where any of the occurrences does."""

    any_of: tuple[Occurrence, ...]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """`must` and `must_not` always count; of the `should` clauses at least `least` have to hold.

    `scoring` are terms of TEXT that add to the score alone, `marks` the terms to mark in texts. A `long` plan has one
    term in each `should` clause and no scoring terms, so that an engine may keep the rarest.
    """

    must: tuple[Clause, ...] = ()
    should: tuple[Clause, ...] = ()
    must_not: tuple[Clause, ...] = ()
    least: int = 0
    scoring: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    long: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.must or self.should or self.must_not)


_WITH_POSITIONS = (IndexField.TITLE, IndexField.BODY, IndexField.CLAIMS, IndexField.NAMES)
_FIELDS = {
    Field.ANY: IndexField.TEXT,
    Field.TITLE: IndexField.TITLE,
    Field.ABSTRACT: IndexField.BODY,
    Field.CLAIMS: IndexField.CLAIMS,
    Field.PARTY: IndexField.NAMES,
    Field.INVENTOR: IndexField.NAMES,
    Field.IPC: IndexField.CLASSES,
    Field.CPC: IndexField.CLASSES,
    Field.NUMBER: IndexField.NUMBERS,
}


def _units(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each word: a Latin word, a hyphenated word with its parts, a Chinese word with its bigrams."""
    units: list[list[Token]] = []
    end = -1
    for token in tokens:
        if token.kind == "bigram" and token.end > end and units and not _is_syllabic(token):
            continue  # reaches over the edge of a word: scores, demands nothing
        if token.start >= end:
            units.append([token])
            end = token.end
        else:
            units[-1].append(token)
    return units


def _is_syllabic(token: Token) -> bool:
    return token.kind == "bigram" and not is_han(token.term)


def _clause(field: IndexField, tokens: Sequence[Token], *, phrase: bool = False) -> Clause | None:
    """`phrase`: the tokens stand side by side; otherwise only the parts of a hyphenated word need to."""
    terms = sequence(tokens)
    joined = [] if phrase else [token.term for token in tokens if token.kind == "joined"]
    fields = _WITH_POSITIONS if field is IndexField.TEXT and len(terms) > 1 and (phrase or joined) else (field,)
    found = [Occurrence(each, terms) for each in fields if terms]
    found += [Occurrence(field, (term,)) for term in joined]
    return Clause(tuple(found)) if found else None


def _lookups(word: str, field: Field) -> list[Occurrence]:
    """Number and class look-ups for a word, by its field or by its looks."""
    found = []
    if field is Field.NUMBER or (field is Field.ANY and looks_like_number(word)):
        found += [Occurrence(IndexField.NUMBERS, (key,)) for key in number_keys(word)]
    symbol = class_key(word)
    if field in (Field.IPC, Field.CPC):
        found.append(Occurrence(IndexField.CLASSES, (symbol or fold(word).upper(),)))
    elif field is Field.ANY and symbol and len(symbol) >= 4 and symbol[0].isalpha():
        found.append(Occurrence(IndexField.CLASSES, (symbol,)))
    return found


def _part(part: Word | Phrase) -> tuple[Clause | None, list[Token]]:
    tokens = tokenise(fold(part.text))
    lookups = _lookups(part.text, part.field)
    if part.field in (Field.NUMBER, Field.IPC, Field.CPC):
        return (Clause(tuple(lookups)) if lookups else None), []
    clause = _clause(_FIELDS[part.field], tokens, phrase=isinstance(part, Phrase))
    return clause and Clause((*lookups, *clause.any_of)), tokens


def _distinct(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms))


def plan(query: Query) -> Plan:
    """How to run `query`: short lists of words all have to occur, longer ones mostly, descriptions rank alone."""
    must, must_not, should = [], [], []
    marks: list[str] = []
    scoring: list[str] = []
    plain: list[str] = []
    words = [part.text for part in query.parts if isinstance(part, Word) and part.field is Field.ANY]
    whole = " ".join(words)
    is_number = len(words) == len(query.parts) > 1 and any(map(str.isdigit, whole)) and looks_like_number(whole)
    if is_number:
        return Plan(should=(Clause(tuple(_lookups(whole, Field.NUMBER))),), least=1)
    for part in query.parts:
        if isinstance(part, Not):
            clause, _ = _part(part.part)
            if clause:
                must_not.append(clause)
        elif isinstance(part, Phrase) or part.field is not Field.ANY:
            clause, tokens = _part(part)
            if clause:
                must.append(clause)
            marks += (token.term for token in tokens)
            if part.field not in (Field.PARTY, Field.INVENTOR):
                scoring += (token.term for token in tokens)
        elif _lookups(part.text, Field.ANY):
            clause, tokens = _part(part)
            if clause:
                should.append(clause)
            marks += (token.term for token in tokens)
        else:
            plain.append(part.text)

    tokens = tokenise(fold(" ".join(plain)))
    units = _units(tokens)
    if len(units) > 1:  # a single character beside words is mostly a particle or half of a word
        units = [unit for unit in units if len(unit) > 1 or len(unit[0].term) > 1 or not is_han(unit[0].term)]
    terms = _distinct(token.term for token in tokens)
    marks += terms
    if len(units) > LONG:
        should += [Clause((Occurrence(IndexField.TEXT, (term,)),)) for term in terms]
        return Plan(
            must=tuple(must), should=tuple(should), must_not=tuple(must_not), least=0 if must else 1,
            marks=_distinct(marks), long=True,
        )  # fmt: skip
    required = dict.fromkeys(clause for unit in units if (clause := _clause(IndexField.TEXT, unit)))
    should += required
    single = {
        occurrence.terms[0]
        for clause in required
        for occurrence in clause.any_of
        if len(clause.any_of) == 1 == len(occurrence.terms)
    }
    scoring += [term for term in terms if term not in single]
    count = len(should)
    return Plan(
        must=tuple(must),
        should=tuple(should),
        must_not=tuple(must_not),
        least=count if count <= 3 else -(-7 * count // 10),
        scoring=_distinct(scoring),
        marks=_distinct(marks),
    )
