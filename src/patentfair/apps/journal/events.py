"""What an act may say of itself. Each app declares its own event types in its `events` module."""

from __future__ import annotations

import msgspec

__all__ = ["EventType"]


class EventType(msgspec.Struct, frozen=True):
    """A name in the journal's vocabulary (`inquiry.opened`) and the facts each entry of it carries.

    Facts are values and salted hashes. Names, addresses and free text of people stay in erasable rows outside.
    """

    name: str
    facts: tuple[str, ...] = ()
