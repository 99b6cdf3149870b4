"""The two sides of a match as the matcher reads them."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from patentfair.domain.kernel.money import Money
from patentfair.domain.patents.record import TextIn

__all__ = ["Comparator", "NeedProfile", "SupplyProfile", "Target"]

Comparator = Literal["<=", ">=", "=", "<", ">", "between"]


class Target(msgspec.Struct, frozen=True):
    """A quantity asked for or promised: "energy density >= 300 Wh/kg".

    `value_high` belongs to "between" alone. `unit` as written; "" for a plain number.
    """

    name: str
    comparator: Comparator
    value: float
    value_high: float | None = None
    unit: str = ""


class NeedProfile(msgspec.Struct, frozen=True, kw_only=True):
    """A technology need. `fields` are WIPO technology fields 1 to 35, `maturity_min` a readiness level 1 to 9.

    `budget` is its lower and upper end. `kinds` are the kinds of deal the firm would enter; empty means any.
    """

    id: str
    title: tuple[TextIn, ...] = ()
    problem: tuple[TextIn, ...] = ()
    classes: tuple[str, ...] = ()
    fields: tuple[int, ...] = ()
    region: str = ""
    territory: str = ""
    maturity_min: int | None = None
    kinds: tuple[str, ...] = ()
    budget: tuple[Money | None, Money | None] = (None, None)
    targets: tuple[Target, ...] = ()
    deadline: date | None = None


class SupplyProfile(msgspec.Struct, frozen=True, kw_only=True):
    """A patent or listing. `status` is "in_force" or another legal status, "" where unknown.

    `right_end` is the first day on which the right no longer exists. `kinds` are the kinds of deal on offer.
    """

    id: str
    number: str = ""
    title: tuple[TextIn, ...] = ()
    body: tuple[TextIn, ...] = ()
    claims: tuple[TextIn, ...] = ()
    classes: tuple[str, ...] = ()
    fields: tuple[int, ...] = ()
    region: str = ""
    maturity: int | None = None
    kinds: tuple[str, ...] = ()
    price: Money | None = None
    status: str = ""
    right_end: date | None = None
    numbers_claimed: tuple[Target, ...] = ()
