"""A refused act is an exception with a code; one table at the edge turns the code into HTTP and words.

DomainError
 +-- Refused      the rules or the law do not allow it
 +-- NotFound     it does not exist, or not for the one who asks
 +-- Stale        it has changed since it was read
 +-- Invalid      what was given cannot be understood; `field` names the place
"""

from __future__ import annotations

__all__ = ["DomainError", "Invalid", "InvariantBroken", "NotFound", "Refused", "Stale", "ensure"]


class DomainError(Exception):
    """An act that was refused. `code` is stable and translated by the pages; `data` fills in the sentence."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code, data)
        self.code = code
        self.data = data


class Refused(DomainError):
    """The rules or the law do not allow the act."""


class NotFound(DomainError):
    """The object does not exist, or not for the one who asks."""


class Stale(DomainError):
    """The object has changed since the actor read it."""


class Invalid(DomainError):
    """Input that cannot be understood. `data["field"]` names the place."""


class InvariantBroken(AssertionError):
    """A bug: something that must always hold does not."""


def ensure(condition: bool, message: str) -> None:
    """Raise `InvariantBroken` unless `condition` holds; works under `python -O`, unlike `assert`."""
    if not condition:
        raise InvariantBroken(message)
