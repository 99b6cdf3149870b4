"""Who asks, and what a line of the table of addresses says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ROLES = (
    "visitor", "outsider", "grantor", "member", "grantee", "poster", "staff", "head", "other_staff", "provincial",
    "other_provincial", "national", "expert", "operator",
)  # fmt: skip
ALL = frozenset(ROLES)
SIGNED_IN = ALL - {"visitor"}
OWN_SIDE = frozenset({"grantor", "member"})
BOTH = frozenset({"grantor", "grantee"})
SIDES = frozenset({"grantor", "member", "grantee"})
AUDIT = frozenset({"staff", "head", "provincial", "national"})
STAFF = frozenset({"staff", "head", "other_staff"})
DESK_OF_TABLE = frozenset({"staff", "head", "operator"})
ADMINS = frozenset({"provincial", "other_provincial", "national", "operator"})


@dataclass(frozen=True)
class Route:
    """Who gets through: `may` for looking (GET), `act` for doing (POST); None where the method is not offered."""

    path: Callable[[dict], str]
    may: frozenset | None
    act: frozenset | None = None
    data: Callable[[dict], dict] = lambda _: {}


def fixed(path: str) -> Callable[[dict], str]:
    return lambda _things: path
