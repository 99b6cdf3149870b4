"""A flag: something that staff should look at. It refuses nothing and says nothing about intent."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["Flag", "FlagCode", "in_order", "placeholder"]


class FlagCode(StrEnum):
    """What a flag is about; `INCOMPLETE` says that a search for circles was stopped."""

    CIRCULAR = "circular"
    RELATED_PARTIES = "related_parties"
    SAME_GROUP = "same_group"
    SHARED_PEOPLE = "shared_people"
    SPLITTING = "splitting"
    SLICING = "slicing"
    ZERO_PRICE = "zero_price"
    ROUND_TRIP = "round_trip"
    INCOMPLETE = "incomplete"


class Flag(msgspec.Struct, frozen=True):
    """`objects` are the ids it is about, sides first; `facts` are names and values it rests on."""

    code: FlagCode
    objects: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    why: Words


def placeholder(id_: str) -> str:
    """`{id}`, in place of which the pages put a name as far as the reader may see it."""
    return f"{{{id_}}}"


def in_order(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """By code, then by what they are about."""
    return tuple(sorted(flags, key=lambda flag: (flag.code, flag.objects, flag.facts)))
