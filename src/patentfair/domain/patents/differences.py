"""What changed between two records of one document, field by field."""

from __future__ import annotations

from typing import Any

import msgspec

from patentfair.domain.patents.record import PatentRecord

__all__ = ["Change", "differences"]

# Where a record was read from is no part of what it says.
_PROVENANCE = {"format", "digest", "source", "offset", "problems"}


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a record: values that were there and are no longer, and values that are new.

    A field with one value gives at most one of each; a list gives the members that left and joined. `reordered` says
    that a list holds the same members in another order.
    """

    field: str
    removed: tuple[Any, ...] = ()
    added: tuple[Any, ...] = ()
    reordered: bool = False


def differences(before: PatentRecord, after: PatentRecord) -> tuple[Change, ...]:
    """The changes from `before` to `after`, in the order of the record's fields; () where they say the same."""
    found = []
    for field in PatentRecord.__struct_fields__:
        if field in _PROVENANCE:
            continue
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            found.append(_change(field, old, new))
    return tuple(found)


def _change(field: str, old: Any, new: Any) -> Change:
    olds, news = _members(old), _members(new)
    removed = tuple(value for value in olds if value not in news)
    added = tuple(value for value in news if value not in olds)
    return Change(field=field, removed=removed, added=added, reordered=not removed and not added)


def _members(value: Any) -> tuple[Any, ...]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)
