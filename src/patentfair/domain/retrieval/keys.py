"""Lookup keys: patent numbers and classification symbols whatever way they are spelled."""

from __future__ import annotations

import re

from patentfair.domain.retrieval.folding import fold

__all__ = ["class_key", "class_terms", "looks_like_number", "number_keys", "number_terms"]

_SYMBOL = re.compile(r"([A-HY])(?:(\d{2})(?:([A-Z])(?:0*(\d{1,4})(?:/(\d{2,6}))?/?)?)?)?")
_LOCARNO = re.compile(r"(\d{2})(?:-?(\d{2}))?")
_NUMBER = re.compile(r"(?:[A-Z]{1,4}\d{5,16}|\d{5,16}|[A-Z]{2,3}\d{4})(?:X|[A-Z]\d?)?")
_CHECK_DIGIT = re.compile(r"(\d{8}|\d{12})\.[\dX]$")


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text)).upper()


def number_keys(text: str) -> tuple[str, ...]:
    """What to look a typed number up by: without punctuation, ZL read as CN, with and without a Chinese check digit."""
    typed = fold(text).upper().replace(" ", "")
    spellings = [_squeeze(typed)]
    if _CHECK_DIGIT.search(typed):
        spellings.append(_squeeze(typed[:-2]))
    keys = []
    for spelling in spellings:
        key = re.sub(r"^([A-Z]{1,4})0+(?=\d)", r"\1", spelling)
        keys += [key.removeprefix("ZL"), "CN" + key[2:] if key.startswith("ZL") else key]
    return tuple(dict.fromkeys(key for key in keys if key))


def number_terms(number: str) -> tuple[str, ...]:
    """The keys a document's number is found under: whole, and without its kind code and office."""
    terms = list(number_keys(number))
    for key in tuple(terms):
        bare = re.sub(r"(?<=\d)[A-Z]\d?$", "", key)
        terms += [bare, *(re.sub(r"^[A-Z]{2}(?=[A-Z]{0,2}\d{4})", "", spelling) for spelling in (key, bare))]
    return tuple(dict.fromkeys(terms))


def looks_like_number(text: str) -> bool:
    """Whether a text that is one word, or words of one number, is likely a patent or application number."""
    return len(text) < 40 and _NUMBER.fullmatch(_squeeze(_CHECK_DIGIT.sub(r"\1", text.strip()))) is not None


def class_key(text: str) -> str | None:
    """The index term of an IPC, CPC or Locarno symbol or of one of its ancestors; `None` for anything else.

    "a61k", "A61K 31", "A61K 31/00" and "G06F0003/041" give "A61K", "A61K31/00", "A61K31/00" and "G06F3/041".
    """
    compact = re.sub(r"\s+", "", fold(text)).upper()
    if match := _SYMBOL.fullmatch(compact):
        section, number, letter, group, subgroup = match.groups()
        return (section + (number or "") + (letter or "")) + (f"{group}/{subgroup or '00'}" if group else "")
    if match := _LOCARNO.fullmatch(compact):
        return "-".join(part for part in match.groups() if part)
    return None


def class_terms(symbol: str) -> tuple[str, ...]:
    """A symbol's term and those of its ancestors by spelling: section, class, subclass, main group."""
    key = class_key(symbol)
    if key is None:
        other = _squeeze(symbol)
        return (other,) if other else ()
    if key[0].isdigit():
        return tuple(dict.fromkeys((key[:2], key)))
    ancestors = [key[:1], key[:3], key[:4]]
    if "/" in key:
        ancestors.append(key.split("/", maxsplit=1)[0] + "/00")
    return tuple(dict.fromkeys((*ancestors, key)))
