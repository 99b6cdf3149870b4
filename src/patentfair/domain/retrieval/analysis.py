"""Text to index terms, the same way for documents and for queries.

Runs of one script are treated by that script, whatever language a text declares: Chinese gives dictionary words and
character bigrams side by side, other ideographic and syllabic scripts bigrams, everything else stemmed words.
Numbers are joined with their units ("5 mm", "5毫米" and "5mm" are one term) and names such as LiFePO4 stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib import import_module
from typing import NamedTuple, cast

from snowballstemmer import stemmer

from patentfair.domain.retrieval.folding import fold
from patentfair.domain.retrieval.units import UNIT_PATTERN, canonical_unit

__all__ = ["Token", "TokenKind", "analyse", "is_han", "sequence", "tokenise", "warm"]

MAX_TERM = 64
TokenKind = str

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SYLLABIC = "\u3040-\u30ff\u31f0-\u31ff\uac00-\ud7af\u1100-\u11ff"
_LETTER = rf"[^\W_{_HAN}{_SYLLABIC}]"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_TOKEN = re.compile(
    rf"(?P<quantity>(?P<amount>{_NUMBER})\s?(?P<unit>{UNIT_PATTERN}))"
    rf"|(?P<han>[{_HAN}]+)"
    rf"|(?P<syllabic>[{_SYLLABIC}]+)"
    rf"|(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!{_LETTER}))"
    rf"|(?P<word>{_LETTER}+(?:(?:(?<=\d)\.(?=\d)|(?<=[^\W\d])['’-](?={_LETTER})|['’-](?=[^\W\d_])){_LETTER}+)*)"
)
_HAN_RUN = re.compile(rf"[{_HAN}]")
_STOP_WORDS = frozenset(
    """a an and are as at be been being by can for from has have having in into is it its may of on or over said such
    than that the their then thereof therein there these this those thus to was were when where wherein whereby which
    while will with comprise comprises comprising comprised include includes including""".split()  # noqa: SIM905
)
_STOP_CHARACTERS = frozenset("的了和与及或在是对为以于之其等而所并由将使被从把该")


class Token(NamedTuple):
    """A term at `start:end` of the folded text.

    `position` counts words and ideographs; terms side by side in the text have neighbouring positions. `kind` is
    "word" (Latin and like scripts), "part" (of a hyphenated word), "joined" (its whole), "han" (a dictionary word) or
    "bigram".
    """

    term: str
    start: int
    end: int
    position: int
    kind: TokenKind


def is_han(term: str) -> bool:
    """Whether the term holds a Chinese character."""
    return _HAN_RUN.search(term) is not None


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    # A stemmer keeps the word it works on, so threads must not share one.
    return str(stemmer("english").stemWord(word))


@cache
def _segmenter() -> Callable[[str], list[str]]:
    # Its dictionary takes a third of a second to load, which a process that meets no Chinese need not wait for.
    return cast("Callable[[str], list[str]]", import_module("rjieba").cut)


def warm() -> None:
    """Load the Chinese dictionary now, so that the first Chinese text does not wait for it."""
    _segmenter()("词典")


def _number(text: str) -> str:
    plain = text.replace(",", "")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


@lru_cache(maxsize=100_000)
def _term(word: str) -> str:
    """The term of one word; "" for a stop word."""
    if word in _STOP_WORDS:
        return ""
    if word.isalpha() or "'" in word or "’" in word:
        return _stem(word.replace("’", "'"))[:MAX_TERM]
    return (_number(word) if re.fullmatch(r"\d+\.\d+", word) else word)[:MAX_TERM]


def _add_han(tokens: list[Token], run: str, start: int, position: int) -> None:
    at, last = 0, len(run) - 1
    for word in _segmenter()(run):
        length = len(word)
        end = at + length
        if length > 1 or word not in _STOP_CHARACTERS:
            tokens.append(Token(word[:MAX_TERM], start + at, start + end, position + at, "han"))
        tokens.extend(
            Token(run[i : i + 2], start + i, start + i + 2, position + i, "bigram")
            for i in range(at + 1 if length == 2 else at, min(end, last))
        )
        at = end


def _add_hyphenated(tokens: list[Token], word: str, start: int, position: int) -> int:
    parts = word.split("-")
    tokens.append(Token("".join(parts)[:MAX_TERM], start, start + len(word), position, "joined"))
    for part in parts:
        if term := _term(part):
            tokens.append(Token(term, start, start + len(part), position, "part"))
        start += len(part) + 1
        position += 1
    return position


def tokenise(folded: str) -> list[Token]:
    """The tokens of an already folded text, by position."""
    tokens: list[Token] = []
    position = 0
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        kind = match.lastgroup
        text = match[0]
        if kind == "word" and "-" in text:
            position = _add_hyphenated(tokens, text, start, position)
            continue
        if kind == "han":
            _add_han(tokens, text, start, position)
            position += end - start
            continue
        if kind == "syllabic":
            tokens.extend(
                Token(text[i : i + 2], start + i, min(start + i + 2, end), position + i, "bigram")
                for i in range(max(len(text) - 1, 1))
            )
            position += len(text)
            continue
        if kind == "word":
            term = _term(text)
        else:
            unit = match["unit"]
            term = (_number(match["amount"] if unit else text) + canonical_unit(unit or ""))[:MAX_TERM]
        if term:
            tokens.append(Token(term, start, end, position, "word"))
        position += 1
    return tokens


def analyse(text: str, language: str = "") -> tuple[str, ...]:  # noqa: ARG001
    """The index terms of `text` in order, repeats kept.

    `language` is what the document declares (BCP 47); scripts decide, so it changes nothing today and stands here
    for stemmers of further languages.
    """
    return tuple(token.term for token in tokenise(fold(text)))


def sequence(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The terms that stand for the text word by word, for phrases.

    Chinese is carried by its character pairs, because where words are cut depends on what stands around them.
    """
    kept = []
    paired = -1  # the last character held by a pair
    waiting: Token | None = None  # a single character that no pair before holds
    for token in tokens:
        if waiting and token.start > waiting.start:
            kept.append(waiting.term)
            waiting = None
        if token.kind == "joined":
            continue
        if token.kind == "bigram" or (token.kind == "han" and token.end - token.start == 2):
            waiting = None
            paired = token.end
        elif token.kind == "han":
            if token.end - token.start == 1 and token.end > paired:
                waiting = token
            continue
        kept.append(token.term)
    if waiting:
        kept.append(waiting.term)
    return tuple(kept)
