"""Whether two names on papers of one right are one holder's.

Recorders print people with the surname first ("SMITH, JOHN A."), documents with it last ("John A. Smith"), owners with
their capacity ("... BANK, N.A., AS COLLATERAL AGENT") and long names cut off. Within the few parties of one right such
names are taken for one; in a whole register that would be far too bold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from patentfair.domain.patents.party_names import PartyType, folded_name, is_han, party_type, person_key

__all__ = ["Names", "is_organisation", "without_capacity"]

# The field of the office's assignment system, after which a name ends in the middle of a word.
_CUT_AT = 50
_LONGEST = 300
# Beyond so many holders names are compared by their keys alone.
_MOST_COMPARED = 60
_TITLES = frozenset(("DR", "MR", "MRS", "MS", "PHD", "MD", "PROF", "ESQ"))
_CAPACITY = re.compile(
    r" (?:SOLELY )?(?:IN ITS CAPACITY )?AS (?:\w{1,40} ){0,8}?"
    r"(?:AGENTS?|TRUSTEES?|LENDERS?|ADMINISTRATOR|REPRESENTATIVE|NOTEHOLDERS?|FIDUCIARY|SECURED PARTY|PLEDGEE)\b.*"
    r"| (?:ADMINISTRATIVE|COLLATERAL|SECURITY|NOTES?) AGENTS?$| AND ITS SUCCESSORS\b.*| ITS SUCCESSORS\b.*"
)
_OTHER_NAMES = re.compile(
    r"(?:[\s,]{1,3}\(?|\()(?:[FNAD]/?[KB]/?A\b|FORMERLY\b|NOW KNOWN\b|ALSO KNOWN\b|TO BE RENAMED\b).*",
    re.IGNORECASE | re.DOTALL,
)
_BANK_FORM = re.compile(r" (?:NATIONAL ASSOCIATION|NAT ASSOC|N A|NA)$")


def is_organisation(name: str) -> bool:
    """Whether a name shows that it is no person's."""
    return _type(name[:_LONGEST]) not in (PartyType.PERSON, PartyType.UNKNOWN)


@lru_cache(maxsize=4096)
def _type(name: str) -> PartyType:
    return party_type(name)


def without_capacity(name: str) -> str:
    """A creditor's name without the capacity it acts in and a bank's "N.A.", folded."""
    return _BANK_FORM.sub("", _CAPACITY.sub("", folded_name(name)))


@lru_cache(maxsize=4096)
def _person(name: str) -> tuple[str, tuple[str, ...]]:
    """The surname where a comma tells it, and the parts of the name."""
    plain = name.replace("-", "").replace("‐", "")
    before, comma, _ = plain.partition(",")
    parts = tuple(part for part in folded_name(plain).split() if part not in _TITLES)
    return (folded_name(before) if comma else ""), parts


@lru_cache(maxsize=4096)
def _joined_keys(name: str) -> frozenset[tuple[str, ...]]:
    """The name as two parts, surname and given names each run together ("Xiao Ming Zhang", "ZHANG, XIAOMING")."""
    surname, parts = _person(name)
    if surname:
        count = len(surname.split())
        splits = [(surname.replace(" ", ""), "".join(parts[count:]))]
    else:
        splits = [("".join(parts[:-1]), parts[-1]), (parts[0], "".join(parts[1:]))] if len(parts) > 1 else []
    return frozenset(tuple(sorted(pair)) for pair in splits if all(pair))


def _same_person(one: str, other: str) -> bool:
    """The same parts in any order."""
    return person_key(one) == person_key(other) or bool(_joined_keys(one) & _joined_keys(other))


def _like_person(one: str, other: str) -> bool:
    """The same surname, and given names of which one side prints fewer or shorter ("SMITH, J.", "John A. Smith")."""
    (surname, parts), (surname_there, parts_there) = _person(one), _person(other)
    known = (surname or surname_there).split()
    if not known or (surname and surname_there and surname != surname_there):
        return False
    left, right = list(parts), list(parts_there)
    for part in known:
        if part not in left or part not in right:
            return False
        left.remove(part)
        right.remove(part)
    # The first given names must answer to each other, or "SMITH, ANN" would be "John A. Smith".
    if not left or not right or not _shortened(left[0], right[0]):
        return False
    few, many = sorted((left, right), key=len)
    for part in few:
        found = next((there for there in many if _shortened(part, there)), None)
        if found is None:
            return False
        many.remove(found)
    return True


def _shortened(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


class Names:
    """Compares names by `key_of`, people besides without the order of the parts of their names.

    Organisations are compared by `key_of` alone, but for those that are cut off at the end of the office's field.
    """

    def __init__(self, key_of: Callable[[str], str], people: Iterable[str] = ()) -> None:
        self._key_of = key_of
        self._people = {self.key_of(name) for name in people}

    def key_of(self, name: str) -> str:
        """The key of a name without what a recorder adds of other names ("..., INC. (F/K/A OLD NAME, INC.)")."""
        return self._key_of(_OTHER_NAMES.sub("", name[:_LONGEST]).strip(" ,") or name[:_LONGEST])

    def find(self, name: str, among: dict[str, str]) -> str | None:
        """The key among `among` (names by their keys) that `name` answers to; None where none, or more than one."""
        key = self.key_of(name)
        if key in among:
            return key
        if not among or len(among) > _MOST_COMPARED or is_han(name):
            return None
        name = name[:_LONGEST]
        if is_organisation(name):
            return next((there for there, other in among.items() if _cut_off(name, other)), None)
        printed = [(there, other[:_LONGEST]) for there, other in among.items() if not is_organisation(other)]
        others = [pair for pair in printed if self._personal(name, pair[1])]
        same = [pair for pair in others if _same_person(name, pair[1])]
        like = same or [pair for pair in others if _like_person(name, pair[1])]
        # One person may stand there in two spellings.
        one = bool(like) and all(_same_person(like[0][1], other) for _, other in like)
        return like[0][0] if one else None

    def _personal(self, *names: str) -> bool:
        """Whether one of two names is known to be a person's: otherwise it may be a firm without a legal form."""
        return any(self.key_of(name) in self._people or _type(name[:_LONGEST]) is PartyType.PERSON for name in names)


def _cut_off(one: str, other: str) -> bool:
    for short, long in ((one, other), (other, one)):
        if _CUT_AT - 1 <= len(short) <= _CUT_AT + 1 and folded_name(long).startswith(folded_name(short)):
            return True
    return False
